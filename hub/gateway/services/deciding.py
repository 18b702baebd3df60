"""Decide a gate: an officer or member on its page or by a link, a body at its meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hub.gateway import acts, rules, selectors
from hub.gateway.models import DecisionLink, GateReview
from hub.gateway.services.conditions import set_conditions
from hub.gateway.services.ending import end_pack, revoke_links
from hub.gateway.services.linking import use
from hub.gateway.services.submitting import subject_of
from hub.gateway.terms import PackEnd, State
from hub.governance import services as governance
from hub.governance.models import Decision
from hub.governance.rules import bars_to_key_decision
from hub.governance.terms import Outcome
from hub.law.findings import Finding
from hub.platform.act_table import Act, bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.deadlines.services import tell
from hub.platform.identity.roles import Role
from hub.platform.identity.selectors import role_holders
from hub.platform.reference.statute import statute
from hub.platform.words import date_long, list_of, lower_first

Conditions = Sequence[Mapping[str, Any]]
OUTCOMES = {
    acts.GRANT.name: Outcome.APPROVED,
    acts.GRANT_WITH_CONDITIONS.name: Outcome.WITH_CONDITIONS,
    acts.SEND_BACK.name: Outcome.REFUSED,
}


@dataclass(frozen=True)
class Taken:
    """How a decision was taken, besides the act.

    :param note: the reasons.
    :param link: the link by which the person came.
    :param decision: the decision of a body that the gate follows.
    """

    note: str = ""
    conditions: Conditions = ()
    link: DecisionLink | None = None
    decision: Decision | None = None


def grant(
    review: GateReview, *, note: str = "", link: DecisionLink | None = None, by: Actor, at: datetime,
    version: int | None = None,
) -> GateReview:  # fmt: skip
    """Pass the gate.

    :raises Refused: for one's own pack, without the role, or on a pack that changed.
    """
    return decide(acts.GRANT, review, taken=Taken(note, (), link), by=by, at=at, version=version)


def grant_with_conditions(
    review: GateReview, *, conditions: Conditions, note: str = "", link: DecisionLink | None = None, by: Actor,
    at: datetime, version: int | None = None,
) -> GateReview:  # fmt: skip
    """Pass the gate on conditions, each with an owner and a day.

    :param conditions: each with ``text``, ``owner`` (a person), ``due_on`` and ``comes_first``.
    :raises Refused: also when a condition lacks one of these.
    """
    taken = Taken(note, conditions, link)
    return decide(acts.GRANT_WITH_CONDITIONS, review, taken=taken, by=by, at=at, version=version)


def send_back(
    review: GateReview, *, reason: str, link: DecisionLink | None = None, by: Actor, at: datetime,
    version: int | None = None,
) -> GateReview:  # fmt: skip
    """Send the pack back, and say what must change."""
    return decide(acts.SEND_BACK, review, taken=Taken(reason, (), link), by=by, at=at, version=version)


def decide(
    act: Act, review: GateReview, *, taken: Taken, by: Actor, at: datetime, version: int | None = None
) -> GateReview:
    """Take the decision that an act stands for."""
    with perform(act, review, by=by, at=at, version=version) as done:
        pack = selectors.pack_of(review)
        assert pack is not None, "a submitted gate has a pack"
        on = selectors.today(at)
        if taken.link is not None:
            use(act, taken.link, by=by, digest=pack.digest, at=at)
        if act is acts.GRANT_WITH_CONDITIONS:
            if found := list(rules.bars_to_conditions(taken.conditions, on=on)):
                raise Refused(act, found)
            set_conditions(review, taken.conditions, at=at)
        _write(act, review, taken=taken, by=by, at=at)
        end_pack(review, PackEnd.RETURNED if act is acts.SEND_BACK else PackEnd.DECIDED, at)
        revoke_links(review, at)
        if taken.decision is None:
            review.decision = _notice(act, review, taken=taken, by=by, at=at)
        review.save()
        done.note(taken.note, fingerprint=pack.digest, by_link=taken.link is not None, as_=review.decided_as)
    _tell(act, review, at)
    return review


def decide_by_link(
    link: DecisionLink, *, outcome: str, note: str, conditions: Conditions = (), by: Actor,
    at: datetime,
) -> GateReview:  # fmt: skip
    """Decide the gate of a link.

    :param outcome: the name of one of the three acts that decide a gate.
    :raises Refused: when the link does not hold, or the decision may not be taken.
    """
    act = {one.name: one for one in (acts.GRANT, acts.GRANT_WITH_CONDITIONS, acts.SEND_BACK)}[outcome]
    if act is acts.SEND_BACK and not note.strip():
        raise Refused(act, [Finding("no_reason", "Enter what must change.", cure="note")])
    taken = Taken(note, conditions if act is acts.GRANT_WITH_CONDITIONS else (), link)
    return decide(act, link.review, taken=taken, by=by, at=at)


def _write(act: Act, review: GateReview, *, taken: Taken, by: Actor, at: datetime) -> None:
    review.decided_at, review.decision_note, review.by_link = at, taken.note, taken.link is not None
    review.decided_by_id = None if by.is_system else by.person_id
    review.decision = taken.decision
    review.decided_as = _capacity(review, taken, by)
    review.was_quorate = bool(taken.decision.quorum.get("is_met")) if taken.decision is not None else None
    if review.submitted_at is not None:
        review.days_taken = rules.days_between(review.submitted_at, at)
    if review.is_urgent and act is not acts.SEND_BACK:
        gate = selectors.gate_on(review.gate, selectors.today(at), review.authority)
        review.report_by = rules.days_after(selectors.today(at), gate.report_days if gate else 28)


def _capacity(review: GateReview, taken: Taken, by: Actor) -> str:
    if taken.decision is not None and taken.decision.body is not None:
        return f"{taken.decision.body.name}, {date_long(taken.decision.decided_on)} ({taken.decision.reference})"
    if review.role:
        return f"{by.name}, {lower_first(Role(review.role).label)}"
    return f"{by.name}, {lower_first(Role.CHAIR.label)}, by the urgent route"


def _notice(act: Act, review: GateReview, *, taken: Taken, by: Actor, at: datetime) -> Decision | None:
    """Record an officer's decision with governance, whose notice it becomes, where the scheme lets them decide."""
    on = selectors.today(at)
    gate = selectors.gate_on(review.gate, on, review.authority)
    if gate is None or not gate.has_notice or act is acts.SEND_BACK:
        return None
    if review.role == Role.COUNCILLOR:
        return governance.record_member(
            authority=review.authority, facts=_decision_facts(act, review, taken), subject=subject_of(review),
            asked_by=review.submitted_by, by=by, at=at,
        )  # fmt: skip
    line = selectors.scheme_line(review.procurement, on=on)
    if line is None or line.body or not line.steps or str(line.steps[-1].role) != review.role:
        return None
    return governance.record_officer(
        authority=review.authority, facts=_decision_facts(act, review, taken), subject=subject_of(review),
        asked_by=review.submitted_by, by=by, at=at,
    )  # fmt: skip


def _decision_facts(act: Act, review: GateReview, taken: Taken) -> dict[str, Any]:
    """Give what the record of a decision says of a gate."""
    case, notice = review.procurement, review.key_notice
    return {
        "title": review.title[:300],
        "text": f"{review.name} of {case.title} is passed.",
        "reasons": taken.note or review.question,
        "alternatives": selectors.rejected_options(review),
        "outcome": OUTCOMES[act.name],
        "conditions": [_plain(one) for one in taken.conditions],
        "value_ex_vat": case.estimate_ex_vat,
        "value_inc_vat": case.estimate_inc_vat,
        "route": case.procedure,
        "risk": case.risk_level,
        "is_key": review.is_key,
        "key_route": notice.route,
        "key_notice_on": notice.on,
        "key_reason": notice.reason,
    }


def _plain(condition: Mapping[str, Any]) -> dict[str, Any]:
    due: date = condition["due_on"]
    return {"text": condition["text"], "owner": condition["owner"].pk, "due_on": due.isoformat()}


def _tell(act: Act, review: GateReview, at: datetime) -> None:
    """Tell who submitted it and who owns the procurement."""
    people = [pk for pk in (review.submitted_by_id, review.procurement.owner_id) if pk]
    said = {acts.GRANT.name: "Passed", acts.GRANT_WITH_CONDITIONS.name: "Passed with conditions"}
    sentence = f"{said.get(act.name, 'Sent back')}: {review.title}"
    cause = f"gate:{review.pk}:{review.version}"
    tell(cause=cause, people=people, authority=review.authority, sentence=sentence, at=at,
         link=review.get_absolute_url(), about=review)  # fmt: skip


@bars(acts.GRANT)
@bars(acts.GRANT_WITH_CONDITIONS)
def key_decision_too_early(review: GateReview, by: Actor, at: datetime) -> Iterable[Finding]:
    """A key decision waits for the clear days of its notice; at a meeting the agenda asks for them."""
    if review.status == State.SUBMITTED and review.is_key and not by.is_system:
        on = selectors.today(at)
        yield from bars_to_key_decision(
            review.key_notice, decides_on=on, on=on, tables=statute(review.authority), is_now=True
        )


@bars(acts.GRANT)
@bars(acts.GRANT_WITH_CONDITIONS)
@bars(acts.SEND_BACK)
def not_theirs_to_decide(review: GateReview, by: Actor, at: datetime) -> Iterable[Finding]:
    """Nobody decides their own pack, in another's role, or before the committee has advised."""
    if review.status != State.SUBMITTED or by.is_system:
        return
    if review.submitted_by_id == by.person_id:
        yield Finding("own_request", "You submitted this pack. Somebody else must decide it.")
        return
    if by.person_id in review.stand_for_it:
        yield Finding("own_request", "You lead or sponsor this procurement. Somebody else must decide the gate.")
        return
    if selectors.has_interest(review, by):
        yield Finding("interest", "You declared an interest in this procurement. Somebody else must decide the gate.")
        return
    if not review.role:
        yield from _only_at_a_meeting(review, by)
        return
    if not by.holds({Role(review.role)}, review.authority_id):
        on = selectors.today(at)
        names = [one.name for one in role_holders([Role(review.role)], review.authority_id, on)]
        role = lower_first(Role(review.role).label)
        who = f"{role}: {list_of(names, 'or')}" if names else f"{role}, which nobody holds. Ask your administrator"
        yield Finding("not_the_holder", f"This gate is decided by the {who}.")
    elif review.body_id and not review.advice and not review.is_urgent:
        message = f"{review.body.name if review.body else 'The committee'} advises first. Put the pack on its agenda."
        yield Finding("no_advice", message, cure=acts.PUT.name)


def _only_at_a_meeting(review: GateReview, by: Actor) -> Iterable[Finding]:
    if review.is_urgent and by.holds({Role.CHAIR}, review.authority_id):
        return
    name = review.body.name if review.body else "a body that does not exist. Set it up first"
    if review.is_urgent:
        yield Finding("not_the_chair", f"This is urgent: the chair decides it in place of {name}.")
        return
    # An item that was taken off, deferred or lapsed, or whose meeting was cancelled, decides nothing any more.
    item = review.item if review.item and review.item.is_to_come else None
    where = f"at the meeting of {date_long(item.meeting.meets_on)}" if item else "at a meeting"
    page = item.get_absolute_url() if item else acts.PUT.name
    yield Finding("at_a_meeting", f"This gate is decided by {name}, {where}.", cure=page)
