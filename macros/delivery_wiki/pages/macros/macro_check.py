"""Checks every macro call of an author before anything is rendered, and says where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import TypeAlias

from delivery_wiki.model.finding import Finding, Location, Replacement, error
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.reading.markdown.macro_call import (
    FoundCall,
    MacroFault,
    find_calls,
    find_macro_calls,
    literal_braces,
    parse_macro_call,
)

from ..elements.page_kind import Literal, Macro
from ..elements.tree import Blocks, Expand
from ..elements.words import Words
from ..render.html import HtmlRenderer
from .macro_calls import (
    MAXIMUM_CALLS,
    PROJECT,
    CallPlace,
    EndlessText,
    MacroRefused,
    PageTooSlow,
    ProjectLeftOut,
    TooManyCalls,
    aim,
    bind_literals,
    expander,
    find_macro,
    one_too_many,
    require_project,
    run_macro,
)
from .project_prose import page_of, prose_of

Limit: TypeAlias = Callable[[], AbstractContextManager[None]]
WITHOUT = "Correct the value, or take the call out."
MEANT = " Did you mean "
REPAIR = 'Write {{ name("text", key=1) }} with a macro of docs/reference/macros.md, or \\{{ for literal braces.'


def check_macro_calls(project: Project) -> Iterator[Finding]:
    """Calls in a project's prose that no project could run."""
    for calls in _calls_by_page(project).values():
        for location, call, backslash in calls:
            found = tuple(_check(call.text, "project", location, literal=literal_braces(call.text, backslash)))
            yield from found or _check_place(call, location)


def check_meaning(
    project: Project, places: Callable[[], Sequence[CallPlace]], limit: Limit = nullcontext
) -> Iterator[Finding]:
    """Calls in the prose of a sound project that this project refuses, such as a figure that its sizing does not have.

    The calls of a page are run as the page runs them, for every reader and within the same limits; `places` is asked
    only when there is one, `limit` raises PageTooSlow.
    """
    for calls in _calls_by_page(project).values():
        refused: dict[int, MacroRefused] = {}
        for place in places():
            refused = dict(_refusals([call.text for _, call, _ in calls], place, limit)) | refused
        for number, refusal in sorted(refused.items()):
            yield _refused(calls[number][0], refusal, WITHOUT)


def check_wiki_meaning(
    pages: Mapping[str, str], places: Callable[[str | None], Iterable[CallPlace]], limit: Limit = nullcontext
) -> Iterator[Finding]:
    """Calls on the wiki's own pages that are refused in every place which `places` gives for a named project.

    `places` raises ProjectLeftOut where only a project that is left out could tell, `limit` PageTooSlow. A page of the
    wiki is written in calls, so that a build limits each of them, and their number: so does this.
    """
    for file, text in pages.items():
        for number, (line, column, call) in enumerate(find_macro_calls(text), start=1):
            if number > MAXIMUM_CALLS:
                yield _refused(Location(file=file, line=line, column=column), one_too_many(call), WITHOUT)
                break
            read = parse_macro_call(call)
            named = None if isinstance(read, MacroFault) else dict(read.keywords).get(PROJECT)
            location = Location(file=file, line=line, column=column)
            if not any(_check(call, "wiki", location, () if named is None else (str(named),))):
                yield from _run(call, places(None if named is None else str(named)), location, limit)


def _refused(location: Location, refusal: MacroRefused, repair: str) -> Finding:
    """The finding of a refusal; the name that was meant, with which it ends, is the repair."""
    problem, _, meant = str(refusal).partition(MEANT)
    if meant:
        repair = f"{MEANT.strip()} {meant} If not, {repair[:1].lower()}{repair[1:]}"
    return error("macro-refused", location, problem, repair)


def _check_place(found: FoundCall, location: Location) -> Iterator[Finding]:
    """A block has no room in a sentence, a heading or a cell: a page would show nothing of it."""
    call = parse_macro_call(found.text)
    if not found.alone and not isinstance(call, MacroFault) and not find_macro(call.name).inline:
        problem = f"{call.name} stands inside a text, where nothing of it is shown."
        yield error("macro-misplaced", location, problem, "Give it a paragraph of its own, with blank lines around it.")


def _calls_by_page(project: Project) -> Mapping[str, Sequence[tuple[Location, FoundCall, str]]]:
    """The calls of each page that has some, in order, with their places and how a backslash is written there."""
    pages: dict[str, list[tuple[Location, FoundCall, str]]] = {}
    for text in prose_of(project):
        for call in find_calls(text.text):
            pages.setdefault(page_of(text.name), []).append((text.place(call.start), call, text.backslash))
    return pages


def _refusals(calls: Sequence[str], place: CallPlace, limit: Limit) -> Sequence[tuple[int, MacroRefused]]:
    """The calls of one page that are refused, by number; with the one that passes a limit of the page it ends."""
    expand = expander(place)
    renderer = HtmlRenderer(_words(place), _tolerant(expand))
    found: list[tuple[int, MacroRefused]] = []
    number = 0
    try:
        with limit():
            for number, call in enumerate(calls):
                if refusal := _refusal(call, expand, renderer):
                    found.append((number, refusal))
                if isinstance(refusal, TooManyCalls):
                    break
    except PageTooSlow as slow:
        found.append((number, MacroRefused(f"{calls[number].strip()[:80]}: {slow}, with the calls before it")))
    return found


def _refusal(call: str, expand: Expand, renderer: HtmlRenderer) -> MacroRefused | None:
    """Why a call is refused when it is run and shown; calls inside what it shows are reported where they stand."""
    with ExitStack() as stack:
        try:
            blocks = stack.enter_context(expand(call))
        except MacroRefused as refused:
            return None if isinstance(refused, ProjectLeftOut) else refused
        except PageTooSlow:
            raise
        except Exception as bug:
            return _failed(call, bug)
        return _shown(call, blocks, renderer)


def _tolerant(expand: Expand) -> Expand:
    """Shows nothing of a call that is refused: it is reported where it stands, and hides no text without an end."""

    @contextmanager
    def shown(text: str) -> Iterator[Blocks]:
        with ExitStack() as stack:
            try:
                blocks = stack.enter_context(expand(text))
            except EndlessText:
                raise
            except MacroRefused:
                blocks = ()
            yield blocks

    return shown


def _shown(call: str, blocks: Blocks, renderer: HtmlRenderer) -> MacroRefused | None:
    try:
        renderer.render(blocks)
    except EndlessText as endless:
        return endless
    except MacroRefused:
        return None
    except PageTooSlow:
        raise
    except Exception as bug:
        return _failed(call, bug)
    return None


def _failed(call: str, bug: Exception) -> MacroRefused:
    """A fault of the tool is none of the author, but a page that cannot be made: told at the call, not in a build."""
    return MacroRefused(f"{call.strip()[:80]}: the tool failed: {type(bug).__name__}: {bug}")


def _run(call: str, places: Iterable[CallPlace], location: Location, limit: Limit) -> Iterator[Finding]:
    """A finding when every place of a wiki's page refuses the call."""
    refused: MacroRefused | None = None
    try:
        for place in places:
            with limit():
                refused = _refusal_on_wiki(call, place)
            if refused is None:
                return
    except ProjectLeftOut:
        return
    except PageTooSlow as slow:
        refused = MacroRefused(f"{call.strip()[:80]}: {slow}")
    if refused is not None:
        yield _refused(location, refused, WITHOUT)


def _refusal_on_wiki(text: str, place: CallPlace) -> MacroRefused | None:
    call = parse_macro_call(text)
    if isinstance(call, MacroFault):
        return None
    try:
        place, keywords, _ = aim(call.name, call.keywords, place)
        blocks = run_macro(call.name, call.positional, keywords, place)
    except ProjectLeftOut:
        return None
    except MacroRefused as refused:
        return refused
    except PageTooSlow:
        raise
    except Exception as bug:
        return _failed(text, bug)
    return _shown(text, blocks, HtmlRenderer(_words(place), expander(place)))


def _words(place: CallPlace) -> Words:
    return place.project.words if place.project else Words()


def check_wiki_pages(pages: Mapping[str, str], slugs: Sequence[str]) -> Iterator[Finding]:
    """Refused calls in the wiki's own pages, by path; a call may name one of the projects."""
    for file, text in pages.items():
        for line, column, call in find_macro_calls(text):
            yield from _check(call, "wiki", Location(file=file, line=line, column=column), slugs)


def _check(
    text: str, scope: str, location: Location, slugs: Sequence[str] = (), *, literal: Replacement | None = None
) -> Iterator[Finding]:
    call = parse_macro_call(text)
    if isinstance(call, MacroFault):
        problem = f"`{text.strip()[:80]}` is not a macro call: {call.reason}"
        yield error("macro-refused", location, problem, REPAIR, replacement=literal)
        return
    try:
        macro = find_macro(call.name)
        named, keywords = _named_project(macro, scope, call.keywords)
        if named is not None:
            require_project(named, slugs)
        bind_literals(macro, call.positional, keywords)
    except MacroRefused as refusal:
        yield _refused(location, refusal, REPAIR)
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
