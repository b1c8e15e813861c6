"""One mail may bring answers in its text and in several files: nothing of it is passed over."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.model.answers import AnswerFile
from delivery_wiki.reading.answers.answer_file import UnreadableAnswers, read_answers

DIGEST = "0123456789ab" + "0" * 52
BODY = "Hello.\n\nAnswers: harbour nora-nowhere 2026-11-24\n"


def answer(about: str, text: str) -> dict[str, str]:
    """What a sheet writes of one answer in words."""
    return {"about": about, "digest": DIGEST, "says": "text", "text": text}


def sheet(*answers: dict[str, str], person: str = "nora-nowhere") -> str:
    """A saved file."""
    head = {"format": 1, "project": "harbour", "person": person, "made": "2026-11-24"}
    return json.dumps(head | {"answers": list(answers)})


def mail(body: str, *files: str) -> bytes:
    """A mail that brings files."""
    message = EmailMessage()
    message["From"] = "nora.nowhere@harbour.example"
    message.set_content(body)
    for number, file in enumerate(files, start=1):
        message.add_attachment(file.encode(), maintype="application", subtype="json", filename=f"a{number}.json")
    return message.as_bytes()


def read(data: bytes) -> list[tuple[str, str]]:
    """What was answered about what."""
    file, findings = read_answers(data, "reply.eml", load_schemas())
    assert isinstance(file, AnswerFile), findings
    return [(said.about, said.text) for said in file.answers]


def test_lines_and_files_are_read_together() -> None:
    """In the order of the files, and then of the text."""
    body = f"{BODY}[OP-1 {DIGEST[:12]}] text\n[OP-1 {DIGEST[:12]} text] Rack 12\n"
    first, second = sheet(answer("OP-2", "After it.")), sheet(answer("ACT-8", "Done."))
    assert read(mail(body, first, second)) == [("OP-2", "After it."), ("ACT-8", "Done."), ("OP-1", "Rack 12")]


def test_what_is_said_twice_stands_once() -> None:
    """A line has the first digits of what was answered, and breaks where a mail program breaks it."""
    body = f"{BODY}[OP-2 {DIGEST[:12]}] text\n[OP-2 {DIGEST[:12]} text] After\nit.\n"
    assert read(mail(body, sheet(answer("OP-2", "After it.")))) == [("OP-2", "After it.")]


def test_what_is_said_otherwise_stands_beside_it() -> None:
    """So that the refusal of a contradiction meets it."""
    body = f"{BODY}[OP-2 {DIGEST[:12]}] text\n[OP-2 {DIGEST[:12]} text] Before it.\n"
    found = read(mail(body, sheet(answer("OP-2", "After it."))))
    assert found == [("OP-2", "After it."), ("OP-2", "Before it.")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (mail("Hi.", sheet(answer("OP-2", "A")), sheet(answer("OP-3", "B"), person="carl-lead")), "several sheets"),
        (mail(f"{BODY}[OP-2 {DIGEST[:8]}\n", sheet(answer("OP-2", "A"))), "damaged on the way"),
        (mail("Hi.", sheet(answer("OP-2", "A")), '{"format": 1, '), "no JSON of an answer sheet"),
    ],
    ids=["two people", "a damaged line", "half a file"],
)
def test_what_cannot_be_taken_together_is_refused_as_a_whole(data: bytes, why: str) -> None:
    """One sentence says why."""
    with pytest.raises(UnreadableAnswers, match=why):
        read_answers(data, "reply.eml", load_schemas())


@pytest.mark.slow
def test_a_mail_of_mails_without_end_is_no_mail() -> None:
    """Nothing but the refusal is raised, however deep its parts stand."""
    head = 'From: a@harbour.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{0}"\n\n--{0}\n'
    deep = head.format("b0") + "".join(
        f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n' for number in range(1, 3000)
    )
    with pytest.raises(UnreadableAnswers):
        read_answers(deep.encode(), "deep.eml", load_schemas())


def test_a_file_that_is_wrong_is_told_though_another_one_is_not() -> None:
    """Its faults are those of a file that was taken alone."""
    wrong = json.dumps({"format": 1, "answers": "none"})
    file, findings = read_answers(mail("Hi.", sheet(answer("OP-2", "A")), wrong), "reply.eml", load_schemas())
    assert file is None
    assert findings


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"format": 1, "format": 1}', "'format' stands in it twice"),
        ('{"format": 1.0}', "1.0 is no whole number"),
        ('{"format": ' + "9" * 6000 + "}", "a number of 6000 digits"),
        ('{"format": 1,\n"project": }', "line 2, column 12"),
        ('{"format": "\xe9', "byte 13 is no UTF-8"),
        ('{"a":' * 100_000, "nested too deep"),
    ],
    ids=["a key twice", "a fraction", "a huge number", "half a line", "another code", "nested deep"],
)
def test_a_damaged_file_says_where(text: str, why: str) -> None:
    """What is wrong with it, and at which place."""
    with pytest.raises(UnreadableAnswers, match=why):
        read_answers(text.encode("latin-1"), "answers.json", load_schemas())


def test_a_mark_before_the_text_changes_nothing() -> None:
    """Editors of Windows write one."""
    data = sheet(answer("OP-2", "A")).encode()
    plain, marked = (read_answers(begin + data, "answers.json", load_schemas())[0] for begin in (b"", b"\xef\xbb\xbf"))
    assert plain is not None
    assert marked is not None
    assert plain.answers == marked.answers
