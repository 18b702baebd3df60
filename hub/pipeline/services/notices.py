"""Draft the yearly pipeline notice: what the plan lists today, kept as it is."""

from __future__ import annotations

from datetime import date, datetime

from hub.pipeline import acts, selectors
from hub.pipeline.models import NoticeDraft
from hub.platform.actors import Actor
from hub.platform.acts import create
from hub.platform.clock import london
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority

SERIES = "UK1"


def draft_notice(*, authority: Authority, starts_on: date, by: Actor, at: datetime) -> NoticeDraft:
    """Keep what the notice of a financial year would list now, with what the law asks of the authority.

    :param starts_on: the first day of the financial year.
    """
    on = london(at).date()
    found = selectors.notice_plan(authority, starts_on=starts_on, on=on)
    draft = NoticeDraft(
        authority=authority,
        starts_on=found.period.starts_on,
        until=found.period.until,
        expected_spend_inc_vat=found.spend,
        is_required=found.is_required,
        publish_by=found.publish_by,
        listed=[one.plain() for one in found.sorted.listed],
        doubtful=[one.plain() for one in found.sorted.doubtful],
        drafted_at=at,
        drafted_by_id=by.person_id,
    )
    with create(acts.DRAFT_NOTICE, draft, by=by, at=at) as done:
        draft.reference = take(SERIES, authority, year=on.year)[0]
        draft.save()
        done.note(listed=len(draft.listed), doubtful=len(draft.doubtful))
    return draft
