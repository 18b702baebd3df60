"""A timetable as a drawing and as a calendar file."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from icalendar import Calendar

from hub.law.planning.planner import plan
from hub.law.planning.terms import Meeting, StepName, TimetableFacts
from hub.law.tables import shipped
from hub.law.terms import ContractKind, Procedure
from hub.platform.timetables import to_gantt, to_ics
from hub.platform.ui.gantt import Ground

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MEETINGS = [date(2027, 2, 9), date(2027, 3, 9)]


@pytest.fixture(scope="module")
def timetable():
    facts = TimetableFacts(
        procedure=Procedure.OPEN,
        kind=ContractKind.SERVICES,
        value_inc_vat=Decimal(640_000),
        light_touch=False,
        start_on=date(2026, 11, 2),
        needed_by=date(2027, 6, 1),
        key_decision=False,
        call_in_working_days=5,
        evaluation_days=20,
        mobilisation_days=42,
        closed_days=(),
        committees=tuple(Meeting(step="award", meets_on=day, papers_by=day.replace(day=2)) for day in MEETINGS),
    )
    return plan(facts, tables=shipped()).sure()


class TestDrawing:
    def test_has_a_row_for_each_step_and_one_for_the_slack(self, timetable):
        plan = to_gantt(timetable, Ground(), key="t", title="Survey")
        assert [one.row.name.text for one in plan.rows] == [*(one.label for one in timetable.steps), "Slack"]
        assert plan.rows[-1].cells[-1] == ("Slack", f"{timetable.slack_days} days")

    def test_marks_the_meeting_and_those_that_could_be_chosen_instead(self, timetable):
        others = [(StepName.AWARD_DECISION, day) for day in MEETINGS]
        plan = to_gantt(timetable, Ground(), key="t", title="Survey", meetings=others)
        row = next(one for one in plan.rows if one.row.name.text == "Award decision")
        assert row.marks == ["Meeting, 9 Feb 2027", "Other meeting, 9 Mar 2027"]
        assert "papers by 2 Feb 2027" in row.row.why


class TestCalendarFile:
    def test_has_an_item_for_each_step_and_for_papers(self, timetable):
        text = to_ics(timetable, key="PRC-1", name="Survey", link="https://hub.example/t/", at=AT)
        items = {str(one["uid"]): one for one in Calendar.from_ical(text).walk("VEVENT")}
        assert len(items) == len(timetable.steps) + 1
        tendering = items["PRC-1-tendering@procurement-hub"]
        assert tendering["dtstart"].dt == date(2026, 11, 2) and tendering["dtend"].dt == date(2026, 11, 28)
        assert "PA 2023 s.54(4) entry 7" in tendering["description"]
        assert items["PRC-1-award_decision-papers@procurement-hub"]["dtstart"].dt == date(2027, 2, 2)
