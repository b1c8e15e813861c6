"""Every id of a project has a place, and every place exists."""

from __future__ import annotations

import re

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.registry import MACROS, PAGE_KINDS
from tests.pages.harbour import context, html

BY_NAME = {macro.name: macro for macro in MACROS}
OF_THE_TOP = {"top"}


def _page_ids(given: PageContext) -> dict[str, set[str]]:
    """The ids on every page of the project."""
    found: dict[str, set[str]] = {}
    for kind in PAGE_KINDS:
        for page in kind.find(given):
            name, argument = re.fullmatch(r'\{\{ (\w+)\((?:"(.*)")?\) \}\}\s*', page.body).groups()
            literals = {BY_NAME[name].parameters[0].name: argument} if argument else {}
            shown = html(given, BY_NAME[name].render(given, **literals))
            found[page.stem] = set(re.findall(r' id="([^"]+)"', shown)) | OF_THE_TOP
    return found


def test_every_kind_of_id_has_its_page() -> None:
    """Ids are unique in a project, so one table serves them all."""
    places = context().places

    expected = {
        "R-001": "requirements.html",
        "T-001": "test-protocol.html",
        "D-1": "decisions.html",
        "DEL-1": "sow-basic.html",
        "AC-1": "sow-basic.html",
        "WP-3": "sow-migration.html",
        "A-1": "assumptions.html",
        "RISK-1": "risks.html",
        "OP-1": "open-points.html",
        "M-1": "plan.html",
        "CR-1": "change-requests.html",
        "ACT-1": "minutes-2026-01-20-kick-off.html",
        "SOW-basic": "sow-basic.html",
        "petra-beispiel": "people.html",
        "harbour": "people.html",
        "IF-1": "environment.html",
        "W-1": "environment.html",
        "RESP-1": "responsibilities.html",
        "concept/provisioning": "implementation-concept.html",
    }
    assert {id: places[id].page for id in expected} == expected


def test_every_place_exists_on_its_page() -> None:
    """A link that leads nowhere is worse than no link."""
    for audience in Audience:
        given = context(audience=audience)
        found = _page_ids(given)
        missing = {
            f"{place.page}#{place.anchor or id}"
            for id, place in given.places.items()
            if (place.anchor or id) not in found.get(place.page.removesuffix(".html"), set())
        }
        assert not missing


def test_a_concept_that_is_not_begun_has_no_places() -> None:
    """Without the page there is nothing to link to."""
    given = context(prose={}, documents=())

    assert not [id for id in given.places if id.startswith("concept/")]
