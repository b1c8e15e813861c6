"""What a change would do to a project, found in a copy of it before anything is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from delivery_wiki.model.finding import Finding, Severity

from .staged_writing import copy_to_try
from .workspace_loading import load_workspace


def new_errors(root: Path, slug: str, texts: Mapping[str, str | bytes]) -> tuple[Finding, ...]:
    """The errors that the project would have afterwards and has not today."""
    if not texts:
        return ()
    known = {(finding.code, finding.problem) for finding in load_workspace(root, (slug,)).findings}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder).resolve()
        copy_to_try(root, copy, (slug,), texts)
        found = load_workspace(copy, (slug,)).findings
        shutil.rmtree(copy / "projects")
    return tuple(
        finding
        for finding in found
        if finding.severity is Severity.ERROR and (finding.code, finding.problem) not in known
    )
