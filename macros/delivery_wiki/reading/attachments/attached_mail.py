"""Mails that are kept as evidence, and what they bring with them: nothing encrypted, nothing that runs."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from html.parser import HTMLParser

from .unfit import Unfit

MAXIMUM_PARTS = 100
_ACTIVE_ELEMENTS = frozenset({"script", "iframe", "object", "embed", "form", "applet", "frame", "base", "svg"})
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data\s*:\s*text/html)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x20]")
_WITHOUT = "Keep the mail without it, or print it as PDF."
_SHOWN = {"text/plain", "text/html", "text/enriched"}
_SUFFIX_OF = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "text/calendar": "ics",
    "application/pgp-signature": "asc",
    "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s",
}

_SIGNATURES = {kind for kind in _SUFFIX_OF if kind.endswith("-signature")}

Inside = Callable[[str, bytes], Unfit | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPart:
    """A file that a mail brings with it; `shown` where it is only a part of its text or of its signature."""

    name: str
    data: bytes
    shown: bool = False


def mail_fault(data: bytes, inside: Inside) -> Unfit | None:
    """What is wrong with a mail; `inside` says so of the files that it brings."""
    try:
        message = _read(data)
        if message is None:
            return Unfit("the content is no mail", "Save the whole mail as .eml.")
        return next(_faults(message, inside), None)
    except (MessageError, LookupError, ValueError, UnicodeError, AttributeError, TypeError, RecursionError):
        return Unfit("the mail cannot be read", "Save the whole mail as .eml again.")


def parts_of_mail(data: bytes) -> tuple[MailPart, ...]:
    """The files that a mail brings with it, in its order; none where it is no mail that can be read."""
    try:
        message = _read(data)
        return tuple(_files(message)) if message is not None else ()
    except (MessageError, LookupError, ValueError, UnicodeError, AttributeError, TypeError, RecursionError):
        return ()


def _read(data: bytes) -> EmailMessage | None:
    message = email.message_from_bytes(data, policy=policy.default)
    is_mail = (
        isinstance(message, EmailMessage) and message.get("From") and (message.get("Date") or message.get("Subject"))
    )
    return message if is_mail and isinstance(message, EmailMessage) else None


def _faults(message: EmailMessage, inside: Inside) -> Iterator[Unfit]:
    for number, part in enumerate(message.walk(), start=1):
        if number > MAXIMUM_PARTS:
            yield Unfit(f"the mail has more than {MAXIMUM_PARTS} parts", _WITHOUT)
            return
        kind = part.get_content_type()
        if kind in {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
            yield Unfit("the mail is encrypted, so that nobody else reads it", "Save it without encryption.")
        elif kind == "application/ms-tnef":
            yield Unfit("the mail holds winmail.dat, which only Outlook reads", "Send it again as HTML or plain text.")
        elif kind == "text/html" and not part.get_filename():
            yield from _active_html(_content(part).decode("utf-8", "replace"))
    for file in _files(message):
        if fault := inside(file.name, file.data):
            yield Unfit(f"the mail brings {file.name[:60]!a}: {fault.problem}", _WITHOUT)


def _files(message: EmailMessage) -> Iterator[MailPart]:
    """Every part that is not the text of a mail; those of a forwarded mail too."""
    for part in message.walk():
        kind, name = part.get_content_type(), str(part.get_filename() or "")
        if part.is_multipart() or (not name and kind in _SHOWN and not part.is_attachment()):
            continue
        given = name or f"part.{_SUFFIX_OF.get(kind, 'unknown')}"
        shown = not name or part.get("Content-ID") is not None or kind in _SIGNATURES
        yield MailPart(name=given, data=_content(part), shown=shown)


def _content(part: object) -> bytes:
    content = part.get_payload(decode=True) if isinstance(part, EmailMessage) else b""
    return content if isinstance(content, bytes) else b""


def _active_html(text: str) -> Iterator[Unfit]:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    for found in reader.found[:1]:
        yield Unfit(f"the HTML of the mail holds {found}, which runs or loads something", _WITHOUT)


class _Reader(HTMLParser):
    """What runs or loads something in the HTML of a mail."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE_ELEMENTS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(f"the attribute '{name[:20]}'")
            elif value and _RUNS.match(_CONTROLS.sub("", value)):
                self.found.append("a link that runs a script")
