"""The wheel carries all that a repository with only projects/ needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.built, pytest.mark.slow]

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "tests" / "examples" / "valid" / "minimal" / "projects"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, laid out as an installation lays it out."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", "--wheel-dir", str(folder)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


def _run(unpacked: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command of the wheel, in a place from which this checkout cannot be imported."""
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    line = "import delivery_wiki as it, sys; assert it.__file__.startswith(sys.argv[1]), it.__file__; "
    line += "sys.argv[:2] = ['x']; from delivery_wiki.adapters.commands.command_line import main; sys.exit(main())"
    command = [sys.executable, "-c", line, str(unpacked), "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=root, timeout=300)


def test_the_wheel_checks_and_builds_a_repository_of_projects_only(unpacked: Path, tmp_path: Path) -> None:
    """Schemas, process, rules, templates, labels, theme and the wiki's own pages come with it."""
    shutil.copytree(EXAMPLE, tmp_path / "projects")
    checked = _run(unpacked, tmp_path, "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    built = _run(unpacked, tmp_path, "build", "--on", "2026-11-24")

    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "internal" / "projects" / "pilot" / "index.html").is_file()
    assert (tmp_path / "site" / "internal" / "assets" / "stylesheets" / "delivery.css").is_file()
    assert (tmp_path / "site" / "customer" / "pilot" / "index.html").is_file()


def test_the_wheel_stands_beside_the_macros_of_a_repository(unpacked: Path, tmp_path: Path) -> None:
    """Users of mkdocs-macros keep a package of that name; it is neither taken for the tool nor run."""
    shutil.copytree(EXAMPLE, tmp_path / "projects")
    own = {"__init__.py": "raise SystemExit('the wrong macros')\n", "delivery_macros.py": "1/0\n"}
    for name, text in own.items():
        (tmp_path / "macros" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "macros" / name).write_text(text, "utf-8")

    built = _run(unpacked, tmp_path, "build", "--on", "2026-11-24")

    assert built.returncode == 0, built.stderr
    page = (tmp_path / "site" / "internal" / "projects" / "pilot" / "index.html").read_text("utf-8")
    assert 'class="dw-block"' in page


def test_the_wheel_begins_a_repository(unpacked: Path, tmp_path: Path) -> None:
    """Templates, schemas and the pipelines of a forge come with it, the hidden files too."""
    begun = _run(unpacked, tmp_path, "init", "--name", "Harbour", "--forge", "gitlab", "--sample")

    assert begun.returncode == 0, begun.stderr
    for name in (".gitlab-ci.yml", ".ci/gitlab_api.py", ".gitignore", "schemas/project.schema.json", "docs/brand.yml"):
        assert (tmp_path / name).is_file(), name
    assert _run(unpacked, tmp_path, "check").returncode == 0


def test_the_wheel_holds_no_project_and_no_test(unpacked: Path) -> None:
    """What is packed is the tool and its data."""
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*")}

    pages = ("delivery_wiki/data/docs/projects", "delivery_wiki/data/docs/templates/new-repository/docs/projects")
    assert not [name for name in names if "/projects/" in f"/{name}/" and not name.startswith(pages)]
    assert not [name for name in names if name.startswith("tests") or "/tests/" in name]
    assert "delivery_wiki/data/mkdocs.yml" in names
