"""Words that are wider than their line: nothing runs off a page, and what a reader sees hyphenated stays so."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from delivery_wiki.pages.pdf.pdf_block import block_xml
from delivery_wiki.pages.pdf.pdf_words import break_title

LETTERS = "postkontomigrationswerkzeugkonfigurationsdateiverzeichnispfadangabenpruefungsprotokolldateinamensvorlage"
CLUSTER = "x" * 120
WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenordnung"
SPACE, HYPHEN = "\u200b", "\u00ad"


def shown(html: str) -> str:
    """The words of a block as the engine gets them."""
    return "".join(Xml.fromstring(block_xml(f'<div class="dw-document">{html}</div>')).itertext())


def table(cell: str) -> str:
    """A narrow column beside one that is read."""
    rows = f"<tr><td>{cell}</td><td>{'The words of it. ' * 30}</td></tr>"
    return f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{rows}</tbody></table>"


@pytest.mark.parametrize(
    "html",
    [
        f"<p><code>{LETTERS}</code></p>",
        f"<p>{CLUSTER}</p>",
        f'<p><a href="https://a.example/">{CLUSTER}</a></p>',
        f"<p><strong>{CLUSTER}</strong></p>",
        f"<pre><code>{LETTERS}\n</code></pre>",
        f"<h2>{CLUSTER}</h2>",
        f"<ul><li><code>{LETTERS}</code></li></ul>",
        f"<blockquote><p><code>{LETTERS}</code></p></blockquote>",
        f'<dl class="dw-facts"><div><dt>{CLUSTER[:40]}</dt><dd>x</dd></div></dl>',
        f'<dl class="dw-facts"><div><dt>x</dt><dd>{CLUSTER[:80]}</dd></div></dl>',
        table(f"<code>{LETTERS[:40]}</code>"),
        table(CLUSTER[:40]),
        f'<div class="dw-signatures"><div class="dw-signature"><p>{CLUSTER[:60]}</p></div></div>',
        f"<p>{'a' * 20_000}</p>",
    ],
    ids=range(14),
)
@pytest.mark.slow
def test_what_nobody_hyphenates_breaks_anywhere(html: str) -> None:
    """In text, links, headings, names and cells: between any two letters."""
    text = shown(html)
    assert any(f"{SPACE.join(letters[:12])}{SPACE}" in text for letters in (LETTERS, CLUSTER, "a" * 12))


@pytest.mark.parametrize("html", [f"<p>{WORD}</p>", table(WORD[:42]), f"<ul><li>{WORD}</li></ul>"])
def test_words_of_a_language_are_left_to_the_hyphens_of_the_engine(html: str) -> None:
    """A break without a hyphen would read as two words."""
    assert SPACE not in shown(html)


@pytest.mark.parametrize(
    "html", ["<p><code>a.short.name</code></p>", table("<code>delivery check</code>"), "<h2>Short</h2>"]
)
def test_what_has_room_stays_whole(html: str) -> None:
    """Nothing is put into words that fit."""
    assert SPACE not in shown(html)


def test_a_text_is_never_taken_for_the_name_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one that there is, nor one that is too long for any."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "name").write_text("<p>secret</p>")

    assert "secret" not in block_xml("name")
    assert block_xml("é" * 150).count("é") == 150


def test_headings_and_titles_get_their_hyphens_here() -> None:
    """They have none of the engine."""
    assert f"dampf{HYPHEN}" in shown(f"<h2>{WORD}</h2>") or HYPHEN in shown(f"<h2>{WORD}</h2>")
    title = break_title("Verschwiegenheitsverpflichtungserklärung", 28)
    assert title.replace(HYPHEN, "") == "Verschwiegenheitsverpflichtungserklärung"
    assert HYPHEN in title
    assert break_title("Statement of Work: Migration", 28) == "Statement of Work: Migration"
    assert break_title(CLUSTER, 28) == SPACE.join(CLUSTER)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_each_thing_that_is_said_of_a_term_has_a_line_of_its_own(count: int) -> None:
    """Definitions of one term never run into each other."""
    said = "".join(f"<dd>meaning {number}</dd>" for number in range(count))
    made = block_xml(f"<dl><dt>Term</dt>{said}<dt>Other</dt><dd>one</dd></dl>")
    assert made.count("<fact>") == count + 1
    assert made.count("</value>") == count + 1
