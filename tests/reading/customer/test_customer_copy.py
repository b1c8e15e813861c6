"""What a customer's copy of a file holds: what the file says to customers, and nothing typed beside it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.pages.render.prose import prose_parser
from delivery_wiki.reading.customer.customer_copy import (
    HIDDEN,
    HIDDEN_ENTRIES,
    MARK,
    TOLD_AS,
    NoCopy,
    customer_copy,
    hidden_fields,
    written_yaml,
)
from delivery_wiki.reading.customer.customer_markdown import customer_markdown
from delivery_wiki.reading.customer.customer_picture import customer_svg
from delivery_wiki.reading.files.readable_text import forbidden_character
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

SOW = """\
# yaml-language-server: $schema=x
# internal: zqcomment
format: 1  # zqbehind
work_packages:
  # zqbetween
  - {days: 18, id: WP-1, title: 'Concept, in short', role: architect, spent: 19.5, remaining: 0.50, as_of: 2026-11-20}
price:
  fixed_amount: 100.00
  basis: fixed-price
  contingency_percent: 8
  currency:
summary: >-  # zqheader
  Two
  lines
title: "2.0"
"""
COPY = """\
format: 2
title: "2.0"
summary: Two lines
work_packages:
  - id: WP-1
    title: "Concept, in short"
    role: architect
    days: 18
price:
  basis: fixed-price
  fixed_amount: 100
"""


def test_a_copy_is_written_anew() -> None:
    """Fields of the vendor, comments in every place, empty keys, order and style of the author are not in it."""
    assert customer_copy("sow/basic.yml", SOW, load_schemas()) == COPY


def test_a_copy_of_a_copy_is_the_same() -> None:
    """So that what was issued can be compared with what would be."""
    assert customer_copy("sow/basic.yml", COPY, load_schemas()) == COPY


def test_hidden_fields_are_named_by_their_paths() -> None:
    """Whoever looks at an old copy can be told what it holds."""
    found = hidden_fields("sow/basic.yml", SOW, load_schemas())

    assert found == (
        *(("work_packages", 0, name) for name in ("spent", "remaining", "as_of")),
        ("price", "contingency_percent"),
    )


def test_a_withdrawn_entry_that_no_page_shows_goes_as_a_whole() -> None:
    """Nobody has to guess which of its fields say too much."""
    packages = [f"{{id: WP-{n}, title: zq, role: a, days: 1{more}}}" for n, more in ((1, ", withdrawn: zq"), (2, ""))]
    text = f"format: 1\ntitle: x\nwork_packages: [{', '.join(packages)}]\n"
    copy = customer_copy("sow/x.yml", text, load_schemas())

    assert ("WP-1" in copy, "WP-2" in copy) == (False, True)
    assert hidden_fields("sow/x.yml", text, load_schemas()) == (("work_packages", 0),)


@pytest.mark.parametrize("basis", ["time-and-material", "time-and-material-capped"])
def test_a_contingency_that_pages_show_stays(basis: str) -> None:
    """Only one amount for everything hides how it was reckoned."""
    text = f"format: 1\ntitle: x\nprice: {{basis: {basis}, currency: EUR, contingency_percent: 8}}\n"

    assert "contingency_percent: 8\n" in customer_copy("sow/x.yml", text, load_schemas())


@pytest.mark.parametrize("text", ["format: [", "a: 1\na: 2\n", "- 1\n", "", "a: yes\n"])
def test_a_damaged_file_has_no_copy(text: str) -> None:
    """What cannot be read is never handed on as it stands."""
    with pytest.raises(NoCopy):
        customer_copy("sow/basic.yml", text, load_schemas())


@pytest.mark.parametrize("inside", ["rates.xlsx", "sow/basic.txt", "notes.yml"])
def test_a_file_of_no_known_place_has_no_copy(inside: str) -> None:
    """A copy rests on a schema."""
    with pytest.raises(NoCopy):
        customer_copy(inside, "format: 1\n", load_schemas())


def test_front_matter_is_written_anew_too() -> None:
    """The head of minutes is YAML, their body Markdown."""
    text = "---\n# zqa\ntitle: Kick-off # zqb\nformat: 1\ndate: 2026-01-20\n---\n\n[//]: # (zqc)\n## Decided\n"
    copy = customer_copy("minutes/2026-01-20-kick-off.md", text, load_schemas())

    assert copy == "---\nformat: 1\ntitle: Kick-off\ndate: 2026-01-20\n---\n\n## Decided\n"


def test_each_mark_of_a_schema_has_a_rule() -> None:
    """A mark that nobody reads would hide nothing."""
    assert {rule for schema in load_schemas().schemas.values() for rule in _marks(schema)} == {*HIDDEN, *HIDDEN_ENTRIES}


def test_each_key_that_is_told_instead_can_be_written() -> None:
    """A copy is a file of its schema: what it says of a hidden field is a key beside it that may be true."""
    price = load_schemas().schemas["sow"]["$defs"]["price"]["properties"]
    told = {field[TOLD_AS] for field in price.values() if TOLD_AS in field}

    assert told == {"expenses_included"}
    assert all(price[name]["const"] is True for name in told)


def _marks(node: object) -> list[str]:
    if isinstance(node, list):
        return [mark for child in node for mark in _marks(child)]
    if not isinstance(node, dict):
        return []
    own = [node[MARK]] if isinstance(node.get(MARK), str) else []
    return [*own, *(mark for child in node.values() for mark in _marks(child))]


texts = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: forbidden_character(text) is None)
scalars = (
    st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.decimals(-1000, 1000, places=3).filter(lambda number: number != 0)
    | texts
    | st.sampled_from(
        ["yes", "No", "null", "~", "1", "1.0", "2026-01-02", "010", "a: b", "a #b", "- a", "", " a", "on"]
    )
)
keys = texts.filter(bool) | st.sampled_from(["a", "b-c", "null", "<<", "yes", "1"])
trees = st.dictionaries(
    keys,
    st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)),
    max_size=4,
)


@example({"a": "\t", "b": "C:\ttemp", "c": "A:\nB", "d": "C:\\temp"})
@given(trees)
def test_what_is_written_reads_as_it_was(tree: dict[str, object]) -> None:
    """Every tree of texts, numbers, truths, lists and mappings, with texts that look like something else."""
    if len({_normal(key) for key in _keys(tree)}) != len(set(_keys(tree))):
        return
    read = read_yaml(written_yaml(tree).encode(), "x.yml")

    assert read.findings == ()
    assert read.value == tree or not tree


def _keys(node: object) -> list[str]:
    if isinstance(node, dict):
        return [*node, *(key for child in node.values() for key in _keys(child))]
    return [key for child in node for key in _keys(child)] if isinstance(node, list) else []


def _normal(key: str) -> str:
    return unicodedata.normalize("NFC", key)


@pytest.mark.parametrize("number", ["1.10", "100.00", "0.50", "3", "1200"])
def test_equal_numbers_are_written_alike(number: str) -> None:
    """How many zeros somebody typed says nothing."""
    written = written_yaml({"a": Decimal(number)})

    assert written == written_yaml({"a": Decimal(number) * Decimal("1.000")})
    assert not written.rstrip().endswith(".0")


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("[//]: # (zq)\n\nText\n", "Text\n"),
        ("Text\n\n[//]: # (zq)\n\n[//]: # (zq)\n[//]: # (zq)\n\nMore\n", "Text\n\nMore\n"),
        ("Text\n\n[//]: # (zq)\n", "Text\n"),
        ("# Text\n[//]: # (zq)\nMore\n", "# Text\n\nMore\n"),
        ("[comment]: <> (zq)\n", ""),
        ("[zq]: https://a.example/\n  'zq\n  zq'\n\nText [a].\n\n[a]: b.html\n", "Text [a].\n\n[a]: b.html\n"),
        ("[a]: b.html\n[A]: zq\n\n[a]\n", "[a]: b.html\n\n\n[a]\n"),
        ("- [//]: # (zq)\n  Text\n", "-\n  Text\n"),
        ("> [//]: # (zq)\n> Text\n", ">\n> Text\n"),
        ("Text <!-- zq\n\nzq --> more\n", "Text  more\n"),
        ("Text <!-- zq never closed\n", "Text "),
        ("```yaml zq zq\na: 1\n```\n", "```yaml\na: 1\n```\n"),
        ("~~~  zq-language zq\n~~~\n", "~~~zq-language\n~~~\n"),
        ("| a | b |\n|---|---|\n| 1 | 2 | zq | zq |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"),
    ],
)
def test_what_markdown_hides_is_not_in_the_copy(text: str, copy: str) -> None:
    """Notes by which people hide something, each in a form that the copy turns into nothing where it can."""
    assert customer_markdown(text) == copy


@pytest.mark.parametrize(
    "text",
    [
        "```\n[//]: # (shown)\n<!-- shown -->\n```\n",
        "`<!-- shown -->` and \\[//]: # (shown)\n",
        "Text\n[//]: # (shown, for a definition cannot interrupt a paragraph)\n",
        "[a]: b.html 'title'\n\n[text][a]\n",
        "| a \\| b |\n|---|\n| 1 \\| 2 |\n",
        "[a]: \xa0",
    ],
)
def test_what_a_page_shows_stays(text: str) -> None:
    """Code, text that only looks like a definition, and what links use."""
    assert customer_markdown(text) == text


def test_a_definition_of_another_section_is_used_by_no_link() -> None:
    """Pages render each section for itself, so that it is not shown there either."""
    assert customer_markdown("[a]\n\n## Next\n\n[a]: zq\n") == "[a]\n\n## Next\n"


pieces = st.sampled_from(
    ["[a]", "[a]: b", "[a]: c 'd'", "[//]: # (n)", "- ", "> ", "1. ", "\n", "\n\n", "  ", "    ", "|", "| a | b |",
     "|---|---|", "```", "~~~ x y", "text", "# h", "`", "[x][a]", "***", "\\"]
)  # fmt: skip


@example("- - - [a]: b")
@example("[-]\n\n> - - - [a]: b\n")
@given(st.lists(pieces, max_size=14).map("".join))
def test_a_copy_is_shown_as_the_text_is(text: str) -> None:
    """Nothing that a reader sees is lost, whatever stands around a definition; and a copy has nothing more to lose."""
    copy = customer_markdown(text)

    assert _seen(copy) == _seen(text)
    assert customer_markdown(copy) == copy


def _seen(text: str) -> str:
    parser = prose_parser()
    return str(parser.renderer.render(parser.parse(text), parser.options, {}))


def test_a_logo_tells_nothing_but_its_shapes() -> None:
    """Comments, metadata, titles and descriptions are no part of what is drawn."""
    svg = b'<svg xmlns="x"><!-- zq\n --><title>zq</title><metadata a="1">zq<b/></metadata><desc/><path d="M0 0"/></svg>'

    assert customer_svg(svg) == b'<svg xmlns="x"><path d="M0 0"/></svg>'
