"""A repository as a run sees it: read once, checked, and turned into contexts for pages."""

from __future__ import annotations

import datetime as dt
import difflib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.consistency.accepted_findings import settle
from delivery_wiki.calculations.consistency.brand_checks import check_brand
from delivery_wiki.calculations.consistency.clause_checks import check_clause_set
from delivery_wiki.calculations.consistency.issued_checks import check_drifts
from delivery_wiki.calculations.consistency.partial_projects import check_rough
from delivery_wiki.calculations.consistency.point_checks import check_point_days
from delivery_wiki.calculations.consistency.portfolio import (
    check_portfolio,
    check_shared_people,
    find_vanished_ids,
    find_vanished_projects,
    id_files,
)
from delivery_wiki.calculations.consistency.project_checks import check_consistency
from delivery_wiki.calculations.consistency.released_checks import check_process_ids, check_reference_architecture
from delivery_wiki.calculations.signing.attested_attempts import with_attested_attempts
from delivery_wiki.calculations.sizing.request_checks import check_sizing
from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from delivery_wiki.model.as_of import AsOfDays
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.finding import ANY_NAME, Finding, Severity
from delivery_wiki.model.project.register_entries import AcceptedFinding, DecisionOutcome
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.same import Same
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.labels import (
    SOURCE_LANGUAGE,
    catalogue_for,
    check_labels,
    check_languages,
    check_rule_set_labels,
    check_translations,
    library_texts,
)
from delivery_wiki.pages.elements.page_kind import FaultyProject, PageContext, WikiContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.macro_check import check_macro_calls, check_wiki_pages
from delivery_wiki.reading.files.folder_walk import is_without_bearing
from delivery_wiki.reading.files.kept_results import KeptResults
from delivery_wiki.reading.files.project_places import parts_of
from delivery_wiki.reading.project_folder import find_project_folders
from delivery_wiki.reading.repository import Repository, read_message_ids, read_repository
from delivery_wiki.reading.schema.schema_check import SchemaSet

from ..outside.clock import Clock
from ..outside.faults import WrongUse
from ..outside.files import write_file
from ..outside.git import files_at, ignored_of
from ..outside.pdf_fonts import glyph_findings, shared_glyph_findings
from .frozen_documents import find_drifts
from .macro_meaning import find_refusals, find_wiki_refusals, is_some_left_out
from .owners_file import check_owners
from .wiki_pages import configuration_findings, find_wiki_pages, wiki_page_findings


def data_folder() -> Path:
    """Where schemas and released data lie: inside the installed package, else the repository it runs from."""
    package = Path(__file__).parents[2]
    packaged = package / "data"
    return packaged if packaged.is_dir() else package.parents[1]


def load_schemas() -> SchemaSet:
    """The schemas that files are checked with."""
    return SchemaSet.load(data_folder() / "schemas")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughProject:
    """A project with errors: what could be read of it, and the parts that have errors, each with its file.

    `files` are all files with errors, `gaps` names in what could not be read.
    """

    project: Project
    parts: Mapping[str, str]
    files: frozenset[str] = frozenset()
    gaps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A repository with all findings of a run; `sound` are the projects that can be published.

    Those that are `marred` have errors all the same, which bear on no document: what is published of them says so, and
    nothing of them is issued. `rough` are the faulty projects of which it is known which files have errors.
    """

    root: Path
    repository: Repository
    findings: tuple[Finding, ...]
    sound: tuple[Project, ...]
    faulty: tuple[str, ...]
    drifts: Mapping[str, tuple[Drift, ...]] = field(default_factory=dict)
    accepted: tuple[tuple[Finding, AcceptedFinding], ...] = ()
    marred: frozenset[str] = frozenset()
    rough: tuple[RoughProject, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return has_error(self.findings)


def load_workspace(root: Path, slugs: tuple[str, ...] = (), *, all_rule_sets: bool = False) -> Workspace:
    """Read and check a repository, or some of its projects; every finding at once, worst first.

    The rule sets that come with the tool were proved before its release, so that only `delivery check`, which says so,
    proves `all_rule_sets` again.
    """
    repository = attested(read_repository(root, data_folder(), slugs, lambda paths: ignored_of(root, paths)))
    findings = {*repository.findings, *_wiki_findings(repository, all_rule_sets=all_rule_sets)}
    sound: list[Project] = []
    faulty = list(repository.faulty)
    drifts: dict[str, tuple[Drift, ...]] = {}
    accepted: list[tuple[Finding, AcceptedFinding]] = []
    for project in repository.projects:
        folder = f"projects/{project.slug}/"
        of_reading = {finding for finding in repository.findings if finding.location.file.startswith(folder)}
        of_project = {*_kept_findings(project, repository), *glyph_findings(root, data_folder(), project.slug)}
        if project.issued and not has_error(of_project):
            drifts[project.slug] = _kept_drifts(project, repository)
            of_project |= set(_drift_findings(project, repository, drifts[project.slug]))
        if project.all_points or project.accepted_findings:
            day = Clock(root=root, library=repository.library).day_of(project).day
            of_project |= set(check_point_days(project, day))
            settled = settle(project, of_project | of_reading, day)
            accepted += settled.accepted
            findings -= of_reading
            findings |= settled.counting & of_reading
            of_project = set(settled.counting - of_reading)
        findings |= of_project
        if has_error(of_project):
            faulty.append(project.slug)
        else:
            sound.append(project)
    findings |= set(_rough_findings(repository))
    if not slugs:
        findings |= set(_kept_refusals(repository, sound))
        if not faulty:
            findings |= set(check_owners(root, repository, sound))
    rough = {result.slug: result.rough for result in repository.rough}
    readable = rough | {project.slug: project for project in repository.projects}
    gaps = {result.slug: result.gaps for result in repository.rough}
    return Workspace(
        root=root,
        repository=repository,
        rough=tuple(
            replace(found, gaps=gaps.get(slug, frozenset()))
            for slug in sorted(faulty)
            if ANY_NAME not in gaps.get(slug, ())
            if (found := _rough_project(readable.get(slug), findings))
        ),
        findings=tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        sound=tuple(sound),
        faulty=tuple(sorted(faulty)),
        drifts=drifts,
        accepted=tuple(accepted),
        marred=frozenset(project.slug for project in sound if _is_marred(project, repository.findings)),
    )


def attested(repository: Repository) -> Repository:
    """The repository in which each answer that was taken in says who attested it; the others count for nothing."""
    return replace(
        repository,
        projects=tuple(with_attested_attempts(project) for project in repository.projects),
        rough=tuple(
            replace(result, rough=with_attested_attempts(result.rough)) if result.rough else result
            for result in repository.rough
        ),
    )


def _rough_project(project: Project | None, findings: Iterable[Finding]) -> RoughProject | None:
    """The project with the parts that have errors; None where they are not parts that documents may do without.

    The project itself, what stands below internal/ and records protect or decide what every document says. A decision
    against the project may have ended it, which its gate tells, and that rests on everything.
    """
    if project is None or any(decision.outcome is DecisionOutcome.NO_GO for decision in project.decisions):
        return None
    folder = f"projects/{project.slug}/"
    parts: dict[str, str] = {}
    files: set[str] = set()
    for finding in findings:
        if finding.severity is not Severity.ERROR or is_without_bearing(finding):
            continue
        for place in (finding.location, finding.also):
            if place is None or not place.file.startswith(folder):
                continue
            inside = place.file.removeprefix(folder)
            if not (names := parts_of(inside)):
                return None
            parts |= dict.fromkeys(names, inside)
            files.add(inside)
    return RoughProject(project=project, parts=parts, files=frozenset(files)) if parts else None


def _is_marred(project: Project, findings: Iterable[Finding]) -> bool:
    folder = f"projects/{project.slug}/"
    return has_error(finding for finding in findings if finding.location.file.startswith(folder))


def _rough_findings(repository: Repository) -> Iterator[Finding]:
    """What else is wrong with projects of which a part could not be read."""
    for result in repository.rough:
        if project := result.rough:
            labels = catalogue_for(project.language, repository.catalogues)
            yield from check_rough(project, result.gaps, result.faulty_files, repository.library, labels)
            yield from check_macro_calls(project)


def has_error(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _drift_findings(project: Project, repository: Repository, drifts: tuple[Drift, ...]) -> Iterator[Finding]:
    templates = repository.library.template_set(project.templates.id, project.templates.version)
    if templates is not None:
        yield from check_drifts(project, templates, drifts)


def project_findings(project: Project, repository: Repository) -> Iterator[Finding]:
    """What is wrong with a project that could be read; what its calls mean, once nothing else is wrong."""
    labels = catalogue_for(project.language, repository.catalogues)
    found = [*check_consistency(project, repository.library, labels), *check_sizing(project, repository.library)]
    found += check_macro_calls(project)
    if not has_error(found):
        found += find_refusals(project, repository)
    yield from found


def _kept_findings(project: Project, repository: Repository) -> tuple[Finding, ...]:
    """The findings of a project, once for the same project in the same repository."""
    key = (Same(project), Same(repository.library), Same(repository.catalogues))
    found = _FINDINGS.find(key)
    if found is None:
        found = tuple(project_findings(project, repository))
        if not has_error(found):  # what a slow machine alone says is not kept
            _FINDINGS.keep(key, found)
    return found


def _kept_drifts(project: Project, repository: Repository) -> tuple[Drift, ...]:
    """How the documents of a project moved away from what was issued, likewise."""
    key = (Same(project), Same(repository.library), Same(repository.catalogues))
    found = _DRIFTS.find(key)
    return found if found is not None else _DRIFTS.keep(key, find_drifts(project, repository, load_schemas))


def _kept_refusals(repository: Repository, sound: Sequence[Project]) -> tuple[Finding, ...]:
    """What is refused on the wiki's own pages, once for the same pages of the same repository."""
    pages = find_wiki_pages(repository.root)
    shown = (frozenset(pages.items()), tuple(map(Same, sound)), is_some_left_out(repository, sound))
    key = (shown, Same(repository.library), Same(repository.catalogues))
    found = _REFUSALS.find(key)
    if found is None:
        found = tuple(find_wiki_refusals(repository, sound))
        if not found:
            _REFUSALS.keep(key, found)
    return found


_KEPT_PROJECTS = 64
_REFUSALS: KeptResults[tuple[Finding, ...]] = KeptResults(8)
_FINDINGS: KeptResults[tuple[Finding, ...]] = KeptResults(_KEPT_PROJECTS)
_DRIFTS: KeptResults[tuple[Drift, ...]] = KeptResults(_KEPT_PROJECTS)


def _wiki_findings(repository: Repository, *, all_rule_sets: bool) -> Iterator[Finding]:
    library = repository.library
    for rule_set in library.rule_sets if all_rule_sets else library.own_rule_sets:
        yield from check_rule_set(rule_set)
        yield from check_translations(rule_set)
    for clauses in repository.library.clause_sets:
        yield from check_clause_set(clauses)
    for process in library.processes:
        yield from check_process_ids(process)
    for architecture in library.architectures:
        yield from check_reference_architecture(architecture, library)
    yield from check_portfolio(repository.projects)
    yield from check_shared_people(repository.people, repository.projects, whole=_is_whole(repository))
    yield from configuration_findings(repository.root, data_folder())
    folders = [folder.name for folder in find_project_folders(repository.root / "projects")]
    yield from check_wiki_pages(find_wiki_pages(repository.root), folders)
    yield from wiki_page_findings(repository, data_folder())
    yield from _label_findings(repository)
    yield from check_brand(repository.brand)
    yield from shared_glyph_findings(repository.root, data_folder())


def _is_whole(repository: Repository) -> bool:
    """Whether every project was read, and none has errors: else nobody knows who is in none."""
    folders = {folder.name for folder in find_project_folders(repository.root / "projects")}
    return not repository.faulty and folders == {project.slug for project in repository.projects}


def _label_findings(repository: Repository) -> Iterator[Finding]:
    """What languages lack; the inventory is read only where somebody writes in another language than English."""
    translated = [project for project in repository.projects if not project.language.startswith(SOURCE_LANGUAGE)]
    wanted: frozenset[str] = frozenset()
    if translated:
        shown = library_texts(replace(repository.library, rule_sets=(), architectures=()))
        wanted = read_message_ids(repository.root, data_folder()) | shown.keys()
    yield from check_languages(repository.projects, repository.library, repository.catalogues, wanted)
    if translated:
        yield from check_labels(translated, repository.catalogues, wanted)
        yield from check_rule_set_labels(translated, repository.library, repository.catalogues)


def project_contexts(
    workspace: Workspace, audience: Audience, days: AsOfDays, slugs: tuple[str, ...] = ()
) -> tuple[PageContext, ...]:
    """The contexts of all sound projects, or of those named, each on its own day."""
    return tuple(
        _kept_context(workspace, project, audience, days)
        for project in workspace.sound
        if not slugs or project.slug in slugs
    )


def _kept_context(workspace: Workspace, project: Project, audience: Audience, days: AsOfDays) -> PageContext:
    """The context of a project, once for the same project on the same day in the same repository."""
    repository, drifts, day = workspace.repository, workspace.drifts.get(project.slug, ()), days.of(project.slug)
    is_marred = project.slug in workspace.marred
    same = tuple(map(Same, (project, repository.library, repository.catalogues, drifts)))
    key = (same, audience, day.day, day.reason, is_marred)
    return _CONTEXTS.find(key) or _CONTEXTS.keep(
        key,
        page_context(
            project,
            audience,
            repository.library,
            repository.catalogues,
            day.day,
            asked=True,
            drifts=drifts,
            reason=day.reason,
            incomplete=is_marred,
        ),
    )


_CONTEXTS: KeptResults[PageContext] = KeptResults(_KEPT_PROJECTS)


def clock_of(workspace: Workspace, on: str | None, *, published: bool = False) -> Clock:
    """What day it is for the projects of a repository; `published` is for what is built rather than read at once."""
    return Clock(root=workspace.root, library=workspace.repository.library, on=on, published=published)


def days_of(workspace: Workspace, on: str | None, *, published: bool = False) -> AsOfDays:
    """The day of each project that could be read; raises UnreadableDate."""
    return clock_of(workspace, on, published=published).days(readable_projects(workspace))


def readable_projects(workspace: Workspace) -> tuple[Project, ...]:
    """Every project of which enough could be read to know its day."""
    known = {project.slug for project in workspace.repository.projects}
    rough = (project.project for project in workspace.rough if project.project.slug not in known)
    return (*workspace.repository.projects, *rough)


def wiki_context(
    workspace: Workspace, contexts: tuple[PageContext, ...], on: dt.date, faulty: tuple[FaultyProject, ...] = ()
) -> WikiContext:
    """What the wiki's own pages draw on."""
    library = workspace.repository.library
    return WikiContext(
        projects=contexts,
        processes=library.processes,
        rule_sets=library.rule_sets,
        words=Words(),
        on=on,
        faulty=faulty,
        pages=frozenset(page.removeprefix("docs/") for page in find_wiki_pages(workspace.root)),
        architectures=library.architectures,
        people=workspace.repository.people,
    )


def require_projects(root: Path, slugs: Sequence[str]) -> tuple[str, ...]:
    """The slugs as given; raises WrongUse for one that has no folder."""
    known = sorted(path.name for path in (root / "projects").iterdir() if path.is_dir())
    for slug in slugs:
        if slug not in known:
            inside = [part for part in PurePath(slug).parts if part in known]  # a path was given in place of a name
            near = inside or difflib.get_close_matches(slug.lower(), known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise WrongUse(f"there is no project '{slug}'.{hint}")
    return tuple(slugs)


def left_out(workspace: Workspace, slugs: Sequence[str] = ()) -> tuple[str, ...]:
    """The projects, of all or of those named, that are left out because of their findings."""
    return tuple(slug for slug in workspace.faulty if not slugs or slug in slugs)


def base_ids(root: Path, revision: str) -> dict[str, Mapping[str, str]]:
    """The ids of each project at a git revision with their files; none of a project that could not be read there.

    Raises GitFailed for an unknown revision.
    """
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder)
        (old / "projects").mkdir()
        for name, data in files_at(root, revision, "projects").items():
            target = old / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_file(target, data)
        repository = read_repository(old, data_folder())
        folders: dict[str, Mapping[str, str]] = {folder.name: {} for folder in find_project_folders(old / "projects")}
        return folders | {project.slug: id_files(project) for project in repository.projects}


def vanished_since(workspace: Workspace, revision: str, slugs: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Findings for ids and whole projects that were there at the revision and are gone."""
    before = base_ids(workspace.root, revision)
    return tuple(find_vanished(workspace, {slug: ids for slug, ids in before.items() if not slugs or slug in slugs}))


def find_vanished(workspace: Workspace, before: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    """What the repository no longer has of these ids, by project."""
    root = workspace.root
    yield from find_vanished_projects(before, [folder.name for folder in find_project_folders(root / "projects")])
    for project in workspace.repository.projects:
        yield from find_vanished_ids(before, project, lambda file: (root / file).is_file())
