"""Councillors: the criterion, briefings, views and answers, and the benefit after the award."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.governance import rules
from hub.governance.models import Engagement
from hub.governance.register import EngagementRegister
from hub.governance.rules import ForCouncillors
from hub.governance.selectors import councillors as selectors
from hub.governance.services import councillors
from hub.governance.tests import stories
from hub.governance.tests.stories import SURVEY
from hub.platform.acts import NotHeld, Refused, WrongState
from hub.platform.deadlines.models import Alert
from hub.platform.reference import services as reference
from hub.platform.registers.testing import RegisterContract

pytestmark = pytest.mark.django_db
ROWS = [
    ("value-1", "From £100,000", {"value_from": "100000", "points": 1}),
    ("value-4", "From £1,000,000", {"value_from": "1000000", "points": 4}),
    ("band-1", "Listed", {"score_from": 0, "stages": [], "ratings": []}),
    ("band-2", "Briefing", {"score_from": 6, "stages": ["options"], "ratings": [12]}),
    ("band-3", "Views", {"score_from": 11, "stages": ["options", "award"], "ratings": [6, 12]}),
    ("key_decision", "Key", {"score_least": 11}),
]


class TestTheCriterion:
    @pytest.mark.parametrize(
        ("value", "scales", "is_key", "score", "band"),
        [
            (99_999, (0, 0, 0, 0), False, 0, "Listed"),
            (100_000, (3, 2, 0, 0), False, 6, "Briefing"),
            (1_000_000, (3, 2, 2, 0), False, 11, "Views"),
            (50_000, (0, 0, 0, 0), True, 0, "Views"),
        ],
    )
    def test_adds_points_and_a_key_decision_counts_at_least(self, value, scales, is_key, score, band) -> None:
        found = rules.scored(ForCouncillors(Decimal(value), *scales, is_key), ROWS)
        assert (found.score, found.band) == (score, band)

    def test_names_the_stages_that_are_missing(self) -> None:
        assert rules.stages_missing(["award", "options"], {"award"}) == ["options"]

    def test_says_when_the_benefit_is_rated_next(self) -> None:
        awarded, months = date(2026, 1, 31), [12, 6]
        assert rules.rating_due(awarded, months, []) == date(2026, 7, 31)
        assert rules.rating_due(awarded, months, [date(2026, 7, 1)]) == date(2027, 1, 31)
        assert rules.rating_due(awarded, months, [date(2026, 7, 1), date(2027, 1, 1)]) is None


class TestEngagement:
    def test_is_scored_by_the_criterion_of_the_day(self, law, at_nine) -> None:
        made = stories.scored(law)
        assert (made.score, made.is_asked, made.stages, made.missing) == (
            13, True, ["options", "award"], ["options", "award"],
        )  # fmt: skip
        reference.add("councillor_criterion", code="band-3", label="Nothing", authority=law.eca, by=law.actor("sam"),
                      data={"score_from": 11, "stages": [], "ratings": []}, valid_from=date(2026, 12, 1),
                      source="Board", at=at_nine)  # fmt: skip
        later = at_nine + timedelta(days=10)
        facts = councillors.facts_of(made)
        councillors.rescore(made, facts=facts, reason="New criterion", by=law.actor("priya"), at=later)
        assert (made.is_asked, made.band) == (False, "Nothing")

    def test_of_a_record_happens_once(self, law, at_nine) -> None:
        first = stories.scored(law, subject=SURVEY)
        with pytest.raises(Refused, match=first.reference):
            stories.scored(law, subject=SURVEY)
        councillors.end(first, reason="Not needed", by=law.actor("priya"), at=at_nine)
        assert stories.scored(law, subject=SURVEY).pk != first.pk

    def test_a_number_outside_its_scale_is_refused(self, law, at_nine) -> None:
        with pytest.raises(Refused, match="Wards or communities affected is scored from 0 to 3"):
            stories.scored(law, wards=4)

    def test_briefings_and_views_settle_their_stages(self, law, at_nine) -> None:
        made = stories.scored(law)
        given = {"stage": "options", "attended": "Cllr Idris", "summary": "Two routes", "by": law.actor("priya")}
        with pytest.raises(Refused, match="once it was held"):
            councillors.brief(made, held_on=date(2026, 12, 1), at=at_nine, **given)
        councillors.brief(made, held_on=at_nine.date(), at=at_nine, **given)
        assert (made.missing, made.is_engaged) == (["award"], False)
        with pytest.raises(NotHeld):
            councillors.give_view(made, stage="award", text="Ask locally", by=law.actor("priya"), at=at_nine)
        councillors.give_view(made, stage="award", text="Ask locally", by=law.actor("ahmed"), at=at_nine)
        assert (made.missing, made.is_engaged, made.is_answered) == ([], True, False)
        assert made.answer_by == at_nine.date() + timedelta(days=10)
        assert Alert.objects.filter(sentence__contains="A councillor gave a view", person=law.priya).exists()

    def test_a_view_is_answered_once_with_what_it_led_to(self, law, at_nine) -> None:
        made = stories.viewed(law)
        view = selectors.views_of(made)[0]
        given = {"view": view, "text": "We will", "made_what": "changed", "by": law.actor("priya"), "at": at_nine}
        councillors.answer(made, **given)
        assert (made.is_answered, made.made_difference, made.answer_by) == (True, True, None)
        with pytest.raises(Refused, match="answered already"):
            councillors.answer(made, **given)
        assert Alert.objects.filter(sentence__contains="Your view was answered", person=law.ahmed).exists()

    def test_the_benefit_is_rated_after_the_award_by_somebody_else(self, law, at_nine) -> None:
        made = stories.viewed(law)
        with pytest.raises(WrongState):
            councillors.rate(made, rating=4, note="Good", by=law.actor("ahmed"), at=at_nine)
        councillors.award(made, awarded_on=at_nine.date(), by=law.actor("priya"), at=at_nine)
        assert made.rating_by == date(2027, 11, 23)
        councillors.assign(made, owner=law.morag, by=law.actor("sam"), at=at_nine)
        with pytest.raises(Refused, match="Somebody else rates"):
            councillors.rate(made, rating=4, note="Good", by=law.actor("morag"), at=at_nine)
        councillors.rate(made, rating=4, note="Good", by=law.actor("ahmed"), at=at_nine)
        assert (made.is_rated, made.last_rating, made.rating_by) == (True, 4, None)


class TestPages:
    def test_lead_a_councillor_from_home_to_a_view_and_its_answer(self, law, at_nine, client_as) -> None:
        typed = {"title": "Bus shelters", "value_ex_vat": "1,200,000", "risk": "3", "political": "4", "wards": "2",
                 "novelty": "0"}  # fmt: skip
        officer = client_as("priya")
        assert officer.post("/councillors/new/", typed).status_code == 302
        made = Engagement.objects.get()
        councillor = client_as("ahmed")
        assert "Bus shelters" in councillor.get("/members/").content.decode()
        page = made.get_absolute_url()
        assert councillor.post(f"{page}give-view/", {"stage": "options", "text": "Ask cyclists"}).status_code == 302
        view = selectors.views_of(made)[0]
        said = {"view": view.pk, "text": "Done", "made_what": "changed"}
        assert officer.post(f"{page}answer/", said).status_code == 302
        shown = councillor.get(page).content.decode()
        assert "Ask cyclists" in shown and "something was changed" in shown

    def test_of_another_authority_are_missing(self, law, at_nine, client_as) -> None:
        assert client_as("jo").get(stories.scored(law).get_absolute_url()).status_code == 404


class TestEngagementRegister(RegisterContract):
    register = EngagementRegister
    address = "/councillors/"
    reader = "ahmed"
    stranger = "jo"

    @pytest.fixture
    def rows(self, law, at_nine):
        return [stories.scored(law, title=title) for title in ("Trees", "Paths", "Kerbs")]
