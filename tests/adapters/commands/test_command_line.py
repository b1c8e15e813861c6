"""The command as a whole: its verbs, its exit codes, and what it loads."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.commands.command_check import REPORTS
from delivery_wiki.adapters.commands.command_line import BEGINS, main
from delivery_wiki.adapters.commands.verb_examples import EXAMPLES
from delivery_wiki.adapters.commands.verbs import VERBS, Verb, find_run, verb_parser
from delivery_wiki.adapters.outside.files import write_file
from delivery_wiki.adapters.outside.stopping import Stopped
from delivery_wiki.calculations.base.audience_view import Audience
from tests.adapters.repositories import ROOT, example, python, run

NAMES = tuple(verb.name for verb in VERBS)


@pytest.mark.parametrize("name", NAMES)
def test_every_verb_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--help of a verb prints its use and ends with 0."""
    outcome = run(capsys, name, "--help")

    assert outcome.code == 0
    assert f"usage: delivery {name}" in outcome.out


def test_the_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    """Who knows no verb finds all of them."""
    outcome = run(capsys, "--help")

    assert outcome.code == 0
    assert all(f"\n    {name} " in outcome.out for name in NAMES)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_can_run(verb: Verb) -> None:
    """The function that a verb names is there."""
    assert callable(find_run(verb))


LOADED_FIRST = """
import importlib, os, sys
import babel.messages.pofile, jsonschema, jinja2, mkdocs.commands.build, pikepdf, yaml  # the libraries once for all
assert not any(name.startswith("delivery_wiki") for name in sys.modules)
for module in sys.argv[1:]:
    if not os.fork():
        importlib.import_module(f"delivery_wiki.adapters.commands.{module}")
        os._exit(0)
    if os.wait()[1]:
        sys.exit(module)
"""


@pytest.mark.slow
def test_every_verb_can_be_the_first_that_is_loaded() -> None:
    """In a process of its own: nothing rests on what another verb happened to load before."""
    modules = sorted({verb.run.split(":")[0] for verb in VERBS})
    assert len(modules) > 10
    done = subprocess.run([sys.executable, "-c", LOADED_FIRST, *modules], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [(), ("chek",), ("check", "--formt", "json"), ("check", "--format", "xml"), ("new",), ("size", "--set")],
    ids=" ".join,
)
def test_a_wrong_call_is_exit_code_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """No verb, an unknown one, and unknown or incomplete options are wrong use."""
    outcome = run(capsys, *arguments)

    assert outcome.code == 2
    assert "usage: delivery" in outcome.err
    assert outcome.out == ""


def test_a_folder_without_projects_is_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the folder and the option that names another one."""
    outcome = run(capsys, "-C", tmp_path, "check")

    assert outcome.code == 2
    assert "no folder projects/" in outcome.err
    assert "-C" in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "mial"),
        ("check", "projects/mail"),
        ("status", "./projects/mail/project.yml"),
        ("status", "mial"),
        ("size", "mial"),
        ("fix", "mial"),
        ("build", "--project", "mial"),
        ("serve", "mial"),
    ],
    ids=lambda item: item[0],
)
def test_a_misspelt_project_is_exit_code_2_with_the_near_one(
    arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every verb that takes a project suggests the one that was probably meant."""
    outcome = run(capsys, "-C", example(tmp_path), *arguments)

    assert outcome.code == 2
    assert f"there is no project '{arguments[-1]}'. Did you mean 'mail'?" in outcome.err


def test_the_current_folder_is_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without -C the command works where it is called."""
    monkeypatch.chdir(example(tmp_path))

    assert run(capsys, "check").out.startswith("No findings. 1 project checked.\n")


@pytest.mark.parametrize("day", ["24.11.2026", "2026-13-01", "tomorrow", "2026-02-30"])
def test_a_date_in_another_form_is_exit_code_2(day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--on takes a day of the calendar, written year-month-day."""
    outcome = run(capsys, "-C", example(tmp_path), "status", "--on", day)

    assert outcome.code == 2
    assert f"'{day}' is not a date such as 2026-11-24" in outcome.err


def test_a_fault_of_the_tool_is_exit_code_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bug is told apart from a wrong project, without a traceback unless it is asked for."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a planted bug")

    monkeypatch.setattr("delivery_wiki.adapters.commands.command_check.load_workspace", fail)
    root = example(tmp_path)

    plain = run(capsys, "-C", root, "check")
    detailed = run(capsys, "-C", root, "--debug", "check")

    assert plain.code == detailed.code == 3
    assert "the tool failed: ZeroDivisionError: a planted bug" in plain.err
    assert "--debug" in plain.err
    assert "Traceback" not in plain.err
    assert "Traceback" in detailed.err


def test_an_interrupt_is_exit_code_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends quietly, as a shell expects."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("delivery_wiki.adapters.commands.command_check.load_workspace", interrupt)

    outcome = run(capsys, "-C", example(tmp_path), "check")

    assert outcome.code == 130
    assert outcome.err == ""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with pipes")
def test_a_reader_that_stops_early_is_no_failure() -> None:
    """`delivery … | head` ends without a complaint."""
    code = (
        "import os, subprocess, sys\n"
        "reader, writer = os.pipe()\n"
        "os.close(reader)\n"
        "done = subprocess.run([sys.executable, '-m', 'delivery_wiki.adapters.commands.command_line', 'size',"
        " '--rules', 'ox-2011', '--set', 'users=10000'], stdout=writer, stderr=subprocess.PIPE)\n"
        "sys.stdout.write(done.stderr.decode())\n"
        "raise SystemExit(done.returncode)\n"
    )

    done = python("-c", code)

    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.slow
def test_check_does_not_load_the_site_generator() -> None:
    """A verb loads what it needs: a check starts without MkDocs, a help without any of our own pages."""
    code = (
        "import sys\n"
        "from delivery_wiki.adapters.commands.command_line import main\n"
        "assert 'delivery_wiki.pages' not in sys.modules, 'pages'\n"
        "main(['size', '--rules', 'ox-2011', '--set', 'users=10000'])\n"
        "import delivery_wiki.adapters.commands.command_check\n"
        "assert 'mkdocs' not in sys.modules, 'mkdocs'\n"
    )

    done = python("-c", code)

    assert done.returncode == 0, done.stderr


def test_options_offer_what_the_code_knows() -> None:
    """The choices are written out so that a help need not load the code; they have to agree with it."""
    parser = verb_parser()

    for audience in Audience:
        assert parser.parse_args(["build", "--audience", audience.value]).audience == audience.value
    for form in ("text", *REPORTS):
        assert parser.parse_args(["check", "--format", form]).format == form


def test_the_installed_command_runs() -> None:
    """The entry point of the package is this command."""
    command = Path(sys.executable).parent / ("delivery.exe" if os.name == "nt" else "delivery")
    if not command.exists():
        pytest.skip("the package is not installed as a command")

    done = python("-c", f"import subprocess; raise SystemExit(subprocess.call([{str(command)!r}, '--help']))")

    assert done.returncode == 0
    assert (ROOT / "projects").is_dir()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("statsu",), "'statsu' is not a verb; did you mean 'status'?"),
        (("xyzzy",), "'xyzzy' is not a verb; use one of: init, new, check, "),
        (
            ("new", "x", "--users", "20.000"),
            "'20.000' is not a whole number such as 20000. Write 20 or 20000",
        ),
        (("new", "x", "--users", "20,5"), "argument --users: '20,5' is not a whole number such as 20000"),
    ],
)
def test_wrong_use_says_what_was_probably_meant(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip of the finger costs one look, with exit code 2."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("inside", ["projects", "projects/mail", "projects/mail/sow", "docs/process", "somewhere/deep"])
def test_the_repository_is_found_from_inside(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever works in a project calls the command there."""
    root = example(tmp_path)
    (root / inside).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(root / inside)

    assert run(capsys, "check", "mail").out.startswith("No findings. 1 project checked.\n")
    assert run(capsys, "status", "mial").err == "delivery: there is no project 'mial'. Did you mean 'mail'?\n"


@pytest.mark.parametrize("inside", ["site/internal", "site/customer/mail", "docs", ".cache/stage/internal"])
def test_a_folder_that_has_another_folder_projects_is_below_the_repository(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A built site keeps its pages in projects/, and so may the wiki's own pages; neither is a repository."""
    root = example(tmp_path)
    (root / inside / "projects" / "mail").mkdir(parents=True)
    (root / inside / "projects" / "mail" / "index.html").write_text("")
    monkeypatch.chdir(root / inside)

    assert run(capsys, "check", "mail").out.startswith("No findings. 1 project checked.\n")


@pytest.mark.parametrize("named", ["projects/mail", "projects", "projects/mail/sow/../sow", "docs/process"])
def test_a_folder_that_is_named_may_be_one_inside(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """-C is as if the command had been called there; a file, or what is not there, is said to be none."""
    root = example(tmp_path)
    (root / named).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path)

    assert run(capsys, "-C", str(root / named), "check", "mail").out.startswith("No findings. 1 project checked.\n")
    for wrong in (root / "no-such", root / "projects/mail/project.yml"):
        outcome = run(capsys, "-C", str(wrong), "check")
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == f"delivery: there is no folder {wrong}. Use -C to name a repository.\n"


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb.name != BEGINS], ids=lambda verb: verb.name)
def test_every_verb_finds_the_repository_above(verb: Verb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The root is the same for all of them, whatever they do with it."""
    found: list[Path] = []

    def note(arguments: Any) -> int:
        found.append(arguments.root)
        return 0

    monkeypatch.setattr("delivery_wiki.adapters.commands.command_line.find_run", lambda _: note)
    (tmp_path / "projects" / "mail" / "sow").mkdir(parents=True)
    (tmp_path / "projects" / "mail" / "project.yml").write_text("")
    monkeypatch.chdir(tmp_path / "projects" / "mail" / "sow")

    assert main([verb.name, *NEEDED.get(verb.name, ())]) == 0
    assert found == [tmp_path]


NEEDED = {
    "new": ["x"],
    "diff": ["HEAD"],
    "clauses": ["mail"],
    "issue": ["mail", "charter"],
    "run": ["mail"],
    "audit": ["mail"],
    "ask": ["mail"],
    "receive": ["answers.json"],
    "handover": ["mail"],
    "export": ["mail"],
    "import": ["mail", "risks.csv"],
}


def test_somebody_elses_projects_are_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor is anything above the repository in which one stands."""
    for folder in ("projects/garden", "notes", "ours/.git", "ours/docs"):
        (tmp_path / folder).mkdir(parents=True)
    for place in ("notes", "ours/docs"):
        monkeypatch.chdir(tmp_path / place)
        outcome = run(capsys, "check")
        assert outcome.code == 2
        assert (
            "this folder has no folder projects/, nor has one above it. Use -C to name a repository, or delivery init"
            in outcome.err
        )
    (tmp_path / "projects/garden/project.yml").write_text("x\n")
    monkeypatch.chdir(tmp_path / "ours/docs")
    assert run(capsys, "check").code == 2


@pytest.mark.parametrize("is_named", [True, False])
def test_a_repository_without_a_project_is_not_the_one_above(
    is_named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its first project is begun in it, not in the one around it; another folder of that name is no repository."""
    root = example(tmp_path / "outer")
    for inside in ("begun/projects", "site/projects/page"):
        (root / inside).mkdir(parents=True)
    for inside in ("begun", "site"):
        monkeypatch.chdir(tmp_path if is_named else root / inside)
        where = ["-C", str(root / inside)] if is_named else []
        assert run(capsys, *where, "new", f"of-{inside}").code == 0

    assert (root / "begun/projects/of-begun/project.yml").is_file()
    assert (root / "projects/of-site/project.yml").is_file()
    assert sorted(path.name for path in (root / "projects").iterdir()) == ["mail", "of-site"]


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be deleted there")
def test_a_folder_that_is_gone_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another shell has deleted it."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert run(capsys, "check").err == "delivery: this folder is not there any more. Go to another one.\n"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("diff HEAD --merge-base HEAD", {"base": "HEAD", "names": ["HEAD"], "merge_base": True}),
        ("diff HEAD --format html HEAD mail", {"names": ["HEAD", "mail"], "format": "html"}),
        ("diff --format html HEAD", {"base": "HEAD", "names": []}),
        ("status mail --on 2026-11-24 harbour", {"slugs": ["mail", "harbour"], "on": "2026-11-24"}),
        ("status --on 2026-11-24 mail harbour", {"slugs": ["mail", "harbour"]}),
        ("check mail --strict harbour --base HEAD pilot", {"slugs": ["mail", "harbour", "pilot"], "strict": True}),
        ("fix mail --yes harbour", {"slugs": ["mail", "harbour"], "yes": True}),
        ("pdf a --document sow b", {"slugs": ["a", "b"], "document": "sow"}),
        ("verify a --require b", {"slugs": ["a", "b"], "require": True}),
        ("issue mail --on 2026-11-24 charter", {"slug": "mail", "document": "charter"}),
        ("sign mail --person x sow-mail --meaning approved", {"slug": "mail", "document": "sow-mail", "person": "x"}),
        ("size mail --set a=1 --set b=2", {"slug": "mail", "set": ["a=1", "b=2"]}),
        ("size --set a=1 mail", {"slug": "mail", "set": ["a=1"]}),
    ],
)
def test_names_and_options_stand_in_any_order(line: str, names: dict[str, object]) -> None:
    """As people type them: what was forgotten comes last."""
    parsed = vars(verb_parser().parse_args(line.split()))
    assert {name: parsed[name] for name in names} == names


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_an_option_that_is_not_there_shows_the_use_of_the_verb(verb: Verb, capsys: pytest.CaptureFixture[str]) -> None:
    """Not that of the whole program."""
    outcome = run(capsys, verb.name, *NEEDED.get(verb.name, ()), "--nosuch", "x")
    assert outcome.code == 2
    assert outcome.err.startswith(f"usage: delivery {verb.name}")
    assert f"delivery {verb.name}: error: there is no option --nosuch; " in outcome.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("status --fromat json", "there is no option --fromat; did you mean --format?"),
        ("status -C x", "-C stands before the verb: delivery -C …"),
        ("status --debug", "--debug stands before the verb"),
        ("issue mail charter more words", "there is no place for: more words"),
        ("build mail", "there is no place for: mail; did you mean --project mail?"),
        ("fix --dry", "there is no option --dry; see --help."),
        ("diff HEAD --until 2026-01-01", "there is no option --until; see --help."),
        ("diff --base main", "there is no option --base; did you mean --merge-base?"),
        ("version", "'version' is not a verb; did you mean '--version'?"),
        ("issue mail", "the following arguments are required: DOCUMENT"),
    ],
)
def test_a_wrong_option_says_what_was_probably_meant(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip costs one look."""
    outcome = run(capsys, *line.split())
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_each_verb_shows_examples_that_it_understands(verb: Verb, capsys: pytest.CaptureFixture[str]) -> None:
    """At the end of its help, each with what it is for."""
    shown = run(capsys, verb.name, "--help").out
    for line, what in EXAMPLES[verb.name]:
        assert f"{line}\n      {what}" in shown
        name, *words = shlex.split(line)
        parsed = verb_parser().parse_args(words)
        assert (name, parsed.verb.name) == ("delivery", verb.name)


@pytest.mark.parametrize(("line", "shown"), [("help check", "usage: delivery check"), ("help", "usage: delivery [-h]")])
def test_help_is_a_word_too(line: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As with git, pip and others; no repository is needed."""
    outcome = run(capsys, *line.split())
    assert (outcome.code, shown in outcome.out, outcome.err) == (0, True, "")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """For a report of a fault; no repository is needed."""
    outcome = run(capsys, "--version")
    assert (outcome.code, outcome.out) == (0, f"delivery {version('delivery-wiki')}\n")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(28, "No space left on device", "/out/x"), "/out/x: no space left on device. Free some space there."),
        (OSError(30, "Read-only file system", "/out/x"), "/out/x: read-only file system. It can only be read"),
        (OSError(24, "Too many open files"), "too many open files. Raise the limit of open files"),
        (PermissionError(13, "Permission denied", "/out/x"), "/out/x: permission denied. Let whoever runs this"),
        (MemoryError(), "there is not enough memory"),
    ],
)
def test_a_fault_of_the_machine_is_told_with_its_place(
    fault: BaseException, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a name of Python; exit code 3."""

    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("delivery_wiki.adapters.commands.command_check.load_workspace", fail)
    outcome = run(capsys, "-C", example(tmp_path), "check")
    assert outcome.code == 3
    assert outcome.err.startswith(f"delivery: {said}")
    assert outcome.err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="stands for a full disk")
def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The system says nothing about where."""
    (tmp_path / "file").symlink_to("/dev/full")
    with pytest.raises(OSError, match=r"No space left on device: '.*file'"):
        write_file(tmp_path / "file", b"x")


def wait_until_it_listens(process: subprocess.Popen[str]) -> None:
    """Until then the interpreter starts: SIGHUP, the first bit of the mask, is caught by nobody else."""
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        caught = next(line for line in status.read_text("ascii").splitlines() if line.startswith("SigCgt:"))
        if int(caught.split()[1], 16) & 1:
            return
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.built
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks the system when the command listens")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_stopped_command_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    """No traceback, no temporary folder, no half a site: at several moments of setting PDFs and building."""
    root = example(tmp_path / "repository")
    (tmp_path / "temporary").mkdir()
    number = getattr(signal, name)
    for seconds in (0.1, 1.0, 2.0):
        process = subprocess.Popen(
            [sys.executable, "-m", "delivery_wiki.adapters.commands.command_line", "-C", str(root), "build"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"TMPDIR": str(tmp_path / "temporary"), "PYTHONPATH": str(ROOT / "macros")},
        )
        wait_until_it_listens(process)
        time.sleep(seconds)
        os.killpg(process.pid, number)
        _, said = process.communicate()
        assert process.returncode in (0, 128 + number), said
        assert "Traceback" not in said
        assert list((tmp_path / "temporary").iterdir()) == []
        assert not [path for path in root.glob("site/**/.*") if path.is_dir()]


SWALLOWED = """
import os, signal, sys, time, weakref
from delivery_wiki.adapters.outside.stopping import Stopped, listen
listen()
class Thing: pass
thing = Thing()
kept = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGTERM))
try:
    del thing
    time.sleep(5)
except Stopped as stop:
    sys.exit(stop.exit_code)
"""


def test_a_signal_that_comes_inside_of_a_callback_is_not_lost() -> None:
    """Python drops what is raised there, and would print a traceback."""
    done = python("-c", SWALLOWED)
    assert (done.returncode, done.stderr) == (143, "")


INTERRUPTED_WHILE_STARTING = """
import multiprocessing, os, signal, sys, time
from delivery_wiki.adapters.outside.stopping import deaf_to_ctrl_c
if __name__ == "__main__":
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(0.2,))
    with deaf_to_ctrl_c():
        process.start()
    for _ in range(5):
        os.kill(process.pid, signal.SIGINT)
        time.sleep(0.01)
    process.join()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    sys.exit(process.exitcode)
"""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back here")
def test_a_process_that_still_starts_does_not_hear_ctrl_c(tmp_path: Path) -> None:
    """Its interpreter would show a traceback: its own code has had no time to say that it is not meant."""
    (tmp_path / "begins.py").write_text(INTERRUPTED_WHILE_STARTING, encoding="utf-8")
    done = python(str(tmp_path / "begins.py"))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_stop_that_python_wrapped_is_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A signal that comes while a class is made arrives as the cause of another exception."""

    def interrupted(_: Any) -> int:
        try:
            raise Stopped(2)
        except Stopped as stop:
            raise RuntimeError("Error calling __set_name__") from stop

    monkeypatch.setattr("delivery_wiki.adapters.commands.command_line.find_run", lambda _: interrupted)
    outcome = run(capsys, "-C", example(tmp_path), "check")
    assert (outcome.code, outcome.err) == (130, "")
