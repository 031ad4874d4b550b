#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# usage: test/bench/l2tp-bench.sh PROGRAM
#
# Counts the instructions that one packet costs in each mode of the program l2tp-bench, from the
# sender's socket to the receiver's: the slope between two run lengths, so that the start of the
# simulation cancels. Fails if a pseudowire, with its default attributes and the default queue disc,
# costs more than LIMIT times as much as plain UDP, or if a packet is lost.

set -u -o pipefail
export LC_ALL=C

LIMIT=1.5
SHORT=200
LONG=1200

# The rows of the table: a name and the options that make it.
ROWS=(
    "plain  --mode=plain"
    "tunnel --mode=tunnel"
    "ip     --mode=ip"
    "udp    --mode=udp"
    "ip+    --mode=ip  --cacheRoute=true"
    "udp+   --mode=udp --cacheRoute=true"
)

# Prints queue disc, row, run length and instructions of one run of $PROGRAM.
measure()
{
    local qdisc=$1 row=$2 packets=$3 log
    log=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null "$PROGRAM" \
        --qdisc="$qdisc" --packets="$packets" "${@:4}" 2>&1) || { grep -v '^==' <<<"$log" >&2; return 1; }
    echo "$qdisc $row $packets $(sed -n 's/^==[0-9]*== Collected : //p' <<<"$log")"
}

if [ $# != 1 ] || [ ! -x "$1" ]; then
    echo "usage: $0 PROGRAM, which has to be executable" >&2
    exit 1
fi
command -v valgrind >/dev/null || { echo "$0: valgrind is missing" >&2; exit 2; }
export PROGRAM=$1
export -f measure

counts=$(for qdisc in default none; do
    for row in "${ROWS[@]}"; do
        read -r name options <<<"$row"
        for packets in $SHORT $LONG; do
            echo "measure $qdisc $name $packets $options"
        done
    done
done | xargs -P "$(nproc)" -I{} bash -c {}) || { echo "$0: a run failed" >&2; exit 1; }

sort -k1,2 -k3,3n <<<"$counts" | awk -v limit=$LIMIT -v rows="${ROWS[*]%% *}" '
    NF != 4 { broken = 1 }
    $2 == row && $1 == qdisc { cost[qdisc, row] = ($4 - count) / ($3 - packets) }
    { qdisc = $1; row = $2; packets = $3; count = $4 }
    function show(qdisc,    n, i, name, i_plain, i_tunnel) {
        i_plain = cost[qdisc, "plain"]
        i_tunnel = cost[qdisc, "tunnel"]
        printf "queue disc: %s\n%-8s %12s %10s %10s\n", qdisc, "mode", "Ir/packet", "/plain", "/tunnel"
        n = split(rows, name, " ")
        for (i = 1; i <= n; i++) {
            if (!((qdisc, name[i]) in cost)) { broken = 1; return }
            printf "%-8s %12.0f %10.3f %10.3f\n", name[i], cost[qdisc, name[i]], \
                cost[qdisc, name[i]] / i_plain, cost[qdisc, name[i]] / i_tunnel
        }
    }
    function check(row) {
        if (cost["default", row] > limit * cost["default", "plain"]) {
            printf "%s costs more than %s times plain UDP\n", row, limit
            return 1
        }
        return 0
    }
    END {
        show("default")
        show("none")
        print "tunnel: the same frames by VirtualNetDevice and UDP socket; +: with CacheRoute"
        if (broken) { print "a count is missing"; exit 1 }
        exit check("ip") + check("udp") > 0
    }'
