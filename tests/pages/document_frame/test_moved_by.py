"""What moved since a signature names who asked for it, what it costs, and until when it is to be decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.document_frame.moved_by import moved_by
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.render.tree_text import inline_text
from tests.calculations.status_projects import day, library
from tests.calculations.verification.test_baselines import AGREED, more_days, request, signed_project

DAY = dt.date(2026, 5, 1)


def context(*requests: ChangeRequest) -> PageContext:
    """The project whose signed statement of work has one day more than was signed."""
    project = replace(more_days(signed_project()), changes=requests)
    return page_context(project, Audience.CUSTOMER, library(), {}, DAY, asked=True)


def lines(given: PageContext, kind: str = "sow", topic: str | None = "mail") -> list[str]:
    """The lines in words."""
    return [inline_text(line) for line in moved_by(given, kind, topic)]


def test_the_request_is_named_with_its_cost_and_its_day() -> None:
    """Who asked, for how much, and until when somebody has to decide."""
    asked = request("SOW-mail", days=Decimal(1), amount=Decimal(1200), currency="EUR", due=day(5, 8))
    (line,) = lines(context(asked))

    assert line.startswith("CR-1 More · Raised on Apr 1, 2026 by ")
    assert line.endswith(" · +1,200.00\xa0EUR · +1 person-days · to be decided by Fri May 8, 2026")


def test_a_request_without_a_day_says_so() -> None:
    """Nobody is told that it can wait for ever."""
    assert lines(context(request("SOW-mail")))[0].endswith("not decided yet, and no day is set")


def test_an_agreed_request_says_when() -> None:
    """What is decided asks nobody any more."""
    assert lines(context(request("SOW-mail", **AGREED)))[0].endswith("agreed Apr 2, 2026")


def test_what_no_request_names_is_said() -> None:
    """The work package that moved stands there by its id."""
    (line,) = lines(context(request("R-999")))

    assert line.startswith("No change request names it yet: WP-")


def test_a_document_that_nobody_signed_has_no_such_line() -> None:
    """A draft moves as it likes."""
    assert lines(context(), "formal-offer", None) == []


def test_what_is_to_be_decided_has_a_place_among_what_is_due() -> None:
    """The day of the request is what its owner owes it by."""
    (owed,) = (owed for owed in context(request("SOW-mail", due=day(5, 8))).status.owed if owed.id == "CR-1")

    assert owed.due == day(5, 8)
