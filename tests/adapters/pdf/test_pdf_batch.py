"""What there is to set as a PDF, when something goes wrong with one of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from delivery_wiki.adapters.pdf.pdf_batch import plan_pdfs
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import seen_on
from delivery_wiki.pages.macros.macro_calls import run_call
from tests.adapters.repositories import EXAMPLES


def _endless() -> None:
    _endless()


def _slip() -> None:
    raise ZeroDivisionError("a slip")


@pytest.mark.parametrize(("fault", "reason"), [(_slip, "ZeroDivisionError: a slip"), (_endless, "RecursionError")])
def test_a_document_that_cannot_be_made_costs_no_other(
    fault: Callable[[], None], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip of the tool in one document is its failure; the documents beside it are set."""
    run = run_call

    def damaged(call: str, place: object) -> object:
        if call.startswith("charter"):
            fault()
        return run(call, place)  # type: ignore[arg-type]  # whatever the place is

    monkeypatch.setattr("delivery_wiki.pages.macros.document_content.run_call", damaged)
    workspace = load_workspace(EXAMPLES / "full")
    days = seen_on(workspace.sound, dt.date(2026, 11, 24))

    planned = list(plan_pdfs(workspace, (Audience.CUSTOMER,), days))

    failed = {pdf.name.page: pdf.failure for pdf in planned if pdf.failure}
    assert list(failed) == ["charter"]
    assert reason in failed["charter"]
    assert sum(pdf.document is not None for pdf in planned) > 5
