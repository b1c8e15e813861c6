"""A printed answer sheet that came back as a scan: one person fills its answers in, another one compares them."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from delivery_wiki.calculations.signing.issue_code import is_code_of
from delivery_wiki.calculations.signing.sign_off_drafts import Refused
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.status import message
from delivery_wiki.reading.attachments.attached_content import attachment_fault
from delivery_wiki.reading.files.folder_walk import MAXIMUM_ATTACHMENT_BYTES

from ..outside.faults import WrongUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A scan by its file, with the day and the codes that somebody read on it."""

    file: str
    data: bytes
    day: dt.date
    codes: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of the scan, by which facts and records name it."""
        return hashlib.sha256(self.data).hexdigest()

    def returned(self, root: Path, slug: str) -> dict[str, bytes]:
        """The scan as what came back of a signed paper, by its path from the root, unless it is there already."""
        name = f"projects/{slug}/sign-offs/returned/{self.digest}.pdf"
        return {} if (root / name).exists() else {name: self.data}

    def evidence(self, issued: Issued, third: tuple[str, ...]) -> dict[str, str]:
        """What a record of a scan needs beside who records and attests it; raises Refused where no code fits."""
        code = next((code for code in self.codes if is_code_of(code, issued)), "")
        if not code:
            text = "none of the codes that were typed from the paper is its own: --code, such as r1-3f9a-c21b"
            raise Refused(message(text))
        compared = f"compared with the issued revision by {' and '.join(third)} alone"
        return {"returned": self.digest, "code": code, "compared": compared}


def read_paper(arguments: argparse.Namespace) -> Paper | None:
    """The scan that answers were filled in from, where one is named; raises WrongUse where it is none."""
    if not arguments.paper:
        if arguments.answered or arguments.code:
            raise WrongUse("--answered and --code are read from a paper: name its scan with --paper SCAN.pdf.")
        return None
    path = Path(arguments.paper)
    if len(arguments.files) > 1:
        raise WrongUse("--paper is the scan of one file of answers: take each paper in by itself.")
    try:
        day = dt.date.fromisoformat(arguments.answered or "")
    except ValueError as fault:
        raise WrongUse("--answered is missing or no date: the day on the paper, such as 2026-11-24.") from fault
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise WrongUse(f"{path.name} cannot be read: it is no file that somebody saved")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_ATTACHMENT_BYTES + 1)
    except OSError as fault:
        raise WrongUse(f"{path.name} cannot be read: {(fault.strerror or 'unknown reason').lower()}") from fault
    if unfit := attachment_fault("scan.pdf", data):
        raise WrongUse(f"{path.name} cannot be kept as a PDF: {unfit.problem}")
    return Paper(file=path.name, data=data, day=day, codes=tuple(code.strip() for code in arguments.code))
