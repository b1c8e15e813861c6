"""The sign-off block, last in a document: who has to sign, and what is recorded so far."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.calculations.dossier import Dossier
from delivery_wiki.calculations.signatures import Signature, required_signatures
from delivery_wiki.calculations.signed_text import signed_text
from delivery_wiki.model.process import DocumentTemplate, RequiredSignature
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.tree import Blocks


def signature_blocks(context: PageContext, template: DocumentTemplate, held: Dossier, *, number: int) -> Blocks:
    """A numbered clause with a field for each signature that template and project ask for; none where nobody signs.

    Only who signed exactly these words stands in a field.
    """
    required = required_signatures(held)
    if not required:
        return ()
    waiting = list(signed_text(held).signatures)
    fields: list[tree.SignatureField] = []
    for needed in required:
        signature = _find(needed, waiting)
        if signature is not None:
            waiting.remove(signature)
        fields.append(_field(context, needed, signature))
    sheet = tree.SignatureSheet(fields=tuple(fields))
    anchor = f"{template.kind}-signatures"
    return (tree.Clause(number=str(number), title=context.words("Signatures"), id=anchor, blocks=(sheet,)),)


def _find(needed: RequiredSignature, waiting: Iterable[Signature]) -> Signature | None:
    """A signature of the side that fits the role or meaning; one reported as an event stands for its side."""
    side = [one for one in waiting if one.party is needed.party]
    exact = [one for one in side if needed.role == one.role or needed.meaning == one.meaning]
    reported = [one for one in side if not one.role and not one.meaning]
    return next(iter((*exact, *reported)), None)


def _field(context: PageContext, needed: RequiredSignature, signature: Signature | None) -> tree.SignatureField:
    words = context.words
    names = [party.name for party in context.view.project.parties if party.kind is needed.party]
    return tree.SignatureField(
        party=", ".join(names) or words(needed.party.value),
        role=words(needed.role),
        meaning=words(needed.meaning),
        recorded=_recorded(context, signature) if signature else "",
    )


def _recorded(context: PageContext, signature: Signature) -> str:
    words = context.words
    name = person_name(context, signature.person)
    date = words.date(signature.date)
    if not signature.proved:
        return words("{name}: a signature of {date} is noted; no record proves it", name=name, date=date)
    if signature.told_by:
        people = ", ".join(signature.told_by)
        return words("{name}, signed on {date}; seen by {people}, vendor", name=name, date=date, people=people)
    return words("{name}, signed on {date}", name=name, date=date)


def person_name(context: PageContext, id: str | None) -> str:
    """A person's or party's name without a link; the id where nobody is known by it."""
    project = context.view.project
    names = {one.id: one.name for one in project.parties} | {one.id: one.name for one in project.people}
    return names.get(id, id) if id else "–"
