"""Streams as machines have them: of few characters, closed, full, read-only and broken, for every verb."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from delivery_wiki.adapters.commands.verbs import VERBS
from tests.adapters.repositories import commit, example

CALLS = {
    "new": ["new", "mail", "--customer", "Example Customer"],
    "issue": ["issue", "mail", "nothing"],
    "run": ["run", "mail"],
    "build": ["build", "--audience", "internal", "--project", "mail"],
    "pdf": ["pdf", "mail", "--document", "nothing"],
    "serve": ["serve", "nothing"],
    "diff": ["diff", "HEAD", "HEAD"],
    "sign": ["sign", "--from-review", "-", "--forge", "github"],
    "audit": ["audit", "nothing"],
    "size": ["size", "--rules", "ox-2011", "--set", "users=10000"],
    "clauses": ["clauses", "mail"],
}
OTHERS = (
    ["--version"],
    ["--help"],
    ["check", "--help"],
    ["chek"],
    ["check", "--formt"],
    ["status", "--format", "json"],
)
Calls = list[tuple[list[str], dict[int, object]]]
EVERY = [*(CALLS.get(verb.name, [verb.name]) for verb in VERBS), *OTHERS]
FEW = [
    ["--version"],
    ["check", "--help"],
    ["chek"],
    ["status", "nothing"],
    ["sign", "--from-review", "-"],
    CALLS["size"],
]
STREAMS: dict[str, dict[int, object]] = {
    "output closed": {1: None},
    "output full": {1: ("/dev/full", os.O_WRONLY)},
    "output read-only": {1: ("/dev/null", os.O_RDONLY)},
    "output broken": {1: "pipe"},
    "errors closed": {2: None},
    "errors full": {2: ("/dev/full", os.O_WRONLY)},
    "input closed": {0: None},
    "input write-only": {0: ("/dev/null", os.O_WRONLY)},
    "all closed": {0: None, 1: None, 2: None},
}
# One process that has loaded everything runs each call in a copy of itself, with streams as a fresh one would get them.
HARNESS = """
import importlib, io, json, os, sys, tempfile
import delivery_wiki.adapters.commands.command_line as command
from delivery_wiki.adapters.commands.verbs import VERBS
for verb in VERBS:
    if verb.name not in ("build", "pdf", "serve"):
        importlib.import_module("delivery_wiki.adapters.commands." + verb.run.split(":")[0])
def stream(number, mode):
    try:
        os.fstat(number)
    except OSError:
        return None
    errors = "backslashreplace" if number == 2 else "strict"
    return io.TextIOWrapper(open(number, mode + "b", closefd=False), encoding=task["encoding"], errors=errors)
def child(arguments, changes, log):
    for number, change in changes.items():
        number = int(number)
        if change is None:
            os.close(number)
        elif change == "pipe":
            reader, writer = os.pipe()
            os.close(reader)
            os.dup2(writer, number)
        else:
            os.dup2(os.open(*change), number)
    sys.stdin, sys.stdout, sys.stderr = stream(0, "r"), stream(1, "w"), stream(2, "w")
    sys.argv = ["delivery", *arguments]
    try:
        code = command.main()
    except SystemExit as ended:
        code = ended.code
    except BaseException as fault:
        code = repr(fault)
    json.dump(code, open(log, "w"))
    sys.stderr.flush()
    os._exit(0)
task = json.load(sys.stdin)
results = []
for arguments, changes in task["calls"]:
    with tempfile.TemporaryDirectory() as folder:
        out, err, log = (os.path.join(folder, name) for name in ("out", "err", "log"))
        if not (pid := os.fork()):
            for number, name in ((1, out), (2, err)):
                os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT), number)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            child(arguments, changes, log)
        os.waitpid(pid, 0)
        code = json.load(open(log)) if os.path.getsize(log) else "no answer"
        results.append([code, open(out, "rb").read().decode("latin-1"), open(err, "rb").read().decode("latin-1")])
json.dump(results, sys.stdout)
"""
PYTHON_WORDS = ("Traceback", "Errno", "Error:", "Exception", "NoneType", "the tool failed")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="forks, and asks for /dev/full")
Result = tuple[object, str, str]


def harnessed(root: Path, calls: Calls, encoding: str = "utf-8") -> list[Result]:
    """The exit code, the output and the errors of each call."""
    done = subprocess.run(
        [sys.executable, "-c", HARNESS],
        input=json.dumps({"calls": calls, "encoding": encoding}),
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert done.returncode == 0, done.stderr
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one project and one commit."""
    made = example(tmp_path_factory.mktemp("streams"))
    commit(made)
    return made


def fails_in_one_line(name: str, root: Path, asked: list[list[str]]) -> None:
    """Try calls with and without a stream that fails: no word of Python, and the exit code where nothing was lost."""
    calls: Calls = []
    for arguments in asked:
        calls += [(arguments, {}), (arguments, STREAMS[name])]
    results = harnessed(root, calls)
    for arguments, plain, (code, _, err) in zip(asked, results[::2], results[1::2], strict=True):
        assert code in (0, 1, 2, 3), (arguments, code, err)
        assert not [word for word in PYTHON_WORDS if word in err], (arguments, err)
        told = err.count("delivery: the output could not be written: ")
        if plain[1] and name.startswith(("output", "all")) and name != "output broken":
            assert (code, told) == (3, name != "all closed"), (arguments, code, err)
        elif name != "output broken" and "-" not in arguments:
            assert (code, told) == (plain[0], 0), (arguments, plain, code, err)


@LINUX
@pytest.mark.slow
@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_that_fails_is_one_line(name: str, root: Path) -> None:
    """Output, help, wrong use, a file from the input: each is told, and nothing else goes wrong."""
    fails_in_one_line(name, root, FEW)


@LINUX
@pytest.mark.slow
@pytest.mark.parametrize("name", ["output full", "input closed", "all closed"])
def test_a_stream_that_fails_is_one_line_in_every_verb(name: str, root: Path) -> None:
    """Whatever a verb does before it prints."""
    fails_in_one_line(name, root, EVERY)


def written(encoding: str, root: Path, asked: list[list[str]]) -> list[Result]:
    """Every text can be read as it was written, what programs read as UTF-8."""
    results = harnessed(root, [(words, {}) for words in asked], encoding)
    for arguments, (code, out, err) in zip(asked, results, strict=True):
        assert code in (0, 1, 2), (arguments, err)
        assert not [word for word in PYTHON_WORDS if word in err], (arguments, err)
        out.encode("latin-1").decode("utf-8" if "--format" in arguments else encoding)
    return results


@pytest.mark.slow
@LINUX
@pytest.mark.parametrize(
    "encoding",
    ["cp1252", *(pytest.param(item, marks=pytest.mark.slow) for item in ("latin-1", "ascii", "cp437", "utf-8"))],
)
def test_output_is_written_in_every_encoding(encoding: str, root: Path) -> None:
    """An argument that is no text at all is told as well."""
    written(encoding, root, [*FEW, ["status", "größe→☃"], ["status", "\udcff"]])


@LINUX
@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_every_verb_and_format_is_written_in_every_encoding(encoding: str, root: Path) -> None:
    """A character that is lacking is replaced by one like it; what programs read is UTF-8 always."""
    formats = [["diff", "HEAD", "--format", item] for item in ("html", "markdown", "json")]
    written(encoding, root, [*EVERY, *formats, ["check", "--format", "github"], ["size", "--prove", "tiny"]])


@pytest.mark.slow
@LINUX
def test_text_that_is_replaced_stays_readable(root: Path) -> None:
    """Letters lose their accents, arrows and lines are drawn with what there is."""
    (code, _, err), *_ = harnessed(root, [(["status", "größe→„x“ – ☃ €"], {})], "ascii")
    assert code == 2
    assert err == "delivery: there is no project 'grosse->\"x\" - ? EUR'.\n"
