// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RIVAL_HEADER_H
#define L2TP_RIVAL_HEADER_H

#include "ns3/header.h"

#include <cstdint>
#include <ostream>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp-tests
 * @brief The tunnel header that a script's author would write: the 16 octets of a data message
 *        over UDP with a cookie of 8 octets (\RFC{3931} section 4.1.2).
 */
class RivalHeader : public Header
{
  public:
    /** @brief Octets of the header. */
    static constexpr uint32_t SIZE = 16;

    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    /** @brief A header to read into. */
    RivalHeader() = default;

    /**
     * @brief A header to put in front of a packet.
     * @param sessionId the Session ID
     * @param cookie the cookie
     */
    RivalHeader(uint32_t sessionId, uint64_t cookie);

    /** @brief The Session ID. @return the identifier */
    uint32_t GetSessionId() const;

    /** @brief The cookie. @return all of its octets */
    uint64_t GetCookie() const;

    // inherited from Header
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

  private:
    uint32_t m_sessionId{0}; //!< the Session ID
    uint64_t m_cookie{0};    //!< the cookie
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RIVAL_HEADER_H
