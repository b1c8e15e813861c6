"""The places of a project folder: which files may be there, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from delivery_wiki.model import project as model
from delivery_wiki.model.sign_off import SignOff

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


class Shape(Enum):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A known place: its path pattern, its schema, the class of its content and the project's field for it.

    `name` is the field that takes its value from the file's stem; `beside` is the key of a value that may stand beside
    a list, which is the project's field for it too, with the class of that value.
    """

    pattern: re.Pattern[str]
    shape: Shape
    schema: str = ""
    target: type[Any] = object
    field: str = ""
    name: str = ""
    beside: tuple[str, type[Any]] | None = None


def _place(pattern: str, shape: Shape, schema: str = "", target: type[Any] = object, **more: Any) -> Place:
    return Place(pattern=re.compile(pattern), shape=shape, schema=schema, target=target, **more)


PLACES: tuple[Place, ...] = (
    _place(r"project\.yml", Shape.PROJECT, "project", model.Project),
    _place(r"environment\.yml", Shape.RECORD, "environment", model.Environment, field="environment"),
    _place(r"architecture\.yml", Shape.RECORD, "architecture", model.Architecture, field="architecture"),
    _place(r"poc\.yml", Shape.RECORD, "poc", model.ProofOfConcept, field="poc"),
    _place(r"sizing\.yml", Shape.RECORD, "sizing", model.SizingRequest, field="sizing"),
    _place(r"agenda\.yml", Shape.RECORD, "agenda", model.Agenda, field="agenda"),
    _place(r"offer\.yml", Shape.RECORD, "offer", model.Offer, field="offer"),
    _place(r"acceptance\.yml", Shape.RECORD, "acceptance", model.Acceptance, field="acceptance"),
    _place(r"responsibilities\.yml", Shape.LIST, "responsibilities", model.Responsibility, field="responsibilities"),
    _place(r"requirements\.yml", Shape.LIST, "requirements", model.Requirement, field="requirements"),
    _place(
        r"tests\.yml",
        Shape.LIST,
        "tests",
        model.TestCase,
        field="tests",
        beside=("reported_as", model.ReportedAs),
    ),
    _place(r"changes\.yml", Shape.LIST, "changes", model.ChangeRequest, field="changes"),
    _place(r"logo\.(?:png|svg)", Shape.PICTURE, field="logo"),
    _place(rf"sow/{_SLUG}\.yml", Shape.NAMED, "sow", model.StatementOfWork, field="sows", name="topic"),
    _place(rf"test-runs/{_DAY}-{_SLUG}\.yml", Shape.NAMED, "test-run", model.TestRun, field="test_runs", name="name"),
    _place(rf"(?:charter|sow/{_SLUG}|concept/{_SLUG}|internal/retrospective)\.md", Shape.PROSE),
    _place(rf"minutes/{_DAY}-{_SLUG}\.md", Shape.MINUTES, "minutes", model.Minutes, field="minutes", name="name"),
    _place(r"internal/notes\.yml", Shape.NOTES, "notes", model.Internal, field="internal"),
    _place(
        rf"internal/efforts/{_SLUG}\.yml", Shape.NAMED, "efforts", model.TopicEfforts, field="efforts", name="topic"
    ),
    _place(rf"internal/prices/{_SLUG}\.yml", Shape.NAMED, "prices", model.TopicPrice, field="prices", name="topic"),
    _place(rf"issued/{_SLUG}-r[1-9][0-9]{{0,2}}/content\.json", Shape.ISSUED, "issued", model.Issued, field="issued"),
    _place(rf"issued/{_SLUG}-r[1-9][0-9]{{0,2}}/document\.pdf", Shape.DOCUMENT),
    _place(r"sign-offs/[a-z0-9._-]+\.json", Shape.SIGN_OFF, "sign-off", SignOff, field="sign_offs"),
    _place(r"sign-offs/witness/[a-z0-9._-]+\.json", Shape.ATTESTATION, "sign-off-witness", field="attestations"),
    _place(r"sign-offs/returned/[a-z0-9._-]+\.pdf", Shape.RETURNED, field="returned"),
)
_FOLDERS = re.compile(
    rf"sow|test-runs|concept|minutes|internal|internal/(?:efforts|prices)|issued|issued/{_SLUG}-r[1-9][0-9]{{0,2}}"
    r"|sign-offs|sign-offs/(?:witness|returned)"
)
_BY_PATH: Mapping[str, Place] = {
    place.pattern.pattern.replace("\\", ""): place for place in PLACES if place.shape in (Shape.RECORD, Shape.LIST)
}
FORMS = (
    "project.yml, environment.yml, architecture.yml, responsibilities.yml, poc.yml, sizing.yml, requirements.yml, "
    "tests.yml, changes.yml, agenda.yml, offer.yml, acceptance.yml, charter.md, sow/<topic>.yml, sow/<topic>.md, "
    "concept/<section>.md, test-runs/<date>-<name>.yml, minutes/<date>-<topic>.md, internal/notes.yml, "
    "internal/retrospective.md, internal/efforts/<topic>.yml, internal/prices/<topic>.yml, logo.svg, logo.png"
)


def find_place(path: str) -> Place | None:
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
    if place.shape is Shape.PROSE:
        return (f"prose/{path.removesuffix('.md')}",)
    if place.shape not in (Shape.RECORD, Shape.LIST, Shape.NAMED, Shape.MINUTES):
        return ()
    return (place.field, *((place.beside[0],) if place.beside else ()))


def is_known_folder(path: str) -> bool:
    """Whether a project may have this folder."""
    return _FOLDERS.fullmatch(path) is not None
