"""Python and the browser compute the same: `python -m benchmarks.what_if_agreement [N [RULE-SET…]]`.

N is 10,000 if left out; all rule sets that ship are compared unless some are named by their id.

Random inputs of every rule set that ships go through `calculate_sizing` and through the scripts of the what-if page in
a real Chromium. Compared are exact strings: inputs with their basis, every rule with its value, its value before
rounding, its reason and the assumed inputs behind it, result lines, totals, the headline and warnings; for every
fiftieth also the working, part by part, and what people read of each figure, in English and in German.
The inputs are in and out of range, whole and decimal, left out, and at their ends.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.mutate_rule_sets import read_rule_sets
from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.sizing import InputDefinition, RuleSet, SizingResult
from delivery_wiki.pages.elements.labels import catalogue_for
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.sizing.sizing_report import sizing_json
from delivery_wiki.pages.sizing.sizing_words import FigureWords, count_text, measure_text, sizing_headline, total_text
from delivery_wiki.pages.sizing.what_if_data import what_if_data
from delivery_wiki.reading.repository import read_repository

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "docs/theme/assets/javascripts"
NAMES = ("fraction.min.js", "sizing-rules.js", "what-if-view.js")
INPUTS = 10_000
BATCH = 500
COMPLETE_EVERY = 50
SEED = 20261124
Given = dict[str, tuple[int | Decimal | bool | str, bool]]
COMPUTE = """([rules, all, every]) => all.map((given, position) => JSON.stringify(
    DeliverySizing.report(DeliverySizing.calculate(rules, given), position % every === 0)))"""


SAY = """([rules, all]) => all.map((given) => JSON.stringify(
    DeliveryWhatIfView.report(rules, DeliverySizing.calculate(rules, given))))"""


def load_scripts(page: Any) -> None:
    """An empty page with the interpreter of the what-if page."""
    page.set_content("<!doctype html><title>Agreement</title>")
    for name in NAMES:
        page.add_script_tag(path=str(SCRIPTS / name))


def random_inputs(rules: RuleSet, count: int, seed: int = SEED) -> Iterator[Given]:
    """Inputs of a rule set, always the same for the same seed."""
    chance = random.Random(f"{seed} {rules.id} {rules.version}")
    for _ in range(count):
        left_out = chance.choice((0, 0.1, 0.5))
        yield {
            definition.id: (_value(definition, chance), chance.random() < 0.5)
            for definition in rules.inputs
            if chance.random() >= left_out or (definition.default is None and chance.random() < 0.9)
        }


def _value(definition: InputDefinition, chance: random.Random) -> int | Decimal | bool | str:
    if definition.kind == "boolean":
        return chance.random() < 0.5
    if definition.kind == "choice":
        return chance.choice(definition.choices)
    low, high = int(definition.minimum or 0), int(10**15 if definition.maximum is None else definition.maximum)
    roll = chance.random()
    if roll < 0.05:
        return chance.choice((low, high, low - 1, high + 1))
    if roll < 0.5:
        whole = chance.randint(low, min(high, low + 10 ** chance.randint(1, 8)))
    else:
        whole = chance.randint(low, high)
    if definition.kind == "integer" and roll < 0.98:
        return whole
    places = chance.choice((0, 1, 2, 3, 7, 20))
    return Decimal(f"{whole}.{chance.randint(0, 10**places):0{places}}"[: len(str(whole)) + 1 + places].rstrip("."))


def differences(page: Any, rules: RuleSet, inputs: list[Given], every: int = COMPLETE_EVERY) -> list[str]:
    """What the browser computes otherwise than Python; `page` has the scripts."""
    data = json.loads(what_if_data(rules, (), Words()))
    found = []
    for first in range(0, len(inputs), BATCH):
        batch = inputs[first : first + BATCH]
        computed = page.evaluate(COMPUTE, [data, [_for_browser(item) for item in batch], every])
        for position, (given, text) in enumerate(zip(batch, computed, strict=True)):
            expected = python_report(calculate_sizing(rules, _for_python(given)), complete=position % every == 0)
            if text != expected:
                found.append(f"{rules.id} {rules.version}: {given}\n  Python  {expected}\n  browser {text}")
    return found


def said_differences(page: Any, rules: RuleSet, inputs: list[Given], words: Words) -> list[str]:
    """Where the browser says a headline, a count or a figure otherwise than Python, in the language of the words."""
    data = json.loads(what_if_data(rules, (), words))
    said = page.evaluate(SAY, [data, [_for_browser(item) for item in inputs]])
    found = []
    for given, text in zip(inputs, said, strict=True):
        expected = python_words(calculate_sizing(rules, _for_python(given)), words)
        if text != expected:
            found.append(f"{rules.id} {rules.version}: {given}\n  Python  {expected}\n  browser {text}")
    return found


def python_words(result: SizingResult, words: Words) -> str:
    """What `report` of what-if-view.js gives: the headline, and each line's count and figures as people read them."""
    said = FigureWords.of(words, result.rules)
    lines = [
        [
            count_text(said, line),
            [[measure_text(said, measure), total_text(said, measure)] for measure in line.measures],
        ]
        for line in result.lines
    ]
    return json.dumps([sizing_headline(words, result), lines], ensure_ascii=False, separators=(",", ":"))


def read_words(language: str, root: Path = ROOT) -> Words:
    """The words of a language, from its labels."""
    catalogues = read_repository(root, root, slugs=("none",)).catalogues
    return Words(language=language, catalogue=catalogue_for(language, catalogues))


def _for_browser(given: Given) -> dict[str, dict[str, Any]]:
    return {
        name: {"value": value if isinstance(value, bool | str) else f"{value:f}", "assumed": assumed}
        for name, (value, assumed) in given.items()
    }


def _for_python(given: Given) -> tuple[SizingInput, ...]:
    return tuple(
        SizingInput(input=name, value=value, basis=InputBasis.ASSUMED if assumed else InputBasis.MEASURED)
        for name, (value, assumed) in given.items()
    )


def python_report(result: SizingResult, *, complete: bool) -> str:
    """What `report` of sizing-rules.js gives, from what `delivery size --format json` prints."""
    found = json.loads(sizing_json(result))
    report = {
        "warnings": found["warnings"],
        "inputs": [[item["input"], item["value"], item["assumed"], item["from_default"]] for item in found["inputs"]],
        "results": [_line(result) for result in found["results"]],
        "headline": [
            [
                [figures[key] for key in ("title", "unit", "value", "at_least")]
                for figures in found["headline"]["figures"]
            ],
            found["headline"]["without"],
        ],
        "working": [_step(item, complete=complete) for item in found["working"]],
    }
    return json.dumps(report, ensure_ascii=False, separators=(",", ":"))


def _line(item: dict[str, Any]) -> list[Any]:
    keys = ("rule", "value", "total", "total_recommended", "assumed", "missing")
    measures = [[each[key] for key in keys] for each in item["measures"]]
    return [item["id"], item["count"], item["count_recommended"], item["assumed"], item["missing"], measures]


def _step(item: dict[str, Any], *, complete: bool) -> list[Any]:
    step = [item[key] for key in ("rule", "value", "rounded_from", "reason", "assumed", "missing")]
    return [*step, item["expression"]] if complete else step


def main(arguments: list[str]) -> int:
    """Compare all rule sets; 1 if anything differs."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # needed by this command only

    from tests.chromium import FLAGS, find_chromium  # noqa: PLC0415 - as above

    every = read_rule_sets()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.what_if_agreement")
    parser.add_argument("count", nargs="?", type=int, default=INPUTS, help=f"random inputs a rule set ({INPUTS:,})")
    known = sorted({rule_set.id for rule_set in every})
    parser.add_argument("ids", nargs="*", metavar="RULE-SET", help="ids of rule sets; all of them if left out")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.ids) - set(known))
    if unknown:
        parser.error(f"there is no rule set {', '.join(unknown)}; use one of: {', '.join(known)}")
    count, chosen = given.count, [rule_set for rule_set in every if rule_set.id in given.ids or not given.ids]
    found: list[str] = []
    german = read_words("de")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = chromium.new_page()
        load_scripts(page)
        for rules in chosen:
            start = time.monotonic()
            inputs = list(random_inputs(rules, count))
            different = differences(page, rules, inputs)
            for words in (Words(), german):
                different += said_differences(page, rules, inputs[::COMPLETE_EVERY], words)
            seconds = time.monotonic() - start
            print(f"{rules.id:22} {rules.version}  {count:7,} inputs  {len(different)} differences  {seconds:5.0f} s")
            found += different
        chromium.close()
    print("\n".join(found[:3]))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
