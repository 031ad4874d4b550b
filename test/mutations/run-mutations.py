#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Do the tests notice when the code is wrong?

usage: test/mutations/run-mutations.py BUILD-DIRECTORY [--quick | NAME ...]

Breaks the code in each of the ways that list.txt describes (--quick: in those marked so), builds
l2tp-sans-io-tests with that one file changed, and runs the tests that the entry names; sources and
build directory, where that target has to be up to date, stay as they are. A mutation is caught if
one of these tests fails, crashes or does not end, and survived if not. The exit status is 0 only if
all were caught.
"""

import collections
import concurrent.futures
import os
import pathlib
import re
import resource
import shlex
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
LIST = TOP / "test" / "mutations" / "list.txt"
PROGRAM = "l2tp-sans-io-tests"
LONGEST_RUN = 30  # seconds; the tests named take a second or two
MOST_MEMORY = 2 << 30

Mutation = collections.namedtuple("Mutation", "name quick file rule tests old new")


def fail(sentence):
    """Ends the program."""
    print(f"run-mutations.py: {sentence}", file=sys.stderr)
    sys.exit(1)


def read_list():
    """The mutations of the list, in order."""
    mutations = []
    for paragraph in re.split(r"\n\s*\n", LIST.read_text()):
        fields, old, new = {}, [], []
        for line in paragraph.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if line[0] in "-+":
                (old if line[0] == "-" else new).append(line[1:])
                continue
            key, _, value = line.partition(" ")
            if key in fields or key not in ("mutation", "quick", "file", "rule", "tests"):
                fail(f"{LIST.name} has a wrong line: {line}")
            fields[key] = value.strip()
        if not fields:
            continue
        if not {"mutation", "file", "rule", "tests"} <= fields.keys() or not old:
            fail(f"{LIST.name} has an incomplete entry: {paragraph.splitlines()[0]}")
        mutations.append(Mutation(fields["mutation"], "quick" in fields, TOP / fields["file"],
                                  fields["rule"], fields["tests"], "\n".join(old), "\n".join(new)))
    names = [mutation.name for mutation in mutations]
    if len(set(names)) != len(names):
        fail(f"{LIST.name} has a name twice")
    return mutations


def pattern_of(code):
    """Finds the code however it is broken into lines."""
    tokens = re.findall(r"\w+|[^\w\s]", code)
    parts = [re.escape(tokens[0])]
    for before, after in zip(tokens, tokens[1:]):
        words = re.match(r"\w", before) and re.match(r"\w", after)
        parts.append((r"\s+" if words else r"\s*") + re.escape(after))
    return re.compile("".join(parts))


def mutate(mutation):
    """The file with the mutation, or None if the old code does not stand there once."""
    if not mutation.file.exists():
        return None
    text = mutation.file.read_text()
    places = list(pattern_of(mutation.old).finditer(text))
    if len(places) != 1:
        return None
    return text[: places[0].start()] + mutation.new + text[places[0].end() :]


class Builder:
    """Makes the test program with one source replaced, beside the one in the build directory."""

    def __init__(self, build):
        self.build = build
        output = subprocess.run(["ninja", "-C", str(build), "-t", "commands", PROGRAM],
                                capture_output=True, text=True, check=True).stdout
        self.compilers, self.linker = {}, None
        for line in output.splitlines():
            words = shlex.split(line)
            if "-c" in words:
                source = os.path.realpath(build / words[words.index("-c") + 1])
                if PROGRAM in words[words.index("-o") + 1]:
                    self.compilers[source] = words
            elif f"bin/{PROGRAM}" in words:
                self.linker = [word for word in words if word not in (":", "&&")]
        if not self.linker:
            fail(f"{build} has no {PROGRAM}")

    def make(self, mutation, text, directory):
        """The changed program, or what the compiler said."""
        words = list(self.compilers[os.path.realpath(mutation.file)])
        source, program = directory / mutation.file.name, directory / PROGRAM
        source.write_text(text)
        usual = words[words.index("-o") + 1]
        changed = str(directory / "changed.o")
        words[words.index("-c") + 1] = str(source)
        words[words.index("-o") + 1] = changed
        for option, name in (("-MF", "changed.d"), ("-MT", "changed.o")):
            if option in words:
                words[words.index(option) + 1] = str(directory / name)
        link = [changed if word == usual else word for word in self.linker]
        link[link.index("-o") + 1] = str(program)
        for command in (words, link):
            result = subprocess.run(command, cwd=self.build, capture_output=True, text=True)
            if result.returncode != 0:
                return None, result.stderr.strip()
        return program, ""


def run(program, tests, limit=LONGEST_RUN):
    """Runs tests: whether they all passed, the names of those that failed, and the time."""
    start = time.monotonic()
    try:
        result = subprocess.run(
            [str(program), f"--gtest_filter={tests}", "--gtest_brief=1"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            timeout=limit, cwd=TOP,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)))
    except subprocess.TimeoutExpired:
        return False, [f"no end after {limit} s"], limit
    failed = re.findall(r"^\[  FAILED  \] ([\w./]+)", result.stdout, re.M)
    if result.returncode != 0 and not failed:
        failed = [f"status {result.returncode}"]
    return result.returncode == 0, list(dict.fromkeys(failed)), time.monotonic() - start


def judge(mutation, builder, work):
    """What became of a mutation, and more about it."""
    text = mutate(mutation)
    if text is None or os.path.realpath(mutation.file) not in builder.compilers:
        return "does not apply", str(mutation.file.relative_to(TOP))
    directory = work / mutation.name
    directory.mkdir(parents=True, exist_ok=True)
    program, complaint = builder.make(mutation, text, directory)
    if program is None:
        return "does not build", complaint
    passed, failed, _ = run(program, mutation.tests)
    program.unlink()
    if passed:
        return "SURVIVED", f"{mutation.tests} passed"
    suites = sorted({re.sub(r"/\d+$|^\w+/", "", name) for name in failed})
    return "caught", f"by {', '.join(suites[:3])}" + (f" and {len(suites) - 3} more" if len(suites) > 3 else "")


def check_tests(builder, mutations):
    """Ends the program unless each mutation names tests that exist and pass without it."""
    program = builder.build / "bin" / PROGRAM
    for mutation in mutations:
        listed = subprocess.run([str(program), "--gtest_list_tests", f"--gtest_filter={mutation.tests}"],
                                capture_output=True, text=True, check=True).stdout
        if not re.search(r"^  \S", listed, re.M):
            fail(f"{mutation.name} names no test that exists: {mutation.tests}")
    tests = ":".join(dict.fromkeys(mutation.tests for mutation in mutations))
    passed, failed, seconds = run(program, tests, 20 * LONGEST_RUN)
    if not passed:
        fail(f"without a mutation these tests fail: {', '.join(failed)}")
    print(f"the tests named pass without a mutation, in {seconds:.0f} s", flush=True)


def main():
    arguments = sys.argv[1:]
    if not arguments or "-h" in arguments or "--help" in arguments:
        print(__doc__.strip())
        return 0 if arguments else 1
    build = pathlib.Path(arguments[0]).resolve()
    mutations = read_list()
    if arguments[1:] == ["--quick"]:
        mutations = [mutation for mutation in mutations if mutation.quick]
    elif arguments[1:]:
        names = [mutation.name for mutation in mutations]
        for name in arguments[1:]:
            if name not in names:
                fail(f"there is no mutation {name}")
        mutations = [mutation for mutation in mutations if mutation.name in arguments[1:]]
    builder = Builder(build)
    check_tests(builder, mutations)
    counts = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        jobs = [pool.submit(judge, mutation, builder, build / "mutations") for mutation in mutations]
        for mutation, job in zip(mutations, jobs):
            verdict, more = job.result()
            counts[verdict] += 1
            print(f"{verdict}: {mutation.name} ({mutation.rule}): {more}", flush=True)
    print(f"{counts['caught']} of {len(mutations)} mutations caught" + "".join(
        f", {count} {verdict.lower()}" for verdict, count in counts.items() if verdict != "caught"))
    return 0 if mutations and counts["caught"] == len(mutations) else 1


if __name__ == "__main__":
    sys.exit(main())
