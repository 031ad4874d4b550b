// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_TRACES_H
#define L2TP_LCCE_TRACES_H

#include "l2tp-lcce-events.h"

#include "ns3/traced-callback.h"
#include "ns3/type-id.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The trace sources of an Lcce; a part of it, never an object of its own.
 */
class LcceTraces
{
  protected:
    /**
     * @brief Add all trace sources to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddTraces(TypeId id);

    TracedCallback<const ControlEvent&> m_controlTx;                          //!< ControlTx
    TracedCallback<const ControlEvent&> m_controlRx;                          //!< ControlRx
    TracedCallback<const ControlDropEvent&> m_controlDrop;                    //!< ControlDrop
    TracedCallback<const FaultyAvpEvent&> m_faultyAvp;                        //!< FaultyAvp
    TracedCallback<const ControlEvent&> m_retransmit;                         //!< Retransmit
    TracedCallback<const ControlEvent&> m_ackTx;                              //!< AckTx
    TracedCallback<const ControlEvent&> m_helloTx;                            //!< HelloTx
    TracedCallback<const ConnectionIds&> m_helloTimeout;                      //!< HelloTimeout
    TracedCallback<const ConnectionIds&> m_peerDead;                          //!< PeerDead
    TracedCallback<const ConnectionIds&, const WindowState&> m_windowChange;  //!< WindowChange
    TracedCallback<const StateTransitionEvent&> m_stateTransition;            //!< StateTransition
    TracedCallback<const ConnectionIds&> m_connectionUp;                      //!< ConnectionUp
    TracedCallback<const ConnectionIds&, const DownReason&> m_connectionDown; //!< ConnectionDown
    TracedCallback<const SessionUpEvent&> m_sessionUp;                        //!< SessionUp
    TracedCallback<const SessionDownEvent&> m_sessionDown;                    //!< SessionDown
    TracedCallback<const CircuitStatusEvent&> m_circuitStatus;                //!< CircuitStatus
    TracedCallback<const CircuitErrorsEvent&> m_circuitErrors;                //!< CircuitErrors
    TracedCallback<const CallRequestedEvent&> m_callRequested;                //!< CallRequested
    TracedCallback<uint32_t, const Address&, Time> m_reconnecting;            //!< Reconnect
    TracedCallback<const ConnectionIds&, Ptr<const Packet>> m_dataTx;         //!< DataTx
    TracedCallback<const ConnectionIds&, Ptr<const Packet>> m_dataRx;         //!< DataRx
    TracedCallback<const ConnectionIds&, Ptr<const Packet>, DataDropReason>
        m_dataDrop; //!< DataDrop

  private:
    /**
     * @brief Add the trace sources of control messages to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddControlTraces(TypeId id);

    /**
     * @brief Add the trace sources of connections, sessions and data to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddStateTraces(TypeId id);
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_TRACES_H
