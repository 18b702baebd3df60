"""The questions asked of lines, as Ibis expressions; no SQL of one engine stands here.

Tables are named: "lines" are the lines in question, "old" those that are here already. Sums stay decimal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hub.platform.analytics.engine import table
from hub.platform.analytics.shapes import question
from hub.spend.belonging import of_contract
from hub.spend.footing import STANDING_TYPES, of_footing
from hub.spend.tables import LINE_TYPES, Chosen, counted, lines, totals, whole, within

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


WHOSE_TYPES = {"payee_key": "string"}
OWNER_TYPES = {"payee_key": "string", "supplier": "int64"}


@question()
def most_paid(first: int, last: int, most: int) -> ir.Table:
    """Ask who got most in some months, of the totals."""
    import ibis

    found = within(totals(), first, last)
    made = found.group_by("payee_key").aggregate(lines=whole(found.lines), amount=found.amount.sum())
    return made.order_by([ibis.desc("amount"), "payee_key"]).limit(most)


@question()
def by_class(first: int, last: int) -> ir.Table:
    """Ask what organisations got in some months, by whether the file names a category; "standings" as for footings."""
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


@question(shape={"column"})
def by_month_and_value_of(column: str, chosen: Chosen, first: int, last: int) -> ir.Table:
    """Ask for lines and sum of each value of a column in each month among chosen lines; ``chosen`` as for ``page``."""
    found = of_months(chosen, first, last)
    return found.group_by(["month", column]).aggregate(lines=found.count(), amount=found.amount.sum())


@question(shape={"columns"})
def page(
    chosen: Chosen, first: int, last: int, *, offset: int, limit: int, columns: Sequence[str] = tuple(LINE_TYPES)
) -> ir.Table:
    """Ask for some of the lines that count, newest first.

    :param chosen: column → value that its lines must have; "has_category" keeps those that have one; "footing" and
        "contract" are found out of other tables: "whose" holds the payees of the supplier; the others are described at
        ``footing.of_footing`` and ``belonging.of_contract``.
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
        found = found.select(*wanted, *(("file", "row") if {"said", "moved"} & {*chosen} else ()))
    if "contract" in chosen:
        found = of_contract(found, chosen)
    if "footing" in chosen:
        found = of_footing(found, chosen)
    if "supplier" in chosen:
        found = found.semi_join(table("whose", WHOSE_TYPES), "payee_key")
    return found
