"""The places of a project folder: which files may be there, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import Any

from delivery_wiki.model.document_kinds import BASIC_SOW, DOCUMENT_KINDS, INTERNAL, MINUTES, SOW, DocumentKind
from delivery_wiki.model.project.acceptance import Acceptance
from delivery_wiki.model.project.agenda import Agenda
from delivery_wiki.model.project.architecture import Architecture
from delivery_wiki.model.project.attachments import Attachment
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.environment import Environment
from delivery_wiki.model.project.internal_notes import Internal, TopicEfforts, TopicPrice
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.minutes import Minutes
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.proof_of_concept_record import ProofOfConcept
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.responsibilities import Responsibility
from delivery_wiki.model.project.sizing_request import SizingRequest
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.test_cases import ReportedAs, TestCase
from delivery_wiki.model.project.test_results import TestRun
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import SignOff

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
# What the parts in angle brackets stand for; "topic" and "section" are also those of a document's text.
_PARTS = {"<topic>": _SLUG, "<section>": _SLUG, "<name>": _SLUG, "<date>": _DAY, "<document>": _SLUG}
_PARTS |= {"<revision>": "[1-9][0-9]{0,2}", "<record>": "[a-z0-9._-]+"}
ATTACHED = ("pdf", "png", "jpg", "eml", "txt", "csv", "json", "docx", "xlsx")
_PARTS |= {"<kind>": f"(?:{'|'.join(ATTACHED)})"}

_STATEMENTS = tuple[str, ...]
_BESIDE_TESTS = (("entry_criteria", _STATEMENTS), ("exit_criteria", _STATEMENTS), ("reported_as", ReportedAs))


class FileShape(Enum):
    """How the content of a file becomes part of the project."""

    PROJECT = "the project itself"
    RECORD = "one value"
    LIST = "a list under one key"
    NAMED = "a value that takes its name from the file"
    PROSE = "Markdown"
    MINUTES = "Markdown with front matter"
    NOTES = "internal notes"
    ISSUED = "the content of an issued revision"
    DOCUMENT = "a frozen document, not read"
    SIGN_OFF = "a sign-off record"
    ATTESTATION = "what a witness says of a sign-off record"
    RETURNED = "a signed document that came back"
    PICTURE = "the customer's logo"
    ATTACHMENT = "a file that is kept as evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlace:
    """A known place: its path as people write it, its schema, the class of its content and the project's field for it.

    `name` is the field that takes its value from the file's stem; `beside` are the keys of values that may stand beside
    a list, which are the project's fields for them too, with the types of those values.
    """

    form: str
    pattern: re.Pattern[str]
    shape: FileShape
    schema: str = ""
    target: type[Any] = object
    field: str = ""
    name: str = ""
    beside: tuple[tuple[str, Any], ...] = ()


def _place(form: str, shape: FileShape, schema: str = "", target: type[Any] = object, **more: Any) -> FilePlace:
    return FilePlace(form=form, pattern=_pattern(form), shape=shape, schema=schema, target=target, **more)


def _pattern(form: str) -> re.Pattern[str]:
    pattern = re.escape(form)
    for part, stands_for in _PARTS.items():
        pattern = pattern.replace(part, stands_for)
    return re.compile(pattern)


def _texts(folder: str, *apart: DocumentKind) -> tuple[FilePlace, ...]:
    """Where the text of documents is written, below a folder: "" for the project's own, "*/" for any other folder."""
    return tuple(
        _place(_form(kind), FileShape.PROSE)
        for kind in DOCUMENT_KINDS
        if kind.prose and kind not in apart and _folder(kind.prose) == folder
    )


def _folder(path: str) -> str:
    if path.startswith(INTERNAL):
        return INTERNAL
    return "*/" if "/" in path else ""


def _form(kind: DocumentKind) -> str:
    return kind.prose.format(topic="<topic>", section="<section>")


PLACES: tuple[FilePlace, ...] = (
    _place("project.yml", FileShape.PROJECT, "project", Project),
    _place("environment.yml", FileShape.RECORD, "environment", Environment, field="environment"),
    _place("architecture.yml", FileShape.RECORD, "architecture", Architecture, field="architecture"),
    _place("responsibilities.yml", FileShape.LIST, "responsibilities", Responsibility, field="responsibilities"),
    _place("poc.yml", FileShape.RECORD, "poc", ProofOfConcept, field="poc"),
    _place("sizing.yml", FileShape.RECORD, "sizing", SizingRequest, field="sizing"),
    _place("requirements.yml", FileShape.LIST, "requirements", Requirement, field="requirements"),
    _place("tests.yml", FileShape.LIST, "tests", TestCase, field="tests", beside=_BESIDE_TESTS),
    _place("changes.yml", FileShape.LIST, "changes", ChangeRequest, field="changes"),
    _place("agenda.yml", FileShape.RECORD, "agenda", Agenda, field="agenda"),
    _place("offer.yml", FileShape.RECORD, "offer", Offer, field="offer"),
    _place("acceptance.yml", FileShape.RECORD, "acceptance", Acceptance, field="acceptance"),
    *_texts(""),
    _place("sow/<topic>.yml", FileShape.NAMED, "sow", StatementOfWork, field="sows", name="topic"),
    _place(_form(SOW), FileShape.PROSE),
    *_texts("*/", BASIC_SOW, SOW, MINUTES),
    _place("test-runs/<date>-<name>.yml", FileShape.NAMED, "test-run", TestRun, field="test_runs", name="name"),
    _place("minutes/<date>-<topic>.md", FileShape.MINUTES, "minutes", Minutes, field="minutes", name="name"),
    _place("internal/notes.yml", FileShape.NOTES, "notes", Internal, field="internal"),
    *_texts(INTERNAL),
    _place("internal/efforts/<topic>.yml", FileShape.NAMED, "efforts", TopicEfforts, field="efforts", name="topic"),
    _place("internal/prices/<topic>.yml", FileShape.NAMED, "prices", TopicPrice, field="prices", name="topic"),
    _place("attachments.yml", FileShape.LIST, "attachments", Attachment, field="attachments"),
    _place("attachments/<name>.<kind>", FileShape.ATTACHMENT, field="attached_files"),
    _place("logo.svg", FileShape.PICTURE, field="logo"),
    _place("logo.png", FileShape.PICTURE, field="logo"),
    _place("issued/<document>-r<revision>/content.json", FileShape.ISSUED, "issued", Issued, field="issued"),
    _place("issued/<document>-r<revision>/document.pdf", FileShape.DOCUMENT),
    _place("sign-offs/<record>.json", FileShape.SIGN_OFF, "sign-off", SignOff, field="sign_offs"),
    _place("sign-offs/witness/<record>.json", FileShape.ATTESTATION, "sign-off-witness", field="attestations"),
    _place("sign-offs/returned/<record>.pdf", FileShape.RETURNED, field="returned"),
)
# What the tool writes and nobody edits stands in no list of what a project may hold.
WRITTEN_BY_THE_TOOL = {
    FileShape.ISSUED,
    FileShape.DOCUMENT,
    FileShape.SIGN_OFF,
    FileShape.ATTESTATION,
    FileShape.RETURNED,
}
FORMS = tuple(place.form for place in PLACES if place.shape not in WRITTEN_BY_THE_TOOL)
_BY_PATH: Mapping[str, FilePlace] = {place.form: place for place in PLACES if "<" not in place.form}
_FOLDERS = tuple(
    _pattern(folder.as_posix())
    for folder in dict.fromkeys(folder for place in PLACES for folder in PurePosixPath(place.form).parents[:-1])
)


def find_place(path: str) -> FilePlace | None:
    """The place that a path inside a project folder is."""
    if known := _BY_PATH.get(path):
        return known
    return next((place for place in PLACES if place.pattern.fullmatch(path)), None)


def parts_of(path: str) -> tuple[str, ...]:
    """The fields of the project that a file is read into, prose as `prose/<name>`.

    None for the project itself, records, and what is the vendor's own.
    """
    place = find_place(path)
    if place is None or path.startswith("internal/"):
        return ()
    if place.shape is FileShape.PROSE:
        return (f"prose/{path.removesuffix('.md')}",)
    if place.shape not in (FileShape.RECORD, FileShape.LIST, FileShape.NAMED, FileShape.MINUTES):
        return ()
    return (place.field, *(name for name, _ in place.beside))


def is_known_folder(path: str) -> bool:
    """Whether a project may have this folder."""
    return any(folder.fullmatch(path) for folder in _FOLDERS)
