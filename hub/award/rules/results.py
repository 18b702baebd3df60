"""Read settled scores as plain values, and say in words why an offer won."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.platform.words import money, plural


@dataclass(frozen=True)
class Part:
    """What one offer got for one question, the price included.

    Args:
        points: on the scale; None for the price.
        worth: of the weight; None where the offer was not compliant.
    """

    text: str
    weight: Decimal
    points: Decimal | None
    top: int
    worth: Decimal | None
    reason: str


@dataclass(frozen=True)
class Scored:
    """One offer as it was settled.

    Args:
        bid: its number.
        price: pounds without VAT; None where no usable price was given.
        place: 1 for the best; None where it was not compliant.
        fails: text of each question that was not met, with the reason.
    """

    bid: int
    name: str
    price: Decimal | None
    total: Decimal | None
    place: int | None
    parts: Sequence[Part]
    fails: Sequence[tuple[str, str]]
    low: str = ""
    low_note: str = ""

    @property
    def is_compliant(self) -> bool:
        """Say whether it met what had to be met."""
        return not self.fails


def read(result: Mapping[str, Any], texts: Mapping[int, str]) -> list[Scored]:
    """Read what a scoring settled, best first.

    Args:
        result: as the scoring froze it.
        texts: every question's text by its number.
    """
    questions = {row["number"]: row for row in result.get("questions", ())}
    return [_scored(row, questions, texts, int(result["top"])) for row in result.get("rows", ())]


def _scored(
    row: Mapping[str, Any], questions: Mapping[int, Mapping[str, Any]], texts: Mapping[int, str], top: int
) -> Scored:
    scores = {one["number"]: one for one in row["scores"]}
    parts = []
    for number, question in sorted(questions.items()):
        text, weight = str(question["text"]), Decimal(question["weight"])
        if question["is_price"]:
            parts.append(Part(text, weight, None, top, _number(row["price_worth"]), ""))
        elif (one := scores.get(number)) is not None:
            parts.append(Part(text, weight, Decimal(one["points"]), top, _number(one["worth"]), one["reason"]))
    return Scored(
        bid=int(row["bid"]),
        name=str(row["name"]),
        price=_number(row["price"]),
        total=_number(row["total"]),
        place=row["place"],
        parts=tuple(parts),
        fails=tuple((texts.get(number, ""), reason) for number, reason in row["fails"]),
        low=str(row.get("low", "")),
        low_note=str(row.get("low_note", "")),
    )


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def first(rows: Sequence[Scored]) -> Scored | None:
    """Give the one that is best; None where nobody is compliant, or two share the first place."""
    best = [one for one in rows if one.place == 1]
    return best[0] if len(best) == 1 else None


def reasons(winner: Scored, rows: Sequence[Scored]) -> str:
    """Write why an offer wins, from its scores, ready to be changed by whoever recommends it."""
    others = [one for one in rows if one.bid != winner.bid]
    compliant = [one for one in others if one.is_compliant]
    failed = [one for one in others if not one.is_compliant]
    total = points(winner.total) if winner.total is not None else "0"
    best = "has the best total" if compliant else "is the only compliant offer, with a total of"
    said = [
        f"{winner.name} {best}{',' if compliant else ''} {total} out of 100.",
        *(_part(one) for one in winner.parts),
    ]
    if compliant:
        said.append(f"It was compared with {plural(len(compliant), 'other compliant offer')}.")
    if failed:
        verb = "was" if len(failed) == 1 else "were"
        said.append(f"{plural(len(failed), 'offer')} {verb} not compliant.")
    if winner.low:
        said.append(f"Its price is very low: {winner.low_note}")
    return " ".join(said)


def _part(one: Part) -> str:
    worth = points(one.worth) if one.worth is not None else "0"
    head = heading(one)
    reason = f" {one.reason}" if one.reason else ""
    return f"{head}: {worth} of {points(one.weight)}.{reason}"


def heading(one: Part) -> str:
    """Give a question as a heading; that of the price is a sentence nobody needs to read again."""
    return "Price" if one.points is None else one.text.rstrip("?.: ")


def points(value: Decimal) -> str:
    """Give points without needless noughts."""
    return f"{value.normalize():f}"


def pounds(value: Decimal) -> str:
    """Give pounds and, where there are any, pence."""
    return money(value, pence=value % 1 != 0)
