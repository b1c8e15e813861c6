"""The headline of a sizing: the sum of the lines that add, never a total beside its parts, and what has no result."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.base.readable_digits import readable
from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.calculations.sizing.headline import headline
from delivery_wiki.calculations.sizing.request_checks import check_sizing
from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from delivery_wiki.calculations.sizing.rule_set_examples import example_inputs
from delivery_wiki.calculations.sizing.unit_words import PLURALS, lacks_plural
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput, SizingOverride, SizingRequest
from delivery_wiki.model.sizing import OutputComponent, OutputMeasure, Rule, RuleSet, UnitWord
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.sizing.sizing_words import FigureWords, sizing_headline
from tests.calculations.rule_set_files import NAMES, read_rule_set, read_rule_set_text
from tests.pages.harbour import empty
from tests.tries import tries

BYTES = {"GB": 10**9, "TB": 10**12, "MiB": 2**20}
OTHERS = ("disk", "core", "Mbit/s", "")
NO_RESULT = {"steps": {"value": 0, "bands": [{"above": 1, "gives": 5}]}}


@dataclass(frozen=True)
class Part:
    """A figure of a made line: a number, a text, yes or no, or nothing."""

    title: str
    unit: str
    value: int | bool | str | None
    per_node: bool
    total: bool


@dataclass(frozen=True)
class Line:
    """A line of a made rule set; a count of -1 has no result."""

    count: int | None
    unit: str
    total: bool
    part_of: bool
    parts: tuple[Part, ...]


PARTS = st.builds(
    Part,
    title=st.sampled_from(("Memory", "Disk", "vCPU")),
    unit=st.sampled_from((*BYTES, *OTHERS)),
    value=st.one_of(st.integers(0, 10**6), st.none(), st.booleans(), st.sampled_from(("big", "small"))),
    per_node=st.booleans(),
    total=st.booleans(),
)
LINES = st.builds(
    Line,
    count=st.one_of(st.none(), st.integers(-1, 40)),
    unit=st.sampled_from(("node", "pod")),
    total=st.booleans(),
    part_of=st.booleans(),
    parts=st.lists(PARTS, max_size=3, unique_by=lambda part: part.title).map(tuple),
)


def made(lines: list[Line]) -> RuleSet:
    """A rule set whose lines are these."""
    rules, outputs = [], []
    for number, line in enumerate(lines):
        count = f"count-{number}" if line.count is not None else None
        if count:
            value: Any = NO_RESULT if line.count == -1 else {"add": [line.count, 0]}
            rules.append(Rule(id=count, title=count, unit=line.unit, value=value))
        measures = []
        for position, part in enumerate(line.parts):
            id = f"rule-{number}-{position}"
            value = NO_RESULT if part.value is None else part.value
            rules.append(Rule(id=id, title=id, unit=part.unit, value=value))
            per_node = part.per_node and count is not None
            measures.append(OutputMeasure(title=part.title, rule=id, per_node=per_node, total=part.total))
        other = f"line-{(number + 1) % len(lines)}" if line.part_of and len(lines) > 1 else None
        outputs.append(
            OutputComponent(
                id=f"line-{number}",
                title=f"Line {number}",
                count=count,
                measures=tuple(measures),
                total=line.total,
                part_of=other,
            )
        )
    return replace(read_rule_set("ox-2011-1"), inputs=(), rules=tuple(rules), outputs=tuple(outputs), validity=())


def recomputed(lines: list[Line]) -> tuple[dict[str, Fraction], dict[tuple[str, str], Fraction], list[str]]:
    """Things by unit, sums by title and dimension in its smallest unit, and lines without a result; all by hand."""
    counts: dict[str, Fraction] = {}
    sums: dict[tuple[str, str], Fraction] = {}
    without = []
    for number, line in enumerate(lines):
        if line.count == 0:
            continue
        adds = not line.total and not (line.part_of and len(lines) > 1)
        if line.count is not None and line.count > 0 and adds:
            counts[line.unit] = counts.get(line.unit, Fraction(0)) + line.count
        lacks = line.count == -1
        for part in line.parts:
            times = line.count if part.per_node and line.count is not None else 1
            if part.value is None or (times == -1 and type(part.value) is int):
                lacks = True
            elif type(part.value) is int and adds and not part.total:
                key = (part.title, "data" if part.unit in BYTES else part.unit)
                sums[key] = sums.get(key, Fraction(0)) + part.value * times * BYTES.get(part.unit, 1)
        if lacks:
            without.append(f"Line {number}")
    return counts, sums, without


@tries(400)
@given(st.lists(LINES, min_size=1, max_size=6))
def test_the_headline_is_the_sum_of_the_lines_that_add(lines: list[Line]) -> None:
    """Whatever is a total, a part, a text, in another unit or without a result; what is missing is named."""
    rules = made(lines)
    result = calculate_sizing(rules, ())
    found = headline(result)
    counts, sums, without = recomputed(lines)
    assert list(found.without) == without
    assert {figures.unit: figures.value for figures in found.figures if not figures.title} == counts
    for figures in found.figures:
        if figures.title and not isinstance(figures.value, bool | str):
            assert figures.value is not None
            key = (figures.title, "data" if figures.unit in BYTES else figures.unit)
            assert figures.value * BYTES.get(figures.unit, 1) == sums[key]
    said = sizing_headline(Words(), result)
    assert all(title in said for title in without)
    assert ("no result" in said) == bool(without)


@pytest.mark.parametrize("name", NAMES)
def test_the_headline_of_a_shipped_rule_set_is_said_with_units_once(name: str) -> None:
    """No unit stands twice in a row, whatever the title."""
    rules = read_rule_set(name)
    for example in rules.examples[:20]:
        said = sizing_headline(Words(), calculate_sizing(rules, example_inputs(example)))
        words = re.split(r"[,;:]? ", said.casefold())
        assert all(one != other for one, other in pairwise(words)), said


TINY = """
format: 1
id: tiny
version: "1"
title: Tiny
publisher: Example Vendor
published: "2026"
summary: "A rule set of a few lines."
confidence: "Made up for a test."
inputs: [{id: users, title: Users, unit: user, minimum: 1, maximum: 1000}]
rules:
  - {id: nodes, title: Nodes, unit: node, value: {round-up: {value: {divide: [{input: users}, 4]}}}}
  - {id: memory, title: Memory, unit: GB, value: 8}
  - {id: cache, title: Cache, unit: GB, value: {input: users}}
  - {id: all, title: Memory of all, unit: GB, value: {multiply: [{rule: nodes}, {rule: memory}]}}
  - {id: both, title: Memory of both, unit: GB, value: {add: [{rule: all}, {rule: cache}]}}
  - {id: copy, title: Copy, unit: GB, value: {rule: cache}}
  - {id: reserve, title: Reserve, unit: GB, value: {multiply: [{rule: both}, 1.2]}}
  - {id: others, title: Other nodes, unit: node, value: {add: [{rule: nodes}, 1]}}
  - {id: most, title: Most nodes, unit: node, value: {maximum-of: [{rule: nodes}, {rule: others}]}}
outputs:
  - {id: nodes, title: Node, count: nodes, measures: [{title: Memory, rule: memory, per_node: true}]}
  - {id: cache, title: Cache, measures: [{title: Memory, rule: cache}]}
  - LAST
examples:
  - {title: Small, basis: own-made, inputs: {users: 5}, results: {nodes: 2, all: 16, both: 21, copy: 5}}
"""
COUNTS = "{id: other, title: Other, count: others}\n  - {id: all, title: All, count: most}"


def _tiny(last: str, users: int = 12) -> tuple[str, list[str]]:
    rules = read_rule_set_text(TINY.replace("LAST", last).encode())
    request = replace(rules.examples[0], inputs={"users": users})
    from delivery_wiki.calculations.sizing.rule_set_examples import example_inputs

    findings = [finding.code for finding in check_rule_set(rules) if finding.code == "rule-set-total"]
    return sizing_headline(Words(), calculate_sizing(rules, example_inputs(request))), findings


@pytest.mark.parametrize(
    ("unit", "first", "second", "expected"),
    [
        ("%", "", "", "3 nodes, 3 pods"),
        ("%/year", "", "", "3 nodes, 3 pods"),
        ("%", "", None, "3 nodes, 3 pods, 7 % Load"),
        ("%", ", per_node: true", None, "3 nodes, 3 pods"),
        ("Mbit/s", "", "", "3 nodes, 3 pods, 14 Mbit/s Load"),
        ("Mbit/s", ", per_node: true", "", "3 nodes, 3 pods, 28 Mbit/s Load"),
    ],
)
def test_shares_are_not_added_and_not_multiplied(unit: str, first: str, second: str | None, expected: str) -> None:
    """96 % of one thing and 50 % of another are no 146 % of anything; what flows does add. Check says it of a node."""
    more = "" if second is None else f", measures: [{{title: Load, rule: load{second}}}]"
    text = TINY.replace("rules:\n", f"rules:\n  - {{id: load, title: L, unit: {unit!r}, value: 7}}\n")
    head, tail = text.split("outputs:\n")[0], text.split("examples:")[1]
    text = f"""{head}  - {{id: pods, title: Pods, unit: pod, value: {{rule: nodes}}}}
outputs:
  - {{id: nodes, title: Node, count: nodes, measures: [{{title: Load, rule: load{first}}}]}}
  - {{id: pods, title: Pod, count: pods{more}}}
examples:{tail}"""
    rules = read_rule_set_text(text.encode())
    example = replace(rules.examples[0], inputs={"users": 12})
    assert sizing_headline(Words(), calculate_sizing(rules, example_inputs(example))) == expected
    found = [finding.problem for finding in check_rule_set(rules) if finding.code == "rule-set-count"]
    assert [("is a share" in word) for word in found] == [True] * ("%" in unit and "per_node" in first)


@pytest.mark.parametrize(
    ("last", "expected", "findings"),
    [
        ("{id: all, title: In total, measures: [{title: Memory, rule: all}]}", "3 nodes, 36 GB Memory", 1),
        ("{id: all, title: In total, total: true, measures: [{title: Memory, rule: all}]}", "3 nodes, 36 GB Memory", 0),
        ("{id: all, title: All, measures: [{title: Memory, rule: both, total: true}]}", "3 nodes, 36 GB Memory", 0),
        ("{id: all, title: All, measures: [{title: Memory, rule: both}]}", "3 nodes, 36 GB Memory", 1),
        ("{id: all, title: All, measures: [{title: Memory, rule: reserve}]}", "3 nodes, 36 GB Memory", 1),
        ("{id: all, title: In total, measures: [{title: Memory, rule: reserve}]}", "3 nodes, 36 GB Memory", 1),
        (COUNTS, "7 nodes, 36 GB Memory", 1),
        ("{id: all, title: All, total: false, measures: [{title: Memory, rule: both}]}", "3 nodes, 72 GB Memory", 0),
        (
            "{id: of, title: Of which, part_of: cache, measures: [{title: Memory, rule: copy}]}",
            "3 nodes, 36 GB Memory",
            0,
        ),
        ("{id: mirror, title: Mirror, measures: [{title: Memory, rule: copy}]}", "3 nodes, 48 GB Memory", 0),
    ],
)
def test_a_total_is_not_added_to_its_parts(last: str, expected: str, findings: int) -> None:
    """Marked or found out; a second machine of the same size is no total."""
    said, codes = _tiny(last)
    assert said == expected
    assert len(codes) == findings


STORES = """
format: 1
id: stores
version: "1"
title: Stores
publisher: Example Vendor
published: "2026"
summary: "Lines of one title."
confidence: "Made up for a test."
inputs: [{id: users, title: Users, unit: user, minimum: 1}]
rules:
  - {id: a, title: A, unit: GB, value: {multiply: [{input: users}, 10]}}
  - {id: b, title: B, unit: GB, value: {multiply: [{input: users}, 3]}}
  - {id: near-b, title: Near B, unit: GB, value: {round-up: {value: {rule: b}, to: 16}}}
  - {id: both, title: Both, unit: TB, value: {divide: [{add: [{rule: a}, {rule: b}]}, 1000]}}
  - {id: last, title: Last, unit: GB, value: LAST}
  - {id: next, title: Next, unit: GB, value: NEXT}
outputs:
  - {id: store, title: Store, measures: [{title: Disk, rule: a}]}
  - {id: SECOND, title: Index, measures: [{title: Disk, rule: SECOND}]}
  - {id: last, title: TITLE, measures: [{title: Disk, rule: last}]}
  - {id: next, title: Next line, measures: [{title: Disk, rule: next}]}
examples:
  - {title: Small, basis: own-made, inputs: {users: 5}, results: {a: 50}}
"""
TWICE = "{multiply: [{rule: a}, 2]}"
SUM = "{add: [{rule: a}, {rule: b}]}"
WRITTEN_OUT = "{multiply: [{input: users}, 10]}, {multiply: [{input: users}, 3]}"
BANDS = f"{{steps: {{value: {SUM}, bands: [{{up-to: 500, gives: 500}}, {{above: 500, gives: 1000000}}]}}}}"


def _stores(value: str, title: str = "Last", following: str = "1", second: str = "b") -> tuple[str, list[str]]:
    """The headline for 10 users, 100 GB of store and 30 GB of index, and what check says of totals."""
    text = STORES.replace("LAST", value).replace("TITLE", title).replace("NEXT", following).replace("SECOND", second)
    rules = read_rule_set_text(text.encode())
    users = SizingInput(input="users", value=10, basis=InputBasis.MEASURED)
    found = [
        f"{finding.problem}. {finding.repair}" for finding in check_rule_set(rules) if finding.code == "rule-set-total"
    ]
    return sizing_headline(Words(), calculate_sizing(rules, (users,))), found


@pytest.mark.parametrize(
    ("value", "following", "second", "expected"),
    [
        (f"{{round-up: {{value: {SUM}, to: 64}}}}", "1", "b", "131 GB Disk"),
        (f"{{multiply: [{SUM}, 1.2]}}", "1", "b", "131 GB Disk"),
        (f"{{add: [{SUM}, {{percent-of: {{percent: 20, value: {SUM}}}}}]}}", "1", "b", "131 GB Disk"),
        ("{maximum-of: [{rule: a}, {rule: b}]}", "1", "b", "131 GB Disk"),
        ("{minimum-of: [{rule: a}, {rule: b}]}", "1", "b", "131 GB Disk"),
        ("{multiply: [{rule: both}, 1300]}", "1", "b", "131 GB Disk"),
        (BANDS, "1", "b", "131 GB Disk"),
        (f"{{maximum-of: [{WRITTEN_OUT}]}}", "1", "b", "131 GB Disk"),
        (f"{{round-up: {{value: {{add: [{WRITTEN_OUT}]}}, to: 64}}}}", "1", "near-b", "133 GB Disk"),
        (f"{{round-up: {{value: {SUM}, to: 64}}}}", "1", "near-b", "133 GB Disk"),
        (f"{{round-up: {{value: {SUM}, to: 64}}}}", "{multiply: [{rule: last}, 1.5]}", "b", "130 GB Disk"),
    ],
)
def test_a_total_that_is_rounded_or_has_a_reserve_is_not_added(
    value: str, following: str, second: str, expected: str
) -> None:
    """Whatever its title, and what is made of it in turn."""
    said, found = _stores(value, "Last", following, second)
    assert said == expected
    assert len(found) == (1 if following == "1" else 2)
    assert "is made of 'Store', 'Index', so that the headline leaves it out" in found[0]
    assert "Add 'total: true' to the line 'last'; 'total: false' where it is to be added." in found[0]


@pytest.mark.parametrize(
    ("value", "following", "expected"),
    [
        (TWICE, "1", "331 GB Disk"),
        ("{multiply: [{rule: b}, 0.5]}", "{multiply: [{rule: b}, 4]}", "265 GB Disk"),
        (TWICE, "{multiply: [{rule: last}, 2]}", "730 GB Disk"),
        (TWICE, f"{{multiply: [{TWICE}, 2]}}", "730 GB Disk"),
        ("{multiply: [{multiply: [{input: users}, 10]}, 2]}", "1", "331 GB Disk"),
        (f"{{multiply: [{SUM}, 0.1]}}", "1", "144 GB Disk"),
        ("{when: {condition: {more-than: [{rule: a}, {rule: b}]}, then: 500, else: 700}}", "1", "631 GB Disk"),
    ],
)
def test_a_line_that_rests_on_others_without_holding_them_is_added(value: str, following: str, expected: str) -> None:
    """A backup twice as large, two lines made of one, a chain, a tenth for snapshots, a line that only asks."""
    assert _stores(value, "Backup", following) == (expected, [])


@pytest.mark.parametrize(
    ("title", "repair"),
    [
        ("Of which mail", "part_of: b"),
        ("Mail (of which attachments)", "part_of: b"),
        ("davon Mail", "part_of: b"),
        ("In total (next 64 GB)", "total: true"),
        ("Sum with reserve", "total: true"),
        ("Insgesamt", "total: true"),
        ("Summe mit Reserve", "total: true"),
        ("Gesamtspeicher", "total: true"),
        ("Summary index", ""),
        ("Consumers", ""),
    ],
)
def test_a_title_that_says_total_or_part_asks_for_the_key(title: str, repair: str) -> None:
    """The figure is computed anew from the input, so that only its title tells."""
    said, found = _stores("{multiply: [{input: users}, 6]}", title)
    assert said == "191 GB Disk"
    assert len(found) == bool(repair)
    assert all(f"Add '{repair}' to the line 'last'; 'total: false'" in text for text in found)


def test_the_part_of_the_only_other_line_is_asked_for_by_its_id() -> None:
    """A store and the mail in it: with the key, the headline is the store alone."""
    rules = read_rule_set_text(STORES.encode().replace(b"SECOND", b"b"))
    mail = OutputComponent(id="mail", title="of which mail", measures=(OutputMeasure(title="Disk", rule="b"),))
    for line, problems in ((mail, 1), (replace(mail, part_of="store"), 0), (replace(mail, total=False), 0)):
        two = replace(rules, outputs=(rules.outputs[0], line))
        found = [finding.repair for finding in check_rule_set(two) if finding.code == "rule-set-total"]
        assert found == ["Add 'part_of: store' to the line 'mail'; 'total: false' where it is to be added."] * problems


def test_the_parts_of_a_total_that_is_left_out_are_what_adds() -> None:
    """A total above two lines of which it is made, marked or found out; the parts need no key."""
    rules = read_rule_set_text(STORES.encode().replace(b"SECOND", b"b").replace(b"LAST", SUM.encode()))
    store, index, total, _ = rules.outputs
    parts = (replace(store, title="Of which store"), replace(index, title="Of which index"))
    for first, problems in ((replace(total, total=True), 0), (total, 1)):
        found = check_rule_set(replace(rules, outputs=(first, *parts)))
        assert len([finding for finding in found if finding.code == "rule-set-total"]) == problems


def test_a_store_that_is_its_parts_exactly_is_left_out_and_they_need_no_key() -> None:
    """Ten of each user: three of index, seven of mail; one finding, and a headline that counts each once."""
    said, found = _stores("{multiply: [{input: users}, 7]}", "Of which mail")
    assert said == "101 GB Disk"
    assert len(found) == 1
    assert "'Disk' of 'Store' is the sum of 'Index', 'Of which mail'" in found[0]


def test_a_part_below_a_total_whose_lines_stand_there_is_part_of_the_total() -> None:
    """Store, index, what they come to, and of that the mail: added, the mail would count twice."""
    rules = read_rule_set_text(STORES.encode().replace(b"SECOND", b"b").replace(b"LAST", SUM.encode()))
    store, index, total, part = rules.outputs
    lines = (store, index, replace(total, total=True), replace(part, title="Davon Mail"))
    found = [finding for finding in check_rule_set(replace(rules, outputs=lines)) if finding.code == "rule-set-total"]
    assert [finding.repair for finding in found] == [
        "Add 'part_of: last' to the line 'next'; 'total: false' where it is to be added."
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction("16293.0372"), "16,290"),
        (Fraction("519.168"), "519.2"),
        (Fraction("24.95976"), "24.96"),
        (Fraction("0.0123456"), "0.01235"),
        (Fraction("9999.96"), "10,000"),
        (Fraction(1, 3), "0.3333"),
        (Fraction(-25000, 3), "-8,333"),
        (Fraction(1792100), "1,792,100"),
        (Fraction("0.99996"), "1"),
        (Fraction(10**30 + 1), "1,000,000,000,000,000,000,000,000,000,001"),
    ],
)
def test_people_read_four_significant_digits(value: Fraction, expected: str) -> None:
    """A whole number stands as it is; all digits are in the JSON and in the working."""
    assert FigureWords(words=Words()).number(value) == expected


@tries(300)
@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_what_is_read_is_within_half_of_its_last_digit(value: Fraction) -> None:
    """Compared with the exact number: less than one part in two thousand away, and never more digits than four."""
    near = readable(value)
    assert abs(near - value) * 2000 <= abs(value)
    if value.denominator != 1:
        assert len(str(abs(near.numerator) * 10**12 // near.denominator).strip("0")) <= 4 or near.denominator % 10


@pytest.mark.parametrize(
    ("title", "value", "unit", "expected"),
    [
        ("vCPU", Fraction(30), "vCPU", "vCPU: 30"),
        ("Virtual cores, at least", Fraction(6), "core", "Virtual cores, at least: 6"),
        ("Memory in GB", Fraction(16), "GB", "Memory in GB: 16"),
        ("Memory", Fraction(16), "GB", "Memory: 16\xa0GB"),
        ("Plan B", Fraction(16), "B", "Plan B: 16\xa0B"),
        ("Disks", Fraction(87), "disk", "Disks: 87\xa0(disk)"),
        ("Drives", Fraction(87), "drive", "Drives: 87"),
        ("Bays", Fraction(2), "drive", "Bays: 2\xa0drives"),
        ("Bays", Fraction(1), "drive", "Bays: 1\xa0drive"),
        ("Class", "big", "", "Class: big"),
        ("Big", True, "", "Big: yes"),
        ("Memory", None, "GB", "Memory: no result"),
    ],
)
def test_a_figure_is_said_with_its_unit_once(title: str, value: object, unit: str, expected: str) -> None:
    """A word without a known plural stands in parentheses; the rule set can name the plural."""
    rules = replace(read_rule_set("ox-2011-1"), units=(UnitWord(unit="drive", plural="drives"),))
    assert FigureWords.of(Words(), rules).named(title, value, unit, ()) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "unit", ["GB", "IOPS", "vCPU", "%", "", "min", "kbit/s", "user", "GHz", "TB/week", "operation/s"]
)
def test_what_is_no_word_of_its_own_needs_no_plural(unit: str) -> None:
    """Units of size, abbreviations, rates and known words."""
    assert not lacks_plural(unit, PLURALS)


@pytest.mark.parametrize(
    ("output", "value", "problem"),
    [
        ("class", "huge", ""),
        ("many", False, ""),
        ("nodes", 4, ""),
        ("class", 3, "'class' gives a text; '3' is a number"),
        ("many", "no", "'many' gives yes or no; 'no' is a text"),
        ("nodes", True, "'nodes' gives a number; 'True' is yes or no"),
    ],
)
def test_a_result_set_by_hand_is_of_the_kind_that_its_rule_gives(output: str, value: Any, problem: str) -> None:
    """A text is overridden by a text, and what is of another kind is refused."""
    bands = "{steps: {value: {input: users}, bands: [{up-to: 10, gives: small}, {above: 10, gives: big}]}}"
    more = f"- {{id: class, title: C, unit: '', value: {bands}}}"
    more += "\n  - {id: many, title: M, unit: '', value: {more-than: [{input: users}, 10]}}\noutputs:"
    text = TINY.replace("outputs:", f"  {more}").replace(
        "LAST", "{id: facts, title: Facts, measures: [{title: C, rule: class}, {title: M, rule: many}]}"
    )
    rules = read_rule_set_text(text.encode())
    users = SizingInput(input="users", value=12, basis=InputBasis.MEASURED)
    override = SizingOverride(output=output, value=value, reason="Bought")
    request = SizingRequest(rules=Pin(id="tiny", version="1"), inputs=(users,), overrides=(override,))
    project = replace(empty(), sizing=request)
    found = [finding.problem for finding in check_sizing(project, Library(rule_sets=(rules,)))]
    assert found == ([problem] if problem else [])
    step = calculate_sizing(rules, request.inputs, request.overrides).figure(output)
    assert problem or (step is not None and step.value == value)
