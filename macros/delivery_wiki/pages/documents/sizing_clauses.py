"""The sizing inside other documents: three lines where it is bought, a summary or all of it where it is built."""

from __future__ import annotations

from delivery_wiki.model.document_kinds import SIZING
from delivery_wiki.model.sizing import SizingResult, UsedInput
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.tree import Blocks
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.sizing import sizing_sections
from delivery_wiki.pages.sizing.agreed_sizing import sizing_as_agreed
from delivery_wiki.pages.sizing.sizing_growth import growth
from delivery_wiki.pages.sizing.sizing_words import FigureWords, sizing_headline

from ..document_frame.cover import document_revision, held_document
from ..document_frame.frame import part


def sizing_in_lines(context: PageContext, kind: str, topic: str | None = None) -> Blocks:
    """The sizing of a statement of work for who buys it."""
    lines = sizing_lines(context, kind, topic)
    return (tree.Listing(items=lines),) if lines else ()


def sizing_lines(context: PageContext, kind: str, topic: str | None = None) -> tuple[str, ...]:
    """The sizing for who buys: which one, what comes out, and the assumed inputs that somebody has to confirm."""
    words, today = context.words, context.sizing
    if today is None:
        return ()
    waiting, result = sizing_as_agreed(context, today)
    said = FigureWords.of(words, result.rules)
    assumed = [used for used in result.inputs if used.assumed and used.value is not None]
    given = [used for used in assumed if not used.from_default]
    lines = [_cited(context, result, kind, topic)]
    if found := sizing_headline(words, result):
        if waiting:
            changes = ", ".join(waiting)
            lines.append(words("Result without {changes}, not agreed: {figures}", changes=changes, figures=found))
            lines.append(words("With {changes}: {figures}", changes=changes, figures=sizing_headline(words, today)))
        else:
            lines.append(words("Result: {figures}", figures=found))
    if given:
        named = "; ".join(f"{words(used.definition.title)}: {_value(said, used)}" for used in given)
        lines.append(words("It assumes: {inputs}", inputs=named))
    if defaults := len(assumed) - len(given):
        lines.append(_by_default(words, defaults, beside=bool(given)))
    return tuple(lines)


def _by_default(words: Words, count: int, *, beside: bool) -> str:
    """How many inputs the rule set assumes; `beside` those that the project assumed, which are named before."""
    if beside:
        return words.counted(
            count,
            "One more input is an assumption of the rule set.",
            "{count} more inputs are assumptions of the rule set.",
        )
    return words.counted(
        count, "One input is an assumption of the rule set.", "{count} inputs are assumptions of the rule set."
    )


def _not_agreed(context: PageContext, today: SizingResult) -> Blocks:
    """Above tables whose inputs contain change requests that are not agreed: which figures hold until they are."""
    words = context.words
    waiting, agreed = sizing_as_agreed(context, today)
    changes, holds = ", ".join(waiting), sizing_headline(words, agreed)
    if not waiting or not holds:
        return ()
    lead = words(
        "What follows contains {changes}, not agreed yet. Until it is agreed, the first line holds.", changes=changes
    )
    lines = (
        words("Without {changes}: {figures}", changes=changes, figures=holds),
        words("With {changes}: {figures}", changes=changes, figures=sizing_headline(words, today)),
    )
    return (tree.Paragraph(lead), tree.Listing(items=lines))


def _value(said: FigureWords, used: UsedInput) -> str:
    return said.quantity(used.value, used.definition.unit)


def _cited(context: PageContext, result: SizingResult, kind: str, topic: str | None) -> str:
    """The sizing by its revision, where that is not younger than the document, and the rule set."""
    words, rules = context.words, result.rules
    computed = words("computed with {title}, version {version}", title=words(rules.title), version=rules.version)
    number, revised = document_revision(context, SIZING.id, None)
    _, own = document_revision(context, kind, topic)
    if number is None or revised is None or (own is not None and revised > own):
        return words("Sizing: {computed}", computed=computed)
    text = "Sizing revision {number} of {date}: {computed}"
    return words(text, number=words.number(number), date=words.date(revised), computed=computed)


def sizing_summary(context: PageContext, anchor: str) -> Blocks:
    """What offers and statements of work say of the sizing: rule set, inputs that matter, results."""
    result = context.sizing
    if result is None:
        return ()
    return (
        _lead(context, result),
        *_not_agreed(context, result),
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
        *_not_agreed(context, result),
        *_inputs_and_results(context, result, anchor),
        *(clause for clause in parts if clause.blocks),
    )


def moved_inputs(context: PageContext, kind: str, topic: str | None = None) -> Blocks:
    """A warning above a document whose revision is older than inputs of the sizing that it shows.

    Where the revision was issued, its frozen copy says what was meant, and the state line tells the difference.
    """
    words, request, held = context.words, context.view.project.sizing, held_document(context, kind, topic)
    revised = held.revised
    if request is None or context.sizing is None or revised is None or held.issued:
        return ()
    titles = {used_input.definition.id: used_input.definition.title for used_input in context.sizing.inputs}
    moved = [
        sizing_input
        for sizing_input in request.inputs
        if sizing_input.date is not None and revised < sizing_input.date <= context.on
    ]
    if not moved:
        return ()
    dated = [(words(titles.get(moved_input.input, moved_input.input)), moved_input.date) for moved_input in moved]
    days = sorted(day for _, day in dated if day)
    count = words.counted(
        len(days),
        "{count} input changed on {last}",
        "{count} inputs changed from {first} to {last}",
        first=words.date(days[0]),
        last=words.date(days[-1]),
    )
    listed = tree.Listing(items=tuple(f"{title} ({words.date(day)})" for title, day in dated if day))
    return (
        tree.Callout(
            kind="warning",
            title=words("The sizing below is newer than this revision of {date}.", date=words.date(revised)),
            blocks=(tree.Details(summary=count, blocks=(listed,)),),
        ),
    )


def _lead(context: PageContext, result: SizingResult) -> tree.Paragraph:
    """The rule set with its version, and where every figure is worked out."""
    words, rules = context.words, result.rules
    text = words("Computed with {title}, version {version}.", title=words(rules.title), version=rules.version)
    working = tree.Link(words("How each figure is computed"), "sizing.html")
    return tree.Paragraph((text, tree.ScreenOnly((" ", working))))


def _inputs_and_results(context: PageContext, result: SizingResult, anchor: str) -> tuple[tree.Clause, ...]:
    words = context.words
    return (
        part(words("Inputs"), f"{anchor}-inputs", sizing_sections.inputs(context, result)),
        part(words("Results"), f"{anchor}-results", (sizing_sections.result_table(context, result),)),
    )
