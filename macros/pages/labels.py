"""Labels: every text that needs a translation, and what a language lacks of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from macros.model.library import Library
from macros.model.sizing import WorkedExample

from .label_sources import as_words

SHOWN = frozenset(
    {
        *("title", "summary", "question", "hint", "note", "notes", "guidance", "meaning", "role"),
        *("unit", "choices", "default_note", "confidence", "warning"),
    }
)
AS_WORDS = frozenset({"states", "state", "check"})


def library_texts(library: Library) -> dict[str, str]:
    """Every text of the released data that pages show in the reader's language, with the data that holds it."""
    found: dict[str, str] = {}
    for folder, released in (
        ("process", library.processes),
        ("templates", library.templates),
        ("sizing", library.rule_sets),
    ):
        for text in _texts(released):
            found.setdefault(text, f"docs/{folder}")
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    if not is_dataclass(value) or isinstance(value, WorkedExample):
        return
    for field in fields(value):
        inside = getattr(value, field.name)
        texts = inside if isinstance(inside, tuple) else (inside,)
        if field.name in SHOWN or field.name in AS_WORDS:
            named = (text for text in texts if isinstance(text, str) and text.strip())
            yield from (as_words(text) if field.name in AS_WORDS else text for text in named)
        yield from _texts(inside)
