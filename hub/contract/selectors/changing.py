"""What the law says of a change of one contract, and which changes were made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hub.contract.models import Change as Recorded
from hub.contract.models import Contract
from hub.contract.rules.changing import Judgement, Limit, judge, limits
from hub.contract.rules.lawful import Change
from hub.contract.selectors.obligations import with_changes
from hub.law.modification_grounds import ModificationGround
from hub.platform.reference.statute import statute


def judgement(contract: Contract, terms: Mapping[str, Any]) -> Judgement:
    """Ask the law about a change that is planned or about to be recorded, by the tables of the contract's authority.

    :param terms: ``rules.CHANGED`` with their values.
    """
    ends, before = terms["ends_on"], contract.ends_on
    ground = terms.get("ground") or ""
    change = Change(
        "new",
        terms["applies_on"],
        before,
        (ends - before).days if ends is not None and before is not None else 0,
        ModificationGround(ground) if ground else ModificationGround.BT,
        _moved(contract.value_inc_vat, terms["value_inc_vat"]),
        _moved(contract.value_ex_vat, terms["value_ex_vat"]),
    )
    tables = statute(contract.authority)
    return judge(with_changes(contract), change, has_ground=bool(ground), tables=tables)


def _moved(before: Decimal | None, after: Decimal | None) -> Decimal:
    return after - before if before is not None and after is not None else Decimal(0)


def change_limits(contract: Contract, *, on: date) -> list[Limit]:
    """Give the limits of every ground on which a contract may be changed, with what was used of them."""
    return limits(with_changes(contract), on=on, tables=statute(contract.authority))


def changes_of(contract: Contract) -> list[Recorded]:
    """Give the changes of a contract, the newest first."""
    return list(contract.changes.order_by("-happened_on", "-pk"))
