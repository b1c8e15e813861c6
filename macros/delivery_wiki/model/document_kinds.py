"""The kinds of documents: one record each, which everything that handles documents asks.

Sections, titles, the order of states, signatures and audience are data and stand in the template sets. What only code
can know of a kind stands here, and its page is joined to it in `pages/documents/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from .project.change_requests import ChangeRequest
from .project.document_record import EventKind
from .project.prose_file import ProseFile
from .project.statement_of_work_terms import StatementOfWork
from .project.whole_project import Project

BASIC = "basic"
INTERNAL = "internal/"
Topic: TypeAlias = str | None


class Figures(Enum):
    """Figures that a document cites: frozen when it is issued, compared ever after."""

    SCOPE = auto()  # goals and scope
    REQUIREMENTS = auto()  # requirements
    CASES = auto()  # test cases
    SIZING = auto()  # sizing
    OFFER = auto()  # sums of the offer
    CONTRACT = auto()  # terms of the statement of work
    AGREED_REQUESTS = auto()  # change requests agreed so far
    CHANGE = auto()  # what a change request adds to, and what it comes to with it


class Ground(Enum):
    """What a state rests on that no other kind of document has, and that is computed."""

    MANDATORY_CHECKED = auto()  # every mandatory requirement is checked
    SOME_CASES_RUN = auto()  # a test case has a result
    ALL_CASES_RUN = auto()  # every test case has a result
    WORK_BEGUN = auto()  # the work is agreed and has begun
    DELIVERABLES_ACCEPTED = auto()  # every deliverable is accepted
    REQUEST_AGREED = auto()  # the change request is agreed
    REQUEST_REFUSED = auto()  # the change request is refused
    SECTIONS_WRITTEN = auto()  # every section is written


class IncompleteKind(Exception):
    """A kind of document whose record lacks a part, or contradicts itself."""

    def __init__(self, kind: str, lack: str) -> None:
        super().__init__(f"The kind of document '{kind}': {lack}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """What a kind of document is.

    `content` is what a project's files hold of it, by topic; anything true means that it is begun.
    `made_from` are the files that travel inside its PDF, paths in the project folder: a folder ends in "/".
    `prose` is the file in which its text is written, "" where all of it is computed; "{topic}" and "{section}" in a
    path stand for themselves.
    `states` are those that rest on something of its own: events of these kinds with evidence, or a ground; every other
    state rests on what it rests on in any document.
    `may_be_left_out` holds for what prepares an agreement, never for what is agreed, checked or signed.

    `text` tells where a project keeps what is written in `prose`, unless with the prose that it shares by path;
    `page` is the id of its page and PDF where that is not the kind; `topics` lists those of a project, where there is
    one document for each; `data_of` are the files that computed sections take their data from, by id of the section
    ("" for all others), where it is not a key of the statement of work or of project.yml; `shows` are the YAML files,
    without ending, whose texts stand on its page.
    `agreed_with` is the document that it is agreed with as a part of it; `signed_after` the state that comes before it
    may be issued and signed; `lives_on` holds for what stays signed when a later revision is not; `agreed_on_inputs`
    for what a later input speaks against; `is_foundation` for what a statement of work can rest on.
    """

    id: str
    content: Callable[[Project, Topic], object]
    made_from: tuple[str, ...]
    prose: str
    figures: frozenset[Figures]
    states: Mapping[str, tuple[EventKind, ...] | Ground]
    may_be_left_out: bool
    text: Callable[[Project, Topic], ProseFile | None] | None = None
    page: str = ""
    topics: Callable[[Project], Iterable[str]] | None = None
    data_of: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    shows: tuple[str, ...] = ()
    agreed_with: str = ""
    signed_after: str = ""
    lives_on: bool = False
    agreed_on_inputs: bool = False
    is_foundation: bool = False

    def __post_init__(self) -> None:
        """Refuse a record that contradicts itself: each part is asked for somewhere else, and nothing there would."""
        for lack in self._lacks():
            raise IncompleteKind(self.id, lack)

    def _lacks(self) -> Iterator[str]:
        is_internal = self.prose.startswith(INTERNAL)
        if self.prose and not self.prose.endswith(".md"):
            yield f"`prose` is '{self.prose}'; text is written in a file that ends in .md"
        if ("{topic}" in self.prose) is not (self.topics is not None) and self.prose:
            yield "`prose` has {topic} where there is one document for each of its `topics`, and only there"
        if not self.prose and not self.made_from:
            yield "`prose` or `made_from` names the files that it is written in"
        if self.prose and not is_internal and not self._is_made_from(self.prose):
            yield f"`made_from` lacks '{self.prose}', in which it is written, so that its PDF would go without it"
        if any(path.startswith(INTERNAL) for path in self.made_from):
            yield f"`made_from` names a file in {INTERNAL}, which never goes into a PDF"
        if is_internal and self.text is None:
            yield f"`text` tells where a project keeps what is written in {INTERNAL}, which no customer sees"
        if self.signed_after and self.signed_after not in self.states:
            yield f"`signed_after` is '{self.signed_after}', and `states` does not say what that rests on"

    def _is_made_from(self, path: str) -> bool:
        return path in self.made_from or f"{path.partition('/')[0]}/" in self.made_from

    @property
    def page_id(self) -> str:
        """The name of its page and PDF, without a topic."""
        return self.page or self.id

    @property
    def is_contract(self) -> bool:
        """Whether it is a statement of work: it binds both sides with all that it cites."""
        return Figures.CONTRACT in self.figures

    @property
    def has_section_files(self) -> bool:
        """Whether each section of its text is a file of its own."""
        return "{section}" in self.prose

    def prose_path(self, topic: Topic, section: str) -> str:
        """Where a section's text is written, or would be: a path in the project folder."""
        if not self.prose or ("{topic}" in self.prose and topic is None):
            return f"{self.id}.md"
        return self.prose.format(topic=topic, section=section)

    def written(self, project: Project, topic: Topic) -> ProseFile | None:
        """Its text in a project, where that is one file."""
        if self.text is not None:
            return self.text(project, topic)
        return project.prose.get(self.prose_path(topic, "").removesuffix(".md"))


def topic_of_sow(kind: str, topic: Topic) -> Topic:
    """The topic of the statement of work that a document of this kind and topic is; None for any other."""
    return BASIC if kind == BASIC_SOW.id else topic if kind == SOW.id else None


def statement_of_work(project: Project, kind: str, topic: Topic) -> StatementOfWork | None:
    """The statement of work that a document of this kind and topic is; None for any other."""
    wanted = topic_of_sow(kind, topic)
    return next((sow for sow in project.sows if sow.topic == wanted), None) if wanted else None


def change_topic(change: ChangeRequest) -> str:
    """The topic of the paper of a change request: its id as it stands in names of files."""
    return change.id.casefold()


def change_request(project: Project, topic: Topic) -> ChangeRequest | None:
    """The change request that a paper of this topic is about."""
    return next((change for change in project.changes if change_topic(change) == topic), None)


def is_on_paper(project: Project, change: ChangeRequest) -> bool:
    """Whether a change request has a paper: one that was taken back has none, unless it was issued."""
    issued = {revision.topic for revision in project.issued if revision.document == "change-request"}
    return not change.withdrawn or change_topic(change) in issued


CHARTER = DocumentKind(
    id="charter",
    content=lambda project, _topic: project.prose.get("charter"),
    made_from=("project.yml", "charter.md", "responsibilities.yml"),
    prose="charter.md",
    figures=frozenset({Figures.SCOPE}),
    states={},
    may_be_left_out=False,
    is_foundation=True,
)
WORKSHOP_AGENDA = DocumentKind(
    id="workshop-agenda",
    content=lambda project, _topic: project.agenda,
    made_from=("agenda.yml",),
    prose="",
    figures=frozenset(),
    states={},
    may_be_left_out=True,
    data_of={"": "agenda.yml"},
)
ENVIRONMENT_EVALUATION = DocumentKind(
    id="environment-evaluation",
    content=lambda project, _topic: project.environment and project.environment.answers,
    made_from=("environment.yml",),
    prose="",
    figures=frozenset(),
    states={},
    may_be_left_out=True,
    page="environment",
    data_of={"": "environment.yml"},
    agreed_with="implementation-concept",
    is_foundation=True,
)
SIZING = DocumentKind(
    id="sizing",
    content=lambda project, _topic: project.sizing,
    made_from=("sizing.yml",),
    prose="",
    figures=frozenset({Figures.SIZING}),
    states={},
    may_be_left_out=True,
    data_of={"": "sizing.yml"},
    agreed_with="implementation-concept",
    agreed_on_inputs=True,
    is_foundation=True,
)
POC_RECORD = DocumentKind(
    id="poc-record",
    content=lambda project, _topic: project.poc,
    made_from=("poc.yml",),
    prose="",
    figures=frozenset(),
    states={},
    may_be_left_out=True,
    page="poc",
    data_of={"": "poc.yml"},
    shows=("poc",),
)
FORMAL_OFFER = DocumentKind(
    id="formal-offer",
    content=lambda project, _topic: project.offer,
    made_from=("offer.yml",),
    prose="",
    figures=frozenset({Figures.OFFER, Figures.SIZING}),
    states={},
    may_be_left_out=True,
    data_of={"": "offer.yml"},
    shows=("offer",),
)
BASIC_SOW = DocumentKind(
    id="basic-sow",
    content=lambda project, _topic: statement_of_work(project, "basic-sow", None),
    made_from=("sow/basic.yml", "sow/basic.md"),
    prose="sow/basic.md",
    figures=frozenset({Figures.CONTRACT, Figures.SIZING}),
    states={},
    may_be_left_out=False,
    page="sow-basic",
    is_foundation=True,
)
CONCEPT = DocumentKind(
    id="implementation-concept",
    content=lambda project, _topic: any(name.startswith("concept/") for name in project.prose),
    made_from=(
        *("concept/", "architecture.yml", "environment.yml", "requirements.yml", "responsibilities.yml", "sizing.yml"),
    ),
    prose="concept/{section}.md",
    figures=frozenset({Figures.REQUIREMENTS, Figures.SCOPE, Figures.AGREED_REQUESTS, Figures.SIZING}),
    states={},
    may_be_left_out=False,
    data_of={
        "architecture": "architecture.yml",
        "sizing": "sizing.yml",
        "responsibilities": "responsibilities.yml",
        "requirements": "requirements.yml",
    },
    shows=("architecture",),
    lives_on=True,
    agreed_on_inputs=True,
    is_foundation=True,
)
SOW = DocumentKind(
    id="sow",
    content=lambda project, topic: statement_of_work(project, "sow", topic),
    made_from=("sow/{topic}.yml", "sow/{topic}.md"),
    prose="sow/{topic}.md",
    figures=frozenset({Figures.CONTRACT, Figures.SIZING}),
    states={"executing": Ground.WORK_BEGUN, "accepted": Ground.DELIVERABLES_ACCEPTED},
    may_be_left_out=False,
    topics=lambda project: (sow.topic for sow in project.sows if sow.topic != BASIC),
)
REQUIREMENTS_CHECKLIST = DocumentKind(
    id="requirements-checklist",
    content=lambda project, _topic: project.requirements,
    made_from=("requirements.yml",),
    prose="",
    figures=frozenset({Figures.REQUIREMENTS}),
    states={"checked": Ground.MANDATORY_CHECKED},
    may_be_left_out=False,
    data_of={"": "requirements.yml"},
    signed_after="checked",
    is_foundation=True,
)
TEST_PROTOCOL = DocumentKind(
    id="test-protocol",
    content=lambda project, _topic: project.tests,
    made_from=("tests.yml", "test-runs/"),
    prose="",
    figures=frozenset({Figures.CASES}),
    states={"executing": Ground.SOME_CASES_RUN, "executed": Ground.ALL_CASES_RUN},
    may_be_left_out=False,
    data_of={"cases": "tests.yml", "runs": "test-runs/"},
    signed_after="executed",
)
ACCEPTANCE_CERTIFICATE = DocumentKind(
    id="acceptance-certificate",
    content=lambda project, _topic: project.acceptance,
    made_from=("acceptance.yml",),
    prose="",
    figures=frozenset(),
    states={},
    may_be_left_out=False,
    data_of={"result": "acceptance.yml", "deliverables": "sow/"},
)
CHANGE_REQUEST = DocumentKind(
    id="change-request",
    content=change_request,
    made_from=("changes.yml",),
    prose="",
    figures=frozenset({Figures.CHANGE}),
    states={"agreed": Ground.REQUEST_AGREED, "refused": Ground.REQUEST_REFUSED},
    may_be_left_out=False,
    topics=lambda project: (change_topic(change) for change in project.changes if is_on_paper(project, change)),
    page="change-requests",
    data_of={"": "changes.yml"},
)
MINUTES = DocumentKind(
    id="minutes",
    content=lambda project, topic: any(minutes.name == topic for minutes in project.minutes),
    made_from=("minutes/{topic}.md",),
    prose="minutes/{topic}.md",
    figures=frozenset(),
    states={},
    may_be_left_out=False,
    text=lambda project, topic: next((minutes.prose for minutes in project.minutes if minutes.name == topic), None),
    topics=lambda project: (minutes.name for minutes in project.minutes),
)
RETROSPECTIVE = DocumentKind(
    id="retrospective",
    content=lambda project, _topic: project.internal.retrospective if project.internal else None,
    made_from=(),
    prose="internal/retrospective.md",
    figures=frozenset(),
    states={"done": Ground.SECTIONS_WRITTEN},
    may_be_left_out=False,
    text=lambda project, _topic: project.internal.retrospective if project.internal else None,
)


def registered(kinds: Iterable[DocumentKind]) -> tuple[DocumentKind, ...]:
    """The kinds, if each can be told from the others; raises IncompleteKind for one that cannot."""
    found: dict[str, DocumentKind] = {}
    pages: dict[str, str] = {}
    for kind in kinds:
        if kind.id in found:
            raise IncompleteKind(kind.id, "`id` is that of another kind")
        if (other := pages.setdefault(kind.page_id, kind.id)) != kind.id:
            raise IncompleteKind(kind.id, f"`page` is '{kind.page_id}', which is the page of '{other}'")
        found[kind.id] = kind
    several = tuple(f"{kind.id}-" for kind in found.values() if kind.topics is not None)
    for kind in found.values():
        if kind.id.startswith(several):
            raise IncompleteKind(kind.id, "`id` reads as one of several documents of another kind")
        if kind.agreed_with and kind.agreed_with not in found:
            raise IncompleteKind(kind.id, f"`agreed_with` is '{kind.agreed_with}', which is no kind")
    return tuple(found.values())


# Every record above, in the order in which the process makes the documents.
DOCUMENT_KINDS = registered(value for value in tuple(globals().values()) if isinstance(value, DocumentKind))
MAY_BE_LEFT_OUT = frozenset(kind.id for kind in DOCUMENT_KINDS if kind.may_be_left_out)
_BY_ID: Mapping[str, DocumentKind] = {kind.id: kind for kind in DOCUMENT_KINDS}


def kind_of(id: str) -> DocumentKind:
    """The record of a kind; of one that only a template set knows, a record of which no file holds anything."""
    return _BY_ID.get(id) or _unknown(id)


@cache
def _unknown(id: str) -> DocumentKind:
    return DocumentKind(
        id=id,
        content=lambda _project, _topic: None,
        made_from=(f"{id}.md",),
        prose=f"{id}.md",
        figures=frozenset(),
        states={},
        may_be_left_out=False,
    )


def kind_written_in(name: str) -> DocumentKind | None:
    """The kind whose text stands in a file: its path inside the project, without the ending."""
    return _BY_PROSE.get(name) or next((kind for pattern, kind in _PATTERNS if pattern.fullmatch(name)), None)


_BY_PROSE = {kind.prose.removesuffix(".md"): kind for kind in DOCUMENT_KINDS if kind.prose and "{" not in kind.prose}
_PATTERNS = tuple(
    (re.compile(re.sub(r"\{[a-z]+\}", "[^/]+", kind.prose.removesuffix(".md"))), kind)
    for kind in DOCUMENT_KINDS
    if "{" in kind.prose
)
