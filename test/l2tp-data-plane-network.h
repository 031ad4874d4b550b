// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DATA_PLANE_NETWORK_H
#define L2TP_DATA_PLANE_NETWORK_H

#include "ns3/ipv4-header.h"
#include "ns3/ipv4.h"
#include "ns3/l2tp-bytes.h"
#include "ns3/l2tp-constants.h"
#include "ns3/l2tp-pseudowire-device.h"
#include "ns3/l2tp-static-session.h"
#include "ns3/l2tp-transport.h"
#include "ns3/node-container.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

/**
 * @ingroup l2tp-tests
 * @brief Two nodes, A and B, a router between them, and one end of a pseudowire at each.
 *
 * A is 10.0.0.1, B is 10.0.1.1. Everything that A and B send on IP, and everything that the
 * devices show, is recorded.
 */
class DataPlaneNetwork
{
  public:
    /** @brief What one end has, in recorded octets. */
    struct End
    {
        ns3::Ptr<ns3::Node> node;                     //!< the node
        ns3::Ptr<ns3::l2tp::StaticSession> session;   //!< its end of the session
        ns3::Ptr<ns3::l2tp::PseudowireDevice> device; //!< its pseudowire device
        std::vector<ns3::l2tp::Bytes> packets;        //!< IP packets sent
        std::vector<ns3::l2tp::Bytes> frames;         //!< frames sent or received (promiscuous)
        std::vector<ns3::l2tp::PseudowireDevice::DropReason> drops; //!< MacTxDrop and MacRxDrop
    };

    /**
     * @brief Build nodes, links and addresses; the pseudowire is not up.
     * @param encapsulation how the pseudowire travels
     * @param mtu MTU of the second link
     */
    explicit DataPlaneNetwork(ns3::l2tp::Encapsulation encapsulation, uint16_t mtu = 1500);

    /** @brief Run what is left and destroy the simulation. */
    ~DataPlaneNetwork();

    DataPlaneNetwork(const DataPlaneNetwork&) = delete;
    DataPlaneNetwork& operator=(const DataPlaneNetwork&) = delete;

    /** @brief One end. @return that at 10.0.0.1 */
    End& A()
    {
        return m_ends[0];
    }

    /** @brief The other end. @return that at 10.0.1.1 */
    End& B()
    {
        return m_ends[1];
    }

    /** @brief Open both ends of the session, Session IDs 0x11 at A and 0x77 at B, and run. */
    void Open();

    /** @brief Open one end of the session and run. @param end which */
    void Open(End& end);

    /**
     * @brief Give a device an IPv4 address.
     * @param device the device, whose node has a stack
     * @param address the address, in a network of 24 bits
     */
    static void AddAddress(ns3::Ptr<ns3::NetDevice> device, const char* address);

    /** @brief Give both devices an address, 192.168.0.1 for A and 192.168.0.2 for B. */
    void AddressPseudowire();

    /**
     * @brief Cookies, as they are checked.
     * @param ofA what A assigns, in hexadecimal
     * @param ofB what B assigns
     */
    void SetCookies(const std::string& ofA, const std::string& ofB);

    /**
     * @brief Sublayer and sequence numbers in both directions.
     * @param level Data Sequencing
     */
    void SetSequencing(const std::string& level);

    /** @brief Run for a second of simulated time. */
    void Run();

    /**
     * @brief Let A send octets to B as L2TP.
     * @param octets from the first L2TP octet
     * @param port B's UDP port
     */
    void Inject(const ns3::l2tp::Bytes& octets, uint16_t port = 1701);

    /** @brief Octets of the L2TP part of a packet A has sent. @return from the first L2TP octet */
    ns3::l2tp::Bytes GetLastFromA();

    /** @brief The transport of an end. @param end the end @return its transport */
    ns3::Ptr<ns3::l2tp::Transport> GetTransport(const End& end) const;

    /** @brief Octets before those of L2TP. @return 20 or 28 */
    std::size_t GetOuterSize() const;

    /**
     * @brief A frame with an Ethernet header.
     * @param etherType type or length
     * @param size octets altogether, at least 14
     * @return frame from 02:..:01 to 02:..:02, payload octets counted
     */
    static ns3::l2tp::Bytes MakeFrame(uint16_t etherType, std::size_t size);

    /** @brief Octets of a packet. @param packet the packet @return a copy */
    static ns3::l2tp::Bytes GetOctets(ns3::Ptr<const ns3::Packet> packet);

    /** @brief A packet of octets. @param octets the octets @return the packet */
    static ns3::Ptr<ns3::Packet> MakePacket(const ns3::l2tp::Bytes& octets);

  private:
    /**
     * @brief Make device and session of one end and record what happens there.
     * @param end the end
     * @param address its address
     */
    void Prepare(End& end, const std::string& address);

    ns3::l2tp::Encapsulation m_encapsulation; //!< how the pseudowire travels
    std::array<End, 2> m_ends;                //!< both ends
};

#endif // L2TP_DATA_PLANE_NETWORK_H
