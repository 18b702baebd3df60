"""Write the pack, submit it, put it on an agenda, take it back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hub.gateway import acts, packs, rules, selectors
from hub.gateway.models import GateReview, Pack
from hub.gateway.rules import Gate
from hub.gateway.services.ending import end_pack, revoke_links
from hub.gateway.terms import PackEnd
from hub.governance import services as governance
from hub.governance.models import Meeting
from hub.governance.rules import KeyNotice, Subject
from hub.governance.terms import Exemption, KeyRoute
from hub.law.findings import Finding
from hub.platform import gates
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.identity.models import Person
from hub.platform.papers.paper import Paper, fingerprint, to_plain


@dataclass(frozen=True)
class Submission:
    """What the author of a pack says besides the record.

    :param sponsor: the senior officer who stands for the procurement.
    :param note: what the record does not say.
    """

    sponsor: Person | None = None
    note: str = ""
    exemption: str = ""
    exempt_part: str = ""
    is_urgent: bool = False
    urgent_reason: str = ""
    has_read_lessons: bool = False
    key_route: str = ""
    key_notice_on: date | None = None
    key_reason: str = ""

    @property
    def key_notice(self) -> KeyNotice:
        """Give how the public was told of the key decision."""
        return KeyNotice(self.key_route, self.key_notice_on, self.key_reason)


@dataclass(frozen=True)
class Draft:
    """A pack as it would be now."""

    gate: Gate
    paper: Paper
    asked: list[selectors.Asked]
    lessons: list[Any]
    reasons: list[str]
    decides: Any

    @property
    def gaps(self) -> list[str]:
        """Give a sentence for each question without which the gate cannot be submitted."""
        return [f"{one.question} {one.says}" for one in self.asked if one.must and not one.holds]


def draft(review: GateReview, *, told: Submission, by: Actor, at: datetime) -> Draft:
    """Write the pack of a gate as the record is now, without keeping it.

    :raises Refused: when the authority has no such gate any more.
    """
    on, case = selectors.today(at), review.procurement
    gate = selectors.gate_on(review.gate, on, case.authority)
    if gate is None:
        raise Refused(acts.SUBMIT, [Finding("gate", "Your authority has no such gate any more. Ask the gate keeper.")])
    asked = selectors.asked_of(case, gate, at)
    lessons = gates.lessons_for(case, gate.code, at)
    reasons = gate.reasons(selectors.facts_of(case)) or list(review.reasons)
    decides = selectors.who_decides(gate, case, on=on)
    ask = packs.Ask(
        gate=gate,
        reasons=reasons,
        deciders=decides.name,
        author=by.name,
        asked=asked,
        note=told.note,
        exemption=told.exemption,
        exempt_part=told.exempt_part,
        urgent_reason=told.urgent_reason if told.is_urgent else "",
        lessons=lessons,
    )
    return Draft(gate, packs.write(case, ask, at), asked, lessons, reasons, decides)


def submit(review: GateReview, *, told: Submission, by: Actor, at: datetime, version: int | None = None) -> GateReview:
    """Submit the pack: it is pinned as the record is now, and who decides is told.

    :raises Refused: when a question of the gate is still open, or the urgent route has no reason.
    """
    with perform(acts.SUBMIT, review, by=by, at=at, version=version) as done:
        made = draft(review, told=told, by=by, at=at)
        found = rules.bars_to_submitting(
            made.gaps,
            is_urgent=told.is_urgent,
            urgent_reason=told.urgent_reason,
            lessons=len(made.lessons),
            has_read_lessons=told.has_read_lessons,
        )
        refuse(acts.SUBMIT, found)
        pack = _pin(review, made, by=by, at=at)
        _write(review, made, told=told, by=by, at=at)
        review.save()
        done.note(pack=pack.number, fingerprint=pack.digest)
    return review


def _pin(review: GateReview, made: Draft, *, by: Actor, at: datetime) -> Pack:
    newest = selectors.pack_of(review)
    pack = Pack(
        review=review,
        number=(newest.number if newest else 0) + 1,
        paper=to_plain(made.paper),
        evidence=[asdict(one) for one in made.asked],
        digest=fingerprint(made.paper),
        made_at=at,
        made_by_id=by.person_id,
    )
    pack.save()
    return pack


def _write(review: GateReview, made: Draft, *, told: Submission, by: Actor, at: datetime) -> None:
    """Write onto the gate what holds for this pack: who decides, by when, by which route, on which value."""
    on, now = selectors.today(at), selectors.now_pinned(review.procurement)
    review.gate_label, review.number, review.question = made.gate.label, made.gate.number, made.gate.question
    review.gates_on, review.reasons = on, made.reasons
    review.body, review.role = made.decides.body, str(made.decides.decider.role or "")
    review.sponsor = told.sponsor
    review.submitted_at, review.submitted_by_id = at, by.person_id
    review.decide_by = on + timedelta(days=made.gate.days)
    review.lessons_offered = len(made.lessons)
    review.has_read_lessons = told.has_read_lessons if made.lessons else None
    review.is_urgent, review.urgent_reason = told.is_urgent, told.urgent_reason if told.is_urgent else ""
    review.exemption = told.exemption or (str(Exemption.INDIVIDUAL) if made.paper.has_exempt_part else "")
    review.pinned_inc_vat, review.pinned_procedure = now.value_inc_vat, now.procedure
    review.item, review.advice = None, {}
    review.is_key = made.gate.has_notice and bool(review.procurement.is_key_decision)
    _write_notice(review, told.key_notice)
    began = selectors.begun(review.procurement, review.gate)
    review.is_retrospective = review.is_retrospective or (began is not None and began <= on)


def _write_notice(review: GateReview, notice: KeyNotice) -> None:
    """Write down the notice of a key decision: as it is told, else as the timetable has it as done."""
    if not review.is_key:
        notice = KeyNotice()
    elif not notice.route and (told_on := selectors.notice_in_plan(review.procurement)):
        notice = KeyNotice(KeyRoute.NOTICE, told_on)
    if notice.route or not review.is_key:
        review.key_route, review.key_notice_on, review.key_reason = notice.route, notice.on, notice.reason


def put(
    review: GateReview, *, meeting: Meeting, why_late: str = "", key_route: str = "", key_notice_on: date | None = None,
    key_reason: str = "", by: Actor, at: datetime, version: int | None = None,
) -> GateReview:  # fmt: skip
    """Put the pack on the agenda of a meeting of the body that decides or advises.

    :param why_late: the special circumstances, where the papers of the meeting were due already.
    :param key_route: of ``KeyRoute``: how the public was told of the key decision, unless that is known.
    :raises Refused: when another body decides, the meeting takes no more items, or a key decision has no notice.
    """
    with perform(acts.PUT, review, by=by, at=at, version=version) as done:
        pack = selectors.pack_of(review)
        assert pack is not None, "a submitted gate has a pack"
        if review.body_id is None or meeting.body_id != review.body_id:
            name = review.body.name if review.body else "an officer"
            message = f"This gate is decided by {name}. Choose one of its meetings."
            raise Refused(acts.PUT, [Finding("body", message, cure="meeting")])
        _write_notice(review, KeyNotice(key_route, key_notice_on, key_reason))
        review.item = governance.agenda.put(
            meeting, facts=_facts(review, pack, why_late), subject=subject_of(review), by=by, at=at
        )
        review.save()
        done.note(meeting=meeting.reference, item=review.item.reference)
    return review


def subject_of(review: GateReview) -> Subject:
    """Give a gate as meetings and decisions name it."""
    return Subject(review.kind(), review.pk, review.reference, review.title, review.get_absolute_url())


def _facts(review: GateReview, pack: Pack, why_late: str) -> dict[str, Any]:
    case = review.procurement
    recommended = next((one for one in pack.paper["sections"] if one["key"] == "recommendations"), None)
    points = recommended["blocks"][0]["items"] if recommended else []
    return {
        "title": f"{case.title}: {review.name}"[:300],
        "recommendation": "\n".join(f"{one[:1].upper()}{one[1:]}" for one in points),
        "summary": review.question,
        "alternatives": selectors.rejected_options(review),
        "value_ex_vat": case.estimate_ex_vat,
        "value_inc_vat": case.estimate_inc_vat,
        "route": case.procedure,
        "risk": case.risk_level,
        "is_key": review.is_key,
        "key_route": review.key_route,
        "key_notice_on": review.key_notice_on,
        "key_reason": review.key_reason,
        "is_exempt": bool(review.exemption),
        "exemption": review.exemption,
        "why_late": why_late,
        "stand_for_it": sorted(review.stand_for_it - {review.submitted_by_id}),
    }


def withdraw(review: GateReview, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> GateReview:
    """Take a submitted pack back, with the reason; links to decide it end."""
    with perform(acts.WITHDRAW, review, by=by, at=at, version=version) as done:
        end_pack(review, PackEnd.WITHDRAWN, at)
        revoke_links(review, at)
        review.submitted_at, review.decide_by, review.advice = None, None, {}
        review.save()
        done.note(reason)
    return review
