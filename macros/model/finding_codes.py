"""Every finding that the product can report: how much it weighs, what it means, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .finding import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCode:
    """A kind of finding: its stable code, its weight, a sentence about it, and the repair."""

    code: str
    severity: Severity
    summary: str
    repair: str


def _error(code: str, summary: str, repair: str) -> FindingCode:
    return FindingCode(code=code, severity=Severity.ERROR, summary=summary, repair=repair)


def _warning(code: str, summary: str, repair: str) -> FindingCode:
    return FindingCode(code=code, severity=Severity.WARNING, summary=summary, repair=repair)


_FILES = (
    _error("file-too-large", "A file is larger than the limit for its type.", "Split the file."),
    _error("not-utf-8", "A file holds bytes that are not UTF-8.", "Save the file as UTF-8."),
    _error("forbidden-character", "A text holds a character that cannot be seen.", "Delete the character."),
)

_YAML = (
    _error("yaml-syntax", "The text is not YAML.", "Check quotes, brackets and indentation of the line."),
    _error("yaml-several-documents", "A second YAML document begins in the file.", "Keep one document in a file."),
    _error("yaml-directive", "A YAML directive stands in the file.", "Delete the line that begins with %."),
    _error("yaml-alias", "A YAML alias repeats another value.", "Write the value out where it is used."),
    _error("yaml-anchor", "A YAML anchor names a value.", "Delete the anchor and write values out."),
    _error("yaml-tag", "A YAML tag sets the type of a value.", "Delete the tag, and quote a text instead."),
    _error("yaml-merge-key", "The merge key << stands in a mapping.", "Write the merged keys out."),
    _error("yaml-key-not-text", "A key is not a text.", "Use a plain word as the key, or put it in quotes."),
    _error("yaml-duplicate-key", "A key stands twice in one mapping.", "Delete one of the two."),
    _error("yaml-ambiguous-scalar", "YAML programs read an unquoted value in different ways.", "Put it in quotes."),
    _error("yaml-too-deep", "Values are nested deeper than the limit.", "Flatten the data."),
    _error("yaml-too-many-values", "A file holds more values than the limit.", "Split the data."),
    _error("yaml-text-too-long", "A text is longer than the limit.", "Shorten it, or move it to a Markdown file."),
)

_NAMES = (
    _error("duplicate-id", "One id names two things.", "Give the newer one the next free number."),
    _error("duplicate-entry", "A list holds one thing twice where it may stand once.", "Keep the one that holds."),
    _error("unknown-id", "An id is cited that no file of the project defines.", "Correct the id, or add the item."),
    _error("wrong-kind-of-id", "An id is cited where another kind is expected.", "Cite an item of the right kind."),
    _error("unknown-person", "A person or party is not in project.yml.", "Correct the id, or add the person."),
    _error("unknown-component", "A connection ends at no component.", "Correct the id, or add the component."),
    _error("unknown-case", "A test run has a result of a case that is not there.", "Correct the id, or add the case."),
    _error("unknown-tier", "A component stands in no tier of the architecture.", "Correct the tier, or add it."),
    _error("unknown-topic", "A document names a topic without a statement of work.", "Correct the topic."),
    _error("withdrawn-item-cited", "An item rests on one that is withdrawn.", "Cite what replaces it."),
    _error(
        "internal-item-cited", "Something shared cites an item of internal/.", "Take the id out of the shared file."
    ),
    _error("vanished-id", "An id of the base version is gone.", "Put it back, and withdraw it with a reason."),
)

_RELEASED_DATA = (
    _error("unknown-process", "The project pins a process version that does not ship.", "Pin one that ships."),
    _error("unknown-templates", "The project pins a template set that does not ship.", "Pin one that ships."),
    _error("unknown-phase", "The pinned process has no such phase.", "Correct the phase."),
    _error("unknown-gate", "The pinned process has no such gate.", "Correct the gate."),
    _error("unknown-activity", "The pinned process has no such activity.", "Correct the activity."),
    _error("unknown-document", "The pinned templates have no such document.", "Correct the kind of document."),
    _error("unknown-section", "The pinned templates have no such section.", "Correct the section or the file name."),
    _error("unknown-heading", "A heading of a statement of work is not in its template.", "Use a known heading."),
    _error("unknown-question", "The pinned questionnaire has no such question.", "Correct the question."),
)

_SIZING = (
    _error("sizing-rules-unknown", "The sizing pins a rule set that does not ship.", "Pin one that ships."),
    _error("sizing-input-unknown", "The pinned rule set has no such input.", "Correct the input."),
    _error("sizing-input-missing", "An input without a default is not given.", "Add it, measured or assumed."),
    _error("sizing-input-duplicate", "An input is given twice.", "Delete one of the two."),
    _error("sizing-scenario-duplicate", "Two scenarios have one id.", "Rename one of them."),
    _error("sizing-override-unknown", "The pinned rule set has no such result.", "Correct the result."),
    _error("sizing-override-value", "A result set by hand does not fit its unit.", "Correct the number or its unit."),
    _error("sizing-override-duplicate", "A result is set by hand twice.", "Delete one of the two."),
)

_MEANING = (
    _error("dates-out-of-order", "Two dates contradict each other.", "Correct the one that is wrong."),
    _warning("date-before-start", "Something is dated before the project starts.", "Correct the date or the start."),
    _error("milestone-cycle", "Milestones wait for each other.", "Give one of them a date of its own."),
    _error("reason-missing", "An item is withdrawn or decided without a reason.", "Say why."),
    _error("defect-missing", "A test failed and no defect is named.", "Say what was wrong."),
    _error("defect-class-missing", "A defect has no class.", "Add the class 1, 2 or 3."),
    _error("currency-missing", "An amount has no currency.", "Add the currency."),
    _error("currencies-differ", "An offer sums amounts of two currencies.", "Use one currency."),
    _error("cap-missing", "A capped price does not state its cap.", "Add the cap."),
    _error("rate-missing", "A work package has a role without a sell rate.", "Add the rate."),
    _error("payment-not-whole", "Payments do not add up to 100 percent.", "Correct the percentages."),
    _warning("workshop-length", "A workshop is shorter than 4 or longer than 6 hours.", "Adjust the topics."),
    _warning("vague-wording", "A requirement holds a word that nobody can test.", "Say it in a figure."),
    _warning("several-obligations", "A requirement states several obligations.", "Split the requirement."),
    _warning("person-with-two-names", "One person has different names in two projects.", "Spell the name alike."),
    _warning("title-used-twice", "Two projects have the same title.", "Make the titles differ."),
)

FINDING_CODES: Mapping[str, FindingCode] = MappingProxyType(
    {one.code: one for one in (*_FILES, *_YAML, *_NAMES, *_RELEASED_DATA, *_SIZING, *_MEANING)}
)
