// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_JSON_WRITER_H
#define L2TP_DISSECT_JSON_WRITER_H

#include "l2tp-bytes.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Writes one JSON value on one line (\RFC{8259}), from the outside to the inside.
 *
 * The caller sees to it that objects and arrays are closed and that members of objects have keys;
 * commas, quotes and escapes come by themselves. The text is UTF-8 whatever strings hold: each
 * octet that is not part of well-formed UTF-8 becomes U+FFFD.
 *
 * @code
 *   JsonWriter json;
 *   json.BeginObject().Key("index").Number(7).Key("avps").BeginArray().EndArray().EndObject();
 *   json.GetText(); // {"index":7,"avps":[]}
 * @endcode
 */
class JsonWriter
{
  public:
    /** @brief Begin an object. @return the writer */
    JsonWriter& BeginObject();
    /** @brief End an object. @return the writer */
    JsonWriter& EndObject();
    /** @brief Begin an array. @return the writer */
    JsonWriter& BeginArray();
    /** @brief End an array. @return the writer */
    JsonWriter& EndArray();

    /**
     * @brief Begin a member of an object; its value has to follow.
     * @param name a name without characters that need an escape
     * @return the writer
     */
    JsonWriter& Key(const char* name);

    /**
     * @brief Write a string.
     * @param text octets of any value
     * @return the writer
     */
    JsonWriter& String(ByteView text);

    /**
     * @brief Write a string.
     * @param text octets of any value
     * @return the writer
     */
    JsonWriter& String(const std::string& text);

    /**
     * @brief Write octets as a string of hexadecimal digits.
     * @param octets the octets
     * @return the writer
     */
    JsonWriter& Hex(ByteView octets);

    /**
     * @brief Write a whole number.
     * @param number the number, which a reader may round above 2^53
     * @return the writer
     */
    JsonWriter& Number(uint64_t number);

    /**
     * @brief Write a number with decimals, a decimal fraction of which all digits count.
     * @param number the number in units of its last decimal, 0 or more
     * @param decimals how many decimals, at least 1
     * @return the writer
     */
    JsonWriter& Decimal(uint64_t number, int decimals);

    /**
     * @brief Write true or false.
     * @param value which
     * @return the writer
     */
    JsonWriter& Boolean(bool value);

    /** @brief Write null. @return the writer */
    JsonWriter& Null();

    /** @brief What has been written. @return the text without a line feed */
    const std::string& GetText() const
    {
        return m_text;
    }

  private:
    /**
     * @brief Write a value, after a comma if need be.
     * @param text the value as it stands in the text
     * @return the writer
     */
    JsonWriter& Value(const std::string& text);

    /**
     * @brief Write a bracket that ends something.
     * @param bracket the bracket
     * @return the writer
     */
    JsonWriter& End(char bracket);

    std::string m_text;       //!< what has been written
    bool m_needsComma{false}; //!< whether a value has gone before in this object or array
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_JSON_WRITER_H
