#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The script in README.md is the example l2tp-first, word for word, and it runs.

set -u -o pipefail
build=${1:?usage: $0 BUILD-DIRECTORY}

diff <(sed -n '/^```cpp$/,/^```$/p' README.md | sed '1d;$d') \
    <(sed -n '/^#include/,$p' examples/l2tp-first.cc) ||
    { echo "README.md and examples/l2tp-first.cc differ"; exit 1; }

output=$("$build/bin/l2tp-first") || { echo "l2tp-first failed"; exit 1; }
for message in SCCRQ SCCRP SCCCN ICRQ ICRP ICCN CDN ACK; do
    grep -q "$message" <<<"$output" || { echo "l2tp-first shows no $message"; exit 1; }
done
