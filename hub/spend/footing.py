"""On which footing spending stands, as Ibis expressions: by payee and month, and line by line where somebody spoke.

By itself a payment stands on contract when its payee's supplier has a contract in its month. What somebody said of the
contract of a line outweighs that for this line alone; such lines are few, so they are corrections of sums by payee and
month, and no figure needs all lines.

Tables: "totals" are the totals by payee and month; "covers" the months in which a payee's supplier has a contract;
"standings" says of each payee whether it is a person, not matched, or matched; "told" holds the lines of which somebody
said a contract, 0 for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hub.platform.analytics.engine import table
from hub.platform.analytics.shapes import question
from hub.spend.belonging import OF_LINE, SAID_TYPES
from hub.spend.tables import COVER_TYPES, Chosen, counted, totals, whole, within

if TYPE_CHECKING:
    import ibis.expr.types as ir

STANDS_TYPES = {"payee_key": "string", "month": "int32"}
STANDING_TYPES = {"payee_key": "string", "standing": "string"}
TOLD_TYPES = {**SAID_TYPES, "payee_key": "string", "month": "int32", "amount": "decimal(38, 2)"}
MOVED_TYPES = {"file": "string", "row": "int32"}


@question()
def told() -> ir.Table:
    """Ask for the lines that count of which somebody said a contract; "said" as for ``belonging.by_contract``."""
    found = counted().inner_join(table("said", SAID_TYPES), OF_LINE)
    return found.select(*OF_LINE, "contract", "payee_key", "month", amount=found.amount.cast("decimal(38, 2)"))


@question()
def by_footing(first: int, last: int, *, is_told: bool) -> ir.Table:
    """Ask how much was spent on contract, off contract and so on, in each of some months.

    :param is_told: whether there is anything in "told".
    """
    found = _footed(within(totals(), first, last))
    found = found.select("month", "footing", "lines", "amount")
    if is_told:
        lines = _moved(first, last)
        found = found.union(
            *_corrections(lines, "month", column="footing", before=lines.by_itself, after=lines.footing)
        )
    made = found.group_by(["month", "footing"]).aggregate(lines=whole(found.lines), amount=found.amount.sum())
    return made.filter(made.lines > 0)


@question()
def who_stands(footings: Sequence[str], first: int, last: int) -> ir.Table:
    """Ask which payees in which of some months stand on one of some footings by themselves, whatever was said."""
    found = _footed(within(totals(), first, last))
    return found.filter(found.footing.isin(list(footings))).select("payee_key", "month")


@question()
def moved(first: int, last: int) -> ir.Table:
    """Ask which lines of some months stand elsewhere than they would by themselves, because of what somebody said."""
    found = _moved(first, last)
    return found.select(*OF_LINE, "month", "footing")


def of_footing(found: ir.Table, chosen: Chosen) -> ir.Table:
    """Keep the lines of some footings: "stands" holds their payees and months.

    :param chosen: "moved" where the table "moved" holds lines that stand elsewhere than they would by themselves, and
        "moved_here" those of them that stand on these footings.
    """
    kept = found.semi_join(table("stands", STANDS_TYPES), ["payee_key", "month"])
    if "moved" not in chosen:
        return kept
    kept = kept.anti_join(table("moved", MOVED_TYPES), OF_LINE)
    return kept.union(found.semi_join(table("moved_here", MOVED_TYPES), OF_LINE))


def _moved(first: int, last: int) -> ir.Table:
    """Give the lines that were said to stand elsewhere, with their footing by themselves and as it is."""
    import ibis

    found = _footed(within(table("told", TOLD_TYPES), first, last)).rename(by_itself="footing")
    # Who is a person stays one, and nobody's supplier becomes known by saying that there is no contract.
    without = ibis.ifelse(found.by_itself == "on", "off", found.by_itself)
    said = ibis.ifelse(found.contract == 0, without, "on")
    found = found.mutate(footing=ibis.ifelse(found.by_itself == "person", "person", said))
    return found.filter(found.footing != found.by_itself)


def _corrections(lines: ir.Table, *kept: str, column: str, before: ir.Value, after: ir.Value) -> list[ir.Table]:
    """Give the rows that take lines away from where they stood by themselves, and those that add them where they do.

    :param kept: the columns that stay as they are.
    :param column: the column that changes.
    """
    import ibis

    return [
        lines.select(
            *kept, **{column: value}, lines=ibis.literal(sign, "int64"),
            amount=(lines.amount * ibis.literal(sign, "int64")).cast("decimal(38, 2)"),
        )
        for value, sign in ((before, -1), (after, 1))
    ]  # fmt: skip


def _footed(spent: ir.Table) -> ir.Table:
    """Add to rows with payee and month on which footing they stand by themselves."""
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
def by_register(first: int, last: int, *, is_told: bool) -> ir.Table:
    """Ask what organisations got in some months, by whether a contract here stands behind it.

    That is so where their supplier has any contract; of a line of which somebody spoke, where it was said to be of one.
    """
    found = _registered(first, last, is_told=is_told)
    made = found.group_by("is_here").aggregate(lines=whole(found.lines), amount=found.amount.sum())
    return made.filter(made.lines > 0)


@question()
def payees_by_register(first: int, last: int, *, is_told: bool, is_here: bool) -> ir.Table:
    """Ask which payees ``by_register`` counts with a contract, or without, and for lines and sum of each.

    Who got most comes first.

    :param is_here: whether those with a contract are wanted.
    """
    import ibis

    found = _registered(first, last, is_told=is_told)
    found = found.filter(found.is_here if is_here else ~found.is_here)
    made = found.group_by("payee_key").aggregate(lines=whole(found.lines), amount=found.amount.sum())
    return made.filter(made.lines > 0).order_by([ibis.desc("amount"), "payee_key"])


def _registered(first: int, last: int, *, is_told: bool) -> ir.Table:
    """Give what organisations got in some months, with whether a contract here stands behind it."""
    found = _known_here(within(totals(), first, last)).select("payee_key", "is_here", "lines", "amount")
    if not is_told:
        return found
    lines = _known_here(within(table("told", TOLD_TYPES), first, last))
    lines = lines.mutate(is_said=lines.contract != 0)
    lines = lines.filter(lines.is_here != lines.is_said)
    return found.union(*_corrections(lines, "payee_key", column="is_here", before=lines.is_here, after=lines.is_said))


def _known_here(found: ir.Table) -> ir.Table:
    """Leave out people, and add whether the payee's supplier has any contract."""
    people = table("standings", STANDING_TYPES)
    people = people.filter(people.standing == "person")
    here = table("covers", COVER_TYPES).select("payee_key").distinct().mutate(is_known=True)
    found = found.anti_join(people, "payee_key")
    found = found.left_join(here, "payee_key").drop("payee_key_right")
    return found.mutate(is_here=found.is_known.notnull())
