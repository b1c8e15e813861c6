"""Whether a line of a rule set sums others without saying so: the headline would add it to its own parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.same import Same
from delivery_wiki.model.sizing import OutputComponent, RuleSet

from .adding_figures import AddingFigure, Total, adding_groups, samples_of
from .made_of_others import made_of_others
from .order import MOST_KEPT, order_rules

MOST_COMBINED = 10
# A star stands for the rest of a word. In the languages of shipped texts, whatever the language of a rule set.
_OF_A_TOTAL = (
    "total",
    "totals",
    "subtotal",
    "grand total",
    "sum",
    "altogether",
    "insgesamt",
    "gesamt*",
    "summe",
    "gesamtsumme",
    "zwischensumme",
)
_OF_A_PART = (
    "of which",
    "of that",
    "of these",
    "thereof",
    "part of",
    "included in",
    "contained in",
    "davon",
    "darin",
    "darunter",
    "hiervon",
    "enthalten in",
    "teil des",
    "teil der",
)


def find_unmarked_totals(rules: RuleSet) -> Iterator[Finding]:
    """A figure that sums others of its title, by its values or by its rule; a line whose title says that it does."""
    totals = _unmarked(Same(rules))
    yield from (_finding(total) for total in totals)
    yield from _find_by_title(rules, totals)


def is_unmarked_total(rules: RuleSet, id: str, title: str, rule: str) -> bool:
    """Whether a figure of an output, or with an empty title its count, sums others without saying so.

    A rule set is frozen, so that its samples are computed once in a process.
    """
    return any(total.figure.key == (id, title, rule) for total in _unmarked(Same(rules)))


@lru_cache(maxsize=MOST_KEPT)
def _unmarked(key: Same[RuleSet]) -> tuple[Total, ...]:
    rules = key.value
    if not any(len(group) > 1 for group in adding_groups(rules, ())):
        return ()
    found: list[Total] = []
    behind = _rules_behind(rules)
    for group in adding_groups(rules, samples_of(rules)):
        exact = []
        for figure in group:
            others = [other for other in group if other.component.id != figure.component.id]
            if parts := _parts(figure, others, behind.get(figure.rule, frozenset())):
                exact.append(Total(figure=figure, parts=parts, is_exact=True))
        found += exact
        found += made_of_others(rules, group, exact)
    return tuple(found)


def _find_by_title(rules: RuleSet, totals: Sequence[Total]) -> Iterator[Finding]:
    """Lines whose titles say "in total" or "of which", and whose figures the headline adds to those of others."""
    told = {total.figure.key for total in totals}
    seen: set[str] = set()
    for group in adding_groups(rules, ()):
        adding = [figure.component for figure in group if figure.key not in told]
        for line in adding:
            others = [component for component in adding if component.id != line.id]
            if others and line.id not in seen:
                seen.add(line.id)
                yield from _title_finding(rules, line, others, totals)


def _title_finding(
    rules: RuleSet, line: OutputComponent, others: Sequence[OutputComponent], totals: Sequence[Total]
) -> Iterator[Finding]:
    if not _part_word(line.title):
        if _total_word(line.title):
            yield _total_finding(line)
        return
    above = _line_above(rules, line)
    left_out = {output.id for output in rules.outputs if output.total} | {total.figure.component.id for total in totals}
    parts = {part.component.id for total in totals for part in total.parts}
    # The parts of a total that is left out are what adds, unless the lines that it sums stand there as well.
    alone = line.id in parts or all(_part_word(component.title) for component in others)
    if (above in left_out and alone) or line.id in _ids_of_exact_parts(totals):
        return
    known = left_out | {component.id for component in others}
    yield _part_finding(line, above if above in known else others[0].id)


def _ids_of_exact_parts(totals: Sequence[Total]) -> frozenset[str]:
    return frozenset(part.component.id for total in totals if total.is_exact for part in total.parts)


def _line_above(rules: RuleSet, line: OutputComponent) -> str:
    """The line that "of which" points at: the nearest above that is itself no part."""
    above = rules.outputs[: rules.outputs.index(line)]
    return next(
        (
            component.id
            for component in reversed(above)
            if component.part_of is None and not _part_word(component.title)
        ),
        "",
    )


def _part_finding(line: OutputComponent, whole: str) -> Finding:
    said = f"the title '{line.title}' says '{_part_word(line.title)}'"
    problem = f"{said}, and the headline adds the line to the one that holds it"
    repair = f"Add 'part_of: {whole}' to the line '{line.id}'; 'total: false' where it is to be added."
    return warning("rule-set-total", line.location.at("title"), problem, repair)


def _total_finding(line: OutputComponent) -> Finding:
    said = f"the title '{line.title}' says '{_total_word(line.title)}'"
    problem = f"{said}, and the headline adds the line to the others"
    repair = f"Add 'total: true' to the line '{line.id}'; 'total: false' where it is to be added."
    return warning("rule-set-total", line.location.at("title"), problem, repair)


def _finding(total: Total) -> Finding:
    figure, line = total.figure, total.figure.component
    names = ", ".join(f"'{figure.component.title}'" for figure in total.parts)
    what = f"is the sum of {names}" if len(total.parts) > 1 else f"is all of {names}"
    fact = f"{what} in every example" if total.is_exact else f"is made of {names}"
    title = f"'{figure.title}'" if figure.title else "the count"
    problem = f"{title} of '{line.title}' {fact}, so that the headline leaves it out"
    alone = len(line.measures) + (line.count is not None) == 1
    to_figure = "" if alone or not figure.title else "this figure, or to "
    repair = f"Add 'total: true' to {to_figure}the line '{line.id}'; 'total: false' where it is to be added."
    return warning("rule-set-total", figure.place, problem, repair)


def _rules_behind(rules: RuleSet) -> dict[str, frozenset[str]]:
    """All rules that a rule rests on, however far back."""
    behind: dict[str, frozenset[str]] = {}
    for parsed in order_rules(rules).rules:
        used = frozenset(parsed.uses)
        behind[parsed.rule.id] = used.union(*(behind.get(name, frozenset()) for name in parsed.uses))
    return behind


def _parts(figure: AddingFigure, others: Sequence[AddingFigure], behind: frozenset[str]) -> tuple[AddingFigure, ...]:
    """The figures whose sum the figure is: those it rests on first; the largest set of them."""
    rested = [
        figure
        for figure in others
        if figure.rule in behind and (not figure.per_node or figure.component.count in behind)
    ]
    for found in _sets(rested):
        if (len(found) > 1 or found[0].per_node) and _is_sum(figure, found, least=1):
            return found
    return next((found for found in _sets(others) if len(found) > 1 and _is_sum(figure, found, least=2)), ())


def _sets(figures: Sequence[AddingFigure]) -> Iterator[tuple[AddingFigure, ...]]:
    """Sets of figures, large ones first; of many figures only all of them, and those that stand next to each other."""
    if len(figures) <= MOST_COMBINED:
        for size in range(len(figures), 0, -1):
            yield from combinations(figures, size)
        return
    for size in range(len(figures), 0, -1):
        for start in range(len(figures) - size + 1):
            yield tuple(figures[start : start + size])


def _is_sum(figure: AddingFigure, parts: Iterable[AddingFigure], *, least: int) -> bool:
    """Whether a figure is the sum of parts wherever all have a result, with so many different values, none without."""
    rows = [row for row in zip(figure.values, *(figure.values for figure in parts), strict=True) if None not in row]
    known = [[value for value in row if value is not None] for row in rows]
    if any(row[0] != sum(row[1:], Fraction(0)) for row in known):
        return False
    return len({row[0] for row in known if all(row)}) >= least


def _total_word(title: str) -> str:
    """The words of a title that say that the line is all of the others; empty if there are none."""
    return _said_in(_OF_A_TOTAL, title)


def _part_word(title: str) -> str:
    """The words of a title that say that the line is a part of another; empty if there are none."""
    return _said_in(_OF_A_PART, title)


def _said_in(words: Iterable[str], title: str) -> str:
    pattern = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    found = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", title, re.IGNORECASE)
    return found.group() if found else ""
