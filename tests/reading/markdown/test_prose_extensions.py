"""Marks of other Markdown, and footnotes without a partner: each is named at its place, and nothing else is."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from delivery_wiki.model.finding import Finding
from delivery_wiki.pages.render.plain_prose import prose_lines
from delivery_wiki.pages.render.prose import render_prose
from delivery_wiki.reading.customer.customer_markdown import customer_markdown
from delivery_wiki.reading.markdown.markdown_blocks import read_blocks
from delivery_wiki.reading.markdown.markdown_file import read_markdown
from delivery_wiki.reading.markdown.prose_check import check_prose

MARKS = [
    ('!!! note "Admonition"\n    In it.\n', 1, "an admonition"),
    ("??? tip\n    folded\n", 1, "an admonition"),
    ("> [!NOTE]\n> In it.\n", 3, "an alert"),
    (":::warning\nIn it.\n:::\n", 1, "a block between colons"),
    ('=== "Tab"\n\n    x\n', 1, "a tab"),
    ("*[HTML]: Hyper Text\n", 1, "an abbreviation"),
    ('--8<-- "other.md"\n', 1, "a part of another file"),
    ("[TOC]\n", 1, "a table of contents"),
    ("+-----+-----+\n| a | b |\n+-----+-----+\n", 1, "a table drawn with + and -"),
    (": what it is\n", 1, "an explanation without its term"),
    ("- [-] given up\n", 1, "a box that is neither empty nor ticked"),
    ("##Heading\n", 1, "a heading without a blank"),
    ("• one\n• two\n", 1, "a bullet sign"),
    ("[ ] a task\n", 1, "a box outside a list"),
    ("now {++more++} and\n", 5, "a mark of a change"),
    ("x ==marked words== y\n", 3, "a highlight"),
    ("H~2~O\n", 2, "a lowered text"),
    ("x^2^ + y\n", 2, "a raised text"),
    ("see^[a note] it\n", 4, "a note inside the line"),
    ("press ++ctrl+alt++ now\n", 7, "a key or an insertion"),
    ("well :smile: done\n", 6, "the name of a sign"),
    ("a :material-account-circle: b\n", 3, "the name of a sign"),
    ("**bold**{ .class #id }\n", 9, "an attribute list"),
    ("{: .class }\n", 1, "an attribute list"),
    ("see [[Other page]]\n", 5, "a link by name"),
    ("$$\nx\n$$\n", 1, "a formula"),
    ("so $x^2 + y$ is\n", 4, "a formula"),
    ("seen %%not by all%% here\n", 6, "a comment, %%not by all%%"),
    ("%% hidden %%\n", 1, "a comment"),
    ("h2. Heading\n", 1, "a heading of a wiki"),
    ("== Heading ==\n", 1, "a heading of a wiki"),
    ("bq. said so\n", 1, "a quote of a wiki"),
    (".. note:: look\n", 1, "a directive"),
    ("{panel:title=x}\n\nin {color:red}it\n", 1, "a mark of a wiki"),
    ("a {code:java} b\n", 3, "a mark of a wiki"),
    ("\\newpage\n", 1, "a break of a page"),
    ("as [@doe2020] says\n", 4, "a citation"),
    ("see https://mail.example/a(b)?c=:d: now\n", 5, "the bare address https://mail.example/a(b)?c=:d"),
    ("at www.mail.example.\n", 4, "the bare address www.mail.example"),
    ("see [the plan][plan]\n", 5, "a link to [plan], which is defined nowhere"),
    ("see [the plan](my plan.html)\n", 5, "a link with a blank"),
    ("```mermaid\na --> b\n```\n", 1, "a drawing in mermaid"),
    ('```yaml title="x.yml"\na: b\n```\n', 1, 'title="x.yml" behind a code fence'),
    ("```{note}\nx\n```\n", 1, "{note} behind a code fence"),
    ("a mark[^1] here\n", 7, "the mark [^1] of a footnote that has no text"),
    ("a[^1]\n\n[^1]: one\n[^2]: two\n", 1, "the footnote [^2], to which nothing refers"),
    ("a[^1]\n\n[^1]: one\n\n[^1]: two\n", 1, "a footnote [^1] that another one of this name follows"),
]
PLAIN = [
    "a == b, and c != d; x = y\n",
    "about ~5 to ~10, and ~~struck~~\n",
    "a^b and c^d, 2^10\n",
    "C++ and C++/CLI, a ++ b\n",
    "at 10:30:45, a:b:c, Re: x: y, (:x\n",
    "in {braces}, {.docx, .pdf}? no: {a.b}\n",
    "an array a[0][1] and [brackets] [x]\n",
    "`==code==`, `:smile:`, `H~2~O`, `{: .x }`, `https://a.example`\n",
    "\\==a\\== \\:smile: \\~2~ \\^2^\n",
    "<https://mail.example/a==b==c> and [x](https://mail.example/:smile:)\n",
    "[x][y] and [y]\n\n[y]: https://mail.example/==a==\n",
    "```yaml\nhttps://a.example ==b==\n!!! note\n```\n\n    !!! note\n",
    "mail pat@vendor.example, #hash, #1, 50 %, 5 €\n",
    "{{ figure(\"a==b==\") }} and {{ figure(':smile:') }}\n",
    "- [ ] task\n- [x] done\n\nTerm\n: Definition\n\nA[^1] note.\n\n[^1]: Text: with `code`[^2].\n[^2]: More.\n",
    'see [it](page.html "with a title") and [that](<my plan.html>)\n',
    "a -- b --- c, <-- no, (c) and 1/2\n",
    "5 $ and 6 $, $HOME, $5 and $6, ${a_b}, 5 %% and 6 %%, 50%%\n",
    "Heading\n===\n\nh2 and H2. x, see p. 3, a = b\n= c\n\n..and so on: [@ x]\n",
]


def findings(text: str) -> list[Finding]:
    """What is found in prose."""
    blocks = read_blocks(text)
    return list(check_prose(blocks, blocks.places_in("x.md")))


def test_a_mark_is_quoted_as_it_is_written() -> None:
    """Also where a link or a definition stands in it."""
    (found,) = findings("*[HTML]: Hyper Text\n")
    assert "an abbreviation, *[HTML]: Hyper Text, which" in found.problem


@pytest.mark.parametrize(("text", "column", "problem"), MARKS, ids=[name for _, _, name in MARKS])
def test_a_mark_that_is_shown_as_it_is_written_is_named(text: str, column: int, problem: str) -> None:
    """Once, where it stands, with what to write."""
    (found,) = [finding for finding in findings(text) if finding.code in ("markdown-not-read", "footnote-unmatched")][
        :1
    ]

    assert found.problem.startswith(problem)
    assert found.location.column == column
    assert found.repair


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_looks_like_a_mark_is_plain_text(text: str) -> None:
    """Arithmetic, times, code and escaped signs; and what this Markdown knows."""
    assert findings(text) == []


def test_a_bare_address_has_a_repair() -> None:
    """`delivery fix` writes it as a link."""
    (found,) = findings("at www.mail.example.\n")
    assert found.replacement == ("www.mail.example", "<https://www.mail.example>")


def test_a_note_may_stand_in_another_section() -> None:
    """The section that refers to it is followed by it, and what stands in it is told where it is written."""
    there = "[^far]: There,\n    two lines, and[^third]."
    text = f"## One\n\nA[^far] and[^near].\n\n[^near]: Here.\n\n## Two\n\nB.\n\n{there}\n[^third]: x\n"
    section, two = read_markdown(text.encode(), "charter.md", "charter").prose.sections

    assert section.text == f"A[^far] and[^near].\n\n[^near]: Here.\n\n{there}\n\n[^third]: x"
    assert two.text == f"B.\n\n{there}\n[^third]: x"
    lines = {line for _, line, _ in section.runs}
    assert {3, 5, 11, 12, 13} <= lines


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("A[^1].\n\n[^1]: shown\n", "A[^1].\n\n[^1]: shown\n"),
        ("A.\n\n[^1]: zqhidden\n", "A.\n\n"),
        ("A.\n\n[^1]: zqhidden\n    and zqmore\n\nB.\n", "A.\n\nB.\n"),
        ("A[^1].\n\n[^1]: zqfirst\n\n[^1]: last\n", "A[^1].\n\n[^1]: last\n"),
        ("## A\n\nA[^1].\n\n## B\n\n[^1]: shown\n[^2]: zqhidden\n", "## A\n\nA[^1].\n\n## B\n\n[^1]: shown\n"),
        ("`[^1]`\n\n[^1]: zqhidden\n", "`[^1]`\n\n"),
        ("> A.\n>\n> [^1]: zqhidden\n", "> A.\n>\n>\n"),
        ("A.\n\n[^1]: zqonly from the next\n[^2]: zqhidden [x[^1]y](b.html)\n", "A.\n\n"),
        ("A.\n\n[^1]: zqround[^2]\n[^2]: zqand round[^1]\n", "A.\n\n"),
        ("A[^2].\n\n[^1]: from the next\n[^2]: shown[^1]\n", "A[^2].\n\n[^1]: from the next\n[^2]: shown[^1]\n"),
    ],
)
def test_a_customers_copy_has_no_note_that_its_page_does_not_show(text: str, copy: str) -> None:
    """A footnote to which nothing refers is a place to hide words."""
    found = customer_markdown(text)

    assert "zq" not in found
    assert found.replace("\n\n\n", "\n\n").rstrip() == copy.rstrip()


def test_a_note_that_only_an_unseen_one_means_is_unseen() -> None:
    """On the page, in its numbers and in the findings: both are named, and what is left counts from 1."""
    text = "A[^c] and[^a].\n\n[^d]: zqunseen[^b], again[^a]\n\n[^b]: zqneither\n\n[^a]: first\n\n[^c]: second[^a]\n"
    html = str(render_prose(text, 2, Markup, Markup))

    assert "zq" not in html
    assert re.findall(r">(first|second)", html) == ["second", "first"]
    assert [found.location.line for found in findings(text)] == [3, 5]
    assert sorted(set(re.findall(r'id="([^"]+)"', html))) == sorted(re.findall(r'id="([^"]+)"', html))


@pytest.mark.parametrize("text", ["x[^1]\n\n[^1]: > [^1]: a\n", "x[^1]\n\n[^1]: a\n    - [^2]: b\n\nend[^2]\n"])
def test_a_note_inside_a_note_is_text_of_it(text: str) -> None:
    """What is opened in a page is closed in it, and what stands behind the notes stands outside of them."""
    html = str(render_prose(text, 2, Markup, Markup))

    assert all(html.count(f"<{tag}>") == html.count(f"</{tag}>") for tag in ("blockquote", "ul", "p"))
    assert html.count("<li") == html.count("</li>")
    assert list(prose_lines(text, lambda call: (call,)))


@pytest.mark.parametrize(
    "text", ["**Term** <!-- x -->\n: Definition\n", "[a](javascript:x)\n: Definition\n", "T\n: <b>x</b>\n"]
)
def test_terms_and_definitions_are_checked_as_all_prose(text: str) -> None:
    """Nothing stands in a place that no check looks into."""
    assert len(findings(text)) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```\ncode\n\n## Next\n", 1),
        ("~~~\ncode\n", 1),
        ("Text.\n\n````\ncode\n```\n\nText.\n", 3),
        ("- item\n\n  ```\n  code\n\nAfter.\n", 3),
        ("> ```\n> code\n\nAfter.\n", 1),
        ("```\ncode\n``` text\n", 1),
        ("```", 1),
    ],
)
def test_code_that_is_not_closed_is_an_error(text: str, line: int) -> None:
    """Otherwise what follows would be shown as code, headings too, without a word."""
    (found,) = findings(text)

    assert (found.code, found.location.line) == ("fence-unclosed", line)
    assert "is not closed" in found.problem


@pytest.mark.parametrize(
    "text",
    [
        "```\ncode\n`````\n\nText.\n",
        "- item\n\n  ```\n  code\n  ```\n\nAfter.\n",
        "> ~~~\n> code\n> ~~~\n",
        "```\n```\n",
        "1. x\n   ```text\n   a\n   ```\n2. y\n",
        "  ```\n  a\n  ```\nText.\n",
        "```\na\n```",
    ],
)
def test_code_that_is_closed_has_no_finding(text: str) -> None:
    """Control."""
    assert findings(text) == []
