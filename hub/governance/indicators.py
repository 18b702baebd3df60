"""What this package measures: SE-1, the meetings of SE-2, and who decided within their powers (ST-10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from hub.governance.models import Decision, Engagement, Meeting
from hub.governance.selectors import measuring
from hub.governance.terms import EngagementState, Maker, MeetingState
from hub.platform.clock import london
from hub.platform.indicators.declare import Indicator, Reading, Unit, add
from hub.platform.indicators.shares import share_of
from hub.platform.reference.statute import statute

YEAR, HALF = timedelta(days=365), timedelta(days=183)
STANDING = (EngagementState.OPEN, EngagementState.AWARDED)
SETTLED = (MeetingState.CLOSED, MeetingState.SIGNED)
DECISIONS, MEETINGS, COUNCILLORS = "/decisions/", "/meetings/", "/councillors/"


def _of_the_year(at: datetime) -> Q:
    on = london(at).date()
    return Q(decided_on__gt=on - YEAR, decided_on__lte=on)


def _met_in_the_year(at: datetime) -> Q:
    on = london(at).date()
    return Q(status__in=SETTLED, meets_on__gt=on - YEAR, meets_on__lte=on)


share_of(
    "ST-10.in_limit",
    label="Decisions within the scheme of delegation",
    formula=(
        "Decisions of bodies and officers in the year before that the scheme of their day lets them take, of all for "
        "which that scheme has a line."
    ),
    of=Decision,
    counted=lambda at: _of_the_year(at) & Q(is_within_powers__isnull=False),
    holds=lambda at: Q(is_within_powers=True),
    register=DECISIONS,
)
share_of(
    "SE-2.quorate",
    label="Decisions of bodies with a quorum",
    formula="Decisions of bodies in the year before with number and functions of their quorum, of all such decisions.",
    of=Decision,
    counted=lambda at: _of_the_year(at) & Q(maker=Maker.BODY),
    holds=lambda at: Q(was_quorate=True),
    register=DECISIONS,
)
share_of(
    "SE-2.meetings_quorate",
    label="Meetings with a quorum",
    formula="Meetings held in the year before that had a quorum when they opened, of all that were held.",
    of=Meeting,
    counted=_met_in_the_year,
    holds=lambda at: Q(was_quorate=True),
    register=MEETINGS,
)
share_of(
    "SE-2.published",
    label="Decisions published in time",
    formula="Decisions that were to be published in the year before and are, of all that were to be by now.",
    of=Decision,
    counted=lambda at: _of_the_year(at) & Q(notice_by__isnull=False, notice_by__lte=london(at).date()),
    holds=lambda at: Q(published_at__isnull=False),
    register=DECISIONS,
)


def _attend(authorities: Sequence[int], at: datetime) -> Reading:
    came, expected = measuring.attendance(authorities, at)
    return Reading(came, expected, f"{MEETINGS}?view=held", measured=f"{MEETINGS}?view=held")


add(
    Indicator(
        "SE-2.attend",
        "Members who came",
        "Members who came to the meetings of the year before, of all who were expected; each meeting counts anew.",
        _attend,
    )
)


def _approval(authorities: Sequence[int], at: datetime) -> Reading:
    middle, count = measuring.days_to_approve(authorities, at, tables=statute())
    return Reading(count, count, "/approvals/", Unit.DAYS, value=None if middle is None else int(middle + 0.5))


add(
    Indicator(
        "ST-10.t_appr",
        "Days to approve",
        "The median of the working days from asking to the last decision, over the approvals of the year before.",
        _approval,
        Unit.DAYS,
    )
)

share_of(
    "SE-1.recorded",
    label="Procurements with recorded engagement of councillors",
    formula="Scored procurements with a briefing or a view of a councillor, of all that were scored and not ended.",
    of=Engagement,
    counted=lambda at: Q(status__in=STANDING),
    holds=lambda at: Q(views_count__gt=0) | Q(briefings_count__gt=0),
    register=COUNCILLORS,
)
share_of(
    "SE-1.engaged",
    label="Procurements with councillors engaged at every stage asked for",
    formula="Procurements over the criterion with a briefing or view at every stage set, of all over the criterion.",
    of=Engagement,
    counted=lambda at: Q(status__in=STANDING, is_asked=True),
    holds=lambda at: Q(is_engaged=True),
    register=COUNCILLORS,
)
share_of(
    "SE-1.changed",
    label="Views that changed or confirmed something",
    formula="Procurements on which a view changed or confirmed something, of all on which councillors gave views.",
    of=Engagement,
    counted=lambda at: Q(status__in=STANDING, views_count__gt=0),
    holds=lambda at: Q(made_difference=True),
    register=COUNCILLORS,
)
share_of(
    "SE-1.benefit",
    label="Benefit of engagement rated after award",
    formula=(
        "Procurements over the criterion that were awarded half a year ago or earlier and rated since, of all such "
        "procurements."
    ),
    of=Engagement,
    counted=lambda at: Q(status=EngagementState.AWARDED, is_asked=True, awarded_on__lte=london(at).date() - HALF),
    holds=lambda at: Q(is_rated=True),
    register=COUNCILLORS,
)


def _mean(authorities: Sequence[int], at: datetime) -> Reading:
    mean, count = measuring.mean_benefit(authorities)
    value = None if mean is None else round(mean * 10)
    return Reading(count, count, COUNCILLORS, Unit.SCORE, value=None if value is None else _tenths(value))


def _tenths(value: int) -> Decimal:
    return Decimal(value) / 10


add(
    Indicator(
        "SE-1.mean_benefit",
        "What engagement was worth",
        "The mean of the newest ratings of engagement after award, from 1 to 5.",
        _mean,
        Unit.SCORE,
    )
)
