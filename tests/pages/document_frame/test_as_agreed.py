"""As agreed beside current: what moved stands side by side, word by word; what did not move is left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from delivery_wiki.calculations.verification.frozen_comparison import find_drift, newest_issues
from delivery_wiki.model.drift import ClauseChange, Drift
from delivery_wiki.model.project.issued_revision import ContentPart, Issued
from delivery_wiki.pages.document_frame.as_agreed import as_agreed
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.render.tree_text import block_lines, inline_text
from tests.pages.documents.examples import context_of, project

KIND, TOPIC = "sow", "migration"


def part(id: str, text: str, title: str = "1 Scope") -> ContentPart:
    """A clause."""
    return ContentPart(id=id, title=title, text=text)


def issued(revision: int = 1, content: tuple[ContentPart, ...] = (part("a", "x"),)) -> Issued:
    """A frozen statement of work."""
    return Issued(
        document=KIND,
        topic=TOPIC,
        revision=revision,
        fingerprint="0" * 64,
        issued=dt.date(2026, 11, 1),
        content=content,
    )


def context(*clauses: ClauseChange, revisions: tuple[int, ...] = (1,)) -> PageContext:
    """A project whose statement of work was issued and then moved in these clauses."""
    own = context_of(project(issued=tuple(issued(revision) for revision in revisions)))
    drifts = (Drift(document=KIND, topic=TOPIC, revision=max(revisions), clauses=clauses),) if clauses else ()
    return replace(own, drifts=drifts)


def change(before: str, after: str) -> ClauseChange:
    """A clause that reads otherwise."""
    return ClauseChange(id="sow-migration-scope", title="2 Scope", before=before, after=after)


def sections(blocks: tree.Blocks) -> list[tree.Details]:
    """The sections that read otherwise, each of which opens."""
    (whole,) = (block for block in blocks if isinstance(block, tree.Details))
    return [section for section in whole.blocks if isinstance(section, tree.Details)]


def rows(blocks: tree.Blocks) -> list[tuple[str, ...]]:
    """The lines of the one section of a comparison."""
    (section,) = sections(blocks)
    (table,) = (block for block in section.blocks if isinstance(block, tree.Table))
    return [tuple(inline_text(cell) for cell in row.cells) for row in table.rows]


def test_nothing_stands_there_before_a_first_issue() -> None:
    """A draft has nothing to be compared with."""
    assert as_agreed(context_of(project()), KIND, TOPIC) == ()


def test_every_issued_revision_can_be_downloaded() -> None:
    """The newest comes first, each with its date."""
    lines = block_lines(as_agreed(context(revisions=(1, 2)), KIND, TOPIC))

    assert lines[0] == "Issued: revision 2 (PDF) of Nov 1, 2026, revision 1 (PDF) of Nov 1, 2026"
    assert "reads as revision 2" in lines[1]


def test_changed_words_are_marked_on_their_side() -> None:
    """What was taken out stands at the left, what came at the right; the rest of the line stands on both."""
    found = as_agreed(context(change("- Move 80 boxes\n- Test", "- Move 96 boxes\n- Test")), KIND, TOPIC)

    assert rows(found) == [("changed", "Move [-80-] boxes", "Move 96 boxes")]


def test_a_new_line_has_an_empty_side() -> None:
    """So has one that is gone."""
    found = as_agreed(context(change("one\ntwo", "one\ntwo\nand a third, quite another")), KIND, TOPIC)

    assert rows(found) == [("added", "–", "and a third, quite another")]


def test_a_long_paragraph_shows_what_moved() -> None:
    """The words around a change are enough to find it."""
    words = " ".join(f"word{number}" for number in range(100))
    ((_, before, after),) = rows(as_agreed(context(change(words, words.replace("word50", "other"))), KIND, TOPIC))

    assert "[-word50-]" in before
    assert "other" in after
    assert max(len(before), len(after)) < 200


def test_every_place_can_be_opened() -> None:
    """A section with many places is shut at first and holds them all."""
    before = "\n".join(f"row {number} is {number}" for number in range(40))
    after = "\n".join(f"row {number} is {number + 1000}" for number in range(40))
    found = as_agreed(context(change(before, after)), KIND, TOPIC)

    assert [(section.summary, section.open) for section in sections(found)] == [("2 Scope: 40 places", False)]
    assert len(rows(found)) == 40


def test_a_section_leads_to_both_sides() -> None:
    """To where it stands on the page, and to the paper that was issued, by the number that it had there."""
    clause = replace(change("Move 80 boxes", "Move 96 boxes"), was="1 Scope")
    (section,) = sections(as_agreed(context(clause), KIND, TOPIC))
    (line, _) = section.blocks
    assert isinstance(line, tree.Paragraph)
    links = [part for part in line.content if isinstance(part, tree.Link)]

    assert links == [
        tree.Link("2 Scope", "#sow-migration-scope"),
        tree.Link("1 Scope in revision 1 (PDF)", "issued/sow-migration-r1.pdf"),
    ]


def test_a_table_stays_a_table() -> None:
    """Rows stand under their heads; a cell that changed says what it was, and only its words are marked."""
    clause = change(
        "Component | Nodes\nBalancer | 2\nStore | 5 of 7 nodes", "Component | Nodes\nBalancer | 2\nStore | 6 of 7 nodes"
    )
    own = context(clause)
    own = replace(own, drifts=(replace(own.drifts[0], heads=frozenset({"Component | Nodes"})),))
    (section,) = sections(as_agreed(own, KIND, TOPIC))
    (table,) = (block for block in section.blocks if isinstance(block, tree.Table))

    assert [column.title for column in table.columns] == ["What", "Component", "Nodes"]
    assert [row.cells for row in table.rows] == [
        (
            "changed",
            "Store",
            (tree.Changed(removed="5", added=""), " → ", tree.Changed(removed="", added="6"), " of 7 nodes"),
        )
    ]
    assert "One row reads as agreed." in block_lines(section.blocks)


def test_a_number_in_front_of_a_title_is_no_change() -> None:
    """A section that moved down reads the same."""
    then = (part("a", "x", "1 Scope"), part("b", "y", "2 Price"))
    now = (part("n", "new", "1 Definitions"), part("a", "x", "2 Scope"), part("b", "y", "3 Price"))

    assert [change.id for change in find_drift(issued(), then, now).clauses] == ["n"]


def test_a_clause_that_is_gone_is_a_change() -> None:
    """It is named with the title that it had."""
    drift = find_drift(issued(), (part("a", "x"), part("b", "y", "2 Price")), (part("a", "x"),))

    assert [(clause.title, clause.after) for clause in drift.clauses] == [("2 Price", "")]


def test_only_the_newest_revision_of_a_document_is_compared() -> None:
    """What was replaced does not move any more."""
    found = newest_issues(project(issued=(issued(1), issued(3), issued(2), issued(4, ()))))

    assert [revision.revision for revision in found] == [3]
