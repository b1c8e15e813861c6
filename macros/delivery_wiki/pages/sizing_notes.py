"""Sentences about a sizing: how sure its rules are, and what its scenarios leave out."""

from __future__ import annotations

from delivery_wiki.model.sizing import SizingResult

from .sizing_parts import value_text
from .words import Words


def confidence(words: Words, result: SizingResult) -> str:
    """The rule set warns of its own assumed parameters; where each is measured, the warning has no object."""
    own = [one for one in result.inputs if one.definition.default_basis == "assumed"]
    if not own or any(one.assumed for one in result.inputs):
        return words(result.rules.confidence)
    return words("Every input is measured; no parameter of the rules is assumed.")


def left_out(words: Words, result: SizingResult) -> str:
    """Why the base here differs from the result above: figure by figure, what is computed and what was set."""
    said = [words("Results set by hand are left out here: each column shows what the rules compute.")]
    said += [
        words(
            "{figure}: computed {computed}, set by hand to {value}.",
            figure=words(step.title),
            computed=value_text(words, step.computed),
            value=value_text(words, step.value),
        )
        for step in result.working
        if step.override
    ]
    return " ".join(said)
