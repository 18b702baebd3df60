"""Write an estimate onto a case, as a row of its history; the act is open already."""

from __future__ import annotations

from datetime import date

from hub.platform.act_guards import refuse
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.procurement import rules, selectors
from hub.procurement.models import Estimate, Procurement


def work_out(act: Act, procurement: Procurement, typed: rules.Typed, *, on: date) -> None:
    """Put what an estimate comes to on a procurement, without saving it.

    :raises Refused: when something is missing, above all how VAT is charged.
    """
    refuse(act, rules.bars_to_estimate(typed))
    found = rules.amounts(typed, selectors.vat_percent(typed.treatment, on=on))
    procurement.estimate_ex_vat, procurement.estimate_inc_vat = found.ex_vat, found.inc_vat
    procurement.vat_treatment, procurement.is_beyond_estimate = typed.treatment, typed.is_beyond


def keep(procurement: Procurement, typed: rules.Typed, *, on: date, by: Actor) -> Estimate:
    """Add the row of an estimate that was worked out; the procurement is saved."""
    newest = procurement.estimates.first()
    row = row_of(procurement, typed, number=(newest.number if newest else 0) + 1, on=on, by=by)
    row.save()
    return row


def row_of(procurement: Procurement, typed: rules.Typed, *, number: int, on: date, by: Actor) -> Estimate:
    """Make the row of an estimate that was worked out, without saving it."""
    return Estimate(
        procurement=procurement,
        number=number,
        made_on=on,
        made_by_id=by.person_id,
        amount=typed.amount,
        other=typed.other,
        vat_basis=typed.basis,
        vat_treatment=typed.treatment,
        value_ex_vat=procurement.estimate_ex_vat,
        value_inc_vat=procurement.estimate_inc_vat,
        method=typed.method,
        basis=typed.how,
        is_beyond_estimate=typed.is_beyond,
    )
