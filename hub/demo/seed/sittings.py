"""Who decides in Eastmere, what was asked, and what was decided, in the year before the demo begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.governance.terms import Outcome

SET_UP = date(2025, 11, 3)
FIELDS = ("finance", "legal", "procurement", "service")
GATEWAY = (
    ("gwen", "chair"),
    ("helen", "finance"),
    ("daniel", "legal"),
    ("morag", "procurement"),
    ("victor", "service"),
    ("ruth", "service"),
)
BOARD = (("gwen", "chair"), ("ahmed", "councillor"), ("helen", "finance"), ("daniel", "legal"))
# To come: the next one has items that wait for their papers to go out.
COMING = (date(2026, 12, 1), date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9), date(2027, 4, 13))


@dataclass(frozen=True)
class Item:
    """What somebody asked a body to decide, and what it decided."""

    title: str
    value: int
    outcome: str = Outcome.APPROVED
    reasons: str = "The options are real and tested, and the market can deliver."
    by: str = "priya"
    route: str = "open"
    risk: str = "medium"
    about: str = ""
    conditions: tuple[tuple[str, str, int], ...] = ()
    exempt: str = ""
    minutes: int = 15
    # Whether the notice of a key decision was published on the day on which it was put on the agenda.
    has_notice: bool = True


@dataclass(frozen=True)
class Sitting:
    """One meeting that was held."""

    meets_on: date
    items: tuple[Item, ...]
    absent: tuple[str, ...] = ()
    notes: str = ""
    moved_to: date | None = None
    # Why overview and scrutiny called its decisions in, and what came of that.
    call_in: str = ""
    call_in_end: str = ""


HELD = (
    Sitting(date(2025, 12, 9), (
        Item("Grounds maintenance: options and strategy", 410_000, by="aisha"),
        Item("Office cleaning: award without competition", 64_000, Outcome.REFUSED,
             "A competition is possible in the time that is left.", route="direct_award", by="tom"),
    )),
    Sitting(date(2026, 1, 13), (
        Item("Bus shelter cleaning: options and strategy", 180_000, Outcome.WITH_CONDITIONS,
             "Sound, once small firms can bid for single depots.",
             conditions=(("Split the contract into four lots", "priya", 21),)),
    )),
    Sitting(date(2026, 2, 10), (
        Item("Library vans: award", 240_000, exempt="The second bid was £18,400 dearer over its life.", by="aisha"),
    ), moved_to=date(2026, 2, 17), notes="Called again after snow closed the offices on 10 February."),
    Sitting(date(2026, 3, 10), (
        Item("Traffic counts: award", 122_000),
        Item("Payroll software: options and strategy", 390_000, Outcome.DEFERRED,
             "Staying with the present system was not priced.", by="tom", risk="high"),
    )),
    Sitting(date(2026, 4, 14), (
        Item("Winter gritting: options and strategy", 260_000, by="aisha"),
    ), absent=("daniel", "victor"), notes="Legal and service were away. Members discussed, and decided nothing."),
    Sitting(date(2026, 5, 12), (
        Item("Winter gritting: options and strategy", 260_000, by="aisha"),
        Item("Payroll software: options and strategy", 390_000, by="tom",
             reasons="The priced comparison shows a saving in the third year."),
    )),
    Sitting(date(2026, 6, 9), (
        Item("Skills bootcamps: award", 310_000, Outcome.WITH_CONDITIONS, "Good bids; reporting is thin.",
             conditions=(("Agree quarterly figures before signing", "aisha", 14),
                         ("Name a contract manager", "ruth", 10))),
    ), absent=("victor",)),
    Sitting(date(2026, 7, 14), (Item("Cycle training: award", 145_000),)),
    Sitting(date(2026, 9, 8), (
        Item("Catering: options and strategy", 205_000, by="tom"),
        Item("Legal advice panel: call-off", 130_000, route="call_off", by="aisha"),
    )),
    Sitting(date(2026, 10, 13), (
        Item("Sign repairs: second waiver", 48_000, Outcome.REFUSED,
             "The same firm had a waiver in March. It must be competed.", route="direct_award", by="tom"),
    )),
    Sitting(date(2026, 11, 10), (
        Item("Tree survey: options and strategy", 175_000, Outcome.WITH_CONDITIONS,
             "Right route; the risk was not named.",
             conditions=(("Name the risk of falling trees in the register", "tom", 14),)),
        Item("Street furniture: award", 220_000, exempt="The winner's unit price for benches is £612."),
    )),
)  # fmt: skip
BOARD_HELD = (
    Sitting(date(2026, 1, 27), (Item("Highways framework: permission to compete", 4_200_000, by="morag", minutes=25),)),
    Sitting(date(2026, 4, 28), (Item("Adult learning: award", 1_350_000, by="morag"),)),
    Sitting(date(2026, 7, 28), (
        Item("Passenger information screens: permission to compete", 900_000, Outcome.WITH_CONDITIONS,
             "Agreed, if disabled passengers are asked first.", by="morag",
             conditions=(("Ask the access group before the specification is fixed", "priya", 45),)),
    )),
    Sitting(date(2026, 10, 27), (
        Item("Facilities management: permission to compete", 6_800_000, by="morag", risk="high"),
    ), call_in="Staff of the districts' sites were not heard.",
        call_in_end="Scrutiny recommended on 6 November to hear them before the specification is fixed. The board "
        "agreed on 11 November, and the decision stands."),
)  # fmt: skip
NEXT = (
    Item("Highways survey: options and strategy", 260_000, minutes=20),
    Item("Parking machines: award", 145_000, by="aisha", exempt="Three bids were received, from £131,000 to £168,000."),
    Item("Translation services: award without competition", 36_000, by="tom", route="direct_award", minutes=10),
)
# The board's next meeting has a key decision whose notice is still to be published.
BOARD_NEXT = (
    date(2027, 1, 26),
    Item("Bus network review: permission to compete", 2_400_000, by="morag", minutes=25, has_notice=False),
)
OFFICER = (
    (date(2026, 1, 20), "Award of minibus repairs", 42_000, "Award to Fenland Cycle Works.", "Best of three quotes."),
    (date(2026, 3, 17), "Award of fire extinguisher servicing", 18_500, "Award to the best of four.", "Lowest price."),
    (date(2026, 5, 20), "Award of event marquees", 27_000, "Award for two summers.", "The only one with ramps."),
    (date(2026, 8, 12), "Award of bus stop timetables", 61_000, "Award for three years.", "Best at a fair price."),
    (date(2026, 10, 21), "Award of playground inspection", 33_000, "Award for two years.", "Both met the standard."),
    (date(2026, 11, 19), "Award of office plants", 12_000, "Award for one year.", "Lowest of three quotes."),
)  # fmt: skip
