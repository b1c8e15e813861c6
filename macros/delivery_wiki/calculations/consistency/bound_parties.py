"""Who is bound by what: a party that signs nothing owes nothing, and what the customer does no vendor delivers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted
from .prose_checks import place_in_text, shared_texts

# Signs that stand for what is still to be written; a sentence may say that something is open, these say nothing.
_BLANK = re.compile(
    r"(?<!\w)(?:TB[ACD]|t\.b\.[acd]\.|XXX+|\?{3,}|_{4,}|lorem ipsum)(?!\w)"
    r"|(?<!\w)(?i:to be (?:confirmed|clarified|defined|decided)|noch zu (?:klären|bestätigen|entscheiden))(?!\w)"
    r"|\[(?:date|name|amount|place|customer|vendor|Datum|Name|Betrag|Ort|Kunde|Dienstleister)\](?![(\[])"
)
_ADMONITION = re.compile(r"^[ \t>]*\?{3}(?=\+?[ \t]+[\w\"-])", re.MULTILINE)  # of other Markdown; its finding says so
_ELSEWHERE = ("/issued/", "/test-runs/", "/minutes/", "/sign-offs/", "/requirements.yml")


def check_bound_parties(project: Project) -> Iterator[Finding]:
    """Requirements for a partner who signs nothing, and those for the customer that a deliverable brings."""
    partners_sign = any(signature.party is PartyKind.PARTNER for signature in project.signatures)
    accepted = {
        deliverable.id
        for sow in project.sows
        for deliverable in sow.deliverables
        if deliverable.acceptance_on(dt.date.max) is not None
    }
    for requirement in project.requirements:
        if requirement.withdrawn or requirement.decision is not None or requirement.checks:
            continue
        if requirement.party is PartyKind.PARTNER and not partners_sign:
            yield _unsigned(requirement)
        elif requirement.party is PartyKind.CUSTOMER and (
            brought := [id for id in requirement.deliverables if id not in accepted]
        ):
            yield warning(
                "duty-in-deliverable",
                requirement.location.at("deliverables"),
                f"{requirement.id} is for the customer to meet, and {listed(brought)} of the vendor brings it.",
                "Take the deliverables out, and name it under customer_duties of the statement of work.",
            )


def _unsigned(requirement: Requirement) -> Finding:
    return warning(
        "party-does-not-sign",
        requirement.location.at("party"),
        f"{requirement.id} binds a partner, and no signature of a partner is asked for.",
        "Write what the customer sees to, with party: customer; or ask for the partner's signature under signatures.",
    )


def check_blanks(project: Project) -> Iterator[Finding]:
    """Signs in shared texts that stand for what is still to be written."""
    for text, location, steps in shared_texts(project):
        place = location.at(*steps)
        if any(part in place.file for part in _ELSEWHERE):
            continue
        others = {found.end() for found in _ADMONITION.finditer(text)} if place.file.endswith(".md") else set[int]()
        for blank in _BLANK.finditer(text):
            if blank.end() in others:
                continue
            yield warning(
                "blank-in-text",
                place_in_text(blank.start(), text, place),
                f"the text holds {quoted(blank.group())}, which stands for what is still to be written.",
                "Write it, or say in a sentence that it is open and who answers it.",
            )
