"""`delivery fix --fingerprints`: the words of facts are written once, in whatever style a file has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.repositories import Outcome, example, replace, run, snapshot, write

REQUIREMENTS = "projects/mail/requirements.yml"
PROVED = 'verification: analysis\n    proof: "A load run"\n    parents'
STYLES = {
    "block": """format: 1
requirements:
  - id: R-001
    statement: "The system shall log in."
    area: mail
    priority: must
    source: "Workshop"  # from the first one
    party: vendor
    verification: test
    agreed: 2026-10-12  # by both
    # what shows it
    agreed_evidence: >-
      Minutes of
      12 October 2026
    checks:
      - {date: 2026-10-21, by: petra-beispiel, met: true, evidence: "Dry run"}
      - date: 2026-10-22
        by: petra-beispiel
        met: true
        evidence: |
          Dry run
  - agreed: 2026-10-12
    id: R-002
    statement: "The system shall load users."
    area: mail
    priority: must
    source: "Workshop"
    party: vendor
    verification: test
    parents:
      - R-001
""",
    "flow": """format: 1
requirements: [{id: R-001, statement: "The system shall log in.", area: mail, priority: must, source: "Workshop",
  party: vendor, verification: test, agreed: 2026-10-12},
  {id: R-002, statement: "It shall load, too.", area: mail, priority: must, source: "Workshop", party: vendor,
  verification: test, "parents": [R-001], parent_words: {}}]
""",
    "half of it": """format: 1
requirements:
  - {id: R-001, statement: "The system shall log in.", area: mail, priority: must, source: W, party: vendor, \
verification: test}
  - {id: R-003, statement: "The system shall go on.", area: mail, priority: must, source: W, party: vendor, \
verification: test}
  - id: R-002
    statement: "The system shall load users."
    area: mail
    priority: must
    source: "Workshop"
    party: vendor
    verification: test
    parents: [R-001, R-003]
    parent_words:
      R-001: "7c9cbf8def32"
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository without findings."""
    return example(tmp_path)


def _fix(root: Path, capsys: pytest.CaptureFixture[str]) -> Outcome:
    return run(capsys, "-C", root, "fix", "--fingerprints", "--yes")


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["line feeds", "carriage returns"])
@pytest.mark.parametrize("style", STYLES)
def test_every_style_keeps_its_text_and_gets_its_words(
    style: str, ends: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Comments, order and wrapping stay; what cannot be written safely is told; a second time there is nothing."""
    text = STYLES[style].replace("\n", ends)
    write(root, {REQUIREMENTS: text})

    outcome = _fix(root, capsys)
    after = (root / REQUIREMENTS).read_bytes().decode()
    by_hand = outcome.out.count("By hand, at projects/mail/requirements.yml:")

    assert outcome.code == 0, outcome.out
    assert "error" not in outcome.out
    assert by_hand == (1 if style == "flow" else 0)
    left = iter(after)
    assert all(letter in left for letter in text)
    assert _fix(root, capsys).out.count("fingerprints written") == 0
    reworded = after.replace("shall log in.", "shall log on.")
    write(root, {REQUIREMENTS: reworded})
    assert "warning[words-suspect]" in run(capsys, "-C", root, "check").out


def test_it_says_what_it_assumes_and_writes_nothing_unasked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A diff first, then how much of what kind since when."""
    write(root, {REQUIREMENTS: STYLES["block"]})
    before = snapshot(root)

    outcome = run(capsys, "-C", root, "fix", "--fingerprints")

    assert '+    agreed_words: "' in outcome.out
    assert "This assumes that what stands here today is what it was about then:" in outcome.out
    assert "  2 agreed, the oldest on 2026-10-12\n  1 checked, the oldest on 2026-10-22\n" in outcome.out
    assert outcome.out.endswith("To write these changes: delivery fix --fingerprints --yes\nNothing was written.\n")
    assert snapshot(root) == before


def test_records_stay_and_other_words_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run is a record: its case keeps the words; what is suspect already is for a person."""
    write(root, {REQUIREMENTS: STYLES["block"]})
    assert run(capsys, "-C", root, "run", "mail", "--tester", "petra-beispiel", "--on", "2026-11-12").code == 0
    (record,) = (root / "projects/mail/test-runs").iterdir()
    record.write_text(
        record.read_text("utf-8").replace("verdict: not-run", "verdict: pass").replace("    requirements:", "    # "),
        "utf-8",
    )
    kept = record.read_bytes()

    _fix(root, capsys)
    assert record.read_bytes() == kept
    assert 'requirement_words: {R-001: "' in (root / "projects/mail/tests.yml").read_text("utf-8")

    replace(root / REQUIREMENTS, "shall log in.", "shall log in within 5 seconds.")
    suspect = snapshot(root)
    assert "Every fact names the words that it was about." in _fix(root, capsys).out
    assert snapshot(root) == suspect
    assert "R-001 changed since T-001 was passed on 2026-11-12" in run(capsys, "-C", root, "check").out


def test_who_confirms_without_words_meant_those_that_are_suspect(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command writes them, and then the finding is gone."""
    write(root, {REQUIREMENTS: STYLES["block"]})
    replace(root / REQUIREMENTS, "verification: test\n    parents", PROVED)
    _fix(root, capsys)
    replace(root / REQUIREMENTS, "shall log in.", "shall log on.")
    confirmed = '    confirmed: [{date: 2026-11-20, by: nora-nowhere, reason: "Another word."}]\n'
    replace(root / REQUIREMENTS, "    # what shows it\n", confirmed)
    replace(root / REQUIREMENTS, "    parents:\n", confirmed + "    parents:\n")

    assert "words-suspect" in run(capsys, "-C", root, "check").out
    assert "2 confirmed, the oldest on 2026-11-20" in _fix(root, capsys).out
    assert run(capsys, "-C", root, "check").out.startswith("No findings. 1 project checked.")


def test_a_run_carries_the_words_of_what_it_tests(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From then on a new wording tells on the passed test, at its line, in status and at the gate."""
    run(capsys, "-C", root, "run", "mail", "--tester", "petra-beispiel", "--on", "2026-11-12")
    (record,) = (root / "projects/mail/test-runs").iterdir()
    replace(record, "verdict: not-run", "verdict: pass")
    assert run(capsys, "-C", root, "check").out.startswith("No findings. 1 project checked.")

    replace(root / REQUIREMENTS, "with the full mail address.", "with the full mail address or the user name.")
    found = run(capsys, "-C", root, "check").out
    line = next(n for n, text in enumerate(record.read_text("utf-8").split("\n"), start=1) if "{R-001:" in text)

    assert f"projects/mail/test-runs/{record.name}:{line}:" in found
    assert "also projects/mail/requirements.yml:5:5" in found
    shown = run(capsys, "-C", root, "status", "mail", "--on", "2026-11-20").out
    assert "R-001 changed since T-001 was passed on Nov 12, 2026" in shown
