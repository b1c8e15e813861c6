"""`delivery fix --fingerprints`: facts without words get those of today, once somebody has read what it assumes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from delivery_wiki.calculations.evidence.missing_words import MissingWords, missing_words
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import FactKind
from delivery_wiki.reading.formats.added_keys import AddedKey, add_keys
from delivery_wiki.reading.yaml.repairs import may_repair

KINDS = {
    FactKind.DISMISSED: "rejected, deferred or waived",
    FactKind.DERIVED: "derived from a parent",
    FactKind.AGREED: "agreed",
    FactKind.IMPLEMENTED: "implemented",
    FactKind.CHECKED: "checked",
    FactKind.PASSED: "passed by a test",
    FactKind.ACCEPTED: "accepted",
    FactKind.BROUGHT: "brought by an accepted deliverable",
    FactKind.DECIDED: "decided about",
    FactKind.ASSESSED: "named by a risk or an assumption",
    FactKind.FOUND: "found of a risk or an assumption",
    None: "confirmed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprints:
    """The texts that change, the fingerprints in them, and those that have to be written by hand."""

    texts: Mapping[str, str]
    written: tuple[MissingWords, ...]
    left: tuple[MissingWords, ...]


def add_fingerprints(projects: Sequence[Project], texts: Mapping[str, str]) -> Fingerprints:
    """Every missing fingerprint of some projects, put into the texts of their files; records stay as they are."""
    by_file: dict[str, dict[AddedKey, MissingWords]] = {}
    for project in projects:
        for missing in missing_words(project):
            by_file.setdefault(missing.slot.holder.file, {})[_key(missing)] = missing
    changed: dict[str, str] = {}
    left: list[MissingWords] = []
    written: list[MissingWords] = []
    for file, keys in sorted(by_file.items()):
        text = texts.get(file)
        after, unsafe = add_keys(text, tuple(keys)) if text is not None and may_repair(file) else ("", tuple(keys))
        left += [keys[key] for key in unsafe]
        written += [missing for key, missing in keys.items() if key not in unsafe]
        if len(unsafe) < len(keys):
            changed[file] = after
    return Fingerprints(texts=changed, written=tuple(written), left=tuple(left))


def _key(missing: MissingWords) -> AddedKey:
    slot = missing.slot
    return AddedKey(holder=slot.holder.steps, key=slot.key, entry=slot.entry, text=missing.words, beside=slot.beside)


def assumptions(found: Fingerprints) -> Iterator[str]:
    """In words what the fingerprints claim, and what has to be done by hand."""
    yield "This assumes that what stands here today is what it was about then:"
    counts = Counter(missing.kind for missing in found.written)
    for kind, word in KINDS.items():
        if counts[kind]:
            dates = [missing.date for missing in found.written if missing.kind is kind and missing.date]
            since = f", the oldest on {min(dates)}" if dates else ""
            yield f"  {counts[kind]} {word}{since}"
    yield "Whatever was reworded since has to be looked at first: no later check can tell."
    for missing in found.left:
        name = f"{missing.slot.key}, {missing.slot.entry}" if missing.slot.entry else missing.slot.key
        yield (
            f"By hand, at {missing.slot.holder.file}:{missing.slot.holder.line}: {name} of {missing.item}: "
            f'"{missing.words}"'
        )
