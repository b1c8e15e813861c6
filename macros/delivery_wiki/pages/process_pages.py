"""The process: the overview with its picture and the basis of each statement, and how a project stands in it."""

from __future__ import annotations

from .birdseye import noted_legend, render_birdseye
from .macro_arguments import require_known
from .page_kind import Macro, PageContext, PageKind, Parameter, WikiContext
from .process_overview import Overview, render_differences, render_overview
from .project_links import hidden_kinds, project_link, template_titles
from .register_parts import NOTHING, register_table, single_page
from .state_marks import gate_state, progress_state
from .status_tables import documents_table, gate_dates, milestones_table, next_gate
from .tree import Blocks, Column, Row


def process_overview(context: WikiContext, version: str = "") -> Blocks:
    """A version of the process, the newest one when none is named, and what it does otherwise than the one before."""
    ordered = sorted(context.processes, key=lambda one: (one.id, one.version))
    if not ordered:
        raise LookupError("no process definition ships")
    if version:
        require_known("process version", version, (one.version for one in ordered))
    process = next(one for one in reversed(ordered) if not version or one.version == version)
    titles = {kind: title for project in context.projects[:1] for kind, title in template_titles(project.view).items()}
    prefix = f"v{process.version}-" if version else ""
    shown = Overview(process=process, words=context.words, titles=titles, prefix=prefix)
    earlier = [one for one in ordered if one.id == process.id and one.version < process.version]
    page = render_overview(shown, lambda kind, id: f"#{shown.anchor(kind, id)}")
    return (*page, *(render_differences(shown, earlier[-1]) if earlier else ()))


def project_process(context: PageContext) -> Blocks:
    """The version of the process that the project pins, with the project's state in it."""
    shown = Overview(
        process=context.view.process,
        words=context.words,
        titles=template_titles(context.view),
        hidden=hidden_kinds(context.view),
        status=context.status,
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
    rows = []
    for phase in context.status.phases:
        gate = next((one for one in phase.gates if one.gate.id == phase.phase.gate.id), None)
        rows.append(
            Row(
                cells=(
                    words(phase.phase.title),
                    progress_state(phase.progress, words),
                    words(phase.phase.gate.title),
                    gate_state(gate, words) if gate else NOTHING,
                    gate_dates(context, gate) if gate else NOTHING,
                )
            )
        )
    columns = (
        Column(title=words("Phase")),
        Column(title=words("State"), narrow=True),
        Column(title=words("Gate")),
        Column(title=words("Conditions")),
        Column(title=words("When")),
    )
    empty = words("The process has no phase.")
    return (register_table(columns, rows, empty=empty, caption=words("Phases")), *next_gate(context, link))


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
