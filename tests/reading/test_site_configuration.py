"""The mkdocs.yml of a repository: what is taken, what is refused, and whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from delivery_wiki.reading.site_configuration import SiteConfiguration, judge_configuration, read_site_configuration

ROOT = Path(__file__).parent.parent.parent
THEME = ROOT / "docs" / "theme"
OURS = "site_name: Ours\nplugins: [delivery, macros, search]\n"


def judged(text: str) -> SiteConfiguration:
    """What is taken of a configuration in an empty repository."""
    return judge_configuration(text.encode(), Path("/nowhere"), THEME)


def places(found: SiteConfiguration) -> list[tuple[int, str]]:
    """Where the findings are, and what they are about."""
    return [(finding.location.line, finding.problem) for finding in found.findings]


def test_the_configuration_that_ships_is_taken_whole(tmp_path: Path) -> None:
    """All of its settings, but the folder of a plain `mkdocs build`; a copy of it elsewhere too."""
    shipped = (ROOT / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    for root in (ROOT, tmp_path):
        found = judge_configuration(shipped.encode(), root, THEME)
        assert (found.ours, found.findings) == (True, ())
        assert {"nav", "theme", "plugins", "markdown_extensions", "extra_css", "validation"} <= found.settings.keys()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("hooks: [evil.py]", "hooks: code that every build would run"),
        ("INHERIT: ../base.yml", "INHERIT: the settings of another file"),
        ("copyright: !ENV [HOME, x]", "copyright: the tag !ENV fetches or runs something"),
        ("extra: {a: [{b: !!python/name:os.system }]}", "extra: the tag !!python/name:os.system fetches or runs"),
        ("extra: {a: !!python/object/apply:os.system [x]}", "extra: the tag !!python/object/apply:os.system fetches"),
        ("nav: [!relative x]", "nav: the tag !relative fetches or runs something"),
        ("extra: &a {b: *a}", "extra: the tag !!map fetches or runs something"),
        ("theme: {name: material, custom_dir: templates}", "theme.custom_dir: a folder of templates, which are code"),
        ("theme: {name: material, custom_dir: ../out}", "theme.custom_dir: a folder of templates, which are code"),
        ("theme: {name: evil}", "theme.name: the theme of this tool is material"),
        ("theme: evil", "theme: a mapping with name: material is expected here"),
        ("docs_dir: ../docs", "docs_dir: this tool needs docs here"),
        ("docs_dir: /etc", "docs_dir: this tool needs docs here"),
        ("site_dir: ../../out", "site_dir: a folder outside of the repository"),
        ("markdown_extensions: [tables, evil.module]", "markdown_extensions: 'evil.module' is no extension"),
        ("markdown_extensions: [pymdownx.snippets: {base_path: /}]", "markdown_extensions: 'pymdownx.snippets' is"),
        ("markdown_extensions: [toc: {slugify: !!python/name:os.getcwd }]", "markdown_extensions: toc: the tag"),
        ("extra_javascript: ['https://evil.example/x.js']", "extra_javascript: a file that is not part of the site"),
        ("extra_css: [../x.css]", "extra_css: a file that is not part of the site"),
        ("extra_templates: [x.html]", "extra_templates: templates, which are code"),
        ("watch: [/etc]", "watch: no setting that this tool takes"),
    ],
)
def test_a_setting_that_runs_or_reads_something_is_refused_at_its_place(more: str, said: str) -> None:
    """With the repair, and without effect; what stands beside it is taken."""
    found = judged(f"{OURS}{more}\n")

    assert len(found.findings) == 1
    assert found.findings[0].problem.startswith(said)
    assert found.findings[0].repair
    assert (found.findings[0].location.file, found.findings[0].location.line) == ("mkdocs.yml", 3)
    assert found.settings["site_name"] == "Ours"
    assert "evil" not in str(found.settings)


@pytest.mark.parametrize(
    ("plugins", "said"),
    [
        ("[delivery, evil]", "plugins: 'evil' is another plugin"),
        ("{delivery: {}, gen-files: {scripts: [evil.py]}}", "plugins: 'gen-files' is another plugin"),
        ("[delivery, macros: {modules: [evil]}]", "plugins: macros: modules: no option"),
        ("[delivery, macros: {include_yaml: [/etc/evil]}]", "plugins: macros: include_yaml: no option"),
        ("[delivery, macros: {module_name: evil}]", "plugins: macros: module_name: other macros"),
        ("[delivery: {root: /evil}]", "plugins: delivery: root: no option"),
        ("[delivery: {on: !ENV evil}]", "plugins: delivery: on: the tag !ENV"),
    ],
)
def test_another_plugin_or_option_is_refused(plugins: str, said: str) -> None:
    """Each plugin is code; some options of ours name code or files."""
    found = judged(f"plugins: {plugins}\n")

    assert [finding.problem.startswith(said) for finding in found.findings] == [True], places(found)
    assert "evil" not in str(found.settings)


@pytest.mark.parametrize(
    "text",
    [
        "site_name: Theirs\nhooks: [theirs.py]\nplugins: [search]\n",
        "site_name: !ENV THEIRS\nINHERIT: ../theirs.yml\n",
        "- no mapping\n",
        "",
        "site_name: [\n",
        "plugins: delivery\n",
    ],
)
def test_the_configuration_of_another_site_is_left_alone(text: str) -> None:
    """A repository may have a site of its own."""
    found = judged(text)
    assert (found.is_foreign, found.settings, found.findings) == (True, {}, ())


@pytest.mark.parametrize("text", ["plugins:\n  - delivery\nnav: [\n", "plugins:\n  - delivery:\n\tx: 1\n"])
def test_ours_that_cannot_be_read_is_told_with_its_place(text: str) -> None:
    """It has no effect; the configuration that ships has."""
    found = judged(text)
    assert [finding.problem for finding in found.findings] == ["this is no YAML"]
    assert found.findings[0].location.line > 1
    assert not found.ours


def test_what_is_too_large_or_no_text_is_not_read(tmp_path: Path) -> None:
    """Nothing of it counts."""
    (tmp_path / "mkdocs.yml").write_bytes(b"#" * 1_048_577)
    assert [finding.problem for finding in read_site_configuration(tmp_path, THEME).findings] == [
        "more than 1048576 bytes, of which nothing is read"
    ]
    (tmp_path / "mkdocs.yml").write_bytes(b"\xff\xfe\x00")
    assert read_site_configuration(tmp_path, THEME) == SiteConfiguration(readable=False)
    assert judged("[" * 5000) == SiteConfiguration(readable=False)


@pytest.mark.parametrize("listed", ["[tables]", "[]", "[footnotes, toc: {permalink: true}]"])
def test_extensions_that_the_tools_own_pages_need_are_there_whatever_is_listed(listed: str) -> None:
    """Else a list that the check takes would stop the build at links of pages that nobody here wrote."""
    found = judged(f"{OURS}markdown_extensions: {listed}\n")
    names = [
        name for one in found.settings["markdown_extensions"] for name in (one if isinstance(one, dict) else [one])
    ]
    assert found.findings == ()
    assert {"attr_list", "def_list", "tables", "toc", "pymdownx.superfences"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("value", ["5", "true", "2026-11-29", "1.5"])
def test_a_text_of_the_site_that_is_none_is_told_before_the_build(value: str) -> None:
    """Numbers and dates, in any of the texts; in quotes they are taken."""
    found = judged(f"plugins: [delivery]\nsite_name: {value}\ncopyright: {value}\n")
    assert places(found) == [(2, "site_name: a text is expected here"), (3, "copyright: a text is expected here")]
    assert judged(f'plugins: [delivery]\nsite_name: "{value}"\n').findings == ()


@pytest.mark.parametrize(
    ("nav", "said"),
    [
        ("[nosuch.md]", "nav: there is no page 'nosuch.md'"),
        ("[Home: nosuch.md]", "nav: there is no page 'nosuch.md'"),
        ("[Group: [index.md, more/nosuch.md]]", "nav: Group: there is no page 'more/nosuch.md'"),
        ("[projects/nobody/index.md]", "nav: there is no page 'projects/nobody/index.md'"),
        ("[projects/acme/nosuch.md]", "nav: there is no page 'projects/acme/nosuch.md'"),
        ("[../README.md]", "nav: there is no page '../README.md'"),
        ("[/index.md]", "nav: there is no page '/index.md'"),
        ("[picture.png]", "nav: there is no page 'picture.png'"),
        ("[linked.md]", "nav: there is no page 'linked.md'"),
        ("[5]", "nav: there is no page '5'"),
        ("nosuch.md", "nav: a list of pages is expected here"),
        ("{Home: index.md}", "nav: a list of pages is expected here"),
        ("[Home: {More: index.md}]", "nav: Home: a list of pages is expected here"),
        ("[Home: ]", "nav: Home: a list of pages is expected here"),
        ("[Home: []]", "nav: Home: a title without pages"),
        ("[{Home: index.md, More: index.md}]", "nav: an entry is one page"),
        ("[[index.md]]", "nav: an entry is one page"),
        ("[2027: index.md]", "nav: a title is a text"),
    ],
)
def test_an_entry_of_the_navigation_that_would_stop_a_build_is_told_and_left_out(
    nav: str, said: str, tmp_path: Path
) -> None:
    """At its place; a build takes what else is there."""
    found = judge_configuration(f"plugins: [delivery]\nnav: {nav}\n".encode(), with_pages(tmp_path), THEME)

    assert [finding.problem.startswith(said) for finding in found.findings] == [True], places(found)
    assert (found.findings[0].location.line, found.findings[0].location.column > 5) == (2, True)
    assert "nosuch" not in str(found.settings)
    assert "nobody" not in str(found.settings)


@pytest.mark.parametrize(
    "nav",
    [
        "[index.md, more/page.md]",
        "[Home: index.md, Group: [more/page.md, Deeper: [projects/acme/index.md]]]",
        "[index.md, Our site: 'https://example.org/']",
        "[]",
        "",
    ],
)
def test_a_navigation_of_pages_that_are_there_is_taken(nav: str, tmp_path: Path) -> None:
    """Pages of docs/, the start page of a project, and addresses."""
    data = f"plugins: [delivery]\nnav: {nav}\n".encode()
    assert judge_configuration(data, with_pages(tmp_path), THEME).findings == ()


def with_pages(root: Path) -> Path:
    """A repository with two pages, a picture, a link and a project."""
    for name in ("docs/index.md", "docs/more/page.md", "docs/picture.png", "projects/acme/project.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", "utf-8")
    (root / "docs/linked.md").symlink_to(root / "docs/index.md")
    return root


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("site_url: wiki", "site_url: an address such as"),
        ("repo_url: wiki", "repo_url: an address such as"),
        ("validation: 5", "validation: a mapping is expected here"),
        ("validation: {nav: {not_found: loud}}", "validation: nav: not_found: one of warn, info, ignore"),
        ("validation: {nav: {omitted_files: warn}}", "validation: nav: omitted_files: one of info, ignore"),
        ("validation: {loud: warn}", "validation: loud: no option that this tool takes"),
        ("extra: [a]", "extra: a mapping is expected here"),
        ("extra: {social: [{icon: nosuch, link: x}]}", "extra: social: no option that this tool takes"),
        ("theme: {name: material, language: xx}", "theme.language: the theme has no 'xx'"),
        ("theme: {name: material, language: ../x}", "theme.language: the theme has no '../x'"),
        ("theme: {name: material, palette: dark}", "theme.palette: a mapping is expected here"),
        (
            "theme: {name: material, palette: [{toggle: {icon: no/such, name: x}}]}",
            "theme.palette: the theme has no 'no/such'",
        ),
        ("theme: {name: material, icon: {repo: no/such}}", "theme.icon: the theme has no 'no/such'"),
        ("theme: {name: material, font: {text: Roboto}}", "theme.font: false is expected here"),
        ("theme: {name: material, features: toc.follow}", "theme.features: a list of texts"),
        ("theme: {name: material, favicon: nosuch.png}", "theme.favicon: the theme has no 'nosuch.png'"),
        ("extra_css: [nosuch.css]", "extra_css: 'nosuch.css' is no file of this tool's theme"),
        ("extra_javascript: [nosuch.js]", "extra_javascript: 'nosuch.js' is no file of this tool's theme"),
        ("exclude_docs: x.md", "exclude_docs: no setting that this tool takes"),
        ("markdown_extensions: tables", "markdown_extensions: a list of extensions is expected here"),
        ("markdown_extensions: [toc: {bad: 1}]", "markdown_extensions: toc: bad: no option that this tool takes"),
        ("markdown_extensions: [toc: {toc_depth: x}]", "markdown_extensions: toc: toc_depth: a number from 1 to 6"),
        ("markdown_extensions: [toc: 5]", "markdown_extensions: toc: a mapping is expected here"),
        ("site_dir: docs", "site_dir: a build empties this folder"),
        ("site_name: Again", "site_name: this key is there twice"),
    ],
)
def test_a_value_that_the_site_generator_would_refuse_is_told_before_a_build(more: str, said: str) -> None:
    """With its place and repair, and not taken."""
    found = judged(f"{OURS}{more}\n")

    assert [finding.problem.startswith(said) for finding in found.findings] == [True], places(found)
    assert found.findings[0].location.line == 3
    assert found.findings[0].repair


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("delivery: {audience: nobody}", "plugins: delivery: audience: one of internal, customer"),
        ("delivery: {on: tomorrow}", "plugins: delivery: on: a day such as"),
        ("delivery: 5", "plugins: delivery: a mapping of options"),
        ("search: {pipeline: [nosuch]}", "plugins: search: pipeline: 0: one of stemmer"),
        ("search: {separator: '[a'}", "plugins: search: separator: a regular expression"),
        ("search: {separator: '(?P<a>-)'}", "plugins: search: separator: a regular expression"),
        ("search: {separator: 5}", "plugins: search: separator: a regular expression"),
        ("search: {lang: 5}", "plugins: search: lang: the code of a language"),
        ("macros: {on_error_fail: maybe}", "plugins: macros: on_error_fail: true is expected"),
    ],
)
def test_an_option_that_a_plugin_would_refuse_is_told_before_a_build(options: str, said: str) -> None:
    """Of each of the three plugins."""
    found = judged(f"plugins: [macros, {options}, delivery]\n")
    assert [finding.problem.startswith(said) for finding in found.findings] == [True], places(found)


@pytest.mark.parametrize(
    "text",
    [
        "plugins: [search, macros, delivery]\nnav: [\n",
        "plugins: [search, delivery: {on: x]\n",
        "plugins: {search: {}, delivery: {}}\nnav: [\n",
        "plugins:\n  delivery: {}\nnav: [\n",
        "plugins:\n- search\n- 'delivery'  # ours\nnav: [\n",
        'plugins: [search,\n  macros, "delivery"\nsite_name: x\n',
        "{plugins: [delivery], nav: [}\n",
    ],
)
def test_ours_is_known_in_every_form_of_yaml_when_it_cannot_be_read(text: str) -> None:
    """In brackets, braces, quotes, and below a key."""
    assert [finding.problem for finding in judged(text).findings] == ["this is no YAML"]


@pytest.mark.parametrize(
    "text",
    [
        "plugins: [search]\nnav: [delivery: delivery.md\n",
        "plugins:\n  - search  # not - delivery\nnav:\n  - delivery: [\n",
        "plugins: [delivery-notes, {\n",
        "site_name: delivery\nplugins: [search\n",
    ],
)
def test_another_site_that_cannot_be_read_stays_its_own(text: str) -> None:
    """The word alone says nothing."""
    assert judged(text) == SiteConfiguration(readable=False)
