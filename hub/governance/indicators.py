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
from hub.platform.indicators.declare import Failing, Fails, Failures, Indicator, Reading, Unit, add
from hub.platform.indicators.lists import counted_of, counting, lists_of
from hub.platform.indicators.shares import share_of
from hub.platform.reference.statute import statute
from hub.platform.words import date_long, plural

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
    return Reading(came, expected, **lists_of("SE-2.attend", at))


def _meetings(*, came: bool) -> Fails:
    """Give the meetings at which members were, or were missing, with how many."""

    def of(authorities: Sequence[int], at: datetime, most: int) -> Failures:
        rows = measuring.meetings_held(authorities, at)
        told = [(one, one.present_count if came else one.expected_count - one.present_count) for one in rows]
        held = [(one, count) for one, count in told if count]
        said = "came" if came else "did not come"
        named = [
            Failing(
                f"{one.body.name}, {date_long(one.meets_on)}",
                one.get_absolute_url(),
                f"{plural(count, 'member')} {said}",
            )
            for one, count in held[:most]
        ]
        return Failures(len(held), named)

    return of


add(
    Indicator(
        "SE-2.attend",
        "Members who came",
        "Members who came to the meetings of the year before, of all who were expected; each meeting counts anew.",
        _attend,
        fails=_meetings(came=False),
        meets=_meetings(came=True),
    )
)


def _approval(authorities: Sequence[int], at: datetime) -> Reading:
    spans = [days for _, days in measuring.approvals_ended(authorities, at, tables=statute())]
    middle, count = measuring.middle_of(spans), len(spans)
    value = None if middle is None else int(middle + 0.5)
    return Reading(count, count, **counted_of("ST-10.t_appr", at), unit=Unit.DAYS, value=value)


def _approvals(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the approvals behind the median, each with its working days."""
    found = measuring.approvals_ended(authorities, at, tables=statute())
    told = [(one, plural(days, "working day")) for one, days in found[:most]]
    return Failures(len(found), [Failing(f"{one.phrase}: {one.subject_label}", one.get_absolute_url(), said)
                                 for one, said in told])  # fmt: skip


add(
    Indicator(
        "ST-10.t_appr",
        "Days to approve",
        "The median of the working days from asking to the last decision, over the approvals of the year before.",
        _approval,
        Unit.DAYS,
        **counting(_approvals),
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
    ratings = [one.last_rating for one in measuring.rated(authorities, at) if one.last_rating is not None]
    count = len(ratings)
    value = (Decimal(sum(ratings)) / count).quantize(Decimal("0.1")) if count else None
    return Reading(count, count, **counted_of("SE-1.mean_benefit", at), unit=Unit.SCORE, value=value)


def _rated(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the engagements behind the mean, each with its newest rating."""
    found = measuring.rated(authorities, at)
    told = [Failing(str(one), one.get_absolute_url(), f"Rated {one.last_rating} of 5") for one in found[:most]]
    return Failures(len(found), told)


add(
    Indicator(
        "SE-1.mean_benefit",
        "What engagement was worth",
        "The mean of the newest ratings of engagement after award, from 1 to 5.",
        _mean,
        Unit.SCORE,
        **counting(_rated),
    )
)
