#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The teaching examples run, show what they are about in their ladders, and find what they say.

# shellcheck source=test/checks.sh
. "$(dirname "$0")/checks.sh"
build=${1:?usage: $0 BUILD-DIRECTORY}

# Runs the example $1 with the options in $2; its output has to contain each of the patterns that
# follow, in this order.
teaches()
{
    local name=$1 options=$2 rest
    # shellcheck disable=SC2086 # a list of words
    check "$name $options" ends_with_status 0 "$build/bin/l2tp-teach-$name" $options
    rest=$(cat "$scratch/output")
    for pattern in "${@:3}"; do
        check "$name $options shows: $pattern" grep -qE -- "$pattern" <<<"$rest"
        rest=$(awk -v pattern="$pattern" 'found; $0 ~ pattern { found = 1 }' <<<"$rest")
    done
}

teaches set-up "" "SCCRQ  Ns 0  Nr 0" "SCCRP  Ns 0  Nr 1" "SCCCN  Ns 1  Nr 1" "ICRQ  Ns 2" "ICRP" \
    "ICCN" "CDN" "StopCCN" "at the LAC after one round trip" "Of 12 packets"
teaches lost-sccrp "" "lost.*SCCRP" "SCCRQ .*retransmission 1.*duplicate" "SCCRP .*retransmission 1" \
    "2 retransmissions and one time-out"
teaches lost-ack "" "lost.*ACK" "SCCCN .*retransmission 1.*duplicate" "discard|once"
teaches window-stall "" "ICRQ  Ns 2.*lost" "ICRQ  Ns 3.*queued" "ICRQ  Ns 2 .*retransmission 1" \
    "ICRP  Ns 1  Nr 6" "ICRQ  Ns 6" "All 8 sessions"
teaches slow-start "--series=$scratch/series" "lost" "retransmission 1" \
    "LAC: 1, 2, 3, 4" "27, 1, 14" "with 1 retransmission"
teaches hello-failure "" "HELLO" "HELLO .*retransmission 10.*swallowed" "gives up" "81 s later"
teaches reconnect "" "[|] s1 idle" "[|] idle" "HELLO .*swallowed" "gives up" "SCCRQ .*swallowed" "c3 established" \
    "s3 established" "back at 20.4 s"
teaches tie-breaker "" "SCCRQ .*tie lost" "StopCCN" "SCCRP" "1 at the LAC, 1 at the LNS"
teaches peer-restart "" "c2 wait-ctl-reply" "s1 idle" "LNS has 1 connection"
teaches peer-restart "--keep" "unknown connection .*HELLO" "gives up" "LNS has 2 connections"
teaches wrong-secret "" "SCCRQ .*invalid digest" "gives up" "dropped 4 messages" "0 connections"
teaches call-collision "" "ICRQ" "s2 wait-reply" "tie lost" "1[.]050000$" "s2 idle" "s1 wait-connect" \
    "s1 established" "up at the LAC"
teaches call-collision "--without" "ICRQ" "tie lost" "down at the LAC"

check "the ladder as SVG" ends_with_status 0 "$build/bin/l2tp-teach-set-up" "--svg=$scratch/a.svg"
check "has its messages" grep -q "SCCRQ" "$scratch/a.svg"
check "to scale" ends_with_status 0 "$build/bin/l2tp-teach-set-up" --scale=10ms --width=72
check "and no line is wider than asked for" \
    [ "$(sed '/^The /,$d' "$scratch/output" | awk '{ if (length > most) most = length } END { print most <= 72 }')" = 1 ]

check "a width too small" complains "--width must be 72 to 1000, not 71" \
    "$build/bin/l2tp-teach-set-up" --width=71
check "a width below nothing" complains "--width must be 72 to 1000, not -1" \
    "$build/bin/l2tp-teach-set-up" --width=-1
for scale in abc -1s 10; do
    check "a scale of $scale" complains "--scale must be a time of 0 s or more, such as 10ms, not $scale" \
        "$build/bin/l2tp-teach-set-up" "--scale=$scale"
done
check "no place for the picture" complains "--svg must be a file that can be written" \
    "$build/bin/l2tp-teach-set-up" --svg=/nonexistent/a.svg

# The time series: numbers sent and acknowledged go up, the window falls to 1 where a copy is sent.
check "series" awk -F , '
    NR == 1 { if ($0 != "time,event,cwnd,ssthresh,outstanding,window,ns,attempt,acknowledged") exit 1; next }
    $9 < acknowledged || ($2 == "sent" && $7 < acknowledged) { bad = 1 }
    $2 == "sent" && $8 == 0 { if ($7 != next_ns) bad = 1; next_ns = $7 + 1 }
    $2 == "sent" && $8 == 1 { copies++; ns = $7 }
    $3 == 1 && copies { collapsed = 1 }
    { acknowledged = $9 }
    END { exit !(copies == 1 && ns == 26 && collapsed && next_ns == 82 && acknowledged == 82 && !bad) }' \
    "$scratch/series.csv"
if command -v gnuplot >/dev/null; then
    check "series are drawn" ends_with_status 0 gnuplot "$scratch/series.gp"
    check "as SVG and PNG" [ -s "$scratch/series.svg" -a -s "$scratch/series.png" ]
fi
finish
