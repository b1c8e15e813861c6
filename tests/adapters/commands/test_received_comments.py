"""A comment that came in has its place: on the page of its document, until somebody answers it, and on no paper."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.model.document_kinds import CONCEPT
from delivery_wiki.pages.document_frame.frame import DocumentParts, state_blocks
from delivery_wiki.pages.render.tree_text import block_lines
from tests.adapters.repositories import ROOT, run
from tests.answer_sheets import Said, answers, saved, sheet

SLUG, PERSON = "stadtwerke-musterstadt", "karla-kommunal"


def above_the_concept(root: Path) -> tuple[str, ...]:
    """What the page says above the document itself."""
    context = signing_context(root, SLUG)
    template = context.view.templates.by_kind[CONCEPT.id]
    return block_lines(state_blocks(context, template, DocumentParts(), None))


@pytest.mark.slow
def test_a_comment_stands_on_the_page_of_its_document_until_it_is_answered(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """With who said it when about which clause, and the point that has its words; the document itself stays."""
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert not any("Kommentar" in line for line in above_the_concept(root))
    said: dict[str, Said] = {
        "comment:implementation-concept": ("text", "Welcher Knoten: der erste?", "§ 4"),
        "comment:charter": ("text", "Ein anderes Dokument."),
    }
    before = run(capsys, "-C", root, "verify", SLUG).out
    asked = sheet(signing_context(root, SLUG), PERSON)
    path = saved(tmp_path, answers(asked, PERSON, said, project=SLUG))

    told = run(capsys, "-C", root, "receive", path, "--yes")

    assert told.code == 0, told.out + told.err
    assert "  taken      new OP-6: Implementierungskonzept, § 4: Welcher Knoten: der erste?" in told.out
    lines = above_the_concept(root)
    assert any("1 Kommentar zu beantworten" in line for line in lines)
    assert any("OP-6 Karla Kommunal, 24.11.2026, § 4" in line for line in lines)
    assert run(capsys, "-C", root, "verify", SLUG).out == before

    project = root / "projects" / SLUG / "project.yml"
    text = project.read_text("utf-8")
    (line,) = (line for line in text.splitlines() if "id: OP-6" in line)
    answered = line.replace("}", ', closed: 2026-11-25, answer: "Der erste."}')
    project.write_text(text.replace(line, answered), encoding="utf-8")
    assert not any("Kommentar" in line for line in above_the_concept(root))
