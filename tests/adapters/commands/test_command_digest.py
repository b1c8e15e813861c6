"""`delivery digest` in a real repository: the week of each project and over all, and nothing of anybody else."""

from __future__ import annotations

import email
import email.policy
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.adapters.diff_changes import base, more_users
from tests.adapters.repositories import Outcome, commit, replace, run

DAY = 86_400
BEFORE, AFTER = 1_795_521_600, 1_795_521_600 + 3 * DAY
SINCE = ("--since", "2026-11-25")
NEW_DECISION = """  - id: D-3
    title: "Acceptance after the autumn holidays"
    date: 2026-11-26
    decided_by: nora-nowhere
    evidence: "Mail of 26 November 2026"
    about: [M-4]
assumptions:
"""
NEW_RISK = """risks:
  - id: RISK-2
    statement: "The new web server comes late."
    probability: high
    impact: high
    response: "Borrow one."
    owner: petra-beispiel
"""
NEW_POINT = """open_points:
  - id: OP-7
    question: "Who trains the users?"
    raised: 2026-11-26
    owner: nora-nowhere
    due: 2026-12-04
"""
SIGNATURE = '      - {event: signed, date: 2026-11-03, evidence: "Signed PDF", by: nora-nowhere}\n'
INTERNAL = "The margin is thin, says nobody outside"
Shown = pytest.CaptureFixture[str]
Digest = Callable[..., Outcome]


def a_week(root: Path) -> None:
    """What a week brings: a decision that moves a date, a question asked and one answered, a risk, a signature."""
    more_users(root)
    project = root / "projects" / "harbour" / "project.yml"
    replace(project, "assumptions:\n", NEW_DECISION)
    replace(project, "forecast: 2026-10-12", "forecast: 2026-12-03")
    replace(project, "risks:\n", NEW_RISK)
    replace(project, "open_points:\n", NEW_POINT)
    replace(root / "projects" / "harbour" / "internal" / "notes.yml", "The cap is tight.", INTERNAL)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects at work; in the week after, one changes, and the other gets a signature."""
    root = base(tmp_path_factory.mktemp("week"))
    roster = root / "projects" / "mail" / "project.yml"
    replace(roster, SIGNATURE, "")
    shutil.rmtree(root / ".git")
    commit(root, BEFORE)
    a_week(root)
    replace(roster, "    events:\n", f"    events:\n{SIGNATURE}")
    commit(root, AFTER)
    return root


@pytest.fixture
def digest(history: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> Digest:
    """Runs `delivery digest` there since the day before the week, on the Friday of it."""
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: run(capsys, "-C", history, "digest", *SINCE, "--on", "2026-11-27", *arguments)


def test_the_week_of_a_project_tells_what_a_lead_asks(digest: Digest) -> None:
    """In its language: the date with its cause, days, money, decisions, questions, risks, what is next."""
    told = digest("harbour")
    text = told.out

    assert told.code == 0
    cause = "verschoben durch D-3 (Acceptance after the autumn holidays)"
    assert f"M-4 Abgenommen: Prognose 12.10.2026 → 03.12.2026 (52 Tage später) – {cause}\n" in text
    assert "D-3 hinzugefügt: Acceptance after the autumn holidays" in text
    assert "Aufwand in Tagen 4,5 → 5,25 (+0,75)" in text
    assert "OP-7 neu: Who trains the users? (Nora Nowhere, bis 04.12.2026)" in text
    assert "RISK-2 hinzugefügt: The new web server comes late." in text
    assert "Do. 03.12.2026: Nora Nowhere – veranlassen: M-4 Abgenommen" in text
    assert "All projects" not in text


def test_a_signature_of_the_week_is_told_with_who_gave_it(digest: Digest) -> None:
    """Each new record: the document, the person and their side, and the day of their word."""
    text = digest("mail").out
    assert "- Basic SOW: signed, Nora Nowhere (customer), Nov 3, 2026" in text
    assert "1 signature" in text


def test_over_all_projects_each_that_moved_has_a_line(digest: Digest) -> None:
    """In the tool's language; who owes stands with how much of it is overdue."""
    text = digest().out
    overall = text[: text.index("Groupware for the harbour authority: was sich")]
    assert text.startswith("All projects: what moved since Nov 25, 2026\n")
    assert "2 projects, something happened in 2." in overall
    assert "- Groupware for the harbour authority (harbour): 2 gates move, 1 date new or moved, " in overall
    assert "effort +0.75 person-days, price +629.00 EUR" in " ".join(overall.split())
    assert "- Mail platform (mail): 1 signature.\n" in overall
    assert "- Groupware for the harbour authority: Petra Beispiel 2 (2 overdue); Max Mustermann 1" in overall


def test_where_nothing_happened_a_line_says_so(history: Path, capsys: Shown) -> None:
    """Since a day after the last change: no project moved, and what is due is told all the same."""
    outcome = run(capsys, "-C", history, "digest", "--since", "2026-11-28", "--on", "2026-11-28")
    assert "2 projects. Nothing happened." in outcome.out
    assert "Groupware for the harbour authority, Mail platform" in outcome.out
    assert "Es ist nichts geschehen." not in outcome.out

    named = run(capsys, "-C", history, "digest", "--since", "2026-11-28", "--on", "2026-11-28", "harbour")
    assert "Es ist nichts geschehen." in named.out
    assert "Überfällig" in named.out


def test_a_customer_is_told_nothing_internal(digest: Digest, history: Path, tmp_path: Path) -> None:
    """Neither notes nor the vendor's own risks or health; whom it is for is `you`, and the vendor `we`."""
    inside = digest("harbour", "--format", "markdown").out
    for form in ("text", "markdown", "html"):
        shown = digest("harbour", "--audience", "customer", "--format", form)
        assert shown.code == 0
        assert INTERNAL not in shown.out
        assert "Petra is booked twice" not in shown.out
        assert "The cap is tight" not in shown.out
        assert "Intern" not in shown.out
    text = digest("harbour", "--audience", "customer").out
    assert "Was wir von Ihnen bis" in text
    assert INTERNAL in inside


def test_customers_never_share_a_page(digest: Digest, tmp_path: Path) -> None:
    """A customer's digest is about one project; of several there is a file each, and none over all."""
    refused = digest("--audience", "customer")
    assert refused.code == 2
    assert "name it, or a folder" in refused.err

    written = digest("--audience", "customer", "--out", tmp_path / "out")
    assert written.code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"harbour.txt", "mail.txt"}
    assert "harbour" not in (tmp_path / "out" / "mail.txt").read_text("utf-8").casefold()


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}


def test_a_mail_is_html_with_its_text_beside_it(digest: Digest, tmp_path: Path) -> None:
    """Styles stand in each element, nothing is fetched or run, and the same week gives the same bytes."""
    for folder in ("one", "two"):
        assert digest("--format", "mail", "--out", tmp_path / folder).code == 0
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["all-projects.eml", "harbour.eml", "mail.eml"]
    for name in names:
        data = (tmp_path / "one" / name).read_bytes()
        assert data == (tmp_path / "two" / name).read_bytes()
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert message["X-Unsent"] == "1"
        assert message.get_content_type() == "multipart/alternative"
        text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
        assert text is not None
        assert html is not None
        read = Elements(html.get_content())
        assert not read.tags & {"script", "style", "img", "link", "a", "iframe", "form"}
        assert not read.names & {"class", "href", "src", "id"}
        assert message["Subject"].split(":")[0].strip() in text.get_content()


def test_a_customers_mail_is_to_their_project_lead(digest: Digest, tmp_path: Path) -> None:
    """In their language, with what they owe apart from what we do; the vendor's own mail has no address yet."""
    assert digest("harbour", "--audience", "customer", "--format", "mail", "--out", tmp_path / "out").code == 0
    assert digest("harbour", "--format", "mail", "--out", tmp_path / "in").code == 0
    theirs, ours = (
        email.message_from_bytes((tmp_path / folder / "harbour.eml").read_bytes(), policy=email.policy.default)
        for folder in ("out", "in")
    )

    assert theirs["To"] == "nora.nowhere@harbour.example"
    assert not ours["To"]
    text = theirs.get_body(("plain",))
    assert text is not None
    shown = " ".join(text.get_content().split())
    assert "Was wir von Ihnen bis Fr. 04.12.2026 benötigen" in shown
    assert shown.index("Nora Nowhere – beantworten: OP-7") < shown.index("Was wir bis Fr. 04.12.2026 tun")


def test_a_history_that_is_younger_counts_from_its_beginning(history: Path, capsys: Shown) -> None:
    """The first week of a team fails no pipeline, and it is said from which revision it tells."""
    outcome = run(capsys, "-C", history, "digest", "--since", "2026-11-01", "--on", "2026-11-27", "harbour")
    assert outcome.code == 0
    assert "OP-7" in outcome.out
    assert "of 2026-11-24 12:00 UTC" in outcome.err


def test_mails_need_a_folder(digest: Digest) -> None:
    """A mail is a file."""
    refused = digest("--format", "mail")
    assert refused.code == 2
    assert "name a folder" in refused.err


def test_a_project_that_cannot_be_read_is_told_and_fails(history: Path, capsys: Shown, tmp_path: Path) -> None:
    """The others are told all the same."""
    root = tmp_path / "copy"
    shutil.copytree(history, root)
    replace(root / "projects" / "mail" / "project.yml", "format: ", "format: 9")
    outcome = run(capsys, "-C", root, "digest", *SINCE, "--on", "2026-11-27")
    assert outcome.code == 1
    assert "The project has findings and cannot be read; repair them first." in " ".join(outcome.out.split())
    assert "RISK-2" in outcome.out
