// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ABORT_PROBE_H
#define L2TP_ABORT_PROBE_H

#include <functional>
#include <string>

/**
 * @ingroup l2tp-tests
 * @brief Run something that should abort, in a process of its own.
 * @param action what to run
 * @return what it wrote to standard error if it aborted, or nothing if it returned
 */
std::string GetAbortMessage(const std::function<void()>& action);

#endif // L2TP_ABORT_PROBE_H
