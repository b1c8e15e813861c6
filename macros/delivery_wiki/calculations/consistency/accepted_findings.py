"""Warnings that somebody answers for until a date: they are counted apart, and count again after it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from delivery_wiki.model.finding import Finding, Severity, error, warning
from delivery_wiki.model.finding_codes import FINDING_CODES
from delivery_wiki.model.project.register_entries import AcceptedFinding
from delivery_wiki.model.project.whole_project import Project

from .identifiers import find_items


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledFindings:
    """The findings of a project that count, and those that are accepted, each with the entry that accepts it."""

    counting: frozenset[Finding]
    accepted: tuple[tuple[Finding, AcceptedFinding], ...]


def settle(project: Project, findings: Iterable[Finding], on: dt.date) -> SettledFindings:
    """The findings of a project as its `accepted_findings` have them on a day.

    An error is never accepted. After the last day a warning counts again and says who accepted it until when.
    """
    counting: set[Finding] = set()
    accepted: list[tuple[Finding, AcceptedFinding]] = []
    used: set[AcceptedFinding] = set()
    for finding in findings:
        entries = [accepted for accepted in project.accepted_findings if _is_about(accepted, finding, project)]
        used.update(entries)
        entry = max(entries, key=lambda accepted: accepted.until, default=None)
        if entry is None or finding.severity is Severity.ERROR:
            counting.add(finding)
        elif entry.until >= on:
            accepted.append((finding, entry))
        else:
            said = f"{finding.problem} {entry.by} accepted it until {entry.until}: {entry.reason.rstrip('.')}."
            counting.add(replace(finding, problem=said))
    counting.update(_without_effect(project, used))
    accepted.sort(key=lambda pair: pair[0].sort_key)
    return SettledFindings(counting=frozenset(counting), accepted=tuple(accepted))


def _is_about(entry: AcceptedFinding, finding: Finding, project: Project) -> bool:
    """Whether an entry names the code and the file, the item that the finding is in, or one that it names."""
    if entry.code != finding.code:
        return False
    file = finding.location.file
    if entry.place:
        return _is_at(entry.place, finding, project)
    if file == f"projects/{project.slug}/{entry.item}":
        return True
    if re.search(rf"(?<![\w-]){re.escape(entry.item)}(?![\w-])", finding.problem):
        return True
    places = (item.location for item in find_items(project) if item.id == entry.item)
    return any(place.file == file and finding.location.steps[: len(place.steps)] == place.steps for place in places)


def _is_at(place: str, finding: Finding, project: Project) -> bool:
    """Whether a finding is in a file, and at or below the path of keys that may follow it."""
    name, _, path = place.partition(":")
    if finding.location.file != f"projects/{project.slug}/{name}":
        return False
    here, path = finding.location.field_path, path.strip()
    return not path or here == path or here.startswith((f"{path}.", f"{path}["))


def _without_effect(project: Project, used: set[AcceptedFinding]) -> Iterator[Finding]:
    for accepted in project.accepted_findings:
        known = FINDING_CODES.get(accepted.code)
        if known is None or known.severity is Severity.ERROR:
            problem = f"'{accepted.code}' is an error, which nobody can accept."
            repair = "Repair it, and take this out."
            if known is None:
                problem = f"there is no finding '{accepted.code}'."
                near = get_close_matches(accepted.code, FINDING_CODES, n=1)
                meant = (
                    f"Did you mean '{near[0]}'? If not," if near else "Write the code that 'delivery check' prints, or"
                )
                repair = f"{meant} take this out."
            yield error("accepted-finding-refused", accepted.location.at("code"), problem, repair)
        elif accepted not in used:
            problem = f"nothing is found that this accepts: {accepted.code} of {accepted.item or accepted.place}."
            where = "place: a file of the project" if accepted.place else "item: an id, or a file of the project"
            repair = f"Take it out, or correct code or {where}."
            yield warning("accepted-finding-unused", accepted.location, problem, repair)
