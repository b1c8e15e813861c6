"""The Markdown pages that the site generator reads: generated front matter and macro calls."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from html import escape

from delivery_wiki.calculations.evidence.document_facts import page_stem
from delivery_wiki.model.document_kinds import kind_of
from delivery_wiki.model.project.prose_file import ProseFile
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.texts.picture import Picture
from delivery_wiki.model.texts.unreadable import PartUnreadable
from delivery_wiki.reading.customer.customer_markdown import customer_markdown

from ..document_frame.cover import customer_name
from ..elements.page_kind import PageContext, PageFile
from ..elements.state_marks import document_state
from ..elements.tree import Mark
from ..elements.words import Words
from ..registry import PAGE_KINDS
from .context_bar import context_bar

# In the order of use: where it stands, what is signed, what is to be met, then what is looked up.
READ_THROUGH = frozenset({"environment"})  # registers of which a list of parts stands beside the page
GROUPS = ("Project", "Documents", "Solution", "Registers", "Meetings", "Internal")

# What the shapes in the navigation mean, in words below it.
MENU_WORDS = (
    (Mark.WORKING, "working"),
    (Mark.MET, "done"),
    (Mark.NOTED, "noted"),
    (Mark.SIGNED, "signed"),
    (Mark.STALE, "changed"),
    (Mark.FAILED, "refused"),
)


def find_pages(context: PageContext) -> tuple[PageFile, ...]:
    """All pages of a project for its audience, grouped in the order of the navigation."""
    return arrange(tuple(page for kind in PAGE_KINDS for page in kind.find(context)), context)


def arrange(pages: tuple[PageFile, ...], context: PageContext) -> tuple[PageFile, ...]:
    """Pages with their titles, grouped in the order of the navigation."""
    titles = _document_titles(context)
    named = [replace(page, title=titles.get(page.stem, page.title)) for page in pages]
    return tuple(sorted(named, key=lambda page: GROUPS.index(page.group)))


def _document_titles(context: PageContext) -> dict[str, str]:
    """The titles of pages that show the one document of a kind: those of the templates, as in the document itself."""
    templates = context.view.templates.by_kind
    return {
        page_stem(kind, None): context.words(template.title)
        for kind, template in templates.items()
        if kind_of(kind).topics is None
    }


def _document_marks(context: PageContext) -> dict[str, str]:
    """The shape of each document's state by its page, for the navigation; none where it rests on faulty files."""
    try:
        return {
            page_stem(document.kind, document.topic): document_state(document, context.words).mark.value
            for document in context.status.documents
            if document.exists
        }
    except PartUnreadable:
        return {}


def theme_text(text: str) -> str:
    """Text as the theme takes it: it prints titles as they are, and braces in them would be read as a template."""
    return escape(text, quote=True).replace("{", "&#123;")


def page_source(page: PageFile, context: PageContext, digest: str | None = None) -> str:
    """A page's Markdown, front matter included; its foot names the `digest` of what the reader may see."""
    project = context.view.project
    meta: dict[str, str | list[str]] = {
        "title": theme_text(page.title),
        "project": project.slug,
        "project_title": theme_text(project.title),
        "group": page.group,
        "kind": page.kind,
        "language": context.words.locale.language,
        "region": str(context.words.locale).replace("_", "-"),
        "context": [part.replace("{", "&#123;") for part in context_bar(context)],
        "footer": theme_text(_footer(context, digest or view_digest(context))),
    }
    marks = _document_marks(context)
    if mark := marks.get(page.stem):
        meta["status"] = mark  # the theme gives an entry of the navigation a class of this name
    meta["legend"] = [
        f"{mark.value} {theme_text(context.words(word))}" for mark, word in MENU_WORDS if mark.value in marks.values()
    ]
    if page.group != "Documents" and page.kind not in READ_THROUGH:
        meta["hide"] = ["toc"]  # registers are wide tables; only documents are read from top to bottom
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    # The navigation has the project's title above it, so that its home is called otherwise there.
    heading = meta["project_title"] if page.kind == "index" else meta["title"]
    # An HTML heading keeps any character of a title from being read as Markdown or as a macro.
    logo = _logo(context) if page.kind == "index" else ()
    return "\n".join(["---", *lines, "---", "", *logo, f'<h1 id="top">{heading}</h1>', "", page.body, ""])


def _logo(context: PageContext) -> tuple[str, ...]:
    """The customer's logo beside the title of the project's home, where they have one."""
    logo = context.view.project.logo
    if logo is None:
        return ()
    name = theme_text(customer_name(context))
    return (f'<div class="dw-logo"><img src="{logo_file(logo)}" alt="{name}" height="40"></div>', "")


def logo_file(logo: Picture) -> str:
    """Where a project's pages have the logo of its customer."""
    return f"customer-logo.{logo.kind.value}"


def view_digest(context: PageContext) -> str:
    """12 hex digits over everything that this audience may see of the project."""
    view = context.view
    project = view.project if view.internal else without_notes(view.project)
    seen = repr((view.audience.value, project, view.process.id, view.process.version, view.templates.version))
    return hashlib.sha256(seen.encode()).hexdigest()[:12]


def without_notes(project: Project) -> Project:
    """The project without what Markdown hides from its readers."""
    return replace(
        project,
        prose={name: _shown_prose(file) for name, file in project.prose.items()},
        minutes=tuple(
            replace(minutes, prose=minutes.prose and _shown_prose(minutes.prose)) for minutes in project.minutes
        ),
    )


def _shown_prose(file: ProseFile) -> ProseFile:
    shown = (replace(section, text=customer_markdown(section.text).strip("\n")) for section in file.sections)
    return replace(file, sections=tuple(section for section in shown if section.title or section.text))


def _footer(context: PageContext, digest: str) -> str:
    words: Words = context.words
    said = words("As of {date} · content {digest}", date=words.date(context.on), digest=digest)
    if context.view.project.demonstration:
        said = f"{said} · {words('Sample, no contract')}"
    return f"{said} · {words('Incomplete: the check of the project has errors')}" if context.incomplete else said
