"""Reads a file of answers, as an answer sheet saves it or as a mail says it: data of bounded size, never markup."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from delivery_wiki.model.answers import OWN_WORDS, Answered, AnswerFile, Says
from delivery_wiki.model.finding import Finding

from ..files.readable_text import forbidden_character
from ..files.strict_json import read_json
from ..schema.binding import bind
from ..schema.schema_check import SchemaSet
from ..yaml.strict_yaml import YamlFile
from .answer_mail import MailWithoutAnswers, answers_beside, answers_of_mail, attached_answers, sender_of, words_of_mail

SCHEMA = "answers"
MAXIMUM_BYTES = 10 * 1024 * 1024  # a mail brings scans with it
_MARK = b"\xef\xbb\xbf"  # which editors put before UTF-8
MAXIMUM_WORDS = 600  # letters of a mail that stand in an open point; the mail itself is kept


class UnreadableAnswers(ValueError):
    """Bytes that hold no answers; the message says why."""


def read_answers(data: bytes, name: str, schemas: SchemaSet) -> tuple[AnswerFile | None, tuple[Finding, ...]]:
    """The answers in a JSON file or a mail, or what its form lacks; raises UnreadableAnswers."""
    if len(data) > MAXIMUM_BYTES:
        raise UnreadableAnswers(f"it is larger than {MAXIMUM_BYTES // 1024 // 1024} MiB")
    tree, sender = _tree(data)
    if hidden := next((text for text in _texts(tree) if forbidden_character(text)), None):
        raise UnreadableAnswers(f"it holds a character that nobody sees, in {hidden[:30]!a}")
    read = YamlFile(file=name, value=tree, positions={(): (1, 1)})
    if findings := schemas.check(SCHEMA, read):
        return None, findings
    file = bind(read, AnswerFile, name=name)
    return replace(file, digest=hashlib.sha256(data).hexdigest(), sender=sender), ()


def read_own_words(data: bytes, name: str, project: str, people: Mapping[str, str], today: dt.date) -> AnswerFile:
    """A mail without answers as one thing that its sender says; `people` are the ids by address.

    Raises UnreadableAnswers where nobody of these people wrote it, or where it says nothing.
    """
    try:
        text, sender, made = words_of_mail(data)
    except MailWithoutAnswers as fault:
        raise UnreadableAnswers(str(fault)) from fault
    if not sender or sender not in people:
        raise UnreadableAnswers(f"{sender or 'nobody'} is no address of the customer's side in project.yml")
    if not text or forbidden_character(text):
        raise UnreadableAnswers("it says nothing, or holds a character that nobody sees")
    said = f"{text[:MAXIMUM_WORDS]}…" if len(text) > MAXIMUM_WORDS else text
    return AnswerFile(
        project=project,
        person=people[sender],
        made=made or today,
        answers=(Answered(about=OWN_WORDS, digest="", says=Says.TEXT, text=said),),
        name=name,
        digest=hashlib.sha256(data).hexdigest(),
        sender=sender,
    )


def _tree(data: bytes) -> tuple[object, str]:
    """What the bytes say, and the sender of a mail."""
    if data.removeprefix(_MARK).lstrip()[:1] == b"{":
        try:
            return read_json(data.removeprefix(_MARK).decode("utf-8"), fractions=False), ""
        except (ValueError, RecursionError) as fault:
            raise UnreadableAnswers(f"it is no JSON of an answer sheet, or only a part of it{_where(fault)}") from fault
    try:
        if attached := attached_answers(data):
            beside = answers_beside(data)
            trees = [_tree(content)[0] for content in attached] + ([beside] if beside else [])
            return _together(trees), sender_of(data)
        return answers_of_mail(data)
    except MailWithoutAnswers as fault:
        raise UnreadableAnswers(str(fault)) from fault


def _where(fault: Exception) -> str:
    """What is wrong with JSON, and where, as far as its reader says it."""
    if isinstance(fault, json.JSONDecodeError):
        return f" (line {fault.lineno}, column {fault.colno}: {fault.msg.casefold()})"
    if isinstance(fault, UnicodeDecodeError):
        return f" (byte {fault.start + 1} is no UTF-8)"
    return f" ({str(fault)[:80]})" if str(fault) and isinstance(fault, ValueError) else " (nested too deep)"


_HEAD = ("project", "person", "made")
_SEVERAL = "it brings answers of several sheets, which differ in project, person or day: save the files, and take each"


def _together(trees: list[object]) -> object:
    """All answers that one mail brings: what is said twice stands once, what is said otherwise stands beside it."""
    sheets = [tree for tree in trees if isinstance(tree, dict) and isinstance(tree.get("answers"), list)]
    if len(trees) == 1 or len(sheets) < len(trees):
        return next(tree for tree in trees if len(trees) == 1 or tree not in sheets)  # whose faults are told
    if any([sheet.get(key) for key in _HEAD] != [sheets[0].get(key) for key in _HEAD] for sheet in sheets):
        raise UnreadableAnswers(_SEVERAL)
    answers: list[object] = []
    for answer in (answer for sheet in sheets for answer in sheet["answers"]):
        if not any(_is_same(answer, known) for known in answers):
            answers.append(answer)
    return sheets[0] | {"answers": answers}


def _is_same(new: object, known: object) -> bool:
    """Whether two answers say the same about the same words, which a mail names by their first digits."""
    if not isinstance(new, dict) or not isinstance(known, dict):
        return new == known
    digests = sorted((str(new.get("digest", "")), str(known.get("digest", ""))), key=len)
    return digests[1].startswith(digests[0]) and _said(new) == _said(known)


def _said(answer: dict[object, object]) -> dict[object, object]:
    plain = {key: " ".join(said.split()) if isinstance(said, str) else said for key, said in answer.items()}
    return {key: said for key, said in plain.items() if key != "digest" and said}


def _texts(tree: object) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    if isinstance(tree, dict):
        return [text for pair in tree.items() for part in pair for text in _texts(part)]
    return [text for part in tree for text in _texts(part)] if isinstance(tree, list) else []
