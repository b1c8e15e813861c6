"""Strict XML: what is taken, and what is refused before it can do harm."""

import pytest

from delivery_wiki.reading.strict_xml import XmlFault, read_xml

LIMIT = 10_000


def test_elements_know_their_place_and_text() -> None:
    """A finding about an element names its line and column."""
    root = read_xml(b'<a xmlns="urn:x">\n <b k="v">text</b>\n</a>', maximum_bytes=LIMIT)

    assert (root.name, root.local_name) == ("urn:x a", "a")
    (inner,) = root.children
    assert (inner.line, inner.column, inner.attributes, inner.text) == (2, 2, {"k": "v"}, "text")
    assert [one.local_name for one in root.walk()] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "document type"),
        (b"<a>&x;</a>", "no XML: undefined entity"),
        (b"<a><b></a>", "no XML: mismatched tag"),
        (b"", "no XML: no element found"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "encoding"),
        (b"<a>" * 100 + b"</a>" * 100, "deeper than 64"),
        (b"<a>" + b" " * LIMIT + b"</a>", "at most 10000"),
    ],
)
def test_what_could_do_harm_is_refused(data: bytes, problem: str) -> None:
    """Document types, entities, foreign encodings, depth and size never reach a reader."""
    with pytest.raises(XmlFault, match=problem):
        read_xml(data, maximum_bytes=LIMIT)
