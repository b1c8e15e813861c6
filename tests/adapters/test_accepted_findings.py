"""Warnings that somebody answers for: told apart until their date, and counted again after it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adapters.repositories import run
from tests.example_projects import EXAMPLES, assemble

Shown = pytest.CaptureFixture[str]
ENTRY = '  - {{code: {code}, item: {item}, reason: "The law says so.", by: nora-nowhere, until: {until}}}\n'


def repository(folder: Path, item: str, *, code: str = "several-obligations", until: str = "2027-01-31") -> Path:
    """A project with one warning and an entry that accepts it."""
    root = assemble(EXAMPLES / "invalid" / "several-obligations", folder / "wiki")
    with (root / "projects/mail/project.yml").open("a", encoding="utf-8") as file:
        file.write("accepted_findings:\n" + ENTRY.format(code=code, item=item, until=until))
    return root


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> None:
    """15 January 2027."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize("item", ["R-002", "requirements.yml"])
def test_an_accepted_warning_is_counted_apart(item: str, tmp_path: Path, capsys: Shown) -> None:
    """By the id of its item or by its file; --strict passes, and --accepted says who, until when and why."""
    root = repository(tmp_path, item)
    found = run(capsys, "-C", root, "check", "--strict", "mail")
    listed = run(capsys, "-C", root, "check", "--accepted", "mail")

    assert (found.code, "No findings." in found.out) == (0, True), found.out
    assert "1 warning is accepted; to list: delivery check --accepted" in found.out
    assert "several-obligations: " in listed.out
    assert "(accepted by nora-nowhere until 2027-01-31: The law says so.)" in listed.out


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize(
    ("code", "prose"),
    [
        ("heading-skipped", "#### Below\n\nText.\n"),
        ("markdown-not-read", "==marked==\n"),
        ("image-in-prose", "![x](x.png)\n"),
    ],
)
def test_a_warning_of_reading_is_accepted_like_any_other(code: str, prose: str, tmp_path: Path, capsys: Shown) -> None:
    """What the reader of a file says of it belongs to the project; after the date it says who accepted it."""
    answers = []
    for until in ("2027-01-31", "2027-01-14"):
        root = repository(tmp_path / until, "charter.md", code=code, until=until)
        (root / "projects/mail/charter.md").write_text(f"## Motivation\n\n{prose}", encoding="utf-8")
        (root / "projects/mail/requirements.yml").unlink()
        answers.append(run(capsys, "-C", root, "check", "mail").out)

    assert f"[{code}]" not in answers[0]
    assert "accepted-finding-unused" not in answers[0]
    assert "1 warning is accepted" in answers[0]
    assert answers[1].count(f"[{code}]") == 1
    assert "nora-nowhere accepted it until 2027-01-14" in answers[1]


@pytest.mark.usefixtures("at")
def test_it_counts_again_after_its_date(tmp_path: Path, capsys: Shown) -> None:
    """And says who had accepted it; on the last day it is still accepted."""
    late = run(capsys, "-C", repository(tmp_path / "late", "R-002", until="2027-01-14"), "check", "--strict", "mail")
    last = run(capsys, "-C", repository(tmp_path / "last", "R-002", until="2027-01-15"), "check", "--strict", "mail")

    assert late.code == 1
    assert "nora-nowhere accepted it until 2027-01-14: The law says so." in late.out
    assert "is accepted" not in late.out
    assert last.code == 0


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize(
    ("item", "code"), [("R-001", "several-obligations"), ("R-002", "vague-wording"), ("R-00", "several-obligations")]
)
def test_another_item_or_code_accepts_nothing(item: str, code: str, tmp_path: Path, capsys: Shown) -> None:
    """The warning counts, and the entry is told."""
    found = run(capsys, "-C", repository(tmp_path, item, code=code), "check", "mail")

    assert "warning[several-obligations]" in found.out
    assert "warning[accepted-finding-unused]" in found.out


@pytest.mark.usefixtures("at")
def test_an_error_stays_an_error(tmp_path: Path, capsys: Shown) -> None:
    """With an entry for it there are two."""
    root = assemble(EXAMPLES / "invalid" / "unknown-id", tmp_path / "wiki")
    (project,) = (root / "projects").glob("mail/project.yml")
    with project.open("a", encoding="utf-8") as file:
        file.write(
            "accepted_findings:\n" + ENTRY.format(code="unknown-id", item="requirements.yml", until="2027-01-31")
        )
    found = run(capsys, "-C", root, "check", "mail")

    assert found.code == 1
    assert "error[unknown-id]" in found.out
    assert "error[accepted-finding-refused]" in found.out


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize(
    ("code", "repair"),
    [("heading-skiped", "Did you mean 'heading-skipped'?"), ("foo", "Write the code that 'delivery check' prints")],
)
def test_a_code_that_is_none_leads_to_the_one_that_was_meant(
    tmp_path: Path, capsys: Shown, code: str, repair: str
) -> None:
    """There is nothing to repair but the code."""
    root = assemble(EXAMPLES / "valid" / "minimal", tmp_path / "wiki")
    (project,) = (root / "projects").glob("pilot/project.yml")
    with project.open("a", encoding="utf-8") as file:
        file.write("accepted_findings:\n" + ENTRY.format(code=code, item="requirements.yml", until="2027-01-31"))
    assert repair in run(capsys, "-C", root, "check").out


@pytest.mark.usefixtures("at")
def test_other_formats_mark_and_count_it_apart(tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON has it in a list of its own with who accepted it, Code Quality as information, GitHub in the summary."""
    root, summary = repository(tmp_path, "R-002"), tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    report = json.loads(run(capsys, "-C", root, "check", "mail", "--format", "json").out)
    quality = json.loads(run(capsys, "-C", root, "check", "mail", "--format", "gitlab").out)
    annotations = run(capsys, "-C", root, "check", "mail", "--format", "github").out

    assert (report["warnings"], report["findings"], len(report["accepted"])) == (0, [], 1)
    assert report["accepted"][0]["accepted"] == {
        "by": "nora-nowhere",
        "until": "2027-01-31",
        "reason": "The law says so.",
    }
    assert [(item["severity"], item["check_name"]) for item in quality] == [("info", "several-obligations")]
    assert "Accepted by nora-nowhere until 2027-01-31" in quality[0]["description"]
    assert "::warning" not in annotations
    assert "1 warning is accepted" in annotations
    assert "| Accepted |" in summary.read_text("utf-8")


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize(
    ("place", "accepted"),
    [
        ("requirements.yml", True),
        ("requirements.yml:requirements[1]", True),
        ("requirements.yml:requirements[1].statement", True),
        ("requirements.yml:requirements[0]", False),
        ("tests.yml", False),
    ],
)
def test_a_place_is_a_file_and_the_keys_in_it(place: str, accepted: bool, tmp_path: Path, capsys: Shown) -> None:
    """Everything at and below it is accepted, and nothing beside it."""
    root = repository(tmp_path, "R-002")
    project = root / "projects/mail/project.yml"
    project.write_text(project.read_text("utf-8").replace("item: R-002", f'place: "{place}"'), encoding="utf-8")
    found = run(capsys, "-C", root, "check", "--all", "mail")

    assert ("warning[several-obligations]" in found.out) is not accepted
    assert ("1 warning is accepted:" in found.out) is accepted
