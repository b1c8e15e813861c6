"""Mails of many programs: the same answers are found in all of them, and none where none was given."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable

import pytest

from delivery_wiki.reading.answers.answer_mail import MailWithoutAnswers, answers_of_mail

TEXT = """\
Answers: harbour nora-nowhere 2026-11-24

# DEL-4 Report
[DEL-4 3f9ac21b0d1e] no
[DEL-4 3f9ac21b0d1e place] AC-2
[DEL-4 3f9ac21b0d1e text] It is thin: chapter 3 has
no figures.

# OP-3 Which rack?
[OP-3 0123456789ab] text
[OP-3 0123456789ab text] Rack 12, Größe 42 HE

# Basic SOW
[sow-basic aabbccddeeff] yes
"""
MEANT = [
    {
        "about": "DEL-4",
        "digest": "3f9ac21b0d1e",
        "says": "no",
        "text": "It is thin: chapter 3 has\nno figures.",
        "place": "AC-2",
    },
    {"about": "OP-3", "digest": "0123456789ab", "says": "text", "text": "Rack 12, Größe 42 HE"},
    {"about": "sow-basic", "digest": "aabbccddeeff", "says": "yes", "text": ""},
]
HEAD = (
    "From: Nora Nowhere <Nora.Nowhere@harbour.example>\nTo: lead@vendor.example\nSubject: Answers\nMIME-Version: 1.0\n"
)
LATIN = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n"
SCRIPT = "<script>Answers: harbour nora-nowhere 2026-11-24</script>"

PLAIN = "Content-Type: text/plain; charset=utf-8\n"
OUR_MAIL = "Please answer until Friday.\n[DEL-4 3f9ac21b0d1e] yes\n"


def quoted(text: str) -> str:
    """Lines as a reply has them."""
    return "".join(f"> {line}\n" for line in text.splitlines())


def as_html(text: str) -> str:
    """Lines as an HTML mail has them."""
    rows = "".join(f"<div>{line or '<br>'}</div>" for line in text.splitlines())
    return f"<html><head><style>p {{ color: red }}</style></head><body>{rows}</body></html>"


def multipart(*parts: str) -> str:
    """A mail in parts."""
    body = "".join(f"--xx\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/alternative; boundary="xx"\n\n{body}--xx--\n'


PROGRAMS: dict[str, Callable[[], str | bytes]] = {
    "plain": lambda: f"{HEAD}{PLAIN}\n{TEXT}",
    "its text alone": lambda: TEXT,
    "greeting and signature": lambda: f"{HEAD}{PLAIN}\nHello,\nhere they are.\n\n{TEXT}\n-- \nNora Nowhere\nHarbour\n",
    "above a quote": lambda: f"{HEAD}{PLAIN}\n{TEXT}\nOn Monday, Max wrote:\n{quoted(OUR_MAIL)}",
    "below a quote": lambda: f"{HEAD}{PLAIN}\nOn Monday, Max wrote:\n{quoted(OUR_MAIL)}\n{TEXT}",
    "German, under a line": lambda: (
        f"{HEAD}{PLAIN}\nGuten Tag,\n\n{TEXT}\n________________________________\n"
        f"Von: Max Mustermann\nGesendet: Montag\nBetreff: Antworten\n\n{OUR_MAIL}"
    ),
    "original message": lambda: f"{HEAD}{PLAIN}\n{TEXT}\n-----Original Message-----\nFrom: Max\n\n{OUR_MAIL}",
    "HTML alone": lambda: f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{as_html(TEXT)}",
    "HTML with a quote": lambda: (
        f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{as_html(TEXT)}"
        f"<blockquote><div>Max wrote:</div><div>[DEL-4 3f9ac21b0d1e] yes</div></blockquote>"
    ),
    "both": lambda: multipart(f"{PLAIN}\n{TEXT}", f"Content-Type: text/html; charset=utf-8\n\n{as_html(TEXT)}"),
    "signed by its program": lambda: (
        f'{HEAD}Content-Type: multipart/signed; boundary="xx"; protocol="application/pgp-signature"\n\n'
        f"--xx\n{PLAIN}\n{TEXT}\n--xx\nContent-Type: application/pgp-signature\n\n-----BEGIN PGP-----\n--xx--\n"
    ),
    "quoted-printable": lambda: (
        f"{HEAD}{PLAIN}Content-Transfer-Encoding: quoted-printable\n\n".encode() + quopri.encodestring(TEXT.encode())
    ),
    "base64 with pairs at line ends": lambda: (
        f"{HEAD}{PLAIN}Content-Transfer-Encoding: base64\n\n".encode()
        + base64.encodebytes(TEXT.replace("\n", "\r\n").encode())
    ).replace(b"\n", b"\r\n"),
    "Latin letters": lambda: f"{HEAD}{LATIN}\n{TEXT}".encode("latin-1"),
    "names broken at the end of a line": lambda: f"{HEAD}{PLAIN}\n{TEXT}".replace(
        "[OP-3 0123456789ab text]", "[OP-3 0123456789ab\ntext]"
    ),
    "letters in two pieces": lambda: f"{HEAD}{PLAIN}\n{TEXT}".replace("ö", "Ã¶").replace("ß", "Ã\u009f"),
    "other capitals": lambda: f"{HEAD}{PLAIN}\n{TEXT}".replace("aabbccddeeff] yes", "AABBCCDDEEFF] YES!").replace(
        "place]", "Place]"
    ),
    "a form sent by the browser": lambda: (
        f"{HEAD}{PLAIN}\nAnswers:=harbour nora-nowhere 2026-11-24\r\n[DEL-4 3f9ac21b0d1e]=no\r\n"
        "[DEL-4 3f9ac21b0d1e place]=AC-2\r\n[DEL-4 3f9ac21b0d1e text]=It is thin: chapter 3 has\r\nno figures.\r\n"
        "[OP-3 0123456789ab text]=Rack 12, Größe 42 HE\r\n[OP-5 99aabbccddee text]=\r\n[sow-basic aabbccddeeff]=yes\r\n"
    ),
}


FORWARDED = (
    f'{HEAD}Content-Type: multipart/mixed; boundary="yy"\n\n--yy\n{PLAIN}\nSee below, Max.\n'
    f"--yy\nContent-Type: message/rfc822\n\n{HEAD}{PLAIN}\n{TEXT}\n--yy--\n"
)


def test_there_are_replies_of_at_least_twelve_programs() -> None:
    """Each in a form of its own."""
    assert len({made() for made in PROGRAMS.values()}) == len(PROGRAMS) >= 12


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_same_answers_are_found(program: str) -> None:
    """Whatever a program puts around and below them."""
    made = PROGRAMS[program]()
    tree, sender = answers_of_mail(made if isinstance(made, bytes) else made.encode())

    assert tree["answers"] == MEANT
    assert (tree["project"], tree["person"], tree["made"]) == ("harbour", "nora-nowhere", "2026-11-24")
    assert sender == ("" if program == "its text alone" else "nora.nowhere@harbour.example")


WHOLE = f"{HEAD}{PLAIN}\n{TEXT}"


def test_a_deputy_is_named_in_parts() -> None:
    """As the script writes them, and as a browser without script sends them: a line for each kind that is ticked."""
    head = "Answers: harbour nora-nowhere 2026-11-24"
    tag = "deputy 3f9ac21b0d1e"
    days = (f"[{tag} since] 2026-12-07", f"[{tag} until] 2026-12-18")
    written = (head, f"[{tag}] text", f"[{tag} deputy] otto-other", *days, f"[{tag} documents] sow,test-protocol")
    ticked = (f"[{tag} documents]=sow", f"[{tag} documents]=test-protocol")
    sent = (f"Answers:={head[9:]}", f"[{tag} deputy]=otto-other", *(day.replace("] ", "]=") for day in days), *ticked)
    meant = {
        "about": "deputy",
        "digest": "3f9ac21b0d1e",
        "says": "text",
        "text": "",
        "deputy": "otto-other",
        "since": "2026-12-07",
        "until": "2026-12-18",
        "documents": ["sow", "test-protocol"],
    }
    for lines in (written, sent):
        assert answers_of_mail("\n".join(lines).encode())[0]["answers"] == [meant]


def test_a_text_of_several_paragraphs_is_whole() -> None:
    """Up to the next answer, and not into what a mail program writes below the last one."""
    said = (
        "[OP-3 0123456789ab text] One.\n\n Two: only until 18 December.\n #3 is right.\n [DEL-4 3f9ac21b0d1e] yes\n\n"
    )
    text = f"Answers: harbour nora-nowhere 2026-11-24\n{said}[sow-basic aabbccddeeff] yes\n#\n\nNora\n"

    tree, _ = answers_of_mail(text.encode())

    meant = "One.\n\nTwo: only until 18 December.\n#3 is right.\n[DEL-4 3f9ac21b0d1e] yes"
    assert tree["answers"] == [
        {"about": "OP-3", "digest": "0123456789ab", "says": "text", "text": meant},
        {"about": "sow-basic", "digest": "aabbccddeeff", "says": "yes", "text": ""},
    ]


def test_further_comments_on_a_document_have_a_number() -> None:
    """Which is no part of its name, while what has a number of its own keeps it."""
    said = "[comment:{0} 0123456789ab] text\n[comment:{0} 0123456789ab text] {1}\n"
    lines = "".join(
        said.format(*each) for each in (("sow-basic", "One."), ("sow-basic.2", "Two."), ("minutes-1", "M."))
    )
    tree, _ = answers_of_mail(f"Answers: harbour nora-nowhere 2026-11-24\n{lines}".encode())
    assert isinstance(tree["answers"], list)
    assert [(each["about"], each["text"]) for each in tree["answers"]] == [
        ("comment:sow-basic", "One."),
        ("comment:sow-basic", "Two."),
        ("comment:minutes-1", "M."),
    ]


def hidden_from_readers(how: str) -> str:
    """A mail in which a reader sees a no, and a program a yes."""
    lines = "Answers: harbour nora-nowhere 2026-11-24<br>[DEL-4 3f9ac21b0d1e] yes"
    return f"{HEAD}Content-Type: text/html\n\n<p>I accept nothing.</p><div {how}><p>{lines}</div><p>Nora</p>"


@pytest.mark.parametrize("how", ['style="border-width:0"', 'style="min-height:0; line-height:0.9"', 'class="hidden"'])
def test_what_a_reader_sees_is_read_however_it_is_dressed(how: str) -> None:
    """A style that hides nothing takes nothing away."""
    tree, _ = answers_of_mail(hidden_from_readers(how).encode())
    assert "'about': 'DEL-4', 'digest': '3f9ac21b0d1e', 'says': 'yes'" in str(tree["answers"])


def test_the_lines_of_an_older_mail_below_are_of_another_sheet() -> None:
    """What a mail program writes below an answer, such as the mail of another person, is no second head."""
    below = "From: Carl\nSent: Monday\n\nAnswers: harbour carl-lead 2026-11-20\n[DEL-4 3f9ac21b0d1e] yes\n"
    tree, _ = answers_of_mail(f"{WHOLE}\n{below}".encode())
    assert tree["person"] == "nora-nowhere"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{HEAD}{PLAIN}\nI do not agree.\n{quoted(TEXT)}", "in a quote only"),
        (WHOLE.replace("[DEL-4 3f9ac21b0d1e] no", "[DEL-4 3f9ac21b0d1e no"), "was damaged on the way"),
        (WHOLE.replace("[sow-basic aabbccddeeff] yes", "sow-basic aabbccddeeff] yes"), "was damaged on the way"),
        (f"{WHOLE}[sow-basic aabbccddeeff] no\n", "answers sow-basic a second time"),
        (f"{HEAD}{PLAIN}\nYes, all fine!\n", "no line such as"),
        (f"{HEAD}{PLAIN}\n[DEL-4 3f9ac21b0d1e] yes\n", "no line such as Answers: PROJECT PERSON"),
        (f"{HEAD}{PLAIN}\nAnswers: harbour nora-nowhere 2026-11-24\n", "no line such as"),
        (f"{HEAD}Content-Type: image/png\n\n\x00\x01\n", "no line such as"),
        (FORWARDED, "a mail is attached to it"),
        ("", "no line such as"),
        (f"{HEAD}Content-Type: text/html\n\n{SCRIPT}", "no line such as"),
        (WHOLE.replace("[sow-basic", "Answers: harbour carl-lead 2026-11-24\n[sow-basic"), "ask who answers what"),
        (hidden_from_readers('style="display:none"'), "where no reader sees it"),
        (hidden_from_readers('style="color: #fff; FONT-SIZE: 0px !important"'), "where no reader sees it"),
        (hidden_from_readers("hidden"), "where no reader sees it"),
    ],
)
def test_a_mail_without_answers_says_what_is_missing(text: str, reason: str) -> None:
    """No word of a mail is taken for an answer that it is not."""
    with pytest.raises(MailWithoutAnswers, match=reason):
        answers_of_mail(text.encode())
