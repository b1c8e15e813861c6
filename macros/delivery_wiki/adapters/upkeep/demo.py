"""A demonstration on a temporary repository: a number changes, people sign, a gate opens, a forgery is named.

`make demo` runs it; every command is one that anybody can type. With a folder named, it goes as far as the two
signatures and leaves the repository there, to try things out.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from delivery_wiki.calculations.answers.asked import comments_of, questions_of
from delivery_wiki.model.answers import SHORT
from delivery_wiki.model.document_kinds import BASIC_SOW

from ..commands.command_line import main
from ..workspace.signing_context import signing_context
from .demo_project import FILES, SLUG, saved_review

DAY = "2026-11-24"
MOMENT = "1795521600"  # that day, in seconds
GATE = "Go / No-Go"
ANSWERS = "answers-lakeside-mail-nora-lead.json"
SAID = {
    "backup": {"text": "Each night, kept for 30 days."},
    "load-balancer": {"text": "HAProxy, run by the customer; it ends TLS."},
    "comment:sow-basic": {"text": "Access is possible from 18 January on.", "place": "Duties of the customer"},
}


class DemoFailed(RuntimeError):
    """A command did not do what the demonstration is there to show."""


def run_demo(root: Path) -> None:
    """Every step, with its commands and what they say."""
    with _clock_stands_still():
        _until_signed(root)
        _after_signing(root)


def keep_demo(root: Path) -> None:
    """The steps up to the two signatures, all committed."""
    with _clock_stands_still():
        _until_signed(root)


def _until_signed(root: Path) -> None:
    _step("A project before its Go / No-Go; only the Basic SOW is not agreed yet.")
    _begin(root)
    _status(root)
    _step("The customer has more users than thought, and the work takes longer. What does that mean?")
    _change(root)
    _delivery(root, "diff", "main")
    _step("The Basic SOW is issued for signature, in a pull request that both project leads approve.")
    _delivery(root, "issue", SLUG, BASIC_SOW.id)
    _review(root)
    _delivery(root, "sign", "--from-review", "review.json", "--forge", "github")
    _commit(root, "Sign-offs")
    _step("With both signatures the gate is ready for its decision.")
    _status(root)


def _after_signing(root: Path) -> None:
    _step("The customer is asked by mail, with an answer sheet. She answers two questions and comments on a clause.")
    _delivery(root, "ask", SLUG)
    (root / ANSWERS).write_text(json.dumps(_answers(root), indent=2) + "\n", encoding="utf-8")
    _show_sheet(root)
    _delivery(root, "receive", ANSWERS, "--yes", "--recorded-by", "petra-writer")
    _commit(root, "Answers of Nora Nowhere")
    _step("Taken in once, it is not taken in again; of other words than were asked nothing is.")
    _delivery(root, "receive", ANSWERS, "--yes")
    _delivery(root, "receive", _with_other_words(root), "--yes", expected=1)
    _step("Somebody edits what was signed, and no change request asks for it. The gate shuts.")
    _replace(root, "sow/basic.yml", "days: 15.5", "days: 20")
    _delivery(root, "diff", "main")
    _delivery(root, "check", expected=1)
    _replace(root, "sow/basic.yml", "days: 20", "days: 15.5")
    _step("Somebody turns a record into another one. Verify names it.")
    _forge(root)
    _delivery(root, "verify", expected=1)


def _show_sheet(root: Path) -> None:
    """Some of what the sheet asks, each with the digits of its words, and what she writes."""
    context = signing_context(root, SLUG)
    asked = {each.about: each for each in (*questions_of(context.view), *comments_of(context.view, context.status))}
    _say("  Her sheet, an HTML file that works without network, asks with the digits of the exact words:")
    for about, said in SAID.items():
        _say(f"    [{asked[about].digest[:SHORT]}] {context.words.message(asked[about].title)}")
        _say(f"      > {said['text']}")
    _say(f"  It saves {ANSWERS}.\n")


def _answers(root: Path) -> dict[str, object]:
    """What the answer sheet of the customer's project lead saves: each answer with the digits of what was asked."""
    context = signing_context(root, SLUG)
    asked = (*questions_of(context.view), *comments_of(context.view, context.status))
    digests = {each.about: each.digest[:SHORT] for each in asked}
    answers = [{"about": about, "digest": digests[about], "says": "text", **said} for about, said in SAID.items()]
    return {"format": 1, "project": SLUG, "person": "nora-lead", "made": DAY, "answers": answers}


def _with_other_words(root: Path) -> str:
    """The same file as if other words had been asked."""
    tree = json.loads((root / ANSWERS).read_text("utf-8"))
    for answer in tree["answers"]:
        answer |= {"digest": "0" * SHORT, "text": f"{answer['text']} Indeed."}
    (root / "forged.json").write_text(json.dumps(tree), encoding="utf-8")
    return "forged.json"


@contextlib.contextmanager
def _clock_stands_still() -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = MOMENT
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _begin(root: Path) -> None:
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (root / ".gitignore").write_bytes(b"/site/\n")
    _git(root, "init", "-q")
    _git(root, "symbolic-ref", "HEAD", "refs/heads/main")
    _commit(root, "Before the offer")


def _change(root: Path) -> None:
    _git(root, "checkout", "-q", "-b", "more-users")
    _replace(root, "sizing.yml", "value: 80000", "value: 96000")
    _replace(root, "sow/basic.yml", "days: 12", "days: 15.5")


def _review(root: Path) -> None:
    """Merge as a forge does, squashed, and save what it says about the approvals."""
    _commit(root, "More users, and the Basic SOW")
    head = _git(root, "rev-parse", "HEAD")
    _git(root, "checkout", "-q", "main")
    _git(root, "merge", "-q", "--squash", "more-users")
    _commit(root, "More users, and the Basic SOW (squashed)")
    review = saved_review(head, _git(root, "rev-parse", "HEAD"))
    (root / "review.json").write_text(json.dumps(review, indent=2), encoding="utf-8")


def _forge(root: Path) -> None:
    records = (root / "projects" / SLUG / "sign-offs").rglob("*.json")
    record = next(path for path in records if "vera-lead" in path.read_text("utf-8"))
    record.write_text(record.read_text("utf-8").replace("vera-lead", "vera-boss", 1), encoding="utf-8")
    _say(f"  (in {record.relative_to(root)} the signer has another name now)\n")


def _replace(root: Path, file: str, old: str, new: str) -> None:
    path = root / "projects" / SLUG / file
    path.write_bytes(path.read_text("utf-8").replace(old, new, 1).encode())


def _status(root: Path) -> None:
    """Of the status, the gate with its criteria."""
    said = _delivery(root, "status", SLUG, quiet=True)
    begin = said.index(f"{GATE}:")
    _say(_indented(said[begin:].split("\n\n", 1)[0]))


def _delivery(root: Path, *arguments: str, expected: int = 0, quiet: bool = False) -> str:
    """Run the command as on the command line, show it with what it says, and require its exit code."""
    _say(f"  $ delivery {' '.join(arguments)}")
    said = io.StringIO()
    with contextlib.chdir(root), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(arguments)
    if not quiet:
        _say(_indented(said.getvalue()))
    if code != expected:
        raise DemoFailed(f"'delivery {' '.join(arguments)}' ended with {code} instead of {expected}")
    return said.getvalue()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.strip().splitlines())


def _step(text: str) -> None:
    _say(f"\n{text}\n")


def _commit(root: Path, message: str) -> None:
    _git(root, "add", "-A")
    _git(root, "-c", "user.name=Demo", "-c", "user.email=demo@vendor.example", "commit", "-q", "-m", message)


def _git(root: Path, *arguments: str) -> str:
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": f"{MOMENT} +0000",
        "GIT_COMMITTER_DATE": f"{MOMENT} +0000",
    }
    command = ["git", "-C", str(root), "-c", "commit.gpgSign=false", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603 - git, by name
    return done.stdout.strip()


def run(arguments: Sequence[str]) -> int:
    """The demonstration in a folder that is gone afterwards, or in the one that is named, which has to be new."""
    try:
        if arguments:
            return _keep(Path(arguments[0]))
        with tempfile.TemporaryDirectory(prefix="delivery-demo-") as folder:
            run_demo(Path(folder).resolve())
    except DemoFailed as fault:
        sys.stderr.write(f"The demonstration failed: {fault}." + "\n")
        return 3
    _say("\nThat was it. The repository of the demonstration is gone again.")
    return 0


def _keep(folder: Path) -> int:
    try:
        folder.mkdir(parents=True)
    except OSError as fault:
        sys.stderr.write(f"{folder} cannot be made: {(fault.strerror or 'unknown reason').lower()}." + "\n")
        return 2
    keep_demo(folder.resolve())
    _say(f"\nThe repository stays in {folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
