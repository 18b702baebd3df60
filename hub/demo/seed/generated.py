"""The contracts that fill the register: the same ones each time, loaded from "the old list" in one act."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from hub.contract.models import Contract
from hub.contract.rules import add_months, missing
from hub.contract.selectors.ending import LeadTable, lead_times
from hub.contract.services.derived import Part
from hub.contract.services.loading import Loaded
from hub.contract.terms import ContractKind, Nature, Route, Tier
from hub.demo.seed.names import FIRMS, KINDS, ROUTES, SUFFIXES, TIERS, WANTS, Want
from hub.demo.seed.screens import NAMED
from hub.platform.testing.cast import Cast

# The last number of each year, the demo's named contracts included.
LAST_NUMBERS = {2021: 60, 2022: 140, 2023: 127, 2024: 90, 2025: 75}
HOW_MANY = {2021: 16, 2022: 48, 2023: 72, 2024: 72, 2025: 56}
MANAGERS = ("aisha", "aisha", "aisha", "tom", "tom", "ruth", "priya", "helen", "daniel", "tom", "aisha", "ruth")
OWNERS = ("ruth", "ruth", "ruth", "helen", "daniel", "tom")

# The demo begins on 23 November 2026. What still runs then asked for nothing before this day: an authority that looks
# after its contracts is a few weeks late with some, not years late with all.
BEGINS, NOTHING_DUE_BEFORE = date(2026, 11, 23), date(2026, 11, 3)

Item = TypeVar("Item")


@dataclass(frozen=True)
class Made:
    """One generated contract and what the script later does with it."""

    loaded: Loaded
    number: int

    @property
    def is_complete(self) -> bool:
        """Say whether the old list held every fact that a record must have; the supplier is beside it."""
        return all(gap.field == "supplier_name" for gap in missing(self.loaded.contract.facts()))


def old_list(cast: Cast, suppliers: dict[str, Any], *, seed: int = 2026) -> list[Made]:
    """Give the contracts of the old list, in the order of their references."""
    choose = random.Random(seed)  # noqa: S311  (invented data, the same each time)
    taken = {one.reference for one in NAMED}
    made: list[Made] = []
    table: LeadTable | None = None
    for year, count in HOW_MANY.items():
        free = [n for n in range(1, LAST_NUMBERS[year] + 1) if f"CON-{year}-{n:04d}" not in taken]
        # The list was loaded on 12 May 2025 and held what had begun by then.
        days = sorted(choose.randrange(365 if year < 2025 else 125) for _ in range(count))
        for number, day in zip(sorted(choose.sample(free, count)), days, strict=True):
            starts = date(year, 1, 1) + timedelta(days=day)
            contract = one_contract(cast, choose, f"CON-{year}-{number:04d}", starts)
            table = table or lead_times([contract], on=BEGINS)
            keep_out_of_the_past(contract, table)
            contract.signed_on = signed(contract)
            firm = choose.choice(FIRMS)
            contract.is_sme, contract.is_vcse = firm.is_small, firm.is_vcse
            made.append(Made(Loaded(contract, parts=[Part(suppliers[firm.name])]), len(made)))
    return made


def one_contract(cast: Cast, choose: random.Random, reference: str, starts: date) -> Contract:
    """Give one contract as the old list stated it; some facts are missing, as in real lists."""
    want = choose.choice(WANTS)
    kind = weighted(choose, KINDS)
    tier = weighted(choose, TIERS)
    route = Route.GRANT if kind == ContractKind.GRANT else weighted(choose, ROUTES)
    months = choose.choice((24, 36, 48, 48, 60)) if starts.year > 2022 else choose.choice((36, 48, 60, 72))
    value = worth(choose, tier)
    manager = choose.choice(MANAGERS) if choose.random() > 0.03 else ""
    owner = choose.choice(OWNERS)
    return Contract(
        authority=cast.authorities["ECA"],
        status="",
        reference=reference,
        agreement_kind=kind,
        title=f"{want.title}{choose.choice(SUFFIXES)}",
        description=described(want, choose) if choose.random() > 0.015 else "",
        nature=want.nature or Nature.SERVICES,
        main_cpv=want.cpv,
        department=want.department,
        owner=cast.people[owner] if choose.random() > 0.01 else None,
        manager=cast.people[manager] if manager else None,
        tier=tier,
        route=route,
        regime="act_2023" if starts >= date(2025, 2, 24) else "pcr_2015",
        value_ex_vat=value if choose.random() > 0.012 else None,
        value_inc_vat=value * Decimal("1.2"),
        annual_value_ex_vat=(value * 12 / months).quantize(Decimal("1.00")),
        starts_on=starts,
        ends_on=add_months(starts, months) - timedelta(days=1),
        awarded_on=starts - timedelta(days=choose.randrange(20, 60)),
        notice_period_days=choose.choice((30, 60, 90, 90, None)),
        review_on=add_months(starts, months // 2) if choose.random() > 0.5 else None,
        has_social_value=choose.random() > 0.6,
        has_distress_clause=choose.random() > 0.7,
        funding_source=choose.choice(("Revenue", "Revenue", "Capital", "Transport grant", "Skills fund")),
        source="old list",
        source_key=reference,
        source_reference=reference,
    )


def signed(contract: Contract) -> date | None:
    """Give the day of signing, which old lists seldom told; those of contracts under the new Act mostly did."""
    assert contract.starts_on is not None
    is_told = contract.starts_on >= date(2025, 2, 24) and int(contract.reference[-4:]) % 9 != 0
    return contract.starts_on - timedelta(days=9) if is_told else None


def keep_out_of_the_past(contract: Contract, table: LeadTable) -> None:
    """Let a contract that still runs end a year later until nothing about its end was due long ago."""
    times = table.of(contract)
    assert times is not None and contract.ends_on is not None
    while contract.ends_on >= BEGINS:
        notice = contract.ends_on - timedelta(days=contract.notice_period_days or 0)
        if min(contract.ends_on - timedelta(weeks=times.weeks), notice) >= NOTHING_DUE_BEFORE:
            return
        contract.ends_on = add_months(contract.ends_on, 12)


def described(want: Want, choose: random.Random) -> str:
    """Give a sentence about what is bought, as a register states it."""
    how = choose.choice(
        ("across all sites", "in the north of the area", "for three depots", "for residents and visitors")
    )
    what = choose.choice(("with monthly reports", "with a named lead", "with a 24-hour call-out", "at agreed prices"))
    return f"{want.title} for {want.department.lower()}, {how}, {what}."


def worth(choose: random.Random, tier: Tier) -> Decimal:
    """Give a whole-life value, ex VAT, that fits a tier."""
    low, high = {Tier.GOLD: (900, 9000), Tier.SILVER: (150, 1200), Tier.BRONZE: (8, 180)}[tier]
    return Decimal(choose.randrange(low, high)) * 1000


def weighted(choose: random.Random, pairs: Sequence[tuple[Item, int]]) -> Item:
    """Choose one of some things by weight."""
    return choose.choices([item for item, _ in pairs], [weight for _, weight in pairs])[0]
