"""Which tests start first: a worker begins with what is long, so that no long one is left for the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest

# Work of a module in seconds, roughly; a module that is not named here is light. `make quick` leaves these out.
LONG = {
    "tests/browser/test_every_page.py": 51,
    "tests/browser/test_what_if.py": 33,
    "tests/pdf/test_shipped_pdfs.py": 25,
    "tests/browser/test_use.py": 17,
    "tests/browser/test_search.py": 13,
    "tests/test_damaged_projects.py": 11,
    "tests/site/test_interruption.py": 10,
    "tests/site/test_planted_marks.py": 9,
    "tests/site/test_hostile_prose.py": 9,
    "tests/test_labels.py": 8,
    "tests/adapters/commands/test_command_audit.py": 7,
    "tests/site/test_unchanged.py": 7,
    "tests/test_gitlab_scripts.py": 5,
    "tests/adapters/test_signed_stays_current.py": 5,
    "tests/site/test_plain_mkdocs.py": 5,
    "tests/adapters/test_document_names.py": 5,
    "tests/calculations/test_project_status.py": 5,
    "tests/adapters/test_second_records.py": 5,
    "tests/test_examples.py": 5,
    "tests/adapters/outside/test_streams.py": 5,
    "tests/adapters/commands/test_command_new.py": 5,
    "tests/test_documentation.py": 5,
    "tests/pages/macros/test_document_content.py": 4,
    "tests/test_architecture.py": 4,
    "tests/test_develop_claims.py": 4,
    "tests/adapters/commands/test_command_issue.py": 4,
    "tests/calculations/sizing/test_sizing_growth.py": 4,
    "tests/test_rule_sets.py": 4,
    "tests/site/test_faulty_project.py": 4,
    "tests/model/test_finding_codes.py": 4,
    "tests/adapters/test_every_field.py": 4,
    "tests/site/test_non_interference.py": 4,
    "tests/pdf/test_pdf_folder.py": 4,
    "tests/pages/test_customer_pages.py": 3,
    "tests/adapters/commands/test_command_sign.py": 3,
    "tests/pdf/test_one_state.py": 3,
    "tests/adapters/commands/test_command_diff.py": 3,
    "tests/adapters/commands/test_command_line.py": 3,
    "tests/pages/sizing/test_sizing_pages.py": 3,
    "tests/adapters/test_new_kinds.py": 3,
    "tests/reading/schema/test_quick_accept.py": 3,
    "tests/pages/pdf/test_pdf_words.py": 3,
    "tests/calculations/sizing/test_sizing_headline.py": 3,
    "tests/test_workflow_scripts.py": 3,
    "tests/adapters/outside/test_clock.py": 3,
    "tests/adapters/commands/test_command_status.py": 3,
    "tests/test_workflows.py": 3,
    "tests/site/test_site_configuration.py": 2,
    "tests/reading/test_damaged_projects.py": 2,
    "tests/calculations/gates/test_owed_conditions.py": 2,
    "tests/adapters/commands/test_command_check.py": 2,
    "tests/calculations/evidence/test_suspicion.py": 2,
    "tests/adapters/commands/test_command_run.py": 2,
    "tests/adapters/test_facts_around_signatures.py": 2,
    "tests/adapters/outside/test_git.py": 2,
    "tests/calculations/signing/test_proof_and_note.py": 2,
    "tests/site/test_stage.py": 2,
    "tests/adapters/commands/test_command_review.py": 2,
}


def by_length(items: Sequence[pytest.Item], root: PurePosixPath, workers: int) -> list[pytest.Item]:
    """The tests in as many parts of one size as there are workers, each with its long modules first.

    xdist cuts the list into such parts and lets an idle worker take from the end of another's. The tests of a module
    stay together, for they share what is made once for it.
    """
    modules: dict[str, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(PurePosixPath(item.path).relative_to(root).as_posix(), []).append(item)
    parts: list[list[pytest.Item]] = [[] for _ in range(workers)]
    work = [0] * workers
    for name in sorted(modules.keys() & LONG.keys(), key=lambda name: (-LONG[name], name)):
        least = work.index(min(work))
        work[least] += LONG[name]
        parts[least] += modules[name]
    light = [item for name, tests in modules.items() if name not in LONG for item in tests]
    size = -(-len(items) // workers)
    for part in parts:
        missing = max(0, size - len(part))
        part.extend(light[:missing])
        del light[:missing]
    return [item for part in parts for item in part] + light
