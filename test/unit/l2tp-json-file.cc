// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-json-file.h"

#define BOOST_BIND_GLOBAL_PLACEHOLDERS // keeps the JSON parser from a remark about itself
#include <boost/property_tree/json_parser.hpp>

namespace ns3
{
namespace l2tp
{

boost::property_tree::ptree
ReadTestJson(const std::string& name)
{
    boost::property_tree::ptree tree;
    boost::property_tree::read_json(std::string(L2TP_SOURCE_DIR) + "/test/" + name, tree);
    return tree;
}

uint32_t
ToNumber(const boost::property_tree::ptree& tree)
{
    return static_cast<uint32_t>(std::stoul(tree.get_value<std::string>()));
}

} // namespace l2tp
} // namespace ns3
