// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_TRANSPORT_H
#define L2TP_TRANSPORT_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"
#include "l2tp-control-receiver.h"
#include "l2tp-demux.h"
#include "l2tp-path.h"
#include "l2tp-session-directory.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-address.h"
#include "ns3/ipv4.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/packet.h"
#include "ns3/traced-callback.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Why a transport drops a packet before any session or LCCE sees it.
 */
enum class TransportDropReason : uint8_t
{
    TooShort,       //!< received with fewer octets than the fixed part of a header has
    Version,        //!< received with another version than 3 (\RFC{3931} section 4.1.2)
    UnknownSession, //!< received with a Session ID that nobody has (\RFC{3931} section 4.5)
    NotEstablished, //!< received for a session that is still being set up
    Swallowed,      //!< received control message for an address where no LCCE runs (any more)
    NoRoute,        //!< control message not sent: there is no route to the peer
};

/** @brief Number of values of TransportDropReason. */
constexpr std::size_t TRANSPORT_DROP_REASONS = 6;

/**
 * @ingroup l2tp
 * @brief Name of a drop reason.
 * @param reason the reason
 * @return for instance "unknown session"
 */
const char* GetName(TransportDropReason reason);

/**
 * @ingroup l2tp
 * @brief A node's way of sending and receiving L2TP over one encapsulation.
 *
 * It belongs to the node, not to an LCCE: it is made and aggregated on first use and never taken
 * away, so that nothing that arrives late is answered by ICMP. It tells control from data
 * (\RFC{3931} sections 4.1.1 and 4.1.2), hands control messages to the LCCE at the address they
 * were sent to and data to the session that their Session ID names.
 *
 * A packet is never sent through a Socket; the route is looked up here and handed down.
 */
class Transport : public Object
{
  public:
    /**
     * @brief Signature of the trace source Drop.
     * @param packet the packet from its first L2TP octet
     * @param reason why it is dropped
     */
    typedef void (*DropCallback)(Ptr<const Packet> packet, TransportDropReason reason);

    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    /**
     * @brief The transport of a node; made and aggregated to it on first use.
     *
     * Aborts if the node has no IPv4 stack.
     *
     * @param node the node
     * @param encapsulation which of its transports
     * @return the transport
     */
    static Ptr<Transport> Get(Ptr<Node> node, Encapsulation encapsulation);

    ~Transport() override;

    /** @brief Which encapsulation it is. @return IP or UDP */
    Encapsulation GetEncapsulation() const;

    /** @brief The Session IDs of the node. @return the directory */
    Ptr<SessionDirectory> GetDirectory() const;

    /**
     * @brief Octets that are put in front of L2TP, on IPv4.
     * @return 20 over IP, 28 over UDP
     */
    virtual uint32_t GetOuterOverhead() const = 0;

    /**
     * @brief Receive at a port from now on and for ever, without any LCCE.
     *
     * Aborts if something else on the node has the port or the protocol number.
     *
     * @param port own UDP port, not 0; ignored over IP
     */
    virtual void Open(uint16_t port) = 0;

    /**
     * @brief Give the control messages for an address to an LCCE; implies Open().
     *
     * Several LCCEs of a node need explicit addresses, each another one, unless their ports
     * differ; else this aborts, as it does if the node does not have the address.
     *
     * @param receiver the LCCE, which must stay until Detach()
     * @param local own address, or any for all addresses of the node
     * @param port own UDP port, not 0; ignored over IP
     */
    void Attach(ControlReceiver& receiver, Ipv4Address local, uint16_t port);

    /**
     * @brief Give no more control messages to an LCCE; they are swallowed from now on.
     * @param receiver the LCCE; one that is not attached is left alone
     */
    void Detach(ControlReceiver& receiver);

    /**
     * @brief Send a control message.
     * @param path from where to where
     * @param image the control message from its T bit, complete
     * @return false if there was no route
     */
    bool SendControl(Path& path, ByteView image);

    /**
     * @brief Look the route to a peer up.
     * @param packet the packet to be sent, of which some routing protocols take note, or null
     * @param path from where to where; keeps the route if it is to be cached
     * @return the route, or null
     */
    Ptr<Ipv4Route> FindRoute(Ptr<Packet> packet, Path& path) const;

    /**
     * @brief Send a data message.
     * @param packet the frame with the data header in front and without packet tags; it belongs
     *        to the transport
     * @param path from where to where
     * @param route what FindRoute() has found, not null
     */
    void SendData(Ptr<Packet> packet, const Path& path, Ptr<Ipv4Route> route);

    /**
     * @brief MTU of the interface that leads to a peer.
     * @param path from where to where
     * @return octets of the largest IP packet, or 0 if there is no route
     */
    uint32_t GetEgressMtu(const Path& path) const;

    /**
     * @brief Whether packets may be sent from an address: not from one of broadcasts.
     * @param address the address
     * @return true if an interface of the node has it, or if it is 0.0.0.0
     */
    bool IsOwn(Ipv4Address address) const;

    /**
     * @brief How many packets were dropped.
     * @param reason why
     * @return a count
     */
    uint64_t GetDropCount(TransportDropReason reason) const;

  protected:
    /**
     * @brief Make a transport without a node.
     * @param encapsulation which one it is
     * @param protocol IP protocol number of the packets it sends
     */
    Transport(Encapsulation encapsulation, uint8_t protocol);

    void DoDispose() override;

    /**
     * @brief Become the transport of a node.
     * @param node the node, which has an IPv4 stack
     */
    virtual void Install(Ptr<Node> node);

    /**
     * @brief Hand a packet to the layer below.
     * @param packet the packet from its first L2TP octet
     * @param source source address
     * @param path where to, and the ports
     * @param route the route
     * @param checksum false to send it over UDP without a checksum
     */
    virtual void Transmit(Ptr<Packet> packet,
                          Ipv4Address source,
                          const Path& path,
                          Ptr<Ipv4Route> route,
                          bool checksum) = 0;

    /**
     * @brief Take a packet from the layer below.
     * @param packet the packet from its first L2TP octet; it belongs to the transport
     * @param local where it was sent to; port 0 over IP
     * @param from where it came from; port 0 over IP
     */
    void Receive(Ptr<Packet> packet, const InetSocketAddress& local, const InetSocketAddress& from);

    /** @brief The IPv4 stack of the node. @return null before Install() and after disposal */
    Ptr<Ipv4> GetIpv4() const;

  private:
    /**
     * @brief Address that packets to a peer come from.
     * @param path from where to where
     * @param route the route
     * @return own address of the path, else the one of the route
     */
    static Ipv4Address GetSource(const Path& path, const Ipv4Route& route);

    /** @brief Own port and address of an LCCE. */
    using Place = std::pair<uint16_t, Ipv4Address>;

    /**
     * @brief Ask the routing protocol of the node.
     * @param packet the packet to be sent, or null
     * @param path from where to where
     * @return the route, or null
     */
    Ptr<Ipv4Route> LookUpRoute(Ptr<Packet> packet, const Path& path) const;

    /**
     * @brief Find the LCCE at an address.
     * @param local the address, and over UDP the port
     * @return the LCCE, or null
     */
    ControlReceiver* FindReceiver(const InetSocketAddress& local) const;

    /**
     * @brief Take a data message.
     * @param packet the packet from its first L2TP octet
     * @param sessionId its Session ID
     * @param head its first octets
     */
    void ReceiveData(Ptr<Packet> packet, uint32_t sessionId, ByteView head);

    /**
     * @brief Take a control message.
     * @param packet the packet from its first L2TP octet
     * @param offset octets before its T bit
     * @param local where it was sent to
     * @param from where it came from
     */
    void ReceiveControl(Ptr<Packet> packet,
                        std::size_t offset,
                        const InetSocketAddress& local,
                        const InetSocketAddress& from);

    /**
     * @brief Count and trace a packet that is dropped.
     * @param packet the packet from its first L2TP octet
     * @param reason why
     */
    void Drop(Ptr<const Packet> packet, TransportDropReason reason);

    Encapsulation m_encapsulation;                          //!< which one it is
    uint8_t m_protocol;                                     //!< IP protocol number
    Ptr<Ipv4> m_ipv4;                                       //!< the node's IPv4 stack
    Ptr<SessionDirectory> m_directory;                      //!< the node's Session IDs
    std::map<Place, ControlReceiver*> m_receivers;          //!< the LCCEs
    std::array<uint64_t, TRANSPORT_DROP_REASONS> m_drops{}; //!< dropped packets by reason
    TracedCallback<Ptr<const Packet>, TransportDropReason> m_dropTrace; //!< trace source Drop
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_TRANSPORT_H
