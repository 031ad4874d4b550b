#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# l2tp-control-study gives what closed forms say, to the nanosecond where nothing is random, and the
# same row for a replication alone and among others; wrong options are refused in one sentence.

cd "$(dirname "$0")/.." || exit 1
. test/checks.sh
study=${1:?usage: $0 BUILD-DIRECTORY}/bin/l2tp-control-study

ms=1000000
second=1000000000

# Prints nanoseconds as the program does.
seconds()
{
    printf '%d.%09d' $(($1 / second)) $(($1 % second))
}

# Prints the sum of the first $1 waits of 1, 2, 4, 8, 8, ... s in nanoseconds.
waits()
{
    local sum=0 wait=1 i
    for ((i = 0; i < $1; i++)); do
        sum=$((sum + wait))
        wait=$((wait < 8 ? 2 * wait : 8))
    done
    echo $((sum * second))
}

# Runs the program with the options given; its rows go to $scratch/rows.
run()
{
    timeout 300 "$study" "$@" >"$scratch/rows" 2>"$scratch/complaint" && [ ! -s "$scratch/complaint" ] ||
        { echo "failed: $study $*"; cat "$scratch/complaint"; return 1; }
}

# Prints the column $1 of the first row.
value()
{
    awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) column = i }
                          NR == 2 { print $column }' "$scratch/rows"
}

# Whether the first row of the last run has the values that follow, as name=value.
has()
{
    local pair
    for pair; do
        [ "$(value "${pair%%=*}")" = "${pair#*=}" ] ||
            { echo "not $pair:"; cat "$scratch/rows"; return 1; }
    done
}

# Whether a run with the options up to -- has the values behind it.
gives()
{
    local options=()
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    run "${options[@]}" && has "${@:2}"
}

# Prints f$1,f...,f$2 for the direction f, or r..., with a comma in front.
packets()
{
    local i
    for ((i = $2; i <= $3; i++)); do
        printf ',%s%d' "$1" "$i"
    done
}

header="run,outcome,t_cc_initiator,t_cc_responder,t_sessions_requested,sessions_initiator,sessions_responder"
header+=",t_first_session_initiator,t_last_session_initiator,t_last_session_responder,t_peer_dead,t_give_up,give_up_end"
header+=",tx_initiator,tx_responder,retransmissions_initiator,retransmissions_responder,acks_initiator,acks_responder"
header+=",duplicates_initiator,duplicates_responder,drops_forward,drops_reverse,max_outstanding_initiator"
header+=",tx_SCCRQ,tx_SCCRP,tx_SCCCN,tx_ICRQ,tx_ICRP,tx_ICCN,tx_HELLO"
plain="1,established,0.100000000,0.150000000,,0,0,,,,,,,2,2,0,0,0,1,0,0,0,0,1,1,1,1,0,0,0,0"
check "a plain run" run
check "all of its output" diff "$scratch/rows" <(printf '%s\n' "$header" "$plain")

# Connection set-up. The initiator is up after R and the waits for the SCCRQs and SCCRPs that were
# lost, the responder after 1.5 R and these and the waits for the SCCCNs that were lost.
up_after()
{
    local half=$1 to_a=$2 to_b=$3
    gives --delay="${half}ns" "${@:4}" -- outcome=established \
        t_cc_initiator="$(seconds $((2 * half + to_a)))" t_cc_responder="$(seconds $((3 * half + to_b)))"
}

for transport in udp ip; do
    for half in 0 1 $((50 * ms)) 123456789; do
        check "$transport, delay $half ns" up_after $half 0 0 --transport=$transport
    done
done
for auth in off integrity md5 sha1; do
    check "--auth=$auth" up_after $((50 * ms)) 0 0 --auth=$auth --secret=S
done
half=$((50 * ms))
for k in 1 2 3 4 5 10; do
    wait=$(waits $k)
    check "$k SCCRQs lost" up_after $half "$wait" "$wait" --drop="f1$(packets f 2 $k)"
    check "their number" has drops_forward=$k tx_SCCRQ=$((k + 1)) retransmissions_initiator=$k
    # A duplicate of SCCRQ is acknowledged between the first two SCCRPs, and one of SCCRP between the
    # first two SCCCNs.
    check "$k SCCRPs lost" up_after $half "$wait" "$wait" --drop="r1$(packets r 3 $((k + 1)))"
    check "their number" has drops_reverse=$k tx_SCCRP=$((k + 1)) duplicates_responder=1
    check "$k SCCCNs lost" up_after $half 0 "$wait" --drop="f2$(packets f 4 $((k + 2)))"
    check "their number" has drops_forward=$k tx_SCCCN=$((k + 1)) duplicates_initiator=1
done
check "one of each lost" up_after $half $((2 * second)) $((3 * second)) --drop=f1,f3,r1
check "packets that do not exist" gives --drop=f1,f99,r98 -- drops_forward=1 drops_reverse=0

# A rate adds the time that the octets of the packets take.
with_rate()
{
    local octets a b
    run --rate=64000 --transport="$1" --pcap="$scratch/rate" || return 1
    octets=$(dissect -r "$scratch/rate-a.pcap" -T fields -e frame.len | head -n 3 | xargs)
    read -r sccrq sccrp scccn <<<"$octets"
    a=$((100 * ms + (sccrq + sccrp) * 8 * second / 64000))
    b=$((150 * ms + (sccrq + sccrp + scccn) * 8 * second / 64000))
    [ "${scccn:-0}" -gt 30 ] && has t_cc_initiator="$(seconds $a)" t_cc_responder="$(seconds $b)"
}
check "rate over UDP" with_rate udp
check "rate over IP" with_rate ip

# The path.
check "every packet late" gives --reorder=1 -- t_cc_initiator=0.200000000 t_cc_responder=0.300000000
check "an outage ends before its end" gives --outage=0s-1s -- t_cc_initiator=1.100000000 drops_forward=1
check "a nanosecond more" gives --outage=0s-1000000001ns -- t_cc_initiator=3.100000000 drops_forward=2
check "an outage begins at its beginning" gives --outage=50ms-51ms -- drops_reverse=1 drops_forward=0
check "a nanosecond later" gives --outage=50.000001ms-51ms -- drops_reverse=0 t_cc_initiator=0.100000000

# Sessions on an idle connection, times from the request, and requested at Connect; both with windows
# of the same size at both ends, R = 0.1 s.
idle_sessions()
{
    local n=$1 w=$2 request=$((200 * ms)) a b
    a=$(((n + w - 1) / w))
    b=$(((2 * n + w - 1) / w - 1))
    gives --sessions="$n" --sessionsAt=idle --window="$w" --congestionControl=FixedWindow -- \
        outcome=established t_sessions_requested="$(seconds $request)" \
        t_last_session_initiator="$(seconds $((request + 100 * ms * a)))" \
        t_last_session_responder="$(seconds $((request + 100 * ms * (b > 1 ? b : 1) + 50 * ms)))" \
        sessions_initiator="$n" sessions_responder="$n" tx_ICRQ="$n" tx_ICRP="$n" tx_ICCN="$n" \
        max_outstanding_initiator=$((w < n ? w : n)) &&
        [ $(($(value tx_initiator) + $(value tx_responder))) = $((4 + 4 * n)) ]
}

early_sessions()
{
    local n=$1 w=$2 b=$((2 * $1 / $2))
    gives --sessions="$n" --sessionsAt=connect --window="$w" --congestionControl=FixedWindow -- \
        outcome=established t_sessions_requested=0.000000000 \
        t_last_session_initiator="$(seconds $((100 * ms * (2 + n / w))))" \
        t_last_session_responder="$(seconds $((100 * ms * (1 + (b > 1 ? b : 1)) + 50 * ms)))" \
        sessions_initiator="$n" sessions_responder="$n" &&
        [ $(($(value tx_initiator) + $(value tx_responder))) = $((4 + 4 * n)) ]
}

for n in 1 2 3 4 7 20 100; do
    for w in 1 2 3 4 16 64; do
        check "$n sessions when idle, window $w" idle_sessions $n $w
        check "$n sessions at Connect, window $w" early_sessions $n $w
    done
done
check "one session" gives --sessions=3 --sessionsAt=idle -- t_first_session_initiator=0.300000000
check "idle is when SCCCN is acknowledged" gives --sessions=1 --sessionsAt=idle --drop=f2 -- \
    t_sessions_requested=1.200000000 t_last_session_initiator=1.300000000
check "no session" gives --sessionsAt=idle -- t_sessions_requested= t_first_session_initiator=

# Giving up: after the wait that follows the last retransmission.
for m in 0 1 2 3 4 7 10; do
    check "giving up after $m retransmissions" gives --lossForward=1 --maxRetransmissions=$m -- \
        outcome=failed t_give_up="$(seconds "$(waits $((m + 1)))")" give_up_end=initiator \
        tx_initiator=$((m + 1)) drops_forward=$((m + 1)) tx_responder=0 t_cc_initiator=
done
check "SCCRQ apart" gives --lossForward=1 --maxSccrqRetransmissions=2 -- t_give_up=7.000000000
check "no cap" gives --lossForward=1 --rtoCap=0s --stop=3000s -- t_give_up=2047.000000000
check "a high cap" gives --lossForward=1 --rtoCap=20s -- t_give_up=151.000000000
check "fixed waits" gives --lossForward=1 --rto=fixed --initialRto=500ms -- t_give_up=5.500000000
check "adaptive waits" gives --lossForward=1 --rto=adaptive --initialRto=2s -- t_give_up=78.000000000
check "the responder first" gives --outage=60ms-1000s -- outcome=failed give_up_end=responder \
    t_give_up=71.050000000 t_cc_initiator=0.100000000 t_cc_responder=
# Its SCCRPs are lost, and what acknowledges the SCCRQ arrives.
check "set-up guard" gives --drop=r1,r3 --outage=1.06s-1000s --setupTimeout=20s -- outcome=failed \
    t_give_up=20.000000000 give_up_end=initiator t_peer_dead= tx_SCCRQ=2
check "the end comes first" gives --lossForward=1 --stop=71s -- outcome=pending t_give_up= tx_SCCRQ=11
check "the end comes later" gives --lossForward=1 --stop=71.000000001s -- outcome=failed

# Keepalive: a dead peer is found out one interval and 71 s after the last packet from it.
detects()
{
    local interval=$1 last
    run --helloInterval="${interval}s" --killPeerAt="$2" --pcap="$scratch/dead" || return 1
    last=$(dissect -r "$scratch/dead-a.pcap" -Y 'ip.src == 10.0.0.2' -T fields -e frame.time_epoch | tail -n 1)
    last=$((10#${last/./}))
    has outcome=dead t_peer_dead="$(seconds $((last + (interval + 71) * second)))" give_up_end=initiator &&
        [ $last -ge $((${3} * ms)) ]
}
check "B vanishes at once" detects 10 1s 200
check "B vanishes between two HELLOs" detects 10 25s 15000
check "B vanishes later" detects 60 333.3s 250000
check "nobody looks" gives --killPeerAt=10s -- outcome=dead t_peer_dead= t_give_up= tx_HELLO=0
check "B never answers" gives --killPeerAt=1ms -- outcome=failed t_give_up=71.000000000
check "B vanishes while A asks" gives --killPeerAt=160ms -- outcome=dead t_cc_responder=0.150000000

# Policies, each where it makes a difference.
check "slow start" gives --sessions=20 --sessionsAt=idle --window=16 -- max_outstanding_initiator=16
fixed=$(value t_last_session_initiator)
check "no slow start" run --sessions=20 --sessionsAt=idle --window=16 --congestionControl=FixedWindow
check "it costs time" [ "$(value t_last_session_initiator)" '<' "$fixed" ]
burst="--sessions=4 --sessionsAt=idle --congestionControl=FixedWindow --drop=f3"
# shellcheck disable=SC2086 # a list of words
{
    check "oldest" gives $burst --retransmitScope=oldest -- tx_ICRQ=5
    check "all" gives $burst --retransmitScope=all -- tx_ICRQ=8 duplicates_responder=3
    check "per message" gives $burst --retransmitScope=perMessage -- tx_ICRQ=8
    check "early messages dropped" gives $burst --outOfOrder=drop --retransmitScope=all -- \
        tx_ICRQ=8 duplicates_responder=0
}
check "no delay of acknowledgments" gives --sessions=1 -- acks_responder=2 acks_initiator=0
check "delay of acknowledgments" gives --sessions=1 --ackDelay=200ms -- acks_responder=1 \
    t_last_session_responder=0.250000000

# Replications.
lossy="--lossForward=0.2 --lossReverse=0.1 --burst=2 --reorder=0.1 --sessions=3 --helloInterval=100s"
alone()
{
    local run
    echo "$header"
    for ((run = 5; run < 35; run++)); do
        # shellcheck disable=SC2086 # a list of words
        timeout 300 "$study" $lossy --RngRun=$run "$@" | tail -n 1
    done
}
# shellcheck disable=SC2086 # a list of words
check "30 replications" run $lossy --RngRun=5 --runs=30
check "each alone" diff "$scratch/rows" <(alone)
check "each alone, recorded" diff "$scratch/rows" <(alone --pcap="$scratch/alone")
check "30 different ones" [ "$(cut -d, -f2- "$scratch/rows" | sort -u | wc -l)" -gt 25 ]
cp "$scratch/rows" "$scratch/expected"
# shellcheck disable=SC2086
check "to a file, with progress" ends_with_status 0 "$study" $lossy --RngRun=5 --runs=30 \
    --csv="$scratch/file" --progress
check "progress" grep -q 'run 30 of 30, 100 %' "$scratch/output"
check "the file" diff "$scratch/expected" "$scratch/file"

# The event log has every packet, and a run has the same events alone and among others.
count()
{
    grep -c "\"category\":\"transport\",\"name\":\"$1\"" "$2"
}
# shellcheck disable=SC2086 # a list of words
{
    check "events of a run" run $lossy --RngRun=7 --events="$scratch/one"
    check "what is sent" [ "$(count sent "$scratch/one")" = $(($(value tx_initiator) + $(value tx_responder))) ]
    drops=$(($(value drops_forward) + $(value drops_reverse)))
    check "what is lost" [ "$(count lost "$scratch/one") $((drops > 0))" = "$drops 1" ]
    check "events of 30 runs" run $lossy --RngRun=5 --runs=30 --events="$scratch/all"
    check "their rows" diff "$scratch/expected" "$scratch/rows"
    check "run 7 among them" diff <(tail -n +2 "$scratch/one") <(grep '^{"run":7,' "$scratch/all")
}

# Lossy set-ups against theory: means within 3.89 standard errors (99.99 %), the runs are fixed.
# Prints whether the mean of $1 is what follows; both are expressions of awk over the columns.
mean_is()
{
    awk -F, -v wanted="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        { x = '"$1"'; n++; sum += x; squares += x * x }
        END { mean = sum / n; error = sqrt((squares / n - mean * mean) / n)
              good = error > 0 && (mean - wanted) ^ 2 <= (3.89 * error) ^ 2
              if (!good) print "mean", mean, "error", error, "not", wanted
              exit !good }' "$scratch/rows"
}
check "2000 set-ups with loss 10 %" run --lossForward=0.1 --lossReverse=0.1 --runs=2000
check "mean time" mean_is '$column["t_cc_responder"]' 0.52467
check "undisturbed ones" mean_is '($column["t_cc_responder"] == "0.150000000")' 0.729
check "2000 set-ups with loss 20 %, 2 retransmissions" \
    run --lossForward=0.2 --lossReverse=0.2 --maxRetransmissions=2 --runs=2000
check "failures" mean_is '($column["outcome"] != "established" && $column["t_cc_responder"] == "")' 0.02381

fast()
{
    local TIMEFORMAT=%U
    cpu=$({ time "$study" --runs=2000 >"$scratch/rows"; } 2>&1) || return 1
    awk -v cpu="$cpu" 'BEGIN { exit !(cpu < 10) }' || { echo "2000 set-ups take $cpu s"; return 1; }
    [ "$(tail -n +2 "$scratch/rows" | cut -d, -f2- | sort -u)" = "${plain#*,}" ] &&
        [ "$(wc -l <"$scratch/rows")" = 2001 ]
}
check "2000 plain set-ups in 10 s" fast

# Captures are what Wireshark expects.
check "a capture" run --sessions=5 --lossForward=0.2 --lossReverse=0.2 --RngRun=3 --auth=md5 --secret=S \
    --pcap="$scratch/capture"
check "no malformed packets" [ -z "$(dissect -r "$scratch/capture-a.pcap" -Y _ws.malformed)" ]
check "what A sends" [ "$(dissect -r "$scratch/capture-a.pcap" -Y 'ip.src == 10.0.0.1' | wc -l)" = \
    "$(value tx_initiator)" ]
check "what B gets" [ "$(dissect -r "$scratch/capture-b.pcap" -Y 'ip.src == 10.0.0.1' | wc -l)" = \
    $(($(value tx_initiator) - $(value drops_forward))) ]

# Wrong options.
check "unknown option" complains "--foo is not an option; the options are --transport, --delay, " "$study" --foo=1
check "no option" complains "foo is not an option" "$study" foo
check "unknown attribute" complains "--ns3::l2tp::Lcce::NoSuch is not an option" "$study" \
    --ns3::l2tp::Lcce::NoSuch=7
check "an attribute" ends_with_status 0 "$study" --ns3::l2tp::Lcce::HelloJitter=0.5
while read -r attribute option; do
    check "$attribute" complains "--ns3::l2tp::$attribute must be given as --$option." "$study" \
        "--ns3::l2tp::$attribute=1"
done <<'OPTIONS'
Lcce::Encapsulation transport
Lcce::ReceiveWindowSize window
Lcce::CongestionControl congestionControl
Lcce::RetransmissionTiming rto
Lcce::RetransmissionScope retransmitScope
Lcce::OutOfOrderPolicy outOfOrder
Lcce::AcknowledgmentPolicy ackDelay
Lcce::QueueDiscipline queueDiscipline
Lcce::MaxRetransmissions maxRetransmissions
Lcce::MaxSccrqRetransmissions maxSccrqRetransmissions
Lcce::SetupTimeout setupTimeout
Lcce::HelloInterval helloInterval
Lcce::Authentication auth
Lcce::DigestType auth
Lcce::SharedSecret secret
ExponentialTimeout::InitialTimeout initialRto
ExponentialTimeout::Cap rtoCap
AdaptiveTimeout::InitialTimeout initialRto
AdaptiveTimeout::Cap rtoCap
FixedTimeout::Timeout initialRto
DelayedAcknowledgment::Delay ackDelay
OPTIONS
check "sessions that B rejects" run --sessions=1 --ns3::l2tp::Lcce::AcceptPolicy=Reject
check "are not set up" [ "$(value sessions_initiator)" = 0 ]
check "rows that cannot be written" complains "The rows cannot be written." "$study" --csv=/dev/full
check "events that cannot be written" ends_with_status 1 "$study" --events=/dev/full --csv="$scratch/rows"
check "are told" grep -qx "l2tp-control-study: The events cannot be written." "$scratch/output"
check "one file for both" complains "--events must be another file than --csv" "$study" \
    "--csv=$scratch/both" "--events=$scratch/./both"
while IFS='|' read -r option sentence; do
    check "$option" complains "${option%%=*} must be $sentence" "$study" "$option"
    check "$option, its value" grep -qF ", not \"${option#*=}\"." "$scratch/output"
done <<'WRONG'
--transport=tcp|udp or ip
--delay=fast|a time from 0s to 8640000s
--delay=-1s|a time from 0s to 8640000s
--delay=0.1ns|a time from 0s to 8640000s
--delay=|a time from 0s to 8640000s
--rate=1e6|a whole number of bit/s from 0 to 1000000000000
--lossForward=1.1|a number from 0 to 1
--lossReverse=nan|a number from 0 to 1
--burst=0.5|0 or a number from 1 to 1000000
--drop=f0|f or r and a number from 1 to 4294967295, with commas between, as f3,r1
--drop=3|f or r and a number from 1
--drop=f1,,r1|f or r and a number from 1
--drop=f1,|f or r and a number from 1
--outage=1s|two times, the second one not below the first, as 1s-2.5s
--outage=2s-1s|two times
--reorder=-0.1|a number from 0 to 1
--sessions=10001|a whole number from 0 to 10000
--sessionsAt=once|connect or idle
--window=0|a whole number from 1 to 32768
--congestionControl=None|AppendixA or FixedWindow
--retransmitScope=none|oldest, all or perMessage
--outOfOrder=keep|queue or drop
--queueDiscipline=lifo|fifo or repliesFirst
--rto=linear|exponential, fixed or adaptive
--initialRto=0s|a time above 0s
--rtoCap=7.9s|0s or a time from 8s
--maxRetransmissions=-1|a whole number from 0 to 1000
--maxSccrqRetransmissions=x|empty or a whole number from 0 to 1000
--ackDelay=1s|a time from 0s to 999ms
--setupTimeout=x|a time from 0s to 8640000s
--helloInterval=x|a time from 0s
--killPeerAt=x|a time from 0s
--stop=0s|a time above 0s
--runs=0|a whole number from 1 to 10000000
--RngRun=-1|a whole number from 0 to 4294967295
--auth=sha256|off, integrity, md5 or sha1
--csv=/nowhere/x|the name of a file that can be written
--events=/nowhere/x|the name of a file that can be written
--pcap=/nowhere/x|the beginning of names of files that can be written
--progress=often|true or false
WRONG
check "bursts at too high a loss" complains "--lossForward must be at most 0.75 with bursts of 3 packets, not \"0.8\"." \
    "$study" --lossForward=0.8 --burst=3
check "too many runs" complains "--RngRun must be at most 4294967294 with --runs=2" \
    "$study" --RngRun=4294967295 --runs=2
check "help" ends_with_status 0 "$study" --help
finish
