"""The index of the internal wiki in pieces: what a piece holds, and which words lead to it."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.texts.unreadable import Unreadable
from delivery_wiki.pages.macros.contents import PageSection
from delivery_wiki.pages.macros.search_entries import page_entries
from delivery_wiki.pages.macros.search_pieces import (
    PIECE,
    TABLE,
    SearchUnit,
    find_units,
    find_words,
    plain,
    search_pieces,
)

MAIL = SearchUnit(
    name="p.city-mail",
    title="Mail of the city",
    folder="projects/city-mail/",
    words="city-mail City of Example",
    entries=(
        {"location": "index.html", "title": "Mail of the city", "text": "Two gates &amp; one risk"},
        {"location": "requirements.html", "title": "Requirements", "text": ""},
        {"location": "requirements.html#R-012", "title": "R-012 Find folders", "text": "R-013", "tags": ["R-012"]},
    ),
)
GUIDE = SearchUnit(
    name="w.guide",
    title="Guide",
    folder="",
    entries=({"location": "guide/tables.html", "title": "Tables", "text": "R-012 in a cell"},),
)


def _data(script: str) -> Any:
    """What a script of the index hands over."""
    name, _, rest = script.removeprefix("deliverySearch.take(").partition(",")
    assert script.startswith("deliverySearch.take(")
    assert json.loads(name)
    return json.loads(rest.rstrip().removesuffix(")"))


def _places(scripts: dict[str, str], word: str) -> str:
    lines = "\n".join(_data(text) for name, text in scripts.items() if name.startswith("t."))
    return next((line.partition(" ")[2] for line in lines.split("\n") if line.startswith(f"{word} ")), "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("R-012 finds", ["r-012", "finds"]),
        ("Postfächer, Größe", ["postfacher", "grosse"]),
        ("mail-size", ["mail-size", "mail", "size"]),
        ("change-request_2", ["change-request_2", "change", "request", "2"]),
        ("SOW-basic", ["sow-basic", "sow", "basic"]),
        (f"{'x' * 41} y", ["y"]),
    ],
)
def test_an_id_is_one_word_and_other_words_have_their_parts_too(text: str, words: list[str]) -> None:
    """Small letters, no accents, nothing that is too long to be looked for."""
    assert list(find_words(text)) == words


def test_a_word_leads_to_the_pieces_that_hold_it_by_how_it_stands_there() -> None:
    """As an id, in a title, in a text: lists of pieces in this order, each number as the distance from the last."""
    scripts = search_pieces((MAIL, GUIDE), {})

    assert _places(scripts, "r-012") == "0;;1"
    assert _places(scripts, "folders") == ";0"
    assert _places(scripts, "cell") == ";;1"
    assert not _places(scripts, "012")


def test_the_head_names_projects_with_their_customers_and_the_parts_of_the_wiki() -> None:
    """A project is found by its name before any piece of it is loaded."""
    head = _data(search_pieces((MAIL, GUIDE), {})["head.js"])

    assert head["units"] == [
        ["p.city-mail", "Mail of the city", "projects/city-mail/", "city-mail City of Example", 1],
        ["w.guide", "Guide", "", "", 1],
    ]
    assert head["tables"] == ["a"]


def test_a_piece_holds_plain_text_and_the_name_of_a_title_in_another_language() -> None:
    """The script shows text as text, so that nothing in a piece is escaped."""
    scripts = search_pieces((MAIL,), {"Requirements": "Anforderungen"})

    pages = _data(scripts["p.city-mail.0.js"])
    assert pages[0][2] == [["", "Mail of the city", "Two gates & one risk"]]
    assert pages[1][2][0] == ["", "Requirements", "", "", "", "Anforderungen"]
    assert pages[1][2][1] == ["R-012", "R-012 Find folders", "R-013", "R-012"]
    assert _places(scripts, "anforderungen") == ";;0"


def test_a_long_page_goes_on_in_the_next_piece_and_tables_stay_small() -> None:
    """A query loads little, however long a page or a list of words is."""
    entries = tuple(
        {"location": f"plan.html#M-{number}", "title": f"M-{number}", "text": f"milestone{number} " * 100}
        for number in range(2000)
    )
    unit = SearchUnit(name="p.long", title="Long", folder="projects/long/", entries=entries)

    scripts = search_pieces((unit,), {})

    pieces = [_data(text) for name, text in scripts.items() if name.startswith("p.long.")]
    assert len(pieces) > 100
    assert all(page == "plan.html" for piece in pieces for page, _, _ in piece)
    assert sum(len(entries) for piece in pieces for _, _, entries in piece) == 2000
    assert all(len(text) < 2 * PIECE for name, text in scripts.items() if name.startswith("p."))
    assert all(len(text) < TABLE + 1000 for name, text in scripts.items() if name.startswith("t."))


def test_the_same_units_make_the_same_bytes() -> None:
    """Nothing depends on the order of a set."""
    assert search_pieces((MAIL, GUIDE), {}) == search_pieces((MAIL, GUIDE), {})
    assert plain("Straße É") == "strasse e"


def test_a_page_is_found_by_its_keywords_as_by_its_title() -> None:
    """They are the words of its own entry, and of none of its parts."""
    sections = [PageSection(id="", title="Signatures", text=""), PageSection(id="keys", title="Keys", text="")]
    entries = page_entries("guide/signatures.html", sections, "Unterschrift, sign")

    assert [entry.get("keywords") for entry in entries] == ["Unterschrift, sign", None]
    guide = SearchUnit(name="w.guide", title="Guide", folder="", entries=entries)
    assert _places(search_pieces((guide,), {}), "unterschrift") == ";0"


def test_parts_of_a_compound_weigh_less_than_a_word() -> None:
    """Who asks how to sign does not look for single sign-on."""
    entries = ({"location": "sow.html", "title": "Single sign-on", "text": ""},)
    scripts = search_pieces((SearchUnit(name="p.a", title="A", folder="projects/a/", entries=entries),), {})

    assert _places(scripts, "sign-on") == ";0"
    assert _places(scripts, "sign") == ";;0"


def _context(parties: Any) -> Any:
    return SimpleNamespace(view=SimpleNamespace(project=SimpleNamespace(title="Mail of the city", parties=parties)))


@pytest.mark.parametrize("readable", [True, False])
def test_a_project_is_called_by_its_customer_and_the_wiki_s_folders_by_their_home(readable: bool) -> None:
    """A project whose file has errors is found all the same."""
    own = [
        {"location": "index.html", "title": "Home", "text": ""},
        {"location": "guide/index.html", "title": "Guide &amp; more", "text": "", "keywords": "Anleitung"},
        {"location": "people/pat.html", "title": "Pat", "text": ""},
    ]
    city = SimpleNamespace(name="City of Example", kind=PartyKind.CUSTOMER)
    vendor = SimpleNamespace(name="Vendor", kind=PartyKind.VENDOR)
    parties = (city, vendor) if readable else Unreadable("projects/city-mail/project.yml")
    words = "city mail city-mail City of Example" if readable else "city mail city-mail"
    indexes: dict[str, dict[str, Any]] = {"": {"docs": own}, "projects/city-mail/": {"docs": []}}

    units = find_units(indexes, {"city-mail": _context(parties)}, "Delivery Wiki")

    assert [(unit.name, unit.title, unit.words) for unit in units] == [
        ("p.city-mail", "Mail of the city", words),
        ("w.home", "Delivery Wiki", ""),
        ("w.guide", "Guide & more", "Anleitung"),
        ("w.people", "People", ""),
    ]
