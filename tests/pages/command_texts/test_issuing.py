"""Why a document is not issued: where the finding stands, and that its repair, word for word, takes it away."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.finding import Finding
from delivery_wiki.pages.command_texts.issuing import refusals
from delivery_wiki.pages.contexts import page_context
from tests.example_projects import EXAMPLES, assemble

CASE = EXAMPLES / "invalid" / "issued-revision-changed"
CHARTER, SOW, PROJECT = "charter.md", "sow/basic.yml", "project.yml"
HEADING = "## Documentation, reporting, communication"
PROSE = f"{HEADING}\n\nBoth leads meet every week.\n"
SCOPE = 'scope: ["Install six nodes", "Connect them to the mail servers"]\n'
GOALS = 'goals: ["Every user reads mail in the browser."]\n'


class Lack(NamedTuple):
    """A document, the file that lacks something, what stands there otherwise, what is left of it, and what is told."""

    document: str
    file: str
    whole: str
    left: str
    place: tuple[str, int, int]
    said: str


LACKS = {
    "a heading without text": Lack(
        "charter",
        CHARTER,
        PROSE,
        f"{HEADING}\n",
        (CHARTER, 5, 1),
        f"Write it in projects/mail/charter.md below the heading '{HEADING}'.",
    ),
    "no heading": Lack(
        "charter",
        CHARTER,
        PROSE,
        "",
        (CHARTER, 1, 1),
        f"Write it in projects/mail/charter.md below the heading '{HEADING}'.",
    ),
    "no data in a statement of work": Lack("basic-sow", SOW, SCOPE, "", (SOW, 2, 1), "Write scope; the page of the"),
    "no data in the project": Lack("charter", PROJECT, GOALS, "", (PROJECT, 2, 1), "Write goals; the page of the"),
    "no revision": Lack(
        "charter",
        PROJECT,
        "kind: charter, revision: 1, revised: 2026-11-02,",
        "kind: charter,",
        (PROJECT, 29, 6),
        "Write revision and revised for it under documents in projects/mail/project.yml.",
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a Basic SOW and a charter that are complete and were never issued."""
    made = assemble(CASE, tmp_path)
    shutil.rmtree(made / "projects/mail/issued")
    sow = made / "projects/mail" / SOW
    sow.write_text(sow.read_text("utf-8") + 'out_of_scope: ["Operation"]\n', encoding="utf-8")
    return made


def refused(root: Path, document: str) -> tuple[Finding, ...]:
    """Why a document of the project is not issued on the day of its revision."""
    workspace = load_workspace(root)
    (project,) = workspace.sound
    repository = workspace.repository
    context = page_context(project, Audience.CUSTOMER, repository.library, repository.catalogues, dt.date(2026, 11, 2))
    return refusals(context, document, None)


def write(root: Path, lack: Lack, old: str, new: str) -> None:
    """An edit of an author."""
    file = root / "projects/mail" / lack.file
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("lack", LACKS.values(), ids=LACKS)
def test_what_a_document_lacks_is_told_where_it_belongs(lack: Lack, root: Path) -> None:
    """At the heading that is there already, else in the file; what is written as the repair says is enough."""
    write(root, lack, lack.whole, lack.left)
    (found,) = refused(root, lack.document)
    place = found.location

    assert (place.file.removeprefix("projects/mail/"), place.line, place.column) == lack.place
    assert found.repair.startswith(lack.said)
    if lack.left:
        write(root, lack, lack.left, lack.whole)
    else:
        file = root / "projects/mail" / lack.file
        file.write_text(file.read_text("utf-8") + lack.whole, encoding="utf-8")
    assert refused(root, lack.document) == ()
