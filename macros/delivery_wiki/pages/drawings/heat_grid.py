"""The risks on a grid of probability and impact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from delivery_wiki.model.project.register_entries import Level, Risk
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render import svg
from delivery_wiki.pages.render.html import element

from .shapes import label

WIDTH, HEIGHT = 372, 282
LEFT, TOP, CELL_WIDTH, CELL_HEIGHT = 62, 8, 100, 72
LEVELS = (Level.LOW, Level.MEDIUM, Level.HIGH)
SHADE = ("0.05", "0.12", "0.2", "0.3", "0.42")
IDS_IN_A_CELL = 6


def draw_heat_grid(risks: Sequence[Risk], words: Words) -> Markup:
    """Impact grows to the right and probability upwards; each id leads to its row."""
    cells: dict[tuple[Level, Level], list[Risk]] = {}
    for risk in risks:
        cells.setdefault((risk.probability, risk.impact), []).append(risk)
    drawn = [part for row in range(3) for column in range(3) for part in _cell(cells, row, column)]
    description = words("Each risk stands in the cell of its probability and impact; darker cells weigh more.")
    return svg.drawing(
        WIDTH, HEIGHT, words("Risks by probability and impact"), description, [*drawn, *_axes(words)], id="risk-grid"
    )


def _cell(cells: Mapping[tuple[Level, Level], list[Risk]], row: int, column: int) -> list[Markup]:
    probability, impact = LEVELS[2 - row], LEVELS[column]
    x, y = LEFT + column * CELL_WIDTH, TOP + row * CELL_HEIGHT
    ground = element(
        "rect",
        x=x + 1,
        y=y + 1,
        width=CELL_WIDTH - 2,
        height=CELL_HEIGHT - 2,
        rx=4,
        class_=f"dw-svg-heat dw-svg-heat--{2 - row + column}",
        fill="currentColor",
        fill_opacity=SHADE[2 - row + column],
    )
    found = cells.get((probability, impact), [])
    shown = found if len(found) <= IDS_IN_A_CELL else found[: IDS_IN_A_CELL - 1]
    drawn = [ground]
    for index, risk in enumerate(shown):
        place = (x + 4 + (index % 2) * 49, y + 20 + (index // 2) * 21)
        drawn.append(svg.link(f"#{risk.id}", [label(*place, risk.id, size=12)]))
    if len(found) > len(shown):
        drawn.append(label(x + 55, y + 62, f"+{len(found) - len(shown)}", size=12))
    return drawn


def _axes(words: Words) -> list[Markup]:
    drawn = []
    for index, level in enumerate(LEVELS):
        middle = LEFT + index * CELL_WIDTH + CELL_WIDTH // 2
        drawn.append(
            label(middle, TOP + 3 * CELL_HEIGHT + 18, words(level.value), anchor="middle", muted=True, size=12)
        )
        beside = TOP + (2 - index) * CELL_HEIGHT + CELL_HEIGHT // 2 + 4
        drawn.append(label(LEFT - 8, beside, words(level.value), anchor="end", muted=True, size=12))
    below = TOP + 3 * CELL_HEIGHT + 40
    drawn.append(label(LEFT + 3 * CELL_WIDTH, below, words("Impact") + " →", anchor="end", size=12))
    drawn.append(label(4, below, "↑ " + words("Probability"), size=12))
    return drawn
