"""Where components and their connections go: columns of boxes, and lines that never run through a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from delivery_wiki.model.project.architecture import Architecture, Component, Connection
from delivery_wiki.pages.render.text_width import break_lines, text_width

TITLE, SMALL = 13, 12
TITLE_LINE, SMALL_LINE = 17, 15
HEADING, BOX_GAP, LANE = 30, 22, 16
TRACK, LABEL_MARGIN, MARGIN = 10, 8, 6
CROSSING = 90  # pixels of a longer way that one crossing less is worth
MOST_UNTANGLED = 60  # of more lines every order is compared for too long


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """A box, or a lane that a long line takes through a column; `top` and `height` come from the layout."""

    column: int
    component: Component | None = None
    heading: str = ""
    title: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left: list[Segment] = field(default_factory=list)
    right: list[Segment] = field(default_factory=list)
    top: int = 0
    height: int = LANE

    @property
    def middle(self) -> int:
        """The height of its centre."""
        return self.top + self.height // 2


@dataclass(slots=True, kw_only=True, eq=False)
class Segment:
    """A part of a line in one gutter, from a node's right side to the next column, or back into its own."""

    start: Node
    end: Node
    label: tuple[str, ...] = ()
    arrow_start: bool = False
    arrow_end: bool = False
    start_y: int = 0
    end_y: int = 0
    track: int | None = None

    @property
    def returns(self) -> bool:
        """Whether both ends stand in one column, so that the line comes back."""
        return self.start.column == self.end.column


@dataclass(slots=True, kw_only=True)
class Gutter:
    """The room right of a column: labels first, then the tracks of the lines."""

    labels: int = 0
    tracks: int = 0
    left: int = 0

    @property
    def width(self) -> int:
        """How wide the gutter is."""
        return self.labels + (self.tracks + 1) * TRACK + MARGIN if self.labels or self.tracks else MARGIN

    def track_x(self, track: int) -> int:
        """The place of a track."""
        return self.left + self.labels + (track + 1) * TRACK


@dataclass(slots=True, kw_only=True)
class ComponentLayout:
    """All that is drawn, in place."""

    box_width: int
    columns: list[list[Node]]
    headings: list[str]
    segments: list[Segment]
    gutters: list[Gutter]
    lefts: list[int]
    width: int
    height: int


def lay_out(
    architecture: Architecture, notes: Mapping[str, str], *, box_width: int, label_width: int, single: bool
) -> ComponentLayout:
    """A column for each tier, or one column for all of them; `notes` stands below the title of a component."""
    columns, headings = _columns(architecture, notes, box_width, single)
    nodes = {node.component.id: node for column in columns for node in column if node.component}
    segments = [
        segment
        for connection in architecture.connections
        for segment in _segments(connection, nodes, columns, label_width)
    ]
    for _ in range(3):
        _order(columns, single)
    _connect(segments)
    if not single and len(segments) <= MOST_UNTANGLED:
        _untangle(columns, segments)
    height = _place(columns, single)
    _place_ports(columns)
    gutters = _gutters(columns, segments)
    lefts, x = [], MARGIN
    for gutter in gutters:
        lefts.append(x)
        gutter.left = x + box_width
        x = gutter.left + gutter.width
    return ComponentLayout(
        box_width=box_width,
        columns=columns,
        headings=headings,
        segments=segments,
        gutters=gutters,
        lefts=lefts,
        width=x,
        height=height + MARGIN,
    )


def connection_label(connection: Connection) -> str:
    """The protocol with its port."""
    return f"{connection.protocol} {connection.port}" if connection.port is not None else connection.protocol


# --- nodes and segments ---------------------------------------------------------------------------


def _columns(
    architecture: Architecture, notes: Mapping[str, str], width: int, single: bool
) -> tuple[list[list[Node]], list[str]]:
    known = list(dict.fromkeys((*architecture.tiers, *(component.tier for component in architecture.components))))
    tiers = [tier for tier in known if any(component.tier == tier for component in architecture.components)]
    columns: list[list[Node]] = []
    for number, tier in enumerate(tiers):
        found = [component for component in architecture.components if component.tier == tier]
        columns.append([_node(component, 0 if single else number, notes, width) for component in found])
        if single:
            columns[-1][0].heading = tier
    if single:
        return [[node for column in columns for node in column]], [""]
    return columns, tiers


def _node(component: Component, column: int, notes: Mapping[str, str], width: int) -> Node:
    title = break_lines(component.title, width - 18, TITLE, bold=True)
    below = tuple(
        line for note in notes[component.id].split("\n") for line in break_lines(note, width - 18, SMALL) if note
    )
    return Node(column=column, component=component, title=title, notes=below)


def _segments(
    connection: Connection, nodes: dict[str, Node], columns: list[list[Node]], label_width: int
) -> list[Segment]:
    """A connection from left to right, through a lane in each column that it passes."""
    source, target = nodes.get(connection.source), nodes.get(connection.target)
    if source is None or target is None or source is target:
        return []
    forward = source.column <= target.column
    start, end = (source, target) if forward else (target, source)
    way = [start]
    for column in range(start.column + 1, end.column):
        lane = Node(column=column)
        columns[column].append(lane)
        way.append(lane)
    way.append(end)
    segments = [Segment(start=one, end=other) for one, other in pairwise(way)]
    segments[0].label = break_lines(connection_label(connection), label_width, SMALL)
    segments[0].arrow_start, segments[-1].arrow_end = not forward, forward
    for segment in segments:
        segment.start.right.append(segment)
        (segment.end.right if segment.returns else segment.end.left).append(segment)
    return segments


def _order(columns: list[list[Node]], single: bool) -> None:
    """Move each node towards the middle of what it is connected to; the order of the file decides between equals."""
    if single:
        return
    for column in columns:
        place = {id(node): index for other in columns for index, node in enumerate(other)}
        weight = {id(node): _weight(node, place) for node in column}
        column.sort(key=lambda node: weight[id(node)])


def _weight(node: Node, place: dict[int, int]) -> int:
    others = [place[id(segment.start)] for segment in node.left]
    others += [place[id(segment.end)] for segment in node.right if not segment.returns]
    return sum(others) * 1000 // len(others) if others else place[id(node)] * 1000


def _untangle(columns: list[list[Node]], segments: Sequence[Segment]) -> None:
    """Exchange neighbours as long as lines cross less or get shorter; the order so far decides between equals."""
    least, better = _tangle(columns, segments), True
    while better:
        better = False
        for column in columns:
            for at in range(len(column) - 1):
                column[at], column[at + 1] = column[at + 1], column[at]
                found = _tangle(columns, segments)
                if found < least:
                    least, better = found, True
                else:
                    column[at], column[at + 1] = column[at + 1], column[at]


def _tangle(columns: list[list[Node]], segments: Sequence[Segment]) -> int:
    """How far the ends of lines are from each other, and how often lines of one gutter cross."""
    middles: dict[int, int] = {}
    for column in columns:
        heights = [node.height if node.component is None else max(node.height, _text_height(node)) for node in column]
        y = -(sum(heights) + BOX_GAP * (len(heights) - 1)) // 2
        for node, height in zip(column, heights, strict=True):
            middles[id(node)] = y + height // 2
            y += height + BOX_GAP
    lines = [
        (segment.start.column, middles[id(segment.start)], middles[id(segment.end)])
        for segment in segments
        if not segment.returns
    ]
    crossings = sum(
        one[0] == other[0] and (one[1] - other[1]) * (one[2] - other[2]) < 0 for one, other in combinations(lines, 2)
    )
    return CROSSING * crossings + sum(abs(start - end) for _, start, end in lines)


# --- places ---------------------------------------------------------------------------------------


def _connect(segments: Sequence[Segment]) -> None:
    """The height of a box: its text, or its ports where there are many."""
    for node in {id(end): end for segment in segments for end in (segment.start, segment.end)}.values():
        if node.component:
            ports = sum(_room(port, node) for port in node.right) + 12
            node.height = max(_text_height(node), ports, 16 * len(node.left) + 8)


def _text_height(node: Node) -> int:
    return 14 + TITLE_LINE * len(node.title) + SMALL_LINE * len(node.notes)


def _room(port: Segment, node: Node) -> int:
    """How much of a box's side a port takes: the lines of its label stand above it."""
    return 6 + SMALL_LINE * len(port.label) if port.start is node and port.label else 18


def _place(columns: list[list[Node]], single: bool) -> int:
    """Stack each column; shorter ones stand in the middle of the tallest."""
    heights = []
    for column in columns:
        y = 0 if single else HEADING
        for node in column:
            if node.component and node.height == LANE:
                node.height = _text_height(node)
            y += HEADING if node.heading else 0
            node.top = y
            y += node.height + BOX_GAP
        heights.append(y - BOX_GAP)
    tallest = max(heights, default=0)
    for column, height in zip(columns, heights, strict=True):
        for node in column:
            node.top += (tallest - height) // 2
    return tallest


def _place_ports(columns: list[list[Node]]) -> None:
    """Spread the ends of lines over the sides of the boxes, in the order of where they lead."""
    for column in columns:
        for node in column:
            node.right.sort(key=lambda port: (port.end if port.start is node else port.start).middle)
            y = node.middle - sum(_room(port, node) for port in node.right) // 2
            for port in node.right:
                y += _room(port, node)
                _set(port, node, y - 2 if node.component else node.middle)
            node.left.sort(key=lambda port: (port.start_y, port.start.middle))
            for index, port in enumerate(node.left):
                _set(port, node, node.middle + (2 * index - len(node.left) + 1) * 8)
            _straighten(node)


def _set(port: Segment, node: Node, y: int) -> None:
    if port.start is node:
        port.start_y = y
    else:
        port.end_y = y


def _straighten(node: Node) -> None:
    """A single line into a box runs straight where the box is in its way."""
    if len(node.left) == 1 and node.top + 10 <= node.left[0].start_y <= node.top + node.height - 10:
        node.left[0].end_y = node.left[0].start_y
        if node.component is None and node.right:
            node.right[0].start_y = node.left[0].start_y


def _gutters(columns: list[list[Node]], segments: Sequence[Segment]) -> list[Gutter]:
    gutters = []
    for column in range(len(columns)):
        here = [segment for segment in segments if segment.start.column == column]
        for run in here:
            _keep_apart(run, here)
        labels = max((text_width(line, SMALL) for run in here for line in run.label), default=0)
        gutters.append(Gutter(labels=labels + LABEL_MARGIN if labels else 0, tracks=_assign_tracks(here)))
    return gutters


def _keep_apart(segment: Segment, others: Sequence[Segment]) -> None:
    """Two lines must not run on top of each other where one ends at the height at which another starts."""
    if segment.start_y == segment.end_y or segment.returns:
        return
    taken = [other.start_y for other in others if other is not segment]
    low, high = segment.end.top + 3, segment.end.top + segment.end.height - 3
    tried = [segment.end_y + side * step for step in range(0, segment.end.height, 4) for side in (1, -1)]
    free = [y for y in tried if low <= y <= high and all(abs(y - other) >= 4 for other in taken)]
    segment.end_y = free[0] if free else segment.end_y
    if segment.end.component is None:
        segment.end.right[0].start_y = segment.end_y


def _assign_tracks(segments: Sequence[Segment]) -> int:
    """Give each line that turns a track of its own as long as it runs; returns how many tracks there are."""
    used: list[list[tuple[int, int]]] = []
    turning = [segment for segment in segments if segment.returns or segment.start_y != segment.end_y]
    for turn in sorted(turning, key=lambda turn: (abs(turn.end_y - turn.start_y), turn.start_y)):
        low, high = sorted((turn.start_y, turn.end_y))
        free = next((n for n, spans in enumerate(used) if all(high + 6 < a or b + 6 < low for a, b in spans)), None)
        if free is None:
            free = len(used)
            used.append([])
        used[free].append((low, high))
        turn.track = free
    return len(used)
