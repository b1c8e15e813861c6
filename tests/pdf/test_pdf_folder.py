"""What `delivery pdf` writes for two small projects: the same bytes everywhere, nothing internal, only what changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace as replace_fields
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from jsonschema import Draft202012Validator

from delivery_wiki.adapters.commands.command_line import main
from delivery_wiki.adapters.pdf.pdf_batch import PlannedPdf, plan_pdfs
from tests.pdf.opened import opened, silent_texts, squeezed
from tests.pdf.portfolio import HALF_PAST_ELEVEN, make_planted, set_pdfs
from tests.site.sites import ROOT, command, environment, fingerprint, replace, write
from tests.site.test_planted_marks import HIDDEN, INTERNAL

NOBODY = 65534
# Another user who may read this checkout wherever it lies, as root could; everything else differs.
AS_NOBODY = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
)
# People stand in project.yml, which is attached.
MARKS = [mark for mark in (*INTERNAL.values(), *HIDDEN.values()) if mark != "zqauthor"]
MINUTES = "projects/harbour/minutes/2026-01-20-kick-off.md"


def manifest(root: Path) -> dict[str, Any]:
    """What stands beside the PDFs."""
    content: dict[str, Any] = json.loads((root / "site/pdf/manifest.json").read_text("utf-8"))
    return content


@pytest.mark.slow
def test_the_manifest_is_valid_and_true(portfolio: Path) -> None:
    """By its schema; its digests, sizes and pages are those of the files, and it names every file."""
    schema = json.loads((ROOT / "schemas/pdf-manifest.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [item.message for item in Draft202012Validator(schema).iter_errors(manifest(portfolio))] == []
    folder, documents = portfolio / "site/pdf", manifest(portfolio)["documents"]
    assert [document["file"] for document in documents] == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")
    )
    for document in documents:
        content = (folder / document["file"]).read_bytes()
        with pikepdf.open(folder / document["file"]) as pdf:
            assert (len(content), len(pdf.pages)) == (document["bytes"], document["pages"]), document["file"]
        assert hashlib.sha256(content).hexdigest() == document["sha256"], document["file"]
        assert (document["fingerprint"] is None) == (document["revision"] is None), document["file"]


@pytest.mark.slow
def test_the_same_content_gives_the_same_bytes_everywhere(portfolio: Path, tmp_path: Path) -> None:
    """Another folder, user, umask, time zone and language: the same files with the same modes, for both audiences."""
    second = make_planted(tmp_path / "somewhere" / "else")
    user = another_user(second)
    set_pdfs(second, user=user, umask=0o077, TZ="America/Los_Angeles", LC_ALL="C", HOME="/nonexistent", USER="nobody")

    assert fingerprint(second / "site/pdf") == fingerprint(portfolio / "site/pdf")
    if not user:
        pytest.skip("everything but the user was another: only root can be somebody else")
    assert (second / "site/pdf/manifest.json").stat().st_uid == NOBODY


def another_user(root: Path) -> Sequence[str]:
    """How to be somebody else, to whom the folder then belongs; nothing where this is not possible."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return ()
    if subprocess.run([*AS_NOBODY, "true"], capture_output=True, check=False).returncode:
        return ()
    for path in [root, *root.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    return AS_NOBODY


@pytest.mark.slow
def test_what_is_internal_is_in_no_pdf_of_a_customer(portfolio: Path) -> None:
    """Marks in every internal place: some reach the PDFs for inside, none those of a customer."""
    said = {audience: "".join(everything(portfolio, audience)).lower() for audience in ("customer", "internal")}

    assert [mark for mark in MARKS if mark.lower() in said["customer"]] == []
    assert {"zqheading", "zqparagraph", "zqlist"} <= {mark for mark in MARKS if mark in said["internal"]}


def everything(root: Path, audience: str) -> list[str]:
    """All that the PDFs of an audience show, and what they say beside it."""
    import pymupdf  # late, for it takes a second to load

    found = []
    for path in sorted((root / "site/pdf" / audience).rglob("*.pdf")):
        with opened(path) as document, pymupdf.open(path) as pages:
            found.append(squeezed(" ".join([*(page.get_text() for page in pages), *silent_texts(document)])))
    return found


@pytest.mark.slow
def test_one_changed_document_sets_one_pdf(portfolio: Path, tmp_path: Path) -> None:
    """Of the customer's PDFs of the portfolio one is set; the manifest tells which, and no other file is written."""
    root = Path(shutil.copytree(portfolio, tmp_path / "portfolio"))
    folder = root / "site/pdf"
    before = {document["file"]: document["sha256"] for document in manifest(root)["documents"]}
    times = {file: (folder / file).stat().st_mtime_ns for file in before}
    customers = sum(file.startswith("customer/") for file in before)
    replace(root / MINUTES, "Everybody met", "Nobody met")

    assert f"site/pdf: 1 PDF set, {customers - 1} unchanged" in set_pdfs(root, "--audience", "customer")
    changed = {
        document["file"] for document in manifest(root)["documents"] if before[document["file"]] != document["sha256"]
    }
    assert changed == {"customer/harbour/minutes-2026-01-20-kick-off.pdf"}
    assert {file for file in before if (folder / file).stat().st_mtime_ns != times[file]} == changed


@pytest.mark.slow
def test_a_document_that_cannot_be_set_keeps_its_last_file(
    portfolio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named with the reason, the exit code is 1, the manifest stays true, and the others are set."""
    root = Path(shutil.copytree(portfolio, tmp_path / "portfolio"))
    before = fingerprint(root / "site/pdf")

    def planned(*arguments: Any, **more: Any) -> Iterator[PlannedPdf]:
        """With an element in the minutes that no PDF knows, as a page may get one day."""
        for plan_pdf in plan_pdfs(*arguments, **more):
            if plan_pdf.document and plan_pdf.name.page == "minutes-2026-01-20-kick-off":
                yield replace_fields(
                    plan_pdf, document=replace_fields(plan_pdf.document, block="<p>Met <video></video>")
                )
            else:
                yield plan_pdf

    monkeypatch.setattr("delivery_wiki.adapters.commands.command_pdf.plan_pdfs", planned)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", HALF_PAST_ELEVEN)
    code = main(command(root, "pdf", "harbour", "--audience", "customer")[3:])

    told = capsys.readouterr().err
    assert code == 1
    assert "minutes-2026-01-20-kick-off (customer): no PDF: the page has <video>" in told
    assert told.count("no PDF") == 1
    assert fingerprint(root / "site/pdf") == before


@pytest.mark.slow
def test_an_engine_that_does_not_start_is_one_line(portfolio: Path, tmp_path: Path) -> None:
    """For each document the reason, exit code 3, since the content is not at fault, and the last good files stay."""
    root = Path(shutil.copytree(portfolio, tmp_path / "portfolio"))
    before = fingerprint(root / "site/pdf")
    replace(root / MINUTES, "Everybody met", "Nobody met")
    write(tmp_path / "broken" / "typst.py", "raise ImportError('libfancy.so is not there')\n")

    line = command(root, "pdf", "harbour", "--document", "minutes", "--audience", "customer")
    given = environment(
        SOURCE_DATE_EPOCH=HALF_PAST_ELEVEN, PYTHONPATH=f"{tmp_path / 'broken'}{os.pathsep}{ROOT / 'macros'}"
    )
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=given, timeout=300)

    reason = "no PDF: the engine of the PDFs does not start: libfancy.so is not there"
    told = [line for line in done.stderr.splitlines() if "warning[" not in line and " warnings in " not in line]
    assert told == [f"projects/harbour: minutes-2026-01-20-kick-off (customer): {reason}"]
    assert done.returncode == 3
    assert fingerprint(root / "site/pdf") == before
