"""Who was meant where a name, a role or a kind of party stands in the place of an id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from delivery_wiki.model.finding import Finding
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project

KEYS_OF_PEOPLE = (
    *("about", "absent", "announced_to", "approved_by", "attendees", "by", "confirms", "contact", "decided_by"),
    *("deputy", "recorded_by", "represents"),
    *(
        "distribution",
        "duties",
        "key_people",
        "lead",
        "owner",
        "people",
        "person",
        "raised_by",
        "recipient",
        "tester",
        "witness",
    ),
    "writer",
)
_KEY_OF_PARTIES = "party"
_WRITTEN = re.compile(r"'(?P<key>[a-z_]+)' is '(?P<written>[^']+)', which is not written as expected")
_NEAR = 0.85
_MOST_MEANT = 3
_LISTED = 12


def by_id(finding: Finding, project: Project) -> Finding:
    """A finding about somebody who is not written by id says the id that was meant, or the ids that there are."""
    found = _WRITTEN.search(finding.problem) if finding.code == "wrong-form" else None
    if found is None or found["key"] not in (*KEYS_OF_PEOPLE, _KEY_OF_PARTIES):
        return finding
    pairs = list(_phrases(project, with_people=found["key"] != _KEY_OF_PARTIES))
    if not pairs:
        return finding
    written = _plain(found["written"])
    phrases = [(_plain(phrase), id) for phrase, id in pairs]
    certain = _distinct(id for phrase, id in phrases if phrase == written)
    meant = certain or _nearly(written, phrases) or _of_those_named(written, _begun(written, phrases), project)
    if not 0 < len(meant) <= _MOST_MEANT:
        return replace(
            finding, repair=f"Write one of the ids: {', '.join(_distinct(id for _, id in pairs)[:_LISTED])}."
        )
    replacement = (found["written"], meant[0]) if len(certain) == 1 else None
    is_id = len(meant) == 1 and _plain(meant[0]) == written
    repair = f"Did you mean {' or '.join(meant)}?{'' if is_id else ' Write the id, not the name.'}"
    return replace(finding, repair=repair, replacement=replacement)


def _phrases(project: Project, *, with_people: bool) -> Iterator[tuple[str, str]]:
    """What parties and people are called, each with its id: names, ids, roles, and the kind of a party."""
    for person in project.people if with_people else ():
        yield from ((phrase, person.id) for phrase in (person.id, person.name, person.role))
    for party in project.parties:
        yield from ((phrase, party.id) for phrase in (party.id, party.name, party.kind.value))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _distinct(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _nearly(written: str, phrases: list[tuple[str, str]]) -> tuple[str, ...]:
    near = get_close_matches(written, [phrase for phrase, _ in phrases], n=1, cutoff=_NEAR)
    return _distinct(id for phrase, id in phrases if phrase in near)


def _begun(written: str, phrases: list[tuple[str, str]]) -> tuple[str, ...]:
    """Whose name or role begins with what is written, or the other way round, by whole words."""
    return _distinct(id for phrase, id in phrases if f"{phrase} ".startswith(f"{written} ")) or _distinct(
        id for phrase, id in phrases if phrase and written.startswith(f"{phrase} ")
    )


def _of_those_named(written: str, meant: tuple[str, ...], project: Project) -> tuple[str, ...]:
    """Of several people, those of the party that is named too: the project lead of the vendor."""
    named = {
        party.id
        for party in project.parties
        if any(f" {_plain(name)} " in f" {written} " for name in (party.id, party.name, party.kind.value))
    }
    people: dict[str, Person] = {person.id: person for person in project.people}
    return tuple(id for id in meant if not named or id not in people or people[id].party in named)
