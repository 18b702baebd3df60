"""What of contracts decides what the law asks of them, read for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from hub.contract.models import Change as Recorded
from hub.contract.models import Contract, Extension, ExtensionOption, Termination
from hub.contract.rules import add_months
from hub.contract.rules.duties import UNDER_THE_ACT, Change, Lawful
from hub.contract.terms import Regime, State
from hub.duty import selectors as duties
from hub.law.modification_grounds import ModificationGround

SAME = (
    "status", "agreement_kind", "regime", "route", "nature", "main_cpv", "value_ex_vat", "value_inc_vat",
    "awarded_on", "signed_on", "starts_on", "ends_on", "ended_on",
)  # fmt: skip


def facts_of(contracts: Sequence[Contract]) -> dict[int, Lawful]:
    """Give the facts of some contracts by number; what hangs on them is asked for only where it can matter."""
    signed = [one.pk for one in contracts if one.regime in UNDER_THE_ACT and one.signed_on]
    judged = [*signed, *(one.pk for one in contracts if one.regime == Regime.PCR_2015)]
    changes = _changes(judged) if judged else {}
    months = _option_months(list(changes)) if changes else {}
    ended = [one.pk for one in contracts if one.status == State.ENDED]
    grounds = dict(Termination.objects.filter(contract__in=ended).values_list("contract_id", "ground")) if ended else {}
    settled = duties.settled(Contract.kind(), signed) if signed else {}
    return {
        one.pk: Lawful(
            page=one.get_absolute_url(),
            ground=grounds.get(one.pk, ""),
            changes=tuple(changes.get(one.pk, ())),
            awarded_until=_awarded_until(one, changes[one.pk], months.get(one.pk, 0)) if one.pk in changes else None,
            settled=duties.settled_of(settled, one.pk),
            **_own(one, changes.get(one.pk, ())),
        )
        for one in contracts
    }


def with_changes(contract: Contract) -> Lawful:
    """Give the facts by which a change of a contract is judged, whatever its law and whether it is signed or not."""
    found = _changes([contract.pk])[contract.pk]
    until = _awarded_until(contract, found, _option_months([contract.pk]).get(contract.pk, 0))
    return Lawful(page=contract.get_absolute_url(), changes=tuple(found), awarded_until=until, **_own(contract, found))


def _own(contract: Contract, changes: Sequence[Change]) -> dict[str, Any]:
    """Give what a contract holds, its value as it was awarded: what changes moved is taken off again (PA 2023 s.4)."""
    held = {name: getattr(contract, name) for name in SAME}
    for name, moved in (
        ("value_inc_vat", sum((one.value_delta_inc_vat for one in changes), Decimal(0))),
        ("value_ex_vat", sum((one.value_delta_ex_vat for one in changes), Decimal(0))),
    ):
        if held[name] is not None:
            held[name] -= moved
    return held


def own_facts(contract: Contract) -> Lawful:
    """Give the facts that the contract itself holds, without a query: not its changes, its end, nor what was done."""
    return Lawful(page=contract.get_absolute_url(), **{name: getattr(contract, name) for name in SAME})


def _awarded_until(contract: Contract, changes: Sequence[Change], months: int) -> date | None:
    """Give the last day of the longest term as awarded: the end without what moved it since, and every option after it.

    Whether an option was used or not makes no difference to what was awarded.
    """
    if contract.ends_on is None:
        return None
    return add_months(contract.ends_on - timedelta(days=sum(one.days for one in changes)), months)


def _option_months(ids: Sequence[int]) -> dict[int, int]:
    """Give how many months all extension options of some contracts come to."""
    rows = ExtensionOption.objects.filter(contract__in=ids).order_by().values_list("contract_id")
    return dict(rows.annotate(months=Sum("months")))


def _changes(ids: Sequence[int]) -> dict[int, list[Change]]:
    """Give the options that were used and the changes on other grounds, in the order in which they were made."""
    found: dict[int, list[Change]] = defaultdict(list)
    for one in Extension.objects.filter(contract__in=ids).order_by("happened_on", "pk"):
        days = (one.ends_on_after - one.ended_on_before).days
        found[one.contract_id].append(Change(one.pk, one.happened_on, one.ended_on_before, days))
    for made in Recorded.objects.filter(contract__in=ids).order_by("happened_on", "pk"):
        found[made.contract_id].append(as_change(made))
    for changes in found.values():
        changes.sort(key=lambda each: each.decided_on)
    return found


def as_change(made: Recorded) -> Change:
    """Give a change as the rules of the law see it; what the law leaves free has no ground and counts for no limit."""
    return Change(
        f"change-{made.pk}",
        made.happened_on,
        made.ended_on_before,
        made.days,
        ModificationGround(made.ground) if made.ground else ModificationGround.P1,
        made.value_delta_inc_vat,
        made.value_delta_ex_vat,
    )
