"""`delivery new`: a few questions, and a project that passes the check at once."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from babel.core import get_global

from delivery_wiki.calculations.base.clause_texts import set_of_language
from delivery_wiki.calculations.consistency.portfolio import check_portfolio
from delivery_wiki.model.clauses import ClauseSet
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition, TemplateSet
from delivery_wiki.model.texts.plain_number import how_to_write, read_number
from delivery_wiki.pages.command_texts.new_project import USERS, Answers, Skeleton, id_of, new_project, title_of
from delivery_wiki.pages.elements.labels import catalogue_for
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.reading.files.left_behind import is_reserved
from delivery_wiki.reading.new_project_files import FOLDER, KINDS, NEEDED, TEXTS, StartFiles, read_start_files
from delivery_wiki.reading.project_folder import is_project_name, read_project
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.schema.schema_rules import FORMATS, is_time_zone, time_zones

from ..outside.faults import WrongUse
from ..outside.files import write_file
from ..outside.whole_writing import folder_aside
from ..workspace.workspace_loading import Workspace, clock_of, data_folder, load_workspace, project_findings
from .start_sizing import StartSizing, count_users, in_file, read_start_sizing

MOST_USERS = 100_000_000
TEMPLATES = ("standard", "1")
GROUPWARE, SERVICES = "groupware", "services"
GROUPWARE_PROCESS = "ox-professional-services"
_SPOKEN = "en"
SEVERAL_COUNTRIES = "EU"  # of a set of clauses that rests on what its countries have in common
TIME_ZONES = {"de": "Europe/Berlin"}
ELSEWHERE = "Etc/UTC"
# Of countries with several zones, the one of most of their people.
POPULOUS = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}
SIZING = "sizing.yml"
_TAG = re.compile("[a-z]{2,3}(?:-[A-Z]{2})?")


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
    skeleton = _skeleton(arguments.root, _with_files(answers.language, _languages(arguments.root)), answers.kind)
    files = _fill(answers, skeleton)
    if start:
        files[SIZING] = start.text
    findings = _write(target, files, workspace)
    if start and findings:
        return _refuse(in_file(findings, f"projects/{answers.slug}/{SIZING}", start.file))
    if findings:
        raise WrongUse(f"these answers make no sound project; nothing was written.\n{render_text(findings)}")
    print(f"Wrote projects/{answers.slug}/ with {len(files)} files: {', '.join(files)}.")
    if arguments.time_zone is None and not sys.stdin.isatty():
        print("".join(f"{line}\n" for line in _zone_words(answers.language, answers.time_zone)), end="")
    reasons = _reasons(arguments.root, answers.kind)
    for name in sorted(skeleton.without.keys() - files.keys()):
        print(f"Not written: {name}. {reasons.get(name, '')}".rstrip())
    print("\n".join(("What next:", *_next_steps(answers.slug, files))))
    return 0


def files_without_questions(arguments: argparse.Namespace) -> dict[str, str]:
    """The files of a project as its options say, each other answer being the default; nothing is written or asked."""
    arguments.asks = False
    answers = _ask_all(arguments, load_workspace(arguments.root))
    return _fill(
        answers, _skeleton(arguments.root, _with_files(answers.language, _languages(arguments.root)), answers.kind)
    )


def _reasons(root: Path, kind: str) -> Mapping[str, str]:
    """Why a kind of project goes without a file, in the language in which the command speaks."""
    has_kind = any((base / FOLDER / _SPOKEN / KINDS / kind / TEXTS).is_file() for base in (root, data_folder()))
    return _skeleton(root, _SPOKEN, kind).without if has_kind else {}


def _fill(answers: Answers, skeleton: Skeleton) -> dict[str, str]:
    try:
        return new_project(answers, skeleton)
    except KeyError as fault:
        gap = f"${fault.args[0]}"
        raise WrongUse(
            f"a template of a new project has the gap {gap}, which no answer fills; nothing was written."
        ) from None


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


def _next_steps(slug: str, files: Mapping[str, str]) -> tuple[str, str, str]:
    first = "environment.yml" if "environment.yml" in files else "requirements.yml"
    return (
        f"  1. Fill in projects/{slug}/{first}, and name people in project.yml.",
        f"  2. delivery serve {slug}    shows its pages while you write.",
        f"  3. delivery status {slug}   tells what is missing for the next gate.",
    )


def _target(root: Path, slug: str) -> Path:
    if is_reserved(slug):
        raise WrongUse(
            f"'{slug}' cannot be the name of a project: Windows keeps it for itself. Try '{id_of(slug)}-project'."
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
    library = workspace.repository.library
    process = _process(arguments, library.processes)
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
            check=lambda text: _language(text, languages),
        ),
    )
    kinds = _kinds(arguments.root, _with_files(language, languages))
    kind = _answer(
        arguments,
        _Question(
            flag="kind",
            text=f"Kind of project ({', '.join(kinds)})",
            default=_kind_of(process, kinds),
            check=lambda text: _known(text, kinds, "kind of project"),
        ),
    )
    question = _Question(flag="users", text=f"Users (empty: {USERS}, marked assumed)", default="", check=_count)
    users = "" if arguments.start or kind != GROUPWARE else _answer(arguments, question)
    zone = _Question(flag="time_zone", text="Time zone", default=_zone(language), check=_check_time_zone)
    time_zone = _answer(arguments, zone)
    return Answers(
        slug=arguments.slug,
        title=title,
        customer=customer,
        vendor=_readable((arguments.vendor or "").strip()) or _vendor(arguments.root, workspace, kind),
        kind=kind,
        language=language,
        labels=catalogue_for(language, workspace.repository.catalogues),
        time_zone=time_zone,
        users=int(users) if users else None,
        lead=_answer(arguments, _Question(flag="lead", text="Project lead of the vendor (empty: later)", default="")),
        process=process,
        templates=_templates(arguments, library),
        clauses=_clauses(library, language),
        started=clock.day_in(time_zone),
    )


def _answer(arguments: argparse.Namespace, question: _Question) -> str:
    """The flag's value; else what a person at a terminal answers; else the default."""
    given = getattr(arguments, question.flag)
    if given is not None:
        return question.check(_readable(str(given).strip()))
    while arguments.asks and sys.stdin.isatty():
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


def _country(language: str) -> str:
    return language.rpartition("-")[2] if "-" in language else ""


def _clauses(library: Library, language: str) -> ClauseSet | None:
    """The clauses of a language, unless they rest on the law of another country than the one that it names."""
    found, country = set_of_language(library.clause_sets, language), _country(language)
    return found if found and (not country or found.country in (country, SEVERAL_COUNTRIES)) else None


def _zone(language: str) -> str:
    """The time zone of the country that a language names, of several that of most people; else of the language."""
    zones = get_global("territory_zones").get(_country(language), ())
    if len(zones) == 1:
        return str(zones[0])
    return POPULOUS.get(_country(language)) or TIME_ZONES.get(language.partition("-")[0], ELSEWHERE)


def _zone_words(language: str, zone: str) -> Iterator[str]:
    """Which time zone dates are in, and why, where it may be another one as well."""
    country = _country(language)
    zones = len(get_global("territory_zones").get(country, ()))
    if zones == 1:
        return
    if zones:
        why = f"{country} has {zones} of them" + (", in this one live most of its people" if zone != ELSEWHERE else "")
    else:
        why = f"'{language}' names no country"
    yield f"Time zone of its dates: {zone}; {why}. Another one: time_zone in project.yml, or --time-zone."


def _with_files(language: str, languages: tuple[str, ...]) -> str:
    """The language whose files a project begins with: that of the country, else the one without it."""
    return language if language in languages else language.partition("-")[0]


def _language(text: str, languages: tuple[str, ...]) -> str:
    """A language that has files of a new project, or one with a country, whose own files or language has them."""
    if "-" in text and _TAG.fullmatch(text) and _with_files(text, languages) in languages:
        if FORMATS.conforms(text, "language-tag"):
            return text
        raise WrongUse(f"'{text}' is not a language with a country of it. Write it like en-IE or de-CH.")
    if text in languages or difflib.get_close_matches(text, languages, n=1):
        return _known(text, languages, "language")
    own = f"{FOLDER.as_posix()}/{text if _TAG.fullmatch(text) else '<language>'}/"
    raise WrongUse(
        f"'{text}' is not a language that can be used: there are files of a new project in {' and '.join(languages)}. "
        f"Start in one of them and change 'language' in project.yml, or write {own}, as it is for en."
    )


def _check_time_zone(text: str) -> str:
    if is_time_zone(text):
        return text
    near = difflib.get_close_matches(text, time_zones(), n=1, cutoff=0.5)
    hint = f"Did you mean '{near[0]}'?" if near else "Write one like Europe/Berlin or Etc/UTC."
    raise WrongUse(f"'{text}' is not a time zone. {hint}")


def _process(arguments: argparse.Namespace, processes: tuple[ProcessDefinition, ...]) -> ProcessDefinition:
    """The one asked for by version, or by id and version; else the newest version of what ships, or of the only one."""
    named = {f"{process.id}@{process.version}": process for process in processes}
    versions = [process.version for process in processes]
    known = {**{process.version: process for process in processes if versions.count(process.version) == 1}, **named}
    shipped = {process.version: process for process in processes if process.id == GROUPWARE_PROCESS} or known
    newest = shipped[max(shipped)]
    ids = {process.id for process in processes}
    if len(ids) == 1:
        return known[_known(arguments.process or newest.version, known, "version of the process")]
    question = _Question(
        flag="process",
        text=f"Process ({', '.join(sorted(named))})",
        default=f"{newest.id}@{newest.version}",
        check=lambda text: _known(text, known, "process"),
    )
    return known[_answer(arguments, question)]


def _templates(arguments: argparse.Namespace, library: Library) -> TemplateSet:
    """The template set asked for, else the standard one."""
    known = {f"{template.id}@{template.version}": template for template in library.templates}
    standard = library.template_set(*TEMPLATES) or library.templates[-1]
    question = _Question(
        flag="templates",
        text=f"Template set ({', '.join(sorted(known))})",
        default=f"{standard.id}@{standard.version}",
        check=lambda text: _known(text, known, "template set"),
    )
    if len(known) == 1 and arguments.templates is None:
        return standard
    return known[_answer(arguments, question)]


def _kinds(root: Path, language: str) -> tuple[str, ...]:
    """The kinds of projects that there are files for; without any of its own a repository has those that ship."""
    folders = [base / FOLDER / language / KINDS for base in (root, data_folder())]
    found = {path.name for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_dir()}
    return (GROUPWARE, *sorted(found - {GROUPWARE}))


def _kind_of(process: ProcessDefinition, kinds: tuple[str, ...]) -> str:
    """Another process than the one for groupware is for work of another kind."""
    return SERVICES if process.id != GROUPWARE_PROCESS and SERVICES in kinds else GROUPWARE


def _vendor(root: Path, workspace: Workspace, kind: str) -> str:
    """The name of the brand; the one that ships is a groupware company, and stands in no other project."""
    own = (root / "docs" / "brand.yml").is_file()
    return workspace.repository.brand.name if own or kind == GROUPWARE else ""


def _languages(root: Path) -> tuple[str, ...]:
    """The languages with the files of a new project: those that ship, and those of the repository."""
    found = (path.parent.name for base in (root, data_folder()) for path in (base / FOLDER).glob(f"*/{TEXTS}"))
    return tuple(sorted(set(found)))


def _skeleton(root: Path, language: str, kind: str) -> Skeleton:
    """The repository's own files for a language before those that ship; those of a kind replace the others."""
    bases = [(base, base / FOLDER / language) for base in (root, data_folder())]
    start = next(read_start_files(folder, base, needed=NEEDED) for base, folder in bases if (folder / TEXTS).is_file())
    found = next(((base, path) for base, folder in bases if (path := folder / KINDS / kind).is_dir()), None)
    own = read_start_files(found[1], found[0]) if found else StartFiles()
    findings = (*start.findings, *own.findings)
    if findings:
        raise WrongUse(f"the files of a new project have faults; nothing was written.\n{render_text(findings)}")
    texts: dict[str, Any] = {**start.texts, **own.texts}
    files = {name: text for name, text in {**start.files, **own.files}.items() if name not in texts.get("without", {})}
    return Skeleton(files=files, **texts)


def _write(target: Path, files: dict[str, str], workspace: Workspace) -> tuple[Finding, ...]:
    """Write and check in a folder aside, then move it into place whole, unless there are findings."""
    with folder_aside(workspace.root) as aside:
        folder = aside / "projects" / target.name
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, text.encode())
        findings = _check(folder, aside, workspace)
        if not findings:
            folder.rename(target)
        return findings


def _check(folder: Path, root: Path, workspace: Workspace) -> tuple[Finding, ...]:
    """What the check says about the new project beside the others."""
    result = read_project(folder, root, SchemaSet.load(data_folder() / "schemas"))
    if result.project is None:
        return result.findings
    others = workspace.repository.projects
    known = set(check_portfolio(others))
    beside = [finding for finding in check_portfolio((*others, result.project)) if finding not in known]
    return (*result.findings, *project_findings(result.project, workspace.repository), *beside)
