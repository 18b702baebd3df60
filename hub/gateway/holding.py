"""Hold back an act that declares ``after_gate`` until its gate, and every one before it, is passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from hub.gateway import rules, selectors
from hub.gateway.models import GateReview
from hub.gateway.rules import Decider, Gate
from hub.gateway.terms import TO_SUBMIT, State
from hub.governance import selectors as governance
from hub.law.findings import Finding
from hub.platform import gates
from hub.platform.act_table import Act, Refused
from hub.platform.identity.roles import Role
from hub.platform.words import date_long, list_of, lower_first, plural
from hub.procurement.models import Procurement


@gates.gate_check
def hold(act: Act, records: Sequence[Any], at: datetime) -> None:
    """Refuse the act while one of the records must pass a gate before it.

    :raises Refused: with each gate that is still to be passed, why it applies, and who can open the way.
    """
    for record in records:
        case = record if isinstance(record, Procurement) else getattr(record, "procurement", None)
        if case is not None and act.after_gate and (found := list(bars(act.after_gate, case, at))):
            raise Refused(act, found)


def bars(gate: str, case: Procurement, at: datetime) -> Iterator[Finding]:
    """Give what stands between a procurement and the stage after a gate."""
    for one, reasons, review in _up_to(gate, case, at):
        yield from _bars(one, reasons, review, case=case, at=at)


@gates.gap_source
def gaps(case: Any, gate: str, at: datetime) -> Iterator[gates.Gap]:
    """Give what a procurement lacks for a gate and those before it; one whose pack is submitted asks no more."""
    if not isinstance(case, Procurement):
        return
    for one, _, review in _up_to(gate, case, at):
        if review is None or review.status in TO_SUBMIT:
            yield from selectors.gaps_in(case, one, at)


def _up_to(gate: str, case: Procurement, at: datetime) -> Iterator[tuple[Gate, list[str], GateReview | None]]:
    """Give a gate and those before it that a procurement must pass, with why, and how far each is."""
    every = selectors.gates_on(selectors.today(at), case.authority)
    last = next((one for one in every if one.code == gate), None)
    if last is None:
        return
    known = {one.gate: one for one in selectors.every_review_of(case)}
    facts = selectors.facts_of(case)
    for one in every:
        review = known.get(one.code)
        reasons = one.reasons(facts)
        is_asked = review is not None and review.is_open
        if one.number <= last.number and (reasons or is_asked):
            yield one, reasons, review


def _bars(
    gate: Gate, reasons: list[str], review: GateReview | None, *, case: Procurement, at: datetime
) -> Iterator[Finding]:
    if review is None or not review.is_given:
        why = list_of(reasons or list(review.reasons if review else ()))
        message = f"{gate.name} must be passed first, because {why}. {_who(gate, review, case, at)}"
        page = review.get_absolute_url() if review else f"/gates/new/?procurement={case.reference}&gate={gate.code}"
        yield Finding("gate", message, gate.source, cure=page)
        return
    if first := [one for one in review.conditions.all() if one.is_open and one.comes_first]:
        count = plural(len(first), "condition")
        verb = "is" if len(first) == 1 else "are"
        message = f"{gate.name} was passed, but {count} {verb} still to be met first: {first[0].title}"
        yield Finding("condition", message, cure=first[0].get_absolute_url())
    if review.decision is not None:
        for one in governance.bars_to_effect(review.decision, at):
            yield replace(one, message=f"{gate.name} was passed, but {lower_first(one.message)}")
    now = selectors.decider_by_rules_of(review)
    then = Decider(review.body.code if review.body else "", Role(review.role) if review.role else None)
    if now is not None and rules.rises_above(then, now):
        who = selectors.who_decides(gate, case, on=selectors.today(at)).name
        message = (
            f"{gate.name} was passed by {review.decided_as}, but by what the procurement has become it is decided by "
            f"{who}. Reopen the gate and submit a new pack."
        )
        yield Finding("outgrown", message, gate.source, cure=review.get_absolute_url())
    for reason in rules.outgrown(review.pinned, selectors.now_pinned(case), tolerance=gate.tolerance):
        message = f"{gate.name} was passed, but {reason}. Reopen the gate and submit a new pack."
        yield Finding("outgrown", message, gate.source, cure=review.get_absolute_url())


def _who(gate: Gate, review: GateReview | None, case: Procurement, at: datetime) -> str:
    """Say who can open the way: who submits, or who decides."""
    decides = selectors.who_decides(gate, case, on=selectors.today(at))
    if review is not None and review.status == State.SUBMITTED and review.submitted_at is not None:
        on = date_long(review.submitted_at)
        people = list_of([one.name for one in decides.people], "or")
        return f"The pack was submitted on {on}. It waits on {decides.name}{f': {people}' if people else ''}."
    owner = case.owner.name if case.owner else "the procurement officer"
    return f"{owner} submits the pack, then {decides.name} decides."
