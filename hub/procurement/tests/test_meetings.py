"""A timetable decided by bodies follows their calendar."""

from datetime import date

import pytest

from hub.governance.services import meetings as meeting_services
from hub.governance.tests import stories as governance
from hub.procurement import selectors, services
from hub.procurement.terms import State

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

    def test_move_the_plan_when_their_meeting_moves(self, begin, committee, cast, at_nine) -> None:
        case, priya = begin(), cast.actor("priya")
        typed = selectors.usual_plan(case, on=at_nine.date())
        services.plan(case, typed=_with(typed, approval_body="gateway"), by=priya, at=at_nine)
        first = case.plan_ends_on
        for meeting in committee.meetings.filter(meets_on=date(2026, 12, 8)):
            meeting_services.cancel(meeting, reason="No quorum expected", by=cast.actor("morag"), at=at_nine)
        services.revise(case, changes={"needed_on": date(2027, 12, 1)}, by=priya, at=at_nine)
        assert case.plan_ends_on > first and case.status == State.SHAPING

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


def _with(typed, **more):
    from dataclasses import replace

    return replace(typed, **more)
