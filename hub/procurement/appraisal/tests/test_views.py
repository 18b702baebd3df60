"""The pages of appraisals: the register, the record with its charts, and each act."""

from datetime import date, timedelta

import pytest

from hub.platform import clock
from hub.platform.gates import declare as gates
from hub.platform.indicators import get_indicator
from hub.platform.papers.paper import Section
from hub.platform.registers.testing import RegisterContract
from hub.procurement import services as cases
from hub.procurement.appraisal import selectors, services
from hub.procurement.appraisal.models import OptionsAppraisal
from hub.procurement.appraisal.register import AppraisalRegister
from hub.procurement.appraisal.tests import stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]


@pytest.fixture
def priya(cast):
    return cast.actor("priya")


@pytest.fixture
def case(cast, priya, at_nine):
    return stories.case_begun(authority=cast.eca, by=priya, at=at_nine)


class TestRegister(RegisterContract):
    register = AppraisalRegister
    address = "/appraisals/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, cast, shipped, priya, at_nine):
        made = [
            stories.case_begun(authority=cast.eca, by=priya, at=at_nine, title=title)
            for title in ("Vans", "Trees", "Paths")
        ]
        return [stories.begun(one, by=priya, at=at_nine) for one in made]


def option(title, delivery, *costs, **more):
    rows = {}
    for key, (label, amount, first, last) in enumerate(costs):
        names = {"label": label, "amount": amount, "from_year": first, "to_year": last}
        rows |= {f"{name}~{key}": value for name, value in names.items()}
    return {"title": title, "delivery": delivery, "rows": ",".join(map(str, range(max(1, len(costs))))), **rows, **more}


class TestPages:
    def test_lead_from_the_case_to_the_choice(self, cast, case, client_as, at_nine):
        client = client_as("priya")
        assert client.post(f"{case.get_absolute_url()}appraise/", {"question": "How?", "years": "4"}).status_code == 302
        one = OptionsAppraisal.objects.get()
        home = one.get_absolute_url()

        def act(slug, **sent):
            response = client.post(f"{home}{slug}/", sent)
            assert response.status_code == 302, response.content.decode()[:6000]

        act("add-option", **option("Do nothing", "do_nothing", ("Repairs", "£90,000", "0", "3"), fails="in_time"))
        act("add-option", **option("Own garage", "in_house", ("Tools", "50000", "0", "0"), ("Staff", "160000", "", "")))
        act("add-option", **option("Tender", "open", ("Price", "240,000", "1", "3")))
        act("options/3", **option("Open tender", "open", ("Price", "230,000", "1", "3")))
        assert [row["to_year"] for row in selectors.option(one, 2).costs] == [0, 3]
        weights = {"cost": 35, "market": 10, "social": 15, "place": 15, "delivery": 15, "failure": 10}
        act("weigh", reason="Money is short.", **{f"weight_{code}": value for code, value in weights.items()})
        act("ask-for-scores")
        judged = selectors.whole(one).judged
        points = {1: 1, 2: 3, 3: 4}
        sent = {f"points_{n}_{c.code}": points[n] for n in points for c in judged}
        sent |= {f"why_{n}_{c.code}": f"Seen {n}" for n in points for c in judged}
        page = client.post(f"{home}score/", {**sent, "why_2_market": ""}).content.decode()
        assert "Enter the reason. Own garage: market and supply" in page
        act("score", **sent)
        shown = client.get(home).content.decode()
        assert "How the options stand" in shown and "<svg" in shown and "Discount rate, tried from 0" in shown
        assert "is best on points" in client.get(f"{home}choose/").content.decode()
        act("choose", option="3", reason="It serves best.")
        shown = client.get(home).content.decode()
        assert "It serves best." in shown and "Option chosen" in shown
        linked = client.get(f"{case.get_absolute_url()}linked/").content.decode()
        assert "Open tender" in linked and "Appraise the options" not in linked

    def test_begin_with_what_the_case_says_so_that_nothing_is_typed_twice(self, case, client_as):
        client = client_as("priya")
        page = client.get(f"{case.get_absolute_url()}appraise/").content.decode()
        assert "How do we best meet this need: Library vans?" in page and page.count(" checked") == 5
        sent = {"question": "How?", "years": "4", "ways": ["do_nothing", "in_house", "open"]}
        assert client.post(f"{case.get_absolute_url()}appraise/", sent).status_code == 302
        one = OptionsAppraisal.objects.get()
        listed = [(each.number, each.title, len(each.costs)) for each in one.options.order_by("number")]
        assert listed == [(1, "Do nothing", 0), (2, "Do it ourselves", 0), (3, "Open competition", 1)]
        assert (one.options_count, one.has_do_nothing) == (3, True)
        # £1,200,000 over four years.
        assert selectors.option(one, 3).costs[0]["amount"] == "300000.00"
        # Nobody costed our own way, which would then count as free.
        answer = client.post(f"{one.get_absolute_url()}ask-for-scores/")
        assert answer.status_code == 422 and "Do it ourselves has no cost" in answer.content.decode()

    def test_lead_on_from_the_case(self, cast, priya, at_nine, client_as):
        client = client_as("priya")
        said = {"description": "Vans", "budget_line": "T-100"}
        facts = {"contract_kind": "services", "needed_on": date(2027, 12, 1), **said}
        case = stories.case_begun(authority=cast.eca, by=priya, at=at_nine, **facts)
        home = case.get_absolute_url()
        assert f'href="{home}appraise/"' in client.get(home).content.decode()
        one = stories.listed(case, by=priya, at=at_nine)
        assert f"Go on with {one.reference}" in client.get(home).content.decode()

    def test_hide_how_it_stands_from_partners_until_it_is_chosen(self, cast, case, priya, client_as, at_nine):
        from hub.procurement.appraisal.tests.test_services import join

        join(case, cast.wdc, priya, at_nine)
        one = stories.scored(case, by=priya, at=at_nine)
        jo = client_as("jo")
        before = jo.get(one.get_absolute_url()).content.decode()
        assert "Score the options" in before and "How the options stand" not in before
        assert jo.get(f"{one.get_absolute_url()}score/").status_code == 200
        services.choose(one, option=selectors.option(one, 3), reason="Best.", by=priya, at=at_nine)
        assert "How the options stand" in jo.get(one.get_absolute_url()).content.decode()

    def test_are_missing_for_others(self, cast, case, priya, client_as, at_nine):
        one = stories.scored(case, by=priya, at=at_nine)
        client = client_as("yusuf")
        for path in ("", "score/", "options/1/", "choose/"):
            assert client.get(f"{one.get_absolute_url()}{path}").status_code == 404

    def test_do_not_ask_members_to_score(self, cast, case, priya, client_as, at_nine):
        one = stories.scoring(case, by=priya, at=at_nine)
        assert client_as("victor").get(f"{one.get_absolute_url()}score/").status_code == 404

    def test_a_cost_without_a_sum_is_named_at_its_row(self, cast, case, priya, client_as, at_nine):
        one = stories.begun(case, by=priya, at=at_nine)
        answer = client_as("priya").post(
            f"{one.get_absolute_url()}add-option/", option("Tender", "open", ("Price", "", "3", "1"))
        )
        page = answer.content.decode()
        assert answer.status_code == 422 and "Enter pounds a year" in page and "must not come before" in page


class TestGate:
    def look(self, case, at):
        return {one.key: answer for one, answer in gates.answers(case, "strategy", at)}["procurement.options"]

    def test_asks_for_a_chosen_option(self, cast, case, priya, at_nine):
        assert "No appraisal" in self.look(case, at_nine).says
        one = stories.scored(case, by=priya, at=at_nine)
        assert not self.look(case, at_nine).holds
        services.choose(one, option=selectors.option(one, 3), reason="Best.", by=priya, at=at_nine)
        said = self.look(case, at_nine)
        assert said.holds and said.says.startswith("4 options; With Wickmoor is chosen")

    def test_gets_the_appraisal_into_its_pack(self, case, priya, at_nine):
        stories.chosen(case, by=priya, at=at_nine)
        part = next(one for one in gates.parts_for(case, "strategy", at_nine) if one.key == "options")
        assert isinstance(part, Section)
        grids = [block for block in part.blocks if hasattr(block, "head")]
        assert [len(grid.rows) for grid in grids[:2]] == [4, 4]
        assert grids[1].head == ["Option", "Year 0", "Year 1", "Year 2", "Year 3", "Year 4", "Today's value"]


class TestMeasures:
    def test_count_approved_cases_with_a_full_appraisal(self, cast, case, priya, at_nine):
        def figure(name):
            return get_indicator(f"BC-2.{name}").measure([cast.eca.pk], at_nine).figure

        cases.approve(case, by=cast.actor("morag"), at=at_nine)
        assert figure("done") == 0
        stories.chosen(case, by=priya, at=at_nine)
        assert [figure(name) for name in ("done", "three_factors", "joint")] == [1, 1, 0]
        assert figure("tested") is None

    def test_do_not_count_an_option_on_a_day_before_it_was_chosen(self, cast, case, priya, at_nine):
        later = at_nine + timedelta(days=3)
        cases.approve(case, by=cast.actor("morag"), at=at_nine)
        stories.chosen(case, by=priya, at=later)
        with clock.frozen(later):
            measure = get_indicator("BC-2.done").measure
            assert measure([cast.eca.pk], later).figure == 1
            assert measure([cast.eca.pk], at_nine + timedelta(days=1)).figure == 0

    def test_count_small_cases_apart(self, cast, priya, at_nine):
        small = stories.case_begun(authority=cast.eca, by=priya, at=at_nine, worth=40_000)
        stories.chosen(small, by=priya, at=at_nine)
        cases.approve(small, by=cast.actor("morag"), at=at_nine)
        cases.award(small, by=priya, at=at_nine)
        assert get_indicator("BC-2.below").measure([cast.eca.pk], at_nine).figure == 1
        assert get_indicator("BC-2.done").measure([cast.eca.pk], at_nine).figure is None
