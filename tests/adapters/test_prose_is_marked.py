"""What a page renders as Markdown is marked so in its schema, and therefore checked as prose, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.reading.markdown.prose_fields import prose_paths
from delivery_wiki.reading.project_folder import read_project
from tests.adapters.field_walk import Walk, page_of, pages_of
from tests.adapters.schema_fields import EACH, Field, places_of, value_at, with_value
from tests.pages.harbour import ON

BOUND = frozenset(("enum", "const", "pattern", "format"))  # what no emphasis fits into
RENDERED = re.compile("<em>zq([0-9]+)x</em>")


def _free_texts(walk: Walk, inside: str) -> Iterator[Field]:
    for field in walk.fields(inside):
        if not field.is_key and field.schema.get("type") == "string" and not BOUND & field.schema.keys():
            yield field


def _plant(walk: Walk) -> list[tuple[str, str]]:
    """An emphasised word of its own behind every free text of the project; the schema and the field of each."""
    planted: list[tuple[str, str]] = []
    for inside, tree in walk.trees.items():
        changed = tree
        for field in _free_texts(walk, inside):
            for path in places_of(field, tree):
                made = with_value(changed, path, f"{value_at(tree, path)} *zq{len(planted)}x*")
                if walk.is_sound(inside, made):
                    changed = made
                    planted.append((walk.schema_of(inside), field.name))
        walk.write(inside, changed)
    return planted


def test_what_is_rendered_as_markdown_is_marked_in_its_schema(tmp_path: Path) -> None:
    """No list of fields that somebody could forget: each text of the example is planted, and every page looked at."""
    walk = Walk(tmp_path)
    planted = _plant(walk)
    project = read_project(walk.folder, walk.root, walk.schemas).project
    assert project is not None

    rendered = set[tuple[str, str]]()
    for audience in (Audience.INTERNAL, Audience.CUSTOMER):
        context = page_context(project, audience, walk.library, {}, ON)
        for page in pages_of(context).values():
            rendered |= {planted[int(number)] for number in RENDERED.findall(page_of(page, context))}

    schemas = {walk.schema_of(inside) for inside in walk.trees}
    marked = {
        (schema, ".".join(EACH if step is None else step for step in path))
        for schema in schemas
        for path in prose_paths(walk.schemas, schema)
    }
    assert len(planted) > 150
    assert rendered == marked
