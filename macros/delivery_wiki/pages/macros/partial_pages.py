"""The internal pages of a project with errors: what rests on nothing with errors, and marked places for the rest.

A page is that of today or none: what is left out is named with the file it rests on, never shown as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from delivery_wiki.model.document_kinds import MINUTES, SOW
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.texts.unreadable import WHOLE_PROJECT, PartUnreadable

from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import PageContext, PageFile, PageKind
from ..elements.project_links import leads_somewhere
from ..elements.tree import (
    Block,
    Blocks,
    Callout,
    Code,
    Content,
    Document,
    Inline,
    Link,
    Paragraph,
    Table,
)
from ..registry import PAGE_KINDS
from ..render.html import HtmlRenderer
from .macro_calls import CallPlace, expander, run_call
from .staged_pages import arrange

HOME = "index"
# What has a file and a page of its own, by the beginning of the page's name: the file, the macro, the group.
OWN_PAGES = {
    SOW.id: (re.compile(r"sow/([a-z0-9-]+)\.yml"), "statement_of_work", "Documents"),
    MINUTES.id: (re.compile(r"minutes/([a-z0-9-]+)\.md"), "minutes", "Meetings"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialPage:
    """A page as HTML, or why it is left out: `rests_on` is the file, `failed` a reason that is no file."""

    page: PageFile
    html: str = ""
    rests_on: str = ""
    failed: str = ""

    @property
    def left_out(self) -> bool:
        """Whether nothing of it is shown."""
        return bool(self.rests_on or self.failed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialProject:
    """All pages of a project with errors, in the order of the navigation."""

    context: PageContext
    pages: tuple[PartialPage, ...]
    errors: tuple[Finding, ...]

    @property
    def left_out(self) -> tuple[PartialPage, ...]:
        """The pages of which nothing is shown; its home shows the errors in their place."""
        return tuple(page for page in self.pages if page.left_out and page.page.stem != HOME)


def partial_project(
    context: PageContext,
    whole: PageContext | None,
    errors: Sequence[Finding],
    limit: Callable[[], AbstractContextManager[None]],
) -> PartialProject:
    """Make every page that can be made; `context` refuses to answer for parts with errors.

    `whole` is what could be read of the project: it names pages whose very being rests on a part with errors, and
    shows nothing. `limit` raises PageTooSlow.
    """
    known = tuple(_find(context, whole))
    unnamed = tuple(_unnamed(errors, {page.stem for page in known}))
    pages = tuple(_made(page, context, limit) for page in arrange((*known, *unnamed), context))
    made = PartialProject(context=context, pages=pages, errors=tuple(errors))
    return replace(
        made, pages=tuple(replace(page, html=_html(context, _shown(page, made)) + page.html) for page in pages)
    )


def _find(context: PageContext, whole: PageContext | None) -> Iterator[PageFile]:
    """What the context knows of, then what else could be read."""
    for kind in PAGE_KINDS:
        try:
            found, unread = tuple(kind.find(context)), False
        except PartUnreadable:
            found, unread = (), True
        stems = {page.stem for page in found}
        more = tuple(page for page in _find_in(kind, whole) if page.stem not in stems)
        yield from (*found, *more)
        if unread and not more and kind.single:
            yield kind.single(context)


def _unnamed(errors: Sequence[Finding], known: AbstractSet[str]) -> Iterator[PageFile]:
    """The pages of files of which nothing could be read, not even a title: they are called as their files."""
    for file in dict.fromkeys(error.location.file.split("/", 2)[-1] for error in errors):
        for kind, (place, macro, group) in OWN_PAGES.items():
            found = place.fullmatch(file)
            if found and (stem := f"{kind}-{found[1]}") not in known:
                body = f'{{{{ {macro}("{found[1]}") }}}}'
                yield PageFile(stem=stem, title=file, group=group, body=body, kind=kind)


def _find_in(kind: PageKind, whole: PageContext | None) -> tuple[PageFile, ...]:
    """The pages of a kind in what could be read, which may lack what a page needs."""
    try:
        return tuple(kind.find(whole)) if whole else ()
    except Exception:  # whatever is missing there: its page cannot be named
        return ()


def _made(page: PageFile, context: PageContext, limit: Callable[[], AbstractContextManager[None]]) -> PartialPage:
    """A page as its macro makes it; of a document the document alone, where more cannot be told."""
    try:
        with limit():
            blocks = run_call(page.body.strip().removeprefix("{{").removesuffix("}}"), CallPlace(project=context))
            return PartialPage(page=page, html=_readable(blocks, context))
    except PartUnreadable as fault:
        return PartialPage(page=page, rests_on=fault.file)
    except Exception as fault:  # a refused call, a slow page or a slip of the tool costs this page, and no other
        return PartialPage(page=page, failed=str(fault) or type(fault).__name__)


def _readable(blocks: Blocks, context: PageContext) -> str:
    try:
        return _html(context, blocks)
    except PartUnreadable:
        documents = tuple(block for block in blocks if isinstance(block, Document))
        if not documents:
            raise
        words = context.words
        around = words("Shown is the document alone: what stands around it rests on the whole project.")
        return _html(context, (Paragraph(around), *documents))


def _html(context: PageContext, blocks: Blocks) -> str:
    expand, leads = expander(CallPlace(project=context)), leads_somewhere(context)
    rendered = HtmlRenderer(context.words, expand, sources=True, leads=leads).render(blocks)
    return f'<div class="dw-block">{rendered}</div>' if blocks else ""


def _shown(page: PartialPage, made: PartialProject) -> Blocks:
    """What stands above a page, or in its place."""
    if page.page.stem == HOME:
        return (_mark(made, ()), _errors(made), _pages(made))
    if page.left_out:
        return (_mark(made, (Paragraph(_reason(page, made.context)), _way_home(made.context))),)
    rest = made.context.words("This page rests on no file with errors.")
    return (_mark(made, (Paragraph(rest), *_missing(made), _way_home(made.context))),)


def _mark(made: PartialProject, blocks: tuple[Block, ...]) -> Callout:
    title = made.context.words.counted(
        len(made.errors),
        "This project has {count} error: what rests on it is left out.",
        "This project has {count} errors: what rests on them is left out.",
    )
    return Callout(kind="danger", title=title, blocks=blocks)


def _missing(made: PartialProject) -> Blocks:
    linked: list[Inline] = []
    for page in made.left_out:
        linked += [", " if linked else f"{made.context.words('Left out')}: ", _link(page)]
    return (Paragraph((*linked, ".")),) if linked else ()


def _way_home(context: PageContext) -> Paragraph:
    return Paragraph(Link(context.words("The errors, and what to do"), f"{HOME}.html"))


def _reason(page: PartialPage, context: PageContext) -> Content:
    words = context.words
    if page.failed:
        return (words("Left out: it could not be made."), " ", page.failed)
    if page.rests_on == WHOLE_PROJECT:
        return words("Left out: it rests on the whole project.")
    return (words("Left out: it rests on"), " ", Code(page.rests_on), ".")


def _errors(made: PartialProject) -> Table:
    words = made.context.words
    columns: Columns[Finding] = (
        Column(words("Place"), lambda error: Code(f"{error.location.file}:{error.location.line}")),
        Column(words("What is wrong"), lambda error: error.problem),
        Column(words("Repair"), lambda error: error.repair),
    )
    return plain_table(columns, made.errors, caption=words("Errors"), id="errors")


def _pages(made: PartialProject) -> Table:
    words = made.context.words
    columns: Columns[PartialPage] = (
        Column(words("Page"), _link),
        Column(words("State"), lambda page: _reason(page, made.context) if page.left_out else words("shown")),
    )
    return plain_table(
        columns, [page for page in made.pages if page.page.stem != HOME], caption=words("Pages"), id="pages"
    )


def _link(page: PartialPage) -> Link:
    return Link(page.page.title, f"{page.page.stem}.html")


def to_be_found(made: PartialProject) -> PageContext:
    """The project as a search knows it: of its items those that a page shows."""
    pages = {f"{page.page.stem}.html" for page in made.pages if not page.left_out}
    places = made.context.places.items()
    shown = {id: place for id, place in places if place.page in pages and isinstance(place.title, str)}
    return replace(made.context, places=shown)


def html_by_stem(made: PartialProject) -> Mapping[str, str]:
    """What stands below the title of each page."""
    return {page.page.stem: page.html for page in made.pages}
