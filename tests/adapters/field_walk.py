"""The example project with one field changed at a time, and all that its customer gets of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from delivery_wiki.adapters.commands.command_audit import bundle_files
from delivery_wiki.adapters.workspace.customer_files import customer_files
from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.verification.audit_selection import select_for_audit
from delivery_wiki.pages.command_texts.issuing import content_json, document_names, issue
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import PageContext, PageFile
from delivery_wiki.pages.macros.macro_calls import CallPlace, expander, run_call
from delivery_wiki.pages.macros.staged_pages import find_pages, page_source, view_digest
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.status.calendar import render_calendar
from delivery_wiki.pages.status.status_json import status_as_json
from delivery_wiki.reading.customer.customer_copy import written_yaml
from delivery_wiki.reading.files.project_places import find_place
from delivery_wiki.reading.markdown.front_matter import split_front_matter
from delivery_wiki.reading.markdown.macro_call import find_macro_calls
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.repository import read_repository
from delivery_wiki.reading.yaml.strict_yaml import read_yaml
from tests.adapters.schema_fields import Field, fields_of, other_values, places_of, with_value
from tests.example_projects import EXAMPLES
from tests.pages.harbour import ON, ROOT

FULL = EXAMPLES / "valid" / "full"
SLUG = "harbour"
# What the example does not have because its state is another one, so that every field has a value somewhere.
MORE = {
    "acceptance.yml": """
deliverables: [DEL-4]
accepted_defects:
  - {test: T-001, defect: "Umlauts", defect_class: 3, by: nora-nowhere, until: 2026-12-31, remedy: "A new version",
     owner: max-mustermann}
""",
    "changes.yml": """
changes:
  - {id: CR-2, title: "Third brand", reason: "Another one.", raised: 2026-06-02, raised_by: nora-nowhere, days: 1,
     due: 2026-10-30, moves: [SOW-basic],
     sow: SOW-basic, sizing: [users], owner: max-mustermann}
  - {id: CR-3, title: "Fourth brand", reason: "One more.", raised: 2026-06-03, raised_by: nora-nowhere,
     moves: [DEL-1], withdrawn: "Taken back."}
""",
    "internal/notes.yml": """
risks:
  - {id: RISK-8, statement: "Nobody knows.", probability: high, impact: high, response: "Wait.", owner: max-mustermann,
     state: accepted, accepted: {by: max-mustermann, reason: "It is small.", until: 2026-12-01},
     about: [R-001], words: {R-001: "000000000000"}, confirmed: [{date: 2026-05-05, by: max-mustermann,
     reason: "The same.", words: {R-001: "9f0bfc4f89dd"}}]}
  - {id: RISK-7, statement: "Gone.", probability: low, impact: low, response: "None.", withdrawn: "Over."}
""",
    "offer.yml": """
licences:
  - {title: "400 users", amount: 800, note: "A part"}
""",
    "project.yml": """
contract: {vat_percent: 21, payment_days: 20}
clauses:
  id: en-europe
  version: "1"
  contract_type: work
  values: {region: "Portugal", governing_law: "Portugal", venue: "Lisbon"}
  own:
    - {place: exit, texts: ["The vendor helps for a week."], reason: "Asked for."}
  replaced: [{clause: late-payment, text: "The customer pays in 20 days.", reason: "Agreed in talks."}]
  added: [{place: secrecy, texts: ["The harbour plan is secret."], reason: "Port law."}]
  elsewhere: [{place: liability, contract: "contract 7 of 2026"}]
  reason: "Of its own."
people:
  - {id: zoe-example, name: "Zoe Example", role: sponsor, party: harbour, signs: [charter], keys: [{key: "ssh-ed25519 \
AAAAC3NzaC1lZDI1NTE5AAAAIKLbXy9hlRQ7Tvh1L0K8mWHvhFHQZSLGNUnTzXQpSTbA", valid_from: 2026-01-01,
     valid_until: 2028-12-31}]}
signatures:
  - {document: charter, party: customer, role: sponsor, meaning: accepted, count: 1, carries_out: acceptance-tests}
witnesses:
  - {id: ci, key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKLbXy9hlRQ7Tvh1L0K8mWHvhFHQZSLGNUnTzXQpSTbB",
     valid_from: 2026-01-01, valid_until: 2028-12-31}
witness_required: false
decisions:
  - {id: D-3, title: "Go all the same", date: 2026-05-04, gate: concept-agreed, outcome: go, decided_by: nora-nowhere,
     accepts: [{criterion: "concept-agreed-1", reason: "It is little.", until: 2026-12-24, remedy: "Written later",
     owner: max-mustermann}]}
  - {id: D-4, title: "Taken back", date: 2026-05-05, decided_by: nora-nowhere, withdrawn: "Another day."}
risks:
  - {id: RISK-2, statement: "The line is slow.", probability: high, impact: high, response: "None.",
     state: accepted, owner: max-mustermann, accepted: {by: nora-nowhere, reason: "It is cheap.", until: 2026-12-02}}
  - {id: RISK-3, statement: "No more.", probability: low, impact: low, response: "None.", withdrawn: "Over."}
assumptions:
  - {id: A-3, statement: "The line is fast.", owner: finn-fictional, due: 2026-10-21}
open_points:
  - {id: OP-3, question: "Which rack?", raised: 2026-09-22, owner: finn-fictional, due: 2026-10-20}
  - {id: OP-2, question: "Which line?", raised: 2026-01-21, withdrawn: "Known."}
accepted_findings:
  - {code: document-overdue, item: SOW-basic, reason: "It comes.", by: max-mustermann, until: 2026-12-03}
  - {code: wording, place: "requirements.yml:requirements[0]", reason: "It is so.", by: max-mustermann,
     until: 2026-12-04}
documents:
  - {kind: sizing, not_needed: "Nothing is sized."}
""",
    "sizing.yml": """
inputs:
  - {input: logged-in-share, value: 10, unit: "%", basis: assumed, source: "A guess", date: 2026-01-21}
scenarios:
  - id: three
    title: "In three years"
    inputs:
      - {input: users, value: 6000, unit: users, basis: assumed, source: "Plan", date: 2026-01-22}
overrides:
  - {output: webmail-nodes, value: 4, unit: nodes, reason: "Spare", decided: D-1}
""",
    "sow/basic.yml": """
show_billed_days: false
contract:
  order_number: "PO 2026-8"
  framework_agreement: {title: "Frame", number: "F 13", signed: 2025-12-02}
  place: "The quay"
  working_hours: "9 to 17"
  key_people: [max-mustermann]
  inspection: {by: [finn-fictional], rhythm: "Weekly", business_days: 6, remedy: "At once."}
  liability_cap: {amount: 51000, currency: EUR, percent: 120}
  vat_percent: 22
  payment_days: 21
  options:
    - {title: "Care of the nodes", months: 7, notice_by: 2026-07-01, note: "By letter"}
deliverables:
  - id: DEL-4
    title: "Report"
    description: "What was done."
    change: CR-1
    forecast: 2026-10-15
    acceptance: [{id: AC-2, statement: "It is read.", method: "Reading"}]
    attempts: [{date: 2026-09-02, outcome: rejected, by: nora-nowhere, criterion: AC-2, reason: "It is thin."}]
work_packages:
  - {id: WP-4, title: "Write the report", role: consultant, days: 3, spent: 1, remaining: 2, as_of: 2026-07-30,
     change: CR-1}
acceptance: ["In writing."]
cites_sizing: true
""",
    "sow/training.yml": """
format: 2
title: "Training"
summary: "A day for all."
approach: "In the hall."
acceptance_clock: {review_business_days: 5, silence_accepts: true, cure_business_days: 10, rejections: 2}
warranty_months: 6
deliverables: [{id: DEL-7, title: "Course", description: "A day.", due_text: "In autumn"}]
work_packages: [{id: WP-7, title: "Give the course", role: consultant, days: 1}]
price: {basis: fixed-price, currency: EUR, fixed_amount: 2000, contingency_percent: 7, cap: 2200, expenses: 41,
  rates: [{role: consultant, rate: 1171}], expenses_cap: 53, travel: [{title: "Visit", trips: 2, time: 13, cost: 17}]}
clauses:
  id: en-europe
  version: "1"
  contract_type: service
  values: {region: "Madeira", venue: "Funchal"}
  without: [no-support]
  own:
    - {place: exit, texts: ["No help is needed."], reason: "It is a day."}
  replaced: [{clause: law, text: "The law of the sea.", reason: "By the sea."}]
  added: [{place: rights, texts: ["Slides may be copied."], reason: "They teach on."}]
  elsewhere: [{place: default, contract: "contract 8 of 2026"}]
  reason: "It is a course."
""",
}


def _merged(item: Any, more: Any) -> Any:
    if isinstance(item, dict) and isinstance(more, dict):
        return {**item, **{name: _merged(item.get(name), child) for name, child in more.items()}}
    return [*item, *more] if isinstance(item, list) and isinstance(more, list) else more


@dataclass
class Walk:
    """A copy of the example in which one file at a time is another."""

    root: Path
    schemas: Any = field(default_factory=load_schemas)
    trees: dict[str, Any] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shutil.copytree(FULL / "projects", self.root / "projects")
        self.library = read_repository(FULL, ROOT).library
        for file in sorted(self.folder.rglob("*")):
            inside = file.relative_to(self.folder).as_posix()
            if file.suffix == ".yml":
                more = read_yaml(MORE.get(inside, "{}").encode(), inside).value
                self.trees[inside] = _merged(read_yaml(file.read_bytes(), inside).value, more)
            elif file.suffix == ".md" and (split := split_front_matter(file.read_text("utf-8"), inside)).matter:
                self.trees[inside], self.bodies[inside] = split.matter.value, split.body
        for inside in MORE.keys() - self.trees.keys():
            self.trees[inside] = read_yaml(MORE[inside].encode(), inside).value
        for inside, tree in self.trees.items():
            self.write(inside, tree)

    @property
    def folder(self) -> Path:
        """The project's folder."""
        return self.root / "projects" / SLUG

    def text(self, inside: str, tree: Any) -> str:
        """A file of the project with this data."""
        return f"---\n{written_yaml(tree)}---\n{self.bodies[inside]}" if inside in self.bodies else written_yaml(tree)

    def write(self, inside: str, tree: Any) -> None:
        """Put data into a file."""
        (self.folder / inside).write_text(self.text(inside, tree), "utf-8")

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of people and parties."""
        project = self.trees["project.yml"]
        return tuple(item["id"] for item in (*project["people"], *project["parties"]))

    def context_with(self, inside: str, tree: Any) -> PageContext | None:
        """The same while a file has other data; nothing where the project cannot be read with it."""
        self.write(inside, tree)
        try:
            return self.context()
        except (ValueError, LookupError):  # a finding; a pin that does not ship
            return None
        finally:
            self.write(inside, self.trees[inside])

    def context(self) -> PageContext:
        """What the customer's pages draw on; raises ValueError for a project that cannot be read."""
        read = read_project(self.folder, self.root, self.schemas)
        if read.project is None:
            raise ValueError(read.findings)
        return page_context(read.project, Audience.CUSTOMER, self.library, {}, ON)

    def schema_of(self, inside: str) -> str:
        """The schema of a file."""
        place = find_place(inside)
        assert place is not None
        return place.schema

    def fields(self, inside: str) -> tuple[Field, ...]:
        """The fields of a file's schema."""
        return tuple(fields_of(self.schemas.written_out(self.schema_of(inside))))

    def is_sound(self, inside: str, tree: Any) -> bool:
        """Whether a file may hold this data."""
        return bool(self.schemas.validators[self.schema_of(inside)].is_valid(tree))

    def changes(self, inside: str, field: Field, tree: Any = None) -> Iterator[Any]:
        """The data of a file, or this data, with another value in one field: a few values at each of its places."""
        tree = self.trees[inside] if tree is None else tree
        for path in places_of(field, tree):
            others = other_values(field, tree, path, self.names)
            made = (with_value(tree, path, new, key=field.is_key) for new in others)
            yield from (changed for changed in made if self.is_sound(inside, changed))


def pages_of(context: PageContext) -> dict[str, PageFile]:
    """The customer's pages by their addresses."""
    return {page.stem: page for page in find_pages(context)}


def outlets(walk: Walk, context: PageContext) -> dict[str, str]:
    """All that leaves as a file: copies (and so attachments), frozen content, calendar, status and audit bundle."""
    copies = customer_files(walk.root, SLUG, walk.schemas)
    found = {f"copy of {inside}": text for inside, text in copies.items()}
    for name, (kind, topic) in document_names(context).items():
        with suppress(LookupError):  # a document without a revision
            found[f"frozen {name}"] = content_json(issue(context, kind, topic, copies))
    bundle = bundle_files(walk.root, select_for_audit(context.view))
    found |= {f"audit {name}": data.decode("latin-1") for name, data in bundle.items()}
    return {**found, "calendar": render_calendar(context), "status": status_as_json([context])}


def page_of(page: PageFile, context: PageContext) -> str:
    """A page as it is rendered, without the digest of the data in its footer."""
    place = CallPlace(project=context)
    renderer = HtmlRenderer(context.words, expander(place))
    calls = [str(renderer.render(run_call(call, place))) for _, _, call in find_macro_calls(page.body)]
    return "\n".join([page_source(page, context).replace(view_digest(context), ""), *calls])
