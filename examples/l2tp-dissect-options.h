// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_OPTIONS_H
#define L2TP_DISSECT_OPTIONS_H

#include "ns3/l2tp-bytes.h"
#include "ns3/l2tp-constants.h"
#include "ns3/l2tp-dissector-options.h"

#include <optional>
#include <string>

/**
 * @ingroup l2tp
 * @brief What l2tp-dissect is told on its command line.
 */
struct DissectOptions
{
    std::string file;                                      //!< capture file; "-" is the input
    std::optional<ns3::l2tp::Bytes> packet;                //!< packet given instead of a file
    std::optional<ns3::l2tp::Encapsulation> encapsulation; //!< how that packet was carried
    ns3::l2tp::DissectorOptions dissector;                 //!< secret, nonces, cookie, sublayer
    bool verbose{false};                                   //!< whether to tell what was skipped
    bool help{false};                                      //!< whether to tell how to use it

    /**
     * @brief Read the command line.
     * @param argc as given to main()
     * @param argv as given to main()
     * @return empty, or a sentence that names the option that is wrong
     */
    std::string Parse(int argc, char* argv[]);

    /** @brief How to use the program. @return some lines */
    static const char* GetUsage();

  private:
    /**
     * @brief Take an option.
     * @param name its name, without the dashes
     * @param value what stands behind the equals sign; nothing if there is none
     * @return empty, or what the option has to be
     */
    std::string Take(const std::string& name, const std::optional<std::string>& value);

    /**
     * @brief Take the nonces.
     * @param value two octet strings in hexadecimal, with a comma between them
     * @return whether it is that
     */
    bool TakeNonces(const std::string& value);
};

#endif // L2TP_DISSECT_OPTIONS_H
