"""What a reviewer has to see stands first in the comment and is never cut; what is light is gathered and named."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from delivery_wiki.calculations.business_diff.changes import ChangeKind, ProjectDiff, Thing, Topic
from delivery_wiki.calculations.business_diff.weights import Weight, weight_of
from delivery_wiki.calculations.evidence.current_figures import current_figures
from delivery_wiki.model.project.register_entries import OpenPoint
from delivery_wiki.model.project.requirements import Priority, Requirement
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.diff.diff_markdown import LONGEST, render_diff_markdown
from delivery_wiki.pages.diff.diff_spans import ToldProject
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import ON, complete_project, issued_and_signed, requirement, view_of
from tests.calculations.test_business_diff import compare

WORDS = ("store", "encrypt", "keep", "delete", "show", "log", "sign", "count")


def comment(diff: ProjectDiff) -> str:
    """The comment on one project."""
    return render_diff_markdown([ToldProject(diff=diff, words=Words())])


def catalogue(count: int) -> Project:
    """A project with many requirements, none of which has a test."""
    made = tuple(
        requirement(f"R-{number:04}", statement=f"The system shall {WORDS[number % 8]} record {number}.", agreed=None)
        for number in range(count)
    )
    return replace(complete_project(), requirements=made, tests=(), test_runs=())


def edition(before: Project, seed: int) -> tuple[Project, dict[str, set[str]]]:
    """A later edition: some withdrawn, some reworded, some gone, some new, and of most only the source moved."""
    chance = random.Random(seed)
    fates: dict[str, set[str]] = {fate: set() for fate in ("withdrawn", "reworded", "gone", "new", "source")}
    kept: list[Requirement] = []
    for known in before.requirements:
        fate = chance.choices((*fates, "same"), (6, 8, 5, 0, 60, 20))[0]
        if fate != "same":
            fates[fate].add(known.id)
        if fate == "withdrawn":
            kept.append(replace(known, withdrawn="No longer wanted."))
        elif fate == "reworded":
            kept.append(replace(known, statement=known.statement.replace("shall", "should")))
        elif fate == "source":
            kept.append(replace(known, source="Edition 2"))
        elif fate != "gone":
            kept.append(known)
    new = [requirement(f"R-9{number:03}", agreed=None) for number in range(12)]
    fates["new"] = {known.id for known in new}
    return replace(before, requirements=(*kept, *new)), fates


@pytest.mark.slow
@pytest.mark.parametrize(("count", "seed"), [(60, 1), (400, 2), (2000, 3)])
def test_nothing_heavy_is_cut_from_a_comment(count: int, seed: int) -> None:
    """However many requirements there are, each that is withdrawn, reworded, gone or new is named."""
    before = catalogue(count)
    after, fates = edition(before, seed)
    text = comment(compare(after, before))
    section = text[text.index("**Requirements**") :]

    assert len(text) <= LONGEST
    for fate in ("withdrawn", "reworded", "gone", "new"):
        assert fates[fate]
        assert {id for id in fates[fate] if f"- `{id}`" not in section} == set()


def test_what_withdraws_a_promise_stands_first() -> None:
    """Before what is new or reworded, and that before the sources, which share a line."""
    before = catalogue(60)
    after, fates = edition(before, 1)
    lines = comment(compare(after, before)).split("**Requirements**\n")[1].split("\n\n")[0].splitlines()
    first = len(fates["withdrawn"] | fates["gone"])

    assert {line[3:9] for line in lines[:first]} == fates["withdrawn"] | fates["gone"]
    assert {line[3:9] for line in lines[first:-1]} == fates["reworded"] | fates["new"]
    assert lines[-1].startswith(f"- {len(fates['source'])} items, of which only this changed: Source: ")
    assert {id for id in fates["source"] if f"`{id}`" in lines[-1]} == fates["source"]


def test_light_lines_that_are_left_out_are_counted_and_named() -> None:
    """A section keeps some of them, and says which are not there."""
    before = catalogue(40)
    after = replace(
        before, requirements=tuple(replace(known, proof=f"By look {known.id}") for known in before.requirements)
    )
    text = comment(compare(after, before))
    lines = text.split("**Requirements**\n")[1].split("\n\n")[0].splitlines()

    assert [line[3:9] for line in lines[:5]] == [f"R-{number:04}" for number in range(1, 40, 8)]  # to encrypt
    assert len(lines) == 21
    assert lines[-1].startswith("- … and 20 more: `R-0018`, `R-0019`")
    assert "*20 lines are left out of 40; the page of this change has them all*" in text


def test_signatures_and_gates_stand_before_all_else() -> None:
    """What has to be signed again is no footnote."""
    before = complete_project()
    after = replace(before, requirements=(*before.requirements, requirement("R-099", agreed=None)))
    text = comment(compare(after, before))

    assert text.index("**Gates**") < text.index("**Requirements**")


@pytest.mark.parametrize(
    ("topic", "kind", "field", "weight"),
    [
        (Topic.REQUIREMENTS, ChangeKind.WITHDRAWN, "", Weight.WITHDRAWN),
        (Topic.REQUIREMENTS, ChangeKind.REMOVED, "", Weight.WITHDRAWN),
        (Topic.SCOPE, ChangeKind.REMOVED, "In scope", Weight.WITHDRAWN),
        (Topic.DELIVERABLES, ChangeKind.ADDED, "", Weight.PROMISED),
        (Topic.REQUIREMENTS, ChangeKind.CHANGED, "Priority", Weight.PROMISED),
        (Topic.EFFORT, ChangeKind.CHANGED, "Days", Weight.MONEY),
        (Topic.SIZING, ChangeKind.CHANGED, "Input", Weight.MONEY),
        (Topic.SIZING, ChangeKind.CHANGED, "Source", Weight.SOURCE),
        (Topic.DATES, ChangeKind.CHANGED, "Ends", Weight.DATED),
        (Topic.REQUIREMENTS, ChangeKind.CHANGED, "Planned proof", Weight.OTHER),
        (Topic.REQUIREMENTS, ChangeKind.CHANGED, "Source", Weight.SOURCE),
        (Topic.REQUIREMENTS, ChangeKind.REMOVED, "Derived from", Weight.SOURCE),
        (Topic.TESTS, ChangeKind.REMOVED, "", Weight.OTHER),
        (Topic.SYSTEM, ChangeKind.CHANGED, "Encryption", Weight.OTHER),
    ],
)
def test_a_change_weighs_what_it_does(topic: Topic, kind: ChangeKind, field: str, weight: Weight) -> None:
    """A promise that goes weighs most; where something comes from least."""
    assert weight_of([Thing(topic, "X-1").change(kind, field)]) is weight


@pytest.mark.parametrize(
    ("topic", "title", "before", "after", "weight"),
    [
        (Topic.TESTS, "Log in with a wrong password", "Twice", "Once", Weight.SECURITY),
        (Topic.REQUIREMENTS, "The system shall keep mail.", "A look", "A penetration test", Weight.SECURITY),
        (Topic.REQUIREMENTS, "Die Anlage muss Daten verschlüsseln.", "Blick", "Messung", Weight.SECURITY),
        (Topic.TEXTS, "Security", "All traffic uses TLS and one port.", "All traffic uses one port.", Weight.SECURITY),
        (Topic.TEXTS, "Security", "All traffic uses TLS and one port.", "All traffic uses TLS.", Weight.OTHER),
        (Topic.REQUIREMENTS, "The system shall show a titles list.", "A look", "A count", Weight.OTHER),
        (Topic.PEOPLE, "Security officer", "Ann", "Bo", Weight.OTHER),
    ],
)
def test_words_of_security_are_a_weight(topic: Topic, title: str, before: str, after: str, weight: Weight) -> None:
    """By what a thing is about, and in prose by the words that came or went alone."""
    assert weight_of([Thing(topic, "X-1", title).moved("Planned proof", before, after)]) is weight


def test_of_one_weight_what_is_about_security_stands_first() -> None:
    """Among many that are withdrawn, the one of the personal data is no footnote."""
    before = catalogue(30)
    secured = replace(before.requirements[25], statement="Personal data shall be encrypted.")
    before = replace(before, requirements=(*before.requirements[:25], secured, *before.requirements[26:]))
    after = replace(before, requirements=tuple(replace(known, withdrawn="No.") for known in before.requirements))
    lines = comment(compare(after, before)).split("**Requirements**\n")[1].split("\n\n")[0].splitlines()

    assert "`R-0025` **withdrawn:** Personal data shall be encrypted." in "\n".join(lines[:5])


def moved_everywhere(before: Project, seed: int) -> tuple[Project, set[str]]:
    """Another edition in which things of every heavy topic moved; their ids."""
    chance = random.Random(seed)
    fates = ("withdrawn", "reworded", "gone", "kept")
    kept, moved = [], {"M-1", "D-1", "WP-1", "DEL-1", "AC-DEL-1", "SOW-mail"}
    for known in before.requirements:
        fate = chance.choice(fates)
        moved |= {known.id} if fate != "kept" else set()
        if fate == "reworded":
            kept.append(replace(known, statement=f"{known.statement} Each time."))
        elif fate != "gone":
            kept.append(replace(known, withdrawn="No longer wanted." if fate == "withdrawn" else ""))
    first, mail = before.sows
    deliverable, package = mail.deliverables[0], mail.work_packages[0]
    criterion = replace(deliverable.acceptance[0], statement="It runs for a week.")
    changed = replace(
        mail,
        scope=("Mail and calendars",),
        deliverables=(replace(deliverable, title="Whole system", acceptance=(criterion,)),),
        work_packages=(replace(package, days=package.days * 2),),
        ends=mail.ends and mail.ends + dt.timedelta(days=9),
    )
    milestone, *others = before.milestones
    later = replace(milestone, actual=milestone.actual and milestone.actual + dt.timedelta(days=3))
    decision, *rest = before.decisions
    return replace(
        before,
        requirements=tuple(kept),
        sows=(first, changed),
        milestones=(later, *others),
        decisions=(replace(decision, title="Go, with a condition"), *rest),
        goals=("Another goal",),
    ), moved


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("count", [40, 700, pytest.param(5000, marks=pytest.mark.slow)])
def test_no_change_of_the_first_weights_is_lost(count: int, seed: int) -> None:
    """In 60,000 characters each thing that was withdrawn, promised, dated or priced otherwise is named by its id."""
    before = catalogue(count)
    after, moved = moved_everywhere(before, seed)
    text = comment(compare(after, before))

    assert len(text) <= LONGEST
    assert {id for id in moved if f"`{id}`" not in text} == set()
    assert "Another goal" in text


def test_what_is_cut_is_named_with_its_size() -> None:
    """How many lines are left out or shortened, of how many."""
    before = catalogue(900)
    after = replace(
        before,
        requirements=tuple(
            replace(known, statement=f"{known.statement} Each time it is asked to do so, and again.")
            for known in before.requirements
        ),
    )
    text = comment(compare(after, before))

    assert len(text) <= LONGEST
    assert re.search(r"\*[\d,]+ lines are shortened of [\d,]+; the page of this change has them all\*", text)


def test_the_same_change_of_many_things_is_told_once() -> None:
    """Thirty work packages whose role is called otherwise are one line that names each."""
    before = complete_project()
    mail = next(sow for sow in before.sows if sow.topic == "mail")
    first = mail.work_packages[0]
    many = [replace(first, id=f"WP-{number}") for number in range(10, 40)]

    def called(role: str, days: str) -> Project:
        packages = (*(replace(package, role=role) for package in many), replace(first, days=Decimal(days)))
        return replace(before, sows=(before.sows[0], replace(mail, work_packages=packages)))

    lines = comment(compare(called("expert", "4"), called("consultant", "3"))).split("**Effort and price**\n")[1]
    (same,) = [line for line in lines.splitlines() if "`WP-10`" in line]
    assert all(f"`{package.id}`" in same for package in many)
    assert same.endswith("(30 items, of each:) Role consultant → **expert**")
    assert "- `WP-1` Install: Days 3 → **4** (+1)" in lines


def test_what_is_told_once_keeps_all_its_ids_however_short_the_comment_is() -> None:
    """Of a line that many things share the words are shortened, never the ids."""
    before = catalogue(3000)
    after = replace(
        before,
        requirements=tuple(
            replace(known, priority=Priority.COULD)
            if number % 3
            else replace(known, fit_criterion=f"In {number} seconds.")
            for number, known in enumerate(before.requirements)
        ),
    )
    text = comment(compare(after, before))

    assert len(text) <= LONGEST
    assert [known.id for known in before.requirements if f"`{known.id}`" not in text] == []


def test_dates_say_how_much_later_whatever_they_are_of() -> None:
    """A day of an open point or a deliverable as well as that of a milestone."""
    before = complete_project()
    asked = OpenPoint(id="OP-1", question="Who?", raised=dt.date(2026, 3, 1), due=dt.date(2026, 3, 10))
    after = replace(asked, due=dt.date(2026, 3, 17))
    text = comment(compare(replace(before, open_points=(after,)), replace(before, open_points=(asked,))))

    assert "Due Mar 10, 2026 → **Mar 17, 2026** (7 days later)" in text


def signed_project() -> Project:
    """The whole project, with its signed statement of work frozen as it is."""
    project = complete_project()
    (issued,) = project.issued
    figures = current_figures("sow", "mail", view_of(project), None, on=ON)
    frozen = replace(project, issued=(), sign_offs=())
    mail = next(sow for sow in project.sows if sow.topic == "mail")
    tied = replace(mail, work_packages=(replace(mail.work_packages[0], deliverables=("DEL-1",)),))
    frozen = replace(frozen, sows=tuple(tied if sow.topic == "mail" else sow for sow in frozen.sows))
    return issued_and_signed(frozen, replace(issued, figures=figures), dt.date(2026, 3, 2))


def test_a_reworded_baseline_says_what_hangs_on_it() -> None:
    """The work packages that bring what was reworded, in person-days and money; more of them, the rise of both."""
    before = signed_project()
    first, *rest = before.requirements
    reworded = replace(before, requirements=(replace(first, statement="The system shall work twice."), *rest))
    text = comment(compare(reworded, before))
    assert "what hangs on it: `WP-1`, 2.5 person-days, 2,950.83" in text

    mail = next(sow for sow in before.sows if sow.topic == "mail")
    longer = replace(mail, work_packages=(replace(mail.work_packages[0], days=Decimal("4.5")),))
    dearer = replace(before, sows=tuple(longer if sow.topic == "mail" else sow for sow in before.sows))
    text = comment(compare(dearer, before))
    assert "person-days 2.5 → **4.5** (+2); Total price 2,950.83" in text
