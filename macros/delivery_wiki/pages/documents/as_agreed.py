"""As agreed beside current: what a document reads now, where the revision that was issued last read otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from delivery_wiki.calculations.word_changes import WordChange, WordFate, word_changes
from delivery_wiki.model.drift import ClauseChange, Drift
from delivery_wiki.model.project import Issued
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.tree import Blocks, Content

from .cover import document_dossier

KEPT = 60  # letters that stay on each side of a change, so that a long paragraph shows what moved
ALIKE = 0.5
MOST_PLACES = 12  # of a section; a table of figures that all moved says no more with a hundred rows


def issued_file(issued: Issued) -> str:
    """Where a site keeps the PDF of an issued revision, from the project's pages."""
    topic = f"-{issued.topic}" if issued.topic else ""
    return f"issued/{issued.document}{topic}-r{issued.revision}.pdf"


def as_agreed(context: PageContext, kind: str, topic: str | None) -> Blocks:
    """Every issued revision for download, and where the page reads otherwise than the newest; none before the first."""
    words, held = context.words, document_dossier(context, kind, topic)
    if not held.issued:
        return ()
    newest = held.issued[-1]
    blocks: list[tree.Block] = [tree.Paragraph(_downloads(context, held.issued))]
    if held.drift is None:
        same = words("The page reads as revision {revision} did when it was issued.", revision=newest.revision)
        return (*blocks, tree.Paragraph(same))
    count = len(held.drift.clauses)
    summary = words.counted(
        count,
        "As agreed in revision {revision}, beside what is written now: one section reads otherwise",
        "As agreed in revision {revision}, beside what is written now: {count} sections read otherwise",
        revision=words.number(newest.revision),
    )
    return (*blocks, tree.Details(summary=summary, blocks=(_table(context, held.drift),), id=f"{kind}-as-agreed"))


def _downloads(context: PageContext, issued: tuple[Issued, ...]) -> tuple[tree.Inline, ...]:
    words = context.words
    line: list[tree.Inline] = [words("Issued:"), " "]
    for number, one in enumerate(reversed(issued)):
        text = words("revision {revision} (PDF)", revision=words.number(one.revision))
        line += [", "] if number else []
        line += [tree.Link(text, issued_file(one)), " ", words("of {date}", date=words.date(one.issued))]
    return tuple(line)


def _table(context: PageContext, drift: Drift) -> tree.Table:
    words = context.words
    columns = (
        tree.Column(title=words("Section")),
        tree.Column(title=words("As agreed")),
        tree.Column(title=words("Current")),
    )
    rows = [row for clause in drift.clauses for row in _rows(context, clause)]
    return tree.Table(columns=columns, rows=tuple(rows))


def _rows(context: PageContext, clause: ClauseChange) -> Iterator[tree.Row]:
    """A row for each place that moved; the section is named in the first."""
    title: Content = clause.title
    if clause.after:
        title = tree.Link(clause.title, f"#{clause.id}")
    moved = list(_moved(clause.before, clause.after))
    for before, after in moved[:MOST_PLACES]:
        yield tree.Row(cells=(title, _side(context, before, WordFate.REMOVED), _side(context, after, WordFate.ADDED)))
        title = ""
    more = len(moved) - MOST_PLACES
    if more > 0:
        text = context.words.counted(more, "and {count} more place", "and {count} more places")
        yield tree.Row(cells=("", tree.Muted(text), ""))


def _moved(before: str, after: str) -> Iterator[tuple[tuple[WordChange, ...], tuple[WordChange, ...]]]:
    """The lines that differ, side by side; a line that became quite another one stands as removed and added."""
    old, new = before.splitlines(), after.splitlines()
    for tag, start, end, begin, finish in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        left, right = old[start:end], new[begin:finish]
        for one, other in _pairs(left, right):
            changes = word_changes(one, other)
            yield (
                tuple(change for change in changes if change.fate is not WordFate.ADDED),
                tuple(change for change in changes if change.fate is not WordFate.REMOVED),
            )


def _pairs(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    """Each old line with the next new one that is like it; the rest stand alone, in their order."""
    waiting = list(right)
    for one in left:
        like = next((other for other in waiting if _alike(one, other)), None)
        if like is None:
            yield one, ""
            continue
        while waiting[0] != like:
            yield "", waiting.pop(0)
        waiting.pop(0)
        yield one, like
    yield from (("", other) for other in waiting)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= ALIKE


def _side(context: PageContext, changes: tuple[WordChange, ...], moved: WordFate) -> Content:
    if not changes:
        return tree.Muted("–")
    line: list[tree.Inline] = []
    for number, change in enumerate(changes):
        if change.fate is moved and moved is WordFate.REMOVED:
            line.append(tree.Changed(removed=change.text, added=""))
        elif change.fate is moved:
            line.append(tree.Changed(removed="", added=change.text))
        else:
            line.append(_short(change.text, first=number == 0, last=number == len(changes) - 1))
    return tuple(line)


def _short(text: str, *, first: bool, last: bool) -> str:
    """Kept words near the change; the middle of a long stretch is left out."""
    if len(text) <= (KEPT if first or last else 2 * KEPT):
        return text
    if first and last:
        return text[:KEPT].rsplit(" ", 1)[0] + " …"
    head = "" if first else text[:KEPT].rsplit(" ", 1)[0] + " "
    tail = "" if last else " " + text[-KEPT:].split(" ", 1)[-1]
    return f"{head}…{tail}"
