"""One record for a kind of document: an incomplete one cannot be registered, and no code keeps a list beside it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.calculations.evidence import current_figures, document_evidence
from delivery_wiki.model.document_kinds import (
    BASIC_SOW,
    CHARTER,
    DOCUMENT_KINDS,
    INTERNAL,
    MINUTES,
    RETROSPECTIVE,
    SOW,
    TEST_PROTOCOL,
    DocumentKind,
    Figures,
    Ground,
    IncompleteKind,
    kind_of,
    kind_written_in,
    registered,
)
from delivery_wiki.model.document_names import document_id
from delivery_wiki.model.process import DocumentTemplate
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.macros.project_prose import page_of
from delivery_wiki.pages.registry import PAGE_KINDS, require_pages
from delivery_wiki.reading.files.project_places import find_place
from delivery_wiki.reading.project_folder import read_project
from tests.calculations.status_projects import ROOT, library
from tests.syntax_trees import tree_of

PRODUCT = ROOT / "macros" / "delivery_wiki"
FULL = ROOT / "tests" / "examples" / "valid" / "full"
BY_ID = {kind.id: kind for kind in DOCUMENT_KINDS}
# Ids of kinds that are also called so elsewhere: a key, a file, a macro, or something that somebody owes.
ALSO_OTHER_THINGS = {"sizing", "sow", "minutes", "retrospective", "change-request"}


def templates() -> tuple[DocumentTemplate, ...]:
    """Every template of every set that ships."""
    return tuple(template for shipped in library().templates for template in shipped.documents)


@cache
def full() -> Project:
    """The example that has everything."""
    project = read_project(FULL / "projects" / "harbour", FULL, load_schemas()).project
    assert project is not None
    return project


REQUIRED = [field.name for field in fields(DocumentKind) if MISSING is field.default is field.default_factory]


@pytest.mark.parametrize("part", REQUIRED)
def test_a_record_without_a_part_cannot_be_made(part: str) -> None:
    """What every kind has to answer has no default, so that nobody forgets to answer it."""
    parts = {field.name: getattr(CHARTER, field.name) for field in fields(DocumentKind)}
    del parts[part]

    with pytest.raises(TypeError, match=part):
        DocumentKind(**parts)


CONTRADICTIONS: dict[str, tuple[DocumentKind, dict[str, Any], str]] = {
    "text in another file": (CHARTER, {"prose": "charter.txt"}, "ends in .md"),
    "a topic without topics": (CHARTER, {"prose": "charter/{topic}.md"}, "each of its `topics`"),
    "topics without a topic": (SOW, {"prose": "sow/all.md"}, "each of its `topics`"),
    "no file at all": (TEST_PROTOCOL, {"made_from": ()}, "the files that it is written in"),
    "text that the PDF lacks": (CHARTER, {"made_from": ("project.yml",)}, "`made_from` lacks 'charter.md'"),
    "a folder that the PDF lacks": (MINUTES, {"made_from": ("notes/",)}, "`made_from` lacks 'minutes/{topic}.md'"),
    "an internal file in the PDF": (CHARTER, {"made_from": ("charter.md", "internal/x.yml")}, "never goes into a PDF"),
    "internal text among the shared": (RETROSPECTIVE, {"text": None}, "which no customer sees"),
    "signed after nothing": (TEST_PROTOCOL, {"states": {}}, "`signed_after` is 'executed'"),
}


@pytest.mark.parametrize(("kind", "changed", "says"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_record_that_contradicts_itself_is_refused(kind: DocumentKind, changed: dict[str, Any], says: str) -> None:
    """With the kind, the part, and what would go wrong."""
    with pytest.raises(IncompleteKind, match=f"'{kind.id}'.*{re.escape(says)}"):
        replace(kind, **changed)


CLASHES = {
    "the same id": ([CHARTER, replace(SOW, id="charter")], "`id` is that of another kind"),
    "the same page": ([CHARTER, replace(TEST_PROTOCOL, page="charter")], "the page of 'charter'"),
    "an id like a topic": ([SOW, replace(TEST_PROTOCOL, id="sow-tests")], "reads as one of several"),
    "agreed with nothing": ([replace(CHARTER, agreed_with="plan")], "'plan', which is no kind"),
}


@pytest.mark.parametrize(("kinds", "says"), CLASHES.values(), ids=CLASHES)
def test_a_kind_that_is_not_told_from_another_is_refused(kinds: list[DocumentKind], says: str) -> None:
    """Ids and pages name one kind each."""
    with pytest.raises(IncompleteKind, match=re.escape(says)):
        registered(kinds)


@pytest.mark.parametrize("kind", [kind for kind in DOCUMENT_KINDS if kind is not BASIC_SOW], ids=lambda kind: kind.id)
def test_a_kind_without_a_page_is_refused(kind: DocumentKind) -> None:
    """The list of page kinds is asked while it is put together."""
    with pytest.raises(IncompleteKind, match=f"'{kind.id}'.*PageKind"):
        require_pages({page.kind for page in PAGE_KINDS} - {kind.page_id})


def test_records_and_templates_are_of_the_same_kinds() -> None:
    """A kind without a template is never made; one without a record has no content, no page and no figures."""
    assert {template.kind for template in templates()} == set(BY_ID)


def test_the_newest_process_asks_for_every_kind() -> None:
    """In a phase or at a gate: a document that nothing asks for is written by nobody."""
    newest = max(library().processes, key=lambda process: process.version)
    asked = {document.document for phase in newest.phases for document in phase.documents}
    asked |= {criterion.document for gate in newest.gates for criterion in gate.criteria if criterion.document}

    assert asked == set(BY_ID)


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.kind)
def test_a_record_knows_where_the_text_of_its_template_is_written(template: DocumentTemplate) -> None:
    """Text that the template asks for has a file, and what is internal stands in internal/."""
    kind = BY_ID[template.kind]

    assert bool(kind.prose) == any(section.prose for section in template.sections)
    assert kind.prose.startswith(INTERNAL) == (template.audience == "internal")


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.kind)
def test_every_state_rests_on_something(template: DocumentTemplate) -> None:
    """A state without a rule is never reached; a rule for a state that no template has is a leftover."""
    own = set(BY_ID[template.kind].states)

    assert set(template.states) <= own | set(document_evidence._RULES)
    assert own <= set(template.states)


def test_every_state_of_the_schema_rests_on_something() -> None:
    """What a process may ask for can be reached."""
    schema = json.loads((ROOT / "schemas" / "definitions.schema.json").read_text("utf-8"))
    own = {state for kind in DOCUMENT_KINDS for state in kind.states}

    assert set(schema["$defs"]["documentState"]["enum"]) == own | set(document_evidence._RULES)


def test_what_records_name_is_computed() -> None:
    """Each ground and each group of figures by one function, and none that no record names."""
    grounds = {ground for kind in DOCUMENT_KINDS for ground in kind.states.values() if isinstance(ground, Ground)}
    figures = {figure for kind in DOCUMENT_KINDS for figure in kind.figures}

    assert set(document_evidence._GROUNDS) == set(Ground) == grounds
    assert {*current_figures._FOUND_BY, Figures.SIZING} == set(Figures) == figures


@pytest.mark.parametrize("kind", DOCUMENT_KINDS, ids=lambda kind: kind.id)
def test_the_full_example_has_a_document_of_every_kind(kind: DocumentKind) -> None:
    """Written in files that a project may have, and whose texts are shown on its page."""
    topics = list(kind.topics(full())) if kind.topics else [None]

    assert any(kind.content(full(), topic) for topic in topics)
    for file in [*kind.made_from, *([kind.prose] if kind.prose else [])]:
        path = file.format(topic="2026-01-20-kick-off", section="goals")
        assert find_place(path) or (FULL / "projects" / "harbour" / path).is_dir(), path
        if file == kind.prose:
            assert kind_written_in(path.removesuffix(".md")) is kind
            topic = "2026-01-20-kick-off" if kind.topics else None
            assert page_of(path.removesuffix(".md")) == document_id(kind.id, topic)


def test_terms_name_every_kind() -> None:
    """With the title of its template."""
    section = (ROOT / "docs" / "guide" / "terms.md").read_text("utf-8").split("## Kinds of documents\n")[1]
    named = section.strip().partition(".\n")[0].split(", ")

    assert sorted(named) == sorted({template.title for template in templates()})


def test_a_kind_that_only_a_template_set_knows_holds_nothing() -> None:
    """A repository may have templates of its own; what the tool does not know of them is not guessed."""
    kind = kind_of("letter")

    assert not kind.content(full(), None)
    assert (kind.page_id, kind.prose_path(None, "x")) == ("letter", "letter.md")


def bare_names() -> Iterator[tuple[Path, int, str]]:
    """Where code names a kind of document by text alone."""
    for path in sorted(PRODUCT.rglob("*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and node.value in BY_ID.keys() - ALSO_OTHER_THINGS:
                yield path.relative_to(PRODUCT), node.lineno, node.value


def test_no_code_names_a_kind_by_text() -> None:
    """It asks the record instead, `KIND.id` where it has to name one: a list of its own would be forgotten."""
    assert {path.as_posix() for path, _, _ in bare_names()} == {"model/document_kinds.py"}, list(bare_names())
