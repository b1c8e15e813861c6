"""Safe repairs of texts: each takes the place of exactly what its finding says stands there, or is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from delivery_wiki.model.finding import Finding

from .cut_text import CODE as CUT
from .plain_scalar import AmbiguousScalar, read_plain_scalar

UNTOUCHED = ("issued", "sign-offs", "test-runs")
_KEYS = frozenset(("unknown-key",))
_HEADINGS = frozenset(("unknown-heading",))
_ITSELF = frozenset(("yaml-ambiguous-scalar",))
_IN_TEXT = frozenset(("markdown-not-read", "macro-refused", "macro-unclosed", "heading-level"))
_ENDS = re.compile(r"[ \t]*(?:\r?$|,|\]|\}|[ \t]#)|[ \t]*:(?=[ \t\r]|$)")
_KEY = re.compile(r"""(?P<quote>["']?)(?P<key>[A-Za-z0-9_.-]+)(?P=quote)[ \t]*:[ \t]+""")
_HEADING = re.compile(r"#{2,6}[ \t]+")
_PLAIN = re.compile(r"[^\W_](?:[\w ./()&-]*[\w.)])?")
_HASH = re.compile(r"(?:^|[ \t])(?=#(?:\S|$))")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """Texts after one round of repairs: those that changed, and the findings that were used."""

    texts: Mapping[str, str]
    used: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    line: int
    start: int
    end: int
    text: str


def may_repair(file: str) -> bool:
    """Whether a file, by its path from the root, may be written: records and what is issued never are."""
    parts = file.split("/")
    return len(parts) > 2 and parts[0] == "projects" and parts[2] not in UNTOUCHED


def repair_texts(texts: Mapping[str, str], findings: Iterable[Finding]) -> Repaired:
    """Apply every replacement that fits its place; of several at one place, the first one."""
    edits: dict[str, list[_Edit]] = {}
    used: list[Finding] = []
    given: set[str] = set()
    for finding in findings:
        file = finding.location.file
        if file not in texts or not may_repair(file) or _is_taken(finding, given):
            continue
        found = _find_edits(texts[file].split("\n"), finding)
        if not found or any(_overlap(edit, other) for edit in found for other in edits.get(file, ())):
            continue
        edits.setdefault(file, []).extend(found)
        used.append(finding)
    return Repaired(texts={file: _apply(texts[file], some) for file, some in edits.items()}, used=tuple(used))


def _is_taken(finding: Finding, given: set[str]) -> bool:
    """Whether another finding of this round got the same free id; the next round gives this one the next."""
    if finding.code != "duplicate-id" or finding.replacement is None:
        return False
    project = finding.location.file.split("/")[1]
    key = f"{project}/{finding.replacement[1]}"
    taken = key in given
    given.add(key)
    return taken


def _find_edits(lines: list[str], finding: Finding) -> tuple[_Edit, ...]:
    if finding.code == CUT:
        return _quotes(lines, finding)
    edit = _find_edit(lines, finding)
    return () if edit is None else (edit,)


def _quotes(lines: list[str], finding: Finding) -> tuple[_Edit, ...]:
    """The quotes before and behind a text that is cut; the finding stands at the first `#` in it that cuts."""
    found, better = finding.replacement or ("", "")
    pieces = found.split("\n")
    at = next((number for number, piece in enumerate(pieces) if _HASH.search(piece)), None)
    first = finding.location.line - 1 - (at or 0)
    last = first + len(pieces) - 1
    if at is None or first < 0 or last >= len(lines):
        return ()
    column = finding.location.column - 1 + (finding.location.line == 1 and lines[0].startswith(_MARK))
    marked = _HASH.search(pieces[at])
    start = (
        column - marked.end() if at == 0 and marked else len(lines[first].rstrip("\r")) - len(pieces[0].rstrip("\r"))
    )
    end = len(pieces[-1]) + (start if first == last else 0)
    whole = "\n".join(line.rstrip("\r") for line in (*lines[first:last], lines[last][:end]))
    if start < 0 or whole[start:] != found.replace("\r", ""):
        return ()
    quotes = ((first, start, better[0]), (last, end, better[-1]))
    return tuple(_Edit(line=line, start=place, end=place, text=quote) for line, place, quote in quotes)


def _find_edit(lines: list[str], finding: Finding) -> _Edit | None:
    if finding.replacement is None or not 1 <= finding.location.line <= len(lines):
        return None
    found, better = finding.replacement
    line = lines[finding.location.line - 1]
    start = finding.location.column - 1 + (finding.location.line == 1 and line.startswith(_MARK))
    if not found:
        return _insertion(finding, line, start, better)
    if finding.code in _IN_TEXT:
        fits = line.startswith(found, start)
        return _Edit(line=finding.location.line - 1, start=start, end=start + len(found), text=better) if fits else None
    place = _find_place(finding, line, start)
    return None if place is None else _replacement(finding, line, place, found, better)


def _find_place(finding: Finding, line: str, start: int) -> int | None:
    """Where on the line the text stands that the finding is about: a finding about a value stands at its key."""
    inside = finding.location.file.split("/", 2)[-1]
    if finding.code in _HEADINGS:
        heading = _HEADING.match(line, start)
        return heading.end() if heading else None
    if inside.endswith(".md") and not inside.startswith("minutes/"):
        return None
    steps = finding.location.steps
    if finding.code in _KEYS | _ITSELF or (steps and isinstance(steps[-1], int)):
        return start
    key = _KEY.match(line, start)
    return key.end() if key and steps and key["key"] == steps[-1] else None


def _replacement(finding: Finding, line: str, start: int, found: str, better: str) -> _Edit | None:
    """The found text as it stands, or between quotes; what follows has to end it."""
    for quote in ("", '"', "'"):
        written = f"{quote}{found}{quote}"
        end = start + len(written)
        if quote and set(found + better) & {'"', "'", "\\"}:
            continue
        if line.startswith(written, start) and _ENDS.match(line, end):
            text = f"{quote}{better}{quote}" if quote or finding.code in _HEADINGS else _plain(found, better)
            return _Edit(line=finding.location.line - 1, start=start, end=end, text=text)
    return None


def _plain(found: str, better: str) -> str:
    """A text that stands without quotes; in quotes where it would then mean something else."""
    if '"' in found + better:
        return better
    try:
        safe = _PLAIN.fullmatch(better) and read_plain_scalar(better) == better
    except AmbiguousScalar:
        safe = False
    return better if safe else f'"{better}"'


def _insertion(finding: Finding, line: str, start: int, better: str) -> _Edit | None:
    """A line before a first key that stands at the margin."""
    at_the_margin = finding.location.column == 1 and _KEY.match(line + " ", start)
    return _Edit(line=finding.location.line - 1, start=start, end=start, text=better) if at_the_margin else None


def _overlap(one: _Edit, other: _Edit) -> bool:
    return one.line == other.line and (one.start == other.start or (one.start < other.end and other.start < one.end))


def _apply(text: str, edits: list[_Edit]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.start), reverse=True):
        line = lines[edit.line]
        better = edit.text.replace("\n", "\r\n") if line.endswith("\r") else edit.text
        lines[edit.line] = line[: edit.start] + better + line[edit.end :]
    return "\n".join(lines)
