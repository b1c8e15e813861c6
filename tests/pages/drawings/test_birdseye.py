"""The bird's-eye picture: drawn from data, readable without sight, nothing cut off."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.model.process import Activity, Basis
from delivery_wiki.model.status import Progress
from delivery_wiki.pages.drawings.birdseye import document_title, noted_legend, render_birdseye
from delivery_wiki.pages.elements.state_marks import document_mark
from delivery_wiki.pages.elements.tree import Link, Mark, Paragraph, State
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.text_width import break_lines, text_width
from tests.pages.harbour import context as harbour_context
from tests.pages.status_examples import BUILD, PROCESS, PROJECT, REFUSED, START, context, html


def picture(**values: Any) -> str:
    """The figure of the example project as HTML."""
    figure = render_birdseye(PROCESS, Words(), context().status, lambda kind, id: f"#{kind}-{id}", "b", **values)
    return html((figure,))


def test_both_variants_carry_title_description_and_real_text() -> None:
    """Wide and narrow say the same; ids do not repeat."""
    drawn = picture()
    ids = re.findall(r'\bid="([^"]+)"', drawn)

    assert drawn.count("<svg xmlns") == 2
    assert drawn.count("<desc") == 2
    assert len(ids) == len(set(ids))
    assert "dw-only-wide" in drawn
    assert "dw-only-narrow" in drawn


def test_a_document_has_one_shape_in_the_picture_and_in_tables() -> None:
    """What the current phase needs decides it in both: agreed is not enough where it has to be closed."""
    given = harbour_context()
    figure = render_birdseye(given.view.process, Words(), given.status, lambda kind, id: f"#{kind}-{id}", "b")
    assert figure.twin is not None
    at = next(at for at, phase in enumerate(given.status.phases) if phase.progress is Progress.CURRENT)
    cell = figure.twin.rows[at].cells[2]
    assert isinstance(cell, tuple)
    drawn: dict[str, Mark] = {}
    for before, _, part in zip(cell, cell[1:], cell[2:], strict=False):
        if isinstance(before, Link) and isinstance(part, State):
            drawn[before.text] = part.mark
    alone = Counter(document.kind for document in given.status.documents)
    listed = {
        document.title: document_mark(document)
        for document in given.status.documents
        if alone[document.kind] == 1 and document.title in drawn
    }

    assert len(listed) > 2
    assert any(document.awaited for document in given.status.documents)
    assert listed == {title: drawn[title] for title in listed}


def test_everything_named_is_a_link() -> None:
    """Phase, activity, document and gate lead to their place."""
    drawn = picture()

    for target in ("phase-initialisation", "activity-demo", "document-charter", "gate-go-no-go"):
        assert f'href="#{target}"' in drawn


def test_the_current_phase_is_outlined_and_a_gate_counts() -> None:
    """The state of the project is in the picture."""
    drawn = picture()

    assert "dw-be-phase--current" in drawn
    assert "1 of 2 met" in drawn


def test_a_gate_with_a_decision_shows_where_the_project_may_end() -> None:
    """Only Go / No-Go has the branch to the archive."""
    assert picture().count("archived with its") == 2 + 1


def test_an_ended_project_stresses_that_branch() -> None:
    """A refused project says so in its phase too."""
    figure = render_birdseye(PROCESS, Words(), context(REFUSED).status, lambda kind, id: None, "b")

    assert "ended here" in html((figure,))


def test_the_compact_picture_leaves_out_activities() -> None:
    """A home page lists documents below the picture anyway; the table twin keeps everything."""
    drawn = picture(compact=True).split("<details")[0]

    assert "Demonstration" not in drawn
    assert "Charter" in drawn


def test_hidden_documents_are_neither_drawn_nor_listed() -> None:
    """What a reader may not see is not in the twin either."""
    assert "etrospective" not in picture(hidden=frozenset({"retrospective"}))


def test_hostile_titles_are_text() -> None:
    """Titles are escaped in the drawing as everywhere."""
    phase = replace(START, title="<script>x</script>")
    drawn = html((render_birdseye(replace(PROCESS, phases=(phase, BUILD)), Words(), None, lambda k, i: None, "b"),))

    assert "<script>" not in drawn


def test_all_text_stays_inside_the_picture() -> None:
    """Long German compounds are broken, and no line is wider than its column."""
    word = "Authentifizierungsinfrastrukturverantwortlichkeitsübergabe"
    activities = (Activity(id="long", title=f"{word} und {word}", basis=Basis.PROPOSAL),)
    process = replace(PROCESS, phases=(replace(START, activities=activities), BUILD))
    drawn = html((render_birdseye(process, Words(), None, lambda kind, id: None, "b"),)).split("<details")[0]

    for text in re.findall(r"<text[^>]*>([^<]*)</text>", drawn):
        assert text_width(text, 14) <= 350


@pytest.mark.parametrize("width", [60, 120, 300])
def test_lines_fit_their_width(width: int) -> None:
    """Words that are too long for a line are hyphenated; nothing is lost."""
    text = "Donaudampfschifffahrtsgesellschaft lebt 世界"
    lines = break_lines(text, width, 14)

    assert all(text_width(line, 14) <= width for line in lines)
    assert re.sub(r"[- ]", "", "".join(lines)) == text.replace(" ", "")


def test_a_kind_without_a_template_is_named_after_its_id() -> None:
    """The wiki's own page may have no templates at hand."""
    assert document_title("basic-sow", {}, Words()) == "Basic SOW"


def test_no_way_leads_on_from_a_refused_gate() -> None:
    """The picture of an ended project has no arrow into the next phase."""
    going, ended = (
        html((render_birdseye(PROCESS, Words(), context(project).status, lambda kind, id: None, "b"),))
        for project in (PROJECT, REFUSED)
    )

    assert ended.count("dw-be-arrow") == going.count("dw-be-arrow") - 2


def test_a_picture_with_a_noted_state_says_what_its_shape_means() -> None:
    """Below the picture, in the shape itself and in words; none where nothing is noted."""
    words = Words()
    status = context().status
    documents = tuple(replace(document, noted_states=()) for document in status.documents)
    (paragraph,) = noted_legend(replace(status, documents=(replace(documents[0], noted_states=("agreed",)),)), words)

    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (State(Mark.NOTED, "noted: typed by the team, and proved by no record"),)
    assert noted_legend(replace(status, documents=documents), words) == ()
    assert noted_legend(None, words) == ()


def test_several_documents_of_a_kind_say_how_many_are_so_far() -> None:
    """None of them speaks for the others."""
    status = context(PROJECT).status
    kind = next(
        document.document for phase in PROCESS.phases for document in phase.documents if document.document == "charter"
    )
    (charter,) = [document for document in status.documents if document.kind == kind]
    needed = next(
        document.state for phase in PROCESS.phases for document in phase.documents if document.document == kind
    )
    documents = tuple(
        replace(charter, topic=str(number), exists=True, reached=reached, stale=(), noted_states=())
        for number, reached in enumerate(((needed,), ("draft",), ("draft",)))
    )
    drawn = html((render_birdseye(PROCESS, Words(), replace(status, documents=documents), lambda kind, id: None, "b"),))

    assert f"1 of 3 {needed}" in drawn


def test_every_gate_of_a_phase_is_in_the_picture() -> None:
    """A process of one's own may have several gates in a phase: each is drawn, named and listed."""
    first, *others = PROCESS.phases
    new = replace(first.gates[-1], id="kicked-off", title="Kicked off")
    process = replace(PROCESS, phases=(replace(first, gates=(new, *first.gates)), *others))
    for compact in (False, True):
        figure = render_birdseye(process, Words(), None, lambda kind, id: None, "b", compact=compact)

        assert html((figure,)).count("Kicked off") >= 4  # drawn and described, for wide and narrow screens
