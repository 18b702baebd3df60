"""Everything that was answered, given, agreed and checked of a quote, put together once for pages and rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hub.bids.models import OpenedAnswer
from hub.evaluation.models import Evaluation
from hub.evaluation.rules import finishing, scoring
from hub.evaluation.rules.finishing import Checked, Given, Settled, Standing
from hub.evaluation.rules.pricing import LowPrice, very_low
from hub.evaluation.rules.scoring import Judging, Line, Offer
from hub.evaluation.selectors.finding import Candidate, candidates
from hub.platform.clock import london
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority
from hub.tender.models import Question, Tender
from hub.tender.selectors import questions_of
from hub.tender.terms import AnswerAs

SCALE, SETTINGS = "score_scale", "score_settings"


@dataclass(frozen=True)
class Step:
    """One step of the scale."""

    points: int
    label: str
    says: str


@dataclass(frozen=True)
class Answer:
    """What one supplier answered to one question; its files are rows of their own."""

    question: Question
    rows: Sequence[OpenedAnswer]

    @property
    def number(self) -> Decimal | None:
        """Give the number that was answered."""
        return next((row.number for row in self.rows if row.number is not None), None)

    @property
    def text(self) -> str:
        """Give the words that were answered."""
        return "\n".join(row.text for row in self.rows if row.text)

    @property
    def is_declared(self) -> bool | None:
        """Give whether it was declared; None where it was neither declared nor denied."""
        return next((row.is_declared for row in self.rows if row.is_declared is not None), None)

    @property
    def table(self) -> list[Any]:
        """Give the rows of the table that was filled in."""
        return [line for row in self.rows for line in row.rows]

    @property
    def papers(self) -> list[Any]:
        """Give the files that were sent."""
        return [row.document for row in self.rows if row.document is not None]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was answered."""
        return not (
            self.text or self.table or self.papers or self.number is not None or self.is_declared is not None
        )  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A quote with its opened answers, and how far they are judged.

    :param prices: usable prices without VAT, by the number of the bid.
    :param lines: compliant offers whose every score stands, best first; empty while one is missing.
    :param tied: names of the offers between which a person must choose.
    """

    tender: Tender
    evaluation: Evaluation | None
    questions: Sequence[Question]
    scale: Sequence[Step]
    candidates: Sequence[Candidate]
    answers: Mapping[tuple[int, int], Answer]
    standings: Mapping[int, Standing]
    prices: Mapping[int, Decimal]
    lines: Sequence[Line] = ()
    tied: Sequence[int] = ()
    judging: Judging = field(default_factory=lambda: Judging({}, None, 0))

    @property
    def scored(self) -> list[Question]:
        """Give the questions that are scored by points."""
        return [one for one in self.questions if one.weight is not None and not one.is_price]

    @property
    def price(self) -> Question | None:
        """Give the question that is the price."""
        return next((one for one in self.questions if one.is_price), None)

    def answer(self, bid: int, question: int) -> Answer:
        """Give one answer by the numbers of bid and question."""
        return self.answers[(bid, question)]

    def name(self, bid: int) -> str:
        """Give the name of the supplier of a bid."""
        return self.standings[bid].name


def scale(authority: Authority, *, on: date) -> list[Step]:
    """Give the scale of a day, lowest points first."""
    rows = lookup.get(SCALE, on=on, authority=authority)
    steps = [Step(int(row.data["points"]), row.label, str(row.data.get("says", ""))) for row in rows]
    return sorted(steps, key=lambda each: each.points)


def low_price(authority: Authority, *, on: date) -> LowPrice:
    """Give from when a price is very low."""
    for row in lookup.layered(SETTINGS, on=on, authority=authority):
        if row.code == "low_price":
            said = row.data
            return LowPrice(Decimal(str(said["below_others_percent"])), Decimal(str(said["below_estimate_percent"])))
    raise lookup.NoSuchValue(f"No value low_price in {SETTINGS} holds on {on.isoformat()}.")


def sheet_of(one: Tender, found: Evaluation | None) -> Sheet:
    """Put together everything about the opened answers of a quote.

    The scale and the settings are those of the day on which it was sent: nobody is judged by another one.
    """
    assert one.sent_at is not None, "only what was sent is answered"
    on = london(one.sent_at).date()
    questions, steps, who = questions_of(one), scale(one.authority, on=on), candidates(one)
    answers = _answers(one, questions, who)
    price = next((each for each in questions if each.is_price), None)
    prices = _prices(answers, who, price)
    low = very_low(prices, one.procurement.estimate_ex_vat, low_price(one.authority, on=on))
    standings = _standings(found, questions, who, answers=answers, low=low)
    weights = {each.number: each.weight for each in questions if each.weight is not None and not each.is_price}
    judging = Judging(weights, price.weight if price is not None else None, max(each.points for each in steps))
    offers = _offers(standings, prices, needs_price=judging.price_weight is not None)
    lines: list[Line] = []
    if offers is not None:
        lines = scoring.ranking(offers, judging, preferred=found.preferred_id if found is not None else None)
    tied = scoring.tied_first(lines)
    settled = found is not None and found.preferred_id in tied
    return Sheet(
        one, found, questions, steps, who, answers, standings, prices, lines, () if settled else tied, judging
    )  # fmt: skip


def _answers(one: Tender, questions: Sequence[Question], who: Sequence[Candidate]) -> dict[tuple[int, int], Answer]:
    rows: dict[tuple[int, int], list[OpenedAnswer]] = defaultdict(list)
    for row in OpenedAnswer.objects.filter(bid__tender=one).select_related("document").order_by("pk"):
        rows[(row.bid_id, row.question_id)].append(row)
    return {
        (each.bid.pk, question.number): Answer(question, rows[(each.bid.pk, question.pk)])
        for each in who
        for question in questions
    }


def _prices(
    answers: Mapping[tuple[int, int], Answer], who: Sequence[Candidate], price: Question | None
) -> dict[int, Decimal]:
    if price is None:
        return {}
    found = {each.bid.pk: answers[(each.bid.pk, price.number)].number for each in who}
    return {pk: value for pk, value in found.items() if value is not None and scoring.usable(value)}


def _standings(
    found: Evaluation | None,
    questions: Sequence[Question],
    who: Sequence[Candidate],
    *,
    answers: Mapping[tuple[int, int], Answer],
    low: Mapping[int, str],
) -> dict[int, Standing]:
    given, settled, checked, notes = _kept(found)
    numbers = tuple(each.number for each in questions if each.weight is not None and not each.is_price)
    return {
        each.bid.pk: Standing(
            key=each.bid.pk,
            name=each.name,
            numbers=numbers,
            given=given.get(each.bid.pk, {}),
            settled=settled.get(each.bid.pk, {}),
            to_check=tuple(
                one.number for one in questions if _is_checked(one, answers[(each.bid.pk, one.number)])
            ),
            checked=checked.get(each.bid.pk, {}),
            low=low.get(each.bid.pk, ""),
            low_note=notes.get(each.bid.pk, ""),
        )
        for each in who
    }  # fmt: skip


def _is_checked(question: Question, answer: Answer) -> bool:
    """Say whether a person has to pass or fail an answer: what must be met, what is missing, an unusable price."""
    if question.is_price:
        return not scoring.usable(answer.number)
    if question.weight is not None:
        return bool(question.is_required and answer.is_empty)
    return bool(question.is_required or question.answer_as == AnswerAs.DECLARATION)


def _kept(found: Evaluation | None) -> tuple[Any, Any, Any, dict[int, str]]:
    given: dict[int, dict[int, list[Given]]] = defaultdict(lambda: defaultdict(list))
    settled: dict[int, dict[int, Settled]] = defaultdict(dict)
    checked: dict[int, dict[int, Checked]] = defaultdict(dict)
    if found is None:
        return given, settled, checked, {}
    for mark in found.marks.select_related("assessor__person", "question"):
        one = Given(
            mark.assessor.person.name, mark.points, mark.reason, mark.given_at, mark.assessor.person_id
        )  # fmt: skip
        given[mark.bid_id][mark.question.number].append(one)
    for row in found.agreed.select_related("question"):
        settled[row.bid_id][row.question.number] = Settled(row.points, row.reason, row.agreed_at)
    for check in found.checks.select_related("question"):
        checked[check.bid_id][check.question.number] = Checked(check.passes, check.reason)
    return given, settled, checked, dict(found.price_notes.values_list("bid", "text"))


def _offers(
    standings: Mapping[int, Standing], prices: Mapping[int, Decimal], *, needs_price: bool
) -> list[Offer] | None:
    """Give the compliant offers; None while a score or a decision about a price is missing."""
    made = []
    for pk, one in standings.items():
        if not one.is_compliant:
            continue
        scores = {number: finishing.final(one, number) for number in one.numbers}
        if needs_price and pk not in prices:
            return None
        if any(score is None for score in scores.values()):
            return None
        made.append(Offer(pk, prices.get(pk), {number: score.points for number, score in scores.items() if score}))
    return made


def results(sheet: Sheet) -> dict[str, Any]:
    """Freeze what was settled, as plain values: names, prices, points, reasons, totals and places."""
    lines = {line.key: line for line in sheet.lines}
    rows = [_result(sheet, each, lines.get(each.bid.pk)) for each in sheet.candidates]
    last = len(rows) + 1
    rows.sort(key=lambda row: (row["place"] or last, row["name"]))
    return {
        "questions": [
            {"number": one.number, "text": one.text, "weight": f"{one.weight:.2f}", "is_price": one.is_price}
            for one in sheet.questions if one.weight is not None
        ],
        "top": sheet.judging.top,
        "preferred": sheet.evaluation.preferred_id if sheet.evaluation is not None else None,
        "rows": rows,
    }  # fmt: skip


def _result(sheet: Sheet, each: Candidate, line: Line | None) -> dict[str, Any]:
    standing = sheet.standings[each.bid.pk]
    price = sheet.prices.get(each.bid.pk)
    scores = []
    for number in standing.numbers:
        one = finishing.final(standing, number)
        worth = line.parts[number] if line is not None else None
        if one is not None:
            scores.append(
                {"number": number, "points": f"{one.points:.2f}", "reason": one.reason,
                 "worth": f"{worth:.2f}" if worth is not None else None}
            )  # fmt: skip
    return {
        "bid": each.bid.pk,
        "name": each.name,
        "price": f"{price:.2f}" if price is not None else None,
        "price_worth": f"{line.for_price:.2f}" if line is not None and line.for_price is not None else None,
        "scores": scores,
        "total": f"{line.total:.2f}" if line is not None else None,
        "place": line.place if line is not None else None,
        "fails": [[number, reason] for number, reason in standing.fails],
        "low": standing.low,
        "low_note": standing.low_note,
    }
