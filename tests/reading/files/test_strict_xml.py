"""Strict XML: what is taken, and what is refused before it can do harm."""

import pytest

from delivery_wiki.reading.files.strict_xml import XmlFault, read_xml

LIMIT = 10_000


def test_elements_know_their_place_and_text() -> None:
    """A finding about an element names its line and column."""
    root = read_xml(b'<a xmlns="urn:x">\n <b k="v">text</b>\n</a>', maximum_bytes=LIMIT)

    assert (root.name, root.local_name) == ("urn:x a", "a")
    (inner,) = root.children
    assert (inner.line, inner.column, inner.attributes, inner.text) == (2, 2, {"k": "v"}, "text")
    assert [element.local_name for element in root.walk()] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "place", "problem", "repair"),
    [
        (b'<a>\n<b c="\x1b[31m"/></a>', (2, 7), "U+001B (ESC)", "colours"),
        (b"<a>\n<b>x\x1b[0m</b></a>", (2, 5), "U+001B (ESC)", "colours"),
        (b'<a>\n<b c="&#x1B;[31m"/></a>', (2, 7), "&#x1B;, for XML has no character U+001B", "colours"),
        (b"<a>&#27;</a>", (1, 4), "U+001B", "colours"),
        (b"<a>x\x00y</a>", (1, 5), "U+0000 (NUL)", "Leave the character out"),
        (b"<a>&#8;</a>", (1, 4), "U+0008 (BS)", "Leave the character out"),
        (b"<a><b>x", (1, 8), "empty or ends", "cut off"),
        (b"<a><b c=", (1, 4), "middle of a tag", "cut off"),
        (b"<a/>\n<a/>", (2, 1), "more stands behind", "one file for each report"),
        (b"<a>\xe4 b c d</a>", (1, 4), "not UTF-8", "encoding"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', None, "encoding", "UTF-8"),
        (b'<?xml version="1.0" encoding="UTF-7"?><a/>', None, "encoding", "UTF-8"),
        (b'<?xml version="1.0" encoding="big5"?><a/>', None, "encoding", "UTF-8"),
        (b"<a>&nbsp;</a>", (1, 4), "&nbsp;", "the character itself"),
        (b"<a>x & y</a>", None, "a bare &", "&amp;"),
        (b'<a b="<"/>', None, "a bare <", "&lt;"),
        (b"<a><b></a>", (1, 9), "closes another element", "Close each"),
        (b'\n<?xml version="1.0"?><a/>', None, "before <?xml", "Delete what stands"),
        (b'{"tests": 1}', None, "does not begin with <", "in XML"),
        (b"PK\x03\x04zip", None, "it is packed", "Unpack it"),
        (b"\x1f\x8b\x08\x00", None, "it is packed", "Unpack it"),
        (b"<a b=c/>", (1, 6), "a value without quotes", "in quotes"),
        (b'<a b="1" c/>', (1, 11), "a name in a tag", "Give it a value"),
        (b'<test case name="x"/>', (1, 12), "a name in a tag", "no name has a blank"),
        (b"<a><1b/></a>", (1, 5), "begins with no letter", "&lt;"),
        (b"<a>1 <2</a>", (1, 7), "begins with no letter", "&lt;"),
        (b"<a><!-- b -- c --></a>", (1, 13), "two hyphens inside a comment", "one hyphen"),
        (b"<a>b]]>c</a>", None, "]]> outside of a CDATA section", "]]&gt;"),
        (b'<a b="1" b="2"/>', None, "twice", "Delete one"),
        (b"<x:a/>", None, "before the colon", "xmlns"),
    ],
)
def test_each_fault_has_its_own_words(data: bytes, place: tuple[int, int] | None, problem: str, repair: str) -> None:
    """A cut file, two reports in one, colours of a terminal: each wants another remedy."""
    with pytest.raises(XmlFault) as caught:
        read_xml(data, maximum_bytes=LIMIT)

    assert problem in caught.value.problem
    assert repair in caught.value.repair
    assert place in (None, (caught.value.line, caught.value.column))


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
