"""`delivery new`: a few questions, and a project that passes the check at once."""

from __future__ import annotations

import argparse
import difflib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from delivery_wiki.calculations.consistency import check_portfolio
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.plain_number import how_to_write, read_number
from delivery_wiki.model.process import ProcessDefinition, TemplateSet
from delivery_wiki.pages.finding_reports import render_text
from delivery_wiki.pages.new_project import SUFFIX, USERS, Answers, Skeleton, id_of, new_project, title_of
from delivery_wiki.reading.left_behind import is_reserved
from delivery_wiki.reading.project_folder import is_project_name, read_project
from delivery_wiki.reading.schema_check import SchemaSet
from delivery_wiki.reading.schema_rules import is_time_zone, time_zones

from .faults import WrongUse
from .files import write_file
from .start_sizing import StartSizing, count_users, in_file, read_start_sizing
from .workspace import Workspace, clock_of, data_folder, load_workspace, project_findings

MOST_USERS = 100_000_000
TEMPLATES = ("standard", "1")
TIME_ZONES = {"de": "Europe/Berlin"}
SIZING = "sizing.yml"
SKELETONS = Path("docs", "templates", "new-project")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """One thing to know: its flag, what to ask, the default, and what makes an answer usable."""

    flag: str
    text: str
    default: str
    check: Callable[[str], str] = lambda answer: answer


def run_new(arguments: argparse.Namespace) -> int:
    """Write the project, or nothing at all: 1 for faults of --from FILE, 2 where an answer cannot be used."""
    target = _target(arguments.root, arguments.slug)
    workspace = load_workspace(arguments.root)
    start = _start(arguments)
    if start and start.request is None:
        return _refuse(start.findings)
    answers = _ask_all(arguments, workspace)
    if start and start.request:
        answers = replace(answers, users=count_users(start.request, workspace.repository.library), sized=True)
    files = new_project(answers, _skeleton(arguments.root, answers.language))
    if start:
        files[SIZING] = start.text
    findings = _write(target, files, workspace)
    if start and findings:
        return _refuse(in_file(findings, f"projects/{answers.slug}/{SIZING}", start.file))
    if findings:
        raise WrongUse(f"these answers make no sound project; nothing was written.\n{render_text(findings)}")
    print(f"Wrote projects/{answers.slug}/ with {len(files)} files: {', '.join(files)}.")
    print("\n".join(("What next:", *_next_steps(answers.slug))))
    return 0


def _start(arguments: argparse.Namespace) -> StartSizing | None:
    """The file of --from, with which --users does not go."""
    if arguments.start is None:
        return None
    if arguments.users is not None:
        raise WrongUse("--users does not go with --from: the file says how many users there are.")
    return read_start_sizing(Path(arguments.start), SchemaSet.load(data_folder() / "schemas"))


def _refuse(findings: tuple[Finding, ...]) -> int:
    print(render_text(findings), file=sys.stderr)
    print("Nothing was written.", file=sys.stderr)
    return 1


def _next_steps(slug: str) -> tuple[str, str, str]:
    return (
        f"  1. Fill in projects/{slug}/environment.yml, and name people in project.yml.",
        f"  2. delivery serve {slug}    shows its pages while you write.",
        f"  3. delivery status {slug}   tells what is missing for the next gate.",
    )


def _target(root: Path, slug: str) -> Path:
    if is_reserved(slug):
        raise WrongUse(
            f"'{slug}' cannot be the name of a project: Windows keeps it for itself. Try '{id_of(slug)}-mail'."
        )
    if not is_project_name(slug):
        meant = id_of(slug)
        hint = f" Did you mean '{meant}'?" if is_project_name(meant) else ""
        raise WrongUse(
            f"'{slug}' cannot be the name of a project: small letters, digits and single hyphens, at most 60.{hint}"
        )
    target = root / "projects" / slug
    if target.is_symlink() or target.exists():
        raise WrongUse(f"projects/{slug} is there already; nothing was written.")
    return target


def _ask_all(arguments: argparse.Namespace, workspace: Workspace) -> Answers:
    process = _process(arguments.process, workspace.repository.library.processes)
    clock = clock_of(workspace, arguments.on)
    clock.require_readable()
    languages = _languages(arguments.root)
    title = _answer(arguments, _Question(flag="title", text="Title", default=title_of(arguments.slug)))
    customer = _answer(arguments, _Question(flag="customer", text="Customer", default=""))
    language = _answer(
        arguments,
        _Question(
            flag="language",
            text=f"Language ({', '.join(languages)})",
            default="en",
            check=lambda text: _known(text, languages, "language"),
        ),
    )
    question = _Question(flag="users", text=f"Users (empty: {USERS}, marked assumed)", default="", check=_count)
    users = "" if arguments.start else _answer(arguments, question)
    zone = _Question(
        flag="time_zone", text="Time zone", default=TIME_ZONES.get(language, "Etc/UTC"), check=_check_time_zone
    )
    time_zone = _answer(arguments, zone)
    return Answers(
        slug=arguments.slug,
        title=title,
        customer=customer,
        vendor=_readable((arguments.vendor or "").strip()) or workspace.repository.brand.name,
        language=language,
        time_zone=time_zone,
        users=int(users) if users else None,
        lead=_answer(arguments, _Question(flag="lead", text="Project lead of the vendor (empty: later)", default="")),
        process=process,
        templates=_templates(workspace),
        started=clock.day_in(time_zone),
    )


def _answer(arguments: argparse.Namespace, question: _Question) -> str:
    """The flag's value; else what a person at a terminal answers; else the default."""
    given = getattr(arguments, question.flag)
    if given is not None:
        return question.check(_readable(str(given).strip()))
    while sys.stdin.isatty():
        shown = f" [{question.default}]" if question.default else ""
        try:
            return question.check(_readable(input(f"{question.text}{shown}: ").strip()) or question.default)
        except EOFError:
            break
        except WrongUse as fault:
            print(fault)
    return question.check(question.default)


def _readable(text: str) -> str:
    if not text.isprintable():
        raise WrongUse(f"{text!r} holds a character that cannot be seen.")
    return text


def _count(text: str) -> str:
    number = read_number(text)
    if text and (not isinstance(number, int) or not 0 <= number <= MOST_USERS):
        repair = how_to_write(text) if not isinstance(number, int) else f"Write plain digits, at most {MOST_USERS}."
        raise WrongUse(f"'{text}' is not a number of users. {repair}")
    return text


def _known(text: str, known: Collection[str], what: str) -> str:
    if text in known:
        return text
    near = difflib.get_close_matches(text, known, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known))}."
    raise WrongUse(f"'{text}' is not a {what} that can be used. {hint}")


def _check_time_zone(text: str) -> str:
    if is_time_zone(text):
        return text
    near = difflib.get_close_matches(text, time_zones(), n=1, cutoff=0.5)
    raise WrongUse(f"'{text}' is not a time zone. Did you mean '{near[0] if near else 'Europe/Berlin'}'?")


def _process(version: str | None, processes: tuple[ProcessDefinition, ...]) -> ProcessDefinition:
    """The version asked for, else the newest one."""
    by_version = {one.version: one for one in processes}
    version = version or max(by_version)
    return by_version[_known(version, by_version, "version of the process")]


def _templates(workspace: Workspace) -> TemplateSet:
    library = workspace.repository.library
    return library.template_set(*TEMPLATES) or library.templates[-1]


def _languages(root: Path) -> tuple[str, ...]:
    folders = (base / SKELETONS for base in (root, data_folder()))
    return tuple(sorted({one.name for folder in folders if folder.is_dir() for one in folder.iterdir()}))


def _skeleton(root: Path, language: str) -> Skeleton:
    """The repository's own files for a language before those that ship."""
    folder = next(one for one in (root / SKELETONS / language, data_folder() / SKELETONS / language) if one.is_dir())
    files = {one.relative_to(folder).as_posix(): one.read_text("utf-8") for one in folder.rglob(f"*{SUFFIX}")}
    return Skeleton(files=files, **json.loads((folder / "texts.json").read_text("utf-8")))


def _write(target: Path, files: dict[str, str], workspace: Workspace) -> tuple[Finding, ...]:
    """Write and check in a folder aside, then move it into place whole, unless there are findings."""
    aside = Path(tempfile.mkdtemp(prefix=".new-", dir=workspace.root))
    try:
        folder = aside / "projects" / target.name
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, text.encode())
        findings = _check(folder, aside, workspace)
        if not findings:
            folder.rename(target)
        return findings
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _check(folder: Path, root: Path, workspace: Workspace) -> tuple[Finding, ...]:
    """What the check says about the new project beside the others."""
    result = read_project(folder, root, SchemaSet.load(data_folder() / "schemas"))
    if result.project is None:
        return result.findings
    others = workspace.repository.projects
    known = set(check_portfolio(others))
    beside = [one for one in check_portfolio((*others, result.project)) if one not in known]
    return (*result.findings, *project_findings(result.project, workspace.repository), *beside)
