"""What is an image in prose: its address is nothing that a customer reads, and everything else of the text is."""

from __future__ import annotations

import pytest

from delivery_wiki.reading.customer.customer_markdown import customer_markdown


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("A ![a](picture.png) here.", "A ![a]() here."),
        ("A ![a\\]b](picture.png) here.", "A ![a\\]b]() here."),
        ('A ![a](picture.png\n"title") here.', 'A ![a](\n"title") here.'),
        ("A ![a]( pict\n: ure](picture.png) here.", "A ![a]( pict\n: ure](picture.png) here."),
        ("A ![a](pict\nure) here.", "A ![a](pict\nure) here."),
    ],
)
def test_a_copy_loses_the_addresses_of_images_and_no_words(written: str, copied: str) -> None:
    """Brackets that make no image are words, and stay as they are."""
    assert customer_markdown(f"{written}\n") == f"{copied}\n"
