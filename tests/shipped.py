"""The shipped projects for tests that take each of them: in each run one in English and one in German."""

from __future__ import annotations

from pathlib import Path

import pytest

IN_EACH_RUN = frozenset({"harbour-insurance", "stadtwerke-musterstadt"})
SLUGS = sorted(path.name for path in (Path(__file__).parent.parent / "projects").iterdir() if path.is_dir())
EACH = [pytest.param(slug, marks=[] if slug in IN_EACH_RUN else [pytest.mark.slow]) for slug in SLUGS]
