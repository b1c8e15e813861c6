"""Registers for other programs: the same rows as CSV and JSON, no formula, nothing of the vendor's."""

from __future__ import annotations

import csv
import io
import json
import shutil
from decimal import Decimal

import jsonschema
import pytest

from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.status.register_files import register_cell, register_files
from tests.adapters.repositories import ROOT

SLUG = "northern-lights"


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> PageContext:
    """A project as its customer sees it."""
    root = tmp_path_factory.mktemp("registers")
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)
    workspace = load_workspace(root, (SLUG,))
    return project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, None))[0]


def test_both_forms_hold_the_same_rows(context: PageContext) -> None:
    """Every register with rows, each row whole, as the schema has it."""
    files = register_files(context)
    tree = json.loads(files["registers.json"])
    jsonschema.validate(tree, json.loads((ROOT / "schemas/registers.schema.json").read_text("utf-8")))
    assert {f"{name}.csv" for name in tree["registers"]} == set(files) - {"registers.json"}
    for name, rows in tree["registers"].items():
        read = list(csv.DictReader(io.StringIO(files[f"{name}.csv"].removeprefix("\ufeff"), newline="")))
        assert len(read) == len(rows) > 0
        assert list(read[0]) == list(rows[0])
    requirements = {row["id"] for row in tree["registers"]["requirements"]}
    assert requirements == {requirement.id for requirement in context.view.project.requirements}
    assert {row["proof"] for row in tree["registers"]["deliverable-answers"]} == {"noted"}


def test_what_is_the_vendors_own_is_in_none(context: PageContext) -> None:
    """The rows come from what the customer sees."""
    everything = "".join(register_files(context).values())
    notes = (ROOT / "projects" / SLUG / "internal" / "notes.yml").read_text("utf-8")
    secret = [line.split('"')[1] for line in notes.splitlines() if "statement:" in line and line.count('"') >= 2]
    assert secret
    assert [text for text in secret if text in everything] == []


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|'/c calc'!A0", "'-cmd|'/c calc'!A0"),
        ("+49 30 123", "'+49 30 123"),
        ("\tx", "'\tx"),
        ("\nx", "'\nx"),
        (Decimal("-8590.40"), "-8590.40"),
        (-3, "-3"),
        (("=A", "B"), "'=A B"),
        (None, ""),
        ("plain", "plain"),
    ],
)
def test_no_cell_is_a_formula(value: str | int | Decimal | tuple[str, ...] | None, cell: str) -> None:
    """Numbers stay numbers."""
    assert register_cell(value) == cell
