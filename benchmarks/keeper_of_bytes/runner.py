"""Runs the jobs of one revision with that revision's own code: `python runner.py JOBS.json`.

It stands alone, since it is started with the revision on the path and not with this checkout. The command is imported
once; each job is a fork of that, which costs a tenth of starting Python again.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import shutil
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any, Protocol


class Main(Protocol):
    """The command of a revision."""

    def __call__(self, argv: list[str]) -> int:
        """Run one verb."""


def run_all(main: Main, jobs: list[dict[str, Any]], workers: int) -> None:
    """Run the jobs, a few at a time, each when those before it are done."""
    waiting, running, done = list(jobs), dict[int, str](), set[str]()
    while waiting or running:
        ready = next((job for job in waiting if done.issuperset(job["after"])), None)
        if ready is not None and len(running) < workers:
            waiting.remove(ready)
            running[_start(main, ready)] = ready["name"]
            continue
        process, _ = os.wait()
        done.add(running.pop(process))


def _start(main: Main, job: dict[str, Any]) -> int:
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    try:
        _run(main, job)
    finally:
        os._exit(0)


def _run(main: Main, job: dict[str, Any]) -> None:
    """Both outputs of a job go to files; what is said gets the exit code as its last line."""
    said, result = Path(job["said"]), Path(job["result"] or job["said"])
    for path in (said, result):
        path.parent.mkdir(parents=True, exist_ok=True)
    _redirect(0, Path(os.devnull), os.O_RDONLY)
    _redirect(1, result, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    complaints = said.with_name(f"{said.name}.errors")
    _redirect(2, complaints, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    code = _exit_code(main, job["arguments"])
    sys.stdout.flush()
    sys.stderr.flush()
    with said.open("ab") as stream:
        stream.write(b"--- said on standard error\n" + complaints.read_bytes() + f"--- exit code {code}\n".encode())
    complaints.unlink()


def _redirect(number: int, path: Path, flags: int) -> None:
    opened = os.open(path, flags, 0o644)
    os.dup2(opened, number)
    os.close(opened)


def _exit_code(main: Main, arguments: list[str]) -> object:
    try:
        return main(arguments)
    except SystemExit as end:
        return end.code
    except BaseException:
        traceback.print_exc()
        return "none: the command fell over"


def import_verbs(module: str) -> None:
    """Import once what every fork would import for itself."""
    package = module.rpartition(".")[0]
    for path in sorted(Path(importlib.import_module(package).__file__ or "").parent.glob("command_*.py")):
        importlib.import_module(f"{package}.{path.stem}")


def warm_up(main: Main, tree: str) -> None:
    """Read the rule sets, labels and schemas once: every fork has them then, and takes a twentieth of the time."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(["-C", tree, "check"])


def prepare_examples(tree: Path, target: Path) -> None:
    """Put the examples together with the revision's own helper; those with a state before get it as history."""
    assemble = importlib.import_module("tests.example_projects").assemble
    for kind in ("valid", "invalid"):
        above = tree / "tests" / "examples" / kind
        for case in sorted(path for path in above.iterdir() if path.is_dir()):
            root = target / kind / case.name
            if (case / "before").is_dir():
                assemble(case / "before", root)
                _git(root, "init", "--quiet")
                _git(root, "add", "--all")
                _git(root, "commit", "--quiet", "--message", "Earlier")
                _git(root, "tag", "earlier")
                _clear(root)
            if kind == "valid":
                shutil.copytree(case, root, dirs_exist_ok=True)
            else:
                assemble(case, root)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True)


def _clear(root: Path) -> None:
    for path in root.iterdir():
        if path.name != ".git":
            shutil.rmtree(path)


if __name__ == "__main__":
    told = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    os.umask(0o022)
    command = importlib.import_module(told["module"])
    if not Path(command.__file__ or "").is_relative_to(told["tree"]):
        sys.exit(f"{told['module']} was found at {command.__file__}, not in the revision")
    import_verbs(told["module"])
    warm_up(command.main, told["tree"])
    prepare_examples(Path(told["tree"]), Path(told["examples"]))
    os.chdir(told["tree"])
    run_all(command.main, told["jobs"], told["workers"])
