"""The environment evaluation: what is unanswered is visible and counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from delivery_wiki.calculations.base.questionnaire import asked_areas
from delivery_wiki.model.project.environment import Answer, MigrationWave
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.registers.environment_pages import PAGE_KINDS, environment_page, migration_table
from tests.pages.documents.examples import document_in, tables, texts
from tests.pages.harbour import context, empty, harbour, html, pages, rows_of


def test_the_page_begins_with_what_is_unanswered() -> None:
    """Answer first: how many questions wait, and in which areas."""
    given = context()
    blocks = environment_page(given)
    areas = asked_areas(given.view.project.environment, given.view.templates.questionnaire)
    total = sum(len(area.questions) for area in areas)

    bar = next(block for block in blocks if isinstance(block, tree.Bar))
    assert bar.text == f"{total} questions: 2 answered, {total - 2} unanswered"
    waiting = rows_of(blocks, caption="What is unanswered")
    assert sum(int(row[1]) for row in waiting) == total - 2


def test_what_is_not_asked_is_told_with_its_reason() -> None:
    """An area that the project does not need has no table, and a table says why; what is answered stays."""
    document = document_in(environment_page(context()))
    rows = [row for table in tables(document.blocks) for row in texts(table)]

    assert ["Branding (all questions); Mail archive", "The mail archive stays; no brand is made."] in rows
    assert not [row for row in rows if row[0] == "Host names"]
    assert [row for row in rows if row[0] == "Mail system"]


def test_an_answer_stands_with_its_source_and_date_under_its_area() -> None:
    """Who said so, and when."""
    document = document_in(environment_page(context()))
    (first, *_) = tables(document.blocks)

    assert texts(first)[0] == ["Mail system", "Dovecot 2.3 and Postfix", "Kick-off", "Jan 20, 2026", "R-001"]


def test_a_question_without_an_answer_keeps_its_place_and_its_hint() -> None:
    """What nobody asked yet must not look as if it were settled."""
    document = document_in(environment_page(context()))
    rows = [row for table in tables(document.blocks) for row in texts(table)]

    said = [row[1] for row in rows if row[0].startswith("Load balancer / ")]
    assert said == ["unanswered"]


def test_answers_beyond_the_questionnaire_are_not_lost() -> None:
    """An answer to a question of another template version still shows."""
    environment = harbour().environment
    assert environment is not None
    extra = Answer(question="fax", answer="None", source="Call", date=dt.date(2026, 1, 1))
    shown = replace(environment, answers=(*environment.answers, extra))
    given = context(environment=shown)

    assert "Further answers" in html(given, environment_page(given))


def test_an_answer_prints_what_it_cites_of_the_sizing() -> None:
    """A sum with its unit in the reader's language; braces that cite nothing stay as they are."""
    given = context()
    assert given.sizing is not None
    project, used = given.view.project, given.sizing.inputs
    environment = project.environment
    assert environment is not None
    (used_input, *_) = [
        item for item in used if item.definition.unit == "user" and not item.from_default and item.value
    ]
    answers = (replace(environment.answers[0], answer=f"{{{used_input.definition.id}}} and {{nothing}}"),)
    shown = html(given, environment_page(context(environment=replace(environment, answers=answers))))

    assert "\xa0users and {nothing}" in shown


def test_waves_add_up() -> None:
    """A total is set off below more than one wave."""
    environment = harbour().environment
    assert environment is not None
    waves = (MigrationWave(id="W-1", title="Pilot", mailboxes=50), MigrationWave(id="W-2", title="All", mailboxes=3950))
    table = migration_table(context(environment=replace(environment, migration=waves)))

    assert texts(table)[-1][:3] == ["", "Total", "4,000"]
    assert table.rows[-1].total


def test_interfaces_ports_and_waves_stand_below_the_answers() -> None:
    """Each with its id as a place to link to."""
    shown = html(context(), environment_page(context()))

    assert shown.index('id="environment-interfaces"') < shown.index('id="environment-network"')
    assert '<tr id="IF-1"' in shown
    assert '<tr id="W-1"' in shown


def test_the_page_exists_before_anything_is_known() -> None:
    """It shows what has to be asked."""
    assert [page.stem for page in pages(PAGE_KINDS, context(empty()))] == ["environment"]
    assert "0 answered" in html(context(empty()), environment_page(context(empty())))
