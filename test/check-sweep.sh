#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# l2tp-study: grids become cells, results become estimates with the right intervals, figures that
# gnuplot draws, and checks that fail when they should; a wrong grid gets one sentence.

# shellcheck source=test/checks.sh
. "$(dirname "$0")/checks.sh"
build=${1:?usage: $0 BUILD-DIRECTORY}
study=$build/bin/l2tp-study

# Writes the grid of the lines given to $scratch/grid.study.
grid()
{
    printf '%s\n' "study sweep : a test" "$@" >"$scratch/grid.study"
}

# Prints the cells of the grid; $1 may be --quick.
cells()
{
    "$study" cells "$scratch/grid.study" "$@"
}

# The grid has exactly the cells that follow, one per argument, as options without spaces between.
has_cells()
{
    [ "$(cells | cut -f 3 | sed 's/ --runs=.*//' | tr -d ' ')" = "$(printf '%s\n' "$@")" ]
}

# Writes the rows that follow, with a header, as the only cell, and reports.
report()
{
    mkdir -p "$scratch/cells" "$scratch/out"
    printf '%s\n' "run,outcome,t" "$@" >"$scratch/cells/0.csv"
    "$study" report "$scratch/grid.study" "$scratch/cells" "$scratch/out"
}

# The estimate of the measure $1 is $2 (count,value,low,high).
estimate_is()
{
    grep -qxF "5,$1,$2" "$scratch/out/estimates.csv" || { cat "$scratch/out/estimates.csv"; return 1; }
}

# The program refuses the grid, with status 2 and a sentence that contains $1.
refuses()
{
    ends_with_status 2 cells && grep -qF -- "$1" "$scratch/output" &&
        [ "$(wc -l <"$scratch/output")" = 1 ] || { cat "$scratch/output"; return 1; }
}

grid "fixed a=1" "vary b+c 1 2" "vary d x y" "quick d x" "skip b=2 d=y" "runs 7" "quick-runs 3"
check "cells" has_cells --a=1--b=1--c=1--d=x --a=1--b=1--c=1--d=y --a=1--b=2--c=2--d=x
check "cells of a quick look" [ "$(cells --quick | wc -l)" = 2 ]
check "replications" [ "$(cells | grep -c -- "--runs=7")" = 3 ]
check "fewer replications" [ "$(cells --quick | grep -c -- "--runs=3")" = 2 ]
grid "vary b 1 2" "vary d x y" "skip b!=1 d!=x"
check "cells that are not skipped" has_cells --b=1--d=x --b=1--d=y --b=2--d=x

# Student's t with 4 degrees of freedom, 2.776445; Wilson's interval of 3 in 5; the median of five
# values lies between the first and the fifth with a probability of 15/16.
grid "vary b 5" "measure m mean t" "measure p share outcome=up" "measure q quantile 0.5 t" \
    "measure r mean (t*b-1)/2^2" "measure s mean t/(t-1)"
check "report" report 1,up,1 2,up,2 3,down,3 4,up,4 5,down,5 >/dev/null
check "mean" estimate_is m 5,3,1.03675684,4.96324316
check "share" estimate_is p 5,0.6,0.230724281,0.882379226
check "median" estimate_is q 5,3,1,5
check "expression" estimate_is r 5,3.5,1.04594605,5.95405395
check "what is not finite does not count" grep -q "^5,s,4," "$scratch/out/estimates.csv"
check "rows" [ "$(head -n 2 "$scratch/out/runs.csv" | tr '\n' ';')" = "b,run,outcome,t;5,1,up,1;" ]
check "empty columns do not count" report 1,up,2 2,down, 3,up,4 >/dev/null
check "mean of the others" estimate_is m 2,3,-9.70620474,15.7062047

check "one value has no interval" report 1,up,2 2,down, >/dev/null
check "nor a number for it" grep -qx "5,m,1,2,," "$scratch/out/estimates.csv"
grid "vary b 5" "measure p share outcome!=up" "measure m mean if(t-4,t)"
check "report of shares" report 1,up,1 2,up,2 3,down,3 4,dead,4 5,up,5 >/dev/null
check "share of the others" estimate_is p 5,0.4,0.117620774,0.769275719
check "values where a condition holds" estimate_is m 2,4.5,-1.85310237,10.8531024

grid "vary b 5" "measure m mean t" "check exact m = 2*b" "check mean m = 10"
check "agreement" report 1,up,10 2,up,10 >/dev/null
ends_with_status 1 report 1,up,10 2,up,10.000000002
check "two nanoseconds are noticed" grep -q "^DISAGREES b=5 m" "$scratch/output"
check "and counted" grep -q "2 comparisons, [12] disagreements" "$scratch/output"

grid "vary b 5" "measure m mean t : seconds" "figure f : title" " x b : axis" " y m" " log xy" \
    " theory 2*b : line" " caption fixed" "figure g" " distribution m"
check "figures" report 1,up,10 2,up,12 >/dev/null
if command -v gnuplot >/dev/null; then
    for name in f g; do
        check "figure $name is drawn" ends_with_status 0 gnuplot "$scratch/out/sweep-$name.gp"
        check "as SVG" grep -q "<svg" "$scratch/out/sweep-$name.svg"
        check "as PNG" [ -s "$scratch/out/sweep-$name.png" ]
    done
    check "with its words" grep -q "title" "$scratch/out/sweep-f.svg"
fi

grid "vary b 5" "measure m mean t" "figure f" " x b" " y m"
rm -f "$scratch/out"/*
check "a figure without a value" ends_with_status 0 report 1,up, 2,down,
check "is named" grep -qF "figure f is not drawn: no cell of it has a value of m" "$scratch/output"
check "and has no script" [ ! -e "$scratch/out/sweep-f.gp" ]

grid "vary b 1" "measure m mean t +"
check "wrong expression" refuses 'line 3: "t +" is no expression'
grid "measure m mean foo(1)"
check "unknown function" refuses "there is no function foo of 1; there are ceil/1"
grid "wary b 1"
check "unknown keyword" refuses '"wary" is not one of study, program'
grid "vary b 1" "check exact m = 1"
check "unknown measure" refuses 'there is no measure "m"'
grid "vary b 1" "measure m mean t" "figure f" " x c" " y m"
check "unknown option" refuses "no option c is fixed or varies"
grid "fixed b=1" "vary b+c 1 2"
check "an option that is fixed and varies" refuses "option b is given twice"
grid "vary b 1 2" "vary c+b 1 2"
check "an option that varies twice" refuses "option b is given twice"
grid "fixed runs=7"
check "an option that the study sets" refuses "option runs is for the study to set"
grid "vary b 1 2" "skip b=1" "skip b=2"
check "no cell" refuses "every cell is skipped"
grid "vary b 1 2" "skip d=1"
check "unknown option of a skip" refuses "skip: no option d is fixed or varies"
grid "vary b 1 2" "measure m mean t" "figure f" " y m"
check "no x" refuses "figure f needs a line x or distribution"
grid "vary b 1 2" "measure m mean t" "figure f" " x b" " y m" " where d=1"
check "unknown option of a figure" refuses "figure f: no option d is fixed or varies"
grid "vary b 1 2" "measure m mean t" "figure f" " x b" " y m" " log z"
check "wrong axis" refuses 'line 7: log is x, y or xy, not "z"'
grid "vary b 1 2" "measure m mean t" "figure a/b" " x b" " y m"
check "wrong name of a figure" refuses 'the name of a figure has letters, digits'
grid "vary b 1" "measure m mean $(printf '(%.0s' {1..100000})t"
check "an expression without end" refuses "an expression has at most 1000 characters"
grid "runs 2.5"
check "half a replication" refuses "runs must be 1 to 1000000000, not 2.5"
printf 'study s\r\nruns 3\r\nvary b 1 2\r\n' >"$scratch/grid.study"
check "lines that end in CR LF" has_cells --b=1 --b=2
grid "runs 0"
check "no replications" refuses "runs must be 1 to 1000000000, not 0"
check "no file" ends_with_status 2 "$study" cells "$scratch/none"
check "no command" ends_with_status 2 "$study"

for file in "$(dirname "$0")"/../examples/studies/*.study \
    "$(dirname "$0")"/../examples/studies/validate/*.study; do
    check "$file is legal" ends_with_status 0 "$study" cells "$file"
    check "$file is legal in short" ends_with_status 0 "$study" cells "$file" --quick
done
finish
