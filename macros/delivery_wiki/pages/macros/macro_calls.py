"""Running a macro call: its name and literals are checked against the registry, then it renders."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from delivery_wiki.reading.markdown.macro_call import MacroFault, parse_macro_call

from ..elements.page_kind import Literal, Macro, PageContext, WikiContext
from ..elements.tree import Blocks, Expand
from ..registry import MACROS

PROJECT = "project"  # what a page of the wiki says to show something of a project
MAXIMUM_CALLS = 500  # on a page, with those in texts that its calls show
MAXIMUM_DEPTH = 6  # of texts that are shown in each other
_MAXIMUM_SHOWN = 60
Called: TypeAlias = tuple[str, tuple[tuple[str, Literal], ...]]
"""A call by its macro and the literals that it is given, however they are written."""
MACRO_BY_NAME: Mapping[str, Macro] = {macro.name: macro for macro in MACROS}


class MacroRefused(ValueError):
    """A call that cannot be run: an unknown name, wrong literals, or a page it does not belong to."""


class EndlessText(MacroRefused):
    """A call shows the text it stands in, or more texts than any page needs."""


class TooManyCalls(EndlessText):
    """A page shows more calls than any needs."""


class PageTooSlow(RuntimeError):
    """A page took longer than its limit of processor time."""


class ProjectLeftOut(MacroRefused):
    """A page of the wiki shows something of a project that is left out until its faults are repaired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPlace:
    """Where a call stands: on a project's page, or on a page of the wiki, or both."""

    project: PageContext | None = None
    wiki: WikiContext | None = None


def find_macro(name: str) -> Macro:
    """The macro of that name; raises MacroRefused with the nearest known name."""
    if name in MACRO_BY_NAME:
        return MACRO_BY_NAME[name]
    near = difflib.get_close_matches(name, MACRO_BY_NAME, n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise MacroRefused(f"'{name}' is not a macro.{hint}")


def bind_literals(
    macro: Macro, positional: tuple[Literal, ...], keywords: tuple[tuple[str, Literal], ...]
) -> dict[str, Literal]:
    """The literals by parameter name; raises MacroRefused for one too many, missing, doubled or of another kind."""
    names = [parameter.name for parameter in macro.parameters]
    if len(positional) > len(names):
        raise MacroRefused(f"{macro.name} takes {len(names)} values, not {len(positional)}.")
    bound: dict[str, Literal] = dict(zip(names, positional, strict=False))
    for name, value in keywords:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise MacroRefused(f"{macro.name} has no parameter '{name}'.{hint}")
        if name in bound:
            raise MacroRefused(f"{macro.name} is given '{name}' twice.")
        bound[name] = value
    for parameter in macro.parameters:
        if parameter.required and parameter.name not in bound:
            raise MacroRefused(f"{macro.name} needs '{parameter.name}': {parameter.summary}")
        if parameter.name in bound and type(bound[parameter.name]) is not parameter.kind:
            raise MacroRefused(f"{macro.name} takes {_kind(parameter.kind)} for '{parameter.name}'.")
    return bound


def aim(
    name: str, keywords: tuple[tuple[str, Literal], ...], place: CallPlace
) -> tuple[CallPlace, tuple[tuple[str, Literal], ...], str]:
    """Where a call is run: a page of the wiki may name a project with `project="slug"`.

    Returns the place, the other keywords, and the folder of that project, which is empty on the project's own pages.
    Raises ProjectLeftOut for a project that is not among the sound ones; `check` has told a misspelt one before.
    """
    named = dict(keywords).get(PROJECT)
    if place.project or place.wiki is None or named is None or find_macro(name).scope == "wiki":
        return place, keywords, ""
    slugs = [context.view.project.slug for context in place.wiki.projects]
    rest = tuple(pair for pair in keywords if pair[0] != PROJECT)
    if named not in slugs:
        raise ProjectLeftOut(f"project '{named}' is left out until its faults are repaired")
    context = place.wiki.projects[slugs.index(str(named))]
    return CallPlace(project=context, wiki=place.wiki), rest, f"projects/{named}/"


def require_project(named: Literal, slugs: Sequence[str]) -> None:
    """Raise MacroRefused, with the nearest slug, for a project that is not there."""
    if named not in slugs:
        near = difflib.get_close_matches(str(named), slugs, n=1)
        raise MacroRefused(f"there is no project '{named}'." + (f" Did you mean '{near[0]}'?" if near else ""))


def run_macro(
    name: str, positional: tuple[Literal, ...], keywords: tuple[tuple[str, Literal], ...], place: CallPlace
) -> Blocks:
    """The blocks of a call; raises MacroRefused with what was expected."""
    macro = find_macro(name)
    context = place.wiki if macro.scope == "wiki" else place.project
    if context is None:
        where = "pages of the wiki" if macro.scope == "wiki" else "pages of a project"
        hint = "" if macro.scope == "wiki" else ' On a page of the wiki, name one: project="slug".'
        raise MacroRefused(f"{name} works on {where} only.{hint}")
    bound = bind_literals(macro, positional, keywords)
    try:
        return macro.render(context, **bound)
    except (ValueError, LookupError) as refusal:
        raise MacroRefused(str(refusal.args[0]) if refusal.args else name) from refusal


def run_call(text: str, place: CallPlace) -> Blocks:
    """The blocks of a call as an author wrote it between the braces."""
    call = parse_macro_call(text)
    if isinstance(call, MacroFault):
        raise MacroRefused(call.reason)
    return run_macro(call.name, call.positional, call.keywords, place)


def is_listed_call(text: str) -> bool:
    """Whether the text between braces calls a macro of the registry."""
    call = parse_macro_call(text)
    return not isinstance(call, MacroFault) and call.name in MACRO_BY_NAME


def one_too_many(name: str) -> TooManyCalls:
    """The refusal of the first call above the limit of a page."""
    return TooManyCalls(f"{name.strip()} is one call more than the {MAXIMUM_CALLS} that a page shows at most.")


def expander(place: CallPlace) -> Expand:
    """What a renderer calls for each macro call in the prose of a page; texts that show each other come to an end."""
    runs = count(1)
    within: list[tuple[Called, str]] = []
    known: dict[Called, Blocks] = {}

    @contextmanager
    def expand(text: str) -> Iterator[Blocks]:
        called = _called(text)
        if called in (outer for outer, _ in within):
            raise EndlessText(_circle([*within, (called, text)]))
        if len(within) >= MAXIMUM_DEPTH:
            raise EndlessText(f"{called[0]} stands in texts that show each other, {MAXIMUM_DEPTH} deep; no page does.")
        if next(runs) > MAXIMUM_CALLS:
            raise one_too_many(called[0])
        if called not in known:
            known[called] = run_call(text, place)
        within.append((called, text))
        try:
            yield known[called]
        finally:
            within.pop()

    return expand


def _called(text: str) -> Called:
    call = parse_macro_call(text)
    if isinstance(call, MacroFault):
        raise MacroRefused(call.reason)
    bound = bind_literals(find_macro(call.name), call.positional, call.keywords)
    return call.name, tuple(sorted(bound.items()))


def _circle(calls: Sequence[tuple[Called, str]]) -> str:
    """The way from a call to itself, in words."""
    last = calls[-1][0]
    begins = next(index for index, (called, _) in enumerate(calls) if called == last)
    first, *others = (text.strip()[:_MAXIMUM_SHOWN] for _, text in calls[begins:])
    return f"{first} shows {', which shows '.join(others)} again; a text that shows itself never ends."


def _kind(kind: type) -> str:
    return {str: "a text in quotes", int: "a whole number", bool: "true or false"}[kind]
