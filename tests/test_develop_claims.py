"""What `docs/develop` says of the code is so: names, lists of modules, limits and counts."""

from __future__ import annotations

import ast
import re
import statistics
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from benchmarks.keeper_of_bytes.jobs import jobs_for
from benchmarks.keeper_of_bytes.revisions import DECIDING
from delivery_wiki.adapters.commands.verbs import VERBS
from delivery_wiki.adapters.workspace import page_limit
from delivery_wiki.calculations.base import item_words
from delivery_wiki.pages import registry
from tests.cheap import FOLDERS, SHARED
from tests.order import LONG
from tests.syntax_trees import tree_of

ROOT = Path(__file__).parents[1]
DEVELOP = ROOT / "docs" / "develop"
PAGES = sorted(DEVELOP.glob("*.md"))
CODE = ROOT / "macros" / "delivery_wiki"
PROJECT_FILE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
ROOMS = re.compile(r"<!-- rooms: begin -->.*<!-- rooms: end -->", re.DOTALL)
TICKED = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FILE = re.compile(r"[\w./*-]+\.(?:py|md|yml|json|typ|js|po|pot|txt|toml)|[\w.-]+(?:/[\w.*-]+)*/")
NAME = re.compile(r"_?[A-Za-z]\w*(?:\.\w+)*")
MACHINE = {"os", "pathlib", "shutil", "socket", "subprocess", "tempfile"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its path inside the package."""
    found = sorted(CODE.rglob("*.py"))
    return {path.relative_to(CODE).as_posix(): tree_of(path) for path in found}


def ticked(page: Path) -> Iterator[str]:
    """What a page writes as code, without its blocks of code, the rooms and the figures of the walk."""
    text = ROOMS.sub("", FENCE.sub("", page.read_text("utf-8")))
    for line in text.splitlines():
        cells = line.split(" | ")
        walked = len(cells) == 3 and re.search(r"`[\w/]+\.py` `[\w.]+`", cells[1])
        yield from TICKED.findall(" ".join(cells[:2]) if walked else line)


@cache
def everything_written() -> str:
    """The code, its tests and its schemas, in which a name has to occur."""
    kinds = (
        "macros/**/*.py",
        "tests/**/*.py",
        "benchmarks/**/*.py",
        "schemas/*.json",
        "docs/templates/*.yml",
        "Makefile",
    )
    return "\n".join(file.read_text("utf-8") for kind in kinds for file in ROOT.glob(kind))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    """By its path in the repository, in the package or in a floor, or by its name; a place in `<>` stands for many."""
    missing = [name for name in ticked(page) if FILE.fullmatch(name) and "<" not in name and not is_there(name)]
    assert missing == []


def is_there(name: str) -> bool:
    """Whether a file or folder is called so, or the program calls one so that it makes or finds somewhere."""
    path = name.rstrip("/")
    bases = (ROOT, CODE, ROOT / "docs" / "theme" / "pdf", *(ROOT / "projects").iterdir())
    if any(next(base.glob(path), None) for base in bases):
        return True
    if "/" not in path and any(next((ROOT / place).rglob(path), None) for place in ("macros", "tests", "docs/theme")):
        return True
    return "*" not in path and path.rpartition("/")[2] in everything_written()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_name_that_a_page_writes_as_code_is_in_the_code(page: Path) -> None:
    """A function, module, key or constant that is called otherwise now would be looked for in vain."""
    words = set(re.findall(r"\w+", everything_written()))
    stems = {path.stem for place in ("macros", "tests", "benchmarks") for path in (ROOT / place).rglob("*.py")}
    names = {name for name in ticked(page) if NAME.fullmatch(name) and not FILE.fullmatch(name) and name not in stems}
    begun = tuple(name for name in names if name.endswith("_"))  # `find_` is how names begin
    gone = {name for name in names - set(begun) if name.rpartition(".")[2] not in words}
    assert gone | {name for name in begun if not any(word.startswith(name) for word in words)} == set()


# --- who may do what ------------------------------------------------------------------------------


def imported(tree: ast.Module) -> set[str]:
    """The top names of everything that a module imports from elsewhere."""
    nodes = list(ast.walk(tree))
    plain = {alias.name.partition(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {
        (node.module or "").partition(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and not node.level
    }


@cache
def called(tree: ast.Module) -> frozenset[str]:
    """What a module calls or reads, as it is written: `print`, `sys.stdout`, `dt.datetime.now`."""
    return frozenset(dotted(node) for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Attribute))


def dotted(node: ast.AST) -> str:
    """A name with what it stands in; nothing where that is no name."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def knows_mkdocs(tree: ast.Module) -> bool:
    """Whether a module imports the site generator, its theme or its macros plugin."""
    return bool(imported(tree) & {"mkdocs", "material", "mkdocs_macros", "mkdocs_macros_plugin"})


def makes_markup(tree: ast.Module) -> bool:
    """Whether a module makes Markup of a text, or escapes one; in its own way it writes `&lt;`."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = any(isinstance(call.func, ast.Name) and call.func.id == "Markup" for call in calls)
    replaced = any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "replace"
        and [argument.value for argument in call.args if isinstance(argument, ast.Constant)] == ["<", "&lt;"]
        for call in calls
    )
    return made or replaced or "escape" in called(tree)


def prints(tree: ast.Module) -> bool:
    """Whether a module writes to a stream of the process."""
    calls = {dotted(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return "print" in calls or bool(called(tree) & {"sys.stdout", "sys.stderr"})


def asks_the_time(tree: ast.Module) -> bool:
    """Whether a module asks what day or time it is; how long something takes is another question."""
    return any(re.search(r"(?:datetime\.(?:now|utcnow)|date\.today|\btime\.time)$", name) for name in called(tree))


def starts_processes(tree: ast.Module) -> bool:
    """Whether a module starts a program, or a process of its own."""
    names = called(tree)
    started = {"multiprocessing.Process", "multiprocessing.get_context", "os.fork", "os.system", "os.execv"}
    return bool(names & started) or any(re.match(r"subprocess\.(?:run|Popen|check)", name) for name in names)


def reads_the_environment(tree: ast.Module) -> bool:
    """Whether a module asks for variables of the environment, or sets them."""
    return bool(called(tree) & {"os.environ", "os.getenv"})


def touches_the_machine(tree: ast.Module) -> bool:
    """Whether a module can reach files, programs or the network."""
    return bool(imported(tree) & MACHINE)


DEEDS: dict[str, Callable[[ast.Module], bool]] = {
    "Know MkDocs": knows_mkdocs,
    "Make markup, or escape text": makes_markup,
    "Print": prints,
    "Ask what day or time it is": asks_the_time,
    "Start programs and processes": starts_processes,
    "Read the environment": reads_the_environment,
    "Reach files and the machine": touches_the_machine,
}


def listed(deed: str) -> list[str]:
    """The modules and floors that the page names for a deed."""
    (row,) = re.findall(rf"^\| {re.escape(deed)} \| (.+) \|$", (DEVELOP / "architecture.md").read_text("utf-8"), re.M)
    return TICKED.findall(row)


@pytest.mark.parametrize("deed", DEEDS)
def test_the_modules_that_may_do_something_are_those_that_do(deed: str) -> None:
    """The list on the architecture page is whole: nobody else does it, and each on the list does."""
    doing = {name for name, tree in modules().items() if DEEDS[deed](tree)}
    named = listed(deed)
    under = {place: {name for name in doing if name == place or name.startswith(place)} for place in named}

    assert sorted(doing - set().union(*under.values())) == []
    assert [place for place, found in under.items() if not found] == []


def test_every_deed_of_the_page_is_looked_for() -> None:
    """A row that no test holds is no promise."""
    section = (DEVELOP / "architecture.md").read_text("utf-8").split("## Who may do what\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| `", section, re.MULTILINE)
    assert set(rows) == DEEDS.keys()


def test_unsafe_markup_is_allowed_by_module() -> None:
    """S704 is off for no other module than those that make Markup of a text."""
    ignores = PROJECT_FILE["tool"]["ruff"]["lint"]["per-file-ignores"]
    allowed = {name.removeprefix("macros/delivery_wiki/") for name, codes in ignores.items() if "S704" in codes}

    assert "S704" not in PROJECT_FILE["tool"]["ruff"]["lint"]["ignore"]
    assert allowed <= set(listed("Make markup, or escape text"))


# --- rooms ----------------------------------------------------------------------------------------


def test_every_room_stands_in_a_contract() -> None:
    """A contract that is exhaustive fails for a room that it does not place."""
    contracts = PROJECT_FILE["tool"]["importlinter"]["contracts"]
    exhaustive = {name for contract in contracts if contract.get("exhaustive") for name in contract["containers"]}
    floors = {f"delivery_wiki.{path.name}" for path in CODE.iterdir() if (path / "__init__.py").is_file()}
    assert exhaustive == floors | {"delivery_wiki"}


# --- limits and counts ----------------------------------------------------------------------------


def test_functions_and_modules_are_as_long_as_the_page_says() -> None:
    """Half of the functions, nine in ten, all of them; and modules."""
    index = (DEVELOP / "index.md").read_text("utf-8")
    half, most, longest, lines = map(
        int,
        re.findall(
            r"Half of the functions have at most (\d+) lines, nine in ten at most (\d+), none more than (\d+); "
            r"a module has fewer than (\d+)",
            index,
        )[0],
    )
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert statistics.median(lengths) <= half
    assert lengths[len(lengths) * 9 // 10] <= most
    assert lengths[-1] <= longest
    assert max(len((CODE / name).read_text("utf-8").splitlines()) for name in modules()) < lines


def test_numbers_of_the_decisions_are_those_of_the_code() -> None:
    """Seconds of a macro call, digits of a fingerprint, size of a frozen revision."""
    decisions = (DEVELOP / "decisions.md").read_text("utf-8")
    frozen = [sum(file.stat().st_size for file in folder.iterdir()) for folder in ROOT.glob("projects/*/issued/*")]

    assert f"A macro call has {page_limit.SECONDS} s of processor time" in decisions
    assert re.findall(r"the first (\d+) digits of the fingerprint then", decisions) == [str(item_words.LENGTH)]
    assert "some hundred kilobytes a revision" in decisions
    assert max(frozen) < 1_000_000


def test_what_is_run_before_a_change_lands_is_what_the_page_says() -> None:
    """`.ci/run` runs every command of the day but the quick ones; each is a target of the Makefile."""
    index = (DEVELOP / "index.md").read_text("utf-8")
    commands = re.findall(r"^\$ make ([a-z-]+) +#", index.split("## Every day")[1].split("\n## ")[0], re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    run = re.findall(r"^make ([a-z-]+)$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)

    assert [name for name in commands if not re.search(rf"^{name}( |:)", makefile, re.MULTILINE)] == []
    assert commands[:2] == ["quick", "steps"]
    assert set(run) == set(commands[2:])


def test_the_marks_of_tests_are_set_as_the_page_says() -> None:
    """Folders and fixtures of `built`, the seconds of `long`, and every mark that pytest knows."""
    index = (DEVELOP / "index.md").read_text("utf-8")
    built = next(line for line in index.splitlines() if line.startswith("| `built` |"))
    marks = {line.partition(":")[0] for line in PROJECT_FILE["tool"]["pytest"]["ini_options"]["markers"]}

    assert set(re.findall(r"`tests/(\w+)`", built)) == set(FOLDERS)
    assert {"shipped", "small", "hostile", "portfolio", "own_small"} <= SHARED
    assert min(LONG.values()) >= 2
    assert marks - {"browser"} == set(re.findall(r"^\| `(\w+)` \|", index, re.MULTILINE)) & marks


def test_tests_stand_where_the_code_stands() -> None:
    """A folder of tests of a floor is called as its room."""
    floors = [path.name for path in CODE.iterdir() if (path / "__init__.py").is_file()]
    strange = [
        path.relative_to(ROOT).as_posix()
        for floor in floors
        for path in (ROOT / "tests" / floor).iterdir()
        if path.is_dir() and not path.name.startswith("__") and not (CODE / floor / path.name).is_dir()
    ]
    assert strange == []


def test_the_keeper_lays_out_and_runs_what_the_page_says(tmp_path: Path) -> None:
    """What decides an output, and the verbs that are not run."""
    keeper = (DEVELOP / "index.md").read_text("utf-8").split("## The keeper of bytes")[1]
    (laid_out,) = re.findall(r"Only what decides an output is laid out: (.+?)\. Their", keeper)
    (left_out,) = re.findall(r"^- (.+) and `fix --yes` are not run\.$", keeper, re.MULTILINE)
    run = {job.arguments[0] for job in jobs_for(ROOT, tmp_path / "outputs", tmp_path / "examples")}

    assert sorted(name.rstrip("/") for name in TICKED.findall(laid_out)) == sorted(DECIDING)
    assert set(TICKED.findall(left_out)) == {verb.name for verb in VERBS} - run


# --- the door -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_a_page_at_the_door_is_short_and_leads_somewhere(name: str) -> None:
    """Its links lead to files, its commands are targets or modules that exist; README leads to the other two."""
    text = (ROOT / name).read_text("utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^):]+)\)", text)]
    targets = re.findall(r"`make ([a-z-]+)", text)
    run = re.findall(r"`python -m (delivery_wiki\.[\w.]+)", text)
    makefile = (ROOT / "Makefile").read_text("utf-8")

    assert len(text.splitlines()) < 90
    assert [link for link in links if not (ROOT / link).is_file()] == []
    assert [target for target in targets if not re.search(rf"^{target}( |:)", makefile, re.MULTILINE)] == []
    assert [module for module in run if not (ROOT / "macros" / f"{module.replace('.', '/')}.py").is_file()] == []
    if name == "README.md":
        assert {"CONTRIBUTING.md", "SECURITY.md", "docs/develop/index.md"} <= set(links)


@pytest.mark.parametrize("line", ["files of the code", "modules that are run"])
def test_no_page_names_code_that_moved(line: str) -> None:
    """Guides, README and messages that name a file or a module of the program name one that is there."""
    texts = [path.read_text("utf-8") for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))]
    texts = [text.split("## [Unreleased]")[0] if text.startswith("# Changelog") else text for text in texts]
    code = re.compile(r"(?<![\w/])(?:macros/[\w/.]+|(?:adapters|pages|reading|calculations|model)/[\w/]+)\.py\b")
    module = re.compile(r"python -m (delivery_wiki(?:\.\w+)+)")
    named = (
        {name for text in texts for name in code.findall(text)}
        if line == "files of the code"
        else {
            f"macros/{name.replace('.', '/')}.py"
            for text in (*texts, everything_written())
            for name in module.findall(text)
        }
    )
    assert len(named) > 3
    assert sorted(name for name in named if not ((ROOT / name).is_file() or (CODE / name).is_file())) == []


# --- adding something -----------------------------------------------------------------------------


def test_every_page_module_is_in_the_registry() -> None:
    """A macro or a page kind of a module that the registry does not name would never be found."""
    making = {
        name
        for name, tree in modules().items()
        if name.startswith("pages/") and name != "pages/registry.py"
        for node in tree.body
        if isinstance(node, ast.AnnAssign | ast.Assign)
        for target in ([node.target] if isinstance(node, ast.AnnAssign) else node.targets)
        if isinstance(target, ast.Name) and target.id in ("MACROS", "PAGE_KINDS")
    }
    known = {module.__name__.partition(".")[2].replace(".", "/") + ".py" for module in registry.MODULES}
    behind = {
        f"pages/documents/{name.partition('/documents/')[2]}" for name in making if name.startswith("pages/documents/")
    }
    assert sorted(making - known - behind) == []


def test_every_verb_is_run_by_a_module_of_its_own_name() -> None:
    """Whoever looks for a verb finds `command_<verb>.py`; a preview is a build that goes on."""
    assert [verb.name for verb in VERBS if not verb.run.startswith(f"command_{verb.name}:")] == ["serve"]
