#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Real frames cross the pseudowire octet by octet, whatever is in them; files that cannot be replayed
# give a sentence and status 1.

cd "$(dirname "$0")/.." || exit 1
. test/checks.sh
quickstart=${1:?usage: $0 BUILD-DIRECTORY}/bin/l2tp-quickstart
capture=test/captures/linux-udp-ck8-default-seq-frag.pcap

# Whether all of $1 frames of the file $2 arrive identical, with the options that follow.
replays()
{
    ends_with_status 0 "$quickstart" --loss=0 --duration=0 --replay="$2" "${@:3}" &&
        grep -q "frames sent $1, identical $1, lost 0, altered 0, unexpected 0, refused 0" \
            "$scratch/output" || { grep "frames sent" "$scratch/output"; return 1; }
}

# Whether the last run has skipped $1 snapped and $2 empty records.
skipped()
{
    grep -q "skipped: snapped $1, empty $2\$" "$scratch/output"
}

# Whether what came out of the last run with --pcap=$1 is, for tshark, what is in the file $2.
same_octets()
{
    diff -q <(dissect -r "$1-session-2.pcap" -x) <(dissect -r "$2" -x)
}

# Whether the last run has lost frames and each other one has arrived identical.
accounts_for_loss()
{
    awk '/frames sent/ { gsub(",", ""); found = $3 == $5 + $7 && $7 > 0 && $5 > 0 && $9 + $11 + $13 == 0 }
         END { exit !found }' "$scratch/output"
}

# Writes octets given in hexadecimal.
octets()
{
    printf '%b' "$(sed 's/[0-9a-f][0-9a-f]/\\x&/g; s/ //g' <<<"$*")"
}

# The header of a pcap file with magic number and link type, in network byte order.
header()
{
    octets "$1 0002 0004 00000000 00000000 0000ffff $2"
}

check_captures()
{
    local packets options
    for file in test/captures/*.pcap; do
        packets=$(awk -v file="\"$(basename "$file")\"," \
            '$1 == "\"pcap\":" { mine = $2 == file } mine && $1 == "\"packets\":" { print $2 + 0 }' \
            test/captures/manifest.json)
        for transport in udp ip; do
            for cookie in 0 4 8; do
                for sequencing in false true; do
                    options="--transport=$transport --cookie=$cookie --sequencing=$sequencing"
                    # shellcheck disable=SC2086 # a list of words
                    check "$file $options" replays "$packets" "$file" $options
                done
            done
            check "$file over $transport with pcap" \
                replays "$packets" "$file" --transport=$transport --pcap="$scratch/replay"
            check "$file over $transport, octets" same_octets "$scratch/replay" "$file"
        done
    done
    check "$capture with loss" ends_with_status 0 \
        "$quickstart" --loss=0.3 --duration=0 --replay=$capture
    check "each frame is identical or lost" accounts_for_loss
}

check_kinds_of_file()
{
    local count
    count=$(dissect -r $capture | wc -l)
    dissect -r $capture -F nsecpcap -w "$scratch/nano.pcap"
    check "nanoseconds" replays "$count" "$scratch/nano.pcap"
    editcap -F pcap -s 100 $capture "$scratch/snapped.pcap"
    check "snapped" replays "$(dissect -r "$scratch/snapped.pcap" -Y 'frame.len <= 100' | wc -l)" \
        "$scratch/snapped.pcap"
    check "snapped frames are reported" \
        skipped "$(dissect -r "$scratch/snapped.pcap" -Y 'frame.len > 100' | wc -l)" 0

    # In network byte order: 802.1Q, 802.3 with LLC (a BPDU), 10 octets, 1 octet, none.
    {
        header a1b2c3d4 00000001
        octets 00000001 00000000 00000016 00000016
        octets ffffffffffff 020000000001 8100 0064 0800 01020304
        octets 00000001 00000001 00000015 00000015
        octets 0180c2000000 020000000001 0007 424203 00000000
        octets 00000001 00000002 0000000a 0000000a 01020304050607080910
        octets 00000001 00000003 00000001 00000001 ff
        octets 00000001 00000004 00000000 00000000
    } >"$scratch/odd.pcap"
    check "other byte order, odd frames" \
        replays 4 "$scratch/odd.pcap" --pcap="$scratch/replay"
    check "the empty record is reported" skipped 0 1
    check "odd frames, octets" same_octets "$scratch/replay" \
        <(dissect -r "$scratch/odd.pcap" -Y "frame.len > 0" -w -)
}

check_faults()
{
    local bad=$scratch/bad.pcap
    check "missing" complains "does not exist" "$quickstart" --replay="$scratch/missing.pcap"
    check "directory" complains "cannot be read" "$quickstart" --replay="$scratch"
    head -c 20 $capture >"$bad"
    check "short header" complains "too short" "$quickstart" --replay="$bad"
    head -c 1000 $capture >"$bad"
    check "truncated" complains "truncated in record" "$quickstart" --replay="$bad"
    check "no pcap" complains "no pcap file" "$quickstart" --replay=test/captures/README.md
    editcap -F pcapng $capture "$bad"
    check "pcapng" complains "pcapng" "$quickstart" --replay="$bad"
    header a1b2c3d4 00000065 >"$bad"
    check "raw IP" complains "link type 101" "$quickstart" --replay="$bad"
}

check_options()
{
    check "transport" complains "udp or ip" "$quickstart" --transport=tcp
    check "delay" complains "0 to 1s" "$quickstart" --delay=fast
    check "loss" complains "0 to 1" "$quickstart" --loss=2
    check "window" complains "1 to 32768" "$quickstart" --window=0
    check "sessions" complains "1 to 10000" "$quickstart" --sessions=0
    check "sessions with replay" complains "2 or more" "$quickstart" --sessions=1 --replay=$capture
    check "cookie" complains "0, 4 or 8" "$quickstart" --cookie=5
    check "sequencing" complains "true or false" "$quickstart" --sequencing=some
    check "hide" complains "there is a --secret" "$quickstart" --hide=true --auth=Secret
    check "secret" complains "--auth is Auto or Secret" "$quickstart" --secret=s --auth=Off
    check "duration" complains "0 to 86400s" "$quickstart" --duration=-1s
    check "RngRun" complains "0 to 4294967295" "$quickstart" --RngRun=first
    check "pcap" complains "can be written" "$quickstart" --pcap="$scratch/missing/x"
    check "events" complains "can be written" "$quickstart" --events="$scratch/missing/x"
}

# Whether the display filter $1 finds packets of a tunnel set up with the options that follow.
shows()
{
    ends_with_status 0 "$quickstart" --loss=0 --duration=0 --pcap="$scratch/shown" "${@:2}" &&
        dissect -r "$scratch/shown-lac.pcap" -Y "$1" | grep -q .
}

# Attributes are as they were given, unless there is an option for the same.
check_attributes()
{
    local lcce=--ns3::l2tp::Lcce:
    check "Encapsulation" shows "ip.proto == 115" $lcce:Encapsulation=Ip
    check "ReceiveWindowSize" shows "l2tp.avp.receive_window_size == 9" $lcce:ReceiveWindowSize=9
    check "CookieLength" shows "len(l2tp.avp.assigned_cookie) == 4" $lcce:CookieLength=4
    check "HelloInterval" shows "l2tp.avp.message_type == 6 && frame.time_relative < 2" \
        $lcce:HelloInterval=500ms
    check "Authentication" shows "l2tp.avp.message_digest" $lcce:Authentication=IntegrityOnly
    check "SharedSecret" shows "l2tp.avp.nonce" $lcce:SharedSecret=s
    check "HideAvps" shows "l2tp.avp.hidden == 1" --secret=s $lcce:HideAvps=true
    check "DataSequencing" shows "l2tp.avp.data_sequencing == 2" $lcce:L2SpecificSublayer=Default \
        $lcce:DataSequencing=All

    check "--transport wins" shows "udp.port == 1701" $lcce:Encapsulation=Ip --transport=udp
    check "--window wins" shows "l2tp.avp.receive_window_size == 4" --window=4 \
        $lcce:ReceiveWindowSize=9
    check "--cookie wins" shows "len(l2tp.avp.assigned_cookie) == 8" --cookie=8 $lcce:CookieLength=4
    check "--auth wins" shows "l2tp.avp.nonce" --auth=Secret $lcce:Authentication=Off
    check "--hide with SharedSecret" shows "l2tp.avp.hidden == 1" --hide $lcce:SharedSecret=s
    check "--hide wins" ends_with_status 0 "$quickstart" --loss=0 --hide=false $lcce:HideAvps=true
    check "--sequencing wins" ends_with_status 0 "$quickstart" --loss=0 --sequencing=false \
        $lcce:DataSequencing=All
    check "--hide needs a secret" complains "there is a --secret" "$quickstart" --hide \
        $lcce:Authentication=Secret
    check "--secret needs authentication" complains "--auth is Auto or Secret" "$quickstart" \
        --secret=s $lcce:Authentication=Off
}

check_captures
check_kinds_of_file
check_faults
check_options
check_attributes
finish
