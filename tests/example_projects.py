"""Puts the example folders together and checks them as `delivery check` does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from delivery_wiki.adapters.workspace.workspace_loading import find_vanished, load_workspace
from delivery_wiki.calculations.consistency.portfolio import id_files
from delivery_wiki.model.finding import Finding
from delivery_wiki.pages.render.finding_reports import render_text

EXAMPLES = Path(__file__).parent / "examples"
BASE = EXAMPLES / "valid" / "base"
HEAD = "# yaml-language-server: $schema=x\nformat: 1\n"


def assemble(case: Path, root: Path) -> Path:
    """The base with the files of a case over it, and whatever the case needs that is made."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    shutil.copytree(case, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("findings.txt", "before"))
    if make := MADE.get(case.name):
        make(root / "projects" / "mail")
    return root


def check(root: Path) -> tuple[Finding, ...]:
    """Every finding of a repository; those against the base version, where a case has one."""
    return load_workspace(root).findings


def check_since(before: Path, after: Path) -> tuple[Finding, ...]:
    """What has vanished between two versions of a repository."""
    known = {project.slug: id_files(project) for project in load_workspace(before).repository.projects}
    return tuple(find_vanished(load_workspace(after), known))


def report(findings: Iterable[Finding]) -> str:
    """The text that a case expects."""
    return render_text(findings) + "\n"


def _large(project: Path) -> None:
    text = "x" * 70
    lines = "".join(f'  - "{text}"\n' for _ in range(4000))
    (project / "environment.yml").write_text(f"{HEAD}answers:\n{lines}", encoding="utf-8")


def _many_values(project: Path) -> None:
    values = ", ".join("1" for _ in range(20_001))
    (project / "environment.yml").write_text(f"{HEAD}answers: [{values}]\n", encoding="utf-8")


def _long_text(project: Path) -> None:
    text = "word " * 4000
    (project / "architecture.yml").write_text(
        f'{HEAD}note: "{text}"\ntiers: ["Application"]\ncomponents: []\n', encoding="utf-8"
    )


def _many_files(project: Path) -> None:
    (project / "concept").mkdir()
    for number in range(2000):
        (project / "concept" / f"part-{number}.md").write_text("x\n", encoding="utf-8")


def _link(project: Path) -> None:
    (project / "charter.md").symlink_to(project / "project.yml")


def _no_permission(project: Path) -> None:
    (project / "charter.md").write_text("x\n", encoding="utf-8")
    (project / "charter.md").chmod(0)


def _foreign_configuration(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")


def _reserved_name(project: Path) -> None:
    (project / "concept").mkdir()
    (project / "concept" / "nul.md").write_text("x\n", encoding="utf-8")


def _pointer(project: Path) -> None:
    lines = ["version https://git-lfs.github.com/spec/v1", f"oid sha256:{'4d' * 32}", "size 12345", ""]
    (project / "charter.md").write_bytes("\n".join(lines).encode())


def _not_utf_8(project: Path) -> None:
    (project / "charter.md").write_bytes(b"Caf\xe9\n")


def _forbidden_character(project: Path) -> None:
    (project / "charter.md").write_text("Sign \u202ehere\n", encoding="utf-8")


def _other_rules(project: Path) -> None:
    shipped = (EXAMPLES.parent.parent / "docs" / "sizing" / "ox-2011-1.yml").read_text("utf-8")
    sizing = project.parent.parent / "docs" / "sizing"
    sizing.mkdir(parents=True)
    (sizing / "ox-2011-1.yml").write_text(shipped.replace("value: 2\n", "value: 4\n", 1), encoding="utf-8")


MADE: Mapping[str, Callable[[Path], None]] = {
    "file-too-large": _large,
    "yaml-too-many-values": _many_values,
    "yaml-text-too-long": _long_text,
    "project-too-large": _many_files,
    "link-refused": _link,
    "file-unreadable": _no_permission,
    "foreign-configuration": _foreign_configuration,
    "name-reserved": _reserved_name,
    "lfs-pointer": _pointer,
    "not-utf-8": _not_utf_8,
    "released-data-differs": _other_rules,
    "forbidden-character": _forbidden_character,
}
RUNS_AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
