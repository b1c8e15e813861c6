"""How requirements are worded: one obligation each, no word that nobody can test, and every number with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project import Project, Requirement
from delivery_wiki.model.wording import Wording

from .near_miss import quoted

# A number that stands alone: no part of an id, a name, a date, a time or an address.
_NUMBER = re.compile(r"(?<![\w./:#@-])[0-9]+(?:[.,' \u00a0\u202f][0-9]{3})*(?:[.,][0-9]+)?(?![\w:@]|[-./][0-9A-Za-z])")
_WORD_BEFORE = re.compile(r"(\S+)\s*$")
_UNIT_AFTER = re.compile(r"\s*(?:[%‰°€$£]|-?[^\W\d_]+)")
_RANGE_AFTER = re.compile(r"\s*(?:to|and|or|of|bis|und|oder|von|[-–x×])\s*[0-9]")
_MARKS = ".,;:!?()\"'“”„"


def check_wording(project: Project, library: Library) -> Iterator[Finding]:
    """Warnings about statements that cannot be tested as they stand; in the languages whose words are known."""
    language = project.language.partition("-")[0].casefold()
    wording = next((one for one in library.wordings if one.language == language), None)
    if wording is None:
        return
    for one in project.requirements:
        if not one.withdrawn and one.decision is None:
            yield from _check_statement(one, wording)


def _check_statement(one: Requirement, wording: Wording) -> Iterator[Finding]:
    place = one.location.at("statement")
    vague = _find(wording.vague, one.statement) if not one.fit_criterion else None
    if word := _find(wording.unfinished, one.statement) or vague:
        yield warning(
            "vague-wording",
            place,
            f"{one.id} says {quoted(word)}, which nobody can test.",
            "Say it in a figure or an observable result, or add fit_criterion.",
        )
    yield from _check_obligations(one, wording, place)
    yield from _check_numbers(one.id, one.statement, wording, place)
    yield from _check_numbers(one.id, one.fit_criterion, wording, one.location.at("fit_criterion"))


def _check_obligations(one: Requirement, wording: Wording, place: Location) -> Iterator[Finding]:
    count = len(_pattern(wording.obligations).findall(one.statement))
    if count > 1:
        yield warning(
            "several-obligations",
            place,
            f"{one.id} states more than one obligation, so a part of it may be met and a part not.",
            "Split it into one requirement for each obligation.",
        )
    if count == 0:
        listed = " nor ".join(quoted(word) for word in wording.obligations)
        yield warning(
            "obligation-missing",
            place,
            f"{one.id} obliges nobody: it has {'neither' if len(wording.obligations) > 1 else 'no'} {listed}.",
            "Say who shall do what, in one sentence.",
        )


def _check_numbers(id: str, text: str, wording: Wording, place: Location) -> Iterator[Finding]:
    for match in _NUMBER.finditer(text):
        if _lacks_unit(text, match, wording):
            yield warning(
                "number-without-unit",
                place,
                f"{id} has the number {match.group()} without a unit or a thing that it counts.",
                "Write the unit behind it, such as 60 seconds or 25 MB.",
            )
            return


def _lacks_unit(text: str, match: re.Match[str], wording: Wording) -> bool:
    before = _WORD_BEFORE.search(text[: match.start()])
    word = before[1].strip(_MARKS) if before else ""
    if word[:1].isupper() and before is not None and before.start() > 0:  # a name, such as TLS 1.2 or Outlook 2021
        return False
    if word and _find(wording.names, word):
        return False
    rest = text[match.end() :]
    if _RANGE_AFTER.match(rest):
        return False
    unit = _UNIT_AFTER.match(rest.removeprefix(".") if wording.ordinal_dot else rest)
    if unit is None:
        return True
    return unit.group().strip(" -").casefold() in wording.no_units


def _find(words: Iterable[str], text: str) -> str | None:
    match = _pattern(tuple(words)).search(text)
    return match.group() if match else None


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as a whole, the longest first; an asterisk is an ending of up to four letters."""
    parts = [
        re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w{0,4}" if word.endswith("*") else "")
        for word in sorted(words, key=lambda one: (-len(one), one))
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)", re.IGNORECASE)
