// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-study-options.h"

#include "ns3/command-line.h"
#include "ns3/config.h"
#include "ns3/l2tp-path-model.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <regex>
#include <sstream>
#include <system_error>

using namespace ns3;

namespace
{

bool
ParseWhole(const std::string& text, uint64_t least, uint64_t most, uint64_t& number)
{
    if (!std::regex_match(text, std::regex("0|[1-9][0-9]{0,17}")))
    {
        return false;
    }
    number = std::strtoull(text.c_str(), nullptr, 10);
    return number >= least && number <= most;
}

bool
ParseReal(const std::string& text, double least, double most, double& number)
{
    if (!std::regex_match(text, std::regex(R"(\d*\.?\d+([eE][-+]?\d+)?|\d+\.)")))
    {
        return false;
    }
    number = std::strtod(text.c_str(), nullptr);
    return number >= least && number <= most;
}

// Exact, while ns3::Time goes through a double. Digits below a nanosecond are not taken.
bool
ParseTime(const std::string& text, Time& time)
{
    std::smatch part;
    if (!std::regex_match(text,
                          part,
                          std::regex(R"((\d{1,10})(?:\.(\d{1,9}))?(s|ms|us|ns|min|h)?)")))
    {
        return false;
    }
    const std::string unit = part[3].matched ? part[3].str() : "s";
    const int64_t nanoseconds = unit == "ns"    ? 1
                                : unit == "us"  ? 1'000
                                : unit == "ms"  ? 1'000'000
                                : unit == "s"   ? 1'000'000'000
                                : unit == "min" ? 60'000'000'000
                                                : 3'600'000'000'000;
    const int64_t most = ControlStudyOptions::MAX_SECONDS * 1'000'000'000;
    const int64_t whole = std::stoll(part[1]);
    if (whole > most / nanoseconds)
    {
        return false;
    }
    int64_t value = whole * nanoseconds;
    int64_t digit = nanoseconds;
    for (const char each : part[2].str())
    {
        if (digit % 10 != 0 && each != '0')
        {
            return false;
        }
        digit /= 10;
        value += (each - '0') * digit;
    }
    time = NanoSeconds(value);
    return value <= most;
}

bool
ParseOutage(const std::string& text, std::array<Time, 2>& outage)
{
    const auto dash = text.find('-');
    return dash != std::string::npos && ParseTime(text.substr(0, dash), outage[0]) &&
           ParseTime(text.substr(dash + 1), outage[1]) && outage[0] <= outage[1];
}

bool
CanWrite(const std::string& path)
{
    return static_cast<bool>(std::ofstream(path, std::ios::app));
}

std::string
Complain(const std::string& name, const std::string& legal, const std::string& value)
{
    return "--" + name + " must be " + legal + ", not \"" + value + "\".";
}

// As in --ns3::l2tp::Lcce::HelloJitter.
bool
IsAttribute(const std::string& option)
{
    const auto colons = option.rfind("::");
    TypeId type;
    TypeId::AttributeInformation attribute;
    return option.rfind("--", 0) == 0 && colons != std::string::npos &&
           TypeId::LookupByNameFailSafe(option.substr(2, colons - 2), &type) &&
           type.LookupAttributeByName(option.substr(colons + 2), &attribute);
}

/** @brief Attributes that an option stands for, and would override. */
const std::map<std::string, std::string> OWN_OPTIONS{
    {"--ns3::l2tp::Lcce::Encapsulation", "transport"},
    {"--ns3::l2tp::Lcce::ReceiveWindowSize", "window"},
    {"--ns3::l2tp::Lcce::CongestionControl", "congestionControl"},
    {"--ns3::l2tp::Lcce::RetransmissionTiming", "rto"},
    {"--ns3::l2tp::Lcce::RetransmissionScope", "retransmitScope"},
    {"--ns3::l2tp::Lcce::OutOfOrderPolicy", "outOfOrder"},
    {"--ns3::l2tp::Lcce::AcknowledgmentPolicy", "ackDelay"},
    {"--ns3::l2tp::Lcce::QueueDiscipline", "queueDiscipline"},
    {"--ns3::l2tp::Lcce::MaxRetransmissions", "maxRetransmissions"},
    {"--ns3::l2tp::Lcce::MaxSccrqRetransmissions", "maxSccrqRetransmissions"},
    {"--ns3::l2tp::Lcce::SetupTimeout", "setupTimeout"},
    {"--ns3::l2tp::Lcce::HelloInterval", "helloInterval"},
    {"--ns3::l2tp::Lcce::Authentication", "auth"},
    {"--ns3::l2tp::Lcce::DigestType", "auth"},
    {"--ns3::l2tp::Lcce::SharedSecret", "secret"},
    {"--ns3::l2tp::ExponentialTimeout::InitialTimeout", "initialRto"},
    {"--ns3::l2tp::ExponentialTimeout::Cap", "rtoCap"},
    {"--ns3::l2tp::AdaptiveTimeout::InitialTimeout", "initialRto"},
    {"--ns3::l2tp::AdaptiveTimeout::Cap", "rtoCap"},
    {"--ns3::l2tp::FixedTimeout::Timeout", "initialRto"},
    {"--ns3::l2tp::DelayedAcknowledgment::Delay", "ackDelay"}};

/** @brief Legal values of times. */
const char* const A_TIME = "a time from 0s to 8640000s with at most nine decimals, as 50ms or 1.5s";

} // namespace

ControlStudyOptions::ControlStudyOptions()
{
    AddPathOptions();
    AddSessionOptions();
    AddRecoveryOptions();
    AddRunOptions();
}

void
ControlStudyOptions::AddPathOptions()
{
    m_table.push_back({"transport",
                       "udp",
                       "what carries L2TP: udp (port 1701) or ip (protocol 115)",
                       "udp or ip",
                       [this](const std::string& text) {
                           overIp = text == "ip";
                           return overIp || text == "udp";
                       }});
    AddTime("delay", "50ms", "of the path, one way", delay);
    m_table.push_back(
        {"rate",
         "0",
         "of the path in bit/s; 0: packets take no time but the delay",
         "a whole number of bit/s from 0 to 1000000000000",
         [this](const std::string& text) { return ParseWhole(text, 0, MAX_RATE, rate); }});
    AddProbability("lossForward", "probability of loss of each packet from A to B", loss[0]);
    AddProbability("lossReverse", "probability of loss of each packet from B to A", loss[1]);
    m_table.push_back({"burst",
                       "0",
                       "mean number of packets lost in a row (Gilbert-Elliott loss with the same "
                       "mean); 0: losses are independent",
                       "0 or a number from 1 to 1000000",
                       [this](const std::string& text) {
                           return ParseReal(text, 0, 1e6, burst) && (burst == 0 || burst >= 1);
                       }});
    m_table.push_back({"drop",
                       "",
                       "drop these packets: f3,r1 is the 3rd from A to B and the 1st from B to A",
                       "f or r and a number from 1 to 4294967295, with commas between, as f3,r1",
                       [this](const std::string& text) { return TakeDrops(text); }});
    m_table.push_back({"outage",
                       "0s-0s",
                       "the path is dead from the first time until before the second one",
                       "two times, the second one not below the first, as 1s-2.5s",
                       [this](const std::string& text) { return ParseOutage(text, outage); }});
    AddProbability("reorder", "probability of each packet to take twice the delay", reorder);
}

void
ControlStudyOptions::AddSessionOptions()
{
    AddCount("sessions", "0", "number of sessions that A asks for", 0, MAX_SESSIONS, sessions);
    m_table.push_back({"sessionsAt",
                       "connect",
                       "when it asks: connect (at once, so that the ICRQs leave right behind "
                       "SCCCN) or idle (when its SCCCN is acknowledged)",
                       "connect or idle",
                       [this](const std::string& text) {
                           sessionsAtIdle = text == "idle";
                           return sessionsAtIdle || text == "connect";
                       }});
    AddCount("window", "4", "Receive Window Size of both ends", 1, MAX_WINDOW, window);
    AddChoice("congestionControl",
              "how many messages may be outstanding",
              {{"AppendixA", "ns3::l2tp::AppendixACongestionControl"},
               {"FixedWindow", "ns3::l2tp::FixedWindow"}},
              congestionControl);
    AddChoice("retransmitScope",
              "what is sent again when a timer expires",
              {{"oldest", "ns3::l2tp::RetransmitOldest"},
               {"all", "ns3::l2tp::RetransmitAll"},
               {"perMessage", "ns3::l2tp::RetransmitPerMessage"}},
              retransmitScope);
    AddChoice("outOfOrder",
              "what becomes of messages that come early",
              {{"queue", "ns3::l2tp::QueueOutOfOrder"}, {"drop", "ns3::l2tp::DropOutOfOrder"}},
              outOfOrder);
    AddChoice("queueDiscipline",
              "what leaves first when the window opens",
              {{"fifo", "ns3::l2tp::FifoDiscipline"}, {"repliesFirst", "ns3::l2tp::RepliesFirst"}},
              queueDiscipline);
}

void
ControlStudyOptions::AddRecoveryOptions()
{
    AddChoice("rto",
              "how long to wait for an acknowledgment",
              {{"exponential", "ns3::l2tp::ExponentialTimeout"},
               {"fixed", "ns3::l2tp::FixedTimeout"},
               {"adaptive", "ns3::l2tp::AdaptiveTimeout"}},
              rto);
    m_table.push_back({"initialRto",
                       "1s",
                       "the first wait",
                       "a time above 0s and up to 8640000s, as 1s",
                       [this](const std::string& text) {
                           return ParseTime(text, initialRto) && initialRto.IsStrictlyPositive();
                       }});
    m_table.push_back({"rtoCap",
                       "8s",
                       "the longest wait, not used by --rto=fixed; 0s: none",
                       "0s or a time from 8s to 8640000s (RFC 3931 section 4.2)",
                       [this](const std::string& text) {
                           return ParseTime(text, rtoCap) &&
                                  (rtoCap.IsZero() || rtoCap >= Seconds(8));
                       }});
    AddCount("maxRetransmissions",
             "10",
             "retransmissions of a message before an end gives up",
             0,
             MAX_RETRANSMISSIONS,
             maxRetransmissions);
    m_table.push_back({"maxSccrqRetransmissions",
                       "",
                       "the same for SCCRQ; empty: --maxRetransmissions",
                       "empty or a whole number from 0 to 1000",
                       [this](const std::string& text) {
                           uint64_t number = 0;
                           const bool good =
                               text.empty() || ParseWhole(text, 0, MAX_RETRANSMISSIONS, number);
                           maxSccrqRetransmissions =
                               text.empty() ? -1 : static_cast<int64_t>(number);
                           return good;
                       }});
    m_table.push_back({"ackDelay",
                       "0s",
                       "how long an acknowledgment may wait for a message to ride on",
                       "a time from 0s to 999ms",
                       [this](const std::string& text) {
                           return ParseTime(text, ackDelay) && ackDelay <= MilliSeconds(999);
                       }});
    AddTime("setupTimeout",
            "0s",
            "longest wait of a session for the peer, from its message; 0s: twice the "
            "retransmission cycle",
            setupTimeout);
    AddTime("helloInterval", "0s", "silence after which HELLO is sent; 0s: never", helloInterval);
    AddTime("killPeerAt", "0s", "when B vanishes; 0s: never", killPeerAt);
}

void
ControlStudyOptions::AddRunOptions()
{
    m_table.push_back({"stop",
                       "1000s",
                       "end of a run",
                       "a time above 0s and up to 8640000s, as 1000s",
                       [this](const std::string& text) {
                           return ParseTime(text, stop) && stop.IsStrictlyPositive();
                       }});
    AddCount("runs", "1", "number of replications", 1, MAX_RUNS, runs);
    AddCount("RngRun",
             std::to_string(RngSeedManager::GetRun()),
             "run number of the first replication",
             0,
             MAX_RUN,
             run);
    AddChoice("auth",
              "control message authentication, by a digest without a secret (integrity) or with "
              "--secret (md5, sha1)",
              {{"off", "off"}, {"integrity", "integrity"}, {"md5", "md5"}, {"sha1", "sha1"}},
              auth);
    m_table.push_back({"secret",
                       "",
                       "shared secret of --auth=md5 and sha1",
                       "any text",
                       [this](const std::string& text) {
                           secret = text;
                           return true;
                       }});
    AddFile("csv", "write the rows to this file, not to the standard output", "", csv);
    AddFile("events", "write the event log to this file", "", events);
    AddFile("pcap", "write pcap files of the first run, whose names begin so", "-a.pcap", pcap);
    m_table.push_back({"progress",
                       "false",
                       "tell on the standard error how far it is: true or false",
                       "true or false",
                       [this](const std::string& text) {
                           progress = text.empty() || text == "true" || text == "1";
                           return progress || text == "false" || text == "0";
                       }});
}

void
ControlStudyOptions::AddTime(const std::string& name,
                             const std::string& value,
                             const std::string& help,
                             Time& time)
{
    m_table.push_back({name, value, help, A_TIME, [&time](const std::string& text) {
                           return ParseTime(text, time);
                       }});
}

void
ControlStudyOptions::AddCount(const std::string& name,
                              const std::string& value,
                              const std::string& help,
                              uint32_t least,
                              uint32_t most,
                              uint32_t& number)
{
    m_table.push_back(
        {name,
         value,
         help,
         "a whole number from " + std::to_string(least) + " to " + std::to_string(most),
         [least, most, &number](const std::string& text) {
             uint64_t value = 0;
             const bool good = ParseWhole(text, least, most, value);
             number = static_cast<uint32_t>(value);
             return good;
         }});
}

void
ControlStudyOptions::AddProbability(const std::string& name,
                                    const std::string& help,
                                    double& number)
{
    m_table.push_back({name, "0", help, "a number from 0 to 1", [&number](const std::string& text) {
                           return ParseReal(text, 0, 1, number);
                       }});
}

void
ControlStudyOptions::AddChoice(const std::string& name,
                               const std::string& help,
                               const Choices& choices,
                               std::string& choice)
{
    std::string legal;
    for (std::size_t i = 0; i < choices.size(); ++i)
    {
        legal += i == 0 ? "" : i + 1 < choices.size() ? ", " : " or ";
        legal += choices[i].first;
    }
    m_table.push_back({name,
                       choices[0].first,
                       help + ": " + legal,
                       legal,
                       [choices, &choice](const std::string& text) {
                           const auto found =
                               std::find_if(choices.begin(), choices.end(), [&](const auto& each) {
                                   return each.first == text;
                               });
                           choice = found == choices.end() ? "" : found->second;
                           return found != choices.end();
                       }});
}

void
ControlStudyOptions::AddFile(const std::string& name,
                             const std::string& help,
                             const std::string& suffix,
                             std::string& file)
{
    m_table.push_back({name,
                       "",
                       help,
                       suffix.empty() ? "the name of a file that can be written"
                                      : "the beginning of names of files that can be written",
                       [suffix, &file](const std::string& text) {
                           file = text;
                           return text.empty() || CanWrite(text + suffix);
                       }});
}

bool
ControlStudyOptions::TakeDrops(const std::string& text)
{
    drops = {};
    std::istringstream list(text);
    for (std::string item; std::getline(list, item, ',');)
    {
        uint64_t number = 0;
        if (item.empty() || (item[0] != 'f' && item[0] != 'r') ||
            !ParseWhole(item.substr(1), 1, std::numeric_limits<uint32_t>::max(), number))
        {
            return false;
        }
        drops[item[0] == 'f' ? 0 : 1].insert(number);
    }
    return text.empty() || text.back() != ',';
}

std::string
ControlStudyOptions::FindUnknown(int argc, char* argv[]) const
{
    // The help of ns-3 is for CommandLine, and so are attributes.
    const std::regex foreign("-h|--help|--Print.*|--version");
    for (int i = 1; i < argc; ++i)
    {
        const std::string argument = argv[i];
        const std::string name = argument.substr(0, argument.find('='));
        const auto own = OWN_OPTIONS.find(name);
        if (own != OWN_OPTIONS.end())
        {
            return name + " must be given as --" + own->second + ".";
        }
        if (std::regex_match(argument, foreign) || IsAttribute(name) ||
            std::any_of(m_table.begin(), m_table.end(), [&name](const Option& option) {
                return name == "--" + option.name;
            }))
        {
            continue;
        }
        std::string names;
        for (const Option& option : m_table)
        {
            names += (names.empty() ? "--" : ", --") + option.name;
        }
        return name + " is not an option; the options are " + names +
               ", and attributes such as --ns3::l2tp::Lcce::HelloJitter.";
    }
    return "";
}

std::string
ControlStudyOptions::CheckTogether() const
{
    for (std::size_t i = 0; i < loss.size(); ++i)
    {
        const double most = l2tp::PathModel::GetMaxLoss(burst);
        if (loss[i] > most)
        {
            std::ostringstream legal;
            legal << "at most " << most << " with bursts of " << burst << " packets";
            std::ostringstream value;
            value << loss[i];
            return Complain(i == 0 ? "lossForward" : "lossReverse", legal.str(), value.str());
        }
    }
    if (runs - 1 > MAX_RUN - run)
    {
        return Complain("RngRun",
                        "at most " + std::to_string(MAX_RUN - (runs - 1)) +
                            " with --runs=" + std::to_string(runs),
                        std::to_string(run));
    }
    namespace fs = std::filesystem;
    std::error_code none;
    if (!csv.empty() && fs::weakly_canonical(csv, none) == fs::weakly_canonical(events, none) &&
        (fs::is_regular_file(csv, none) || !fs::exists(csv, none)))
    {
        return Complain("events", "another file than --csv", events);
    }
    return "";
}

std::string
ControlStudyOptions::Parse(int argc, char* argv[])
{
    const std::string unknown = FindUnknown(argc, argv);
    if (!unknown.empty())
    {
        return unknown;
    }
    // B has a circuit for every session, unless the command line says otherwise.
    Config::SetDefault("ns3::l2tp::Lcce::AcceptPolicy", StringValue("Accept"));
    CommandLine command;
    command.Usage("An L2TPv3 LCCE A opens a control connection to an LCCE B over one path, and "
                  "asks for sessions:\none experiment, many replications, one CSV row each.\n"
                  "Attributes of ns3::l2tp::Lcce without an option can be set too, such as "
                  "--ns3::l2tp::Lcce::HelloJitter=0.");
    for (Option& option : m_table)
    {
        command.AddValue(option.name,
                         option.help,
                         Callback<bool, const std::string&>([&option](const std::string& text) {
                             option.value = text;
                             return true;
                         }),
                         option.value);
    }
    command.Parse(argc, argv);
    for (const Option& option : m_table)
    {
        if (!option.accept(option.value))
        {
            return Complain(option.name, option.legal, option.value);
        }
    }
    return CheckTogether();
}
