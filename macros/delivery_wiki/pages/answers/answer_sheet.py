"""The answer sheet of one person: one HTML file with everything that they are asked, and the places to answer it.

It stands on its own: style and script are inside, and its policy lets it load nothing and send nothing but a mail.
Without script it is a form on paper, and a mail of the browser's own; with it, also a small file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from delivery_wiki.calculations.answers.asked import answers_go_to, asked_of, comments_of, people_asked, questions_of
from delivery_wiki.calculations.answers.choices import CHOICES
from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.model.answers import COMMENT, SHORT, Asked, AskedKind
from delivery_wiki.model.project.parties import Person

from ..elements.page_kind import PageContext
from ..elements.project_links import existing_pages, target_of
from ..elements.words import Words
from ..render.html import element, join
from ..status.answer_ways import calendar_name, sheet_name
from ..status.calendar import has_dates
from ..status.changes_since_signed import PAGE as CHANGES
from ..status.changes_since_signed import moved_documents
from ..status.status_tables import ACTS

_OF_AN_ADDRESS = ":/@%~"
_LINK = re.compile('<a href="')
_LINKED = re.compile('<p class="(?:back|about)"><a href="[^"]*">[^<]*</a></p>|<a href="[^"]*">[^<]*</a> · ')


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
            element("main", _sheet(context, person, address)),
            element(
                "script", Markup(json.dumps(_told(words)).replace("<", "\\u003c")), type="application/json", id="told"
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


def _sheet(context: PageContext, person: Person, address: str) -> Markup:
    content = _form(context, person)
    return element("form", content, id="sheet", action=address, method="post", enctype="text/plain")


def _policy(theme: SheetTheme) -> str:
    digest = base64.b64encode(hashlib.sha256(theme.script.encode()).digest()).decode()
    rules = ("default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action mailto:")
    return "; ".join((*rules, f"script-src 'sha256-{digest}'"))


def _subject(context: PageContext, person: Person) -> str:
    return context.words("Answers of {name}: {project}", name=person.name, project=context.view.project.title)


def _head(context: PageContext, person: Person, title: str) -> Markup:
    words, project = context.words, context.view.project
    about = words("{project} · as of {date}", project=project.title, date=words.date(context.on))
    how = words(
        "Answer what you can and leave the rest. Then send the mail, or save the file and send it to your contact. "
        "You need no account; nothing is sent before you send it."
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


def _form(context: PageContext, person: Person) -> Markup:
    words = context.words
    asked = asked_of(context.view, context.status, person)
    head = f"{context.view.project.slug} {person.id} {context.on.isoformat()}"
    questions = questions_of(context.view)
    parts = [Markup('<input type="hidden" name="Answers:" value="{}">').format(head)]
    parts += [element("p", words("Nothing waits for you. You may comment below."), class_="none")] if not asked else []
    parts += [_item(context, each) for each in asked]
    if questions:
        count = words.number(len(questions))
        summary = element("summary", words("Questions about your environment ({count})", count=count))
        parts.append(element("details", summary + join([_item(context, each) for each in questions]), open=not asked))
    comments = comments_of(context.view, context.status)
    if comments:
        rows = join([_comment(context, each) for each in comments])
        parts.append(element("details", element("summary", words("Comment on a document")) + rows, id="comments"))
    parts.append(Markup('<input type="hidden" name="#" value="">'))  # what a mail program writes below is no answer
    parts.append(_ways(words))
    return join(parts)


def _item(context: PageContext, asked: Asked) -> Markup:
    """One thing that is asked: what to do, the exact words, their fingerprint, and the places to answer."""
    words = context.words
    act = words(ACTS.get(asked.act, asked.act)).capitalize()
    shown = shown_title(words, asked)
    lines = [element("p", line, class_="words") for line in asked.lines]
    lines += [element("p", line, class_="words") for line in _price(context, asked)]
    if asked.hint:
        lines.append(element("p", words(asked.hint), class_="words"))
    legend = element("legend", f"{shown}" if asked.kind is AskedKind.QUESTION else f"{act}: {shown}")
    content = [legend, *lines, _facts(context, asked), *_controls(words, asked)]
    more = {"data_words": "yes"} if asked.kind is AskedKind.CHOICE else {}
    return element("fieldset", join(content), id=asked.about, data_about=asked.about, data_title=shown, **more)


def _price(context: PageContext, asked: Asked) -> Iterator[str]:
    """What a change request costs, for whoever decides on it."""
    words = context.words
    for change in (each for each in context.view.project.changes if each.id == asked.about):
        if change.currency:
            yield words("Price: {amount}", amount=words.money(change.amount, change.currency))
        if change.days:
            yield words("Person-days: {days}", days=words.number(change.days))


def shown_title(words: Words, asked: Asked) -> str:
    """What is asked, after the id of its item unless it begins with it."""
    title = words.message(asked.title)
    return title if not asked.about[:1].isupper() or asked.about in title else f"{asked.about} {title}"


def _facts(context: PageContext, asked: Asked) -> Markup:
    """By when, where it stands, and the first digits of what is answered."""
    words = context.words
    facts: list[str | Markup] = []
    if asked.represents:
        facts.append(words("as deputy of {name}", name=name_of(context.view.project, asked.represents)))
    if asked.due:
        facts.append(words("Due {date}", date=words.date(asked.due, weekday=True)))
    if asked.revision is not None:
        facts.append(words("Revision {number}", number=words.number(asked.revision)))
    target = target_of(context, asked.about, existing_pages(context))
    if target and asked.kind is not AskedKind.QUESTION:
        facts.append(element("a", words("Read it on its page"), href=target))
    facts.append(element("code", asked.digest[:SHORT]))
    return element("p", Markup(" · ").join(facts), class_="facts")


def _controls(words: Words, asked: Asked) -> Iterator[Markup]:
    tag = f"{asked.about} {asked.digest[:SHORT]}"
    if asked.kind is AskedKind.DOCUMENT:
        said = (("yes", words("I accept it")), ("conditions", words("I accept it on conditions")))
        yield _choices(tag, (*said, ("no", words("I do not accept it"))))
        yield _text(tag, words("Conditions, or why not"), 2)
    elif asked.kind is AskedKind.DELIVERABLE:
        yield _choices(tag, (("yes", words("I accept it")), ("no", words("I refuse it"))))
        if asked.criteria:
            options = [
                Markup('<option value="">–</option>'),
                *(element("option", id, value=id) for id, _ in asked.criteria),
            ]
            select = element("select", join(options), name=f"[{tag} place]")
            yield element("label", join([words("Which criterion is not met"), " ", select]))
        yield _text(tag, words("Why not"), 2)
    elif asked.kind is AskedKind.CHOICE:
        yes, no = CHOICES[asked.act]
        yield _choices(tag, (("yes", words(yes)), ("no", words(no))))
        yield _text(tag, words("In your words, or why not"), 2)
    else:
        yield _text(tag, words("Your answer"), 1 if asked.kind is AskedKind.QUESTION else 2)


def _choices(tag: str, choices: Iterable[tuple[str, str]]) -> Markup:
    made = [
        element(
            "label",
            Markup('<input type="radio" name="[{}]" value="{}">').format(tag, value) + f" {said}",
            class_="choice",
        )
        for value, said in choices
    ]
    return element("div", join(made), class_="choices")


def _text(tag: str, label: str, rows: int) -> Markup:
    area = Markup('<textarea name="[{} text]" rows="{}" maxlength="4000"></textarea>').format(tag, rows)
    return element("label", element("span", label) + area, class_="text")


def _comment(context: PageContext, asked: Asked) -> Markup:
    words, tag = context.words, f"{asked.about} {asked.digest[:SHORT]}"
    place = Markup('<input type="text" name="[{} place]" maxlength="60">').format(tag)
    content = [
        element("legend", words.message(asked.title)),
        element("label", element("span", words("Which clause or part")) + place, class_="text"),
        _text(tag, words("Your comment"), 2),
    ]
    target = asked.about.removeprefix(COMMENT)
    title = words("Comment on {document}", document=words.message(asked.title))
    return element("fieldset", join(content), id=f"comment-{target}", data_about=asked.about, data_title=title)


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
    footer = element("footer", count + element("div", join(buttons), class_="buttons"))
    return footer + copy + element("p", words("On paper: place, date, signature"), class_="paper")


def _told(words: Words) -> dict[str, str]:
    """What the script says."""
    return {
        "none": words("Nothing is answered yet."),
        "count": words("Answered: {count}", count="{count}"),
        "reason": words("A no needs its reason: {title}", title="{title}"),
        "choice": words("Choose yes or no: {title}", title="{title}"),
        "long": words("Too long for a mail link: copy the marked text into a mail, or save the file."),
    }
