"""The sign-off block, last in a document: who has to sign, and what is recorded so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from delivery_wiki.calculations.evidence.document_facts import DocumentFacts
from delivery_wiki.calculations.evidence.signatures import (
    Consent,
    Signature,
    consents_of,
    count_signatures,
    fits_place,
    printed_places,
    received_words,
    rejection_told,
)
from delivery_wiki.calculations.evidence.unfit_to_sign import has_places_to_sign, why_unfit
from delivery_wiki.calculations.verification.signed_text import signed_text
from delivery_wiki.model.process import DocumentTemplate, RequiredSignature
from delivery_wiki.model.project.issued_revision import SIGNATURES
from delivery_wiki.model.project.parties import Party
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.tree import Blocks

from .cover import document_title


def signature_blocks(context: PageContext, template: DocumentTemplate, held: DocumentFacts, *, number: int) -> Blocks:
    """A numbered clause with a field for each signature that template and project ask for; none where nobody signs it.

    Only who signed exactly these words stands in a field, or agreed to them without a signature.
    """
    required, is_archived = printed_places(held), context.status.archived is not None
    if not required:
        return ()
    if not has_places_to_sign(held, is_archived=is_archived):
        return _without_places(context, template, held, number=number)
    signed = signed_text(held)
    waiting = list(signed.signatures)
    words_said = list(_not_signed(context, held))
    agreed = list(consents_of(held)) if signed.changed is None else []
    fields: list[tree.SignatureField] = []
    for needed in required:
        signature = _find(held, needed, waiting)
        consent = None if signature else next((given for given in agreed if given.party is needed.party), None)
        if signature is not None:
            waiting.remove(signature)
        if consent is not None:
            agreed.remove(consent)
        said = next((said for said in words_said if said[0] == needed), None) if not (signature or consent) else None
        if said is not None:
            words_said.remove(said)
        fields.append(_field(context, needed, signature or consent, said[1] if said else ""))
    about = _about(context, template, held)
    if signed.signatures and held.issue_of(held.revision) is not None:
        copy = context.words("This is a copy: what was signed is the issued file of this revision.")
        about = f"{about} {copy}"
    sheet = tree.SignatureSheet(fields=tuple(fields), about=about)
    return (tree.Clause(number=str(number), title=context.words("Signatures"), id=_anchor(template), blocks=(sheet,)),)


def _not_signed(context: PageContext, held: DocumentFacts) -> Iterator[tuple[RequiredSignature, str]]:
    """The places that nobody signs now: who said no, or whose word is to be attested; what stands there instead."""
    count = count_signatures(held, held.revision)
    for refusal in count.refused:
        place = next((place for place in count.missing if fits_place(held, place, refusal)), None)
        if place is not None:
            yield place, context.words.message(rejection_told(held.project, refusal))
    for word in received_words(held, count):
        if word.place is not None:
            yield word.place, context.words.message(word.told)


def _without_places(context: PageContext, template: DocumentTemplate, held: DocumentFacts, *, number: int) -> Blocks:
    """Why there is nothing to sign, in the place where one looks for it; a revision that was issued reads as it did."""
    why = why_unfit(held, is_archived=context.status.archived is not None)
    if why is None or held.issue_of(held.revision) is not None:
        return ()
    text = context.words("There are no places to sign. {reason}.", reason=context.words.message(why))
    block = tree.Paragraph(text)
    return (tree.Clause(number=str(number), title=context.words("Signatures"), id=_anchor(template), blocks=(block,)),)


def _anchor(template: DocumentTemplate) -> str:
    return f"{template.kind}{SIGNATURES}"


def _about(context: PageContext, template: DocumentTemplate, held: DocumentFacts) -> str:
    """What is signed: title, revision and project; the pages are counted on paper."""
    words = context.words
    title, project = document_title(context, template, held.topic), context.view.project.title
    if held.revision is None:
        text = "Signatures to: {title}, as of {date}, {project}."
        return words(text, title=title, date=words.date(context.on), project=project)
    number = words.number(held.revision)
    if held.revised is None:
        text = "Signatures to: {title}, revision {number}, {project}."
        return words(text, title=title, number=number, project=project)
    text = "Signatures to: {title}, revision {number} of {date}, {project}."
    return words(text, title=title, number=number, date=words.date(held.revised), project=project)


def _find(held: DocumentFacts, needed: RequiredSignature, waiting: Iterable[Signature]) -> Signature | None:
    """A signature of the side that fits the role or meaning; one reported as an event stands for its side."""
    side = [signature for signature in waiting if signature.party is needed.party]
    exact = [signature for signature in side if signature.role and fits_place(held, needed, signature)]
    exact += [signature for signature in side if needed.meaning == signature.meaning]
    reported = [signature for signature in side if not signature.role and not signature.meaning]
    return next(iter((*exact, *reported)), None)


def _field(
    context: PageContext, needed: RequiredSignature, found: Signature | Consent | None, said: str
) -> tree.SignatureField:
    """A place with its signature; else with `said`, which stands there instead of one, or to be filled in."""
    words = context.words
    names = [party.name for party in _signing_parties(context.view.project, needed)]
    field = tree.SignatureField(
        party=", ".join(names) or words(needed.party.value),
        role=_own_role(context.view.project, needed) or words(needed.role),
        meaning=words(needed.meaning),
    )
    if found is None:
        return replace(field, recorded=said, proved=not said)
    signer = next((person for person in context.view.project.people if person.id == found.person), None)
    function = signer.role_on(found.date) if signer else ""
    filled = replace(
        field,
        signed_as=function,
        function=function,
        authority=signer.authority if signer and function == signer.role else "",
        date=words.date(found.date),
    )
    if isinstance(found, Consent):
        name = person_name(context, found.person)
        return replace(filled, name=name, recorded=_consented(context, found), proved=False)
    recorded = _recorded(context, found)
    return replace(filled, name=_signer_name(context, found), recorded=recorded, proved=found.proved)


def _own_role(project: Project, needed: RequiredSignature) -> str:
    """The role of the one who signs in place of a role that nobody of the side has; empty where that is open."""
    sides = {party.id for party in project.parties if party.kind is needed.party}
    side = [person for person in project.people if person.party in sides]
    if any(person.role == needed.role for person in side):
        return ""
    roles = [person.role for person in side if needed.role in person.signs]
    return roles[0] if len(roles) == 1 else ""


def _signing_parties(project: Project, needed: RequiredSignature) -> list[Party]:
    """The parties of a side: where it has several, the one whose people sign in the role; all where that is open."""
    side = [party for party in project.parties if party.kind is needed.party]
    signing = {person.party for person in project.people if needed.role in (person.role, *person.signs)}
    chosen = [party for party in side if party.id in signing]
    return chosen if len(chosen) == 1 else side


def _recorded(context: PageContext, signature: Signature) -> str:
    words = context.words
    if not signature.proved:
        return words("signed; on file: {evidence}", evidence=signature.evidence)
    name = _signer_name(context, signature)
    date = words.date(signature.date)
    if signature.is_conditional:
        text = "{name}, signed on {date} on conditions: {conditions}"
        said = words(text, name=name, date=date, conditions=signature.reason)
        seen = words("seen by {people}, vendor", people=", ".join(signature.told_by)) if signature.told_by else ""
        return f"{said}; {seen}" if seen else said
    if signature.told_by:
        people = ", ".join(signature.told_by)
        return words("{name}, signed on {date}; seen by {people}, vendor", name=name, date=date, people=people)
    return words("{name}, signed on {date}", name=name, date=date)


def _consented(context: PageContext, consent: Consent) -> str:
    words = context.words
    if consent.agreed:
        return words("agreed; on file: {evidence}", evidence=consent.evidence)
    return words("sent; on file: {evidence}", evidence=consent.evidence)


def _signer_name(context: PageContext, signature: Signature) -> str:
    """Who signed, and for whom where it was a deputy."""
    name = person_name(context, signature.person)
    if not signature.represents:
        return name
    return context.words("{name} for {person}", name=name, person=person_name(context, signature.represents))


def person_name(context: PageContext, id: str | None) -> str:
    """A person's or party's name without a link; the id where nobody is known by it."""
    project = context.view.project
    names = {party.id: party.name for party in project.parties} | {person.id: person.name for person in project.people}
    return names.get(id, id) if id else "–"
