"""The wiki's own pages are checked for what a build would not show, each fault at its place."""

from __future__ import annotations

import pytest

from delivery_wiki.pages.macros.wiki_page_check import check_wiki_text

OTHERS = {
    "docs/guide/index.md": "# The guide\n\n## Two words `and code`\n\n## Two words\n\n### Given {#own}\n",
    "docs/guide/made.md": "# Made\n\n{{ portfolio() }}\n",
    "docs/My Notes.md": "# Notes\n",
}
FILES = {"images/way.png", "guide/index.md", "My Notes.md"}
MADE = {"projects/mail/", "people/", "sizing/what-if-a-1.md"}


def found(text: str, file: str = "docs/process/index.md") -> list[str]:
    """What is said of a page, with its place."""
    findings = check_wiki_text({**OTHERS, file: text}, FILES.__contains__, MADE)
    assert all(finding.location.file == file and finding.repair for finding in findings)
    findings = check_wiki_text({**OTHERS, file: text}, FILES.__contains__, MADE)
    return [f"{finding.location.line}:{finding.location.column} {finding.code}" for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "[a](../guide/index.md) [a](../guide/index.html) [a](../guide/) [a](<../guide/index.md> 'the guide')",
        "[a](../guide/index.md#the-guide) [a](../guide/index.md#two-words-and-code) [a](../guide/index.md#two-words)",
        "[a](../guide/index.md#own) [a](../guide/made.md#whatever) [a](#here)\n\n# Here",
        "![a](../images/way.png) [a](../projects/mail/index.md) [a](../people/pat.md) [a](../sizing/what-if-a-1.md)",
        "[a](https://wiki.example/x.md) [a](mailto:a@b.example) [a](//wiki.example) <https://wiki.example>",
        "`[a](no.md)` and ``x ` [a](no.md)``\n\n```text\n[a](no.md)\n```\n\n~~~\n[b]: no.md\n~~~\n",
        "<!-- [a](no.md) --> {{ name('[a](no.md)') }} \\[a\\](no.md) [a] (no.md)",
        "[a][ref]\n\n[ref]: ../guide/index.md\n",
        "---\ntitle: Home\ndescription: All\nkeywords: start\nhide: [toc]\nsearch: {exclude: true}\n---\n# Home\n",
        "---\n\nA line across the page.\n",
        "title: Home\n\n# Home\n",
    ],
)
def test_what_leads_somewhere_is_not_told(text: str) -> None:
    """Pages, files, places, what the tool makes, other servers; code and comments hold no links."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x\n\n[a](no.md)", ["3:5 link-unknown"]),
        ("[a](/guide/index.md) ![b](no.png)", ["1:5 link-unknown", "1:27 link-unknown"]),
        ("[a](../guide/index.md#three)", ["1:5 link-unknown"]),
        ("[a](#nowhere)\n\n# Here", ["1:5 link-unknown"]),
        ("[a](../../README.md)", ["1:5 link-unknown"]),
        ("[a](<../My Notes.md>)", ["1:6 link-unknown"]),
        ("[a](../projects/post/index.md)", ["1:5 link-unknown"]),
        ("[a][ref]\n\n[ref]: no.md\n", ["3:8 link-unknown"]),
        ("---\ntitle: Home\ntags: [x]\n---\n", ["3:1 unknown-key"]),
        ("---\ntitle: 3\nhide: 3\n---\n", ["2:1 wrong-type", "3:1 wrong-type"]),
        ("---\nproject: mail\n---\n", ["2:1 unknown-key"]),
        ("---\ntitle: Home\n\n# Home\n", ["1:1 front-matter-open"]),
        ("https://wiki.example is here.\n", ["1:1 front-matter-refused"]),
        ("Note: this is a page.\n\n# Home\n", ["1:1 front-matter-refused"]),
    ],
)
def test_each_fault_of_a_page_stands_at_its_place(text: str, told: list[str]) -> None:
    """Links that lead nowhere, and front matter that a page has no use for."""
    assert found(text) == told


def test_the_repair_names_what_was_probably_meant() -> None:
    """As the page has to write it."""
    pages = {**OTHERS, "docs/process/index.md": "[a](../guid/index.md) [b](../guide/index.md#two-word)"}
    repairs = [finding.repair for finding in check_wiki_text(pages, FILES.__contains__, MADE)]
    assert repairs == ["Did you mean '../guide/index.md'?", "Did you mean '#two-words'?"]
