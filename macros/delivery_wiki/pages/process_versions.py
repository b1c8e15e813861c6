"""Two versions of a process side by side, only where they differ."""

from __future__ import annotations

from collections.abc import Mapping

from delivery_wiki.calculations.process_differences import Aspect, Difference, Side, find_differences
from delivery_wiki.model.process import ProcessDefinition

from .birdseye import document_title
from .register_parts import NOTHING
from .state_marks import state_word
from .tree import Column, Row, Table
from .words import Words


def differences_table(
    earlier: ProcessDefinition, later: ProcessDefinition, titles: Mapping[str, str], words: Words
) -> Table:
    """A row for each difference: what it is, and how either version has it."""
    rows = [
        Row(
            cells=(
                words(one.aspect.value),
                _name(one, titles, words),
                _side(one, one.earlier, words),
                _side(one, one.later, words),
            )
        )
        for one in find_differences(earlier, later)
    ]
    columns = (
        Column(title=words("What"), narrow=True),
        Column(title=words("Name")),
        Column(title=earlier.version),
        Column(title=later.version),
    )
    return Table(columns=columns, rows=tuple(rows), empty=words("Both versions say the same."))


def _name(one: Difference, titles: Mapping[str, str], words: Words) -> str:
    return document_title(one.name, titles, words) if one.aspect is Aspect.DOCUMENT else words(one.name)


def _side(one: Difference, side: Side, words: Words) -> str:
    """A phase shows its own words; all else says where it stands, and what differs there."""
    if not side.phase:
        return NOTHING
    if one.aspect is Aspect.PHASE:
        return words(side.text)
    if one.aspect is Aspect.DOCUMENT:
        return f"{words(side.phase)}: {state_word(side.text, words)}"
    return f"{words(side.phase)}: {words(side.text)}" if side.text != one.name else words(side.phase)
