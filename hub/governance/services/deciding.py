"""Decisions: of a body on an item of its agenda, and of an officer under delegated powers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hub.governance import acts, hearing, rules, selectors
from hub.governance.models import AgendaItem, Decision
from hub.governance.rules import OWN, OWN_CASE, Quorum, Subject
from hub.governance.selectors.scheme import Case, WhoDecides, who_decides
from hub.governance.terms import IN_FAVOUR, Maker
from hub.law.findings import Finding
from hub.platform.act_table import Act, bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform, together
from hub.platform.clock import london
from hub.platform.identity.roles import Role
from hub.platform.numbering.services import take
from hub.platform.reference.statute import statute
from hub.platform.tenancy.models import Authority

SERIES = "DEC"
CARRIED = (
    "title", "subject_kind", "subject_id", "subject_reference", "subject_title", "subject_page", "value_ex_vat",
    "value_inc_vat", "route", "risk", "is_key", "key_route", "key_notice_on", "key_reason", "is_exempt", "exemption",
    "exempt_part",
)  # fmt: skip
# What an officer says of a decision of their own.
FACTS = frozenset({
    "title", "text", "reasons", "alternatives", "outcome", "conditions", "value_ex_vat", "value_inc_vat", "route",
    "risk", "is_key", "key_route", "key_notice_on", "key_reason", "is_exempt", "exemption", "exempt_part", "papers",
    "interests", "effect",
})  # fmt: skip


@bars(acts.DECIDE_ITEM)
def can_be_decided(item: AgendaItem, by: Actor, at: datetime) -> Iterable[Finding]:
    """Without a quorum, for oneself or with an interest nobody decides."""
    if item.status != "listed" or item.meeting.status != "open":
        return
    yield from rules.bars_to_quorum(selectors.quorum_for(item), asked_by=item.asked_by_id, recorded_by=by.person_id)
    if by.person_id in item.stand_for_it:
        yield Finding("own_request", OWN_CASE)
    elif by.person_id in selectors.apart_from(item) - {item.asked_by_id}:
        yield Finding("interest", "You declared an interest in this item. Somebody else must record the decision.")


def decide(
    item: AgendaItem,
    *,
    outcome: str,
    text: str,
    reasons: str,
    alternatives: str = "",
    conditions: Sequence[Mapping[str, Any]] = (),
    votes: Mapping[str, int] | None = None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Decision:
    """Record what a body decided on an item, with the quorum, the interests and the scheme of that day.

    :param conditions: each with ``text``, ``owner`` (a person's number or None) and ``due_on`` (a day as text or None).
    :param votes: numbers by "for", "against" and "abstained", where members voted.
    :raises Refused: without a quorum, for one's own request, or when conditions and outcome do not fit.
    """
    with together():
        with perform(acts.DECIDE_ITEM, item, by=by, at=at, version=version) as done:
            quorum = selectors.quorum_for(item)
            cast = {name: number for name, number in (votes or {}).items() if number}
            found = [*rules.bars_to_conditions(outcome, conditions), *rules.votes_fit(cast, quorum.present)]
            if outcome in IN_FAVOUR:
                found += _bars_to_key(item, london(at).date(), item.meeting.authority)
            if found:
                raise Refused(acts.DECIDE_ITEM, found)
            decision = _of_item(item, quorum, at)
            decision.outcome, decision.text, decision.reasons = outcome, text, reasons
            decision.alternatives, decision.conditions, decision.votes = alternatives, list(conditions), cast
            with create(acts.RECORD, decision, by=by, at=at):
                decision.reference = take(SERIES, decision.authority, year=decision.decided_on.year)[0]
                decision.save()
            done.note(decision=decision.reference, outcome=str(outcome))
        hearing.tell(decision, by=by, at=at)
    return decision


def _bars_to_key(told: AgendaItem | Decision, on: date, authority: Authority) -> list[Finding]:
    """Give what stands between a key decision and this day: its notice and the clear days after it."""
    if not told.is_key:
        return []
    tables = statute(authority)
    return list(rules.bars_to_key_decision(told.key_notice, decides_on=on, on=on, tables=tables, is_now=True))


def _of_item(item: AgendaItem, quorum: Quorum, at: datetime) -> Decision:
    """Give the decision on an item with what is frozen: who was there, whose interest, which line of the scheme."""
    meeting, on = item.meeting, london(at).date()
    decision = Decision(authority=meeting.authority, maker=Maker.BODY, body=meeting.body, meeting=meeting, item=item)
    for name in CARRIED:
        setattr(decision, name, getattr(item, name))
    decision.asked_by_id, decision.decided_on, decision.decided_at = item.asked_by_id, on, at
    decision.quorum = {
        "needed": quorum.needed,
        "present": quorum.present,
        "functions": [str(one) for one in meeting.body.functions_needed],
        "is_met": quorum.is_met,
    }
    decision.was_quorate = quorum.is_met
    declared = [one for one in selectors.interests_of(meeting) if one.item_id == item.pk]
    decision.interests = [{"person": one.person_id, "nature": one.nature} for one in declared]
    found = _replayed(decision)
    decision.is_within_powers = None if found.band is None else _is_within(found, meeting.body.code)
    decision.notice_by = _notice_by(decision)
    return decision


def _replayed(decision: Decision) -> WhoDecides:
    """Ask the scheme of the decision's day, and keep its line."""
    case = Case(decision.value_ex_vat, decision.value_inc_vat, decision.route, decision.risk)
    found = who_decides(case, on=decision.decided_on, authority=decision.authority)
    decision.delegation = found.kept()
    return found


def _is_within(found: WhoDecides, code: str) -> bool:
    """Say whether a body may decide: the line names it, or an officer, whose powers the authority's bodies keep."""
    # LGA 1972 s.101(4): an arrangement for an officer does not prevent the authority from exercising the function.
    return found.band is not None and found.band.body in ("", code)


def record_officer(
    *,
    authority: Authority,
    facts: Mapping[str, Any],
    subject: Subject | None = None,
    asked_by: Any = None,
    authorised_by: Decision | None = None,
    by: Actor,
    at: datetime,
) -> Decision:
    """Record a decision that an officer took under delegated powers.

    :param facts: of ``FACTS``; title, text, reasons and outcome at least.
    :param asked_by: who asked for it; never the officer.
    :param authorised_by: the decision by which a body gave the officer this power, where the scheme does not.
    :raises Refused: for one's own request, or beyond the officer's powers on that day.
    """
    if unknown := set(facts) - FACTS:
        raise ValueError(f"These are not facts of a decision: {sorted(unknown)}")
    decision = Decision(authority=authority, maker=Maker.OFFICER, taken_by_id=by.person_id, **facts)
    decision.decided_on, decision.decided_at = london(at).date(), at
    decision.asked_by, decision.authorised_by = asked_by, authorised_by
    if subject is not None:
        _take_subject(decision, subject)
    found = _replayed(decision)
    if bars_found := [*_bars_to_officer(decision, found, by)]:
        raise Refused(acts.RECORD, bars_found)
    decision.is_within_powers = True if authorised_by or found.band else None
    return _record(acts.RECORD, decision, by=by, at=at)


def record_member(
    *, authority: Authority, facts: Mapping[str, Any], subject: Subject, asked_by: Any, by: Actor, at: datetime
) -> Decision:
    """Record a decision that a member took where the authority's rules leave it to a member.

    :param facts: of ``FACTS``; title, text, reasons and outcome at least.
    :param asked_by: who asked for it; never the member.
    :raises Refused: for one's own request, or a key decision before the days of its notice are over.
    """
    decision = Decision(authority=authority, maker=Maker.MEMBER, taken_by_id=by.person_id, asked_by=asked_by, **facts)
    decision.decided_on, decision.decided_at = london(at).date(), at
    _take_subject(decision, subject)
    _replayed(decision)
    if bars_found := [*_bars_to_own(decision, by), *_bars_to_key(decision, decision.decided_on, authority)]:
        raise Refused(acts.RECORD, bars_found)
    return _record(acts.RECORD_MEMBER, decision, by=by, at=at)


def _record(act: Act, decision: Decision, *, by: Actor, at: datetime) -> Decision:
    """Keep a decision that one person took, with its number and the day by which it is published."""
    decision.notice_by = _notice_by(decision)
    with together():
        with create(act, decision, by=by, at=at):
            decision.reference = take(SERIES, decision.authority, year=decision.decided_on.year)[0]
            decision.save()
        hearing.tell(decision, by=by, at=at)
    return decision


def _take_subject(decision: Decision, subject: Subject) -> None:
    decision.subject_kind, decision.subject_id = subject.kind, subject.pk
    decision.subject_reference, decision.subject_title = subject.reference, subject.title[:400]
    decision.subject_page = subject.page


def _notice_by(decision: Decision) -> date | None:
    """Give the day by which a decision is to be published; None where the law asks for no record of it."""
    tables = statute(decision.authority)
    if decision.is_of_officer:
        answer = rules.what_the_record_needs(
            decided_on=decision.decided_on, is_express=decision.authorised_by is not None, effect=decision.effect,
            tables=tables,
        )  # fmt: skip
        if answer.result is None or not answer.result.record_needed:
            return None
    elif decision.body is not None and not decision.body.is_public:
        return None
    return rules.notice_due(decision.decided_on, selectors.notice_days(decision), tables=tables)


def _bars_to_officer(decision: Decision, found: WhoDecides, by: Actor) -> Iterator[Finding]:
    """An officer decides what the scheme of the day, or a body, lets them decide, and never what they asked for."""
    yield from _bars_to_own(decision, by)
    if decision.outcome in IN_FAVOUR:
        yield from _bars_to_key(decision, decision.decided_on, decision.authority)
    yield from rules.bars_to_conditions(decision.outcome, decision.conditions)
    if decision.is_exempt and not decision.exemption:
        yield Finding("exemption", "Choose why the public may not see the exempt part.", cure="exemption")
    if decision.authorised_by is not None:
        if not decision.authorised_by.is_in_favour or decision.authorised_by.authority_id != decision.authority_id:
            yield Finding("no_power", "That decision gave no power. Choose one that was approved.")
        return
    if found.band is not None and not _officer_may(found, by, decision):
        message = f"{found.name} decides this: {found.band.label}. Ask them, or put it on an agenda."
        yield Finding("beyond_powers", message, found.citation, cure="/who-decides/")


def _bars_to_own(decision: Decision, by: Actor) -> Iterator[Finding]:
    if decision.asked_by_id is not None and decision.asked_by_id == by.person_id:
        yield Finding("own_request", OWN, cure="asked_by")


def _officer_may(found: WhoDecides, by: Actor, decision: Decision) -> bool:
    band = found.band
    if band is None or band.body:
        return False
    if not band.steps:
        return True
    last = band.steps[-1]
    is_in_limit = last.limit is None or (decision.value_ex_vat is not None and decision.value_ex_vat <= last.limit)
    return is_in_limit and by.holds({Role(last.role)}, decision.authority_id)
