"""Charter, agenda, proof of concept, offer and retrospective: content and order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.agenda import Agenda, AgendaItem
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.offer import Discount, Licence, Offer, OfferOption
from delivery_wiki.model.project.proof_of_concept_record import DepartmentIssue, ProofOfConcept
from delivery_wiki.pages.documents.charter import charter
from delivery_wiki.pages.documents.formal_offer import formal_offer
from delivery_wiki.pages.documents.proof_of_concept import last_day, proof_of_concept
from delivery_wiki.pages.documents.retrospective import PAGE_KINDS as RETROSPECTIVE_PAGES
from delivery_wiki.pages.documents.retrospective import retrospective
from delivery_wiki.pages.documents.workshop_agenda import workshop_agenda
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.register_parts import NOTHING, estimated
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.pages.documents.examples import (
    SECRET,
    context_of,
    document_in,
    outline,
    project,
    prose,
    section,
    statement_of_work,
    tables,
    template,
    texts,
)

CHARTER = template(
    "charter",
    section("motivation", prose=True, required=True),
    section("goals", "goals"),
    section("stakeholders", "people"),
    section("efforts", "efforts"),
)
AGENDA = template("workshop-agenda", section("attendees", "attendees"), section("topics", "topics"))
POC = template(
    "poc-record",
    section("setup", "poc-setup"),
    section("feedback", "poc-feedback"),
    section("departments", "poc-departments"),
)
OFFER = template(
    "formal-offer",
    section("subject", "offer-subject"),
    section("prices", "offer-prices"),
    section("options", "offer-options"),
    section("licences", "offer-licences"),
    section("terms", "offer-terms"),
)
RETROSPECTIVE = template("retrospective", section("went-well", prose=True), section("figures", "efforts"))


def html(blocks: tree.Blocks) -> str:
    """The blocks as a page would show them."""
    return str(HtmlRenderer(Words()).render(blocks))


def test_the_charter_takes_its_prose_by_heading_and_computes_the_rest() -> None:
    """The level-2 headings of charter.md are the template's prose sections."""
    written = {"charter": prose("charter", ("Motivation", "Support ends."))}
    blocks = charter(context_of(project(prose=written), CHARTER))

    assert outline(document_in(blocks).blocks) == ["1 motivation", "2 goals", "3 stakeholders", "4 efforts"]
    assert "Support ends." in html(blocks)
    assert texts(tables(document_in(blocks).blocks)[-1])[-1] == ["", "Total", "5.833"]


def test_an_agenda_that_begins_at_an_hour_shows_the_time_of_each_topic_and_its_pauses() -> None:
    """People come at an hour; a pause takes time and is no topic."""
    items = (
        AgendaItem(topic="Mail", minutes=140, lead="petra"),
        AgendaItem(topic="Lunch", minutes=45, pause=True),
        AgendaItem(topic="Waves", minutes=130, lead="nora"),
    )
    agenda = Agenda(title="Workshop", begins="09:30", dial_in="Room 7", items=items)
    document = document_in(workshop_agenda(context_of(project(agenda=agenda), AGENDA)))
    rows = texts(tables(document.blocks)[-1])

    assert document.facts[-2:] == (("Time", "09:30–14:45"), ("Dial-in", "Room 7"))
    assert [row[0] for row in rows[:3]] == ["09:30–11:50", "11:50–12:35", "12:35–14:45"]
    assert [row[1] for row in rows[:3]] == ["Mail", "Lunch", "Waves"]
    assert [cell for cell in rows[-1] if cell] == ["Total without pauses", "270"]


def test_the_agenda_adds_up_its_minutes_and_warns_outside_four_to_six_hours() -> None:
    """A workshop takes four to six hours."""
    long_enough = Agenda(title="Workshop", items=(AgendaItem(topic="All", minutes=350),))
    too_short = replace(long_enough, items=(AgendaItem(topic="All", minutes=30),))

    fits = workshop_agenda(context_of(project(agenda=long_enough), AGENDA))
    warned = workshop_agenda(context_of(project(agenda=too_short), AGENDA))

    assert "5 h 50 min" in html(fits)
    assert not [block for block in fits if isinstance(block, tree.Callout)]
    assert [block for block in warned if isinstance(block, tree.Callout)]


def test_poc_feedback_is_due_two_weeks_after_the_announcement() -> None:
    """The customer is asked for feedback until it came."""
    poc = ProofOfConcept(host="host.example", accounts=12, announced=dt.date(2026, 11, 12), announced_to="nora")
    waiting = html(proof_of_concept(context_of(project(poc=poc), POC)))
    came = html(proof_of_concept(context_of(project(poc=replace(poc, feedback=dt.date(2026, 11, 20))), POC)))

    assert "Feedback is due on Thu Nov 26, 2026, in 2 days" in waiting
    assert "dw-callout--need" in waiting
    assert "dw-callout" not in came


def test_open_issues_of_the_poc_stand_first() -> None:
    """Who reads it looks for what is still to be answered."""
    day = dt.date(2026, 11, 16)
    issues = (
        DepartmentIssue(department="R&D", issue="Closed one", raised=day, closed=day, answer="Yes"),
        DepartmentIssue(department="Sales", issue="Open one", raised=day),
    )
    poc = ProofOfConcept(host="host.example", accounts=12, departments=issues)
    found = tables(proof_of_concept(context_of(project(poc=poc), POC)))

    assert [row[2] for row in texts(found[0])] == ["Open one", "Closed one"]


def test_the_record_of_a_poc_has_the_day_of_what_it_tells_last() -> None:
    """A paper printed later is no younger record; what lies ahead is not told."""
    issue = DepartmentIssue(
        department="R&D", issue="Twice?", raised=dt.date(2026, 11, 16), closed=dt.date(2026, 11, 20)
    )
    poc = ProofOfConcept(host="host.example", accounts=12, announced=dt.date(2026, 11, 12), departments=(issue,))

    assert last_day(poc, dt.date(2026, 12, 24)) == dt.date(2026, 11, 20)
    assert last_day(poc, dt.date(2026, 11, 17)) == dt.date(2026, 11, 16)
    assert last_day(replace(poc, announced=None, departments=()), dt.date(2026, 12, 24)) is None
    assert dict(document_in(proof_of_concept(context_of(project(poc=poc), POC))).facts)["Date"] == "Nov 20, 2026"


OFFER_SHEET = Offer(
    currency="EUR",
    sows=("SOW-migration",),
    options=(
        OfferOption(title="On site", amount=Decimal(1600), choice="Which training?", changes="No dates"),
        OfferOption(title="By video", amount=Decimal(900), choice="Which training?"),
        OfferOption(title="A second brand", amount=Decimal(2400)),
    ),
    licences=(Licence(title="Webmail", amount=Decimal(6000), quantity=4000, unit_price=Decimal("1.5"), years=3),),
    discounts=(Discount(title="Discount", amount=Decimal("304.60"), reason="First order"),),
    vat_percent=Decimal(19),
    payment_days=30,
)


def test_the_price_of_an_offer_is_one_table() -> None:
    """Work, licences over their years, discounts with their reason, and what is paid with tax."""
    document = document_in(formal_offer(context_of(project(offer=OFFER_SHEET), OFFER)))
    prices, _, licences = tables(document.blocks)

    assert [row[-1] for row in texts(prices)] == [
        *("7,304.60", "7,304.60", "18,000.00", "-304.60", "25,000.00", "4,750.00", "29,750.00")
    ]
    assert [row[0] for row in texts(prices)][-4:] == [
        "Discount / First order",
        "Total without value-added tax",
        "Value-added tax, 19 %",
        "Total with value-added tax",
    ]
    assert texts(licences)[0] == ["Webmail", "4,000", "1.50", "6,000.00", "6,000.00", "6,000.00"]


def test_options_are_ticked_and_never_summed() -> None:
    """Those that answer one question stand below it, and no row adds what excludes each other."""
    document = document_in(formal_offer(context_of(project(offer=OFFER_SHEET), OFFER)))
    _, options, _ = tables(document.blocks)

    assert [(row[1], row[3]) for row in texts(options)] == [
        ("Which training? One at most:", ""),
        ("On site", "+1,600.00"),
        ("By video", "+900.00"),
        ("A second brand", "+2,400.00"),
    ]


def test_the_work_of_an_open_change_request_is_an_option() -> None:
    """It is not in the sum, which says so, and what it would add stands beside."""
    before = project(offer=replace(OFFER_SHEET, options=(), licences=(), discounts=(), vat_percent=None))
    sow = next(sow for sow in before.sows if sow.id == "SOW-migration")
    planned = replace(sow.work_packages[0], change="CR-9")
    change = ChangeRequest(
        id="CR-9", title="More", reason="", raised=dt.date(2026, 11, 2), raised_by="vera-lead", moves=("SOW-migration",)
    )
    sows = tuple(
        replace(one, work_packages=(planned, *one.work_packages[1:])) if one is sow else one for one in before.sows
    )
    document = document_in(formal_offer(context_of(replace(before, sows=sows, changes=(change,)), OFFER)))
    prices, options = tables(document.blocks)

    assert "without the work of CR-9, which is not agreed" in texts(prices)[0][0]
    (row,) = texts(options)
    assert row[1] == "CR-9 More / Ordered by signing CR-9, not here"
    assert row[0] == ""
    total, added = (Decimal(text.strip("+").replace(",", "")) for text in (texts(prices)[-1][-1], row[3]))
    assert total + added == Decimal("7304.60")


@pytest.mark.parametrize(
    ("ordered", "priced", "above"),
    [
        (dt.date(2026, 6, 1), ["1,600.00"], False),
        (dt.date(2026, 11, 20), ["1,600.00"], False),
        (dt.date(2026, 11, 21), [], True),
        (dt.date(2099, 1, 1), [], False),
        (None, [], False),
    ],
)
def test_only_what_is_ordered_is_in_a_total(ordered: dt.date | None, priced: list[str], above: bool) -> None:
    """What is not ordered is an option; what is ordered after the day of the offer moves no word of it."""
    chosen = OfferOption(title="Training", amount=Decimal(1600), ordered=ordered)
    offer = Offer(currency="EUR", sows=("SOW-migration",), options=(chosen, replace(chosen, title="Run", ordered=None)))
    record = DocumentRecord(kind="formal-offer", revision=1, revised=dt.date(2026, 11, 20))
    blocks = formal_offer(context_of(project(offer=offer, documents=(record,)), OFFER))
    prices, options = tables(document_in(blocks).blocks)

    assert [row[-1] for row in texts(prices) if row[0].startswith("Training")] == priced
    assert len(texts(options)) == 2 - len(priced)
    assert ("Ordered on Nov 21, 2026: Training, 1,600.00" in html(blocks).replace("\xa0", " ")) is above


@pytest.mark.parametrize(
    ("decided", "amount", "said"),
    [
        (dt.date(2026, 11, 20), 2360, "with them it comes to 7.833 person-days and 9,664.60 EUR."),
        (dt.date(2026, 11, 19), 0, "with them it comes to 7.833 person-days and 7,304.60 EUR."),
        (dt.date(2026, 11, 21), 2360, ""),
    ],
)
def test_an_offer_and_a_charter_say_that_change_requests_stand_beside_their_figures(
    decided: dt.date, amount: int, said: str
) -> None:
    """Those agreed by the day of the document; later ones move no word of it, and are in the statement of work."""
    change = ChangeRequest(
        id="CR-1",
        title="More mailboxes",
        reason="Merger",
        raised=decided,
        raised_by="nora",
        moves=("SOW-migration",),
        days=Decimal(2),
        amount=Decimal(amount),
        currency="EUR",
        decision=ChangeDecision.AGREED,
        decided=decided,
    )
    sow = replace(statement_of_work(), revision=1)
    day = dt.date(2026, 11, 20)
    records = tuple(DocumentRecord(kind=kind, revision=1, revised=day) for kind in ("formal-offer", "charter"))
    offer = Offer(currency="EUR", sows=("SOW-migration",))
    given = project(offer=offer, documents=records, sows=(sow,), changes=(change,))

    shown = html(formal_offer(context_of(given, OFFER))).replace("\xa0", " ")
    efforts = html(charter(context_of(given, template("charter", section("efforts", "efforts")))))

    assert (said in shown, "CR-1" in shown) == (True, bool(said))
    assert ("with them it comes to 7.833 person-days." in efforts) is bool(said)


def test_an_offer_that_ran_out_undecided_says_so_above_the_document() -> None:
    """Nobody should accept a price that no longer holds."""
    offer = Offer(currency="EUR", sows=(), valid_until=dt.date(2026, 11, 1))

    assert "was valid until Nov 1, 2026" in html(formal_offer(context_of(project(offer=offer), OFFER)))
    assert "was valid" not in html(formal_offer(context_of(project(offer=offer), OFFER, state="accepted")))


def test_the_retrospective_is_for_the_vendor_alone() -> None:
    """It must never reach the customer's site."""
    inside = context_of(project(), RETROSPECTIVE, audience=Audience.INTERNAL)
    outside = context_of(project(), RETROSPECTIVE)
    (kind,) = RETROSPECTIVE_PAGES

    assert SECRET in html(retrospective(inside))
    assert [page.stem for page in kind.find(inside)] == ["retrospective"]
    assert retrospective(outside) == ()
    assert kind.find(outside) == ()


def test_effort_that_nobody_has_estimated_is_no_zero() -> None:
    """A dash, until there are days."""
    assert estimated(Words(), Decimal(0)) == NOTHING
    assert estimated(Words(), Decimal("2.5")) == "2.5"


@pytest.mark.parametrize(("issued", "named"), [((1,), "revision 1"), ((1, 2), "revision 2"), ((), "revision 2")])
def test_an_offer_rests_on_what_was_issued(issued: tuple[int, ...], named: str) -> None:
    """A revision that is still in work is nothing to rest on, once there is one that was given out."""
    records = (
        DocumentRecord(kind="formal-offer", revision=1, revised=dt.date(2026, 11, 20)),
        DocumentRecord(kind="implementation-concept", revision=2, revised=dt.date(2026, 11, 19)),
    )
    frozen = tuple(
        Issued(
            document="implementation-concept",
            revision=number,
            fingerprint="0" * 64,
            issued=dt.date(2026, 11, 3 + number),
        )
        for number in issued
    )
    offer = Offer(currency="EUR", sows=("SOW-migration",))
    given = project(offer=offer, documents=records, issued=frozen, prose={"concept/goals": prose("concept/goals")})
    document = template("formal-offer", section("basis", "offer-basis"))
    said = html(formal_offer(context_of(given, document, template("implementation-concept"))))

    assert [part for part in ("revision 1", "revision 2") if f"implementation-concept, {part}" in said] == [named]


def test_an_offer_says_when_its_licences_and_options_fall_due() -> None:
    """No statement of work says it of them; what all licences have in common is said once."""
    yearly, after = "Year 1 begins with the acceptance of DEL-1.", "Invoiced after the day."
    licences = tuple(Licence(title=name, amount=Decimal(10), due=yearly) for name in ("Webmail", "Groupware"))
    option = OfferOption(title="Training", amount=Decimal(900), due=after)
    offer = Offer(currency="EUR", sows=("SOW-migration",), licences=licences, options=(option,))
    said = html(formal_offer(context_of(project(offer=offer), OFFER)))

    assert "For the services, the statements of work say what falls due when." in said
    assert f"Licences: {yearly}" in said
    assert f"Training: {after}" in said
    other = replace(licences[1], due="Year 1 begins a year later.")
    said = html(formal_offer(context_of(project(offer=replace(offer, licences=(licences[0], other))), OFFER)))
    assert f"Webmail: {yearly}" in said
    assert "Licences:" not in said
