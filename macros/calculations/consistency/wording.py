"""How requirements are worded: one obligation each, and no word that nobody can test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.model.finding import Finding, warning
from macros.model.project import Project, Requirement

from .near_miss import quoted

UNFINISHED = r"TBD|TBC|t\.b\.d\.|to be (?:defined|determined|decided)|tba"
VAGUE = {
    "en": r"appropriate|adequate|user[- ]friendly|easy to use|intuitive|fast|quickly|flexible|seamless(?:ly)?"
    r"|state of the art|as needed|as appropriate|if possible|where possible|as soon as possible|etc\.?|and so on",
    "de": r"angemessen\w{0,2}|geeignet\w{0,2}|benutzerfreundlich\w{0,2}|intuitiv\w{0,2}|schnell\w{0,2}"
    r"|flexib(?:el|l\w{1,2})|zeitnah\w{0,2}|nahtlos\w{0,2}"
    r"|bei Bedarf|nach Bedarf|wenn möglich|möglichst|usw\.?|etc\.?|u\. ?ä\.",
}
UNFINISHED_GERMAN = r"|noch (?:offen|festzulegen|zu klären)"
OBLIGATION = {"en": r"shall|must", "de": r"muss|müssen|soll|sollen"}


def check_wording(project: Project) -> Iterator[Finding]:
    """Warnings about statements that cannot be tested as they stand; in English and German only."""
    language = project.language.partition("-")[0].casefold()
    if language not in VAGUE:
        return
    for one in project.requirements:
        if not one.withdrawn and one.decision is None:
            yield from _check_statement(one, language)


def _check_statement(one: Requirement, language: str) -> Iterator[Finding]:
    place = one.location.at("statement")
    vague = _find(VAGUE[language], one.statement) if not one.fit_criterion else None
    unfinished = _find(UNFINISHED + (UNFINISHED_GERMAN if language == "de" else ""), one.statement)
    if word := unfinished or vague:
        yield warning(
            "vague-wording",
            place,
            f"{one.id} says {quoted(word)}, which nobody can test.",
            "Say it in a figure or an observable result, or add fit_criterion.",
        )
    if len(re.findall(rf"\b(?:{OBLIGATION[language]})\b", one.statement, re.IGNORECASE)) > 1:
        yield warning(
            "several-obligations",
            place,
            f"{one.id} states more than one obligation, so a part of it may be met and a part not.",
            "Split it into one requirement for each obligation.",
        )


def _find(pattern: str, text: str) -> str | None:
    match = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)
    return match.group() if match else None
