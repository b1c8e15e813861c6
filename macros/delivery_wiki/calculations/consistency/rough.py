"""What is certain of a project that could be read in part: a fault in one entry hides none in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from delivery_wiki.model.finding import ANY_NAME, Finding, Severity
from delivery_wiki.model.library import Library
from delivery_wiki.model.project import Project

from .dates import check_dates
from .file_names import check_file_names
from .identifiers import check_identifiers, index_of
from .numbers import check_numbers
from .pins import check_pins
from .prose import check_internal_mentions, check_prose
from .references import check_references
from .rings import check_rings

_NAMED = re.compile(r"'([^']*)'|\b([A-Z]{1,5}-[\w-]+)")
# What an entry that could not be read may clear: the name is there, and nobody knows as what.
_ABOUT_NAMES = frozenset({"wrong-kind-of-id", "internal-item-cited"})


def check_rough(
    project: Project, gaps: AbstractSet[str], library: Library, labels: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """The errors that more entries would not take back; `gaps` are the names in those that could not be read.

    Warnings wait until the errors are mended, as what is counted over the whole project does.
    """
    for finding in _findings(project, library, labels or {}):
        unsure = finding.code.startswith("unknown-") or finding.code in _ABOUT_NAMES
        if finding.severity is Severity.ERROR and not (unsure and {_name(finding), ANY_NAME} & gaps):
            yield finding


def _findings(project: Project, library: Library, labels: Mapping[str, str]) -> Iterator[Finding]:
    yield from check_identifiers(project)
    yield from check_references(project, index_of(project))
    yield from check_file_names(project)
    yield from check_dates(project)
    yield from check_numbers(project)
    yield from check_rings(project)
    yield from check_internal_mentions(project)
    if project.process.id:  # what it pins could be read
        yield from check_pins(project, library)
        yield from check_prose(project, library, labels)


def _name(finding: Finding) -> str:
    found = _NAMED.search(finding.problem)
    return (found[1] or found[2]) if found else ""
