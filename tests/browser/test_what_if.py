"""The what-if page in a real Chromium: it agrees with Python, works by keyboard, from disk, by link, and as a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.what_if_agreement import differences, load_scripts, random_inputs, read_words, said_differences
from delivery_wiki.adapters.workspace.workspace_loading import data_folder
from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.calculations.sizing.request_checks import check_inputs, check_missing
from delivery_wiki.model.project.sizing_request import SizingRequest
from delivery_wiki.reading.project_folder import check_read
from delivery_wiki.reading.schema.binding import bind
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml
from tests.browser.pages import NARROW, WIDE, Sites, read_again, watched_page
from tests.calculations.rule_set_files import NAMES, read_rule_set, read_rule_set_text

pytestmark = pytest.mark.browser

FEW = 60
INPUTS = (FEW, pytest.param(200, marks=pytest.mark.slow))
WIKI = "sizing/what-if-groupware-sessions-1.html"
YAML = "document.getElementById('what-if-yaml').textContent"
OFF_BY_ONE = """() => {
    const ceil = Fraction.prototype.ceil;
    Fraction.prototype.ceil = function () { return ceil.call(this).add(1); };
}"""


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A page with the interpreter alone."""
    context = browser.new_context()
    page = context.new_page()
    load_scripts(page)
    yield page
    context.close()


@pytest.mark.parametrize("count", INPUTS)
@pytest.mark.parametrize("name", NAMES)
def test_the_browser_computes_what_python_computes(bare: Page, name: str, count: int) -> None:
    """Exact strings of inputs, values, reasons, results, warnings and working; 10,000: benchmarks.what_if_agreement."""
    rules = read_rule_set(name)
    assert differences(bare, rules, list(random_inputs(rules, count)), every=4) == []


@pytest.mark.slow
@pytest.mark.parametrize("count", INPUTS)
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", NAMES)
def test_the_browser_says_figures_as_python_does(bare: Page, name: str, language: str, count: int) -> None:
    """The headline, counts and figures, letter by letter, whatever is missing or has no result."""
    rules = read_rule_set(name)
    words = read_words(language)
    assert said_differences(bare, rules, list(random_inputs(rules, count // 3)), words) == []


MIXED = b"""
format: 1
id: mixed
version: "1"
title: Mixed
publisher: Example Vendor
published: "2026"
summary: "Totals, parts, texts, units of two sizes, and tables that end."
confidence: "Made up for a test."
units: [{unit: disk, plural: disks}]
inputs:
  - {id: users, title: Users, unit: user, minimum: 0, maximum: 500}
  - {id: guests, title: Guests, unit: user, minimum: 0, maximum: 3, default: 0, default_note: nobody}
  - {id: mail, title: Mail of a user, unit: GB, kind: decimal, minimum: 0, maximum: 20}
rules:
  - {id: nodes, title: Nodes, unit: node, value: {round-up: {value: {divide: [{input: users}, 4]}}}}
  - {id: pods, title: Pods, unit: pod, value: {steps: {value: {input: guests}, bands: [{up-to: 2, gives: 3}]}}}
  - {id: memory, title: Memory of a node, unit: GiB, value: 8}
  - {id: all, title: Memory of all, unit: GiB, value: {multiply: [{rule: nodes}, {rule: memory}]}}
  - {id: near, title: Steps, unit: GB, value: {round-up: {value: {add: [{rule: all}, {rule: table}]}, to: 64}}}
  - {id: table, title: Table, unit: GB, value: {steps: {value: {input: users}, bands: [{up-to: 300, gives: 64}]}}}
  - id: store
    title: Store
    unit: TB
    value:
      divide: [{add: [{multiply: [{input: users}, {input: mail}]}, {multiply: [{input: guests}, {input: mail}]}]}, 1024]
  - id: class
    title: Class
    unit: ""
    value: {steps: {value: {input: users}, bands: [{up-to: 10, gives: small}, {above: 10, gives: big}]}}
  - {id: big, title: Is it big, unit: "", value: {more-than: [{input: users}, 10]}}
  - {id: full, title: Full, unit: "%", value: {percent-of: {percent: 17, value: {input: users}}}}
  - {id: disks, title: Disks, unit: disk, value: {multiply: [{rule: nodes}, 2]}}
  - {id: blades, title: Blades, unit: blade, value: {divide: [{rule: nodes}, 3]}}
  - {id: cores, title: Cores, unit: vCPU, value: {percent-of: {percent: 17, value: {input: users}}}}
outputs:
  - id: nodes
    title: Node
    count: nodes
    measures:
      - {title: Memory, rule: memory, per_node: true}
      - {title: Class, rule: class, per_node: true}
      - {title: Bays, rule: disks}
      - {title: vCPU, rule: cores}
  - id: pods
    title: Pod
    count: pods
    measures: [{title: Memory, rule: memory, per_node: true}, {title: Blades, rule: blades}]
  - {id: table, title: Database, measures: [{title: Memory, rule: table}]}
  - {id: store, title: Archive, measures: [{title: Memory, rule: store}, {title: Big, rule: big}]}
  - {id: part, title: Of which spare, part_of: nodes, measures: [{title: Memory, rule: memory}]}
  - {id: marked, title: In total, total: true, measures: [{title: Memory, rule: all}]}
  - {id: unmarked, title: Sum, measures: [{title: Memory, rule: all}]}
  - {id: near, title: In steps, measures: [{title: Memory, rule: near}]}
  - {id: full, title: Fill, measures: [{title: Full, rule: full}]}
  - {id: fuller, title: Fill of the store, measures: [{title: Full, rule: full}]}
validity: [{rule: nodes, maximum: 10, warning: "Published up to 10 nodes."}]
examples: [{title: Small, basis: own-made, inputs: {users: 5, mail: 1}, results: {nodes: 2}}]
"""


@pytest.mark.slow
@pytest.mark.parametrize("count", [100, pytest.param(400, marks=pytest.mark.slow)])
@pytest.mark.parametrize("language", ["en", "de"])
def test_totals_texts_mixed_units_and_holes_are_computed_and_said_as_in_python(
    bare: Page, language: str, count: int
) -> None:
    """What the shipped rule sets hardly have: nothing of it is said in two ways."""
    rules = read_rule_set_text(MIXED)
    inputs = list(random_inputs(rules, count))
    assert differences(bare, rules, inputs, every=1) == []
    found = said_differences(bare, rules, inputs, read_words(language))
    assert found == [], found[0]


@pytest.mark.slow
def test_a_changed_operator_is_noticed(bare: Page) -> None:
    """The comparison means something: a rule set that differs in one number differs in its results."""
    rules = read_rule_set("groupware-sessions-1")
    inputs = list(random_inputs(rules, 20))
    load_scripts(bare)
    bare.evaluate(OFF_BY_ONE)
    found = differences(bare, rules, inputs)
    load_scripts(bare)
    assert found


def read_request(text: str) -> SizingRequest:
    """The text of a sizing.yml, which must be free of findings."""
    read = read_yaml(text.encode(), "sizing.yml")
    assert check_read(read, SchemaSet.load(data_folder() / "schemas"), "sizing") == ()
    return bind(read, SizingRequest)


@pytest.mark.slow
@pytest.mark.parametrize("where", ["http", "disk"])
def test_an_input_moves_the_results_and_a_link_carries_it(sites: Sites, browser: Browser, where: str) -> None:
    """By keyboard alone, offline from disk as from a server, without a complaint of the browser."""
    address = sites.url("internal", WIKI) if where == "http" else sites.disk("internal", WIKI)
    origin = sites.addresses["internal"] if where == "http" else "file:"
    with watched_page(browser, origin, viewport=NARROW, offline=where == "disk") as watched:
        page = watched.page
        page.goto(address)
        before = page.inner_text(".dw-what-if-answer")
        page.focus("#what-if-webmail-users")
        page.keyboard.press("Tab")
        page.keyboard.press("End")
        assert page.input_value("#what-if-webmail-users") == "100\u202f000\u202f000"
        after = page.inner_text(".dw-what-if-answer")
        assert after != before
        page.wait_for_url(re.compile("webmail-users=100000000"))
        link = page.evaluate("location.href")
        page.goto("about:blank")
        page.goto(link)
        assert page.inner_text(".dw-what-if-answer") == after
        assert watched.complaints == []


@pytest.mark.slow
def test_an_answer_stands_beside_the_sizing_and_a_changed_field_can_be_reset(sites: Sites, browser: Browser) -> None:
    """What a change does is the question of the page; six inputs are in sight, rows on a phone have their titles."""
    path = "projects/northern-lights/what-if.html"
    with watched_page(browser, sites.addresses["internal"], viewport=NARROW) as watched:
        page = watched.page
        page.goto(sites.url("internal", path))
        first = page.inner_text(".dw-what-if-beside")
        visible = page.locator(".dw-field:visible").count()
        field = page.locator(".dw-field:has(#what-if-webmail-users)")
        assert not field.locator(".dw-field-reset").is_visible()
        page.fill("#what-if-webmail-users", "1800000")
        changed = page.inner_text(".dw-what-if-beside")
        field.locator(".dw-field-reset").click()
        again = page.inner_text(".dw-what-if-beside")
        titles = page.locator("#what-if-result td.dw-title").count()
        lines = page.locator("#what-if-result tbody tr").count()

    assert first.startswith("The sizing: 58 nodes (−3), ")
    assert "914.7 TB Storage (=)" in first
    assert "TB Storage (+" in changed
    assert again == first
    assert visible == 6
    assert titles == lines > 0
    assert watched.complaints == []


def test_what_is_copied_is_a_sound_sizing_file_with_the_same_results(sites: Sites, browser: Browser) -> None:
    """The file starts a project whose figures are those on the page."""
    rules = read_rule_set("groupware-sessions-1")
    with watched_page(browser, sites.addresses["internal"], viewport=WIDE) as watched:
        page = watched.page
        page.goto(
            f"{sites.url('internal', WIKI)}#webmail-users=81234~m&groupware-users=5&mobile-users=0&growth-percent=2.75"
        )
        request = read_request(page.evaluate(YAML))
        cells = page.locator("#what-if-result tbody tr td:nth-child(2)").all_inner_texts()
    assert [*check_inputs(rules, request.inputs), *check_missing(rules, request.inputs, request.location)] == []
    assert [
        (sizing_input.input, str(sizing_input.value), sizing_input.basis.value) for sizing_input in request.inputs
    ] == [
        ("webmail-users", "81234", "measured"),
        ("groupware-users", "5", "assumed"),
        ("mobile-users", "0", "assumed"),
        ("growth-percent", "2.75", "assumed"),
    ]
    result = calculate_sizing(rules, request.inputs)
    assert [cell.split()[0].rstrip("*") for cell in cells] == [str(line.count) for line in result.lines]


@pytest.mark.slow
def test_a_wrong_input_is_named_beside_its_field(sites: Sites, browser: Browser) -> None:
    """The results go on without it, and no file can be copied."""
    with watched_page(browser, sites.addresses["internal"], viewport=WIDE) as watched:
        page = watched.page
        page.goto(sites.url("internal", WIKI))
        page.fill("#what-if-webmail-users", "many")
        assert page.inner_text("#what-if-webmail-users-error") == "Write a number, such as 2.5."
        assert page.get_attribute("#what-if-webmail-users", "aria-invalid") == "true"
        assert page.locator("button", has_text="Copy the inputs").is_disabled()
        page.fill("#what-if-webmail-users", "12000")
        assert page.inner_text("#what-if-webmail-users-error") == ""


MARKS = [  # language, what is typed, how it is read, what is wrong, and the address
    ("en", "webmail-users", "12000", "read as 12,000 users", "", "12000"),
    ("en", "webmail-users", "1,200,000", "read as 1,200,000 users", "", "1200000"),
    ("en", "webmail-users", "12 000", "read as 12,000 users", "", "12000"),
    ("en", "webmail-users", "12.000", "", "Write 12 or 12000, whichever is meant.", None),
    ("en", "webmail-users", "12,000", "", "Write 12 or 12000, whichever is meant.", None),
    ("en", "webmail-users", "12.500", "", "Write 12500 if that is meant; 12.5 is not a whole number.", None),
    ("en", "webmail-users", "１００", "", "Write a number, such as 2.5.", None),
    ("en", "webmail-users", "+5", "", "Write a number, such as 2.5.", None),
    ("en", "webmail-users", "1e4", "", "Write a number, such as 2.5.", None),
    ("en", "webmail-users", "5.", "", "Write a number, such as 2.5.", None),
    ("en", "webmail-users", "1_000", "", "Write a number, such as 2.5.", None),
    ("en", "webmail-quota", "3.125", "read as 3.125 GB", "", "3.125"),
    ("en", "webmail-quota", "3,125", "", "Write a number, such as 2.5.", None),
    ("de", "webmail-users", "96000", "gelesen als 96.000 Konten", "", "96000"),
    ("de", "webmail-users", "96.000", "", "96 oder 96000 schreiben, je nachdem, was gemeint ist.", None),
    ("de", "webmail-users", "96,000", "", "96 oder 96000 schreiben, je nachdem, was gemeint ist.", None),
    ("de", "webmail-quota", "3,125", "gelesen als 3,125 GB", "", "3.125"),
    ("de", "webmail-quota", "3.125", "", "Eine Zahl schreiben, etwa 2,5.", None),
    ("de", "webmail-quota", "3.5", "", "Eine Zahl schreiben, etwa 2,5.", None),
]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_number_is_read_with_the_mark_of_the_page_or_refused(sites: Sites, browser: Browser, language: str) -> None:
    """What another country would read otherwise is refused; each field says how it was read; links have one form."""
    slug = "stadtwerke-musterstadt"
    site, path = (slug, "what-if.html") if language == "de" else ("internal", WIKI)
    with watched_page(browser, sites.addresses[site], viewport=NARROW) as watched:
        page = watched.page
        page.clock.install()  # the address is written a moment after the last key
        page.goto(sites.url(site, path))
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for _, field, typed, read_as, wrong, link in (mark for mark in MARKS if mark[0] == language):
            page.fill(f"#what-if-{field}", typed)
            shown = [page.inner_text(f"#what-if-{field}-{part}").replace("\xa0", " ") for part in ("read", "error")]
            assert shown == [read_as, wrong], typed
            page.clock.run_for(300)
            found = re.search(rf"[#&]{field}=([^&~%]*)", page.evaluate("location.href"))
            assert (found[1] if found else None) == link, typed
            page.fill(f"#what-if-{field}", "7")
        page.goto("about:blank")
        page.goto(f"{sites.url(site, path)}#webmail-users=5.000&webmail-quota=1e4")
        for field in ("webmail-users", "webmail-quota"):
            assert page.text_content(f"#what-if-{field}-error")


@pytest.mark.slow
def test_a_customer_sees_the_project_and_what_the_sizing_page_shows_anyway(sites: Sites, browser: Browser) -> None:
    """The data are the same on both sites; a German page reads and writes German numbers."""
    slug = "stadtwerke-musterstadt"
    with watched_page(browser, sites.addresses[slug], viewport=NARROW) as watched:
        page = watched.page
        page.goto(sites.url(slug, "what-if.html"))
        text = page.inner_text(".dw-what-if-answer")
        assert "Knoten" in text
        page.fill("#what-if-webmail-users", "96000")
        assert page.input_value("#what-if-mobile-accounts-per-session") == "1,8"
        assert page.inner_text("#what-if-webmail-users-error") == ""
        assert read_request(page.evaluate(YAML)).inputs[0].value == 96000
        assert watched.complaints == []
    data = [
        _data(browser, sites, site, path)
        for site, path in ((slug, "what-if.html"), ("internal", f"projects/{slug}/what-if.html"))
    ]
    assert data[0] == data[1]


def _data(browser: Browser, sites: Sites, site: str, path: str) -> object:
    with watched_page(browser, sites.addresses[site], java_script_enabled=False) as watched:
        watched.page.goto(sites.url(site, path))
        return json.loads(watched.page.get_attribute(".dw-what-if", "data-rules") or "")


@pytest.mark.slow
def test_without_scripts_the_page_says_so_and_shows_what_its_start_gives(sites: Sites, browser: Browser) -> None:
    """The results are Python's."""
    with watched_page(browser, sites.addresses["internal"], java_script_enabled=False) as watched:
        watched.page.goto(sites.url("internal", WIKI))
        text = watched.page.inner_text(".dw-what-if")
    assert "needs JavaScript" in text
    assert "Middleware node" in text


@pytest.mark.slow
@pytest.mark.parametrize("names", [NAMES[:2], NAMES[2:]], ids=["some", "rest"])
def test_every_rule_set_has_a_page_that_starts_without_a_fault(
    sites: Sites, reader: Page, names: Sequence[str]
) -> None:
    """Fields for all of its inputs, a result, and a file without findings."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        page = watched.page
        for name in names:
            page.goto(sites.url("internal", f"sizing/what-if-{name}.html"))
            assert page.locator(".dw-field").count() == len(read_rule_set(name).inputs), name
            assert page.locator("#what-if-result tbody tr").count() == len(read_rule_set(name).outputs), name
            request = read_request(page.evaluate(YAML))
            assert [*check_inputs(read_rule_set(name), request.inputs)] == [], name
            assert watched.complaints == [], name


def test_the_scripts_stand_beside_their_licence() -> None:
    """The vendored library is named with its version."""
    folder = Path(__file__).parents[2] / "docs/theme/assets/javascripts"
    assert "Fraction.js v5.3.4" in (folder / "fraction.min.js").read_text("utf-8")
    assert "MIT License" in (folder / "LICENSE-fraction.txt").read_text("utf-8")
