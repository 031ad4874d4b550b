#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tshark dissects every pcap file that the examples and the system tests write: nothing malformed, no warning and no error,
# checksums right, each control message named and with the Ns and Nr that the engine logged, inner
# Ethernet frames visible.

cd "$(dirname "$0")/.." || exit 1
. test/checks.sh
build=${1:?usage: $0 BUILD-DIRECTORY}

WARNING=6291456 # PI_WARN of Wireshark's expert information; PI_ERROR is larger
MESSAGES="SCCRQ SCCRP SCCCN ACK ICRQ ICRP ICCN HELLO CDN StopCCN"
LAC=10.1.1.1 # of l2tp-quickstart
LNS=10.1.2.2

# Dissects the pcap file $1 into lines of: source address, name of the outermost message, Ns, Nr,
# data session, Ethernet source, expert severities, malformed, octets behind the message, IP
# protocol. Options for tshark follow.
#
# The replayed frames may carry L2TP themselves, so of addresses and L2TP only the first is meant.
lines_of()
{
    dissect -r "$1" "${@:2}" -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE -T fields \
        -e ip.src -e _ws.col.Info -e l2tp.Ns -e l2tp.Nr -e l2tp.sid -e eth.src \
        -e _ws.expert.severity -e _ws.malformed -e l2tp.length -e ip.len -e udp.length \
        -e ip.proto |
        awk -F '\t' -v OFS='\t' '{
            for (i = 1; i <= NF; i++) if (i != 2 && i != 7) sub(/,.*/, "", $i)
            name = $2
            $2 = sub(/^Control Message - /, "", name) ? name : ""
            sub(/ .*/, "", $2)
            if ($2 == "Hello") $2 = "HELLO"
            print $1, $2, $3, $4, $5, $6, $7, $8, ($11 == "" ? $10 - 24 : $11 - 8) - $9, $12
        }'
}

# Whether the dissection $1 has packets, and none with a warning or worse or malformed.
is_clean()
{
    awk -F '\t' -v warning=$WARNING '
        { n = split($7, severities, ",")
          for (i = 1; i <= n; i++) if (severities[i] >= warning) bad++
          if ($8 != "") bad++ }
        END { if (bad) print bad " complaints of tshark"; exit !(NR > 0 && !bad) }' "$1"
}

# Whether each control message is named in the dissection $1.
names_all()
{
    for message in $MESSAGES; do
        cut -f 2 "$1" | grep -qx "$message" || { echo "no $message"; return 1; }
    done
}

# Whether the control messages from $2 in the dissection $1 are those that the event log $3 has for
# the LCCE of node $4, sent (mark t) or received (mark r) as $5 says: names, Ns and Nr in order. What
# arrives when the connection is gone is only logged as dropped, without its numbers.
agrees()
{
    local strays=0
    [ "$5" = t ] || strays=$(grep -c "^d [0-9.]* $4/0 unknown connection" "$3")
    diff <(awk -F '\t' -v from="$2" '$1 == from && $2 != "" { print $2, $3, $4 }' "$1" |
        head -n "-$strays") \
        <(awk -v node="$4/0" -v mark="$5" '$1 == mark && $3 == node { print $4, $6, $8 }' "$3")
}

# Whether each control message in the dissection $1 fills its packet.
fills_packets()
{
    awk -F '\t' '
        $2 != "" && $9 != 0 { print $2 ": " $9 " octets behind it"; bad++ }
        END { exit bad > 0 }' "$1"
}

# Whether all data messages in the dissection $1 show an Ethernet frame, and there are some. (Parts of
# them in ICMP messages, protocol 1, do not count.)
shows_frames()
{
    awk -F '\t' '
        $5 != "" && $2 == "" && $10 != 1 { data++; if ($6 == "") hidden++ }
        END { if (hidden) print hidden " frames not shown"; exit !(data > 0 && !hidden) }' "$1"
}

# Whether the dissection $1 has as many frames as came out of the pseudowire in the output $2.
has_replayed_frames()
{
    grep -qF "identical $(wc -l <"$1")," "$2"
}

check_quickstart()
{
    local name="$*" prefix=$scratch/quickstart
    check "$name" ends_with_status 0 "$build/bin/l2tp-quickstart" "$@" --loss=0.2 \
        --pcap="$prefix" --events="$prefix.txt"
    cp "$scratch/output" "$prefix.out"
    for file in lac lns session-1 session-2; do
        lines_of "$prefix-$file.pcap" >"$prefix-$file.lines"
        check "$name: $file is clean" is_clean "$prefix-$file.lines"
    done
    check "$name: all messages" names_all "$prefix-lac.lines"
    check "$name: octets" fills_packets "$prefix-lac.lines"
    check "$name: sent by the LAC" agrees "$prefix-lac.lines" $LAC "$prefix.txt" 1 t
    check "$name: received by the LAC" agrees "$prefix-lac.lines" $LNS "$prefix.txt" 1 r
    check "$name: sent by the LNS" agrees "$prefix-lns.lines" $LNS "$prefix.txt" 3 t
    check "$name: received by the LNS" agrees "$prefix-lns.lines" $LAC "$prefix.txt" 3 r
    check "$name: inner frames at the LAC" shows_frames "$prefix-lac.lines"
    check "$name: inner frames at the LNS" shows_frames "$prefix-lns.lines"
    check "$name: replayed frames" has_replayed_frames "$prefix-session-2.lines" "$prefix.out"
}

# The pcap files of another example: the program $1, then its options.
check_example()
{
    local name="$*" prefix=$scratch/example
    rm -f "$prefix"*
    check "$name" ends_with_status 0 "$build/bin/$1" "${@:2}" --pcap="$prefix"
    for file in "$prefix"*.pcap; do
        lines_of "$file" >"$prefix.lines"
        check "$name: $(basename "$file") is clean" is_clean "$prefix.lines"
    done
}

# The pcap files of the system tests, which leave them in the directory for temporary files.
check_system_tests()
{
    local files
    check "system tests" ends_with_status 0 "$build/bin/l2tp-test-runner" --suite=l2tp-system \
        --tempdir="$scratch/system"
    mapfile -t files < <(find "$scratch/system" -type f | sort)
    check "system tests: pcap files over both transports" [ "$(printf '%s\n' "${files[@]}" |
        grep -oE 'over_(UDP|IP)/(link|inner)' | sort -u | wc -l)" = 4 ]
    for file in "${files[@]}"; do
        lines_of "$file" >"$scratch/system.lines"
        check "system tests: ${file#"$scratch/system/"} is clean" is_clean "$scratch/system.lines"
    done
}

# Dissects the pcap files that l2tp-all-messages has written with the prefix $1 and the secret $2 into
# lines of: name of the message, Attribute Types, digests, digests that tshark finds wrong, number
# of AVPs with the H bit.
messages_of()
{
    local name
    for name in calls built; do
        dissect -r "$1-$name.pcap" -o "l2tp.shared_secret:$2" -Y 'l2tp.type == 1' -T fields \
            -e _ws.col.Info -e l2tp.avp.type -e l2tp.avp.message_digest -e l2tp.incorrect_digest \
            -e l2tp.avp.hidden
    done | awk -F '\t' -v OFS='\t' '{
        if ($1 ~ /Zero/) $1 = "ZLB"
        sub(/^Control Message - /, "", $1)
        sub(/ .*/, "", $1)
        $3 = $3 == "" ? 0 : split($3, digests, ",")
        $4 = $4 == "" ? 0 : split($4, wrong, ",")
        $5 = gsub(/1|True/, "", $5)
        print }'
}

# Whether every message and every AVP of RFC 3931 is in the messages $1. $2 are AVPs besides those
# that are always there.
has_everything()
{
    local each
    for each in $MESSAGES OCRQ OCRP OCCN WEN SLI ZLB; do
        cut -f 1 "$1" | grep -qix "$each" || { echo "no $each"; return 1; }
    done
    for each in 0 1 7 8 10 15 25 34 36 60 61 62 63 64 65 66 68 69 70 71 72 74 75 $2; do
        cut -f 2 "$1" | tr , '\n' | grep -qx "$each" || { echo "no AVP $each"; return 1; }
    done
}

# Whether each of the messages $1 but the ZLBs has a digest, and tshark finds $2 of them wrong.
#
# tshark 4.0 says nothing of a digest that is right. It finds every message with two digests wrong, and
# those of a second connection between two addresses, for which it takes the nonces of the first; so
# there is one secret here, and none where there is a tie.
has_digests()
{
    awk -F '\t' -v wrong="$2" '
        { found += $4 }
        $1 != "ZLB" && $3 != 1 { print $1 " with " $3 " digests"; bad++ }
        END { if (found != wrong) print found " wrong digests"; exit bad > 0 || found != wrong }' "$1"
}

# Whether none of the messages $1 has a digest.
has_no_digests()
{
    awk -F '\t' '$3 != 0 { bad++ } END { exit bad > 0 || NR == 0 }' "$1"
}

# Whether the messages $1 have hidden AVPs, and l2tp-dissect unhides those of the pcap file $2 with the
# secret $3. tshark 4.0 never does, and shows no Attribute Type of a hidden AVP, only the H bit.
has_hidden()
{
    awk -F '\t' '{ hidden += $5 } END { exit hidden < 50 }' "$1" || return 1
    "$build/bin/l2tp-dissect" --secret="$3" "$2" >"$scratch/json" || return 1
    grep -q '"type":66,"m":true,"h":true,"value":"6f7574","decoded":"out"' "$scratch/json" &&
        ! grep -E '"error"|"decoded":null|"digest":"(bad|absent|unchecked)"' "$scratch/json"
}

# Whether the pcap file $1 has tie breakers of a connection and of a session: type 5 in SCCRQ and ICRQ.
has_ties()
{
    [ "$(dissect -r "$1" -Y 'l2tp.avp.type == 5' -T fields -e l2tp.avp.message_type |
        sort -u | tr '\n' ' ')" = "1 10 " ]
}

# Whether the pcap file $1 has an Extended Vendor ID AVP, type 58, in a HELLO.
#
# tshark 4.0 takes the Attribute Type for the beginning of the vendor number, reads on behind the AVP
# and calls the message malformed; so its word counts for all the other messages only.
has_vendor()
{
    [ "$(dissect -r "$1" -Y _ws.malformed | wc -l)" = 1 ] || { echo "not one malformed"; return 1; }
    "$build/bin/l2tp-dissect" "$1" | grep -q '"name":"Extended Vendor ID","vendor":0,"type":58'
}

# Every message and every AVP, in the capture files of l2tp-all-messages with the options given; $1
# is the secret.
check_all_messages()
{
    local secret=$1 name="l2tp-all-messages ${*:2}" prefix=$scratch/all file
    check "$name" ends_with_status 0 "$build/bin/l2tp-all-messages" "${@:2}" \
        ${secret:+--secret="$secret"} --pcap="$prefix"
    messages_of "$prefix" "$secret" >"$prefix.messages"
    lines_of "$prefix-tie.pcap" >"$prefix.lines"
    check "$name: tie is clean" is_clean "$prefix.lines"
    check "$name: tie breakers" has_ties "$prefix-tie.pcap"
    check "$name: Extended Vendor ID" has_vendor "$prefix-vendor.pcap"
    for file in calls built; do
        lines_of "$prefix-$file.pcap" -o "l2tp.shared_secret:$secret" >"$prefix.lines"
        if [[ "$*" = *--damage* && $file = built ]]; then
            check "$name: the damage is seen" ends_with_status 1 is_clean "$prefix.lines"
        else
            check "$name: $file is clean" is_clean "$prefix.lines"
        fi
    done
    if [[ "$*" = *--hide* ]]; then
        check "$name: hidden AVPs" has_hidden "$prefix.messages" "$prefix-calls.pcap" "$secret"
    else
        check "$name: everything" has_everything "$prefix.messages" "${secret:+59 73}"
    fi
    if [[ "$*" = *--damage* ]]; then
        check "$name: one digest is wrong" has_digests "$prefix.messages" 1
    elif [ -n "$secret" ] || [[ "$*" = *transport=ip* ]]; then
        check "$name: digests" has_digests "$prefix.messages" 0
    else
        check "$name: no digests" has_no_digests "$prefix.messages"
    fi
}

# A wrong octet in a packet must be seen, or the checks above would prove nothing.
check_the_check()
{
    local prefix=$scratch/wrong
    "$build/bin/l2tp-quickstart" --loss=0 --pcap="$prefix" >/dev/null
    printf '\xff' | dd of="$prefix-lac.pcap" bs=1 seek=100 conv=notrunc status=none
    lines_of "$prefix-lac.pcap" >"$prefix.lines"
    check "a wrong checksum is seen" ends_with_status 1 is_clean "$prefix.lines"
}

captures=(test/captures/*.pcap)
run=0
for transport in udp ip; do
    for cookie in 0 4 8; do
        for sequencing in false true; do
            run=$((run + 1))
            check_quickstart --transport=$transport --cookie=$cookie --sequencing=$sequencing \
                --RngRun=$run --replay="${captures[run % ${#captures[@]}]}"
        done
    done
    check_example l2tp-multi-lac --transport=$transport
done
for transport in udp ip; do
    check_all_messages "" --transport=$transport
    check_all_messages s3cret --transport=$transport
    check_all_messages s3cret --transport=$transport --digest=HmacSha1
    check_all_messages s3cret --transport=$transport --hide=true
    check_all_messages s3cret --transport=$transport --damage=true
done
check_example l2tp-outgoing-call
check_example l2tp-tie
check_system_tests
check_the_check
finish
