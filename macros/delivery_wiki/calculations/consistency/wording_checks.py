"""How requirements are worded: one obligation each, no word that nobody can test, and every number with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.requirements import Priority, Requirement
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.wording import Wording

from ..base.near_miss import quoted
from .names_in_text import names_of, without_names

# A number that stands alone: no part of an id, a name, a date, a time or an address.
_NUMBER = re.compile(r"(?<![\w./:#@§-])[0-9]+(?:[.,' \u00a0\u202f][0-9]{3})*(?:[.,][0-9]+)?(?![\w:@]|[-./][0-9A-Za-z])")
_WORD_BEFORE = re.compile(r"(\S+)\s*$")
_UNIT_AFTER = re.compile(r"\s*(?:[%‰°€$£]|-?[^\W\d_]+)")
_RANGE_AFTER = re.compile(r"\s*(?:to|and|or|of|out of|bis|und|oder|von|[-–x×])\s*[0-9]")
_RATIO_BEFORE = re.compile(r"[0-9]\s*(?:of|out of|von)\s*$")
_NUMBER_BEFORE = re.compile(r"[0-9][0-9.,]*\s*(?:,|and|or|to|bis|und|oder|[-–&])\s*$")
_MARKS = ".,;:!?()\"'“”„"
_OPENING, _CLOSING = "([", ")]"
_SIGNS = "§#"
_FARTHEST = 4  # words between a name and its number
_LONGEST_ROW = 20
_REACH = 40


def check_wording(project: Project, library: Library) -> Iterator[Finding]:
    """Warnings about statements that cannot be tested as they stand; in the languages whose words are known."""
    language = project.language.partition("-")[0].casefold()
    wording = next((wording for wording in library.wordings if wording.language == language), None)
    if wording is None:
        return
    yield from _check_payments(project, wording)
    names = names_of(project)
    for requirement in project.requirements:
        if not requirement.withdrawn and requirement.decision is None:
            yield from _check_statement(requirement, wording, names)


def _check_statement(requirement: Requirement, wording: Wording, names: tuple[str, ...]) -> Iterator[Finding]:
    place = requirement.location.at("statement")
    statement, criterion = (without_names(text, names) for text in (requirement.statement, requirement.fit_criterion))
    vague = _find_vague(wording.vague, statement) if not requirement.fit_criterion else None
    if word := _find(wording.unfinished, statement) or vague:
        yield warning(
            "vague-wording",
            place,
            f"{requirement.id} says {quoted(word)}, which nobody can test.",
            "Say it in a figure or an observable result, or add fit_criterion.",
        )
    yield from _check_obligations(requirement, statement, wording, place)
    yield from _check_priority(requirement, statement, wording)
    yield from _check_numbers(requirement.id, statement, wording, place)
    yield from _check_numbers(requirement.id, criterion, wording, requirement.location.at("fit_criterion"))


def _find_vague(words: tuple[str, ...], text: str) -> str | None:
    """The first vague word that is no part of a name: in a name it stands beside another word with a capital."""
    for found in word_pattern(words).finditer(text):
        before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip(" ")
        neighbour = (_WORD_BEFORE.search(before) if before.rpartition(" ")[0] else None, after[:1])
        named = neighbour[1].isupper() or (neighbour[0] is not None and neighbour[0][1][:1].isupper())
        if not (found.group()[:1].isupper() and before and named):
            return found.group()
    return None


def _check_obligations(
    requirement: Requirement, statement: str, wording: Wording, place: Location
) -> Iterator[Finding]:
    opening = word_pattern(wording.stories).search(statement)
    if opening is not None and _find(wording.wants, statement[opening.end() :]):
        return
    count = len(word_pattern(wording.obligations).findall(statement))
    if count == 0 and opening is not None and opening.start() == 0:
        yield warning(
            "obligation-missing",
            place,
            f"{requirement.id} begins as a user story and does not say what is wanted.",
            f"Go on with {quoted(next(iter(wording.wants), 'what is wanted'))}, or say who shall do what.",
        )
        return
    if count > 1:
        yield warning(
            "several-obligations",
            place,
            f"{requirement.id} states more than one obligation, so a part of it may be met and a part not.",
            "Split it into one requirement for each obligation.",
        )
    if count == 0:
        listed = " nor ".join(quoted(word) for word in wording.obligations)
        yield warning(
            "obligation-missing",
            place,
            f"{requirement.id} obliges nobody: it has {'neither' if len(wording.obligations) > 1 else 'no'} {listed}.",
            "Say who shall do what, in one sentence.",
        )


def _check_priority(requirement: Requirement, statement: str, wording: Wording) -> Iterator[Finding]:
    """A verb that says must beside a priority below it, or one that says should beside the highest."""
    binding, advisory = _find(wording.binding, statement), _find(wording.advisory, statement)
    says_too_much = binding is not None and requirement.priority is not Priority.MUST
    says_too_little = binding is None and advisory is not None and requirement.priority is Priority.MUST
    if says_too_much or says_too_little:
        other = wording.advisory if says_too_much else wording.binding
        word = f"{quoted(other[0])} in its place" if other else "another verb"
        yield warning(
            "priority-otherwise",
            requirement.location.at("statement"),
            f"{requirement.id} says {quoted(binding or advisory or '')} and its priority is "
            f"{requirement.priority.value}.",
            f"Write {word}, or correct the priority.",
            also=requirement.location.at("priority"),
        )


def _check_payments(project: Project, wording: Wording) -> Iterator[Finding]:
    """What is installed or delivered is not accepted yet; a payment is called by what makes it due."""
    for sow in project.sows:
        for payment in sow.payment:
            if wording.accepting and not _find(wording.accepting, payment.title):
                yield warning(
                    "payment-without-acceptance",
                    payment.location.at("title"),
                    f"the payment {quoted(payment.title)} of {sow.id} names no acceptance, which alone makes it due.",
                    f"Say what is accepted, with a word such as {quoted(wording.accepting[0].strip('*'))}.",
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
    before, rest = text[: match.start()], text[match.end() :]
    if _is_named(before, rest, wording) or _RATIO_BEFORE.search(before) or _RANGE_AFTER.match(rest):
        return False
    unit = _UNIT_AFTER.match(rest.removeprefix(".") if wording.ordinal_dot else rest)
    if unit is None:
        return True
    return unit.group().strip(" -").casefold() in wording.no_units


def _is_named(before: str, rest: str, wording: Wording) -> bool:
    """Whether a number is a name or part of one: in brackets by itself, or behind a name or a word such as "port"."""
    bare = before.rstrip()
    if bare[-1:] in tuple(_SIGNS) or (bare[-1:] in tuple(_OPENING) and rest[:1] in tuple(_CLOSING)):
        return True
    for _ in range(_LONGEST_ROW):  # of numbers such as "versions 3, 4 and 5" the first one tells
        if (row := _NUMBER_BEFORE.search(before, max(0, len(before) - _REACH))) is None:
            break
        before = before[: row.start()]
    found = _WORD_BEFORE.search(before)
    word = found[1].strip(_MARKS) if found else ""
    if found and word[:1].isupper():  # a name, such as TLS 1.2 or Outlook 2021
        begins = found.start() == 0  # as every sentence does: there a word such as "Within" has a capital, too
        return not (begins and word.casefold() in {*wording.no_units, *wording.links})
    for _ in range(_FARTHEST):
        if not found or not _find(wording.links, word):
            break
        before = before[: found.start()]
        found = _WORD_BEFORE.search(before)
        word = found[1].strip(_MARKS) if found else ""
    return bool(word) and _find(wording.names, word) is not None


def _find(words: Iterable[str], text: str) -> str | None:
    match = word_pattern(tuple(words)).search(text)
    return match.group() if match else None


@lru_cache(maxsize=64)
def word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as a whole, the longest first; an asterisk is an ending of up to four letters."""
    parts = [
        re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w{0,4}" if word.endswith("*") else "")
        for word in sorted(words, key=lambda text: (-len(text), text))
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)", re.IGNORECASE)
