// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_LOSS_H
#define L2TP_LCCE_LOSS_H

#include "ns3/error-model.h"
#include "ns3/l2tp-constants.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <map>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief Loss by script on one direction of a point-to-point link.
 */
class LcceLoss : public ErrorModel
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Lose everything from now on, or nothing more than Lose() has asked for.
     * @param cut which of the two
     */
    void SetCut(bool cut);

    /**
     * @brief Lose the next control messages of a type.
     * @param type the type
     * @param count how many
     */
    void Lose(MessageType type, uint32_t count);

    /** @brief How many packets were not lost. @return the number */
    uint32_t GetPassed() const;

  private:
    bool DoCorrupt(Ptr<Packet> packet) override;
    void DoReset() override;

    bool m_cut{false};                      //!< lose everything
    std::map<MessageType, uint32_t> m_lose; //!< messages yet to be lost, by type
    uint32_t m_passed{0};                   //!< packets not lost
};

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_LOSS_H
