// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-engine-script.h"

#include "l2tp-script-peer.h"
#include "l2tp-simulated-link.h"

#include <map>
#include <set>
#include <sstream>

namespace ns3
{
namespace l2tp
{
namespace test
{

namespace
{

// A script of a libFuzzer corpus may be long; what follows the first operations teaches nothing.
constexpr std::size_t MAX_OPERATIONS = 400;
// Each connection that is left takes at most a HELLO interval, a cycle and the time after StopCCN.
constexpr std::size_t MAX_EXPIRIES = 20000;

/** @brief What the octets can do. */
enum Operation : uint8_t
{
    MESSAGE,       //!< the peer sends a message that fits
    MUTATED,       //!< the peer sends a message with some octets changed
    UNSIGNED,      //!< the peer sends a message without a valid digest
    STRANGE,       //!< the peer sends a message with an AVP added, or header fields of its own
    REPLAY,        //!< the peer repeats what it, or the endpoint, has sent
    ACKNOWLEDGE,   //!< the peer acknowledges everything
    PASS,          //!< time passes
    PASS_LONG,     //!< much time passes
    CONNECT,       //!< the owner opens a connection
    PLACE_CALL,    //!< the owner asks for a session
    HANG_UP,       //!< the owner ends a session
    DISCONNECT,    //!< the owner closes a connection
    CHANGE_STATUS, //!< the owner reports a circuit up or down
    REPORT_ERRORS, //!< the owner reports circuit errors
    ANSWER_CALL,   //!< the owner tells what became of a call that it was to place
    CRASH,         //!< the owner vanishes
    OPERATIONS,
};

class EngineScript
{
  public:
    explicit EngineScript(ByteView script)
        : m_script(script),
          m_flavour(m_script.Next()),
          m_dut(Configure(m_flavour), 1),
          m_peer(m_flavour, m_script)
    {
        m_dut.admit = [this](const SessionRequest& request) {
            Admission admission;
            admission.accepted = request.remoteEndId.size() % 5 != 3;
            return admission;
        };
    }

    std::string Run()
    {
        for (std::size_t i = 0; i < MAX_OPERATIONS && !m_script.IsAtEnd() && m_broken.empty(); ++i)
        {
            Operate(static_cast<Operation>(m_script.Next() % OPERATIONS));
            Drain();
        }
        FallSilent();
        return m_broken;
    }

  private:
    static EndpointConfiguration Configure(uint8_t flavour)
    {
        auto configuration = MakeConfiguration("dut.example");
        configuration.helloInterval = Seconds(60);
        configuration.pseudowireTypes.push_back(static_cast<uint16_t>(PseudowireType::Ppp));
        configuration.tieBreaker = (flavour & 4U) != 0;
        configuration.acceptEarlyData = (flavour & 8U) != 0;
        configuration.strictIdle = (flavour & 16U) != 0;
        configuration.peerRestart = (flavour & 32U) != 0 ? PeerRestart::Replace : PeerRestart::Keep;
        configuration.idleClose =
            (flavour & 64U) != 0 ? IdleClose::WithLastSession : IdleClose::Never;
        configuration.tolerateWrongState = (flavour & 128U) != 0;
        configuration.maxConnections = 8;
        configuration.maxSessions = 16;
        configuration.authentication = ScriptPeer::Authenticate(flavour);
        return configuration;
    }

    void Operate(Operation operation)
    {
        switch (operation)
        {
        case MESSAGE:
            Receive(m_peer.Seal(m_peer.MakeMessage()));
            break;
        case MUTATED:
            Receive(m_peer.Seal(m_peer.Mutate(m_peer.MakeMessage())));
            break;
        case UNSIGNED:
            Receive(m_peer.Mutate(m_peer.Seal(m_peer.MakeMessage())));
            break;
        case STRANGE:
            Receive(m_peer.Seal(m_peer.MakeStrange()));
            break;
        case REPLAY:
            Receive(m_peer.Repeat());
            break;
        case ACKNOWLEDGE:
            Receive(m_peer.Seal(m_peer.MakeAcknowledgement()));
            break;
        case PASS:
            Pass(MilliSeconds(10 * (1 + m_script.Next())));
            break;
        case PASS_LONG:
            Pass(Seconds(1 + m_script.Next()));
            break;
        default:
            OperateOwner(operation);
            break;
        }
    }

    void OperateOwner(Operation operation)
    {
        auto& endpoint = *m_dut.endpoint;
        const DownReason administrative{DownCause::Local, 3, 0, {}};
        switch (operation)
        {
        case CONNECT:
            if (endpoint.GetConnections() < 4)
            {
                m_connections.insert(endpoint.Connect(m_peer.GetAddress(), m_now));
            }
            break;
        case PLACE_CALL:
            PlaceCall();
            break;
        case HANG_UP:
            endpoint.HangUp(Choose(m_sessions), administrative, m_now);
            break;
        case DISCONNECT:
            endpoint.Disconnect(Choose(m_connections), {DownCause::Local, 1, 0, {}}, m_now);
            break;
        case CHANGE_STATUS:
            endpoint.SetCircuitStatus(Choose(m_sessions), m_script.Next() % 2 != 0, m_now);
            break;
        case REPORT_ERRORS:
            endpoint.ReportCircuitErrors(Choose(m_sessions), {true, 1, 2, 3, 4, 5, 6}, m_now);
            break;
        case ANSWER_CALL:
            if (m_script.Next() % 2 != 0)
            {
                endpoint.CallPlaced(Choose(m_sessions), m_now);
            }
            else
            {
                endpoint.CallFailed(Choose(m_sessions), administrative, m_now);
            }
            break;
        case CRASH:
            if (m_script.Next() % 16 == 0)
            {
                endpoint.Crash(m_now);
            }
            break;
        default:
            break;
        }
    }

    void PlaceCall()
    {
        SessionRequest request;
        request.remoteEndId = "vc-" + std::to_string(m_script.Next() % 4);
        request.direction =
            m_script.Next() % 2 != 0 ? CallDirection::Outgoing : CallDirection::Incoming;
        request.tieBreaker = m_script.Next() % 2 != 0;
        m_dut.endpoint->PlaceCall(Choose(m_connections), request, m_now);
    }

    uint32_t Choose(const std::set<uint32_t>& from)
    {
        if (from.empty())
        {
            return 0;
        }
        return *std::next(from.begin(), m_script.Next() % from.size());
    }

    void Receive(const Bytes& image)
    {
        auto& endpoint = *m_dut.endpoint;
        const auto connections = endpoint.GetConnections();
        const auto sessions = endpoint.GetSessions();
        endpoint.Receive(m_peer.GetAddress(), image, m_now);
        // An early message may be followed by others that had waited for it.
        const auto most = m_peer.CountSent();
        Expect(endpoint.GetConnections() <= connections + 1, "a message makes two connections");
        Expect(endpoint.GetSessions() <= sessions + most, "a message makes many sessions");
    }

    void Pass(Time duration)
    {
        const auto end = m_now + duration;
        while (Expire(end))
        {
        }
        m_now = end;
    }

    // Lets the earliest deadline come, unless it lies behind the time given.
    bool Expire(Time end)
    {
        Drain();
        auto next = m_dut.deadlines.end();
        for (auto i = m_dut.deadlines.begin(); i != m_dut.deadlines.end(); ++i)
        {
            if (next == m_dut.deadlines.end() || i->second < next->second)
            {
                next = i;
            }
        }
        if (!m_broken.empty() || next == m_dut.deadlines.end() || next->second > end ||
            next->second == Time::Max())
        {
            return false;
        }
        Expect(next->second >= m_now, "a deadline lies in the past");
        const auto connection = next->first;
        m_now = std::max(m_now, next->second);
        m_dut.deadlines.erase(next);
        m_dut.endpoint->Expire(connection, m_now);
        Drain();
        return true;
    }

    void Drain()
    {
        while (auto output = m_dut.endpoint->PollOutput())
        {
            if (const auto* deadline = std::get_if<output::Deadline>(&*output))
            {
                m_dut.deadlines[deadline->connection] = deadline->when;
            }
            else if (const auto* released = std::get_if<output::ConnectionReleased>(&*output))
            {
                m_dut.deadlines.erase(released->connection);
                m_connections.erase(released->connection);
            }
            else if (const auto* created = std::get_if<output::SessionCreated>(&*output))
            {
                Expect(m_sessions.insert(created->session).second, "a session is created twice");
            }
            else if (const auto* down = std::get_if<output::SessionDown>(&*output))
            {
                m_sessions.erase(down->session);
            }
            else if (const auto* replaced = std::get_if<output::SessionReplaced>(&*output))
            {
                Expect(m_sessions.erase(replaced->from) == 1 && m_sessions.count(replaced->to) == 1,
                       "a session is replaced that is not there, or by one that is not");
            }
            else if (const auto* message = std::get_if<output::Transmit>(&*output))
            {
                m_connections.insert(message->connection);
                const auto fault = m_peer.Hear(message->image);
                Expect(fault.empty(), fault);
            }
        }
    }

    void FallSilent()
    {
        std::size_t expiries = 0;
        while (Expire(Time::Max()) && m_broken.empty())
        {
            Expect(++expiries < MAX_EXPIRIES, "the endpoint goes on for ever");
        }
        const auto& endpoint = *m_dut.endpoint;
        std::ostringstream left;
        left << endpoint.GetConnections() << " connections and " << endpoint.GetSessions()
             << " sessions are left, " << m_sessions.size()
             << " sessions were not reported as down";
        Expect(endpoint.GetConnections() == 0 && endpoint.GetSessions() == 0 && m_sessions.empty(),
               left.str());
    }

    void Expect(bool holds, const std::string& otherwise)
    {
        if (!holds && m_broken.empty())
        {
            m_broken = otherwise;
        }
    }

    ScriptReader m_script;            //!< the octets
    uint8_t m_flavour;                //!< first octet: configuration
    SimulatedPeer m_dut;              //!< the endpoint
    ScriptPeer m_peer;                //!< the peer
    Time m_now;                       //!< present time
    std::set<uint32_t> m_connections; //!< connections the endpoint has talked about
    std::set<uint32_t> m_sessions;    //!< sessions created and not down
    std::string m_broken;             //!< first thing that does not hold
};

} // namespace

std::string
RunEngineScript(ByteView script)
{
    return EngineScript(script).Run();
}

} // namespace test
} // namespace l2tp
} // namespace ns3
