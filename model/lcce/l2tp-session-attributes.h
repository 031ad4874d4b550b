// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SESSION_ATTRIBUTES_H
#define L2TP_SESSION_ATTRIBUTES_H

#include "l2tp-endpoint-context.h"
#include "l2tp-session.h"
#include "l2tp-sublayer-registry.h"

#include "ns3/nstime.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <memory>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Attributes of an Lcce: which sessions it accepts, and what it wants to find in their data
 *        messages (\RFC{3931} sections 4.1 and 5.4.4).
 */
class SessionAttributes
{
  public:
    /** @brief Values of the attribute AcceptPolicy: an ICRQ names an unknown Remote End ID. */
    enum AcceptMode
    {
        REJECT, //!< refuse it: CDN with result 5
        ACCEPT, //!< accept it; the session has no circuit
        CREATE, //!< ask the circuit factory for a circuit
    };

    /** @brief Values of the attribute L2SpecificSublayer: what this end wants to receive. */
    enum SublayerMode
    {
        NO_SUBLAYER,         //!< none
        DEFAULT_SUBLAYER,    //!< Default L2-Specific Sublayer (\RFC{3931} section 4.6)
        REGISTERED_SUBLAYER, //!< the one that RegisterSublayer() was called with last
    };

    /** @brief Values of the attribute DataSequencing: which data shall come with numbers. */
    enum SequencingMode
    {
        NO_SEQUENCING, //!< none
        NON_IP,        //!< frames that do not carry IP
        ALL,           //!< all frames
    };

    /**
     * @brief Let sessions have another L2-Specific Sublayer, of 4 octets, in either direction
     *        (\RFC{3931} section 4.6); see SublayerRegistry.
     *
     * This end asks for it where the attribute L2SpecificSublayer is Registered or a
     * SessionRequest says so; a peer may ask for it in any case.
     * @param type its type, 2 to 65535; aborts on one that was registered before
     * @param sequenced whether it has the S bit and the sequence number of the Default one
     */
    void RegisterSublayer(l2tp::L2SpecificSublayer type, bool sequenced);

  protected:
    /**
     * @brief Add the attributes to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddTo(TypeId id);

    /** @brief Abort, with one sentence, on values that cannot be or contradict each other. */
    void Check() const;

    /**
     * @brief Abort, with one sentence, on preferences that cannot be or contradict each other.
     * @param preferences what an end wants to receive
     */
    void Check(const ReceivePreferences& preferences) const;

    /**
     * @brief What the attributes want to receive; abort, with one sentence, on a CookieLength that
     *        cannot be.
     * @return the preferences
     */
    ReceivePreferences MakePreferences() const;

    /**
     * @brief Fill in the values.
     * @param configuration to what
     */
    void Fill(EndpointConfiguration& configuration) const;

    AcceptMode m_acceptPolicy; //!< AcceptPolicy
    bool m_sessionTieBreaker;  //!< SessionTieBreaker

  private:
    /**
     * @brief Add the attributes of call set-up and circuits to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddCallsTo(TypeId id);

    uint32_t m_cookieLength; //!< CookieLength
    SublayerMode m_sublayer; //!< L2SpecificSublayer
    std::shared_ptr<SublayerRegistry> m_sublayers{std::make_shared<SublayerRegistry>()}; //!< known
    l2tp::L2SpecificSublayer m_registered{l2tp::L2SpecificSublayer::None}; //!< the last of them
    SequencingMode m_sequencing;                                           //!< DataSequencing
    bool m_acceptEarlyData;                                                //!< AcceptEarlyData
    Time m_callPlacementTimeout;                                           //!< CallPlacementTimeout
    Time m_wenInterval;                                                    //!< WenInterval
    bool m_shortCircuitErrors;                                             //!< ShortCircuitErrors
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SESSION_ATTRIBUTES_H
