"""What in a sentence is a name, a quotation or code: nothing of it is judged by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from delivery_wiki.model.project.whole_project import Project

_QUOTED = re.compile(r"\"[^\"]{1,200}\"|“[^“”]{1,200}”|„[^„“”]{1,200}[“”]|«[^«»]{1,200}»|`[^`]{1,200}`")
_PATH = re.compile(r"(?<!\S)[\"'(]?(?:/[\w.-]+){1,9}/?|\w+(?:[/_]\w+)+")
_SHORTEST = 3
MASK = "X"


def names_of(project: Project) -> tuple[str, ...]:
    """The names that a project gives to products, systems, organisations and sources, the longest first."""
    return _distinct(name for name in _names(project) if len(name) >= _SHORTEST)


def _names(project: Project) -> Iterator[str]:
    yield project.title
    yield from (party.name for party in project.parties)
    yield from (source.title for source in project.sources)
    yield from (component.title for component in (project.architecture.components if project.architecture else ()))
    for interface in project.environment.interfaces if project.environment else ():
        yield from (interface.title, interface.system)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda name: (-len(name), name)))


def without_names(text: str, names: tuple[str, ...]) -> str:
    """A text of the same length in which a row of capitals stands for each name, quotation, path and piece of code."""
    masked = _QUOTED.sub(_mask, text)
    masked = _PATH.sub(_mask, masked)
    known = _pattern(names)
    return known.sub(_mask, masked) if known else masked


def _mask(found: re.Match[str]) -> str:
    return MASK * len(found.group())


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)")
