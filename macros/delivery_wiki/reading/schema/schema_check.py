"""Checks a read file against its JSON Schema; every fault becomes a finding at its line and column."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource
from referencing.jsonschema import DRAFT202012

from delivery_wiki.model.finding import Finding, Location, Step, error

from ..files.finding_limit import limit_findings
from ..yaml.strict_yaml import MERGE_KEY, YamlFile
from .schema_refs import UnknownReference, write_out
from .schema_rules import FORMATS, RecordValidator, unknown_keywords
from .schema_words import SchemaProblem, explain

SUFFIX = ".schema.json"

Schema: TypeAlias = dict[str, Any]


class SchemaFault(Exception):
    """A schema of the tool itself is wrong; `name` says which."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}{SUFFIX}: {problem}")
        self.name = name


@dataclass(frozen=True, slots=True, eq=False)  # one set is not another: it may be a key
class SchemaSet:
    """All schemas of the tool, ready to check with; nothing is ever fetched."""

    validators: Mapping[str, Draft202012Validator]
    schemas: Mapping[str, Schema]

    @classmethod
    def load(cls, folder: Path, *, thorough: bool = False) -> SchemaSet:
        """Read every schema of a folder and check its keywords; `thorough` adds the slow check of their values."""
        return _load(folder.resolve(), thorough)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the schemas."""
        return tuple(self.validators)

    def written_out(self, name: str) -> Schema:
        """A schema with its references written out, as files are checked with it; empty for an unknown name."""
        return self.validators[name].schema if name in self.validators else {}  # type: ignore[return-value]  # a mapping

    def check(self, name: str, read: YamlFile) -> tuple[Finding, ...]:
        """Every fault of a read file: at most 20, then one finding that counts the rest."""
        return limit_findings(self.faults(name, read))

    def faults(self, name: str, read: YamlFile) -> tuple[Finding, ...]:
        """Every fault of a read file, however many."""
        faults = tuple(self.validators[name].iter_errors(read.value))
        unknown = {tuple(fault.absolute_path) for fault in faults if fault.validator == "format"}
        reported = [
            problem
            for fault in faults
            if fault.validator != "pattern" or tuple(fault.absolute_path) not in unknown  # it would be said twice
            for problem in _report(fault, read)
        ]
        meant = {
            (location.steps[:-1], problem.meant) for location, problem in reported if problem.code == "unknown-key"
        }
        found = [
            error(problem.code, location, problem.problem, problem.repair, replacement=problem.replacement)
            for location, problem in reported
            if problem.code != "missing-key" or (location.steps, problem.meant) not in meant
        ]
        return tuple(sorted(found, key=lambda finding: finding.sort_key))


def _report(fault: ValidationError, read: YamlFile) -> Iterator[tuple[Location, SchemaProblem]]:
    """Each problem of a fault with its place, unless the reader has reported the value already."""
    path = tuple(fault.absolute_path)
    if any(path[:length] in read.faulty for length in range(1, len(path) + 1)):
        return
    here = read.root.at(*path)
    for problem in explain(fault):
        if problem.key is not None and (*path, problem.key) in read.faulty:
            continue
        if problem.code == "missing-key" and {problem.meant, MERGE_KEY} & _faulty_names(path, read):
            continue
        yield (here if problem.key is None else here.at(problem.key)), problem


def _faulty_names(path: tuple[Step, ...], read: YamlFile) -> set[str]:
    """The keys of a mapping that have a finding already, without a question mark before them: none is missing."""
    return {str(path_below[-1]).lstrip("?") for path_below in read.faulty if path_below and path_below[:-1] == path}


@cache
def _load(folder: Path, thorough: bool) -> SchemaSet:
    files = sorted(folder.glob(f"*{SUFFIX}"))
    schemas = {file.name.removesuffix(SUFFIX): _read(file) for file in files}
    for name, schema in schemas.items():
        _check_schema(name, schema, thorough)
    resources = [
        (f"{name}{SUFFIX}", Resource.from_contents(schema, default_specification=DRAFT202012))
        for name, schema in schemas.items()
    ]
    registry: Registry[Any] = Registry(retrieve=_refuse).with_resources(resources).crawl()  # type: ignore[call-arg]  # attrs field
    validators = {
        name: RecordValidator(_write_out(name, schemas), registry=registry, format_checker=FORMATS) for name in schemas
    }
    return SchemaSet(validators=validators, schemas=schemas)


def _write_out(name: str, schemas: Mapping[str, Schema]) -> Schema:
    try:
        return write_out(name, schemas)
    except UnknownReference as fault:
        raise SchemaFault(name, str(fault)) from fault


def _read(file: Path) -> Schema:
    schema: Schema = json.loads(file.read_text(encoding="utf-8"))
    return schema


def _refuse(uri: str) -> Resource[Any]:
    raise NoSuchResource(uri)


def _check_schema(name: str, schema: Schema, thorough: bool) -> None:
    for problem in unknown_keywords(schema):
        raise SchemaFault(name, problem)
    if thorough:
        for fault in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema):
            raise SchemaFault(name, fault.message)
