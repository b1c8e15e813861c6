"""Findings as text, JSON, GitHub annotations and GitLab Code Quality: pure functions, worst first."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from delivery_wiki.model.finding import Finding, Location, Severity
from delivery_wiki.model.finding_codes import FINDING_CODES
from delivery_wiki.model.project.register_entries import AcceptedFinding

from .json_text import Json, json_text

Accepted: TypeAlias = Sequence[tuple[Finding, AcceptedFinding]]

SCHEMA = "findings/1"
GITHUB_SHOWN = 10  # GitHub shows ten annotations of a level for one step and drops the rest silently
COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m"}
PLAIN = "\x1b[0m"
GITLAB_ACCEPTED = "info"
GITLAB_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor"}
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>@:])")


def render_text(findings: Iterable[Finding], *, colour: bool = False, checked: int | None = None) -> str:
    """One line for each finding, its other place below, and a line that sums up; `checked` counts the projects."""
    ordered = _ordered(findings)
    lines = [line for finding in ordered for line in _text_lines(finding, colour=colour)]
    projects = "" if checked is None else f" {number_of(checked, 'project')} checked."
    return "\n".join([*lines, summary_line(ordered) + projects])


def summary_line(findings: Iterable[Finding]) -> str:
    """How many errors and warnings there are, in how many files."""
    ordered = tuple(findings)
    if not ordered:
        return "No findings."
    counts = Counter(finding.severity for finding in ordered)
    parts = [number_of(counts[severity], severity.value) for severity in Severity if counts[severity]]
    files = len({finding.location.file for finding in ordered})
    return f"{' and '.join(parts)} in {number_of(files, 'file')}."


def render_json(findings: Iterable[Finding], accepted: Accepted = ()) -> str:
    """All findings as JSON, described in schemas/findings.schema.json; accepted warnings stand and count apart."""
    ordered = _ordered(findings)
    counts = Counter(finding.severity for finding in ordered)
    report: Json = {
        "schema": SCHEMA,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "findings": [_as_json(finding) for finding in ordered],
        "accepted": [_as_json(finding) | {"accepted": _entry_as_json(entry)} for finding, entry in accepted],
    }
    return json_text(report)


def accepted_line(accepted: Accepted) -> str:
    """How many warnings somebody answers for."""
    return "1 warning is accepted" if len(accepted) == 1 else f"{len(accepted)} warnings are accepted"


def accepted_words(entry: AcceptedFinding) -> str:
    """Who answers for a warning, until when and why."""
    return f"accepted by {entry.by} until {entry.until}: {entry.reason}"


def render_github(findings: Iterable[Finding], accepted: Accepted = ()) -> str:
    """Workflow commands, at most ten of each level, then how many more there are and how many are accepted."""
    ordered = _ordered(findings)
    lines: list[str] = []
    for severity in Severity:
        of_level = [finding for finding in ordered if finding.severity is severity]
        lines += [_github_command(finding) for finding in of_level[:GITHUB_SHOWN]]
    hidden = len(ordered) - len(lines)
    if hidden:
        lines.append(f"{number_of(hidden, 'more finding')}; the job summary lists all of them.")
    lines.append(summary_line(ordered))
    if accepted:
        lines.append(f"{accepted_line(accepted)}; the job summary lists them.")
    return "\n".join(lines)


def render_job_summary(findings: Iterable[Finding], accepted: Accepted = ()) -> str:
    """The job summary in Markdown: a table of all findings, and one of the warnings that are accepted."""
    ordered = _ordered(findings)
    text = f"## Check\n\n{summary_line(ordered)}\n"
    if ordered:
        rows = "".join(_summary_row(finding, _markdown(_sentence(finding.repair))) for finding in ordered)
        text += f"\n| Place | Finding | What is there | Repair |\n| --- | --- | --- | --- |\n{rows}"
    if accepted:
        rows = "".join(
            _summary_row(finding, _markdown(_sentence(accepted_words(entry)))) for finding, entry in accepted
        )
        text += f"\n{accepted_line(accepted)}.\n"
        text += f"\n| Place | Finding | What is there | Accepted |\n| --- | --- | --- | --- |\n{rows}"
    return text


def render_gitlab(findings: Iterable[Finding], accepted: Accepted = ()) -> str:
    """A Code Quality report, with accepted warnings as information; a fingerprint survives lines that move."""
    seen: Counter[str] = Counter()
    entries: list[Json] = []
    entry_of = dict(accepted)
    for finding in (*_ordered(findings), *entry_of):
        identity = "\0".join(
            (finding.code, finding.location.file, finding.location.field_path, finding.problem),
        )
        seen[identity] += 1
        fingerprint = hashlib.sha256(f"{identity}\0{seen[identity]}".encode("utf-8", "replace")).hexdigest()
        entries.append(_as_gitlab(finding, fingerprint, entry_of.get(finding)))
    return json_text(entries)


def visible(text: str) -> str:
    r"""A text on one line in which every character can be seen: others become escapes such as \x1b."""
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    if character == "\n":
        return " "
    if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.sort_key)


def number_of(number: int, word: str) -> str:
    """A number with its word, in the plural where there is not one."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _sentence(text: str) -> str:
    flat = visible(text.strip())
    return flat if flat.endswith((".", "?", "!", "…")) else f"{flat}."


def _place(location: Location) -> str:
    return f"{visible(location.file)}:{location.line}:{location.column}"


def _text_lines(finding: Finding, *, colour: bool) -> list[str]:
    label = f"{finding.severity.value}[{finding.code}]"
    if colour:
        label = f"{COLOURS[finding.severity]}{label}{PLAIN}"
    line = f"{_place(finding.location)}: {label}: {_sentence(finding.problem)} Repair: {_sentence(finding.repair)}"
    return [line, f"    also {_place(finding.also)}"] if finding.also else [line]


def _as_json(finding: Finding) -> dict[str, Json]:
    entry: dict[str, Json] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "location": _location_as_json(finding.location),
        "problem": _sentence(finding.problem),
        "repair": _sentence(finding.repair),
    }
    if finding.also:
        entry["also"] = _location_as_json(finding.also)
    if finding.replacement:
        found, better = finding.replacement
        entry["replacement"] = {"found": visible(found), "better": visible(better.strip())}
    return entry


def _location_as_json(location: Location) -> dict[str, Json]:
    return {
        "file": visible(location.file),
        "line": location.line,
        "column": location.column,
        "field": visible(location.field_path),
    }


def _github_command(finding: Finding) -> str:
    place = finding.location
    also = f" Also {_place(finding.also)}." if finding.also else ""
    properties = {
        "file": visible(place.file),
        "line": str(place.line),
        "col": str(place.column),
        "title": finding.code,
    }
    listed = ",".join(f"{name}={_github_property(value)}" for name, value in properties.items())
    message = f"{_sentence(finding.problem)} Repair: {_sentence(finding.repair)}{also}"
    return f"::{finding.severity.value} {listed}::{_github_data(message)}"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def _entry_as_json(entry: AcceptedFinding) -> dict[str, Json]:
    return {"by": entry.by, "until": entry.until.isoformat(), "reason": visible(entry.reason)}


def _summary_row(finding: Finding, last: str) -> str:
    also = f"<br>also {_markdown(_place(finding.also))}" if finding.also else ""
    cells = (
        _markdown(_place(finding.location)) + also,
        _markdown(f"{finding.severity.value} {finding.code}"),
        _markdown(_sentence(finding.problem)),
        last,
    )
    return f"| {' | '.join(cells)} |\n"


def _markdown(text: str) -> str:
    """A text as a table cell that shows as it is: no markup, no link, no HTML."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    return MARKDOWN.sub(r"\\\1", plain)


def _as_gitlab(finding: Finding, fingerprint: str, entry: AcceptedFinding | None) -> dict[str, Json]:
    known = FINDING_CODES.get(finding.code)
    said = f"Repair: {_sentence(finding.repair)}" if entry is None else f"{_sentence(accepted_words(entry))}"
    return {
        "description": f"{_sentence(finding.problem)} {said[:1].upper()}{said[1:]}",
        "check_name": finding.code,
        "content": {"body": known.summary if known else ""},
        "fingerprint": fingerprint,
        "severity": GITLAB_SEVERITY[finding.severity] if entry is None else GITLAB_ACCEPTED,
        "location": {"path": visible(finding.location.file), "lines": {"begin": finding.location.line}},
    }
