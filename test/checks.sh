# SPDX-License-Identifier: GPL-2.0-only
#
# What the check scripts have in common; they source it.

set -u -o pipefail
export LC_ALL=C

passed=0
failed=0
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

# Notes the result of the check $1: it passes if the command that follows does.
check()
{
    if "${@:2}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
    fi
}

# Runs the command given and keeps its output for the message if its status is not $1. A program
# that takes five minutes is stopped.
ends_with_status()
{
    local status limit=""
    [ "$(type -t "$2")" != file ] || limit="timeout 300"
    $limit "${@:2}" >"$scratch/output" 2>&1
    status=$?
    [ "$status" = "$1" ] || { echo "status $status of: ${*:2}"; tail -n 5 "$scratch/output"; return 1; }
}

# Runs the command given, which must fail with status 1 and one line that contains $1.
complains()
{
    ends_with_status 1 "${@:2}" || return 1
    [ "$(wc -l <"$scratch/output")" = 1 ] && grep -qF -- "$1" "$scratch/output" ||
        { echo "no sentence with \"$1\" from: ${*:2}"; cat "$scratch/output"; return 1; }
}

# Runs tshark without the settings of the user.
dissect()
{
    HOME=$scratch XDG_CONFIG_HOME=$scratch tshark -n "$@" 2>/dev/null
}

# Ends the script with the counts.
finish()
{
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
    exit
}
