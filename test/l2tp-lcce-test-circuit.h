// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_TEST_CIRCUIT_H
#define L2TP_LCCE_TEST_CIRCUIT_H

#include "ns3/l2tp-circuit.h"
#include "ns3/l2tp-data-session.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief A circuit that counts.
 */
class LcceTestCircuit : public Circuit
{
  public:
    PseudowireType GetPseudowireType() const override
    {
        return PseudowireType::Ethernet;
    }

    void Attach(DataSession& attached) override
    {
        session = &attached;
        ++ups;
    }

    void Detach() override
    {
        session = nullptr;
        ++downs;
    }

    void DeliverFrame(Ptr<Packet> /* frame */) override
    {
        ++frames;
    }

    bool IsIp(const Packet& /* frame */) const override
    {
        return false;
    }

    bool IsActive() const override
    {
        return active;
    }

    /** @brief Go up or down by itself. @param up which of the two */
    void SetActive(bool up)
    {
        active = up;
        TellStatus();
    }

    bool active{true};             //!< whether it can take frames
    DataSession* session{nullptr}; //!< attached session, or null
    uint32_t ups{0};               //!< number of calls of Attach()
    uint32_t downs{0};             //!< number of calls of Detach()
    uint32_t frames{0};            //!< frames delivered
};

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_TEST_CIRCUIT_H
