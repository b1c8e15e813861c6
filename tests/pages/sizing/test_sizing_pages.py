"""The sizing page, its macros, the pages about rule sets, and the terminal report."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from delivery_wiki.calculations.sizing.calculate import calculate_sizing, size_project
from delivery_wiki.calculations.sizing.rule_set_examples import example_inputs
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.sizing_request import InputBasis, Scenario, SizingInput, SizingOverride, SizingRequest
from delivery_wiki.model.sizing import RuleSet, SizingResult
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext, WikiContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.sizing.sizing_comparisons import comparison_blocks, scenario_blocks
from delivery_wiki.pages.sizing.sizing_pages import sizing, sizing_figure, sizing_table
from delivery_wiki.pages.sizing.sizing_report import render_sizing_text, sizing_json
from delivery_wiki.pages.sizing.sizing_rules_pages import sizing_comparison, sizing_rules
from delivery_wiki.pages.sizing.sizing_words import FigureWords, sizing_headline
from delivery_wiki.pages.sizing.what_if_pages import what_if
from delivery_wiki.pages.status.home_cards import home_cards
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml
from tests.calculations.rule_set_files import NAMES, ROOT, read_rule_set, read_rule_set_text
from tests.pages.harbour import context, empty, html

NOTE = "An assumption, or resting on one; the sizing names it."
LIBRARY = Library(rule_sets=tuple(read_rule_set(name) for name in NAMES))
WIKI = WikiContext(projects=(), processes=(), rule_sets=LIBRARY.rule_sets, words=Words(), on=dt.date(2026, 9, 30))


def _input(name: str, value: int, basis: InputBasis = InputBasis.MEASURED, unit: str = "") -> SizingInput:
    return SizingInput(input=name, value=value, basis=basis, unit=unit, source="Report of May")


REQUEST = SizingRequest(
    rules=Pin(id="groupware-sessions", version="1"),
    inputs=(_input("webmail-users", 6000), _input("groupware-users", 3000), _input("mobile-users", 1000)),
    scenarios=(Scenario(id="more", title="Many more", inputs=(_input("webmail-users", 60000),)),),
    overrides=(SizingOverride(output="middleware", value=4, reason="Bought in pairs"),),
    compare_with=Pin(id="ox-2011", version="1"),
)


def page(request: SizingRequest = REQUEST) -> PageContext:
    """A project with this sizing."""
    sized = size_project(request, LIBRARY)
    assert sized is not None
    base = context(replace(empty(), sizing=None))
    view = replace(base.view, project=replace(base.view.project, sizing=request))
    return replace(base, view=view, sizing=sized.result, scenarios=sized.scenarios, comparison=sized.comparison)


def shown(given: PageContext, blocks: tree.Blocks) -> str:
    """The text of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html(given, blocks)).replace("\xa0", " ").split())


def test_the_page_shows_inputs_results_scenarios_and_working() -> None:
    """The document has the template's four sections, in its order."""
    given = page()
    text = shown(given, sizing(given))
    places = [text.index(title) for title in ("1 Inputs", "2 Results", "3 Growth", "4 Scenarios", "5 Working")]
    assert places == sorted(places)
    assert "31 of 34 inputs are assumed" not in text
    assert "28 of 34 inputs are assumed" in text
    assert "31 inputs by default, 28 of them assumed" in text
    assert "Report of May" in text


def test_every_link_of_the_page_leads_somewhere_on_it() -> None:
    """Figures link to their working, and numbers in the working to the step they come from."""
    given = page()
    markup = html(given, sizing(given))
    targets = set(re.findall(r'href="#([^"]+)"', markup))
    ids = re.findall(r'id="([^"]+)"', markup)
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_working_names_each_step_once_and_ends_in_the_figure() -> None:
    """Steps that a figure shares with an earlier one are linked, not repeated."""
    given = page()
    text = shown(given, sizing(given))
    assert text.count("rounded up: 1,864 sessions") == 1
    assert "7,986 users * ( Webmail accounts with growth ) ÷ 20 users *" in text


def test_a_value_set_by_hand_stands_beside_the_computed_one() -> None:
    """The override shows both values and the reason; scenarios compare with the computed base."""
    given = page()
    text = shown(given, sizing(given))
    assert "by hand; computed 2" in text
    assert "Bought in pairs" in text
    assert re.search(r"Middleware node 2 \* 4 \*", text)


def test_a_difference_between_scenarios_is_bold() -> None:
    """Equal figures are not."""
    given = page()
    markup = html(given, sizing(given))
    assert "<strong>60,000</strong>" in markup
    assert "<strong>4</strong>" in markup


def test_the_second_rule_set_stands_beside_the_first() -> None:
    """What only one of them describes shows a dash."""
    given = page()
    text = shown(given, sizing(given))
    assert "The same inputs under OX HE Tutorial 1M, 3 March 2011" in text
    assert "OX server for provisioning – not needed" in text


def test_the_page_begins_with_a_matrix_beside_what_drives_it() -> None:
    """Which machines, how large, in total: before any input; each figure leads to its working."""
    given = page(REQUEST)
    markup = html(given, sizing(given))
    matrix = markup.split('id="sizing-matrix"')[1].split("</table>")[0]

    assert markup.index('id="sizing-matrix"') < markup.index('class="dw-document"')
    assert '<a href="#working-middleware-nodes"' in matrix
    assert 'class="dw-total"' in matrix
    drivers = markup.split("What drives it</caption>")[1].split("</table>")[0]
    assert '<a href="#sizing-input-webmail-users">' in drivers


def test_a_large_size_is_said_in_the_next_unit() -> None:
    """Nine digits of an estimate claim an exactness that nobody has; from 10,000 on the next unit is said."""
    said = FigureWords(words=Words())

    assert said.large(Fraction(914_680), "GB") == "914.7\xa0TB"
    assert said.large(Fraction(9_999), "GB") == "9,999\xa0GB"
    assert said.large(Fraction(20_480), "GiB") == "20\xa0TiB"
    assert said.large(Fraction(90_000), "user") == "90,000\xa0users"


def test_missing_inputs_and_validity_are_warnings_in_words() -> None:
    """Warnings come first, above the inputs."""
    given = page(replace(REQUEST, inputs=REQUEST.inputs[:2], overrides=()))
    text = shown(given, sizing(given))
    assert text.index("Inputs are missing: Groupware accounts with mobile devices") < text.index(
        "Webmail accounts 6,000"
    )
    beyond = SizingRequest(rules=Pin(id="ox-2011", version="1"), inputs=(_input("users", 2_000_000),))
    given = page(beyond)
    assert "Mailboxes: 2,000,000. The tutorial describes up to 1,000,000 users" in shown(given, sizing(given))


def test_a_project_without_sizing_says_what_would_fill_the_page() -> None:
    """Nothing is sized yet is a status, not a fault."""
    given = context(replace(empty(), sizing=None))
    assert "Nothing is sized yet" in shown(given, sizing(given))
    assert "Nothing is sized yet" in shown(given, sizing_table(given))
    with pytest.raises(ValueError, match="has no sizing"):
        sizing_figure(given, "sessions")


def test_a_figure_in_a_sentence_is_computed_and_marked() -> None:
    """Prose never types a number; a figure that rests on an assumption says so."""
    given = page()
    assert shown(given, sizing_figure(given, "sessions")) == f"1,864 sessions * * {NOTE}"
    assert shown(given, sizing_figure(given, "mail-storage", "TB")) == f"16.7 TB * * {NOTE}"
    assert shown(given, sizing_figure(given, "groupware-users")) == "3,000 users"


@pytest.mark.parametrize(
    ("rule", "unit", "expected"),
    [
        ("session", "", "Did you mean 'sessions'?"),
        ("mail-storage", "Tb", "write the one that is meant"),
        ("mail-storage", "node", "cannot be converted"),
    ],
)
def test_a_wrong_figure_is_refused_with_a_repair(rule: str, unit: str, expected: str) -> None:
    """The caller locates the fault; the message says what was meant."""
    with pytest.raises(ValueError, match=re.escape(expected)):
        sizing_figure(page(), rule, unit)


def test_the_table_alone_names_its_file() -> None:
    """The block is visibly computed."""
    given = page()
    text = shown(given, sizing_table(given))
    assert "Middleware node 4 *" in text
    assert "from sizing.yml" in text


# --- the wiki's pages -----------------------------------------------------------------------------


def wiki(blocks: tree.Blocks) -> str:
    """The text of a page of the wiki."""
    markup = str(HtmlRenderer(Words()).render(blocks))
    return " ".join(re.sub(r"<[^>]+>", " ", markup).replace("\xa0", " ").split())


def test_a_rule_set_is_shown_in_words_with_its_examples() -> None:
    """Publisher, confidence, rules and every compared cell."""
    text = wiki(sizing_rules(WIKI, "ox-2011", "1"))
    assert "Mailboxes: (up to 500,000) → 0; (above 500,000) → 1" in text.replace(" ;", ";")
    assert "60 of 60 results of 14 worked examples agree with the rules." in text
    assert "485 of 485 results" in wiki(sizing_rules(WIKI, "groupware-sessions", "1"))
    assert (
        text.index("Holds for") < text.index("Example: 1,000,000 users") < text.index("Inputs") < text.index("pins it")
    )
    assert "6 nodes, 144 GB Memory, 36 cores" in text


def test_an_unknown_rule_set_is_refused_with_a_repair() -> None:
    """The caller locates the fault."""
    with pytest.raises(ValueError, match=r"Did you mean 'ox-2011 1'\?"):
        sizing_rules(WIKI, "ox-2012", "1")


def test_three_sizes_stand_side_by_side_and_say_what_is_published() -> None:
    """10,000, 100,000 and 1,000,000 users under both rule sets."""
    text = wiki(sizing_comparison(WIKI))
    for size in ("10,000 users", "100,000 users", "1,000,000 users"):
        assert size in text
    assert "Middleware node 95 *" in text
    assert "OX HE Tutorial 1M, 3 March 2011: what is published, what is assumed" in text
    assert "The assumptions: none" in text


# --- the report -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_the_report_keeps_to_the_width(width: int) -> None:
    """No line is wider than the terminal."""
    given = page()
    assert given.sizing is not None
    text = render_sizing_text(given.sizing, Words(), width=width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "\x1b" not in text
    assert "\x1b[1m" in render_sizing_text(given.sizing, Words(), width=width, colour=True)


def test_the_report_shows_the_chain_and_the_override() -> None:
    """Working in words and numbers, as on the page."""
    given = page()
    assert given.sizing is not None
    text = render_sizing_text(given.sizing, Words(), width=400)
    assert "Middleware node: 4 nodes (by hand; computed 2: Bought in pairs); Memory: 64 GB (16 GB each)" in text
    assert "= 1,863.4 → rounded up: 1,864 sessions" in text


def test_the_json_fits_its_schema_and_holds_no_floats() -> None:
    """Numbers are exact texts, such as 25000/3."""
    given = page()
    assert given.sizing is not None
    text = sizing_json(given.sizing, given.scenarios)
    read = read_yaml(text.encode(), "result.json")
    assert read.findings == ()
    assert SchemaSet.load(ROOT / "schemas").check("sizing-result", read) == ()
    json.loads(text, parse_float=lambda number: pytest.fail(f"a float: {number}"))
    assert calculate_sizing(read_rule_set("groupware-sessions-1"), REQUEST.inputs).working[0].value == 7986


def test_the_json_keeps_fractions_exact() -> None:
    """A third of a session stays a third."""
    third = replace(REQUEST, inputs=(*REQUEST.inputs, _input("webmail-accounts-per-session", 7)))
    given = page(third)
    assert given.sizing is not None
    steps = {step["rule"]: step for step in json.loads(sizing_json(given.sizing))["working"]}
    assert steps["webmail-sessions"]["value"] == "7986/7"


def test_the_schema_of_the_result_is_shipped() -> None:
    """The JSON names its format, and the format is described."""
    schema = json.loads(Path(ROOT / "schemas/sizing-result.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["schema"]["const"] == "sizing-result/1"


def test_growth_shows_nodes_and_storage_by_year_in_words_too() -> None:
    """The chart names what it draws, each strip; the tables beside it have every figure, the planned year named."""
    given = page()
    markup = html(given, sizing(given))
    description = re.search(r"<desc[^>]*>([^<]+)</desc>", markup)
    assert description is not None
    assert description[1].startswith("Load balancer; Middleware node;")
    assert "Storage in total, in GB, from year 0 to year 5" in description[1]
    text = shown(given, sizing(given))
    table = text[text.index("Storage by year") :]
    assert "3, planned for 40" in table
    assert "18,040" in table
    assert "none up to year 20" in text


def test_growth_of_totals_alone_has_no_table_of_nodes() -> None:
    """A rule set that counts no nodes shows what grows, and no empty table."""
    given = page(replace(REQUEST, overrides=()))
    assert given.sizing is not None
    rules = given.sizing.rules
    uncounted = tuple(replace(output, count=None, count_recommended=None) for output in rules.outputs)
    alone = replace(given, sizing=calculate_sizing(replace(rules, outputs=uncounted), REQUEST.inputs))
    text = shown(alone, sizing(alone))
    assert "Storage by year" in text
    assert "The year of each next node" not in text


# --- one figure, one way to say it ----------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_of_the_page_and_the_terminal_is_that_of_the_json(name: str) -> None:
    """Counts, totals and the headline, recomputed from the exact JSON with four significant digits."""
    rules = read_rule_set(name)
    for example in rules.examples[:6]:
        result = calculate_sizing(rules, example_inputs(example))
        given = replace(context(replace(empty(), sizing=None)), sizing=result)
        rows = row_texts(html(given, sizing_table(given)))
        terminal = " ".join(render_sizing_text(result, Words(), width=4000).split())
        report = json.loads(sizing_json(result))
        assert report["headline"]["text"] in terminal
        for line in report["results"]:
            texts = [line["count"], *(measure["total"] for measure in line["measures"] if line["count"] != "0")]
            for number in (text for text in texts if isinstance(text, str) and NUMBER.fullmatch(text) and text != "0"):
                assert four_digits(number) in rows[line["id"]], (name, line["id"], number)
                assert four_digits(number) in terminal


NUMBER = re.compile(r"-?[0-9]+(?:/[0-9]+)?")


def row_texts(markup: str) -> dict[str, str]:
    """The text of each row of the result table by the id of its line."""
    rows = re.findall(r'<tr id="sizing-([^"]+)">(.*?)</tr>', markup, re.DOTALL)
    return {id: re.sub(r"<[^>]+>", " ", row).replace("\xa0", " ") for id, row in rows}


def four_digits(text: str) -> str:
    """An exact number as people read it, by way of the decimal module."""
    value = Fraction(text)
    if value.denominator == 1:
        return f"{value.numerator:,}"
    near = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = near.quantize(Decimal(1).scaleb(near.adjusted() - 3), ROUND_HALF_UP)
    return f"{rounded:,f}".rstrip("0").rstrip(".") if rounded != int(rounded) else f"{int(rounded):,}"


def tiny(rules: str, outputs: str, more: str = "") -> RuleSet:
    """A rule set with an input of users."""
    head = 'format: 1\nid: tiny\nversion: "1"\ntitle: Tiny\npublisher: Example Vendor\npublished: "2026"\n'
    about = 'summary: "A rule set of a few lines."\nconfidence: "Made up for a test."\n'
    inputs = "inputs: [{id: users, title: Users, unit: user, minimum: 1}, {id: volume, title: Volume, unit: GB}]\n"
    shown = f"rules:\n{rules}\noutputs:\n{outputs}\n{more}\n"
    return read_rule_set_text(f"{head}{about}{inputs}{shown}".encode())


def faces(result: SizingResult, scenarios: tuple[tuple[str, SizingResult], ...] = ()) -> dict[str, str]:
    """What the page's table, the comparison, the terminal and the JSON say of a result."""
    given = replace(context(replace(empty(), sizing=None)), sizing=result)
    return {
        "page": shown(given, sizing_table(given)),
        "comparison": wiki(comparison_blocks(Words(), result, result)),
        "scenarios": wiki(scenario_blocks(Words(), result, (("More", result), *scenarios))),
        "terminal": render_sizing_text(result, Words(), scenarios=scenarios, width=400),
        "json": sizing_json(result, scenarios),
    }


def test_a_text_and_a_yes_are_results_on_every_face() -> None:
    """They are shown as what they are, for a node too; in the JSON with their kind."""
    rules = tiny(
        "  - {id: a, title: A, unit: node, value: 3}\n"
        "  - {id: class, title: C, unit: '', value: {steps: {value: {input: users}, bands: [{up-to: 10, gives: small},"
        " {above: 10, gives: big}]}}}\n"
        "  - {id: many, title: M, unit: '', value: {more-than: [{input: users}, 10]}}",
        "  - {id: facts, title: Facts, count: a, measures: [{title: Class, rule: class},"
        " {title: Many, rule: many, per_node: true}]}",
    )
    found = faces(calculate_sizing(rules, (_input("users", 15), _input("volume", 1))))
    assert "Class: big" in found["page"]
    assert "Many: yes" in found["page"]
    assert "Class: big" in found["comparison"]
    assert "Facts, Class big big" in found["scenarios"]
    assert "Facts: 3 nodes; Class: big, Many: yes" in found["terminal"]
    measures = json.loads(found["json"])["results"][0]["measures"]
    assert [(measure["value"], measure["total"], measure["kind"]) for measure in measures] == [
        ("big", "big", "text"),
        (True, True, "yes-no"),
    ]
    assert not any("no rule matches" in text or "no result" in text for text in found.values())


def test_a_figure_without_its_input_names_the_input_on_every_face() -> None:
    """Outside of all bands and without an input are two things, and are said as two."""
    rules = tiny(
        "  - {id: a, title: A, unit: GB, value: {multiply: [2, {input: volume}]}}\n"
        "  - {id: b, title: B, unit: GB, value: {steps: {value: {input: users}, bands: [{up-to: 10, gives: 1}]}}}\n"
        "  - {id: c, title: C, unit: TB, value: 2}",
        "  - {id: a, title: Web, measures: [{title: Memory, rule: a}]}\n"
        "  - {id: b, title: Database, measures: [{title: Memory, rule: b}]}\n"
        "  - {id: c, title: Archive, measures: [{title: Memory, rule: c}]}",
    )
    found = faces(calculate_sizing(rules, (_input("users", 15),)))
    for face in ("page", "comparison", "terminal"):
        assert "Memory: needs: Volume" in found[face], face
        assert "Memory: no result" in found[face], face
    assert "needs: Volume" in found["scenarios"]
    assert "at least 2 TB Memory; Web, Database have no result" in found["terminal"]
    assert json.loads(found["json"])["results"][0]["measures"][0]["missing"] == ["volume"]


@pytest.mark.parametrize("count", ["count: a", "count: b, count_recommended: a"])
def test_a_total_rests_on_its_count_too_on_every_face(count: str) -> None:
    """16 GB of each node are a fact; how much that is in total is assumed where the number of nodes is."""
    rules = tiny(
        "  - {id: a, title: A, unit: node, value: {input: users}}\n  - {id: b, title: B, unit: node, value: 2}\n"
        "  - {id: memory, title: M, unit: GB, value: 16}\n  - {id: class, title: C, unit: '', value: big}",
        f"  - {{id: a, title: Node, {count}, measures: [{{title: Memory, rule: memory, per_node: true}},"
        " {title: Class, rule: class, per_node: true}]}\n  - {id: b, title: Spare, count: b, measures:"
        " [{title: Storage, rule: memory, per_node: true}]}",
    )
    few, more = (
        calculate_sizing(rules, (_input("users", users, InputBasis.ASSUMED), _input("volume", 1))) for users in (3, 5)
    )
    node, spare = json.loads(sizing_json(few))["results"]
    assert [item["assumed"] for item in (*node["measures"], *spare["measures"])] == [True, False, False]
    found = faces(few, (("Far more", more),))
    assert "Memory: assumed Class: nothing assumed" in found["page"]
    assert re.search(r"Node, Memory, GB .*80 \*", found["scenarios"])
    assert f"Spare, Storage, GB 32 32 32 * {NOTE}" in found["scenarios"]


def test_a_component_that_an_assumption_takes_away_says_so_on_every_face() -> None:
    """Not needed by what was counted, and not needed by what was assumed, are two things."""
    rules = tiny(
        "  - {id: a, title: A, unit: node, value: {subtract: [{input: users}, 5]}}",
        "  - {id: a, title: Archive, count: a}",
    )
    assumed, measured = (
        faces(calculate_sizing(rules, (_input("users", 5, basis), _input("volume", 1))))
        for basis in (InputBasis.ASSUMED, InputBasis.MEASURED)
    )
    assert "not needed assumed" in assumed["page"]
    assert "not needed · assumed" in assumed["comparison"]
    assert re.search(r"Archive: not needed\s+Rests on assumed inputs: Users", assumed["terminal"])
    for face in ("page", "comparison", "terminal"):
        after = measured[face].split("not needed", 1)[1]
        assert not after.lstrip().startswith(("assumed", "· assumed", "Rests")), face


def test_a_scenario_beyond_its_limits_says_so_where_its_numbers_stand() -> None:
    """In its column on the page, and below its title in the terminal."""
    rules = tiny(
        "  - {id: a, title: Nodes, unit: node, value: {input: users}}",
        "  - {id: a, title: Node, count: a}",
        more='validity:\n  - {rule: a, maximum: 10, warning: "Published up to 10 nodes."}',
    )
    base, more = (calculate_sizing(rules, (_input("users", count), _input("volume", 1))) for count in (5, 100))
    found = faces(base, (("Far more", more),))
    assert "Limits – – Nodes: 100. Published up to 10 nodes." in found["scenarios"]
    after = found["terminal"].split("Scenario: Far more")[1]
    assert "Warning: Nodes: 100. Published up to 10 nodes." in after
    assert "Node: 100 nodes" in after


def test_what_a_headline_says_is_the_same_on_page_home_and_what_if_page() -> None:
    """One line from one place."""
    given = page(replace(REQUEST, overrides=()))
    assert given.sizing is not None
    said = sizing_headline(Words(), given.sizing)
    assert said in shown(given, sizing(given))
    assert said in shown(given, home_cards(given))
    assert said in shown(given, what_if(given))


def test_zero_terms_are_folded_and_can_be_opened() -> None:
    """What counts is seen; the terms stand below the working."""
    given = page(
        replace(REQUEST, inputs=(*REQUEST.inputs[:1], _input("groupware-users", 0), _input("mobile-users", 0)))
    )
    text = shown(given, sizing(given))
    assert "+ 0 (2 terms)" in text
    assert re.search(r"\d+ terms that are 0", text)
