"""Ask, approve, send back, withdraw; hold back acts that lack an approval; let approvals lapse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps

from hub.law.findings import Finding
from hub.platform import acts as kernel
from hub.platform import canon, clock, words
from hub.platform.act_table import Act, NotHeld, Refused, bars
from hub.platform.actors import Actor, system_actor
from hub.platform.approvals import acts, bodies, selectors
from hub.platform.approvals.declare import REGISTRY, Approval, digest, plain_terms
from hub.platform.approvals.errors import NeedsApproval
from hub.platform.approvals.models import Request, Step
from hub.platform.approvals.rules import Band, Content, choose, in_words
from hub.platform.approvals.terms import Decision, RequestState
from hub.platform.deadlines.services import tell
from hub.platform.events.models import Event
from hub.platform.identity.roles import Role

CHUNK = 500
NO_REASON = Finding("no_reason", "Enter what must change before you can approve it.")


def ask(
    act: Act, record: Any, *, by: Actor, at: datetime, note: str = "", terms: Mapping[str, Any] | None = None
) -> Request:
    """Ask for the approval of one act on one record with the content it has now.

    :param terms: what the act is to do beyond what the record says, by name, where the approval declares such.

    :raises NotHeld: when ``by`` may not do the act itself.
    :raises Refused: when the act would be refused with these terms, the scheme has no line for it, nothing needs
        approving, or it is already asked.
    """
    record = type(record)._base_manager.get(pk=record.pk)
    approval = _declared(act)
    if not kernel.held(act, record, by):
        raise NotHeld(act)
    if approval.bars is not None and (found := approval.bars(record, plain_terms(terms or {}), by)):
        raise Refused(act, found)
    content = approval.content_of(record, terms)
    on = clock.london(at).date()
    band = selectors.band_for(approval.route, content, on=on, authority=record.root.authority)
    if band is None:
        raise Refused(acts.ASK, [_no_line(approval)])
    if band.body:
        raise Refused(acts.ASK, [bodies.decides(band)])
    if not band.steps:
        raise Refused(acts.ASK, [Finding("not_needed", f"{band.label}: no approval is needed. Go on without.")])
    _make_room(act, record, digest(content), at)
    request = _request(act, record, approval, content=content, band=band)
    request.terms = plain_terms(terms or {})
    request.asked_by_id, request.asked_at, request.waits_since, request.note = by.person_id or 0, at, at, note
    with kernel.create(acts.ASK, request, by=by, at=at) as entry:
        request.save()
        for position, rule in enumerate(band.steps, start=1):
            deputies = rule.allows_deputies
            Step(request=request, position=position, role=rule.role, limit=rule.limit, allows_deputies=deputies).save()
        entry.note(note, act=act.name, band=band.code)
    return request


def _request(act: Act, record: Any, approval: Approval, *, content: Content, band: Band) -> Request:
    """Give the request with its content and its line of the scheme frozen."""
    return Request(
        authority=record.root.authority,
        verb=act.name,
        key=approval.key,
        subject_kind=record.kind(),
        subject_id=record.pk,
        subject_label=approval.title(record)[:300],
        root_kind=record.root.kind(),
        root_id=record.root.pk,
        value=content.value,
        value_inc=content.value_inc,
        content=content.fields,
        digest=digest(content),
        band={
            "code": band.code,
            "label": band.label,
            "range": band.range,
            "source": band.source,
            "fresh_sign_in": band.wants_fresh_sign_in,
        },
    )


def _make_room(act: Act, record: Any, wanted: str, at: datetime) -> None:
    """Let an outdated request lapse; refuse a second one for the same content."""
    standing = selectors.current_request(act.name, record)
    if standing is None:
        return
    if standing.digest == wanted:
        cure = standing.get_absolute_url()
        raise Refused(acts.ASK, [Finding("already_asked", "This approval is already asked for.", cure=cure)])
    _lapse(standing, at)


def approve(request: Request, *, by: Actor, at: datetime, comment: str = "") -> Request:
    """Take the next decision in favour; the last one unlocks the act.

    :raises Refused: for one's own request, a second decision of the same person, changed content or too high a value.
    """
    try:
        with kernel.perform(acts.APPROVE, request, by=by, at=at) as entry:
            step = decide_for(request, by=by, at=at, comment=comment)
            entry.note(comment, step=step.position)
    except Refused as refused:
        if any(finding.code == "over_limit" for finding in refused.findings):
            report_over_limit(request, by=by, at=at)
        raise
    tell_if_approved(request, at)
    return request


def decide_for(request: Request, *, by: Actor, at: datetime, comment: str) -> Step:
    """Write the next decision in favour within an open act; the last one makes the request approved."""
    step = decide(request, Decision.APPROVED, by=by, at=at, comment=comment)
    request.waits_since = at
    if not Step.objects.filter(request=request, decision="").exists():
        request.status = RequestState.APPROVED
        request.ended_at = at
        request.waits_since = None
        request.from_event = Event.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return step


def tell_if_approved(request: Request, at: datetime) -> None:
    """Tell the asker once the last step is taken."""
    if request.status == RequestState.APPROVED:
        _tell_asker(request, "approved", f"Approved: {words.lower_first(request.phrase)}, {request.subject_label}", at)


def tell_sent_back(request: Request, at: datetime) -> None:
    """Tell the asker that something must change."""
    _tell_asker(request, "sent-back", f"Sent back: {words.lower_first(request.phrase)}, {request.subject_label}", at)


def send_back(request: Request, *, by: Actor, at: datetime, reason: str) -> Request:
    """Decide against, and say what must change."""
    if not reason.strip():
        raise Refused(acts.SEND_BACK, [NO_REASON])
    with kernel.perform(acts.SEND_BACK, request, by=by, at=at) as entry:
        step = decide(request, Decision.SENT_BACK, by=by, at=at, comment=reason)
        request.ended_at = at
        entry.note(reason, step=step.position)
    tell_sent_back(request, at)
    return request


def withdraw(request: Request, *, by: Actor, at: datetime, reason: str) -> Request:
    """Take back one's own request, or an approval that is no longer wanted."""
    if not reason.strip():
        raise Refused(acts.WITHDRAW, [Finding("no_reason", "Enter why you are withdrawing the request.")])
    with kernel.perform(acts.WITHDRAW, request, by=by, at=at) as entry:
        request.ended_at = at
        entry.note(reason)
    return request


def decide(request: Request, decision: Decision, *, by: Actor, at: datetime, comment: str) -> Step:
    """Write the decision of the step that waits, within an open act."""
    step = Step.objects.filter(request=request, decision="").order_by("position").first()
    assert step is not None, "a waiting request has a step that waits"
    step.request = request
    step.decision = decision
    step.decided_by_id = by.person_id
    step.stood_in_for = selectors.deciding_as(step, by, at=at)[1]
    step.decided_at = at
    step.comment = comment
    step.save()
    request._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    return step


@bars(acts.APPROVE)
@bars(acts.SEND_BACK)
def not_theirs_todecide(request: Request, by: Actor, at: datetime) -> Iterable[Finding]:
    """Nobody decides their own request, twice, without the role, or on content that has changed."""
    step = request.next_step()
    if step is None:
        state = RequestState(request.status).label.lower()
        yield Finding("not_waiting", f"This request is {state}. Only one that waits can be decided.")
        return
    if request.asked_by_id == by.person_id:
        yield Finding("own_request", "You asked for this. Somebody else must decide it.")
    elif by.person_id in {one.decided_by_id for one in request.steps.all()}:
        yield Finding("decided_before", "You decided an earlier step. Somebody else must decide this one.")
    elif not selectors.deciding_as(step, by, at=at)[0]:
        yield _not_the_holder(step, at)
    if is_outdated(request):
        cure = request.get_absolute_url()
        yield Finding("changed", "The content changed after it was asked. It must be asked again.", cure=cure)


@bars(acts.APPROVE)
def beyond_the_limit(request: Request, by: Actor, at: datetime) -> Iterable[Finding]:
    """A step approves up to its delegated limit and no further."""
    step = request.next_step()
    if step is None or step.is_within_limit(request.value):
        return
    worth = words.money(request.value) if request.value is not None else "an amount that is not known"
    message = f"This is worth {worth}. The limit of this step is {words.money(step.limit or 0)}. Send it back."
    yield Finding("over_limit", message, citation=str(request.band.get("label", "")))


def _not_the_holder(step: Step, at: datetime) -> Finding:
    on = clock.london(at).date()
    people = selectors.holders_of(step.role, on=on, authority_id=step.request.authority_id)
    names = words.list_of([person.name for person in people if person.pk != step.request.asked_by_id], "or")
    who = f"{step.role_label}: {names}" if names else f"{step.role_label}, which nobody holds. Ask your administrator"
    return Finding("not_the_holder", f"This step is decided by the {words.lower_first(who)}.")


def is_outdated(request: Request) -> bool:
    """Say whether the record says something else now than when approval was asked."""
    record = selectors.subject_of(request)
    return record is None or REGISTRY[request.key].digest_of(record, request.terms) != request.digest


def report_over_limit(request: Request, *, by: Actor, at: datetime) -> None:
    """Record an attempt beyond a limit, and tell those who keep the scheme."""
    with kernel.perform(acts.OVER_LIMIT, request, by=by, at=at) as entry:
        entry.note(value=request.value)
    on = clock.london(at).date()
    people = [one.pk for one in selectors.holders_of(Role.LEGAL, on=on, authority_id=request.authority_id)]
    sentence = f"Somebody tried to approve beyond their limit: {request.subject_label}"
    _tell(request, f"over-limit:{by.person_id}", people, sentence=sentence, at=at)


@kernel.approval_check
def check(act: Act, records: Sequence[Any], at: datetime, terms: Mapping[str, Any] | None = None) -> None:
    """Hold back an act that needs an approval until an approved request for exactly each record's content stands.

    The number of queries does not depend on the number of records.

    :param terms: with which terms it is performed; without them only the record is compared, as for what is offered.
    :raises NeedsApproval: with the address that cures it.
    """
    approval = _declared(act)
    on = clock.london(at).date()
    schemes: dict[int, Any] = {}
    stopped: list[tuple[Any, Band | None]] = []
    for record in records:
        root = record.root
        if root.authority_id not in schemes:
            schemes[root.authority_id] = selectors.scheme(on=on, authority=root.authority)
        content = approval.content_of(record, terms)
        band = choose(schemes[root.authority_id], key=approval.route, content=content)
        if band is None or band.steps or band.body:
            stopped.append((record, band))
    bodies.check(act, [(record, band) for record, band in stopped if band and band.body])
    stopped = [(record, band) for record, band in stopped if not (band and band.body)]
    requests = selectors.current_requests(act.name, [record for record, _ in stopped])
    for record, band in stopped:
        request = requests.get(record.pk)
        _check_request(act, approval, record, band=band, request=request)
        if request is not None and terms is not None and plain_terms(terms) != request.terms:
            raise NeedsApproval(act, _other_terms(act, approval, record, request=request))


def _check_request(act: Act, approval: Approval, record: Any, *, band: Band | None, request: Request | None) -> None:
    """Hold one record back unless its request is approved for exactly its content."""
    if request is None:
        if band is None:
            raise NeedsApproval(act, _no_line(approval))
        first = band.steps[0].role.label.lower()
        message = f"This needs approval ({band.label}). It is decided first by the {first}. Ask for it."
        raise NeedsApproval(act, Finding("needs_approval", message, band.source, cure=selectors.ask_link(act, record)))
    if request.digest != approval.digest_of(record, request.terms):
        message = "The content changed after approval was asked. Ask again."
        raise NeedsApproval(act, Finding("approval_lapsed", message, cure=selectors.ask_link(act, record)))
    if request.status != RequestState.APPROVED:
        step = request.next_step()
        who = step.role_label.lower() if step else "approver"
        raise NeedsApproval(
            act, Finding("approval_waits", f"Approval waits on the {who}.", cure=request.get_absolute_url())
        )


def _other_terms(act: Act, approval: Approval, record: Any, *, request: Request) -> Finding:
    """Say that this is not what was approved, and what was."""
    said = canon.plain(approval.said(request.terms)) if request.terms else {}
    approved = words.list_of([f"{words.lower_first(name)} {in_words(value)}" for name, value in said.items()])
    what = (
        f"What was approved is: {approved}. Do exactly that" if approved else "That was not part of what was approved"
    )
    message = f"{what}, or ask for approval of something else."
    return Finding("approval_lapsed", message, cure=selectors.ask_link(act, record))


def _declared(act: Act) -> Approval:
    if act.needs is None or act.needs not in REGISTRY:
        raise Refused(
            act, [Finding("undeclared", "Nobody has said what an approval of this covers. Tell your administrator.")]
        )
    return REGISTRY[act.needs]


def _no_line(approval: Approval) -> Finding:
    message = (
        f"The scheme of delegation has no line for this: {approval.label.lower()}. Ask your administrator to add one."
    )
    return Finding("no_line", message, cure="/settings/reference/scheme_of_delegation/")


@kernel.after_act
def settle(records: list[Any], at: datetime) -> None:
    """After every act: approvals that were used are used up, those whose content changed lapse."""
    kinds = root_kinds()
    groups: dict[str, list[int]] = {}
    for record in records:
        if record.kind() in kinds:
            groups.setdefault(record.kind(), []).append(record.pk)
    for kind, ids in groups.items():
        for start in range(0, len(ids), CHUNK):
            rows = Request.objects.standing().filter(root_kind=kind, root_id__in=ids[start : start + CHUNK])
            for request in rows.prefetch_related("steps"):
                _settle(request, at)


def _settle(request: Request, at: datetime) -> None:
    if request.status == RequestState.APPROVED and _was_used(request):
        with kernel.perform(acts.USE, request, by=system_actor(), at=at):
            request.waits_since = None
    elif is_outdated(request):
        was_approved = request.status == RequestState.APPROVED
        _lapse(request, at)
        after = "approval" if was_approved else "approval was asked"
        _tell_asker(request, "lapsed", f"Ask again: {request.subject_label} changed after {after}", at)


def _was_used(request: Request) -> bool:
    done = Event.objects.filter(subject_kind=request.subject_kind, subject_id=request.subject_id, verb=request.verb)
    return bool(
        done.filter(root_kind=request.root_kind, root_id=request.root_id, number__gt=request.from_event).exists()
    )


def _lapse(request: Request, at: datetime) -> None:
    with kernel.perform(acts.LAPSE, request, by=system_actor(), at=at):
        request.ended_at = at
        request.waits_since = None


def root_kinds() -> set[str]:
    """Give the kinds of root records that approvals hang on."""
    return {_root_model(approval.of).kind() for approval in REGISTRY.values()}


def _root_model(model: Any) -> Any:
    for step in filter(None, model.tenant_path.split(".")):
        model = model._meta.get_field(step).related_model
    return model


def _tell_asker(request: Request, what: str, sentence: str, at: datetime) -> None:
    _tell(request, what, [request.asked_by_id], sentence=sentence, at=at)


def _tell(request: Request, what: str, people: Iterable[int], *, sentence: str, at: datetime) -> None:
    cause = f"approval:{request.pk}:{what}"
    link = request.get_absolute_url()
    tell(cause=cause, people=people, authority=request.authority, sentence=sentence, at=at, link=link, about=request)


def find_subject(kind: str, pk: int, actor: Actor) -> Any:
    """Give a record that approvals cover, within the actor's reach, or nothing."""
    if kind not in {approval.of.kind() for approval in REGISTRY.values()}:
        return None
    record = apps.get_model(kind)._base_manager.filter(pk=pk).first()
    if record is None:
        return None
    manager: Any = type(record.root)._default_manager
    return record if manager.visible_to(actor).filter(pk=record.root.pk).exists() else None
