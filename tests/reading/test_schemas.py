"""The schemas and the model say the same: keys, required keys, enums; and every schema explains itself."""

import dataclasses
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from delivery_wiki.model import brand, clauses, process, sign_off, sizing, wording
from delivery_wiki.model.answers import AnswerFile
from delivery_wiki.model.project.acceptance import Acceptance, AcceptedDefect
from delivery_wiki.model.project.agenda import Agenda
from delivery_wiki.model.project.architecture import Architecture
from delivery_wiki.model.project.attachments import Attachment
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.environment import Environment
from delivery_wiki.model.project.internal_notes import Internal, TopicEfforts, TopicPrice
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.minutes import Minutes
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.proof_of_concept_record import ProofOfConcept
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.responsibilities import Responsibility
from delivery_wiki.model.project.sizing_request import SizingRequest
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceAttempt, StatementOfWork
from delivery_wiki.model.project.test_cases import ReportedAs, TestCase
from delivery_wiki.model.project.test_results import DefectClass, TestRun
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.reference_architecture import ReferenceArchitecture
from delivery_wiki.model.shared_people import SharedPeople
from delivery_wiki.reading.schema.schema_check import SchemaFault, SchemaSet
from delivery_wiki.reading.schema.schema_patterns import compile_pattern
from delivery_wiki.reading.schema.schema_refs import write_out

FOLDER = Path(__file__).parents[2] / "schemas"
SCHEMAS = SchemaSet.load(FOLDER, thorough=True)
# Schemas of files that people write; the others describe what the command prints.
WRITTEN = [name for name, schema in SCHEMAS.schemas.items() if "format" in schema.get("properties", {})]
FULL = {name: write_out(name, SCHEMAS.schemas) for name in WRITTEN}

ROOTS: dict[str, type] = {
    "project": Project,
    "environment": Environment,
    "architecture": Architecture,
    "poc": ProofOfConcept,
    "sizing": SizingRequest,
    "sow": StatementOfWork,
    "test-run": TestRun,
    "agenda": Agenda,
    "offer": Offer,
    "acceptance": Acceptance,
    "minutes": Minutes,
    "notes": Internal,
    "efforts": TopicEfforts,
    "prices": TopicPrice,
    "process": process.ProcessDefinition,
    "templates": process.TemplateSet,
    "rule-set": sizing.RuleSet,
    "clauses": clauses.ClauseSet,
    "reference-architecture": ReferenceArchitecture,
    "brand": brand.Brand,
    "people": SharedPeople,
    "wording": wording.Wording,
    "issued": Issued,
    "sign-off": sign_off.SignOff,
    "sign-off-witness": sign_off.Attestation,
    "answers": AnswerFile,
}
LISTS: dict[str, type] = {
    "requirements": Requirement,
    "responsibilities": Responsibility,
    "tests": TestCase,
    "changes": ChangeRequest,
    "attachments": Attachment,
}
# Members that a schema refuses on purpose: a defect of class 1 cannot be accepted.
REFUSED: dict[tuple[type, str], set[Enum]] = {(AcceptedDefect, "defect_class"): {DefectClass.ONE}}
# Fields that come from file names, from other files or from prose.
ELSEWHERE: dict[type, set[str]] = {
    AcceptanceAttempt: {"attested_by", "attested_on"},
    AnswerFile: {"name", "digest", "sender"},
    clauses.ClauseSet: {"digest"},
    Project: {
        *("slug", "environment", "architecture", "responsibilities", "poc", "sizing", "requirements", "sows", "tests"),
        *(
            "entry_criteria",
            "exit_criteria",
            "reported_as",
            "test_runs",
            "changes",
            "agenda",
            "offer",
            "acceptance",
            "minutes",
            "prose",
            "prose_texts",
            "sign_offs",
            "issued",
        ),
        *("internal", "attestations", "returned", "damaged_records", "frozen_pdfs", "vendor_fields"),
        *("attachments", "attached_files"),
        "logo",
    },
    brand.Brand: {"logo_picture", "logo_inverse_picture"},
    Issued: {"digest"},
    sign_off.SignOff: {"name", "exact"},
    sign_off.Attestation: {"name"},
    StatementOfWork: {"topic"},
    TestRun: {"name"},
    Minutes: {"name", "prose"},
    Internal: {"retrospective", "efforts", "prices"},
    TopicEfforts: {"topic"},
    TopicPrice: {"topic"},
}

# What only the tool writes holds every key, also those that the class has a default for.
WHOLE: dict[type, set[str]] = {Issued: {"audience", "pdf", "pins", "figures", "content", "sources"}}


def records(kind: type, schema: dict[str, Any], place: str) -> Iterator[tuple[str, type, dict[str, Any]]]:
    """Every dataclass below a class, with the schema of its place."""
    yield place, kind, schema
    hints = get_type_hints(kind)
    for name, child in schema["properties"].items():
        for inner in [hints.get(name), *get_args(hints.get(name))]:
            if isinstance(inner, type) and dataclasses.is_dataclass(inner):
                below = child.get("items", child)
                yield from records(inner, below, f"{place}.{name}")


def all_records() -> Iterator[tuple[str, type, dict[str, Any]]]:
    """Every dataclass of every schema."""
    for name, kind in ROOTS.items():
        yield from records(kind, FULL[name], name)
    for name, kind in LISTS.items():
        yield from records(kind, FULL[name]["properties"][name]["items"], name)
    yield from records(ReportedAs, FULL["tests"]["properties"]["reported_as"], "reported_as")


RECORDS = list(all_records())
PLACES = [record[0] for record in RECORDS]


def test_every_schema_belongs_to_the_model() -> None:
    """A schema without a class, or a class without a schema, is a leftover."""
    assert set(WRITTEN) == {*ROOTS, *LISTS}


@pytest.mark.parametrize(("place", "kind", "schema"), RECORDS, ids=PLACES)
def test_the_keys_of_a_schema_are_the_fields_of_the_class(place: str, kind: type, schema: dict[str, Any]) -> None:
    """A field that only one side knows would be lost or refused."""
    fields = {field.name: field for field in dataclasses.fields(kind)}
    expected = set(fields) - {"location"} - ELSEWHERE.get(kind, set())

    assert set(schema["properties"]) - {"format"} == expected
    assert schema["additionalProperties"] is False
    required = {
        name
        for name in expected
        if fields[name].default is dataclasses.MISSING and fields[name].default_factory is dataclasses.MISSING
    }
    assert set(schema.get("required", ())) - {"format"} == required | WHOLE.get(kind, set())


@pytest.mark.parametrize(("place", "kind", "schema"), RECORDS, ids=PLACES)
def test_the_values_of_a_schema_are_the_members_of_the_enum(place: str, kind: type, schema: dict[str, Any]) -> None:
    """What the schema lets through the model can hold, and the other way round."""
    hints = get_type_hints(kind)
    for name, child in schema["properties"].items():
        for inner in [hints.get(name), *get_args(hints.get(name))]:
            if isinstance(inner, type) and issubclass(inner, Enum):
                values = child.get("enum") or child.get("items", child.get("additionalProperties"))["enum"]
                wanted = [member.value for member in inner if member not in REFUSED.get((kind, name), ())]
                assert values == wanted, name


def properties(node: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property anywhere in a schema."""
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from properties(child, f"{place}/{index}")
    if isinstance(node, dict):
        for name, child in node.get("properties", {}).items():
            if isinstance(child, dict):
                yield f"{place}.{name}", child
        for key, child in node.items():
            if key not in ("examples", "enum", "const", "default"):
                yield from properties(child, f"{place}/{key}")


def test_every_key_is_described() -> None:
    """The reference and the editor's hover help come from the descriptions."""
    found = [property_ for name, schema in SCHEMAS.schemas.items() for property_ in properties(schema, name)]
    missing = [place for place, schema in found if not schema.get("description")]

    # The number of the format is described once, for all files.
    assert [place for place in missing if not place.endswith(".format")] == []


def test_every_text_and_list_is_bounded() -> None:
    """Without a bound a single value could fill a page."""
    unbounded = []
    for name, schema in FULL.items():
        for place, entry in properties(schema, name):
            if entry.get("type") == "string" and not {"maxLength", "pattern", "format"} & set(entry):
                unbounded.append(place)
            if entry.get("type") == "array" and "maxItems" not in entry:
                unbounded.append(place)
    assert unbounded == []


def test_every_example_fits_its_own_schema() -> None:
    """An example that the check refuses would teach the wrong form."""
    found = [property_ for name, schema in FULL.items() for property_ in properties(schema, name)]
    wrong = [
        (place, example)
        for place, entry in found
        for example in entry.get("examples", ())
        if "pattern" in entry and not compile_pattern(entry["pattern"]).fullmatch(str(example))
    ]

    assert wrong == []


def test_a_pattern_without_anchors_is_refused(tmp_path: Path) -> None:
    """Unanchored patterns let anything through around them."""
    (tmp_path / "some.schema.json").write_text('{"properties": {"a": {"pattern": "x"}}}')

    with pytest.raises(SchemaFault, match="does not cover the whole text"):
        SchemaSet.load(tmp_path, thorough=True)


@pytest.mark.parametrize("schema", ['{"requried": ["a"]}', '{"format": "uri"}', '{"type": "strin"}'])
def test_a_misspelt_keyword_format_or_type_is_refused(tmp_path: Path, schema: str) -> None:
    """What would be ignored silently is a fault of the schema."""
    (tmp_path / "some.schema.json").write_text(schema)

    with pytest.raises(SchemaFault):
        SchemaSet.load(tmp_path, thorough=True)


def test_patterns_are_linear() -> None:
    """No nested repetition that a long text could make slow."""
    nested = re.compile(r"\([^()]*[+*][^()]*\)[+*]")
    slow = []
    for name, schema in SCHEMAS.schemas.items():
        for place, entry in properties(schema, name):
            pattern = entry.get("pattern", "")
            # The repeated groups in use begin with a separator that the part before cannot contain.
            if nested.search(pattern) and not re.search(r"\(\?:(?:-|\[[._-]+\])", pattern):
                slow.append(place)
    assert slow == []
