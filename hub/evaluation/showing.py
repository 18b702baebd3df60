"""What the page of scores shows, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hub.evaluation.rules import finishing
from hub.evaluation.rules.finishing import Given, Settled, Standing
from hub.evaluation.selectors import Answer, Sheet
from hub.evaluation.terms import Stance, State
from hub.platform.ui import charts
from hub.platform.ui.parts import Link, Step, Tag, TagColour
from hub.platform.words import date_long, list_of, money, plural
from hub.tender.models import Question

COLOURS: dict[str, TagColour] = {State.SCORING: "blue", State.DONE: "green"}
LOW = "Very low price"


@dataclass(frozen=True)
class Cell:
    """What one offer got for one question: points in words, and what they are worth."""

    points: str
    worth: str


@dataclass(frozen=True)
class Row:
    """One offer in the table of totals.

    :param number: of the bid.
    :param todo: what is missing, in a few words; empty when nothing is.
    """

    number: int
    name: str
    price: str
    for_price: str
    cells: Sequence[Cell]
    total: str
    place: str
    tag: Tag
    todo: str
    fails: Sequence[tuple[str, str]]
    low: str
    low_note: str


@dataclass(frozen=True)
class Said:
    """What one supplier answered to one question, with the scores that the reader may see."""

    name: str
    answer: Answer
    given: Sequence[Given]
    settled: Settled | None
    hidden: int


@dataclass(frozen=True)
class Asked:
    """One question with the answers of all, side by side."""

    question: Question
    answers: Sequence[Said]


def points(value: Decimal) -> str:
    """Give points or a share of a weight without needless noughts."""
    return f"{value.normalize():f}"


def price_of(value: Decimal | None) -> str:
    """Give a price in pounds and, where there are any, pence."""
    return money(value, pence=value % 1 != 0) if value is not None else "No price that can be scored"


def rows(sheet: Sheet, *, sees_all: bool) -> list[Row]:
    """Give the offers, best first where there is an order.

    :param sees_all: whether the reader may see what others gave.
    """
    lines = {line.key: line for line in sheet.lines} if sees_all else {}
    order = {line.key: index for index, line in enumerate(lines.values())}
    found = []
    for each in sorted(sheet.candidates, key=lambda one: order.get(one.bid.pk, len(order))):
        standing, line = sheet.standings[each.bid.pk], lines.get(each.bid.pk)
        worth = line.parts if line is not None else {}
        found.append(
            Row(
                number=each.bid.pk,
                name=each.name,
                price=price_of(sheet.prices.get(each.bid.pk)),
                for_price=points(line.for_price) if line is not None and line.for_price is not None else "",
                cells=[_cell(standing, number, worth.get(number), sees_all) for number in standing.numbers],
                total=points(line.total) if line is not None else "",
                place=str(line.place) if line is not None else "",
                tag=_tag(standing),
                todo=_todo(standing),
                fails=[(_text(sheet, number), reason) for number, reason in standing.fails],
                low=standing.low,
                low_note=standing.low_note,
            )
        )
    return found


def _cell(standing: Standing, number: int, worth: Decimal | None, sees_all: bool) -> Cell:
    settled = finishing.final(standing, number)
    if settled is None or not sees_all:
        count = len(standing.given.get(number, ()))
        return Cell(plural(count, "score") if count else "Not scored", "")
    return Cell(points(settled.points), points(worth) if worth is not None else "")


def _tag(standing: Standing) -> Tag:
    if not standing.is_compliant:
        return Tag("Not compliant", "red")
    if any(number not in standing.checked for number in standing.to_check):
        return Tag("To be checked", "yellow")
    return Tag(LOW, "yellow") if standing.low else Tag("Compliant", "green")


def _todo(standing: Standing) -> str:
    return " ".join(finding.message.split(": ", 1)[-1] for finding in finishing.bars_to_finishing([standing], ()))


def _text(sheet: Sheet, number: int) -> str:
    return next(one.text for one in sheet.questions if one.number == number)


def asked(sheet: Sheet, *, own: int | None, sees_all: bool) -> list[Asked]:
    """Give every question with the answers of all; of the scores the reader's own, or everybody's.

    :param own: the number of the reader.
    """
    found = []
    for question in sheet.questions:
        said = []
        for each in sheet.candidates:
            standing = sheet.standings[each.bid.pk]
            given = standing.given.get(question.number, ())
            shown = [one for one in given if sees_all or one.person == own]
            settled = standing.settled.get(question.number) if sees_all else None
            answer = sheet.answer(each.bid.pk, question.number)
            said.append(Said(each.name, answer, shown, settled, len(given) - len(shown)))
        found.append(Asked(question, said))
    return found


def totals(sheet: Sheet) -> charts.Chart | None:
    """Draw the totals, best first; nothing while one is missing."""
    if not sheet.lines:
        return None
    names = {line.key: sheet.name(line.key) for line in sheet.lines}
    best = [names[line.key] for line in sheet.lines if line.place == 1]
    title = f"{best[0]} has the best total" if len(best) == 1 else f"{list_of(best)} are equal"
    one = sheet.tender
    finding = charts.Finding(
        f"totals-{one.pk}",
        title,
        "Total of each compliant offer, out of 100",
        ". ".join(f"{names[line.key]}: {points(line.total)}" for line in sheet.lines),
        f"{one.reference}, answers due {date_long(one.due_at.date())}" if one.due_at else one.reference,
    )
    drawn = [charts.Point(names[line.key], line.total) for line in sheet.lines]
    return charts.horizontal_bars(finding, drawn, show=_points, measure="Total", heads="Supplier")


def _points(value: object) -> str:
    return points(Decimal(str(value)))


def step(sheet: Sheet | None, what: Stance, *, base: str, status: str, waits: str = "") -> Step:
    """Give the next step for the reader.

    :param base: the address of the scores.
    :param waits: why the scores cannot be settled yet; empty when they can.
    """
    if what == Stance.DECLARES and status != State.DONE:
        link = Link("Declare", f"{base}declare/")
        return Step("Next step", "Declare whether you have a conflict", "Before you read any answer.", link)
    if what == Stance.CONFLICT:
        return Step("Next step", "Nothing is left to do for you here", "You take no part in this scoring.")
    if status == State.DONE:
        link = Link("Go to the award", base.replace("/scores/", "/award/"))
        return Step("Next step", "Decide the award", "The scores are settled. The award says how far it is.", link)
    if what == Stance.OUTSIDE or sheet is None:
        return Step("Next step", "Wait for the scores", "The team scores the answers. They are shown once settled.")
    if waits:
        return Step("Next step", "Score and check the offers", waits)
    return Step("Next step", "Settle the scores", "Everything is scored and checked.", Link("Settle", f"{base}finish/"))
