"""Small repositories, builds of them in processes of their own, and what a built site holds."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.warm import run_warm

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "tests" / "examples" / "valid"
DAY = "2026-09-30"
PAGES = {
    "index.md": "# A small wiki\n\n- [Projects](projects/index.md)\n",
    "projects/index.md": "# Projects\n\n{{ portfolio() }}\n",
    "process/index.md": "# Process\n\n{{ process_overview() }}\n",
}
NAVIGATION = "nav:\n  - Home: index.md\n  - Projects: projects/index.md\n  - Process: process/index.md\n"


def make_repository(root: Path, *, projects: Mapping[str, str] | None = None) -> Path:
    """A repository with two small projects, `pilot` and `harbour`, or those named by folder and example."""
    for slug, example in (projects or {"pilot": "minimal/projects/pilot", "harbour": "full/projects/harbour"}).items():
        shutil.copytree(EXAMPLES / example, root / "projects" / slug)
    for name, text in PAGES.items():
        write(root / "docs" / name, text)
    shipped = (ROOT / "mkdocs.yml").read_text("utf-8")
    own = re.sub(r"^nav:\n(?:[ ]+.*\n)+", NAVIGATION, shipped, count=1, flags=re.MULTILINE)
    write(root / "mkdocs.yml", own.replace("custom_dir: docs/theme", f"custom_dir: {ROOT / 'docs' / 'theme'}"))
    return root


def write(path: Path, text: str) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that has to be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} does not hold {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def environment(**more: str) -> dict[str, str]:
    """A plain environment in which this checkout's package is found."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": f"{ROOT / 'macros'}{os.pathsep}{ROOT}", "NO_MKDOCS_2_WARNING": "1", **more}


def command(root: Path, *arguments: str, pdfs: bool = False) -> list[str]:
    """The command line of `delivery` for a repository; sites without PDFs, unless they are asked for."""
    arguments = (*arguments, "--no-pdf") if arguments[0] == "build" and not pdfs else arguments
    return [sys.executable, "-m", "delivery_wiki.adapters.commands.command_line", "-C", str(root), *arguments]


def delivery(root: Path, *arguments: str, pdfs: bool = False, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command for a repository, in a process that begins with everything loaded, or with an own hash seed."""
    line = command(root, *arguments, pdfs=pdfs)
    if "PYTHONHASHSEED" in more:  # which an interpreter takes when it starts
        return subprocess.run(line, capture_output=True, text=True, check=False, env=environment(**more), timeout=400)
    return run_warm(line[line.index("-C") :], environment(**more))


def build_customer(root: Path, slug: str = "pilot", on: str = DAY, **more: str) -> subprocess.CompletedProcess[str]:
    """Build one customer's site, as a run that publishes it would."""
    return delivery(root, "build", "--audience", "customer", "--project", slug, "--on", on, pdfs=False, **more)


def build_internal(root: Path, on: str = DAY, **more: str) -> subprocess.CompletedProcess[str]:
    """Build the internal wiki."""
    return delivery(root, "build", "--audience", "internal", "--on", on, pdfs=False, **more)


def customer_site(root: Path, slug: str = "pilot") -> Path:
    """Where a customer's site stands."""
    return root / "site" / "customer" / slug


def internal_site(root: Path) -> Path:
    """Where the internal wiki stands."""
    return root / "site" / "internal"


def fingerprint(site: Path) -> dict[str, str]:
    """Each file of a site with its mode and digest."""
    return {
        path.relative_to(site).as_posix(): f"{path.stat().st_mode:o} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The files in which two sites differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def copy_shipped(root: Path) -> Path:
    """The shipped projects and pages, away from this checkout."""
    for name in ("projects", "docs", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root
