// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PSEUDOWIRE_DEVICE_H
#define L2TP_PSEUDOWIRE_DEVICE_H

#include "l2tp-circuit.h"
#include "l2tp-constants.h"
#include "l2tp-data-session.h"
#include "l2tp-pseudowire-channel.h"

#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"
#include "ns3/traced-callback.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The end of an Ethernet pseudowire as a network device (\RFC{4719}).
 *
 * It is an IP interface, a port of a bridge, or, by SendFrame() and the trace source
 * PromiscSniffer, a source and sink of whole Ethernet frames, which cross the pseudowire octet by
 * octet: nothing is padded, no FCS is added.
 *
 * The link is up while a session is attached, the peer's circuit is active and the device has not
 * been set down. Frames sent before are dropped, not queued. The device outlives its session and
 * takes the next one.
 *
 * What the peer says of its circuit only stops what is sent to it; what comes from it is delivered
 * all the same (\RFC{3931} section 5.4.5).
 *
 * Trace sources: MacTx, MacTxDrop, MacRx, MacPromiscRx, MacRxDrop, Sniffer, PromiscSniffer. All
 * of them show frames with the Ethernet header.
 */
class PseudowireDevice : public NetDevice, public Circuit
{
  public:
    /** @brief What becomes of frames that do not fit the path (\RFC{3931} section 4.1.4). */
    enum Oversize
    {
        FRAGMENT_OUTER, //!< the packet that carries it is fragmented, the peer reassembles
        DROP,           //!< it is dropped and traced
    };

    /** @brief Values of the attribute PseudowireType (\RFC{4719}). */
    enum TypeMode
    {
        ETHERNET,      //!< Ethernet port, type 5
        ETHERNET_VLAN, //!< Ethernet VLAN, type 4; frames are expected to have a VLAN tag
    };

    /** @brief Why a frame is dropped by the device. */
    enum DropReason
    {
        LINK_DOWN,   //!< not sent: no session, the peer's circuit is not active, or the device is
                     //!< set down; received while the device is set down
        TOO_BIG,     //!< not sent: larger than the MTU or the path allows
        REFUSED,     //!< not sent: dropped by the session, which tells why
        TOO_SHORT,   //!< received without a whole Ethernet header; seen by the sniffers only
        NO_PROTOCOL, //!< received with a length in place of an EtherType, and without SNAP header
                     //!< or shorter than it says: no protocol to hand it to
    };

    /** @brief Number of values of DropReason. */
    static constexpr std::size_t DROP_REASONS = 5;

    /**
     * @brief Signature of the trace sources MacTxDrop and MacRxDrop.
     * @param frame the frame with its Ethernet header
     * @param reason why it is dropped
     */
    typedef void (*DropCallback)(Ptr<const Packet> frame, DropReason reason);

    /** @brief MTU until a session tells the path's: that of Ethernet. */
    static constexpr uint16_t INITIAL_MTU = 1500;
    /** @brief Octets of an Ethernet header. */
    static constexpr uint32_t HEADER_SIZE = 14;
    /** @brief Octets of an Ethernet header with one VLAN tag. */
    static constexpr uint32_t TAGGED_HEADER_SIZE = 18;

    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    PseudowireDevice();
    ~PseudowireDevice() override;

    /**
     * @brief Send a whole frame.
     * @param frame the frame from its destination address, without FCS; of any length; it belongs
     *        to the device
     * @return false if it was dropped
     */
    bool SendFrame(Ptr<Packet> frame);

    /**
     * @brief Set the device up or down, as an operator does. The LCCE at which it is registered
     *        tells the peer by its Circuit Status (\RFC{3931} section 5.4.5).
     * @param active whether it sends and delivers frames; true in the beginning
     */
    void SetActive(bool active);

    /** @brief The attached session. @return null if there is none */
    Ptr<const DataSession> GetSession() const;

    /**
     * @brief How many frames were dropped.
     * @param reason why
     * @return a count
     */
    uint64_t GetDropCount(DropReason reason) const;

    // inherited from Circuit
    PseudowireType GetPseudowireType() const override;
    void Attach(DataSession& session) override;
    void Detach() override;
    void DeliverFrame(Ptr<Packet> frame) override;
    bool IsIp(const Packet& frame) const override;
    bool IsActive() const override;

    // inherited from NetDevice
    void SetIfIndex(const uint32_t index) override;
    uint32_t GetIfIndex() const override;
    Ptr<Channel> GetChannel() const override;
    void SetAddress(Address address) override;
    Address GetAddress() const override;

    /**
     * @brief Set the MTU.
     * @param mtu octets of the largest payload of a frame; 0: that of the path to the peer less
     *        all headers, taken when a session is attached
     * @return true
     */
    bool SetMtu(const uint16_t mtu) override;
    uint16_t GetMtu() const override;
    bool IsLinkUp() const override;
    void AddLinkChangeCallback(Callback<void> callback) override;
    bool IsBroadcast() const override;
    Address GetBroadcast() const override;
    bool IsMulticast() const override;
    Address GetMulticast(Ipv4Address group) const override;
    Address GetMulticast(Ipv6Address group) const override;
    bool IsBridge() const override;
    bool IsPointToPoint() const override;
    bool Send(Ptr<Packet> packet, const Address& destination, uint16_t protocol) override;
    bool SendFrom(Ptr<Packet> packet,
                  const Address& source,
                  const Address& destination,
                  uint16_t protocol) override;
    Ptr<Node> GetNode() const override;
    void SetNode(Ptr<Node> node) override;
    bool NeedsArp() const override;
    void SetReceiveCallback(NetDevice::ReceiveCallback callback) override;
    void SetPromiscReceiveCallback(NetDevice::PromiscReceiveCallback callback) override;
    bool SupportsSendFrom() const override;

  protected:
    /** @brief Allocate a MAC address unless the attribute Address gives one. */
    void NotifyConstructionCompleted() override;
    void DoDispose() override;

  private:
    /** @brief Trace source of frames. */
    using FrameTrace = TracedCallback<Ptr<const Packet>>;
    /** @brief Trace source of dropped frames. */
    using DropTrace = TracedCallback<Ptr<const Packet>, DropReason>;

    /**
     * @brief Show a frame to a trace source, if anybody looks. What is shown stays as it is.
     * @param trace the trace source
     * @param frame the frame
     */
    static void Show(const FrameTrace& trace, Ptr<const Packet> frame);

    /**
     * @brief Count and trace a frame that is dropped.
     * @param trace MacTxDrop or MacRxDrop
     * @param frame the frame
     * @param reason why
     * @return false, for SendFrame()
     */
    bool Drop(const DropTrace& trace, Ptr<const Packet> frame, DropReason reason);

    /**
     * @brief Whether a frame is larger than may be sent.
     * @param size its octets
     * @return true if it has to be dropped
     */
    bool IsTooBig(uint32_t size) const;

    /**
     * @brief Who a frame is for.
     * @param destination its destination address
     * @return as the promiscuous receive callback wants to know it
     */
    PacketType Classify(Mac48Address destination) const;

    /**
     * @brief Send a payload with an Ethernet header in front.
     * @param packet the payload, which belongs to the device
     * @param source source address
     * @param destination destination address
     * @param protocol EtherType
     * @return false if it was dropped
     */
    bool SendPayload(Ptr<Packet> packet,
                     Mac48Address source,
                     Mac48Address destination,
                     uint16_t protocol);

    /**
     * @brief Take the Ethernet header off, and the LLC and SNAP headers of a frame with a length.
     * @param frame the frame, which keeps its payload
     * @param protocol the EtherType or length of the Ethernet header; takes the EtherType
     * @return false if there is no EtherType
     */
    static bool Strip(Ptr<Packet> frame, uint16_t& protocol);

    /** @brief Work the link state out and tell those who want to know of changes. */
    void UpdateLink();

    Ptr<Node> m_node;                    //!< the node
    Ptr<PseudowireChannel> m_channel;    //!< its own channel
    Ptr<DataSession> m_session;          //!< the attached session
    Mac48Address m_address;              //!< attribute Address
    uint32_t m_ifIndex{0};               //!< interface index
    uint16_t m_configuredMtu{0};         //!< attribute Mtu; 0: that of the path
    uint16_t m_pathMtu{INITIAL_MTU};     //!< MTU of the path when the last session was attached
    uint32_t m_pathFrameSize{0};         //!< largest frame of that path; 0: not known
    Oversize m_oversize{FRAGMENT_OUTER}; //!< attribute Oversize
    TypeMode m_type{ETHERNET};           //!< attribute PseudowireType
    bool m_active{true};                 //!< whether it is not set down
    bool m_linkUp{false};                //!< link state

    NetDevice::ReceiveCallback m_receive;               //!< who takes frames for this device
    NetDevice::PromiscReceiveCallback m_promiscReceive; //!< who takes all frames
    TracedCallback<> m_linkChange;                      //!< who wants to know of link changes
    std::array<uint64_t, DROP_REASONS> m_drops{};       //!< dropped frames by reason

    FrameTrace m_macTx;          //!< trace source MacTx
    DropTrace m_macTxDrop;       //!< trace source MacTxDrop
    FrameTrace m_macPromiscRx;   //!< trace source MacPromiscRx
    FrameTrace m_macRx;          //!< trace source MacRx
    DropTrace m_macRxDrop;       //!< trace source MacRxDrop
    FrameTrace m_sniffer;        //!< trace source Sniffer
    FrameTrace m_promiscSniffer; //!< trace source PromiscSniffer
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PSEUDOWIRE_DEVICE_H
