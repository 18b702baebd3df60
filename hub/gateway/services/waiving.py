"""Waivers: ask, change, grant along the scheme of delegation, refuse, withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.gateway import acts, rules, selectors
from hub.gateway.models import Waiver
from hub.law.findings import Finding
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform, together
from hub.platform.approvals import services as approvals
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority
from hub.supplier import selectors as suppliers

SERIES = "WVR"
FACTS = frozenset({
    "title", "department", "category", "rule", "ground", "reason", "internal_note", "supplier", "supplier_name",
    "value_ex_vat", "starts_on", "ends_on", "procurement", "contract_reference", "repeat_reason",
})  # fmt: skip


def ask_waiver(*, authority: Authority, facts: Mapping[str, Any], by: Actor, at: datetime) -> Waiver:
    """Ask for a waiver: the request goes to those who approve it by the scheme of delegation.

    :param facts: of ``FACTS``.
    :raises Refused: when it repeats an earlier one without saying why, or the scheme has no line for it.
    """
    on = selectors.today(at)
    waiver = Waiver(authority=authority, asked_on=on, asked_by_id=by.person_id or 0)
    with together():
        with create(acts.ASK_WAIVER, waiver, by=by, at=at) as done:
            _settle(acts.ASK_WAIVER, waiver, facts, at)
            waiver.reference = take(SERIES, authority, year=on.year)[0]
            waiver.save()
            done.note(repeats=waiver.repeats)
        _ask_approval(waiver, by, at)
    return waiver


def _ask_approval(waiver: Waiver, by: Actor, at: datetime) -> None:
    """Ask along the scheme; where the scheme asks for nobody, the waiver can be granted at once."""
    try:
        approvals.ask(acts.GRANT_WAIVER, waiver, by=by, at=at, note=waiver.internal_note[:2000])
    except Refused as refused:
        if {one.code for one in refused.findings} != {"not_needed"}:
            raise


def revise_waiver(
    waiver: Waiver, *, facts: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Waiver:
    """Change a request that is not decided yet; a standing approval of the old content lapses and is asked again."""
    with together():
        with perform(acts.REVISE_WAIVER, waiver, by=by, at=at, version=version) as done:
            _settle(acts.REVISE_WAIVER, waiver, facts, at)
            waiver.save()
            done.note(repeats=waiver.repeats)
        _ask_approval(waiver, by, at)
    return waiver


def _settle(act: Act, waiver: Waiver, facts: Mapping[str, Any], at: datetime) -> None:
    """Put the facts on a waiver, with what it repeats.

    :raises Refused: with everything that is wrong.
    """
    if unknown := set(facts) - FACTS:
        raise ValueError(f"These are not facts of a waiver: {sorted(unknown)}")
    for name, value in facts.items():
        setattr(waiver, name, value)
    on, authority = selectors.today(at), waiver.authority
    known = {entry.code: entry.label for entry in selectors.grounds(authority, on=on)}
    found = [] if waiver.ground in known else [Finding("ground", "Choose a ground from the list.", cure="ground")]
    waiver.ground_label = known.get(waiver.ground, "")
    if waiver.supplier is None and len(firms := suppliers.named(waiver.supplier_name)) == 1:
        waiver.supplier = firms[0]
        waiver.supplier_name = firms[0].name
    years = selectors.repeat_years(authority, on=on)
    since = rules.years_before(on, years)
    waiver.repeats = rules.repeats(
        selectors.earlier_waivers(authority, since=since, but=waiver.pk),
        new=selectors.as_earlier(waiver),
        since=since,
    )
    waiver.is_repeat = bool(waiver.repeats)
    told = rules.repeats_in_words(waiver.repeats, years=years)
    found += rules.bars_to_asking(
        value=waiver.value_ex_vat,
        starts_on=waiver.starts_on,
        ends_on=waiver.ends_on,
        repeats=told,
        repeat_reason=waiver.repeat_reason,
    )
    if found:
        raise Refused(act, found)


def grant_waiver(waiver: Waiver, *, by: Actor, at: datetime, version: int | None = None) -> Waiver:
    """Grant a waiver that was approved along the scheme; the public register shows it from then on."""
    with perform(acts.GRANT_WAIVER, waiver, by=by, at=at, version=version):
        waiver.decided_on, waiver.was_granted = selectors.today(at), True
        waiver.save()
    return waiver


def refuse_waiver(waiver: Waiver, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Waiver:
    """Refuse a waiver, with the reason."""
    with perform(acts.REFUSE_WAIVER, waiver, by=by, at=at, version=version) as done:
        if waiver.asked_by_id == by.person_id:
            message = "You asked for this waiver. Withdraw it, or let somebody else decide."
            raise Refused(acts.REFUSE_WAIVER, [Finding("own_request", message)])
        waiver.decided_on = selectors.today(at)
        waiver.save()
        done.note(reason)
    return waiver


def withdraw_waiver(waiver: Waiver, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Waiver:
    """Withdraw a waiver, with the reason; one that the public could read stays on its register as withdrawn."""
    with perform(acts.WITHDRAW_WAIVER, waiver, by=by, at=at, version=version) as done:
        waiver.withdrawn_reason, waiver.decided_on = reason, selectors.today(at)
        waiver.save()
        done.note(reason)
    return waiver
