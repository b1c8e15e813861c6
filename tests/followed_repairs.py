"""What an author does who follows the repairs of the invalid examples: for each, the words read and the edit made.

An edit is what the words say and nothing else: where they leave a choice, the first one is taken. Files without a
folder of the repository in front are those of the project `mail`.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from delivery_wiki.adapters.commands.command_line import main
from delivery_wiki.reading.released_data import canonical_digest

from .example_projects import EXAMPLES, HEAD

AT_THE_ROOT = ("docs/", "projects/", ".github/", "mkdocs.yml")


@dataclass(frozen=True, slots=True)
class Step:
    """Words of a repair, and what is done because of them; `act` is given the root of the repository."""

    said: str
    act: Callable[[Path], None]


def at(root: Path, file: str) -> Path:
    """Where a file of the table stands."""
    return root / file if file.startswith(AT_THE_ROOT) else root / "projects" / "mail" / file


def edit(said: str, file: str, old: str, new: str) -> Step:
    """Write `new` where `old` stands."""

    def act(root: Path) -> None:
        text = at(root, file).read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        at(root, file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return Step(said, act)


def add(said: str, file: str, text: str) -> Step:
    """Write a text at the end of a file, or a new file."""

    def act(root: Path) -> None:
        path = at(root, file)
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")

    return Step(said, act)


def put(said: str, file: str, text: str) -> Step:
    """Write a whole file anew."""

    def act(root: Path) -> None:
        at(root, file).unlink(missing_ok=True)
        at(root, file).write_text(text, encoding="utf-8")

    return Step(said, act)


def delete(said: str, file: str) -> Step:
    """Delete a file."""
    return Step(said, lambda root: at(root, file).unlink())


def rename(said: str, file: str, new: str) -> Step:
    """Give a file or folder another name."""

    def act(root: Path) -> None:
        at(root, new).parent.mkdir(parents=True, exist_ok=True)
        at(root, file).rename(at(root, new))

    return Step(said, act)


def restore(said: str, file: str, source: Path) -> Step:
    """Bring a file or folder back as it was."""

    def act(root: Path) -> None:
        target = at(root, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)

    return Step(said, act)


def sha256(text: str) -> str:
    """The digest that a file with this text has."""
    return hashlib.sha256(text.encode()).hexdigest()


def run(said: str, *words: str) -> Step:
    """Type a command."""

    def act(root: Path) -> None:
        main(["-C", str(root), *words])

    return Step(said, act)


def nothing(said: str) -> Step:
    """What the words leave open: it is right as it stands, once another repair is done."""
    return Step(said, lambda root: None)


PROJECT, REQUIREMENTS, SOW, CHARTER = "project.yml", "requirements.yml", "sow/basic.yml", "charter.md"
CHANGES, TESTS, ENVIRONMENT, SIZING = "changes.yml", "tests.yml", "environment.yml", "sizing.yml"
WORKSHOP, DUTIES, RUN = "sow/workshop.yml", "responsibilities.yml", "test-runs/2027-02-15-acceptance.yml"
RULES, CLAUSES, BRAND, SITE = (
    "docs/sizing/example-1.yml",
    "docs/clauses/our-terms-1.yml",
    "docs/brand.yml",
    "mkdocs.yml",
)
PEOPLE = "docs/people.yml"
EFFORTS, MINUTES, SECOND = "internal/efforts/basic.yml", "minutes/2026-10-12-workshop.md", "projects/second/project.yml"
INVALID = EXAMPLES / "invalid"
DEL_1 = '{id: DEL-1, title: "Installed groupware", description: "Two nodes, connected to the mail servers."}'
FULL_TEXT = '"The system shall load 10,000 users within 4 hours."'
ANSWER = '{question: mail-system, answer: "Dovecot", source: "Workshop", date: 2026-10-12}'
HEAD_AND_TITLE = 'format: 1\ntitle: "Workshop"\ndate: 2026-10-12\n'
AN_IMAGE = "Describe it"
RATES = "  rates:\n    - {role: consultant, rate: 1200}\n"
UNIT_OF = "value: 10000, basis: measured"
SHIPPED = EXAMPLES.parent.parent / "docs"

A_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#123456"/></svg>'
)
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKMdWoMF/ld9NFkdbhJqxeuCUYr07NO6VX5GBE9id6CY"
FOLLOWING = "10f71a391dd1db93ab00f771bbdf42ad7ade9db3c0c4870b6cb4fafef4f4e47e"
EDITED = "7065d2cc8983aa23293ae1902b64a3f0f78f97c53408989b24944cee976a72ce"
RECORD = "4b38b69123a22d5a421f3d8dc5442a9437d7fda4199d77aa31d4af38412a7775"
ATTACHED, NOTE = "attachments/2026-05-04-note.txt", "The call moves to Friday.\n"
DAMAGED = INVALID / "sign-off-damaged/projects/mail/sign-offs"
AGAIN = (
    ("R-002", "9ec4b70bdca6", PROJECT),
    ("A-1", "8a8eba105021", PROJECT),
    ("R-001", "02f992bbe433", PROJECT),
    ("T-001", "db4a7ebe30a4", PROJECT),
    ("R-001", "02f992bbe433", REQUIREMENTS),
    ("R-001", "02f992bbe433", SOW),
)
AGREED_AGAIN = (
    ("agreed_words", "02f992bbe433", REQUIREMENTS),
    ("implemented_words", "02f992bbe433", REQUIREMENTS),
    ("words", "02f992bbe433", REQUIREMENTS),
    ("decision_words", "255af7a95af7", REQUIREMENTS),
    ("words", "cefcf7f14b55", SOW),
)


def with_another_key(root: Path) -> None:
    """Write a key of today in the place of the old one."""
    text = at(root, PROJECT).read_text("utf-8")
    at(root, PROJECT).write_text(re.sub('key: "ssh-rsa [^"]+"', f'key: "{KEY}"', text), encoding="utf-8")


def translated(root: Path) -> None:
    """Copy the list of texts as Manx labels, and translate each; the words do not matter."""
    catalogue = read_po(BytesIO((SHIPPED / "labels/messages.pot").read_bytes()), locale="gv")
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            message.string = message.id
    path = at(root, "docs/labels/gv.po")
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        write_po(stream, catalogue)


def in_english(root: Path) -> None:
    """Labels for an English project whose process is German; the words do not matter."""
    texts = ("Unser Vorgehen", "Vom Auftrag bis zur Abnahme.", "Ausführung", "Ist die Arbeit getan?", "Fertig")
    catalogue = Catalog(locale="en")
    for text in texts:
        catalogue.add(text, f"English: {text}")
    path = at(root, "docs/labels/en.po")
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        write_po(stream, catalogue)


def locked(root: Path) -> None:
    """Bring back the lock that names the rules of the example."""
    digest = canonical_digest(at(root, RULES).read_bytes())
    at(root, "docs/released.json").write_text(json.dumps({"sizing/example/1": digest}), encoding="utf-8")


def signed_again(root: Path) -> None:
    """Add a record of the person who signed before, which follows the records that are there."""
    folder = at(root, "sign-offs")
    records = sorted(folder.iterdir())
    record = json.loads((INVALID / f"sign-off-missing/projects/mail/sign-offs/{FOLLOWING}.json").read_text("utf-8"))
    record |= {
        "content": json.loads(records[0].read_text("utf-8"))["content"],
        "heads": [path.stem for path in records],
    }
    record["time"] = "2026-11-26T10:00:00Z"
    content = (json.dumps(record, indent=2, sort_keys=True) + "\n").encode()
    (folder / f"{hashlib.sha256(content).hexdigest()}.json").write_bytes(content)


FOLLOWED: Mapping[str, tuple[Step, ...]] = {
    "acceptance-contradicted": (
        edit(
            "State result B with a condition for it",
            "acceptance.yml",
            "result: A",
            'result: B\nconditions: ["The login is mended until T-001 passes."]',
        ),
    ),
    "accepted-finding-refused": (
        edit(
            "take this out",
            PROJECT,
            '  - {code: unknown-id, item: D-1, reason: "We know it.", by: nora-nowhere, until: 2027-01-31}\n',
            "",
        ),
        edit(
            "take this out",
            PROJECT,
            "accepted_findings:\n"
            '  - {code: vague-words, item: R-001, reason: "A near miss.", by: nora-nowhere, until: 2027-01-31}\n',
            "",
        ),
    ),
    "accepted-finding-unused": (
        edit(
            "Take it out",
            PROJECT,
            "accepted_findings:\n  - {code: vague-wording, item: R-001, "
            'reason: "The word was taken out meanwhile.", by: nora-nowhere, until: 2027-01-31}\n',
            "",
        ),
    ),
    "agreement-contradicted": (
        add(
            "Decide each of them with decision, decided and evidence",
            CHANGES,
            '    decision: agreed\n    decided: 2026-12-10\n    evidence: "Mail of 10 December 2026"\n',
        ),
    ),
    "amount-too-fine": (edit("Write 82", SOW, "81.67", "82"), edit("Write 1200", SOW, "1200.00", "1200")),
    "architecture-faulty": (
        edit("Name a size that it has", "docs/architectures/mail-1.yml", "20000", "10000"),
        edit("Did you mean balancer?", "docs/architectures/mail-1.yml", "sized_by: balancers", "sized_by: balancer"),
        edit("Add the tier to tiers", "docs/architectures/mail-1.yml", "[Access, Data]", "[Access, Data, Storage]"),
        edit("Add the component", "docs/architectures/mail-1.yml", "target: store", "target: mail"),
    ),
    "attachment-changed": (put("Restore the file from version control", ATTACHED, "other"),),
    "attachment-missing": (add("Put the file there as attachments/2026-05-04-note.txt", ATTACHED, NOTE),),
    "attachment-refused": (
        put("Save it as plain text", ATTACHED, NOTE),
        edit(
            "Save it as plain text",
            "attachments.yml",
            "bd9f914f36a6e1e635f0ba046161638232a804324e958d1f028495225f5e9335",
            sha256(NOTE),
        ),
    ),
    "attachment-unlisted": (
        add(
            "Add it to attachments of projects/mail/attachments.yml",
            "attachments.yml",
            f"format: 1\nattachments:\n  - {{file: 2026-05-04-note.txt, title: Note, kind: other, date: 2026-05-04, "
            f"audience: internal, sha256: {sha256(NOTE)}}}\n",
        ),
    ),
    "attempt-unfounded": (
        edit("State reason", SOW, "outcome: rejected,", 'outcome: rejected, reason: "No mail arrives.",'),
    ),
    "brand-contrast": (edit('"#9c6800"', BRAND, "#f0a000", "#9c6800"), edit('"#2e7cb0"', BRAND, "#3a9bdc", "#2e7cb0")),
    "cap-missing": (edit("Add cap", SOW, "  currency:", "  cap: 4800\n  currency:"),),
    "cap-reached": (
        edit("such as 4800.00", SOW, "cap: 4500", "cap: 4800.00"),
        edit("Correct what remains", EFFORTS, "spent: 4.5, remaining: 1,", "spent: 3, remaining: 1,"),
    ),
    "change-never-due": (
        edit("paid_with: [DEL-1]", CHANGES, "    days: 1\n", "    paid_with: [DEL-1]\n    days: 1\n"),
    ),
    "change-passes-limit": (
        edit(
            "cap: 6000.00 raises it",
            CHANGES,
            "    decision: agreed",
            "    cap: 6000.00\n    decision: agreed",
        ),
        edit(
            "valid_until, and a date",
            CHANGES,
            "    decision: agreed",
            "    valid_until: 2026-12-31\n    decision: agreed",
        ),
        edit("ends, and a date", CHANGES, "    moves: [WP-2]\n", "    moves: [WP-2]\n    ends: 2026-12-18\n"),
        edit("takes away too much", CHANGES, "days: -4", "days: -1"),
        edit("takes away too much", CHANGES, "amount: -4800", "amount: -1200"),
    ),
    "change-request-missing": (
        add(
            "with moves: [SOW-basic]",
            CHANGES,
            '  - id: CR-2\n    title: "Later"\n    reason: "The room is free later."\n    raised: 2026-11-20\n'
            "    raised_by: nora-nowhere\n    moves: [SOW-basic]\n    decision: agreed\n    decided: 2026-11-23\n"
            "    decided_by: nora-nowhere\n    ends: 2027-03-05\n    ends_before: 2027-02-26\n",
        ),
    ),
    "change-request-open": (
        add("Have the change request decided", CHANGES, "    decision: agreed\n    decided: 2026-11-23\n"),
    ),
    "start-files-faulty": (
        edit(
            "Write a comma",
            "docs/templates/new-project/fr/texts.json",
            'pas encore mesuré"\n',
            'pas encore mesuré",\n',
        ),
    ),
    "recurrence-unclear": (
        edit("Write occurrence", "sow/basic.yml", "outcome: accepted,", "outcome: accepted, occurrence: 1,"),
        edit("Write fewer times", "sow/basic.yml", "times: 3", "times: 2"),
    ),
    "contract-data-repeated": (
        edit("Take place out here", "sow/basic.yml", 'place: "Lisbon", ', ""),
        edit("Take key_persons out of clauses.values", "project.yml", ', key_persons: "Petra Beispiel"', ""),
    ),
    "terms-differ": (
        edit("Write the same in both", "sow/branding.yml", "silence_accepts: true", "silence_accepts: false"),
        edit(
            "Take the exception out",
            "sow/branding.yml",
            '  - {term: rejections, reason: "As in the Basic SOW."}\n',
            "",
        ),
        edit(
            "Take the exception out",
            "sow/branding.yml",
            '  - {term: change-control, reason: "None is written."}\n',
            "",
        ),
        edit("Write the same in both", "sow/migration.yml", "cure_business_days: 5", "cure_business_days: 10"),
        edit(
            "Write the same in both",
            "sow/migration.yml",
            '["The framework agreement", "This statement of work"]',
            '["This statement of work", "The charter"]',
        ),
    ),
    "change-counted-twice": (
        edit(
            "Raise the revision to 2 and date it",
            "sow/basic.yml",
            "revision: 1\n",
            "revision: 2\nrevised: 2026-12-08\n",
        ),
    ),
    "open-change-inside": (
        edit(
            "Take the share out",
            "sow/basic.yml",
            '  - {title: "Third node accepted", percent: 20, deliverables: [DEL-2]}\n',
            "",
        ),
        edit("raise the others to 100 percent", SOW, "percent: 80", "percent: 100"),
        edit("write paid_with in CR-1", CHANGES, "    amount: 1200\n", "    amount: 1200\n    paid_with: [DEL-2]\n"),
    ),
    "change-costs-otherwise": (
        edit("Correct the days", CHANGES, "    days: 1.5\n", "    days: 2\n"),
        edit("Write amount: 2640.00", CHANGES, "    amount: 2400\n", "    amount: 2640.00\n"),
        edit("Correct the amount", CHANGES, "    amount: 2400\n", "    amount: 2640\n"),
    ),
    "lead-not-invited": (
        edit("Add nora-nowhere to attendees", "agenda.yml", "[petra-beispiel]", "[petra-beispiel, nora-nowhere]"),
    ),
    "change-signed-otherwise": (edit("Write decision: open until", CHANGES, "decision: agreed", "decision: open"),),
    "change-costs-untold": (
        edit(
            "Write running_costs and third_party_costs",
            CHANGES,
            "moves: [R-001]}\n",
            "moves: [R-001], running_costs: 0, third_party_costs: 0}\n",
        ),
        edit(
            "Write running_costs",
            CHANGES,
            "third_party_costs: 0}\n  - {id: CR-3",
            "third_party_costs: 0, running_costs: 0}\n  - {id: CR-3",
        ),
    ),
    "running-costs-unordered": (
        edit(
            "Write running_costs_from and running_costs_ordered",
            CHANGES,
            "running_costs: 800}\n",
            "running_costs: 800, running_costs_from: 2027-03-01, running_costs_ordered: true}\n",
        ),
        edit(
            "Write running_costs_from",
            CHANGES,
            "running_costs: 90, running_costs_ordered: true}\n",
            "running_costs: 90, running_costs_ordered: true, running_costs_from: 2027-03-01}\n",
        ),
    ),
    "change-without-wording": (
        edit("Add R-002 to moves", CHANGES, "    moves: [R-001]\n", "    moves: [R-001, R-002]\n"),
        edit(
            "Write wordings: [{item: R-001, text: ",
            CHANGES,
            "    wordings:\n",
            '    wordings:\n      - {item: R-001, text: "The web interface shall let a user log in with an alias."}\n',
        ),
    ),
    "change-names-less": (
        edit("Add it to moves", CHANGES, "    moves: [R-002]\n", "    moves: [R-002, DEL-2]\n"),
        edit("Add it to moves", CHANGES, "    moves: [R-002, DEL-2]\n", "    moves: [R-002, DEL-2, WP-2]\n"),
    ),
    "agreed-date-moved": (
        edit(
            "Write agreed: 2026-12-01",
            SOW,
            "milestone: M-1, agreed: 2026-12-08}",
            "milestone: M-1, agreed: 2026-12-01, forecast: 2026-12-08}",
        ),
        edit("Write ends: 2026-12-01", SOW, "ends: 2026-12-08\n", "ends: 2026-12-01\n"),
    ),
    "needed-later": (
        edit("Write data_protection", "project.yml", "parties:\n", "data_protection: {signed: 2027-01-11}\nparties:\n"),
        edit("Move W-1 to 2027-03-12", "environment.yml", "date: 2027-03-10", "date: 2027-03-12"),
        edit("Move DEL-2 to 2027-02-26", SOW, "agreed: 2027-02-19", "agreed: 2027-02-26"),
        edit("Move SOW-basic to 2026-12-08", SOW, "starts: 2026-12-07", "starts: 2026-12-08"),
        edit("or DEL-4 to 2027-02-26 or before", "sow/provisioning.yml", "agreed: 2027-03-12", "agreed: 2027-02-26"),
    ),
    "no-room-for-rejection": (edit("Agree on an earlier day", SOW, "agreed: 2027-02-26", "agreed: 2027-02-05"),),
    "requirement-without-criterion": (
        edit("in a criterion of DEL-1", SOW, "Both nodes answer.", "Both nodes answer, and T-001 passes."),
    ),
    "proved-after-acceptance": (
        edit("Write a proof that can be given by 2027-01-29", REQUIREMENTS, "of a month, by M-2.", "of seven days."),
    ),
    "scope-both-ways": (edit("Take it out of one of the two", SOW, '  - "Migration of calendars"\n', ""),),
    "requirement-without-proof": (
        add(
            "Add a test case",
            "tests.yml",
            '  - {id: T-002, title: "Load", group: load, requirements: [R-002], steps: ["Load."], expected: "All."}\n',
        ),
        edit(
            "Write proof",
            REQUIREMENTS,
            "verification: inspection, sow",
            'verification: inspection, proof: "Nora Nowhere scans both nodes.", sow',
        ),
    ),
    "agreed-before-known": (
        edit("Have it agreed again", REQUIREMENTS, "agreed: 2026-11-02", "agreed: 2026-11-06"),
        edit("Have it agreed again", REQUIREMENTS, "agreed: 2026-11-02", "agreed: 2026-11-06"),
        edit(
            "correct one of the days",
            "project.yml",
            "2026-10-12, owner: nora-nowhere, about: [R-002]}",
            '2026-10-12, owner: nora-nowhere, closed: 2026-11-05, answer: "Nora Nowhere.", about: [R-002]}',
        ),
    ),
    "data-before-agreement": (
        edit("have the agreement signed before it", "project.yml", "due: 2027-03-05", "signed: 2026-11-06"),
    ),
    "priority-otherwise": (
        edit("Write 'shall' in its place", REQUIREMENTS, "interface should let", "interface shall let"),
        edit("Write 'should' in its place", REQUIREMENTS, "system shall load", "system should load"),
        edit("Write 'should' in its place", REQUIREMENTS, "system must record", "system should record"),
    ),
    "party-does-not-sign": (edit("with party: customer", REQUIREMENTS, "party: partner", "party: customer"),),
    "scope-without-deliverable": (edit("Write 2 under covers", "sow/basic.yml", "covers: [1]", "covers: [1, 2]"),),
    "unknown-scope-item": (edit("Write the number of an item", "sow/basic.yml", "covers: [1, 3]", "covers: [1]"),),
    "signed-by-another": (
        edit(
            "Give R to somebody of the customer",
            "responsibilities.yml",
            "{petra-beispiel: R/A, nora-nowhere: C}",
            "{nora-nowhere: R/A, petra-beispiel: C}",
        ),
    ),
    "duty-in-deliverable": (
        edit(
            "Take the deliverables out", REQUIREMENTS, "inspection, sow: SOW-basic, deliverables: [DEL-1]", "inspection"
        ),
    ),
    "decided-above-limit": (
        edit("Name who decided it", "changes.yml", "decided_by: nora-nowhere", "decided_by: hugo-hypothetical"),
    ),
    "price-outlasts-start": (
        edit("Write valid_until: 2027-01-11", "sow/basic.yml", "valid_until: 2027-01-29", "valid_until: 2027-01-11"),
    ),
    "tested-on-another-version": (
        edit("Run them on that version", "test-runs/2027-02-15-acceptance.yml", "Build 14", "Build 16"),
    ),
    "blank-in-text": (
        edit("Write it", CHARTER, "by [date]", "by 30 June 2027"),
        edit("say in a sentence that it is open", CHARTER, "Who signs is TBD.", "Who signs is open (OP-1)."),
        edit("Write it", CHARTER, "???", "40"),
        edit("Write it", CHARTER, "The day of the switch, to be confirmed.", "The switch is on 30 June 2027."),
    ),
    "house-term": (
        edit("Write 'remedied'", CHARTER, "Defects are mended", "Defects are remedied"),
        edit("Write 'remedied'", CHARTER, "and mended\nparts", "and remedied\nparts"),
        edit("Write 'assumes'", CHARTER, "supposes", "assumes"),
    ),
    "number-otherwise": (
        edit("Write 10,000", CHARTER, "12,000 users", "10,000 users"),
        edit("Write 4", CHARTER, "five hours", "4 hours"),
    ),
    "payment-without-acceptance": (
        edit("such as 'accepted'", SOW, "Groupware installed", "Installation accepted"),
        edit("such as 'accepted'", SOW, "Users loaded", "Loaded users accepted"),
    ),
    "change-without-sow": (
        edit(
            "under sow", CHANGES, "    moves: [SOW-basic, WP-2]\n", "    moves: [SOW-basic, WP-2]\n    sow: SOW-basic\n"
        ),
        edit("under sow", CHANGES, "    moves: [R-001]\n", "    moves: [R-001]\n    sow: SOW-basic\n"),
    ),
    "clause-faulty": (
        edit("or delete it", CLAUSES, '  - name: venue\n    description: {en: "Town of the courts"}\n', ""),
        edit("or delete it", CLAUSES, 'variables:\n  - name: currency\n    description: {en: "Currency"}\n', ""),
        edit(
            "Rename one",
            CLAUSES,
            '  - id: review\n    place: acceptance\n    text: {en: "A re',
            '  - id: reason\n    place: acceptance\n    text: {en: "A re',
        ),
        edit("Did you mean cure_business_days?", CLAUSES, "{cure_days}", "{cure_business_days}"),
        edit(
            "Add its text in 'de'",
            CLAUSES,
            'business days."}\n  - id: word',
            'business days.", de: "Frist {cure_business_days}."}\n  - id: word',
        ),
        edit(
            "Add or delete 'term'",
            CLAUSES,
            "    place: definitions\n",
            '    place: definitions\n    term: {en: "Word", de: "Wort"}\n',
        ),
    ),
    "clause-without-source": (
        edit("or proposal", CLAUSES, "governing-law\n", "governing-law\n    source: proposal\n"),
    ),
    "clause-without-term": (
        edit(
            "Use Acceptance, Defect",
            PROJECT,
            "Nobody refuses because of small things.",
            "No acceptance is refused for a small defect.",
        ),
    ),
    "clause-without-value": (
        edit("Write it", SOW, "{rejections: 2}", "{rejections: 2, review_business_days: 5}"),
        edit("Write venue", PROJECT, 'our-terms, version: "1"}', 'our-terms, version: "1", values: {venue: "Dublin"}}'),
    ),
    "clauses-differ": (
        edit("or write clauses.reason", SOW, 'version: "1"}', 'version: "1", reason: "It was signed before."}'),
    ),
    "contract-type-missing": (
        edit("Write contract_type", PROJECT, "  values:", "  contract_type: product-with-services\n  values:"),
    ),
    "clauses-changed": (edit("Restore it", CLAUSES, "answers within", "reviews within"),),
    "clauses-without-language": (
        edit(
            "Pin a set that has 'en'",
            PROJECT,
            'clauses: {id: our-terms, version: "1"}',
            'clauses: {id: as-before, version: "1"}',
        ),
    ),
    "comment-in-prose": (edit("Delete it", CHARTER, "<!-- They do not know yet. -->\n", ""),),
    "contingency-in-shared-file": (run("'delivery fix' moves it", "fix", "--yes"),),
    "contingency-used-up": (edit("Correct what remains", EFFORTS, "remaining: 0.5", "remaining: 0.25"),),
    "licence-amount": (edit("Write amount: 6000.00", "offer.yml", "6500.00", "6000.00"),),
    "licence-years": (edit("Write years: 3", "offer.yml", "unit_price: 1.50", "unit_price: 1.50, years: 3"),),
    "outside-period": (edit("Write ends: 2027-03-05", "sow/basic.yml", "ends: 2027-02-26", "ends: 2027-03-05"),),
    "port-unlisted": (
        edit(
            "Add port 8009",
            "environment.yml",
            "ports:\n",
            'ports:\n  - {source: "Load balancer", target: "Groupware", port: 8009, protocol: TCP, purpose: "Web"}\n',
        ),
    ),
    "base-without-revision": (
        add(
            "Write revision and revised",
            PROJECT,
            "  - {kind: sizing, revision: 1, revised: 2026-11-19, owner: petra-beispiel}\n",
        ),
    ),
    "due-otherwise": (
        edit("Write 2026-12-08", "offer.yml", "Invoiced on 1 December 2026", "Invoiced on 8 December 2026"),
        edit("Write that day", "offer.yml", " on 1 March 2027", " on 19 February 2027"),
        edit("leave the day out", SOW, " by 26 February 2027", ""),
    ),
    "due-missing": (
        edit(
            'Write due: "..."',
            "offer.yml",
            "amount: 6000.00",
            'amount: 6000.00, due: "Year 1 begins on 1 December 2026 and is invoiced on that day."',
        ),
        edit('Write due: "..."', "offer.yml", "amount: 1600.00", 'amount: 1600.00, due: "Invoiced after the day."'),
    ),
    "alternatives-ordered": (edit("Take ordered away", "offer.yml", ", ordered: 2026-11-03", ""),),
    "offer-expired": (edit("a later valid_until", "offer.yml", "2026-10-30", "2027-10-30"),),
    "offer-before-sow": (
        edit("Raise the revision", "project.yml", "revision: 1", "revision: 2"),
        edit("date it 2026-11-09", "project.yml", "revised: 2026-11-02", "revised: 2026-11-09"),
    ),
    "offer-holds-open-change": (
        edit(
            "Take the work of CR-1 out",
            "sow/basic.yml",
            '  - {id: WP-2, title: "Install a third node", role: consultant, days: 1.5, deliverables: [DEL-1],'
            " change: CR-1}\n",
            "",
        ),
        edit("Take the work of CR-1 out", CHANGES, "[SOW-basic, WP-2]", "[SOW-basic]"),
    ),
    "currencies-differ": (edit("in the same currency", "offer.yml", "CHF", "EUR"),),
    "currencies-differ-in-a-change": (edit("in the currency of the statement of work", CHANGES, "CHF", "EUR"),),
    "currency-missing": (edit("Add currency, such as EUR", SOW, "  rates:", "  currency: EUR\n  rates:"),),
    "date-before-start": (edit("Correct the date", PROJECT, "2025-12-01", "2026-12-01"),),
    "dates-out-of-order": (
        edit("Correct the one that is wrong", PROJECT, "closed: 2026-10-10", "closed: 2026-10-20"),
        edit("Correct the one that is wrong", REQUIREMENTS, "date: 2027-01-20", "date: 2027-02-20"),
        edit("Correct the one that is wrong", SOW, "ends: 2026-02-26", "ends: 2027-02-26"),
    ),
    "decision-without-date": (
        edit(
            "it was agreed: decided, and a date",
            CHANGES,
            "decision: agreed\n",
            "decision: agreed\n    decided: 2026-12-10\n",
        ),
        edit(
            "it was rejected: decided, and a date",
            CHANGES,
            "decision: rejected\n",
            "decision: rejected\n    decided: 2026-12-10\n",
        ),
    ),
    "part-not-tested": (edit("Add R-002 to requirements of T-001", "tests.yml", "[R-001]", "[R-001, R-002]"),),
    "defect-class-missing": (add("2 restricts its use seriously", RUN, "    defect_class: 2\n"),),
    "defect-missing": (add("Add defect: what was wrong", RUN, '    defect: "Login fails with a plus sign."\n'),),
    "demonstration-key": (edit("demonstration: true", PROJECT, "format: 2\n", "format: 2\ndemonstration: true\n"),),
    "deviation-without-effect": (
        edit("Did you mean tests-passed?", PROJECT, "tests-past", "tests-passed"),
        edit(
            "take it out here",
            PROJECT,
            '      - {criterion: no-class-1-defects, reason: "We know it.", until: 2026-12-18}\n',
            "",
        ),
        edit(
            "or take it out",
            PROJECT,
            '    accepts:\n      - {criterion: charter-agreed, reason: "The board meets later.", until: 2026-12-18}\n',
            "",
        ),
    ),
    "document-not-optional": (edit("Take not_needed out", PROJECT, ', not_needed: "Nobody signs anything."', ""),),
    "request-unanswered": (
        edit(
            "or decision and reason",
            REQUIREMENTS,
            '3.1"\n    party: vendor\n',
            '3.1"\n    party: vendor\n    decision: rejected\n    reason: "No phones."\n',
        ),
    ),
    "document-unwritten": (
        add(
            "Write acceptance or acceptance_clock",
            SOW,
            "acceptance_clock: {review_business_days: 5, silence_accepts: true}\n",
        ),
        add("Write scope.", SOW, 'scope: ["Two nodes"]\n'),
        add("Write out_of_scope.", SOW, 'out_of_scope: ["Operation"]\n'),
        add("Write customer_duties.", SOW, 'customer_duties: ["Access to the mail servers"]\n'),
        edit(
            "Write acceptance for it.",
            SOW,
            'mail servers."}',
            'mail servers.", acceptance: [{id: AC-1, statement: "Users log in."}]}',
        ),
        edit("a milestone.", SOW, "{id: DEL-1,", "{id: DEL-1, milestone: M-1,"),
    ),
    "duplicate-entry": (edit("delete the other", ENVIRONMENT, f"  - {ANSWER}\n", ""),),
    "duplicate-id": (
        edit(
            "the next free one is R-002",
            REQUIREMENTS,
            'id: R-001\n    statement: "The sys',
            'id: R-002\n    statement: "The sys',
        ),
    ),
    "duties-unclear": (
        edit(
            "Keep one A; write R",
            DUTIES,
            '{petra-beispiel: A, nora-nowhere: "a, r"}',
            "{petra-beispiel: A, nora-nowhere: R}",
        ),
        edit("R/A if that is one person", DUTIES, "{vendor: C, invented: I}", "{vendor: R/A, invented: I}"),
        edit("Write A for the one who does", DUTIES, "{petra-beispiel: R}", "{petra-beispiel: R, vendor: A}"),
        edit("Write R for who does it", DUTIES, "{nora-nowhere: A}", "{nora-nowhere: A, vendor: R}"),
        edit("R/A if that is one person", DUTIES, 'servers"}', 'servers", duties: {vendor: R/A}}'),
    ),
    "effort-in-shared-file": (run("'delivery fix' moves it", "fix", "--yes"),),
    "evidence-missing": (
        edit(
            "Add evidence",
            PROJECT,
            "by: petra-beispiel}\n",
            'by: petra-beispiel, evidence: "Minutes of the demonstration"}\n',
        ),
    ),
    "expenses-cap-reached": (edit("such as 701.00", SOW, "expenses_cap: 650", "expenses_cap: 701.00"),),
    "fact-about-nothing": (
        edit("delete it", EFFORTS, ", {id: WP-9, spent: 1}", ""),
        edit("Keep the one that holds", EFFORTS, ", {id: WP-1, remaining: 2}", ""),
        delete("delete it", "internal/efforts/branding.yml"),
        delete("delete it", "internal/prices/basic.yml"),
        delete("delete it", "internal/prices/migration.yml"),
    ),
    "fact-in-two-places": (
        edit("Delete it here", SOW, " spent: 2,", ""),
        edit("Delete it here", SOW, "  contingency_percent: 8\n", ""),
    ),
    "file-name-otherwise": (
        rename(
            "Rename it to 2026-10-13-kick-off.md", "minutes/2026-10-12-kick-off.md", "minutes/2026-10-13-kick-off.md"
        ),
    ),
    "file-too-large": (put("Shorten its texts", ENVIRONMENT, f"{HEAD}answers: []\n"),),
    "file-unreadable": (Step("Check its permissions", lambda root: at(root, CHARTER).chmod(0o644)),),
    "footnote-unmatched": (
        add("Write [^2]: and the text", CHARTER, "\n[^2]: The second.\n"),
        edit("or delete one", CHARTER, "[^1]: The first again.\n", ""),
        edit("or delete it", CHARTER, "[^3]: Nobody refers to it.\n", ""),
    ),
    "forbidden-character": (edit("Delete U+202E", CHARTER, "\u202e", ""),),
    "foreign-configuration": (delete("Delete it", "projects/mail/mkdocs.yml"),),
    "front-matter-missing": (edit("Begin with", MINUTES, "## Notes", f"---\n{HEAD_AND_TITLE}---\n\n## Notes"),),
    "front-matter-open": (edit("End it with a line '---'", MINUTES, "\n## Notes", "---\n\n## Notes"),),
    "front-matter-refused": (edit("Delete it", CHARTER, "---\ntitle: Charter\n---\n\n", ""),),
    "frozen-content-damaged": (
        restore(
            "Restore the file from version control",
            "issued/charter-r1",
            INVALID / "living-document-moved/projects/mail/issued/charter-r1",
        ),
    ),
    "glyph-missing": (
        edit("Write it otherwise", CHARTER, "株式会社", "the company"),
        edit("Write it otherwise", PROJECT, "株式会社", "the company"),
    ),
    "heading-empty": (edit("delete the line", CHARTER, "##\n\nIts", "Its"),),
    "heading-level": (
        edit("Write ## Motivation", CHARTER, "# Motivation", "## Motivation"),
        edit("Write ## Documentation", CHARTER, "# Documentation", "## Documentation"),
    ),
    "heading-skipped": (edit("Write ###", CHARTER, "####", "###"),),
    "heading-top": (edit("### for a part of one", CHARTER, "# Prices", "### Prices"),),
    "deputy-unfit": (
        edit("Name another person", PROJECT, "deputy: otto-other", "deputy: petra-beispiel"),
        edit("Name a person of vendor", PROJECT, "deputy: nora-nowhere", "deputy: petra-beispiel"),
        edit("Write a day from 2026-12-20 on", PROJECT, "until: 2026-12-19", "until: 2026-12-20"),
    ),
    "html-in-prose": (edit("Use Markdown", CHARTER, "<b>ends</b>", "**ends**"),),
    "image-in-prose": (
        edit(AN_IMAGE, CHARTER, "![The webmail of today](webmail.png)", "The webmail of today is grey."),
    ),
    "internal-item-cited": (
        edit("Take RISK-1 out here", CHARTER, ", see RISK-1", ""),
        edit("Take RISK-1 out here", PROJECT, " about: [RISK-1],", ""),
    ),
    "issued-content-changed": (
        restore(
            "Restore the file from version control",
            "issued/basic-sow-r1/content.json",
            INVALID / "issued-revision-changed/projects/mail/issued/basic-sow-r1/content.json",
        ),
    ),
    "issued-pdf-changed": (
        restore(
            "Restore it from version control",
            "issued/charter-r1/document.pdf",
            INVALID / "living-document-moved/projects/mail/issued/charter-r1/document.pdf",
        ),
    ),
    "issued-revision-changed": (edit("or take the change back", SOW, "Install six nodes", "Install two nodes"),),
    "item-cycle": (edit("Take one of these ids out", CHANGES, "moves: [CR-2]", "moves: [R-001]"),),
    "key-unusable": (Step("Put in another key", with_another_key),),
    "label-missing": (Step("Copy docs/labels/messages.pot to docs/labels/gv.po", translated),),
    "labels-unreadable": (edit("or delete it", "docs/labels/de.po", "this line is lost\n", ""),),
    "language-mixed": (
        edit("or write language: de", "projects/pilot/project.yml", "language: en", "language: de"),
        Step("add the texts to docs/labels/en.po", in_english),
    ),
    "lfs-pointer": (put("Fetch the file", CHARTER, "## Motivation\n\nWhy.\n"),),
    "limit-without-effect": (
        edit("Delete it", CHANGES, "    cap: 6000\n", ""),
        edit("Delete it", SOW, "  cap: 4000\n", ""),
        edit("Delete it", SOW, "  fixed_amount: 4800\n", ""),
        edit("Delete it", WORKSHOP, "  expenses_cap: 100\n", ""),
    ),
    "link-internal": (
        edit(
            "Take the address out",
            CHARTER,
            "[our notes](internal/notes.yml), [here](../mail/Internal/efforts/basic.yml) and\n[in the paper][paper].",
            "our notes.",
        ),
        edit("Take the address out", CHARTER, "[happened](./int%65rnal/retrospective.md#what-went-well)", "happened"),
        edit("Take the address out", CHARTER, "[paper]: internal\\prices\\basic.yml\n\n", ""),
        edit("Take the address out", CHARTER, "![of the rates](internal/rates.png)", "of the rates"),
        nothing(AN_IMAGE),
    ),
    "link-refused": (put("Put the file itself here", CHARTER, "## Motivation\n\nWhy.\n"),),
    "link-unknown": (
        edit("Did you mean 'sow-basic.html'?", CHARTER, "sow/basic.md", "sow-basic.html"),
        edit("Did you mean 'plan.html'?", CHARTER, "plan.htm)", "plan.html)"),
        edit("Write requirements.html#R-001", CHARTER, "(#R-001)", "(requirements.html#R-001)"),
        edit("Write <page>.html", CHARTER, "nowhere.html", "plan.html"),
        edit("link to the page alone", CHARTER, "requirements.html#R-100", "requirements.html"),
        edit("Did you mean '#charter-motivation'?", CHARTER, "#charter-motivaton", "#charter-motivation"),
        edit("or a web address", CHARTER, "sizing.html", "https://www.example.com/sizing"),
        edit("Write #charter-motivation, ", CHARTER, "(#motivation)", "(#charter-motivation)"),
    ),
    "link-without-words": (
        edit("Write between [ and ]", CHARTER, "[](https", "[the notice](https"),
        edit("Write between [ and ]", CHARTER, "![ ](picture.png)", "![a picture](picture.png)"),
        edit(AN_IMAGE, CHARTER, "![a picture](picture.png)", "a picture"),
    ),
    "living-document-moved": (
        edit(
            "Raise its revision to 2 and date it",
            PROJECT,
            "revision: 1, revised: 2026-11-02",
            "revision: 2, revised: 2026-11-05",
        ),
    ),
    "lock-damaged": (Step("Restore it from version control", locked),),
    "macro-meaning": (
        edit("take the call out", CHARTER, 'Up to {{ sizing_figure("session") }} sessions.\n\n', ""),
        edit("Did you mean 'basic'?", CHARTER, '"basics"', '"basic"'),
        edit("Did you mean 'provisioning'?", CHARTER, "provisionning", "provisioning"),
        edit("Did you mean '2026-10-12-kick-off'?", CHARTER, 'kick-of"', 'kick-off"'),
        edit("Did you mean 'nora-nowhere'?", CHARTER, "nora-nowere", "nora-nowhere"),
        edit("take the call out", CHARTER, "{{ charter() }}\n", ""),
    ),
    "macro-misplaced": (
        edit("remove it", CHARTER, "{{ portfolio() }}\n\n", ""),
        edit(
            "a paragraph of its own",
            CHARTER,
            "Up to {{ milestones() }} in a sentence.",
            "In a sentence.\n\n{{ milestones() }}",
        ),
        edit("a paragraph of its own", CHARTER, "| {{ milestones() }} |\n", "| Now |\n\n{{ milestones() }}\n"),
        edit(
            "a paragraph of its own",
            CHARTER,
            "### A heading {{ milestones() }}\n",
            "### A heading\n\n{{ milestones() }}\n",
        ),
        nothing("a paragraph of its own"),
    ),
    "macro-refused": (
        edit("Did you mean", CHARTER, "requirment_list", "requirement_list"),
        edit('{{ name("text", key=1) }}', CHARTER, "milestones(1 + 1)", "milestones()"),
    ),
    "macro-unclosed": (
        edit("literal braces", CHARTER, '{{ sizing_figure("sessions") }', '\\{{ sizing_figure("sessions") }'),
        edit("Close it with }}", CHARTER, "And {{ milestones()", "{{ milestones() }}"),
    ),
    "fence-unclosed": (
        edit("Close it with ``` on a line", CHARTER, "EHLO mail.example\n", "EHLO mail.example\n```\n"),
    ),
    "markdown-not-read": (
        edit("a bold word in front", CHARTER, '!!! note "Deadline"\n    It', "**Deadline:** It"),
        edit("Write **bold**", CHARTER, "==marked==", "**marked**"),
        edit("such as ₂", CHARTER, "H~2~O", "H₂O"),
        edit("or ²", CHARTER, "x^2^", "x²"),
        edit("Write the word", CHARTER, ":smile:", "smile"),
        edit("Delete it", CHARTER, "{ .red }", ""),
        edit("Write <https://mail.example/help>", CHARTER, "https://mail.example/help", "<https://mail.example/help>"),
        edit("Write [words](page.html).", CHARTER, "[[Plan]]", "[Plan](plan.html)"),
        edit("[plan]: below", CHARTER, "[the plan][plan]", "[the plan](plan.html)"),
        edit("in < and >", CHARTER, "(my plan.html)", "(<plan.html>)"),
        edit("Describe it", CHARTER, "```mermaid\na --> b\n```", "From a to b."),
    ),
    "merge-conflict": (
        edit(
            "Keep the lines that hold",
            CHARTER,
            "<<<<<<< HEAD\nOne inbox for everybody, with {{ a broken call.\n||||||| base\nOne inbox.\n=======\n"
            "One inbox for all.\n>>>>>>> charter\n",
            "One inbox for all.\n",
        ),
        edit("Keep the lines that hold", CHARTER, "<<<<<<< HEAD\nNow.\n=======\nSoon.\n>>>>>>> charter\n", "Now.\n"),
        edit("Keep the lines that hold", TESTS, "<<<<<<< HEAD\n", ""),
        edit(
            "delete the markers and the others",
            TESTS,
            '=======\n    title: "Log in with the mail address"\n>>>>>>> login\n',
            "",
        ),
    ),
    "milestone-cycle": (
        edit(
            "a forecast of its own",
            PROJECT,
            "owner: nora-nowhere, after: M-2",
            "owner: nora-nowhere, forecast: 2026-12-08",
        ),
    ),
    "missing-key": (
        edit(
            "Add 'priority'",
            REQUIREMENTS,
            "    area: authentication\n",
            "    area: authentication\n    priority: must\n",
        ),
    ),
    "missing-value": (edit("Write a value behind the colon", REQUIREMENTS, "priority:\n", "priority: must\n"),),
    "more-findings": (
        put("Add 'date'", ENVIRONMENT, f"{HEAD}answers:\n  - {ANSWER}\n"),
        nothing("Add 'source'"),
        nothing("Put the value in quotes"),
        nothing("Repair those above"),
    ),
    "more-warnings": (
        put("Use Markdown", CHARTER, "## Motivation\n\nWe run two nodes and keep them.\n"),
        nothing("Repair those above"),
    ),
    "name-mapped-twice": (
        edit(
            "into one entry",
            TESTS,
            '    - {name: "LoginTest full address", cases: [T-001]}\n    - {name: "LoginTest *", cases: []}\n',
            "",
        ),
        edit("take the reference out", TESTS, '    - {name: "MailTest send", cases: [T-002]}\n', ""),
    ),
    "name-reserved": (rename("another name", "concept/nul.md", "concept/mail.md"),),
    "not-utf-8": (put("Save the file as UTF-8", CHARTER, "## Motivation\n\nCafé\n"),),
    "note-without-effect": (
        edit(
            "take this note out",
            PROJECT,
            '    events:\n      - {event: signed, date: 2026-11-03, evidence: "Signed PDF", by: nora-nowhere}\n',
            "",
        ),
    ),
    "number-three-decimals": (
        edit("write 2.1250", SOW, "2.125", "2.1250"),
        edit("write 33.3330", SOW, "33.333", "33.3330"),
        edit("write 81.1250", SOW, "81.125", "81.1250"),
    ),
    "number-two-readings": (
        edit("100000, whichever", RULES, "maximum: 100.000", "maximum: 100000"),
        edit("5000, whichever", RULES, "up-to: 5.000", "up-to: 5000"),
        edit("5000, whichever", RULES, "above: 5.000", "above: 5000"),
        edit("1000, whichever", RULES, "maximum: 1.000", "maximum: 1000"),
        nothing("Correct 'validity' or 'outside'"),
        edit("10000, whichever", SIZING, "10.000", "10000"),
        edit("Write 1.18 or", SOW, "1.180", "1.18"),
        edit("6500, whichever", SOW, "6.500", "6500"),
        edit("1250, whichever", SOW, "1.250", "1250"),
        nothing("Plan fewer days"),
    ),
    "number-without-unit": (edit("Write the unit behind it", REQUIREMENTS, "within 4.", "within 4 hours."),),
    "obligation-missing": (
        edit("Say who shall do what", REQUIREMENTS, "All users are in the log.", "The log shall name each user."),
    ),
    "on-site-days": (edit("Correct one of the two", SOW, "on_site: 5.5", "on_site: 3.5"),),
    "out-of-range": (edit("Write 65535 or less", ENVIRONMENT, "80090", "8009"),),
    "outcome-not-neutral": (edit("Take it out", TESTS, "[risk-level, Test-Status]", "[risk-level]"),),
    "owners-not-current": (run("Run 'delivery owners --forge github'", "owners", "--forge", "github"),),
    "end-moved-untold": (
        add(
            "and ends_before: 2027-02-26",
            CHANGES,
            "    sow: SOW-basic\n    ends: 2027-03-05\n    ends_before: 2027-02-26\n",
        ),
    ),
    "fixed-instalments": (edit("Add payment_on_account", SOW, "payment:", "payment_on_account: true\npayment:"),),
    "payment-not-whole": (edit("Correct the percentages", SOW, "percent: 60", "percent: 70"),),
    "payment-untied": (edit("Name the deliverables", SOW, "percent: 30}", "percent: 30, deliverables: [DEL-1]}"),),
    "person-with-two-names": (edit("Spell the name alike", SECOND, "Petra Muster", "Petra Beispiel"),),
    "picture-missing": (
        add(
            "Add it",
            "docs/brand/logo.svg",
            A_PICTURE,
        ),
    ),
    "picture-refused": (
        put(
            "Save it again as a plain picture",
            "logo.svg",
            A_PICTURE,
        ),
        nothing("Export it as plain SVG"),
        nothing("Draw it as shapes"),
    ),
    "point-in-future": (edit("Correct the date", PROJECT, "2199-10-12", "2026-10-12"),),
    "price-below-cost": (
        edit("a price of 2800.00 at least", SOW, "fixed_amount: 2500", "fixed_amount: 2800.00"),
        edit("Correct what remains", EFFORTS, "spent: 5, remaining: 1", "spent: 3, remaining: 1"),
    ),
    "project-missing": (rename("Move the folder out of projects/", "projects/second", "docs/second"),),
    "project-too-large": (Step("Take files out", lambda root: shutil.rmtree(at(root, "concept"))),),
    "prose-too-deep": (
        put("Write it plainer", CHARTER, "## Motivation\n\nText.\n"),
        nothing("Write blanks between its parts"),
    ),
    "rate-missing": (edit("Did you mean consultants?", SOW, "role: consultant,", "role: consultants,"),),
    "reason-missing": (
        edit("Say why", PROJECT, 'withdrawn: ""', 'withdrawn: "The webmail stays."'),
        edit("Say why", REQUIREMENTS, "decision: waived\n", 'decision: waived\n    reason: "Not needed."\n'),
    ),
    "refused-link": (
        edit("Link to a web address", CHARTER, "javascript:alert(1)", "https://www.example.com/"),
        edit("Write https://evil.example/a", CHARTER, "(//evil.example/a)", "(https://evil.example/a)"),
        edit("Write https://evil.example.", CHARTER, "(/\\\\evil.example)", "(https://evil.example)"),
        edit("Write https://evil.example/c", CHARTER, "\\\\\\\\evil.example/c", "https://evil.example/c"),
    ),
    "rejections-used-up": (
        edit(
            "a decision with about: [DEL-1]",
            PROJECT,
            "assumptions:\n",
            '  - {id: D-2, title: "A third delivery", date: 2027-02-12, decided_by: nora-nowhere, about: [DEL-1]}\n'
            "assumptions:\n",
        ),
    ),
    "released-data-changed": (edit("Restore it", RULES, 'confidence: "Example"', 'confidence: "High"'),),
    "released-data-differs": (
        edit("a version of its own", "docs/sizing/ox-2011-1.yml", 'version: "1"', 'version: "1-ours"'),
        rename("a version of its own", "docs/sizing/ox-2011-1.yml", "docs/sizing/ox-2011-1-ours.yml"),
        edit("Correct the rule or the example", "docs/sizing/ox-2011-1-ours.yml", "value: 4\n", "value: 2\n"),
    ),
    "released-data-missing": (
        restore(
            "Restore the file", "docs/sizing/example-2.yml", INVALID / "released-data-changed/docs/sizing/example-1.yml"
        ),
        edit("Restore the file", "docs/sizing/example-2.yml", 'version: "1"', 'version: "2"'),
    ),
    "released-data-name": (rename("Call it 'example-1.yml'", "docs/sizing/sample-1.yml", RULES),),
    "released-data-twice": (delete("Keep one", "docs/sizing/example-copy.yml"), nothing("Call it 'example-1.yml'")),
    "released-data-unlocked": (run("delivery release sizing/example/1", "release", "sizing/example/1"),),
    "repeated-value": (edit("Keep one of them", REQUIREMENTS, "[DEL-1, DEL-1]", "[DEL-1]"),),
    "requirement-cycle": (
        edit("Take one of these parents out", REQUIREMENTS, "parents: [R-003, R-002]", "parents: [R-003]"),
        edit("Take one of these parents out", REQUIREMENTS, ", parents: [R-004]", ""),
    ),
    "revision-undated": (edit("Write revised", WORKSHOP, "revision: 2\n", "revision: 2\nrevised: 2026-12-10\n"),),
    "rule-set-bands": (
        edit("Say where each band begins and ends", RULES, "{from: 10, gives: 2}", "{above: 10, gives: 2}"),
    ),
    "rule-set-count": (
        edit(
            "round-up: {value: …}",
            RULES,
            "value: {divide: [{input: users}, 4]}",
            "value: {round-up: {value: {divide: [{input: users}, 4]}}}",
        ),
        edit(
            "{maximum-of: [0, …]}",
            RULES,
            "value: {subtract: [{input: users}, 5]}",
            "value: {maximum-of: [0, {subtract: [{input: users}, 5]}]}",
        ),
        edit(
            "round-up: {value: …}",
            RULES,
            "value: {divide: [{rule: even}, {rule: even}]}",
            "value: {round-up: {value: {divide: [{rule: even}, {rule: even}]}}}",
        ),
        edit("Name a rule that counts things, or show", RULES, "count: memory", "count: even"),
        edit("Name a rule that counts things.", RULES, "count: kind", "count: even"),
        edit("Add 'count' to the line", RULES, 'title: "Lone",', 'title: "Lone", count: even,'),
        edit("Write 'count' for it", RULES, "count_recommended: even", "count: even"),
    ),
    "rule-set-cycle": (
        edit("name an input", RULES, "{divide: [{rule: spare}, 5000]}", "{divide: [{input: users}, 5000]}"),
        nothing("Break the circle"),
    ),
    "rule-set-discrepancy": (
        edit("Correct the rule or the discrepancy", RULES, "printed: 4, computed: 2", "printed: 4, computed: 3"),
        edit("take 'rounded_to' out", RULES, "printed: 3, rounded_to: 0.5,", "printed: 3,"),
    ),
    "rule-set-duplicate": (
        edit("Rename one of them", RULES, '{id: nodes, title: "Nodes with', '{id: spare, title: "Nodes with'),
        nothing("Break the circle"),
        nothing("Use one of: nodes"),
    ),
    "rule-set-example": (
        edit("Correct the rule or the example", RULES, "{spare: 4}", "{spare: 3}"),
        edit("Give the missing inputs: users", RULES, "inputs: {},", "inputs: {users: 10000},"),
    ),
    "rule-set-expression": (
        edit("Delete one of them", RULES, "{from: 1, above: 0, gives: 1}", "{above: 0, gives: 1}"),
        edit("Write operators", RULES, '"nodes / 2"', "{divide: [{rule: nodes}, 2]}"),
    ),
    "rule-set-input": (
        edit("Add 'default_note'", RULES, "default: many", 'default: many, default_note: "Habit"'),
        edit("plain digits", RULES, "default: many", "default: 1"),
    ),
    "rule-set-kind": (edit("Write what gives a number", RULES, '"one"', "1"),),
    "rule-set-plural": (
        edit("Write 'user'", RULES, "unit: users", "unit: user"),
        edit("Write 'node'", RULES, "unit: nodes", "unit: node"),
        edit("Write 'query/s'", RULES, "unit: queries/s", "unit: query/s"),
        edit(
            "units: [{unit: chassis, plural: …}]",
            RULES,
            "inputs:\n",
            "units: [{unit: chassis, plural: chassis}]\ninputs:\n",
        ),
    ),
    "rule-set-source": (
        edit("default_basis: assumed", RULES, "default_basis: published", "default_basis: assumed"),
        edit(
            "basis: own-made",
            RULES,
            "basis: published, inputs: {users: 10000}",
            "basis: own-made, inputs: {users: 10000}",
        ),
    ),
    "rule-set-total": (
        edit("to the line 'all'", RULES, '{id: all, title: "In total",', '{id: all, title: "In total", total: true,'),
        nothing("to this figure"),
        edit(
            "to the line 'steps'",
            RULES,
            '{id: steps, title: "In steps of 64 GB",',
            '{id: steps, title: "In steps of 64 GB", total: true,',
        ),
        edit(
            "Add 'part_of: steps'",
            RULES,
            '{id: search, title: "Of which search",',
            '{id: search, title: "Of which search", part_of: steps,',
        ),
    ),
    "rule-set-unit": (
        edit("Write 'second'", RULES, "seconds", "second"),
        edit("write the one that is meant", RULES, "gib", "GiB"),
    ),
    "rule-set-unknown-name": (edit("Did you mean 'users'?", RULES, "{input: user}", "{input: users}"),),
    "rule-set-unproven": (
        add(
            "Add 'examples'",
            RULES,
            'examples:\n  - {title: "Ten thousand", inputs: {users: 10000}, results: {nodes: 2}}\n',
        ),
    ),
    "rule-set-unused": (
        edit("Delete 'default_note'", RULES, ', default_note: "No default"', ""),
        edit("or delete it", RULES, '  - {id: unused, title: "Asked for, not used", unit: user, minimum: 1}\n', ""),
        edit('unit: ""', RULES, 'title: "Federated", unit: node', 'title: "Federated", unit: ""'),
        edit("Delete 'minimum'", RULES, "kind: boolean, minimum: 0", "kind: boolean"),
        edit("Delete 'choices'", RULES, ', choices: ["1", "2"]', ""),
        edit("Delete 'unlisted'", RULES, "unit: node, unlisted: true, value: {when", "unit: node, value: {when"),
        edit(
            "or delete it",
            RULES,
            '  - {id: spare, title: "No line rests on it", unit: node, value: {add: [{rule: nodes}, 1]}}\n',
            "",
        ),
        edit("in 'growth' at the top", RULES, "inputs:\n", "growth: years\ninputs:\n"),
        edit("delete the line", RULES, '  - {id: empty, title: "Empty"}\n', ""),
        edit("or delete it", RULES, '  - {rule: nodes, warning: "Never"}\n', ""),
        edit("or correct one", RULES, "minimum: 5, maximum: 2", "minimum: 5, maximum: 8"),
    ),
    "several-obligations": (
        edit("one requirement for each obligation", REQUIREMENTS, ", and the log shall name each user.", "."),
        add(
            "one requirement for each obligation",
            REQUIREMENTS,
            '  - {id: R-003, statement: "The log shall name each user.", area: provisioning, priority: must, '
            'source: "Workshop", party: vendor, verification: test}\n',
        ),
    ),
    "sign-off-damaged": (
        edit("Restore the file from version control", f"sign-offs/{EDITED}.json", '"approved"', '"reviewed"'),
        delete("Restore the file from version control", "sign-offs/notes.json"),
    ),
    "sign-off-missing": (
        restore("Restore the file from version control", f"sign-offs/{RECORD}.json", DAMAGED / f"{EDITED}.json"),
        edit("Restore the file from version control", f"sign-offs/{RECORD}.json", '"approved"', '"reviewed"'),
        edit("Restore the file from version control", f"sign-offs/{RECORD}.json", "11-25T", "11-20T"),
    ),
    "sign-off-refused": (Step("Sign again with delivery sign", signed_again), nothing("sign again")),
    "sign-off-statement": (Step("Sign again with delivery sign", signed_again), nothing("Sign again, or")),
    "sign-off-void": (
        edit(
            "put back what the signature rests on",
            PROJECT,
            "role: project lead, party: invented}",
            f'role: project lead, party: invented, keys: [{{key: "{KEY}"}}]}}',
        ),
    ),
    "site-configuration": (
        edit("Write the value itself", SITE, '!ENV [HOME, "Ours"]', '"Ours"'),
        edit("delete the key", SITE, "INHERIT: ../other.yml\n", ""),
        edit("Delete the key", SITE, "hooks: [hooks/evil.py]\n", ""),
        edit("Write docs, or", SITE, "../elsewhere", "docs"),
        edit("Write docs/theme", SITE, "custom_dir: templates", "custom_dir: docs/theme"),
        edit("module_name, on_error_fail", SITE, ", modules: [evil]", ""),
        edit("Delete it. Known: delivery", SITE, "  - gen-files: {scripts: [evil.py]}\n", ""),
        edit("Delete it. Known: abbr", SITE, "  - evil.extension\n", ""),
    ),
    "sizing-cited-unknown": (
        edit("users.", ENVIRONMENT, "{mailboxes}", "{users}"),
        edit("Correct one of the two", ENVIRONMENT, "mailboxes: 6000", "mailboxes: 7000"),
    ),
    "sizing-comparison": (
        add(
            "Add to 'inputs' what it needs",
            SIZING,
            '  - {input: groupware-users, value: 10000, unit: user, basis: assumed, source: "Workshop"}\n'
            '  - {input: mobile-users, value: 10000, unit: user, basis: assumed, source: "Workshop"}\n',
        ),
    ),
    "sizing-input-duplicate": (
        edit("Delete one of them", SIZING, f'  - {{input: users, {UNIT_OF}, source: "Subscriber database"}}\n', ""),
    ),
    "sizing-input-kind": (edit("plain digits", SIZING, '"many"', "1200"),),
    "sizing-input-missing": (
        edit(
            "- {input: users, value: …, unit: 'user', basis: measured}",
            SIZING,
            "inputs: []",
            "inputs:\n  - {input: users, value: 10000, unit: 'user', basis: measured}",
        ),
    ),
    "sizing-input-range": (edit("Correct the number", SIZING, "value: 0", "value: 1000"),),
    "sizing-input-unit": (edit("Give the value in 'user'", SIZING, "unit: GB", "unit: user"),),
    "sizing-input-unknown": (edit("Did you mean 'users'?", SIZING, "input: user,", "input: users,"),),
    "sizing-no-result": (edit("Correct the input", SIZING, "value: 0", "value: 10"),),
    "sizing-outside": (
        edit("Correct the input", SIZING, "value: 1200000", "value: 120000"),
        edit("Correct the input", SIZING, "value: 3000000", "value: 300000"),
    ),
    "sizing-override-duplicate": (
        edit("Delete one", SIZING, '  - {output: database-nodes, value: 3, reason: "Quorum"}\n', ""),
    ),
    "sizing-override-unknown": (edit("Did you mean 'database-nodes'?", SIZING, "database-node,", "database-nodes,"),),
    "sizing-override-value": (edit("Give the value in 'node'", SIZING, "unit: GB", "unit: node"),),
    "sizing-rules-unknown": (edit("Did you mean 'ox-2011 1'?", SIZING, 'version: "2"', 'version: "1"'),),
    "sizing-scenario-duplicate": (edit("Rename one", SIZING, "{id: growth, title", "{id: rise, title"),),
    "sizing-stated-otherwise": (edit("as {users} in the answer", ENVIRONMENT, '"6,000"', '"{users}"'),),
    "stray-file": (
        delete("outside of projects/", "plan.xlsx"),
        delete("delete this one", "requirement.yml"),
        delete("delete this one", "sow/tests.yml"),
        rename("Move it out of projects/", "projects/notes.txt", "docs/notes.txt"),
    ),
    "table-cells": (
        edit(
            "Add columns to the head",
            CHARTER,
            "| Year | Users |\n| --- | --- |",
            "| Year | Users | Trend |\n| --- | --- | --- |",
        ),
    ),
    "table-cut": (edit("Delete the blank line above", CHARTER, "\n\n| 2026", "\n| 2026"),),
    "table-rule": (
        edit(
            "Write | --- | --- | below the head",
            CHARTER,
            "| Year | Users |\n| 2025",
            "| Year | Users |\n| --- | --- |\n| 2025",
        ),
        edit("one --- for each column", CHARTER, "| Year | Users |\n| --- |\n", "| Year | Users |\n| --- | --- |\n"),
    ),
    "shared-person-unknown": (
        edit("Did you mean nora-nowhere?", PEOPLE, "nora-nowere", "nora-nowhere"),
        edit("ame the folder of a project", PEOPLE, "mail-platfrom", "mail"),
    ),
    "template-mark": (
        edit("in backticks", CHARTER, "Motivation {#why}", "Motivation"),
        edit("in backticks", CHARTER, '{% include "text.md" %}', '`{% include "text.md" %}`'),
    ),
    "title-used-twice": (edit("Make the titles differ", SECOND, "Mail platform", "Second platform"),),
    "unknown-activity": (edit("Name one of the known ones", PROJECT, "demonstration", "demo"),),
    "unknown-case": (edit("Did you mean T-001?", RUN, "T-01\n", "T-001\n"),),
    "unknown-clause-value": (
        edit("Name a known one", PROJECT, "court:", "venue:"),
        edit("Did you mean vendor?", PROJECT, "{vendr}", "{vendor}"),
    ),
    "unknown-clauses": (edit("Pin a known one", PROJECT, 'as-before, version: "2"', 'as-before, version: "1"'),),
    "unknown-component": (edit("Did you mean balancer?", "architecture.yml", "ballancer", "balancer"),),
    "unknown-customer": (edit("Write the id of the customer: invented", PROJECT, '"Nonsense Ltd"', "invented"),),
    "unknown-document": (edit("Did you mean charter?", PROJECT, "project-charter", "charter"),),
    "unknown-gate": (edit("Did you mean go-no-go?", PROJECT, "go-nogo", "go-no-go"),),
    "unknown-heading": (
        edit("Did you mean Motivation?", CHARTER, "Motivaton", "Motivation"),
        edit("Did you mean Approach?", "sow/basic.md", "Aproach", "Approach"),
        edit("make it level 3", "sow/basic.md", "## Our company", "### Our company"),
    ),
    "unknown-id": (
        edit("Did you mean SOW-basic?", REQUIREMENTS, "SOW-base\n", "SOW-basic\n"),
        edit("take the reference out", REQUIREMENTS, "    deliverables: [DEL-3]\n", ""),
        edit("Did you mean R-001?", TESTS, "[R-1,", "[R-001,"),
        edit("take the reference out", TESTS, ", R-007", ""),
    ),
    "unknown-key": (edit("Did you mean 'priority'?", REQUIREMENTS, "prioritty", "priority"),),
    "unknown-person": (
        edit("Did you mean nora-nowhere?", PROJECT, "nora-nowere", "nora-nowhere"),
        edit(
            "Add the person or party",
            PROJECT,
            "people:\n",
            'people:\n  - {id: steering-board, name: "The board", role: board, party: invented}\n',
        ),
    ),
    "unknown-phase": (edit("Did you mean concept?", PROJECT, "konzept", "concept"),),
    "unknown-point": (
        edit("Did you mean goals?", PROJECT, "point: goal,", "point: goals,"),
        edit("Name one of the known ones", PROJECT, "point: budget", "point: server"),
    ),
    "unknown-process": (edit("Did you mean 2011-11-03?", PROJECT, "2011-11-30", "2011-11-03"),),
    "unknown-question": (edit("Did you mean mail-system?", ENVIRONMENT, "mailsystem", "mail-system"),),
    "unknown-section": (
        edit("Did you mean authentication?", REQUIREMENTS, "authentification", "authentication"),
        rename("Did you mean backup?", "concept/backups.md", "concept/backup.md"),
        rename("Move the text to a section that takes prose", "concept/sizing.md", "concept/goals.md"),
    ),
    "unknown-templates": (edit("Did you mean standard?", PROJECT, "standart", "standard"),),
    "unknown-tier": (edit("Did you mean Application?", "architecture.yml", '"Applications"', '"Application"'),),
    "unknown-topic": (edit("correct the topic", PROJECT, "topic: migration", "topic: basic"),),
    "unknown-value": (edit("Write one of: must", REQUIREMENTS, "high", "must"),),
    "vague-wording": (edit("Say it in a figure", REQUIREMENTS, "fast enough", "within 4 hours"),),
    "vanished-id": (
        restore("Put it back", REQUIREMENTS, INVALID / "vanished-id/before/projects/mail/requirements.yml"),
        edit(
            "withdraw it with a reason",
            REQUIREMENTS,
            "  - id: R-003\n",
            '  - id: R-003\n    withdrawn: "Mail is sent elsewhere."\n',
        ),
    ),
    "vanished-project": (restore("Put it back", "projects/old", INVALID / "vanished-project/before/projects/old"),),
    "withdrawn-item-cited": (edit("take the reference out", SOW, "assumptions: [A-2]\n", ""),),
    "words-suspect": (
        *(edit(f'put "{words}" here', file, f'{id}: "000000000000"', f'{id}: "{words}"') for id, words, file in AGAIN),
        *(
            edit(f'put "{words}" here', file, f'{key}: "000000000000"', f'{key}: "{words}"')
            for key, words, file in AGREED_AGAIN
        ),
        edit("`delivery run`", "test-runs/2026-11-12-first.yml", 'R-001: "000000000000"', 'R-001: "02f992bbe433"'),
    ),
    "word-for-term": (
        edit("Write Vendor", PROJECT, "The contractor", "The vendor"),
        edit("Write Business day", PROJECT, "working days", "business days"),
    ),
    "workshop-length": (
        edit("add topics", "agenda.yml", "minutes: 60}", 'minutes: 60}\n  - {topic: "Mail", minutes: 90}'),
    ),
    "wrong-date": (edit("such as 2026-11-30", PROJECT, "2026-11-31", "2026-11-30"),),
    "wrong-form": (edit("Did you mean SOW-basic?", REQUIREMENTS, "sow: basic", "sow: SOW-basic"),),
    "wrong-kind-of-id": (edit("Name a party", PROJECT, "party: petra-beispiel", "party: invented"),),
    "wrong-project-name": (rename("Rename it to 'mail-platform'", "projects/Mail Platform", "projects/mail-platform"),),
    "wrong-type": (
        edit("Put the value in quotes", RULES, "version: 1\n", 'version: "1"\n'),
        edit("begins with '- '", REQUIREMENTS, "deliverables: DEL-1", "deliverables:\n      - DEL-1"),
    ),
    "wrong-value": (edit("Write 2.", PROJECT, "format: 3", "format: 2"),),
    "yaml-alias": (edit('"*shared"', ENVIRONMENT, "*shared", '"*shared"'),),
    "yaml-ambiguous-scalar": (
        edit("quote it if it is a text", ENVIRONMENT, "answer: no,", 'answer: "no",'),
        edit("Quote it if it is a text", ENVIRONMENT, "12:30", '"12:30"'),
    ),
    "yaml-anchor": (edit("Delete the anchor", ENVIRONMENT, "&first ", ""),),
    "yaml-directive": (edit("Delete the line that begins with %", ENVIRONMENT, "%YAML 1.1\n", ""),),
    "yaml-duplicate-key": (
        edit("Keep one of the two", ENVIRONMENT, "interfaces: []\nanswers: []\n", "interfaces: []\n"),
    ),
    "yaml-form": (
        edit("Write a blank before the #", REQUIREMENTS, "]# the", "] # the"),
        edit("Indent it by 5 blanks", REQUIREMENTS, "    within 4 hours", "     within 4 hours"),
    ),
    "yaml-key-not-text": (edit("Put the key in quotes", RULES, "{2: 4, 3: 6}", '{"2": 4, "3": 6}'),),
    "yaml-merge-key": (
        edit("Write the merged keys out", ENVIRONMENT, '<<: {source: "Workshop"}', 'source: "Workshop"'),
    ),
    "yaml-several-documents": (edit("Keep one document in a file", ENVIRONMENT, "---\nanswers: []\n", ""),),
    "yaml-syntax": (edit('"Dovecot: 2.3"', ENVIRONMENT, "Dovecot: 2.3", '"Dovecot: 2.3"'),),
    "yaml-tag": (edit("Delete the tag", ENVIRONMENT, "!!str Dovecot", "Dovecot"),),
    "yaml-text-cut": (
        edit(
            "Put the whole text in quotes",
            REQUIREMENTS,
            "The system shall answer request #1 within 2 seconds.",
            '"The system shall answer request #1 within 2 seconds."',
        ),
        edit("Put the whole text in quotes", REQUIREMENTS, "Workshop #2", '"Workshop #2"'),
    ),
    "yaml-text-too-long": (put("Shorten it", "architecture.yml", f'{HEAD}tiers: ["Application"]\ncomponents: []\n'),),
    "yaml-too-deep": (edit("Write the data flatter", ENVIRONMENT, "[" * 30 + "]" * 30, "[]"),),
    "yaml-too-many-values": (put("Split the data", ENVIRONMENT, f"{HEAD}answers: []\n"),),
    "younger-than-revision": (
        edit("Set revised to 2026-11-18", PROJECT, "revised: 2026-11-05", "revised: 2026-11-18"),
    ),
}
