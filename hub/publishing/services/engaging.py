"""Keep the public list of market engagements: each line is made anew from the exercise and its events."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from hub.engagement.models import Exercise
from hub.engagement.selectors import opened_to_all
from hub.engagement.terms import State
from hub.platform.events.models import Event
from hub.publishing.models import PublishedEngagement
from hub.publishing.terms import PublicEngagement

COPIED = ("title", "purpose", "starts_on", "ends_on", "notice_number", "notice_url")
STATES = {
    State.RUNNING: PublicEngagement.OPEN,
    State.CLOSED: PublicEngagement.CLOSED,
    State.WITHDRAWN: PublicEngagement.WITHDRAWN,
}
WRITTEN = [f.name for f in PublishedEngagement._meta.concrete_fields if f.name not in {"id", "exercise_id"}]


def project_engagements(ids: Iterable[int]) -> int:
    """Make the public lines of some exercises anew.

    One that was never opened has none, nor has one for invited suppliers; what every supplier was told stays.

    :returns: how many are on the list.
    """
    wanted = sorted(set(ids))
    events = Event.objects.filter(root_kind=Exercise.kind(), root_id__in=wanted).order_by("number")
    last = dict(events.values_list("root_id", "number"))
    rows = [_row(one, last[one.pk]) for one in opened_to_all(wanted)]
    with transaction.atomic():
        PublishedEngagement.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["exercise_id"], update_fields=WRITTEN, batch_size=500
        )
    return len(rows)


def _row(one: Exercise, number: int) -> PublishedEngagement:
    return PublishedEngagement(
        exercise_id=one.pk,
        authority_id=one.authority_id,
        slug=one.reference,
        state=STATES[State(one.status)],
        method=one.get_method_display(),
        questions=[question.text for question in one.questions.all()],
        event_number=number,
        **{name: getattr(one, name) for name in COPIED},
    )
