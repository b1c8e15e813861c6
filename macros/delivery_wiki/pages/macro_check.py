"""Checks every macro call of an author before anything is rendered, and says where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.project import Minutes, Project, ProseFile
from delivery_wiki.reading.macro_call import MacroFault, find_macro_calls, parse_macro_call

from .html import HtmlRenderer
from .macro_calls import (
    PROJECT,
    EndlessText,
    MacroRefused,
    Place,
    ProjectLeftOut,
    aim,
    bind_literals,
    expander,
    find_macro,
    require_project,
    run_macro,
)
from .page_kind import Literal, Macro
from .tree import Blocks
from .words import Words

REPAIR = 'Write {{ name("text", key=1) }} with a macro of docs/reference/macros.md, or \\{{ for literal braces.'


def check_macro_calls(project: Project) -> Iterator[Finding]:
    """Calls in a project's prose that no project could run."""
    for location, call in _calls_of(project):
        yield from _check(call, "project", location)


def check_meaning(project: Project, places: Callable[[], Sequence[Place]]) -> Iterator[Finding]:
    """Calls in the prose of a sound project that this project refuses, such as a figure that its sizing does not have.

    Each call is run as its page runs it, for every reader; `places` is asked only when there is one.
    """
    for location, call in _calls_of(project):
        yield from _first(_run(call, [place], location) for place in places())


def check_wiki_meaning(pages: Mapping[str, str], places: Callable[[str | None], Iterable[Place]]) -> Iterator[Finding]:
    """Calls on the wiki's own pages that are refused in every place which `places` gives for a named project.

    `places` raises ProjectLeftOut where only a project that is left out could tell.
    """
    for file, text in pages.items():
        for line, column, call in find_macro_calls(text):
            read = parse_macro_call(call)
            named = None if isinstance(read, MacroFault) else dict(read.keywords).get(PROJECT)
            location = Location(file=file, line=line, column=column)
            if not any(_check(call, "wiki", location, () if named is None else (str(named),))):
                yield from _run(call, places(None if named is None else str(named)), location)


def _first(found: Iterable[Iterator[Finding]]) -> Iterator[Finding]:
    """The findings of the first reader for whom there are any."""
    yield from next((some for one in found if (some := tuple(one))), ())


def _calls_of(project: Project) -> Iterator[tuple[Location, str]]:
    for prose in prose_files(project):
        for section in prose.sections:
            for line, column, call in find_macro_calls(section.text):
                place = section.location.at("text")
                yield Location(file=place.file, line=place.line + line - 1, column=column), call


def _run(call: str, places: Iterable[Place], location: Location) -> Iterator[Finding]:
    """A finding when every place refuses the call."""
    refused: MacroRefused | None = None
    try:
        for place in places:
            refused = _refusal(call, place)
            if refused is None:
                return
    except ProjectLeftOut:
        return
    if refused is not None:
        yield error("macro-refused", location, str(refused), "Correct the value, or take the call out.")


def _refusal(text: str, place: Place) -> MacroRefused | None:
    """Why a call is refused when it is run and shown; a fault of the tool itself too, so that one project has it."""
    call = parse_macro_call(text)
    if isinstance(call, MacroFault):
        return None
    try:
        place, keywords, _ = aim(call.name, call.keywords, place)
        return _endless(call.name, run_macro(call.name, call.positional, keywords, place), place)
    except ProjectLeftOut:
        return None
    except MacroRefused as refused:
        return refused
    except Exception as bug:  # no fault of the author, but a page that cannot be made: told at the call, not in a build
        return MacroRefused(f"{call.name}: the tool failed: {type(bug).__name__}: {bug}")


def _endless(name: str, blocks: Blocks, place: Place) -> MacroRefused | None:
    """A refusal when what a call shows never ends; calls that are refused inside are reported where they stand."""
    words = place.project.words if place.project else Words()
    try:
        HtmlRenderer(words, expander(place)).render(blocks)
    except (EndlessText, RecursionError):
        return MacroRefused(f"{name} shows a text that shows itself, which never ends.")
    except MacroRefused:
        return None
    return None


def check_wiki_pages(pages: Mapping[str, str], slugs: Sequence[str]) -> Iterator[Finding]:
    """Refused calls in the wiki's own pages, by path; a call may name one of the projects."""
    for file, text in pages.items():
        for line, column, call in find_macro_calls(text):
            yield from _check(call, "wiki", Location(file=file, line=line, column=column), slugs)


def prose_files(project: Project) -> Iterator[ProseFile]:
    """Every file of prose that a project has."""
    yield from project.prose.values()
    yield from (minutes.prose for minutes in project.minutes if isinstance(minutes, Minutes) and minutes.prose)
    if project.internal and project.internal.retrospective:
        yield project.internal.retrospective


def _check(text: str, scope: str, location: Location, slugs: Sequence[str] = ()) -> Iterator[Finding]:
    call = parse_macro_call(text)
    if isinstance(call, MacroFault):
        yield error("macro-refused", location, f"`{text.strip()[:80]}` is not a macro call: {call.reason}", REPAIR)
        return
    try:
        macro = find_macro(call.name)
        named, keywords = _named_project(macro, scope, call.keywords)
        if named is not None:
            require_project(named, slugs)
        bind_literals(macro, call.positional, keywords)
    except MacroRefused as refusal:
        yield error("macro-refused", location, str(refusal), REPAIR)
        return
    if macro.scope != scope and named is None:
        here = "a page of the wiki" if scope == "wiki" else "a page of a project"
        yield error("macro-misplaced", location, f"{macro.name} does not work on {here}.", "Move it, or remove it.")


def _named_project(
    macro: Macro, scope: str, keywords: tuple[tuple[str, Literal], ...]
) -> tuple[Literal | None, tuple[tuple[str, Literal], ...]]:
    if scope != "wiki" or macro.scope == "wiki":
        return None, keywords
    return dict(keywords).get(PROJECT), tuple(pair for pair in keywords if pair[0] != PROJECT)
