"""Consistency across the files of a project and across projects: meaning, after syntax and shape are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from delivery_wiki.calculations.consistency.issued_checks import check_issued
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.whole_project import Project

from ..money.numbers import check_numbers
from .agreed_dates import check_agreed_dates
from .attachment_checks import check_attachments
from .baseline_checks import check_baselines
from .bound_parties import check_blanks, check_bound_parties
from .change_effects import check_change_effects
from .cited_numbers import check_cited_numbers
from .clause_checks import check_clause_set, check_clauses
from .common_terms import check_common_terms
from .coverage import check_coverage
from .dates import check_dates
from .deputy_checks import check_deputies
from .due_texts import check_due_texts
from .duties import check_duties
from .file_names import check_file_names
from .house_terms import check_house_terms
from .identifiers import check_identifiers, index_of
from .known_before import check_known_before
from .limits import check_limits
from .moved_ends import check_moved_ends
from .offer_checks import check_offer
from .open_changes import check_open_changes
from .order_of_work import check_order_of_work
from .paper_dates import check_younger
from .partial_projects import check_rough
from .period_checks import check_periods
from .pins import check_pins
from .point_checks import check_points
from .port_checks import check_ports
from .portfolio import check_portfolio, find_vanished_ids, find_vanished_projects, id_files
from .prices import check_prices
from .prose_checks import check_internal_mentions, check_prose
from .records import check_records
from .recurrences import check_recurrences
from .references import check_customer, check_references
from .reported_as import check_reported_as
from .results import check_results
from .reworded_facts import check_words
from .rings import check_rings
from .sign_offs import check_notes, check_sign_offs, check_statements
from .signed_acts import check_signed_acts
from .signed_changes import check_signed_changes
from .unrevised_bases import check_unrevised_bases
from .unwritten import check_unwritten
from .wording_checks import check_wording

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
    yield from check_points(project, library)
    yield from check_clauses(project, library)
    yield from check_dates(project)
    yield from check_numbers(project)
    yield from check_rings(project)
    yield from check_duties(project)
    yield from check_prices(project)
    yield from check_offer(project, library)
    yield from check_common_terms(project, library)
    yield from check_limits(project)
    yield from check_change_effects(project)
    yield from check_open_changes(project)
    yield from check_agreed_dates(project)
    yield from check_periods(project)
    yield from check_ports(project)
    yield from check_order_of_work(project)
    yield from check_coverage(project)
    yield from check_bound_parties(project)
    yield from check_blanks(project)
    yield from check_known_before(project)
    yield from check_records(project)
    yield from check_results(project)
    yield from check_attachments(project)
    yield from check_recurrences(project)
    yield from check_reported_as(project)
    yield from check_prose(project, library, labels or {})
    yield from check_internal_mentions(project)
    yield from check_cited_numbers(project, library)
    yield from check_sign_offs(project)
    yield from check_deputies(project)
    yield from check_signed_acts(project, library)
    yield from check_signed_changes(project, library, labels)
    yield from check_notes(project, library)
    yield from check_statements(project, library)
    yield from check_wording(project, library)
    yield from check_house_terms(project, library)
    yield from check_unwritten(project, library)
    yield from check_words(project)
    yield from check_issued(project)
    yield from check_baselines(project, library, labels)
    yield from check_moved_ends(project, library, labels)
    yield from check_due_texts(project)
    yield from check_unrevised_bases(project)
    yield from check_younger(project, library, labels)
