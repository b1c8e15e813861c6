"""What became of the changes of a rule set, for `delivery size --prove`: as text for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.sizing.rule_set_borders import CheckedBorder
from delivery_wiki.calculations.sizing.rule_set_proof import Proof
from delivery_wiki.model.sizing import RuleSet

from ..render.json_text import Json, json_text

SCHEMA = "sizing-proof/1"


def render_proof_text(proof: Proof) -> str:
    """The figures, then each change that no example noticed, then the examples that are missing at the borders."""
    rules = proof.rules
    counts = f"{proof.noticed:,} noticed, {proof.refused:,} refused by check, {len(proof.survivors):,} survive"
    lines = [f"{rules.title} ({rules.id} {rules.version})", f"{proof.tried:,} changes: {counts}."]
    if proof.survivors:
        lines += [
            "",
            "No example notices:",
            *(f"  {survivor.group}: {survivor.change}" for survivor in proof.survivors),
        ]
    lines += ["", *_border_lines(proof)]
    return "\n".join(lines)


def _border_lines(proof: Proof) -> Iterator[str]:
    if not proof.borders:
        yield "The rule set has no borders."
        return
    bare = proof.bare_borders
    text = bare_borders_text(proof.borders)
    yield f"{text[0].upper()}{text[1:]}."
    if bare:
        yield "Missing examples:"
    for border in bare:
        yield f"  {border.border.owner}: {'; '.join(border.missing)}"


def bare_borders_text(borders: tuple[CheckedBorder, ...]) -> str:
    """How many borders have no example on either side, and how many on one side only."""
    neither = sum(len(border.missing) == 2 for border in borders)
    half = sum(len(border.missing) == 1 for border in borders)
    text = f"{neither:,} of {len(borders):,} borders have no example on either side"
    if not neither and not half:
        return f"all {len(borders):,} borders have an example on each side"
    return f"{text}, {half:,} on one side only" if half else text


def border_hint(rules: RuleSet, borders: tuple[CheckedBorder, ...]) -> str:
    """A line about a rule set that lacks examples at its borders, with the command that lists them; else empty."""
    name = f"{rules.id}@{rules.version}"
    missing = any(border.missing for border in borders)
    return f"{name}: {bare_borders_text(borders)}; 'delivery size --prove {name}' lists them." if missing else ""


def proof_json(proof: Proof) -> str:
    """The proof as JSON, described in schemas/sizing-proof.schema.json."""
    return json_text(_proof(proof))


def _proof(proof: Proof) -> Json:
    rules = proof.rules
    return {
        "schema": SCHEMA,
        "rules": {"id": rules.id, "version": rules.version, "title": rules.title},
        "changes": {
            "tried": proof.tried,
            "noticed": proof.noticed,
            "refused": proof.refused,
            "survived": len(proof.survivors),
        },
        "kinds": {group: proof.groups[group] for group in sorted(proof.groups)},
        "survivors": [{"kind": survivor.group, "change": survivor.change} for survivor in proof.survivors],
        "borders": [_border(border) for border in proof.borders],
    }


def _border(checked: CheckedBorder) -> Json:
    border = checked.border
    return {
        "owner": border.owner,
        "value": border.value,
        "number": border.number,
        "belongs_below": border.belongs_below,
        "at": checked.at,
        "beyond": checked.beyond,
        "missing": checked.missing,
    }
