#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The same seed gives the same octets: run by run, with traces, pcap files and logs or without them,
# in Release and in Debug. Another run number gives other identifiers.

cd "$(dirname "$0")/.." || exit 1
. test/checks.sh
build=${1:?usage: $0 BUILD-DIRECTORY}
capture=test/captures/linux-udp-ck4-default-seq.pcap

# Runs l2tp-quickstart of the build $1 in the directory $2, and keeps what it prints there.
run()
{
    mkdir -p "$2"
    (program=$(realpath "$1/bin/l2tp-quickstart") replay=$(realpath $capture) && cd "$2" &&
        "$program" --replay="$replay" "${@:3}" >output 2>/dev/null)
}

# Prints what the run in the directory $1 has printed but the names of files.
output_of()
{
    awk '/^Files written/ { exit } NF' "$1/output"
}

same_output()
{
    diff <(output_of "$1") <(output_of "$2") && [ "$(output_of "$1" | wc -l)" -gt 30 ]
}

# Prints the identifiers that the LCCEs assign in the run in the directory $1.
identifiers_of()
{
    grep -oE '(connection|session) [0-9]+/' "$1/events" | sort -u
}

share_nothing()
{
    [ -n "$(identifiers_of "$1")" ] && [ -n "$(identifiers_of "$2")" ] &&
        [ -z "$(comm -12 <(identifiers_of "$1") <(identifiers_of "$2"))" ]
}

# Whether the build $1 has assertions and that of $2 has none; else comparing them means little.
differ_in_assertions()
{
    grep -q NS3_ASSERT_ENABLE "$1/build.ninja" && ! grep -q NS3_ASSERT_ENABLE "$2/build.ninja"
}

build_debug()
{
    cmake -S . -B "$1" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER_LAUNCHER=ccache &&
        ninja -C "$1" l2tp-quickstart
}

debug=build-debug
check "building with assertions" ends_with_status 0 build_debug $debug
check "one build with assertions, one without" differ_in_assertions $debug "$build"

for transport in udp ip; do
    for seed in 1 2 3; do
        name="$transport, run $seed"
        place=$scratch/$transport-$seed
        options="--transport=$transport --RngRun=$seed --loss=0.2 --sessions=5 --sequencing"
        # shellcheck disable=SC2086 # a list of words
        {
            check "$name" run "$build" "$place" $options --pcap=x --events=events
            check "$name again" run "$build" "$place-again" $options --pcap=x --events=events
            check "$name without traces" run "$build" "$place-plain" $options
            check "$name with assertions" run $debug "$place-debug" $options --pcap=x --events=events
        }
        check "$name, two runs" diff -r "$place" "$place-again"
        check "$name, output without traces" same_output "$place" "$place-plain"
        check "$name, no files without traces" [ "$(ls "$place-plain")" = output ]
        check "$name, Debug and Release" diff -r "$place" "$place-debug"
    done
    # shellcheck disable=SC2086 # a list of words
    NS_LOG='*=level_all|prefix_all' check "$name with logs" \
        run "$build" "$place-logs" $options --pcap=x --events=events
    check "$name, logs" diff -r "$place" "$place-logs"
    check "$transport, other runs" share_nothing "$scratch/$transport-1" "$scratch/$transport-2"
    check "$transport, other runs" share_nothing "$scratch/$transport-2" "$scratch/$transport-3"
done
finish
