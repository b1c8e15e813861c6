"""What is set as a PDF: the document block of a page, and what its cover, its head and its foot say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from delivery_wiki.model.texts.picture import Picture


class PdfState(Enum):
    """What a set document is for."""

    DRAFT = "draft"
    FOR_SIGNATURE = "for signature"
    FOR_INFORMATION = "for information"
    EXECUTED = "executed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfAttachment:
    """A data file that travels inside the PDF."""

    name: str
    content: bytes = field(repr=False)
    mime: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfBrand:
    """What the vendor's brand gives to a document."""

    primary: str = "#1f3d5c"
    accent: str = "#1c4f86"
    footer: str = ""
    vendor_logo: Picture | None = None
    customer_logo: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfDocument:
    """One document to set; the same values give the same bytes.

    `block` is the HTML of the document block exactly as the page shows it. `revision` (for the title: number and date)
    and `revision_label` (for the foot), `date` (where there is no dated revision), `classification` (one word) and
    `distribution` (for whom) are in the document's language, `labels` the words of the template by their English
    text. `state_text` is the state as the page says it, `changed` which signed text it is no more, or by whom it is
    signed. `code` stands on what is for signature; `names` of people and parties are not hyphenated. `on` is the
    as-of date, which becomes the time stamp of the file. `behind` is a whole PDF whose pages come first.
    """

    block: str = field(repr=False)
    title: str
    project: str
    customer: str
    vendor: str
    revision: str
    revision_label: str
    state: PdfState
    state_text: str
    date: str
    classification: str
    distribution: str
    language: str
    on: dt.date
    attachments: tuple[PdfAttachment, ...] = ()
    brand: PdfBrand = PdfBrand()
    labels: Mapping[str, str] = field(default_factory=dict)
    changed: str = ""
    code: str = ""
    names: tuple[str, ...] = ()
    behind: bytes = field(default=b"", repr=False)
