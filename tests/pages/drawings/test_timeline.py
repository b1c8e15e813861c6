"""The plan as a timeline: what is said beside a mark stays clear of the day's line and of the marks."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from delivery_wiki.pages.drawings.timeline import MEDIUM, NARROW, WIDE, Layout, TimelineRow, draw_timeline
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.text_width import text_width
from delivery_wiki.pages.status.plan_pages import plan
from tests.pages.harbour import context, html

DAY = dt.date(2026, 11, 26)


def _late_row(days_from_now: int) -> TimelineRow:
    planned = context().status.plan[0]
    forecast = DAY + dt.timedelta(days=days_from_now)
    baseline = forecast - dt.timedelta(days=7)
    return TimelineRow(planned=replace(planned, baseline=baseline, forecast=forecast, actual=None, days_late=7))


@pytest.mark.parametrize("layout", [WIDE, MEDIUM, NARROW])
@pytest.mark.parametrize("said", ["7 days late", "7 Tage später als geplant"])
def test_the_words_of_a_delay_are_not_crossed_by_the_line_of_the_day(layout: Layout, said: str) -> None:
    """Wherever the mark stands beside the line, on the side where there is room."""
    words = Words(catalogue={"{days} days late": said})
    for days in range(-60, 60, 5):
        drawn = draw_timeline([_late_row(days), _late_row(-250), _late_row(200)], (), DAY, words, layout)
        (today,) = {float(x) for x in re.findall(r'<path d="M([\d.]+)[^>]*dw-svg-today', drawn)}
        places = [float(x) for x in re.findall(rf'<text x="([\d.]+)"[^>]*>{said}\s*</text>', drawn)]
        assert len(places) == 3
        for x in places:
            assert x + text_width(said, 12) <= layout.width, (days, layout.name)
            if len(said) < 12 or layout is not NARROW:  # where a long one has room on one side only
                assert not x <= today <= x + text_width(said, 12), (days, layout.name)


def test_a_tablet_has_a_timeline_of_its_own() -> None:
    """That of a phone is too small there, and the words of the wide one are."""
    page = html(context(), plan(context()))

    assert page.index("dw-only-wide--roomy") < page.index("dw-only-medium") < page.index('"dw-only-narrow"')
    assert "timeline-medium" in page
