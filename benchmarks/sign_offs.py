"""How signatures stand damage and history: `python -m benchmarks.sign_offs` (about seven minutes on two cores).

200 random histories of rebase, squash, merge, cherry-pick, line ends and unrelated edits; 1,000 changes of one
character in issued content and 1,000 in the files that it is made of; 200 removals, edits, exchanges and renamings of
records. Everything is read from disk as `delivery verify` reads it. A number behind the command takes that part of
each. It fails where a signature is lost, falsely stale or still counts, or a damage is not named.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from delivery_wiki.adapters.workspace.frozen_documents import find_drifts
from delivery_wiki.adapters.workspace.workspace_loading import data_folder
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.consistency.sign_offs import check_against_base, check_sign_offs
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.calculations.verification.revision_verification import ProofState, verify_project
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.histories import SAYINGS, random_history
from tests.input_edits import sign_by_both, still_current
from tests.sign_offs import ON, Said, project, read, repository, sign

HISTORIES = 200
EDITS = 1000
DAMAGES = 200


class Failed(Exception):
    """A measure did not come out as it has to; the text tells its figures."""


def histories(issued: Path, folder: Path, part: int) -> str:
    """Records lost, and signed documents called stale without a reason."""
    lost = stale = records = 0
    for seed in range(HISTORIES // part):
        root = folder / f"history-{seed}"
        shutil.copytree(issued, root)
        made = random_history(root, random.Random(seed))
        counting = {record.digest for record in judge_records(project(root)).counting}
        lost += len(made - counting)
        records += len(made)
        stale += _stale(root)
        shutil.rmtree(root)
    return _told(f"{HISTORIES // part} histories with {records} records", lost=lost, falsely_stale=stale)


def _told(what: str, **wrong: int) -> str:
    text = f"{what}: " + ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in wrong.items())
    if any(wrong.values()):
        raise Failed(text)
    return text


def _stale(root: Path) -> int:
    found = read(root)
    whole = found.projects[0]
    schemas = SchemaSet.load(data_folder() / "schemas")
    drifts = find_drifts(whole, found, lambda: schemas)
    context = page_context(whole, Audience.INTERNAL, found.library, found.catalogues, ON, asked=True, drifts=drifts)
    return sum(proof.state is ProofState.STALE for proof in verify_project(context.view, context.status).documents)


def edits(issued: Path, folder: Path, part: int) -> str:
    """Signatures that still count after one character of what they signed changed."""
    root = folder / "edits"
    shutil.copytree(issued, root)
    sign(root, Said("carl-lead"))
    schemas = SchemaSet.load(data_folder() / "schemas")
    path = root / "projects/mail/issued/sow-provisioning-r1/content.json"
    text, chance, still = path.read_text("utf-8"), random.Random(1), 0
    for _ in range(EDITS // part):
        at = chance.randrange(len(text))
        other = chance.choice([word for word in 'abcxyz019 \n"{}' if word != text[at]])
        path.write_bytes((text[:at] + other + text[at + 1 :]).encode())
        found = read_project(root / "projects/mail", root, schemas).project
        still += found is not None and bool(judge_records(found).counting)
    return _told(f"{EDITS // part} changes of one character in issued content", still_count=still)


def inputs(issued: Path, folder: Path, part: int) -> str:
    """Documents that are current after one character of what they are made of changed."""
    root = folder / "inputs"
    shutil.copytree(issued, root)
    sign_by_both(root)
    still = still_current(root, EDITS // part, random.Random(2))
    return _told(f"{EDITS // part} changes of one character in what it is made of", still_current=len(still))


def damages(issued: Path, folder: Path, part: int) -> str:
    """Records removed, edited, exchanged or renamed that no finding names."""
    root, chance, unnamed = folder / "damages", random.Random(3), 0
    shutil.copytree(issued, root)
    for number, said in enumerate(SAYINGS):
        sign(root, replace(said, time=f"2026-11-20T10:00:0{number}Z"))
    records, base = root / "projects/mail/sign-offs", project(root)
    kept = folder / "kept"
    shutil.copytree(records, kept)
    for number in range(DAMAGES // part):
        named = KINDS[number % len(KINDS)](sorted(records.glob("*.json")), chance)
        after = project(root)
        told = " ".join(f"{finding.location.file} {finding.problem}" for finding in _findings(after, base))
        unnamed += not all(name in told for name in named)
        shutil.rmtree(records)
        shutil.copytree(kept, records)
    return _told(f"{DAMAGES // part} removals, edits, exchanges and renamings of records", not_named=unnamed)


def _findings(after: Project, base: Project) -> list[Finding]:
    return [*check_sign_offs(after), *check_against_base(after, base)]


def _remove(paths: list[Path], chance: random.Random) -> set[str]:
    path = chance.choice(paths)
    path.unlink()
    return {path.stem}


def _edit(paths: list[Path], chance: random.Random) -> set[str]:
    path = chance.choice(paths)
    text = path.read_text("utf-8")
    at = chance.choice([at for at, letter in enumerate(text) if letter.isalnum()])
    path.write_bytes((text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]).encode())
    return {path.stem}


def _exchange(paths: list[Path], chance: random.Random) -> set[str]:
    one, other = chance.sample(paths, 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return {one.stem, other.stem}


def _rename(paths: list[Path], chance: random.Random) -> set[str]:
    path = chance.choice(paths)
    name = f"{chance.getrandbits(256):064x}"
    path.rename(path.with_name(f"{name}.json"))
    return {name}


KINDS = (_remove, _edit, _exchange, _rename)


def main(part: int = 1) -> int:
    """Measure and print; 1 where something came out as it must not."""
    code = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        issued = repository(folder / "issued")
        for measure in (edits, inputs, damages, histories):
            start = time.perf_counter()
            try:
                told = measure(issued, folder, part)
            except Failed as fault:
                told, code = f"FAILED {fault}", 1
            print(f"{told} ({time.perf_counter() - start:.0f} s)", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
