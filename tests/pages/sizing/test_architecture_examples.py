"""Architecture examples: sizes side by side, each figure computed and with its working."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from delivery_wiki.calculations.consistency.released_checks import check_reference_architecture
from delivery_wiki.calculations.sizing.rule_set_examples import result_of
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.reference_architecture import ReferenceArchitecture
from delivery_wiki.pages.elements.page_kind import WikiContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.sizing.architecture_examples import architecture_examples
from delivery_wiki.reading.schema.binding import bind
from delivery_wiki.reading.yaml.strict_yaml import read_yaml
from tests.calculations.rule_set_files import ROOT, read_rule_set
from tests.pages.status_examples import html

RULES = read_rule_set("groupware-sessions-1")
FILE = ROOT / "docs" / "architectures" / "groupware-1.yml"
ARCHITECTURE: ReferenceArchitecture = bind(read_yaml(FILE.read_bytes(), "groupware-1.yml"), ReferenceArchitecture)
SIZES = (10_000, 100_000, 1_000_000)


def wiki(architecture: ReferenceArchitecture = ARCHITECTURE) -> WikiContext:
    """The wiki with one rule set and one reference architecture."""
    return WikiContext(
        projects=(),
        processes=(),
        rule_sets=(RULES,),
        words=Words(),
        on=dt.date(2026, 9, 30),
        architectures=(architecture,),
    )


PAGE = html(architecture_examples(wiki(), "groupware", "1"))


def test_three_sizes_are_drawn_beside_each_other() -> None:
    """Each in a card of its own, with the components of the reference architecture."""
    assert ARCHITECTURE.users == SIZES
    for users in SIZES:
        assert f'id="architecture-{users}-title"' in PAGE
    assert PAGE.count(">Load balancer ") == len(SIZES)


@pytest.mark.parametrize("users", SIZES)
def test_every_figure_is_what_the_rules_give(users: int) -> None:
    """The number of machines of each line, as the engine computes it, leads to its working."""
    example = next(example for example in RULES.examples if example.users == users)
    for line in result_of(RULES, example).lines:
        assert line.count is not None
        assert f'href="#working-{users}-{line.count_rule}">{Words().number(line.count)}</a>' in PAGE


def test_every_figure_has_its_working() -> None:
    """No link of a figure leads nowhere, and no working stands twice."""
    targets = set(re.findall(r'href="#(working-[^"]+)"', PAGE))
    places = re.findall(r'id="(working-[^"]+)"', PAGE)

    assert targets <= set(places)
    assert len(places) == len(set(places))


def test_assumptions_are_stated() -> None:
    """What a size gives, and what the rules assume, with its source."""
    assert "28 of its inputs are assumed" in PAGE
    assert "calibrate by POC or load test" in PAGE
    assert 'Middleware node <span class="dw-muted">assumed</span>' in PAGE


def test_a_part_that_is_not_needed_is_not_drawn() -> None:
    """Its connections go with it."""
    kept = ARCHITECTURE.drawn(tuple(part for part in ARCHITECTURE.components if part.id != "mail"))

    assert "mail" not in {component.id for component in kept.components}
    assert all("mail" not in (connection.source, connection.target) for connection in kept.connections)


def test_an_unknown_architecture_names_the_nearest() -> None:
    """An author sees what could be meant."""
    with pytest.raises(ValueError, match="groupware 1"):
        architecture_examples(wiki(), "groupwear", "1")


def test_a_rule_set_that_does_not_ship_is_told() -> None:
    """By the check, and by the page if it is built all the same."""
    other = replace(ARCHITECTURE, rules=Pin(id="gone", version="9"))

    assert [finding.code for finding in check_reference_architecture(other, Library(rule_sets=(RULES,)))] == [
        "architecture-faulty"
    ]
    with pytest.raises(ValueError, match="gone 9"):
        architecture_examples(wiki(other), "groupware", "1")


def test_a_size_without_a_worked_example_is_told() -> None:
    """No figure is made up for it."""
    other = replace(ARCHITECTURE, users=(20_000,))

    assert [finding.code for finding in check_reference_architecture(other, Library(rule_sets=(RULES,)))] == [
        "architecture-faulty"
    ]
    with pytest.raises(ValueError, match="20000"):
        architecture_examples(wiki(other), "groupware", "1")


def test_the_shipped_architecture_holds_together() -> None:
    """Its pin, sizes, parts and connections."""
    assert not list(check_reference_architecture(ARCHITECTURE, Library(rule_sets=(RULES,))))
