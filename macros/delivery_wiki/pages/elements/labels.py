"""Labels: every text that needs a translation, and what a language lacks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import TypeAlias

from babel import Locale, UnknownLocaleError

from delivery_wiki.calculations.sizing.order import texts_given
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition, Source, TemplateSet
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import Discrepancy, RuleSet, WorkedExample

from .label_sources import as_words

SHOWN = frozenset(
    {
        *("title", "summary", "question", "hint", "note", "notes", "guidance", "meaning", "role"),
        *("unit", "plural", "choices", "default_note", "default_source", "confidence", "warning"),
    }
)
AS_WORDS = frozenset({"states", "state", "check"})
SOURCE_LANGUAGE = "en"
NAMED = 3
UPDATE = "python -m delivery_wiki.adapters.upkeep.label_inventory --update"
_Written: TypeAlias = ProcessDefinition | TemplateSet | RuleSet
Catalogues = Mapping[str, Mapping[str, str]]


def catalogue_for(language: str, catalogues: Catalogues) -> Mapping[str, str]:
    """The labels of a language tag; those of the region win over those of the language."""
    general = language.partition("-")[0]
    labels = catalogues.get(general, {})
    return {**labels, **catalogues[language]} if language in catalogues and language != general else labels


def check_labels(projects: Iterable[Project], catalogues: Catalogues, wanted: Iterable[str]) -> Iterator[Finding]:
    """One finding for each language of a project that lacks labels: readers see English in their place."""
    first: dict[str, Project] = {}
    for project in projects:
        first.setdefault(project.language.partition("-")[0], project)
    needed = set(wanted)
    for language, project in first.items():
        known = catalogue_for(project.language, catalogues)
        missing = sorted(needed - known.keys())
        if language == SOURCE_LANGUAGE or not missing:
            continue
        if not known:
            yield _no_labels(project)
            continue
        yield warning(
            "label-missing",
            Location(file=f"docs/labels/{language}.po", line=1, column=1),
            f"{len(missing)} of {len(needed)} labels have no translation and appear in English: {_first_of(missing)}.",
            f"Write msgid and msgstr of each into this file; for the texts of the tool '{UPDATE}' adds them.",
        )


def check_rule_set_labels(projects: Iterable[Project], library: Library, catalogues: Catalogues) -> Iterator[Finding]:
    """One finding for each rule set whose texts a project shows in another language than its own.

    Texts that the rule set translates itself, and those in docs/labels, are not missing; nor is anything where the rule
    set is written in the language of the project.
    """
    seen: set[tuple[str, str, str]] = set()
    for project in projects:
        language = project.language.partition("-")[0]
        for pin in _pinned(project):
            rules = library.rule_set(pin.id, pin.version)
            if rules is None or (pin.id, pin.version, language) in seen:
                continue
            seen.add((pin.id, pin.version, language))
            yield from _untranslated(rules, project, catalogue_for(project.language, catalogues))


def check_languages(
    projects: Iterable[Project], library: Library, catalogues: Catalogues, wanted: Set[str]
) -> Iterator[Finding]:
    """What projects pin that is written in a language which is neither theirs nor translated: it is printed as it is.

    What is written in English counts as a label; rule sets in projects of other languages are told of as such.
    `wanted` are the texts of which a language other than English has some, all or none.
    """
    for project in projects:
        language = _general(project.language)
        pins: list[tuple[str, _Written | None]] = [
            ("process", library.process(project.process.id, project.process.version)),
            ("template set", library.template_set(project.templates.id, project.templates.version)),
        ]
        if language == SOURCE_LANGUAGE:
            pins += [("rule set", library.rule_set(pin.id, pin.version)) for pin in _pinned(project)]
        for kind, data in pins:
            if data is not None and _general(data.language) not in (language, SOURCE_LANGUAGE):
                yield from _mixed(project, kind, data, catalogue_for(project.language, catalogues), wanted)


def _mixed(
    project: Project, kind: str, data: _Written, known: Mapping[str, str], wanted: Set[str]
) -> Iterator[Finding]:
    texts = {text for text in _texts(data, with_ids=False) if text}
    missing = sorted(texts - known.keys())
    if not missing:
        return
    own, theirs = language_name(project.language), language_name(data.language)
    file = f"docs/labels/{_general(project.language)}.po"
    in_english = _general(project.language) == SOURCE_LANGUAGE
    rest = own if in_english else _rest(own, file, len(wanted & known.keys()), wanted)
    problem = (
        f"the project is in {own}, and its {kind} '{data.id}' version '{data.version}' is written in {theirs}: "
        f"{len(missing)} of {len(texts)} texts of it are printed in {theirs}, the rest of a page in {rest}: "
        f"{_first_of(missing)}."
    )
    repair = (
        f"Pin a {kind} in {own}, add the texts to {file}, or write language: {data.language} if the project is in"
        f" {theirs}."
    )
    yield warning("language-mixed", project.location.at("language"), problem, repair)


def _rest(own: str, file: str, translated: int, wanted: Set[str]) -> str:
    """The language of what the product itself prints; of a partial one, how much that is."""
    english = language_name(SOURCE_LANGUAGE)
    if translated in (0, len(wanted)):
        return own if translated else english
    return f"{own} where {file} has it ({translated} of {len(wanted)} labels), else in {english}"


def _general(language: str) -> str:
    return language.partition("-")[0]


def language_name(language: str) -> str:
    """The English name of a language; the tag itself where it has none."""
    try:
        return Locale.parse(language, sep="-").english_name or language
    except (UnknownLocaleError, ValueError):
        return language


def _pinned(project: Project) -> tuple[Pin, ...]:
    request = project.sizing
    if request is None:
        return ()
    return (request.rules, request.compare_with) if request.compare_with else (request.rules,)


def _untranslated(rules: RuleSet, project: Project, known: Mapping[str, str]) -> Iterator[Finding]:
    language = project.language.partition("-")[0]
    texts = set(filter(None, _texts(rules)))
    missing = sorted(texts - known.keys())
    if rules.language.partition("-")[0] == language or not missing:
        return
    problem = (
        f"{len(missing)} of {len(texts)} texts of '{rules.id}' are not translated into '{language}', the language of "
        f"'{project.slug}', and appear as they stand: {_first_of(missing)}."
    )
    example = missing[0].replace('"', "'")
    repair = f"Add 'translations: {{{language}: {{\"{example}\": …}}}}', or 'language: {language}' if that is theirs."
    yield warning("label-missing", rules.location, problem, repair)


def check_translations(rules: RuleSet) -> Iterator[Finding]:
    """Translations of texts that the rule set does not have."""
    texts = set(filter(None, _texts(rules)))
    for language, translated in rules.translations.items():
        for text in translated:
            if text not in texts:
                problem = f"'{text}' is translated, and is no text of the rule set"
                near = get_close_matches(text, texts, n=1)
                repair = f"Did you mean '{near[0]}'?" if near else "Write the text as it stands in the rule set."
                yield error("rule-set-unused", rules.location.at("translations", language, text), problem, repair)


def _first_of(texts: Sequence[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts[:NAMED]) + (", …" if len(texts) > NAMED else "")


def _no_labels(project: Project) -> Finding:
    language = project.language
    return warning(
        "label-missing",
        project.location.at("language"),
        f"there are no labels in the language '{language}'; titles, states and reasons appear in English.",
        f"Copy docs/labels/messages.pot to docs/labels/{language.partition('-')[0]}.po and translate it.",
    )


def library_texts(library: Library) -> dict[str, str]:
    """Every text of the released data that pages show in the reader's language, with the data that holds it.

    What is written in another language than English, or translates itself, needs no label.
    """
    found: dict[str, str] = {}
    for folder, released in (
        ("process", tuple(process for process in library.processes if process.language.startswith(SOURCE_LANGUAGE))),
        (
            "templates",
            tuple(template for template in library.templates if template.language.startswith(SOURCE_LANGUAGE)),
        ),
        (
            "architectures",
            tuple(other for other in library.architectures if other.language.startswith(SOURCE_LANGUAGE)),
        ),
        ("sizing", tuple(rule_set for rule_set in library.rule_sets if not _speaks_for_itself(rule_set))),
    ):
        for text in filter(None, _texts(released)):
            found.setdefault(text, f"docs/{folder}")
    return found


def _speaks_for_itself(rules: RuleSet) -> bool:
    return bool(rules.translations) or not rules.language.startswith(SOURCE_LANGUAGE)


def _texts(value: object, *, with_ids: bool = True) -> Iterator[str]:
    """Every text of a value that pages show; `with_ids` those, too, that are shown in words and written as ids."""
    if isinstance(value, tuple):
        for item in value:
            yield from _texts(item, with_ids=with_ids)
    if isinstance(value, Source):
        yield value.note  # the publication itself is cited as it calls itself
        return
    if isinstance(value, RuleSet):
        yield from texts_given(value)
    if not is_dataclass(value) or isinstance(value, WorkedExample | Discrepancy):
        return
    for field in fields(value):
        inside = getattr(value, field.name)
        texts = inside if isinstance(inside, tuple) else (inside,)
        if field.name in SHOWN or (with_ids and field.name in AS_WORDS):
            named = (text for text in texts if isinstance(text, str) and text.strip())
            yield from (as_words(text) if field.name in AS_WORDS else text for text in named)
        yield from _texts(inside, with_ids=with_ids)
