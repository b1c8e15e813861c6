"""One switch hides a field from customers: `x-audience` in its schema, and nothing else says so again.

Each test marks fields in a copy of the schemas and looks at everything that a customer gets.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.business_diff.changes import ComparedSide
from delivery_wiki.calculations.business_diff.comparison import compare_sides
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.pdf.pdf_project import pdf_document, pdf_names
from delivery_wiki.reading.customer.customer_copy import MARK
from delivery_wiki.reading.customer.vendor_marks import (
    MarkOnNeededField,
    _classes,
    _may_be_left_out,
    _roots,
    vendor_fields,
)
from delivery_wiki.reading.files.project_places import PLACES, FileShape
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.schema.schema_walk import Schema, items_of, properties_of
from tests.adapters.field_walk import Walk, outlets, page_of, pages_of
from tests.adapters.schema_fields import Field
from tests.pages.harbour import ON, ROOT
from tests.site.sites import differences

SWITCHED = (
    ("project", "milestones.forecast"),
    ("project", "risks.owner"),
    ("project", "open_points.answer"),
    ("requirements", "requirements.rationale"),
    ("requirements", "requirements.fit_criterion"),
    ("environment", "interfaces.note"),
    ("sizing", "inputs.source"),
    ("poc", "feedback_summary"),
    ("offer", "note"),
    ("sow", "deliverables.acceptance.method"),
    ("sow", "approach"),
    ("tests", "tests.precondition"),
    ("changes", "changes.evidence"),
    ("minutes", "actions.due"),
)
WRITTEN = (FileShape.PROJECT, FileShape.RECORD, FileShape.LIST, FileShape.NAMED, FileShape.MINUTES)


def with_marks(folder: Path, marked: Iterable[tuple[str, str]]) -> SchemaSet:
    """A copy of the schemas in which these fields, by schema and keys, are the vendor's own."""
    shutil.copytree(ROOT / "schemas", folder)
    schemas = {file.name: json.loads(file.read_text("utf-8")) for file in folder.glob("*.json")}
    for name, keys in marked:
        _switch(schemas, f"{name}.schema.json", keys.split("."))
    for name, schema in schemas.items():
        (folder / name).write_text(json.dumps(schema), "utf-8")
    return SchemaSet.load(folder)


def _switch(schemas: Mapping[str, Any], file: str, keys: list[str]) -> None:
    node, home = schemas[file], file
    for key in keys:
        node, home = _led(schemas, node, home)
        node = node["properties"][key]
    node[MARK] = "internal"


def _led(schemas: Mapping[str, Any], node: Any, home: str) -> tuple[Any, str]:
    """The mapping that a part of a schema describes, itself or its entries, behind references."""
    while "properties" not in node:
        if "items" in node:
            node = node["items"]
            continue
        address, _, pointer = node["$ref"].partition("#/")
        home = address or home
        node = schemas[home]
        for step in pointer.split("/"):
            node = node[step]
    return node, home


def every_optional_field(schemas: SchemaSet) -> set[tuple[str, str]]:
    """Every field of a file that may be left out and has no mark yet."""
    return {
        (place.schema, ".".join(keys if place.shape is not FileShape.LIST else (name, *keys)))
        for place in PLACES
        if place.shape in WRITTEN and not place.pattern.pattern.startswith("internal")
        for name, cls, schema in _roots(place, schemas)
        for keys in _optional(cls, schema)
    }


def _optional(cls: type, schema: Schema) -> Iterable[tuple[str, ...]]:
    hints, own = get_type_hints(cls), {field.name: field for field in fields(cls)}
    for name, child in properties_of(schema).items():
        if name not in own or MARK in child:
            continue
        if _may_be_left_out(own[name]) and name not in schema.get("required", ()):
            yield (name,)
        for inner in _classes(hints[name]):
            yield from ((name, *keys) for keys in _optional(inner, items_of(child) or child))


def everything(walk: Walk, context: PageContext) -> dict[str, str]:
    """All that a customer gets: pages, PDFs, and what leaves as a file, which is what PDFs carry with them."""
    pages = {f"page {stem}": page_of(page, context) for stem, page in pages_of(context).items()}
    blocks = {
        f"PDF {name.kind} {name.topic}": pdf_document(context, name.kind, name.topic).block
        for name in pdf_names(context)
    }
    return {**pages, **blocks, **outlets(walk, context)}


def rewritten(walk: Walk, marked: Iterable[tuple[str, str]]) -> int:
    """Write another value into each marked field of each file; how many there are."""
    names = set(marked)
    count = 0
    for inside, tree in walk.trees.items():
        changed = tree
        for field in walk.fields(inside):
            if (walk.schema_of(inside), _keys(field)) in names:
                other = next((new for new in walk.changes(inside, field, changed) if reads(walk, inside, new)), None)
                count += other is not None
                changed = changed if other is None else other
        walk.write(inside, changed)
        walk.trees[inside] = changed
    return count


def reads(walk: Walk, inside: str, tree: Any) -> bool:
    """Whether the project can be read with this file."""
    return walk.context_with(inside, tree) is not None


def _keys(field: Field) -> str:
    return ".".join(step for step in field.steps if step != "[]")


@pytest.mark.slow
def test_a_marked_field_is_nowhere_in_what_its_customer_gets(tmp_path: Path) -> None:
    """Fields of several files: another value changes no page, PDF, file, answer or diff."""
    walk = Walk(tmp_path / "project", with_marks(tmp_path / "schemas", SWITCHED))
    before, first = walk.context(), None
    first = everything(walk, before)

    assert rewritten(walk, SWITCHED) >= len(SWITCHED)
    after = walk.context()
    sides = [ComparedSide(view=side.view, status=side.status, sizing=side.sizing) for side in (before, after)]

    assert differences(everything(walk, after), first) == []
    assert compare_sides(*sides).changes == ()


def test_the_vendor_sees_a_marked_field(tmp_path: Path) -> None:
    """The switch is about customers only."""
    walk = Walk(tmp_path / "project", with_marks(tmp_path / "schemas", SWITCHED))
    read = read_project(walk.folder, walk.root, walk.schemas)
    assert read.project
    inside, outside = (
        page_context(read.project, audience, walk.library, {}, ON).view.project
        for audience in (Audience.INTERNAL, Audience.CUSTOMER)
    )

    assert any(requirement.rationale for requirement in inside.requirements)
    assert not any(requirement.rationale for requirement in outside.requirements)
    assert [requirement.statement for requirement in outside.requirements] == [
        requirement.statement for requirement in inside.requirements
    ]


def test_every_field_that_may_be_left_out_can_be_marked(tmp_path: Path) -> None:
    """All at once: what a customer has then says nothing of any of them, and still reads."""
    plain = SchemaSet.load(ROOT / "schemas")
    marked = every_optional_field(plain)
    walk = Walk(tmp_path / "project", with_marks(tmp_path / "schemas", marked))
    read = read_project(walk.folder, walk.root, walk.schemas)
    assert read.project
    view = page_context(read.project, Audience.CUSTOMER, walk.library, {}, ON).view.project

    assert len(marked) > 200
    for requirement in view.requirements:
        assert requirement == Requirement(
            **{name: getattr(requirement, name) for name in ("id", "statement", "area", "priority", "source")},
            party=requirement.party,
            verification=requirement.verification,
            confirmed=requirement.confirmed,  # marked already: pages draw on it and do not show it
        )


@pytest.mark.parametrize(
    ("schema", "keys"),
    [("requirements", "requirements.statement"), ("project", "risks.response"), ("sow", "deliverables.title")],
)
def test_a_mark_on_a_field_that_files_need_is_refused(schema: str, keys: str, tmp_path: Path) -> None:
    """A copy without it could not be read again, so the schema has to let it be left out first."""
    with pytest.raises(MarkOnNeededField, match=f"'{keys.rpartition('.')[2]}' of .* which every file must have"):
        vendor_fields(with_marks(tmp_path / "schemas", [(schema, keys)]))


def test_projects_are_read_with_the_marks_of_the_schemas(tmp_path: Path) -> None:
    """Without them a view would hide nothing."""
    walk = Walk(tmp_path / "project")
    read = read_project(walk.folder, walk.root, walk.schemas)

    assert read.project
    assert read.project.vendor_fields == vendor_fields(walk.schemas)
    assert {cls.__name__ for cls in read.project.vendor_fields} >= {"Project", "StatementOfWork", "WorkPackage"}
