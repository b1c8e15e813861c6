"""The answer sheet of one person: one HTML file with everything that they are asked, and the places to answer it.

It stands on its own: style and script are inside, and its policy lets it load nothing and send nothing but a mail.
Without script it is a form on paper, and a mail of the browser's own in parts that a mail program takes; with it, one
mail, or a small file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from delivery_wiki.calculations.answers.asked import (
    answers_go_to,
    asked_of,
    comments_of,
    deputy_of,
    people_asked,
    questions_of,
)
from delivery_wiki.calculations.sizing.stated_units import MEASURES
from delivery_wiki.model.answers import Asked
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.statement_of_work_terms import AttemptOutcome

from ..elements.page_kind import PageContext
from ..elements.words import Words
from ..render.html import element, join
from ..status.answer_ways import calendar_name, sheet_name
from ..status.calendar import has_dates
from ..status.changes_since_signed import PAGE as CHANGES
from ..status.changes_since_signed import moved_documents
from .asked_items import asked_item, empty_places

_LINES_ON_PAPER = 6
MOST_IN_A_MAIL = 700  # letters of the places alone that a browser without script puts into an address
_OF_AN_ADDRESS = ":/@%~"
_LINK = re.compile('<a href="')
_LINKED = re.compile(
    '<p class="(?:back|about)"><a href="[^"]*">[^<]*</a></p>'
    '|<span class="link"> · <a href="[^"]*"[^>]*>[^<]*</a></span>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTheme:
    """The style and the script that each sheet carries inside."""

    style: str
    script: str


def answer_sheets(context: PageContext, theme: SheetTheme) -> dict[str, str]:
    """The sheet of each person of the customer, by the name of its file; none for the vendor's own reading."""
    if context.view.internal:
        return {}
    people = people_asked(context.view, context.status)
    return {sheet_name(person.id): render_sheet(context, person, theme) for person in people}


def render_sheet(context: PageContext, person: Person, theme: SheetTheme) -> str:
    """One whole file; the same project on the same as-of date gives the same text."""
    words = context.words
    title = words("Answers of {name}", name=person.name)
    lead = answers_go_to(context.view, context.on)
    address = f"mailto:{quote(lead.email if lead else '', safe='@')}?subject={quote(_subject(context, person))}"
    body = join(
        [
            _head(context, person, title),
            element("main", _form(context, person, address)),
            element(
                "script", Markup(json.dumps(_told(context)).replace("<", "\\u003c")), type="application/json", id="told"
            ),
            element("script", Markup(theme.script)),
        ]
    )
    head = join(
        [
            Markup('<meta charset="utf-8">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="robots" content="noindex">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{_policy(theme)}">'),
            element("title", f"{title} · {context.view.project.title}"),
            element("style", Markup(theme.style)),
        ]
    )
    whole = element("html", element("head", head) + element("body", body), lang=words.language)
    return f"<!doctype html>\n{whole}\n"


def as_attachment(sheet: str, site: str) -> str:
    """A sheet beside which no page lies: its links lead to the site of this address, and without one there are none."""
    start = f'<a href="{quote(site, safe=_OF_AN_ADDRESS)}'
    return _LINK.sub(lambda _: start, sheet) if site else _LINKED.sub("", sheet)


def _policy(theme: SheetTheme) -> str:
    digest = base64.b64encode(hashlib.sha256(theme.script.encode()).digest()).decode()
    rules = ("default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action mailto:")
    return "; ".join((*rules, f"script-src 'sha256-{digest}'"))


def _subject(context: PageContext, person: Person) -> str:
    return context.words("Answers of {name}: {project}", name=person.name, project=context.view.project.title)


def _head(context: PageContext, person: Person, title: str) -> Markup:
    words, project = context.words, context.view.project
    about = words("{project} · as of {date}", project=project.title, date=words.date(context.on))
    lead = answers_go_to(context.view, context.on)
    named = " ".join(part for part in (lead.name, f"({lead.email})" if lead.email else "") if part) if lead else ""
    contact = named or words("your contact")
    how = words(
        "Answer what you can and leave the rest. Then send the mail, or save the file and send it to {contact}. "
        "You need no account; nothing is sent before you send it.",
        contact=contact,
    )
    return element(
        "header",
        join(
            [
                element("p", element("a", words("Back to the project"), href="index.html"), class_="back"),
                element("h1", title),
                element("p", f"{about} · {words(person.role)}", class_="about"),
                element("p", how),
                *_calendar(context, person),
                *_changes(context),
            ]
        ),
    )


def _calendar(context: PageContext, person: Person) -> tuple[Markup, ...]:
    if not has_dates(context, person.id):
        return ()
    link = element("a", context.words("These dates for your calendar"), href=calendar_name(person.id))
    return (element("p", link, class_="about"),)


def _changes(context: PageContext) -> tuple[Markup, ...]:
    """The way to what changed since somebody signed."""
    moved = moved_documents(context)
    if not moved:
        return ()
    text = context.words("What changed since you signed ({count})", count=context.words.number(len(moved)))
    return (element("p", element("a", text, href=f"{CHANGES}.html"), class_="about"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Some things that are asked, which a browser without script sends as one mail: the form that they belong to."""

    id: str
    asked: tuple[Asked, ...]


def _form(context: PageContext, person: Person, address: str) -> Markup:
    """The whole sheet as one form for the script, with a form for each part of it for browsers without one."""
    words, view = context.words, context.view
    asked = asked_of(view, context.status, person)
    head = f"{view.project.slug} {person.id} {context.on.isoformat()}"
    groups = (asked, questions_of(view), comments_of(view, context.status), deputy_of(view, context.status, person))
    parts = [_in_parts(f"mail-{number}", group) for number, group in enumerate(groups, start=1)]
    waiting, questions, comments, deputies = ([_shown(context, person, part) for part in found] for found in parts)
    rows = [_hidden("Answers:", head)]
    rows += [element("p", words("Nothing waits for you. You may comment below."), class_="none")] if not asked else []
    rows += [element("p", line, class_="about") for line in _received(context, person)]
    rows += waiting
    if questions:
        count = words.number(len(groups[1]))
        summary = element("summary", words("Questions about your environment ({count})", count=count))
        rows.append(element("details", summary + join(questions), open=not asked))
    if comments:
        summary = element("summary", words("Comment on a document"))
        rows.append(element("details", summary + join(comments), id="comments"))
    if deputies:
        rows.append(element("details", element("summary", words("Name a deputy")) + join(deputies), id="deputies"))
    rows.append(_ways(words))
    forms = [_mail_form(part.id, address, _hidden("Answers:", head)) for found in parts for part in found]
    return join([*forms, _mail_form("sheet", address, join(rows))])


def _received(context: PageContext, person: Person) -> Iterator[str]:
    """What came in from a person and is still to be attested: it is not asked again."""
    words = context.words
    for document in context.status.documents:
        for word in document.received:
            if word.speaker == person.id:
                yield f"{words(document.title)}: {words.message(word.told)}"
    for deliverable in (each for sow in context.view.project.sows for each in sow.deliverables):
        attempt = deliverable.received_on(context.on)
        if attempt is not None and attempt.by == person.id:
            said = words("accepted") if attempt.outcome is AttemptOutcome.ACCEPTED else words("rejected")
            told = words("{outcome}: received, to be attested", outcome=said)
            yield f"{deliverable.id} {deliverable.title}, {words.date(attempt.date)}: {told}"


def _mail_form(id: str, address: str, content: Markup) -> Markup:
    return element("form", content, id=id, action=address, method="post", enctype="text/plain")


def _hidden(name: str, value: str, form: str = "") -> Markup:
    owner = Markup(' form="{}"').format(form) if form else ""
    return Markup('<input type="hidden" name="{}" value="{}"{}>').format(name, value, owner)


def _in_parts(id: str, asked: Sequence[Asked]) -> list[_Part]:
    """Cut so that what a browser sends of empty places leaves room for words in the address of a mail."""
    parts: list[list[Asked]] = []
    size = 0
    for each in asked:
        length = sum(len(quote(f"{place}=\r\n")) for place in empty_places(each))
        if not parts or size + length > MOST_IN_A_MAIL:
            parts.append([])
            size = 0
        parts[-1].append(each)
        size += length
    return [_Part(id=f"{id}-{number}", asked=tuple(part)) for number, part in enumerate(parts, start=1)]


def _shown(context: PageContext, person: Person, part: _Part) -> Markup:
    """What is asked, and below it the button that sends this part; the script takes that away."""
    said = context.words("Send the answers above by mail")
    button = element("button", said, type="submit", form=part.id, class_="part")
    items = (asked_item(context, person, each, part.id) for each in part.asked)
    return join([*items, _hidden("#", "", part.id), button])  # what a mail program writes below is no answer


def _ways(words: Words) -> Markup:
    """How the answers leave: as a mail, as a file, or on paper; the buttons alone stay in sight, to hide nothing."""
    buttons = [
        Markup('<button type="submit">{}</button>').format(words("Send by mail")),
        Markup('<button type="button" id="save" hidden>{}</button>').format(words("Save as a file")),
        Markup('<button type="button" id="print" hidden>{}</button>').format(words("Print")),
    ]
    said = words("The same as text, to copy into a mail")
    shown = Markup('<textarea id="mail" rows="8" readonly aria-label="{}"></textarea>').format(said)
    copy = element("details", element("summary", said) + shown, id="copy", hidden=True)
    count = element("p", words("Nothing is answered yet."), id="count", role="status", hidden=True)
    footer = element("footer", count + element("div", join(buttons), class_="buttons"), hidden=True)
    return footer + copy + _on_paper(words)


def _on_paper(words: Words) -> Markup:
    """Room for comments, and below it, never on a page of its own, the place to sign."""
    lines = join([element("div", class_="line") for _ in range(_LINES_ON_PAPER)])
    label = element("p", words("Your comments, each with its document and clause"), class_="words")
    signed = element("p", words("On paper: place, date, signature"), class_="sign")
    return element("section", label + lines + signed, class_="paper")


def _told(context: PageContext) -> dict[str, str]:
    """What the script says."""
    words, lead = context.words, answers_go_to(context.view, context.on)
    contact = (lead.email or lead.name) if lead else words("your contact")
    return {
        "saved": words("Saved as {file}. Now send this file to {contact}.", file="{file}", contact=contact),
        "mailed": words(
            "A mail should open: send it from there. If none does, copy the text below into a mail to {contact}.",
            contact=contact,
        ),
        "none": words("Nothing is answered yet."),
        "count": words("Answered: {count}", count="{count}"),
        "figure": words("without a number in the unit that is asked for: {title}", title="{title}"),
        "measures": " ".join(MEASURES).casefold(),
        "reason": words("A no needs its reason: {title}", title="{title}"),
        "deputy": words("Name the deputy, and the first and the last day"),
        "days": words("The last day is before the first day"),
        "choice": words("Choose yes or no: {title}", title="{title}"),
        "long": words("Too long for a mail link: copy the marked text into a mail, or save the file."),
    }
