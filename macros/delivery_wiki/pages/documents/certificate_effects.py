"""What follows from an acceptance, on its certificate: part or whole, claims for defects, payments, what stays open."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.evidence.acceptance_effects import AcceptanceEffects, FreePayment, acceptance_effects
from delivery_wiki.model.project.acceptance import Acceptance
from delivery_wiki.model.project.statement_of_work_terms import Deliverable
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import items, parts, with_lines
from delivery_wiki.pages.elements.tree import Blocks, Content

Fact = tuple[str, Content]


def effects(context: PageContext, acceptance: Acceptance) -> Blocks:
    """What a declared result brings about; what nobody agreed on is not told."""
    words = context.words
    found = acceptance_effects(context.view.project, acceptance, context.status.sows)
    facts: list[Fact] = [(words("Accepted here"), _extent(context, found))]
    facts += _claims(context, acceptance, found)
    facts += _payments(context, found)
    if found.open:
        facts.append((words("Still to be accepted"), _listed(context, found.open)))
    if reservation := _reservation(context, acceptance):
        facts.append((words("Reservation"), reservation))
    return (tree.Facts(pairs=tuple(facts)),)


def _extent(context: PageContext, found: AcceptanceEffects) -> Content:
    words = context.words
    if not found.accepted:
        return words("nothing")
    said = words("the whole; with it, every deliverable is accepted:") if found.whole else words("in part:")
    return (said, " ", *parts(_listed(context, found.accepted)))


def _claims(context: PageContext, acceptance: Acceptance, found: AcceptanceEffects) -> Iterator[Fact]:
    """When the period begins, and how long it is where a statement of work says so."""
    words = context.words
    if not found.accepted:
        return
    accepted = {deliverable.id for deliverable in found.accepted}
    concerned = [
        sow for sow in context.view.project.sows if any(deliverable.id in accepted for deliverable in sow.deliverables)
    ]
    lines = [words("The period begins on {date}.", date=words.date(acceptance.date, weekday=True))]
    lengths = {sow.warranty_months for sow in concerned}
    if len(lengths) == 1 and (months := next(iter(lengths))) is not None:
        lines.append(words.counted(months, "It lasts {count} month.", "It lasts {count} months."))
    else:
        singular, plural = "{sow}: it lasts {count} month.", "{sow}: it lasts {count} months."
        lines += [
            words.counted(sow.warranty_months, singular, plural, sow=sow.id)
            for sow in concerned
            if sow.warranty_months is not None
        ]
    yield words("Claims for defects"), with_lines("\n".join(lines))


def _payments(context: PageContext, found: AcceptanceEffects) -> Iterator[Fact]:
    if any(sow.sow.payment for sow in context.status.sows):
        lines = [_payment(context, each) for each in found.payments]
        yield context.words("Payment that falls due"), with_lines("\n".join(lines)) or context.words("none")


def _payment(context: PageContext, free: FreePayment) -> str:
    words, payment = context.words, free.payment
    source = payment.instalment or payment.change
    title = source.title if source else words("Moved by the cap")
    if payment.amount is None or free.figures is None:
        return title
    return words("{title}: {amount}", title=title, amount=words.money(payment.amount, free.figures.currency))


def _reservation(context: PageContext, acceptance: Acceptance) -> str:
    """What the result says about rights that an acceptance could cost."""
    said = {
        "A": "None: no defect is known that rights are reserved for.",
        "B": "The customer's rights because of the defects listed here stay reserved, an agreed penalty included.",
    }
    text = said.get(acceptance.result.upper())
    return context.words(text) if text else ""


def _listed(context: PageContext, found: tuple[Deliverable, ...]) -> Content:
    return items(context, tuple(deliverable.id for deliverable in found))
