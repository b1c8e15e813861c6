"""The outputs of a revision: made once, and kept in `.cache/` by what decides them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from .jobs import DAY, LANGUAGES, WITHOUT_PROJECTS, jobs_for
from .revisions import MOMENT, Snapshot, Tool, export

OWN = ("revisions.py", "jobs.py", "runner.py", "outputs.py")
KEPT = 6
NOON = "1795521600"  # of that day


class NotMade(RuntimeError):
    """A revision whose outputs could not be made at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """A folder with everything that a revision makes; how long that took, and how much processor time.

    Both are 0 where it was there already.
    """

    folder: Path
    seconds: float = 0
    processor_seconds: float = 0


def outputs_of(root: Path, given: Snapshot, cache: Path) -> Outputs:
    """Make the outputs of a revision, or find them; raises NotMade, UnknownRevision.

    Both revisions are made at the same path, one after the other, so that no path can differ.
    """
    kept = cache / _key(given)
    if kept.is_dir():
        os.utime(kept)
        return Outputs(folder=kept)
    started, before = time.monotonic(), os.times()
    work = cache / "work"
    _make(root, given, work)
    (work / "outputs").rename(kept)
    remove(work)
    forget_old(cache)
    spent = os.times()
    processor = spent.children_user + spent.children_system - before.children_user - before.children_system
    return Outputs(folder=kept, seconds=time.monotonic() - started, processor_seconds=processor)


def _make(root: Path, given: Snapshot, work: Path) -> None:
    remove(work)
    tree, outputs, examples = work / "tree", work / "outputs", work / "examples"
    tool = export(root, given, tree)
    for name, text in tool.metadata.items():
        write(work / "installed" / name, text)
    for folder in (
        "audit",
        f"{WITHOUT_PROJECTS}/projects",
        *(f"written/{language}/projects" for language in LANGUAGES),
    ):
        (outputs / folder).mkdir(parents=True)
    told = {
        "module": tool.module,
        "tree": str(tree),
        "examples": str(examples),
        "workers": os.cpu_count() or 1,
        "jobs": [job.told(outputs) for job in jobs_for(tree, outputs, examples)],
    }
    write(work / "jobs.json", json.dumps(told))
    line = [sys.executable, "-P", str(Path(__file__).with_name("runner.py")), str(work / "jobs.json")]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment(work, tool))
    if done.returncode:
        raise NotMade(f"{given.name} could not be run:\n{done.stderr[-2000:]}")


def environment(work: Path, tool: Tool) -> dict[str, str]:
    """An environment in which only code and data can make a difference; the revision's plugins hide installed ones."""
    path = (work / "installed", work / "tree" / tool.source_root, work / "tree")
    people = {f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in _NOBODY.items()}
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ},
        **people,
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": NOON,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "100",
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_CEILING_DIRECTORIES": str(work),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }


_NOBODY = {"NAME": "Keeper", "EMAIL": "keeper@vendor.example", "DATE": MOMENT}


def _key(given: Snapshot) -> str:
    """Everything that decides the outputs: the files of the revision, this program, and what is installed."""
    installed = sorted(f"{distribution.name}={distribution.version}" for distribution in distributions())
    own = [hashlib.sha256(Path(__file__).with_name(name).read_bytes()).hexdigest() for name in OWN]
    parts = [given.digest, DAY, sys.version, *own, *installed]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]


def forget_old(cache: Path) -> None:
    """Keep the outputs that were used last."""
    found = sorted((path for path in cache.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in found[:-KEPT]:
        remove(path)


def remove(folder: Path) -> None:
    """Remove a folder and all in it, where it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def write(path: Path, text: str) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
