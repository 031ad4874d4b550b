// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STATIC_SESSION_H
#define L2TP_STATIC_SESSION_H

#include "l2tp-circuit.h"
#include "l2tp-constants.h"
#include "l2tp-cookie.h"
#include "l2tp-data-drop-reason.h"
#include "l2tp-data-session.h"
#include "l2tp-sequencing-attributes.h"
#include "l2tp-session.h"

#include "ns3/event-id.h"
#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/ptr.h"
#include "ns3/traced-callback.h"

#include <array>
#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

class Transport;

/**
 * @ingroup l2tp
 * @brief One end of a session that is configured at both ends instead of being signalled
 *        (\RFC{3931} section 3).
 *
 * No Lcce is needed. Whatever the two ends would have negotiated is an attribute here, and the
 * other end has to have the mirror image: its local Session ID, cookie, sublayer and sequencing
 * are the remote (or transmit) ones of this end. Set all attributes, then call Open().
 *
 * | attribute | legal values | default |
 * |---|---|---|
 * | Encapsulation | Ip, Udp | Udp |
 * | LocalAddress | own address, 0.0.0.0 for that of the egress interface | 0.0.0.0 |
 * | PeerAddress | any unicast address | none, has to be set |
 * | LocalPort, PeerPort | 1..65535, used over UDP | 1701 |
 * | LocalSessionId, RemoteSessionId | 1..4294967295 | none, have to be set |
 * | LocalCookie, RemoteCookie | 0, 8 or 16 hexadecimal digits | none |
 * | ReceiveSublayer, TransmitSublayer | None, Default | None |
 * | ReceiveSequencing, TransmitSequencing | None, NonIp, All; needs the sublayer | None |
 * | CacheRoute | look the route up only once | false |
 * | DataChecksum | UDP checksums, if the global value ChecksumEnabled is true | true |
 *
 * To these come those of SequencingAttributes.
 */
class StaticSession : public Object, public SequencingAttributes, private DataSession::Observer
{
  public:
    /**
     * @brief Signature of the trace sources DataTx and DataRx.
     * @param sessionId local Session ID
     * @param frame the frame without any L2TP header
     */
    typedef void (*DataCallback)(uint32_t sessionId, Ptr<const Packet> frame);

    /**
     * @brief Signature of the trace source DataDrop.
     * @param sessionId local Session ID
     * @param packet the frame, or the received packet with its L2TP header
     * @param reason why it is dropped
     */
    typedef void (*DataDropCallback)(uint32_t sessionId,
                                     Ptr<const Packet> packet,
                                     DataDropReason reason);

    /** @brief Values of the attribute Encapsulation. */
    enum EncapsulationMode
    {
        IP,  //!< IP protocol 115 (\RFC{3931} section 4.1.1)
        UDP, //!< UDP (\RFC{3931} section 4.1.2)
    };

    /** @brief Values of the attributes ReceiveSublayer and TransmitSublayer. */
    enum SublayerMode
    {
        NO_SUBLAYER,      //!< none
        DEFAULT_SUBLAYER, //!< Default L2-Specific Sublayer (\RFC{3931} section 4.6)
    };

    /** @brief Values of the attributes ReceiveSequencing and TransmitSequencing. */
    enum SequencingMode
    {
        NO_SEQUENCING, //!< none
        NON_IP,        //!< frames that do not carry IP
        ALL,           //!< all frames
    };

    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    StaticSession();
    ~StaticSession() override;

    /**
     * @brief Bring the session up, as soon as the simulation runs.
     *
     * Attributes are looked at now: one that is missing, contradictory or in use on the node
     * aborts. The circuit is attached by an event at the present time, when routes are known.
     * The session stays until Close() or the end of the simulation, even if nobody keeps a
     * pointer to it.
     *
     * @param node where this end is
     * @param circuit the circuit, which must stay until Close(); null for none
     */
    void Open(Ptr<Node> node, Circuit* circuit);

    /** @brief Bring the session down: the circuit is detached, the Session ID free again. */
    void Close();

    /** @brief The data plane of the session. @return null while it is not up */
    Ptr<const DataSession> GetDataSession() const;

    /**
     * @brief How many frames were dropped since Open().
     * @param reason why
     * @return a count
     */
    uint64_t GetDropCount(DataDropReason reason) const;

  protected:
    void DoDispose() override;

  private:
    /**
     * @brief Make a cookie of hexadecimal digits; abort if it has none of the legal sizes.
     * @param attribute name of the attribute, for the message that aborts
     * @param digits 0, 8 or 16 hexadecimal digits
     * @return the cookie
     */
    static Cookie ParseCookie(const std::string& attribute, const std::string& digits);

    /** @brief Abort if the attributes do not make a session. */
    void CheckAttributes() const;

    /** @brief The attributes as the data plane wants them. @return the parameters */
    SessionParameters GetParameters() const;

    /** @brief The transport of the node. @return the one that Encapsulation names */
    Ptr<Transport> GetTransport() const;

    /** @brief Make the data plane and attach the circuit. */
    void Establish();

    // inherited from DataSession::Observer
    void DataSent(const DataSession& session, Ptr<const Packet> frame) override;
    void DataReceived(const DataSession& session, Ptr<const Packet> frame) override;
    void DataDropped(const DataSession& session,
                     Ptr<const Packet> packet,
                     DataDropReason reason) override;

    EncapsulationMode m_encapsulation;   //!< attribute Encapsulation
    Ipv4Address m_localAddress;          //!< attribute LocalAddress
    Ipv4Address m_peerAddress;           //!< attribute PeerAddress
    uint16_t m_localPort;                //!< attribute LocalPort
    uint16_t m_peerPort;                 //!< attribute PeerPort
    uint32_t m_localSessionId;           //!< attribute LocalSessionId
    uint32_t m_remoteSessionId;          //!< attribute RemoteSessionId
    std::string m_localCookie;           //!< attribute LocalCookie
    std::string m_remoteCookie;          //!< attribute RemoteCookie
    SublayerMode m_receiveSublayer;      //!< attribute ReceiveSublayer
    SublayerMode m_transmitSublayer;     //!< attribute TransmitSublayer
    SequencingMode m_receiveSequencing;  //!< attribute ReceiveSequencing
    SequencingMode m_transmitSequencing; //!< attribute TransmitSequencing
    bool m_cacheRoute;                   //!< attribute CacheRoute
    bool m_dataChecksum;                 //!< attribute DataChecksum

    Ptr<Node> m_node;            //!< where it is open
    Circuit* m_circuit{nullptr}; //!< what it serves
    EventId m_establish;         //!< the event that brings it up
    EventId m_destroy;           //!< the event that closes it with the simulation
    Ptr<DataSession> m_session;  //!< the data plane
    std::array<uint64_t, DATA_DROP_REASONS> m_drops{}; //!< dropped frames by reason

    TracedCallback<uint32_t, Ptr<const Packet>> m_dataTx;                   //!< trace source DataTx
    TracedCallback<uint32_t, Ptr<const Packet>> m_dataRx;                   //!< trace source DataRx
    TracedCallback<uint32_t, Ptr<const Packet>, DataDropReason> m_dataDrop; //!< DataDrop
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_STATIC_SESSION_H
