"""Every script of the workflows of both forges fails as soon as one of its commands fails, and says why."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_workflows import WORKFLOWS, gitlab_jobs, jobs, load, write

MARKER = "<!-- delivery diff -->"
RECORD = f"projects/mail/sign-offs/{'a' * 64}.json"
PAGE = "A page.\n"
MANIFEST = f"{hashlib.sha256(PAGE.encode()).hexdigest()}  ./index.html\n"

# What stands in for a command: it notes how it was called, and fails where that is the call that has to fail.
STUB = """#!/bin/bash
line="{name} $*"
printf '%s\\n' "${{line//$'\\n'/ }}" >> "$CALLS"
if [ "${{line//$'\\n'/ }}" = "$FAILING" ]; then echo "it was refused" >&2; exit 9; fi
{answer}
"""
REAL = tuple("cat chmod cp cut find grep head mkdir mv rm sha256sum sort tar tee wc xargs".split())  # noqa: SIM905 - read as a line of a shell
ANSWERS = {
    "gh": 'case "$*" in *pages*) echo false;; *commits*) echo 12;; *) echo "[]";; esac',
    "jq": "cat > /dev/null",
    "make": "",
    "python3": "",
    "python": f'exec {sys.executable} "$@"',
    "git": (
        'case "$*" in *rev-list*) echo abc;; *ls-files*|*" --name-only"*) echo "$RECORD";;'
        ' *status*) echo "?? $RECORD";; esac'
    ),
    ".venv/bin/delivery": "echo said",
    ".venv/bin/python": "mkdir -p reviews; echo refs/x > reviews/12.head; echo {} > reviews/12.json",
}
BUILT = {"site/internal/index.html": PAGE, "site/customer/mail/index.html": PAGE, "requirements/run.txt": "lock\n"}
FILES = {
    "cd meaning": {"meaning/comment.md": f"{MARKER}\nIt means nothing.\n"},
    "RUNNER_TEMP/published": {"artefact/internal/index.html": PAGE, "artefact/internal.sha256": MANIFEST},
    "$RUNNER_TEMP/records": {f"temp/records/{RECORD}": "{}"},
    "public": BUILT | {"site/internal.sha256": MANIFEST},
    "bash .ci/run": {".ci/run": "make site\n"},
    "site/": BUILT,
    "site\n": BUILT,
    "reviews/*.json": {"temp/reviews/12.json": "{}"},
}
ENVIRONMENT = {
    "TODAY": "true",
    "MARKER": MARKER,
    "NUMBER": "12",
    "BEFORE": "b" * 40,
    "GITHUB_SHA": "c" * 40,
    "GITHUB_REPOSITORY": "a/b",
    "GITHUB_SERVER_URL": "http://forge.example:8080/sub",
    "GH_TOKEN": "secret",
    "SITE": "internal",
    "RESULTS": "success success",
    "WITNESS": "pipeline",
    "WITNESS_KEY": "key",
    "CI_DEFAULT_BRANCH": "main",
    "CI_COMMIT_SHA": "c" * 40,
    "CI_COMMIT_SHORT_SHA": "cccccccc",
    "CI_PROJECT_URL": "http://lab.example:8929/sub/a/b",
    "DELIVERY_SIGN_OFFS_TOKEN": "secret",
    "AS_OF": "today",
    "RECORD": RECORD,
}


@dataclass(frozen=True)
class Script:
    """The shell of one step or job."""

    name: str
    text: str


def scripts() -> Iterator[Script]:
    """Every different script."""
    found: dict[str, str] = {}
    for path, name, job in jobs():
        for step in job.get("steps", ()):
            if "run" in step:
                found.setdefault(step["run"], f"{path.stem}: {name}: {step.get('name', step['run'])[:40]}")
    for name, job in gitlab_jobs().items():
        found.setdefault("\n".join([*job.get("before_script", ()), *job["script"]]), f"gitlab: {name}")
    return (Script(name=name, text=text) for text, name in found.items())


SCRIPTS = tuple(scripts())


class Runner:
    """A folder with stand-ins for the commands, in which a script is run as a forge runs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"

    def run(self, text: str, failing: str = "") -> subprocess.CompletedProcess[str]:
        """The script in a fresh folder, with one call that fails."""
        shutil.rmtree(self.folder, ignore_errors=True)
        work = self.folder / "work"
        self._stand_ins(work)
        write(work, {"projects/mail/project.yml": "x\n", RECORD: "{}", "key": "key", "reviews.txt": ""})
        for part, files in FILES.items():
            if part in text:
                write(work, {name: content for name, content in files.items() if not name.startswith("temp/")})
                write(self.folder, {name: content for name, content in files.items() if name.startswith("temp/")})
        (self.folder / "temp").mkdir(exist_ok=True)
        own = {
            "PATH": str(self.bin),
            "CALLS": str(self.folder / "calls"),
            "FAILING": failing,
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_WORKSPACE": str(work),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "CI_PROJECT_DIR": str(work),
            "DELIVERY_WITNESS_KEY": str(work / "key"),
        }
        (self.folder / "script.sh").write_text(text, "utf-8")
        command = ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", str(self.folder / "script.sh")]
        return subprocess.run(command, cwd=work, env=ENVIRONMENT | own, capture_output=True, text=True, check=False)

    def _stand_ins(self, work: Path) -> None:
        answers = ANSWERS | {name: f'exec {shutil.which(name)} "$@"' for name in REAL}
        write(
            self.folder,
            {
                (f"work/{name}" if "/" in name else f"bin/{name}"): STUB.format(name=name, answer=answer)
                for name, answer in answers.items()
            },
        )
        for path in [*self.bin.iterdir(), *(work / ".venv/bin").iterdir()]:
            path.chmod(0o755)
        (self.folder / "bin/bash").symlink_to("/bin/bash")

    def calls(self) -> list[str]:
        """How each command was called in the last run, without those that nobody waits for."""
        log = self.folder / "calls"
        found = log.read_text("utf-8").splitlines() if log.exists() else []
        return sorted({line for line in found if not line.startswith("rm -f ")})


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner of its own for each test."""
    return Runner(tmp_path / "runner")


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_command_that_fails_fails_its_step(script: Script, runner: Runner) -> None:
    """Also in front of a pipe, in a loop, in a substitution: a job is never green without what it is there for."""
    done = runner.run(script.text)
    assert done.returncode == 0, done.stderr
    for call in runner.calls():
        assert runner.run(script.text, failing=call).returncode != 0, f"{script.name} hides that `{call}` failed"


def test_the_reason_stands_in_the_summary(runner: Runner) -> None:
    """A record that is refused is told on the error output, and the summary is what people read."""
    text = next(
        script.text for script in SCRIPTS if "sign --from-review" in script.text and "STEP_SUMMARY" in script.text
    )
    runner.run(text)
    for call in (call for call in runner.calls() if " sign " in call):
        assert runner.run(text, failing=call).returncode != 0
        assert "it was refused" in (runner.folder / "summary").read_text("utf-8")
        assert not (runner.folder / "temp/witness").exists()


def test_the_words_of_a_forge_on_another_port_stay_whole(runner: Runner) -> None:
    """Where a server has a port, a sub path and no encryption, what is pushed goes to the same address."""
    pushed = []
    for script in SCRIPTS:
        if "git push" in script.text:
            runner.run(script.text)
            pushed += [
                word for call in runner.calls() if " push " in f" {call}" for word in call.split() if "@" in word
            ]
    assert sorted(pushed) == [
        "http://sign-offs:secret@lab.example:8929/sub/a/b.git",
        "http://x-access-token:secret@forge.example:8080/sub/a/b",
    ]


def test_every_script_stops_at_what_fails() -> None:
    """GitHub does so in front of a pipe only where the shell is named; GitLab where the image's shell can."""
    for path in WORKFLOWS:
        assert load(path)["defaults"] == {"run": {"shell": "bash"}}, path.name
    assert not [step for _, _, job in jobs() for step in job.get("steps", ()) if "shell" in step]
    for name, job in gitlab_jobs().items():
        assert [*job.get("before_script", ()), *job["script"]][0] == "set -eo pipefail", name


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_nothing_is_written_that_hides_an_exit(script: Script) -> None:
    """What the shell looks away from: the left of `&&`, `!`, a condition, a substitution inside of a command."""
    for line in script.text.splitlines():
        code = re.sub(r"(?:^|\s)#.*", "", line).strip()
        assert "&&" not in code, line
        assert not re.match(r"! |.*; ! ", code), line
        assert {item.strip() for item in re.findall(r"\|\|([^;)]*)", code)} <= {"continue", "test $? -eq 1"}, line
        assert all(
            item.startswith("[ ") for item in re.findall(r"\b(?:if|while|until) (.*)", code) if "read -r" not in item
        )
        if "$(" in code:
            assert re.search(r"(?:^|; )\w+=\"\$\(", code), line


def test_no_stand_in_is_missing() -> None:
    """The machine of the tests has what the runners have."""
    assert all(shutil.which(name) for name in REAL)
    assert os.access("/bin/bash", os.X_OK)
