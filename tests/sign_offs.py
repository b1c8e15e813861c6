"""A small repository whose statement of work and concept were issued, with people who have keys and logins."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.workspace.customer_files import customer_files
from delivery_wiki.adapters.workspace.workspace_loading import data_folder, load_schemas
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.signing.sign_off_drafts import Signing, admit, draft_record, issued_by_name
from delivery_wiki.calculations.signing.ssh_signature import SIGN_OFF_NAMESPACE
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff, record_bytes, sealed, statement_bytes
from delivery_wiki.pages.command_texts.issuing import content_json, issue
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.reading.repository import Repository, read_repository
from tests.signed_pdfs import blank_pdf, certificate_digest

SLUG = "mail"
ON = dt.date(2026, 11, 20)
PDF = blank_pdf()
PEOPLE = ("vera-lead", "carl-lead", "olga-other", "pat-worker", "wanda-witness")

PROJECT = """\
# yaml-language-server: $schema=../../schemas/project.schema.json
format: 1
title: "Mail platform"
customer: city
language: en
time_zone: Europe/Berlin
process: {{id: ox-professional-services, version: "2011-11-03"}}
templates: {{id: standard, version: "1"}}
started: 2026-10-01
parties:
  - {{id: maker, name: "Example Groupware GmbH", kind: vendor}}
  - {{id: city, name: "Invented Networks", kind: customer}}
people:
  - {{id: vera-lead, name: "Vera Lead", role: project lead, party: maker, logins: {{github: vera, gitlab: vera.l}},
     keys: [{{key: "{vera-lead}"}}], certificates: [{{sha256: {vera}}}]}}
  - {{id: carl-lead, name: "Carl Lead", role: project lead, party: city, logins: {{github: carl, gitlab: carl.l}},
     keys: [{{key: "{carl-lead}"}}], certificates: [{{sha256: {carl}}}]}}
  - {{id: olga-other, name: "Olga Other", role: project lead, party: city, logins: {{github: olga}},
     keys: [{{key: "{olga-other}", valid_from: 2026-11-01, valid_until: 2026-11-30}}]}}
  - {{id: pat-worker, name: "Pat Worker", role: consultant, party: maker, logins: {{github: pat, gitlab: pat.w}},
     keys: [{{key: "{pat-worker}"}}]}}
  - {{id: wanda-witness, name: "Wanda Witness", role: quality manager, party: maker,
     keys: [{{key: "{wanda-witness}"}}]}}
witnesses:
  - {{id: pipeline, key: "{pipeline}"}}
documents:
  - {{kind: implementation-concept, revision: 1, revised: 2026-11-02}}
"""
SOW = """\
# yaml-language-server: $schema=../../../schemas/sow.schema.json
format: 1
title: "{topic}"
revision: {revision}
deliverables:
  - {{id: {deliverable}, title: "Installed groupware", description: "Two nodes, connected to the mail servers."}}
work_packages:
  - {{id: {package}, title: "Install two nodes", role: consultant, days: {days}, deliverables: [{deliverable}]}}
price: {{basis: time-and-material, currency: EUR, rates: [{{role: consultant, rate: 1200}}]}}
"""


@cache
def keys() -> dict[str, Path]:
    """A key pair for each person and the pipeline; the same for a whole run."""
    import atexit
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="delivery-keys-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = {}
    for name in (*PEOPLE, "pipeline", "stranger"):
        made[name] = folder / name
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"{name}@vendor.example", "-f", str(made[name])]
        subprocess.run(command, check=True, capture_output=True)
    return made


def public_key(name: str) -> str:
    """The public key of somebody without its comment."""
    return " ".join(keys()[name].with_suffix(".pub").read_text().split()[:2])


def with_key(roster: str, person: str, name: str) -> str:
    """The text of a roster in which somebody has this key beside those that they have already."""
    (line,) = (line for line in roster.splitlines() if line.lstrip("- ").startswith(f"{{id: {person}, "))
    key = f'{{key: "{public_key(name)}"}}'
    has, new = "keys: [", f"{{id: {person}, keys: [{key}], "
    added = line.replace(has, f"{has}{key}, ") if has in line else line.replace(f"{{id: {person}, ", new)
    return roster.replace(line, added)


def repository(root: Path) -> Path:
    """Two statements of work of a project, both issued as revision 1, and nothing signed."""
    folder = root / "projects" / SLUG
    (folder / "sow").mkdir(parents=True)
    certificates = {"vera": certificate_digest("Vera Lead"), "carl": certificate_digest("Carl Lead")}
    text = PROJECT.format(**certificates, **{name: public_key(name) for name in (*PEOPLE, "pipeline")})
    (folder / "project.yml").write_bytes(text.encode())
    write_sow(root, "provisioning", "DEL-1", "WP-1")
    write_sow(root, "migration", "DEL-2", "WP-2")
    for topic in ("provisioning", "migration"):
        freeze(root, "sow", topic)
    return root


def write_sow(root: Path, topic: str, deliverable: str, package: str, *, days: int = 4, revision: int = 1) -> None:
    """A statement of work with one deliverable."""
    text = SOW.format(topic=topic, deliverable=deliverable, package=package, days=days, revision=revision)
    (root / "projects" / SLUG / "sow" / f"{topic}.yml").write_bytes(text.encode())


def freeze(root: Path, kind: str, topic: str | None) -> Issued:
    """Issue a document with a PDF that nobody had to set."""
    made = issue(context(root), kind, topic, customer_files(root, SLUG, load_schemas()))
    made = replace(made, pdf=hashlib.sha256(PDF).hexdigest())
    folder = root / "projects" / SLUG / "issued" / f"{kind}{'-' + topic if topic else ''}-r{made.revision}"
    folder.mkdir(parents=True)
    (folder / "content.json").write_bytes(content_json(made).encode())
    (folder / "document.pdf").write_bytes(PDF)
    return made


def record_about(project: Project, issued: Issued, **said: Any) -> SignOff:
    """A sealed record over an issued revision, as nobody has checked it: who says what, and how, is given."""
    return sealed(
        SignOff(
            project=project.slug,
            document=issued.document,
            topic=issued.topic,
            audience=issued.audience,
            revision=issued.revision,
            fingerprint=issued.fingerprint,
            content=issued.digest,
            pins=issued.pins,
            **said,
        )
    )


def read(root: Path) -> Repository:
    """The repository as it is read."""
    return read_repository(root, data_folder())


def project(root: Path) -> Project:
    """The project, which must be readable."""
    found = read(root)
    assert found.projects, found.findings
    return found.projects[0]


def context(root: Path, on: dt.date = ON) -> PageContext:
    """The project as its customer sees it."""
    found = read(root)
    assert found.projects, found.findings
    return page_context(found.projects[0], Audience.CUSTOMER, found.library, found.catalogues, on, asked=True)


@dataclass(frozen=True)
class Said:
    """What somebody says over a document."""

    person: str
    document: str = "sow-provisioning"
    meaning: Meaning = Meaning.ACCEPTED
    time: str = "2026-11-20T10:00:00Z"
    key: str = ""
    conditions: str = ""
    channel: Channel = Channel.REVIEW


REVIEW = {"forge": "github", "url": "https://forge.example/pull/1", "review": "1", "commit": "c" * 40}


def review_of(said: Said, revision: int) -> str:
    """The number of somebody's review: each has one of their own for each revision."""
    return f"{revision}{PEOPLE.index(said.person)}"


def record(root: Path, said: Said) -> SignOff:
    """A record of what somebody said, not written yet."""
    seen = context(root)
    signing = Signing(
        issued=issued_by_name(seen.view.project)[said.document],
        person=said.person,
        meaning=said.meaning,
        channel=Channel.SSH if said.key else said.channel,
        time=said.time,
        conditions=said.conditions,
    )
    draft = draft_record(seen.view, seen.view.project, signing)
    reviewed = REVIEW | {"review": review_of(said, signing.issued.revision)}
    evidence = {"signature": ssh_sign(statement_bytes(draft), said.key)} if said.key else reviewed
    made, _ = admit(seen.view.project, replace(draft, evidence=evidence))
    return made


def ssh_sign(content: bytes, name: str, namespace: str = SIGN_OFF_NAMESPACE) -> str:
    """A signature with the key of somebody."""
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", namespace, "-f", str(keys()[name])]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode().strip()


def sign(root: Path, said: Said) -> Path:
    """Write the record of what somebody said."""
    return write(root, record(root, said))


def write(root: Path, made: SignOff, name: str = "") -> Path:
    """Write a record, under another name than its own if one is given."""
    path = root / "projects" / SLUG / "sign-offs" / f"{name or made.name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(record_bytes(made))
    return path


@pytest.fixture(scope="session")
def issued_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One repository for all tests that copy it."""
    return repository(tmp_path_factory.mktemp("issued") / "repository")
