"""Signatures live through every way in which git brings branches together."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from delivery_wiki.calculations.consistency.sign_offs import check_sign_offs
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from tests.histories import random_history
from tests.sign_offs import issued_repository, project

__all__ = ["issued_repository"]


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8))])
def test_no_history_loses_a_signature_or_makes_it_stale(seed: int, issued_repository: Path, tmp_path: Path) -> None:
    """Rebase, squash, merge, cherry-pick, line ends and unrelated edits; `benchmarks/sign_offs.py` runs 200."""
    root = tmp_path / "repository"
    shutil.copytree(issued_repository, root)

    made = random_history(root, random.Random(seed))

    whole = project(root)
    judgement = judge_records(whole)
    assert {record.digest for record in judgement.counting} == made
    assert list(check_sign_offs(whole)) == []
