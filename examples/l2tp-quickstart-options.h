// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_QUICKSTART_OPTIONS_H
#define L2TP_QUICKSTART_OPTIONS_H

#include "ns3/command-line.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

/**
 * @ingroup l2tp
 * @brief What l2tp-quickstart can be told on its command line.
 *
 * Attributes of an Lcce may be given, too. They count unless an option for the same is given.
 */
class QuickstartOptions
{
  public:
    /** @brief Longest delay, so that a HELLO is answered before the tunnel is closed. */
    static constexpr double MAX_DELAY = 1;
    /** @brief Most sessions. */
    static constexpr uint32_t MAX_SESSIONS = 10000;
    /** @brief Largest Receive Window Size (\RFC{3931} section 5.4.3, half of the numbers). */
    static constexpr uint32_t MAX_WINDOW = 32768;
    /** @brief Largest run number. */
    static constexpr uint32_t MAX_RUN = 4294967295;
    /** @brief Longest time of traffic in seconds: a day. */
    static constexpr double MAX_DURATION = 86400;

    /**
     * @brief Read the command line. Help is printed, and the program ended, by ns-3's CommandLine;
     *        so it is on options that do not exist.
     * @param argc as given to main()
     * @param argv as given to main()
     * @return empty, or a sentence that names the option with a wrong value and the legal values
     */
    std::string Parse(int argc, char* argv[]);

    /** @brief Attributes of both LCCEs that options were given for, with their values. */
    std::map<std::string, std::string> attributes;
    ns3::Time delay;      //!< one way between LAC and LNS
    double loss{0};       //!< probability, in each direction
    uint32_t sessions{0}; //!< number of sessions
    ns3::Time duration;   //!< time of traffic
    uint32_t run{0};      //!< run number of the random streams
    std::string pcap;     //!< first part of the names of pcap files, or empty
    std::string replay;   //!< capture file to replay, or empty
    std::string events;   //!< file for the control events, or empty

  private:
    /** @brief Options as they are given, with their defaults. */
    struct Texts
    {
        std::string transport{"udp"};    //!< --transport
        std::string delay{"20ms"};       //!< --delay
        std::string loss{"0.1"};         //!< --loss
        std::string window{"4"};         //!< --window
        std::string sessions{"2"};       //!< --sessions
        std::string cookie{"8"};         //!< --cookie
        std::string sequencing{"false"}; //!< --sequencing
        std::string auth{"Auto"};        //!< --auth
        std::string secret;              //!< --secret
        std::string hide{"false"};       //!< --hide
        std::string run;            //!< --RngRun; ns-3's own, for a better message on a wrong value
        std::string duration{"3s"}; //!< --duration
    };

    /**
     * @brief Declare the options.
     * @param command takes them
     * @param texts where their values go
     */
    void AddValues(ns3::CommandLine& command, Texts& texts);

    /**
     * @brief Declare an option that stands for an attribute.
     * @param command takes it
     * @param name its name
     * @param help what it is
     * @param text where its value goes
     */
    void AddOwn(ns3::CommandLine& command,
                const std::string& name,
                const std::string& help,
                std::string& text);

    /**
     * @brief Read the values.
     * @param texts the options
     * @return empty, or a sentence that names the option with a wrong value and the legal values
     */
    std::string Read(const Texts& texts);

    /**
     * @brief Read the values of the options that stand for attributes.
     * @param texts the options
     * @return empty, or such a sentence
     */
    std::string ReadOwn(const Texts& texts);

    /**
     * @brief Look whether options fit each other, and attributes that were given.
     * @param texts the options
     * @return empty, or such a sentence
     */
    std::string CheckSecret(const Texts& texts) const;

    /**
     * @brief What an attribute will be.
     * @param name its name
     * @return its value by option or, if there is none, by default
     */
    std::string GetAttribute(const std::string& name) const;

    std::set<std::string> m_given; //!< options given that stand for attributes
};

#endif // L2TP_QUICKSTART_OPTIONS_H
