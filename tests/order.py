"""Which tests start first: a worker begins with what is long, so that no long one is left for the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest

# Work of a module in seconds, roughly; a module that is not named here is light.
LONG = {
    "tests/browser/test_every_page.py": 50,
    "tests/pdf/test_shipped_pdfs.py": 50,
    "tests/browser/test_what_if.py": 20,
    "tests/site/test_interruption.py": 14,
    "tests/browser/test_search.py": 12,
    "tests/browser/test_use.py": 12,
    "tests/test_labels.py": 10,
    "tests/site/test_hostile_prose.py": 9,
    "tests/site/test_non_interference.py": 9,
    "tests/site/test_plain_mkdocs.py": 8,
    "tests/site/test_faulty_project.py": 8,
    "tests/site/test_planted_marks.py": 8,
    "tests/pdf/test_pdf_folder.py": 8,
    "tests/site/test_nothing_foreign.py": 6,
    "tests/site/test_unchanged.py": 6,
    "tests/reading/test_quick_accept.py": 6,
    "tests/test_damaged_projects.py": 6,
    "tests/test_whole_project.py": 5,
    "tests/test_wheel.py": 5,
}


def by_length(items: Sequence[pytest.Item], root: PurePosixPath, workers: int) -> list[pytest.Item]:
    """The tests in as many parts of one size as there are workers, each with its long modules first.

    xdist cuts the list into such parts and lets an idle worker take from the end of another's. The tests of a module
    stay together, for they share what is made once for it.
    """
    modules: dict[str, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(PurePosixPath(item.path).relative_to(root).as_posix(), []).append(item)
    parts: list[list[pytest.Item]] = [[] for _ in range(workers)]
    work = [0] * workers
    for name in sorted(modules.keys() & LONG.keys(), key=lambda name: (-LONG[name], name)):
        least = work.index(min(work))
        work[least] += LONG[name]
        parts[least] += modules[name]
    light = [item for name, tests in modules.items() if name not in LONG for item in tests]
    size = -(-len(items) // workers)
    for part in parts:
        missing = max(0, size - len(part))
        part.extend(light[:missing])
        del light[:missing]
    return [item for part in parts for item in part] + light
