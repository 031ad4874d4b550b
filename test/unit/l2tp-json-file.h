// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_JSON_FILE_H
#define L2TP_JSON_FILE_H

#include <boost/property_tree/ptree.hpp>
#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp-tests
 * @brief Read a JSON file of the tests.
 * @param name path below the directory test
 * @return the tree; throws what fails a test if the file cannot be read
 */
boost::property_tree::ptree ReadTestJson(const std::string& name);

/**
 * @ingroup l2tp-tests
 * @brief A number in a JSON file.
 * @param tree the place of the number
 * @return the number; throws what fails a test if there is none
 */
uint32_t ToNumber(const boost::property_tree::ptree& tree);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_JSON_FILE_H
