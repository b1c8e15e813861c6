"""Lines of the architecture never run through a box, whatever the data."""

from __future__ import annotations

import itertools
import random

import pytest

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.architecture import Architecture, Component, Connection
from delivery_wiki.pages.drawings.component_layout import ComponentLayout, Segment, lay_out
from delivery_wiki.pages.render.svg import Length


def _random_architecture(seed: int) -> Architecture:
    chance = random.Random(seed)
    tiers = tuple(f"Tier {number}" for number in range(chance.randint(1, 5)))
    components = tuple(
        Component(
            id=f"c{number}",
            title=f"Component {number} with " + "long " * chance.randint(0, 6) + "name",
            kind="server",
            tier=chance.choice(tiers),
            provided_by=PartyKind.VENDOR,
        )
        for number in range(chance.randint(1, 14))
    )
    connections = tuple(
        Connection(
            source=chance.choice(components).id,
            target=chance.choice(components).id,
            protocol=chance.choice(("HTTPS", "SOAP over HTTPS", "IMAPS")),
            port=chance.choice((443, 8443, None)),
        )
        for _ in range(chance.randint(0, 18))
    )
    return Architecture(tiers=tiers, components=components, connections=connections)


def _layout(architecture: Architecture, *, single: bool) -> ComponentLayout:
    notes = {component.id: "server · vendor" for component in architecture.components}
    return lay_out(architecture, notes, box_width=150, label_width=80, single=single)


def _points(segment: Segment, layout: ComponentLayout) -> list[tuple[Length, Length]]:
    start = layout.lefts[segment.start.column] + (layout.box_width if segment.start.component else 0)
    end = layout.lefts[segment.end.column] + (layout.box_width if segment.returns else 0)
    gutter = layout.gutters[segment.start.column]
    turn = gutter.track_x(segment.track) if segment.track is not None else end
    return [(start, segment.start_y), (turn, segment.start_y), (turn, segment.end_y), (end, segment.end_y)]


def _crossed(points: list[tuple[Length, Length]], box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = box
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        low_x, high_x, low_y, high_y = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        if high_x > left and low_x < right and high_y > top and low_y < bottom:
            return True
    return False


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_no_line_runs_through_a_box(seed: int, single: bool) -> None:
    """A line turns in the gutters only, and passes a column in a lane of its own."""
    layout = _layout(_random_architecture(seed), single=single)
    boxes = [
        (layout.lefts[node.column], node.top, layout.lefts[node.column] + layout.box_width, node.top + node.height)
        for column in layout.columns
        for node in column
        if node.component
    ]

    for segment in layout.segments:
        points = _points(segment, layout)
        assert not [box for box in boxes if _crossed(points, box)], f"seed {seed}"


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_every_line_ends_at_the_side_of_its_box(seed: int, single: bool) -> None:
    """An arrow that hangs below a box would seem to lead nowhere."""
    layout = _layout(_random_architecture(seed), single=single)

    for segment in layout.segments:
        assert segment.start.top <= segment.start_y <= segment.start.top + segment.start.height, f"seed {seed}"
        assert segment.end.top <= segment.end_y <= segment.end.top + segment.end.height, f"seed {seed}"
        assert 0 <= segment.end_y <= layout.height


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_boxes_do_not_overlap(seed: int, single: bool) -> None:
    """Boxes of a column stand below each other, and columns beside each other."""
    layout = _layout(_random_architecture(seed), single=single)

    for column in layout.columns:
        for upper, lower in itertools.pairwise(column):
            assert upper.top + upper.height < lower.top
    for gutter, left in zip(layout.gutters, layout.lefts[1:], strict=False):
        assert gutter.left + gutter.width <= left


def test_a_connection_to_itself_or_to_nothing_is_left_out() -> None:
    """The check reports such a connection; the drawing goes on without it."""
    component = Component(id="a", title="A", kind="server", tier="One", provided_by=PartyKind.VENDOR)
    connections = (
        Connection(source="a", target="a", protocol="HTTP"),
        Connection(source="a", target="nowhere", protocol="HTTP"),
    )
    layout = _layout(Architecture(tiers=("One",), components=(component,), connections=connections), single=False)

    assert layout.segments == []


def test_lines_take_the_way_with_fewer_crossings() -> None:
    """Whatever order the file has, two lines between the same tiers do not cross where they need not."""
    names = ("a", "b", "c")
    components = tuple(
        Component(id=f"{tier}-{name}", title=name, kind="server", tier=tier, provided_by=PartyKind.VENDOR)
        for tier, order in (("One", names), ("Two", ("c", "a", "b")), ("Three", ("b", "c", "a")))
        for name in order
    )
    connections = tuple(
        Connection(source=f"{one}-{name}", target=f"{other}-{name}", protocol="HTTP")
        for one, other in (("One", "Two"), ("Two", "Three"))
        for name in names
    )
    layout = _layout(
        Architecture(tiers=("One", "Two", "Three"), components=components, connections=connections), single=False
    )
    orders = [[node.component.title for node in column if node.component] for column in layout.columns]

    assert orders[0] == orders[1] == orders[2]
    assert all(segment.start_y == segment.end_y for segment in layout.segments)
