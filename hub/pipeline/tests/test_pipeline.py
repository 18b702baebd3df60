"""The forward plan: its register, and entries that follow nothing in the Hub."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.pipeline import services
from hub.pipeline.models import PipelineEntry
from hub.pipeline.register import PipelineRegister
from hub.pipeline.rules import Origin
from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.indicators import get_indicator
from hub.platform.registers.testing import RegisterContract

pytestmark = pytest.mark.django_db
NEEDED = date(2027, 4, 1)


def proposed(cast, at, title: str = "Trees", **more):
    facts = {"title": title, "value_ex_vat": Decimal(40_000)}
    return services.propose(authority=cast.eca, facts=facts, needed_on=NEEDED, by=cast.actor("morag"), at=at, **more)


class TestPipelineRegister(RegisterContract):
    register = PipelineRegister
    address = "/pipeline/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, cast, at_nine):
        return [proposed(cast, at_nine, title) for title in ("Trees", "Paths", "Kerbs")]


class TestEntries:
    def test_are_proposed_planned_and_revised_on_their_pages(self, cast, at_nine, client_as) -> None:
        client = client_as("priya")
        typed = {"title": "Trees", "value_ex_vat": "£40,000", "needed_on": "2027-04-01"}
        assert client.post("/pipeline/new/", typed).status_code == 302
        entry = PipelineEntry.objects.get()
        plan = {"owner": cast.priya.pk, "needed_on": "2027-04-01", "start_by": "2026-12-01", "value_ex_vat": "41000"}
        assert client.post(f"{entry.get_absolute_url()}plan/", plan).status_code == 302
        answer = client.post(f"{entry.get_absolute_url()}revise/", {**plan, "value_ex_vat": "42000"})
        assert "Enter why it changes" in answer.content.decode()
        client.post(f"{entry.get_absolute_url()}revise/", {**plan, "value_ex_vat": "42000", "reason": "Prices"})
        entry.refresh_from_db()
        assert (entry.status, entry.value_ex_vat, entry.start_by) == ("planned", 42_000, date(2026, 12, 1))

    def test_one_record_is_followed_once(self, cast, at_nine) -> None:
        origin = Origin("a.thing", 7, "THG-7", "/things/7/", NEEDED - timedelta(days=1))
        first = proposed(cast, at_nine, origin=origin)
        with pytest.raises(Refused, match=first.reference):
            proposed(cast, at_nine, origin=origin)

    def test_a_fact_that_no_entry_has_is_a_fault(self, cast, at_nine) -> None:
        with pytest.raises(ValueError, match="colour"):
            services.propose(authority=cast.eca, facts={"colour": "red"}, by=cast.actor("morag"), at=at_nine)

    def test_of_another_authority_are_missing(self, cast, at_nine, client_as) -> None:
        assert client_as("jo").get(proposed(cast, at_nine).get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("shipped")
class TestBudgeted:
    def planned(self, entry, cast, at, line: str, value: int | None = None):
        worth = entry.value_ex_vat if value is None else Decimal(value)
        how = {"owner": cast.priya, "needed_on": NEEDED, "start_by": None, "value_ex_vat": worth}
        services.plan(entry, budget_line=line, by=cast.actor("priya"), at=at, **how)

    def test_is_counted_in_pounds_and_moves_with_one_entry(self, cast, at_nine) -> None:
        measure = get_indicator("BC-1.budgeted").measure
        small, large = (proposed(cast, at_nine, title) for title in ("Trees", "Paths"))
        self.planned(large, cast, at_nine, "", 60_000)
        assert measure([cast.eca.pk], at_nine).figure == 0
        self.planned(small, cast, at_nine, "R-100")
        found = measure([cast.eca.pk], at_nine)
        assert (found.numerator, found.denominator, found.counted) == (40_000, 100_000, 2) and found.is_money

    def test_is_known_as_at_an_earlier_moment(self, cast, at_nine) -> None:
        entry = proposed(cast, at_nine - timedelta(days=9))
        self.planned(entry, cast, at_nine - timedelta(days=2), "R-100")
        measure = get_indicator("BC-1.budgeted").measure
        with clock.frozen(at_nine):
            assert measure([cast.eca.pk], at_nine - timedelta(days=5)).figure == 0
            assert measure([cast.eca.pk], at_nine).figure == 1

    def test_an_entry_without_a_value_is_to_be_mended(self, cast, at_nine) -> None:
        entry = services.propose(authority=cast.eca, facts={"title": "Kerbs"}, by=cast.actor("morag"), at=at_nine)
        found = get_indicator("BC-1.budgeted")
        assert found.measure([cast.eca.pk], at_nine).figure is None
        assert [each.label for each in found.fails([cast.eca.pk], at_nine, 9).rows] == [str(entry)]
