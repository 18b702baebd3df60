"""The questions asked of lines, as Ibis expressions; no SQL of one engine stands here.

Tables are named: "lines" are the lines in question, "old" those that are here already. Sums stay decimal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hub.platform.analytics.engine import table
from hub.platform.analytics.shapes import question
from hub.spend.belonging import of_contract
from hub.spend.tables import COVER_TYPES, LINE_TYPES, Chosen, counted, lines, totals, whole, within

if TYPE_CHECKING:
    import ibis.expr.types as ir


@question()
def summary() -> ir.Table:
    """Ask for count, sum and first and last day."""
    found = lines()
    return found.aggregate(
        count=found.count(), amount=found.amount.sum(), first=found.paid_on.min(), last=found.paid_on.max()
    )


@question()
def by_month() -> ir.Table:
    """Ask for the lines and the sum of each month."""
    found = lines()
    return found.group_by("month").aggregate(count=found.count(), amount=found.amount.sum())


@question()
def often_sampled(every: int, least: int) -> ir.Table:
    """Ask which references at least so many of every so-manieth line carry: candidates for being worn."""
    found = lines()
    found = found.filter((found.reference != "") & (found.row % every == 0))
    counts = found.group_by("reference").aggregate(count=found.count())
    return counts.filter(counts["count"] >= least).order_by(counts["count"].desc()).limit(20)


@question()
def worn_references(least: int, among: list[str]) -> ir.Table:
    """Ask which of some references at least so many lines carry."""
    found = lines()
    found = found.filter(found.reference.isin(among))
    counts = found.group_by("reference").aggregate(count=found.count())
    return counts.filter(counts["count"] >= least).order_by(counts["count"].desc()).limit(20)


@question()
def payee_months() -> ir.Table:
    """Ask for lines and sum of each payee in each month, among the lines that count."""
    found = counted()
    return found.group_by(["payee_key", "month"]).aggregate(lines=found.count(), amount=found.amount.sum())


@question()
def months_of_totals() -> ir.Table:
    """Ask for lines and sum of each month."""
    found = totals()
    return found.group_by("month").aggregate(lines=whole(found.lines), amount=found.amount.sum())


@question()
def payees_of_totals() -> ir.Table:
    """Ask for lines, sum, first and last month of each payee."""
    found = totals()
    return found.group_by("payee_key").aggregate(
        lines=whole(found.lines), amount=found.amount.sum(), first_month=found.month.min(),
        last_month=found.month.max(),
    )  # fmt: skip


NUMBERS = ("company_number", "charity_number", "contract_reference", "order_number")


@question()
def payees() -> ir.Table:
    """Ask for each payee's spelling and numbers.

    Of each of ``NUMBERS`` the least and the most are asked for: where they differ, the lines do not agree.
    """
    found = counted()
    ends = {name: found[name].max() for name in NUMBERS}
    ends |= {f"least_{name}": found[name].nullif("").min() for name in NUMBERS}
    return found.group_by("payee_key").aggregate(
        payee=found.payee.max(), is_person=found.is_person.any(), supplier_number=found.supplier_number.max(),
        **ends, count=found.count(), amount=found.amount.sum(),
    )  # fmt: skip


STANDS_TYPES = {"payee_key": "string", "month": "int32"}
WHOSE_TYPES = {"payee_key": "string"}
OWNER_TYPES = {"payee_key": "string", "supplier": "int64"}
STANDING_TYPES = {"payee_key": "string", "standing": "string"}


@question()
def by_footing(first: int, last: int) -> ir.Table:
    """Ask how much was spent on contract, off contract and so on, in each of some months.

    "totals" are the totals by payee and month; "covers" the months in which a payee's supplier has a contract;
    "standings" says of each payee whether it is a person, not matched, or matched.
    """
    found = _footed(within(totals(), first, last))
    return found.group_by(["month", "footing"]).aggregate(lines=whole(found.lines), amount=found.amount.sum())


@question()
def who_stands(footings: Sequence[str], first: int, last: int) -> ir.Table:
    """Ask which payees in which of some months stand on one of some footings; tables as for ``by_footing``."""
    found = _footed(within(totals(), first, last))
    return found.filter(found.footing.isin(list(footings))).select("payee_key", "month")


@question()
def most_paid(first: int, last: int, most: int) -> ir.Table:
    """Ask who got most in some months, of the totals."""
    import ibis

    found = within(totals(), first, last)
    made = found.group_by("payee_key").aggregate(lines=whole(found.lines), amount=found.amount.sum())
    return made.order_by([ibis.desc("amount"), "payee_key"]).limit(most)


def _footed(spent: ir.Table) -> ir.Table:
    """Add to rows with payee and month on which footing they stand."""
    import ibis

    covers = table("covers", COVER_TYPES)
    pairs = spent.select("payee_key", "month").distinct()
    met = pairs.inner_join(covers, "payee_key")
    met = met.filter((met.month >= met.first_month) & (met.month <= met.last_month))
    on = met.select("payee_key", "month").distinct().mutate(is_on=True)
    found = spent.left_join(table("standings", STANDING_TYPES), "payee_key").drop("payee_key_right")
    found = found.left_join(on, ["payee_key", "month"]).drop("payee_key_right", "month_right")
    footing = ibis.ifelse(found.is_on.notnull() & (found.standing == "matched"), "on", found.standing)
    footing = ibis.ifelse(footing == "matched", "off", ibis.coalesce(footing, "unmatched"))
    return found.mutate(footing=footing)


@question()
def by_register(first: int, last: int) -> ir.Table:
    """Ask what organisations got in some months, by whether their supplier has any contract; tables as above."""
    found = _registered(first, last)
    return found.group_by("is_here").aggregate(lines=whole(found.lines), amount=found.amount.sum())


@question()
def not_on_register(first: int, last: int) -> ir.Table:
    """Ask which payees ``by_register`` counts without a contract, and for lines and sum of each, the most first."""
    import ibis

    found = _registered(first, last)
    found = found.filter(~found.is_here)
    made = found.group_by("payee_key").aggregate(lines=whole(found.lines), amount=found.amount.sum())
    return made.order_by([ibis.desc("amount"), "payee_key"])


def _registered(first: int, last: int) -> ir.Table:
    """Give the totals of organisations in some months, each with whether its supplier has any contract."""
    people = table("standings", STANDING_TYPES)
    people = people.filter(people.standing == "person")
    here = table("covers", COVER_TYPES).select("payee_key").distinct().mutate(is_known=True)
    found = within(totals(), first, last).anti_join(people, "payee_key")
    found = found.left_join(here, "payee_key").drop("payee_key_right")
    return found.mutate(is_here=found.is_known.notnull())


@question()
def by_class(first: int, last: int) -> ir.Table:
    """Ask what organisations got in some months, by whether the file names a category; "standings" as above."""
    people = table("standings", STANDING_TYPES)
    people = people.filter(people.standing == "person")
    found = within(counted(), first, last).anti_join(people, "payee_key")
    found = found.mutate(has_class=found.category != "")
    return found.group_by("has_class").aggregate(lines=found.count(), amount=found.amount.sum())


@question(shape={"column"})
def by_column(column: str, first: int, last: int) -> ir.Table:
    """Ask for lines and sum of each value of a column ("month", "department", "category", "payee_key")."""
    found = within(counted(), first, last)
    return found.group_by(column).aggregate(lines=found.count(), amount=found.amount.sum())


@question(shape={"column"})
def by_month_and(column: str) -> ir.Table:
    """Ask for lines and sum of each value of a column ("department", "category") in each month."""
    found = counted()
    return found.group_by(["month", column]).aggregate(lines=found.count(), amount=found.amount.sum())


@question()
def months_of_payees() -> ir.Table:
    """Ask for lines and sum of each month of the payees in "whose", of the totals."""
    found = totals().semi_join(table("whose", WHOSE_TYPES), "payee_key")
    return found.group_by("month").aggregate(lines=whole(found.lines), amount=found.amount.sum())


@question()
def most_paid_suppliers(first: int, last: int, most: int) -> ir.Table:
    """Ask which suppliers got most in some months, of the totals; a payee that is matched to none stands for itself.

    "owners" says which payee is which supplier; supplier 0 is none.
    """
    import ibis

    owners = table("owners", OWNER_TYPES)
    found = within(totals(), first, last).left_join(owners, "payee_key").drop("payee_key_right")
    found = found.mutate(
        supplier=ibis.coalesce(found.supplier, 0), payee_key=ibis.ifelse(found.supplier.isnull(), found.payee_key, "")
    )
    made = found.group_by(["supplier", "payee_key"]).aggregate(lines=whole(found.lines), amount=found.amount.sum())
    return made.order_by([ibis.desc("amount"), "supplier", "payee_key"]).limit(most)


@question(shape={"column"})
def by_value_of(column: str, chosen: Chosen, first: int, last: int) -> ir.Table:
    """Ask for lines and sum of each value of a column among chosen lines of some months; ``chosen`` as for ``page``."""
    found = of_months(chosen, first, last)
    return found.group_by(column).aggregate(lines=found.count(), amount=found.amount.sum())


@question(shape={"columns"})
def page(
    chosen: Chosen, first: int, last: int, *, offset: int, limit: int, columns: Sequence[str] = tuple(LINE_TYPES)
) -> ir.Table:
    """Ask for some of the lines that count, newest first.

    :param chosen: column → value that its lines must have; "has_category" keeps those that have one; "footing" and
        "contract" are found out of other tables: "stands" holds the payees and months of the footing, "whose" the
        payees of the supplier; "contract" is described at ``belonging.of_contract``.
    """
    import ibis

    found = of_months(chosen, first, last)
    order = [ibis.desc("month"), ibis.desc("paid_on"), "payee", "file", "row"]
    return found.order_by(order).limit(limit, offset=offset).select(*columns)


@question()
def months_of_page(chosen: Chosen, first: int, last: int) -> ir.Table:
    """Ask for the number and the sum of the lines of each month that a page shows a part of."""
    found = of_months(chosen, first, last, narrow=True)
    return found.group_by("month").aggregate(lines=found.count(), amount=found.amount.sum())


def of_months(chosen: Chosen, first: int, last: int, *, narrow: bool = False) -> ir.Table:
    """Give the lines of some months that have the chosen values; narrow ones with what adding up needs."""
    found = within(counted(), first, last)
    for column, value in chosen.items():
        if column in LINE_TYPES:
            found = found.filter(found[column] == value)
    if "has_category" in chosen:
        found = found.filter(found.category != "")
    if narrow:
        wanted = ["month", "payee_key", "amount", "contract_reference", "order_number"]
        found = found.select(*wanted, *(("file", "row") if "said" in chosen else ()))
    if "contract" in chosen:
        found = of_contract(found, chosen)
    if "footing" in chosen:
        found = found.semi_join(table("stands", STANDS_TYPES), ["payee_key", "month"])
    if "supplier" in chosen:
        found = found.semi_join(table("whose", WHOSE_TYPES), "payee_key")
    return found
