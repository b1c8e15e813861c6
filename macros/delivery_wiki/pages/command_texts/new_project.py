"""A new project: the answers of a few questions filled into a skeleton of files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Template

from delivery_wiki.model.clauses import ClauseSet
from delivery_wiki.model.document_kinds import CHARTER
from delivery_wiki.model.process import PartyKind, ProcessDefinition, TemplateSet
from delivery_wiki.model.texts.as_id import as_id

from ..elements.words import Words

USERS = 1000
_LONGEST_ID = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """The files of a new project in one language, by path, and the short texts that fill gaps in them.

    The texts about users are for a number of users, those about inputs for a sizing that was brought along whole.
    `without` are files that a kind of project does not have, and why; `documents` the same for kinds of documents.
    `gates` are titles of milestones by gate, where they are to differ from the gate's own name.
    """

    files: Mapping[str, str]
    customer: str
    lead: str
    users_given: str
    users_missing: str
    users_assumed: str = ""
    users_question: str = ""
    inputs_given: str = ""
    inputs_assumed: str = ""
    inputs_question: str = ""
    vendor: str = ""
    gates: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    without: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is known when a project begins; an empty text or None is not known yet.

    `sized` is a project that brings a sizing of its own along: no number of users is made up for it.
    """

    slug: str
    title: str
    vendor: str
    language: str
    labels: Mapping[str, str] = field(default_factory=dict)
    time_zone: str
    process: ProcessDefinition
    templates: TemplateSet
    clauses: ClauseSet | None = None
    started: dt.date
    customer: str = ""
    lead: str = ""
    users: int | None = None
    sized: bool = False
    kind: str = "groupware"


def new_project(answers: Answers, skeleton: Skeleton) -> dict[str, str]:
    """The files of the project, by their path in its folder."""
    values = _values(answers, skeleton)
    return {name: Template(text).substitute(values) for name, text in sorted(skeleton.files.items())}


def title_of(slug: str) -> str:
    """A title to begin with: the words of the folder's name."""
    words = slug.replace("-", " ")
    return words[:1].upper() + words[1:]


def id_of(name: str) -> str:
    """A name as an id: small letters, digits and hyphens; empty where nothing of it is left."""
    return as_id(name)[:_LONGEST_ID].strip("-")


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, which holds for any text."""
    return json.dumps(text, ensure_ascii=False)


def _values(answers: Answers, skeleton: Skeleton) -> dict[str, str]:
    users = USERS if answers.users is None else answers.users
    people = _people(answers)
    return (
        people
        | _sizing(answers, skeleton, users)
        | {
            "title": quoted(answers.title),
            "customer": quoted(answers.customer or skeleton.customer),
            "vendor": quoted(answers.vendor or skeleton.vendor),
            "documents": _documents(answers, skeleton),
            CHARTER.id: quoted(_charter(answers))[1:-1],
            "language": quoted(answers.language),
            "time_zone": answers.time_zone,
            "process_id": answers.process.id,
            "process_version": quoted(answers.process.version),
            "templates_id": answers.templates.id,
            "templates_version": quoted(answers.templates.version),
            "clauses": _clauses(answers.clauses),
            "started": answers.started.isoformat(),
            "lead": quoted(answers.lead or skeleton.lead),
            "milestones": "\n".join(_milestones(answers, skeleton, people)),
            "concept_milestone": _concept_milestone(answers),
        }
    )


def _charter(answers: Answers) -> str:
    """What the template set calls the Project Charter."""
    kind = answers.templates.by_kind.get(CHARTER.id)
    return Words(language=answers.language, catalogue=answers.labels)(kind.title if kind else "Project Charter")


def _clauses(pinned: ClauseSet | None) -> str:
    """The line that pins a clause set, or a comment that shows how; values are written by whoever knows them."""
    if pinned is None:
        return '# clauses: {id: our-terms, version: "1"}'
    types = f"contract_type: {pinned.contract_types[0].value}, values: {{}}" if pinned.contract_types else "values: {}"
    return f"clauses: {{id: {pinned.id}, version: {quoted(pinned.version)}, {types}}}"


def _sizing(answers: Answers, skeleton: Skeleton, users: int) -> dict[str, str]:
    """What the sizing assumes at first: a number of users, or the inputs that were brought along."""
    shown = Words(language=answers.language).number(users)
    source = skeleton.users_missing if answers.users is None else skeleton.users_given
    named = (skeleton.users_assumed, skeleton.users_question, source)
    if answers.sized and answers.users is None:
        named = (skeleton.inputs_assumed, skeleton.inputs_question, skeleton.inputs_given)
    assumption, question, source_of_sizing = (
        quoted(Template(template).safe_substitute(users_shown=shown)) for template in named
    )
    return {
        "users": str(users),
        "users_shown": shown,
        "users_source": quoted(source),
        "sizing_assumption": assumption,
        "sizing_question": question,
        "sizing_source": source_of_sizing,
    }


def _people(answers: Answers) -> dict[str, str]:
    """Ids of the people; a role without a person has the project's name in its id, for ids are shared by projects."""
    roles = ("vendor_lead", "vendor_consultant", "customer_lead", "customer_administrator")
    ids = {role: f"{role.replace('_', '-')}-{answers.slug}"[:_LONGEST_ID].rstrip("-") for role in roles}
    return ids | ({"vendor_lead": named} if (named := id_of(answers.lead)) else {})


def _milestones(answers: Answers, skeleton: Skeleton, people: Mapping[str, str]) -> Iterator[str]:
    """A milestone for each gate that is not optional, named as the gate and owned by the lead of who decides."""
    words = Words(language=answers.language, catalogue=answers.labels)
    gates = (gate for gate in answers.process.gates if not gate.optional)
    for number, gate in enumerate(gates, start=1):
        title = quoted(skeleton.gates.get(gate.id) or words(gate.title))
        owner = people["customer_lead" if gate.decided_by is PartyKind.CUSTOMER else "vendor_lead"]
        yield f"  - {{id: M-{number}, title: {title}, gate: {gate.id}, owner: {owner}}}"


def _documents(answers: Answers, skeleton: Skeleton) -> str:
    """The documents of the template set that the project goes without, each with its reason."""
    known = {kind: reason for kind, reason in skeleton.documents.items() if kind in answers.templates.by_kind}
    lines = [f"  - {{kind: {kind}, not_needed: {quoted(reason)}}}" for kind, reason in known.items()]
    return "\n".join(("documents:", *lines)) if lines else "# documents: [] # revisions, owners, and what is not needed"


def _concept_milestone(answers: Answers) -> str:
    """The milestone of the gate that agrees the concept: the second, or the only one."""
    gates = [gate for gate in answers.process.gates if not gate.optional]
    return f"M-{min(2, len(gates))}"
