"""The portfolio and the pages of people."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.internal_notes import CostRate, Internal
from delivery_wiki.model.project.register_entries import Decision, DecisionOutcome
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.pages.elements.page_kind import PageContext, WikiContext
from delivery_wiki.pages.elements.tree import Strip, Table
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.status.portfolio_efforts import portfolio_efforts
from delivery_wiki.pages.status.portfolio_glance import by_urgency, portfolio_glance
from delivery_wiki.pages.status.portfolio_pages import portfolio
from delivery_wiki.pages.status.portfolio_rows import portfolio_row
from tests.pages.documents.examples import texts
from tests.pages.harbour import context as harbour_context
from tests.pages.harbour import harbour
from tests.pages.status_examples import BUILD, EMPTY, ON, PROCESS, PROJECT, REFUSED, START, context, html, wiki

ALL = wiki(context(), context(EMPTY), context(REFUSED))


def table() -> Table:
    """The table of projects."""
    return next(block for block in portfolio(ALL) if isinstance(block, Table))


def test_a_row_a_project_with_health_and_cause() -> None:
    """Where each one stands, and why."""
    page = html((table(),))

    assert len(table().rows) == 3
    assert 'href="mail/index.html"' in page
    assert "Example Telco" in page
    assert "1 of 2 met" in page
    assert "late" in page
    assert "No-Go on" in page


def test_a_row_names_what_blocks_the_gate_and_whose_move_it_is() -> None:
    """With who leads the project, since when it is in its phase, and what is owed."""
    page = html((table(),))
    row = page[page.index('id="mail"') :]

    assert "Example Telco · Vera Vendor" in row
    assert "23 days" in row
    assert "No overdue open points: Cara Customer" in row
    assert "1 overdue" in row
    assert "2 open points" in row


def test_the_days_in_the_first_phase_count_from_the_begin() -> None:
    """Nothing of what ended."""
    rows = {project.view.project.slug: portfolio_row(project, ALL) for project in ALL.projects}
    assert rows["mail"].since == PROJECT.started
    assert rows["mail"].days == 23
    assert rows["refused"].days is None
    assert rows["refused"].blocked is None


def test_an_older_process_is_named() -> None:
    """Where a newer version is released, so that it can be seen who lags behind."""
    newer = replace(ALL, processes=(*ALL.processes, replace(ALL.processes[0], version="2")))

    assert portfolio_row(ALL.projects[0], newer).newest == "2"
    assert portfolio_row(ALL.projects[0], ALL).newest == ""
    assert "process 1" in html(portfolio(newer))
    assert "process 1" not in html(portfolio(ALL))


def test_a_number_in_a_title_counts_as_a_number() -> None:
    """Customer 2 stands before customer 10."""
    titles = ("Customer 10", "Customer 2", "Äther", "7 offices")
    several = wiki(*(context(replace(EMPTY, title=title, slug=f"p{at}")) for at, title in enumerate(titles)))

    found = [project.view.project.title for project in by_urgency(several)]
    assert found.index("Customer 2") < found.index("Customer 10")


def test_filters_offer_only_values_that_tell_rows_apart() -> None:
    """A chip that keeps every row is noise."""
    keys = {chosen.key for chosen in table().filters}

    assert "health" in keys
    assert "phase" in keys
    assert "process" not in keys


def test_rows_carry_what_the_filters_ask_for() -> None:
    """Each chip finds at least one row."""
    for chosen in table().filters:
        for value, _ in chosen.choices:
            assert any(value in dict(row.data)[chosen.key].split(" ") for row in table().rows)


def test_counts_by_phase_add_up() -> None:
    """Every project is in exactly one phase, or has ended."""
    (strip,) = [block for block in portfolio(ALL) if isinstance(block, Strip)]

    assert {step.title for step in strip.steps} >= {"Initialisation", "Closed or archived"}
    assert sum(int(step.note) for step in strip.steps) == len(ALL.projects)


def test_who_needs_somebody_stands_first_and_what_is_old_says_so() -> None:
    """Late ones before those on track, archived ones last; a project that nobody kept is not called on track."""
    old = context(replace(PROJECT, slug="old"))
    later = replace(wiki(context(), old), on=context().on + dt.timedelta(days=15))
    page = html(portfolio(later))

    assert "not updated since Nov 24, 2026" in page
    assert [project.status.archived is None for project in by_urgency(ALL)] == sorted(
        (project.status.archived is None for project in ALL.projects), reverse=True
    )


def test_the_first_page_says_what_is_late_or_due_in_all_projects() -> None:
    """The verb, what, in which project and by whom, with links into the projects; nothing of those that ended."""
    page = html(portfolio_glance(ALL))

    assert "Late, and due in seven days" in page
    assert f'href="projects/{PROJECT.slug}/' in page
    assert "4 days overdue" in page
    assert "delivery new" in html(portfolio_glance(wiki()))


def test_without_projects_it_says_how_to_start_one() -> None:
    """An empty wiki helps its first author."""
    assert "delivery new" in html(portfolio(wiki()))


def test_a_chip_that_keeps_every_row_is_left_out() -> None:
    """Where all projects wait for the customer, only the other side tells rows apart."""
    for chosen in table().filters:
        for value, _ in chosen.choices:
            assert not all(value in dict(row.data)[chosen.key].split(" ") for row in table().rows)


def test_the_portfolio_speaks_the_wikis_language_and_spells_each_phase_once() -> None:
    """Projects in other languages and of other versions share its columns."""
    first = context(replace(PROJECT, language="de"))
    renamed = replace(PROCESS, version="2", phases=(replace(START, title="Initialization"), BUILD))
    german = replace(first, words=Words(language="de", catalogue={"{milestone} was due on {date}": "war fällig"}))
    all_projects = WikiContext(
        projects=(german, context()), processes=(PROCESS, renamed), rule_sets=(), words=Words(), on=ON
    )
    page = html(portfolio(all_projects))

    assert "Initialization" in page
    assert "Initialisation" not in page
    assert "fällig" not in page


def test_a_project_before_its_start_is_not_on_track() -> None:
    """Nothing can be right or wrong yet."""
    ahead = context(replace(PROJECT, started=dt.date(2027, 1, 11), open_points=()))
    page = html(portfolio(wiki(ahead)))

    assert "not started" in page
    assert "Starts on Jan 11, 2027" in page
    assert "on track" not in page


# --- efforts and margins --------------------------------------------------------------------------


def priced(slug: str, *, archived: bool = False, rates: bool = True) -> PageContext:
    """The example with every field under another name, with or without cost rates, archived or not."""
    full = harbour()
    no_go = Decision(
        id="D-90",
        title="No-Go",
        date=dt.date(2026, 3, 1),
        decided_by="nora-nowhere",
        gate="go-no-go",
        outcome=DecisionOutcome.NO_GO,
    )
    decisions = (
        (*(decision for decision in full.decisions if decision.gate != "go-no-go"), no_go)
        if archived
        else full.decisions
    )
    internal = Internal(currency="EUR", cost_rates=(CostRate(role="consultant", rate=Decimal(700)),))
    project = replace(full, slug=slug, title=slug, decisions=decisions, internal=internal if rates else None)
    return harbour_context(project)


def effort_tables(*projects: PageContext) -> list[list[list[str]]]:
    """The rows of the tables under the table of projects."""
    blocks = portfolio_efforts(wiki(*projects))
    return [
        [[cell.replace("\xa0", " ") for cell in row] for row in texts(block)]
        for block in blocks
        if isinstance(block, Table)
    ]


def test_efforts_and_margins_are_summed_over_projects() -> None:
    """A total is what a reader adds up by hand."""
    days, money = effort_tables(priced("a"), priced("b"))

    assert days[-1] == ["Total", "15 / +4 by agreed changes", "10", "6", "16", "-3"]
    assert [row[0] for row in money] == ["a", "b", "Total"]
    assert money[-1][1:] == [
        *("25,542.00", "21,402.00"),
        *("15,017.00", "12,602.00"),
        *("10,525.00 / 41.2 %", "8,800.00 / 41.1 %"),
    ]


def test_archived_projects_count_for_nothing() -> None:
    """Neither their days nor their margin, and the page says so."""
    days, money = effort_tables(priced("a"), priced("gone", archived=True))
    page = html(portfolio_efforts(wiki(priced("a"), priced("gone", archived=True))))

    assert [row[0] for row in days] == ["a", "Total"]
    assert days[-1][1:5] == ["7.5 / +2 by agreed changes", "5", "3", "8"]
    assert [row[0] for row in money] == ["a", "Total"]
    assert "Archived, and counted nowhere: gone" in page


def test_a_project_without_cost_rates_is_named_in_the_total() -> None:
    """A dash with its reason, and a total that says what it is without."""
    _, money = effort_tables(priced("a"), priced("bare", rates=False))

    assert money[1][0].startswith("bare / without SOW-basic: no cost rate is written")
    assert money[1][1:] == ["–"] * 6
    assert money[2][0] == "Total of 2 of 4 statements of work / without bare"
    assert money[2][1:3] == ["12,771.00", "10,701.00"]


def test_a_project_without_work_packages_is_named_and_links_to_its_home() -> None:
    """It has no page of efforts, and the total is without it."""
    bare = replace(harbour(), slug="bare", title="bare", internal=None, sows=(StatementOfWork(topic="a", title="A"),))
    page = html(portfolio_efforts(wiki(priced("a"), harbour_context(bare))))

    assert 'href="a/efforts.html"' in page
    assert 'href="bare/index.html"' in page
    assert "bare/efforts.html" not in page
    assert "No work package is written yet, and nothing is counted: bare" in page


def test_the_first_page_stays_one_page_for_many_projects() -> None:
    """The ten that need somebody first and the way to all of them; of what is due as much as somebody reads."""
    many = wiki(*(context(replace(PROJECT, slug=f"p{at}", title=f"Project {at}")) for at in range(60)))
    page = html(portfolio_glance(many))
    stand = page[page.index("Where they stand") :]

    assert stand.count('href="projects/p') == 10
    assert 'href="projects/index.html">All 60 projects</a>' in stand
    assert len(page) < 40_000
    assert "more stand in the projects and on the pages of people." in page
    few = html(portfolio_glance(replace(many, projects=many.projects[:12])))
    assert few[few.index("Where they stand") :].count('href="projects/p') == 12


def test_who_is_late_for_longest_stands_first() -> None:
    """Behind its plan at a gate, or with a milestone that is overdue, whichever is more."""
    overdue = replace(PROJECT.milestones[0], id="M-9", gate=None, baseline=ON - dt.timedelta(days=90), forecast=None)
    long = context(replace(PROJECT, slug="long", title="Zoo", milestones=(*PROJECT.milestones, overdue)))

    assert [project.view.project.slug for project in by_urgency(wiki(context(), long))] == ["long", "mail"]


def test_customers_see_no_efforts_of_a_portfolio() -> None:
    """Rates, costs and margins never leave the vendor."""
    assert portfolio_efforts(wiki(harbour_context(audience=Audience.CUSTOMER))) == ()


def test_days_are_told_only_where_they_count_from_the_day_of_the_page() -> None:
    """A project that is seen on another day says that day; how far a date is from it would be read from the page's."""
    earlier = context(replace(PROJECT, as_of=ON - dt.timedelta(days=1)), on=ON - dt.timedelta(days=1))
    page = html(portfolio_glance(wiki(earlier, context(replace(PROJECT, slug="second", title="Second")))))

    assert "3 days overdue" not in page
    assert page.count("4 days overdue") == 1
    assert page.count("> overdue</span>") == 1 or page.count(">overdue</span>") == 1
    assert page.count("as of Nov 23") == 2  # beside what is due, and where the projects stand
