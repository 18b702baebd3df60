"""Change what was agreed: the first part of change control."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.contract import acts, rules
from hub.contract.models import Change, Contract
from hub.contract.rules import changing
from hub.contract.selectors.changing import judgement
from hub.contract.services.parts import latest_end
from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.identity.roles import Role

VALUES = ("value_ex_vat", "value_inc_vat")


@bars(acts.CHANGE)
def _may_change(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    return changing.bars_to_changing(contract.facts())


def change(
    contract: Contract, *, terms: Mapping[str, Any], reason: str, by: Actor, at: datetime, version: int | None = None
) -> Contract:
    """Record that what was agreed is changed, on a ground of the law, from a day on.

    :param terms: ``rules.changing.CHANGED`` with their values: ground, the day from which it applies, the end and the
        value ex and inc VAT in pounds once changed, and why it is recorded although the law forbids it ("" else).
    :raises NeedsApproval: without the approval that an extension of this value needs, or for other terms than those.
    :raises Refused: when the law does not permit it or cannot say yet, unless Legal records it with a reason.
    """
    if set(terms) != set(changing.CHANGED):
        raise ValueError(f"A change says all of these: {sorted(changing.CHANGED)}")
    with perform(acts.CHANGE, contract, by=by, at=at, version=version, terms=terms) as entry:
        now = {name: getattr(contract, name) for name in VALUES}
        if found := changing.bars_to_change(contract.facts(), now, terms):
            raise Refused(acts.CHANGE, found)
        said, against = judgement(contract, terms), str(terms["against_law"] or "").strip()
        is_legal = by.holds({Role.LEGAL}, contract.authority_id)
        if found := changing.bars_to_judged(said, is_legal=is_legal, against_law=against):
            raise Refused(acts.CHANGE, found)
        made = _made(contract, terms, reason)
        made.is_permitted, made.law_says, made.against_law = said.permitted, said.says, against
        contract.ends_on = terms["ends_on"]
        contract.value_ex_vat, contract.value_inc_vat = terms["value_ex_vat"], terms["value_inc_vat"]
        contract.has_no_end = contract.has_no_end and contract.ends_on is None
        if found := rules.bars_to_storing(contract.facts()):
            raise Refused(acts.CHANGE, found)
        made.save()
        contract.latest_end_on = latest_end(contract)
        contract.save(update_fields=["ends_on", "has_no_end", "latest_end_on", *VALUES])
        law = {"permitted": said.permitted, "notice_required": said.notice_required, "against_law": against}
        entry.note(reason, change=made.pk, ground=made.ground, applies_on=made.happened_on, **law)
    return contract


def _made(contract: Contract, terms: Mapping[str, Any], reason: str) -> Change:
    return Change(
        contract=contract,
        happened_on=terms["applies_on"],
        reason=reason,
        ground=str(terms["ground"] or ""),
        ended_on_before=contract.ends_on,
        ends_on_after=terms["ends_on"],
        value_ex_vat_before=contract.value_ex_vat,
        value_ex_vat_after=terms["value_ex_vat"],
        value_inc_vat_before=contract.value_inc_vat,
        value_inc_vat_after=terms["value_inc_vat"],
    )
