"""A project from its first draft to its second signed revision, with the commands that people type."""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from delivery_wiki.adapters.site.stage import project_files
from delivery_wiki.adapters.upkeep.demo_project import FILES, SLUG
from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.macro_calls import CallPlace, expander, run_call
from delivery_wiki.pages.macros.staged_pages import find_pages
from delivery_wiki.pages.pdf.pdf_document import PdfState
from delivery_wiki.pages.pdf.pdf_project import pdf_state
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.adapters.repositories import Outcome, replace, run, write
from tests.histories import git
from tests.reviews import github, github_review

DAY = "1795521600"  # 2026-11-24
REVIEWED = "2026-11-24T10:00:00Z"
RECORDED = (
    "basic-sow r{revision}: approved by vera-lead (project lead)",
    "basic-sow r{revision}: accepted by nora-lead (project lead)",
    "Nothing recorded from petra, review 85: The reviewer approved their own pull request.",
    "2 records written.",
)
GATE = re.compile(r"Go / No-Go: .*?(?=\n\n)", re.DOTALL)
CHANGES = """# yaml-language-server: $schema=../../schemas/changes.schema.json
format: 1
changes:
  - id: CR-1
    title: "A second migration weekend"
    reason: "More mailboxes than counted."
    raised: 2026-11-24
    raised_by: nora-lead
    moves: [WP-1]
    days: 3
    decision: open
"""
AGREED = (
    'decision: agreed\n    decided: 2026-11-24\n    decided_by: nora-lead\n    evidence: "Mail of 24 November 2026"\n'
)


@dataclass(frozen=True)
class Walk:
    """The repository on its way, and what is asked of it at each step."""

    root: Path
    shown: pytest.CaptureFixture[str]
    seen: dict[str, PageContext] = field(default_factory=dict)

    def says(self, *arguments: str, code: int = 0) -> str:
        """What a command prints, which has to end with this code."""
        outcome: Outcome = run(self.shown, "-C", self.root, *arguments)
        assert outcome.code == code, outcome.out + outcome.err
        return outcome.out + outcome.err

    def file(self, name: str) -> Path:
        """A file of the project."""
        return self.root / "projects" / SLUG / name

    def gate(self) -> str:
        """The gate with its criteria, on one line."""
        found = GATE.search(self.says("status", SLUG))
        assert found
        return " ".join(found[0].split())

    def proof(self, code: int = 0) -> tuple[str, str, int, int]:
        """State and changes of the Basic SOW, and how many records stand for it and for earlier revisions."""
        projects = json.loads(self.says("verify", "--format", "json", code=code).partition("\nprojects/")[0])[
            "projects"
        ]
        found = next(document for document in projects[0]["documents"] if document["document"] == "basic-sow")
        return found["state"], "; ".join(found["changes"]), len(found["signed"]), len(found["superseded"])

    def diff(self, base: str) -> str:
        """What changed since a revision, on one line."""
        return " ".join(self.says("diff", base).split())

    def context(self) -> PageContext:
        """The project as its customer sees it; read once for each state of its files."""
        files = sorted(path for path in self.file("").rglob("*") if path.is_file())
        state = digest(b"".join(path.name.encode() + path.read_bytes() for path in files))
        if state not in self.seen:
            workspace = load_workspace(self.root, (SLUG,))
            (self.seen[state],) = project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, None))
        return self.seen[state]

    def page(self, stem: str) -> str:
        """The words of a page as it is rendered; nothing where the project has no such page."""
        context = self.context()
        place = CallPlace(project=context)
        renderer = HtmlRenderer(context.words, expander(place))
        bodies = [page.body for page in find_pages(context) if page.stem == stem]
        calls = [call for body in bodies for call in re.findall(r"\{\{ ?(.+?) ?\}\}", body)]
        markup = " ".join(str(renderer.render(run_call(call, place))) for call in calls)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())

    def pdf(self) -> dict[str, object]:
        """What the manifest says of the PDF of the Basic SOW once it is set."""
        self.says("pdf", SLUG, "--document", "basic-sow", "--audience", "customer")
        manifest = json.loads((self.root / "site/pdf/manifest.json").read_text("utf-8"))
        (found,) = (document for document in manifest["documents"] if document["state"] != "executed")
        assert found["sha256"] == digest((self.root / "site/pdf" / found["file"]).read_bytes())
        return dict(found)

    def published(self) -> dict[str, str]:
        """The digests of the issued PDFs that the customer's site offers."""
        files = project_files(self.context(), self.root)
        return {name: digest(data) for name, data in files.items() if name.endswith(".pdf")}

    def frozen(self, revision: int) -> str:
        """The digest of the frozen PDF, which the frozen content names."""
        folder = self.file(f"issued/basic-sow-r{revision}")
        found = digest((folder / "document.pdf").read_bytes())
        assert json.loads((folder / "content.json").read_text("utf-8"))["pdf"] == found
        return found

    def merge(self, branch: str) -> dict[str, object]:
        """Merge a branch as a forge does, squashed; the review data with the approval of both project leads."""
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", branch)
        head = git(self.root, "rev-parse", "HEAD")
        git(self.root, "switch", "-q", "main")
        git(self.root, "merge", "-q", "--squash", branch)
        git(self.root, "commit", "-q", "-m", f"{branch} (squashed)")
        user = {"login": "petra", "type": "User"}
        reviews = [github_review(login, head, time=REVIEWED) for login in ("vera", "nora", "petra")]
        return github(head, git(self.root, "rev-parse", "HEAD"), *reviews, user=user)

    def record(self, review: dict[str, object]) -> str:
        """Record a saved review, and commit the records alone."""
        path = self.root.parent / "review.json"
        path.write_text(json.dumps(review), "utf-8")
        said = self.says("sign", "--from-review", str(path), "--forge", "github")
        assert {name.split("/")[2] for name in git(self.root, "status", "--porcelain", "-uall").split()[1::2]} == {
            "sign-offs"
        }
        assert "No findings." in self.says("check", "--base", "HEAD")
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", "Sign-offs")
        return said


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def walk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A project before its Go / No-Go, under version control."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    root = write(tmp_path / "repository", FILES)
    (root / ".gitignore").write_text("/site/\n/.cache/\n", "utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Draft")
    return Walk(root=root, shown=capsys)


@pytest.mark.built
@pytest.mark.slow
def test_a_project_from_draft_to_its_second_signed_revision(walk: Walk) -> None:
    """Issued, approved, the gate opens; changed, stale, it shuts; a change request, issued and signed again, it opens.

    Each step asks for the gate, the proof, the page, the PDF, the diff and the audit trail.
    """
    a_draft_proves_nothing(walk)
    git(walk.root, "switch", "-q", "-c", "issue")
    an_issued_revision_waits_for_signatures(walk)
    approvals_sign_it_and_the_gate_opens(walk, walk.merge("issue"))
    first = walk.frozen(1)
    git(walk.root, "switch", "-q", "-c", "more-work")
    a_change_makes_it_stale_and_shuts_the_gate(walk)
    an_open_change_request_keeps_the_gate_shut(walk)
    the_next_revision_tells_what_differs(walk)
    approvals_sign_the_second_revision_and_the_gate_opens(walk, walk.merge("more-work"))
    assert walk.frozen(1) == first == walk.published()["issued/basic-sow-r1.pdf"]


def a_draft_proves_nothing(walk: Walk) -> None:
    """The gate waits for the Basic SOW, and its PDF would say that it is a draft."""
    assert walk.gate().startswith("Go / No-Go: shut, 4 of 5")
    assert walk.proof() == ("not-issued", "", 0, 0)
    assert walk.page("sow-basic").startswith("draft · revision 1")
    assert "No revision is kept here with a proof of its content;" in walk.page("audit-trail")
    assert pdf_state(walk.context(), "basic-sow") is PdfState.DRAFT
    assert walk.published() == {}


def an_issued_revision_waits_for_signatures(walk: Walk) -> None:
    """The frozen PDF is the one that the site publishes and that `pdf` sets; nobody has signed."""
    walk.says("issue", SLUG, "basic-sow")
    frozen = walk.frozen(1)

    assert "0 of 2 signatures are there" in walk.gate()
    assert walk.proof() == ("missing", "", 0, 0)
    assert walk.published() == {"issued/basic-sow-r1.pdf": frozen}
    assert (walk.pdf()["sha256"], walk.pdf()["state"]) == (frozen, "for signature")
    page = walk.page("sow-basic")
    assert "The page reads as revision 1 did when it was issued." in page
    assert "Lakeside Online project lead · orders the work" in page
    assert "Records 0" in walk.page("audit-trail")
    assert "basic-sow r1 Issued revision added" in walk.diff("main")


def approvals_sign_it_and_the_gate_opens(walk: Walk, review: dict[str, object]) -> None:
    """Both project leads count, the author does not."""
    said = walk.record(review)

    assert all(part.format(revision=1) in said for part in RECORDED), said
    assert walk.gate().startswith("Go / No-Go: ready, 5 of 5")
    assert walk.proof() == ("current", "", 2, 0)
    assert "Nora Nowhere, signed on Nov 24, 2026" in walk.page("sow-basic")
    trail = walk.page("audit-trail")
    assert all(
        part in trail for part in ("Basic SOW Revision 1", "current", "Vera Vendor", "Nora Nowhere", "Records 2")
    )
    assert "Go / No-Go: shut, 4 of 5 → ready, 5 of 5" in walk.diff("HEAD~1")


def a_change_makes_it_stale_and_shuts_the_gate(walk: Walk) -> None:
    """More days without a change request are an error; the diff says what they move before anybody merges them."""
    replace(walk.file("sow/basic.yml"), "days: 12", "days: 15")

    assert "error[change-request-missing]" in walk.says("check", SLUG, code=1)
    state, changes, signed, _ = walk.proof(code=1)
    assert (state, signed) == ("stale", 2)
    assert "Effort in days moved from 12 to 15 since it was issued" in changes
    told = walk.diff("main")
    assert "Total price 14,400.00 EUR → 18,000.00 EUR" in told
    assert "Go / No-Go: ready, 5 of 5 → shut, 4 of 5" in told


def an_open_change_request_keeps_the_gate_shut(walk: Walk) -> None:
    """Named and not yet agreed is a warning; page and status show what was agreed beside what is written now."""
    write(walk.root, {f"projects/{SLUG}/changes.yml": CHANGES})
    replace(walk.file("sow/basic.yml"), "revision: 1\nrevised: 2026-11-20", "revision: 2\nrevised: 2026-11-24")

    assert "warning[change-request-open]" in walk.says("check", SLUG)
    assert walk.gate().startswith("Go / No-Go: shut, 4 of 5")
    assert walk.proof()[0] == "stale"
    page = walk.page("sow-basic")
    assert "As agreed in revision 1, beside what is written now" in page
    assert "Effort in days moved from 12 to 15 since it was issued" in page
    assert "A second migration weekend" in walk.page("change-requests")
    assert "what was signed holds; today's text differs" in walk.page("audit-trail")
    assert "CR-1 added: A second migration weekend" in walk.diff("main")


def the_next_revision_tells_what_differs(walk: Walk) -> None:
    """The agreed change request stands in the document that is issued next; both sides have to sign again."""
    replace(walk.file("changes.yml"), "decision: open\n", AGREED)
    assert "warning[offer-before-sow]" in walk.says("check", SLUG)
    replace(walk.file("project.yml"), "revised: 2026-11-20", "revised: 2026-11-24")
    replace(walk.file("project.yml"), "sent, date: 2026-11-20", "sent, date: 2026-11-24")
    assert "No findings." in walk.says("check", SLUG)
    walk.says("issue", SLUG, "basic-sow")

    assert walk.gate().startswith("Go / No-Go: shut, 4 of 5")
    assert walk.proof() == ("stale", "Revision 1 was signed, revision 2 is not", 0, 2)
    assert (walk.pdf()["sha256"], walk.pdf()["revision"]) == (walk.frozen(2), 2)
    page = walk.page("sow-basic")
    assert "These agreed change requests are part of this statement of work" in page
    assert "Effort in days 12 15 +3" in page
    assert "Superseded by revision 2" in walk.page("audit-trail")
    told = walk.diff("main")
    assert "WP-1 – named by CR-1, agreed" in told
    assert "2 → 0 of 2 signatures count" in told


def approvals_sign_the_second_revision_and_the_gate_opens(walk: Walk, review: dict[str, object]) -> None:
    """Four records in one graph; both frozen PDFs are published as they were issued."""
    said = walk.record(review)

    assert all(part.format(revision=2) in said for part in RECORDED), said
    assert walk.gate().startswith("Go / No-Go: ready, 5 of 5")
    assert walk.proof() == ("current", "", 2, 2)
    assert walk.published() == {f"issued/basic-sow-r{number}.pdf": walk.frozen(number) for number in (1, 2)}
    assert "2 of 2 signatures" in walk.page("sow-basic")
    trail = walk.page("audit-trail")
    assert all(part in trail for part in ("Records 4", "Basic SOW Revision 2", "current", "Superseded by revision 2"))
    assert "No findings." in walk.says("check", SLUG, "--strict")
