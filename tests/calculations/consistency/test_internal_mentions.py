"""Ids in running text: only whole words are mentions."""

import pytest

from delivery_wiki.calculations.base.ids_in_text import ids_in_text


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("See R-9, (R-10) and R-11.", ["R-9", "R-10", "R-11"]),
        ("Größer als JAHR-9, GERÄR-9, CAFÉR-9", ["JAHR-9"]),
        ("AT&R-9, GERA\u0308R-9, ÖR-9, ЖR-9", []),
        ("R-9th, R-9٣, PRE-R-9, R-9-a, a_R-9", []),
    ],
)
def test_an_id_in_a_text_is_a_word_of_its_own(text: str, ids: list[str]) -> None:
    """A warning about a word that only ends like an id could not be followed."""
    assert [match.group() for match in ids_in_text(text)] == ids
