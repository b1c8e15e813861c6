"""Answers in a mail: the lines that a sheet writes, found among greetings, quotes and signatures of mail programs.

A line begins with what it is about and the first digits of the words that were answered: `[DEL-4 3f9ac21b0d1e] no`.
What follows, up to the next such line, a line that begins with #, or the mark of another mail, is its text. What
stands in a quote is nobody's answer, and a line that was damaged on the way refuses the whole mail.
"""

from __future__ import annotations

import datetime as dt
import email
import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser

MAXIMUM_LINES = 20_000
_HEAD = re.compile(
    r"Answers:?[ \t=]+(?P<project>[a-z0-9-]+) (?P<person>[a-z0-9-]+) (?P<made>[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
_SINGLE = ("deputy", "since", "until")  # what is one word
_SEVERAL = "documents"  # what a form without script sends in a line each
_PARTS = "|".join(("text", "place", *_SINGLE, _SEVERAL))
_ANSWER = re.compile(
    rf"\[(?P<about>[A-Za-z0-9:._-]{{1,120}}) (?P<digest>[0-9a-fA-F]{{12,64}})(?: (?P<part>{_PARTS}))?\]"
    r"[ \t]*[=:]?[ \t]*(?P<rest>.*)",
    re.IGNORECASE,
)
_DAMAGED = re.compile(rf"^\[[A-Za-z][\w:.-]* [0-9a-fA-F]{{6,}}|^[^\[]{{0,60}}[0-9a-fA-F]{{12}}(?: (?:{_PARTS}))?\]")
_CUT = re.compile(r"^\[[A-Za-z][\w:.-]*(?: [0-9a-fA-F]{12,64})?[ \t]*$")
_ONE_OF_SEVERAL = re.compile(r"(?P<document>comment:[A-Za-z0-9:_-]+)\.[0-9]{1,3}")  # comments on one document
_SAYS = re.compile(r"(?P<says>yes|no|conditions|text|ja|nein)\b[ \t]*[:,.!–-]*[ \t]*(?P<text>.*)", re.IGNORECASE)
_MEANT = {"ja": "yes", "nein": "no"}
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_END = re.compile(
    r"--$|_{10,}$|-{3,} ?\w[\w ]{3,40}-{3,}$|(?:Von|From|Gesendet|Sent): |.{4,120}(?:wrote|schrieb)[^:]{0,80}:$"
)
_BLOCKS = frozenset({"p", "div", "tr", "li", "blockquote", "pre", "hr", "h1", "h2", "h3"})
_LONE = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_UNSEEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|(?:font-size|opacity|max-height):0(?:px|pt|em|%)?)"
    r"(?:!important)?(?:;|$)"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PLACE = re.compile(r"(?P<place>AC-[0-9]+|§[^:]{1,60}):[ \t]+")
_MOJIBAKE = re.compile("[\u00c3\u00c2][\u0080-\u00bf]")


class MailWithoutAnswers(ValueError):
    """A mail in which no answer was found; the message says what was looked for."""


def answers_of_mail(data: bytes) -> tuple[dict[str, object], str]:
    """The tree that a file of answers would hold, and the address of the sender; raises MailWithoutAnswers."""
    text, sender = _body(data)
    lines = _joined(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MAXIMUM_LINES])
    own = [line for line in lines if not _QUOTE.match(line)]
    if tree := _tree(own):
        return tree, sender
    if any(_ANSWER.match(_QUOTE.sub("", line)) for line in lines if _QUOTE.match(line)):
        raise MailWithoutAnswers("its answers stand in a quote only: take the mail that is quoted")
    if _brings_mail(data):
        raise MailWithoutAnswers("a mail is attached to it: save that one as .eml, and take it")
    missing = "no line such as [DEL-4 3f9ac21b0d1e] yes"
    if any(_ANSWER.match(line) for line in own):
        missing = "no line such as Answers: PROJECT PERSON 2026-11-24 stands above them"
    raise MailWithoutAnswers(f"no answers of an answer sheet stand in it: {missing}")


def answers_beside(data: bytes) -> dict[str, object] | None:
    """The answers in the text of a mail that brings files of them, too; raises MailWithoutAnswers for damaged ones."""
    text, _ = _body(data)
    lines = _joined(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MAXIMUM_LINES])
    return _tree([line for line in lines if not _QUOTE.match(line)])


def words_of_mail(data: bytes) -> tuple[str, str, dt.date | None]:
    """What somebody wrote in a mail themselves, without quotes and what stands below, with its sender and its day."""
    text, sender = _body(data)
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MAXIMUM_LINES]:
        if _END.match(line.strip()):
            break
        lines += [] if _QUOTE.match(line) else [line.strip()]
    return " ".join(" ".join(lines).split()), sender, _day(data)


def _day(data: bytes) -> dt.date | None:
    try:
        return parsedate_to_datetime(str(email.message_from_bytes(data, policy=policy.default).get("Date", ""))).date()
    except (MessageError, LookupError, ValueError, UnicodeError, AttributeError, TypeError, RecursionError):
        return None


def _joined(lines: list[str]) -> list[str]:
    """Lines in which a mail program broke the name of an answer are one again."""
    found: list[str] = []
    for line in lines:
        if found and _CUT.match(found[-1]) and "]" in line:
            found[-1] = f"{found[-1].rstrip()} {line.lstrip()}"
        else:
            found.append(line)
    return found


def _tree(lines: list[str]) -> dict[str, object] | None:
    """The answers below their head; raises MailWithoutAnswers for heads of several people, projects or days."""
    head = next((match for line in lines if (match := _HEAD.search(line))), None)
    answers = _answers(lines)
    if head is None or not answers:
        return None
    for number, line in enumerate(_above_other_mails(lines), start=1):
        other = _HEAD.search(line)
        if other and other.groupdict() != head.groupdict():
            raise MailWithoutAnswers(
                f"line {number} says '{other[0].strip()}', and above it stands '{head[0].strip()}': "
                "ask who answers what, and take each mail alone"
            )
    return {"format": 1, **head.groupdict(), "answers": answers}


def _above_other_mails(lines: list[str]) -> Iterator[str]:
    """The lines of the mail itself: what stands below its answers and the mark of another mail is not of it."""
    answered = False
    for line in lines:
        if answered and _END.match(line.strip()):
            return
        answered = answered or _ANSWER.match(line) is not None
        yield line


def _answers(lines: list[str]) -> list[dict[str, object]]:
    """The answers in order; raises MailWithoutAnswers for a damaged line, and for two that say different things."""
    found: dict[str, dict[str, str]] = {}
    holder: dict[str, str] | None = None
    part = "text"
    for number, line in enumerate(lines, start=1):
        if match := _ANSWER.match(line):
            about, part = match["about"], (match["part"] or "says").lower()
            fresh = {"about": about, "digest": match["digest"].lower(), "says": "text", "text": ""}
            holder = found.setdefault(about, fresh)
            if part in holder.setdefault("seen", "").split() and part != _SEVERAL:
                raise MailWithoutAnswers(f"line {number} answers {about} a second time: ask what is meant")
            holder["seen"] += f" {part}"
            _put(holder, part, match["rest"].strip())
            part = "text" if part == "says" else part
        elif _DAMAGED.match(line):
            raise MailWithoutAnswers(f"line {number} was damaged on the way: {line.strip()[:60]!a}")
        elif found and _END.match(line.strip()):
            break  # what stands below is another mail
        elif line.startswith("#") or _HEAD.search(line):
            holder = None
        elif holder is not None and (line.strip() or holder.get(part)):
            _put(holder, part, line.strip())
    return [_whole(answer) for answer in found.values() if _says_something(answer)]


def _says_something(answer: dict[str, str]) -> bool:
    return bool(answer["text"]) or answer["says"] != "text" or any(answer.get(part) for part in _SINGLE)


def _put(holder: dict[str, str], part: str, said: str) -> None:
    said = _repaired(said)
    if part == "says":
        match = _SAYS.match(said)
        if match:
            says = match["says"].lower()
            holder["says"] = _MEANT.get(says, says)
        said, part = (match["text"] if match else said), "text"
    if part == "text":
        holder["text"] = f"{holder['text']}\n{said}" if holder["text"] else said
    elif said:
        holder[part] = f"{holder[part]} {said}" if holder.get(part) else said


def _repaired(said: str) -> str:
    """Letters that a browser without script sends in two pieces, put together again."""
    if not _MOJIBAKE.search(said):
        return said
    try:
        return said.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return said


def _whole(answer: dict[str, str]) -> dict[str, object]:
    answer = {**answer, "about": _ONE_OF_SEVERAL.sub(r"\g<document>", answer["about"]), "text": answer["text"].strip()}
    if "place" not in answer and (match := _PLACE.match(answer["text"])):
        answer |= {"place": match["place"], "text": answer["text"][match.end() :]}
    whole: dict[str, object] = {key: text for key, text in answer.items() if key != "seen" and (text or key == "text")}
    if kinds := answer.get(_SEVERAL, "").replace(",", " ").split():
        whole[_SEVERAL] = list(dict.fromkeys(kinds))
    return whole


# --- the mail -------------------------------------------------------------------------------------


def _body(data: bytes) -> tuple[str, str]:
    """The text of a mail, or of a file with its text alone, and the address that it came from."""
    if not re.match(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]", data) or b"\n\n" not in data.replace(b"\r\n", b"\n"):
        return _decoded(data), ""
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        sender = ", ".join(address for _, address in getaddresses([str(message.get("From", ""))]) if address).casefold()
        body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
        if body is None or message.get("From") is None:
            return _decoded(data), sender
        text = str(body.get_content())
    except (MessageError, LookupError, ValueError, UnicodeError, AttributeError, RecursionError) as fault:
        raise MailWithoutAnswers("it is no mail that can be read; save its text as .txt") from fault
    return (_plain(text) if body.get_content_type() == "text/html" else text), sender


def attached_answers(data: bytes) -> tuple[bytes, ...]:
    """The saved files that a mail brings with it."""
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        if message.get("From") is None or not isinstance(message, EmailMessage):
            return ()
        contents = [
            part.get_payload(decode=True)
            for part in message.iter_attachments()
            if str(part.get_filename() or "").casefold().endswith(".json")
        ]
    except (MessageError, LookupError, ValueError, UnicodeError, AttributeError, TypeError, RecursionError):
        return ()
    return tuple(content for content in contents if isinstance(content, bytes))


def sender_of(data: bytes) -> str:
    """The address that a mail came from; empty where it is no mail."""
    return _body(data)[1]


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise MailWithoutAnswers("its bytes are no text in UTF-8: save the whole mail as .eml") from fault


def _brings_mail(data: bytes) -> bool:
    """Whether another mail is attached, as one that was passed on."""
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        return any(part.get_content_type() == "message/rfc822" for part in message.iter_attachments())
    except (MessageError, LookupError, ValueError, UnicodeError, AttributeError, TypeError, RecursionError):
        return False


def _plain(html: str) -> str:
    """The text of an HTML mail as its reader saw it; raises MailWithoutAnswers for an answer that nobody could see."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if any(_ANSWER.search(text) for text in reader.unseen):
        raise MailWithoutAnswers("an answer stands in it where no reader sees it: ask what is meant")
    return "".join(reader.parts)


class _Reader(HTMLParser):
    """The text of an HTML mail, a line for each block; what a script or style holds is no text.

    `unseen` is the text of elements that a mail program does not show.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._quoted = 0
        self._kept = 0
        self.unseen: list[str] = []
        self._inside_unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _LONE and (self._inside_unseen or _is_unseen(attrs)):
            self._inside_unseen.append(tag)
        self._hidden += tag in {"script", "style", "head"}
        self._quoted += tag == "blockquote"
        self._kept += tag == "pre"
        if tag == "br":
            self.parts.append("\n" + "> " * self._quoted)
        elif tag in _BLOCKS:
            self._new_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside_unseen:
            last = len(self._inside_unseen) - 1 - self._inside_unseen[::-1].index(tag)
            del self._inside_unseen[last:]
        self._hidden -= tag in {"script", "style", "head"} and self._hidden > 0
        self._quoted -= tag == "blockquote" and self._quoted > 0
        self._kept -= tag == "pre" and self._kept > 0
        if tag in _BLOCKS:
            self._new_line()

    def _new_line(self) -> None:
        """A block begins a line, and ends one; two of them make no blank line."""
        mark = "> " * self._quoted
        if self.parts and self.parts[-1].startswith("\n") and not self.parts[-1].strip("\n> "):
            self.parts[-1] = f"\n{mark}"
        else:
            self.parts.append(f"\n{mark}")

    def handle_data(self, data: str) -> None:
        """A line break of the source is a space, as in a browser, but where the text is preformatted."""
        if self._inside_unseen:
            self.unseen.append(data)
        if self._hidden or self._inside_unseen:
            return
        if self._kept:
            data = data.replace("\n", "\n" + "> " * self._quoted)
        else:
            data = _SPACE.sub(" ", data)
            if data[:1] == " " and (not self.parts or not self.parts[-1].strip("\n> ")):
                data = data[1:]
        if data:
            self.parts.append(data.replace("\xa0", " "))


def _is_unseen(attributes: list[tuple[str, str | None]]) -> bool:
    """Whether an element says that it is not shown."""
    said = dict(attributes)
    return "hidden" in said or _UNSEEN.search("".join((said.get("style") or "").split()).casefold()) is not None
