"""Checks every macro call of an author before anything is rendered, and says where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from macros.model.finding import Finding, Location, error
from macros.model.project import Minutes, Project, ProseFile
from macros.reading.macro_call import MacroFault, find_macro_calls, parse_macro_call

from .macro_calls import PROJECT, MacroRefused, bind_literals, find_macro, require_project
from .page_kind import Literal, Macro

REPAIR = 'Write {{ name("text", key=1) }} with a macro of docs/reference/macros.md, or \\{{ for literal braces.'


def check_macro_calls(project: Project) -> Iterator[Finding]:
    """Refused calls in a project's prose."""
    for prose in _prose_files(project):
        for section in prose.sections:
            for line, column, call in find_macro_calls(section.text):
                place = section.location.at("text")
                spot = Location(file=place.file, line=place.line + line - 1, column=column)
                yield from _check(call, "project", spot)


def check_wiki_pages(pages: Mapping[str, str], slugs: Sequence[str]) -> Iterator[Finding]:
    """Refused calls in the wiki's own pages, by path; a call may name one of the projects."""
    for file, text in pages.items():
        for line, column, call in find_macro_calls(text):
            yield from _check(call, "wiki", Location(file=file, line=line, column=column), slugs)


def _prose_files(project: Project) -> Iterator[ProseFile]:
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
