"""`delivery init`: a repository of a team's own, with the tool as a dependency; what is there already stays."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from delivery_wiki.pages.command_texts.new_repository import RepositoryAnswers, new_repository
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.reading.site_configuration import THEME_FOLDER, read_site_configuration

from ..outside.faults import WrongUse
from ..outside.whole_writing import write_together
from ..workspace.workspace_loading import data_folder, load_workspace
from .command_new import files_without_questions
from .verbs import verb_parser

TEMPLATES = PurePosixPath("docs/templates/new-repository")
SAMPLE = "sample-project"
FORGES: Mapping[str, tuple[str, ...]] = {
    "github": (".github/workflows/*.yml",),
    "gitlab": (".gitlab-ci.yml", ".ci/gitlab_*.py"),
    "none": (),
}
_OWN_TESTS = ".github/workflows/tests.yml"
_LONGEST_NAME = 80
_KEEP = "projects/.gitkeep"


def run_init(arguments: argparse.Namespace) -> int:
    """Write what the folder lacks, whole or not at all; 2 where an answer cannot be used."""
    root = Path(arguments.root)
    answers = _answers(arguments, root)
    files = {name: text.encode() for name, text in new_repository(answers, *_sources(arguments.forge)).items()}
    files |= _projects(arguments, root, files)
    if read_site_configuration(root, root / THEME_FOLDER).is_foreign:  # beside another site the tool's pages are shown
        files = {name: data for name, data in files.items() if not _is_page(name)}
    missing = {name: data for name, data in files.items() if not os.path.lexists(root / name)}
    _require_folders(root, files)
    root.mkdir(parents=True, exist_ok=True)
    write_together(root, missing)
    _report(missing, files, root, arguments)
    return 0


def _is_page(name: str) -> bool:
    return name.startswith("docs/") and name.endswith(".md")


def _answers(arguments: argparse.Namespace, root: Path) -> RepositoryAnswers:
    name = _asked("Name of the repository's wiki", arguments.name, root.resolve().name)
    vendor = _asked("Name of your company", arguments.vendor, name)
    return RepositoryAnswers(name=name, vendor=vendor, version=version("delivery-wiki"))


def _asked(question: str, given: str | None, default: str) -> str:
    """What was given, else what a person at a terminal answers, else the default."""
    text = given
    if text is None and sys.stdin.isatty():
        with contextlib.suppress(EOFError):
            text = input(f"{question} [{default}]: ").strip() or default
    text = (default if text is None else text).strip()
    if not text or not text.isprintable() or len(text) > _LONGEST_NAME:
        raise WrongUse(f"{text!r} cannot be a name: write one line of 1 to {_LONGEST_NAME} visible characters.")
    return text


def _sources(forge: str) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Templates, pipelines of the forge and schemas, each by its name."""
    base = data_folder()
    templates = base / TEMPLATES
    pipelines = [path for pattern in FORGES[forge] for path in sorted(base.glob(pattern))]
    return (
        _texts(templates, (path for path in sorted(templates.rglob("*")) if path.is_file())),
        _texts(base, (path for path in pipelines if path.relative_to(base).as_posix() != _OWN_TESTS)),
        _texts(base / "schemas", sorted((base / "schemas").glob("*.json"))),
    )


def _texts(base: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {path.relative_to(base).as_posix(): path.read_text("utf-8") for path in paths}


def _projects(arguments: argparse.Namespace, root: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A folder for projects, with a sample unless there are some; the whole is checked aside before it is written."""
    made = {_KEEP: b""}
    with tempfile.TemporaryDirectory(prefix="delivery-init-") as aside:
        trial = Path(aside)
        write_together(trial, {**files, **made})
        if arguments.sample and not any((root / "projects").glob("*/project.yml")):
            sample = _sample(trial, arguments)
            write_together(trial, sample)
            made |= sample
        workspace = load_workspace(trial)
        if workspace.has_errors:
            found = render_text(workspace.findings)
            raise WrongUse(f"these answers make no sound repository; nothing was written.\n{found}")
    return made


def _sample(trial: Path, arguments: argparse.Namespace) -> dict[str, bytes]:
    """The files of the project to look at."""
    given = ["new", SAMPLE, "--customer", "Example Customer", "--lead", "Sam Sample"]
    for option, value in (("--language", arguments.language), ("--process", arguments.process)):
        given += [option, value] if value else []
    parsed = verb_parser().parse_args(given)
    parsed.root = trial
    return {f"projects/{SAMPLE}/{name}": text.encode() for name, text in files_without_questions(parsed).items()}


def _require_folders(root: Path, names: Iterable[str]) -> None:
    """Raise WrongUse where a file stands in the way of a folder or the other way around, or a link leads out."""
    if os.path.lexists(root) and not root.is_dir():
        raise WrongUse(f"{root} is no folder. Name another one with -C.")
    for name in names:
        if (root / name).is_dir():
            raise WrongUse(f"{name} is a folder, and a file is to stand there; nothing was written. Move it away.")
        for folder in () if os.path.lexists(root / name) else PurePosixPath(name).parents[:-1]:
            place = root / folder
            if os.path.lexists(place) and (place.is_symlink() or not place.is_dir()):
                raise WrongUse(f"{folder} is no folder; nothing was written. Move it away, or work in another folder.")


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file has these bytes; a link to nothing has none."""
    return path.is_file() and path.read_bytes() == data


def _report(
    written: Mapping[str, bytes], wanted: Mapping[str, bytes], root: Path, arguments: argparse.Namespace
) -> None:
    """What was written, what stayed, and what is to be done next."""
    groups: dict[str, int] = {}
    for name in written:
        first, _, inside = name.partition("/")
        groups[f"{first}/" if inside else first] = groups.get(f"{first}/" if inside else first, 0) + 1
    shown = (f"{name} ({count} files)" if count > 1 else name for name, count in sorted(groups.items()))
    print(f"Wrote {', '.join(shown)}." if written else "Nothing to write: all files are there.")
    kept = sorted(name for name in wanted.keys() - written.keys() if not _holds(root / name, wanted[name]))
    if kept:
        print(f"Left as it was, and other than a new one: {', '.join(kept)}.")
    steps = []
    if not os.path.lexists(root / ".git"):
        steps.append("git init                      for history, reviews and signatures.")
    if not any(name.startswith(f"projects/{SAMPLE}/") for name in wanted):
        steps.append("delivery new NAME             writes the first project.")
    steps += [
        "delivery check                says whether all is sound.",
        "delivery serve                shows the wiki while you write; delivery build makes all sites.",
    ]
    if arguments.forge != "none":
        steps.append("README.md, and the guide on continuous integration, say what the forge has to be told.")
    print("\n".join(("What next:", *(f"  {number}. {step}" for number, step in enumerate(steps, start=1)))))
