"""The five-minute tour: five stops, each a person, a page, and what to look for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hub.platform import clock


@dataclass(frozen=True)
class Stop:
    """One stop.

    :param person: key of the person to be; empty where no sign-in is needed.
    :param seconds: how long it takes.
    """

    title: str
    short: str
    person: str
    name: str
    site: str
    path: str
    look: tuple[str, ...]
    seconds: int


@dataclass(frozen=True)
class Moment:
    """A moment to which it is worth moving the clock."""

    at: datetime
    label: str

    @property
    def value(self) -> str:
        """Give the moment as the form sends it."""
        return self.at.isoformat()


STOPS = (
    Stop(
        "A contract manager's Monday",
        "What is late, due and coming",
        "aisha",
        "Aisha Rahman",
        "staff",
        "/",
        (
            "Each line is one thing to do, with its date. Late comes first.",
            "Choose a line. It opens the contract, where the thing is done.",
        ),
        60,
    ),
    Stop(
        "A decision with its reason",
        "Decide the extension by 4 December",
        "aisha",
        "Aisha Rahman",
        "staff",
        "/contracts/CON-2025-0031/",
        (
            "The card says what to decide, by when, and how the date was counted.",
            "What cannot be done yet is listed too, with the reason and who can help.",
        ),
        75,
    ),
    Stop(
        "Every contract in one list",
        "Find one by half-remembered words",
        "morag",
        "Morag Lennox",
        "staff",
        "/contracts/?q=cleaning",
        (
            "Narrow the list at the left. Each number is a link to the records that it counts.",
            "Export takes exactly what is shown; the Excel file can be changed and loaded back.",
        ),
        60,
    ),
    Stop(
        "Proof that nothing was changed unseen",
        "Check the chain of events",
        "naomi",
        "Naomi Clarke",
        "staff",
        "/audit/verify/",
        (
            "Press Check now. Every event since the beginning is read again.",
            "Nobody can alter, remove or add one without this page saying so.",
        ),
        45,
    ),
    Stop(
        "What the public sees",
        "All contracts with one supplier",
        "",
        "Kit Mallory, a reporter",
        "public",
        "/search/?q=meridian",
        (
            "No sign-in. Only what was published is here.",
            "Download the list, or quote the address of one contract.",
        ),
        45,
    ),
)


def _at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=clock.LONDON)


MOMENTS = (
    Moment(_at(2026, 11, 30), "Monday 30 November 2026, a week on"),
    Moment(_at(2026, 12, 7), "Monday 7 December 2026, the extension is late"),
    Moment(_at(2027, 5, 3), "Monday 3 May 2027, contracts have expired"),
    Moment(_at(2027, 9, 1), "Wednesday 1 September 2027, grounds maintenance is over"),
)
