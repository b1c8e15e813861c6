"""Reads a project folder: every file, every finding, and the project when nothing is wrong."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from delivery_wiki.model.document_kinds import RETROSPECTIVE
from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.finding import ANY_NAME, Finding, Severity, error
from delivery_wiki.model.project.attachments import AttachedFile
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.internal_notes import Internal
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.minutes import Minutes
from delivery_wiki.model.project.prose_file import ProseFile
from delivery_wiki.model.project.statement_of_work_terms import SOW_ID
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.same import Same
from delivery_wiki.model.sign_off import DamagedRecord
from delivery_wiki.model.texts.as_id import as_id
from delivery_wiki.model.texts.prose_text import ProseText

from .attachments.attached_content import attachment_fault
from .customer.internal_facts import check_internal_facts, with_internal_facts
from .customer.meant_people import by_id
from .customer.vendor_marks import vendor_fields
from .files.folder_walk import (
    IN_THIS_REPOSITORY,
    FoundFile,
    Walk,
    is_other_kind,
    is_without_bearing,
    misplaced_file,
    place_of,
    walk_folder,
)
from .files.kept_results import KeptResults
from .files.left_behind import Ignored, is_left_behind, is_pointer, is_reserved, nothing_ignored
from .files.pictures import read_picture
from .files.project_places import FileShape, find_place
from .files.readable_text import MAXIMUM_FILE_BYTES
from .formats.format_versions import upgraded
from .markdown.markdown_blocks import read_blocks
from .markdown.markdown_file import read_markdown
from .markdown.prose_check import check_prose
from .markdown.prose_fields import find_prose
from .records.frozen_content import frozen_digest, read_frozen_content
from .records.sign_off_reading import read_attestation, read_record, read_returned
from .schema.binding import bind, bind_list, bind_part
from .schema.schema_check import SchemaSet
from .sound_part import names_in, sound_part
from .yaml.strict_yaml import YamlFile, read_yaml

BY_TOPIC = ("efforts", "prices")
KEPT_BYTES = 16 * 1024 * 1024  # of files whose projects are kept
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAXIMUM_SLUG = 60
_WITHOUT_PROJECT = "Move the folder out of projects/, or add a project.yml that 'delivery new' writes for another name."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """A read project folder; `project` is None when a finding is an error that bears on its documents.

    Then `rough` is what could be read all the same, for nothing but to check it, and `gaps` the names in the rest.
    """

    slug: str
    project: Project | None
    findings: tuple[Finding, ...]
    rough: Project | None = None
    gaps: frozenset[str] = frozenset()

    @property
    def faulty_files(self) -> frozenset[str]:
        """The files that have errors themselves, so that a part of them may not have been read."""
        return frozenset(finding.location.file for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(slots=True)
class _Parts:
    """What has been read so far.

    `is_rough` where entries with faults are left out, with their names in `gaps`; `is_missing` without a project.yml.
    """

    is_rough: bool = False
    is_missing: bool = False
    gaps: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    project: YamlFile | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[Any]] = field(default_factory=dict)
    prose: dict[str, ProseFile] = field(default_factory=dict)
    prose_texts: list[ProseText] = field(default_factory=list)


def is_project_name(name: str) -> bool:
    """Whether a project folder may have this name."""
    return _SLUG.fullmatch(name) is not None and len(name) <= _MAXIMUM_SLUG and not is_reserved(name)


def find_project_folders(projects: Path) -> tuple[Path, ...]:
    """The folders of a projects folder, by name; links and files are not among them."""
    if not projects.is_dir():
        return ()
    found = (path for path in projects.iterdir() if not path.is_symlink() and path.is_dir())
    return tuple(sorted(path for path in found if not is_left_behind(path.name)))


def read_project(folder: Path, root: Path, schemas: SchemaSet, ignored: Ignored = nothing_ignored) -> ReadResult:
    """Read one project; all findings of all its files come back at once, none about what git has `ignored`."""
    shown = folder.relative_to(root).as_posix()
    slug = folder.name
    if is_reserved(slug):
        problem = f"Windows keeps the name '{slug}' for itself"
        fault = error("name-reserved", place_of(shown), problem, "Rename the folder.")
        return ReadResult(slug=slug, project=None, findings=(fault,))
    if not is_project_name(slug):
        problem = "the name of a project folder has small letters, digits and hyphens only, at most 60"
        meant = as_id(slug)
        repair = f"Rename it to '{meant}'." if is_project_name(meant) else "Rename the folder."
        fault = error("wrong-project-name", place_of(shown), problem, repair)
        return ReadResult(slug=slug, project=None, findings=(fault,))
    try:
        walk = walk_folder(folder, shown, ignored)
    except OSError as fault:
        return ReadResult(slug=slug, project=None, findings=(_unreadable(_shown_of(fault, folder, shown), fault),))
    seen = _bytes_of(walk)
    if not seen or walk.findings:  # what is not to be read may say more than its findings, and where nothing is, too
        return _read_walk(walk, folder, shown, schemas)
    key = (shown, Same(schemas), seen)
    if known := _KEPT.find(key):
        return known
    result = _read_walk(walk, folder, shown, schemas)
    is_still = _bytes_of(walk) == seen  # nobody wrote while it was read
    return _KEPT.keep(key, result, sum(size for _, size, _ in seen)) if is_still else result


_KEPT: KeptResults[ReadResult] = KeptResults(KEPT_BYTES)


def _bytes_of(walk: Walk) -> tuple[tuple[str, int, bytes], ...] | None:
    """The files of a project with their sizes and digests: the same bytes are the same project."""
    try:
        contents = [(found.inside, found.path.read_bytes()) for found in walk.files]
    except OSError:
        return None
    return tuple((inside, len(content), hashlib.sha256(content).digest()) for inside, content in contents)


def _shown_of(fault: OSError, folder: Path, shown: str) -> str:
    """The folder that could not be read, which may be one inside of a project."""
    path = Path(fault.filename) if isinstance(fault.filename, str) else folder
    return f"{shown}/{path.relative_to(folder).as_posix()}" if folder in path.parents else shown


def _missing(folder: Path, shown: str) -> tuple[str, str]:
    """That project.yml is missing, and what to do; a submodule of which nothing was fetched is known by its entry."""
    modules = folder.parents[1] / ".gitmodules"
    try:
        text = modules.read_text("utf-8", "replace") if modules.is_file() else ""
    except OSError:
        text = ""
    if re.search(rf"^\s*path\s*=\s*{re.escape(shown)}\s*$", text, re.MULTILINE):
        problem = "the file is missing: the folder is a submodule, of which nothing was fetched"
        return problem, f"Fetch it: git submodule update --init {shown}. {IN_THIS_REPOSITORY}"
    return "the file is missing", _WITHOUT_PROJECT


def _read_walk(walk: Walk, folder: Path, shown: str, schemas: SchemaSet) -> ReadResult:
    slug = folder.name
    parts = _Parts()
    parts.findings += walk.findings
    _read_files(walk, shown, schemas, parts)
    if not os.path.lexists(folder / "project.yml"):
        missing = place_of(f"{shown}/project.yml")
        parts.is_missing = True
        parts.findings.append(error("project-missing", missing, *_missing(folder, shown)))
    findings = tuple(sorted(parts.findings, key=lambda finding: finding.sort_key))
    weighty = [finding for finding in findings if not is_without_bearing(finding)]
    project = None if _has_error(weighty) else _assemble(slug, parts, schemas)
    if project is not None:
        found = tuple(check_internal_facts(project))
        findings = tuple(sorted((*findings, *found), key=lambda finding: finding.sort_key))
        project = None if _has_error(found) else with_internal_facts(project)
    if project is None:
        rough, gaps = (None, frozenset[str]()) if parts.is_missing else _read_roughly(folder, walk, shown, schemas)
        findings = tuple(by_id(finding, rough) for finding in findings) if rough else findings
        return ReadResult(slug=slug, project=None, findings=findings, rough=rough, gaps=gaps)
    return ReadResult(slug=slug, project=project, findings=findings)


def _read_files(walk: Walk, shown: str, schemas: SchemaSet, parts: _Parts) -> None:
    for found in walk.files:
        _READERS[found.place.shape](found, f"{shown}/{found.inside}", schemas, parts)


def _read_roughly(folder: Path, walk: Walk, shown: str, schemas: SchemaSet) -> tuple[Project | None, frozenset[str]]:
    """The project without what has faults; without project.yml, one that pins nothing stands for it."""
    parts = _Parts(is_rough=True)
    for finding in walk.findings:
        parts.gaps |= _names_in_stray(folder, finding.location.file.removeprefix(f"{shown}/"))
    _read_files(walk, shown, schemas, parts)
    if parts.project is None:
        parts.project = YamlFile(file=f"{shown}/project.yml", value=dict(_NOTHING))
    project = _assemble(shown.rpartition("/")[2], parts, schemas)
    return project and with_internal_facts(project), frozenset(parts.gaps)


def _names_in_stray(folder: Path, inside: str) -> frozenset[str]:
    """The names that a file which is called otherwise may define: its words, and what its own name says."""
    file = folder / inside
    if is_other_kind(file.name):
        return frozenset()
    try:
        kind = file.lstat()
        is_read = file.suffix in _OURS and stat.S_ISREG(kind.st_mode) and kind.st_size <= MAXIMUM_FILE_BYTES
        text = file.read_text("utf-8", "replace") if is_read else ""
        is_read = is_read and not is_pointer(text.encode())  # what it points to may define anything
    except OSError:
        is_read, text = False, ""
    topic = as_id(file.stem)
    return names_in(text) | {topic, f"SOW-{topic}"} if is_read else frozenset({ANY_NAME})


_OURS = (".yml", ".yaml", ".md")
_NOTHING = {
    "title": "",
    "language": "en",
    "time_zone": "Etc/UTC",
    "customer": "",
    "process": {"id": "", "version": ""},
    "templates": {"id": "", "version": ""},
}


def _assemble(slug: str, parts: _Parts, schemas: SchemaSet) -> Project | None:
    if parts.project is None:
        return None
    retrospective = parts.prose.pop(RETROSPECTIVE.prose.removesuffix(".md"), None)
    fields = dict(parts.fields)
    if retrospective is not None:
        internal = fields.get("internal") or Internal(location=retrospective.location)
        fields["internal"] = replace(internal, retrospective=retrospective)
    rows = {name: tuple(values) for name, values in parts.rows.items()}
    if own := {name: rows.pop(name) for name in BY_TOPIC if name in rows}:
        internal = fields.get("internal") or Internal(location=next(iter(own.values()))[0].location)
        fields["internal"] = replace(internal, **own)
    project: Project = bind(
        parts.project, Project, slug=slug, prose=parts.prose, prose_texts=tuple(parts.prose_texts), **fields, **rows
    )
    return replace(
        project,
        documents=tuple(_by_kind(document) for document in project.documents),
        signatures=tuple(
            replace(signature, document=document_key(signature.document, None)[0]) for signature in project.signatures
        ),
        vendor_fields=vendor_fields(schemas),
    )


def _by_kind(record: DocumentRecord) -> DocumentRecord:
    """A record that names its document by the id that verbs take, such as `sow-migration`."""
    if record.topic is not None:
        return record
    kind, topic = document_key(record.kind, None)
    return replace(record, kind=kind, topic=topic)


def _data(found: FoundFile, file: str, parts: _Parts) -> bytes | None:
    """The bytes of a file, one more than the limit at most, so that the size check sees it."""
    try:
        with found.path.open("rb") as stream:
            return stream.read(MAXIMUM_FILE_BYTES + 1)
    except OSError as fault:
        parts.findings.append(_unreadable(file, fault))
        parts.gaps.add(ANY_NAME)
        return None


def _yaml(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> YamlFile | None:
    """The read and checked tree, or None when it has findings."""
    data = _data(found, file, parts)
    if data is None:
        return None
    read = upgraded(read_yaml(data, file), found.place.schema)
    findings = check_read(read, schemas, found.place.schema)
    parts.findings += findings
    if findings:
        return _sound_part(read, data, found, schemas, parts)
    _take_prose(read, found, schemas, parts)
    return read


def _sound_part(read: YamlFile, data: bytes, found: FoundFile, schemas: SchemaSet, parts: _Parts) -> YamlFile | None:
    """The entries without faults, where a project is read roughly; else nothing."""
    if not parts.is_rough:
        return None
    schema = found.place.schema
    whole = replace(upgraded(replace(read, complete=True), schema), complete=read.complete)
    text = data.decode("utf-8", "replace")
    part = sound_part(whole, text, schemas, schema)
    if part.read is None and found.place.shape is FileShape.PROJECT and isinstance(whole.value, dict):
        part = sound_part(_with_stand_ins(whole, schemas, schema), text, schemas, schema)
    is_dark = len(data) > MAXIMUM_FILE_BYTES or (found.place.shape is FileShape.PROJECT and not whole.value)
    parts.gaps |= part.gaps | ({ANY_NAME} if is_dark else set())
    return part.read


def _with_stand_ins(read: YamlFile, schemas: SchemaSet, schema: str) -> YamlFile:
    """A project with something in the place of each word at its top that is wrong or missing, so that it stands."""
    wrong = {fault.location.steps[0] for fault in schemas.faults(schema, read) if fault.location.steps}
    wrong |= {path[0] for path in read.faulty if len(path) == 1}
    kept = {key: value for key, value in read.value.items() if key not in wrong or key not in _STAND_INS}
    faulty = frozenset(path for path in read.faulty if not (len(path) == 1 and path[0] in _STAND_INS))
    return replace(read, value=_STAND_INS | kept, faulty=faulty)


_STAND_INS = {"title": "-", "customer": "-", "language": "en", "time_zone": "Etc/UTC"}


def _take_prose(read: YamlFile, found: FoundFile, schemas: SchemaSet, parts: _Parts) -> None:
    """The texts of a sound file that pages render as prose; their faults are those of every prose."""
    for text in find_prose(read, schemas, found.place.schema, found.inside.rpartition(".")[0]):
        parts.findings += check_prose(read_blocks(text.text), text.place, text.backslash)
        parts.prose_texts.append(text)


def check_read(read: YamlFile, schemas: SchemaSet, schema: str) -> tuple[Finding, ...]:
    """The findings of reading and of the schema together; a key that is not known is not to be quoted first."""
    found = schemas.check(schema, read) if read.complete else ()
    unknown = {_place(finding) for finding in found if finding.code == "unknown-key"}
    readers = (
        finding for finding in read.findings if finding.code != "yaml-key-not-text" or _place(finding) not in unknown
    )
    return (*readers, *found)


def _place(finding: Finding) -> tuple[int, int]:
    return finding.location.line, finding.location.column


def _read_project(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    parts.project = _yaml(found, file, schemas, parts)


def _read_record(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    if read := _yaml(found, file, schemas, parts):
        parts.fields[found.place.field] = bind(read, found.place.target)


def _read_list(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    if read := _yaml(found, file, schemas, parts):
        parts.fields[found.place.field] = bind_list(read, found.place.field, found.place.target)
        for name, target in found.place.beside:
            if (value := bind_part(read, name, target)) is not None:
                parts.fields[name] = value


def _read_named(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    count = len(parts.findings)
    if read := _yaml(found, file, schemas, parts):
        value = bind(read, found.place.target, **{found.place.name: found.path.stem})
        parts.rows.setdefault(found.place.field, []).append(value)
    elif parts.is_rough:  # others name it by its file
        parts.gaps |= {found.path.stem, SOW_ID.format(found.path.stem)}
    elif misplaced := _misplaced(found, file, schemas):
        parts.findings[count:] = [misplaced]


def _misplaced(found: FoundFile, file: str, schemas: SchemaSet) -> Finding | None:
    """A file that fits another place of its name better: `sow/sizing.yml` may be a topic, or the sizing."""
    known = find_place(found.path.name)
    if known is None or known.schema not in schemas.validators:
        return None
    data = found.path.read_bytes()
    if check_read(upgraded(read_yaml(data, file), known.schema), schemas, known.schema):
        return None
    project = Path(str(found.path).removesuffix(found.inside.replace("/", os.sep)))
    return misplaced_file(found.inside, place_of(file), project)


def _read_sign_off(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    """A damaged file is named by `check` and `verify`; the rest of the project is read all the same."""
    read = _SIGN_OFF_READERS[found.place.shape](found.path, file, schemas)
    place = "damaged_records" if isinstance(read, DamagedRecord) else found.place.field
    parts.rows.setdefault(place, []).append(read)


def _read_prose(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    data = _data(found, file, parts)
    if data is not None:
        read = read_markdown(data, file, found.inside.removesuffix(".md"))
        parts.findings += read.findings
        parts.prose[read.prose.name] = read.prose


def _read_minutes(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    data = _data(found, file, parts)
    if data is None:
        return
    name = found.inside.removesuffix(".md")
    read = read_markdown(data, file, name, schemas=schemas, schema=found.place.schema)
    parts.findings += read.findings
    matter = read.matter
    if matter and _has_error(read.findings):
        matter = _sound_part(matter, data, found, schemas, parts)
    elif matter:
        _take_prose(matter, found, schemas, parts)
    if matter:
        value = bind(matter, Minutes, name=found.path.stem, prose=read.prose)
        parts.rows.setdefault("minutes", []).append(value)


def _read_issued(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    read, findings = read_frozen_content(found.path, file, schemas)
    parts.findings += findings
    if read is not None:
        parts.rows.setdefault("issued", []).append(bind(read, Issued, digest=frozen_digest(found.path)))


def _read_picture(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    picture, findings = read_picture(found.path, file)
    parts.findings += findings
    if found.place.field in parts.fields:
        problem = "a second logo, logo.png and logo.svg"
        parts.findings.append(error("duplicate-entry", place_of(file), problem, "Keep one of them."))
    parts.fields[found.place.field] = picture


def _read_frozen_pdf(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    """The digest of a frozen document, by the name of its folder; its content.json says which one it has to be."""
    try:
        digest = hashlib.sha256(found.path.read_bytes()).hexdigest()
    except OSError as fault:
        parts.findings.append(_unreadable(file, fault))
        return
    parts.fields.setdefault("frozen_pdfs", {})[found.path.parent.name] = digest


def _read_attachment(found: FoundFile, file: str, schemas: SchemaSet, parts: _Parts) -> None:
    """A file that is kept: its digest, once it is what its name says and does nothing by itself."""
    try:
        data = found.path.read_bytes()
    except OSError as fault:
        parts.findings.append(_unreadable(file, fault))
        return
    if unfit := attachment_fault(found.path.name, data):
        parts.findings.append(error("attachment-refused", place_of(file), unfit.problem, unfit.repair))
    attached = AttachedFile(
        name=found.path.name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), location=place_of(file)
    )
    parts.rows.setdefault(found.place.field, []).append(attached)


def _has_error(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _unreadable(file: str, fault: OSError) -> Finding:
    reason = (fault.strerror or "it cannot be read").lower()
    return error("file-unreadable", place_of(file), f"the file cannot be read: {reason}", "Check its permissions.")


_SIGN_OFF_READERS: dict[FileShape, Callable[[Path, str, SchemaSet], object]] = {
    FileShape.SIGN_OFF: read_record,
    FileShape.ATTESTATION: read_attestation,
    FileShape.RETURNED: read_returned,
}
_Reader = Callable[[FoundFile, str, SchemaSet, _Parts], None]
_READERS: dict[FileShape, _Reader] = {
    FileShape.PROJECT: _read_project,
    FileShape.RECORD: _read_record,
    FileShape.LIST: _read_list,
    FileShape.NAMED: _read_named,
    FileShape.PROSE: _read_prose,
    FileShape.MINUTES: _read_minutes,
    FileShape.NOTES: _read_record,
    FileShape.ISSUED: _read_issued,
    FileShape.DOCUMENT: _read_frozen_pdf,
    FileShape.SIGN_OFF: _read_sign_off,
    FileShape.ATTESTATION: _read_sign_off,
    FileShape.RETURNED: _read_sign_off,
    FileShape.PICTURE: _read_picture,
    FileShape.ATTACHMENT: _read_attachment,
}
