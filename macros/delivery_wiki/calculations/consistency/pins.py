"""What a project takes from released data: process, templates and questionnaire of the pinned versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from delivery_wiki.model.document_kinds import CHANGE_REQUEST, CONCEPT, change_topic
from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition, TemplateSet
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.register_entries import Decision, DecisionOutcome
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted, repair_name, replace_name


def check_pins(project: Project, library: Library) -> Iterator[Finding]:
    """References to released data that does not ship, or that the pinned version does not have."""
    process = library.process(project.process.id, project.process.version)
    templates = library.template_set(project.templates.id, project.templates.version)
    if process is None:
        yield _unknown_pin("unknown-process", "process definition", project.process, library.processes)
    else:
        yield from _check_process_names(project, process)
    if templates is None:
        yield _unknown_pin("unknown-templates", "template set", project.templates, library.templates)
    else:
        yield from _check_documents(project, templates)
        yield from _check_questions(project, templates)
        yield from _check_concept_sections(project, templates)


def _unknown_pin(code: str, wanted: str, pin: Pin, shipped: Iterable[ProcessDefinition | TemplateSet]) -> Finding:
    released = {
        released_set.id: sorted(other.version for other in shipped if other.id == released_set.id)
        for released_set in shipped
    }
    if versions := released.get(pin.id):
        problem = f"version {quoted(pin.version)} of {pin.id} does not ship; known versions: {listed(versions)}."
        repair = repair_name(pin.version, versions, otherwise="pin one of the known versions")
        return error(code, pin.location.at("version"), problem, repair, replacement=replace_name(pin.version, versions))
    problem = f"{quoted(pin.id)} is not {_phrase(wanted)} that ships; known: {listed(released)}."
    repair = repair_name(pin.id, released, otherwise="pin one of the known ones")
    return error(code, pin.location.at("id"), problem, repair, replacement=replace_name(pin.id, released))


def _phrase(wanted: str) -> str:
    return f"{'an' if wanted[0] in 'aeio' else 'a'} {wanted}"


def _unknown(location: Location, code: str, name: str, known: Collection[str], holder: str) -> Finding:
    wanted = code.removeprefix("unknown-").replace("-", " ")
    return error(
        code,
        location,
        f"{quoted(name)} is not {_phrase(wanted)} of {holder}; known: {listed(known)}.",
        repair_name(name, known, otherwise=f"name one of the known ones, or pin a version that has this {wanted}"),
        replacement=replace_name(name, known),
    )


def _check_process_names(project: Project, process: ProcessDefinition) -> Iterator[Finding]:
    holder = f"process {process.id} {process.version}"
    phases = {phase.id for phase in process.phases}
    gates = {gate.id for gate in process.gates}
    activities = {activity.id for phase in process.phases for activity in phase.activities}
    if project.adopted and project.adopted.phase not in phases:
        location = project.adopted.location.at("phase")
        yield _unknown(location, "unknown-phase", project.adopted.phase, phases, holder)
    for row in project.responsibilities:
        if row.phase is not None and row.phase not in phases:
            yield _unknown(row.location.at("phase"), "unknown-phase", row.phase, phases, holder)
    dated_items: tuple[Milestone | Decision, ...] = (*project.milestones, *project.decisions)
    for dated in dated_items:
        if dated.gate is not None and dated.gate not in gates:
            yield _unknown(dated.location.at("gate"), "unknown-gate", dated.gate, gates, holder)
    for decision in project.decisions:
        yield from _check_deviations(decision, process)
    for record in project.activities:
        if record.activity not in activities:
            location = record.location.at("activity")
            yield _unknown(location, "unknown-activity", record.activity, activities, holder)


def _check_deviations(decision: Decision, process: ProcessDefinition) -> Iterator[Finding]:
    """A decision accepts what its gate asks for and the process lets be accepted, and only where it says go."""
    gate = next((gate for gate in process.gates if gate.id == decision.gate), None)
    allowed = [criterion.id for criterion in gate.criteria if criterion.with_conditions] if gate else []
    for deviation in decision.accepts:
        place = deviation.location.at("criterion")
        if gate is None or decision.outcome is not DecisionOutcome.GO:
            problem = f"{decision.id} accepts '{deviation.criterion}', and is no decision to go at a gate."
            repair = "State its gate and the outcome go, or take it out."
        elif deviation.criterion not in allowed:
            problem = (
                f"the process lets nobody accept '{deviation.criterion}' at the gate {gate.id}; it "
                f"does: {listed(allowed)}."
            )
            repair = repair_name(deviation.criterion, allowed, otherwise="meet the condition, and take it out here")
        else:
            continue
        yield error("deviation-without-effect", place, problem, repair)


def _check_documents(project: Project, templates: TemplateSet) -> Iterator[Finding]:
    holder = f"template set {templates.id} {templates.version}"
    kinds = templates.by_kind
    for record in project.documents:
        if record.kind not in kinds:
            yield _unknown(record.location.at("kind"), "unknown-document", record.kind, kinds, holder)
        elif record.topic is not None and kinds[record.kind].per_topic:
            yield from _check_topic(project, record.kind, record.topic, record.location)
    for frozen in project.issued:
        if frozen.document not in kinds:
            location = frozen.location.at("document")
            yield _unknown(location, "unknown-document", frozen.document, kinds, holder)
        elif frozen.topic is not None and kinds[frozen.document].per_topic:
            yield from _check_topic(project, frozen.document, frozen.topic, frozen.location)


def _check_topic(project: Project, kind: str, topic: str, location: Location) -> Iterator[Finding]:
    """A paper of a change request has its id as topic, any other one the name of a file in sow/."""
    if kind == CHANGE_REQUEST.id:
        changes = {change_topic(change) for change in project.changes}
        if topic not in changes:
            yield _unknown_change(location, topic, changes)
    elif topic not in (topics := {sow.topic for sow in project.sows}):
        yield _unknown_topic(location, topic, topics)


def _unknown_change(location: Location, topic: str, topics: Collection[str]) -> Finding:
    return error(
        "unknown-topic",
        location.at("topic"),
        f"changes.yml has no change request {topic.upper()}; known topics: {listed(topics)}.",
        repair_name(topic, topics, otherwise="add it, or correct the topic"),
        replacement=replace_name(topic, topics),
    )


def _unknown_topic(location: Location, topic: str, topics: Collection[str]) -> Finding:
    return error(
        "unknown-topic",
        location.at("topic"),
        f"there is no statement of work sow/{topic}.yml; known topics: {listed(topics)}.",
        repair_name(topic, topics, otherwise=f"add sow/{topic}.yml, or correct the topic"),
        replacement=replace_name(topic, topics),
    )


def _check_questions(project: Project, templates: TemplateSet) -> Iterator[Finding]:
    questions = {question.id for area in templates.questionnaire for question in area.questions}
    holder = f"template set {templates.id} {templates.version}"
    for answer in project.environment.answers if project.environment else ():
        if answer.question not in questions:
            location = answer.location.at("question")
            yield _unknown(location, "unknown-question", answer.question, questions, holder)
    areas = {area.id for area in templates.questionnaire}
    for part in project.environment.not_asked if project.environment else ():
        for key, ids, known in (("areas", part.areas, areas), ("questions", part.questions, questions)):
            for position, id in enumerate(ids):
                if id not in known:
                    yield _unknown(part.location.at(key, position), "unknown-question", id, known, holder)


def _check_concept_sections(project: Project, templates: TemplateSet) -> Iterator[Finding]:
    template = templates.by_kind.get(CONCEPT.id)
    if template is None:
        return
    holder = f"the {template.title} in template set {templates.id} {templates.version}"
    sections = {section.id for section in template.sections}
    prose = {section.id for section in template.sections if section.prose}
    for requirement in project.requirements:
        if requirement.concept is not None and requirement.concept not in sections:
            location = requirement.location.at("concept")
            yield _unknown(location, "unknown-section", requirement.concept, sections, holder)
    for name, written in project.prose.items():
        folder, _, section = name.removesuffix(".md").rpartition("/")
        if folder == "concept" and section not in prose:
            yield _unknown_section_file(written.location, section, prose, computed=section in sections, holder=holder)


def _unknown_section_file(
    location: Location, section: str, prose: Collection[str], *, computed: bool, holder: str
) -> Finding:
    if computed:
        problem = f"section '{section}' of {holder} is computed from data and takes no prose."
        return error("unknown-section", location, problem, "Move the text to a section that takes prose.")
    return _unknown(location, "unknown-section", section, prose, holder)
