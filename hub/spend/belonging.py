"""Which contract a line belongs to, as Ibis expressions: each line by itself, never its payee as a whole.

A line belongs to the contract that somebody said it belongs to ("said"); else to the one that it names ("references",
in its contract column, then in its order column); else to the only one of its supplier that runs in its month ("only").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.platform.analytics.engine import table
from hub.platform.analytics.shapes import question
from hub.spend.tables import COVER_TYPES, Chosen, counted, totals, whole, within

if TYPE_CHECKING:
    import ibis.expr.types as ir

REFERENCE_TYPES = {"named": "string", "contract": "int64"}
ONLY_TYPES = {"payee_key": "string", "month": "int32", "contract": "int64"}
# Contract 0 stands where somebody said that a line belongs to none.
SAID_TYPES = {"file": "string", "row": "int32", "contract": "int64"}
END_TYPES = {"contract": "int64", "end": "int32"}
OF_LINE = ["file", "row"]


@question()
def only_contracts() -> ir.Table:
    """Ask for which payee and month just one contract runs; "totals" and "covers" as for ``questions.by_footing``."""
    pairs = totals().select("payee_key", "month").distinct()
    covers = table("covers", {**COVER_TYPES, "contract": "int64"})
    met = pairs.inner_join(covers, "payee_key")
    met = met.filter((met.month >= met.first_month) & (met.month <= met.last_month))
    made = met.group_by(["payee_key", "month"]).aggregate(contracts=met.contract.nunique(), contract=met.contract.min())
    return made.filter(made.contracts == 1).select("payee_key", "month", "contract")


@question()
def after_the_last() -> ir.Table:
    """Ask for the months of each payee after the last of its supplier's contracts ended, and which that was."""
    covers = table("covers", {**COVER_TYPES, "contract": "int64"})
    last = covers.group_by("payee_key").aggregate(end=covers.last_month.max())
    met = covers.inner_join(last, "payee_key")
    met = met.filter(met.last_month == met.end)
    # Of two that ended in one month always the same one is named.
    ends = met.group_by("payee_key").aggregate(end=met.end.max(), contract=met.contract.min())
    pairs = totals().select("payee_key", "month").distinct().inner_join(ends, "payee_key")
    return pairs.filter(pairs.month > pairs.end).select("payee_key", "month", "contract")


@question()
def by_contract() -> ir.Table:
    """Ask for lines, sum and newest month of each contract that lines belong to, and all its months in one text.

    Beside the sum that counts stand those without VAT and with it, each with the number of lines that tell it;
    ``rest`` is what lines count that tell no sum without VAT.
    """
    found = _belonging(counted(), "only")
    found = found.filter(found.contract.notnull())
    each = found.group_by(["contract", "month"]).aggregate(
        lines=found.count(), amount=found.amount.sum(), ex_lines=found.net.count(), ex=found.net.sum(),
        inc_lines=found.gross.count(), inc=found.gross.sum(), rest=found.amount.sum(where=found.net.isnull()),
    )  # fmt: skip
    said = each.month.cast("string") + ":" + each.lines.cast("string") + ":" + each.amount.cast("string")
    return each.group_by("contract").aggregate(
        lines=whole(each.lines), amount=each.amount.sum(), last_month=each.month.max(),
        months=said.group_concat(" ", order_by=each.month), ex_lines=whole(each.ex_lines), ex=each.ex.sum(),
        inc_lines=whole(each.inc_lines), inc=each.inc.sum(), rest=each.rest.sum(),
    )  # fmt: skip


@question()
def late(first: int, last: int) -> ir.Table:
    """Ask what was paid in some months under each contract after the month of its end ("ends").

    That is what names it or was said to belong to it, whatever else its supplier has; and what names none and was paid
    after the last contract of its supplier ("after").
    """
    found = _belonging(within(counted(), first, last), "after")
    ends = table("ends", END_TYPES).rename(contract_ended="contract")
    found = found.filter(found.contract.notnull())
    found = found.inner_join(ends, found.contract == ends.contract_ended)
    found = found.filter(found.month > found.end)
    return found.group_by("contract").aggregate(
        lines=found.count(), amount=found.amount.sum(), last_month=found.month.max()
    )


def of_contract(found: ir.Table, chosen: Chosen) -> ir.Table:
    """Keep the lines of one contract, as ``by_contract`` counts them, or with "late" as ``late`` does.

    Each way is a scan of its own with a plain condition, which an engine applies while it reads; of columns that one
    condition joins by "or" it would read every row first.

    :param chosen: the contract's names "name 1" and so on, its payees "payee 1" and so on; "said" where the table
        "said" holds what somebody said of lines and "said_here" those of them that are of this contract; "end" the
        month of its end where only what was paid after it is wanted.
    """
    if "end" in chosen:
        found = found.filter(found.month > chosen["end"])
    free = found.anti_join(table("said", SAID_TYPES), OF_LINE) if "said" in chosen else found
    names = [value for key, value in chosen.items() if key.startswith("name ")]
    payees = [value for key, value in chosen.items() if key.startswith("payee ")]
    refers, orders = free.contract_reference.isin(names), free.order_number.isin(names)
    ways = [free.filter(refers), _naming_none(free.filter(orders).filter(~refers), "contract_reference")]
    if payees:
        paid = free.filter(free.payee_key.isin(payees)).filter(~refers & ~orders)
        paid = paid.semi_join(table("only", ONLY_TYPES), ["payee_key", "month"])
        ways.append(_naming_none(_naming_none(paid, "contract_reference"), "order_number"))
    if "said" in chosen:
        ways.append(found.semi_join(table("said_here", SAID_TYPES), OF_LINE))
    return ways[0].union(*ways[1:])


def _naming_none(found: ir.Table, column: str) -> ir.Table:
    """Leave out the lines that name a contract in a column."""
    named = table("references", REFERENCE_TYPES).select(**{column: "named"})
    return found.anti_join(named, column)


def _belonging(found: ir.Table, fallback: str) -> ir.Table:
    """Add to lines the contract that they belong to.

    :param fallback: the table that tells the contract of a payee's month where a line names none.
    """
    import ibis

    named = table("references", REFERENCE_TYPES)
    by_reference = named.rename(contract_named="contract", reference_named="named")
    by_order = named.rename(contract_ordered="contract", order_named="named")
    only = table(fallback, ONLY_TYPES).rename(contract_only="contract")
    said = table("said", SAID_TYPES).rename(contract_said="contract")
    made = found.left_join(by_reference, found.contract_reference == by_reference.reference_named)
    made = made.left_join(by_order, made.order_number == by_order.order_named)
    made = made.left_join(only, ["payee_key", "month"]).drop("payee_key_right", "month_right")
    made = made.left_join(said, OF_LINE).drop("file_right", "row_right")
    by_itself = ibis.coalesce(made.contract_named, made.contract_ordered, made.contract_only)
    said_of_it = made.contract_said.nullif(0)
    return made.mutate(contract=ibis.ifelse(made.contract_said.notnull(), said_of_it, by_itself))
