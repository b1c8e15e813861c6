"""The reference page of the clause sets: each with its law, its variables, and each text with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from delivery_wiki.calculations.base.clause_texts import in_language
from delivery_wiki.model.clauses import ClauseSet, ClauseText

from .code_reference import code, page, table

_INTRO = (
    "The contract texts that a project can pin, by `clauses` of its [project.yml](files/project.md#clauses). "
    "None of them is legal advice: the source is the reason for a text, and `proposal` says that there is none."
)


def clause_page(clause_sets: Sequence[ClauseSet]) -> str:
    """Every clause set that ships, by id and version."""
    blocks: list[Sequence[str]] = [[_INTRO]]
    for clause_set in sorted(clause_sets, key=lambda each: (each.id, each.version)):
        blocks += _blocks(clause_set)
    return page("Clause sets", *blocks)


def _blocks(clause_set: ClauseSet) -> list[Sequence[str]]:
    language = clause_set.languages[0] if len(clause_set.languages) == 1 else "en"
    facts = [clause_set.summary] if clause_set.summary else []
    facts += ["", f"Country {code(clause_set.country)}, for {_types(clause_set.contract_types)}."]
    blocks: list[Sequence[str]] = [
        [f"## {clause_set.title} {{ #{clause_set.id}-{clause_set.version} }}"],
        [f"{code(clause_set.id)}, version {clause_set.version}, in {', '.join(map(code, clause_set.languages))}"],
        facts if clause_set.country else facts[:1],
    ]
    if clause_set.notice:
        blocks.append([f"> {in_language(clause_set.notice, language)}"])
    if clause_set.variables:
        rows = [
            (code(each.name), in_language(each.description, language), "" if each.optional else "yes")
            for each in clause_set.variables
        ]
        blocks.append(table(("Value", "What to write", "Needed"), rows))
    heads = ("Place", "Clause", "Text", "For", "When", "Source")
    blocks.append(table(heads, [_row(clause, language) for clause in clause_set.clauses]))
    return blocks


def _row(clause: ClauseText, language: str) -> tuple[str, ...]:
    term = f"**{in_language(clause.term, language)}**: " if clause.term else ""
    return (
        clause.place.value,
        code(clause.id),
        term + _shown(clause.text, language),
        _types(clause.contract_types),
        code(clause.when.value) if clause.when else "",
        clause.source,
    )


def _shown(texts: Mapping[str, str], language: str) -> str:
    return in_language(texts, language).replace("{", "`{").replace("}", "}`")


def _types(types: Sequence[str]) -> str:
    return ", ".join(map(code, types))
