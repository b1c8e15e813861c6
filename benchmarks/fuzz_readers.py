"""Random damage for each reader: no exception but its own, and every finding has a place and a repair.

python -m benchmarks.fuzz_readers            # ten minutes for each reader
python -m benchmarks.fuzz_readers 30 yaml    # half a minute for one
"""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from delivery_wiki.model.finding import Finding
from delivery_wiki.model.texts.date_words import read_date
from delivery_wiki.model.texts.plain_number import how_to_write, read_number, two_readings
from delivery_wiki.reading.markdown.markdown_file import read_markdown
from delivery_wiki.reading.reports.forge_reviews import UnreadableReviews, read_reviews
from delivery_wiki.reading.reports.junit_file import read_junit
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.schema.schema_rules import is_email_address
from delivery_wiki.reading.sound_part import sound_part
from delivery_wiki.reading.yaml.plain_scalar import AmbiguousScalar, read_plain_scalar
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

ROOT = Path(__file__).parent.parent
FULL = ROOT / "tests/examples/valid/full/projects/harbour"
SECONDS = 600.0
SIGNS = (
    *("\n", " ", "\t", "- ", ": ", ":", "#", " #", "?", "? ", "[", "]", "{", "}", ",", "|", ">", "'", '"', "&a", "*a"),
    *("!x", "%", "@", "`", "<<", "---", "...", "\\", "\\u202e", "\u202e", "\ufeff", "\x00", "\x1b", "é", "😀", "|-"),
    *("{{", "}}", "\\{{", "{%", "<!--", "-->", "](", "[x](javascript:y)", "^[", "***", "\n\n", "\r\n", "\r", ">+2"),
    *("1.000", "-", "+", ".", "_", "0x1F", "12:30", "2027-02-30", "31.1.2027", "٣", "１", "∞", "½", "NaN", "true"),
    *("<testcase", "</testsuite>", "&#27;", "&x;", "<![CDATA[", "]]>", "<!DOCTYPE a>", "&", "<", "T-001", "null", "~"),
    *("0", "1e9", "1,5"),
)
MOST = 4000


class Wrong(Exception):
    """A reader answers something that is not so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A reader with texts to damage; `read` returns its findings, for a place with its text."""

    name: str
    texts: tuple[str, ...]
    read: Callable[[bytes], Iterable[Finding]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Damage what each reader reads for some seconds; 1 for the first thing that goes wrong with one."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    seconds = float(given.pop(0)) if given and given[0].replace(".", "").isdigit() else SECONDS
    wrong = 0
    for reader in readers():
        if not given or reader.name in given:
            wrong += fuzz(reader, seconds)
    return int(wrong > 0)


def fuzz(reader: Reader, seconds: float) -> int:
    """How many texts end in an exception, or have a finding without a place, a problem or a repair."""
    chance = random.Random(reader.name)
    end = time.monotonic() + seconds
    count = found = wrong = 0
    longest = 0.0
    while time.monotonic() < end:
        data = damaged(reader.texts, chance)
        begun = time.monotonic()
        try:
            findings = tuple(reader.read(data))
            faults = [fault for finding in findings for fault in faults_of(finding, data)]
        except Exception:
            findings, faults = (), [traceback.format_exc()]
        longest = max(longest, time.monotonic() - begun)
        count, found, wrong = count + 1, found + len(findings), wrong + bool(faults)
        if faults and wrong <= 3:
            print(f"{reader.name}: {data!r}: {faults[0]}")
    print(
        f"{reader.name}: {count:,} texts, {found:,} findings, {wrong} wrong; the slowest took {longest:.2f} s",
        flush=True,
    )
    return wrong


def faults_of(finding: Finding, data: bytes) -> Iterable[str]:
    """What is wrong with a finding: the end of a text counts as a line of it."""
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for place in filter(None, (finding.location, finding.also)):
        if not (1 <= place.line <= lines and place.column >= 1):
            yield f"{finding.code} is at {place.line}:{place.column} of {lines} lines"
    if not finding.problem.strip() or not finding.repair.strip():
        yield f"{finding.code} says too little"


def damaged(texts: Sequence[str], chance: random.Random) -> bytes:
    """One of the texts with some signs put in, taken out, doubled or moved; at times signs alone, or torn bytes."""
    if chance.random() < 0.2:
        return "".join(chance.choices(SIGNS, k=chance.randint(1, 20))).encode("utf-8", "surrogatepass")
    text = chance.choice(texts)
    start = chance.randrange(max(1, len(text) - MOST))
    text = text if len(text) <= MOST else text[text.rfind("\n", 0, start) + 1 :][:MOST]
    for _ in range(chance.randint(1, 6)):
        place, length = chance.randrange(len(text) + 1), chance.randint(1, 20)
        match chance.randrange(5):
            case 0 | 1:
                text = text[:place] + chance.choice(SIGNS) + text[place:]
            case 2:
                text = text[:place] + text[place + length :]
            case 3:
                text = text[:place] + text[place : place + length] * 2 + text[place + length :]
            case _:
                lines = text.split("\n")
                number = chance.randrange(len(lines))
                lines[number] = " " * chance.randint(0, 6) + lines[number].strip()
                text = "\n".join(lines)
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        place = chance.randrange(len(data) + 1)
        data = data[:place] + bytes((chance.randrange(256),)) + data[place + 1 :]
    return data


def readers() -> tuple[Reader, ...]:
    """Every reader of what people and other programs write."""
    schemas = SchemaSet.load(ROOT / "schemas")
    yaml = {path: path.read_text("utf-8") for path in sorted(FULL.rglob("*.yml"))}
    prose = tuple(path.read_text("utf-8") for path in sorted(FULL.rglob("*.md")))

    def read_data(data: bytes) -> Iterable[Finding]:
        read = read_yaml(data, "a.yml")
        yield from read.findings
        for schema in ("project", "requirements", "sow"):
            if read.complete:
                yield from schemas.check(schema, read)
            sound_part(read, data.decode("utf-8", "replace"), schemas, schema)

    def read_minutes(data: bytes) -> Iterable[Finding]:
        return read_markdown(data, "a.md", "minutes/a", schemas=schemas, schema="minutes").findings

    return (
        Reader(name="yaml", texts=tuple(yaml.values()), read=read_data),
        Reader(name="front-matter", texts=prose, read=read_minutes),
        Reader(name="prose", texts=(*prose, MACROS), read=lambda data: read_markdown(data, "a.md", "charter").findings),
        Reader(name="number", texts=NUMBERS, read=read_numbers),
        Reader(name="junit", texts=(JUNIT,), read=lambda data: read_junit(data, "a.xml")[1]),
        Reader(name="review", texts=REVIEWS, read=read_review),
        Reader(name="mail-address", texts=("pat@vendor.example", "a.b+c@x-y.example.org"), read=read_address),
    )


def read_numbers(data: bytes) -> Iterable[Finding]:
    """A number is exact, or none; a date is one of the calendar."""
    text = data.decode("utf-8", "replace").strip()
    number = read_number(text)
    if number is not None and text not in (str(number), f"{number:f}", f"-{number}"):
        raise Wrong(f"{text} is read as {number}")
    two_readings(number)
    read_date(text)
    try:
        read_plain_scalar(text)
        said = how_to_write(text)
    except AmbiguousScalar as fault:
        said = fault.repair
    if not said:
        raise Wrong(f"{text} has no repair")
    return ()


def read_address(data: bytes) -> Iterable[Finding]:
    """True or false."""
    is_email_address(data.decode("utf-8", "replace"))
    return ()


def read_review(data: bytes) -> Iterable[Finding]:
    """The reviews of either forge, or why the data is none."""
    for forge in ("github", "gitlab"):
        try:
            read_reviews(data, forge)
        except UnreadableReviews as fault:
            if not str(fault):
                raise Wrong("it is not said what is wrong") from fault
    return ()


NUMBERS = ("0", "-7", "1200", "0.5", "1.10", "999999999999999999", "20.000", "1,234.56", "31.01.2027", "2027-01-31")
MACROS = """## Motivation

{{ sizing_figure("storage") }} and {{ requirement("R-001") }}, \\{{ literal, `{{ code }}`.

| a | b |
| --- | --- |
| 1 | {{ sow_table("basic") }} |

[a page](plan.html#M-1), <https://www.example.com>, ![picture](x.png), [comment]: <> (a remark)
"""
JUNIT = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3"><testsuite name="mail" tests="3" failures="1" errors="0" skipped="1">
<testcase classname="login" name="T-001 full address" time="1.2"/>
<testcase name="T-002"><failure message="class 2: expected 1 &amp; got 2">two
lines</failure><system-out><![CDATA[x]]></system-out></testcase>
<testcase name="T-003"><skipped/><properties><property name="case" value="T-003"/></properties></testcase>
</testsuite></testsuites>
"""
_SHA = "0123456789abcdef0123456789abcdef01234567"
_GITHUB = {
    "pull_request": {
        "html_url": "https://github.example/o/r/pull/7",
        "user": {"login": "pat", "type": "User"},
        "head": {"sha": _SHA},
        "merge_commit_sha": _SHA,
        "merged": True,
        "requested_reviewers": [{"login": "kim"}],
    },
    "reviews": [
        {
            "id": 1,
            "user": {"login": "sam", "type": "User"},
            "state": "APPROVED",
            "commit_id": _SHA,
            "submitted_at": "2027-01-15T10:00:00+01:00",
            "html_url": "https://github.example/o/r/pull/7#r1",
        }
    ],
}
_GITLAB = {
    "merge_request": {
        "web_url": "http://gitlab.example:8080/o/r/-/merge_requests/7",
        "author": {"username": "pat"},
        "sha": _SHA,
        "merge_commit_sha": _SHA,
        "state": "merged",
    },
    "approvals": {"approved_by": [{"user": {"id": 2, "username": "sam"}, "approved_at": "2027-01-15T10:00:00Z"}]},
    "versions": [{"created_at": "2027-01-14T10:00:00.000Z", "head_commit_sha": _SHA, "base_commit_sha": _SHA}],
    "notes": [{"system": True, "body": "approved this merge request", "author": {"username": "sam"}}],
}
REVIEWS = (json.dumps(_GITHUB, indent=1), json.dumps(_GITLAB, indent=1))

if __name__ == "__main__":
    raise SystemExit(main())
