"""Characters that no font has, as a PDF shows them: by their codes, so that no document is lost for one."""

from __future__ import annotations

import pytest

from delivery_wiki.reading.markdown.pdf_glyphs import (
    REPAIR_OF_RECORD,
    Coverage,
    check_glyphs,
    read_coverage,
    with_codes,
)

LATIN = "Inter\n0020-007E\n00A0-017F\n0300-036F\n"
THAI = "NotoSansThai\n0E01-0E3A\n0E3F-0E5B\n25CC\n"
FONTS = read_coverage(LATIN + THAI)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("class 2: refused: name\U0001f60b@mail.example", "class 2: refused: name[U+1F60B]@mail.example"),
        ("Re: Freigabe 株式会社 (Łódź)", "Re: Freigabe [U+682A U+5F0F U+4F1A U+793E] (Łódź)"),
        ("login-ยินดี", "login-ยินดี"),
        ("protocol-r1 \u2713.pdf", "protocol-r1 [U+2713].pdf"),
        ("a\u0e34 and e\u0301", "a[U+0E34] and e\u0301"),
        ("ก\u0301ก\u0e34", "ก[U+0301]ก\u0e34"),
        ("\ue000\x85", "[U+E000 U+0085]"),
        ("two\nlines\tand a soft\u00adhyphen, \u00a9\ufe0f", "two\nlines\tand a soft\u00adhyphen, \u00a9\ufe0f"),
        ("<p title='株'>plain</p>", "<p title='[U+682A]'>plain</p>"),
        ("plain", "plain"),
    ],
)
def test_what_no_font_has_is_shown_by_its_code(text: str, shown: str) -> None:
    """From reports, subjects of mails, logins, names of files, reviews: what can be shown stays as it is.

    A mark is set by the font of its letter; one that no font has together with it is shown by its code as well.
    """
    assert with_codes(text, FONTS) == shown


def test_fonts_of_a_repository_count() -> None:
    """They are asked as those that come with the tool."""
    assert with_codes("株", FONTS.with_more([frozenset("株")])) == "株"


def test_a_list_without_names_is_one_family() -> None:
    """As lists were written first."""
    assert read_coverage("0041\n0043-0044\n") == Coverage((frozenset("ACD"),))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a\u0e34", ["the letter 'a\u0e34' (U+0061 U+0E34), which no font has with its marks; a PDF shows a[U+0E34]"]),
        ("ก\u0301 and ก\u0301", ["the letter 'ก\u0301' (U+0E01 U+0301)"]),
        ("ก\u0301\u0302 株 ก\u0301", ["the character '株'", "'ก\u0301\u0302'", "'ก\u0301'"]),
        ("株\u0301", ["the character '株' (U+682A)"]),
        ("e\u0301 ก\u0e34 Łódź ยินดี \u00a9\ufe0f", []),
        ("plain ü", []),
    ],
)
@pytest.mark.parametrize("file", ["charter.md", "project.yml"])
def test_a_letter_whose_marks_are_in_another_font_is_told(words: str, told: list[str], file: str) -> None:
    """Where it is written, once, and with what a PDF shows; what one font has whole is nothing to tell."""
    text = f"\n{words}\n{words}\n" if file.endswith(".md") else f'a: 1\nb: "{words}"\nc: "{words}"\n'
    found = list(check_glyphs(text.encode(), file, FONTS))

    assert [(finding.code, finding.location.line) for finding in found] == [("glyph-missing", 2)] * len(told)
    assert all(said in finding.problem for finding, said in zip(found, told, strict=True))


def test_a_letter_that_is_one_character_elsewhere_says_so() -> None:
    """The shortest way to have it printed; a record is left as it is."""
    fonts = Coverage((frozenset("eé"), frozenset("\u0301")))
    (found,) = check_glyphs("e\u0301".encode(), "charter.md", fonts)
    (record,) = check_glyphs("e\u0301".encode(), "test-runs/x.md", fonts, REPAIR_OF_RECORD)

    assert found.repair.startswith("Write it as one character, é (U+00E9)")
    assert record.repair == REPAIR_OF_RECORD
