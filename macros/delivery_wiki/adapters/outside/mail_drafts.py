"""Mails that nobody has sent yet, as files that mail programs open to be sent; nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, MIMEPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that goes with a mail: its name, its bytes and its media type."""

    name: str
    data: bytes
    kind: str


def mail_draft(
    subject: str, text: str, *, html: str = "", to: Sequence[str] = (), attached: Sequence[Attached] = (), mark: str
) -> bytes:
    """A draft with a text, the same as HTML where there is one, and files; the same content gives the same bytes.

    `mark` names the draft inside itself, where others would put a number drawn by lot.
    """
    message = EmailMessage(policy=policy.SMTP)
    message["X-Unsent"] = "1"
    message["To"] = ", ".join(filter(None, to))
    message["Subject"] = subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for file in attached:
        main, _, sub = file.kind.partition("/")
        message.add_attachment(file.data, maintype=main, subtype=sub, filename=file.name)
    for number, part in enumerate(_containers(message)):
        part.set_boundary(f"delivery-{mark}" if not number else f"delivery-{mark}-{number}")
    return message.as_bytes()


def _containers(message: EmailMessage) -> Iterator[MIMEPart]:
    return (part for part in message.walk() if part.is_multipart() and isinstance(part, MIMEPart))
