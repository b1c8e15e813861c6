"""The `delivery` command: arguments in, exit code out; 0 fine, 1 findings, 2 wrong use, 3 a failure."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from ..outside.faults import WrongUse
from ..outside.files import told_fault
from ..outside.stopping import Stopped, listen
from ..outside.streams import OutputLost, discard_output, prepare_streams, write_utf_8
from .verbs import find_run, verb_parser

FOR_PEOPLE = "text"
BEGINS = "init"  # the one verb that needs no repository


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; without arguments those of the process, whose streams and signals are prepared."""
    is_process = argv is None
    given = sys.argv[1:] if argv is None else argv
    try:
        if is_process:
            prepare_streams()
            listen()
        return _answered(given, is_process=is_process)
    except OutputLost as lost:
        discard_output()
        return _failed(f"the output could not be written: {lost}")
    except BrokenPipeError:
        discard_output()
        return 0
    except Stopped as stop:
        return stop.exit_code
    except KeyboardInterrupt:
        return 130


def _answered(given: Sequence[str], *, is_process: bool) -> int:
    """The exit code of a verb, once all that it printed is written."""
    try:
        return _guarded(given, is_process=is_process)
    finally:
        if is_process:
            sys.stdout.flush()


def _guarded(given: Sequence[str], *, is_process: bool) -> int:
    try:
        arguments = verb_parser().parse_args(_asking_for_help(given))
        if is_process and getattr(arguments, "format", FOR_PEOPLE) != FOR_PEOPLE:
            write_utf_8()
        arguments.root = (
            _find_root(arguments.directory) if arguments.verb.name != BEGINS else _begun_in(arguments.directory)
        )
        return find_run(arguments.verb)(arguments)
    except WrongUse as fault:
        print(f"delivery: {fault}", file=sys.stderr)
        return 2
    except (BrokenPipeError, OutputLost):
        raise
    except Exception as bug:
        if stop := _stop_behind(bug):
            raise stop from None
        debug = "--debug" in given
        if debug:
            traceback.print_exc()
        if isinstance(bug, MemoryError):
            return _failed("there is not enough memory. Close other programs.")
        if isinstance(bug, OSError) and (told := told_fault(bug)):
            return _failed(told)
        code = _failed(f"the tool failed: {type(bug).__name__}: {bug}")
        if not debug:
            print("Run the same with --debug for the details.", file=sys.stderr)
        return code


def _stop_behind(bug: BaseException) -> KeyboardInterrupt | None:
    """The signal that Python made another exception of, as where it comes while a class is made."""
    behind: BaseException | None = bug
    while behind is not None and not isinstance(behind, KeyboardInterrupt):
        behind = behind.__cause__
    return behind


def _failed(reason: str) -> int:
    print(f"delivery: {reason}", file=sys.stderr)
    return 3


def _asking_for_help(given: Sequence[str]) -> Sequence[str]:
    """`delivery help VERB` as `delivery VERB --help`."""
    return [*given[1:], "--help"] if given and given[0] == "help" else given


def _begun_in(directory: str | None) -> Path:
    """The folder in which a repository begins; it may not lie inside of another one."""
    root = Path(directory or ".").resolve()
    for above in root.parents:
        if _holds_projects(above / "projects"):
            raise WrongUse(f"{above} is a repository with projects/ already. Begin outside of it, or work in it.")
    return root


def _find_root(directory: str | None) -> Path:
    """The folder that is named, or this one, or the one above it that is a repository; raises WrongUse."""
    try:
        here = Path.cwd() if directory is None else Path(directory).resolve()
    except OSError as fault:
        raise WrongUse("this folder is not there any more. Go to another one.") from fault
    shown = "this folder" if directory is None else directory
    if not here.is_dir():
        raise WrongUse(f"there is no folder {shown}. Use -C to name a repository.")
    # A folder inside one may have a folder of that name for another reason: a built site, the wiki's own pages.
    if _is_empty(here / "projects"):  # a repository in which nobody began yet, wherever it lies
        return here
    for folder in (here, *here.parents):
        if (folder / "projects").is_dir() and _holds_projects(folder / "projects"):
            return folder
        if os.path.lexists(folder / ".git"):
            break
    if (here / "projects").is_dir():
        return here
    raise WrongUse(
        f"{shown} has no folder projects/, nor has one above it. "
        "Use -C to name a repository, or delivery init to begin one here."
    )


def _is_empty(folder: Path) -> bool:
    try:
        return folder.is_dir() and not any(folder.iterdir())
    except OSError:
        return False


def _holds_projects(folder: Path) -> bool:
    """Whether a folder above is one of ours, and not somebody's other projects."""
    try:
        return folder.is_dir() and any(
            path.name == ".gitkeep" or (path / "project.yml").is_file() for path in folder.iterdir()
        )
    except OSError:
        return False


if __name__ == "__main__":
    raise SystemExit(main())
