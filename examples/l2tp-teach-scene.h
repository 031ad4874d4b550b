// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_TEACH_SCENE_H
#define L2TP_TEACH_SCENE_H

#include "ns3/l2tp-helper.h"
#include "ns3/l2tp-ladder.h"
#include "ns3/l2tp-path-channel.h"
#include "ns3/l2tp-path-model.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/**
 * @ingroup l2tp
 * @brief The stage of the teaching examples: a LAC, an LNS and a path between them, a ladder of
 *        what they say to each other, and what can be measured of it.
 *
 * @verbatim
     LAC 10.0.0.1 ----- path: 50 ms each way, loses what it is told to ----- 10.0.0.2 LNS
   @endverbatim
 * Attributes for both ends are set on the helper before Build(), those of one end behind it.
 */
class TeachScene
{
  public:
    /** @brief A transmission or reception of a control message. */
    struct Message
    {
        bool atLac;                  //!< which end
        bool sent;                   //!< or received
        ns3::Time time;              //!< when
        ns3::l2tp::MessageType type; //!< its type
        uint16_t ns;                 //!< Ns
        uint16_t nr;                 //!< Nr
        uint32_t attempt;            //!< sent: 0 for the first transmission
    };

    /**
     * @brief Read the command line: --svg=FILE, --scale=TIME, --width=COLUMNS, --pcap=PREFIX.
     * @param argc as given to main()
     * @param argv as given to main()
     */
    TeachScene(int argc, char* argv[]);
    ~TeachScene();

    TeachScene(const TeachScene&) = delete;
    TeachScene& operator=(const TeachScene&) = delete;

    /** @brief Make the nodes, the path, and the two LCCEs; LAC and LNS accept every call. */
    void Build();

    /** @brief The LAC opens a control connection to the LNS. @return handle of the peer */
    uint32_t Connect();

    /**
     * @brief Run, print the ladder, and write files if the command line says so.
     * @param end when to stop; 0 s: when nothing is left to do
     */
    void Run(ns3::Time end);

    /**
     * @brief Say what was found, as a paragraph.
     * @param text some sentences
     */
    static void Say(const std::string& text);

    /**
     * @brief Time of a message.
     * @param atLac at which end
     * @param sent or received
     * @param type its type
     * @param index 0 for the first of them
     * @return the time; nothing if there were not so many
     */
    std::optional<ns3::Time> When(bool atLac,
                                  bool sent,
                                  ns3::l2tp::MessageType type,
                                  std::size_t index = 0) const;

    /**
     * @brief How many transmissions there were.
     * @param atLac of which end
     * @param type of which type
     * @return the number, with retransmissions
     */
    std::size_t CountSent(bool atLac, ns3::l2tp::MessageType type) const;

    /** @brief Retransmissions of both ends. @return the number */
    std::size_t CountRetransmissions() const;

    /**
     * @brief A time for readers.
     * @param time the time
     * @return for instance "1.15 s"
     */
    static std::string Tell(std::optional<ns3::Time> time);

    ns3::l2tp::L2tpHelper helper;         //!< makes the LCCEs
    ns3::Ptr<ns3::l2tp::Lcce> lac;        //!< the initiator
    ns3::Ptr<ns3::l2tp::Lcce> lns;        //!< the responder
    ns3::Ptr<ns3::l2tp::PathModel> toLns; //!< what the path does to packets of the LAC
    ns3::Ptr<ns3::l2tp::PathModel> toLac; //!< what it does to those of the LNS
    std::vector<Message> messages;        //!< everything that was sent and received
    std::vector<ns3::Time> deaths;        //!< when an end has found its peer dead
    std::vector<ns3::Time> ups;           //!< when a connection was established, at any end
    std::vector<ns3::Time> sessions;      //!< when a session was established, at any end
    std::vector<uint32_t> windows;        //!< congestion windows of the LAC, as they change

  private:
    /** @brief Take notes of an LCCE. @param lcce the LCCE @param atLac which one */
    void Watch(ns3::Ptr<ns3::l2tp::Lcce> lcce, bool atLac);

    ns3::l2tp::Ladder m_ladder;     //!< what they say
    ns3::NodeContainer m_nodes;     //!< LAC, LNS
    ns3::NetDeviceContainer m_link; //!< their devices
    std::string m_svg;              //!< file, or empty
    std::string m_pcap;             //!< prefix of files, or empty
};

#endif // L2TP_TEACH_SCENE_H
