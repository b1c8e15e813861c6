"""What is certain of a project that could be read in part: a fault in one entry hides none in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from delivery_wiki.model.finding import ANY_NAME, Finding, Severity
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.whole_project import Project

from ..money.numbers import check_numbers
from ..sizing.request_checks import check_sizing
from .dates import check_dates
from .file_names import check_file_names
from .identifiers import check_identifiers, index_of
from .pins import check_pins
from .prices import check_prices
from .prose_checks import check_internal_mentions, check_prose
from .records import check_records
from .references import check_references
from .reported_as import check_reported_as
from .rings import check_rings

_NAMED = re.compile(r"'([^']*)'|\b([A-Z]{1,5}-[\w-]+)|\bsow/([\w-]+)\.yml")
# Those that ids have in the schemas.
ID_LETTERS = frozenset(
    ["R", "T", "D", "DEL", "WP", "AC", "A", "RISK", "OP", "M", "CR", "ACT", "IF", "W", "RESP", "SOW"]
)
_ID = re.compile(r"([A-Z]{1,5})-([0-9]{3,})")
_NUMBERED = re.compile(r"([A-Za-z])[A-Za-z]*[-_]?0*([0-9]+)")
_ABOUT_LISTS = frozenset({"payment-not-whole", "on-site-days"})
# What an entry that could not be read may clear: the name is there, and nobody knows as what.
_ABOUT_NAMES = frozenset({"wrong-kind-of-id", "internal-item-cited"})


def check_rough(
    project: Project,
    gaps: AbstractSet[str],
    faulty: AbstractSet[str],
    library: Library,
    labels: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """The errors that more entries would not take back; `gaps` are the names in those that could not be read.

    Warnings wait until the errors are mended, as what is counted over the whole project does. Of the files that are
    `faulty` themselves nothing is said to be missing, and nothing is added up.
    """
    unread = {_plain(name) for name in gaps}
    # An id with letters that no item has, as `X-001`, may be meant as the T-001 that is missing.
    misspelt = {found[2] for name in gaps if (found := _ID.fullmatch(name)) and found[1] not in ID_LETTERS}
    for finding in _findings(project, library, labels or {}):
        of_names = finding.code.startswith("unknown-") or finding.code in _ABOUT_NAMES
        of_whole = finding.code.endswith("-missing") or finding.code in _ABOUT_LISTS
        name = _plain(_name(finding))
        is_unread = {name, ANY_NAME} & unread or _name(finding).rpartition("-")[2] in misspelt
        unsure = (of_names and is_unread) or (of_whole and finding.location.file in faulty)
        if finding.severity is Severity.ERROR and not unsure:
            yield finding


def _findings(project: Project, library: Library, labels: Mapping[str, str]) -> Iterator[Finding]:
    yield from check_identifiers(project)
    yield from check_references(project, index_of(project))
    yield from check_file_names(project)
    yield from check_dates(project)
    yield from check_numbers(project)
    yield from check_rings(project)
    yield from check_internal_mentions(project)
    yield from check_records(project)
    yield from check_reported_as(project)
    yield from check_prices(project)
    yield from check_sizing(project, library)
    if project.process.id:  # what it pins could be read
        yield from check_pins(project, library)
        yield from check_prose(project, library, labels)


def _name(finding: Finding) -> str:
    found = _NAMED.search(finding.problem)
    return (found[1] or found[2] or found[3] or "") if found else ""


def _plain(name: str) -> str:
    """A name without how it is spelt: an id that could not be read because of its form is cited by its right one."""
    found = _NUMBERED.fullmatch(name)
    return f"{found[1]}-{found[2]}".upper() if found else name.upper()
