"""Which tests start first: a worker begins with what is long, so that no long one is left for the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest

# Work of a module in seconds, roughly; a module that is not named here is light. `make quick` leaves these out.
LONG = {
    "tests/browser/test_every_page.py": 24,
    "tests/browser/test_what_if.py": 17,
    "tests/test_labels.py": 15,
    "tests/adapters/commands/test_command_issue.py": 9,
    "tests/site/test_interruption.py": 8,
    "tests/browser/test_answer_sheet.py": 8,
    "tests/test_examples.py": 7,
    "tests/test_develop_claims.py": 6,
    "tests/site/test_non_interference.py": 6,
    "tests/adapters/commands/test_attested_answers.py": 6,
    "tests/pdf/test_forms.py": 6,
    "tests/pages/test_customer_pages.py": 6,
    "tests/test_followed_examples.py": 6,
    "tests/test_gitlab_scripts.py": 6,
    "tests/test_customer_words.py": 5,
    "tests/adapters/commands/test_command_audit.py": 5,
    "tests/adapters/commands/test_command_line.py": 5,
    "tests/adapters/commands/test_named_deputies.py": 5,
    "tests/test_workflows.py": 5,
    "tests/adapters/commands/test_command_receive.py": 5,
    "tests/site/test_planted_marks.py": 4,
    "tests/browser/test_search.py": 4,
    "tests/site/test_hostile_prose.py": 4,
    "tests/adapters/test_document_names.py": 4,
    "tests/adapters/commands/test_command_sign.py": 4,
    "tests/adapters/commands/test_command_diff.py": 3,
    "tests/site/test_macro_safety.py": 3,
    "tests/site/test_plain_mkdocs.py": 3,
    "tests/adapters/outside/test_git.py": 3,
    "tests/adapters/test_every_field.py": 3,
    "tests/reading/test_damaged_projects.py": 3,
    "tests/browser/test_use.py": 3,
    "tests/model/test_document_kinds.py": 3,
    "tests/adapters/commands/test_command_run.py": 3,
    "tests/test_names.py": 3,
    "tests/reading/test_repository.py": 3,
    "tests/site/test_stage.py": 3,
    "tests/pages/sizing/test_sizing_pages.py": 3,
    "tests/adapters/outside/test_clock.py": 3,
    "tests/model/test_finding_codes.py": 3,
    "tests/test_two_faults.py": 2,
    "tests/adapters/test_second_records.py": 2,
    "tests/pages/diff/test_diff_markdown.py": 2,
    "tests/adapters/commands/test_command_new.py": 2,
    "tests/calculations/gates/test_owed_conditions.py": 2,
    "tests/adapters/commands/test_command_fix.py": 2,
    "tests/adapters/test_attachments.py": 2,
    "tests/pages/status/test_changes_since_signed.py": 2,
    "tests/test_documentation.py": 2,
    "tests/reading/test_regions.py": 2,
    "tests/adapters/commands/test_received_signatures.py": 2,
    "tests/adapters/commands/test_command_init.py": 2,
    "tests/test_damaged_projects.py": 2,
    "tests/reading/tables/test_workbooks.py": 2,
    "tests/adapters/test_older_formats.py": 2,
    "tests/test_rule_sets.py": 2,
    "tests/adapters/commands/test_command_review.py": 2,
    "tests/adapters/commands/test_command_clauses.py": 2,
    "tests/adapters/commands/test_deputies.py": 2,
    "tests/pdf/test_one_state.py": 2,
}


BROWSER = "tests/browser/"


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
        least = work.index(min(work)) if not name.startswith(BROWSER) else 0  # where the sites are built, nobody waits
        work[least] += LONG[name]
        parts[least] += modules[name]
    light = [item for name, tests in modules.items() if name not in LONG for item in tests]
    size = -(-len(items) // workers)
    for part in parts:
        missing = max(0, size - len(part))
        part.extend(light[:missing])
        del light[:missing]
    return [item for part in parts for item in part] + light
