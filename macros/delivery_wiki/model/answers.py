"""What somebody is asked, and what they answered: on an answer sheet, or in a mail made from one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from .finding import Location
from .status import Message

COMMENT = "comment:"
DEPUTY = "deputy"  # what a person answers who names somebody to stand in for them
OWN_WORDS = "own-words"  # what a mail without the lines of a sheet is about
SHORT = 12  # digits of a digest that a mail carries
MOST_WORDS = 4000  # letters of one answer: on a sheet, in its file, and with room to spare in what is written of it


class AskedKind(Enum):
    """What an answer does: it signs, accepts, answers, or says something that somebody else decides on."""

    DOCUMENT = "document"
    DELIVERABLE = "deliverable"
    QUESTION = "question"
    OPEN_POINT = "open-point"
    CHOICE = "choice"
    OTHER = "other"
    DEPUTY = "deputy"
    COMMENT = "comment"

    @property
    def binds(self) -> bool:
        """Whether a yes or no to it binds the person who says it."""
        return self in {AskedKind.DOCUMENT, AskedKind.DELIVERABLE, AskedKind.DEPUTY}


class Says(Enum):
    """What was answered; `text` is an answer in words alone."""

    YES = "yes"
    CONDITIONS = "conditions"
    NO = "no"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that a person is asked, with the exact words and the digest of them.

    `about` is the id of the item, question or document; `act` the kind of duty. The title is said in the reader's
    language, and its English is what the digest counts. `criteria` are id and statement of what a deliverable is
    accepted by; `revision` is that of an issued document, whose fingerprint is the digest. `represents` is the person
    who is asked, where a deputy stands in for them. `people` are ids and names of who may be named as deputy,
    `documents` the kinds that one may be named for. `figure` says that a number is asked for,
    `units` in which one; `area` is the part of the questionnaire that a question stands in.
    """

    kind: AskedKind
    about: str
    digest: str
    title: Message
    act: str
    lines: tuple[str, ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    area: str = ""
    figure: bool = False
    units: tuple[str, ...] = ()
    due: dt.date | None = None
    revision: int | None = None
    represents: str = ""
    people: tuple[tuple[str, str], ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer; `digest` is that of the words that were answered, whole or its first digits.

    `place` is the acceptance criterion that a refusal names, or the clause that a comment is about. Who names a deputy
    says whom, from when until when, and for which kinds of documents; for all where none is named.
    """

    about: str
    digest: str
    says: Says
    text: str = ""
    place: str = ""
    deputy: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFile:
    """All answers that came in one file; `digest` is the SHA-256 of its bytes, `sender` the address of a mail."""

    project: str
    person: str
    made: dt.date
    answers: tuple[Answered, ...]
    name: str = ""
    digest: str = ""
    sender: str = ""
    location: Location | None = None
