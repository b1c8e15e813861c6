"""The e-Permitting API: a real solicitation as a project, complete, cited, and without a person's name."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import data_folder, load_workspace
from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.project.register_entries import OpenPoint
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import Progress, ProjectStatus
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.document_content import find_document
from delivery_wiki.pages.render.tree_text import block_lines
from delivery_wiki.reading.repository import Repository, read_repository
from tests.pdf.test_one_state import contexts

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "projects" / "epermit-api"
STANDARDS = ("Tested Code", "Accessible", "Deployed", "Documented", "Available", "User research", "Secure")
# The first 24 hexadecimal digits of SHA-256 over each name of a person in the published documents, in small letters.
NAMES = {
    "656636dc782296183d5eda3d",
    "5978a00a646a6c819c77f177",
    "ece5a9d3d40eb1eb3128dd9e",
    "e1cbae573e753d871ed0bd29",
    "6bdf0b2dfc2e022196084994",
    "81b426fa1285bffe1d11cf19",
    "39e4abc12a884f7ab9f1ae2c",
}


@pytest.fixture(scope="module")
def repository() -> Repository:
    """The repository with this project alone."""
    return read_repository(ROOT, data_folder(), ("epermit-api",))


@pytest.fixture(scope="module")
def project(repository: Repository) -> Project:
    """The project as it is written."""
    return repository.projects[0]


@pytest.fixture(scope="module")
def status(repository: Repository, project: Project) -> ProjectStatus:
    """Where it stands on its own date."""
    assert project.as_of is not None
    view = audience_view(project, Audience.CUSTOMER, repository.library)
    return calculate_status(view, on=project.as_of)


def test_the_project_has_no_findings() -> None:
    """A published project is clean of errors and of warnings."""
    assert load_workspace(ROOT, ("epermit-api",)).findings == ()


def test_every_obligation_is_a_requirement(project: Project) -> None:
    """6 user stories, 5 constraints, 3 additional requirements and 7 performance standards: none lost, none added."""
    assert Counter(requirement.area for requirement in project.requirements) == {
        "user stories": 6,
        "application constraints": 5,
        "additional requirements": 3,
        "performance standards": 7,
    }


def test_both_halves_of_the_cut_table_are_there(project: Project) -> None:
    """A blank line cuts the table of standards before its last two rows; all seven have their quality level."""
    standards = [requirement for requirement in project.requirements if requirement.area == "performance standards"]

    assert tuple(standard.statement.partition(":")[0] for standard in standards) == STANDARDS
    assert all(standard.fit_criterion for standard in standards)


def test_the_four_deliverables_have_a_due_text_and_criteria(project: Project) -> None:
    """The award is unknown, so they are due in words; each can be accepted or refused."""
    (sow,) = project.sows

    assert [deliverable.id for deliverable in sow.deliverables] == ["DEL-1", "DEL-2", "DEL-3", "DEL-4"]
    assert all(
        deliverable.agreed is None and deliverable.due_text and deliverable.acceptance
        for deliverable in sow.deliverables
    )


def test_every_requirement_has_a_test_and_a_deliverable(project: Project) -> None:
    """What is asked for is handed over in something, and can be tried."""
    tested = {id for case in project.tests for id in case.requirements}

    assert tested == {requirement.id for requirement in project.requirements}
    assert all(requirement.deliverables for requirement in project.requirements)
    assert project.test_runs == ()


def test_everything_cites_a_published_source(project: Project) -> None:
    """A requirement, a deliverable, an answer or a stated value begins its source with the name of a document."""
    known = {source.id for source in project.sources}
    assert known == {"rfq", "soo", "qasp", "approach", "pricing"}
    assert all(source.publisher and source.published and source.link for source in project.sources)
    assert project.environment is not None
    cited = [requirement.source for requirement in project.requirements]
    cited += [deliverable.source for sow in project.sows for deliverable in sow.deliverables]
    cited += [answer.source for answer in project.environment.answers]
    cited += [stated.source for item in project.requirements for stated in item.stated]
    cited += [stated.source for item in project.open_points for stated in item.stated]

    assert [text for text in cited if re.split(r"[ ,]", text)[0].casefold() not in known] == []


def test_every_disagreement_is_an_open_point_with_all_its_values(project: Project) -> None:
    """Where sources differ, nobody chooses: at least two values stand, and somebody owes the answer."""
    disagreements = [open_point for open_point in project.open_points if open_point.stated]

    assert len(disagreements) == 21
    assert all(
        len(disagreement.stated) >= 2 and disagreement.owner and disagreement.about and disagreement.closed is None
        for disagreement in disagreements
    )


@pytest.mark.parametrize(
    ("id", "values"),
    [
        ("OP-1", ("16 weeks", "120 days", "4 units of one month")),
        ("OP-2", ("Labor hours", "Time and materials")),
        ("OP-3", ("One week or two weeks", "Two weeks or less")),
        ("OP-4", ("3 business days", "Two weeks before")),
        ("OP-9", ("Four deliverables", "Seven deliverables")),
        ("OP-13", ("clone", "no other hardware or software")),
        ("OP-15", ("Technical Lead", "Backend Web Developer")),
        ("OP-21", ("Application Protocol Interface", "Application Programming Interface", "{{ Forest Service")),
    ],
)
def test_the_values_of_both_sides_stand(project: Project, id: str, values: tuple[str, ...]) -> None:
    """The disagreements that matter most are there with what each document says."""
    stated = " | ".join(stated.value for stated in _open_point(project, id).stated)

    assert [value for value in values if value not in stated] == []


def test_a_requirement_with_several_values_has_an_open_point(project: Project) -> None:
    """A reader of the requirement finds the question about it."""
    asked = {id for point in project.open_points if point.stated for id in point.about}

    assert [
        requirement.id for requirement in project.requirements if requirement.stated and requirement.id not in asked
    ] == []


def test_no_open_point_is_due_after_the_last_day_of_questions(project: Project) -> None:
    """Questions asked later are not answered, so they are due by then or wait for the kick-off meeting."""
    due = {open_point.due for open_point in project.open_points}

    assert due == {dt.date(2016, 12, 28), None}


def test_no_person_of_the_sources_is_named() -> None:
    """Persons are roles; no file holds one of their names or an address."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.rglob("*")) if path.is_file())
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))

    assert {word for word in words if hashlib.sha256(word.encode()).hexdigest()[:24] in NAMES} == set()
    assert "@" not in text


def test_the_project_is_in_its_first_phase(status: ProjectStatus) -> None:
    """A solicitation without a vendor: Initialisation, the gate shut, nothing met, agreed or accepted."""
    current = [phase for phase in status.phases if phase.progress is Progress.CURRENT]
    assert [phase.phase.id for phase in current] == ["initialisation"]
    (gate,) = [gate_status for gate_status in current[0].gates if not gate_status.gate.optional]

    assert [gate.id for gate in status.phases[0].phase.gates] == ["poc", "go-no-go"]
    assert gate.state.value == "shut"
    assert {document.state for document in status.documents} <= {"missing", "draft"}


def test_nothing_is_claimed_that_no_source_says(project: Project) -> None:
    """No rate, no amount, no decision, no acceptance, and a plan without dates after the quotations."""
    (sow,) = project.sows
    assert sow.price is not None

    assert (sow.price.rates, sow.work_packages, project.decisions, project.offer) == ((), (), (), None)
    assert all(
        requirement.agreed is None and requirement.implemented is None and not requirement.checks
        for requirement in project.requirements
    )
    assert [milestone.id for milestone in project.milestones if milestone.baseline] == ["M-1", "M-2", "M-3"]


def _open_point(project: Project, id: str) -> OpenPoint:
    return next(open_point for open_point in project.open_points if open_point.id == id)


def test_one_party_of_the_government_signs_and_nothing_of_another_trade_is_asked() -> None:
    """The Contracting Officer orders for the agencies; a database interface has no mailboxes to ask for."""
    given = contexts()["epermit-api"]
    (sheet,) = (
        block
        for clause in document_of(given, "basic-sow").blocks
        if isinstance(clause, tree.Clause)
        for block in clause.blocks
        if isinstance(block, tree.SignatureSheet)
    )
    environment = block_lines(document_of(given, "environment-evaluation").blocks)

    assert [field.party for field in sheet.fields] == ["Vendor to be selected", "GSA Federal Acquisition Service"]
    assert not [line for line in environment if line.startswith("SMTP relay")]
    assert any("has no mailboxes" in line for line in environment)


def document_of(given: PageContext, kind: str) -> tree.Document:
    """A document of the project as its page shows it."""
    found = find_document(given, kind)
    assert found is not None
    return found
