"""Whatever happens to a project, no face says signed or current where the records that count do not prove it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.frozen_documents import find_drifts
from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.signing.issued_content import issued_fingerprint
from delivery_wiki.calculations.signing.sign_off_graph import person_of, record_graph, roster_digest
from delivery_wiki.calculations.verification.revision_verification import ProofState, verify_project
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Channel, DamagedRecord, Meaning
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.state_marks import document_mark
from delivery_wiki.pages.elements.tree import Mark
from delivery_wiki.reading.repository import Repository
from tests.sign_offs import ON, REVIEW, issued_repository, read, record_about

__all__ = ["issued_repository"]
TOPIC = "provisioning"
SIDES = {"vera-lead": PartyKind.VENDOR, "carl-lead": PartyKind.CUSTOMER, "olga-other": PartyKind.CUSTOMER}
BOUND = {"signed", "agreed", "executing", "accepted"}


@dataclass
class World:
    """A project after some of its history, and what a reader of its records by hand would know."""

    project: Project
    said: dict[str, Meaning] = field(default_factory=dict)
    revision: int = 1
    issued: int = 1
    reworded: bool = False
    cut_off: bool = False
    harmed: set[int] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    @property
    def agreed(self) -> bool:
        """Whether both sides said yes last over the newest issued revision, and nobody no."""
        yes = {SIDES[person] for person, meaning in self.said.items() if meaning.agrees}
        return len(yes) == len(set(SIDES.values())) and Meaning.REJECTED not in self.said.values()

    @property
    def signed(self) -> bool:
        """Whether they said it of the text as it reads now, and what they signed is what it was."""
        return self.agreed and self.issued == self.revision and not self.reworded and self.issued not in self.harmed

    @property
    def proved(self) -> bool:
        """Whether nothing else is damaged either."""
        return self.signed and not self.harmed and not self.cut_off


def newest(project: Project) -> Issued:
    """The newest issued revision of the statement of work."""
    return max((issued for issued in project.issued if issued.topic == TOPIC), key=lambda issued: issued.revision)


def say(world: World, chance: random.Random) -> None:
    """Somebody signs, rejects, withdraws or reviews."""
    person = chance.choice(sorted(SIDES))
    side = SIDES[person]
    yes = Meaning.APPROVED if side is PartyKind.VENDOR else Meaning.ACCEPTED
    meaning = chance.choice([yes, yes, yes, yes, Meaning.REJECTED, Meaning.WITHDRAWN, Meaning.REVIEWED])
    known, issued, number = person_of(world.project, person), newest(world.project), len(world.project.sign_offs)
    assert known is not None
    record = record_about(
        world.project,
        issued,
        person=person,
        role=known.role,
        party=side,
        roster=roster_digest(known),
        meaning=meaning,
        conditions="" if meaning.agrees else "Because",
        time=f"2026-11-20T10:{number:02}:00Z",
        channel=Channel.REVIEW,
        evidence=REVIEW | {"review": str(number)},
        heads=record_graph(world.project.sign_offs).heads,
    )
    world.project = replace(world.project, sign_offs=(*world.project.sign_offs, record))
    if meaning is not Meaning.REVIEWED:
        world.said[person] = meaning


def note(world: World, chance: random.Random) -> None:
    """The team types that somebody signed, agreed or accepted."""
    kinds = (EventKind.SIGNED, EventKind.AGREED, EventKind.ACCEPTED)
    typed = DocumentEvent(
        event=chance.choice(kinds),
        date=ON - dt.timedelta(days=chance.randrange(30)),
        evidence="Mail",
        by=chance.choice(sorted(SIDES)),
    )
    here = next((document for document in world.project.documents if document.topic == TOPIC), None)
    kept = tuple(document for document in world.project.documents if document is not here)
    here = here or DocumentRecord(kind="sow", topic=TOPIC)
    world.project = replace(world.project, documents=(*kept, replace(here, events=(*here.events, typed))))


def raise_revision(world: World, chance: random.Random) -> None:
    """The next revision is begun."""
    world.revision += 1
    sows = tuple(
        replace(sow, revision=world.revision, revised=ON) if sow.topic == TOPIC else sow for sow in world.project.sows
    )
    world.project = replace(world.project, sows=sows)


def issue_again(world: World, chance: random.Random) -> None:
    """The revision that was begun is issued; its text is the first one's."""
    if world.issued == world.revision or world.reworded:
        return
    before = newest(world.project)
    place = replace(before.location, file=before.location.file.replace(f"-r{before.revision}/", f"-r{world.revision}/"))
    made = replace(before, revision=world.revision, issued=ON, location=place)
    made = replace(made, fingerprint=issued_fingerprint(world.project.slug, made))
    pdfs = {**world.project.frozen_pdfs, f"sow-{TOPIC}-r{world.revision}": made.pdf}
    world.project = replace(world.project, issued=(*world.project.issued, made), frozen_pdfs=pdfs)
    world.issued, world.said = world.revision, {}


def reword(world: World, chance: random.Random) -> None:
    """Another sentence in what is delivered, without another revision."""
    sows = tuple(
        replace(
            sow,
            deliverables=tuple(replace(deliverable, description="Three nodes.") for deliverable in sow.deliverables),
        )
        if sow.topic == TOPIC
        else sow
        for sow in world.project.sows
    )
    world.project, world.reworded = replace(world.project, sows=sows), True


def damage(world: World, chance: random.Random) -> None:
    """A file is no record any more, an issued PDF is another one, or a number of what was issued moved."""
    kind = chance.choice(("record", "pdf", "content"))
    if kind == "record":
        damaged = (DamagedRecord(name="a" * 64, problem="it is cut off"),)
        world.project, world.cut_off = replace(world.project, damaged_records=damaged), True
    elif kind == "pdf":
        name = f"sow-{TOPIC}-r{world.issued}"
        world.project = replace(world.project, frozen_pdfs={**world.project.frozen_pdfs, name: "0" * 64})
        world.harmed.add(world.issued)
    else:
        other = newest(world.project)
        parts = tuple(replace(part, text=f"{part.text} 7") for part in other.content)
        changed = tuple(
            replace(issued, content=parts) if issued is other else issued for issued in world.project.issued
        )
        world.project = replace(world.project, issued=changed)
        world.harmed.add(world.issued)


Step = Callable[[World, random.Random], None]
STEPS: tuple[tuple[Step, int], ...] = (
    *((say, 12), (note, 3), (raise_revision, 1), (issue_again, 3), (reword, 1), (damage, 1)),
)


def grow(begun: Project, chance: random.Random) -> World:
    """A random history, with what happened in it."""
    world = World(begun)
    steps, weights = zip(*STEPS, strict=True)
    for step in chance.choices(steps, weights, k=chance.randint(1, 9)):
        step(world, chance)
        world.told.append(step.__name__)
    return world


def ahead(world: World, repository: Repository) -> list[str]:
    """The faces that say more than the records prove; a line for each."""
    drifts = find_drifts(world.project, repository, load_schemas)
    found = []
    for audience in Audience:
        context = page_context(
            world.project, audience, repository.library, repository.catalogues, ON, asked=True, drifts=drifts
        )
        status = next(document for document in context.status.documents if document.topic == TOPIC)
        proof = next(
            document for document in verify_project(context.view, context.status).documents if document.topic == TOPIC
        )
        says = {
            "verify": proof.state is ProofState.CURRENT,
            "page": document_mark(status) in {Mark.SIGNED, Mark.NOTED},
            "state": not status.stale and bool(BOUND & set(status.reached)),
            "count": not (status.stale or status.rejections)
            and 0 < status.signatures_needed <= status.signatures_current,
        }
        for face, yes in says.items():
            if yes and not (world.proved if face == "verify" else world.signed):
                found.append(f"{audience.value} {face} runs ahead: {proof.state}, {status.state}, {status.reached}")
        if world.proved and not says["verify"]:
            found.append(f"{audience.value} verify denies what is proved: {proof.state}, {proof.changes}")
        if world.signed and not says["count"]:
            found.append(f"{audience.value} page denies what is signed: {status.state}, {status.stale}")
    return found


@pytest.mark.parametrize(
    "part", [range(20), *(pytest.param(range(n, n + 220), marks=pytest.mark.slow) for n in (20, 240))], ids=str
)
def test_no_face_runs_ahead_of_the_records(part: range, issued_repository: Path) -> None:
    """Signed, rejected, withdrawn, noted, revised, issued again, reworded and damaged, in any order."""
    repository = read(issued_repository)
    proved = 0
    for seed in part:
        world = grow(repository.projects[0], random.Random(seed))
        assert ahead(world, repository) == [], (seed, world.told)
        proved += world.proved

    assert proved > len(part) // 20  # histories that prove something are among them
