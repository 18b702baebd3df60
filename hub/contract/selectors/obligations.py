"""What of contracts decides what the law asks of them, read for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Sum

from hub.contract.models import Contract, Extension, ExtensionOption, Termination
from hub.contract.rules import add_months
from hub.contract.rules.duties import UNDER_THE_ACT, Change, Lawful
from hub.contract.terms import Regime, State
from hub.duty import selectors as duties

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
            awarded_until=_awarded_until(changes.get(one.pk, ()), months.get(one.pk, 0)),
            settled=duties.settled_of(settled, one.pk),
            **{name: getattr(one, name) for name in SAME},
        )
        for one in contracts
    }


def own_facts(contract: Contract) -> Lawful:
    """Give the facts that the contract itself holds, without a query: not its changes, its end, nor what was done."""
    return Lawful(page=contract.get_absolute_url(), **{name: getattr(contract, name) for name in SAME})


def _awarded_until(changes: Sequence[Change], months: int) -> date | None:
    """Give the last day of the longest term as awarded: the end before the first extension, and every option after it.

    Whether an option was used or not makes no difference to what was awarded.
    """
    return add_months(changes[0].ended_before, months) if changes else None


def _option_months(ids: Sequence[int]) -> dict[int, int]:
    """Give how many months all extension options of some contracts come to."""
    rows = ExtensionOption.objects.filter(contract__in=ids).order_by().values_list("contract_id")
    return dict(rows.annotate(months=Sum("months")))


def _changes(ids: Sequence[int]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    for one in Extension.objects.filter(contract__in=ids).order_by("happened_on", "pk"):
        days = (one.ends_on_after - one.ended_on_before).days
        found[one.contract_id].append(Change(one.pk, one.happened_on, one.ended_on_before, days))
    return found
