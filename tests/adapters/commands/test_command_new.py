"""`delivery new` from end to end: sound projects, nothing overwritten, nothing half-written."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
from babel.core import get_global

from delivery_wiki.adapters.commands.command_new import POPULOUS
from delivery_wiki.pages.command_texts.new_project import Skeleton
from delivery_wiki.reading.new_project_files import FOLDER, MAPPINGS, NEEDED, OPTIONAL
from tests.adapters.repositories import ROOT, answers, commit, example, python, run, snapshot, write

FILES = {
    "agenda.yml",
    "charter.md",
    "environment.yml",
    "project.yml",
    "requirements.yml",
    "sizing.yml",
    "sow/basic.yml",
}

POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d' * 32}\nsize 12345\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository without projects."""
    (tmp_path / "projects").mkdir()
    return tmp_path


@pytest.mark.parametrize("process", ["2011-10-18", "2011-11-03"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_new_project_has_no_finding(
    language: str, process: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither an error nor a warning, in each language and with each process."""
    made = run(capsys, "-C", root, "new", "sea-mail", "--language", language, "--process", process)
    checked = run(capsys, "-C", root, "check", "--format", "json")

    assert made.code == 0
    assert set(snapshot(root / "projects" / "sea-mail")) == FILES
    findings = json.loads(checked.out)["findings"]
    assert [finding for finding in findings if finding["location"]["file"].startswith("projects/")] == []


def written(schema: str) -> int:
    """The format that a schema describes, written out or by its definition."""
    properties = json.loads((ROOT / "schemas" / schema).read_text("utf-8"))["properties"]
    definitions = json.loads((ROOT / "schemas" / "definitions.schema.json").read_text("utf-8"))["$defs"]
    _, _, name = properties["format"].get("$ref", "").rpartition("/")
    found: int = (definitions[name] if name else properties["format"])["const"]
    return found


def test_a_fresh_repository_with_an_empty_folder_takes_its_first_project(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No commit yet, and nothing in projects/."""
    subprocess.run(("git", "init", "--quiet", str(root)), check=True)

    assert run(capsys, "-C", root, "new", "sea-mail").code == 0
    assert set(snapshot(root / "projects" / "sea-mail")) == FILES


@pytest.mark.parametrize(("language", "zone"), [("de-CH", "Europe/Zurich"), ("de-AT", "Europe/Vienna")])
def test_a_language_with_a_country_begins_with_the_files_of_the_language(
    language: str, zone: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Dates and spelling are those of the country, and so is its time zone; no clauses rest on another one's law."""
    made = run(capsys, "-C", root, "new", "sea-mail", "--language", language)
    text = (root / "projects/sea-mail/project.yml").read_text("utf-8")

    assert made.code == 0, made.out
    assert f'language: "{language}"\n' in text
    assert f"time_zone: {zone}\n" in text
    assert "de-germany" not in text


@pytest.mark.parametrize(
    ("language", "zone", "why"),
    [
        ("en-US", "America/New_York", "US has 29 of them, in this one live most of its people"),
        ("en-NZ", "Pacific/Auckland", "NZ has 2 of them, in this one live most of its people"),
        ("en-PG", "Etc/UTC", "PG has 2 of them. Another"),
        ("de", "Europe/Berlin", "'de' names no country"),
        ("en", "Etc/UTC", "'en' names no country"),
        ("en-IE", "Europe/Dublin", ""),
    ],
)
def test_a_time_zone_that_nobody_named_is_said(
    language: str, zone: str, why: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Days depend on it: what was taken, why, and where it is changed, unless the country has this one alone."""
    made = run(capsys, "-C", root, "new", "sea-mail", "--language", language)
    text = (root / "projects/sea-mail/project.yml").read_text("utf-8")

    assert f"time_zone: {zone}\n" in text
    said = [line for line in made.out.splitlines() if line.startswith("Time zone")]
    assert len(said) == bool(why)
    assert not why or said[0].startswith(f"Time zone of its dates: {zone}; {why}")


def test_a_time_zone_that_was_named_is_not_said_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever typed it knows it."""
    made = run(capsys, "-C", root, "new", "x", "--language", "en-US", "--time-zone", "America/Denver")
    assert "Time zone" not in made.out


def test_the_zone_of_most_people_is_one_of_the_country() -> None:
    """The table agrees with CLDR, and holds no country that has one zone alone."""
    zones = get_global("territory_zones")
    assert {
        country for country, zone in POPULOUS.items() if zone not in zones[country] or len(zones[country]) < 2
    } == set()


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_file_names_a_schema_that_is_there(language: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor finds the schema by the path in the first line, and its format follows."""
    run(capsys, "-C", root, "new", "sea-mail", "--language", language)

    for path in (root / "projects" / "sea-mail").rglob("*.yml"):
        first, second, *_ = path.read_text("utf-8").split("\n")
        _, _, target = first.partition("# yaml-language-server: $schema=")
        named = Path(os.path.normpath(path.parent / target)).relative_to(root)
        assert (ROOT / named).is_file()
        assert second == f"format: {written(named.name)}"


def test_the_answers_stand_in_the_project(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each flag arrives, whatever characters it holds."""
    title = "Mail: \"one\" & 'two' $x {{ y }} – Größe"
    run(
        capsys,
        "-C",
        root,
        "new",
        "sea-mail",
        "--title",
        title,
        "--customer",
        "Sea & Söhne: GmbH",
        "--users",
        "25000",
        "--time-zone",
        "Europe/Lisbon",
        "--lead",
        "Max Mustermann",
        "--vendor",
        "Vendor #1",
        "--on",
        "2026-11-24",
    )
    capsys.readouterr()

    checked = run(capsys, "-C", root, "check", "--strict")
    status = json.loads(run(capsys, "-C", root, "status", "--format", "json", "--on", "2026-11-24").out)
    text = (root / "projects" / "sea-mail" / "project.yml").read_text("utf-8")

    assert checked.code == 0
    assert status["projects"][0]["title"] == title
    assert status["projects"][0]["customer"] == "Sea & Söhne: GmbH"
    assert "started: 2026-11-24\n" in text
    assert "time_zone: Europe/Lisbon\n" in text
    assert "- id: max-mustermann\n" in text
    assert "value: 25000, unit: user, basis: assumed" in (root / "projects/sea-mail/sizing.yml").read_text("utf-8")


def test_a_new_project_claims_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No criterion holds that rests on an answer nobody has given."""
    run(capsys, "-C", root, "new", "sea-mail", "--on", "2026-11-24")

    out = run(capsys, "-C", root, "status", "--on", "2026-11-24").out

    assert "open  Workshop held along its agenda" in out
    assert "open  Project Charter agreed" in out
    assert "on track" in out


def test_it_says_what_was_written_and_what_comes_next(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The next three steps name the commands."""
    lines = run(capsys, "-C", root, "new", "sea-mail").out.splitlines()

    assert lines[0].startswith("Wrote projects/sea-mail/ with 7 files: agenda.yml, ")
    assert lines.pop(1).startswith("Time zone of its dates: Etc/UTC; 'en' names no country.")
    assert len(lines) == 5
    assert "environment.yml" in lines[2]
    assert "delivery serve sea-mail" in lines[3]
    assert "delivery status sea-mail" in lines[4]


def test_an_existing_project_is_never_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second call changes no byte."""
    write(root / "projects" / "sea-mail", {"notes.txt": "mine"})
    before = snapshot(root)

    outcome = run(capsys, "-C", root, "new", "sea-mail")

    assert outcome.code == 2
    assert "projects/sea-mail is there already; nothing was written." in outcome.err
    assert snapshot(root) == before


def test_a_link_in_its_place_is_not_followed(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not even one that leads nowhere."""
    (root / "projects" / "sea-mail").symlink_to(tmp_path / "elsewhere")

    assert run(capsys, "-C", root, "new", "sea-mail").code == 2
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("slug", "hint"),
    [
        ("Sea Mail", "Did you mean 'sea-mail'?"),
        ("sea_mail", "Did you mean 'sea-mail'?"),
        ("../sea", "Did you mean 'sea'?"),
        ("sea--mail", "Did you mean 'sea-mail'?"),
        ("", "small letters, digits and single hyphens, at most 60."),
        ("漢字", "small letters, digits and single hyphens, at most 60."),
        ("a" * 61, "at most 60."),
    ],
)
def test_a_name_that_cannot_be_a_folder_is_refused(
    slug: str, hint: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what is allowed, and suggests a name."""
    outcome = run(capsys, "-C", root, "new", slug)

    assert outcome.code == 2
    assert hint in outcome.err
    assert snapshot(root) == {}


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (("--language", "dee"), "Did you mean 'de'?"),
        (("--language", "../en"), "is not a language that can be used"),
        (("--language", "gv"), "in de and en. Start in one of them"),
        (("--language", "pt-BR"), "or write docs/templates/new-project/pt-BR/, as it is for en."),
        (("--language", "Français"), "or write docs/templates/new-project/<language>/"),
        (("--process", "2011-11-30"), "Did you mean '2011-11-03'?"),
        (("--time-zone", "Europe/Berlim"), "Did you mean 'Europe/Berlin'?"),
        (("--users", "-5"), "is not a number of users"),
        (("--title", "a\nb"), "holds a character that cannot be seen"),
        (("--title", "x" * 201), "nothing was written"),
        (("--customer", "a\u202eb"), "holds a character that cannot be seen"),
        (("--lead", "\udcff"), "holds a character that cannot be seen"),
        (("--vendor", "a\x1bb"), "holds a character that cannot be seen"),
        (("--on", "tomorrow"), "'tomorrow' is not a date"),
    ],
)
def test_an_answer_that_cannot_be_used_writes_nothing(
    flags: tuple[str, str], expected: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use, with what was probably meant; no folder is left, not even half of one."""
    outcome = run(capsys, "-C", root, "new", "sea-mail", *flags)

    assert outcome.code == 2
    assert expected in outcome.err
    assert list(root.rglob("*")) == [root / "projects"]


def test_the_title_of_another_project_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The new project has no warning beside the others either."""
    outcome = run(capsys, "-C", example(tmp_path), "new", "mail-2", "--title", "Mail platform")

    assert outcome.code == 2
    assert "title-used-twice" in outcome.err
    assert not (tmp_path / "projects" / "mail-2").exists()


def test_a_failure_while_writing_leaves_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder appears whole or not at all."""

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("delivery_wiki.adapters.commands.command_new._check", fail)

    assert run(capsys, "-C", root, "new", "sea-mail").code == 3
    assert list(root.rglob("*")) == [root / "projects"]


def test_a_person_at_a_terminal_is_asked_for_what_is_not_given(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Few questions; an empty answer takes the default, and one that cannot be used is asked again."""
    asked = answers(monkeypatch, ["", "Sea Company", "dutch", "de", "", ""])

    outcome = run(capsys, "-C", root, "new", "sea-mail", "--users", "10", "--lead", "Max Mustermann")

    text = (root / "projects" / "sea-mail" / "project.yml").read_text("utf-8")
    assert outcome.code == 0
    assert [question.split(" ")[0].rstrip(":") for question in asked] == [
        "Title",
        "Customer",
        "Language",
        "Language",
        "Kind",
        "Time",
    ]
    assert "'dutch' is not a language" in outcome.out
    assert 'title: "Sea mail"' in text
    assert 'name: "Sea Company"' in text
    assert "time_zone: Europe/Berlin" in text


def test_an_end_of_input_takes_the_defaults(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-D at the first question is an answer to all."""
    answers(monkeypatch, [])

    assert run(capsys, "-C", root, "new", "sea-mail").code == 0


@pytest.mark.slow
def test_without_a_terminal_nobody_is_asked(root: Path) -> None:
    """A script that calls the command never waits for an answer."""
    code = (
        "import subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'delivery_wiki.adapters.commands.command_line', '-C',"
        " sys.argv[1], 'new', 'sea-mail'], stdin=subprocess.PIPE, timeout=60)\n"
        "raise SystemExit(done.returncode)\n"
    )

    done = python("-c", code, str(root))

    assert done.returncode == 0, done.stderr
    assert "[" not in done.stdout


def test_a_repository_may_bring_its_own_skeletons(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its files for a language come before those that ship, and a further language is a further folder."""
    shipped = ROOT / FOLDER / "en"
    text = (shipped / "project.yml.tpl").read_text("utf-8")
    project = text.replace("\nassumptions:", '\ngoals: ["Ours."]\nassumptions:')
    write(root / FOLDER / "fr", {"project.yml.tpl": project, "texts.json": (shipped / "texts.json").read_text("utf-8")})

    outcome = run(capsys, "-C", root, "new", "sea-mail", "--language", "fr")

    assert outcome.code == 0
    assert set(snapshot(root / "projects" / "sea-mail")) == {"project.yml"}
    assert 'goals: ["Ours."]' in (root / "projects" / "sea-mail" / "project.yml").read_text("utf-8")
    assert run(capsys, "-C", root, "check").code == 0


def test_a_folder_without_texts_is_no_language(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A begun translation is not offered, and says so instead of failing."""
    write(root / FOLDER, {"fr/charter.md.tpl": "## Motivation\n", "README.md": "What stands here.\n"})
    outcome = run(capsys, "-C", root, "new", "sea-mail", "--language", "fr")

    assert outcome.code == 2
    assert "there are files of a new project in de and en." in outcome.err


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        pytest.param("texts.json", "{", "texts.json:1:2: error[start-files-faulty]: this is no JSON", id="cut"),
        pytest.param("texts.json", '{"lead": 1}', "error[start-files-faulty]: 'lead' is no text", id="number"),
        pytest.param("texts.json", '{"a": "1", "a": "2"}', "error[start-files-faulty]: no JSON that", id="twice"),
        pytest.param("texts.json", "[]", "error[start-files-faulty]: no object of texts", id="list"),
        pytest.param("texts.json", '{"led": "x"}', "error[start-files-faulty]: 'led' is not known here", id="key"),
        pytest.param("texts.json", '{"gates": []}', "error[start-files-faulty]: 'gates' holds no texts", id="gates"),
        pytest.param("texts.json", "{}", "error[start-files-faulty]: 'customer' is missing", id="missing"),
        pytest.param("texts.json", POINTER, "texts.json:1:1: error[lfs-pointer]", id="pointer"),
        pytest.param("charter.md.tpl", POINTER, "charter.md.tpl:1:1: error[lfs-pointer]", id="template-pointer"),
        pytest.param("charter.md.tpl", "## A\n\n5 $ a day", "charter.md.tpl:3:3: error[start-files-faulty]", id="sign"),
    ],
)
def test_files_of_a_new_project_that_cannot_be_used_are_told(
    file: str, content: str, told: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the check, at their place, and by who asks for a project; nothing is written."""
    texts = (ROOT / FOLDER / "en" / "texts.json").read_text("utf-8")
    write(root / FOLDER / "fr", {"texts.json": texts} | {file: content})

    check, new = run(capsys, "-C", root, "check"), run(capsys, "-C", root, "new", "sea-mail", "--language", "fr")

    assert (check.code, new.code) == (1, 2)
    assert told in check.out
    assert told in new.err
    assert not (root / "projects" / "sea-mail").exists()


def test_a_gap_that_no_answer_fills_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A template of a repository's own may ask for more than there is."""
    texts = (ROOT / FOLDER / "en" / "texts.json").read_text("utf-8")
    write(root / FOLDER / "fr", {"texts.json": texts, "charter.md.tpl": "## $budget\n"})

    outcome = run(capsys, "-C", root, "new", "sea-mail", "--language", "fr")

    assert outcome.code == 2
    assert "has the gap $budget, which no answer fills" in outcome.err


def test_the_texts_of_a_new_project_are_those_that_are_read() -> None:
    """The keys of texts.json are what fills a project."""
    names = {each.name for each in fields(Skeleton)}
    assert names - {"files"} == {*NEEDED, *OPTIONAL, *MAPPINGS}


def test_both_languages_have_the_same_files_and_texts() -> None:
    """A file that is added for one language is added for the other."""
    english, german = (ROOT / FOLDER / language for language in ("en", "de"))
    texts = [json.loads((folder / "texts.json").read_text("utf-8")) for folder in (english, german)]

    assert snapshot(english).keys() == snapshot(german).keys()
    assert texts[0].keys() == texts[1].keys()


@pytest.mark.slow
@pytest.mark.built
def test_a_new_project_can_be_published(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From nothing to its customer's site in two commands."""
    run(capsys, "-C", root, "new", "sea-mail", "--title", "Sea & mail", "--language", "de")
    commit(root)

    outcome = run(capsys, "-C", root, "build", "--audience", "customer", "--project", "sea-mail")

    assert outcome.code == 0, outcome.err
    page = (root / "site" / "customer" / "sea-mail" / "index.html").read_text("utf-8")
    assert '<html lang="de"' in page
    assert "Sea &amp; mail" in page


def test_a_german_project_is_german_throughout(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its headings, its terms as the labels have them, its numbers; it follows the newest process."""
    run(capsys, "-C", root, "new", "see-post", "--language", "de", "--users", "3000")
    folder = root / "projects" / "see-post"
    charter, project = (folder / "charter.md").read_text("utf-8"), (folder / "project.yml").read_text("utf-8")
    written = project + charter + (folder / "sow" / "basic.yml").read_text("utf-8")

    assert "## Anlass" in charter
    assert "## Dokumentation, Berichte, Kommunikation" in charter
    assert "von 3.000 Nutzerinnen" in project
    assert 'version: "2011-11-03"' in project
    for foreign in ("Project Charter", "Basic SOW", "Umsetzungskonzept", "## Motivation"):
        assert foreign not in written


@pytest.mark.parametrize("slug", ["con", "AUX", "nul", "prn", "com1", "lpt9", "Con"])
def test_a_name_that_windows_keeps_for_itself_is_refused(
    slug: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody could check the repository out there; a name that works is offered."""
    root = example(tmp_path)
    outcome = run(capsys, "-C", root, "new", slug, "--customer", "City")

    assert (outcome.code, "Windows keeps it for itself" in outcome.err) == (2, True)
    offered = outcome.err.split("'")[-2]
    assert run(capsys, "-C", root, "new", offered, "--customer", "City").code == 0
