"""Where answers of suppliers are kept: a later package registers it, and until then the pages say that none is.

The seam between asking and answering. This package never reads an answer: it asks for a sentence about the state of the
store, the same whatever was received, and for the sentence that tells suppliers how to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from hub.law.findings import Finding
from hub.tender.models import Tender

NOBODY_TAKES = (
    "This Hub has no sealed store for answers yet, so it takes none. Agree with the suppliers how they answer."
)
NOT_HERE = "Read what we ask here. How you answer is agreed with you; nothing is answered on this page yet."


@dataclass(frozen=True)
class Answers:
    """What a store of answers says of itself.

    :param how: tells suppliers how they answer, for a quote; one or two sentences.
    :param state: tells officers where the answers stand at a moment, the same with and without answers before they are
        opened, and where that is done; a pair of a sentence and an address.
    :param bars: says what stands in the way of sending, such as that nobody could open the answers.
    :param sent: is called in the transaction in which a tender is sent, with its moment.
    """

    how: Callable[[Tender], str]
    state: Callable[[Tender, datetime], tuple[str, str]]
    bars: Callable[[Tender], Iterable[Finding]] = lambda one: ()
    sent: Callable[[Tender, datetime], object] = lambda one, at: None


_kept: list[Answers] = []


def kept_by(found: Answers) -> Answers:
    """Register where answers are kept."""
    _kept[:] = [found]
    return found


def takes() -> bool:
    """Say whether the Hub has somewhere to keep answers."""
    return bool(_kept)


def how(one: Tender) -> str:
    """Tell suppliers how they answer."""
    return _kept[0].how(one) if _kept else NOT_HERE


def state(one: Tender, at: datetime) -> tuple[str, str]:
    """Tell officers where the answers stand, and at which address more is done; "" for nowhere."""
    return _kept[0].state(one, at) if _kept else (NOBODY_TAKES, "")


def bars(one: Tender) -> list[Finding]:
    """Give what stands in the way of sending, where answers are kept."""
    return list(_kept[0].bars(one)) if _kept else []


def sent(one: Tender, *, at: datetime) -> None:
    """Tell where answers are kept that a tender is sent, in the same transaction."""
    if _kept:
        _kept[0].sent(one, at)


def forget() -> None:
    """Take the registration back; for tests that make one."""
    _kept.clear()
