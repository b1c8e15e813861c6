"""The business diff as Markdown, for a comment on a pull request and a job summary: data can add nothing to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from delivery_wiki.calculations.business_diff.changes import Presence, ProjectDiff

from ..elements.words import Words
from ..render.finding_reports import visible
from .diff_lines import PRESENCES, diff_sections, headline
from .diff_spans import Line, Look, Section, Span, ToldProject, ids

MOST_NAMED = 40  # projects that are only named, where a comment does not hold what changed in them
MARKER = "<!-- delivery diff -->"  # by this line a later run finds the comment that it replaces
LONGEST = 60_000  # GitHub refuses comments of more than 65,536 characters
MOST_LIGHT = 15  # light lines of a section in a comment; heavy ones are all told
SHORT, SHORTEST = 90, 24  # characters of a line where a comment would not hold it whole; the id and its fate at last
SPECIAL = re.compile(r"([\\`*_\[\]~|$])")
BLOCK = re.compile(r"^(\s*(?:[0-9]+(?=[.)](?:\s|$)))?)([-+#>.)])(?=[\s#]|$)")  # what would begin a list or a heading
# What forges turn into links, mentions, emoji and commands in running text; a joiner of no width stops them.
ACTIVE = re.compile(
    r"(?<=[@#!$%~&])(?=\w)|(?<=\w)(?=@\w)|(?<=\w:)(?=//)|(?<=www)(?=\.)|(?<=\bGH)(?=-)|(?<=:)(?=[\w+-]+:)|^(?=/\w)",
    re.IGNORECASE,
)
JOINER = "\u2060"
TAGS = {Look.GONE: "del", Look.COME: "strong", Look.STRONG: "strong", Look.ID: "code"}
MARKS = {Look.GONE: "~~", Look.COME: "**", Look.STRONG: "**"}
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]*")


def render_diff_markdown(projects: Sequence[ToldProject]) -> str:
    """One part for each project that changed, in its own language; cut by weight to what a comment may hold.

    What withdraws or changes an obligation, money, dates or security is never cut: where it would not fit, light lines
    are left out before, then each line is shortened, then what happened alike to things shares a line with their ids,
    and only then are whole projects named alone. What is cut is named with its size.
    """
    told = [(project.diff, project.words) for project in projects if not project.diff.empty]
    if not told:
        return f"{MARKER}\n\n{Words()('Nothing changed.')}\n"
    for room in ROOMS:
        parts = [_project(diff, words, room) for diff, words in told]
        text = "\n\n".join([MARKER, *parts]) + "\n"
        if len(text) <= LONGEST:
            return text
    return _cut(parts, told)


def escape(text: str) -> str:
    """A text that shows as it is in every flavour of Markdown: no markup, no HTML, no link, no mention, no command."""
    joined = ACTIVE.sub(JOINER, visible(text))
    marked = SPECIAL.sub(r"\\\1", joined.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return BLOCK.sub(r"\1\\\2", marked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """How many light lines a section has in a comment, and how many characters a line; None is any number.

    `together`, things that are heavy share a line with those to which the same happened, by their ids.
    """

    light: int
    longest: int | None = None
    together: bool = False


ROOMS = (
    _Room(light=MOST_LIGHT),
    _Room(light=0),
    _Room(light=0, longest=SHORT),
    _Room(light=0, longest=SHORTEST),
    _Room(light=0, longest=SHORT, together=True),
)


def _project(diff: ProjectDiff, words: Words, room: _Room) -> str:
    title = words("What this change means for {project}", project=diff.title)
    lines = [f"### {escape(title)}", ""]
    if diff.presence is not Presence.BOTH:
        return "\n".join([*lines, escape(words(PRESENCES[diff.presence]))])
    lines += [f"**{escape(headline(diff, words))}**", ""]
    sections = diff_sections(diff, words, gathered=True)
    for section in sections:
        lines += [*_section(section, words, room), ""]
    lines += _told_size(sections, words, room)
    return "\n".join(lines).rstrip()


def _section(section: Section, words: Words, room: _Room) -> list[str]:
    """A heading with a list below it; where light lines are left out, it says which, by id, and how many."""
    head = f"**{escape(section.title)}**"
    told, left = _told(section, room)
    lines = (
        _together(told, room.longest, words) if room.together else tuple(shortened(line, room.longest) for line in told)
    )
    shown = [f"{'  ' if is_detail(line) else ''}- {markdown_line(line)}" for line in lines]
    if left:
        more = escape(words.counted(len(left), "… and 1 more", "… and {count} more"))
        names = [markdown_line(named) for line in left if (named := _named(line))]
        shown.append(f"- {': '.join(filter(None, (more, ', '.join(names))))}")
    return [head, *shown]


def _told(section: Section, room: _Room) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of a section that a comment has room for, and those that it leaves out."""
    heavy = len(section.lines) if section.heavy is None else section.heavy
    return section.lines[: heavy + room.light], section.lines[heavy + room.light :]


def _together(lines: Sequence[Line], longest: int | None, words: Words) -> tuple[Line, ...]:
    """Things to which the same happened in one line, in the order of the first of each; of others the beginning."""
    found: dict[str, list[Line]] = {}
    for number, line in enumerate(lines):
        named = len(_named(line)) == 1 and len(line) > 1
        fate = next((span.text for span in line[1:3] if span.look is Look.STRONG), "") if named else ""
        found.setdefault(fate if named else f" {number}", []).append(line)
    return tuple(_shared(group, words) if len(group) > 1 else shortened(group[0], longest) for group in found.values())


def _shared(lines: Sequence[Line], words: Words) -> Line:
    """One line of several: how many, what happened to them all, and their ids."""
    fate = next((span.text.rstrip(": ") for span in lines[0][1:3] if span.look is Look.STRONG), words("changed"))
    return (Span(f"{len(lines)} "), Span(f"{fate}: ", Look.STRONG), *ids(line[0].text for line in lines))


def _told_size(sections: Sequence[Section], words: Words, room: _Room) -> list[str]:
    """How much of the comment was cut: lines that are left out, and lines that are shortened, of how many."""
    told = [_told(section, room) for section in sections]
    left = sum(len(lines) for _, lines in told)
    short = sum(room.together or shortened(line, room.longest) is not line for lines, _ in told for line in lines)
    total = sum(len(section.lines) for section in sections)
    cut = [words.counted(left, "1 line is left out", "{count} lines are left out")] if left else []
    cut += [words.counted(short, "1 line is shortened", "{count} lines are shortened")] if short else []
    if not cut:
        return []
    whole = words("of {count}; the page of this change has them all", count=words.number(total))
    return [f"*{escape(', '.join(cut))} {escape(whole)}*"]


def _named(line: Line) -> Line:
    """The ids at the beginning of a line, with what is between them."""
    ends = next(
        (number for number, span in enumerate(line) if span.look is not Look.ID and span.text != ", "), len(line)
    )
    return line[:ends]


def _length(spans: Sequence[Span]) -> int:
    return sum(len(span.text) for span in spans)


def shortened(line: Line, longest: int | None) -> Line:
    """The ids of a line and the beginning of the rest, with a mark where something is left out."""
    head = _named(line)
    if longest is None or _length(head[:1]) + _length(line[len(head) :]) <= longest:
        return line
    kept: list[Span] = []
    room = max(longest - _length(head[:1]), 1)
    for span in line[len(head) :]:
        left = room - _length(kept)
        if left <= 0:
            break
        kept.append(span if len(span.text) <= left else Span(span.text[:left].rstrip(), span.look))
    return (*head, *kept, Span(" …"))


def is_detail(line: Line) -> bool:
    """Whether a line belongs to the one above it."""
    return line[0].text.startswith("   ")


def markdown_line(line: Line) -> str:
    """Spans that went and came stand apart; Markdown's marks where blanks surround a span, tags of HTML elsewhere."""
    text = ""
    for number, span in enumerate(line):
        if span.look is Look.COME and number and line[number - 1].look is Look.GONE:
            text = text.rstrip() + " "
        follows = next((span.text[0] for span in line[number + 1 :] if span.text), " ")
        if span.look is Look.GONE and number + 1 < len(line) and line[number + 1].look is Look.COME:
            follows = " "
        alone = (not text or text[-1].isspace()) and (follows.isspace() or span.text[-1:].isspace())
        text += _span(span, alone=alone or (not text and follows.isspace()))
    return " ".join(text.split())


def _span(span: Span, *, alone: bool) -> str:
    inner = span.text.strip()
    if not inner or span.look not in TAGS:
        return escape(span.text)
    before, after = (" " * (span.text != edge) for edge in (span.text.lstrip(), span.text.rstrip()))
    if span.look is Look.ID and PLAIN_NAME.fullmatch(inner):
        return f"{before}`{inner}`{after}"
    mark = MARKS.get(span.look)
    if alone and mark:
        return f"{before}{mark}{escape(inner)}{mark}{after}"
    tag = TAGS[span.look]
    return f"{before}<{tag}>{escape(inner)}</{tag}>{after}"


def _cut(parts: Sequence[str], told: Sequence[tuple[ProjectDiff, Words]]) -> str:
    """What fits, whole projects first, then the names of the others and how many are not even named."""
    kept: list[str] = [MARKER]
    left: list[str] = []
    for part, (diff, words) in zip(parts, told, strict=True):
        if sum(map(len, kept)) + len(part) < LONGEST - 10_000 and not left:
            kept.append(part)
        else:
            size = words.counted(len(diff.changes), "1 change", "{count} changes")
            left.append(f"- {escape(diff.title)} ({escape(size)}): {escape(headline(diff, words))}"[:200])
    words = told[-1][1]
    unnamed = len(left) - MOST_NAMED
    more = [f"- {escape(words.counted(unnamed, '… and 1 more', '… and {count} more'))}"] if unnamed > 0 else []
    return "\n\n".join([*kept, "\n".join([*left[:MOST_NAMED], *more])]) + "\n"
