"""Attachments: mails, scans, returned PDFs and other files that are kept as evidence, from attachments.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from .located import Located


class AttachmentKind(Enum):
    """What a file that is kept was."""

    MAIL = "mail"
    SCAN = "scan"
    SIGNED = "signed"
    ANSWERS = "answers"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Located):
    """A file of attachments/: what it is, of which day and from whom, whom it is shown, and its SHA-256.

    `about` names the items that it is evidence of.
    """

    file: str
    title: str
    kind: AttachmentKind
    date: dt.date
    audience: str
    sha256: str
    by: str | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile(Located):
    """A file as it lies in attachments/: its name, the SHA-256 of its bytes, and their number."""

    name: str
    sha256: str
    size: int
