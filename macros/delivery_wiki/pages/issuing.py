"""Freezing a document for signature: what stands against it, and the content that is frozen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from delivery_wiki.calculations.audience_view import AudienceView
from delivery_wiki.calculations.clause_texts import DIGEST_SHOWN
from delivery_wiki.calculations.current_figures import current_figures
from delivery_wiki.calculations.document_evidence import SIGNED_AFTER, support
from delivery_wiki.calculations.document_sections import CONCEPT, prose_file
from delivery_wiki.calculations.dossier import Dossier
from delivery_wiki.calculations.gate_facts import left_out
from delivery_wiki.calculations.issued_content import issued_fingerprint
from delivery_wiki.calculations.people import people_with_role
from delivery_wiki.calculations.revision_dates import younger_at_issue
from delivery_wiki.calculations.sign_off_judgement import judge_records
from delivery_wiki.calculations.signing import required_signatures_of
from delivery_wiki.model.document_names import document_id, document_key
from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.process import TemplateSection
from delivery_wiki.model.project import Issued

from . import tree
from .document_content import content_parts, find_document
from .documents.cover import document_dossier
from .page_kind import PageContext


def document_names(context: PageContext) -> dict[str, tuple[str, str | None]]:
    """The kind and topic of each document that can be issued, by its id."""
    named = {}
    for one in context.status.documents:
        if find_document(context, one.kind, one.topic) is not None:
            named[document_id(one.kind, one.topic)] = (one.kind, one.topic)
    return named


def refusals(context: PageContext, kind: str, topic: str | None) -> tuple[Finding, ...]:
    """Why a document cannot be issued as it stands, each with where and what to do; nothing when it can."""
    held = document_dossier(context, kind, topic)
    found = [
        *_without_revision(held),
        *_unwritten(context, held),
        *_too_early(held),
        *_back_dated(context, held),
        *younger_at_issue(held),
    ]
    return tuple(sorted(found, key=lambda one: one.sort_key))


def issue(context: PageContext, kind: str, topic: str | None, sources: Mapping[str, str]) -> Issued:
    """The frozen revision, without the digest of its PDF; raises LookupError for a document that has no page."""
    document = find_document(context, kind, topic)
    held = document_dossier(context, kind, topic)
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
        pins=pins(context.view),
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
            found |= {one.id: one.role for one in view.project.people if one.id == id}
    return dict(sorted(found.items()))


def pins(view: AudienceView) -> dict[str, str]:
    """The released data that a project pins, each as "id version", a clause set with the beginning of its digest."""
    project, clauses = view.project, view.clauses
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


def _without_revision(held: Dossier) -> Iterator[Finding]:
    if held.revision is None:
        project = held.project
        place = held.record.location.at("kind") if held.record else project.location
        yield error(
            "document-without-revision",
            place,
            f"'{document_id(held.kind, held.topic)}' has no revision",
            f"Write revision and revised for it under documents in projects/{project.slug}/project.yml.",
        )


def _unwritten(context: PageContext, held: Dossier) -> Iterator[Finding]:
    status = next((one for one in context.status.documents if (one.kind, one.topic) == (held.kind, held.topic)), None)
    if status is None or held.template is None:
        return
    folder = f"projects/{held.project.slug}"
    for section in held.template.sections:
        if section.title in status.missing_sections:
            file = prose_file(held, section.id)
            heading = "" if held.kind == CONCEPT else f" below the heading '## {context.words(section.title)}'"
            problem = f"the section '{section.title}' is required and not written"
            place = _heading_of(context, held, section, file) or _start(f"{folder}/{file}")
            yield error("document-incomplete", place, problem, f"Write it in {folder}/{file}{heading}.")
        elif section.id == "sizing" and left_out(held.ledger, "sizing"):
            continue
        elif section.required and _is_empty(context, held, section):
            key, known = _data_of(held, section)
            yield error(
                "document-incomplete",
                known or _start(f"{folder}/{key}"),
                f"the section '{section.title}' is required, and there is no data to compute it from",
                f"Write {key if known else f'{folder}/{key}'}; the page of the document says what it takes.",
            )


def _heading_of(context: PageContext, held: Dossier, section: TemplateSection, file: str) -> Location | None:
    """The heading of a section that has no text yet; None where it is not written either."""
    written = held.project.prose.get(file.removesuffix(".md"))
    names = context.view.spellings(section.title) | {section.id}
    return next((one.location for one in written.sections if one.title.casefold() in names), None) if written else None


def _data_of(held: Dossier, section: TemplateSection) -> tuple[str, Location | None]:
    """What a section is computed from: a key with its place, or the file where it is not there at all."""
    own = {"sow": held.sow, "basic-sow": held.sow}.get(held.kind)
    if own is not None:
        key = _SOW_KEYS.get(section.id, section.id.replace("-", "_"))
        return key, own.location.at(key)
    if file := _FILES.get((held.kind, section.id)) or _FILES.get((held.kind, "")):
        return file, None
    key = _PROJECT_KEYS.get(section.id, section.id)
    return key, held.project.location.at(key)


_SOW_KEYS = {"schedule": "deliverables", "effort": "work_packages", "requirements": "scope"}
_PROJECT_KEYS = {"stakeholders": "people", "plan": "milestones"}
_FILES = {
    ("workshop-agenda", ""): "agenda.yml",
    ("environment-evaluation", ""): "environment.yml",
    ("sizing", ""): "sizing.yml",
    ("poc-record", ""): "poc.yml",
    ("formal-offer", ""): "offer.yml",
    ("requirements-checklist", ""): "requirements.yml",
    ("test-protocol", "cases"): "tests.yml",
    ("test-protocol", "runs"): "test-runs/",
    ("acceptance-certificate", "result"): "acceptance.yml",
    ("acceptance-certificate", "deliverables"): "sow/",
    ("change-request", ""): "changes.yml",
    ("implementation-concept", "architecture"): "architecture.yml",
    ("implementation-concept", "sizing"): "sizing.yml",
    ("implementation-concept", "responsibilities"): "responsibilities.yml",
    ("implementation-concept", "requirements"): "requirements.yml",
}


def _is_empty(context: PageContext, held: Dossier, section: TemplateSection) -> bool:
    """Whether the document leaves the section out."""
    document = find_document(context, held.kind, held.topic)
    sections = sorted((one.id for one in held.template.sections), key=len, reverse=True) if held.template else []
    shown = (one.id for one in document.blocks if isinstance(one, tree.Clause)) if document else ()
    # The id of a clause ends in that of its section: "out-of-scope" is not "scope".
    return section.id not in {next((id for id in sections if one.endswith(f"-{id}")), "") for one in shown}


def _start(file: str) -> Location:
    return Location(file=file, line=1, column=1)


def _too_early(held: Dossier) -> Iterator[Finding]:
    """Nobody signs for results that are not there."""
    needed = SIGNED_AFTER.get(held.kind)
    if needed is not None and support(needed, held) is None:
        yield error(
            "document-too-early",
            held.record.location.at("kind") if held.record else held.project.location,
            f"'{held.kind}' is issued once it is {needed}, and it is not yet",
            f"'delivery status {held.project.slug}' says what is missing.",
        )


def _back_dated(context: PageContext, held: Dossier) -> Iterator[Finding]:
    """A revision is issued after the ones before it, and after what was said of them."""
    key, day = document_key(held.kind, held.topic), context.on
    revisions = [one for one in held.project.issued if document_key(one.document, one.topic) == key]
    if any(one.revision == held.revision for one in revisions):
        return
    found = [(one.issued, f"revision {one.revision} was issued on {one.issued}") for one in revisions]
    found += [
        (one.day, f"{one.record.person} signed on {one.day}, record {one.digest[:DIGEST_SHOWN]}")
        for one in judge_records(held.project).records
        if document_key(one.record.document, one.record.topic) == key
    ]
    newest, said = max(found, default=(day, ""))
    if newest > day:
        yield error(
            "issue-back-dated",
            held.record.location.at("kind") if held.record else held.project.location,
            f"'{document_id(held.kind, held.topic)}' would be issued on {day}, and {said}",
            f"Issue it with --on {newest} or later.",
        )
