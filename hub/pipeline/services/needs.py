"""What people need: send it, and say what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hub.law.findings import Finding
from hub.pipeline import acts, selectors
from hub.pipeline.models import Need, PipelineEntry
from hub.pipeline.rules import needs as rules
from hub.pipeline.services.planning import propose
from hub.platform.act_table import Act, Refused
from hub.platform.actors import Actor
from hub.platform.acts import create, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.numbering.services import take
from hub.platform.reference.statute import statute
from hub.platform.search.alike import Group
from hub.platform.tenancy.models import Authority

SERIES = "NEED"
TYPED = frozenset({"title", "description", "current", "value_ex_vat", "needed_on", "department", "budget_line"})


def send(
    *,
    authority: Authority,
    facts: Mapping[str, Any],
    alike: Sequence[Group] = (),
    by: Actor,
    at: datetime,
) -> Need:
    """Tell procurement what is needed.

    :param facts: title, description, current, value_ex_vat, needed_on, department, budget_line.
    :param alike: what was shown as like it before it was sent; it stays with the need.
    :raises Refused: when it is needed today or earlier, or nobody has set within how many days a need is answered.
    """
    if unknown := set(facts) - TYPED:
        raise ValueError(f"These are not asked of a need: {sorted(unknown)}")
    on = london(at).date()
    need = Need(authority=authority, requester_id=by.person_id or 0, sent_at=at, **facts)
    need.shown_alike = [_shown(one, group.label) for group in alike for one in group.found]
    _refuse(acts.SEND, need, on)
    need.answer_by = _answer_by(authority, on)
    with create(acts.SEND, need, by=by, at=at) as done:
        need.reference = take(SERIES, authority, year=on.year)[0]
        need.save()
        done.note(alike=len(need.shown_alike))
    return need


def _shown(one: Any, label: str) -> dict[str, str]:
    return {"label": label, "reference": one.reference, "title": one.title, "url": one.url, "why": one.why}


def _refuse(act: Act, need: Need, on: date) -> None:
    if found := list(rules.bars_to_sending(needed_on=need.needed_on, value_ex_vat=need.value_ex_vat, on=on)):
        raise Refused(act, found)


def _answer_by(authority: Authority, on: date) -> date:
    days = selectors.norms(authority, on=on).answer_days
    if days is None:
        message = "Nobody has set within how many days a need is answered. An administrator adds it under Settings."
        raise Refused(acts.SEND, [Finding("no_norm", message, cure="/settings/reference/planning_norms/")])
    return rules.answer_by(on, days, tables=statute(authority))


def revise_need(need: Need, *, facts: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None) -> Need:
    """Change what is needed while nobody has answered.

    :param facts: as of ``send``.
    """
    with perform(acts.REVISE_NEED, need, by=by, at=at, version=version):
        for name in TYPED & set(facts):
            setattr(need, name, facts[name])
        _refuse(acts.REVISE_NEED, need, london(at).date())
        need.save()
    return need


def accept(
    need: Need, *, owner: Person | None = None, answer: str = "", by: Actor, at: datetime, version: int | None = None
) -> Need:
    """Put a need on the plan: everything that was typed is carried over into a proposed entry.

    :param owner: who sees to it, as far as somebody says so.
    :param answer: what the requester reads besides.
    """
    with perform(acts.ACCEPT, need, by=by, at=at, version=version) as done:
        entry = propose(authority=need.authority, facts=_carried(need, owner), needed_on=need.needed_on, by=by, at=at)
        _answer(need, entry, answer, by=by, at=at)
        done.note(answer, entry=entry.reference)
    return need


def _carried(need: Need, owner: Person | None) -> dict[str, Any]:
    said = [need.description]
    if need.current:
        said.append(f"Today: {need.current}")
    return {
        "title": need.title,
        "description": "\n\n".join(said),
        "department": need.department,
        "value_ex_vat": need.value_ex_vat,
        "budget_line": need.budget_line,
        "owner": owner,
        "has_need": True,
    }


def join(
    need: Need, *, entry: PipelineEntry, answer: str = "", by: Actor, at: datetime, version: int | None = None
) -> Need:
    """Join a need to an entry that will meet it.

    :raises Refused: when the entry is another authority's, or its procurement has started.
    """
    with perform(acts.JOIN, need, by=by, at=at, version=version) as done:
        if found := list(_bars_to_joining(need, entry)):
            raise Refused(acts.JOIN, found)
        _answer(need, entry, answer, by=by, at=at)
        done.note(answer, entry=entry.reference)
    return need


def _bars_to_joining(need: Need, entry: PipelineEntry) -> Iterable[Finding]:
    if entry.authority_id != need.authority_id:
        yield Finding("other", f"{entry.reference} is a partner's. Put the need on our plan and offer that to them.")
    elif not entry.is_open:
        yield Finding("not_open", f"{entry.reference} is {entry.get_status_display().lower()}. Choose an open entry.")


def decline(need: Need, *, answer: str, by: Actor, at: datetime, version: int | None = None) -> Need:
    """Say that a need is not met by buying, and why; the requester reads it."""
    with perform(acts.DECLINE, need, by=by, at=at, version=version) as done:
        _answer(need, None, answer, by=by, at=at)
        done.note(answer)
    return need


def _answer(need: Need, entry: PipelineEntry | None, answer: str, *, by: Actor, at: datetime) -> None:
    need.entry, need.answer = entry, answer
    need.answered_by_id, need.answered_on = by.person_id, london(at).date()
    need.save()


def take_back(need: Need, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Need:
    """Take back what one asked for."""
    with perform(acts.TAKE_BACK, need, by=by, at=at, version=version) as done:
        need.save()
        done.note(reason)
    return need
