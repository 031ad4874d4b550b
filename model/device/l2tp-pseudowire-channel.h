// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PSEUDOWIRE_CHANNEL_H
#define L2TP_PSEUDOWIRE_CHANNEL_H

#include "ns3/channel.h"
#include "ns3/net-device.h"
#include "ns3/ptr.h"

#include <cstddef>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The channel of one pseudowire device, and of no other.
 *
 * Every device needs one, because bridges and global routing ask for it. It does not join the
 * two ends of a pseudowire: if it did, global routing would lead the packets of the tunnel into
 * the tunnel.
 */
class PseudowireChannel : public Channel
{
  public:
    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    PseudowireChannel();
    ~PseudowireChannel() override;

    /**
     * @brief Set the device.
     * @param device the device; null for none
     */
    void SetDevice(Ptr<NetDevice> device);

    // inherited from Channel
    std::size_t GetNDevices() const override;
    Ptr<NetDevice> GetDevice(std::size_t index) const override;

  protected:
    void DoDispose() override;

  private:
    Ptr<NetDevice> m_device; //!< the device
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PSEUDOWIRE_CHANNEL_H
