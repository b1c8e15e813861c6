"""What may be appended to a PDF when it is signed: signatures with their pictures, and what proves them later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, Reference
from pyhanko.pdf_utils.reader import HistoricalResolver, RawPdfPath
from pyhanko.sign.diff_analysis import (
    FieldComparisonContext,
    FormUpdate,
    FormUpdatingRule,
    ModificationLevel,
    ReferenceUpdate,
    SigFieldCreationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis import WhitelistRule as Rule
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.diff_analysis.policies import DEFAULT_DIFF_POLICY
from pyhanko.sign.diff_analysis.rules.form_field_rules import is_field_visible
from pyhanko.sign.diff_analysis.rules_api import Context

DEEPEST = 100
Path = tuple[str | int, ...]


class TaggedSignatureFields(Rule):
    """A signature field stands in the structure of a tagged document too, in a list where an element has several parts.

    The library looks for it there only where it is the one part of its element. What of the field has changed is
    checked where it stands in the form; here it is only said that it may be told of here as well.
    """

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Every place in the structure of the older state at which a signature field is told of."""
        root = old.root
        if "/StructTreeRoot" not in root:
            return
        for reference, path in _told_objects(root["/StructTreeRoot"], ("/Root", "/StructTreeRoot")):
            field = old(reference)
            if isinstance(field, DictionaryObject) and field.get("/FT") == "/Sig":
                yield ReferenceUpdate(reference, context_checked=Context.from_absolute(old, RawPdfPath(*path)))


class NoNewVisibleFields(SigFieldCreationRule):
    """A signature may bring a field of its own, but none that is seen: it could lie over the page and say anything."""

    def apply(self, context: FieldComparisonContext) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        """What the library accepts; raises SuspiciousModification for a new field with a place on a page."""
        for spec in context.field_specs.values():
            field = spec.new_field_ref.get_object() if spec.new_field_ref and not spec.old_field_ref else None
            if field is not None and is_field_visible(field):  # type: ignore[no-untyped-call]  # has no types there
                raise SuspiciousModification("a new field covers a part of a page")
        return super().apply(context)


def _told_objects(element: DictionaryObject, path: Path) -> Iterator[tuple[Reference, Path]]:
    """The objects that an element of the structure and those below it tell of."""
    if len(path) > DEEPEST or "/K" not in element:
        return
    kids = element["/K"]
    places = [(kids, (*path, "/K"))]
    if isinstance(kids, ArrayObject):
        places = [(kids[number], (*path, "/K", number)) for number in range(len(kids))]
    for kid, place in places:
        if not isinstance(kid, DictionaryObject):
            continue
        told = kid.raw_get("/Obj") if "/Obj" in kid else None
        if isinstance(told, IndirectObject):
            yield told.reference, (*place, "/Obj")
        else:
            yield from _told_objects(kid, place)


def _signing_policy() -> StandardDiffPolicy:
    default = DEFAULT_DIFF_POLICY
    known = default.form_rule.field_rules if default.form_rule else []
    unseen = NoNewVisibleFields()  # type: ignore[no-untyped-call]  # what it is made from has no types
    fields = [unseen if isinstance(rule, SigFieldCreationRule) else rule for rule in known]
    # That there are signatures is said by a flag of the form, which nobody signed has.
    form = FormUpdatingRule(fields, ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"})
    tagged = TaggedSignatureFields().as_qualified(ModificationLevel.FORM_FILLING)
    return StandardDiffPolicy(global_rules=[*default.global_rules, tagged], form_rule=form)


SIGNING_POLICY = _signing_policy()
