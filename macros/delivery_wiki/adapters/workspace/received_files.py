"""What came in, as attachments of the project: the file itself and what a mail brings, or why not."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.model.project.attachments import AttachmentKind
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.texts.as_id import as_id
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.reading.attachments.attached_content import attachment_fault, suffix_of
from delivery_wiki.reading.attachments.attached_mail import parts_of_mail
from delivery_wiki.reading.files.readable_text import without_forbidden

LIST = "attachments.yml"
FOLDER = "attachments"
_LONGEST = 48  # letters of a name that a sender chose
_SIGNED = re.compile(rb"/ByteRange\s*\[")
_MAIL = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]")
_SPELLINGS = {"jpeg": "jpg", "jpe": "jpg"}

Entry = dict[str, str | dt.date | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that is kept, with its entry in attachments.yml."""

    name: str
    data: bytes
    entry: Entry


@dataclass(slots=True, kw_only=True)
class Keeping:
    """What is kept of a file that came in; `left` says of each other one by name why it is not."""

    kept: list[Kept] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)


def keep(
    root: Path,
    project: Project,
    words: Words,
    data: bytes,
    *,
    name: str,
    person: str,
    made: dt.date,
    paper: bytes | None = None,
) -> Keeping:
    """What is kept of a file of somebody, for the vendor alone until somebody says otherwise; each of them once.

    `person` is empty where nobody knows whose mail it is; `paper` is the scan that the file was filled in from.
    """
    is_mail = _MAIL.match(data) is not None and bool(suffix_of(name) == "eml")
    kind = AttachmentKind.MAIL if is_mail else AttachmentKind.ANSWERS
    who = name_of(project, person) if person else words("an unknown sender")
    title = words("Mail of {name}", name=who) if is_mail else words("Answers of {name}", name=who)
    suffix = "eml" if is_mail else "json" if data.lstrip()[:1] == b"{" else "txt"
    found = Keeping()
    folder = root / "projects" / project.slug / FOLDER
    there = {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}
    keeper = _Keeper(there, person, made, found)
    keeper.take(f"{kind.value}-{person or 'unknown'}.{suffix}", data, kind, title, told=name)
    if paper is not None:
        title = words("Answers of {name} on paper", name=who)
        keeper.take(f"paper-{person}.pdf", paper, AttachmentKind.SCAN, title, told="the scan")
    for part in parts_of_mail(data) if is_mail else ():
        if not part.shown:
            shown = " ".join(without_forbidden(part.name).split())[:80] or "?"
            title = words("{file} of a mail of {name}", file=shown, name=who)
            keeper.take(shown, part.data, _kind(part.name, part.data), title, told=shown)
    return found


class _Keeper:
    """Names files and keeps each once."""

    def __init__(self, there: Mapping[str, bytes], person: str, made: dt.date, found: Keeping) -> None:
        self.names = set(there)
        self.digests = {hashlib.sha256(data).hexdigest() for data in there.values()}
        self.person, self.made, self.found = person, made, found

    def take(self, name: str, data: bytes, kind: AttachmentKind, title: str, *, told: str) -> None:
        """Keep a file unless it is kept already or cannot be."""
        digest = hashlib.sha256(data).hexdigest()
        if digest in self.digests:
            return
        stem, _, suffix = name.rpartition(".")
        suffix = _SPELLINGS.get(suffix.casefold(), suffix.casefold())
        if unfit := attachment_fault(f"x.{suffix}" if stem else name, data):
            self.found.left[told] = unfit.problem
            return
        chosen = next(made for made in self._names(stem, suffix) if made not in self.names)
        self.names.add(chosen)
        self.digests.add(digest)
        entry: Entry = {
            "file": chosen,
            "title": title,
            "kind": kind.value,
            "date": self.made,
            **({"by": self.person} if self.person else {}),
            "audience": "internal",
            "sha256": digest,
        }
        self.found.kept.append(Kept(name=chosen, data=data, entry=entry))

    def _names(self, stem: str, suffix: str) -> Iterator[str]:
        base = f"{self.made}-{as_id(stem)[:_LONGEST].strip('-') or 'file'}"
        yield f"{base}.{suffix}"
        yield from (f"{base}-{number}.{suffix}" for number in range(2, 1_000_000))


def _kind(name: str, data: bytes) -> AttachmentKind:
    suffix = suffix_of(name)
    if suffix == "pdf" and _SIGNED.search(data):
        return AttachmentKind.SIGNED
    return AttachmentKind.SCAN if suffix in {"png", "jpg", "jpeg"} else AttachmentKind.OTHER


def paths_of(slug: str, kept: Collection[Kept]) -> Mapping[str, bytes]:
    """The files by path from the root."""
    return {f"projects/{slug}/{FOLDER}/{each.name}": each.data for each in kept}
