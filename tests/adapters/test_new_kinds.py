"""A new project of each kind, template set, process and language: sound at once, with nothing of a foreign trade."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.macros.staged_pages import find_pages
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.status.home_pages import project_home
from delivery_wiki.pages.status.process_pages import process_picture
from tests.adapters.repositories import ROOT, answers, run, snapshot

Shown = pytest.CaptureFixture[str]
KINDS, LANGUAGES = ("groupware", "services", "order"), ("en", "de")
SETS = ("standard@1", "orders@1")
FOREIGN = re.compile(r"mail(?!to)|groupware|user|Nutzer|Sizing|Bemessung|Example", re.IGNORECASE)
PROCESS = """format: 1
id: orders
version: "1"
title: Orders
summary: From the order to its acceptance.
sources: []
phases:
  - id: work
    title: Work
    question: Is it done?
    basis: proposal
    activities:
      - {id: do, title: Do the work, basis: proposal}
    documents:
      - {document: sow, state: agreed, basis: proposal}
    gates:
      - id: begun
        title: Begun
        decided_by: vendor
        basis: proposal
        criteria:
          - {id: sow-agreed, title: Every SOW agreed, document: sow, state: agreed, basis: proposal}
      - id: done
        title: Done
        decided_by: customer
        basis: proposal
        criteria:
          - {id: accepted, title: All accepted, check: deliverables-accepted, basis: proposal}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a template set and a process of its own beside those that ship."""
    (tmp_path / "projects").mkdir()
    for folder in ("templates", "process"):
        (tmp_path / "docs" / folder).mkdir(parents=True)
    own = (ROOT / "docs/templates/standard-1.yml").read_text("utf-8")
    start, end = own.index("  - kind: formal-offer"), own.index("  - kind: basic-sow")
    own = (own[:start] + own[end:]).replace("\nid: standard\n", "\nid: orders\n", 1)
    (tmp_path / "docs/templates/orders-1.yml").write_text(own, encoding="utf-8")
    (tmp_path / "docs/process/orders-1.yml").write_text(PROCESS, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_every_combination_is_sound_at_once(root: Path, capsys: Shown) -> None:
    """One check of all of them together finds nothing."""
    processes = ("2011-11-03", "orders@1")
    for number, (kind, templates, process, language) in enumerate(product(KINDS, SETS, processes, LANGUAGES)):
        made = run(
            *(capsys, "-C", root, "new", f"project-{number}", "--kind", kind, "--language", language),
            *("--templates", templates, "--process", process, "--on", "2026-11-24"),
        )
        assert made.code == 0, made.err
    checked = run(capsys, "-C", root, "check", "--strict")

    found = [line for line in checked.out.splitlines() if line.startswith("projects/")]
    assert found == []


def test_another_process_asks_for_no_groupware(root: Path, capsys: Shown) -> None:
    """The kind follows the process, unless somebody says another; each of its gates is a milestone."""
    run(capsys, "-C", root, "new", "work", "--process", "orders@1", "--templates", "standard@1")
    text = (root / "projects/work/project.yml").read_text("utf-8")

    assert not (root / "projects/work/sizing.yml").exists()
    assert ["gate: begun" in text, "gate: done" in text] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_milestones_have_the_names_of_their_gates(language: str, root: Path, capsys: Shown) -> None:
    """Of the process that ships in the language of the project; of an own process as it says them itself."""
    own = (ROOT / "docs/process/2011-11-03.yml").read_text("utf-8").replace("title: Go / No-Go", "title: Shall we?")
    own = own.replace("id: ox-professional-services", "id: own")
    (root / "docs/process/own.yml").write_text(own, encoding="utf-8")
    for process in ("own", "ox-professional-services"):
        assert (
            run(
                capsys,
                "-C",
                root,
                "new",
                process,
                "--process",
                f"{process}@2011-11-03",
                "--language",
                language,
                "--kind",
                "services",
                "--templates",
                "standard@1",
            ).code
            == 0
        )
    workspace = load_workspace(root)
    for context in project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, "2026-11-24")):
        titles = {milestone.gate: milestone.title for milestone in context.view.project.milestones}
        assert titles == {gate.id: context.words(gate.title) for gate in context.view.process.gates if gate.id != "poc"}


@pytest.mark.parametrize(("kind", "language"), [*product(("services", "order"), LANGUAGES)])
def test_nothing_of_a_trade_stands_where_it_is_not_ours(kind: str, language: str, root: Path, capsys: Shown) -> None:
    """No administrator of mail, no number of users, no company of the demonstration; and why a file is not there."""
    made = run(capsys, "-C", root, "new", "work", "--kind", kind, "--language", language, "--templates", "standard@1")
    files = snapshot(root / "projects/work")

    assert set(files) == {"charter.md", "project.yml", "requirements.yml", "sow/basic.yml"}
    said = {name: FOREIGN.findall(_without_reasons(data.decode())) for name, data in files.items()}
    assert not any(said.values()), said
    assert len(re.findall(r"^Not written: \S+\. \S", made.out, re.MULTILINE)) == 3
    assert "Not written: sizing.yml. Nothing is sized" in made.out
    assert "requirements.yml" in made.out.partition("What next:")[2]


def _without_reasons(text: str) -> str:
    """A project file without the reasons why it goes without something, and without comments and the schema's line."""
    lines = [line for line in text.splitlines() if "not_needed" not in line]
    return "\n".join(line.partition(" # ")[0] for line in lines if not line.lstrip().startswith("#"))


def test_what_an_order_has_not_no_gate_waits_for(root: Path, capsys: Shown) -> None:
    """Workshop, sizing and offer are said to be no part of it."""
    run(
        capsys,
        "-C",
        root,
        "new",
        "work",
        "--kind",
        "order",
        "--process",
        "2011-11-03",
        "--templates",
        "standard@1",
        "--on",
        "2026-11-24",
    )
    out = " ".join(run(capsys, "-C", root, "status", "work", "--on", "2026-11-24").out.split())

    for title in ("Workshop held along its agenda", "Sizing computed", "Formal Offer sent"):
        assert f"not needed {title}. Not part of this project:" in out
    assert "Go / No-Go: shut, 0 of 3" in out


NAMED = re.compile(
    r"mail(?!to)|groupware|mailbox|sizing|workshop agenda|formal offer|environment evaluation|proof of concept",
    re.IGNORECASE,
)
AWAY = re.compile(r"<details.*?</details>", re.DOTALL)


@pytest.mark.parametrize("process", ["2011-11-03", "2011-10-18", "orders@1"])
@pytest.mark.parametrize("audience", Audience)
def test_an_order_has_nothing_that_it_goes_without(process: str, audience: Audience, root: Path, capsys: Shown) -> None:
    """No page, no entry of the navigation, no gate, activity or document in the picture; what falls away is folded."""
    new = ("new", "work", "--kind", "order", "--process", process, "--templates", "standard@1", "--on", "2026-11-24")
    assert run(capsys, "-C", root, *new).code == 0
    workspace = load_workspace(root)
    (context,) = project_contexts(workspace, audience, days_of(workspace, "2026-11-24"))
    home = str(HtmlRenderer(context.words).render(project_home(context)))
    picture = str(HtmlRenderer(context.words).render(process_picture(context)))

    assert not [page.title for page in find_pages(context) if NAMED.search(page.title)]
    assert NAMED.findall(AWAY.sub("", home).replace(picture, "")) == []
    assert NAMED.findall(picture) == []
    assert all(gate.title in picture for gate in context.view.process.gates if not gate.optional)


def test_a_groupware_project_keeps_what_it_has(root: Path, capsys: Shown) -> None:
    """Only what is gone is gone: its sizing, agenda and environment are pages, conditions and parts of the picture."""
    new = ("new", "work", "--kind", "groupware", "--process", "2011-11-03", "--templates", "standard@1")
    assert run(capsys, "-C", root, *new, "--on", "2026-11-24").code == 0
    workspace = load_workspace(root)
    (context,) = project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, "2026-11-24"))
    picture = str(HtmlRenderer(context.words).render(process_picture(context)))
    go = next(gate for gate in context.status.gates if gate.gate.id == "go-no-go")

    assert {"sizing", "workshop-agenda", "environment"} <= {page.stem for page in find_pages(context)}
    assert go.count == len(go.criteria)
    assert all(item in picture for item in ("Sizing", "Workshop Agenda", "Environment Evaluation"))


def test_a_person_at_a_terminal_is_asked(root: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """For the template set, the language and the kind; a wrong answer is told and asked again."""
    answers(monkeypatch, ["", "", "", "de", "ordre", "order", "", "", "orders@1"])
    made = run(capsys, "-C", root, "new", "work")
    text = (root / "projects/work/project.yml").read_text("utf-8")

    assert made.code == 0, made.err
    assert "'ordre' is not a kind of project that can be used. Did you mean 'order'?" in made.out
    assert 'templates: {id: orders, version: "1"}' in text
    assert 'language: "de"' in text
    assert "formal-offer" not in text


def test_a_kind_or_template_set_that_is_none_is_told(root: Path, capsys: Shown) -> None:
    """With what is known, and nothing written."""
    assert "Did you mean 'services'?" in run(capsys, "-C", root, "new", "x", "--kind", "service").err
    assert "Did you mean 'orders@1'?" in run(capsys, "-C", root, "new", "x", "--templates", "order@1").err
    assert "Did you mean '2011-11-03'?" in run(capsys, "-C", root, "new", "x", "--process", "2011-11-3").err
    assert snapshot(root / "projects") == {}
