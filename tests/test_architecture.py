"""The architecture page: rooms say what they use, and the one value goes the way that the page tells."""

from __future__ import annotations

import datetime as dt
import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.commands.verbs import VERBS
from delivery_wiki.adapters.upkeep.rooms import find_floors
from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_schemas, load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.business_diff.changes import ComparedSide
from delivery_wiki.calculations.business_diff.comparison import compare_sides
from delivery_wiki.model.project.environment import Environment
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.diff.diff_spans import ToldProject
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.pdf.pdf_project import pdf_document
from delivery_wiki.pages.reference.rooms_reference import Floor, Room, room_heights, with_rooms
from delivery_wiki.pages.registers.environment_pages import environment_page
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.sizing.sizing_pages import sizing
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "develop" / "architecture.md").read_text("utf-8")
PACKAGE = ROOT / "macros" / "delivery_wiki"
ROOMS = sorted(path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("*/*/__init__.py"))
SLUG = "northern-lights"
DAY = dt.date(2026, 11, 26)
FILE = f"projects/{SLUG}/environment.yml"
WALK = re.compile(r"^\| [a-zJSONPDF]* ?\| `([\w/]+)\.py` `([\w.]+)` \| (.+) \|$", re.MULTILINE)


@cache
def floors() -> tuple[Floor, ...]:
    """The floors with their rooms, read from the code once."""
    return find_floors(ROOT / "macros")


def find_room(name: str) -> tuple[Floor, Room]:
    """A room such as `pages/pdf`, with its floor."""
    above, _, called = name.partition("/")
    (found,) = [
        (floor, room) for floor in floors() if floor.name == above for room in floor.packages if room.name == called
    ]
    return found


def test_a_page_without_its_two_marks_is_refused() -> None:
    """Nothing is written to a place that was guessed."""
    with pytest.raises(ValueError, match="has no part between"):
        with_rooms("# Architecture\n", floors())


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_says_what_lives_there_and_what_it_uses(name: str) -> None:
    """A sentence or two; where it says which rooms it uses, these are the ones that it imports."""
    floor, room = find_room(name)
    assert room.says.endswith(".")
    assert len(room.says) <= 200
    names = {other.name for other in floor.packages}
    used = set(room.beside) & names
    (said,) = re.findall(r"Uses ([^.;]+)[.;]", room.says) or [""]
    named = set(re.findall(r"`(\w+)`", said))
    assert named <= names
    if said == "no other room":
        assert used == set()
    elif "below" in said:
        heights = room_heights(floor)
        assert named <= used
        assert max((heights[name] for name in used), default=0) <= max((heights[name] for name in named), default=99)
    elif said:
        assert used == named


@pytest.mark.parametrize("name", ROOMS)
def test_what_a_room_names_is_there(name: str) -> None:
    """A module of its own, another room of its floor or of another one, or a verb."""
    floor, room = find_room(name)
    folder = PACKAGE / floor.name
    places = {other.name for other in floor.packages} | {path.stem for path in (folder / room.name).glob("*.py")}
    named = set(re.findall(r"`([^`]+)`", room.says)) - places
    verbs = {name for verb in VERBS for name in (verb.name, f"delivery {verb.name}")}
    assert [name for name in named - verbs if not (folder.parent / name).is_dir()] == []


def test_no_room_stands_on_itself() -> None:
    """Rooms have heights because nothing goes in a circle; each module of a floor leads to rooms below it only."""
    for floor in floors():
        heights = room_heights(floor)
        uphill = [
            (room.name, used)
            for room in floor.packages
            for used in room.beside
            if used in heights and heights[used] >= heights[room.name]
        ]
        assert uphill == [], floor.name


def test_every_function_that_the_page_names_exists() -> None:
    """Whoever looks one up finds it where the page says."""
    named = re.findall(r"`([\w/]+)\.py` `([\w.]+)`", PAGE)
    assert len(named) > 15
    for module, name in named:
        find_named(module, name)


def test_a_value_goes_the_way_that_the_page_tells() -> None:
    """Each step is done by the function that is named, and comes to what the table says."""
    steps = WALK.findall(PAGE)
    assert [f"{module}.{name}" for module, name, _ in steps] == list(SHOWN)
    for module, name, text in steps:
        shown = SHOWN[f"{module}.{name}"](find_named(module, name))
        for quoted in re.findall(r"`([^`]+)`", text.partition(", which")[0]):
            assert quoted in shown, f"{module}.{name}: {quoted}"


def find_named(module: str, name: str) -> Any:
    """A function of a module, or a method of one of its classes."""
    found: Any = importlib.import_module(f"delivery_wiki.{module.replace('/', '.')}")
    for part in name.split("."):
        found = getattr(found, part)
    return found


@cache
def workspace() -> Workspace:
    """The shipped project, read and checked."""
    return load_workspace(ROOT, (SLUG,))


def project() -> Project:
    """The project of the walk."""
    (found,) = workspace().sound
    return found


def with_more_users(before: Project) -> Project:
    """The same project with 910,000 webmail users."""
    assert before.sizing
    first, *rest = before.sizing.inputs
    return replace(before, sizing=replace(before.sizing, inputs=(replace(first, value=910_000), *rest)))


def context(of: Project | None = None) -> PageContext:
    """What the pages of a customer draw on."""
    repository = workspace().repository
    return page_context(of or project(), Audience.CUSTOMER, repository.library, repository.catalogues, DAY)


def rules() -> Any:
    """The rule set that the project pins."""
    return workspace().repository.library.rule_set("groupware-sessions", "1")


def survey() -> Any:
    """The survey as it was read."""
    return read_yaml((ROOT / FILE).read_bytes(), FILE)


def bound(bind: Callable[..., Environment]) -> str:
    """The answer of the bound survey, with its class and that of the file."""
    environment = bind(survey(), Environment)
    return f"{type(environment)} {next(answer for answer in environment.answers if answer.question == 'mailboxes')!r}"


def read(read_project: Callable[..., Any]) -> str:
    """The inputs of the project that was read."""
    result = read_project(ROOT / "projects" / SLUG, ROOT, load_schemas())
    return f"{result.project!r:.40} {[given.value for given in result.project.sizing.inputs[:3]]}"


def judged(check: Callable[..., Any]) -> str:
    """How many findings there are, and what is found when the sizing says otherwise."""
    templates = workspace().repository.library.template_set("standard", "1")
    found = [list(check(of, rules(), templates)) for of in (project(), with_more_users(project()))]
    stated = [finding for finding in found[1] if finding.location.file == FILE]
    return f"{len(found[0])} then 910000: {[(finding.code, finding.location.line) for finding in stated]}"


def compared(compare: Callable[..., Any]) -> ToldProject:
    """The project beside the same with more users."""
    before, after = (context(of) for of in (project(), with_more_users(project())))
    left, right = (ComparedSide(view=side.view, status=side.status, sizing=side.sizing) for side in (before, after))
    return ToldProject(diff=compare(left, right), words=after.words, before=before, after=after)


def sized(calculate: Callable[..., Any]) -> str:
    """The working of the sizing."""
    asked = project().sizing
    assert asked
    return " ".join(str(step.value) for step in calculate(rules(), asked.inputs, asked.overrides).working)


def rendered(render: Callable[..., Any]) -> str:
    """The pages of survey and sizing as HTML."""
    renderer = HtmlRenderer(context().words)
    return "".join(str(render(renderer, page(context()))) for page in (environment_page, sizing))


def answered(read_yaml: Callable[..., Any]) -> str:
    """The answer as a text, with its line."""
    read = read_yaml((ROOT / FILE).read_bytes(), FILE)
    place = next(index for index, answer in enumerate(read.value["answers"]) if answer["question"] == "mailboxes")
    return f"{read.value['answers'][place]['answer']} at {read.positions['answers', place, 'answer'][0]}"


SHOWN: dict[str, Callable[[Any], str]] = {
    "reading/yaml/strict_yaml.read_yaml": answered,
    "reading/schema/schema_check.SchemaSet.check": lambda check: str(
        len(check(load_schemas(), "environment", survey()))
    ),
    "reading/schema/binding.bind": bound,
    "reading/project_folder.read_project": read,
    "calculations/sizing/cited_inputs.given_numbers": lambda given: str(given(project(), rules())),
    "calculations/sizing/stated_elsewhere.check_stated": judged,
    "calculations/base/audience_view.audience_view": lambda view: str(
        view(project(), Audience.CUSTOMER, workspace().repository.library)
    ),
    "calculations/sizing/calculate.calculate_sizing": sized,
    "pages/contexts.page_context": lambda _: str(context().sizing is not None),
    "pages/registers/environment_pages.environment_page": lambda page: str(page(context())),
    "pages/sizing/sizing_pages.sizing": lambda page: str(page(context())),
    "pages/render/html.HtmlRenderer.render": rendered,
    "pages/sizing/sizing_report.sizing_json": lambda as_json: as_json(context().sizing),
    "pages/pdf/pdf_project.pdf_document": lambda document: document(context(), "environment-evaluation").block,
    "pages/pdf/pdf_block.block_xml": lambda xml: xml(pdf_document(context(), "environment-evaluation").block),
    "calculations/business_diff/comparison.compare_sides": lambda compare: str(compared(compare).diff.changes),
    "pages/diff/diff_markdown.render_diff_markdown": lambda markdown: markdown([compared(compare_sides)]),
}
