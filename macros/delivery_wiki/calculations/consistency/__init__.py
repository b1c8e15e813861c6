"""Consistency across the files of a project and across projects: meaning, after syntax and shape are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from delivery_wiki.calculations.issued_checks import check_issued
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.library import Library
from delivery_wiki.model.project import Project

from .baselines import check_baselines
from .clauses import check_clause_set, check_clauses
from .dates import check_dates
from .duties import check_duties
from .file_names import check_file_names
from .identifiers import check_identifiers, index_of
from .limits import check_limits
from .numbers import check_numbers
from .pins import check_pins
from .portfolio import check_portfolio, find_vanished_ids, find_vanished_projects, id_files
from .prices import check_prices
from .prose import check_internal_mentions, check_prose
from .records import check_records
from .references import check_customer, check_references
from .reported_as import check_reported_as
from .results import check_results
from .rings import check_rings
from .rough import check_rough
from .sign_offs import check_notes, check_sign_offs, check_statements
from .unwritten import check_unwritten
from .wording import check_wording
from .words import check_words
from .younger import check_younger

__all__ = [
    "check_clause_set",
    "check_consistency",
    "check_portfolio",
    "check_rough",
    "find_vanished_ids",
    "find_vanished_projects",
    "id_files",
]


def check_consistency(project: Project, library: Library, labels: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """Everything that contradicts itself in one project, theme by theme; the caller sorts.

    `labels` are the texts of the released data in the project's language.
    """
    yield from check_identifiers(project)
    yield from check_references(project, index_of(project))
    yield from check_customer(project)
    yield from check_file_names(project)
    yield from check_pins(project, library)
    yield from check_clauses(project, library)
    yield from check_dates(project)
    yield from check_numbers(project)
    yield from check_rings(project)
    yield from check_duties(project)
    yield from check_prices(project)
    yield from check_limits(project)
    yield from check_records(project)
    yield from check_results(project)
    yield from check_reported_as(project)
    yield from check_prose(project, library, labels or {})
    yield from check_internal_mentions(project)
    yield from check_sign_offs(project)
    yield from check_notes(project, library)
    yield from check_statements(project, library)
    yield from check_wording(project, library)
    yield from check_unwritten(project, library)
    yield from check_words(project)
    yield from check_issued(project)
    yield from check_baselines(project, library, labels)
    yield from check_younger(project, library, labels)
