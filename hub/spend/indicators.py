"""What this package measures: how much of the spend is classified, on contract and on the register (DT-3, MC-1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.platform import clock
from hub.platform.clock import london
from hub.platform.identity.roles import Role
from hub.platform.indicators import Failing, Failures, Reading, Unit, indicator
from hub.platform.indicators.lists import MEETS, address
from hub.platform.usage.selectors import share_of_people, who_did, who_did_not
from hub.platform.words import date_long, money, plural
from hub.spend.selectors import contracts, measuring
from hub.spend.selectors.measuring import Behind, Sum

# Of the roles there are, these are senior managers and procurement staff.
READERS = frozenset({Role.PROCUREMENT_LEAD, Role.PROCUREMENT_OFFICER, Role.BUDGET_HOLDER, Role.CHAIR})
OPENED: dict[str, Any] = {"roles": READERS, "dashboards": ("spend",), "days": 90}
# The lines of everybody but people.
ORGANISATIONS = "footing=on&footing=off&footing=unmatched"
Adds = Callable[[int, datetime], Sum]


@dataclass(frozen=True)
class Lists:
    """The addresses of the lists behind a share of pounds: what fails it, what meets it, and all that is measured."""

    failing: str
    holding: str = ""
    measured: str = ""

    @classmethod
    def of_lines(cls, at: datetime, *, failing: str, holding: str) -> Lists:
        """Name the lines of the twelve months to a moment: all of organisations, and of those some."""
        first, last = measuring.year_to(at)
        within = f"/spend/lines/?first={first}&last={last}"
        return cls(f"{within}&{failing}", f"{within}&{holding}", f"{within}&{ORGANISATIONS}")


def _share(adds: Adds, authorities: Sequence[int], at: datetime, lists: Lists) -> Reading:
    """Give a share of the year's pounds; before the first ledger nothing is known."""
    href = lists.failing
    if unknown := _not_yet(authorities, at, href):
        return unknown
    sums = [adds(authority, at) for authority in authorities]
    part, whole = sum(one.part for one in sums), sum(one.whole for one in sums)
    cases = sum(one.lines for one in sums)
    return Reading(part, whole, href, cases=cases, is_money=True, note=matched_today(at),
                   holding=lists.holding, measured=lists.measured)  # fmt: skip


def matched_today(at: datetime) -> str:
    """Say of a past moment that its payments are read by the matches, contracts and people of today."""
    today = clock.today()
    if london(at).date() >= today:
        return ""
    return (
        f"Payments as at {date_long(london(at).date())}; payees, matches and contracts as they stand on "
        f"{date_long(today)}."
    )


def _not_yet(authorities: Sequence[int], at: datetime, href: str) -> Reading | None:
    first = measuring.first_load(authorities)
    if first is None:
        return Reading(0, 0, href, reason="No ledger is loaded yet.")
    if first > london(at).date():
        reason = f"The Hub knows nothing of spend before {date_long(first)}."
        return Reading(0, 0, href, reason=reason, known_from=first)
    return None


def without_a_contract(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the payees that the figure of a moment leaves out, with what each got in its year, the most first.

    Many roles read this list, so who is or may be a person is given without a name.
    """
    found = [measuring.off_register(authority, at, most) for authority in authorities]
    shown = sorted((one for _, some in found for one in some), key=lambda one: -one.amount)[:most]
    return Failures(sum(count for count, _ in found), [_left_out(one) for one in shown])


def with_a_contract(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the payees that the figure of a moment counts, with what each got of it, the most first."""
    found = [measuring.with_register(authority, at, most) for authority in authorities]
    shown = sorted((one for _, some in found for one in some), key=lambda one: -one.amount)[:most]
    return Failures(sum(count for count, _ in found), [_counted(one) for one in shown])


def _counted(one: Behind) -> Failing:
    """Name a payee behind which a contract on the register stands; many roles read this list."""
    label = str(one.payee) if one.payee.is_person else one.payee.name
    why = "In lines that somebody said are of a contract" if one.is_said else "Its supplier has a contract"
    return Failing(label, one.payee.get_absolute_url(), f"{money(one.amount)}. {why}")


def _left_out(one: Behind) -> Failing:
    """Name a payee that no contract on the register stands behind, and say why that is."""
    payee = one.payee
    why = "Its supplier has no contract" if payee.supplier_id else "It is matched to no supplier"
    if one.is_said:
        why = "Somebody said that these lines belong to no contract"
    if payee.is_person:
        why = "Finance has not said yet whether it is a person"
    label = str(payee) if payee.is_person else payee.name
    return Failing(label, payee.get_absolute_url(), f"{money(one.amount)}. {why}")


@indicator(
    "MC-1.spend_cover",
    label="Spend with suppliers that have an entry on the register",
    formula=(
        "Pounds paid in the twelve months to the day to suppliers with any contract on the register, of all pounds "
        "paid to organisations. What somebody said of the contract of a line outweighs that. Matches and contracts are "
        "those of today."
    ),
    fails=without_a_contract,
    meets=with_a_contract,
)
def spend_cover(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how much of the spend is tied to the register."""
    key, (first, last) = "MC-1.spend_cover", measuring.year_to(at)
    every = f"/spend/lines/?first={first}&last={last}&{ORGANISATIONS}"
    return _share(measuring.on_register, authorities, at, Lists(address(key, at), address(key, at, MEETS), every))


@indicator(
    "DT-3.on_contract",
    label="Spend under a contract that runs",
    formula=(
        "Pounds paid in the twelve months to the day while the supplier had a contract, of all pounds paid to "
        "organisations. What somebody said of the contract of a line outweighs that. Matches and contracts are those "
        "of today."
    ),
)
def on_contract(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how much of the spend is on contract."""
    lists = Lists.of_lines(at, failing="footing=off&footing=unmatched", holding="footing=on")
    return _share(measuring.on_contract, authorities, at, lists)


@indicator(
    "DT-3.classified",
    label="Spend with a category",
    formula="Pounds paid in the twelve months to the day with a category, of all pounds paid to organisations.",
)
def classified(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how much of the spend is classified."""
    with_one, without = f"{ORGANISATIONS}&classified=yes", f"{ORGANISATIONS}&category="
    return _share(measuring.classified, authorities, at, Lists.of_lines(at, failing=without, holding=with_one))


@indicator(
    "DT-3.load_lag",
    label="Days since the newest payment that is loaded",
    formula="Days from the newest day of payment in any ledger that counts to the day.",
    unit=Unit.DAYS,
)
def load_lag(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how old the newest payment is."""
    if unknown := _not_yet(authorities, at, "/spend/loads/"):
        return unknown
    last = measuring.last_paid(authorities, at)
    days = (london(at).date() - last).days if last else None
    return Reading(1, 1 if last else 0, "/spend/loads/", unit=Unit.DAYS, value=days)


def still_paid(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the contracts that were paid after their end."""
    numbers = {row["contract"]: row for one in authorities for row in contracts.late_at(one, at)}
    rows = contracts.numbered(numbers)
    shown = [
        Failing(
            str(each), f"{each.get_absolute_url()}linked/#panel-spend",
            f"{money(numbers[each.pk]['amount'])} in {plural(numbers[each.pk]['lines'], 'line')}",
        )
        for each in rows[:most]
    ]  # fmt: skip
    return Failures(len(numbers), shown)


@indicator(
    "MC-1.expired",
    label="Contracts past their end that are still being paid",
    formula=(
        "Contracts paid after their end in the twelve months to the day: by lines that name them or were said to be of "
        "them, and by lines that name none and came after the last contract of their supplier."
    ),
    unit=Unit.COUNT,
    fails=still_paid,
)
def expired(authorities: Sequence[int], at: datetime) -> Reading:
    """Count the contracts that are paid after their end."""
    href = "/maturity/measures/MC-1.expired/"
    if unknown := _not_yet(authorities, at, href):
        return unknown
    late = sum(len(contracts.late_at(one, at)) for one in authorities)
    whole = contracts.how_many(authorities)
    return Reading(late, whole, href, unit=Unit.COUNT, value=late, cases=whole, note=matched_today(at))


@indicator(
    "DT-3.dash_use",
    label="Senior managers and procurement staff who open the spend page",
    formula=(
        "Active procurement leads and officers, budget holders and chairs who opened the spend page in the last 90 "
        "days, of all of them."
    ),
    fails=lambda authorities, at, most: who_did_not(authorities, at, most, **OPENED),
    meets=lambda authorities, at, most: who_did(authorities, at, most, **OPENED),
)
def dash_use(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how many of those for whom the spend page is made open it."""
    return share_of_people(authorities, at, key="DT-3.dash_use", **OPENED)
