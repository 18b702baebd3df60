"""A timetable decided by bodies follows their calendar."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from hub.governance.services import meetings as meeting_services
from hub.governance.tests import stories as governance
from hub.platform.deadlines.models import Alert
from hub.platform.events.subscribers import run_due
from hub.platform.words import date_long
from hub.procurement import selectors, services
from hub.procurement.rules import Typed
from hub.procurement.terms import EstimateMethod, State, VatTreatment

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(cast, shipped):
    """The gateway committee with two meetings ahead."""
    body = governance.gateway(cast)
    for day in (date(2026, 12, 8), date(2027, 1, 19)):
        governance.planned(cast, body=body, meets_on=day)
    return body


def sent(case, **more) -> dict[str, str]:
    given = {
        "version": str(case.version), "start_on": "2026-12-01", "needed_by": "2027-11-01", "preparation_days": "20",
        "selection_days": "0", "tendering_days": "", "quiet_days": "7", "evaluation_days": "20",
        "call_in_working_days": "5", "mobilisation_days": "30", "rows": "0", "approval_body": "", "award_body": "",
    }  # fmt: skip
    return {**given, **more}


class TestBodies:
    def test_decide_in_the_first_meeting_whose_papers_can_be_ready(self, begin, committee, client_as) -> None:
        case = begin()
        answer = client_as("priya").post(f"{case.get_absolute_url()}plan/", sent(case, approval_body="gateway"))
        assert answer.status_code == 302
        step = next(one for one in case.plans.first().steps if one["step"] == "approval")
        meeting = committee.meetings.get(meets_on=step["starts_on"])
        assert step["papers_by"] == meeting.papers_by.isoformat()
        page = client_as("priya").get(f"{case.get_absolute_url()}plan/").content.decode()
        assert 'value="gateway" selected' in page

    def test_are_planned_with_from_the_first_day_as_gates_and_scheme_name_them(self, begin, committee) -> None:
        case = begin(needed_on=date(2027, 7, 1))
        assert case.plans.first().facts["approval_body"] == "gateway"
        assert committee.meetings.filter(meets_on=_approval(case)).exists()

    def test_do_not_bound_the_last_safe_start_by_a_calendar_that_ends_early(self, begin, committee) -> None:
        case = begin(needed_on=date(2028, 9, 1))
        assert case.plans.first().facts["approval_body"] == ""
        assert case.last_safe_start_on > date(2028, 1, 1)

    def test_that_are_not_waited_for_are_named_until_they_are(self, begin, committee, cast, client_as, at_nine) -> None:
        case, priya = begin(needed_on=date(2028, 9, 1)), client_as("priya")
        said = "Gateway Committee takes the decision to go ahead, but these dates count as if an officer did."
        page = priya.get(f"{case.get_absolute_url()}timetable/").content.decode()
        assert said in page and "Its last meeting in the calendar is on 19 January 2027." in page
        for meeting in committee.meetings.all():
            meeting_services.cancel(meeting, reason="No quorum expected", by=cast.actor("morag"), at=at_nine)
        assert "It has no meeting ahead in the calendar." in priya.get(f"{case.get_absolute_url()}timetable/").text
        governance.planned(cast, body=committee, meets_on=date(2028, 1, 18))
        typed = _with(_usual(case, at_nine), approval_body="gateway")
        services.plan(case, typed=typed, by=cast.actor("priya"), at=at_nine)
        assert said not in priya.get(f"{case.get_absolute_url()}timetable/").text

    def test_move_the_plan_when_their_meeting_moves(self, begin, committee, cast, at_nine) -> None:
        case, priya = begin(), cast.actor("priya")
        typed = selectors.usual_plan(case, on=at_nine.date())
        services.plan(case, typed=_with(typed, approval_body="gateway"), by=priya, at=at_nine)
        first = case.plan_ends_on
        for meeting in committee.meetings.filter(meets_on=date(2026, 12, 8)):
            meeting_services.cancel(meeting, reason="No quorum expected", by=cast.actor("morag"), at=at_nine)
        services.revise(case, changes={"needed_on": date(2027, 12, 1)}, by=priya, at=at_nine)
        assert case.plan_ends_on > first and case.status == State.SHAPING

    def test_plan_every_case_again_at_once_that_waits_for_them(self, begin, committee, cast, at_nine) -> None:
        case, priya = begin(owner=cast.priya), cast.actor("priya")
        services.plan(case, typed=_with(_usual(case, at_nine), approval_body="gateway"), by=priya, at=at_nine)
        other = begin()
        services.plan(other, typed=_with(_usual(other, at_nine), approval_body=""), by=priya, at=at_nine)
        before, day = case.plan_ends_on, _approval(case)
        meeting = committee.meetings.get(meets_on=day)
        moved = {"meets_on": day + timedelta(days=7), "starts_at": time(10)}
        meeting_services.move(meeting, **moved, by=cast.actor("morag"), at=at_nine)
        run_due()
        case.refresh_from_db()
        assert (_approval(case), case.plans.count(), other.plans.count()) == (moved["meets_on"], 3, 2)
        assert case.plan_ends_on > before
        assert case.plans.first().reason == f"Gateway Committee does not meet on {date_long(day)} any more."
        alert = Alert.objects.get(person=cast.priya, cause__startswith="replanned:")
        assert f"ready on {date_long(case.plan_ends_on)}" in alert.sentence

    def test_plan_a_case_again_once_their_calendar_reaches_it(self, begin, committee, cast, at_nine) -> None:
        case = begin(needed_on=date(2028, 9, 1), owner=cast.priya)
        assert case.plans.first().facts["approval_body"] == ""
        late = governance.planned(cast, body=committee, meets_on=date(2028, 3, 14))
        run_due()
        case.refresh_from_db()
        newest = case.plans.first()
        assert newest.facts["approval_body"] == "gateway" and _approval(case) <= late.meets_on
        assert newest.reason == f"Gateway Committee can decide on {date_long(_approval(case))} by its calendar."
        assert Alert.objects.filter(person=cast.priya, cause__startswith="replanned:").count() == 1

    def test_decide_sooner_where_a_meeting_is_added_before(self, begin, committee, cast, at_nine) -> None:
        case = begin(needed_on=date(2027, 7, 1))
        before = _approval(case)
        governance.planned(cast, body=committee, meets_on=before - timedelta(days=7))
        run_due()
        assert _approval(case) == before - timedelta(days=7)

    def test_leave_a_case_alone_that_a_later_meeting_does_not_help(self, begin, committee, cast, at_nine) -> None:
        case = begin(needed_on=date(2027, 7, 1))
        governance.planned(cast, body=committee, meets_on=_approval(case) + timedelta(days=203))
        run_due()
        assert case.plans.count() == 1

    def test_are_not_put_where_somebody_chose_an_officer(self, begin, committee, cast, at_nine) -> None:
        case = begin(needed_on=date(2027, 7, 1))
        services.plan(case, typed=_with(_usual(case, at_nine), approval_body=""), by=cast.actor("priya"), at=at_nine)
        governance.planned(cast, body=committee, meets_on=date(2027, 1, 12))
        run_due()
        assert case.plans.count() == 2 and case.plans.first().facts["approval_body"] == ""

    def test_leave_the_plan_when_the_value_falls_below_their_gate(self, begin, committee, cast, at_nine) -> None:
        case, priya = begin(needed_on=date(2027, 7, 1)), cast.actor("priya")
        assert case.plans.first().facts["approval_body"] == "gateway"
        for pounds, body in ((20_000, ""), (900_000, "gateway")):
            services.estimate(case, typed=worth(pounds), by=priya, at=at_nine)
            assert case.plans.first().facts["approval_body"] == body

    def test_take_the_dates_off_when_no_meeting_is_left(self, begin, committee, cast, at_nine) -> None:
        case = begin(owner=cast.priya)
        typed = _with(_usual(case, at_nine), approval_body="gateway")
        services.plan(case, typed=typed, by=cast.actor("priya"), at=at_nine)
        for meeting in committee.meetings.all():
            meeting_services.cancel(meeting, reason="The body is wound up", by=cast.actor("morag"), at=at_nine)
        run_due()
        case.refresh_from_db()
        assert (case.plan_ends_on, case.last_safe_start_on) == (None, None)
        assert "no timetable is lawful" in Alert.objects.get(cause__startswith="replanned:").sentence

    def test_without_a_meeting_ahead_are_named_beside_the_field(self, begin, cast, shipped, client_as) -> None:
        governance.gateway(cast)
        case = begin()
        answer = client_as("priya").post(f"{case.get_absolute_url()}plan/", sent(case, award_body="gateway"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Gateway Committee has no meeting ahead in the calendar" in page and 'href="#id_award_body"' in page

    def test_of_another_authority_are_not_offered(self, begin, cast, shipped) -> None:
        governance.elsewhere(cast)
        assert selectors.bodies(begin().authority) == []


def worth(amount: int) -> Typed:
    return Typed(amount=Decimal(amount), treatment=VatTreatment.STANDARD, method=EstimateMethod.BUDGET)


def _usual(case, at):
    return selectors.usual_plan(case, on=at.date())


def _approval(case) -> date:
    step = next(one for one in case.plans.first().steps if one["step"] == "approval")
    return date.fromisoformat(step["ends_on"])


def _with(typed, **more):
    from dataclasses import replace

    return replace(typed, **more)
