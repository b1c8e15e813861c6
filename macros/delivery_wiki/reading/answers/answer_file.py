"""Reads a file of answers, as an answer sheet saves it or as a mail says it: data of bounded size, never markup."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace

from delivery_wiki.model.answers import OWN_WORDS, Answered, AnswerFile, Says
from delivery_wiki.model.finding import Finding

from ..files.readable_text import forbidden_character
from ..files.strict_json import read_json
from ..schema.binding import bind
from ..schema.schema_check import SchemaSet
from ..yaml.strict_yaml import YamlFile
from .answer_mail import MailWithoutAnswers, answers_of_mail, attached_answers, sender_of, words_of_mail

SCHEMA = "answers"
MAXIMUM_BYTES = 10 * 1024 * 1024  # a mail brings scans with it
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
    if data.lstrip()[:1] == b"{":
        try:
            return read_json(data.decode("utf-8"), fractions=False), ""
        except (ValueError, RecursionError) as fault:
            raise UnreadableAnswers("it is no JSON of an answer sheet, or only a part of it") from fault
    if attached := attached_answers(data):
        return _tree(attached)[0], sender_of(data)
    try:
        return answers_of_mail(data)
    except MailWithoutAnswers as fault:
        raise UnreadableAnswers(str(fault)) from fault


def _texts(tree: object) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    if isinstance(tree, dict):
        return [text for pair in tree.items() for part in pair for text in _texts(part)]
    return [text for part in tree for text in _texts(part)] if isinstance(tree, list) else []
