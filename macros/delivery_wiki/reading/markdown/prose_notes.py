"""Footnotes: which text each mark means, wherever in a file that stands, and which of them nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.project.prose_file import ProseSection
from delivery_wiki.model.texts.prose_text import runs_of_lines

from .markdown_blocks import Blocks, PlaceOf
from .markdown_syntax import NOTE_OPEN
from .prose_links import inline_texts

_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]{1,200})\]")
_DEFINITION = re.compile(r"^[ \t>]*\[\^[^\]\s]{1,200}\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Note:
    """A footnote as it is written: its name, its first line and the line behind it, from 0."""

    label: str
    first: int
    last: int


def check_notes(blocks: Blocks, place: PlaceOf) -> Iterator[Finding]:
    """Marks without a text, which are shown as they are written, and texts that nobody sees."""
    if "[^" not in blocks.source:
        return
    notes = _notes(blocks)
    known = {note.label: note for note in notes}
    marks: list[tuple[int, str]] = []
    for start, text in inline_texts(blocks):
        shown = _DEFINITION.sub(lambda found: " " * len(found.group()), text)
        for found in _MARK.finditer(shown):
            marks.append((start + found.start(), found[1]))
            if found[1] not in known:
                problem = f"the mark [^{found[1]}] of a footnote that has no text; it is shown as it is written"
                repair = f"Write [^{found[1]}]: and the text in a line of its own, or \\[ for a literal bracket."
                yield warning("footnote-unmatched", place(start + found.start()), problem, repair)
    used = _seen(blocks, notes, marks)
    for note in notes:
        here = place(blocks.offset(note.first))
        if note is not known[note.label]:
            problem = f"a footnote [^{note.label}] that another one of this name follows; only the last is shown"
            yield warning("footnote-unmatched", here, problem, "Give each its own name, or delete one.")
        elif note.label not in used:
            problem = f"the footnote [^{note.label}], to which nothing refers; nobody sees it"
            yield warning("footnote-unmatched", here, problem, f"Write [^{note.label}] where it belongs, or delete it.")


def _seen(blocks: Blocks, notes: tuple[_Note, ...], marks: Sequence[tuple[int, str]]) -> set[str]:
    """The footnotes to which a text refers, or another footnote that is seen itself."""
    spans = {note.label: range(blocks.offset(note.first), blocks.offset(note.last)) for note in notes}
    hidden = [range(blocks.offset(note.first), blocks.offset(note.last)) for note in notes]
    reached = [label for offset, label in marks if not any(offset in span for span in hidden)]
    seen: set[str] = set()
    while reached:
        label = reached.pop()
        if label not in seen:
            seen.add(label)
            reached += [inner for offset, inner in marks if offset in spans.get(label, ())]
    return seen


def with_their_notes(blocks: Blocks, sections: tuple[ProseSection, ...], lines_above: int) -> tuple[ProseSection, ...]:
    """The sections, each followed by the footnotes that it refers to and that are written in another one."""
    notes = {note.label: note for note in _notes(blocks)} if "[^" in blocks.source else {}
    return tuple(_with_notes(blocks, section, notes, lines_above) for section in sections) if notes else sections


def _with_notes(blocks: Blocks, section: ProseSection, notes: dict[str, _Note], lines_above: int) -> ProseSection:
    text, place = section.text, section.location.at("text")
    runs = list(runs_of_lines(text, place.line))
    first = place.line - 1 - lines_above
    last = first + text.count("\n")
    taken: set[str] = set()
    while missing := [
        notes[label]
        for label in dict.fromkeys(_MARK.findall(_DEFINITION.sub("", text)))
        if label in notes and label not in taken and f"[^{label}]:" not in section.text
    ]:
        for note in missing:
            taken.add(note.label)
            if first <= note.first <= last:
                continue
            source = blocks.source[blocks.offset(note.first) : blocks.offset(note.last)].rstrip()
            start = len(text) + 2
            text = f"{text}\n\n{source}"
            runs += [
                (start + offset, line, column)
                for offset, line, column in runs_of_lines(source, note.first + lines_above + 1)
            ]
    return section if text == section.text else replace(section, text=text, runs=tuple(runs))


def _notes(blocks: Blocks) -> tuple[_Note, ...]:
    return tuple(
        _Note(token.meta["label"], token.map[0], token.map[1])
        for token in blocks.tokens
        if token.type == NOTE_OPEN and token.map
    )
