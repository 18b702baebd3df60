"""Decisions of the demo that need an approval: asked for, approved along the scheme of delegation, then done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hub.contract import acts, selectors
from hub.contract import services as contracts
from hub.contract.models import Contract
from hub.contract.rules import terms_of_ending
from hub.contract.terms import Moved, TerminationGround
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.approvals import services as approvals
from hub.platform.approvals.terms import RequestState

ASKERS = frozenset({"aisha", "tom", "ruth", "priya"})
DECIDERS = {
    "contract_extension": ("morag", "helen"),
    "contract_change": ("morag", "helen"),
    "contract_termination": ("morag", "daniel"),
}
# Changes of what was agreed: ground, by how much the value moves, by how many days the end moves, and why.
CHANGES = (
    ("P5", Decimal("0.20"), 0, "Four sites are added that the same crews can serve"),
    ("NS", Decimal(0), 30, "A month more while the new depot opens"),
)
GROUNDS = (
    (TerminationGround.POOR_PERFORMANCE, "Three missed targets in a row and no improvement"),
    (TerminationGround.INSOLVENCY, "The supplier went into administration on 9 April 2026"),
    (TerminationGround.AGREED, "The service moved in house by agreement"),
    (TerminationGround.NEED_ENDED, "The building was sold"),
)


def write(script: Script, stage: Stage) -> None:
    """Write the decisions into the script."""
    script.on(date(2026, 6, 16), decide_options(stage))
    script.on(date(2026, 4, 14), end_some(stage))
    script.on(date(2026, 10, 13), change_some(stage))
    script.on(date(2026, 11, 18), ask_only(stage))
    script.on(date(2026, 11, 12), ask_in_vain(stage))


def decide_options(stage: Stage) -> Step:
    """Use some options and leave others."""

    def do(at: datetime) -> None:
        soon = at.date() + timedelta(days=60)
        open_rows = stage.running(at).filter(options__state="open", ends_on__gt=soon, status="live").distinct()
        waiting = [one for one in open_rows.order_by("reference") if asker_of(one) in ASKERS]
        for contract in waiting[:6]:
            by = approved(stage, acts.EXTEND, contract, at=at)
            contracts.extend(contract, reason="Targets met in every quarter; prices held for a year", by=by, at=at)
        for contract in waiting[6:9]:
            reason = "A new competition should save a tenth"
            contracts.decline_extension(contract, reason=reason, by=stage.actor("morag"), at=at)

    return do


def change_some(stage: Stage) -> Step:
    """Change some contracts on a ground of the law, as far as the law permits it."""

    def do(at: datetime) -> None:
        rows = stage.running(at).filter(
            regime="act_2023",
            status="live",
            value_inc_vat__isnull=False,
            value_ex_vat__range=(100_000, 4_000_000),
            ends_on__gt=at.date() + timedelta(days=60),
        )
        waiting = [one for one in rows.order_by("reference") if asker_of(one) in ASKERS]
        for ground, share, days, reason in CHANGES:
            for contract in waiting:
                terms = changed_terms(contract, ground, share, days, on=at.date() + timedelta(days=21))
                if selectors.judgement(contract, terms).permitted:
                    by = approved(stage, acts.CHANGE, contract, at=at, terms=terms)
                    contracts.change(contract, terms=terms, reason=reason, by=by, at=at + timedelta(hours=4))
                    waiting.remove(contract)
                    break

    return do


def changed_terms(contract: Contract, ground: str, share: Decimal, days: int, *, on: date) -> dict[str, Any]:
    """Give the terms of a change that moves the value by a share of it and the end by some days."""
    ex, inc = contract.value_ex_vat or Decimal(0), contract.value_inc_vat or Decimal(0)
    assert contract.ends_on is not None
    return {
        "ground": ground,
        "applies_on": on,
        "ends_on": contract.ends_on + timedelta(days=days),
        "value_ex_vat": (ex * (1 + share)).quantize(Decimal("0.01")),
        "value_inc_vat": (inc * (1 + share)).quantize(Decimal("0.01")),
        "against_law": "",
    }


def end_some(stage: Stage) -> Step:
    """End four contracts early, each for its own ground."""

    def do(at: datetime) -> None:
        listed = stage.running(at).filter(source="old list").order_by("-reference")
        rows = [one for one in listed if asker_of(one) in ASKERS]
        for contract, (ground, reason) in zip(rows[20:24], GROUNDS, strict=True):
            terms = terms_of_ending(ended_on=at.date(), ground=ground)
            by = approved(stage, acts.END, contract, at=at, terms=terms)
            contracts.end(
                contract,
                ended_on=at.date(),
                ground=ground,
                reason=reason,
                notice_given_on=at.date() - timedelta(days=120),
                by=by,
                at=at,
            )

    return do


def ask_only(stage: Stage) -> Step:
    """Ask for three approvals: one waits for the lead, one for finance, and one is given and not used yet."""

    def do(at: datetime) -> None:
        rows = stage.running(at).filter(options__state="open", value_ex_vat__gte=500_000, status="live").distinct()
        waiting = [one for one in rows.order_by("reference") if asker_of(one) in ASKERS]
        waiting = [one for one in waiting if one.reference != "CON-2025-0031"][:3]
        for number, contract in enumerate(waiting):
            note = "Prices are held and the targets are met."
            request = approvals.ask(acts.EXTEND, contract, by=stage.actor(asker_of(contract)), at=at, note=note)
            if number:
                approvals.approve(request, by=stage.actor("morag"), at=at + timedelta(hours=2))
            if number > 1:
                request.refresh_from_db()
                approvals.approve(request, by=stage.actor("helen"), at=at + timedelta(hours=3))

    return do


def ask_in_vain(stage: Stage) -> Step:
    """Ask for three approvals that come to nothing: sent back, withdrawn, and lapsed because the value changed."""

    def do(at: datetime) -> None:
        rows = stage.running(at).filter(options__state="open", value_ex_vat__gte=500_000, status="live").distinct()
        waiting = [one for one in rows.order_by("-reference") if asker_of(one) in ASKERS]
        back, gone, changed = [one for one in waiting if one.reference != "CON-2025-0031"][:3]
        requests = [
            approvals.ask(acts.EXTEND, one, by=stage.actor(asker_of(one)), at=at) for one in (back, gone, changed)
        ]
        reason = "Show the last two quarters' figures first."
        approvals.send_back(requests[0], by=stage.actor("morag"), at=at + timedelta(hours=3), reason=reason)
        asker = stage.actor(asker_of(gone))
        approvals.withdraw(requests[1], by=asker, at=at + timedelta(hours=4), reason="The service may move in house.")
        changes = {"value_ex_vat": (changed.value_ex_vat or 0) + 25_000}
        more: dict[str, Any] = {"reason": "One lot was left out of the sum", "what": Moved.MISTYPED}
        contracts.correct(changed, changes=changes, by=stage.actor("morag"), at=at + timedelta(days=1), **more)

    return do


def approved(stage: Stage, act: Act, contract: Contract, *, at: datetime, terms: dict[str, Any] | None = None) -> Actor:
    """Let the manager ask and the scheme's people decide; give the manager, who then does it."""
    by = stage.actor(asker_of(contract))
    needs_one = act is acts.END or (contract.value_ex_vat or 0) >= 100_000 or contract.value_ex_vat is None
    if not needs_one:
        return by
    request = approvals.ask(act, contract, by=by, at=at, terms=terms)
    for key in DECIDERS[act.needs or ""]:
        request.refresh_from_db()
        if request.status == RequestState.ASKED:
            approvals.approve(request, by=stage.actor(key), at=at)
    return by


def asker_of(contract: Contract) -> str:
    """Give the key of the contract's manager."""
    return contract.manager.cast_key if contract.manager else ""
