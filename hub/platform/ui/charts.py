"""Draw the charts of the house: bars, columns, lines and bullets, each with the table of the same numbers.

Pure functions of numbers and words. A `None` is a number nobody knows: it is hatched and named, never drawn as zero.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from hub.platform import words
from hub.platform.ui import svg

Show = Callable[[words.Number], str]

UNKNOWN = "Not known"
PLOT_TOP, PLOT_BOTTOM, PLOT_HEIGHT = 32, 200, 230
BAR_STEP, BAR_HEIGHT = 48, 14
MOST_SERIES = 3
# Characters that fit beside the last point of a line without more room.
ROOM_FOR_NAMES = 14
MOST_STEPS = 5


@dataclass(frozen=True)
class Finding:
    """What a chart says and where it comes from.

    Args:
        key: unique on the page.
        title: the finding, ten words or fewer.
        subtitle: measure, unit, place and period.
        desc: the finding and its numbers in a sentence, for those who do not see the drawing.
        source: where the figures come from and their date.
        completeness: "Complete", or what is missing.
        csv_href: the same figures as a file.
    """

    key: str
    title: str
    subtitle: str
    desc: str
    source: str
    completeness: str = ""
    csv_href: str = ""


@dataclass(frozen=True)
class Chart:
    """A finding with its drawing and its table."""

    finding: Finding
    svg: SafeString
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __getattr__(self, name: str) -> str:
        return str(getattr(self.finding, name))


@dataclass(frozen=True)
class Point:
    """A named number; `None` is not known."""

    label: str
    value: words.Number | None


@dataclass(frozen=True)
class Series:
    """A named run of numbers, one for each label of the chart."""

    name: str
    values: Sequence[words.Number | None]


@dataclass(frozen=True)
class Limit:
    """A line the numbers are measured against, with its name."""

    name: str
    value: words.Number


class TooMuch(ValueError):
    """The numbers do not fit the kind of chart; the sentence says which kind does."""


def horizontal_bars(
    finding: Finding, points: Sequence[Point], *, show: Show, measure: str, heads: str = "What"
) -> Chart:
    """Answer "which is biggest?": named bars in the order given, each with its figure.

    Args:
        finding: the words around the chart.
        points: the caller sorts them, largest first unless the order has a meaning.
        show: writes a number, such as `words.money`.
        measure: heads the column of figures in the table.
        heads: heads the column of names in the table.
    """
    top = _top([p.value for p in points])
    marks = [svg.hatch(finding.key)]
    for place, point in enumerate(points):
        y = place * BAR_STEP
        marks += [
            svg.text(point.label, class_="t-ink", x=0, y=y + 14),
            svg.text(_shown(point.value, show), class_="t-b t-e", x="100%", y=y + 14),
            svg.element("rect", class_="c-track", x=0, y=y + 21, width="100%", height=BAR_HEIGHT, rx=2),
            _bar(finding.key, point.value, top, y + 21),
        ]
    drawn = _draw(finding, max(len(points) * BAR_STEP, BAR_STEP), marks, plot=False)
    rows = [(p.label, _shown(p.value, show)) for p in points]
    return Chart(finding, drawn, (heads, measure), rows)


def columns(finding: Finding, points: Sequence[Point], *, show: Show, measure: str, heads: str = "When") -> Chart:
    """Answer "how has it changed?" for a few points: one column each, its figure on top."""
    top = _ceiling(_top([p.value for p in points]))
    marks = [svg.hatch(finding.key), *_grid(top, show)]
    width = 1 / max(len(points), 1)
    for place, point in enumerate(points):
        left, middle = (place + 0.15) * width, (place + 0.5) * width
        height = (PLOT_BOTTOM - PLOT_TOP) if point.value is None else _down(0, top) - _down(point.value, top)
        y = PLOT_BOTTOM - height
        fill = {"fill": f"url(#{finding.key}-hatch)"} if point.value is None else {"class_": "c1"}
        marks += [
            svg.element("rect", x=svg.across(left), width=svg.across(width * 0.7), y=y, height=height, rx=2, **fill),
            svg.text(_shown(point.value, show), class_="t-b t-m", x=svg.across(middle), y=y - 8),
            svg.text(point.label, class_="t-m", x=svg.across(middle), y=PLOT_BOTTOM + 20),
        ]
    rows = [(p.label, _shown(p.value, show)) for p in points]
    return Chart(finding, _draw(finding, PLOT_HEIGHT, marks), (heads, measure), rows)


def line(
    finding: Finding,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    show: Show,
    axis: Show | None = None,
    limit: Limit | None = None,
    heads: str = "When",
) -> Chart:
    """Answer "how has it changed?" for many points: a line each, named at its last point.

    Args:
        finding: the words around the chart.
        labels: one for each point in time, oldest first.
        series: three at most; a gap is left where a number is not known.
        show: writes a number in the table and at the last point.
        axis: writes a number on the axis; `show` unless given.
        limit: a dashed line to measure against.
        heads: heads the column of labels in the table.

    Raises:
        TooMuch: more than three series.
    """
    if len(series) > MOST_SERIES:
        raise TooMuch("A line chart carries at most three series. Draw small multiples instead.")
    top = _ceiling(_top([v for one in series for v in one.values] + ([limit.value] if limit else [])))
    marks = _grid(top, axis or show) + _ticks(labels)
    for place, one in enumerate(series, start=1):
        marks += _run(one, place, top)
    if limit:
        marks += _limit(limit, top)
    marks += _names(series, top, show)
    said = [f"{_shown(one.values[-1], show)} {one.name}" for one in series if one.values]
    is_long = max(map(len, said), default=0) > ROOM_FOR_NAMES
    head = [heads, *(one.name for one in series)]
    rows = [(label, *(_shown(one.values[place], show) for one in series)) for place, label in enumerate(labels)]
    return Chart(finding, _draw(finding, PLOT_HEIGHT, marks, has_long_names=is_long), head, rows)


def bullet(value: words.Number | None, target: words.Number, *, top: words.Number, name: str) -> SafeString:
    """Answer "are we where we said?" in the cell of a table: a bar, and a black line at the target.

    Args:
        value: how far it is; `None` is not known.
        target: the promise or limit.
        top: the right edge of the scale.
        name: the whole fact in words, for those who do not see it.
    """
    at = svg.across(min(float(target) / float(top), 1))
    length = 0.0 if value is None else min(max(float(value) / float(top), 0), 1)
    marks = [
        svg.element("rect", class_="c-track", width="100%", height=BAR_HEIGHT, rx=2),
        svg.element("rect", class_="c1", width=svg.across(length), height=BAR_HEIGHT, rx=2),
        svg.element("line", class_="l-halo", x1=at, x2=at, y1=-2, y2=16),
        svg.element("line", class_="l-target", x1=at, x2=at, y1=-2, y2=16),
    ]
    return svg.safe(svg.element("svg", *marks, height=BAR_HEIGHT, role="img", aria_label=name))


def progress(done: int, whole: int, *, name: str) -> SafeString:
    """Draw how much of a list is done, as one thin bar."""
    share = svg.across(done / whole if whole else 0)
    marks = [
        svg.element("rect", class_="c-track", width="100%", height=8),
        svg.element("rect", class_="c1", width=share, height=8),
    ]
    return svg.safe(svg.element("svg", *marks, class_="hub-progress", role="img", aria_label=name))


def _draw(
    finding: Finding, height: int, marks: Sequence[str], *, plot: bool = True, has_long_names: bool = False
) -> SafeString:
    return svg.drawing(
        finding.key, height=height, title=finding.subtitle, desc=finding.desc, marks=marks, plot=plot,
        has_long_names=has_long_names,
    )  # fmt: skip


def _bar(key: str, value: words.Number | None, top: float, y: int) -> str:
    if value is None:
        return svg.element("rect", fill=f"url(#{key}-hatch)", x=0, y=y, width="100%", height=BAR_HEIGHT, rx=2)
    width = svg.across(float(value) / top if top else 0)
    return svg.element("rect", class_="c1", x=0, y=y, width=width, height=BAR_HEIGHT, rx=2)


def _shown(value: words.Number | None, show: Show) -> str:
    return UNKNOWN if value is None else show(value)


def _top(values: Sequence[words.Number | None]) -> float:
    return max((float(v) for v in values if v is not None), default=0.0)


def _steps(top: float) -> tuple[float, int]:
    """Choose a step people count in, and how many of them (five at most) reach the top."""
    if top <= 0:
        return 1.0, 1
    size = 10.0 ** math.floor(math.log10(top / MOST_STEPS))
    step = next(size * nice for nice in (1, 2, 5, 10) if math.ceil(top / (size * nice)) <= MOST_STEPS)
    return step, math.ceil(top / step)


def _ceiling(top: float) -> float:
    """Round the top of an axis up to a whole step."""
    step, count = _steps(top)
    return step * count


def _down(value: words.Number, top: float) -> float:
    return PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * float(value) / top


def _grid(top: float, show: Show) -> list[str]:
    """Draw the lines to read heights by; the lowest is the axis and is always zero."""
    step, count = _steps(top)
    marks = []
    for place in range(count + 1):
        value = step * place
        y = _down(value, top)
        marks.append(svg.element("line", class_="l-grid" if place else "l-axis", x1=0, x2="100%", y1=y, y2=y))
        marks.append(svg.text(show(_whole(value)) if place else "0", class_="t-e", x=-8, y=y + 5))
    return marks


def _whole(value: float) -> words.Number:
    """Show 20, not 20.0."""
    return int(value) if value == int(value) else value


def _place(index: int, count: int) -> float:
    return index / (count - 1) if count > 1 else 0.5


def _ticks(labels: Sequence[str]) -> list[str]:
    """Name the first, the last and a few points between; those between need a wide page."""
    every = max(1, math.ceil((len(labels) - 1) / 5))
    last = len(labels) - 1
    kept = [i for i in range(0, last + 1, every) if i == last or last - i >= every] + [last]
    return [
        svg.text(
            labels[i],
            class_="t-m" if i in (0, last) else "t-m w",
            x=svg.across(_place(i, len(labels))),
            y=PLOT_BOTTOM + 20,
        )
        for i in sorted(set(kept))
    ]


def _run(one: Series, place: int, top: float) -> list[str]:
    """Join neighbouring known points; a lone point between two gaps is a dot."""
    marks, count = [], len(one.values)
    known = [(i, v) for i, v in enumerate(one.values) if v is not None]
    for (i, before), (j, after) in itertools.pairwise(known):
        if j == i + 1:
            ends = {"x1": svg.across(_place(i, count)), "x2": svg.across(_place(j, count))}
            marks.append(svg.element("line", class_=f"l{place}", y1=_down(before, top), y2=_down(after, top), **ends))
    indices = {i for i, _ in known}
    for i, value in known:
        if i == known[-1][0] or not {i - 1, i + 1} & indices:
            centre = svg.across(_place(i, count))
            marks.append(svg.element("circle", class_=f"c{place} l-page", cx=centre, cy=_down(value, top), r=5.5))
    return marks


def _limit(limit: Limit, top: float) -> list[str]:
    y = _down(limit.value, top)
    return [
        svg.element("line", class_="l-limit", x1=0, x2="100%", y1=y, y2=y),
        svg.text(limit.name, class_="t-b t-halo", x=4, y=y - 8),
    ]


def _names(series: Sequence[Series], top: float, show: Show) -> list[str]:
    """Name each line beside its last known point, apart enough to be read."""
    last = []
    for place, one in enumerate(series, start=1):
        known = [(i, v) for i, v in enumerate(one.values) if v is not None]
        if known:
            i, value = known[-1]
            last.append((_down(value, top), place, i, value, one))
    marks, free = [], -math.inf
    for y, place, i, value, one in sorted(last, key=lambda each: each[0]):
        y = max(y, free)
        free = y + 18
        at = svg.across(_place(i, len(one.values)))
        look, said = f"t-c{place} t-halo", f"{show(value)} {one.name}"
        marks.append(svg.text(said, class_=f"{look} w", x=at, dx=12, y=y + 5))
        # On a narrow page the highest stands above its line, the others below, but above the words under the axis.
        beside = y - 12 if len(marks) == 1 else min(y + 22, PLOT_BOTTOM - 6)
        marks.append(svg.text(said, class_=f"{look} t-e n", x="100%", y=beside))
    return marks
