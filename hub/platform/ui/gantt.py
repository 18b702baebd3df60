"""Draw a plan over time: a table whose rows say the dates in words, with a column in which the same dates are bars.

The table is the plan; the drawing repeats it for the eye. It serves the timetable of one procurement and the forward
plan of many. Pure functions of dates and words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from django.utils.safestring import SafeString

from hub.platform import words
from hub.platform.ui import svg
from hub.platform.ui.parts import Link

ROW_HEIGHT, MIDDLE, BAR_TOP, BAR_HEIGHT = 42, 21, 13, 16
AXIS_HEIGHT = 40
# A row with many words is higher than its drawing; lines reach that far, and the cell cuts them off.
BEYOND = 200
# So narrow a bar would not be seen; a share of the drawing.
LEAST_WIDTH = 0.006
# Names of months that fit side by side, on a wide page and on a phone.
MOST_NAMES, MOST_NAMES_ON_PHONE = 6, 3
STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60)


class Look(Enum):
    """What a bar is, and the class that draws it; never by colour alone, since the table says it too."""

    MINIMUM = "c1"
    PLANNED = "c-plan"
    LOCAL = "c-pat"
    DONE = "c-soft"
    SLACK = "c-slack"
    LATE = "c-red"


# What the key says of each, unless the page has better words.
MEANINGS = {
    Look.MINIMUM: "Legal minimum",
    Look.PLANNED: "Planned",
    Look.LOCAL: "Local rule",
    Look.DONE: "Done",
    Look.SLACK: "Slack",
    Look.LATE: "Late",
}


@dataclass(frozen=True)
class Bar:
    """Days from one to another, both included; a later bar of a row is drawn over an earlier one."""

    starts_on: date
    ends_on: date
    look: Look = Look.PLANNED


@dataclass(frozen=True)
class Mark:
    """A day on a row, such as a meeting; `name` says what happens and the table gives it with its day.

    Args:
        on: the day.
        name: what it is, without the day.
        is_chosen: drawn as a full diamond; otherwise an open circle, for a day that could be chosen instead.
    """

    on: date
    name: str
    is_chosen: bool = True


@dataclass(frozen=True)
class Moving:
    """How the days of a row can be moved by hand; the page that drew it says what follows from a move.

    Args:
        code: what a move calls the row; unique in the plan.
        is_whole: the first day moves with the last one; otherwise it stays.
        days: the days to choose among, such as meetings; any day where there are none.
    """

    code: str
    is_whole: bool = False
    days: Sequence[date] = ()

    @property
    def among(self) -> str:
        """Give the days to choose among, as a page carries them."""
        return " ".join(day.isoformat() for day in self.days)


@dataclass(frozen=True)
class GanttRow:
    """One row: its name, its days, and what the other columns say.

    Args:
        name: what it is; a link where the record has a page.
        bars: the first is drawn first. The row starts with the earliest and ends with the latest.
        marks: days to point at.
        cells: one for each of the plan's own columns.
        why: the reason for these dates, in the last column.
        is_critical: any delay delays the end; said in the row and drawn as a line under the bar.
        is_now: the row that matters today.
        moving: how its days can be moved by hand; None where they cannot.
    """

    name: Link
    bars: Sequence[Bar] = ()
    marks: Sequence[Mark] = ()
    cells: Sequence[str] = ()
    why: str = ""
    is_critical: bool = False
    is_now: bool = False
    moving: Moving | None = None

    @property
    def starts_on(self) -> date | None:
        """The first day, or none where nothing is planned."""
        return min((*(bar.starts_on for bar in self.bars), *(mark.on for mark in self._chosen)), default=None)

    @property
    def ends_on(self) -> date | None:
        """The last day, or none where nothing is planned."""
        return max((*(bar.ends_on for bar in self.bars), *(mark.on for mark in self._chosen)), default=None)

    @property
    def _chosen(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.is_chosen]


@dataclass(frozen=True)
class Ground:
    """What lies behind every row.

    Args:
        today: drawn as a line, when the drawing reaches it.
        limit: a day to keep, with its name, such as the day on which the contract is needed.
        closed: spans in which nothing moves: holidays, recess.
        first: the first day drawn; the month of the first bar unless given.
        last: the last day drawn; the month of the last bar or limit unless given.
    """

    today: date | None = None
    limit: tuple[date, str] | None = None
    closed: Sequence[tuple[date, date]] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class DrawnRow:
    """A row with its drawing and its words, as the template takes them."""

    row: GanttRow
    svg: SafeString
    starts: str
    ends: str
    cells: Sequence[tuple[str, str]]
    marks: Sequence[str]


@dataclass(frozen=True)
class Gantt:
    """A drawn plan; `{% gantt plan %}` puts it on a page.

    Args:
        key: unique on the page.
        title: names the table for those who do not see it.
        columns: heads of the page's own columns, between the dates and the drawing.
        heads: heads the column of names.
        reason: heads the last column.
        first: the first day drawn.
        days: how many days are drawn.
    """

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[DrawnRow]
    axis: SafeString
    legend: Sequence[tuple[SafeString, str]] = field(default=())
    heads: str = "Step"
    reason: str = "Why"
    first: date = date.min
    days: int = 0

    @property
    def is_movable(self) -> bool:
        """Say whether any row can be moved by hand."""
        return any(one.row.moving for one in self.rows)


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def share(self, day: date) -> float:
        """Say where a day begins, 0 at the left edge and 1 at the right; days beyond are at the edge."""
        return min(max((day - self.first).days / self.days, 0.0), 1.0)

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last


def gantt(
    key: str,
    title: str,
    rows: Sequence[GanttRow],
    ground: Ground,
    *,
    columns: Sequence[str] = (),
    heads: str = "Step",
    reason: str = "Why",
    meanings: Mapping[Look, str] = MEANINGS,
) -> Gantt:
    """Draw rows of dates over one scale.

    Args:
        key: letters, digits and hyphens; unique on the page.
        title: what the plan is of.
        rows: in the order of the table.
        ground: today, limit, closed spans and, if wanted, the first and the last day drawn.
        columns: heads for each row's `cells`.
        heads: heads the column of names.
        reason: heads the last column, each row's `why`.
        meanings: what the key says of each look that is used.
    """
    scale = _scale(rows, ground)
    drawn = [_drawn(key, row, scale, columns) for row in rows]
    axis = svg.safe(
        svg.element("svg", _ground(key, scale, ground), *_axis(scale, ground), height=AXIS_HEIGHT, aria_hidden="true",
                    focusable="false")
    )  # fmt: skip
    legend = _legend(rows, ground, meanings)
    return Gantt(key, title, columns, drawn, axis, legend, heads, reason, scale.first, scale.days)


def _scale(rows: Sequence[GanttRow], ground: Ground) -> _Scale:
    """Reach from the month of the first day to the end of the month of the last; a year where there is no day."""
    days = [day for row in rows for day in (row.starts_on, row.ends_on) if day]
    days += [ground.limit[0]] if ground.limit else []
    start = ground.first or min(days, default=ground.today or ground.last or date.min).replace(day=1)
    last = ground.last or _next_month(max(days, default=start + timedelta(days=330))) - timedelta(days=1)
    return _Scale(start, max(start, last))


def _drawn(key: str, row: GanttRow, scale: _Scale, columns: Sequence[str]) -> DrawnRow:
    marks = [svg.element("use", href=f"#{key}-ground")]
    marks += [drawn for bar in row.bars for drawn in _bar(bar, scale)]
    if row.is_critical and row.starts_on and row.ends_on:
        marks += _rect(Bar(row.starts_on, row.ends_on), scale, class_="c-ink", y=BAR_TOP + BAR_HEIGHT + 2, height=3)
    marks += [_mark(mark, scale) for mark in sorted(row.marks, key=lambda one: one.is_chosen) if scale.has(mark.on)]
    drawing = svg.element("svg", *marks, height=ROW_HEIGHT, aria_hidden="true", focusable="false")
    said = [f"{mark.name}, {words.date_short(mark.on)}" for mark in sorted(row.marks, key=lambda one: one.on)]
    return DrawnRow(
        row,
        svg.safe(drawing),
        words.date_short(row.starts_on) if row.starts_on else "",
        words.date_short(row.ends_on) if row.ends_on else "",
        list(zip(columns, row.cells, strict=True)),
        said,
    )


def _bar(bar: Bar, scale: _Scale) -> Iterator[str]:
    yield from _rect(bar, scale, class_=bar.look.value, y=BAR_TOP, height=BAR_HEIGHT, rx=3)


def _rect(bar: Bar, scale: _Scale, **attributes: object) -> Iterator[str]:
    if bar.ends_on < scale.first or bar.starts_on > scale.last:
        return
    left, right = scale.share(bar.starts_on), scale.share(bar.ends_on + timedelta(days=1))
    left = min(left, 1 - LEAST_WIDTH)
    width = max(right - left, LEAST_WIDTH)
    yield svg.element("rect", x=svg.across(left), width=svg.across(width), **attributes)


def _mark(mark: Mark, scale: _Scale) -> str:
    at = svg.across(scale.share(mark.on) + 0.5 / scale.days)
    if not mark.is_chosen:
        return svg.element("circle", class_="l-meet", cx=at, cy=MIDDLE, r=4)
    # A path cannot stand at a per cent, so it stands in a drawing of its own that can.
    diamond = svg.element("path", class_="c1", d="M0 -8 8 0 0 8 -8 0Z")
    return svg.element("svg", diamond, x=at, y=MIDDLE, width=1, height=1, overflow="visible")


def _ground(key: str, scale: _Scale, ground: Ground) -> str:
    """Draw once what is behind every row; each row uses it."""
    reach = {"y1": -BEYOND, "y2": ROW_HEIGHT + BEYOND}
    marks = [
        drawn
        for first, last in ground.closed
        for drawn in _rect(Bar(first, last), scale, class_="c-hol", y=-BEYOND, height=ROW_HEIGHT + 2 * BEYOND)
    ]
    marks += [
        svg.element("line", class_="l-grid", x1=at, x2=at, **reach)
        for at in (svg.across(scale.share(month)) for month in _months(scale)[1:])
    ]
    lines = [("l-today", ground.today), ("l-limit", ground.limit[0] if ground.limit else None)]
    for look, day in lines:
        if day and scale.has(day):
            at = svg.across(scale.share(day))
            marks.append(svg.element("line", class_=look, x1=at, x2=at, **reach))
    return svg.element("defs", svg.element("g", *marks, id=f"{key}-ground"))


def _axis(scale: _Scale, ground: Ground) -> Iterator[str]:
    for day, name, look in (
        (ground.today, "Today", "t-bad"),
        (ground.limit[0] if ground.limit else None, ground.limit[1] if ground.limit else "", "t-b"),
    ):
        if day and scale.has(day):
            share = scale.share(day)
            edge = " t-e" if share > 0.9 else "" if share < 0.1 else " t-m"
            yield svg.text(name, class_=look + edge, x=svg.across(share), y=12)
    months = _months(scale)
    every = -(-len(months) // MOST_NAMES_ON_PHONE)
    named_year = None
    for place, month in enumerate(months):
        if scale.share(month) > 0.94 and len(months) > 1:
            continue
        name = month.strftime("%b %Y") if month.year != named_year else month.strftime("%b")
        named_year = month.year
        narrow = None if place % every == 0 else "w"
        yield svg.text(name, class_=narrow, x=svg.across(scale.share(month) + 0.005), y=32)


def _months(scale: _Scale) -> list[date]:
    """Give the first days of months to name and to read by: all of them where there is room, else every so many."""
    whole = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    step = next((one for one in STEPS_IN_MONTHS if whole / one <= MOST_NAMES), STEPS_IN_MONTHS[-1])
    found = [scale.first]
    month = _next_month(scale.first)
    while month <= scale.last:
        if (month.year * 12 + month.month - 1) % step == 0:
            found.append(month)
        month = _next_month(month)
    # The first name needs the room of one step.
    if len(found) > 1 and scale.share(found[1]) < 1 / (MOST_NAMES + 2):
        del found[1 if scale.first.day == 1 else 0]
    return found


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _legend(rows: Sequence[GanttRow], ground: Ground, meanings: Mapping[Look, str]) -> list[tuple[SafeString, str]]:
    used = {bar.look for row in rows for bar in row.bars}
    found = [
        (svg.element("rect", class_=look.value, y=1, width=22, height=12, rx=3), meanings.get(look, MEANINGS[look]))
        for look in Look
        if look in used
    ]
    kinds = {mark.is_chosen for row in rows for mark in row.marks}
    if True in kinds:
        found.append((svg.element("path", class_="c1", d="M11 0 18 7 11 14 4 7Z"), "Meeting"))
    if False in kinds:
        found.append((svg.element("circle", class_="l-meet", cx=11, cy=7, r=4), "Other meeting"))
    if any(row.is_critical for row in rows):
        found.append(
            (svg.element("rect", class_="c-ink", y=6, width=22, height=3), "Critical: a delay here delays all")
        )
    if ground.closed:
        found.append((svg.element("rect", class_="c-hol", width=22, height=14), "Holidays"))
    return [
        (svg.safe(svg.element("svg", drawing, aria_hidden="true", focusable="false")), said) for drawing, said in found
    ]
