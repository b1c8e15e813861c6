"""What a JUnit report says of how a test went: in elements, attributes, properties and counts.

A test passed where nothing says otherwise. Known are the words for a test that ran and passed, and the names that say
nothing of an outcome; whatever else stands there is a reason to doubt, and a doubted test is blocked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from delivery_wiki.model.outcome_words import (
    ERROR,
    EXPECTED_TO_FAIL,
    FALSE,
    KINDS,
    NAMES,
    NEUTRAL_ELEMENTS,
    NOT_RUN,
    OUTCOMES,
    PASSED,
    RAN,
    STATING,
    TRUE,
    VERDICTS,
    plain_name,
)
from delivery_wiki.model.project.test_results import WORST_FIRST, Verdict

from ..files.strict_xml import XmlElement
from .junit_texts import text_of

TEST = "testcase"
SUITES = ("testsuites", "testsuite")
_SHOWN_VALUE = 80
_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a report says of a test: the verdict, the words as they stand there, a text, and where.

    `head` is the message, or the first line of the text: what follows there may be the trace of a program.
    `known` is false where nobody knows what the words mean; `is_error` tells an error from other reasons.
    """

    verdict: Verdict
    said: str
    text: str = ""
    head: str = ""
    line: int
    column: int
    known: bool = True
    is_error: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many tests a suite holds, and how many outcomes of a kind these show.

    `bad` are all that went wrong or are in doubt, `failed` those of them that are failures or errors.
    """

    tests: int = 0
    bad: int = 0
    failed: int = 0
    not_run: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            tests=self.tests + other.tests,
            bad=self.bad + other.bad,
            failed=self.failed + other.failed,
            not_run=self.not_run + other.not_run,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRules:
    """How a report is read: what an error means, and names (plain) that its runner uses for what is no outcome."""

    errors: Verdict = Verdict.BLOCKED
    neutral: frozenset[str] = frozenset()


def own_statements(test: XmlElement, rules: ReportRules) -> tuple[Statement, ...]:
    """What a test says of itself that is no pass, in the order of the file."""
    said = [*_of_attributes(test, rules), *_of_children(test, rules), *_of_properties(test, rules)]
    return tuple(said) or tuple(_of_assertions(test, rules))


def statements_of_suite(suite: XmlElement, shown: Counts, rules: ReportRules) -> tuple[Statement, ...]:
    """What a suite says of all its tests; `shown` is what these say themselves.

    A suite that failed because one of its tests did says nothing of the others; nor does one that is in doubt as one
    of its tests is.
    """
    own = [*_of_suite_attributes(suite, rules), *_of_suite_properties(suite, rules)]
    said = [statement for statement in own if not _is_explained(statement, shown)]
    said += [*_of_counts(suite, shown, rules), *inside_suite(suite, rules)]
    return tuple(_for_each_test(statement) for statement in said)


def counts_otherwise(suite: XmlElement, shown: Counts) -> str:
    """What a suite says of the number of its tests, if it holds another; nothing where the two agree.

    Tests that were not run may be left out of a report where the suite counts them as such.
    """
    stated = suite.attributes.get("tests", "").strip()
    if not _COUNT.fullmatch(stated) or int(stated) == shown.tests:
        return ""
    counted = (
        _number(value) or 0
        for name, value in suite.attributes.items()
        if VERDICTS.get(plain_name(name)) is Verdict.NOT_RUN
    )
    left_out = max(0, sum(counted) - shown.not_run)
    return "" if 0 < int(stated) - shown.tests <= left_out else f'tests="{stated}"'


def inside_suite(suite: XmlElement, rules: ReportRules) -> tuple[Statement, ...]:
    """What stands in a suite beside its tests and suites, such as the error of a set-up."""
    return tuple(_of_children(suite, rules, known=(*SUITES, TEST)))


def counts_of(statements: Iterable[Statement]) -> Counts:
    """What one test adds to the counts of its suites: a failure and an error in it are two."""
    found = tuple(statements)
    bad = [statement for statement in found if _is_bad(statement)]
    failed = [statement for statement in bad if _is_failure(statement)]
    not_run = any(statement.verdict is Verdict.NOT_RUN for statement in found)
    return Counts(bad=_elements_or_one(bad), failed=_elements_or_one(failed), not_run=int(not_run))


def _elements_or_one(statements: Sequence[Statement]) -> int:
    return max(sum(statement.said.startswith("<") for statement in statements), bool(statements))


def worst(statements: Iterable[Statement]) -> Verdict:
    """The worst that is said; a pass where nothing is."""
    return min((statement.verdict for statement in statements), key=WORST_FIRST.index, default=Verdict.PASS)


def _is_bad(statement: Statement) -> bool:
    return statement.verdict in (Verdict.FAIL, Verdict.BLOCKED)


def _is_failure(statement: Statement) -> bool:
    return statement.verdict is Verdict.FAIL or statement.is_error


def _is_explained(statement: Statement, shown: Counts) -> bool:
    """Whether what a suite says of itself is what its tests show: a failure by failures, a doubt by doubts."""
    if not (_is_bad(statement) and statement.known):
        return False
    return shown.failed > 0 if _is_failure(statement) else shown.bad > shown.failed


def _for_each_test(statement: Statement) -> Statement:
    """What went wrong around a test blocks it; it did not fail itself."""
    verdict = Verdict.BLOCKED if _is_bad(statement) else statement.verdict
    return replace(statement, verdict=verdict, is_error=False)


# --- what a name and its value mean ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A verdict that is no pass; an error's verdict is the report's to say."""

    verdict: Verdict
    known: bool = True
    is_error: bool = False


_UNKNOWN = _Meaning(Verdict.BLOCKED, known=False)


def _of_word(word: str, otherwise: _Meaning | None) -> _Meaning | None:
    verdict = VERDICTS.get(word)
    if verdict is None:
        return otherwise
    return None if verdict is Verdict.PASS else _Meaning(verdict, is_error=word in ERROR)


def _of_pair(name: str, value: str) -> _Meaning | None:
    """What a plain name says with its value; None where that is nothing, or that the test ran and passed."""
    word = plain_name(value)
    if name in NAMES:
        return None
    if name in OUTCOMES:
        return _of_word(word, _UNKNOWN)
    if name in VERDICTS:
        return _of_flag(name, word)
    if name in KINDS:
        return _of_word(word, None)
    return _Meaning(Verdict.NOT_RUN) if word in NOT_RUN else _UNKNOWN


def _of_flag(name: str, word: str) -> _Meaning | None:
    """A name that is a word for an outcome: `skipped="true"`, `executed="False"`, `errors="2"`."""
    meaning = _of_word(name, None)
    holds = _holds(word)
    if holds is False:
        return None if meaning else _Meaning(Verdict.NOT_RUN if name in RAN else Verdict.FAIL)
    if holds or meaning:
        return meaning
    return _of_word(word, _UNKNOWN)


def _holds(word: str) -> bool | None:
    """Whether a value says yes or counts something; None where it is neither."""
    if _COUNT.fullmatch(word):
        return int(word) > 0
    return True if word in TRUE else False if word in FALSE else None


def _statement(element: XmlElement, said: str, meaning: _Meaning, rules: ReportRules, text: str = "") -> Statement:
    return Statement(
        verdict=rules.errors if meaning.is_error else meaning.verdict,
        said=said,
        text=text,
        head=element.attributes.get("message", "").strip() or text.partition("\n")[0],
        line=element.line,
        column=element.column,
        known=meaning.known,
        is_error=meaning.is_error,
    )


# --- where an outcome may stand -------------------------------------------------------------------


def _attributes(element: XmlElement, rules: ReportRules) -> Iterator[tuple[str, str, str]]:
    """Plain name, name and value of each attribute; what is of another vocabulary, such as xsi:type, says nothing."""
    for qualified, value in element.attributes.items():
        space, _, name = qualified.rpartition(" ")
        plain = plain_name(name)
        if plain not in rules.neutral and (not space or plain in STATING):
            yield plain, name, value


def _pair(name: str, value: str) -> str:
    shown = " ".join(value.split())
    return f'{name}="{shown if len(shown) <= _SHOWN_VALUE else shown[: _SHOWN_VALUE - 1] + "…"}"'


def _of_attributes(element: XmlElement, rules: ReportRules) -> Iterator[Statement]:
    for plain, name, value in _attributes(element, rules):
        if meaning := _of_pair(plain, value):
            yield _statement(element, _pair(name, value), meaning, rules)


def _of_children(element: XmlElement, rules: ReportRules, known: tuple[str, ...] = ()) -> Iterator[Statement]:
    """What stands inside an element, and text that stands there bare."""
    for child in _elements(element, rules):
        if child.local_name not in known and (meaning := _of_child(plain_name(child.local_name), child)):
            yield _statement(child, f"<{child.local_name}>", meaning, rules, text_of(child))
    if element.text.strip():
        yield _statement(element, "text()", _UNKNOWN, rules, element.text)


def _elements(element: XmlElement, rules: ReportRules) -> Iterator[XmlElement]:
    """The elements that may state an outcome, also where they stand among properties or in output."""
    for child in element.children:
        plain = plain_name(child.local_name)
        if plain in NEUTRAL_ELEMENTS:
            yield from _elements(child, rules)
        elif plain not in rules.neutral:
            yield child


def _of_child(plain: str, child: XmlElement) -> _Meaning | None:
    value = child.attributes.get("value", child.text)
    if plain == "skipped" and plain_name(child.attributes.get("type", "")).endswith(EXPECTED_TO_FAIL):
        return _Meaning(Verdict.BLOCKED)
    if plain in OUTCOMES:
        return _of_pair(plain, value)
    if plain in RAN | PASSED and value.strip():
        return _of_flag(plain, plain_name(value))
    return _of_word(plain, _UNKNOWN)


def _of_properties(test: XmlElement, rules: ReportRules) -> Iterator[Statement]:
    """Properties whose name is one for outcomes; all others are the author's own."""
    for name, value, place in properties_of(test):
        plain = plain_name(re.split(r"[.:/]", name)[-1])
        if plain in STATING and plain not in rules.neutral and (meaning := _of_pair(plain, value)):
            yield _statement(place, f"property {_pair(name, value)}", meaning, rules)


def _of_assertions(test: XmlElement, rules: ReportRules) -> Iterator[Statement]:
    """A test that asserted nothing judged nothing, unless its report says outright that it passed."""
    attributes = tuple(_attributes(test, rules))
    if any(plain in OUTCOMES and plain_name(value) in PASSED for plain, _, value in attributes):
        return  # wherever it stands: NUnit writes the word behind the number
    for plain, name, value in attributes:
        if plain == "assertions" and not _holds(plain_name(value)):
            yield _statement(test, _pair(name, value), _Meaning(Verdict.BLOCKED), rules)


def _of_suite_attributes(suite: XmlElement, rules: ReportRules) -> Iterator[Statement]:
    """Outcomes of a whole suite; numbers of outcomes are counts, and other names are the runner's own."""
    for plain, name, value in _attributes(suite, rules):
        is_count = _of_word(plain, None) is not None
        says = plain in STATING or plain_name(value) in NOT_RUN
        if says and not is_count and (meaning := _of_pair(plain, value)):
            yield _statement(suite, f"<{suite.local_name}> {_pair(name, value)}", meaning, rules)


def _of_suite_properties(suite: XmlElement, rules: ReportRules) -> Iterator[Statement]:
    """Properties of a whole suite that state an outcome.

    Settings of a machine stand there too: the last part of a name counts where its value is a word for an outcome, and
    a word for an outcome where its value is yes or no; numbers are counts.
    """
    for element in suite.children:
        if element.local_name in (*SUITES, TEST):
            continue
        for name, value, place in properties_of(element):
            plain, last, word = plain_name(name), plain_name(re.split(r"[.:/]", name)[-1]), plain_name(value)
            outcome = plain in OUTCOMES or (last in OUTCOMES and word in VERDICTS)
            flag = plain in VERDICTS and word in TRUE | FALSE
            if not {plain, last} & rules.neutral and (outcome or flag):
                meaning = _of_pair(plain if plain in STATING else last, value)
                if meaning:
                    yield _statement(place, f"property {_pair(name, value)}", meaning, rules)


def _of_counts(suite: XmlElement, shown: Counts, rules: ReportRules) -> Iterator[Statement]:
    """Counts that say more than the tests show: something went wrong that no test tells.

    Tests that were not run may be left out of a report; then its number of tests counts them.
    """
    counted = Counts()
    told = []
    for plain, name, value in _attributes(suite, rules):
        meaning = _of_word(plain, None)
        if meaning is None:
            continue
        number, said = _number(value), f"<{suite.local_name}> {_pair(name, value)}"
        if number is None:
            yield _statement(suite, said, _UNKNOWN, rules)
        elif number:
            told.append(_pair(name, value))
            not_run, failed = meaning.verdict is Verdict.NOT_RUN, meaning.verdict is Verdict.FAIL or meaning.is_error
            counted += Counts(
                bad=0 if not_run else number, failed=number if failed else 0, not_run=number if not_run else 0
            )
    left_out = max(0, (_number(suite.attributes.get("tests", "")) or 0) - shown.tests)
    more = counted.bad + counted.not_run > shown.bad + shown.not_run + left_out
    if told and (counted.failed > shown.failed or counted.bad > shown.bad or more):
        meaning = _Meaning(Verdict.BLOCKED)
        yield _statement(suite, f"<{suite.local_name}> {' '.join(told)}", meaning, rules)


def _number(value: str) -> int | None:
    word = plain_name(value)
    if _COUNT.fullmatch(word):
        return int(word)
    return {True: 1, False: 0, None: None}[_holds(word)] if word else 0


def properties_of(test: XmlElement) -> Iterator[tuple[str, str, XmlElement]]:
    """Name, value and element of each property; the value may be the element's text."""
    for element in test.walk():
        if element.local_name == "property":
            yield element.attributes.get("name", ""), element.attributes.get("value", element.text.strip()), element
