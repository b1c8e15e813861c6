"""The words of a language by which the check judges how a requirement is worded."""

from __future__ import annotations

from dataclasses import dataclass

from .project import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Located):
    """docs/wording/<language>.yml; an asterisk at the end of a word stands for its endings.

    `no_units` are words that no number can be counted in; after `names` a number is a name, as in "port 443";
    `links` may stand between the two, as in "a score of at least 3". `ordinal_dot` says that "95. " counts, as German
    writes it. `stories` open a user story, which says what it asks for by one of `wants`.
    """

    language: str
    obligations: tuple[str, ...]
    vague: tuple[str, ...]
    unfinished: tuple[str, ...] = ()
    no_units: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    ordinal_dot: bool = False
