"""Answers of forges, given odd values: `python -m benchmarks.fuzz_forges` (ten minutes for each forge).

A good answer is changed value by value, key by key and entry by entry, and sometimes byte by byte. A number behind the
command is how many minutes each forge gets. It fails where anything but the refusal that the reader documents is
raised, where an entry is left out without its place, where an approval of nothing stands, or where one answer takes
seconds. Answer number N is always the same, so that what failed can be tried again.
"""

from __future__ import annotations

import copy
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from delivery_wiki.calculations.signing.review_decisions import decide_reviews
from delivery_wiki.reading.reports.forge_reviews import UnreadableReviews, read_reviews
from tests.reviews import github, github_review, gitlab, gitlab_approval

MINUTES = 10.0
SLOW_SECONDS = 5.0
SHOWN = 5
HEAD, BASE = "a" * 40, "b" * 40
ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 10**30, 1.5, float("inf"), "", " ", "-x", "x" * 5000, "\0", "\ud800", "☃", "\u202e"),
    *([], {}, [[]], [None], {"": None}, {"user": None}, "2026-13-01T10:00:00Z", "0001-01-01T00:00:00+14:00"),
    *("9999-12-31T23:59:59-14:00", "2026-11-20T10:00:60Z", "2026-11-20T10:00:00+99:99", "javascript:alert(1)"),
    *("http://[", "https://", HEAD, BASE, "A" * 40, "APPROVED", "COMMENTED", "merged", "ghost", "x[bot]"),
)
TOKENS = (
    *(
        b"<",
        b">",
        b"&",
        b"&#0;",
        b"&#x1B;",
        b"&amp",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<?x",
        b"?>",
        b"<!DOCTYPE x>",
    ),
    *(
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xf0\x9f\x98\x80",
        b'"',
        b"'",
        b"=",
        b"/",
        b"\r\n",
        b"\x1b[31m",
        b"T-001",
        b"{",
        b"}",
    ),
    *(
        b"<testcase name='T-1'>",
        b"</testcase>",
        b"<failure/>",
        b"<skipped>",
        b"tests='9'",
        b"e1000",
        b"[" * 2000,
        b"<a>" * 300,
    ),
)
Problem = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is fed: an input by its number, and what is wrong with how it was taken, if anything."""

    name: str
    make: Callable[[random.Random], bytes]
    check: Callable[[bytes], Iterator[Problem]]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, left out, doubled, exchanged or put in."""
    text = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        place = chance.randrange(len(text) + 1)
        width = chance.choice((1, 1, 2, 10, 60))
        match chance.randrange(6):
            case 0:
                text[place : place + width] = b""
            case 1:
                text[place:place] = text[place : place + width] * chance.choice((1, 2, 50))
            case 2:
                text[place:place] = chance.choice(TOKENS)
            case 3:
                text[place : place + 1] = bytes([chance.randrange(256)])
            case 4:
                other = chance.randrange(len(text) + 1)
                text[place:place] = text[other : other + width]
            case _:
                del text[place:]
    return bytes(text)


def odd_tree(tree: Any, chance: random.Random) -> Any:
    """A tree in which values, keys and entries are others than they were."""
    tree = copy.deepcopy(tree)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        holders = [holder for holder in _holders(tree) if holder]
        if not holders:
            break
        holder = chance.choice(holders)
        key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        match chance.randrange(4):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(chance.choice((*ODD_VALUES, holder[key]))))
            case 2 if isinstance(holder[key], str) and holder[key]:
                holder[key] = damaged(holder[key].encode("utf-8", "replace"), chance).decode("utf-8", "replace")
            case _:
                holder[key] = copy.deepcopy(chance.choice(ODD_VALUES))
    return tree


def _holders(tree: Any) -> Iterator[Any]:
    if isinstance(tree, dict | list):
        yield tree
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from _holders(value)


def _forge(good: dict[str, Any]) -> Callable[[random.Random], bytes]:
    def make(chance: random.Random) -> bytes:
        tree = odd_tree(good, chance) if chance.random() < 0.8 else good
        data = json.dumps(tree).encode()
        return damaged(data, chance) if tree is good else data

    return make


def _check_forge(forge: str) -> Callable[[bytes], Iterator[Problem]]:
    def check(data: bytes) -> Iterator[Problem]:
        try:
            pull = read_reviews(data, forge)
        except UnreadableReviews as fault:
            if not str(fault):
                yield "refused without a word"
            return
        for left_out in pull.left_out:
            if not left_out.where or left_out.where.partition("[")[0] not in left_out.problem:
                yield f"left out without its place: {left_out}"
        for decision in decide_reviews(pull):
            if decision.reason is None and (decision.review.commit != pull.head or not decision.review.time):
                yield f"an approval of nothing stands: {decision}"

    return check


def readers() -> tuple[Reader, ...]:
    """What is fed."""
    pull = github(HEAD, BASE, github_review("carl", HEAD), github_review("vera", HEAD, "CHANGES_REQUESTED"))
    request = gitlab(HEAD, BASE, gitlab_approval("carl.l"), gitlab_approval("vera.l", None))
    request["reviewers"] = [{"user": {"username": "carl.l"}, "state": "reviewed"}]
    note = {"system": True, "body": "approved this merge request", "created_at": "2026-11-20T11:00:00.000+01:00"}
    request["notes"] = [note | {"author": {"username": "vera.l"}}]
    return (
        Reader(name="reviews of GitHub", make=_forge(pull), check=_check_forge("github")),
        Reader(name="reviews of GitLab", make=_forge(request), check=_check_forge("gitlab")),
    )


def feed(reader: Reader, seconds: float, most: int = sys.maxsize) -> tuple[int, list[Problem], float]:
    """How many inputs were tried, what was wrong, and the longest time of one."""
    end, number, slowest = time.monotonic() + seconds, 0, 0.0
    problems: list[Problem] = []
    while number < most and time.monotonic() < end:
        data = reader.make(random.Random(number))
        began = time.monotonic()
        try:
            problems += [f"input {number}: {text}" for text in reader.check(data)]
        except Exception as fault:
            problems.append(f"input {number}: {type(fault).__name__}: {fault}")
        took = time.monotonic() - began
        if took > SLOW_SECONDS:
            problems.append(f"input {number}: {took:.1f} s")
        slowest = max(slowest, took)
        number += 1
    return number, problems, slowest


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 where anything was wrong."""
    minutes = float(arguments[0]) if arguments else MINUTES
    wrong = 0
    for reader in readers():
        count, problems, slowest = feed(reader, minutes * 60)
        told = f"{len(problems)} wrong, slowest {slowest * 1000:.0f} ms"
        print(f"{reader.name}: {count:,} inputs in {minutes:g} min, {told}", flush=True)
        for problem in problems[:SHOWN]:
            print(f"  {problem[:300]}")
        wrong += len(problems)
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
