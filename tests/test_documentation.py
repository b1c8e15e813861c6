"""The documentation is complete, fresh, and true: names exist, links lead somewhere, commands print what is shown."""

import io
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from benchmarks import mutate_rule_sets
from delivery_wiki.adapters.commands.command_line import main
from delivery_wiki.adapters.commands.verbs import VERBS
from delivery_wiki.adapters.upkeep import release
from delivery_wiki.adapters.upkeep.reference_pages import ARCHITECTURE, PLACES, architecture_page, reference_pages
from delivery_wiki.calculations.gates.gate_checks import CHECKS
from delivery_wiki.calculations.sizing.operators import OPERATORS
from delivery_wiki.model.finding_codes import FINDING_CODES
from delivery_wiki.pages.reference.code_reference import COMMAND
from delivery_wiki.pages.registry import MACROS
from delivery_wiki.reading.markdown.markdown_blocks import read_blocks

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "theme" not in path.parts)
NAMES = [path.relative_to(DOCS).as_posix() for path in PAGES]
README = (ROOT / "README.md").read_text("utf-8")
MODULES = {"benchmarks.mutate_rule_sets": mutate_rule_sets.main, "delivery_wiki.adapters.upkeep.release": release.main}
NOON = "1795521600"  # 24 November 2026
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def guides() -> str:
    """All pages that people wrote."""
    return "\n".join(path.read_text("utf-8") for path in PAGES if REFERENCE not in path.parents)


def test_the_reference_is_fresh() -> None:
    """The reference says what the source says; the command in the message writes it again."""
    stale = [
        name
        for name, text in reference_pages().items()
        if not (REFERENCE / name).is_file() or (REFERENCE / name).read_text("utf-8") != text
    ]
    assert stale == [], f"run {COMMAND}"


def test_the_rooms_of_the_architecture_page_are_fresh() -> None:
    """Picture and tables are written from the packages."""
    assert (ROOT / ARCHITECTURE).read_text("utf-8") == architecture_page(), f"run {COMMAND}"


def test_no_reference_page_is_left_over() -> None:
    """A page of something that is no more would still be found by the search."""
    known = {*reference_pages(), "index.md"}
    assert {path.relative_to(REFERENCE).as_posix() for path in REFERENCE.rglob("*.md")} == known, f"run {COMMAND}"


def test_every_schema_has_a_place_in_the_reference() -> None:
    """A new schema is named in PLACES, with the file that it describes."""
    schemas = {path.name.removesuffix(".schema.json") for path in (ROOT / "schemas").glob("*.schema.json")}
    assert {place.name for place in PLACES} == schemas - {"definitions"}


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("macros.md", [f"### {macro.name}" for macro in MACROS]),
        ("commands.md", [f"## delivery {verb.name}" for verb in VERBS]),
        ("findings.md", [f"`{finding_code}`" for finding_code in FINDING_CODES]),
        ("sizing-operators.md", [f"## {operator}" for operator in OPERATORS]),
        ("gate-checks.md", [f"`{check}`" for check in CHECKS]),
    ],
)
def test_every_name_is_in_the_reference(page: str, names: list[str]) -> None:
    """What can be written or read can be looked up."""
    text = (REFERENCE / page).read_text("utf-8")
    assert [name for name in names if name not in text] == []


def test_every_verb_is_told_of_in_a_guide() -> None:
    """A reference says what an option does; a guide says when to use the verb."""
    text = guides()
    assert [verb.name for verb in VERBS if f"delivery {verb.name}" not in text] == []


def test_every_macro_gives_an_example_that_calls_it() -> None:
    """The example on the reference page is a call that can be copied."""
    assert [macro.name for macro in MACROS if not macro.example.startswith(f"{{{{ {macro.name}(")] == []


def test_codes_in_the_guides_exist() -> None:
    """A guide that names a finding by another code sends people to nothing."""
    named = set(re.findall(r"finding `([a-z0-9-]+)`|error\[([a-z0-9-]+)\]", guides()))
    assert {one or other for one, other in named} <= set(FINDING_CODES)


def test_the_home_page_is_short() -> None:
    """The first page fits one screen."""
    assert len((DOCS / "index.md").read_text("utf-8").splitlines()) <= 40


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_relative_links_lead_to_files(page: Path) -> None:
    """A link inside the documentation leads to a file, and an anchor to a heading."""
    assert list(find_broken_links(page)) == []


def find_broken_links(page: Path) -> Iterator[str]:
    """Links of a page whose file or heading is not there."""
    text = FENCE.sub("", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        other = (page.parent / file).resolve() if file else page
        if not other.is_file() or (anchor and anchor not in find_anchors(other)):
            yield target


def find_anchors(page: Path) -> set[str]:
    """The ids of a page's headings and spans."""
    text = FENCE.sub("", page.read_text("utf-8"))
    found = set(re.findall(r"(?:id=\"|\{ #)([\w-]+)", text))
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        plain = re.sub(r"[^\w\s-]", "", heading).strip().lower()
        found.add(re.sub(r"[-\s]+", "-", plain))
    return found


def test_every_page_is_in_the_navigation() -> None:
    """A page outside the navigation is found by chance only."""
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8").split("nav:")[1].split("theme:")[0]
    assert [name for name in NAMES if not re.search(rf"[ -] ?{re.escape(name)}$", navigation, re.MULTILINE)] == []


def test_the_readme_is_short_and_its_commands_exist() -> None:
    """The door to the project: under 90 lines, and each command in it can be typed."""
    assert len(README.splitlines()) < 90
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = re.findall(r"make ([a-z]+)", README)
    assert {"site", "test"} <= set(named)
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []
    assert set(re.findall(r"delivery ([a-z]+)\b", README)) <= {verb.name for verb in VERBS}


def test_links_and_pictures_of_the_readme_exist() -> None:
    """Every relative link of the README leads to a file; a picture is small enough to load at once."""
    targets = re.findall(r"\]\(([^)\s#]+)|src=\"([^\"]+)\"", README)
    files = [ROOT / (one or other) for one, other in targets if not re.match(r"[a-z]+:", one or other)]
    assert [path.name for path in files if not path.exists()] == []
    assert [path.name for path in files if path.suffix == ".png" and path.stat().st_size > 200_000] == []


def test_the_yaml_of_the_readme_is_that_of_the_picture() -> None:
    """The YAML beside the picture is the file that made it."""
    (shown,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    written = (ROOT / "projects/northern-lights/sizing.yml").read_text("utf-8")
    lines = [line.strip() for line in shown.splitlines() if line.strip() and not line.strip().startswith("#")]
    plain = re.sub(r"\s+", " ", written)
    assert [line for line in lines if re.sub(r"\s+", " ", line) not in plain] == []


def test_code_fences_are_read_alike_by_the_macro_reader() -> None:
    """Every fence ends, so that no macro call hides in a page by mistake."""
    for path in PAGES:
        text = path.read_text("utf-8")
        assert len(re.findall(r"^ *```", text, re.MULTILINE)) % 2 == 0, path.name
        assert read_blocks(text).source


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository without projects, in the terminal and on the day of the tutorial."""
    (tmp_path / "projects").mkdir()
    shutil.copytree(DOCS / "templates", tmp_path / "docs" / "templates")
    shutil.copy(DOCS / "brand.yml", tmp_path / "docs" / "brand.yml")
    shutil.copytree(DOCS / "brand", tmp_path / "docs" / "brand")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    return tmp_path


@pytest.mark.slow
@pytest.mark.built
@pytest.mark.parametrize("name", ["tutorial", "rule-set"])
def test_a_guide_prints_what_it_shows(name: str, repository: Path) -> None:
    """Each file of the guide is written and each command run; three dots stand for anything."""
    for language, title, content in FENCE.findall((DOCS / "guide" / f"{name}.md").read_text("utf-8")):
        if title:
            write_step(repository, title, content)
        elif language == "console":
            command, _, shown = content.partition("\n")
            printed = run(command)
            assert re.fullmatch(pattern(shown), printed), f"{command}\n{printed}"


def write_step(repository: Path, title: str, content: str) -> None:
    """Write a file of a guide, add to its end, or write it anew from a key on."""
    name, _, place = title.partition(" (")
    path = repository / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if place else ""
    if key := re.fullmatch(r"from ([\w-]+) on\)", place):
        before, found, _ = before.partition(f"{key[1]}:\n")
        assert found, title
    path.write_text(before + content, "utf-8")


def run(command: str) -> str:
    """What a command prints."""
    prompt, program, *arguments = shlex.split(command)
    assert prompt == "$"
    output = io.StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        if program == "python":
            MODULES[arguments[1]](arguments[2:])
        else:
            assert program == "delivery"
            main(arguments)
    return output.getvalue()


def pattern(shown: str) -> str:
    """Shown output as a pattern: a line of three dots stands for any lines, three dots in a line for any text."""
    lines = [
        r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\n"
        for line in shown.splitlines()
    ]
    return "".join(lines)
