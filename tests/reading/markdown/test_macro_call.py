"""The macro grammar, where calls are found, and that every other brace is literal."""

import time

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.reading.markdown.macro_call import (
    MacroCall,
    MacroFault,
    find_macro_calls,
    neutralise,
    parse_macro_call,
)


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("name()", MacroCall(name="name")),
        (" name( ) ", MacroCall(name="name")),
        ("n('a', \"b\", 3, -1, true, False)", MacroCall(name="n", positional=("a", "b", 3, -1, True, False))),
        ('n("a", key=2, flag=true,)', MacroCall(name="n", positional=("a",), keywords=(("key", 2), ("flag", True)))),
        ("n(\n  key = 'x'\n)", MacroCall(name="n", keywords=(("key", "x"),))),
        ("n('it\"s')", MacroCall(name="n", positional=('it"s',))),
    ],
)
def test_a_call_is_a_name_with_literals(text: str, call: MacroCall) -> None:
    """Texts, whole numbers and flags, by place or by name."""
    assert parse_macro_call(text) == call


FAULTS = """x
| x.y() | x()() | x().y | x(y) | x(y()) | x([1]) | x({}) | x(1.5) | x(1e3) | x(a=1, 2)
| x(a=1, a=2) | x("a\\n")
| x('a' 'b') | x(,) | x(1,,2) | x(1 | x(1)) | x(**a) | x(*a) | x('a'.upper) | x(1).upper | 1 | "a" | X() | __x__()
| x(none) | x(None) | x(a==1) | x(a=) | x(=1) | x(1)[0] | -x() | x(1 if 2) | x("a | x(-) | x(0x1f) | x(1_000)
| x(12345678901) | x(a, b) | x('a'|upper)"""


@pytest.mark.parametrize("text", FAULTS.replace("\n|", " |").split(" | "))
def test_everything_else_is_a_fault_with_its_place(text: str) -> None:
    """No attribute, filter, expression or nested call."""
    fault = parse_macro_call(text.strip())

    assert isinstance(fault, MacroFault)
    assert 0 <= fault.offset <= len(text)
    assert fault.reason


def test_calls_are_found_in_the_source_with_line_and_column() -> None:
    """Lists, quotes, tables and headings included; code and escaped braces not."""
    source = (
        "# A {{ one() }}\n\n- item {{ two(1) }}\n\n> {{ three() }}\n\n```\n{{ no() }}\n```\n\n    {{ no() }}\n\n"
        "`{{ no() }}` and ``{{ no() }}` `` but {{ four() }}\n\n\\{{ no() }}\n\n| a | b |\n| - | - |\n"
        "| {{ five() }} | {{ six() }} |\n"
    )

    assert list(find_macro_calls(source)) == [
        (1, 5, " one() "),
        (3, 8, " two(1) "),
        (5, 3, " three() "),
        (13, 39, " four() "),
        (19, 3, " five() "),
        (19, 18, " six() "),
    ]


JINJA = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False)


def rendered(source: str) -> str:
    """What stock Jinja makes of the neutralised source when only `ok` is kept."""
    text = neutralise(source, lambda inner: inner.strip() == "ok()")
    return JINJA.from_string(text).render(ok=lambda: "<OK>")


@pytest.mark.parametrize(
    "source",
    [
        "{{ config }}",
        "{% include 'x' %}",
        "{# comment #}",
        "a }} b %} c #}",
        "`{{ ok() }}`",
        "```\n{{ x }}\n{% raw %}\n```",
        "{{{ x }}}",
        "{%{{ x }}%}",
        "{ {% { %} }",
        "{{ '}}' }}",
        "{{- x -}}",
        "{%- set x = 1 -%}",
        "\\{{ x }}",
        "{",
        "}",
        "{{",
        "{{{{{",
        "{{ ok( }}",
        "{{ ok().x }}",
        "{% raw %}{{ x }}{% endraw %}",
    ],
)
def test_what_is_not_a_kept_call_is_printed_as_written(source: str) -> None:
    """The template engine sees literals only."""
    assert rendered(source) == source


def test_a_kept_call_runs_between_literal_braces() -> None:
    """Braces around a call do not swallow it."""
    assert rendered("{ {{ ok() }}} {% x %} {{ ok() }}{{ ok() }}") == "{ <OK>} {% x %} <OK><OK>"


@given(st.text(st.sampled_from(list("{}%#'\"`\\ \nxok()|-")), max_size=60))
def test_any_braces_are_literal_or_a_kept_call(source: str) -> None:
    """Whatever is typed: the template engine prints it unchanged, apart from kept calls."""
    text = neutralise(source, lambda _: False)

    assert JINJA.from_string(text).render() == source


@pytest.mark.parametrize("part", ["{{", "}}", "{{ a() }}", "`", "`{{", "[", "> ", "- ", "\\{{", "{{ a( ", "* ", "<"])
def test_finding_and_neutralising_are_linear(part: str) -> None:
    """A page at its limit takes moments; were it tried in every way, minutes: the bound holds on a busy machine."""
    source = part * (100_000 // len(part))
    start = time.process_time()

    neutralise(source, lambda _: True)

    assert time.process_time() - start < 30
