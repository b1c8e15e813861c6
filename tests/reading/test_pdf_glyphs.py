"""Characters that no font has, as a PDF shows them: by their codes, so that no document is lost for one."""

from __future__ import annotations

import pytest

from delivery_wiki.reading.pdf_glyphs import Coverage, read_coverage, with_codes

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
