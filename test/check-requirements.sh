#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Each requirement of RFC 3931 in doc/requirements.csv is named by a test or exempt in
# doc/conformance.rst, not both; tests name no other, in ranges of five at most; and
# doc/requirements.rst says which test names which.

cd "$(dirname "$0")/.." || exit 1
. test/checks.sh

# Whether the requirements and tests of a copy of the tree are in order, after the change in it that
# the command makes; the output is kept.
is_in_order_after()
{
    rm -rf "$scratch/tree"
    mkdir "$scratch/tree" && cp -r doc test "$scratch/tree" || return 1
    (cd "$scratch/tree" && "$@") || return 1
    "$scratch/tree/doc/make-requirements.py" --check >"$scratch/output"
}

# Whether the change that the command makes is found: the output then has the line $1, which it has
# not otherwise.
finds()
{
    is_in_order_after true
    ! grep -qxF -- "$1" "$scratch/output" || { echo "always: $1"; return 1; }
    ! is_in_order_after "${@:2}" || { echo "in order after: ${*:2}"; return 1; }
    grep -qxF -- "$1" "$scratch/output" || { echo "not found: $1"; return 1; }
}

exempt_row()
{
    sed -n 's/^ *\* - \(R[0-9A-C.]*-[0-9]*\)$/\1/p' doc/conformance.rst | head -n 1
}

# The ids of these are put together here, so that this file names none.
R=R
check "requirements" doc/make-requirements.py --check
test=test/unit/l2tp-keepalive-test.cc
name="$(sed -n 's/^TEST(\(\w*\), \(\w*\)).*/\1.\2/p' $test | head -n 1)"
above="s|^TEST(|// ID\n&|;ta;b;:a;n;ba"
check "an unknown id is found" finds "there is no ${R}9.9-99, which $name names" \
    sed -i "${above/ID/${R}9.9-99}" $test
check "a long range is found" finds "$test: ${R}1.1-01..06 is a range of more than 5" \
    sed -i "${above/ID/${R}1.1-01..06}" $test
check "a test of an exempt row is found" finds "$(exempt_row) is exempt, but $name names it" \
    sed -i "${above/ID/$(exempt_row)}" $test
check "an id outside of tests is found" finds "$test: ${R}1.1-01 belongs to no test" \
    sed -i "\$a // ${R}1.1-01" $test
check "a row without a test is found" finds "${R}9.9-98 has no test: It is so." \
    sed -i "\$a ${R}9.9-98,9.9,MUST,none,It is so." doc/requirements.csv
finish
