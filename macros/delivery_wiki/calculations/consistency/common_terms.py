"""Terms that stand in several statements of work of a project: they are the same, or the exception is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from delivery_wiki.model.document_kinds import CHARTER, CONCEPT
from delivery_wiki.model.finding import Finding, Location, Step, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.contract_data import ContractData, FrameworkAgreement, Inspection, LiabilityCap
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork, Term
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.wording import Wording

from ..base.contract_in_force import contract_of
from .prose_checks import place_in_text
from .wording_checks import word_pattern

_Value: TypeAlias = "int | bool | str | Decimal | tuple[str, ...] | FrameworkAgreement | Inspection | LiabilityCap"
_BASIC = "basic"
_PROMISING = frozenset(kind.prose.removesuffix(".md").partition("/")[0] for kind in (CHARTER, CONCEPT))  # folders


def check_common_terms(project: Project, library: Library) -> Iterator[Finding]:
    """A warning for each term of a statement of work that is not that of most others, and for prose that denies it."""
    yield from _check_prose(project, library)
    yield from _check_review(project, library)
    for term in Term:
        if not _is_of_the_project(project, term):
            yield from _check_term(project, term)
    yield from _check_contract(project)
    yield from _check_values(project)
    for sow in project.sows:
        yield from _check_exceptions(project, sow)


def _check_term(project: Project, term: Term) -> Iterator[Finding]:
    stated = {sow.id: (sow, _READ[term](sow)) for sow in project.sows}
    known = {id: value for id, (_, value) in stated.items() if value is not None}
    if len(set(known.values())) < 2:
        return
    usual = _usual(project, known)
    example = next(id for id, value in known.items() if value == usual)
    for id, value in known.items():
        sow = stated[id][0]
        if value != usual and not _is_named(sow, term):
            yield _differs(sow, term, value, (example, usual), stated[example][0])


def _is_of_the_project(project: Project, term: Term) -> bool:
    return term.is_contract_data and _in_contract(project.contract, term) is not None


def _check_contract(project: Project) -> Iterator[Finding]:
    """Contract data that a statement of work or the offer repeats, or has otherwise without saying why."""
    for term in (term for term in Term if _is_of_the_project(project, term) and project.contract):
        usual, place = _in_contract(project.contract, term), project.location.at("contract", term.key)
        for sow in project.sows:
            own, written = _READ[term](sow), sow.location.at(*_steps(term))
            if own is not None and own == usual:
                yield _repeated(sow.id, term, written, place)
            elif own is not None and not _is_named(sow, term):
                yield warning(
                    "terms-differ",
                    written,
                    f"{sow.id} has another {term.key} than contract of project.yml: one contract, two meanings.",
                    f"Take it out, or name it with its reason under exceptions of {sow.id}: term: {term.value}.",
                    also=place,
                )
        if project.offer is not None and getattr(project.offer, term.key, None) is not None:
            yield _repeated("the offer", term, project.offer.location.at(term.key), place)


def _check_values(project: Project) -> Iterator[Finding]:
    """Values of clauses that contract data state, too: the clause takes these, and the others say nothing."""
    for sow in (None, *project.sows):
        pin, contract = (sow or project).clauses, contract_of(project, sow)
        for name, term in _VALUE_OF.items():
            if pin is not None and name in pin.values and _in_contract(contract, term) is not None:
                holder = sow if sow is not None and _in_contract(sow.contract, term) is not None else project
                yield warning(
                    "contract-data-repeated",
                    pin.location.at("values", name),
                    f"the clauses have a value {name}, and contract states {term.key}",
                    f"Take {name} out of clauses.values.",
                    also=holder.location.at("contract", term.key),
                )


_VALUE_OF: Mapping[str, Term] = MappingProxyType(
    {
        "framework_agreement": Term.FRAMEWORK,
        "liability_cap": Term.LIABILITY_CAP,
        "key_persons": Term.KEY_PEOPLE,
    }
)


def _repeated(document: str, term: Term, written: Location, place: Location) -> Finding:
    return warning(
        "contract-data-repeated",
        written,
        f"{document} has {term.key}, which contract of project.yml states for all documents",
        f"Take {term.key} out here, or out of contract in project.yml.",
        also=place,
    )


def _in_contract(contract: ContractData | None, term: Term) -> _Value | None:
    """A term as contract data state it; None where they do not."""
    value: _Value | None = getattr(contract, term.key) if contract else None
    return None if value in ("", ()) else value


def _usual(project: Project, known: Mapping[str, _Value]) -> _Value:
    """What most of them say; of two that are said as often, that of the Basic SOW, else the one that stands first."""
    counted = Counter(known.values())
    most = max(counted.values())
    often = [value for value, count in counted.items() if count == most]
    basic = next((known[sow.id] for sow in project.sows if sow.topic == _BASIC and sow.id in known), None)
    return basic if basic is not None and basic in often else often[0]


def _differs(
    sow: StatementOfWork, term: Term, value: _Value, usual: tuple[str, _Value], other: StatementOfWork
) -> Finding:
    steps = _steps(term)
    return warning(
        "terms-differ",
        sow.location.at(*steps),
        f"{sow.id} has {_said(term, value)}, and {usual[0]} has {_said(term, usual[1])}: one contract, two meanings.",
        f"Write the same in both, or name it with its reason under exceptions of {sow.id}: term: {term.value}.",
        also=other.location.at(*steps),
    )


def _said(term: Term, value: _Value) -> str:
    if term.is_contract_data:
        return f"{term.key} {value}" if isinstance(value, int | str | Decimal) else f"{term.key} of its own"
    if isinstance(value, tuple):
        return f"own words as {term.key}" if value else f"no own words as {term.key}"
    return f"{term.key} {str(value).lower()}"


def _is_named(sow: StatementOfWork, term: Term) -> bool:
    return any(exception.term is term for exception in sow.exceptions)


def _check_exceptions(project: Project, sow: StatementOfWork) -> Iterator[Finding]:
    """An exception from a term that is the same everywhere, or that the statement of work does not have."""
    for exception in sow.exceptions:
        others = {_READ[exception.term](other) for other in project.sows if other is not sow} - {None}
        others |= (
            {_in_contract(project.contract, exception.term)} - {None} if exception.term.is_contract_data else set()
        )
        own = _READ[exception.term](sow)
        if own is not None and others - {own}:
            continue
        fact = "does not state it" if own is None else "states it as the others do"
        yield warning(
            "exception-unused",
            exception.location.at("term"),
            f"{sow.id} names {exception.term.value} as an exception, and {fact}.",
            "Take the exception out, or correct its term.",
        )


def _check_prose(project: Project, library: Library) -> Iterator[Finding]:
    """Sentences of charter and concept about silence that say the opposite of every statement of work."""
    wording = _wording_of(project, library)
    stated = {_READ[Term.SILENCE](sow): sow for sow in project.sows} if wording else {}
    stated.pop(None, None)
    if wording is None or len(stated) != 1:
        return
    ((accepts, sow),) = stated.items()
    for name, written in project.prose.items():
        for section in written.sections if name.partition("/")[0] in _PROMISING else ():
            for place, denies in _sentences_on_silence(section.text, wording):
                if denies == accepts:
                    said = "does not accept" if denies else "accepts"
                    yield warning(
                        "terms-differ",
                        place_in_text(place, section.text, section.location.at("text")),
                        f"this sentence says that silence {said}, and {sow.id} has {_said(Term.SILENCE, accepts)}.",
                        "Say the same in both.",
                        also=sow.location.at(*_steps(Term.SILENCE)),
                    )


def _wording_of(project: Project, library: Library) -> Wording | None:
    language = project.language.partition("-")[0].casefold()
    return next((wording for wording in library.wordings if wording.language == language), None)


def _check_review(project: Project, library: Library) -> Iterator[Finding]:
    """A warning where charter or concept give the customer another time to review than all statements of work."""
    wording = _wording_of(project, library)
    stated = {sow.acceptance_clock.review_business_days: sow for sow in project.sows if sow.acceptance_clock}
    stated.pop(None, None)
    if wording is None or len(stated) != 1:
        return
    ((days, sow),) = stated.items()
    for name, written in project.prose.items():
        for section in written.sections if name.partition("/")[0] in _PROMISING else ():
            for place, told in _periods_of_review(section.text, wording):
                if told != days:
                    yield warning(
                        "terms-differ",
                        place_in_text(place, section.text, section.location.at("text")),
                        f"this sentence gives {told} business days to review, and {sow.id} has "
                        f"{_said(Term.REVIEW, days or 0)}.",
                        "Say the same in both.",
                        also=sow.location.at(*_steps(Term.REVIEW)),
                    )


def _periods_of_review(text: str, wording: Wording) -> Iterator[tuple[int, int]]:
    """Where a text says within how many business days the customer reviews; a sentence with two periods is left out."""
    if not wording.reviewing or not wording.working_days:
        return
    numbers = "|".join((*map(re.escape, wording.numbers), r"\d+"))
    period = re.compile(rf"\b(?P<count>{numbers})\s+(?={word_pattern(wording.working_days).pattern})", re.IGNORECASE)
    for sentence in _SENTENCE.finditer(text):
        found = list(period.finditer(sentence.group()))
        if len(found) == 1 and word_pattern(wording.reviewing).search(sentence.group()):
            count = found[0]["count"].casefold()
            days = wording.numbers.index(count) + 1 if count in wording.numbers else int(count)
            yield sentence.start() + found[0].start(), days


def _sentences_on_silence(text: str, wording: Wording) -> Iterator[tuple[int, bool]]:
    """Where a text speaks of silence, and whether it denies that it means anything."""
    for sentence in _SENTENCE.finditer(text):
        if spoken := word_pattern(wording.silence).search(sentence.group()):
            yield (
                sentence.start() + spoken.start(),
                word_pattern(wording.negations).search(sentence.group()) is not None,
            )


_SENTENCE = re.compile(r"[^.;!?]+")


def _steps(term: Term) -> tuple[Step, ...]:
    if term.is_contract_data:
        return ("contract", term.key)
    return ("acceptance_clock", term.key) if term in _OF_THE_CLOCK else (term.key,)


def _of_the_clock(term: Term) -> Callable[[StatementOfWork], _Value | None]:
    def read(sow: StatementOfWork) -> _Value | None:
        value: _Value | None = getattr(sow.acceptance_clock, term.key) if sow.acceptance_clock else None
        return value

    return read


def _of_the_contract(term: Term) -> Callable[[StatementOfWork], _Value | None]:
    return lambda sow: _in_contract(sow.contract, term)


_OF_THE_CLOCK = (Term.REVIEW, Term.SILENCE, Term.CURE, Term.REJECTIONS)
# Own words take the place of clauses that hold otherwise, so that having none is a value too.
_READ: Mapping[Term, Callable[[StatementOfWork], _Value | None]] = MappingProxyType(
    {
        **{term: _of_the_clock(term) for term in _OF_THE_CLOCK},
        **{term: _of_the_contract(term) for term in Term if term.is_contract_data},
        Term.WARRANTY_MONTHS: lambda sow: sow.warranty_months,
        Term.WARRANTY: lambda sow: sow.warranty,
        Term.ACCEPTANCE: lambda sow: sow.acceptance,
        Term.CHANGE_CONTROL: lambda sow: sow.change_control,
        Term.PRECEDENCE: lambda sow: sow.precedence,
    }
)
