"""The sizing inside other documents: what the work rests on in a contract, the whole of it in the concept."""

from __future__ import annotations

from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.pages import sizing_sections, tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.sizing_growth import growth
from delivery_wiki.pages.tree import Blocks

from .cover import document_dossier
from .frame import part


def sizing_summary(context: PageContext, anchor: str) -> Blocks:
    """What offers and statements of work say of the sizing: rule set, inputs that matter, results."""
    result = context.sizing
    if result is None:
        return ()
    return (
        _lead(context, result),
        *_inputs_and_results(context, result, anchor),
    )


def sizing_in_full(context: PageContext, anchor: str) -> Blocks:
    """The summary with growth and scenarios; the working of each figure stands in the sizing document."""
    words, result = context.words, context.sizing
    if result is None:
        return ()
    parts = (
        part(words("Growth"), f"{anchor}-growth", growth(context, result)),
        part(words("Scenarios"), f"{anchor}-scenarios", sizing_sections.scenarios(context, result)),
    )
    return (
        _lead(context, result),
        *_inputs_and_results(context, result, anchor),
        *(one for one in parts if one.blocks),
    )


def moved_inputs(context: PageContext, kind: str, topic: str | None = None) -> Blocks:
    """A warning above a document whose revision is older than inputs of the sizing that it shows.

    Where the revision was issued, its frozen copy says what was meant, and the state line tells the difference.
    """
    words, request, held = context.words, context.view.project.sizing, document_dossier(context, kind, topic)
    revised = held.revised
    if request is None or context.sizing is None or revised is None or held.issued:
        return ()
    titles = {one.definition.id: one.definition.title for one in context.sizing.inputs}
    moved = [one for one in request.inputs if one.date is not None and revised < one.date <= context.on]
    if not moved:
        return ()
    named = (f"{words(titles.get(one.input, one.input))} ({words.date(one.date)})" for one in moved if one.date)
    text = words(
        "The sizing below is today's. Inputs of it are newer than this revision of {date}: {names}",
        date=words.date(revised),
        names="; ".join(named),
    )
    return (tree.Callout(kind="warning", title=text),)


def _lead(context: PageContext, result: SizingResult) -> tree.Paragraph:
    """The rule set with its version, and where every figure is worked out."""
    words, rules = context.words, result.rules
    text = words("Computed with {title}, version {version}.", title=words(rules.title), version=rules.version)
    working = tree.Link(words("Working of each figure"), "sizing.html")
    return tree.Paragraph((text, tree.ScreenOnly((" ", working))))


def _inputs_and_results(context: PageContext, result: SizingResult, anchor: str) -> tuple[tree.Clause, ...]:
    words = context.words
    return (
        part(words("Inputs"), f"{anchor}-inputs", sizing_sections.inputs(context, result)),
        part(words("Results"), f"{anchor}-results", (sizing_sections.result_table(context, result),)),
    )
