"""How signatures stand damage and history: `python benchmarks/sign_offs.py` (about five minutes).

200 random histories of rebase, squash, merge, cherry-pick, line ends and unrelated edits, each read by `delivery
verify`; 1,000 changes of one character in issued content, each read from disk; and how long verifying takes.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from macros.adapters.frozen_documents import find_drifts
from macros.adapters.workspace import data_folder
from macros.calculations.audience_view import Audience
from macros.calculations.sign_off_judgement import judge_records
from macros.calculations.verification import ProofState, verify_project
from macros.pages.contexts import page_context
from macros.reading.project_folder import read_project
from macros.reading.schema_check import SchemaSet
from tests.histories import random_history
from tests.sign_offs import ON, Said, project, read, repository, sign

HISTORIES = 200
EDITS = 1000


def histories(issued: Path, folder: Path) -> str:
    """Records lost, and signed documents called stale without a reason."""
    lost = stale = records = 0
    for seed in range(HISTORIES):
        root = folder / f"history-{seed}"
        shutil.copytree(issued, root)
        made = random_history(root, random.Random(seed))
        counting = {one.digest for one in judge_records(project(root)).counting}
        lost += len(made - counting)
        records += len(made)
        stale += _stale(root)
        shutil.rmtree(root)
    return f"{HISTORIES} histories with {records} records: {lost} lost, {stale} falsely stale"


def _stale(root: Path) -> int:
    found = read(root)
    whole = found.projects[0]
    schemas = SchemaSet.load(data_folder() / "schemas")
    drifts = find_drifts(whole, found, lambda: schemas)
    context = page_context(whole, Audience.INTERNAL, found.library, found.catalogues, ON, asked=True, drifts=drifts)
    return sum(one.state is ProofState.STALE for one in verify_project(context.view, context.status).documents)


def edits(issued: Path, folder: Path) -> str:
    """Signatures that still count after one character of what they signed changed."""
    root = folder / "edits"
    shutil.copytree(issued, root)
    sign(root, Said("carl-lead"))
    schemas = SchemaSet.load(data_folder() / "schemas")
    path = root / "projects/mail/issued/sow-provisioning-r1/content.json"
    text, chance, still = path.read_text("utf-8"), random.Random(1), 0
    for _ in range(EDITS):
        at = chance.randrange(len(text))
        other = chance.choice([one for one in 'abcxyz019 \n"{}' if one != text[at]])
        path.write_bytes((text[:at] + other + text[at + 1 :]).encode())
        found = read_project(root / "projects/mail", root, schemas).project
        still += found is not None and bool(judge_records(found).counting)
    return f"{EDITS} changes of one character in issued content: {still} still count"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        issued = repository(folder / "issued")
        for measure in (edits, histories):
            start = time.perf_counter()
            print(f"{measure(issued, folder)} ({time.perf_counter() - start:.0f} s)")


if __name__ == "__main__":
    main()
