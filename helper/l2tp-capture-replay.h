// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CAPTURE_REPLAY_H
#define L2TP_CAPTURE_REPLAY_H

#include "l2tp-capture-file.h"
#include "l2tp-pseudowire-device.h"

#include "ns3/event-id.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Sends the frames of a capture into one end of a pseudowire and compares them with what
 *        comes out of the other.
 *
 * Each frame is given whole to PseudowireDevice::SendFrame(), at its recorded time, and carries its
 * number as a byte tag (FlowIdTag), which takes no octets. What the PromiscSniffer of the device at
 * the far end shows is compared, octet by octet, with the frame of that number. So each frame has
 * exactly one fate, in whatever order the frames arrive, also if some of them are the same. Nothing
 * else should use the two devices: what the far one sends, or receives from others, counts as
 * unexpected.
 */
class CaptureReplay
{
  public:
    /** @brief The fates of the frames so far; sent = identical + altered + lost. */
    struct Result
    {
        uint64_t sent{0};       //!< taken by the near device
        uint64_t refused{0};    //!< dropped by the near device
        uint64_t identical{0};  //!< arrived as they were
        uint64_t altered{0};    //!< arrived with other octets, or more or fewer of them
        uint64_t lost{0};       //!< did not arrive, or not yet
        uint64_t unexpected{0}; //!< arrived a second time, or were never sent from here
    };

    /**
     * @brief Watch a pair of devices.
     * @param near the device that sends
     * @param far the device at the other end
     */
    CaptureReplay(Ptr<PseudowireDevice> near, Ptr<PseudowireDevice> far);

    /** @brief Send no more, watch no more. */
    ~CaptureReplay();

    CaptureReplay(const CaptureReplay&) = delete;
    CaptureReplay& operator=(const CaptureReplay&) = delete;

    /**
     * @brief Send frames, the earliest one now. May be called once.
     * @param frames the frames, in any order; those of the same time leave in the order given
     */
    void Start(const std::vector<CaptureFile::Frame>& frames);

    /**
     * @brief From the first frame to the last one of some frames.
     * @param frames the frames
     * @return 0 if there are none
     */
    static Time GetDuration(const std::vector<CaptureFile::Frame>& frames);

    /** @brief What has become of the frames by now. @return counts */
    Result GetResult() const;

  private:
    /** @brief What has become of a frame. */
    enum class Fate : uint8_t
    {
        Waiting,   //!< not yet sent
        Refused,   //!< dropped by the near device
        OnTheWay,  //!< sent, not arrived
        Identical, //!< arrived as it was
        Altered,   //!< arrived otherwise
    };

    /** @brief Send all frames whose time has come, and wait for the next one. */
    void SendDue();

    /**
     * @brief Send a frame.
     * @param number its index
     */
    void SendFrame(std::size_t number);

    /**
     * @brief Trace sink of the far device.
     * @param packet the frame
     */
    void Receive(Ptr<const Packet> packet);

    Ptr<PseudowireDevice> m_near;             //!< the device that sends
    Ptr<PseudowireDevice> m_far;              //!< the device at the other end
    std::vector<CaptureFile::Frame> m_frames; //!< frames in the order of their times
    std::vector<Fate> m_fates;                //!< what has become of each
    std::size_t m_next{0};                    //!< index of the next frame to send
    Time m_start;                             //!< when the first frame was due
    EventId m_event;                          //!< when the next frame is due
    uint64_t m_unexpected{0};                 //!< what should not have arrived
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CAPTURE_REPLAY_H
