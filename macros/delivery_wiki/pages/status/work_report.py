"""What people owe over many projects, for a terminal and as JSON, described in schemas/work.schema.json."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.gates.work_list import SOON_DAYS, Urgency, WorkChoice, WorkItem

from ..elements.words import Words
from ..render.json_text import Json, json_text
from ..render.terminal import TerminalColumn, terminal_table, terminal_text
from .status_json import owed_entry
from .status_report import BAD, DONE, NARROW, QUIET, clean, due_cell, what_cell, who_text

FORMAT = "work/1"
STYLES = {Urgency.OVERDUE: BAD, Urgency.SOON: "bold", Urgency.LATER: "bold", Urgency.UNDATED: QUIET}


def render_work(
    items: Sequence[WorkItem], choice: WorkChoice, *, width: int = 100, colour: bool = False, words: Words | None = None
) -> str:
    """The entries by how urgent they are, with their number and that of their projects on top."""
    chosen = words or Words()
    if not items:
        return terminal_text([Text(chosen("Nothing is owed."), style=DONE)], width=width, colour=colour)
    return terminal_text([_total(items, chosen), *_groups(items, choice, chosen, width)], width=width, colour=colour)


def work_as_json(items: Sequence[WorkItem], words: Words | None = None) -> str:
    """The same entries as one flat list; sentences are in the given words."""
    chosen = words or Words()
    return json_text({"schema": FORMAT, "items": [_entry(item, chosen) for item in items]})


def _total(items: Sequence[WorkItem], words: Words) -> RenderableType:
    projects = len({item.project.slug for item in items})
    late = sum(item.urgency is Urgency.OVERDUE for item in items)
    told = (
        words.counted(len(items), "1 entry", "{count} entries"),
        words.counted(projects, "1 project", "{count} projects"),
        words("{count} overdue", count=words.number(late)),
    )
    return Text(" · ".join(told), style="bold")


def _groups(items: Sequence[WorkItem], choice: WorkChoice, words: Words, width: int) -> list[RenderableType]:
    counts = Counter(item.urgency for item in items)
    return [
        Group(Text(), Text(_title(urgency, choice, words), style=STYLES[urgency]), _table(items, urgency, words, width))
        for urgency in Urgency
        if counts[urgency]
    ]


def _title(urgency: Urgency, choice: WorkChoice, words: Words) -> str:
    if urgency is Urgency.SOON:
        days = SOON_DAYS if choice.due is None else choice.due
        return words.counted(days, "Within a day", "Within {count} days")
    titles = {Urgency.OVERDUE: "Overdue", Urgency.LATER: "Later", Urgency.UNDATED: "Without a date"}
    return words(titles[urgency])


def _table(items: Sequence[WorkItem], urgency: Urgency, words: Words, width: int) -> RenderableType:
    shown = [item for item in items if item.urgency is urgency]
    longest = max(len(item.project.slug) for item in shown)
    columns = (
        TerminalColumn[WorkItem](words("Due"), lambda item: due_cell(item.owed, words)),
        TerminalColumn[WorkItem](
            words("Project"), lambda item: Text(clean(item.project.slug)), least=min(longest, width // 3)
        ),
        TerminalColumn[WorkItem](words("Who"), lambda item: Text(_who(item, words)), shown=width >= NARROW),
        TerminalColumn[WorkItem](words("What"), lambda item: what_cell(item.owed, words)),
    )
    return terminal_table(columns, shown)


def _who(item: WorkItem, words: Words) -> str:
    return who_text(item.owed.owner, item.owed.party, item.project, words)


def _entry(item: WorkItem, words: Words) -> Json:
    return {
        "project": item.project.slug,
        "on": item.on,
        "urgency": item.urgency,
        "name": name_of(item.project, item.owed.owner) or None,
        "owed": owed_entry(item.owed, words),
    }
