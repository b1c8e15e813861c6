"""The process page: basis visible, versions compared, nothing internal for a customer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.process import Activity, Basis
from delivery_wiki.pages.status.process_pages import (
    MACROS,
    document_list,
    milestones,
    phase_status,
    process_overview,
    project_process,
)
from tests.pages.status_examples import BUILD, PROCESS, START, context, html, wiki

LATER = replace(
    PROCESS,
    version="2",
    phases=(
        replace(
            START,
            title="Initialization",
            activities=(*START.activities, Activity(id="workshop", title="Workshop", basis=Basis.SOURCED)),
        ),
        BUILD,
    ),
)


@pytest.mark.parametrize(("days", "said"), [(0, None), (1, "1 business day ahead"), (5, "5 business days ahead")])
def test_the_lead_time_is_told(days: int, said: str | None) -> None:
    """From when on a duty is marked due is part of the process, so its page says so."""
    shown = html(process_overview(replace(wiki(), processes=(replace(PROCESS, lead_business_days=days),))))

    assert ("marked due" in shown) is (said is not None)
    assert said is None or said in shown


def test_every_statement_shows_its_basis() -> None:
    """A reader can tell what a source says from what was inferred or proposed."""
    page = html(process_overview(wiki()))

    for word in ("sourced", "inferred", "proposal"):
        assert f'<span class="dw-muted">{word}</span>' in page


def test_the_newest_version_says_what_changed_since_the_one_before() -> None:
    """Both versions side by side, only where they differ."""
    page = html(process_overview(replace(wiki(), processes=(LATER, PROCESS))))

    assert "What changed since version 1" in page
    assert "Workshop" in page
    assert "Initialization" in page


def test_the_first_version_compares_with_nothing() -> None:
    """A single version has no section about changes."""
    assert "What changed since" not in html(process_overview(wiki()))


def test_two_versions_on_one_page_keep_their_anchors_apart() -> None:
    """A named version prefixes its anchors."""
    page = html(process_overview(replace(wiki(), processes=(LATER, PROCESS)), version="1"))

    assert 'id="v1-phase-initialisation"' in page
    assert 'id="phase-initialisation"' not in page


def test_an_unknown_version_names_those_that_are_known() -> None:
    """An author sees what could be meant."""
    with pytest.raises(ValueError, match="not one of: 1"):
        process_overview(wiki(), version="9")


def test_links_of_the_picture_have_a_target_on_the_page() -> None:
    """Nothing in the picture leads nowhere."""
    page = html(process_overview(wiki()))
    targets = {part.split('"')[0] for part in page.split('href="#')[1:]}

    assert targets
    assert all(f'id="{target}"' in page for target in targets)


def test_a_customer_sees_no_internal_document() -> None:
    """The retrospective never leaves the vendor, not even by name."""
    assert "Retrospective" in html(project_process(context()))
    assert "etrospective" not in html(project_process(context(audience=Audience.CUSTOMER)))


def test_a_project_shows_the_state_of_each_condition() -> None:
    """The pinned version carries the project's own state."""
    page = html(project_process(context()))

    assert "1 of 2 met" in page
    assert "dw-state--met" in page


def test_phase_status_names_the_next_gate_and_who_can_move_it() -> None:
    """The short form still answers what blocks the project."""
    page = html(phase_status(context()))

    assert "Next gate: Go / No-Go" in page
    assert "7 days late" in page


def test_documents_and_milestones_show_state_and_date() -> None:
    """Both tables say where each row stands."""
    assert "agreed" in html(document_list(context()))
    assert "Sat Dec 12, 2026" in html(milestones(context()))


def test_macros_have_an_example_and_a_summary() -> None:
    """The reference of macros is generated from them."""
    assert all(macro.example and macro.summary for macro in MACROS)
