"""Replies in the forms of mail programs by name: line of attribution, quote, signature, parts and markup of each.

The forms were made by hand after what these programs write; no mail of theirs is kept here.
"""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable

import pytest

from delivery_wiki.reading.answers.answer_mail import answers_of_mail, words_of_mail
from tests.reading.answers.test_answer_mail import MEANT, TEXT

ADDRESS = "nora.nowhere@harbour.example"
HEAD = (
    f"From: Nora Nowhere <{ADDRESS}>\nTo: Max Mustermann <max.mustermann@vendor.example>\n"
    "Date: Tue, 24 Nov 2026 10:12:00 +0100\nSubject: Re: Answers\nMIME-Version: 1.0\n"
)
PLAIN = 'Content-Type: text/plain; charset="utf-8"\n'
HTML = 'Content-Type: text/html; charset="utf-8"\n'
SHEET = f"{TEXT}#\n"  # as the sheet writes it, with the line that ends it
OURS = "Dear Nora,\nplease answer until Friday.\n[DEL-4 3f9ac21b0d1e] yes\n[sow-basic aabbccddeeff] no\n"
QUOTED = "".join(f"> {line}\n" for line in OURS.splitlines())
MAX = "Max Mustermann <max.mustermann@vendor.example>"
LINKED = "Max Mustermann &lt;<a href='mailto:max.mustermann@vendor.example'>max.mustermann@vendor.example</a>&gt;"


def lines(text: str, tag: str = "div", style: str = "") -> str:
    """Each line a block, an empty one with a break, as editors write it."""
    return "".join(f"<{tag}{style}>{line or '<br>'}</{tag}>" for line in text.splitlines())


def broken(text: str) -> str:
    """Lines in one block with breaks between them."""
    return text.replace("\n", "<br>\n")


def parts(plain: str, html: str, boundary: str = "=-edge") -> str:
    """A mail with both of its texts."""
    return (
        f'{HEAD}Content-Type: multipart/alternative; boundary="{boundary}"\n\n'
        f"--{boundary}\n{PLAIN}\n{plain}\n--{boundary}\n{HTML}\n<html><body>{html}</body></html>\n--{boundary}--\n"
    )


def only_html(body: str) -> str:
    """A mail with markup alone."""
    return f"{HEAD}{HTML}\n<!DOCTYPE html><html><body>{body}</body></html>\n"


def printable(head: str, text: str) -> bytes:
    """Lines of 76 letters at most, as most programs send what is not ASCII."""
    return f"{HEAD}{head}Content-Transfer-Encoding: quoted-printable\n\n".encode() + quopri.encodestring(text.encode())


def in_64(head: str, text: str) -> bytes:
    """Letters of base64, with pairs at the ends of lines."""
    data = base64.encodebytes(text.replace("\n", "\r\n").encode()).replace(b"\n", b"\r\n")
    return f"{HEAD}{head}Content-Transfer-Encoding: base64\n\n".replace("\n", "\r\n").encode() + data


GMAIL = f"On Tue, Nov 24, 2026 at 9:30\u202fAM {MAX} wrote:\n\n{QUOTED}"
OUTLOOK_RULE = '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
PROGRAMS: dict[str, Callable[[], str | bytes]] = {
    "Gmail": lambda: parts(
        f"{SHEET}\n{GMAIL}",
        f'<div dir="ltr">{lines(SHEET)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" '
        f'class="gmail_attr">On Tue, Nov 24, 2026 at 9:30 AM {LINKED} wrote:<br></div>'
        f'<blockquote class="gmail_quote">{broken(OURS)}</blockquote></div>',
    ),
    "Gmail on Android, in German": lambda: parts(
        f"{SHEET}\n{MAX} schrieb am Di., 24. Nov. 2026, 09:30:\n\n{QUOTED}",
        f'<div dir="auto">{lines(SHEET)}</div><div class="gmail_quote"><blockquote>{broken(OURS)}</blockquote></div>',
    ),
    "Outlook, classic": lambda: printable(
        HTML,
        f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><div class="WordSection1">'
        f"{lines(SHEET, 'p', ' class=MsoNormal')}<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        f"<p class=MsoNormal>Nora Nowhere</p>{OUTLOOK_RULE}<p class=MsoNormal><b>From:</b> {LINKED}<br><b>Sent:</b> "
        f"Tuesday, 24 November 2026 09:30<br><b>To:</b> Nora Nowhere<br><b>Subject:</b> Answers</p></div>"
        f"{lines(OURS, 'p', ' class=MsoNormal')}</div></body>",
    ),
    "Outlook on the web, in German": lambda: only_html(
        f'<div style="font-family:Aptos">{lines(SHEET)}</div><hr style="display:inline-block;width:98%">'
        f'<div id="divRplyFwdMsg"><b>Von:</b> {LINKED}<br><b>Gesendet:</b> Dienstag, 24. November 2026 09:30<br>'
        f"<b>An:</b> Nora Nowhere<br><b>Betreff:</b> Antworten</div>{lines(OURS)}"
    ),
    "Outlook, text alone": lambda: in_64(
        PLAIN,
        f"{SHEET}\nNora Nowhere\nHarbour Insurance\n\n-----Original Message-----\nFrom: {MAX}\nSent: "
        f"Tuesday, 24 November 2026 09:30\nTo: Nora Nowhere\nSubject: Answers\n\n{OURS}",
    ),
    "Apple Mail": lambda: parts(
        f"{SHEET}\n> On 24 Nov 2026, at 09:30, {MAX} wrote:\n> \n{QUOTED}",
        f'<div>{lines(SHEET)}</div><br><blockquote type="cite">{broken(OURS)}</blockquote>',
    ),
    "Mail of an iPhone, in German": lambda: printable(
        PLAIN,
        f"{SHEET}\nVon meinem iPhone gesendet\n\n> Am 24.11.2026 um 09:30 schrieb {MAX}:\n> \n> \ufeff{QUOTED[2:]}",
    ),
    "Thunderbird": lambda: (
        f"{HEAD}{PLAIN}\n{SHEET}\nOn 24.11.26 09:30, Max Mustermann wrote:\n{QUOTED}\n-- \nNora Nowhere\n"
    ),
    "Thunderbird, in German, below the quote": lambda: (
        f"{HEAD}{PLAIN}\nAm 24.11.26 um 09:30 schrieb Max Mustermann:\n{QUOTED}\n{SHEET}\n-- \nNora Nowhere\n"
    ),
    "Evolution": lambda: f"{HEAD}{PLAIN}\nOn Tue, 2026-11-24 at 09:30 +0100, Max Mustermann wrote:\n{QUOTED}\n{SHEET}",
    "KMail": lambda: (
        f"{HEAD}{PLAIN}\nOn Tuesday, 24 November 2026 09:30:00 CET Max Mustermann wrote:\n{QUOTED}\n{SHEET}"
    ),
    "mutt": lambda: (
        f"{HEAD}{PLAIN}\nOn Tue, Nov 24, 2026 at 09:30:00AM +0100, Max Mustermann wrote:\n{QUOTED}\n{SHEET}"
    ),
    "K-9 Mail, in German": lambda: (
        f"{HEAD}{PLAIN}\n{SHEET}\nAm 24. November 2026 09:30:00 MEZ schrieb {MAX}:\n{QUOTED}-- \n"
        "Diese Nachricht wurde von meinem Android-Gerät gesendet.\n"
    ),
    "App Suite": lambda: parts(
        f"{SHEET}\n> On 24/11/2026 09:30 CET {MAX} wrote:\n> \n>  \n{QUOTED}",
        f'{lines(SHEET)}<blockquote type="cite"><div>On 24/11/2026 09:30 CET {LINKED} wrote:</div>{lines(OURS)}'
        "</blockquote>",
    ),
    "GMX and WEB.DE": lambda: only_html(
        f'<div style="font-family: Verdana;font-size: 12.0px;">{lines(SHEET)}<div>&nbsp;</div>'
        f'<div name="quote"><div><b>Gesendet:</b>&nbsp;Dienstag, 24. November 2026 um 09:30 Uhr<br><b>Von:</b>&nbsp;'
        f'"Max Mustermann"<br><b>Betreff:</b>&nbsp;Antworten</div>'
        f'<div name="quoted-content">{broken(OURS)}</div></div></div>'
    ),
    "Yahoo Mail": lambda: parts(
        f"{SHEET}\n\n    On Tuesday, November 24, 2026 at 09:30:00 AM GMT+1, {MAX} wrote:  \n \n {OURS}",
        f'<div class="ydp-yahoo">{lines(SHEET)}</div><div class="yahoo_quoted"><div>On Tuesday, November 24, 2026 at '
        f"09:30:00 AM GMT+1, {LINKED} wrote:</div>{lines(OURS)}</div>",
    ),
    "Proton Mail": lambda: (
        f"{HEAD}{PLAIN}\n{SHEET}\nSent with Proton Mail secure email.\n\n"
        f"On Tuesday, November 24th, 2026 at 9:30 AM, {MAX} wrote:\n\n{QUOTED}"
    ),
    "Notes, in German": lambda: only_html(
        f'<font size=2 face="sans-serif">{broken(SHEET)}</font><br><br><font size=1 color=#5f5f5f>Von: &nbsp; &nbsp;'
        f"</font><font size=1>Max Mustermann/Vendor</font><br><font size=1>An: &nbsp; &nbsp;Nora Nowhere</font><br>"
        f"<hr noshade><br><tt>{broken(OURS)}</tt>"
    ),
    "Zimbra": lambda: parts(
        f'{SHEET}\n\nFrom: "Max Mustermann" <max.mustermann@vendor.example>\nTo: "Nora Nowhere" <{ADDRESS}>\n'
        f"Sent: Tuesday, November 24, 2026 9:30:00 AM\nSubject: Answers\n\n{OURS}",
        f'<div>{lines(SHEET)}</div><hr id="zwchr"><div><b>From: </b>"Max Mustermann"<br></div>{lines(OURS)}',
    ),
    "Roundcube": lambda: (
        f"{HEAD}Content-Type: text/plain; charset=UTF-8; format=flowed\nUser-Agent: Roundcube Webmail\n\n"
        f"On 2026-11-24 09:30, Max Mustermann wrote:\n{QUOTED}\n{SHEET}"
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_reply_of_each_program_is_understood(program: str) -> None:
    """The same answers, of the one who sent them, and none of what we had written ourselves."""
    made = PROGRAMS[program]()

    tree, sender = answers_of_mail(made if isinstance(made, bytes) else made.encode())

    assert tree["answers"] == MEANT
    assert (tree["project"], tree["person"], tree["made"], sender) == ("harbour", "nora-nowhere", "2026-11-24", ADDRESS)


@pytest.mark.parametrize("program", PROGRAMS)
def test_words_of_ones_own_stand_apart_from_the_quote(program: str) -> None:
    """What somebody wrote without the lines of a sheet is read without what we wrote."""
    made = PROGRAMS[program]()
    text = made if isinstance(made, bytes) else made.encode()

    said, sender, day = words_of_mail(text)

    assert "please answer until Friday" not in said
    assert sender == ADDRESS
    assert day is not None
    assert day.isoformat() == "2026-11-24"


def test_the_lines_of_a_source_are_no_lines_of_the_text() -> None:
    """A program breaks its source where it likes; only preformatted text has lines of its own."""
    broken_up = lines(SHEET, "p").replace("Rack 12", "Rack\r\n   12").replace("[OP-3 0123", "[OP-3\n0123")

    for body in (broken_up, f"<pre>{SHEET}</pre>"):
        assert answers_of_mail(only_html(body).encode())[0]["answers"] == MEANT
