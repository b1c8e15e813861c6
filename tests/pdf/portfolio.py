"""Two small projects with a document of every kind, and the command that sets their PDFs."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.site.sites import command, environment, make_repository, write
from tests.site.test_planted_marks import NOTES, RETROSPECTIVE, hide, hide_spent

HALF_PAST_ELEVEN = "1790811000"  # 30 September 2026, 23:30 in UTC: another day in most of the world


def make_planted(root: Path) -> Path:
    """Two projects; one has a mark in every place of its internal/ folder."""
    harbour = make_repository(root) / "projects" / "harbour"
    write(harbour / "internal" / "notes.yml", NOTES.replace("zqauthor-beispiel", "max-mustermann"))
    write(harbour / "internal" / "retrospective.md", RETROSPECTIVE)
    hide(harbour)
    hide_spent(harbour)
    return root


def set_pdfs(root: Path, *arguments: str, user: Sequence[str] = (), umask: int = 0o022, **more: str) -> str:
    """Set the PDFs of a repository; what the command printed."""
    line = [*user, *command(root, "pdf", *arguments)]
    given = environment(SOURCE_DATE_EPOCH=HALF_PAST_ELEVEN, **more)
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=given, umask=umask, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout
