"""A new project from answers and a skeleton, without files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from delivery_wiki.calculations.base.clause_texts import set_of_language
from delivery_wiki.model.clauses import ClausePlace, ClauseSet, ClauseText
from delivery_wiki.model.process import Basis, DocumentTemplate, Gate, PartyKind, Phase, ProcessDefinition, TemplateSet
from delivery_wiki.pages.command_texts.new_project import Answers, Skeleton, id_of, new_project, quoted, title_of
from delivery_wiki.reading.yaml.strict_yaml import read_yaml


def gate(id: str, decided_by: PartyKind, *, optional: bool = False) -> Gate:
    """A gate without criteria."""
    return Gate(
        id=id, title=f"Title of {id}", decided_by=decided_by, basis=Basis.PROPOSAL, criteria=(), optional=optional
    )


PHASE = Phase(
    id="only",
    title="Only",
    question="?",
    basis=Basis.PROPOSAL,
    activities=(),
    documents=(),
    gates=(
        gate("trial", PartyKind.VENDOR, optional=True),
        gate("go", PartyKind.CUSTOMER),
        gate("ready", PartyKind.VENDOR),
    ),
)
ANSWERS = Answers(
    slug="sea-mail",
    title="Sea mail",
    vendor="Vendor",
    language="en",
    time_zone="Etc/UTC",
    process=ProcessDefinition(id="process", version="1", title="", summary="", phases=(PHASE,), sources=()),
    templates=TemplateSet(id="standard", version="1", title="", documents=(), questionnaire=()),
    started=dt.date(2026, 11, 24),
)
CLAUSES = ClauseSet(
    id="ours",
    version="2",
    title="Terms",
    clauses=(ClauseText(id="law", place=ClausePlace.GOVERNING_LAW, text={"en": "Irish law governs."}),),
)
SKELETON = Skeleton(
    files={},
    customer="Customer to be named",
    lead="Lead to be named",
    users_given="named",
    users_missing="placeholder",
    gates={"go": "Los oder nicht"},
)


def filled(text: str, answers: Answers = ANSWERS) -> str:
    """A skeleton of one file, filled."""
    return new_project(answers, replace(SKELETON, files={"file": text}))["file"]


@pytest.mark.parametrize(
    "title",
    ["Plain", "A \"quoted\" 'one'", "yes", "1.10", "a: b # c", "{{ macro() }} $title ${x}", "Größe ☃ 漢字", "\\n"],
)
def test_any_title_is_read_back_as_it_was_given(title: str) -> None:
    """Quotes, colons, dollar signs and words that YAML misreads are no danger."""
    read = read_yaml(filled("title: $title\n", replace(ANSWERS, title=title)).encode(), "file")

    assert read.findings == ()
    assert read.value == {"title": title}


def test_what_is_not_known_is_said() -> None:
    """A customer and a lead without name stand there as to be named, and the number of users as a placeholder."""
    text = filled("$customer $lead $users $users_source")

    assert text == '"Customer to be named" "Lead to be named" 1000 "placeholder"'


def test_each_gate_that_is_not_optional_is_a_milestone() -> None:
    """The lead of the deciding party owns it; titles are those of the skeleton, else of the gates."""
    assert filled("$milestones").split("\n") == [
        '  - {id: M-1, title: "Los oder nicht", gate: go, owner: customer-lead-sea-mail}',
        '  - {id: M-2, title: "Title of ready", gate: ready, owner: vendor-lead-sea-mail}',
    ]


def test_a_milestone_has_the_name_that_pages_give_its_gate() -> None:
    """In the language of the project, where there is a label; an own process keeps the names it has."""
    german = replace(ANSWERS, language="de", labels={"Title of go": "Los"})

    assert filled("$milestones", german).count('title: "Los oder nicht"') == 1
    plain = new_project(german, replace(SKELETON, gates={}, files={"file": "$milestones"}))["file"]
    assert [line.partition("title: ")[2].partition(",")[0] for line in plain.split("\n")] == [
        '"Los"',
        '"Title of ready"',
    ]


def test_the_charter_is_called_as_the_template_set_calls_it() -> None:
    """In the language of the project; without one in the set, as it is called elsewhere."""
    charter = DocumentTemplate(kind="charter", title='The "brief"', summary="", states=(), sections=())
    named = replace(ANSWERS.templates, documents=(charter,))

    assert filled('"$charter"', replace(ANSWERS, templates=named)) == '"The \\"brief\\""'
    assert filled("$charter", replace(ANSWERS, language="de", labels={"Project Charter": "Auftrag"})) == "Auftrag"


def test_a_named_lead_has_an_id_from_the_name() -> None:
    """A person is the same in every project; a role that is not filled belongs to this one."""
    assert filled("$vendor_lead", replace(ANSWERS, lead="Jörg Müßig")) == "joerg-muessig"
    assert filled("$vendor_lead", replace(ANSWERS, lead="漢字")) == "vendor-lead-sea-mail"
    assert filled("$vendor_lead") == "vendor-lead-sea-mail"


def test_ids_of_roles_keep_within_their_limit() -> None:
    """The longest name of a project still gives ids that are allowed."""
    answers = replace(ANSWERS, slug="a" * 60)

    assert len(filled("$customer_administrator", answers)) <= 60


@pytest.mark.parametrize(
    ("name", "id"),
    [("Coastline Mail", "coastline-mail"), ("  Über: 100.000! ", "ueber-100-000"), ("Straße", "strasse"), ("漢字", "")],
)
def test_a_name_becomes_an_id(name: str, id: str) -> None:
    """Small letters, digits and hyphens are left."""
    assert id_of(name) == id


def test_a_title_begins_with_the_words_of_the_folder() -> None:
    """Good enough until somebody writes a better one."""
    assert title_of("coastline-mail-2") == "Coastline mail 2"
    assert quoted('a"b') == '"a\\"b"'


def test_a_new_project_pins_a_set_where_one_speaks_its_language() -> None:
    """Without one, a comment says how; of two sets in one language nobody knows which is meant."""
    german, english = (replace(CLAUSES, id=id, country="DE") for id in ("ours", "theirs"))

    assert filled("$clauses") == '# clauses: {id: our-terms, version: "1"}'
    assert filled("$clauses", replace(ANSWERS, clauses=CLAUSES)) == 'clauses: {id: ours, version: "2", values: {}}'
    assert set_of_language((german, replace(german, version="10")), "en-IE") == replace(german, version="10")
    assert set_of_language((german, english), "en") is None
    assert set_of_language((german,), "fr") is None
    assert set_of_language((replace(german, country=""),), "en") is None
