"""`delivery issue` from end to end: what it freezes, what it refuses, and what moves a document afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.frozen_documents import find_drifts
from delivery_wiki.adapters.workspace.workspace_loading import data_folder, load_workspace
from delivery_wiki.calculations.signing.issued_content import issued_fingerprint
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.adapters.repositories import run
from tests.example_projects import EXAMPLES, assemble

pytestmark = pytest.mark.built  # an issued document has its PDF

CASE = EXAMPLES / "invalid" / "issued-revision-changed"
DAY = ("--on", "2026-11-02")
CLOCK = "acceptance_clock: {review_business_days: 10, silence_accepts: false, cure_business_days: 10, rejections: 2}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a Basic SOW and a charter that are complete and were never issued."""
    made = assemble(CASE, tmp_path / "repository")
    shutil.rmtree(made / "projects/mail/issued")
    replace(mail(made, "sow/basic.yml"), "deliverables:", 'out_of_scope: ["Operation"]\ndeliverables:')
    return made


@pytest.fixture
def issued(root: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The same repository after the Basic SOW was issued."""
    assert run(capsys, "-C", root, "issue", "mail", "basic-sow", *DAY).code == 0
    return root


def mail(root: Path, name: str) -> Path:
    """A file of the project."""
    return root / "projects/mail" / name


def replace(path: Path, old: str, new: str) -> None:
    """An edit of an author."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def moved(root: Path) -> list[str]:
    """The titles of the clauses that read otherwise than the newest issued revision."""
    workspace = load_workspace(root)
    return [clause.title for drifts in workspace.drifts.values() for drift in drifts for clause in drift.clauses]


def test_a_revision_is_frozen_with_content_and_pdf(issued: Path) -> None:
    """The folder holds both files; the content names the digest of the PDF, and its fingerprint is its own."""
    folder = mail(issued, "issued/basic-sow-r1")
    content = json.loads((folder / "content.json").read_text("utf-8"))
    (project,) = load_workspace(issued).sound
    (frozen,) = project.issued

    assert sorted(path.name for path in folder.iterdir()) == ["content.json", "document.pdf"]
    assert content["pdf"] == hashlib.sha256((folder / "document.pdf").read_bytes()).hexdigest()
    assert frozen.fingerprint == issued_fingerprint("mail", frozen) == content["fingerprint"]
    assert content["issued"] == "2026-11-02"
    assert "project.yml" in content["sources"]
    assert not any(name.startswith(("internal", "issued", "sign-offs")) for name in content["sources"])


def test_the_same_tree_is_issued_with_the_same_bytes(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where and when a revision is frozen does not show in it."""
    other = tmp_path / "elsewhere" / "deep"
    shutil.copytree(root, other)
    for place in (root, other):
        assert run(capsys, "-C", place, "issue", "mail", "charter", *DAY).code == 0

    for name in ("content.json", "document.pdf"):
        frozen = [mail(place, f"issued/charter-r1/{name}").read_bytes() for place in (root, other)]
        assert frozen[0] == frozen[1], name


def test_an_issued_revision_is_not_issued_twice(issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same content again is no fault and writes nothing."""
    before = mail(issued, "issued/basic-sow-r1/content.json").read_bytes()
    outcome = run(capsys, "-C", issued, "issue", "mail", "basic-sow", "--on", "2026-11-09")

    assert outcome.code == 0
    assert "nothing to do" in outcome.out
    assert mail(issued, "issued/basic-sow-r1/content.json").read_bytes() == before


def test_nothing_stands_in_the_project_before_it_is_whole(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is killed while it writes leaves nothing there that would keep the next one from working."""
    seen: list[list[Path]] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(list(mail(root, "issued").iterdir())))

    assert run(capsys, "-C", root, "issue", "mail", "basic-sow", *DAY).code == 0

    assert [item for item in seen if item] == []
    assert len(seen) >= 2
    assert [path.name for path in mail(root, "issued").iterdir()] == ["basic-sow-r1"]
    assert list((root / ".cache").glob(".new-*")) == []


def test_other_content_under_the_same_number_is_refused(issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number that was issued stands for one text for ever."""
    replace(mail(issued, "sow/basic.yml"), "days: 4", "days: 5")
    outcome = run(capsys, "-C", issued, "issue", "mail", "basic-sow", *DAY)

    assert outcome.code == 1
    assert "sow/basic.yml:4:1: error[issued-revision-changed]" in outcome.err
    assert "Nothing was issued." in outcome.err


def test_a_raised_revision_is_issued_beside_the_first(issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each revision keeps its folder."""
    replace(mail(issued, "sow/basic.yml"), "days: 4", "days: 5")
    replace(mail(issued, "sow/basic.yml"), "revision: 1", "revision: 2")

    assert run(capsys, "-C", issued, "check").code == 0
    assert run(capsys, "-C", issued, "issue", "mail", "basic-sow", *DAY).code == 0
    assert mail(issued, "issued/basic-sow-r1").is_dir()
    assert mail(issued, "issued/basic-sow-r2").is_dir()


@pytest.mark.parametrize(
    ("edit", "finding"),
    [
        (("sow/basic.yml", 'scope: ["Install six nodes", "Connect them to the mail servers"]\n', ""), "'Scope'"),
        (
            (
                "sow/basic.yml",
                f"{CLOCK}\n",
                "",
            ),
            "'Acceptance'",
        ),
        (("charter.md", "Both leads meet every week.\n", ""), "'Documentation, reporting, communication'"),
        (("project.yml", "charter, revision: 1, revised: 2026-11-02", "charter"), "document-without-revision"),
    ],
)
def test_what_is_incomplete_is_not_issued(
    root: Path, capsys: pytest.CaptureFixture[str], edit: tuple[str, str, str], finding: str
) -> None:
    """Every required section is named with the file that lacks it; nothing is written."""
    file, old, new = edit
    replace(mail(root, file), old, new)
    document = "basic-sow" if file.startswith("sow") else "charter"
    outcome = run(capsys, "-C", root, "issue", "mail", document, *DAY)

    assert outcome.code == 1
    assert finding in outcome.err
    assert "Repair: " in outcome.err
    assert not mail(root, "issued").exists()


def test_a_checklist_is_issued_once_it_is_checked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody signs for results that are not there."""
    documents = (
        "documents:\n  - {kind: requirements-checklist, revision: 1, revised: 2026-11-02, owner: petra-beispiel}\n"
    )
    replace(mail(root, "project.yml"), "documents:\n", documents)
    tested = run(capsys, "-C", root, "issue", "mail", "requirements-checklist", *DAY)
    replace(mail(root, "requirements.yml"), "verification: test", "verification: demonstration")
    outcome = run(capsys, "-C", root, "issue", "mail", "requirements-checklist", *DAY)

    assert outcome.code == 1
    assert "error[document-too-early]" in outcome.err
    assert "What is verified by test is checked by a passed run in test-runs/." in tested.err
    told = re.search(r"Repair: Record in requirements.yml when each was agreed, .* checked: (\S+)\.\n", outcome.err)
    assert told, outcome.err
    requirement = f"  - id: {told[1]}\n"
    steps = (
        "    agreed: 2026-10-20\n    agreed_evidence: Minutes\n"
        "    implemented: 2026-10-30\n    implemented_evidence: Release 1\n"
        "    checks: [{date: 2026-11-01, met: true, by: petra-beispiel, evidence: Seen}]\n"
    )
    replace(mail(root, "requirements.yml"), requirement, requirement + steps)

    again = run(capsys, "-C", root, "issue", "mail", "requirements-checklist", *DAY)
    assert "document-too-early" not in again.err, again.err
    assert again.code == 0, again.err


def test_a_revision_is_not_older_than_the_one_before(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The day of the issue before stands; later ones are free."""
    assert run(capsys, "-C", root, "issue", "mail", "basic-sow", *DAY).code == 0
    sow = mail(root, "sow/basic.yml")
    sow.write_text(sow.read_text("utf-8").replace("revision: 1", "revision: 2"), "utf-8")

    outcome = run(capsys, "-C", root, "issue", "mail", "basic-sow", "--on", "2026-11-01")

    assert outcome.code == 1
    assert "error[issue-back-dated]" in outcome.err
    assert "and revision 1 was issued on" in outcome.err
    assert not list(mail(root, "issued").glob("*-r2"))
    told = re.search(r"Repair: Issue it with (--on) (\S+) or later", outcome.err)
    assert told
    assert run(capsys, "-C", root, "issue", "mail", "basic-sow", *told.groups()).code == 0
    assert [path.name for path in mail(root, "issued").glob("*-r2")] == ["basic-sow-r2"]


def test_a_misspelt_document_is_told_what_was_meant(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use is exit code 2."""
    outcome = run(capsys, "-C", root, "issue", "mail", "basic-sew", *DAY)

    assert outcome.code == 2
    assert "Did you mean 'sow-basic'?" in outcome.err


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sow/basic.yml", "Install two nodes", "Install two nodes."),
        ("sow/basic.yml", "rate: 1200", "rate: 1201"),
        ("sow/basic.yml", "2027-02-26", "2027-02-27"),
        ("project.yml", "One in twelve users", "One in eleven users"),
        ("requirements.yml", "full mail address", "full post address"),
        ("project.yml", "Invented Networks", "Invented Network"),
        ("sow/basic.yml", 'title: "Basic SOW"', 'title: "Basic SOW of the pilot"'),
    ],
)
def test_a_change_of_what_the_document_says_moves_it(issued: Path, file: str, old: str, new: str) -> None:
    """Also where another file than its own changed; the cover's names are told by the clauses that use them."""
    replace(mail(issued, file), old, new)

    assert moved(issued)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("project.yml", 'title: "Go / No-Go"', 'title: "Go or No-Go"'),
        ("tests.yml", "The inbox shows.", "The inbox is shown."),
        ("sow/basic.yml", "format: 2\n", "format: 2\n# a remark\n"),
        ("charter.md", "every week", "every month"),
    ],
)
def test_a_change_elsewhere_does_not_move_it(issued: Path, file: str, old: str, new: str) -> None:
    """What the document does not say may change under it."""
    replace(mail(issued, file), old, new)

    assert moved(issued) == []


def test_a_new_number_and_date_alone_move_nothing(issued: Path) -> None:
    """The cover of each revision has its own; another pinned version on it is another document."""
    path = mail(issued, "sow/basic.yml")
    replace(path, "revision: 1", "revision: 2\nrevised: 2026-11-09")
    assert moved(issued) == []

    replace(mail(issued, "project.yml"), 'version: "2011-11-03"', 'version: "2011-10-18"')
    assert moved(issued)


def test_line_ends_of_another_system_do_not_move_it(issued: Path) -> None:
    """A checkout with CRLF says the same."""
    for path in mail(issued, "").rglob("*"):
        if path.suffix in {".yml", ".md", ".json"}:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert moved(issued) == []
    assert load_workspace(issued).findings == ()


def test_words_of_the_tool_may_change(issued: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer tool that words or formats a document differently makes no document stale: it reads the frozen files."""
    from delivery_wiki.pages.elements.words import Words

    monkeypatch.setattr(Words, "__call__", lambda self, text, **values: f"» {text.format(**values)} «")
    monkeypatch.setattr(Words, "number", lambda self, value, **_: f"#{value}")
    workspace = load_workspace(issued)
    (project,) = workspace.repository.projects
    schemas = SchemaSet.load(data_folder() / "schemas")

    assert find_drifts(project, workspace.repository, lambda: schemas) == ()
    replace(mail(issued, "sow/basic.yml"), "days: 4", "days: 5")
    (project,) = load_workspace(issued).repository.projects
    assert find_drifts(project, workspace.repository, lambda: schemas) != ()


def test_a_damaged_source_falls_back_to_what_was_written_down(issued: Path) -> None:
    """The frozen text stays the measure where the frozen files cannot be read."""
    path = mail(issued, "issued/basic-sow-r1/content.json")
    content = json.loads(path.read_text("utf-8"))
    content["sources"] = {"../../outside.yml": "x", **content["sources"]}
    path.write_text(json.dumps(content), "utf-8")
    replace(mail(issued, "sow/basic.yml"), "days: 4", "days: 5")

    assert moved(issued)
    assert not (issued.parent / "outside.yml").exists()


PROVED_FALSE = ('busiest hour."', 'busiest hour.", state: "false"')
ENDED = (
    "decided_by: nora-nowhere}",
    "decided_by: nora-nowhere}\n  - {id: D-2, title: The project ends, gate: go-no-go, outcome: no-go,"
    " date: 2026-11-01, decided_by: nora-nowhere, reason: No budget, evidence: Mail}",
)


@pytest.mark.parametrize(
    ("edit", "said"),
    [(PROVED_FALSE, "rests on A-1, which proved false"), (ENDED, "is of a project that ended with D-2")],
)
def test_what_nobody_should_sign_is_not_issued(
    root: Path, capsys: pytest.CaptureFixture[str], edit: tuple[str, str], said: str
) -> None:
    """What it rests on proved false, or its project is over: the paper has no place to sign, and is not frozen."""
    replace(mail(root, "project.yml"), *edit)
    outcome = run(capsys, "-C", root, "issue", "mail", "basic-sow", *DAY)

    assert outcome.code == 1
    assert "error[document-unfit-to-sign]" in outcome.err
    assert said in outcome.err
    assert not mail(root, "issued").exists()
