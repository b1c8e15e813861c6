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
    return [(one.location.line, one.problem) for one in found.findings]


def test_the_configuration_that_ships_is_taken_whole() -> None:
    """All of its settings, but the folder of a plain `mkdocs build`; a copy of it elsewhere too."""
    shipped = (ROOT / "mkdocs.yml").read_text("utf-8")
    for root in (ROOT, Path("/nowhere")):
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

    assert [one.problem.startswith(said) for one in found.findings] == [True], places(found)
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
    assert judged(text) == SiteConfiguration()


@pytest.mark.parametrize("text", ["plugins:\n  - delivery\nnav: [\n", "plugins:\n  - delivery:\n\tx: 1\n"])
def test_ours_that_cannot_be_read_is_told_with_its_place(text: str) -> None:
    """It has no effect; the configuration that ships has."""
    found = judged(text)
    assert [one.problem for one in found.findings] == ["this is no YAML"]
    assert found.findings[0].location.line > 1
    assert not found.ours


def test_what_is_too_large_or_no_text_is_not_read(tmp_path: Path) -> None:
    """Nothing of it counts."""
    (tmp_path / "mkdocs.yml").write_bytes(b"#" * 1_048_577)
    assert [one.problem for one in read_site_configuration(tmp_path, THEME).findings] == [
        "more than 1048576 bytes, of which nothing is read"
    ]
    (tmp_path / "mkdocs.yml").write_bytes(b"\xff\xfe\x00")
    assert read_site_configuration(tmp_path, THEME) == SiteConfiguration()
    assert judged("[" * 5000) == SiteConfiguration()
