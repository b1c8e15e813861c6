"""The Markdown pages that the site generator reads: generated front matter and macro calls."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from html import escape

from delivery_wiki.calculations.dossier import page_stem
from delivery_wiki.model.project import Project, ProseFile
from delivery_wiki.reading.customer_markdown import customer_markdown

from .page_kind import PageContext, PageFile
from .registry import PAGE_KINDS
from .words import Words

GROUPS = ("Project", "Solution", "Documents", "Registers", "Meetings", "Internal")


def find_pages(context: PageContext) -> tuple[PageFile, ...]:
    """All pages of a project for its audience, grouped in the order of the navigation."""
    titles = _document_titles(context)
    pages = [page for kind in PAGE_KINDS for page in kind.find(context)]
    named = [replace(page, title=titles.get(page.stem, page.title)) for page in pages]
    return tuple(sorted(named, key=lambda page: GROUPS.index(page.group)))


def _document_titles(context: PageContext) -> dict[str, str]:
    """The titles of pages that show the one document of a kind: those of the templates, as in the document itself."""
    templates = context.view.templates.by_kind
    return {
        page_stem(kind, None): context.words(template.title)
        for kind, template in templates.items()
        if kind not in ("sow", "minutes")
    }


def theme_text(text: str) -> str:
    """Text as the theme takes it: it prints titles as they are, and braces in them would be read as a template."""
    return escape(text, quote=True).replace("{", "&#123;")


def page_source(page: PageFile, context: PageContext) -> str:
    """A page's Markdown, front matter included."""
    project = context.view.project
    meta: dict[str, str | list[str]] = {
        "title": theme_text(page.title),
        "project": project.slug,
        "project_title": theme_text(project.title),
        "group": page.group,
        "kind": page.kind,
        "language": context.words.locale.language,
        "footer": theme_text(_footer(context)),
    }
    if page.group != "Documents":
        meta["hide"] = ["toc"]  # registers are wide tables; only documents are read from top to bottom
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    # The navigation has the project's title above it, so that its home is called otherwise there.
    heading = meta["project_title"] if page.kind == "index" else meta["title"]
    # An HTML heading keeps any character of a title from being read as Markdown or as a macro.
    return "\n".join(["---", *lines, "---", "", f'<h1 id="top">{heading}</h1>', "", page.body, ""])


def view_digest(context: PageContext) -> str:
    """12 hex digits over everything that this audience may see of the project."""
    view = context.view
    project = view.project if view.internal else _without_notes(view.project)
    seen = repr((view.audience.value, project, view.process.id, view.process.version, view.templates.version))
    return hashlib.sha256(seen.encode()).hexdigest()[:12]


def _without_notes(project: Project) -> Project:
    """The project without what Markdown hides from its readers."""
    return replace(
        project,
        prose={name: _shown_prose(file) for name, file in project.prose.items()},
        minutes=tuple(replace(one, prose=one.prose and _shown_prose(one.prose)) for one in project.minutes),
    )


def _shown_prose(file: ProseFile) -> ProseFile:
    shown = (replace(one, text=customer_markdown(one.text).strip("\n")) for one in file.sections)
    return replace(file, sections=tuple(one for one in shown if one.title or one.text))


def _footer(context: PageContext) -> str:
    words: Words = context.words
    said = words("As of {date} · content {digest}", date=words.date(context.on), digest=view_digest(context))
    if context.view.project.demonstration:
        said = f"{said} · {words('Demonstration: its keys are public')}"
    return f"{said} · {words('Incomplete: the check of the project has errors')}" if context.incomplete else said
