"""What of contracts decides what the law asks of them, read for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hub.contract.models import Contract, Extension, Termination
from hub.contract.rules.duties import Change, Lawful
from hub.contract.terms import Regime, State
from hub.duty import selectors as duties

SAME = (
    "status", "agreement_kind", "regime", "route", "nature", "main_cpv", "value_ex_vat", "value_inc_vat",
    "awarded_on", "signed_on", "starts_on", "ends_on", "ended_on",
)  # fmt: skip


def facts_of(contracts: Sequence[Contract]) -> dict[int, Lawful]:
    """Give the facts of some contracts by number; what hangs on them is asked for only where it can matter."""
    signed = [one.pk for one in contracts if one.regime == Regime.ACT_2023 and one.signed_on]
    changes = _changes(signed) if signed else {}
    ended = [one.pk for one in contracts if one.status == State.ENDED]
    grounds = dict(Termination.objects.filter(contract__in=ended).values_list("contract_id", "ground")) if ended else {}
    settled = duties.settled(Contract.kind(), signed) if signed else {}
    return {
        one.pk: Lawful(
            page=one.get_absolute_url(),
            ground=grounds.get(one.pk, ""),
            changes=tuple(changes.get(one.pk, ())),
            settled=duties.settled_of(settled, one.pk),
            **{name: getattr(one, name) for name in SAME},
        )
        for one in contracts
    }


def _changes(ids: Sequence[int]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    for one in Extension.objects.filter(contract__in=ids).order_by("pk"):
        days = (one.ends_on_after - one.ended_on_before).days
        found[one.contract_id].append(Change(one.pk, one.happened_on, one.ended_on_before, days))
    return found
