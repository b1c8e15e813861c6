"""Numbers on paper: a screen follows a link, a paper says at its end what they stand for."""

from __future__ import annotations

import pytest

from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.pdf.cited_items import ID, SHORT, with_cited_items
from tests.pages.documents.examples import texts
from tests.pages.harbour import context


def paper(*blocks: tree.Block) -> tree.Document:
    """A paper with some text."""
    return tree.Document(kind="charter", title="Project Charter", revision="", facts=(), blocks=blocks)


def listed(document: tree.Document) -> list[list[str]]:
    """What a paper says at its end of the numbers that it cites."""
    last = with_cited_items(context(), document).blocks[-1]
    assert isinstance(last, tree.Clause)
    (table,) = last.blocks
    assert isinstance(table, tree.Table)
    return texts(table)


def test_a_number_is_told_with_what_it_stands_for() -> None:
    """In order of kind and number, each once, and none that nothing of the project has."""
    titles = {id: context().places[id].title for id in ("D-1", "R-001", "R-002")}
    given = paper(tree.Paragraph("R-002 and R-001 follow D-1, as R-002 says; RFC-822 is no number of ours."))

    assert listed(given) == [[id, title] for id, title in titles.items()]


@pytest.mark.parametrize(("count", "columns"), [(6, 2), (7, 4)])
def test_many_short_ones_stand_in_two_columns(count: int, columns: int) -> None:
    """The first half on the left, and no number is lost."""
    short = [id for id, place in context().places.items() if ID.fullmatch(id) and len(place.title) <= SHORT][:count]
    assert len(short) == count
    rows = listed(paper(tree.Paragraph(" ".join(short))))
    found = [*(row[0] for row in rows), *(row[2] for row in rows if columns > 2 and row[2])]
    assert {len(row) for row in rows} == {columns}
    assert sorted(found) == sorted(short)
    assert found == sorted(found, key=lambda id: (id.partition("-")[0], int(id.partition("-")[2])))


def test_what_a_line_explains_is_not_told_again() -> None:
    """A register on the paper says what its own numbers are."""
    title = context().places["R-001"].title
    given = paper(tree.Paragraph(f"R-001 {title}"), tree.Paragraph("It is R-001 that counts."))

    assert with_cited_items(context(), given) == given


def test_a_paper_that_cites_nothing_stays_as_it_is() -> None:
    """No empty part."""
    given = paper(tree.Paragraph("Nothing is cited."))

    assert with_cited_items(context(), given) is given
