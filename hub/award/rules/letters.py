"""What suppliers are told of the outcome: each its own scores and the winner's name and price, no other's figures."""

from __future__ import annotations

from collections.abc import Sequence

from hub.award.rules.results import Part, Scored, heading, points, pounds
from hub.tender.rules.letters import LINK, About, Text

NOT_YET = "This is not a contract yet: there is one once both of us have signed it."


def won(about: About, own: Scored, *, reasons: str) -> Text:
    """Tell the winner."""
    price = f" for {pounds(own.price)} without VAT" if own.price is not None else ""
    body = _paragraphs(
        f"We have decided to award {about.title} ({about.reference}) to you{price}. {NOT_YET}",
        f"Why: {reasons}",
        _scores(own),
        LINK,
        _signed(about),
    )
    return Text(f"You are chosen: {_short(about.title)}", body)


def lost(about: About, own: Scored, winner: Scored, *, reasons: str) -> Text:
    """Tell one who was not chosen."""
    price = f" for {pounds(winner.price)} without VAT" if winner.price is not None else ""
    body = _paragraphs(
        f"Thank you for your offer for {about.title} ({about.reference}). We have chosen {winner.name}{price}.",
        f"Why that offer: {reasons}",
        _failed(own) if not own.is_compliant else _scores(own),
        f"{LINK}\n\nAsk us if you want to know more about the scores of your own offer.",
        _signed(about),
    )
    return Text(f"Another offer was chosen: {_short(about.title)}", body)


def none(about: About, *, reason: str) -> Text:
    """Tell one who answered that nobody wins."""
    body = _paragraphs(
        f"Thank you for your offer for {about.title} ({about.reference}). We have awarded it to nobody.",
        f"Why: {reason}",
        LINK,
        _signed(about),
    )
    return Text(f"No award: {_short(about.title)}", body)


def set_aside(about: About, *, reason: str) -> Text:
    """Tell one who was told an outcome that it does not hold."""
    body = _paragraphs(
        f"What we wrote to you about the outcome of {about.title} ({about.reference}) does not hold any more.",
        f"Why: {reason}",
        "You need not do anything. We write to you again once there is a new decision.",
        _signed(about),
    )
    return Text(f"Outcome set aside: {_short(about.title)}", body)


def _scores(own: Scored) -> str:
    total = f"Your total: {points(own.total)} out of 100." if own.total is not None else ""
    return "\n".join(["Your scores:", *(_line(one) for one in own.parts), total]) if own.parts else total


def _line(one: Part) -> str:
    worth = points(one.worth) if one.worth is not None else "0"
    head = heading(one)
    if one.points is None:
        return f"- {head}: {worth} of {points(one.weight)}"
    return f"- {head}: {points(one.points)} of {one.top} points, worth {worth} of {points(one.weight)}. {one.reason}"


def _failed(own: Scored) -> str:
    said: Sequence[str] = [f"- {text} {reason}" for text, reason in own.fails]
    return "\n".join(["Your offer was not compliant, so it was not compared:", *said])


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= 100 else f"{line[:97]}..."


def _signed(about: About) -> str:
    return f"{about.officer}, {about.authority}\nReference {about.reference}"


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
