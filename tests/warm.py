"""Runs `delivery` in a process of its own that begins with all modules imported and the shipped data read.

A new interpreter takes two seconds for that, which says nothing about the code. What has to hold in a new one, as the
same bytes under another hash seed or user, is run by `subprocess`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import TextIOWrapper
from multiprocessing import forkserver, get_context, set_start_method
from pathlib import Path

from tests import cheap

ROOT = Path(__file__).parent.parent
PRELOADED = "tests.warmed"


def run_warm(
    arguments: Sequence[str], environment: Mapping[str, str], seconds: float = 400
) -> subprocess.CompletedProcess[str]:
    """What `delivery` prints, and its exit code; stopped after some seconds."""
    context = get_context("forkserver")
    with tempfile.TemporaryDirectory() as folder, cheap.GUARD.as_command(f"delivery {' '.join(arguments)}"):
        out, err = Path(folder) / "out", Path(folder) / "err"
        _start_server()
        process = context.Process(target=_run, args=(tuple(arguments), dict(environment), out, err))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(list(arguments), seconds)
        texts = [path.read_text("utf-8", errors="surrogateescape") for path in (out, err)]
        code = process.exitcode
        process.close()
    return subprocess.CompletedProcess(list(arguments), code, *texts)


def _start_server() -> None:
    """Start the process that is forked, once for a worker; it finds this checkout whatever the tests do to theirs."""
    kept, here = os.environ.get("PYTHONPATH"), Path.cwd()
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "macros"), str(ROOT)])
    os.chdir(ROOT)
    try:
        forkserver.set_forkserver_preload([PRELOADED])
        forkserver.ensure_running()
    finally:
        os.chdir(here)
        os.environ.pop("PYTHONPATH")
        if kept is not None:
            os.environ["PYTHONPATH"] = kept


def _run(arguments: tuple[str, ...], environment: dict[str, str], out: Path, err: Path) -> None:
    from delivery_wiki.adapters.commands.command_line import main  # here, for the process that tests knows it already

    set_start_method("fork", force=True)  # as where nobody asked for another one
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, path in ((1, out), (2, err)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, number)
        os.close(file)
    for stream in (sys.stdout, sys.stderr):
        assert isinstance(stream, TextIOWrapper)
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    sys.argv = ["delivery", *arguments]
    code = main(list(arguments))
    with suppress(OSError):
        sys.stdout.flush()
    raise SystemExit(code)
