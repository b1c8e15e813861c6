"""Freezing a document for signature: what stands against it, and the content that is frozen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from delivery_wiki.calculations.base.audience_view import AudienceView
from delivery_wiki.calculations.base.clause_texts import DIGEST_SHOWN, taken_clauses
from delivery_wiki.calculations.base.people import people_with_role
from delivery_wiki.calculations.base.phrases import listed
from delivery_wiki.calculations.evidence.current_figures import current_figures
from delivery_wiki.calculations.evidence.document_evidence import lacks_results
from delivery_wiki.calculations.evidence.document_facts import DocumentFacts
from delivery_wiki.calculations.evidence.document_sections import prose_file
from delivery_wiki.calculations.evidence.gate_facts import left_out
from delivery_wiki.calculations.evidence.requirement_states import LADDER, mandatory, reaches
from delivery_wiki.calculations.evidence.testing import active_cases
from delivery_wiki.calculations.evidence.unfit_to_sign import false_assumptions
from delivery_wiki.calculations.signing.issued_content import issued_fingerprint
from delivery_wiki.calculations.signing.sign_off_drafts import required_signatures_of
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.calculations.verification.revision_dates import younger_at_issue
from delivery_wiki.model.document_kinds import BASIC, BASIC_SOW, REQUIREMENTS_CHECKLIST, SIZING, SOW
from delivery_wiki.model.document_names import document_id, document_key
from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.process import TemplateSection
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.requirements import Verification

from ..document_frame.cover import held_document
from ..elements import tree
from ..elements.page_kind import PageContext
from ..macros.document_content import content_parts, find_document


def document_names(context: PageContext) -> dict[str, tuple[str, str | None]]:
    """The kind and topic of each document that can be issued, by its id."""
    named = {}
    for document in context.status.documents:
        if find_document(context, document.kind, document.topic) is not None:
            named[document_id(document.kind, document.topic)] = (document.kind, document.topic)
    return named


def refusals(context: PageContext, kind: str, topic: str | None) -> tuple[Finding, ...]:
    """Why a document cannot be issued as it stands, each with where and what to do; nothing when it can."""
    held = held_document(context, kind, topic)
    found = [
        *_without_revision(held),
        *_unwritten(context, held),
        *_too_early(held),
        *_unfit_to_sign(context, held),
        *_back_dated(context, held),
        *younger_at_issue(held),
    ]
    return tuple(sorted(found, key=lambda finding: finding.sort_key))


def issue(context: PageContext, kind: str, topic: str | None, sources: Mapping[str, str]) -> Issued:
    """The frozen revision, without the digest of its PDF; raises LookupError for a document that has no page."""
    document = find_document(context, kind, topic)
    held = held_document(context, kind, topic)
    if document is None or held.revision is None:
        raise LookupError(f"there is no {document_id(kind, topic)} with a revision")
    project = context.view.project
    issued = Issued(
        document=kind,
        topic=topic,
        revision=held.revision,
        fingerprint="",
        issued=context.on,
        audience=context.view.audience.value,
        pins=pins(context.view, topic if kind == SOW.id else BASIC if kind == BASIC_SOW.id else None),
        figures=current_figures(kind, topic, context.view, context.sizing, on=context.on),
        roles=roles_of_signers(context.view, kind),
        content=content_parts(context, document),
        sources=dict(sources),
    )
    return replace(issued, fingerprint=issued_fingerprint(project.slug, issued))


def roles_of_signers(view: AudienceView, kind: str) -> dict[str, str]:
    """The role of each person who could sign a document of this kind today."""
    found: dict[str, str] = {}
    for slot in required_signatures_of(view, kind):
        for id in people_with_role(view, slot.party, slot.role):
            found |= {person.id: person.role for person in view.project.people if person.id == id}
    return dict(sorted(found.items()))


def pins(view: AudienceView, topic: str | None = None) -> dict[str, str]:
    """The released data that a project pins, each as "id version", a clause set with the beginning of its digest.

    A statement of work, by its `topic`, may pin a clause set of its own.
    """
    project = view.project
    sow = next((sow for sow in project.sows if sow.topic == topic), None)
    clauses = taken_clauses(project, view.library, sow).clauses
    found = {
        "process": f"{project.process.id} {project.process.version}",
        "templates": f"{project.templates.id} {project.templates.version}",
    }
    if clauses is not None:
        found["clauses"] = f"{clauses.id} {clauses.version} {clauses.digest[:DIGEST_SHOWN]}"
    if project.sizing is not None:
        found["rule-set"] = f"{project.sizing.rules.id} {project.sizing.rules.version}"
    return found


def content_json(issued: Issued) -> str:
    """The text of content.json."""
    values: dict[str, Any] = {"format": 1, **asdict(issued), "issued": issued.issued.isoformat()}
    for name in ("location", "digest", *(("topic",) if issued.topic is None else ())):  # found out while reading
        del values[name]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


# --- refusals -------------------------------------------------------------------------------------


def _without_revision(held: DocumentFacts) -> Iterator[Finding]:
    if held.revision is None:
        project = held.project
        place = held.record.location.at("kind") if held.record else project.location
        yield error(
            "document-without-revision",
            place,
            f"'{document_id(held.kind, held.topic)}' has no revision",
            f"Write revision and revised for it under documents in projects/{project.slug}/project.yml.",
        )


def _unwritten(context: PageContext, held: DocumentFacts) -> Iterator[Finding]:
    status = next(
        (
            document
            for document in context.status.documents
            if (document.kind, document.topic) == (held.kind, held.topic)
        ),
        None,
    )
    if status is None or held.template is None:
        return
    folder = f"projects/{held.project.slug}"
    for section in held.template.sections:
        if section.title in status.missing_sections:
            file = prose_file(held, section.id)
            heading = (
                "" if held.of_kind.has_section_files else f" below the heading '## {context.words(section.title)}'"
            )
            problem = f"the section '{section.title}' is required and not written"
            place = _heading_of(context, held, section, file) or _start(f"{folder}/{file}")
            yield error("document-incomplete", place, problem, f"Write it in {folder}/{file}{heading}.")
        elif section.id == SIZING.id and left_out(held.project_facts, SIZING.id):
            continue
        elif section.required and _is_empty(context, held, section):
            key, known = _data_of(held, section)
            yield error(
                "document-incomplete",
                known or _start(f"{folder}/{key}"),
                f"the section '{section.title}' is required, and there is no data to compute it from",
                f"Write {key if known else f'{folder}/{key}'}; the page of the document says what it takes.",
            )


def _heading_of(context: PageContext, held: DocumentFacts, section: TemplateSection, file: str) -> Location | None:
    """The heading of a section that has no text yet; None where it is not written either."""
    written = held.project.prose.get(file.removesuffix(".md"))
    names = context.view.spellings(section.title) | {section.id}
    return (
        next((section.location for section in written.sections if section.title.casefold() in names), None)
        if written
        else None
    )


def _data_of(held: DocumentFacts, section: TemplateSection) -> tuple[str, Location | None]:
    """What a section is computed from: a key with its place, or the file where it is not there at all."""
    if held.sow is not None:
        key = _SOW_KEYS.get(section.id, section.id.replace("-", "_"))
        return key, held.sow.location.at(key)
    if file := held.of_kind.data_of.get(section.id) or held.of_kind.data_of.get(""):
        return file, None
    key = _PROJECT_KEYS.get(section.id, section.id)
    return key, held.project.location.at(key)


_SOW_KEYS = {"schedule": "deliverables", "effort": "work_packages", "requirements": "scope"}
_PROJECT_KEYS = {"stakeholders": "people", "plan": "milestones"}


def _is_empty(context: PageContext, held: DocumentFacts, section: TemplateSection) -> bool:
    """Whether the document leaves the section out."""
    document = find_document(context, held.kind, held.topic)
    sections = (
        sorted((section.id for section in held.template.sections), key=len, reverse=True) if held.template else []
    )
    shown = (block.id for block in document.blocks if isinstance(block, tree.Clause)) if document else ()
    # The id of a clause ends in that of its section: "out-of-scope" is not "scope".
    return section.id not in {next((id for id in sections if heading.endswith(f"-{id}")), "") for heading in shown}


def _start(file: str) -> Location:
    return Location(file=file, line=1, column=1)


def _too_early(held: DocumentFacts) -> Iterator[Finding]:
    """Nobody signs for results that are not there."""
    if needed := lacks_results(held):
        yield error(
            "document-too-early",
            held.record.location.at("kind") if held.record else held.project.location,
            f"'{held.kind}' is issued once it is {needed}, and it is not yet",
            _what_is_missing(held),
        )


def _unfit_to_sign(context: PageContext, held: DocumentFacts) -> Iterator[Finding]:
    """Nobody signs what rests on a false assumption, or for a project that is over."""
    name = document_id(held.kind, held.topic)
    place = held.sow or held.record or held.project
    if (decision := context.status.archived) is not None:
        yield error(
            "document-unfit-to-sign",
            place.location,
            f"'{name}' is of a project that ended with {decision.id} on {decision.date}",
            "Leave it as it is; if the project goes on after all, take the decision back.",
            also=decision.location,
        )
    for assumption in false_assumptions(held):
        yield error(
            "document-unfit-to-sign",
            place.location,
            f"'{name}' rests on {assumption.id}, which proved false",
            f"Write what holds in its place, and take {assumption.id} out of the document.",
            also=assumption.location,
        )


def _what_is_missing(held: DocumentFacts) -> str:
    """The items without a result, and where it is recorded."""
    facts = held.project_facts
    if held.kind == REQUIREMENTS_CHECKLIST.id:
        below = [item for item in mandatory(facts.requirements) if not reaches(item, "checked")]
        lowest = min((LADDER.index(item.state) for item in below), default=0)
        steps = LADDER[lowest + 1 : LADDER.index("checked") + 1]
        waiting = [item.requirement.id for item in below]
        told = f"Record in requirements.yml when each was {listed(steps)}: {listed(waiting)}."
        if any(item.requirement.verification is Verification.TEST for item in below):
            told += " What is verified by test is checked by a passed run in test-runs/."
    else:
        waiting = [item.case.id for item in active_cases(facts.cases) if not item.results]
        told = f"Record the result of {listed(waiting)} in a file of test-runs/."
    return told if waiting else f"Record what 'delivery status {held.project.slug}' says is missing."


def _back_dated(context: PageContext, held: DocumentFacts) -> Iterator[Finding]:
    """A revision is issued after the ones before it, and after what was said of them."""
    key, day = document_key(held.kind, held.topic), context.on
    revisions = [issued for issued in held.project.issued if document_key(issued.document, issued.topic) == key]
    if any(revision.revision == held.revision for revision in revisions):
        return
    found = [
        (revision.issued, f"revision {revision.revision} was issued on {revision.issued}") for revision in revisions
    ]
    found += [
        (record.day, f"{record.record.person} signed on {record.day}, record {record.digest[:DIGEST_SHOWN]}")
        for record in judge_records(held.project).records
        if document_key(record.record.document, record.record.topic) == key
    ]
    newest, said = max(found, default=(day, ""))
    if newest > day:
        yield error(
            "issue-back-dated",
            held.record.location.at("kind") if held.record else held.project.location,
            f"'{document_id(held.kind, held.topic)}' would be issued on {day}, and {said}",
            f"Issue it with --on {newest} or later.",
        )
