"""`delivery fix`: the safe repairs, shown as a diff and written only when somebody agrees."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from delivery_wiki.model.finding import Finding
from delivery_wiki.reading.files.readable_text import MAXIMUM_FILE_BYTES
from delivery_wiki.reading.mending.format_texts import older_files, upgrade_texts
from delivery_wiki.reading.mending.moved_facts import move_facts
from delivery_wiki.reading.yaml.repairs import may_repair, repair_texts

from ..workspace.staged_writing import copy_projects, place_files, project_files, write_all
from ..workspace.workspace_loading import Workspace, load_workspace, require_projects
from .command_check import exit_code, report
from .fix_fingerprints import add_fingerprints, assumptions
from .shown_changes import agreed, diff

ROUNDS = 20
SUFFIXES = (".yml", ".md")


def run_fix(arguments: argparse.Namespace) -> int:
    """Show the repairs, write them if agreed, and check again; 1 while an error is left."""
    root: Path = arguments.root
    slugs = require_projects(root, arguments.slugs)
    workspace = load_workspace(root, slugs)
    findings = workspace.findings
    before = dict(_read_texts(root, slugs))
    if arguments.fingerprints:
        return _fix_fingerprints(arguments, workspace, before)
    after, used, left = _repair(root, slugs, before, findings)
    if not after:
        print(_nothing_to_repair(findings))
        return exit_code(findings)
    print("\n".join(diff(before, after)))
    for line in _remarks(used, left):
        print(line)
    if not agreed(arguments):
        print("Nothing was written.")
        return exit_code(findings)
    write_all(root, before, after)
    if used:
        print(f"{_counted(len(used), 'repair')} written in {_counted(len(after), 'file')}.")
    if newer := (older_files(before) & after.keys()) - older_files(after):
        print(f"{_counted(len(newer), 'file')} written in the newest format.")
    return _check_again(root, slugs)


def _fix_fingerprints(arguments: argparse.Namespace, workspace: Workspace, before: Mapping[str, str]) -> int:
    """Show the fingerprints that facts lack and what they assume, and write them if agreed."""
    texts = {**before, **upgrade_texts(before).texts}
    found = add_fingerprints(workspace.sound, texts)
    if workspace.repository.faulty:
        faulty = ", ".join(workspace.repository.faulty)
        print(f"Not read, for it has errors: {faulty}. Repair them first; see: delivery check", file=sys.stderr)
    if not found.texts and not found.left:
        print("Every fact names the words that it was about.")
        return exit_code(workspace.findings)
    print("\n".join(diff(before, found.texts)))
    print("\n".join(assumptions(found)))
    if not found.texts or not agreed(arguments, "delivery fix --fingerprints --yes"):
        print("Nothing was written.")
        return exit_code(workspace.findings)
    write_all(arguments.root, before, found.texts)
    print(f"{_counted(len(found.written), 'fingerprint')} written in {_counted(len(found.texts), 'file')}.")
    return _check_again(arguments.root, tuple(arguments.slugs))


def _check_again(root: Path, slugs: tuple[str, ...]) -> int:
    workspace = load_workspace(root, slugs)
    report(workspace.findings, "text", checked=len(workspace.repository.projects) + len(workspace.repository.faulty))
    return exit_code(workspace.findings)


def _repair(
    root: Path, slugs: tuple[str, ...], before: Mapping[str, str], findings: tuple[Finding, ...]
) -> tuple[dict[str, str], list[Finding], tuple[Finding, ...]]:
    """The changed texts, the findings they answer and those that are left; each round is checked before the next.

    Files in an older format are written in the newest one once nothing else can be repaired in them.
    """
    texts, used = dict(before), list[Finding]()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder).resolve()
        for number in range(ROUNDS):
            repaired = repair_texts(texts, findings)
            if not repaired.texts:
                repaired = move_facts(texts, findings)
            if not repaired.texts:
                repaired = upgrade_texts(texts)
            if not repaired.texts:
                break
            texts |= repaired.texts
            used += repaired.used
            if number == 0:
                copy_projects(root, copy, slugs)
            place_files(copy, repaired.texts)
            findings = load_workspace(copy, slugs).findings
    return {file: text for file, text in texts.items() if text != before.get(file)}, used, findings


def _read_texts(root: Path, slugs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The files that may be repaired, by path from the root: no link, nothing issued or recorded."""
    for path in project_files(root, slugs, MAXIMUM_FILE_BYTES):
        file = path.relative_to(root).as_posix()
        if path.suffix in SUFFIXES and may_repair(file):
            try:
                yield file, path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                continue


def _remarks(used: list[Finding], left: tuple[Finding, ...]) -> Iterator[str]:
    for finding in used:
        if finding.code == "duplicate-id" and finding.replacement:
            old, new = finding.replacement
            yield f"What cites {old} still means the first one; correct it by hand where it meant {new}."
    if left:
        yield f"{_counted(len(left), 'finding')} will be left for a person."


def _nothing_to_repair(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "Nothing to repair: no findings."
    needs = "needs" if len(findings) == 1 else "need"
    return f"Nothing can be repaired safely; {_counted(len(findings), 'finding')} {needs} a person. See: delivery check"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
