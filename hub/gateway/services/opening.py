"""Open the gates that a procurement must pass, and close those that it need not pass any more."""

from __future__ import annotations

from datetime import datetime

from hub.gateway import acts, selectors
from hub.gateway.models import GateReview
from hub.gateway.rules import Gate
from hub.gateway.terms import State
from hub.law.findings import Finding
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Refused, create, perform, together
from hub.platform.numbering.services import take
from hub.procurement.models import Procurement

SERIES = "GTE"


def look_again(procurement: Procurement, *, at: datetime) -> list[GateReview]:
    """Open every gate that a procurement must pass and lacks, as the system; end those that no longer apply."""
    on, facts = selectors.today(at), selectors.facts_of(procurement)
    known = {one.gate: one for one in GateReview.objects.of(procurement)}
    with together():
        for gate in selectors.gates_on(on, procurement.authority):
            reasons, review = gate.reasons(facts), known.get(gate.code)
            if review is None and reasons and not procurement_is_over(procurement):
                known[gate.code] = _open(procurement, gate, reasons=reasons, by=SYSTEM, at=at)
            elif review is not None and review.status == State.NOT_NEEDED and reasons:
                with perform(acts.NEED, review, by=SYSTEM, at=at):
                    _take_rule(review, gate, reasons, at)
            elif review is not None and review.status == State.DUE and not reasons:
                with perform(acts.DROP, review, by=SYSTEM, at=at):
                    review.reasons = []
    return [one for one in known.values() if one.status != State.NOT_NEEDED]


def procurement_is_over(procurement: Procurement) -> bool:
    """Say whether nothing more is asked of a procurement: it is closed or given up."""
    return procurement.status in {"closed", "abandoned"}


def open_gate(procurement: Procurement, *, gate: str, by: Actor, at: datetime) -> GateReview:
    """Open one gate by hand: one that applies, or one that somebody wants decided all the same.

    :param gate: its code.
    :raises Refused: when there is no such gate, or it is open already.
    """
    found = selectors.gate_on(gate, selectors.today(at), procurement.authority)
    if found is None:
        raise Refused(acts.OPEN_GATE, [Finding("gate", "Choose a gate of your authority.", cure="gate")])
    known = selectors.review_of(procurement, gate)
    if known is not None and known.status != State.NOT_NEEDED:
        message = f"{known.name} of {procurement.reference} is open already."
        raise Refused(acts.OPEN_GATE, [Finding("open", message, cure=known.get_absolute_url())])
    reasons = found.reasons(selectors.facts_of(procurement)) or [f"{by.name} asks for it"]
    if known is not None:
        with perform(acts.NEED, known, by=SYSTEM, at=at):
            _take_rule(known, found, reasons, at)
        return known
    return _open(procurement, found, reasons=reasons, by=by, at=at)


def _open(procurement: Procurement, gate: Gate, *, reasons: list[str], by: Actor, at: datetime) -> GateReview:
    on = selectors.today(at)
    began = selectors.begun(procurement, gate.code)
    review = GateReview(
        authority=procurement.authority,
        procurement=procurement,
        gate=gate.code,
        opened_on=on,
        is_retrospective=began is not None and began <= on,
    )
    _take_rule(review, gate, reasons, at)
    with create(acts.OPEN_GATE, review, by=by, at=at) as done:
        review.reference = take(SERIES, procurement.authority, year=on.year)[0]
        review.save()
        done.note(procurement=procurement.reference, gate=gate.code)
    return review


def _take_rule(review: GateReview, gate: Gate, reasons: list[str], at: datetime) -> None:
    """Write the gate as it stands today onto a review."""
    review.gate_label, review.number, review.question = gate.label, gate.number, gate.question
    review.gates_on, review.reasons = selectors.today(at), reasons
    decides = selectors.who_decides(gate, review.procurement, on=review.gates_on)
    review.body, review.role = decides.body, str(decides.decider.role or "")
