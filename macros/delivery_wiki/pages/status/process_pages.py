"""The process: the overview with its picture and the basis of each statement, and how a project stands in it."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.model.process import ProcessDefinition
from delivery_wiki.model.status import GateStatus, PhaseStatus

from ..drawings.birdseye import noted_legend, render_birdseye
from ..elements.columns import Column, Columns, plain_table, register_table
from ..elements.macro_arguments import require_known
from ..elements.page_kind import Macro, PageContext, PageKind, Parameter, WikiContext
from ..elements.project_links import hidden_kinds, project_link, template_titles
from ..elements.register_parts import NOTHING, single_page
from ..elements.state_marks import gate_state, progress_state
from ..elements.tree import Block, Blocks, Content, Heading, Inline, Link, Number, Paragraph
from ..sizing.sizing_parts import lines_of
from .process_overview import Overview, render_differences, render_overview
from .status_tables import documents_table, gate_dates, milestones_table, next_gate


def process_overview(context: WikiContext, version: str = "") -> Blocks:
    """A version of the process, the newest one when none is named, and what it does otherwise than the one before."""
    ordered = _ordered(context)
    if not ordered:
        raise LookupError("no process definition ships")
    if version:
        require_known("process version", version, (other.version for other in ordered))
    process = next(process for process in reversed(ordered) if not version or process.version == version)
    prefix = f"v{process.version}-" if version else ""
    shown = Overview(process=process, words=context.words, titles=_titles(context), prefix=prefix, pages=context.pages)
    earlier = [other for other in ordered if other.id == process.id and other.version < process.version]
    page = render_overview(shown, lambda kind, id: f"#{shown.anchor(kind, id)}")
    return (*page, *(render_differences(shown, earlier[-1]) if earlier else ()))


def process_versions(context: WikiContext) -> Blocks:
    """The newest version of each process at a glance, and every version with the way to its page."""
    words = context.words
    newest = {process.id: process for process in _ordered(context)}
    pictures = tuple(_glance(context, process) for process in newest.values())
    columns: Columns[ProcessDefinition] = (
        Column(words("Version"), lambda process: _to_page(context, process), narrow=True),
        Column(words("Title"), lambda process: words(process.title)),
        Column(words("Activities"), lambda process: Number(words.number(len(process.activities))), figure=True),
        Column(words("Points"), lambda process: Number(words.number(_count_points(process))), figure=True),
        Column(words("Projects"), lambda process: _followers(context, process)),
    )
    rows = sorted(_ordered(context), key=lambda process: process.version, reverse=True)
    table = plain_table(columns, rows, caption=words("Versions"), empty=words("No process ships."))
    heading = Heading(level=2, text=words("Versions"), id="versions")
    return (*_which_to_read(context, newest.values()), *pictures, heading, table)


def _which_to_read(context: WikiContext, newest: Iterable[ProcessDefinition]) -> Blocks:
    """Which version somebody reads who comes here first, and when another one is right."""
    words = context.words
    links = [_link(context, process, words(process.title)) for process in newest]
    if not links:
        return ()
    line: list[Inline] = []
    for link in links:
        line += [*([", "] if line else []), link]
    rest = words(
        "Earlier versions are for projects that pin them: a project's own page Process shows the one it follows."
    )
    return (Paragraph((words("New here? Read this version:"), " ", *line, ". ", rest)),)


def _ordered(context: WikiContext) -> list[ProcessDefinition]:
    return sorted(context.processes, key=lambda process: (process.id, process.version))


def _glance(context: WikiContext, process: ProcessDefinition) -> Block:
    page = _page_of(context, process)

    def link(kind: str, id: str) -> str | None:
        return f"{page}#v{process.version}-{kind}-{id}" if page else None

    titles = _titles(context)
    return render_birdseye(process, context.words, None, link, f"birdseye-{process.id}", titles=titles)


def _page_of(context: WikiContext, process: ProcessDefinition) -> str:
    """The page of a version beside this one; empty where the wiki has none."""
    return f"{process.version}.html" if f"process/{process.version}.md" in context.pages else ""


def _to_page(context: WikiContext, process: ProcessDefinition) -> Content:
    return _link(context, process, process.version)


def _link(context: WikiContext, process: ProcessDefinition, text: str) -> Inline:
    page = _page_of(context, process)
    return Link(text, page) if page else text


def _count_points(process: ProcessDefinition) -> int:
    return sum(len(activity.points) for activity in process.activities)


def _followers(context: WikiContext, process: ProcessDefinition) -> Content:
    """The projects that pin the version."""
    names = [
        Link(project.view.project.title, f"../projects/{project.view.project.slug}/process.html")
        for project in context.projects
        if project.view.process is process
    ]
    return lines_of(names)


def _titles(context: WikiContext) -> dict[str, str]:
    return {kind: title for project in context.projects[:1] for kind, title in template_titles(project.view).items()}


def project_process(context: PageContext) -> Blocks:
    """The version of the process that the project pins, with the project's state in it."""
    shown = Overview(
        process=context.view.process,
        words=context.words,
        titles=template_titles(context.view),
        hidden=hidden_kinds(context.view),
        context=context,
    )
    return render_overview(shown, project_link(context, here="process"))


def process_picture(context: PageContext) -> Blocks:
    """The process at a glance, with where the project stands in it."""
    return (
        render_birdseye(
            context.view.process,
            context.words,
            context.status,
            project_link(context),
            "process-picture",
            titles=template_titles(context.view),
            hidden=hidden_kinds(context.view),
            compact=True,
        ),
        *noted_legend(context.status, context.words),
    )


def phase_status(context: PageContext) -> Blocks:
    """The phases of a project with the gate that ends each, and the gate that comes next."""
    words = context.words
    link = project_link(context)
    columns: Columns[PhaseStatus] = (
        Column(words("Phase"), lambda status: words(status.phase.title)),
        Column(words("State"), lambda status: progress_state(status.progress, words), narrow=True),
        Column(words("Gate"), lambda status: words(status.phase.gate.title)),
        Column(words("Conditions"), lambda status: _conditions(context, status)),
        Column(words("When"), lambda status: _when(context, status)),
    )
    empty = words("The process has no phase.")
    return (
        register_table(columns, context.status.phases, empty=empty, caption=words("Phases")),
        *next_gate(context, link),
    )


def _conditions(context: PageContext, status: PhaseStatus) -> Content:
    gate = _last_gate(status)
    return gate_state(gate, context.words) if gate else NOTHING


def _when(context: PageContext, status: PhaseStatus) -> Content:
    gate = _last_gate(status)
    return gate_dates(context, gate) if gate else NOTHING


def _last_gate(status: PhaseStatus) -> GateStatus | None:
    """The gate that ends the phase."""
    return next((gate for gate in status.gates if gate.gate.id == status.phase.gate.id), None)


def document_list(context: PageContext) -> Blocks:
    """Every document of the project with its state, revision and signatures."""
    return (documents_table(context),)


def milestones(context: PageContext) -> Blocks:
    """The milestones in short: what, when, state."""
    return (milestones_table(context),)


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page("process", "Process", "Project", "project_process", lambda context: True),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="process_overview",
        summary="A version of the process: picture, phases, documents, gates, and what changed since the one before.",
        render=process_overview,
        parameters=(Parameter(name="version", kind=str, summary="The version; the newest one when left out."),),
        scope="wiki",
        example='{{ process_overview("2011-10-18") }}',
    ),
    Macro(
        name="process_versions",
        summary="The newest version of each process at a glance, and every version with the way to its page.",
        render=process_versions,
        scope="wiki",
        example="{{ process_versions() }}",
    ),
    Macro(
        name="project_process",
        summary="The version of the process that the project pins, with the project's state in it.",
        render=project_process,
        example="{{ project_process() }}",
    ),
    Macro(
        name="process_picture",
        summary="The process at a glance, with where the project stands in it.",
        render=process_picture,
        example="{{ process_picture() }}",
    ),
    Macro(
        name="phase_status",
        summary="The phases with the gate that ends each, and every condition of the next gate.",
        render=phase_status,
        example="{{ phase_status() }}",
    ),
    Macro(
        name="document_list",
        summary="Every document with its state, revision and signatures.",
        render=document_list,
        example="{{ document_list() }}",
    ),
    Macro(
        name="milestones",
        summary="The milestones in short: what, when, and how late.",
        render=milestones,
        example="{{ milestones() }}",
    ),
)
