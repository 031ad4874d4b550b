// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-quickstart-options.h"

#include "ns3/command-line.h"
#include "ns3/config.h"
#include "ns3/l2tp-lcce.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <vector>

using namespace ns3;

namespace
{

/** @brief An option with its value. */
struct Option
{
    bool good;         //!< whether the value is legal
    const char* name;  //!< its name
    const char* legal; //!< its legal values
    std::string value; //!< the value given
};

bool
ParseNumber(const std::string& text, double least, double most, double& number)
{
    char* end;
    number = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' && number >= least && number <= most;
}

bool
ParseCount(const std::string& text, uint32_t least, uint32_t most, uint32_t& count)
{
    double number;
    if (!ParseNumber(text, least, most, number))
    {
        return false;
    }
    count = static_cast<uint32_t>(number);
    return text == std::to_string(count);
}

bool
ParseTime(const std::string& text, double most, Time& time)
{
    if (!std::regex_match(text, std::regex(R"(\d{1,8}(\.\d{1,9})?(s|ms|us|ns)?)")))
    {
        return false;
    }
    time = Time(text);
    return time <= Seconds(most);
}

bool
ParseSwitch(const std::string& text, bool& on)
{
    on = text.empty() || text == "true" || text == "1";
    return on || text == "false" || text == "0";
}

bool
ParseChoice(const std::string& text, const std::vector<std::string>& choices, std::string& choice)
{
    choice = text;
    return std::find(choices.begin(), choices.end(), text) != choices.end();
}

std::string
Complain(const std::vector<Option>& options)
{
    for (const Option& option : options)
    {
        if (!option.good)
        {
            return std::string("--") + option.name + " must be " + option.legal + ", not \"" +
                   option.value + "\".";
        }
    }
    return "";
}

bool
CanWrite(const std::string& path)
{
    return static_cast<bool>(std::ofstream(path, std::ios::app));
}

} // namespace

void
QuickstartOptions::AddOwn(CommandLine& command,
                          const std::string& name,
                          const std::string& help,
                          std::string& text)
{
    command.AddValue(name,
                     help,
                     Callback<bool, const std::string&>([this, name, &text](const auto& value) {
                         text = value;
                         m_given.insert(name);
                         return true;
                     }),
                     text);
}

void
QuickstartOptions::AddValues(CommandLine& command, Texts& texts)
{
    command.Usage("A LAC and an LNS set up an L2TPv3 tunnel over a lossy path and carry Ethernet "
                  "frames.\nAttributes of ns3::l2tp::Lcce can be set too, such as "
                  "--ns3::l2tp::Lcce::MaxRetransmissions=5;\nof an option and an attribute for "
                  "the same the option counts.");
    AddOwn(command, "transport", "udp (port 1701) or ip (protocol 115)", texts.transport);
    command.AddValue("delay", "between LAC and LNS, one way, 0 to 1s, as in 20ms", texts.delay);
    command.AddValue("loss", "probability of loss in each direction, 0 to 1", texts.loss);
    AddOwn(command, "window", "Receive Window Size of both LCCEs, 1 to 32768", texts.window);
    command.AddValue("sessions", "number of sessions, 1 to 10000", texts.sessions);
    AddOwn(command, "cookie", "octets of cookies in data messages: 0, 4 or 8", texts.cookie);
    AddOwn(command, "sequencing", "number all data messages: true or false", texts.sequencing);
    AddOwn(command,
           "auth",
           "control message authentication: Auto, Off, IntegrityOnly or Secret",
           texts.auth);
    AddOwn(command, "secret", "secret that the LCCEs share; none if empty", texts.secret);
    AddOwn(command, "hide", "hide all AVPs that may be hidden: true or false", texts.hide);
    command.AddValue("duration", "time of the hosts' traffic, 0 to 86400s", texts.duration);
    command.AddValue("RngRun", "another run, 0 to 4294967295", texts.run);
    command.AddValue("pcap", "write pcap files, whose names begin so", pcap);
    command.AddValue("replay", "Ethernet pcap file whose frames are sent in session 2", replay);
    command.AddValue("events", "write the events of the control plane to this file", events);
}

std::string
QuickstartOptions::Parse(int argc, char* argv[])
{
    Texts texts;
    texts.run = std::to_string(RngSeedManager::GetRun());
    // Short, so that there are HELLOs to see; the command line may have another.
    Config::SetDefault("ns3::l2tp::Lcce::HelloInterval", StringValue("5s"));
    CommandLine command;
    AddValues(command, texts);
    command.Parse(argc, argv);
    std::string fault = ReadOwn(texts);
    if (fault.empty())
    {
        fault = CheckSecret(texts);
    }
    return fault.empty() ? Read(texts) : fault;
}

std::string
QuickstartOptions::ReadOwn(const Texts& texts)
{
    const bool overIp = texts.transport == "ip";
    uint32_t window;
    uint32_t cookie;
    bool sequencing;
    bool hide;
    std::string auth;
    const auto fault =
        Complain({{overIp || texts.transport == "udp", "transport", "udp or ip", texts.transport},
                  {ParseCount(texts.window, 1, MAX_WINDOW, window),
                   "window",
                   "a whole number from 1 to 32768",
                   texts.window},
                  {ParseCount(texts.cookie, 0, 8, cookie) && cookie % 4 == 0,
                   "cookie",
                   "0, 4 or 8",
                   texts.cookie},
                  {ParseSwitch(texts.sequencing, sequencing),
                   "sequencing",
                   "true or false",
                   texts.sequencing},
                  {ParseChoice(texts.auth, {"Auto", "Off", "IntegrityOnly", "Secret"}, auth),
                   "auth",
                   "Auto, Off, IntegrityOnly or Secret",
                   texts.auth},
                  {ParseSwitch(texts.hide, hide), "hide", "true or false", texts.hide}});
    const std::map<std::string, std::map<std::string, std::string>> own{
        {"transport", {{"Encapsulation", overIp ? "Ip" : "Udp"}}},
        {"window", {{"ReceiveWindowSize", texts.window}}},
        {"cookie", {{"CookieLength", texts.cookie}}},
        {"sequencing",
         sequencing ? std::map<std::string, std::string>{{"L2SpecificSublayer", "Default"},
                                                         {"DataSequencing", "All"}}
                    : std::map<std::string, std::string>{{"DataSequencing", "None"}}},
        {"auth", {{"Authentication", auth}}},
        {"secret", {{"SharedSecret", texts.secret}}},
        {"hide", {{"HideAvps", hide ? "true" : "false"}}}};
    for (const auto& option : m_given)
    {
        attributes.insert(own.at(option).begin(), own.at(option).end());
    }
    return fault;
}

std::string
QuickstartOptions::CheckSecret(const Texts& texts) const
{
    const bool secret = !GetAttribute("SharedSecret").empty();
    const auto auth = GetAttribute("Authentication");
    const bool used = auth == "Auto" || auth == "Secret";
    // On attributes alone the LCCE has a sentence of its own.
    const bool hide = m_given.count("hide") > 0 && attributes.at("HideAvps") == "true";
    const bool own = m_given.count("secret") + m_given.count("auth") > 0;
    return Complain({{!own || !secret || used,
                      "secret",
                      "empty unless --auth is Auto or Secret",
                      GetAttribute("SharedSecret")},
                     {!hide || (secret && used),
                      "hide",
                      "false unless there is a --secret and --auth is Auto or Secret",
                      texts.hide}});
}

std::string
QuickstartOptions::Read(const Texts& texts)
{
    return Complain(
        {{ParseTime(texts.delay, MAX_DELAY, delay), "delay", "0 to 1s, as in 20ms", texts.delay},
         {ParseNumber(texts.loss, 0, 1, loss), "loss", "a number from 0 to 1", texts.loss},
         {ParseCount(texts.sessions, 1, MAX_SESSIONS, sessions),
          "sessions",
          "a whole number from 1 to 10000",
          texts.sessions},
         {ParseTime(texts.duration, MAX_DURATION, duration),
          "duration",
          "0 to 86400s, as in 3s",
          texts.duration},
         {ParseCount(texts.run, 0, MAX_RUN, run),
          "RngRun",
          "a whole number from 0 to 4294967295",
          texts.run},
         {replay.empty() || sessions > 1,
          "sessions",
          "2 or more with --replay, which uses session 2",
          texts.sessions},
         {pcap.empty() || CanWrite(pcap + "-lac.pcap"),
          "pcap",
          "the beginning of names of files that can be written",
          pcap},
         {events.empty() || CanWrite(events),
          "events",
          "the name of a file that can be written",
          events}});
}

std::string
QuickstartOptions::GetAttribute(const std::string& name) const
{
    const auto found = attributes.find(name);
    if (found != attributes.end())
    {
        return found->second;
    }
    TypeId::AttributeInformation attribute;
    l2tp::Lcce::GetTypeId().LookupAttributeByName(name, &attribute);
    return attribute.initialValue->SerializeToString(attribute.checker);
}
