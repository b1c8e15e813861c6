"""Every field of every schema of a project file: what no page shows the customer, no file of the customer holds.

The walk begins at the schemas, so that a new field fails here until somebody says what it does.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.staged_pages import view_digest
from delivery_wiki.reading.customer.customer_copy import customer_copy
from delivery_wiki.reading.files.project_places import PLACES, FileShape
from tests.adapters.field_walk import FULL, MORE, SLUG, Walk, outlets, page_of, pages_of
from tests.adapters.schema_fields import Field, fields_of
from tests.site.sites import differences

RECORDS = {FileShape.ISSUED, FileShape.SIGN_OFF, FileShape.ATTESTATION}  # what the tool writes, and nobody edits
TRIED = 8  # values of a field until one has to show
TRIED_FOR_PAGES = 40  # likewise, where more of them move nothing that a page says
FILES = sorted(
    {
        *MORE,
        *(
            path.relative_to(FULL / "projects" / SLUG).as_posix()
            for path in (FULL / "projects" / SLUG).rglob("*")
            if path.suffix == ".yml" or path.parent.name == "minutes"
        ),
    }
)


# Fields that no page of a customer shows, and that leave nevertheless, with the reason.
UNSHOWN = {
    # What is shown rests on them, and only what ships can be named.
    ("project", "process.id"),
    ("project", "process.version"),
    ("project", "templates.id"),
    ("project", "templates.version"),
    ("project", "clauses.id"),
    # Who took in that somebody is a deputy; the page says who attested it, which nobody does for what they took in.
    ("project", "people.[].deputies.[].recorded_by"),
    ("project", "clauses.version"),
    # Why a clause is another one than that of its set: for whoever reviews the change; what holds is shown.
    *((file, f"clauses.{choice}.[].reason") for file in ("project", "sow") for choice in ("own", "replaced", "added")),
    ("project", "people.[].authority"),  # beside the name of whoever has signed
    ("sow", "clauses.id"),
    ("sow", "clauses.version"),
    ("sizing", "inputs.[].unit"),
    ("sizing", "scenarios.[].inputs.[].unit"),
    ("sizing", "overrides.[].unit"),
    ("project", "classification"),  # printed on the foot of a PDF
    ("project", "documents.[].not_needed"),  # said where the project has no such document
    ("sizing", "scenarios.[].id"),  # a name among the project's own files
    # Only checked: that who carries a task out signs for it, the days against those of what has to be there before.
    ("project", "signatures.[].carries_out"),
    ("responsibilities", "responsibilities.[].carries_out"),
    ("sow", "needs.[]"),
    ("sow", "deliverables.[].needs.[]"),
    ("tests", "tests.[].needs.[]"),
    ("environment", "migration.[].needs.[]"),
    # Proof: who may sign what, the keys of witnesses, and the prints of words and reports that are shown.
    ("project", "people.[].signs.[]"),
    ("project", "witnesses.[].id"),
    ("project", "witnesses.[].key"),
    ("project", "witnesses.[].valid_from"),
    ("project", "witnesses.[].valid_until"),
    ("project", "witness_required"),
    ("project", "decisions.[].words.{}"),
    ("project", "assumptions.[].words.{}"),
    ("requirements", "requirements.[].agreed_words"),
    ("requirements", "requirements.[].implemented_words"),
    ("requirements", "requirements.[].checks.[].words"),
    ("test-run", "results.[].digest"),
    ("test-run", "results.[].requirements.{}"),
    ("tests", "tests.[].requirement_words.{}"),
    # In another state of things: an answer before something was agreed; a day until the agreement is signed; what is
    # withdrawn leaves as a whole or not.
    ("project", "contract.liability_cap.percent"),  # an amount stands instead of it
    ("project", "data_protection.due"),
    ("requirements", "requirements.[].answer"),
    ("sow", "contract.inspection.business_days"),  # the clock of the acceptance says how many
    ("sow", "contract.liability_cap.percent"),
    ("sow", "deliverables.[].withdrawn"),
    ("sow", "deliverables.[].forecast"),  # of one that is agreed for a day and waits
    # Where no revision is kept that says what held before.
    *(("changes", f"changes.[].{limit}_before") for limit in ("cap", "ends", "valid_until")),
    ("sow", "work_packages.[].withdrawn"),
    ("tests", "tests.[].withdrawn"),
}


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The example, with a value in every field."""
    return Walk(tmp_path_factory.mktemp("fields"))


@pytest.fixture(scope="module")
def before(walk: Walk) -> dict[str, str]:
    """Everything that the customer gets of it."""
    return _everything(walk, walk.context())


def _everything(walk: Walk, context: PageContext) -> dict[str, str]:
    return {**_pages(context), **outlets(walk, context), "digest": view_digest(context)}


def _pages(context: PageContext) -> dict[str, str]:
    return {f"page {stem}": page_of(page, context) for stem, page in pages_of(context).items()}


def _own(inside: str, field: Field) -> bool:
    """Whether no page of a customer may draw on the field."""
    return inside.startswith("internal/") or field.internal


def _copy(walk: Walk, inside: str, tree: Any) -> str:
    return customer_copy(inside, walk.text(inside, tree), walk.schemas)


def test_every_field_has_a_value_that_can_be_another(walk: Walk) -> None:
    """A new field needs a value in the example, or in MORE, and another one that its schema allows."""
    schemas = {place.schema for place in PLACES if place.schema and place.shape not in RECORDS}
    walked = {
        (walk.schema_of(inside), field.name)
        for inside in walk.trees
        for field in walk.fields(inside)
        if next(walk.changes(inside, field), None)
    }
    known = {(schema, field.name) for schema in schemas for field in fields_of(walk.schemas.written_out(schema))}

    assert sorted(known - walked) == []
    assert set(FILES) == walk.trees.keys()


@pytest.mark.slow
def test_a_copy_is_the_same_whatever_its_hidden_fields_say(walk: Walk) -> None:
    """Each field that a schema keeps from customers, with two other values."""
    differ = [
        (inside, field.name)
        for inside, tree in walk.trees.items()
        for field in walk.fields(inside)
        if field.hidden
        for changed in islice(walk.changes(inside, field), 2)
        if _copy(walk, inside, changed) != _copy(walk, inside, tree)
    ]

    assert differ == []


@pytest.mark.slow
def test_what_is_the_vendors_own_changes_no_byte_for_the_customer(walk: Walk, before: dict[str, str]) -> None:
    """Each such field, and all of them and more files below internal/ at once: no page, file or digest is another."""
    changed, seen, told = dict(walk.trees), set(), []
    for inside in walk.trees:
        for field in (field for field in walk.fields(inside) if _own(inside, field)):
            for tree in islice(walk.changes(inside, field, changed[inside]), TRIED):
                context = walk.context_with(inside, tree)
                if context is not None:
                    changed[inside] = tree
                    seen.add((inside, field.name))
                    told += [(inside, field.name)] if view_digest(context) != before["digest"] else []
                    break
    for inside, tree in changed.items():
        walk.write(inside, tree)
    more = walk.folder / "internal" / "retrospective.md"
    text = more.read_text("utf-8")
    more.write_text("## zqheading\n\nzqtext\n", "utf-8")
    after = _everything(walk, walk.context())
    more.write_text(text, "utf-8")
    for inside, tree in walk.trees.items():
        walk.write(inside, tree)

    assert told == []
    assert differences(after, before) == []
    assert len(seen) > 30


@pytest.mark.slow
def test_comments_and_line_breaks_change_no_byte_for_the_customer(walk: Walk, before: dict[str, str]) -> None:
    """Above, below and beside what is written, in YAML, in front matter and in Markdown."""
    for inside, tree in walk.trees.items():
        lines = walk.text(inside, tree).rstrip().split("\n")
        if inside.endswith(".yml"):
            lines = ["# zqabove", "", *(f"{line} # zqbeside" if line else line for line in lines), "# zqbelow"]
        else:
            lines = [lines[0], "# zqabove", *lines[1:], "", "[//]: # (zqnote)", "", "[zqunused]: https://zq.example/"]
        (walk.folder / inside).write_text("\n".join([*lines, ""]), "utf-8")
    for path in walk.folder.rglob("*.md"):
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n[//]: # (zqnote)\n", "utf-8")
    after = _everything(walk, walk.context())
    for inside, tree in walk.trees.items():
        walk.write(inside, tree)

    assert differences(after, before) == []


@pytest.mark.slow
def test_what_no_page_shows_leaves_for_a_reason_only(walk: Walk) -> None:
    """Each field that is no secret of the vendor: another value is another page of the customer, or it is hidden."""
    before = _pages(walk.context())
    shown: dict[tuple[str, str], bool] = {}
    for inside in walk.trees:
        for field in walk.fields(inside):
            name = (walk.schema_of(inside), field.name)
            if field.hidden or inside.startswith("internal/") or shown.get(name):
                continue
            trees = islice(walk.changes(inside, field), TRIED_FOR_PAGES)
            contexts = (walk.context_with(inside, tree) for tree in trees)
            shown[name] = any(context is not None and _pages(context) != before for context in contexts)

    assert {name for name, is_shown in shown.items() if not is_shown} == UNSHOWN
