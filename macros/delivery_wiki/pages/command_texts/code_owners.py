"""The block of a CODEOWNERS file that says whose review each project and each issued document needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from delivery_wiki.calculations.base.audience_view import AudienceView
from delivery_wiki.calculations.base.people import people_with_role
from delivery_wiki.calculations.signing.sign_off_drafts import required_signatures_of
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.parties import Person

BEGIN = "# Begin of delivery owners: written by the command of that name from the people and signatures of projects."
END = "# End of delivery owners"


def render_owners(views: Sequence[AudienceView], forge: str) -> str:
    """The block for one forge; of several lines that fit a path the last one counts."""
    lines = [BEGIN]
    for view in views:
        lines += _project(view, forge)
    return "\n".join([*lines, END]) + "\n"


def with_owners(text: str, block: str) -> str:
    """A CODEOWNERS file with this block in place of its old one, or at its end; other lines stay."""
    before, begin, rest = text.partition(BEGIN)
    if not begin:
        return f"{text.rstrip()}\n\n{block}" if text.strip() else block
    _, _, after = rest.partition(END)
    return before + block + after.lstrip("\n")


def owners_block(text: str) -> str:
    """The block of a file; an empty text where it has none."""
    _, begin, rest = text.partition(BEGIN)
    inside, end, _ = rest.partition(END)
    return f"{begin}{inside}{end}\n" if begin and end else ""


def _project(view: AudienceView, forge: str) -> list[str]:
    folder = f"/projects/{view.project.slug}"
    vendor = _logins(view, forge, _signers(view, (), PartyKind.VENDOR))
    everybody = _logins(view, forge, _signers(view, ()))
    lines = [
        *_line(f"{folder}/", vendor),
        *_line(f"{folder}/project.yml", everybody),
        *_line(f"{folder}/sign-offs/", vendor),
    ]
    for template in view.templates.documents:
        signers = _logins(view, forge, _signers(view, (template.kind,)))
        names = f"{template.kind}-*" if template.per_topic else f"{template.kind}-r*"
        lines += _line(f"{folder}/issued/{names}/", signers)
    return lines


def _signers(view: AudienceView, kinds: Iterable[str], party: PartyKind | None = None) -> list[Person]:
    """The people who sign documents of these kinds, of all kinds where none is named."""
    chosen = tuple(kinds) or tuple(template.kind for template in view.templates.documents)
    found: dict[str, None] = {}
    for kind in chosen:
        for slot in required_signatures_of(view, kind):
            if party is None or slot.party is party:
                found |= dict.fromkeys(people_with_role(view, slot.party, slot.role))
                found |= {person.id: None for person in view.project.people if slot.role in person.signs}
    return [person for person in view.project.people if person.id in found]


def _logins(view: AudienceView, forge: str, people: Iterable[Person]) -> list[str]:
    return [f"@{person.logins[forge]}" for person in people if forge in person.logins]


def _line(path: str, owners: Sequence[str]) -> list[str]:
    return [f"{path} {' '.join(owners)}"] if owners else []
