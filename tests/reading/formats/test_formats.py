"""Format 1 of a project's files: read as format 2, and written so by `fix` with everything else as it was."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path

import pytest

from delivery_wiki.adapters.commands.command_line import main
from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.reading.formats.format_versions import UPGRADES, upgraded
from delivery_wiki.reading.mending.format_texts import upgraded_text
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.yaml.strict_yaml import read_yaml
from tests.example_projects import EXAMPLES, assemble

SOW = """\
# our offer
format: 1
title: x   # as agreed
deliverables:
  - due: 2026-12-04  # the day
    id: DEL-1
    title: "due: soon"
  - {id: DEL-2, title: 'Two', due: 2026-12-05, description: "z"}
  - {id: DEL-3, title: Three, description: yy}
"""
NEWER = """\
# our offer
format: 2
title: x   # as agreed
deliverables:
  - agreed: 2026-12-04  # the day
    id: DEL-1
    title: "due: soon"
  - {id: DEL-2, title: 'Two', agreed: 2026-12-05, description: "z"}
  - {id: DEL-3, title: Three, description: yy}
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_older_text_is_rewritten_in_place(end: str) -> None:
    """Comments, order, quotes, braces and line ends stay."""
    assert upgraded_text(SOW.replace("\n", end), "sow") == NEWER.replace("\n", end)


ACCEPTED = """\
format: 1
deliverables:
  - accepted_evidence: "Note 1: all is well"
    id: DEL-1
    title: One
    accepted: 2026-11-17  # by letter
    accepted_words: "8aabcffa371d"
    description: xx
  - {id: DEL-2, accepted: 2026-11-18, title: Two, description: yy}
  - id: DEL-3
    accepted: 2026-11-19
    title: Three
    accepted_evidence: >-
      A letter,
      signed
    description: zz
"""


def test_what_was_accepted_becomes_an_attempt() -> None:
    """Date, evidence and fingerprint in one entry."""
    newer = upgraded_text(ACCEPTED, "sow")
    assert newer is not None
    read = read_yaml(newer.encode(), "")

    assert read.findings == ()
    assert isinstance(read.value, dict)
    assert [deliverable["attempts"] for deliverable in read.value["deliverables"]] == [
        [
            {
                "date": "2026-11-17",
                "outcome": "accepted",
                "evidence": "Note 1: all is well",
                "words": "8aabcffa371d",
            }
        ],
        [{"date": "2026-11-18", "outcome": "accepted"}],
        [{"date": "2026-11-19", "outcome": "accepted", "evidence": "A letter, signed"}],
    ]
    assert "# by letter" in newer
    assert upgraded_text(newer, "sow") == newer


def test_a_text_of_today_stays_as_it_is() -> None:
    """And so does a file that has one format only."""
    assert upgraded_text(NEWER, "sow") == NEWER
    assert upgraded_text("format: 1\nrequirements: []\n", "requirements") == "format: 1\nrequirements: []\n"


@pytest.mark.parametrize(
    "text", ["format: 1\ntitle: [\n", "format: 1\ntitle: a\ntitle: b\n", "format: 1\ntitle: yes\n"]
)
def test_a_damaged_text_is_not_rewritten(text: str) -> None:
    """Whoever repairs it gets it upgraded afterwards."""
    assert upgraded_text(text, "sow") in (None, text)


@pytest.mark.parametrize(("schema", "number"), sorted(UPGRADES))
def test_an_upgrade_changes_nothing_but_its_result(schema: str, number: int) -> None:
    """Pure, and content with whatever the schema would refuse."""
    trees = (
        {"format": number},
        {"format": number, "deliverables": "none", "people": 3},
        {"format": number, "deliverables": [{"due": "2026-12-04"}, "DEL-2", None], "clauses": None},
    )
    for tree in trees:
        kept = copy.deepcopy(tree)
        assert UPGRADES[schema, number](tree) == UPGRADES[schema, number](kept)
        assert tree == kept


def test_a_moved_value_stands_at_the_value_around_it() -> None:
    """A finding about it leads to the deliverable, not to the top of the file."""
    read = upgraded(read_yaml(SOW.encode(), "sow/basic.yml"), "sow")

    assert read.root.at("deliverables", 1, "agreed").line == 8


def test_fix_writes_what_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The project is the same before and after, and the second time nothing is left to do."""
    root = assemble(EXAMPLES / "valid" / "format-1", tmp_path / "wiki")
    folder = root / "projects" / "mail"
    before = read_project(folder, root, load_schemas())
    main(["-C", str(root), "fix", "--yes"])
    after = read_project(folder, root, load_schemas())
    main(["-C", str(root), "fix", "--yes"])

    assert before.project == after.project is not None
    assert "Nothing to repair" in capsys.readouterr().out.rsplit("project checked.", 1)[-1]
    assert "format: 1" not in (folder / "project.yml").read_text("utf-8")


def test_format_1_is_read_as_what_it_meant(tmp_path: Path) -> None:
    """The day that a deliverable was due is the one that is agreed."""
    root = assemble(EXAMPLES / "valid" / "format-1", tmp_path / "wiki")
    read = read_project(root / "projects" / "mail", root, load_schemas())

    assert read.findings == ()
    assert read.project is not None
    assert [deliverable.agreed for deliverable in read.project.sows[0].deliverables] == [dt.date(2027, 3, 12), None]
