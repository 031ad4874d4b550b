#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# l2tp-dissect tells of each packet what tshark tells of it: of the captures of Linux, of what the
# examples write, of authenticated messages. Where tshark is silent, fixed values are expected. Damaged
# files give what can be read, a sentence and status 1; wrong options a sentence and status 2.

cd "$(dirname "$0")/.." || exit 1
. test/checks.sh
build=${1:?usage: $0 BUILD-DIRECTORY}
dissect=$build/bin/l2tp-dissect
vectors=test/data/l2tp-authentication.json
secret=l2tp-secret
fragments=test/captures/linux-udp-ck8-default-seq-frag.pcap
IPV4_NET=0a0000
IPV6_NET=20010db80000000000000000000000
control=1 # whether the capture at hand has control messages
tshark=() # options for tshark

# Dissects with the arguments given into lines of: frame, time, source, destination, Control Connection
# ID, Ns, Nr, Length, message type, Attribute Types (not of hidden AVPs, whose types tshark does not
# show); Session ID, cookie, sequence number, first 12 octets of the payload. What does not apply is
# empty.
lines_of_dissect()
{
    "$dissect" "$@" | awk -v OFS='\t' '
        # The value of a member, of the object itself and not of one in it.
        function member(name,   value) {
            if (!match($0, "\"" name "\":(\"[^\"]*\"|[0-9.a-z]+)")) return ""
            value = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
            gsub(/"/, "", value)
            return value == "null" ? "" : value
        }
        function identifier(value) { return value == "" ? "" : sprintf("0x%08x", value) }
        function attributes(   rest, all, comma) {
            rest = $0
            while (match(rest, /"vendor":[0-9]+,"type":[0-9]+,"m":[a-z]+,"h":false/)) {
                all = all comma substr(rest, RSTART, RLENGTH)
                comma = ","
                rest = substr(rest, RSTART + RLENGTH)
            }
            gsub(/"vendor":[0-9]+,"type":|,"m":[a-z]+,"h":false/, "", all)
            return all
        }
        function message(   value) {
            if (!match($0, /"avps":\[\{"name":"Message Type",[^}]*"value":"[0-9a-f]*"/)) return ""
            value = substr($0, RSTART, RLENGTH - 1)
            return substr(value, length(value) - 3)
        }
        { print member("index"), member("time"), member("src"), member("dst"),
                identifier(member("ccid")), member("ns"), member("nr"), member("length"),
                message(), attributes(), identifier(member("session_id")), member("cookie"),
                member("sequence"), substr(member("payload"), 1, 24) }'
}

# The same of tshark for the file $1, with its options after that. Of times it shows nine decimals. What
# is in data messages is Ethernet for tshark if the control messages say so, and else data.
lines_of_tshark()
{
    dissect -r "$1" "${@:2}" -Y l2tp -T fields -e frame.number -e frame.time_epoch -e ip.src -e ip.dst \
        -e l2tp.ccid -e l2tp.Ns -e l2tp.Nr -e l2tp.length -e l2tp.avp.message_type -e l2tp.avp.type \
        -e l2tp.sid -e l2tp.cookie -e l2tp.l2_spec_sequence -e eth.dst -e eth.src -e data.data \
        -e l2tp.l2_spec_s -e ipv6.src -e ipv6.dst |
        awk -F '\t' -v OFS='\t' -v known="$control" '{
            for (i = 3; i <= 4; i++) { if ($i == "") $i = $(i + 15); sub(/,.*/, "", $i) }
            if ($5 != "") $11 = "" # over IP the first word of a control message
            if ($9 != "") $9 = sprintf("%04x", $9)
            if ($17 != "1") $13 = ""
            inner = known ? $14 $15 : $16
            gsub(/:/, "", inner)
            print $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
                $11 == "" ? "" : substr(inner, 1, 24)
        }'
}

# Whether tshark says the same of the file $1 with the options for tshark in the array tshark, and the
# options for l2tp-dissect that follow.
agrees()
{
    local decimals=000
    lines_of_dissect "$1" "${@:2}" >"$scratch/ours" 2>"$scratch/complaint"
    [ -s "$scratch/ours" ] && [ ! -s "$scratch/complaint" ] || { cat "$scratch/complaint"; return 1; }
    grep -qE '^[0-9]+	[0-9]+\.[0-9]{9}	' "$scratch/ours" && decimals=""
    diff <(sed -E "s/^([0-9]+	[0-9.]+)/\1$decimals/" "$scratch/ours") \
        <(lines_of_tshark "$1" "${tshark[@]}") | head -n 10
    [ "${PIPESTATUS[0]}" = 0 ]
}

# Whether the command given prints one line that contains $1, and ends with status 0.
prints()
{
    ends_with_status 0 "${@:2}" || return 1
    [ "$(wc -l <"$scratch/output")" = 1 ] && grep -qF -- "$1" "$scratch/output" ||
        { echo "no \"$1\" in the output of: ${*:2}"; cat "$scratch/output"; return 1; }
}

# Whether the command that follows $1 and $2 ends with status $1, says $2 on its standard error, and
# prints nothing else.
fails()
{
    local status
    "${@:3}" >"$scratch/output" 2>"$scratch/complaint"
    status=$?
    [ "$status" = "$1" ] && grep -qF -- "$2" <(head -n 1 "$scratch/complaint") &&
        [ ! -s "$scratch/output" ] ||
        { echo "status $status of: ${*:3}"; cat "$scratch/complaint"; return 1; }
}

# Writes octets given in hexadecimal.
octets()
{
    printf '%b' "$(sed 's/[0-9a-f][0-9a-f]/\\x&/g; s/ //g' <<<"$*")"
}

# The captures of Linux have no control messages: both programs are told the shape of the data.
check_linux()
{
    local name cookie sublayer ports
    local sizes=([0]=None [4]="4 Byte Cookie" [8]="8 Byte Cookie")
    control=""
    for file in test/captures/*.pcap; do
        name=$(basename "$file")
        cookie=${name#*-ck}
        cookie=${cookie%%-*}
        sublayer=default
        tshark=(-o "l2tp.cookie_size:${sizes[cookie]}")
        case $name in
            *-none.pcap) sublayer=none tshark+=(-o l2tp.l2_specific:None) ;;
            *) tshark+=(-o "l2tp.l2_specific:Default L2-Specific") ;;
        esac
        ports=$(dissect -r "$file" -T fields -e udp.srcport | grep . | sort -u)
        for port in $ports; do
            tshark+=(-d "udp.port==$port,l2tp")
        done
        check "$name" agrees "$file" --cookie="$cookie" --sublayer=$sublayer
    done
    control=1
    tshark=()
    check "fragments are counted" grep -q "30 frames (14 fragments), 18 L2TP packets" \
        <("$dissect" --verbose $fragments 2>&1 >/dev/null)
}

# What the examples write, also as raw IP and with nanoseconds.
check_examples()
{
    local run=0 prefix=$scratch/quickstart options
    for transport in udp ip; do
        for cookie in 0 4 8; do
            for sequencing in false true; do
                run=$((run + 1))
                options="--transport=$transport --cookie=$cookie --sequencing=$sequencing"
                # shellcheck disable=SC2086 # a list of words
                check "quickstart $options" ends_with_status 0 "$build/bin/l2tp-quickstart" \
                    $options --loss=0.2 --RngRun=$run --pcap="$prefix"
                for end in lac lns; do
                    check "quickstart $options, $end" agrees "$prefix-$end.pcap"
                done
            done
        done
        rm -f "$scratch/stars"*
        check "multi-lac over $transport" ends_with_status 0 "$build/bin/l2tp-multi-lac" \
            --transport=$transport --pcap="$scratch/stars"
        for file in "$scratch/stars"*.pcap; do
            dissect -r "$file" -Y l2tp | grep -q . || continue
            check "multi-lac, $(basename "$file")" agrees "$file"
        done
    done
    editcap -F pcap -C 2 -T rawip "$prefix-lac.pcap" "$scratch/raw.pcap"
    check "raw IP" agrees "$scratch/raw.pcap"
    dissect -r "$prefix-lac.pcap" -F nsecpcap -w "$scratch/nano.pcap"
    check "nanoseconds" agrees "$scratch/nano.pcap"
    check "standard input" diff <("$dissect" - <"$prefix-lac.pcap") <("$dissect" "$prefix-lac.pcap")
}

# The value of the member $1 in the vector $2.
member_of()
{
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$2"
}

# Writes a pcap file with the messages of the vectors $1 over IP version $2, in frames of link type $3
# (two hexadecimal digits) with the header $4. The initiator's address is that which ends in 1.
write_capture()
{
    local message size frame from to
    octets d4c3b2a1 0200 0400 00000000 00000000 ffff0000 "${3}000000"
    while read -r vector; do
        message=00000000$(member_of octets "$vector")
        # Messages of the responder are for the Control Connection ID of the initiator.
        from=1 to=2
        case ${message:16:8} in 0a0b0c0d) from=2 to=1 ;; esac
        case $2 in
            4)
                printf -v size %04x $((20 + ${#message} / 2))
                frame=${4}4500${size}0000000040730000${IPV4_NET}0$from${IPV4_NET}0$to$message
                ;;
            6)
                printf -v size %04x $((${#message} / 2))
                frame=${4}60000000${size}7340${IPV6_NET}0$from${IPV6_NET}0$to$message
                ;;
        esac
        printf -v size %04x $((${#frame} / 2))
        octets 01000000 00000000 "${size:2:2}${size:0:2}0000" "${size:2:2}${size:0:2}0000" "$frame"
    done < <(grep "\"name\":\"$1/" $vectors)
}

# How many lines of the last output contain $1.
count_of()
{
    grep -cF -- "$1" "$scratch/output"
}

# How many packets tshark finds with a wrong digest in the file $1, with the secret $2.
wrong_for_tshark()
{
    dissect -r "$1" -o l2tp.shared_secret:"$2" -Y l2tp.incorrect_digest | wc -l
}

check_digests()
{
    local file=$scratch/signed.pcap bad=$scratch/damaged.pcap total key
    local cooked=00000001000602000000000100000800 cooked6=000000010006020000000001000086dd
    local tagged=0200000000020200000000018100006486dd
    write_capture udp_md5 4 71 $cooked >"$file"
    check "Linux cooked" agrees "$file"
    write_capture udp_md5 6 71 $cooked6 >"$file"
    check "Linux cooked, IPv6" agrees "$file"
    write_capture udp_sha1 6 01 $tagged >"$file"
    check "802.1Q, IPv6" agrees "$file"
    write_capture udp_sha1 6 09 ff030057 >"$file"
    check "PPP, IPv6" agrees "$file"
    for group in udp_md5 udp_sha1 udp_integrity_md5 udp_md5_hidden; do
        key=$secret
        [ $group != udp_integrity_md5 ] || key=""
        write_capture $group 4 65 "" >"$file"
        total=$(grep -c "\"name\":\"$group/" $vectors)
        check "$group" agrees "$file"
        check "$group with the secret" ends_with_status 0 "$dissect" --secret="$key" "$file"
        check "$group: digests" [ "$(count_of '"digest":"ok"')" = "$total" ]
        check "$group: nothing wrong" [ "$(count_of '"error":')" = 0 ]
        check "$group: tshark agrees" [ "$(wrong_for_tshark "$file" "$key")" = 0 ]
        check "$group without it" ends_with_status 0 "$dissect" "$file"
        check "$group: unchecked" [ "$(count_of '"digest":"unchecked"')" = "$total" ]
        check "$group with another one" ends_with_status 0 "$dissect" --secret=wrong "$file"
        if [ -n "$key" ]; then
            check "$group: SCCRQ is bad" grep -q '"index":1,.*"digest":"bad"' "$scratch/output"
            check "$group: none is good" [ "$(count_of '"digest":"ok"')" = 0 ]
        else
            # Connections that are opened without nonces have no secret.
            check "$group: all are good" [ "$(count_of '"digest":"ok"')" = "$total" ]
        fi
        # An octet of the last message.
        head -c -1 "$file" >"$bad"
        printf '\x5a' >>"$bad"
        check "$group, one damaged" ends_with_status 0 "$dissect" --secret="$key" "$bad"
        check "$group: one bad" [ "$(count_of '"digest":"bad"')" = 1 ]
        check "$group: tshark sees it" [ "$(wrong_for_tshark "$bad" "$key")" = 1 ]
    done
    check "unhidden" ends_with_status 0 "$dissect" --secret=$secret "$file"
    check "Session ID" [ "$(count_of '"h":true,"value":"55667788","decoded":1432778632}')" -ge 1 ]
    check "hidden" ends_with_status 0 "$dissect" "$file"
    check "and not told" [ "$(count_of '"h":true,"value":"55667788"')" = 0 ]
}

# One message at a time, with the nonces of the vectors.
check_single()
{
    local message nonces key
    while read -r vector; do
        message=$(member_of octets "$vector")
        nonces=$(member_of senderNonce "$vector"),$(member_of receiverNonce "$vector")
        key=$(member_of secret "$vector")
        check "$(member_of name "$vector")" prints '"digest":"ok"' \
            "$dissect" --hex="$message" --encap=udp --secret="$key" --nonces="$nonces"
    done < <(grep '"senderNonce"' $vectors)
        check "with blanks" prints '"ccid":16909060,"ns":5,"nr":6,"length":20,"message":"HELLO"' \
        "$dissect" "--hex=c8:03 0014 01020304 0005 0006 8008 0000 0000 0006" --encap=udp
    check "over IP" prints '"kind":"control","ccid":1,"ns":2,"nr":3,"length":12,"message":"ZLB"' \
        "$dissect" --hex=00000000c803000c0000000100020003 --encap=ip
    check "data" prints '"cookie":"0a0b0c0d","sublayer":"40000007","sequence":7,"payload":"ffee"' \
        "$dissect" --hex=00030000000000090a0b0c0d40000007ffee --encap=udp --cookie=4 --sublayer=default
    check "L2TPv2" prints '"kind":"data","error":{"what":"L2TPv2","offset":0,"attribute":null}' \
        "$dissect" --hex=0002000100020003 --encap=udp
}

# The lines of the first packets of a damaged file, and a sentence on the rest.
check_faults()
{
    local bad=$scratch/bad.pcap
    head -c 1000 $fragments >"$bad"
    "$dissect" "$bad" >"$scratch/part" 2>"$scratch/complaint"
    check "truncated: status" [ $? = 1 ]
    check "truncated: sentence" grep -qx "The capture file $bad is truncated in record [0-9]*\." \
        "$scratch/complaint"
    check "truncated: what can be read" diff "$scratch/part" \
        <("$dissect" $fragments | head -n "$(wc -l <"$scratch/part")")
    check "truncated: something can be read" [ -s "$scratch/part" ]
    check "missing" fails 1 "does not exist" "$dissect" "$scratch/missing.pcap"
    check "directory" fails 1 "cannot be read" "$dissect" "$scratch"
    check "no pcap" fails 1 "no pcap file" "$dissect" test/captures/README.md
    check "empty" fails 1 "too short" "$dissect" /dev/null
    editcap -F pcapng $fragments "$bad"
    check "pcapng" fails 1 "pcapng" "$dissect" "$bad"
    octets a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000093 >"$bad"
    check "link type" fails 1 "has link type 147" "$dissect" "$bad"
    check "full disk" ends_with_status 1 bash -c "$dissect $fragments >/dev/full"

    editcap -F pcap -s 70 $fragments "$bad"
    check "snapped" ends_with_status 1 "$dissect" "$bad"
    check "snapped: errors" [ "$(count_of '"error":{"what":"cut when it was captured"')" -ge 4 ]
}

# Whether a capture, cut to $1 octets a frame, gives $3 lines with an error and one sentence on its $2
# packets.
is_cut()
{
    editcap -F pcap -s "$1" "$scratch/sound.pcap" "$scratch/cut.pcap"
    ends_with_status 1 "$dissect" "$scratch/cut.pcap" || return 1
    "$dissect" "$scratch/cut.pcap" 2>"$scratch/complaint" >"$scratch/output"
    diff "$scratch/complaint" <(echo "The capture file $scratch/cut.pcap has $2 packets that are cut," \
        "damaged or incomplete.") &&
        [ "$(count_of '"error":{"what":"cut when it was captured"')" = "$3" ] &&
        [ "$(wc -l <"$scratch/output")" = "$3" ]
}

# Frames that end anywhere: each is told, as a line where it is known to be L2TP, and in the sentence.
check_cut()
{
    local ethernet=0200000000020200000000010800 total size
    write_capture udp_md5 4 01 $ethernet >"$scratch/sound.pcap"
    total=$(grep -c '"name":"udp_md5/' $vectors)
    check "over IP, whole" ends_with_status 0 "$dissect" "$scratch/sound.pcap"
    for size in 6 13 14 20 33; do
        check "over IP, cut to $size" is_cut $size "$total" 0
    done
    for size in 34 37 38 45 49; do
        check "over IP, cut to $size" is_cut $size "$total" "$total"
    done
    # Behind a PPP header of two octets.
    check "quickstart" ends_with_status 0 "$build/bin/l2tp-quickstart" --duration=1s --pcap="$scratch/cut"
    mv "$scratch/cut-lac.pcap" "$scratch/sound.pcap"
    total=$("$dissect" "$scratch/sound.pcap" | wc -l)
    for size in 1 2 21 25; do
        check "over UDP, cut to $size" is_cut $size "$total" 0
    done
    for size in 26 29 30 37; do
        check "over UDP, cut to $size" is_cut $size "$total" "$total"
    done
    # The last fragment of a packet, and nothing else of it.
    editcap -F pcap -r $fragments "$scratch/cut.pcap" \
        "$(dissect -r $fragments -Y 'ip.frag_offset > 0' -T fields -e frame.number | head -n 1)"
    check "a lone fragment" fails 1 "has 1 packet that is cut, damaged or incomplete" "$dissect" \
        "$scratch/cut.pcap"
}

check_options()
{
    check "nothing" fails 2 "FILE or --hex" "$dissect"
    check "both" fails 2 "FILE or --hex" "$dissect" $fragments --hex=00 --encap=ip
    check "two files" fails 2 "One FILE" "$dissect" $fragments $fragments
    check "no encap" fails 2 "given together" "$dissect" --hex=00
    check "no hex" fails 2 "given together" "$dissect" $fragments --encap=ip
    check "encap" fails 2 "udp or ip" "$dissect" --hex=00 --encap=tcp
    check "odd digits" fails 2 "hexadecimal" "$dissect" --hex=000 --encap=ip
    check "odd digits apart" fails 2 "hexadecimal" "$dissect" --hex="00 0 0" --encap=ip
    check "no digits" fails 2 "hexadecimal" "$dissect" --hex=0g --encap=ip
    check "cookie" fails 2 "0, 4 or 8" "$dissect" --cookie=5 $fragments
    check "sublayer" fails 2 "none or default" "$dissect" --sublayer=atm $fragments
    check "nonces" fails 2 "0a0b,0c0d" "$dissect" --nonces=0a0b $fragments
    check "secret" fails 2 "may be empty" "$dissect" --secret $fragments
    check "unknown" fails 2 "--colour is not an option" "$dissect" --colour=red $fragments
    check "usage" grep -q "^usage: l2tp-dissect" <("$dissect" --colour 2>&1)
    check "help" ends_with_status 0 "$dissect" --help
    check "help is told" [ "$(count_of 'usage: l2tp-dissect')" = 1 ]
}

check_linux
check_examples
check_digests
check_single
check_faults
check_cut
check_options
finish
