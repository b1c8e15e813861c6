"""No id and no reference of the model is forgotten: the full example against the lists of the checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.identifiers import find_items
from delivery_wiki.calculations.consistency.reference_places import find_places
from delivery_wiki.model.clauses import ClausePin
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.sizing_request import Scenario
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.schema.schema_check import SchemaSet

FULL = Path("tests/examples/valid/full")


@pytest.fixture(scope="module")
def project() -> Project:
    """The example that uses every field."""
    result = read_project(FULL / "projects" / "harbour", FULL, SchemaSet.load(Path("schemas")))
    assert result.project
    return result.project


def values_of(value: object, holder: Any, name: str) -> Iterator[tuple[Any, str, str]]:
    """Every text below a value, with the record and the field that hold it; keys of mappings are texts too."""
    if isinstance(value, str):
        yield holder, name, value
    elif isinstance(value, tuple):
        for item in value:
            yield from values_of(item, holder, name)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield holder, name, key
            yield from values_of(item, holder, name)
    elif is_dataclass(value) and not isinstance(value, Location):
        for field in fields(value):
            yield from values_of(getattr(value, field.name), value, field.name)


def test_every_id_is_indexed(project: Project) -> None:
    """A class of the model with an id has a place in the index, so that its duplicates are found."""
    written = {
        (type(holder).__name__, text)
        for holder, name, text in values_of(project, project, "")
        if name == "id" and not isinstance(holder, Pin | ClausePin | Scenario)
    }
    indexed = {item.id for item in find_items(project)}

    assert {text for _, text in written} <= indexed, [pair for pair in sorted(written) if pair[1] not in indexed]


def test_every_reference_is_checked(project: Project) -> None:
    """A field that holds an id of the project is a place of the checks, so that a dangling one is found."""
    ids = {item.id for item in find_items(project)}
    own_names = {
        "id",
        "topic",
        "kind",
        "phase",
        "gate",
        "slug",
        "area",
        "group",
        "concept",
        "question",
        "role",
        "logins",
        "request",  # the words with which requirements cite a source
    }
    checked_elsewhere = {"case"}  # results of test runs: unknown-case
    places = {(place.location.file, place.location.steps) for place in find_places(project)}
    checked = {(file, steps[:length]) for file, steps in places for length in range(len(steps) + 1)}
    forgotten = {
        (type(holder).__name__, name)
        for holder, name, text in values_of(project, project, "")
        if text in ids and name not in own_names | checked_elsewhere
        if (holder.location.file, (*holder.location.steps, name)) not in checked
    }

    assert not forgotten
