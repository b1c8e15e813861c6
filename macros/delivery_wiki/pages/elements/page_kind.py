"""What a page and a macro are: the registry in registry.py lists all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from delivery_wiki.calculations.base.audience_view import AudienceView
from delivery_wiki.model.as_of import DayReason
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.process import ProcessDefinition
from delivery_wiki.model.reference_architecture import ReferenceArchitecture
from delivery_wiki.model.shared_people import SharedPeople
from delivery_wiki.model.sizing import RuleSet, SizingResult
from delivery_wiki.model.status import ProjectStatus

from .tree import Blocks, Content, Inline, Item, Link
from .words import Words

Literal: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlace:
    """Where an id stands: the page's file and the item's title; `anchor` where the place is not called as the id."""

    page: str
    title: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """Everything that a page of a project may draw on.

    `page_kinds` are the kinds whose pages the project's site may have, for links; `issuing` are the kinds of documents
    that are read to be signed; `incomplete` is a project whose check has errors.
    """

    view: AudienceView
    status: ProjectStatus
    words: Words
    places: Mapping[str, ItemPlace] = field(default_factory=dict)
    page_kinds: tuple[PageKind, ...] = field(default=(), compare=False, repr=False)
    sizing: SizingResult | None = None
    scenarios: tuple[tuple[str, SizingResult], ...] = ()
    comparison: SizingResult | None = None
    drifts: tuple[Drift, ...] = ()
    day_reason: DayReason = DayReason.ASKED
    issuing: frozenset[str] = frozenset()
    incomplete: bool = False

    @property
    def on(self) -> dt.date:
        """The as-of date."""
        return self.status.on

    def item(self, id: str) -> Item | str:
        """A link to an item of the project; plain text for an id that this audience cannot see."""
        place = self.places.get(id)
        return Item(id=id, target=f"{place.page}#{place.anchor or id}", title=place.title) if place else id

    def items(self, ids: tuple[str, ...]) -> tuple[Inline, ...]:
        """Links to items, separated by commas."""
        linked: list[Inline] = []
        for id in ids:
            linked += [", ", self.item(id)] if linked else [self.item(id)]
        return tuple(linked)

    def person(self, id: str | None) -> Content:
        """A person or party by id: the name, linked to the people page; a dash when nobody is named."""
        if not id:
            return "–"
        place = self.places.get(id)
        if place is None:
            return id
        return Link(place.title, f"{place.page}#{id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyProject:
    """A project with errors, of which no figure is known; some pages of it may be `shown` all the same."""

    slug: str
    title: str
    errors: int
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiContext:
    """What the wiki's own pages may draw on: the context of every project without errors, and the released data.

    `pages` are the wiki's own pages by their path below `docs/`, for links.
    """

    projects: tuple[PageContext, ...]
    processes: tuple[ProcessDefinition, ...]
    rule_sets: tuple[RuleSet, ...]
    words: Words
    on: dt.date
    faulty: tuple[FaultyProject, ...] = ()
    pages: frozenset[str] = frozenset()
    architectures: tuple[ReferenceArchitecture, ...] = ()
    people: SharedPeople = field(default_factory=SharedPeople)


ProjectRender: TypeAlias = Callable[..., Blocks]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A literal that a macro takes."""

    name: str
    kind: type[str] | type[int] | type[bool]
    summary: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """A name that authors may call in `{{ … }}`: `render(context, **literals)` returns blocks.

    `scope` is "project" (needs a PageContext) or "wiki" (needs a WikiContext). `inline` macros return one
    Paragraph whose content stands inside a sentence.
    """

    name: str
    summary: str
    render: ProjectRender
    parameters: tuple[Parameter, ...] = ()
    scope: str = "project"
    inline: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A page of a project: file stem, title, group in the navigation, and the Markdown that calls its macro."""

    stem: str
    title: str
    group: str
    body: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A kind of page: `find(context)` lists the pages of that kind which a project has.

    Of a kind with one page, `single(context)` is that page, whether the project has it or not.
    """

    kind: str
    find: Callable[[PageContext], tuple[PageFile, ...]]
    single: Callable[[PageContext], PageFile] | None = None
