"""The data of the what-if page: exact, complete in words, and nothing but what the sizing page shows."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from delivery_wiki.model.library import Library
from delivery_wiki.model.sizing import OutputComponent, OutputMeasure, Rule, UnitWord
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.labels import library_texts
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.sizing.sizing_pages import sizing_growth
from delivery_wiki.pages.sizing.what_if_data import TEXTS, number_text, what_if_data
from delivery_wiki.pages.sizing.what_if_pages import sizing_what_if, what_if
from tests.calculations.rule_set_files import NAMES, ROOT, read_rule_set
from tests.pages.sizing.test_sizing_pages import REQUEST, WIKI, page, shown

SCRIPTS = ROOT / "docs/theme/assets/javascripts"
NAMES_OF_SCRIPTS = ("sizing-rules.js", "what-if-view.js", "what-if.js")


def data_of(blocks: tree.Blocks) -> Any:
    """What the browser reads."""
    (found,) = (block for block in blocks if isinstance(block, tree.WhatIf))
    return json.loads(found.data)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1200), "1200"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 10**20), "0.00000000000000000001"),
        (Fraction(1, 3), "1/3"),
        (Fraction(0), "0"),
    ],
)
def test_a_number_is_written_exactly(value: Fraction, text: str) -> None:
    """As a decimal where it is one of at most 20 places, else as a fraction."""
    assert number_text(value) == text


def test_every_text_of_the_scripts_can_be_translated() -> None:
    """A text that a script says is on the list that the page carries in its language."""
    source = "".join((SCRIPTS / name).read_text("utf-8") for name in NAMES_OF_SCRIPTS)
    said = set(re.findall(r'(?:\bwords|message|refused|extreme|logic|comparison|condition)\("([^"]+)"', source))
    said |= set(re.findall(r'\? "([^"]+)" : "[^"]+", \{', source)) | set(re.findall(r' : "([^"]+)", \{', source))
    rounding = re.findall(r'rounding\("([^"]+)"', source)
    said |= {*rounding, *(f"{item} to a multiple of {{step}}" for item in rounding)}
    assert said - {*TEXTS} == set()
    assert len(said) > 40


def test_a_project_starts_from_its_inputs_without_what_was_set_by_hand() -> None:
    """The values stand in the rule set's unit; what the project wrote stays beside them."""
    given = page(
        replace(REQUEST, inputs=(*REQUEST.inputs, replace(REQUEST.inputs[0], input="webmail-quota", unit="GiB")))
    )
    blocks = what_if(given)
    start = {item["input"]: item for item in data_of(blocks)["start"]}
    assert start["webmail-users"] == {
        "input": "webmail-users",
        "value": "6000",
        "assumed": False,
        "source": "Report of May",
    }
    assert start["webmail-quota"]["value"] == "6442.450944"
    assert (start["webmail-quota"]["given"], start["webmail-quota"]["unit"]) == ("6000", "GiB")
    text = shown(given, blocks)
    assert "set by hand are left out here" in text
    assert "needs JavaScript" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_set_has_its_page(name: str) -> None:
    """All inputs and rules are in the data, each rule after those that it uses."""
    rules = read_rule_set(name)
    data = data_of(sizing_what_if(WIKI, rules.id, rules.version))
    assert [item["id"] for item in data["inputs"]] == [definition.id for definition in rules.inputs]
    assert sorted(data["order"]) == sorted(rule.id for rule in rules.rules)
    uses = {item["id"]: item["uses"] for item in data["rules"]}
    assert all(
        data["order"].index(used) < data["order"].index(id) for id, all_used in uses.items() for used in all_used
    )
    assert all(item["assumed"] for item in data["start"])


def test_the_words_of_the_page_are_those_of_its_language() -> None:
    """Only what differs from English is carried, with the signs of its numbers."""
    rules = read_rule_set("groupware-sessions-1")
    words = Words(
        language="de", catalogue={"Copied.": "Kopiert.", "Webmail accounts": "Webmail-Konten", "user": "Nutzer"}
    )
    data = json.loads(what_if_data(rules, (), words))
    assert data["words"] == {"Copied.": "Kopiert.", "Webmail accounts": "Webmail-Konten", "user": "Nutzer"}
    assert data["symbols"] == {"decimal": ",", "group": "."}


def test_growth_names_each_next_node_and_what_was_set_by_hand() -> None:
    """Chart with its description, the years as its twin, and a table of next nodes."""
    given = page()
    text = shown(given, sizing_growth(given))
    assert "File store node; Storage in total, in GB, from year 0 to year 5" in text
    assert "The same as a table" in text
    assert "year 4: 3 year 12: 4; year 16: 5; year 19: 6 4, too few from year 16" in text


def test_what_a_rule_set_of_a_wiki_says_can_be_translated() -> None:
    """The plural of its units, and the texts that its figures can be."""
    rules = read_rule_set("ox-2011-1")
    texts = Rule(
        id="size", title="Size", unit="", value={"when": {"condition": True, "then": "roomy", "else": "tight"}}
    )
    shown = OutputComponent(id="size", title="Size", measures=(OutputMeasure(title="Size", rule="size"),))
    own = replace(
        rules, rules=(texts,), outputs=(shown,), validity=(), units=(UnitWord(unit="drive bay", plural="drive bays"),)
    )
    assert {"drive bay", "drive bays", "roomy", "tight"} <= library_texts(Library(rule_sets=(own,))).keys()
    words = Words(language="de", catalogue={"roomy": "geräumig"})
    assert json.loads(what_if_data(own, (), words))["words"] == {"roomy": "geräumig"}
