#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Which test proves which requirement of RFC 3931?

usage: doc/make-requirements.py [--missing | --check | --write | ID ... | TEST ...]

Reads doc/requirements.csv (the requirements), doc/conformance.rst (those that cannot apply) and the
sources under test/. A test proves the rows whose ids stand in the comment directly above it, in its
body, or in a table or function that it uses. With ids (or parts of one, as R4.2) or names of tests
it prints these rows or tests; without arguments a line for each topic. --missing prints the rows
without a test, --check what is wrong, with exit status 1 if anything is, and --write makes
doc/requirements.rst.
"""

import collections
import csv
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
CATALOGUE = TOP / "doc" / "requirements.csv"
EXEMPT = TOP / "doc" / "conformance.rst"
MANUAL = TOP / "doc" / "requirements.rst"
ID = re.compile(r"\bR([A-C](?:\.\d+)*|\d+(?:\.\d+)*)-(\d{2,3})(?:\.\.(\d{2,3}))?")
LONGEST_RANGE = 5

Item = collections.namedtuple("Item", "file line kind name bases text code")
Item.__doc__ = "What stands at the left margin of a C++ source: a test, a class, a function, a table."


def ids_in(text):
    """The ids in a text, ranges written out, and the ranges that are too long."""
    found, refused = [], []
    for match in ID.finditer(text):
        section, low, high = match.groups()
        if int(high or low) - int(low) >= LONGEST_RANGE:
            refused.append(match.group())
            continue
        for number in range(int(low), int(high or low) + 1):
            found.append(f"R{section}-{number:0{len(low)}d}")
    return found, refused


def strip(text):
    """C++ without comments and without what is in strings; lines stay lines."""
    pattern = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)

    def blank(match):
        quote = '""' if '"' in match.group()[:2] else " "
        return quote + "\n" * match.group().count("\n")

    # A quote between digits separates thousands.
    return pattern.sub(blank, re.sub(r"(?<=\d)'(?=\d)", "", text))


def describe(code):
    """Kind, name and bases of the item with the given code."""
    code = re.sub(r"^\s*template\s*<[^{;]*?>\s*(?=\n|class|struct)", "", code).strip()
    match = re.match(r"(TEST|TEST_F|TEST_P|TYPED_TEST)\(\s*(\w+)\s*,\s*(\w+)\s*\)", code)
    if match:
        return "test", f"{match.group(2)}.{match.group(3)}", [match.group(2)]
    match = re.match(r"INSTANTIATE_TEST_SUITE_P\(\s*\w+\s*,\s*(\w+)", code)
    if match:
        return "instance", match.group(1), []
    match = re.match(r"(?:class|struct|union|enum class|enum)\s+(\w+)(?:\s+final)?\s*(:[^{]*)?\{", code)
    if match:
        return "class", match.group(1), re.findall(r"\w+", match.group(2) or "")
    head = re.split(r"[({=;\[]", re.sub(r"<[^<>()]*(?:<[^<>()]*>)?[^<>()]*>", "", code), maxsplit=1)[0]
    words = re.findall(r"[\w~]+(?:::~?\w+)*", head)
    if not words:
        return "other", "", []
    return "other", words[-1], []


def items_of(path):
    """The items of a C++ source, and its lines that belong to none of them."""
    text = path.read_text()
    lines, codes = text.split("\n"), strip(text).split("\n")
    items, stray = [], []
    start = comment = None
    depth = 0
    for number, (line, code) in enumerate(zip(lines, codes)):
        if start is None:
            if re.match(r"\s*(//|/\*|\*)", line):
                comment = number if comment is None else comment
                continue
            if re.match(r"$|#|namespace\b|using namespace|[{}]", code):
                stray += lines[number if comment is None else comment : number + 1]
                comment = None
                continue
            start = number
        depth += sum(code.count(c) for c in "({[") - sum(code.count(c) for c in ")}]")
        if depth == 0 and code.rstrip().endswith(("}", ";")):
            first = start if comment is None else comment
            body = "\n".join(codes[start : number + 1])
            kind, name, bases = describe(body)
            whole = "\n".join(lines[first : number + 1])
            items.append(Item(path, start + 1, kind, name, bases, whole, body))
            start = comment = None
    return items, "\n".join(stray + (lines[start or comment :] if start or comment else []))


class Sources:
    """All that is under test/, with the ids and which test they belong to."""

    def __init__(self):
        self.tests = {}  # name of the test -> (file, ids)
        self.faults = []
        self.items, self.stray = {}, {}
        for path in sorted((TOP / "test").rglob("*")):
            if path.suffix in (".cc", ".h"):
                self.items[path], self.stray[path] = items_of(path)
            elif path.suffix in (".sh", ".py"):
                self.add(path.relative_to(TOP).as_posix(), path, self.ids_of(path, path.read_text()))
        self.includes = {
            path: set(re.findall(r'#include "([\w.-]+)"', path.read_text())) for path in self.items
        }
        self.headers = {path.name: path for path in self.items if path.suffix == ".h"}
        self.defined = collections.defaultdict(lambda: collections.defaultdict(list))
        for path, items in self.items.items():
            for item in items:
                name = item.name.split("::")[0]
                self.defined[path][name].append(item)
        self.bases = {i.name: i.bases for items in self.items.values() for i in items if i.kind == "class"}
        self.collect()

    def ids_of(self, path, text):
        """The ids in a text of a file; notes ranges that are too long."""
        found, refused = ids_in(text)
        for name in refused:
            self.faults.append(f"{path.relative_to(TOP)}: {name} is a range of more than "
                               f"{LONGEST_RANGE}")
        return found

    def add(self, name, path, ids):
        """Notes that a test proves rows."""
        self.tests.setdefault(name, (path.relative_to(TOP).as_posix(), set()))[1].update(ids)

    def visible_from(self, path):
        """A file, the files it includes directly or not, and the sources of those."""
        seen, todo = [], [path]
        while todo:
            current = todo.pop()
            if current in seen:
                continue
            seen.append(current)
            todo += sorted(self.headers[name] for name in self.includes[current] if name in self.headers)
        return seen + [p.with_suffix(".cc") for p in seen if p.with_suffix(".cc") in self.items]

    def is_simulation_test(self, name, depth=0):
        """Whether a class is a test case of ns-3."""
        bases = self.bases.get(name, [])
        return "TestCase" in bases or depth < 5 and any(
            self.is_simulation_test(base, depth + 1) for base in bases if base != name)

    def name_of(self, item):
        """The name of the test that an item is, or None."""
        if item.kind == "test":
            return item.name
        owner = item.name.split("::")[0]
        if self.is_simulation_test(owner):
            return owner
        if item.name in ("main", "LLVMFuzzerTestOneInput"):
            return item.file.stem
        return None

    def collect(self):
        """Finds the tests of each id. A table with which tests are instantiated belongs to these
        alone, however many others read it."""
        own = {id(item): self.ids_of(item.file, item.text)
               for items in self.items.values() for item in items}
        users, instantiated = collections.defaultdict(set), collections.defaultdict(set)
        for path, items in self.items.items():
            files = self.visible_from(path)
            for item in items:
                name = self.name_of(item)
                if not name:
                    continue
                for reached in self.reach([item], files):
                    users[id(reached)].add((name, path))
                cases = [other for other in self.defined[path][item.name.split(".")[0]]
                         if other.kind == "instance" and item.kind == "test"]
                for reached in self.reach(cases, files):
                    instantiated[id(reached)].add((name, path))
        for path, items in self.items.items():
            for item in items:
                for name, where in instantiated[id(item)] or users[id(item)]:
                    self.add(name, where, own[id(item)])
                if own[id(item)] and not instantiated[id(item)] and not users[id(item)]:
                    self.faults.append(f"{path.relative_to(TOP)}:{item.line}: no test uses "
                                       f"{item.name}, which names {own[id(item)][0]}")
            for name in self.ids_of(path, self.stray[path]):
                self.faults.append(f"{path.relative_to(TOP)}: {name} belongs to no test")

    def reach(self, starts, files):
        """The items given and those that they use, directly or not; other tests are not among them."""
        seen, todo = {}, list(starts)
        while todo:
            item = todo.pop()
            if id(item) in seen:
                continue
            seen[id(item)] = item
            for name in sorted(set(re.findall(r"\w+", item.code)) | set(item.bases)):
                where = [item.file] if name in self.defined[item.file] else files
                for other in (other for file in where for other in self.defined[file].get(name, [])):
                    if other.kind != "instance" and not self.name_of(other):
                        todo.append(other)
        return seen.values()


class Catalogue:
    """The requirements, the exempt ones, and the tests of each."""

    def __init__(self):
        with open(CATALOGUE, newline="") as file:
            self.rows = {row["id"]: row for row in csv.DictReader(file)}
        self.exempt, self.faults = {}, []
        for match in re.finditer(r"^ *\* - (.*)\n +- (.*(?:\n +[^ *-].*)*)", EXEMPT.read_text(), re.M):
            found, refused = ids_in(match.group(1))
            self.faults += [f"doc/conformance.rst: {name} is a long range" for name in refused]
            for name in found:
                if name in self.exempt:
                    self.faults.append(f"doc/conformance.rst: {name} stands there twice")
                self.exempt[name] = " ".join(match.group(2).split())
        sources = Sources()
        self.faults += sources.faults
        self.tests = {name: value for name, value in sources.tests.items() if value[1]}
        self.proofs = collections.defaultdict(list)
        for name in sorted(self.tests):
            for row in self.tests[name][1]:
                self.proofs[row].append(name)

    def missing(self):
        """The ids of the rows that are neither proved nor exempt."""
        return [name for name in self.rows if name not in self.proofs and name not in self.exempt]

    def check(self):
        """What is wrong, a line each."""
        faults = sorted(set(self.faults))
        for name in sorted(set(self.proofs) - set(self.rows)):
            faults.append(f"there is no {name}, which {self.proofs[name][0]} names")
        for name in sorted(self.exempt):
            if name not in self.rows:
                faults.append(f"doc/conformance.rst: there is no {name}")
            elif name in self.proofs:
                faults.append(f"{name} is exempt, but {self.proofs[name][0]} names it")
        for name in self.missing():
            faults.append(f"{name} has no test: {self.rows[name]['requirement']}")
        if not MANUAL.exists() or MANUAL.read_text() != self.manual():
            faults.append("doc/requirements.rst is out of date: run ./l2tp requirements --write")
        return faults

    def manual(self):
        """The text of doc/requirements.rst."""
        out = [".. Made by ./l2tp requirements --write from doc/requirements.csv and test/: do not edit.",
               "", "Requirements and their tests", "=" * 28, "",
               "Each requirement of :rfc:`3931` in words of this module's own, and the tests that fail",
               "where it does not hold. A level of TABLE is a fact of a format or a state table and",
               "APPX one of an appendix; the others are the words of the RFC. A section with ~ is what",
               "this module reads where the RFC is silent or contradicts itself. Tests of the form",
               "``Suite.Name`` are GoogleTests in test/unit, single names are test cases of the ns-3",
               "suites in test, and names with a slash are scripts. :doc:`conformance` has the",
               "requirements that cannot apply. `Tests and what they prove`_ has the other direction.", ""]
        for topic in dict.fromkeys(row["topic"] for row in self.rows.values()):
            out += [topic, "-" * len(topic), "", ".. list-table::", "   :header-rows: 1",
                    "   :widths: 12 10 10 44 24", "",
                    "   * - Id", "     - Section", "     - Level", "     - Requirement", "     - Tests"]
            for row in self.rows.values():
                if row["topic"] == topic:
                    out += [f"   * - _`{row['id']}`", f"     - {row['section']}", f"     - {row['level']}",
                            f"     - {escape(row['requirement'])}",
                            "     - " + (", ".join(f"``{name}``" for name in self.proofs.get(row["id"], []))
                                         or ("exempt" if row["id"] in self.exempt else "none"))]
            out.append("")
        out += ["Tests and what they prove", "-" * 25, ""]
        files = collections.defaultdict(list)
        for name, (file, _) in self.tests.items():
            files[file].append(name)
        for file in sorted(files):
            out += [file, "^" * len(file), ""]
            for name in sorted(files[file]):
                known = [row for row in self.rows if row in self.tests[name][1]]
                out.append(f"* ``{name}``: " + ", ".join(f"{row}_" for row in known))
            out.append("")
        return "\n".join(out[:-1]) + "\n"

    def show(self, name):
        """Prints the rows or tests that a word of the command line means; false if there is none."""
        rows = [row for row in self.rows if row == name] or [
            row for row in self.rows if row.startswith((name + "-", name + "."))]
        for row in rows:
            entry = self.rows[row]
            proofs = [f"{test} ({self.tests[test][0]})" for test in self.proofs.get(row, [])]
            print(f"{row} ({entry['level']}, {entry['topic']}): {entry['requirement']}")
            for line in proofs or ["exempt: " + self.exempt[row] if row in self.exempt else "no test"]:
                print("    " + line)
        tests = [test for test in sorted(self.tests) if test == name or test.startswith(name + ".")]
        for test in tests:
            print(f"{test} ({self.tests[test][0]})")
            for row in self.rows:
                if row in self.tests[test][1]:
                    print(f"    {row}: {self.rows[row]['requirement']}")
        return bool(rows or tests)

    def summarize(self):
        """Prints a line for each topic: how many rows have a test, are exempt, and there are."""
        topics = collections.defaultdict(lambda: [0, 0, 0])
        for name, row in self.rows.items():
            for counts in (topics[row["topic"]], topics["all"]):
                counts[0] += name in self.proofs
                counts[1] += name in self.exempt
                counts[2] += 1
        topics["all"] = topics.pop("all")
        for topic, (proved, exempt, total) in topics.items():
            print(f"{topic}: {proved} of {total}" + (f", {exempt} exempt" if exempt else ""))


def escape(text):
    """A sentence as reStructuredText that says the same."""
    return re.sub(r"([*`|\\_])", r"\\\1", text)


def main():
    arguments = sys.argv[1:]
    if any(argument in ("-h", "--help") for argument in arguments):
        print(__doc__.strip())
        return 0
    catalogue = Catalogue()
    if not arguments:
        catalogue.summarize()
    elif arguments == ["--missing"]:
        for name in catalogue.missing():
            row = catalogue.rows[name]
            print(f"{name} ({row['level']}, {row['topic']}): {row['requirement']}")
    elif arguments == ["--check"]:
        faults = catalogue.check()
        print("\n".join(faults + [f"{len(catalogue.rows)} requirements, {len(catalogue.exempt)} exempt, "
                                  f"{len(catalogue.missing())} without a test, "
                                  f"{len(catalogue.tests)} tests"]))
        return 1 if faults else 0
    elif arguments == ["--write"]:
        MANUAL.write_text(catalogue.manual())
    else:
        unknown = [name for name in arguments if not catalogue.show(name)]
        for name in unknown:
            print(f"there is no requirement and no test {name}", file=sys.stderr)
        return 1 if unknown else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
