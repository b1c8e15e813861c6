"""The words of a language by which the check judges how a requirement is worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .project.located import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseTerm(Located):
    """The one word for a thing, and the words that are not said for it.

    With `translates`, English words, only labels are held to it that translate one of them.
    """

    term: str
    instead_of: tuple[str, ...]
    translates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Located):
    """docs/wording/<language>.yml; an asterisk at the end of a word stands for its endings.

    `binding` and `advisory` are the obligations that say must and should; `accepting` are words of acceptance.
    `numbers` are the words for one, two and so on, in this order;
    a sentence with a word of `silence` denies by one of `negations`; one with a word of `reviewing` says in
    `working_days` how long the customer reviews.
    `no_units` are words that no number can be counted in; after `names` a number is a name, as in "port 443";
    `links` may stand between the two, as in "a score of at least 3". `ordinal_dot` says that "95. " counts, as German
    writes it. `stories` open a user story, which says what it asks for by one of `wants`. `terms` are the words of
    the house; `regions` hold, by country, the parts of words that are spelt otherwise there, each beside how.
    """

    language: str
    obligations: tuple[str, ...]
    vague: tuple[str, ...]
    binding: tuple[str, ...] = ()
    advisory: tuple[str, ...] = ()
    accepting: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    reviewing: tuple[str, ...] = ()
    working_days: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    no_units: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    ordinal_dot: bool = False
    terms: tuple[HouseTerm, ...] = ()
    regions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
