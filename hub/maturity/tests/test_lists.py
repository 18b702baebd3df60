"""Every figure whose records stand in no one register names them one by one: what fails it, and what meets it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hub.contract.tests import stories
from hub.contract.tests.telling import Telling
from hub.maturity.selectors.counted import counted, gap_to_claim, gap_to_target
from hub.maturity.selectors.results import Assessment, Behaviour, Claimed, Row
from hub.platform.deadlines.models import Alert
from hub.platform.indicators import all_indicators, get_indicator
from hub.platform.indicators.lists import FAILS, MEASURED, MEETS, address, listed, lists_of
from hub.platform.usage.models import DashboardView

pytestmark = pytest.mark.django_db
# The numerator of these is in pounds, fields or levels; what their lists add up to is tested beside them.
OTHERWISE = {"MC-1.spend_cover", "ST-9.dq", "ST-2.gap_mean", "ST-3.claim_gap", "ST-3.rounds", "ST-3.round_age",
             "ST-3.respondents"}  # fmt: skip


def of_lists() -> list[str]:
    """Give the measures that name what meets them on their own page."""
    return [one.key for one in all_indicators() if one.meets is not None]


class TestLists:
    def test_there_are_some(self):
        wanted = {"ST-1.clause_cover", "ST-2.gap_mean", "ST-3.auto_share", "ST-3.claim_gap", "ST-3.rounds",
                  "ST-3.round_age", "ST-3.respondents", "ST-9.dq", "ST-9.suppliers", "ST-9.usage", "MC-1.acted",
                  "MC-1.spend_cover", "DT-3.dash_use"}  # fmt: skip
        assert wanted <= set(of_lists())

    @pytest.mark.parametrize("key", of_lists())
    def test_are_as_long_as_the_figure_says(self, cast, shipped, at_nine, key):
        Telling(cast, at_nine)(stories.contract_live)
        for name in ("helen", "morag"):
            person = cast.actor(name).person_id
            DashboardView.objects.create(person_id=person, authority=cast.eca, dashboard="spend", on=at_nine.date())
        one, of = get_indicator(key), [cast.eca.pk]
        reading = one.measure(of, at_nine)
        found = {which: listed(one, which, authorities=of, at=at_nine, most=500) for which in (FAILS, MEETS, MEASURED)}
        assert all(each is not None for each in found.values())
        assert found[MEASURED].total == found[FAILS].total + found[MEETS].total == len(found[MEASURED].rows)
        if key not in OTHERWISE and not reading.reason:
            assert (found[MEETS].total, found[MEASURED].total) == (reading.numerator, reading.denominator)

    def test_a_page_gives_each_list_and_pages_of_it(self, cast, shipped, client_as, at_nine):
        naomi = client_as("naomi")
        person = cast.actor("morag").person_id
        DashboardView.objects.create(person_id=person, authority=cast.eca, dashboard="spend", on=at_nine.date())
        page = naomi.get("/maturity/measures/ST-9.usage/").content.decode()
        assert "?list=meets" in page and "?list=measured" in page
        met = naomi.get("/maturity/measures/ST-9.usage/?list=meets").content.decode()
        assert "1 record counted as met" in met and cast.people["morag"].name in met
        assert naomi.get("/maturity/measures/ST-9.usage/?list=measured&page=99").status_code == 200
        assert naomi.get("/maturity/measures/DT-3.load_lag/?list=meets").status_code == 404

    def test_an_address_of_a_past_day_names_the_day(self, at_nine):
        assert address("X-1.y", at_nine, MEETS) == "/maturity/measures/X-1.y/?list=meets"
        past = address("X-1.y", at_nine - timedelta(days=3), MEETS)
        assert past == "/maturity/measures/X-1.y/?list=meets&on=2026-11-20"
        assert lists_of("X-1.y", at_nine)["failing"] == "/maturity/measures/X-1.y/"


class TestAlerts:
    @pytest.fixture
    def alerts(self, cast, shipped, at_nine) -> None:
        """Two ends that came: of one two people heard and one acted in time, of the other nobody did."""
        told = {"authority": cast.eca, "deadline": "contract.expire", "raised_at": at_nine, "sentence": "It ends"}
        told |= {"due_at": at_nine - timedelta(days=5), "due_on": at_nine.date() - timedelta(days=5), "link": "/x/"}
        acted = {"outcome": "acted", "closed_at": at_nine - timedelta(days=6), "status": "closed"}
        people = cast.people
        Alert.objects.bulk_create(
            [
                Alert(cause="one", person=people["aisha"], **told, **acted),
                Alert(cause="one", person=people["tom"], **told),
                Alert(cause="two", person=people["tom"], **told),
            ]
        )

    def test_each_cause_is_listed_once(self, alerts, cast, at_nine):
        one, of = get_indicator("MC-1.acted"), [cast.eca.pk]
        reading = one.measure(of, at_nine)
        assert (reading.numerator, reading.denominator) == (1, 2)
        assert one.meets(of, at_nine, 50).total == one.fails(of, at_nine, 50).total == 1


class TestTheAssessmentItself:
    """Rows and behaviours with their gaps."""

    def placed(self, kind, code: str, computed: int | None, claimed: str | None, target: str | None):
        """Give a row or a behaviour."""
        from decimal import Decimal

        said = Claimed(Decimal(claimed), "Naomi", date(2026, 1, 1), "So it is") if claimed else None
        aim = Decimal(target) if target else None
        return kind(code=code, title="Title", computed=computed, held=None, claimed=said, target=aim, target_year=2027)

    @pytest.fixture
    def found(self) -> Assessment:
        """Rows and behaviours with and without level, claim and target."""
        rows = [self.placed(Row, "3.4-3", 2, "1", "4"), self.placed(Row, "3.4-2", 3, None, "3"),
                self.placed(Row, "3.4-1", None, "2", "4"), self.placed(Row, "3.5-1", 3, "2", None)]  # fmt: skip
        each = [self.placed(Behaviour, "B1", 2, "3", None), self.placed(Behaviour, "B2", 2, "2", None),
                self.placed(Behaviour, "B3", None, "2", None), self.placed(Behaviour, "B4", 1, None, None)]  # fmt: skip
        return Assessment(on=date(2026, 11, 23), capabilities=[], rows=rows, behaviours=each)

    @pytest.mark.parametrize(
        ("key", "met", "failing"),
        [
            ("ST-2.gap_mean", ["3.4-2 Title"], ["3.4-3 Title"]),
            ("ST-3.claim_gap", ["B2 Title"], ["B1 Title"]),
            ("ST-3.auto_share", ["B1 Title", "B2 Title", "B4 Title"], ["B3 Title"]),
        ],
    )
    def test_each_stands_where_it_belongs(self, found, key, met, failing):
        assert [row[0] for row in counted(key, found, is_met=True)] == met
        assert [row[0] for row in counted(key, found, is_met=False)] == failing

    def test_gaps_are_those_of_the_figure(self, found):
        assert [gap_to_target(row) for row in found.rows] == [2, 0, None, None]
        assert [gap_to_claim(each) for each in found.behaviours] == [1, 0, None, None]

    def test_each_leads_to_the_page_that_says_why(self, found):
        assert counted("ST-2.gap_mean", found, is_met=False)[0][1] == "/strategy/plan/3.4-3/"
        assert counted("ST-3.claim_gap", found, is_met=False)[0][1] == "/maturity/behaviours/B1/"
