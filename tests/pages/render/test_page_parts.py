"""The page of parts: nothing that pages are made of is missing on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.tree import Mark
from delivery_wiki.pages.render.page_parts import MARKS, page_parts
from tests.pages.status_examples import html, wiki

# Frames of whole documents, fields that a script makes, and parts that are words alone.
OTHERS = {tree.Document, tree.WhatIf, tree.SourceText, tree.Anchor, tree.LineBreak, tree.ScreenOnly, str}


def parts_in(found: object) -> Iterator[type]:
    """The types of all parts in a tree."""
    if isinstance(found, tuple):
        for part in found:
            yield from parts_in(part)
    elif is_dataclass(found) and not isinstance(found, type):
        yield type(found)
        for field in fields(found):
            yield from parts_in(getattr(found, field.name))


def test_every_part_and_every_mark_stands_on_the_page() -> None:
    """A new one is shown there before a page uses it."""
    shown = set(parts_in(page_parts(wiki())))

    assert {*tree.Block.__args__, *tree.Inline.__args__} - shown == OTHERS
    assert set(MARKS) == set(Mark)


def test_the_two_schemes_have_places_of_their_own() -> None:
    """An id stands once on a page."""
    light, dark = (html(page_parts(wiki(), prefix)) for prefix in ("light", "dark"))

    assert 'id="light-clause"' in light
    assert "light-" not in dark
