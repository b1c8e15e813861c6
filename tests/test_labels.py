"""Labels: the catalogues hold every text that can be shown, and pages show no other one."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pytest
from babel.dates import get_day_names, get_month_names
from babel.messages.pofile import read_po
from lxml import html

from delivery_wiki.adapters.upkeep.label_inventory import counts, find_texts, merge, template_of, write_catalogue
from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import seen_on
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.library import Library
from delivery_wiki.model.status import message
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.label_sources import enum_texts, source_texts
from delivery_wiki.pages.elements.labels import catalogue_for, check_labels, library_texts
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.macro_calls import CallPlace, expander, run_macro
from delivery_wiki.pages.macros.staged_pages import find_pages, page_source
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.reading.markdown.macro_call import MacroCall, parse_macro_call

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "docs" / "labels"
LANGUAGES = sorted(path.stem for path in LABELS.glob("*.po"))
COMPLETE = ("de",)  # with English, in which the texts are written; another language may be partial, and is counted
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]{3,}")
DIGEST = re.compile(r"\b(?=[a-f]*\d)[0-9a-f]{12,}\b")  # letters in it are no words
CALL = re.compile(r"\{\{ (.*?) \}\}")
UPDATE = "python -m delivery_wiki.adapters.upkeep.label_inventory --update"


class Recording(dict[str, str]):
    """A pseudo-language: it knows every text, marks it, and remembers that it was asked."""

    asked: Counter[str]

    def __init__(self) -> None:
        super().__init__({"": ""})
        self.asked = Counter()

    def get(self, text: str, default: object = None) -> str:
        """The text in brackets."""
        self.asked[text] += 1
        return f"⟦{text}⟧" if text else text


@dataclass(frozen=True)
class Rendered:
    """Every page of every project, in a pseudo-language."""

    recording: Recording
    workspace: Workspace
    pages: dict[str, str] = field(default_factory=dict)

    @cached_property
    def data(self) -> set[str]:
        """Every text that the projects wrote."""
        return _strings(self.workspace.repository.projects)


@pytest.fixture(scope="module")
def inventory() -> dict[str, str]:
    """Every text that can be shown, with where it stands."""
    return find_texts(ROOT)


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    """The pages of all shipped projects, for both audiences."""
    workspace = load_workspace(ROOT)
    recording = Recording()
    found = Rendered(recording=recording, workspace=workspace)
    catalogues = {project.language.partition("-")[0]: recording for project in workspace.sound}
    for audience in Audience:
        for project in workspace.sound:
            library = workspace.repository.library
            context = page_context(project, audience, library, catalogues, dt.date(2026, 11, 24))
            for name, page in _pages(context):
                found.pages[f"{project.slug} {audience.value} {name}"] = page
    return found


def _pages(context: PageContext) -> Iterator[tuple[str, str]]:
    place = CallPlace(project=context)
    renderer = HtmlRenderer(context.words, expander(place))
    for page in find_pages(context):
        page_source(page, context)
        calls = [parse_macro_call(text) for text in CALL.findall(page.body)]
        parts = [
            str(renderer.render(run_macro(call.name, call.positional, call.keywords, place)))
            for call in calls
            if isinstance(call, MacroCall)
        ]
        yield page.stem, f"<h1>{page.title}</h1>" + "".join(parts)


def _strings(values: Iterable[object]) -> set[str]:
    """Every text in some values; what several of them share is looked through once."""
    found, seen, waiting = set[str](), set[int](), list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.add(value)
        elif id(value) not in seen:
            seen.add(id(value))
            waiting.extend(_parts(value))
    return found


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, tuple | list):
        return value
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return [getattr(value, name) for name in getattr(type(value), "__dataclass_fields__", ())]


@pytest.mark.parametrize("language", COMPLETE)
def test_a_complete_language_translates_every_text(language: str, inventory: dict[str, str]) -> None:
    """Nothing that can be shown stays English in German."""
    known = _catalogue(language)
    missing = sorted(text for text in inventory if not known.get(text))
    assert not missing, f"run `{UPDATE}` and translate: {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_keeps_no_text_that_is_gone(language: str, inventory: dict[str, str]) -> None:
    """A label that nothing shows any more leaves the catalogue."""
    gone = sorted(_catalogue(language).keys() - inventory.keys())
    assert not gone, f"run `{UPDATE}`: {gone}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_names_in_braces(language: str) -> None:
    """A value that the English text shows is shown in every language, and no other one is asked for."""
    translated = ((text, found) for text, found in _catalogue(language).items() if found)
    for text, translation in translated:
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", translation)), text


def test_the_inventory_is_current(inventory: dict[str, str], tmp_path: Path) -> None:
    """docs/labels/messages.pot, from which translators start, lists every text with its place, byte for byte."""
    write_catalogue(tmp_path / "messages.pot", template_of(inventory))
    assert (LABELS / "messages.pot").read_bytes() == (tmp_path / "messages.pot").read_bytes(), f"run `{UPDATE}`"


def test_a_catalogue_is_as_the_inventory_writes_it(tmp_path: Path, inventory: dict[str, str]) -> None:
    """Places of texts are fresh in every language, and merging again changes nothing."""
    shutil.copytree(LABELS, tmp_path / "labels")
    merge(tmp_path / "labels", inventory)
    stale = [
        path.name for path in LABELS.iterdir() if path.read_bytes() != (tmp_path / "labels" / path.name).read_bytes()
    ]
    assert stale == [], f"run `{UPDATE}`"


def test_a_partial_language_is_counted_by_the_inventory(
    tmp_path: Path, inventory: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """What a copy of messages.pot lacks once some of its texts are translated; merging keeps what is there."""
    shutil.copy(LABELS / "messages.pot", tmp_path / "fr.po")
    text = (tmp_path / "fr.po").read_text("utf-8")
    some = text.replace('msgid "Effort and price"\nmsgstr ""', 'msgid "Effort and price"\nmsgstr "Charge et prix"')
    (tmp_path / "fr.po").write_text(some, "utf-8")

    merge(tmp_path, inventory)

    assert 'msgstr "Charge et prix"' in (tmp_path / "fr.po").read_text("utf-8")
    assert list(counts(tmp_path, inventory)) == [f"fr.po: {len(inventory) - 1} missing, 0 unused"]


def test_every_text_that_pages_look_up_is_in_the_inventory(rendered: Rendered, inventory: dict[str, str]) -> None:
    """What a page asks for is either in the inventory or was written by the project itself."""
    data = rendered.data
    rows_of_data = {text for text in rendered.recording.asked if set(text.split(", ")) <= data}
    unknown = set(rendered.recording.asked) - inventory.keys() - data - rows_of_data - {""}
    digests = {record.name[:12] for project in rendered.workspace.sound for record in project.sign_offs}
    assert not unknown - digests


def test_pages_show_no_text_that_was_not_looked_up(rendered: Rendered) -> None:
    """Every word of a page is marked as translated, or stands in the data of the project or in a cited source."""
    library = rendered.workspace.repository.library
    given = "\n".join(rendered.data | _cited(library)).casefold()
    known = set(WORD.findall(given))
    bare: dict[str, str] = {}
    for name, page in rendered.pages.items():
        for text in _texts(page):
            for word in WORD.findall(_unmarked(text).casefold()):
                if word not in known and word not in OTHER_WORDS:
                    bare.setdefault(word, f"{name}: {text}")
    assert not bare, "\n".join(f"{word}: {place}" for word, place in sorted(bare.items()))


# Names of files, and of the months and weekdays, which come from CLDR.
OTHER_WORDS = frozenset({"yml"}) | {
    word
    for language in ("en", *LANGUAGES)
    for names in (get_month_names("abbreviated", locale=language), get_day_names("abbreviated", locale=language))
    for name in names.values()
    for word in WORD.findall(name.casefold())
}


# Attributes that a reader hears or sees.
SPOKEN = ("title", "aria-label", "alt", "placeholder", "data-label")


def _cited(library: Library) -> set[str]:
    """What released data cites in its own words: publications and publishers, its ids, and clauses."""
    return _strings((*library.processes, *library.rule_sets, *library.clause_sets)) - set(library_texts(library))


def _texts(page: str) -> Iterator[str]:
    """The texts of a page; a drawing is one text, since it breaks its lines itself, and so is a sentence with code."""
    tree = html.fromstring(page)
    for sentence in tree.xpath('.//p[@class="dw-empty"][code]'):
        yield " ".join(sentence.itertext())
        sentence.clear(keep_tail=True)
    for drawing in tree.findall(".//svg"):
        yield re.sub(r"-\s+", "", " ".join(drawing.itertext()))
        drawing.clear(keep_tail=True)
    for text in tree.itertext():
        if text.strip():
            yield text.strip()
    for element in tree.iter():
        yield from (text for name in SPOKEN if (text := element.get(name, "").strip()))


def _unmarked(text: str) -> str:
    """What remains without what was looked up; a text may hold others that were looked up for it."""
    while MARKED.search(text):
        text = MARKED.sub(" ", text)
    return DIGEST.sub(" ", text)


def _catalogue(language: str) -> dict[str, str]:
    with (LABELS / f"{language}.po").open("rb") as stream:
        return {str(item.id): str(item.string) for item in read_po(stream) if item.id}


SOURCE = """
TABLE = translatable({"key": "First", "other": ("Second", "Third {name}")})
TITLES = {True: "Fourth", False: "Fifth"}


def page(words, one):
    text = "Sixth" if one else "Seventh"
    return words("Eighth") + words.message(message(text, value="no label")) + words(TITLES[one]) + words(one.title)


def reason(names):
    return counted(len(names), "The one", "All {count}")
"""


def test_the_inventory_finds_every_way_to_write_a_text() -> None:
    """A literal, a choice, a name, a table or a marked constant; neither keys nor values are texts."""
    found = source_texts({"macros/delivery_wiki/pages/example.py": SOURCE})

    assert set(found) == {
        *("First", "Second", "Third {name}", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"),
        *("The one", "All {count}"),
    }


def test_values_of_enumerations_are_texts() -> None:
    """Pages show states as words, without the hyphens of their ids."""
    source = 'class State(Enum):\n    """States."""\n    AT_RISK = "at-risk"\n'
    assert set(enum_texts({"macros/delivery_wiki/model/example.py": source})) == {"at risk"}


def test_labels_of_a_region_win_over_those_of_the_language() -> None:
    """Switzerland may say it otherwise, and shares the rest with German."""
    catalogues = {"de": {"street": "Straße", "yes": "ja"}, "de-CH": {"street": "Strasse"}}

    assert catalogue_for("de-CH", catalogues) == {"street": "Strasse", "yes": "ja"}
    assert catalogue_for("de-AT", catalogues) == catalogues["de"]
    assert catalogue_for("qaa", catalogues) == {}


def test_missing_labels_are_one_finding_for_each_language(rendered: Rendered) -> None:
    """The first texts are named, and how many there are; nobody reads a thousand warnings."""
    german = [project for project in rendered.workspace.sound if project.language == "de"]
    wanted = {f"Text {number}" for number in range(9)}

    (finding,) = check_labels([*german, *german], {"de": {"Text 0": "Text 0"}}, wanted)

    assert (finding.code, finding.location.file) == ("label-missing", "docs/labels/de.po")
    assert finding.problem.startswith("8 of 9 labels have no translation")
    assert "'Text 1', 'Text 2', 'Text 3', …" in finding.problem
    assert finding.repair.startswith("Write msgid and msgstr of each into this file")  # as any repository can


def test_a_process_in_the_language_of_its_projects_lacks_no_label(rendered: Rendered) -> None:
    """Its texts are shown as they are; those of an English one are translated."""
    library = rendered.workspace.repository.library
    process, templates = library.processes[0], library.templates[0]
    own = replace(process, title="Unser Vorgehen", phases=(replace(process.phases[0], title="Auftakt"),))
    forms = replace(templates, title="Unsere Papiere")

    english = library_texts(replace(library, processes=(own,), templates=(forms,), rule_sets=()))
    german = replace(library, processes=(replace(own, language="de"),), templates=(replace(forms, language="de-AT"),))

    assert {"Unser Vorgehen", "Auftakt", "Unsere Papiere"} <= english.keys()
    assert library_texts(replace(german, rule_sets=(), architectures=())) == {}


GERMAN_SET = """\
format: 1
id: raum
version: "1"
title: Räume
publisher: Beispiel GmbH
published: "2026"
summary: Räume nach Nutzern
confidence: Ausgedacht
inputs:
  - {id: users, title: Nutzende, unit: user, minimum: 1, maximum: 100}
rules:
  - {id: rooms, title: Raumzahl, unit: room, value: {multiply: [2, {input: users}]}}
outputs:
  - {id: rooms, title: Raum, count: rooms}
examples:
  - {title: Klein, inputs: {users: 4}, results: {rooms: 8}}
"""


def _label_findings(tmp_path: Path, language: str, rule_set: str) -> list[Finding]:
    """The findings about labels of a project in a language, which pins a rule set of its own."""
    project = tmp_path / "projects" / "mail"
    shutil.copytree(ROOT / "tests" / "examples" / "valid" / "base" / "projects" / "mail", project)
    text = (project / "project.yml").read_text("utf-8")
    (project / "project.yml").write_text(re.sub(r"(?m)^language: .*$", f"language: {language}", text), "utf-8")
    (project / "sizing.yml").write_text(
        'format: 1\nrules: {id: raum, version: "1"}\n'
        "inputs:\n  - {input: users, value: 4, unit: user, basis: measured, source: Zählung}\n",
        "utf-8",
    )
    released = tmp_path / "docs" / "sizing" / "raum-1.yml"
    released.parent.mkdir(parents=True)
    released.write_text(rule_set, "utf-8")
    return [
        finding for finding in load_workspace(tmp_path).findings if finding.code in ("label-missing", "rule-set-unused")
    ]


@pytest.mark.parametrize(
    ("more", "counted"),
    [
        ("", "7 of 8 texts of 'raum' are not translated into 'de'"),
        ("language: de\n", ""),
        ("language: de-AT\n", ""),
        ("translations: {de: {Räume: Räume, Raum: Raum, Nutzende: Nutzende}}\n", "4 of 8 texts of 'raum'"),
    ],
)
def test_a_rule_set_speaks_for_itself(more: str, counted: str, tmp_path: Path) -> None:
    """What it lacks in the language of a project is one finding in its own file; it may be in that language."""
    found = _label_findings(tmp_path, "de", GERMAN_SET + more)
    assert [finding.location.file for finding in found] == (["docs/sizing/raum-1.yml"] if counted else [])
    assert all(counted in finding.problem and "Add 'translations: {de: {" in finding.repair for finding in found)


def test_own_titles_in_an_english_project_are_no_finding(tmp_path: Path) -> None:
    """They may stay in their language."""
    assert _label_findings(tmp_path, "en", GERMAN_SET) == []


GERMAN_PROCESS = ROOT / "tests" / "examples" / "invalid" / "language-mixed"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "the project is in English, and its process 'hausweg' version '1' is written in German: 5 of 5 texts"),
        ("en-GB", "the rest of a page in English (United Kingdom)"),
        ("gv", "the rest of a page in English: "),  # Manx: nobody ships it
        ("de", ""),
        ("de-AT", ""),
    ],
)
def test_a_process_in_another_language_than_its_project_is_told(language: str, said: str, tmp_path: Path) -> None:
    """Which language is printed, of what, and beside which; nothing where both are the same."""
    root = Path(shutil.copytree(GERMAN_PROCESS, tmp_path / "root"))
    path = root / "projects/pilot/project.yml"
    path.write_text(path.read_text("utf-8").replace("language: en", f"language: {language}"), encoding="utf-8")
    found = [finding for finding in load_workspace(root).findings if finding.code == "language-mixed"]

    assert [finding.location.file for finding in found] == (["projects/pilot/project.yml"] if said else [])
    assert all(said in finding.problem and "are printed in German" in finding.problem for finding in found)


@pytest.mark.parametrize(("translated", "said"), [(1, "(1 of "), (3, "(3 of "), (40, "(40 of ")])
def test_a_partial_language_is_told_as_such(translated: int, said: str, tmp_path: Path) -> None:
    """Whoever pins a German process under a few texts of another language reads that nearly all is English."""
    root = Path(shutil.copytree(GERMAN_PROCESS, tmp_path / "root"))
    path = root / "projects/pilot/project.yml"
    path.write_text(path.read_text("utf-8").replace("language: en", "language: gv"), encoding="utf-8")
    texts = re.findall(r'(?m)^msgid "([A-Z][a-z ]+)"$', (LABELS / "messages.pot").read_text("utf-8"))[:translated]
    labels = root / "docs/labels/gv.po"
    labels.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n'
    labels.write_text(header + "\n".join(f'msgid "{text}"\nmsgstr "zq"\n' for text in texts), "utf-8")
    (problem,) = [finding.problem for finding in load_workspace(root).findings if finding.code == "language-mixed"]

    assert f"the rest of a page in Manx where docs/labels/gv.po has it {said}" in problem
    assert "labels), else in English: " in problem


def test_templates_in_another_language_are_told_too(tmp_path: Path) -> None:
    """What counts is what is not translated."""
    root = Path(shutil.copytree(GERMAN_PROCESS, tmp_path / "root"))
    own = (ROOT / "docs/templates/standard-1.yml").read_text("utf-8").replace("id: standard\n", "id: eigen\n", 1)
    (root / "docs/templates").mkdir()
    text = own.replace("format: 1\n", "format: 1\nlanguage: de\n", 1)
    (root / "docs/templates/eigen-1.yml").write_text(text, encoding="utf-8")
    path = root / "projects/pilot/project.yml"
    path.write_text(path.read_text("utf-8").replace("id: standard", "id: eigen"), encoding="utf-8")
    found = [finding.problem for finding in load_workspace(root).findings if finding.code == "language-mixed"]

    assert ["template set 'eigen'" in word for word in found] == [False, True]


def test_a_rule_set_in_another_language_than_an_english_project_is_told(tmp_path: Path) -> None:
    """One that says it is German is no English one."""
    _label_findings(tmp_path, "en", f"{GERMAN_SET}language: de\n")
    found = [finding.problem for finding in load_workspace(tmp_path).findings if finding.code == "language-mixed"]

    assert ["rule set 'raum' version '1' is written in German" in text for text in found] == [True]


def test_a_translation_of_no_text_is_told(tmp_path: Path) -> None:
    """A misspelt text would stay untranslated in silence."""
    found = _label_findings(tmp_path, "en", GERMAN_SET + "translations: {en: {Raumzal: Rooms}}\n")
    assert [finding.repair for finding in found] == ["Did you mean 'Raumzahl'?"]


def test_a_third_language_is_a_file(tmp_path: Path) -> None:
    """A project in French shows what docs/labels/fr.po translates, and one finding counts what it lacks."""
    project = tmp_path / "projects" / "mail"
    shutil.copytree(ROOT / "tests" / "examples" / "valid" / "base" / "projects" / "mail", project)
    text = (project / "project.yml").read_text("utf-8")
    (project / "project.yml").write_text(re.sub(r"(?m)^language: .*$", "language: fr", text), "utf-8")
    labels = tmp_path / "docs" / "labels" / "fr.po"
    labels.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n'
    labels.write_text(f'{header}msgid "Effort and price"\nmsgstr "Charge et prix"\n', "utf-8")

    workspace = load_workspace(tmp_path)
    (context,) = project_contexts(workspace, Audience.CUSTOMER, seen_on(workspace.sound, dt.date(2026, 11, 24)))
    page = dict(_pages(context))["sow-basic"]

    assert "Charge et prix" in page
    assert "Deliverables" in page  # what has no translation is English
    assert "janv. 2027" in page  # from CLDR
    assert [finding.code for finding in workspace.findings] == ["label-missing"]
    assert "fr.po" in workspace.findings[0].location.file


def test_values_of_messages_are_written_in_the_readers_language() -> None:
    """Numbers and dates get its formats, names of a row their translation."""
    words = Words(
        language="de", catalogue={"{what} moved to {new} on {day}": "{what}: {new} am {day}", "Storage": "Platz"}
    )
    moved = message("{what} moved to {new} on {day}", what=("Node", "Storage"), new=96000, day=dt.date(2026, 11, 24))

    assert words.message(moved) == "Node, Platz: 96.000 am 24.11.2026"


def test_one_thing_is_said_in_the_singular() -> None:
    """Each form is a label of its own, and numbers have the reader's separators."""
    words = Words(
        language="de", catalogue={"{count} node": "{count} Rechner", "{count} nodes": "{count} Rechner insgesamt"}
    )

    assert words.counted(1, "{count} node", "{count} nodes") == "1 Rechner"
    assert words.counted(1200, "{count} node", "{count} nodes") == "1.200 Rechner insgesamt"


def test_a_date_from_the_present_is_said_in_the_readers_language() -> None:
    """Where somebody must act, the weekday and the distance stand beside the date."""
    words = Words(language="de", catalogue={"today": "heute"})
    monday = dt.date(2026, 11, 23)

    assert words.date(monday, weekday=True) == "Mo. 23.11.2026"
    assert words.relative(monday, monday) == "heute"
    assert words.relative(monday, dt.date(2026, 11, 25)) == "vor 2 Tagen"
    assert words.relative(dt.date(2026, 11, 24), monday) == "in 1 Tag"
