"""`delivery fix`: the safe repairs, shown as a diff and written only when somebody agrees."""

from __future__ import annotations

import argparse
import difflib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from delivery_wiki.model.finding import Finding
from delivery_wiki.pages.render.finding_reports import visible
from delivery_wiki.reading.files.readable_text import MAXIMUM_FILE_BYTES
from delivery_wiki.reading.mending.format_texts import older_files, upgrade_texts
from delivery_wiki.reading.mending.moved_facts import move_facts
from delivery_wiki.reading.project_folder import find_project_folders
from delivery_wiki.reading.yaml.repairs import may_repair, repair_texts

from ..outside.faults import WrongUse
from ..outside.files import write_file
from ..workspace.workspace_loading import Workspace, load_workspace, require_projects
from .command_check import exit_code, report, use_colour
from .fix_fingerprints import add_fingerprints, assumptions

ROUNDS = 20
SUFFIXES = (".yml", ".md")
GREEN, RED, PLAIN = "\x1b[32m", "\x1b[31m", "\x1b[0m"


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
                _copy(root, copy, slugs)
            _place_texts(copy, repaired.texts)
            findings = load_workspace(copy, slugs).findings
    return {file: text for file, text in texts.items() if text != before.get(file)}, used, findings


def _place_texts(folder: Path, texts: Mapping[str, str]) -> None:
    for file, text in texts.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        write_file(folder / file, text.encode())


def _read_texts(root: Path, slugs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The files that may be repaired, by path from the root: no link, nothing issued or recorded."""
    for path in _project_files(root, slugs):
        file = path.relative_to(root).as_posix()
        if path.suffix in SUFFIXES and may_repair(file):
            try:
                yield file, path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                continue


def _project_files(root: Path, slugs: tuple[str, ...]) -> Iterator[Path]:
    for project in find_project_folders(root / "projects"):
        if slugs and project.name not in slugs:
            continue
        for folder, _, names in os.walk(project):
            for name in sorted(names):
                path = Path(folder, name)
                kind = path.lstat()
                if stat.S_ISREG(kind.st_mode) and kind.st_nlink == 1 and kind.st_size <= MAXIMUM_FILE_BYTES:
                    yield path


def _copy(root: Path, copy: Path, slugs: tuple[str, ...]) -> None:
    """A copy to try repairs in: the projects' texts and the repository's own data."""
    for path in _project_files(root, slugs):
        target = copy / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    if (root / "docs").is_dir():
        shutil.copytree(root / "docs", copy / "docs", symlinks=True, ignore=shutil.ignore_patterns("theme"))


def copy_to_try(root: Path, copy: Path, slugs: tuple[str, ...], texts: Mapping[str, str]) -> None:
    """A copy of the projects with other texts in it."""
    _copy(root, copy, slugs)
    _place_texts(copy, texts)


def diff(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """What changes in each file, in colours where the stream has them."""
    colour = use_colour()
    for file, text in sorted(after.items()):
        lines = difflib.unified_diff(
            before.get(file, "").split("\n"),
            text.split("\n"),
            f"a/{file}" if file in before else "/dev/null",
            f"b/{file}",
            lineterm="",
            n=1,
        )
        for line in lines:
            tint = {"+": GREEN, "-": RED}.get(line[0], "") if colour else ""
            shown = visible(line.rstrip("\r"))
            yield f"{tint}{shown}{PLAIN}" if tint else shown


def _remarks(used: list[Finding], left: tuple[Finding, ...]) -> Iterator[str]:
    for finding in used:
        if finding.code == "duplicate-id" and finding.replacement:
            old, new = finding.replacement
            yield f"What cites {old} still means the first one; correct it by hand where it meant {new}."
    if left:
        yield f"{_counted(len(left), 'finding')} will be left for a person."


def agreed(arguments: argparse.Namespace, command: str = "delivery fix --yes") -> bool:
    """Whether somebody wants what was shown to be written; `command` is how to say so beforehand."""
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        print(f"To write these changes: {command}")
        return False
    try:
        return input("Write these changes? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def write_all(root: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """All files or none, each of them whole; a file that somebody changed meanwhile stays as it is."""
    for file in after:
        if _bytes_of(root / file) != (before[file].encode() if file in before else None):
            raise WrongUse(f"{file} was changed meanwhile; nothing was written. Run the command again.")
    aside = Path(tempfile.mkdtemp(prefix=".fix-", dir=root))
    try:
        made: dict[str, Path] = {}
        for number, (file, text) in enumerate(after.items()):
            fresh = made[file] = aside / str(number)
            write_file(fresh, text.encode())
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            if file in before:
                shutil.copymode(root / file, fresh)
            else:
                fresh.chmod(0o644)
        # Only once there was room for all of them: a change is often one of several files together.
        for file, fresh in made.items():
            fresh.replace(root / file)
    except OSError as fault:
        fault.filename, fault.filename2 = str(root), None  # not a file that is gone afterwards
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _nothing_to_repair(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "Nothing to repair: no findings."
    needs = "needs" if len(findings) == 1 else "need"
    return f"Nothing can be repaired safely; {_counted(len(findings), 'finding')} {needs} a person. See: delivery check"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
