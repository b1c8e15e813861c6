"""A statement of work reads like a contract and its tables add up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.money.agreed_changes import EVER
from delivery_wiki.calculations.money.efforts import sow_figures
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.located import SourceReference
from delivery_wiki.model.project.requirements import RequirementDecision
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.statement_of_work_terms import Definition, Price, PriceBasis, StatementOfWork, Travel
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.documents.sow_effort import price_positions
from delivery_wiki.pages.documents.sow_terms import requested
from delivery_wiki.pages.documents.statement_of_work import find_pages, sow_summary, statement_of_work
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.tree import Document
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.calculations.status_projects import accepted as accepted_on
from tests.pages.documents import examples
from tests.pages.documents.examples import context_of, document_in, outline, project, prose, section, template, texts

SECTIONS = (
    section("background", prose=True),
    section("scope", "scope", required=True),
    section("out-of-scope", "out-of-scope", required=True),
    section("requirements", "requirements"),
    section("approach", "approach", prose=True),
    section("deliverables", "deliverables", required=True),
    section("schedule", "schedule", required=True),
    section("customer-duties", "customer-duties"),
    section("assumptions", "assumptions"),
    section("effort", "effort", required=True),
    section("acceptance", "acceptance", required=True),
    section("change-control", prose=True),
    section("precedence", prose=True),
)
TEMPLATE = template("sow", *SECTIONS, signed=True)
BASIC = template("basic-sow", *SECTIONS)


def test_clauses_are_numbered_in_the_template_s_order() -> None:
    """Contracts are cited by clause number."""
    document = document_in(statement_of_work(context_of(project(), TEMPLATE), "migration"))

    assert outline(document.blocks) == [
        "1 scope",
        "2 out-of-scope",
        "3 requirements",
        "4 approach",
        "5 deliverables",
        "5.1 Mailboxes moved",
        "6 schedule",
        "7 customer-duties",
        "8 assumptions",
        "9 effort",
        "9.1 Effort",
        "9.2 Price",
        "9.3 Payment",
        "10 acceptance",
        "11 change-control",
        "12 precedence",
        "13 Signatures",
    ]


def test_the_effort_table_shows_each_rounded_line_and_their_sum() -> None:
    """Line = days x rate rounded half up to the minor unit; the total is the sum of the rounded lines."""
    document = document_in(statement_of_work(context_of(project(), TEMPLATE), "migration"))
    effort, price, payment = [
        table for table in examples.tables(document.blocks) if "Amount" in [column.title for column in table.columns]
    ]

    assert [row[3:] for row in texts(effort)] == [
        ["2.5", "1,180.00", "2,950.00"],
        ["3.333", "1,080.00", "3,599.64"],
        ["5.833", "", "6,549.64"],
    ]
    assert [row[1] for row in texts(price)] == ["6,549.64", "654.96", "100.00", "7,304.60"]
    assert [row[3] for row in texts(payment)] == ["2,432.43", "4,872.17", "7,304.60"]


def test_a_sow_without_a_price_says_so() -> None:
    """A filled statement of work answers a request for information before there is a contract."""
    price = Price(basis=PriceBasis.NOT_PRICED)
    sow = replace(examples.statement_of_work("basic"), price=price, payment=(), acceptance_clock=None)
    blocks = statement_of_work(context_of(project(sows=(sow,)), BASIC), "basic")
    html = HtmlRenderer(Words()).render(blocks)

    assert "carries no price" in html
    assert "EUR" not in html


def test_a_missing_rate_gives_no_sum() -> None:
    """A sum without one role's work would be an offer that nobody meant; a sentence about it is no contract text."""
    sow = examples.statement_of_work()
    assert sow.price is not None
    halved = replace(sow, price=replace(sow.price, rates=sow.price.rates[:1]))
    html = HtmlRenderer(Words()).render(statement_of_work(context_of(project(sows=(halved,)), TEMPLATE), "migration"))

    assert "The price is not complete" not in html
    assert "2,950.00" in html
    assert "Total without value-added tax" not in html


def test_a_cap_appears_as_what_it_takes_off_so_that_the_table_adds_up() -> None:
    """Positions that do not add up to the total would be disputed."""
    sow = examples.statement_of_work()
    assert sow.price is not None
    capped = replace(sow.price, basis=PriceBasis.TIME_AND_MATERIAL_CAPPED, cap=Decimal(7000))
    (figures,) = sow_figures(project(sows=(replace(sow, price=capped),)), on=EVER)

    positions = price_positions(context_of(project(), TEMPLATE), capped, figures)

    assert positions[-1] == ("Reduction to the cap", Decimal("-304.60"))
    assert sum(amount or Decimal(0) for _, amount in positions) == Decimal(7000)


def test_a_fixed_price_stands_alone() -> None:
    """Its total does not follow from days and rates."""
    sow = examples.statement_of_work()
    assert sow.price is not None
    fixed = replace(sow.price, basis=PriceBasis.FIXED_PRICE, fixed_amount=Decimal(6800))
    (figures,) = sow_figures(project(sows=(replace(sow, price=fixed),)), on=EVER)

    assert price_positions(context_of(project(), TEMPLATE), fixed, figures) == (("Fixed price", Decimal("6800.00")),)


def test_agreed_change_requests_are_listed_whatever_is_written_about_changes() -> None:
    """An agreed change is part of the contract."""
    agreed = ChangeRequest(
        id="CR-1",
        title="More mailboxes",
        reason="Merger",
        raised=examples.ON,
        raised_by="nora",
        moves=("DEL-1",),
        days=Decimal(2),
        amount=Decimal(2360),
        currency="EUR",
        decision=ChangeDecision.AGREED,
        decided=examples.ON,
    )
    written = {"sow/migration": prose("sow/migration", ("change-control", "By phone."))}
    given = project(prose=written, changes=(agreed, replace(agreed, id="CR-2", decision=ChangeDecision.OPEN)))
    html = HtmlRenderer(Words()).render(statement_of_work(context_of(given, TEMPLATE), "migration"))

    assert "By phone." in html
    assert "CR-1" in html
    assert "CR-2" not in html
    assert "move this by 2 person-days and 2,360.00" in html


CHANGE = ChangeRequest(
    id="CR-1",
    title="More mailboxes",
    reason="Merger",
    raised=examples.ON,
    raised_by="nora",
    moves=("SOW-migration",),
    days=Decimal(2),
    amount=Decimal(2360),
    currency="EUR",
    decision=ChangeDecision.AGREED,
    decided=examples.ON,
)


def capped_page(*changes: ChangeRequest, cap: int = 8000, audience: Audience = Audience.CUSTOMER, **sow: Any) -> str:
    """The page of a statement of work of 7,304.60 with a cap."""
    given = replace(examples.statement_of_work(), **sow)
    assert given.price is not None
    price = replace(given.price, basis=PriceBasis.TIME_AND_MATERIAL_CAPPED, cap=Decimal(cap))
    shown = context_of(project(sows=(replace(given, price=price),), changes=changes), TEMPLATE, audience=audience)
    return HtmlRenderer(Words()).render(statement_of_work(shown, "migration")).replace("\xa0", " ")


def test_the_document_says_which_holds_where_changes_pass_the_cap() -> None:
    """What it comes to, the cap, and what is charged at most: never a total above the cap without a word."""
    html = capped_page(CHANGE)

    assert "The cap is 8,000.00 EUR." in html
    assert "With them it comes to 7.833 person-days and 9,664.60 EUR." in html
    assert "The cap covers all of it: no more than 8,000.00 EUR is charged." in html


def test_a_change_request_that_raises_the_cap_says_so_in_the_document() -> None:
    """Then nothing is taken off, and the dates that it moves stand with it."""
    raised = replace(CHANGE, cap=Decimal(10_000), ends=dt.date(2027, 5, 7), valid_until=dt.date(2027, 3, 1))
    html = capped_page(raised)

    assert "By CR-1 the cap is 10,000.00 EUR." in html
    assert "are charged at most" not in html
    assert "Ends by change request" in html
    assert "By CR-1 the price is valid until Mar 1, 2027." in html


def test_a_change_that_was_agreed_after_the_price_was_valid_holds_by_itself() -> None:
    """The document says so instead of showing two dates that contradict."""
    sow = examples.statement_of_work()
    assert sow.price is not None
    html = capped_page(CHANGE, price=replace(sow.price, valid_until=examples.ON - dt.timedelta(days=1)))

    assert "What was agreed after that holds as it was agreed: CR-1." in html


def test_a_later_revision_holds_the_change_in_its_own_figures() -> None:
    """Nothing is added to a price that contains it."""
    html = capped_page(CHANGE, revision=2, revised=examples.ON)

    assert "CR-1" in html
    assert "move this by" not in html
    assert "are charged at most" not in html


def test_agreed_days_are_added_where_there_is_no_price() -> None:
    """The effort table says what was signed, and the sentence what it comes to."""
    bare = replace(examples.statement_of_work(), price=None)
    shown = context_of(project(sows=(bare,), changes=(CHANGE,)), TEMPLATE)
    html = HtmlRenderer(Words()).render(statement_of_work(shown, "migration"))

    assert "With the agreed change requests it comes to 7.833 person-days." in html


def test_a_price_that_a_cap_holds_says_what_is_charged_at_most() -> None:
    """Without any change request, too."""
    assert "no more than 7,000.00 EUR is charged." in capped_page(cap=7000)


def test_what_is_spent_changes_no_word_of_a_contract() -> None:
    """Cap, price and changes are the contract's; what is spent, what it costs and what is left is not."""
    packages = tuple(
        replace(package, spent=Decimal(99), remaining=Decimal(77), as_of=examples.ON)
        for package in examples.statement_of_work().work_packages
    )
    for audience in Audience:
        assert capped_page(CHANGE, audience=audience) == capped_page(CHANGE, audience=audience, work_packages=packages)


def test_a_later_concept_does_not_change_the_text_of_a_sow() -> None:
    """A statement of work cites the revision that was issued when it was written."""
    first = Issued(
        document="implementation-concept", topic=None, revision=1, fingerprint="0", issued=dt.date(2026, 11, 10)
    )
    second = replace(first, revision=2, issued=dt.date(2026, 11, 23))
    html = HtmlRenderer(Words()).render(
        statement_of_work(context_of(project(issued=(first, second)), TEMPLATE), "migration")
    )

    assert "Implementation Concept (revision 1 of Nov 10, 2026)" in html


def test_items_of_the_sow_are_anchored_on_its_page() -> None:
    """Every id links to its item."""
    html = HtmlRenderer(Words()).render(statement_of_work(context_of(project(), TEMPLATE), "migration"))

    for id in ("DEL-1", "AC-1", "WP-1", "WP-2"):
        assert html.count(f' id="{id}"') == 1


def test_written_clauses_replace_the_standard_text_and_unknown_headings_are_kept() -> None:
    """Two texts about the same thing would contradict each other; prose is never dropped."""
    written = {"sow/migration": prose("sow/migration", ("Change-Control", "By phone."), ("Extra", "More."))}
    document = document_in(statement_of_work(context_of(project(prose=written), TEMPLATE), "migration"))
    html = HtmlRenderer(Words()).render((document,))

    assert "By phone." in html
    assert "needs a change request too" not in html
    assert "13 Extra" in outline(document.blocks)


def test_a_statement_stands_among_the_assumptions() -> None:
    """Of several words it is no id: it is quoted as it is, without a link."""
    said = "The line to the data centre carries 1 Gbit/s."
    content = project()
    sows = tuple(replace(sow, assumptions=(*sow.assumptions, said)) for sow in content.sows)
    shown = HtmlRenderer(Words()).render(
        statement_of_work(context_of(replace(content, sows=sows), TEMPLATE), "migration")
    )

    assert said in shown
    assert shown.count('href="assumptions.html') == 1


def test_assumptions_are_quoted_and_linked() -> None:
    """A false assumption entitles to a change request, so its text is part of the contract."""
    html = HtmlRenderer(Words()).render(statement_of_work(context_of(project(), TEMPLATE), "migration"))

    assert "The old servers stay until June." in html
    assert 'href="assumptions.html#A-1"' in html


def test_the_summary_lists_days_and_price_of_each_sow_with_a_total() -> None:
    """Sums are shown where every price is in the same currency."""
    both = (examples.statement_of_work(), replace(examples.statement_of_work("basic"), title="Basics"))
    (table,) = examples.tables(sow_summary(context_of(project(sows=both), TEMPLATE, BASIC)))

    assert [row[1:3] for row in texts(table)] == [
        ["5.833", "7,304.60\xa0EUR"],
        ["5.833", "7,304.60\xa0EUR"],
        ["11.666", "14,609.20\xa0EUR"],
    ]


def test_the_summary_says_both_figures_where_change_requests_are_agreed() -> None:
    """Planned alone, and with what was agreed beside it, in the row and in the total."""
    both = (replace(examples.statement_of_work(), revision=1), examples.statement_of_work("basic"))
    (table,) = examples.tables(sow_summary(context_of(project(sows=both, changes=(CHANGE,)), TEMPLATE, BASIC)))
    rows = [[cell.replace("\xa0", " ") for cell in row[1:3]] for row in texts(table)]

    with_changes = "{} with agreed change requests"
    assert rows[0] == [
        f"5.833 / {with_changes.format('7.833')}",
        f"7,304.60 EUR / {with_changes.format('9,664.60 EUR')}",
    ]
    assert rows[1] == ["5.833", "7,304.60 EUR"]
    assert rows[2] == [
        f"11.666 / {with_changes.format('13.666')}",
        f"14,609.20 EUR / {with_changes.format('16,969.20 EUR')}",
    ]


def test_a_total_of_the_summary_says_what_is_missing() -> None:
    """A statement of work without a price makes the total a least, and two currencies stay two."""
    priced, basic = examples.statement_of_work(), replace(examples.statement_of_work("basic"), title="Basics")
    assert basic.price is not None
    bare, swiss = replace(basic, price=None), replace(basic, price=replace(basic.price, currency="CHF"))

    assert total_of(priced, bare) == "at least 7,304.60 EUR"
    assert total_of(priced, swiss) == "7,304.60 EUR + 7,304.60 CHF"
    assert total_of(replace(priced, price=None), bare) == "not priced"


def total_of(*sows: StatementOfWork) -> str:
    """The price in the last row of the summary."""
    (table,) = examples.tables(sow_summary(context_of(project(sows=sows), TEMPLATE, BASIC)))
    return texts(table)[-1][2].replace("\xa0", " ")


def test_each_sow_has_a_page_and_the_basic_one_comes_first() -> None:
    """The Basic SOW is the older and more general one."""
    both = (examples.statement_of_work(), examples.statement_of_work("basic"))

    pages = find_pages(context_of(project(sows=both), TEMPLATE))

    assert [page.stem for page in pages] == ["sow-basic", "sow-migration"]
    assert pages[1].body == '{{ statement_of_work("migration") }}'


TERMS = template(
    "sow",
    section("definitions", "definitions"),
    section("basis", "basis"),
    section("answers", "answers"),
    section("roles", "roles"),
    section("effort", "effort"),
    section("change-control", "change-control", prose=True),
    section("warranty", "warranty", prose=True),
    section("precedence", "precedence", prose=True),
)


def rendered(given: Project) -> str:
    """The document with every section about terms, as HTML."""
    return HtmlRenderer(Words()).render(statement_of_work(context_of(given, TERMS), "migration"))


def test_travel_and_expenses_are_exact_and_capped_together() -> None:
    """An amount is trips x (travel time + cost), rounded once; the cap takes off what is above it, in the open."""
    sow = examples.statement_of_work()
    assert sow.price is not None
    trips = (Travel(title="Oslo", trips=3, time=Decimal("110.115"), cost=Decimal(90)),)
    price = replace(sow.price, travel=trips, expenses_cap=Decimal(650))
    given = project(sows=(replace(sow, price=price),))
    (figures,) = sow_figures(given, on=EVER)

    positions = price_positions(context_of(given, TERMS), price, figures)

    assert (figures.travel, figures.above_expenses_cap) == (Decimal("600.35"), Decimal("50.35"))
    assert positions[-1] == ("Reduction to the cap of travel and expenses", Decimal("-50.35"))
    assert sum(amount or Decimal(0) for _, amount in positions) == figures.total
    assert "600.35" in rendered(given)


def test_days_on_site_are_counted_separately() -> None:
    """They are part of the days and do not change the price."""
    sow = examples.statement_of_work()
    packages = (replace(sow.work_packages[0], on_site=Decimal("1.5")), *sow.work_packages[1:])
    given = project(sows=(replace(sow, work_packages=packages),))

    assert sow_figures(given, on=EVER)[0].total == sow_figures(project(), on=EVER)[0].total
    assert ">On site" in rendered(given)
    assert ">On site" not in rendered(project())


def test_standard_terms_hold_where_nothing_else_is_written() -> None:
    """Data wins over the standard text, and stands beside prose."""
    sow = examples.statement_of_work()
    assert "follows from the agreement" in rendered(project())
    assert "within 12 months" in rendered(project(sows=(replace(sow, warranty_months=12),)))

    own = replace(sow, warranty=("Two years.",), precedence=("The law.",), change_control=("By letter.",))
    html = rendered(project(sows=(own,)))
    assert all(text in html for text in ("Two years.", "The law.", "By letter."))
    assert "framework agreement" not in html
    assert "follows from the agreement" not in html


def test_own_definitions_replace_standard_ones() -> None:
    """A word means one thing in a contract."""
    own = Definition(term="person-day", meaning="Seven hours.")
    html = rendered(project(sows=(replace(examples.statement_of_work(), definitions=(own,)),)))

    assert "Seven hours." in html
    assert "hours of work of one person" not in html


def test_the_hours_of_a_person_day_stand_once() -> None:
    """In the definitions, where they say it; else below the effort."""
    told = "A person-day has 8 hours."
    hours = project(hours_per_person_day=Decimal(8))
    assert "8 hours of work of one person" in rendered(hours)
    assert told not in rendered(hours)
    assert told in rendered(replace(hours, clauses=None))


def test_a_request_is_answered_line_by_line() -> None:
    """Requirements whose source cites the request are its lines; what is not offered says so with the reason."""
    request = SourceReference(id="rfq", title="Request for quotation", request="RFQ-7")
    base = project().requirements[0]
    lines = (
        replace(base, id="R-1", source="RFQ-7, line 3", sow="SOW-migration", answer="As it stands."),
        replace(
            base, id="R-2", source="RFQ-7 line 4", sow=None, decision=RequirementDecision.REJECTED, reason="Too late."
        ),
        replace(base, id="R-3", source="RFQ-77, line 1", answer="Another request."),
        replace(base, id="R-4", source="RFQ-7, line 10"),
    )
    html = rendered(project(sources=(request,), requirements=lines))

    assert "line 3" in html
    assert "As it stands." in html
    assert "Too late." in html
    assert "Another request." not in html
    assert [line for line, _ in requested(project(requirements=lines[::-1]), "RFQ-7")] == [
        "line 3",
        "line 4",
        "line 10",
    ]


def test_only_revisions_issued_by_then_are_cited() -> None:
    """What is issued later must not change the text of a signed statement of work."""
    concept = template("implementation-concept")
    first = Issued(document="implementation-concept", revision=1, fingerprint="ab" * 32, issued=dt.date(2026, 1, 5))
    later = replace(first, revision=2, fingerprint="cd" * 32, issued=dt.date(2026, 9, 1))
    sow = replace(examples.statement_of_work(), revised=dt.date(2026, 2, 1))
    html = HtmlRenderer(Words()).render(
        statement_of_work(context_of(project(sows=(sow,), issued=(first, later)), TERMS, concept), "migration")
    )

    assert "Jan 5, 2026" in html
    assert "Sep 1, 2026" not in html
    assert "abab" not in html  # customers read numbers and days, no digests


def test_payments_fall_due_with_accepted_deliverables() -> None:
    """The note stands above the document, since it moves while the contract stays."""
    sow = examples.statement_of_work()
    accepted = tuple(replace(deliverable, attempts=(accepted_on(examples.ON),)) for deliverable in sow.deliverables)
    tied = tuple(replace(payment, deliverables=tuple(d.id for d in sow.deliverables)) for payment in sow.payment)
    given = project(sows=(replace(sow, deliverables=accepted, payment=tied),))

    def above(state: str) -> str:
        context = context_of(given, TERMS, state=state)
        documents = tuple(
            replace(document, topic="migration", reached=(state,)) for document in context.status.documents
        )
        context = replace(context, status=replace(context.status, documents=documents))
        blocks = statement_of_work(context, "migration")
        return HtmlRenderer(Words()).render(tuple(block for block in blocks if not isinstance(block, Document)))

    assert "2 of 2 payments are due" in above("signed")
    assert "2 of 2 payments would be due by accepted deliverables; the statement of work is not" in above("draft")
    assert "payments are due" not in rendered(project())


@pytest.mark.parametrize(
    ("basis", "amount"),
    [
        (PriceBasis.TIME_AND_MATERIAL, "estimated at 2,432.43 EUR"),
        (PriceBasis.TIME_AND_MATERIAL_CAPPED, "estimated at 2,331.00 EUR"),
        (PriceBasis.FIXED_PRICE, "2,264.40 EUR"),
    ],
)
@pytest.mark.parametrize("later", [True, False])
def test_what_is_due_is_owed_only_where_it_is_a_price(basis: PriceBasis, amount: str, later: bool) -> None:
    """Days are charged as they are spent, under a cap too: then it is an estimate. A change request has its price.

    Nobody owed by the first acceptance what a younger revision says, which is named with its day.
    """
    sow = examples.statement_of_work()
    assert sow.price is not None
    accepted = tuple(
        replace(deliverable, attempts=(accepted_on(dt.date(2026, 11, 20)),)) for deliverable in sow.deliverables
    )
    revised = dt.date(2026, 11, 21) if later else dt.date(2026, 11, 20)
    price = replace(sow.price, basis=basis, cap=Decimal(7000), fixed_amount=Decimal(6800))
    sow = replace(sow, deliverables=accepted, price=price, revised=revised)
    shown = context_of(project(sows=(sow,), changes=(replace(CHANGE, paid_with=("DEL-1",)),)), TERMS, state="signed")
    blocks = statement_of_work(shown, "migration")
    above = HtmlRenderer(Words()).render(tuple(block for block in blocks if not isinstance(block, Document)))
    above = above.replace("\xa0", " ")

    by_revision = " by revision 2 of Nov 21, 2026" if later else ""
    assert f"First: due since Nov 20, 2026, {amount}{by_revision}<" in above
    assert "By change request CR-1: More mailboxes: due since Nov 24, 2026, 2,360.00 EUR<" in above
    assert ("The amounts are an estimate" in above) is (basis is not PriceBasis.FIXED_PRICE)
    assert ("up to the cap of 7,000.00 EUR" in above) is (basis is PriceBasis.TIME_AND_MATERIAL_CAPPED)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"expenses": Decimal(100)}, True),
        ({"expenses": Decimal(0)}, False),
        ({"expenses": Decimal(0), "expenses_cap": Decimal(50)}, True),
        ({"expenses": Decimal(0), "travel": (Travel(title="Oslo", trips=1, cost=Decimal(90)),)}, True),
    ],
)
def test_a_cap_says_that_travel_and_expenses_are_under_it(changes: dict[str, Any], said: bool) -> None:
    """So the sum is computed; beside a cap of their own, nobody has to guess."""
    sow = examples.statement_of_work()
    assert sow.price is not None
    html = capped_page(price=replace(sow.price, **changes))

    assert ("The cap covers the whole price, travel and expenses included." in html) is said
    assert ("within the overall cap" in html) is ("expenses_cap" in changes)


def test_a_revision_says_which_change_requests_it_contains_and_which_come_on_top() -> None:
    """Both are agreed and both are listed: only those that were decided later move it."""
    own: dict[str, Any] = {"revision": 2, "revised": examples.ON - dt.timedelta(days=4)}
    before = replace(CHANGE, decided=examples.ON - dt.timedelta(days=4))
    html = capped_page(before, replace(CHANGE, id="CR-2"), **own)

    assert "Revision 2 already contains what was agreed by CR-1." in html
    assert "Agreed change requests (CR-2) move this by 2 person-days and 2,360.00 EUR." in html
    assert html.count("contained in revision 2") == 1
    assert "already contains" not in capped_page(replace(CHANGE, id="CR-2"), **own)
    assert "contained in revision" not in capped_page(before, revision=1)


# --- payments -------------------------------------------------------------------------------------


def payment_rows(*changes: ChangeRequest, cap: int | None = None) -> list[list[str]]:
    """The rows of the payments of a statement of work of 7,304.60."""
    sow = examples.statement_of_work()
    assert sow.price is not None
    if cap is not None:
        capped = replace(sow.price, basis=PriceBasis.TIME_AND_MATERIAL_CAPPED, cap=Decimal(cap))
        sow = replace(sow, price=capped)
    document = document_in(statement_of_work(context_of(project(sows=(sow,), changes=changes), TEMPLATE), "migration"))
    return texts(next(table for table in examples.tables(document.blocks) if table.columns[0].title == "Due on"))


def test_payments_add_up_to_the_total_with_agreed_changes() -> None:
    """The instalments stay as they were signed; each change request with an amount stands by itself."""
    rows = payment_rows(
        CHANGE, replace(CHANGE, id="CR-2", amount=Decimal(0)), replace(CHANGE, id="CR-3", amount=Decimal(-1))
    )

    assert [(row[0], row[3]) for row in rows[2:]] == [
        ("By change request CR-1: More mailboxes", "2,360.00"),
        ("By change request CR-3: More mailboxes", "-1.00"),
        ("Total, an estimate", "9,663.60"),
    ]
    assert [row[3] for row in rows[:2]] == ["2,432.43", "4,872.17"]
    assert [row[3] for row in payment_rows()] == ["2,432.43", "4,872.17", "7,304.60"]


@pytest.mark.parametrize("on_account", [True, False])
def test_only_who_says_so_settles_instalments_against_the_days(*, on_account: bool) -> None:
    """Shares of a price by the day are fixed until somebody says that the last invoice settles them."""
    sow = replace(examples.statement_of_work(), payment_on_account=on_account)
    html = HtmlRenderer(Words()).render(statement_of_work(context_of(project(sows=(sow,)), TEMPLATE), "migration"))

    assert "The amounts are an estimate" in html
    assert ("the last invoice settles them against the days worked" in html) is on_account


@pytest.mark.parametrize(
    ("cap", "changed", "last", "total"),
    [
        (8000, None, ("Reduction to the cap", "-1,664.60"), "8,000.00"),
        (7000, Decimal(9000), ("Reduction to the cap", "-360.00"), "9,000.00"),
        (7000, Decimal(20000), ("Up to the cap that was raised", "304.60"), "9,664.60"),
    ],
)
def test_payments_add_up_under_a_cap(cap: int, changed: Decimal | None, last: tuple[str, str], total: str) -> None:
    """What a cap takes off, or what a raised one lets be charged, is a line, so that the sum is what is charged."""
    rows = payment_rows(replace(CHANGE, cap=changed), cap=cap)

    assert (rows[-2][0], rows[-2][3]) == last
    assert rows[-1][3] == total


def test_a_change_is_paid_with_what_it_says() -> None:
    """Its own deliverables, else all of the statement of work."""
    sow = examples.statement_of_work()
    assert payment_rows(CHANGE)[2][1] == ", ".join(
        deliverable.id for deliverable in sow.deliverables if not deliverable.withdrawn
    )
    assert payment_rows(replace(CHANGE, paid_with=("DEL-1",)))[2][1] == "DEL-1"


def test_a_change_that_is_agreed_after_the_day_stands_nowhere() -> None:
    """Neither in the list, nor in its effects, nor in the price, nor in the payments, nor as the end of the work."""
    later = replace(CHANGE, decided=examples.ON + dt.timedelta(days=1), ends=dt.date(2099, 1, 1))
    page = capped_page(later, cap=8000)

    assert page == capped_page(cap=8000)
    assert "CR-1" not in page
    assert "CR-1" in capped_page(replace(later, decided=examples.ON), cap=8000)


def test_what_is_planned_for_an_open_change_stands_above_the_contract_and_in_no_sum() -> None:
    """Nobody signs a change with the contract: it is told beside, with its days, its amount and what it brings."""
    waiting = replace(_open_change(), days=Decimal(1), amount=Decimal(1180), currency="EUR")
    base = examples.statement_of_work()
    later = replace(base.deliverables[0], id="DEL-2", title="Archive moved", change=waiting.id)
    more = replace(base.work_packages[0], id="WP-3", title="Move the archive", days=Decimal(1), change=waiting.id)
    sow = replace(base, deliverables=(*base.deliverables, later), work_packages=(*base.work_packages, more))

    page = statement_of_work(context_of(project(sows=(sow,), changes=(waiting,)), TEMPLATE), "migration")
    without = statement_of_work(context_of(project(changes=(waiting,)), TEMPLATE), "migration")

    assert document_in(page) == document_in(without)
    (beside,) = [
        block for block in page if isinstance(block, tree.Details) and str(block.summary).startswith("Not agreed")
    ]
    assert "CR-1, A second archive, 1 person-days and 1,180.00 EUR" in str(beside.summary).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert [row[:2] for table in examples.tables((beside,)) for row in texts(table)] == [
        ["DEL-2", "Archive moved / All mailboxes."],
        ["WP-3", "Move the archive"],
    ]


def _open_change() -> ChangeRequest:
    return ChangeRequest(
        id="CR-1",
        title="A second archive",
        reason="Found in the workshop",
        raised=dt.date(2026, 11, 20),
        raised_by="nora",
        moves=("SOW-migration",),
    )


def test_a_forecast_stands_beside_the_agreed_day_and_never_in_the_contract() -> None:
    """The agreed day is the contract's; a forecast of the deliverable, or of its milestone, is told above it."""
    base = examples.statement_of_work()
    slipped = replace(base.deliverables[0], forecast=dt.date(2027, 3, 19))
    late = replace(base, deliverables=(slipped,))

    page = statement_of_work(context_of(project(sows=(late,)), TEMPLATE), "migration")
    on_time = statement_of_work(context_of(project(), TEMPLATE), "migration")

    assert document_in(page) == document_in(on_time)
    (beside,) = [block for block in page if isinstance(block, tree.Details)]
    assert texts(examples.tables((beside,))[0]) == [["DEL-1", "Mailboxes moved", "Mar 12, 2027", "Mar 19, 2027"]]
    assert not [block for block in on_time if isinstance(block, tree.Details)]


def test_a_milestone_without_a_date_of_its_own_is_told_by_its_rule() -> None:
    """A forecast in its place would move the contract by itself."""
    base = examples.statement_of_work()
    after = Milestone(id="M-2", title="Pilot", after="M-1", business_days=30)
    sow = replace(base, deliverables=(replace(base.deliverables[0], agreed=None, milestone="M-2"),))
    given = project(sows=(sow,))
    context = context_of(replace(given, milestones=(*given.milestones, after)), TEMPLATE)

    (schedule,) = _section(document_in(statement_of_work(context, "migration")), "schedule")

    assert isinstance(schedule, tree.Facts)
    told = {name: examples.words_of(value) for name, value in schedule.pairs}
    assert told["Mailboxes moved"] == "DEL-1: 30 business days after M-1 · M-2"


def test_the_approach_is_said_once() -> None:
    """Prose under the heading takes the place of the key: the same thing in other words is a second promise."""
    written = prose("migration", ("approach", "Wave by wave, each compared before it is released."))
    given = project(prose={"sow/migration": written})
    approach = _section(document_in(statement_of_work(context_of(given, TEMPLATE), "migration")), "approach")
    alone = _section(document_in(statement_of_work(context_of(project(), TEMPLATE), "migration")), "approach")

    assert [block.text for block in approach if isinstance(block, tree.Prose)] == [
        "Wave by wave, each compared before it is released."
    ]
    assert [block.text for block in alone if isinstance(block, tree.Prose)] == ["In three waves."]


def _section(document: Document, title: str) -> tree.Blocks:
    return next(block.blocks for block in document.blocks if isinstance(block, tree.Clause) and block.title == title)
