"""PDFs that several tests look at, set once for a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.once import made_once
from tests.pdf.portfolio import make_planted, set_pdfs
from tests.site.sites import DAY, delivery


def _make_portfolio(root: Path) -> None:
    set_pdfs(make_planted(root), TZ="Pacific/Kiritimati")
    done = delivery(root, "build", "--on", DAY, pdfs=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects with the PDFs of both audiences in site/pdf/ and beside their pages; nobody writes into it."""
    return made_once(tmp_path_factory, "pdf-portfolio", _make_portfolio)
