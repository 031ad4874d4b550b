// SPDX-License-Identifier: GPL-2.0-only
// Whatever an endpoint sends is complete, in order and as the table of attributes says.

#include "l2tp-attribute.h"
#include "l2tp-message-type.h"
#include "l2tp-simulated-link.h"

#include <gtest/gtest.h>
#include <set>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

EndpointConfiguration
Configure(bool secret)
{
    auto configuration = MakeConfiguration("lcce.example");
    configuration.vendorName = "vendor";
    configuration.preferredLanguage = "en";
    configuration.tieBreaker = true;
    configuration.helloInterval = Seconds(60);
    if (secret)
    {
        configuration.authentication.mode = AuthenticationMode::Secret;
        configuration.authentication.secrets = {"opensesame"};
    }
    return configuration;
}

SessionRequest
MakeRequest(const std::string& remoteEndId, CallDirection direction)
{
    SessionRequest request;
    request.remoteEndId = remoteEndId;
    request.direction = direction;
    request.tieBreaker = true;
    request.preferences = {4, L2SpecificSublayer::Default, DataSequencing::All};
    request.txConnectSpeed = 1000;
    request.rxConnectSpeed = 2000;
    request.physicalChannelId = 3;
    return request;
}

/** Two endpoints send every message that there is, with every AVP that they ever send. */
void
SendEverything(SimulatedLink& link)
{
    for (const auto& peer : link.peers)
    {
        peer->admit = [](const SessionRequest& request) {
            Admission admission;
            admission.accepted = request.remoteEndId != "refused";
            admission.preferences = {8, L2SpecificSublayer::Default, DataSequencing::NonIp};
            admission.txConnectSpeed = 4000;
            admission.rxConnectSpeed = 5000;
            admission.physicalChannelId = 6;
            return admission;
        };
    }
    auto& lac = *link.peers[A]->endpoint;
    const auto connection = link.Connect();
    const auto incoming =
        lac.PlaceCall(connection, MakeRequest("in", CallDirection::Incoming), link.now);
    lac.PlaceCall(connection, MakeRequest("out", CallDirection::Outgoing), link.now);
    lac.PlaceCall(connection, MakeRequest("refused", CallDirection::Incoming), link.now);
    link.Drain();
    link.Run(Seconds(2));
    auto& lns = *link.peers[B]->endpoint;
    for (const auto* call : link.peers[B]->Find<output::PlaceCall>())
    {
        lns.CallPlaced(call->session, link.now, {});
    }
    link.Drain();
    link.Run(Seconds(4));
    lac.SetCircuitStatus(incoming, false, link.now);
    lac.ReportCircuitErrors(incoming, {true, 1, 2, 3, 4, 5, 6}, link.now);
    link.Drain();
    link.Run(Seconds(100));
    lac.HangUp(incoming, {DownCause::Local, 2, 6, "words"}, link.now);
    link.Drain();
    link.Run(Seconds(110));
    lac.Disconnect(connection, {DownCause::Local, 2, 6, "words"}, link.now);
    link.Drain();
    link.Run();
}

// R7.1-13: no fault and nothing missing, that is for each message
// R6.1-03, R6.1-04, R6.1-05, R6.1-06, R6.2-03, R6.2-04, R6.2-05, R6.2-06, R6.4-03, R6.6-03,
// R6.6-04, R6.6-05, R6.6-06, R6.6-07, R6.6-08, R6.7-03, R6.7-04, R6.7-05, R6.8-03, R6.8-04,
// R6.9-03, R6.9-04, R6.9-05, R6.9-06, R6.9-07, R6.9-08, R6.10-03, R6.10-04, R6.10-05, R6.11-03,
// R6.11-04, R6.12-03, R6.12-04, R6.12-05, R6.13-03, R6.13-04, R6.13-05, R6.14-03, R6.14-04 and each
// M bit as the table has it, that is for each attribute R5.4.1-38, R5.4.1-42, R5.4.1-46, R5.4.2-41,
// R5.4.3-30, R5.4.3-34, R5.4.3-38, R5.4.3-42, R5.4.3-46, R5.4.3-50, R5.4.3-54, R5.4.3-58,
// R5.4.4-38, R5.4.4-42, R5.4.4-46, R5.4.4-50, R5.4.4-54, R5.4.4-58, R5.4.4-62, R5.4.4-66,
// R5.4.4-70, R5.4.4-74, R5.4.4-78, R5.4.4-82, R5.4.5-15, R5.4.5-19
TEST(SentMessages, AreComplete)
{
    std::set<MessageType> types;
    std::set<const AttributeInfo*> attributes;
    for (const bool secret : {false, true})
    {
        SimulatedLink link(MilliSeconds(50), Configure(secret), Configure(secret));
        SendEverything(link);
        for (const auto& peer : link.peers)
        {
            EXPECT_EQ(peer->Count<output::FaultyAvp>(), 0U);
            EXPECT_EQ(peer->Count<output::ControlDrop>(), 0U);
            EXPECT_EQ(peer->endpoint->GetConnections(), 0U);
            for (const auto* transmit : peer->Find<output::Transmit>())
            {
                const auto decoded = ControlMessage::Decode(ByteView(transmit->image));
                ASSERT_TRUE(std::holds_alternative<ControlMessage>(decoded));
                const auto& message = std::get<ControlMessage>(decoded);
                SCOPED_TRACE(MessageName(message.GetType()));
                types.insert(message.GetType());
                EXPECT_TRUE(message.GetFaults().empty());
                EXPECT_TRUE(message.MissingAttributes().empty());
                for (const auto& avp : message.GetAvps())
                {
                    ASSERT_NE(avp.info, nullptr);
                    attributes.insert(avp.info);
                    EXPECT_EQ(avp.mandatory, avp.info->mandatory) << avp.info->name;
                    EXPECT_FALSE(avp.hidden) << avp.info->name;
                }
            }
        }
    }
    // All but ZLB, and all but Random Vector and Extended Vendor ID, which need a reason.
    EXPECT_EQ(types.size(), 15U);
    std::string unseen;
    for (const auto& info : ATTRIBUTES)
    {
        unseen += attributes.count(&info) == 0 ? std::string(info.name) + ", " : "";
    }
    EXPECT_EQ(unseen, "Random Vector, Extended Vendor ID, ");
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
