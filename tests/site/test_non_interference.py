"""A customer's site and the record of its build depend on nothing but what this customer may see."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.sites import (
    DAY,
    build_customer,
    command,
    customer_site,
    differences,
    environment,
    fingerprint,
    make_repository,
    replace,
    write,
)
from tests.site.test_planted_marks import hide

NOTES = """# yaml-language-server: $schema=../../../../../../../schemas/notes.schema.json
format: 1
currency: CHF
cost_rates: [{role: architect, rate: 999.5}]
remarks: [{about: M-1, remark: "Another remark.", by: petra-beispiel, date: 2026-04-04}]
risks:
  - {id: RISK-77, statement: "Another risk.", probability: high, impact: high, owner: max-mustermann, about: [M-2],
     response: "None."}
"""


def _others_absent(root: Path) -> None:
    shutil.rmtree(root / "projects" / "pilot")


def _others_changed(root: Path) -> None:
    replace(root / "projects/pilot/project.yml", "Pilot of a webmail", "Quite another thing")
    shutil.copytree(root / "projects" / "pilot", root / "projects" / "aaa-first")


def _others_faulty(root: Path) -> None:
    write(root / "projects/pilot/project.yml", "format: [")
    write(root / "projects/pilot/rates.xlsx", "x")
    write(root / "projects/bravo.zip", "x")


def _internal_absent(root: Path) -> None:
    shutil.rmtree(root / "projects/harbour/internal")


def _internal_changed(root: Path) -> None:
    write(root / "projects/harbour/internal/notes.yml", NOTES)
    write(root / "projects/harbour/internal/retrospective.md", "## Another heading\n\nAnother text.\n")


def _hidden_changed(root: Path) -> None:
    """Comments, notes in Markdown and the contingency of a fixed price.

    Days and accepted findings stay: the record of a build has the warnings of `check`, which count with them.
    """
    project = root / "projects/harbour/project.yml"
    hide(root / "projects/harbour")
    replace(root / "projects/harbour/internal/efforts/basic.yml", "remaining: 3917.25", "remaining: 0")
    replace(project, "{github: zqlogin}", "{github: petra-beispiel}")
    lines = project.read_text("utf-8").splitlines(keepends=True)
    write(project, "".join(line for line in lines if not line.startswith("accepted_findings:")))


def _repository(root: Path) -> Path:
    """The two projects; the days spent stay with the vendor."""
    make_repository(root)
    replace(root / "projects/harbour/sow/basic.yml", "show_billed_days: true", "show_billed_days: false")
    return root


def _committed(root: Path) -> None:
    commands = (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "A message"], ["tag", "v9"])
    for command_ in commands:
        author = ["-c", "user.name=Gerd Erfunden", "-c", "user.email=gerd@vendor.example"]
        subprocess.run(["git", "-C", str(root), *author, *command_], check=True, env=environment())


def _much_absent(root: Path) -> None:
    for change in (_others_absent, _internal_absent, _committed):
        change(root)


def _much_changed(root: Path) -> None:
    for change in (_others_changed, _others_faulty, _hidden_changed, _internal_changed):
        change(root)


CHANGES: dict[str, Callable[[Path], None]] = {
    "much absent, and a commit": _much_absent,
    "much changed and faulty": _much_changed,
}
EACH_CHANGE: dict[str, Callable[[Path], None]] = {
    "other projects absent": _others_absent,
    "other projects changed": _others_changed,
    "other projects faulty": _others_faulty,
    "internal folder absent": _internal_absent,
    "internal folder changed": _internal_changed,
    "comments, notes and hidden fields": _hidden_changed,
    "a commit": _committed,
}
SURROUNDINGS: dict[str, dict[str, str]] = {
    "another time zone, language and hash seed": {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANGUAGE": "de",
        "PYTHONHASHSEED": "4711",
    },
    "another clock for git and builds": {"TZ": "America/Los_Angeles", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "1"},
}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], str]:
    """The files and the record of a build with the other project present."""
    root = _repository(tmp_path_factory.mktemp("reference"))
    done = build_customer(root, "harbour", PYTHONHASHSEED="0", TZ="Europe/Berlin")
    assert done.returncode == 0, done.stderr
    return fingerprint(customer_site(root, "harbour")), done.stdout + done.stderr


@pytest.mark.parametrize(
    "change", [*CHANGES, *(pytest.param(slow_change, marks=pytest.mark.slow) for slow_change in EACH_CHANGE)]
)
@pytest.mark.slow
def test_a_customers_site_does_not_tell_what_it_may_not(
    change: str, reference: tuple[dict[str, str], str], tmp_path: Path
) -> None:
    """Not one byte, name, mode or line of the record depends on other projects or on internal/."""
    root = _repository(tmp_path / "elsewhere" / "deeper")
    (CHANGES | EACH_CHANGE)[change](root)
    done = build_customer(root, "harbour")

    assert done.returncode == 0, done.stderr
    assert differences(fingerprint(customer_site(root, "harbour")), reference[0]) == []
    assert done.stdout + done.stderr == reference[1]


@pytest.mark.slow
@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_a_site_does_not_depend_on_its_surroundings(
    surroundings: str, reference: tuple[dict[str, str], str], tmp_path: Path
) -> None:
    """Folder, umask, time zone, language, hash seed and clock change no byte while --on is the same."""
    root = _repository(tmp_path / "another place")
    line = f'umask 077; cd "{root}"; exec "$@"'
    arguments = command(root, "build", "--audience", "customer", "--project", "harbour", "--on", DAY)
    more = SURROUNDINGS[surroundings]
    done = subprocess.run(
        ["sh", "-c", line, "sh", *arguments], capture_output=True, text=True, check=False, env=environment(**more)
    )

    assert done.returncode == 0, done.stderr
    assert differences(fingerprint(customer_site(root, "harbour")), reference[0]) == []
