"""What people owe over all projects: who is one person, their page, their calendar and their bookings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from delivery_wiki.model.shared_people import SharedPeople, SharedPerson
from delivery_wiki.pages.elements.page_kind import WikiContext
from delivery_wiki.pages.status.calendar import work_calendar
from delivery_wiki.pages.status.portfolio_pages import portfolio
from delivery_wiki.pages.status.work_pages import find_people, has_calendar, people_overview, person, work_of
from tests.calculations.money.test_efforts import package, priced
from tests.pages.status_examples import ON, PROJECT, REFUSED, context, html, wiki

SECOND = replace(PROJECT, slug="second", title="Second")
CARA = SharedPerson(id="cara", name="Cara Customer")


def shared(*people: SharedPerson, projects: WikiContext | None = None) -> WikiContext:
    """Two projects with the same people, of whom some are said to be one person."""
    return replace(projects or wiki(context(), context(SECOND)), people=SharedPeople(people=people))


def test_people_of_two_projects_are_one_person_only_where_that_is_said() -> None:
    """Else two customers' people of one id would read each other's work."""
    apart = [(found.id, found.parts) for found in find_people(shared())]
    joined = [(found.id, found.parts) for found in find_people(shared(CARA))]

    assert apart[:2] == [("cara-mail", (("mail", "cara"),)), ("cara-second", (("second", "cara"),))]
    assert joined[0] == ("cara", (("mail", "cara"), ("second", "cara")))
    assert [id for id, _ in joined[1:]] == ["vera-mail", "vera-second"]
    assert [found.id for found in find_people(wiki(context()))] == ["cara", "vera"]


def test_another_id_and_chosen_projects_make_one_person() -> None:
    """Rosters need not spell an id alike, and of three projects only two may be meant."""
    other = replace(SECOND, people=tuple(replace(each, id=f"{each.id}-2") for each in SECOND.people))
    third = replace(PROJECT, slug="third", title="Third")
    meant = SharedPerson(id="cara", name="Cara Customer", ids=("cara-2",), projects=("mail", "second"))
    found = find_people(shared(meant, projects=wiki(context(), context(other), context(third))))

    assert found[0].parts == (("mail", "cara"), ("second", "cara-2"))
    assert ("cara-third", (("third", "cara"),)) in [(each.id, each.parts) for each in found]


def test_a_page_alone_names_those_of_the_same_id() -> None:
    """With the file that says who is one person; nothing where that was said."""
    page = html(person(shared(), "cara-mail"))

    assert 'href="cara-second.html">second</a>' in page
    assert "docs/people.yml" in page
    assert "docs/people.yml" not in html(person(shared(CARA), "cara"))


def test_a_person_sees_what_is_owed_in_every_project_by_its_urgency() -> None:
    """Links lead from people/ into the project's pages; overdue first, in all projects."""
    page = html(person(shared(CARA), "cara"))

    assert 'href="../projects/mail/open-points.html#OP-1"' in page
    assert 'href="../projects/second/open-points.html#OP-1"' in page
    assert "4 days overdue" in page
    assert "2 overdue</span> · <strong>Owes 4</strong>" in page
    overdue = page[page.index('<h2 id="overdue"') :].split("<h2")[1]
    assert overdue.count("<strong>answer:</strong>") == 2
    assert page.index("4 days overdue") < page.index("Later (2)") < page.index('<h2 id="projects"')


def test_what_somebody_waits_for_is_moved_by_others() -> None:
    """The open conditions of the next gate, with who can move them; none of their own."""
    waits = html(person(wiki(context()), "vera"))
    waiting = waits[waits.index('<h2 id="waiting"') :]
    own = html(person(wiki(context()), "cara"))

    assert "No overdue open points" in waiting
    assert "Cara Customer" in waiting
    assert "Waiting for others" not in own


def test_a_project_that_ended_stands_among_the_projects_alone() -> None:
    """With their part in it, and how it stands."""
    page = html(person(wiki(context(), context(REFUSED)), f"vera-{PROJECT.slug}"))
    ended = html(person(wiki(context(), context(REFUSED)), "vera-refused"))

    assert "<strong>Owes 1</strong>" in page
    assert "overdue" not in page[: page.index("Waiting")]
    assert "Owes nothing in any project." in ended
    assert "archived" in ended


def test_what_is_due_soon_is_marked_for_each_project_and_person() -> None:
    """From the lead time of the process on, as on the pages of the project; before it, a plain date."""
    point = PROJECT.open_points[0]
    soon = context(replace(PROJECT, open_points=(replace(point, due=ON + dt.timedelta(days=1)),)), lead=5)
    later = context(replace(PROJECT, open_points=(replace(point, due=ON + dt.timedelta(days=60)),)), lead=5)

    assert "due in 1 day" in html(person(wiki(soon), "cara"))
    assert "due in" not in html(person(wiki(later), "cara"))
    assert "1 in seven days" in html(portfolio(wiki(soon)))
    assert "in seven days" not in html(portfolio(wiki(later)))


def test_an_unknown_person_is_refused() -> None:
    """A misspelt id must not give an empty page."""
    with pytest.raises(ValueError, match="'nobody' is not one of"):
        person(wiki(context()), "nobody")


def test_everybody_stands_on_one_page_the_latest_first() -> None:
    """With what is overdue and what is owed first; whose projects nobody keeps owe nothing that is known."""
    page = html(people_overview(shared(CARA)))

    assert page.index("Cara Customer") < page.index("Vera Vendor")
    assert '<a href="cara.html">Cara Customer</a>' in page
    assert "2 overdue" in page
    old = replace(wiki(context()), on=ON + dt.timedelta(days=60))
    assert "overdue" not in html(people_overview(old)).replace("Overdue", "")
    assert "without Mail for Example Telco, not updated" in html(person(old, "cara"))


def test_the_calendar_of_a_person_has_each_date_of_all_projects() -> None:
    """One event for each, named after its project; nobody who owes nothing dated has one."""
    known = shared(CARA)
    work = work_of(known, find_people(known)[0])
    text = work_calendar(work, known.words).replace("\r\n ", "")

    assert text.count("BEGIN:VEVENT") == sum(task.owed.due is not None for task in work.tasks) > 2
    assert "X-WR-CALNAME:What Cara Customer owes" in text
    assert "Second" in text
    assert not has_calendar(replace(work, tasks=()))


def test_remaining_days_are_spread_until_they_are_due_and_too_many_are_marked() -> None:
    """Ten days in the week and a half that is left: more in each week than it has days."""
    mine = replace(package("WP-1", "12", "lead"), owner="vera")
    sow = replace(priced(mine), starts=ON, ends=ON + dt.timedelta(days=9))
    known = wiki(context(replace(PROJECT, sows=(sow,))))
    work = work_of(known, find_people(known)[1])

    (booking,) = work.bookings
    assert booking.remaining == Decimal(12)
    assert [day.weekday() for day in booking.days] == [1, 2, 3, 4, 0, 1, 2, 3]
    assert [week.booked for week in work.weeks[:3]] == [6, 6, 0]
    assert [week.room for week in work.weeks[:3]] == [4, 5, 5]
    assert [week.monday for week in work.overbooked] == [ON - dt.timedelta(days=1), ON + dt.timedelta(days=6)]
    page = html(person(known, "vera"))
    assert "WP-1" in page[page.index('id="booked"') :]


def test_what_has_no_day_ahead_is_to_be_done_at_once() -> None:
    """A package whose end is past, or that has none, is booked in this week."""
    mine = replace(package("WP-1", "3", "lead"), owner="vera")
    for ends in (None, ON - dt.timedelta(days=3)):
        known = wiki(context(replace(PROJECT, sows=(replace(priced(mine), starts=None, ends=ends),))))
        work = work_of(known, find_people(known)[1])
        assert [week.booked for week in work.weeks] == [3, 0, 0, 0, 0, 0]
