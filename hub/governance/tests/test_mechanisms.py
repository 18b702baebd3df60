"""What the shared mechanisms know of governance: deadlines, papers, measures, hand-over, lines that name a body."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.governance import acts, deadlines, services
from hub.governance.rules import Subject
from hub.governance.selectors import measuring
from hub.governance.services import councillors, meetings
from hub.governance.tests import stories
from hub.law.tables import shipped
from hub.platform.approvals.bodies import check
from hub.platform.approvals.errors import NeedsApproval
from hub.platform.approvals.rules import BadScheme, band_of
from hub.platform.documents.models import Document
from hub.platform.identity import handover
from hub.platform.indicators import get_indicator
from hub.platform.search.search import search

pytestmark = pytest.mark.django_db


def figure(key, cast, at):
    return get_indicator(key).measure([cast.eca.pk], at)


class TestDeadlines:
    def test_papers_are_due_until_they_are_out_and_then_members_attend(self, law, at_nine) -> None:
        item = stories.listed(law)
        meeting = item.meeting
        assert [one.when for one in deadlines.PAPERS.moments(meeting)] == [date(2026, 12, 1)]
        assert deadlines.PAPERS.whom(meeting)[0] == law.priya.pk
        services.convene(meeting, by=law.actor("morag"), at=at_nine)
        assert deadlines.PAPERS.moments(meeting) == []
        assert [one.when for one in deadlines.DAY.moments(meeting)] == [meeting.at]
        assert law.victor.pk in deadlines.DAY.whom(meeting)

    def test_a_decision_is_published_within_the_days_of_the_authority(self, law, at_nine) -> None:
        found = stories.by_officer(law, effect="spending")
        assert [one.when for one in deadlines.NOTICE.moments(found)] == [date(2026, 11, 25)]
        services.publish(found, by=law.actor("morag"), at=at_nine)
        assert deadlines.NOTICE.moments(found) == []
        assert stories.by_officer(law, title="Bins").notice_by is None

    def test_councillors_are_engaged_answered_and_asked_what_it_was_worth(self, law, at_nine) -> None:
        made = stories.scored(law, options_by=date(2026, 12, 10))
        assert [(one.when, one.key) for one in deadlines.ENGAGE.moments(made)] == [(date(2026, 12, 10), "options")]
        councillors.give_view(made, stage="options", text="Yes", by=law.actor("ahmed"), at=at_nine)
        assert deadlines.ENGAGE.moments(made) == []
        assert [one.when for one in deadlines.ANSWER.moments(made)] == [date(2026, 12, 3)]
        councillors.award(made, awarded_on=at_nine.date(), by=law.actor("priya"), at=at_nine)
        assert [one.when for one in deadlines.RATE.moments(made)] == [date(2027, 11, 23)]


class TestPapers:
    def test_are_filed_as_they_went_out_and_the_exempt_part_apart(self, law, at_nine) -> None:
        item = stories.listed(law, is_exempt=True, exemption="business", exempt_part="The price")
        meeting = stories.convened(law, item=item)
        rows = Document.objects.filter(subject_kind=meeting.kind(), subject_id=meeting.pk).order_by("pk")
        assert [(one.paper_kind, one.is_confidential) for one in rows] == [("agenda", False), ("agenda", True)]
        assert rows[1].title == f"{rows[0].title} (exempt part, not for publication)"

    def test_minutes_are_filed_when_they_are_signed(self, law, at_nine) -> None:
        meeting = stories.decided(law).meeting
        services.close(meeting, by=law.actor("gwen"), at=meeting.at)
        meetings.sign(meeting, by=law.actor("gwen"), at=meeting.at)
        kinds = Document.objects.filter(subject_kind=meeting.kind()).values_list("paper_kind", flat=True)
        assert sorted(kinds) == ["agenda", "minutes"]


class TestMeasures:
    def test_of_decisions_count_powers_and_quorum(self, law, at_nine) -> None:
        assert figure("ST-10.in_limit", law, at_nine).figure is None
        stories.decided(law, item=stories.listed(law, value_ex_vat=Decimal(700_000)))
        stories.by_officer(law)
        at = at_nine + timedelta(days=20)
        found = figure("ST-10.in_limit", law, at)
        assert (found.numerator, found.denominator) == (1, 2)
        assert figure("SE-2.quorate", law, at).says == "100% (1 of 1)"

    def test_of_meetings_count_quorum_and_attendance(self, law, at_nine) -> None:
        meeting = stories.sitting(law, present=("gwen", "helen"))
        services.close(meeting, by=law.actor("gwen"), at=meeting.at)
        at = at_nine + timedelta(days=20)
        assert figure("SE-2.meetings_quorate", law, at).says == "0% (0 of 1)"
        assert figure("SE-2.attend", law, at).says == "40% (2 of 5)"
        one, of = get_indicator("SE-2.attend"), [law.eca.pk]
        said = [row.why for kind in (one.meets, one.fails) for row in kind(of, at, 9).rows]
        assert said == ["2 members came", "3 members did not come"]

    def test_of_councillors_count_engagement_and_benefit(self, law, at_nine) -> None:
        made = stories.viewed(law)
        councillors.answer(made, view=made.views.get(), text="Yes", made_what="confirmed", by=law.actor("priya"),
                           at=at_nine)  # fmt: skip
        assert figure("SE-1.recorded", law, at_nine).says == "100% (1 of 1)"
        assert figure("SE-1.engaged", law, at_nine).says == "0% (0 of 1)"
        assert figure("SE-1.changed", law, at_nine).says == "100% (1 of 1)"
        assert figure("SE-1.mean_benefit", law, at_nine).figure is None
        early = at_nine.date() - timedelta(days=200)
        councillors.award(made, awarded_on=early, by=law.actor("priya"), at=at_nine)
        assert figure("SE-1.benefit", law, at_nine).says == "0% (0 of 1)"
        councillors.rate(made, rating=4, note="Good", by=law.actor("ahmed"), at=at_nine)
        assert figure("SE-1.benefit", law, at_nine).says == "100% (1 of 1)"
        assert figure("SE-1.mean_benefit", law, at_nine).figure == 4
        (row,) = get_indicator("SE-1.mean_benefit").meets([law.eca.pk], at_nine, 9).rows
        assert (row.href, row.why) == (made.get_absolute_url(), "Rated 4 of 5")

    def test_of_approvals_count_working_days(self, law, at_nine) -> None:
        assert figure("ST-10.t_appr", law, at_nine).figure is None
        # Christmas Day 2026 is a Friday, and 28 December the substitute of Boxing Day.
        assert measuring.working_days(date(2026, 12, 24), date(2026, 12, 30), shipped()) == 2


class TestLinesThatNameABody:
    def test_hold_an_act_back_until_the_newest_decision_of_the_body_says_yes(self, law, at_nine) -> None:
        data = {"key": "any", "from": "0", "below": None, "vat": "ex", "body": "gateway"}
        band = band_of("end", "End it", data, valid_from=at_nine.date(), source="Constitution")
        body = stories.gateway(law)
        with pytest.raises(NeedsApproval, match="Put it on the agenda"):
            check(acts.DISSOLVE, [(body, band)])
        about = Subject(body.kind(), body.pk, body.reference, body.name, body.get_absolute_url())
        item = stories.listed(law, meeting=stories.planned(law, body=body), subject=about)
        stories.decided(law, item=item)
        check(acts.DISSOLVE, [(body, band)])

    @pytest.mark.parametrize("data", [{}, {"body": "board", "steps": [{"role": "finance"}]}])
    def test_say_either_a_body_or_steps(self, data) -> None:
        line = {"key": "any", "from": "0", "below": None, "vat": "ex", **data}
        with pytest.raises(BadScheme):
            band_of("end", "End it", line, valid_from=date(2026, 1, 1))


class TestLeaving:
    def test_hands_over_seats_and_engagements(self, law, at_nine) -> None:
        body = stories.gateway(law)
        stories.scored(law)
        held = {one.kind: records for one, records in handover.in_hand(law.priya)}
        assert [one.kind for one, _ in handover.in_hand(law.victor)] == ["body.member"]
        assert len(held["councillors.owner"]) == 1
        services.bodies.hand_over(body, person=law.victor, successor=law.tom, by=law.actor("sam"), at=at_nine)
        rows = body.members.filter(function="service").order_by("starts_on")
        assert [(one.person, one.ends_on) for one in rows] == [(law.victor, at_nine.date()), (law.tom, None)]


class TestSearch:
    def test_finds_meetings_by_their_items_and_never_an_exempt_part(self, law, at_nine) -> None:
        stories.listed(law, is_exempt=True, exemption="business", exempt_part="Zanzibar")
        actor = law.actor("aisha")
        assert {hit.kind for hit in search("Highways survey options", actor=actor).hits} == {"governance.meeting"}
        assert search("Zanzibar", actor=actor).hits == []
