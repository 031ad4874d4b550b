// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_STUDY_OPTIONS_H
#define L2TP_CONTROL_STUDY_OPTIONS_H

#include "ns3/nstime.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

/**
 * @ingroup l2tp
 * @brief What l2tp-control-study can be told on its command line: the experiment.
 *
 * Arrays have a value for each direction, A to B first.
 */
class ControlStudyOptions
{
  public:
    /** @brief Longest time that an option takes: a hundred days. */
    static constexpr int64_t MAX_SECONDS = 8640000;
    /** @brief Highest rate in bit/s. */
    static constexpr uint64_t MAX_RATE = 1'000'000'000'000;
    /** @brief Most sessions. */
    static constexpr uint32_t MAX_SESSIONS = 10000;
    /** @brief Largest Receive Window Size (\RFC{3931} section 5.4.3, half of the numbers). */
    static constexpr uint32_t MAX_WINDOW = 32768;
    /** @brief Most retransmissions of a message. */
    static constexpr uint32_t MAX_RETRANSMISSIONS = 1000;
    /** @brief Most replications. */
    static constexpr uint32_t MAX_RUNS = 10'000'000;
    /** @brief Largest run number. */
    static constexpr uint32_t MAX_RUN = 4294967295;

    /** @brief The defaults. */
    ControlStudyOptions();

    ControlStudyOptions(const ControlStudyOptions&) = delete;
    ControlStudyOptions& operator=(const ControlStudyOptions&) = delete;

    /**
     * @brief Read the command line. Help is printed, and the program ended, by ns-3's CommandLine.
     * @param argc as given to main()
     * @param argv as given to main()
     * @return empty, or a sentence that names the wrong option, or the option with a wrong value,
     *         and what is legal
     */
    std::string Parse(int argc, char* argv[]);

    bool overIp{false};                      //!< IP protocol 115, not UDP
    ns3::Time delay;                         //!< one way
    uint64_t rate{0};                        //!< bit/s; 0: no serialisation
    std::array<double, 2> loss{};            //!< mean loss
    double burst{0};                         //!< mean burst length; 0: independent loss
    std::array<std::set<uint64_t>, 2> drops; //!< numbers of packets to drop
    std::array<ns3::Time, 2> outage;         //!< from, to; equal: none
    double reorder{0};                       //!< probability of one further delay
    uint32_t sessions{0};                    //!< what A asks for
    bool sessionsAtIdle{false};              //!< when SCCCN is acknowledged, not at Connect
    uint32_t window{0};                      //!< Receive Window Size of both ends
    std::string congestionControl;           //!< name of a TypeId, as are the next four
    std::string retransmitScope;             //!< RetransmissionScope
    std::string outOfOrder;                  //!< OutOfOrderPolicy
    std::string queueDiscipline;             //!< QueueDiscipline
    std::string rto;                         //!< RetransmissionTiming
    ns3::Time initialRto;                    //!< first wait
    ns3::Time rtoCap;                        //!< longest wait; 0: none
    uint32_t maxRetransmissions{0};          //!< of a message
    int64_t maxSccrqRetransmissions{-1};     //!< of SCCRQ; -1: the same
    ns3::Time ackDelay;                      //!< 0: acknowledge at once
    ns3::Time setupTimeout;                  //!< 0: default of the attribute
    ns3::Time helloInterval;                 //!< 0: no HELLO
    ns3::Time killPeerAt;                    //!< when B vanishes; 0: never
    ns3::Time stop;                          //!< end of a run
    uint32_t runs{0};                        //!< number of replications
    uint32_t run{0};                         //!< run number of the first one
    std::string auth;                        //!< off, integrity, md5 or sha1
    std::string secret;                      //!< for md5 and sha1
    std::string csv;                         //!< file; empty: standard output
    std::string events;                      //!< file of the event log, or empty
    std::string pcap;                        //!< first part of names of files, or empty
    bool progress{false};                    //!< tell how far it is

  private:
    /** @brief One option. */
    struct Option
    {
        std::string name;                               //!< without the dashes
        std::string value;                              //!< as given, or the default
        std::string help;                               //!< what it means
        std::string legal;                              //!< after "must be"
        std::function<bool(const std::string&)> accept; //!< take a value, or return false
    };

    // Fill the table
    void AddPathOptions();     //!< transport and network
    void AddSessionOptions();  //!< what A asks for, windows
    void AddRecoveryOptions(); //!< retransmission, acknowledgment, keepalive
    void AddRunOptions();      //!< replications, authentication, files

    /**
     * @brief Add an option whose value is a time.
     * @param name its name
     * @param value its default
     * @param help what it means
     * @param time where the value goes
     */
    void AddTime(const std::string& name,
                 const std::string& value,
                 const std::string& help,
                 ns3::Time& time);

    /**
     * @brief Add an option whose value is a whole number.
     * @param name its name
     * @param value its default
     * @param help what it means
     * @param least least legal value
     * @param most largest legal value
     * @param number where the value goes
     */
    void AddCount(const std::string& name,
                  const std::string& value,
                  const std::string& help,
                  uint32_t least,
                  uint32_t most,
                  uint32_t& number);

    /**
     * @brief Add an option whose value is a probability.
     * @param name its name
     * @param help what it means
     * @param number where the value goes; the default is 0
     */
    void AddProbability(const std::string& name, const std::string& help, double& number);

    /** @brief Words that stand for something. */
    using Choices = std::vector<std::pair<std::string, std::string>>;

    /**
     * @brief Add an option whose value is one of some words.
     * @param name its name
     * @param help what it means
     * @param choices legal values, the default first, and what each stands for
     * @param choice where that goes
     */
    void AddChoice(const std::string& name,
                   const std::string& help,
                   const Choices& choices,
                   std::string& choice);

    /**
     * @brief Add an option whose value is the name of a file.
     * @param name its name
     * @param help what it means
     * @param suffix what is added to the name of the file
     * @param file where the value goes; empty by default
     */
    void AddFile(const std::string& name,
                 const std::string& help,
                 const std::string& suffix,
                 std::string& file);

    /**
     * @brief Take the list of packets to drop.
     * @param text as in "f3,r1"
     * @return whether it is legal
     */
    bool TakeDrops(const std::string& text);

    /**
     * @brief Find an option that does not exist, or an attribute that has an option.
     * @param argc as given to main()
     * @param argv as given to main()
     * @return empty, or a sentence
     */
    std::string FindUnknown(int argc, char* argv[]) const;

    /**
     * @brief See whether values fit together that are legal each for itself.
     * @return empty, or a sentence
     */
    std::string CheckTogether() const;

    std::vector<Option> m_table; //!< all options
};

#endif // L2TP_CONTROL_STUDY_OPTIONS_H
