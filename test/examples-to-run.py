#! /usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Examples that test.py of ns-3 runs to see that they run: (command, do run, do run in valgrind)."""

cpp_examples = [
    ("l2tp-control-study --runs=3 --sessions=2 --lossForward=0.2", "True", "True"),
    ("l2tp-dissect --hex=c803001400000001000200038008000000000006 --encap=udp", "True", "True"),
    ("l2tp-all-messages", "True", "False"),
    ("l2tp-first", "True", "True"),
    ("l2tp-multi-lac", "True", "False"),
    ("l2tp-overhead --duration=10ms", "True", "False"),
    ("l2tp-quickstart --loss=0.1", "True", "False"),
    ("l2tp-outgoing-call", "True", "False"),
    ("l2tp-state-machines", "True", "False"),
    ("l2tp-static-session", "True", "False"),
    ("l2tp-teach-call-collision", "True", "False"),
    ("l2tp-teach-hello-failure", "True", "False"),
    ("l2tp-teach-lost-ack", "True", "False"),
    ("l2tp-teach-lost-sccrp", "True", "False"),
    ("l2tp-teach-peer-restart", "True", "False"),
    ("l2tp-teach-reconnect", "True", "False"),
    ("l2tp-teach-set-up", "True", "False"),
    ("l2tp-teach-slow-start", "True", "False"),
    ("l2tp-teach-tie-breaker", "True", "False"),
    ("l2tp-teach-window-stall", "True", "False"),
    ("l2tp-teach-wrong-secret", "True", "False"),
    ("l2tp-tie", "True", "False"),
]

python_examples = []
