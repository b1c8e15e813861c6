"""Facts over words that are others now: a warning at the fact, with the place of the words and how to clear it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import FactKind, Suspicion

from ..base.phrases import plain
from ..evidence.suspicion import suspicions_of
from ..evidence.testing import case_statuses

AGAIN = {
    FactKind.DISMISSED: "decide again",
    FactKind.DERIVED: "look whether it still follows",
    FactKind.AGREED: "agree on it again",
    FactKind.IMPLEMENTED: "build it so",
    FactKind.CHECKED: "check it again",
    FactKind.PASSED: "run it again",
    FactKind.ACCEPTED: "have it accepted again",
    FactKind.BROUGHT: "have it accepted again",
    FactKind.DECIDED: "decide again",
    FactKind.ASSESSED: "assess it again",
    FactKind.FOUND: "find out again",
}


def check_words(project: Project) -> Iterator[Finding]:
    """Everything that was said of other words, whenever that was."""
    cases = case_statuses(project, dt.date.max)
    for suspicion in suspicions_of(project, cases, dt.date.max):
        yield warning(
            "words-suspect",
            suspicion.location,
            f"{plain(suspicion.reason)}; it counts as open until somebody looks at it again.",
            _repair(suspicion),
            also=suspicion.words_at,
        )


def _repair(suspicion: Suspicion) -> str:
    """Both ways: the fact anew, with the words of today, or who confirms why it holds for them."""
    again, owner = AGAIN[suspicion.kind], suspicion.about if suspicion.kind is FactKind.PASSED else suspicion.item
    anew = f'{again[0].upper()}{again[1:]}, and put "{suspicion.words}" here'
    if suspicion.kind is FactKind.PASSED:
        anew = "Run it again with `delivery run`"
    words = f'{{{suspicion.about}: "{suspicion.words}"}}'
    entry = f"confirmed: [{{date: …, by: …, reason: …, words: {words}}}]"
    return f"{anew}; or, if it holds all the same, write at {owner}: {entry}"
