"""Two versions of a process side by side, only where they differ."""

from __future__ import annotations

from collections.abc import Mapping

from delivery_wiki.calculations.verification.process_differences import (
    Aspect,
    Difference,
    DifferenceSide,
    find_differences,
)
from delivery_wiki.model.process import ProcessDefinition

from ..drawings.birdseye import document_title
from ..elements.columns import Column, Columns, plain_table
from ..elements.register_parts import NOTHING
from ..elements.state_marks import state_word
from ..elements.tree import Table
from ..elements.words import Words


def differences_table(
    earlier: ProcessDefinition, later: ProcessDefinition, titles: Mapping[str, str], words: Words
) -> Table:
    """A row for each difference: what it is, and how either version has it."""
    columns: Columns[Difference] = (
        Column(words("What"), lambda difference: words(difference.aspect.value), narrow=True),
        Column(words("Name"), lambda difference: _name(difference, titles, words)),
        Column(earlier.version, lambda difference: _side(difference, difference.earlier, words)),
        Column(later.version, lambda difference: _side(difference, difference.later, words)),
    )
    return plain_table(columns, find_differences(earlier, later), empty=words("Both versions say the same."))


def _name(difference: Difference, titles: Mapping[str, str], words: Words) -> str:
    return (
        document_title(difference.name, titles, words)
        if difference.aspect is Aspect.DOCUMENT
        else words(difference.name)
    )


def _side(difference: Difference, side: DifferenceSide, words: Words) -> str:
    """A phase shows its own words; all else says where it stands, and what differs there."""
    if not side.phase:
        return NOTHING
    if difference.aspect is Aspect.PHASE:
        return words(side.text)
    if difference.aspect is Aspect.DOCUMENT:
        return f"{words(side.phase)}: {state_word(side.text, words)}"
    return f"{words(side.phase)}: {words(side.text)}" if side.text != difference.name else words(side.phase)
