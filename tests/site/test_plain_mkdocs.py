"""A plain `mkdocs build` gives the same pages, and fails on bad data with our findings."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.sites import (
    DAY,
    differences,
    environment,
    fingerprint,
    internal_site,
    make_repository,
    replace,
    write,
)


def _mkdocs(root: Path, **more: str) -> subprocess.CompletedProcess[str]:
    seconds = int(dt.datetime.fromisoformat(f"{DAY}T12:00:00+00:00").timestamp())
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(root / "plain")],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env=environment(SOURCE_DATE_EPOCH=str(seconds), **more),
    )


@pytest.mark.slow
def test_a_plain_build_gives_the_same_pages(small: Path, tmp_path: Path) -> None:
    """Byte for byte, with the same as-of date."""
    root = tmp_path / "copy"
    shutil.copytree(small, root, ignore=shutil.ignore_patterns("site", ".cache"))
    done = _mkdocs(root)

    assert done.returncode == 0, done.stderr
    assert differences(fingerprint(root / "plain"), fingerprint(internal_site(small))) == []


INDEX, HEADING = "docs/index.md", "# A small wiki"
PILOT, CHARTER = "projects/pilot/project.yml", "projects/harbour/charter.md"
BAD = {
    "a wrong value": (
        PILOT,
        "language: en",
        "language: 5",
        f"{PILOT}:5:1: error[wrong-type]",
    ),
    "broken YAML": (PILOT, "format: 2", "format: [", f"{PILOT}:"),
    "an unknown macro": (
        CHARTER,
        "One page a week.",
        "A {{ milestone() }} B",
        "charter.md:7:3: error[macro-refused]",
    ),
    "an expression": (
        CHARTER,
        "One page a week.",
        "{{ config.site_dir }}",
        "charter.md:7:1: error[macro-refused]",
    ),
    "an expression in the wiki": (INDEX, HEADING, "# A\n\n{{ 7 * 7 }}", "docs/index.md:3:1: error["),
    "an unknown key of front matter": (
        INDEX,
        HEADING,
        "---\nprocess_overview: x\n---\n\n# A",
        "docs/index.md:2:1: error[unknown-key]",
    ),
    "a template in front matter": (
        INDEX,
        HEADING,
        "---\ntemplate: ../x\n---\n\n# A",
        "docs/index.md:2:1: error[unknown-key]",
    ),
    "macros switched off": (
        INDEX,
        HEADING,
        "---\nrender_macros: false\n---\n\n# A",
        "docs/index.md:2:1: error[unknown-key]",
    ),
    "front matter without a frame": (INDEX, HEADING, "portfolio: x\n\n# A", "docs/index.md:1:1: error[front-matter-"),
}


FIRST = ("an unknown macro",)


@pytest.mark.parametrize(
    "bad", [*FIRST, *(pytest.param(bad, marks=pytest.mark.slow) for bad in BAD if bad not in FIRST)]
)
@pytest.mark.slow
def test_a_plain_build_fails_on_bad_data_with_its_place(bad: str, tmp_path: Path) -> None:
    """Not zero, a located finding, no traceback, and no path of this machine."""
    file, old, new, expected = BAD[bad]
    root = make_repository(tmp_path / "r")
    replace(root / file, old, new)
    done = _mkdocs(root)

    assert done.returncode not in (0, 2, 100)
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    told = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
    assert not any(str(tmp_path) in line for line in told)


@pytest.mark.slow
def test_a_call_that_fails_while_it_runs_names_its_page(tmp_path: Path) -> None:
    """A literal that names nothing is told without a traceback."""
    root = make_repository(tmp_path / "r")
    write(root / "docs" / "process" / "other.md", '# Other\n\n{{ process_overview("no-such-process") }}\n')
    done = _mkdocs(root)

    assert done.returncode == 1
    assert "process/other" in done.stderr
    assert "Traceback" not in done.stderr
