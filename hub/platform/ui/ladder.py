"""Draw where a thing stands on a ladder of levels: what was found, what is claimed, what is aimed at, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from hub.platform.ui import svg

Level = Decimal | int | None

HEIGHT, MIDDLE = 44, 22
# The two lines on which the names of a scale stand.
LINES, SCALE_HEIGHT = (14, 32), 38


def ladder(found: Level, claimed: Level, target: Level, *, steps: int, name: str) -> SafeString:
    """Answer "are we where we said?" in the cell of a table: a dot, a ring and a line on a scale from 1.

    Args:
        found: the level computed; nothing is drawn for what is not known.
        claimed: the level that somebody states, drawn as a ring around the dot where both agree.
        target: the level aimed at, drawn as an upright line.
        steps: how many levels there are.
        name: the whole fact in words, for those who do not see it.
    """
    marks = [
        svg.element("line", class_="l-grid", x1=edge, x2=edge, y1=0, y2=HEIGHT)
        for edge in (svg.across(step / steps) for step in range(1, steps))
    ]
    marks.append(svg.element("line", class_="l-axis", x1=0, x2="100%", y1=MIDDLE, y2=MIDDLE))
    if found is not None and claimed is not None and found != claimed:
        ends = {"x1": _at(found, steps), "x2": _at(claimed, steps)}
        marks.append(svg.element("line", class_="l-link", y1=MIDDLE, y2=MIDDLE, **ends))
    if target is not None:
        at = _at(target, steps)
        marks.append(svg.element("line", class_="l-target", x1=at, x2=at, y1=9, y2=35))
    if claimed is not None:
        radius = 11 if claimed == found else 7
        marks.append(svg.element("circle", class_="l-ring2", cx=_at(claimed, steps), cy=MIDDLE, r=radius))
    if found is not None:
        marks.append(svg.element("circle", class_="c1 l-page", cx=_at(found, steps), cy=MIDDLE, r=7))
    return svg.safe(svg.element("svg", *marks, height=HEIGHT, role="img", aria_label=name))


def scale(names: Sequence[str]) -> SafeString:
    """Draw the names of the levels above a column of ladders; the cells say them again, so it is for the eye alone.

    Every second name stands lower: side by side "Minimum" and "Developing" run into each other on most screens.
    """
    marks = [
        svg.text(name, class_="t-m", x=svg.across((place + 0.5) / len(names)), y=LINES[place % 2])
        for place, name in enumerate(names)
    ]
    return svg.safe(svg.element("svg", *marks, height=SCALE_HEIGHT, aria_hidden="true", focusable="false"))


def _at(level: Decimal | int, steps: int) -> str:
    """Give the middle of a level's step; half levels stand between two."""
    return svg.across((float(level) - 0.5) / steps)
