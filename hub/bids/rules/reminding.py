"""When a bidder who has not submitted is told, and in which words; nothing of the bid is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.platform.words import deadline

# The longest first: whoever begins late hears of the nearest one only.
LEADS = (
    ("7d", timedelta(days=7)), ("24h", timedelta(hours=24)), ("2h", timedelta(hours=2)), ("30m", timedelta(minutes=30)),
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Subject and text of a message."""

    subject: str
    text: str


def lead_at(due_at: datetime, *, at: datetime, begun_at: datetime) -> str:
    """Give the lead that has come last at a moment; empty before the first, after the due time, and before it began.

    A bid that was begun within a lead is not told of that one: its people have just been there.
    """
    if at >= due_at:
        return ""
    return next((name for name, lead in reversed(LEADS) if begun_at <= due_at - lead <= at), "")


def not_submitted(title: str, authority: str, due_at: datetime, *, lacks: int, is_changed: bool) -> Words:
    """Tell that a bid is not submitted, or that what was changed since is not."""
    if is_changed:
        first = f"You changed your answer for {title} after submitting it, and the changes are not submitted."
        then = "The version that you submitted still counts."
        subject = f"Changes not submitted: {title}"
    else:
        first = f"You have not submitted your answer for {title}."
        count = "one question" if lacks == 1 else f"{lacks} questions"
        then = f"It still lacks {count}." if lacks else "It is complete: all that is left is to press Submit."
        subject = f"Not submitted: {title}"
    until = f"{authority} takes answers until {deadline(due_at)}. An answer at that time is late."
    return Words(subject[:200], f"{first} {then}\n\n{until}")


def submitted(title: str, authority: str, *, receipt: str, number: int) -> Words:
    """Tell that a version is submitted."""
    said = f"{authority} has your answer for {title}: version {number}, receipt {receipt}."
    return Words(f"Submitted: {title}"[:200], f"{said}\n\nKeep the receipt file; its page lets you download it.")


def taken_back(title: str) -> Words:
    """Tell that a bid was taken back."""
    return Words(f"Taken back: {title}"[:200], f"Your answer for {title} was taken back. Nothing of it is opened.")
