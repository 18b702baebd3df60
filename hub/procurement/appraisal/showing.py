"""Put the results of an appraisal into words, charts and tables, for its page and for the papers of a gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.platform.papers.paper import Facts, Grid, Para, Section
from hub.platform.ui import charts
from hub.platform.words import date_long, list_of, money, plural
from hub.procurement.appraisal.models import OptionsAppraisal
from hub.procurement.appraisal.sensitivity import CHEAPEST, DEAREST, HIGHEST_RATE, MARGIN

Results = Mapping[str, Any]
LONGEST_NAME = 34


@dataclass(frozen=True)
class Told:
    """One thing that could change, in words.

    :param what: what changes, such as a criterion.
    :param now: its value now.
    :param turn: at which value another option is best, or that none is.
    """

    what: str
    now: str
    turn: str
    changes: bool


@dataclass(frozen=True)
class Shown:
    """The results of an appraisal as its page shows them."""

    totals: charts.Chart
    line: charts.Chart | None
    weights: Sequence[Told]
    scores: Sequence[Told]
    others: Sequence[Told]
    sentence: str


def shown(appraisal: OptionsAppraisal, results: Results) -> Shown:
    """Give the results with their charts."""
    return Shown(
        _totals(appraisal, results),
        _line(appraisal, results),
        weights_told(results),
        scores_told(results),
        others_told(appraisal, results),
        verdict(results),
    )


def number(text: str) -> str:
    """Write a number without useless noughts: 42.10 is 42.1."""
    value = Decimal(text).normalize()
    return f"{value:f}"


def titles(results: Results) -> dict[str, str]:
    """Give the titles of the options by code."""
    return {row["code"]: row["title"] for row in results["ranking"]}


def verdict(results: Results) -> str:
    """Say in a sentence or two which option is best and how sure that is."""
    if not results["appraisers"]:
        return "Nobody has scored every option yet, so there is no result."
    best = [row["title"] for row in results["ranking"] if row["place"] == 1]
    if len(best) > 1:
        return f"{list_of(best)} share the first place, so the points alone do not decide."
    name = best[0]
    if results["holds"]:
        return f"{name} is best on points, and stays best when any one weight is {MARGIN} points more or less."
    # An option that does not meet a must cannot be chosen, so how near it comes says nothing about how sure this is.
    barred = {row["code"] for row in results["ranking"] if row["fails"]}
    turns = [turn for turn in results["weights"] if turn["to"] not in barred]
    first = min(turns, key=lambda turn: abs(Decimal(turn["at"]) - Decimal(turn["now"])), default=None)
    if first is None:
        more = " Only what does not meet every must comes close." if results["weights"] else ""
        return f"{name} is best on points.{more}"
    labels = {one["code"]: one["label"] for one in results["criteria"]}
    return (
        f"{name} is best on points, but not by much: {titles(results)[first['to']]} would be as good if "
        f"{labels[first['what']].lower()} weighed {number(first['at'])} in place of {number(first['now'])}."
    )


def weights_told(results: Results) -> list[Told]:
    """Say for each criterion at which weight another option would be best."""
    names, rows = titles(results), []
    for one in results["criteria"]:
        turns = [turn for turn in results["weights"] if turn["what"] == one["code"]]
        said = [
            f"{'below' if Decimal(turn['at']) < Decimal(turn['now']) else 'above'} {number(turn['at'])}: "
            f"{names[turn['to']]}"
            for turn in turns
        ]
        rows.append(Told(one["label"], number(one["weight"]), _or_never(said), bool(said)))
    return rows


def scores_told(results: Results) -> list[Told]:
    """Say which scores would change the winner, and at how many points."""
    names = titles(results)
    labels = {one["code"]: one["label"] for one in results["criteria"]}
    rows = []
    for turn in results["scores"]:
        option, _, criterion = turn["what"].partition("/")
        way = "below" if Decimal(turn["at"]) < Decimal(turn["now"]) else "above"
        said = f"{way} {number(turn['at'])}: {names[turn['to']]}"
        rows.append(Told(f"{names[option]}, {labels[criterion].lower()}", number(turn["now"]), said, True))
    return rows


def others_told(appraisal: OptionsAppraisal, results: Results) -> list[Told]:
    """Say what other discount rates and other costs would change."""
    names = titles(results)
    rates = [f"at {number(turn['at'])}%: {names[turn['to']]}" for turn in results["rates"]]
    now = f"{number(str(appraisal.discount_percent))}%"
    rows = [Told(f"Discount rate, tried from 0 to {HIGHEST_RATE}%", now, _or_never(rates), bool(rates))]
    for row in results["ranking"]:
        turns = [turn for turn in results["costs"] if turn["what"] == row["code"]]
        said = [_of_cost(turn, names) for turn in turns]
        label = f"Cost of {row['title']}, tried from {abs(CHEAPEST)}% less to {DEAREST}% more"
        rows.append(Told(label, money(Decimal(row["present_cost"])), _or_never(said), bool(said)))
    return rows


def _of_cost(turn: Mapping[str, str], names: Mapping[str, str]) -> str:
    share = Decimal(turn["at"])
    return f"{number(str(abs(share)))}% {'more' if share > 0 else 'less'}: {names[turn['to']]}"


def _or_never(said: Sequence[str]) -> str:
    return "; ".join(said) if said else "No other option is best"


def _totals(appraisal: OptionsAppraisal, results: Results) -> charts.Chart:
    finding = charts.Finding(
        f"totals-{appraisal.pk}",
        _head(results),
        "Weighted points, % of all there are",
        ". ".join(f"{row['title']}: {number(row['total'])}" for row in results["ranking"]),
        _source(appraisal, results),
    )
    points = [charts.Point(row["title"], Decimal(row["total"])) for row in results["ranking"]]
    return charts.horizontal_bars(finding, points, show=_points, measure="Points, %", heads="Option")


def _line(appraisal: OptionsAppraisal, results: Results) -> charts.Chart | None:
    line = results["line"]
    if line is None:
        return None
    names = titles(results)
    label = next(one["label"] for one in results["criteria"] if one["code"] == line["criterion"])
    turns = [turn for turn in results["weights"] if turn["what"] == line["criterion"]]
    title = f"{names[results['winner']]} is best at every weight" if not turns else f"{label} turns the result first"
    said = [f"{names[turn['to']]} draws level where it weighs {number(turn['at'])}%" for turn in turns]
    finding = charts.Finding(
        f"line-{appraisal.pk}",
        title,
        f"Total of each option by the weight of {label.lower()}, %",
        f"{'. '.join(said) or title}. The table has every figure.",
        _source(appraisal, results),
    )
    series = [
        charts.Series(_short(names[one["code"]]), [Decimal(value) for value in one["values"]]) for one in line["series"]
    ]
    labels = [f"{step}%" for step in line["steps"]]
    return charts.line(finding, labels, series, show=_points, heads="Weight")


def _points(value: Any) -> str:
    return number(str(round(Decimal(str(value)), 1)))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _head(results: Results) -> str:
    best = [row["title"] for row in results["ranking"] if row["place"] == 1]
    return f"{best[0]} has most points" if len(best) == 1 else f"{len(best)} options share the first place"


def _source(appraisal: OptionsAppraisal, results: Results) -> str:
    on = appraisal.chosen_on or appraisal.began_on
    who = plural(len(results["appraisers"]), "appraiser")
    return f"{appraisal.reference}, scores of {who}, {'chosen' if appraisal.chosen_on else 'begun'} {date_long(on)}"


def section(appraisal: OptionsAppraisal, results: Results) -> Section:
    """Write the part of a report: the options, what they cost, how they were scored, and the choice."""
    facts = [
        ("What was to be decided", appraisal.question),
        ("Option chosen", appraisal.chosen.title if appraisal.chosen else "None yet"),
        ("Why", appraisal.reason),
        ("Chosen on", date_long(appraisal.chosen_on) if appraisal.chosen_on else ""),
        ("Scored by", list_of([f"{one['name']} ({one['authority']})" for one in results["appraisers"]])),
    ]
    costs = (
        f"Costs are those of {plural(appraisal.years, 'year')}, ex VAT, at today's prices, discounted at "
        f"{number(str(appraisal.discount_percent))}% a year."
    )
    sensitivity = [(one.what, one.now, one.turn) for one in [*weights_told(results), *others_told(appraisal, results)]]
    blocks: list[Any] = [
        Facts([(label, value) for label, value in facts if value]),
        Para(verdict(results)),
        _options_grid(results),
        Para(costs),
        _costs_grid(results),
        Grid("What would change the result", ("What changes", "Now", "Another option is best"), sensitivity),
    ]
    return Section("options", "Options appraisal", blocks)


def _options_grid(results: Results) -> Grid:
    criteria = results["criteria"]
    head = ["Option", *(f"{one['label']} ({number(one['weight'])}%)" for one in criteria), "Total"]
    rows = [
        [row["title"], *(number(row["points"][one["code"]]) for one in criteria), number(row["total"])]
        for row in results["ranking"]
    ]
    return Grid("Points of each option, and the weighted total in %", head, rows)


def _costs_grid(results: Results) -> Grid:
    years = max((len(row["by_year"]) for row in results["ranking"]), default=0)
    head = ["Option", *(f"Year {year}" for year in range(years)), "Today's value"]
    rows = [
        [row["title"], *(money(Decimal(value)) for value in row["by_year"]), money(Decimal(row["present_cost"]))]
        for row in results["ranking"]
    ]
    return Grid("What each option costs by year, ex VAT", head, rows)


def table(results: Results) -> list[dict[str, Any]]:
    """Give the ranking as rows of a table: points in the order of the criteria."""
    return [
        {
            "title": row["title"],
            "fails": row["fails"],
            "points": [_points(row["points"][one["code"]]) for one in results["criteria"]],
            "cost": Decimal(row["present_cost"]),
            "total": _points(row["total"]),
        }
        for row in results["ranking"]
    ]
