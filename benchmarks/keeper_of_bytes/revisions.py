"""A revision's own files in a folder of their own, as a small git repository with an earlier state to compare with."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

# What decides the bytes of an output. Nothing else is there when outputs are made, so that nothing else can decide.
DECIDING = (
    *("macros", "docs", "projects", "schemas", "mkdocs.yml", "pyproject.toml", ".github", ".gitlab"),
    *("tests/examples", "tests/example_projects.py"),
)
EARLIER, MOMENT = "earlier", "2026-11-24T12:00:00+00:00"
NOBODY = ("-c", "user.name=Keeper", "-c", "user.email=keeper@vendor.example", "-c", "init.defaultBranch=main")
KEPT_AS_SIGNED = frozenset({"issued", "sign-offs"})


class UnknownRevision(ValueError):
    """What git does not know, or what cannot be made there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The deciding files of a revision: what a person calls it, its tree, and the digest of what decides."""

    name: str
    tree: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """How a revision is run: the module of its command, its source root, its plugins as the metadata name them."""

    module: str
    source_root: str
    metadata: Mapping[str, str]


def snapshot(root: Path, revision: str) -> Snapshot:
    """A revision of a repository; raises UnknownRevision."""
    commit = git(root, "rev-parse", "--short", "--verify", "--end-of-options", f"{revision}^{{commit}}").strip()
    return _snapshot(root, revision if revision == commit else f"{revision} ({commit})", f"{commit}^{{tree}}")


def snapshot_of_files(root: Path) -> Snapshot:
    """The files as they lie there, those that git does not know yet among them; the index stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        own = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git(root, "read-tree", "HEAD", **own)
        git(root, "add", "--all", **own)
        return _snapshot(root, "the files here", git(root, "write-tree", **own).strip())


def _snapshot(root: Path, name: str, tree: str) -> Snapshot:
    entries = git(root, "ls-tree", tree, "--", *DECIDING)
    return Snapshot(
        name=name,
        tree=git(root, "rev-parse", tree).strip(),
        digest=hashlib.sha256(entries.encode()).hexdigest(),
    )


def export(root: Path, given: Snapshot, target: Path) -> Tool:
    """Lay the deciding files of a revision into an empty folder, with a history of two commits."""
    listed = git(root, "ls-tree", "--name-only", given.tree, "--", *DECIDING).split()
    if "projects" not in listed or "pyproject.toml" not in listed:
        raise UnknownRevision(f"{given.name} has no projects, or no pyproject.toml that says how it is run")
    archive = _run(root, "archive", "--format=tar", given.tree, "--", *listed)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as stream:
        stream.extractall(target, filter="data")
    add_history(target)
    return read_tool((target / "pyproject.toml").read_text("utf-8"))


def add_history(tree: Path) -> None:
    """Commit an earlier state of the projects, tagged, and then the files as they are; the same ids every time."""
    files = {path: path.read_bytes() for path in sorted(tree.glob("projects/**/*")) if path.is_file()}
    first = min((path.relative_to(tree / "projects").parts[0] for path in files), default="")
    for path, data in files.items():
        inside = path.relative_to(tree / "projects").parts
        if inside[0] == first:
            path.unlink()
        elif not KEPT_AS_SIGNED & set(inside):
            path.write_bytes(earlier_state(path.name, data))
    git(tree, "init", "--quiet")
    commit(tree, "Earlier")
    git(tree, "tag", EARLIER)
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    commit(tree, "Now")


def earlier_state(name: str, data: bytes) -> bytes:
    """A file of a project as it may have been before: other sizes, other words; every other file stays.

    It only has to give `delivery diff` something to tell about each project, from the data of its own revision.
    """
    text = data.decode("utf-8", "surrogateescape")
    for pattern, change in EARLIER_STATES.get(name, ()):
        text = re.sub(pattern, change, text)
    return text.encode("utf-8", "surrogateescape")


def _one_less(found: re.Match[str]) -> str:
    return str(int(found[0]) - 1)


EARLIER_STATES: Mapping[str, tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]] = {
    "sizing.yml": ((r"(?<=value: )[0-9]{3,}(?=, )", _one_less),),
    "requirements.yml": ((r'(?<=statement: "The )', "earlier "),),
    "project.yml": ((r'(?<=title: ")', "Earlier: "), (r"(?<=forecast: 20[0-9]{2}-)12", "11")),
    "tests.yml": ((r'(?<=title: ")', "Earlier: "),),
    "notes.yml": ((r'(?<=title: ")', "Earlier: "),),
}


def commit(tree: Path, subject: str) -> None:
    """Commit all files as nobody in particular, at a fixed moment."""
    dates = {"GIT_AUTHOR_DATE": MOMENT, "GIT_COMMITTER_DATE": MOMENT}
    git(tree, "add", "--all", "--force")
    git(tree, *NOBODY, "commit", "--quiet", "--allow-empty", "--message", subject, **dates)


def read_tool(pyproject: str) -> Tool:
    """How to run a revision, from its own pyproject.toml: no name of a package is known here."""
    content = tomllib.loads(pyproject)
    project = content["project"]
    packages = content["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    lines = [f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"]
    plugins = [
        f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in sorted(entries.items()))
        for group, entries in sorted(project.get("entry-points", {}).items())
    ]
    folder = f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    return Tool(
        module=project["scripts"]["delivery"].partition(":")[0],
        source_root=Path(packages[0]).parent.as_posix(),
        metadata={f"{folder}/METADATA": "".join(lines), f"{folder}/entry_points.txt": "\n".join(plugins)},
    )


def git(root: Path, *arguments: str, **more: str) -> str:
    """What git says, whatever the machine is set to; raises UnknownRevision with its first line."""
    return _run(root, *arguments, **more).decode("utf-8", "replace")


def _run(root: Path, *arguments: str, **more: str) -> bytes:
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C.UTF-8"}
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    line = ["git", "-C", str(root), "-c", "core.quotePath=false", "-c", "core.autocrlf=false", *arguments]
    done = subprocess.run(line, capture_output=True, check=False, env={**kept, **plain, **more})
    if done.returncode:
        raise UnknownRevision(done.stderr.decode("utf-8", "replace").strip().partition("\n")[0] or "git failed")
    return done.stdout
