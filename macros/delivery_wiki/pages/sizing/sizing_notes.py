"""Sentences about a sizing: how sure its rules are, why figures are missing, and what its scenarios leave out."""

from __future__ import annotations

from delivery_wiki.calculations.sizing.calculate import causes_of, rules_of_line
from delivery_wiki.model.sizing import SizingResult

from ..elements.words import Words
from .sizing_words import FigureWords


def confidence(words: Words, result: SizingResult) -> str:
    """What the rule set says of itself; where every parameter that it would assume was measured, that instead."""
    definitions = [used_input.definition for used_input in result.inputs]
    own = [
        definition
        for definition in definitions
        if definition.default is not None and definition.default_basis == "assumed"
    ]
    if own and all(used_input.value is not None and not used_input.assumed for used_input in result.inputs):
        return words("Every input is measured; no parameter of the rules is assumed.")
    return words(result.rules.confidence)


def limits(words: Words, result: SizingResult) -> tuple[str, ...]:
    """All that is to be known before a number is read: limits of validity, then why a figure has no result."""
    missing = [words(used_input.definition.title) for used_input in result.inputs if used_input.value is None]
    needed = (words("Inputs are missing: {names}", names="; ".join(missing)),) if missing else ()
    return (*(words.message(warning) for warning in result.warnings), *needed, *reasons(words, result))


def reasons(words: Words, result: SizingResult) -> tuple[str, ...]:
    """Why rules have no result, each where the reason arises; that an input is missing is said of the input."""
    names = [name for line in result.lines if line.is_needed for name in rules_of_line(line)]
    causes = causes_of(result, names)
    return tuple(f"{words(step.title)}: {words.message(step.reason)}" for step in causes if step.reason)


def left_out(words: Words, result: SizingResult) -> str:
    """Why the base here differs from the result above: figure by figure, what is computed and what was set."""
    figures = FigureWords.of(words, result.rules)
    said = [words("Results set by hand are left out here: each column shows what the rules compute.")]
    said += [
        words(
            "{figure}: computed {computed}, set by hand to {value}.",
            figure=words(step.title),
            computed=figures.result(step.computed, ()),
            value=figures.value(step.value),
        )
        for step in result.working
        if step.override
    ]
    return " ".join(said)
