// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-header.h"
#include "l2tp-demux.h"
#include "l2tp-json-file.h"
#include "l2tp-typed-attributes.h"
#include "l2tp-wire-test-support.h"

#include <boost/property_tree/ptree.hpp>
#include <gtest/gtest.h>
#include <map>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;
using boost::property_tree::ptree;

namespace
{

// One AVP as the list [name, type, M, H, value] of the file.
std::string
Describe(const std::string& name, uint16_t type, bool mandatory, bool hidden, ByteView value)
{
    return name + "," + std::to_string(type) + "," + std::to_string(mandatory) + "," +
           std::to_string(hidden) + "," + FormatHex(value);
}

std::vector<std::string>
DescribeAvps(const ControlMessage& message)
{
    std::vector<std::string> described;
    for (const Avp& avp : message.GetAvps())
    {
        const std::string name = avp.info ? avp.info->name : "?";
        described.push_back(
            Describe(name, avp.type, avp.mandatory, avp.hidden, message.GetValue(avp)));
    }
    return described;
}

std::vector<std::string>
ExpectedAvps(const ptree& vector)
{
    std::vector<std::string> expected;
    for (const auto& avp : vector.get_child("avps"))
    {
        std::string line;
        for (const auto& field : avp.second)
        {
            line += (line.empty() ? "" : ",") + field.second.get_value<std::string>();
        }
        expected.push_back(line);
    }
    return expected;
}

bool
HasHiddenAvp(const ControlMessage& message)
{
    for (const Avp& avp : message.GetAvps())
    {
        if (avp.hidden)
        {
            return true;
        }
    }
    return false;
}

// Encode from typed values what was decoded to typed values.
ControlMessage
EncodeAgain(const ControlMessage& message)
{
    ControlMessage again(message.GetType());
    again.SetControlConnectionId(message.GetControlConnectionId());
    again.SetNs(message.GetNs());
    again.SetNr(message.GetNr());
    for (const Avp& avp : message.GetAvps())
    {
        if (avp.offset != CONTROL_HEADER_SIZE)
        {
            TYPED_ATTRIBUTES[avp.info - ATTRIBUTES.data()].copy(message, again, avp.mandatory);
        }
    }
    return again;
}

class WireVectors : public testing::Test
{
  protected:
    ptree m_vectors{ReadTestJson("data/l2tp-messages.json")}; //!< the file
};

TEST_F(WireVectors, DecodeToTheExpectedFields)
{
    std::size_t hidden = 0;
    for (const auto& [key, vector] : m_vectors.get_child("control"))
    {
        SCOPED_TRACE(vector.get<std::string>("name"));
        const ControlMessage message = Decoded(FromHex(vector.get<std::string>("octets")));
        EXPECT_EQ(message.GetRawType(), ToNumber(vector.get_child("messageType")));
        EXPECT_EQ(message.GetType() == MessageType::Zlb,
                  ToNumber(vector.get_child("messageType")) == 0);
        EXPECT_EQ(message.GetControlConnectionId(), ToNumber(vector.get_child("ccid")));
        EXPECT_EQ(message.GetNs(), ToNumber(vector.get_child("ns")));
        EXPECT_EQ(message.GetNr(), ToNumber(vector.get_child("nr")));
        EXPECT_EQ(message.GetHeader().length, ToNumber(vector.get_child("length")));
        EXPECT_EQ(DescribeAvps(message), ExpectedAvps(vector));
        for (const AvpFault& fault : message.GetFaults())
        {
            EXPECT_EQ(fault.what, ParseProblem::Hidden);
        }
        if (HasHiddenAvp(message))
        {
            ++hidden;
            continue;
        }
        EXPECT_TRUE(message.GetFaults().empty());
        EXPECT_TRUE(message.MissingAttributes().empty());
    }
    EXPECT_EQ(m_vectors.get_child("control").size(), 90U);
    EXPECT_EQ(hidden, 4U);
}

TEST_F(WireVectors, EncodeToTheSameOctets)
{
    std::size_t encoded = 0;
    for (const auto& [key, vector] : m_vectors.get_child("control"))
    {
        SCOPED_TRACE(vector.get<std::string>("name"));
        const ControlMessage message = Decoded(FromHex(vector.get<std::string>("octets")));
        if (!HasHiddenAvp(message))
        {
            EXPECT_EQ(FormatHex(EncodeAgain(message).GetBytes()),
                      vector.get<std::string>("octets"));
            ++encoded;
        }
    }
    EXPECT_EQ(encoded, 86U);
}

TEST_F(WireVectors, MalformedMessagesAreTreatedAsSection7Says)
{
    // Refused as a whole.
    const std::map<std::string, ParseProblem> refused{
        {"truncated-header", ParseProblem::Truncated},
        {"length-shorter-than-header", ParseProblem::BadLength},
        {"avp-length-5", ParseProblem::AvpTooShort},
        {"first-avp-not-message-type", ParseProblem::MessageTypeNotFirst},
        {"no-L-bit", ParseProblem::MissingLengthBit},
    };
    // Read, with these problems of single AVPs and the M bit of the last.
    const std::map<std::string, std::pair<std::vector<ParseProblem>, bool>> read{
        {"unknown-optional-avp", {{ParseProblem::UnknownAttribute}, false}},
        {"unknown-mandatory-message", {{}, false}},
        {"hidden-without-random-vector", {{ParseProblem::HidingForbidden}, true}},
        // The bits are ignored on receipt (section 5.1), but HELLO carries no such attribute.
        {"reserved-AVP-bits-set", {{ParseProblem::NotListed}, false}},
    };
    EXPECT_EQ(m_vectors.get_child("malformed").size(), refused.size() + read.size());
    for (const auto& [key, vector] : m_vectors.get_child("malformed"))
    {
        const auto name = vector.get<std::string>("name");
        SCOPED_TRACE(name);
        const Bytes octets = FromHex(vector.get<std::string>("octets"));
        if (refused.count(name) != 0)
        {
            EXPECT_EQ(Refused(octets).what, refused.at(name));
            continue;
        }
        const auto& [problems, mandatory] = read.at(name);
        const ControlMessage message = Decoded(octets);
        EXPECT_EQ(ProblemsOf(message), problems);
        EXPECT_EQ(!problems.empty() && message.GetFaults().back().mandatory, mandatory);
        const bool known = name != "unknown-mandatory-message";
        EXPECT_EQ(message.GetType(), known ? MessageType::Hello : MessageType::Unknown);
        EXPECT_TRUE(message.IsMandatory());
    }
}

TEST_F(WireVectors, DataMessagesDecodeAndEncode)
{
    EXPECT_EQ(m_vectors.get_child("data").size(), 8U);
    for (const auto& [key, vector] : m_vectors.get_child("data"))
    {
        SCOPED_TRACE(vector.get<std::string>("name"));
        const auto encapsulation = vector.get<std::string>("encapsulation") == "udp"
                                       ? Encapsulation::Udp
                                       : Encapsulation::Ip;
        const Bytes octets = FromHex(vector.get<std::string>("octets"));
        const Bytes cookie = FromHex(vector.get<std::string>("cookie"));
        const Bytes sublayer = FromHex(vector.get<std::string>("sublayer"));
        const DataFormat format{encapsulation,
                                static_cast<uint8_t>(cookie.size()),
                                !sublayer.empty()};
        const DemuxResult demux = Demux(encapsulation, octets);
        EXPECT_EQ(demux.kind, DemuxResult::Kind::Data);
        EXPECT_EQ(demux.sessionId, ToNumber(vector.get_child("sessionId")));
        const auto header = DataHeader::Read(format, octets);
        ASSERT_TRUE(header);
        EXPECT_EQ(header->sessionId, ToNumber(vector.get_child("sessionId")));
        EXPECT_EQ(header->cookie.GetBytes().ToBytes(), cookie);
        EXPECT_EQ(ToOctets(header->sublayer), sublayer.empty() ? Bytes(4) : sublayer);
        EXPECT_EQ(FormatHex(ByteView(octets).Sub(format.GetSize())),
                  vector.get<std::string>("payload"));
        Bytes written(MAX_DATA_HEADER_SIZE);
        written.resize(header->Write(encapsulation, format.sublayer, written.data()));
        EXPECT_EQ(FormatHex(written), FormatHex(ByteView(octets).Sub(0, format.GetSize())));
    }
}

} // namespace
