"""A page reaches macros and nothing else; no macro can be replaced by what a page or the configuration says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined
from mkdocs.config import load_config

from delivery_wiki.adapters.site.mkdocs_plugin import PROJECT_KEYS
from delivery_wiki.pages.macros.macro_calls import MACRO_BY_NAME, is_listed_call
from delivery_wiki.pages.macros.staged_pages import theme_text
from delivery_wiki.pages.macros.wiki_page_check import WIKI_KEYS
from delivery_wiki.reading.markdown.macro_call import neutralise
from tests.site.sites import ROOT

# What mkdocs-macros puts into the names of a page by itself.
FOREIGN_NAMES = frozenset(
    """
    extra config environment plugin git macros filters filters_builtin navigation files page context
    macros_info now fix_url relative_path pretty lipsum range dict cycler joiner namespace
    """.split()  # noqa: SIM905 - a long list reads best as words
)
PAYLOADS = (
    "{{ config }}",
    "{{ config.theme.get_env().from_string('x') }}",
    "{{ config.load_dict({}) }}",
    "{{ page.file.generated(config, 'x', abs_src_path='/etc/passwd') }}",
    "{{ page.file.copy_file() }}",
    "{{ files.remove(files.get_file_from_path('index.md')) }}",
    "{{ navigation.pages }}",
    "{{ files }}",
    "{{ environment }}",
    "{{ git.author_email }}",
    "{{ git.message }}",
    "{{ plugin }}",
    "{{ extra }}",
    "{{ macros }}",
    "{{ macros_info() }}",
    "{{ context() }}",
    "{{ lipsum.__globals__['os'].environ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ self._TemplateReference__context }}",
    "{{ namespace() }}",
    "{{ dict(a=1) }}",
    "{{ range(99999) | list }}",
    "{{ 'x' * 10 ** 9 }}",
    "{{ '%s' | format(config) }}",
    "{{ project_status().render }}",
    "{{ milestones(config) }}",
    "{{ milestones(page.meta) }}",
    "{{ milestones() | upper }}",
    "{{ milestones() ~ config }}",
    "{{ milestones() if config }}",
    "{{ milestones(**config) }}",
    "{{ milestones(*files) }}",
    "{{ milestones }}",
    "{{ (milestones)() }}",
    "{{ milestones()() }}",
    "{{ milestones() }}{{ config }}",
    "{{- config -}}",
    "{{+ config }}",
    "{{\nconfig\n}}",
    "{{{ config }}}",
    "{{ {{ config }} }}",
    "{{ '{{ config }}' }}",
    '{{ "}} {{ config }} {{" }}',
    "{% include 'index.md' %}",
    "{% include '/etc/passwd' ignore missing %}",
    "{% extends 'index.md' %}",
    "{% import 'index.md' as x %}",
    "{% set milestones = config %}",
    "{% macro milestones() %}{% endmacro %}",
    "{% for x in range(10 ** 9) %}{% endfor %}",
    "{%- if config %}yes{% endif -%}",
    "{% raw %}{{ config }}{% endraw %}",
    "{#- hidden -#}",
    "{# {{ config }} #}",
    "text {# cut off",
    "text {% cut off",
    "text {{ cut off",
    "`{{ config }}`",
    "```\n{{ config }}\n```",
    "    {{ config }}",
    "\\{{ config }}",
    "\\\\{{ config }}",
    "<!-- {{ config }} -->",
    "[a]({{ config }})",
    "[a]: {{ config }}",
    "# {{ config }}",
    "| {{ config }} |\n| --- |",
    "{{ config }}" * 50,
    "{\u200b{ config }}",
    "{ {config} }",
    "}}{{config}}{{",
    "{{'a'}}{{config}}",
    "%}{{ config }}{%",
)


class _Reached(Exception):
    """A payload got hold of an object."""


class _Trap:
    """Stands for every object of the generator: touching it in any way is a failure."""

    def __getattr__(self, name: str) -> object:
        raise _Reached(name)

    def __getitem__(self, key: object) -> object:
        raise _Reached(str(key))

    def __call__(self, *_: object, **__: object) -> object:
        raise _Reached("call")

    def __str__(self) -> str:
        raise _Reached("str")

    def __iter__(self) -> object:
        raise _Reached("iter")

    def __bool__(self) -> bool:
        raise _Reached("bool")


def _render(source: str) -> str:
    """As mkdocs-macros would, in an environment without any protection, each foreign name a trap."""
    names: dict[str, object] = dict.fromkeys(FOREIGN_NAMES, _Trap())
    names |= {name: lambda *_, **__: "(macro)" for name in MACRO_BY_NAME}
    template = Environment(undefined=StrictUndefined, keep_trailing_newline=True).from_string(
        neutralise(source, is_listed_call)
    )
    return template.render(**names)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_rendered_as_it_was_typed(payload: str) -> None:
    """Every brace that does not belong to a legal call is a character."""
    assert _render(payload) == payload.replace("{{ milestones() }}", "(macro)")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_between_legal_calls_is_rendered_as_it_was_typed(payload: str) -> None:
    """A legal call nearby opens no door; where it is no call for the reader it is none for the template."""
    call = "{{ milestones() }}"
    rendered = _render(f"{call}\n\n{payload}\n\n{call}\n")

    assert rendered.replace("(macro)", call) == f"{call}\n\n{payload}\n\n{call}\n"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_a_title_is_never_read_as_a_template(payload: str) -> None:
    """mkdocs-macros also renders titles that hold its signs: ours never do."""
    title = theme_text(payload)

    assert not any(sign in title for sign in ("{{", "{%", "{#"))


def test_no_name_of_a_macro_can_be_taken() -> None:
    """Neither by front matter, nor by the configuration's extra values, nor by names of mkdocs-macros."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    taken = PROJECT_KEYS | WIKI_KEYS | FOREIGN_NAMES | set(config.extra)

    assert not taken & MACRO_BY_NAME.keys()


def test_the_configuration_switches_nothing_on_that_reads_files_or_runs_code() -> None:
    """The list of plugins and extensions is short and known; undefined names and failing macros are errors."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    macros = config.plugins["macros"].config

    assert not config.hooks
    assert not macros["include_yaml"]
    assert not macros["modules"]
    assert macros["on_undefined"] == "strict"
    assert macros["on_error_fail"] is True
    known = {"delivery", "macros", "material/search", "search"}
    assert {name.split("/")[-1] for name in config.plugins} <= {name.split("/")[-1] for name in known}
    refused = {"pymdownx.snippets", "md_in_html", "pymdownx.b64", "pymdownx.pathconverter", "pymdownx.blocks.html"}
    assert not refused & set(config.markdown_extensions)


def test_environment_and_git_do_not_reach_a_page(small: Path) -> None:
    """No path of the machine, no user name, no variable."""
    for path in small.glob("site/**/*.html"):
        assert str(small) not in path.read_text("utf-8")
    for path in small.glob("site/**/*.json"):
        assert str(small) not in json.dumps(json.loads(path.read_text("utf-8")))
