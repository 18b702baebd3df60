"""The contracts that golden paths, tour and screenshots name, with their exact facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hub.contract.terms import Nature, Route, Tier


@dataclass(frozen=True)
class Named:
    """One contract by name.

    :param value: pounds, excluding VAT, for its whole life.
    :param options: months and last day to decide of each extension option.
    """

    reference: str
    title: str
    firm: str
    value: int
    starts_on: date
    ends_on: date
    manager: str = "aisha"
    owner: str = "ruth"
    tier: Tier = Tier.SILVER
    route: Route = Route.OPEN
    department: str = "Property"
    cpv: str = "79900000"
    nature: Nature = Nature.SERVICES
    options: tuple[tuple[int, date | None], ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


D = date
NAMED = (
    Named(
        "CON-2023-0009", "Parking machines", "Tollgate Ltd", 1_240_000, D(2023, 5, 1), D(2027, 4, 30), manager="",
        tier=Tier.GOLD, department="Transport", cpv="38730000", nature=Nature.GOODS,
    ),
    Named(
        "CON-2024-0017", "Adult skills courses", "Stanbridge College", 2_850_000, D(2024, 5, 1), D(2027, 4, 30),
        tier=Tier.GOLD, department="Skills", cpv="80400000",
    ),
    Named(
        "CON-2022-0140", "Office cleaning", "Brightwell Services", 1_960_000, D(2022, 6, 1), D(2027, 5, 31),
        manager="tom", cpv="90919200",
    ),
    Named(
        "CON-2024-0031", "Traffic signal repairs", "Northgate Signals", 4_120_000, D(2024, 6, 1), D(2027, 5, 31),
        tier=Tier.GOLD, department="Transport", cpv="50232200",
    ),
    Named(
        "CON-2023-0058", "Payroll system", "Ledgerline Ltd", 780_000, D(2023, 6, 15), D(2027, 6, 14), manager="helen",
        owner="helen", department="Digital", cpv="48450000", route=Route.CALL_OFF,
    ),
    Named(
        "CON-2024-0002", "Legal case system", "Casewright Ltd", 412_000, D(2024, 7, 1), D(2027, 6, 30),
        manager="daniel", owner="daniel", department="Digital", cpv="48000000", route=Route.CALL_OFF,
    ),
    Named(
        "CON-2025-0012", "Bridge inspections", "Arden Structures", 1_575_000, D(2025, 7, 1), D(2027, 6, 30),
        tier=Tier.GOLD, department="Transport", cpv="71631450",
    ),
    Named(
        "CON-2023-0071", "Temporary staff", "Halden People", 6_300_000, D(2023, 8, 1), D(2027, 7, 31), manager="ruth",
        tier=Tier.GOLD, department="Corporate", cpv="79620000", route=Route.CALL_OFF,
    ),
    Named(
        "CON-2024-0044", "Bus stop printing", "Inkwell Co-operative", 96_000, D(2024, 8, 1), D(2027, 7, 31),
        tier=Tier.BRONZE, route=Route.QUOTES, department="Transport", cpv="79810000", manager="tom",
    ),
    Named(
        "CON-2025-0019", "Road markings", "Whiteline Ltd", 2_210_000, D(2025, 8, 16), D(2027, 8, 15), tier=Tier.GOLD,
        department="Transport", cpv="45233221", nature=Nature.WORKS,
    ),
    Named(
        "CON-2025-0031", "Grounds maintenance", "Meridian FM plc", 900_000, D(2025, 9, 1), D(2027, 8, 31),
        tier=Tier.GOLD, cpv="77314000", options=((12, D(2026, 12, 4)), (12, D(2027, 12, 3))),
        more={
            "description": "Grass cutting, planting, litter and hedges at 41 sites, with peat-free planting and"
            " working hours that keep nesting birds undisturbed.",
            "has_social_value": True, "notice_period_days": 90, "funding_source": "Revenue, cost centre 4410",
        },
    ),
    Named(
        "CON-2022-0096", "Home to school transport", "Fenway Coaches", 8_450_000, D(2022, 9, 1), D(2027, 8, 31),
        manager="priya", tier=Tier.GOLD, department="Transport", cpv="60130000",
    ),
    Named(
        "CON-2024-0063", "Museum security", "Sentry & Vale", 640_000, D(2024, 9, 1), D(2027, 8, 31), manager="tom",
        cpv="79713000",
    ),
    Named(
        "CON-2023-0112", "Cycle training", "Fenland Cycle Works", 148_000, D(2023, 9, 1), D(2027, 8, 31),
        tier=Tier.BRONZE, route=Route.QUOTES, department="Transport", cpv="80411100",
    ),
    Named(
        "CON-2025-0024", "Water testing", "Clearbrook Labs", 215_000, D(2025, 9, 13), D(2027, 9, 12), manager="tom",
        route=Route.BELOW_THRESHOLD, cpv="71610000",
    ),
    Named(
        "CON-2024-0078", "Passenger surveys", "Tally Research", 188_000, D(2024, 10, 1), D(2027, 9, 30), manager="",
        route=Route.BELOW_THRESHOLD, department="Transport", cpv="79311000",
    ),
    Named(
        "CON-2023-0127", "Lift maintenance", "Ascent Engineering", 525_000, D(2023, 10, 1), D(2027, 9, 30),
        manager="tom", cpv="50750000",
    ),
    Named(
        "CON-2025-0040", "Tram depot energy", "Eastern Power", 7_980_000, D(2025, 10, 1), D(2027, 9, 30),
        manager="ruth", tier=Tier.GOLD, department="Transport", cpv="09310000", nature=Nature.GOODS,
        route=Route.CALL_OFF,
    ),
    Named(
        "CON-2024-0085", "Youth employment support", "Wickmoor Trust", 1_120_000, D(2024, 11, 1), D(2027, 10, 31),
        tier=Tier.GOLD, department="Skills", cpv="80500000", more={"has_social_value": True},
    ),
    Named(
        "CON-2025-0047", "Network support", "Orbital IT", 2_640_000, D(2025, 11, 1), D(2027, 10, 31), manager="priya",
        owner="ruth", tier=Tier.GOLD, department="Digital", cpv="50312310",
        more={"has_confidential_papers": True},
    ),
)  # fmt: skip
