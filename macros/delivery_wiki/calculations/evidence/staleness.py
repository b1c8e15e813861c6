"""What changed under a document after it was issued, agreed or signed."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.model.document_kinds import Figures
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import Message, message

from ..base.phrases import about
from .current_figures import changed_figures, current_figures
from .document_evidence import Support, support
from .document_facts import DocumentFacts
from .signatures import count_signatures
from .testing import active_cases


def find_changes(
    document: DocumentFacts, signed_before: int | None, sizing: SizingResult | None
) -> tuple[Message, ...]:
    """Every change since the document was frozen, each in a sentence."""
    found = [*_lapsed(document, signed_before), *_since_issue(document, sizing), *_changed_cases(document)]
    if not document.issued:
        agreed = support("agreed", document)
        if agreed is not None and agreed.date is not None:
            found += [*_revised_later(document, agreed), *_inputs_later(document, agreed, sizing)]
    return tuple(found)


def signed_before_the_current(document: DocumentFacts) -> int | None:
    """The newest earlier revision that carried all its signatures."""
    current = document.revision
    earlier = {issued.revision for issued in document.issued if current is not None and issued.revision < current}
    for revision in sorted(earlier, reverse=True):
        if count_signatures(document, revision).complete:
            return revision
    return None


def refused_before_the_current(document: DocumentFacts) -> int | None:
    """The earlier revision that somebody refused and nobody has to hold this one against: none was signed since."""
    current = document.revision
    earlier = {issued.revision for issued in document.issued if current is not None and issued.revision < current}
    newest = max(earlier, default=None)
    if newest is None or document.issue_of(current) is not None or signed_before_the_current(document) is not None:
        return None
    return newest if count_signatures(document, newest).refused else None


def _lapsed(document: DocumentFacts, signed_before: int | None) -> Iterable[Message]:
    """The concept lives on after signing; every other document has to be signed again."""
    if signed_before is None or document.revision is None or document.of_kind.lives_on:
        return
    if not count_signatures(document, document.revision).complete:
        text = "Revision {signed} was signed, revision {revision} is not"
        yield message(text, signed=signed_before, revision=document.revision)


def _since_issue(document: DocumentFacts, sizing: SizingResult | None) -> Iterable[Message]:
    if refused_before_the_current(document) is not None:
        return  # it is another one because the earlier one was refused
    issue = document.issue_of(document.revision) or (document.issued[-1] if document.issued else None)
    if issue is not None:
        current = current_figures(document.kind, document.topic, document.project_facts.view, sizing, on=document.on)
        yield from changed_figures(issue.figures, current, sizing)
    drift = document.drift
    if drift is not None and not is_living(document):
        titles = tuple(clause.title for clause in drift.clauses)
        text = "Reads otherwise than revision {revision}, which was issued: {sections}"
        yield message(text, revision=drift.revision, sections=titles)


def is_living(document: DocumentFacts) -> bool:
    """Whether the document may move on after it was agreed, as the concept does: what others cite binds."""
    return document.template is not None and "working" in document.template.states


def _revised_later(document: DocumentFacts, agreed: Support) -> Iterable[Message]:
    """Without a frozen copy the dates speak; a document that has a working state may move on."""
    ladder = document.template.states if document.template else ()
    if "working" not in ladder and document.revised and agreed.date and document.revised > agreed.date:
        text = "Revised on {revised}, after it was agreed on {agreed}"
        yield message(text, revised=document.revised, agreed=agreed.date)


def _inputs_later(document: DocumentFacts, agreed: Support, sizing: SizingResult | None) -> Iterable[Message]:
    request = document.project.sizing
    if not document.of_kind.agreed_on_inputs or request is None or agreed.date is None:
        return
    titles = {used_input.definition.id: used_input.definition.title for used_input in sizing.inputs} if sizing else {}
    for sizing_input in request.inputs:
        if sizing_input.date is not None and agreed.date < sizing_input.date <= document.on:
            yield message(
                "{input} changed on {date}, after it was agreed on {agreed}",
                input=titles.get(sizing_input.input, sizing_input.input),
                date=sizing_input.date,
                agreed=agreed.date,
            )


def _changed_cases(document: DocumentFacts) -> Iterable[Message]:
    if Figures.CASES not in document.of_kind.figures:
        return
    changed = [case.case.id for case in active_cases(document.project_facts.cases) if case.stale]
    if changed:
        yield about(changed, "{names} changed since it was run", "{names} changed since they were run")
