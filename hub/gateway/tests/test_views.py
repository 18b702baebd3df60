"""Pages and registers of gates, conditions and waivers; who sees them; what they say."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.gateway import services
from hub.gateway.models import Condition, GateReview, Waiver
from hub.gateway.register import ConditionRegister, GateRegister, WaiverRegister
from hub.gateway.tests import stories
from hub.platform import clock
from hub.platform.deadlines.models import DeadlineRow
from hub.platform.indicators import get_indicator
from hub.platform.registers.testing import RegisterContract

TOGETHER = re.compile(r"is decided by Gateway committee|decides it together")
pytestmark = pytest.mark.django_db


class TestGateRegister(RegisterContract):
    register = GateRegister
    address = "/gates/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, ground):
        return services.look_again(ground.case, at=ground.at)


class TestConditionRegister(RegisterContract):
    register = ConditionRegister
    address = "/gates/conditions/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, small, cast, at_nine):
        conditions = [
            {"text": f"Do {word}", "owner": cast.tom, "due_on": date(2026, 12, 1 + place), "comes_first": place == 0}
            for place, word in enumerate(("one", "two", "three"))
        ]
        services.grant_with_conditions(small, conditions=conditions, by=cast.actor("morag"), at=at_nine)
        return list(Condition.objects.all())


class TestWaiverRegister(RegisterContract):
    register = WaiverRegister
    address = "/waivers/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, cast, shipped, at_nine):
        return [
            stories.waiver(cast, at_nine, title=f"Repairs {name}", supplier_name=name, category=name)
            for name in ("Abel", "Bravo", "Cavell")
        ]


class TestGatePages:
    def test_show_what_is_asked_and_let_it_be_submitted(self, ground, due, client_as) -> None:
        client = client_as("priya")
        page = client.get(due.get_absolute_url()).content.decode()
        assert "Is this the right way to meet the need?" in page
        assert "Priya Shah submits the pack." in page
        form = client.get(f"{due.get_absolute_url()}submit/").content.decode()
        assert "What this gate asks" in form
        answer = client.post(
            f"{due.get_absolute_url()}submit/",
            {"sponsor": ground.cast.morag.pk, "note": "Agreed.", "version": due.version},
        )
        assert answer.status_code == 302, answer.content.decode()
        due.refresh_from_db()
        assert (due.status, due.sponsor) == ("submitted", ground.cast.morag)

    def test_keep_what_was_typed_when_two_edit_at_once(self, ground, due, client_as) -> None:
        stories.submitted(due, ground.priya, ground.at)
        services.withdraw(due, reason="Wrong", by=ground.priya, at=ground.at)
        answer = client_as("priya").post(f"{due.get_absolute_url()}submit/", {"note": "My words.", "version": 0})
        assert answer.status_code == 409
        assert "My words." in answer.content.decode()

    def test_say_who_decides_and_why_others_cannot(self, small, client_as) -> None:
        page = client_as("daniel").get(f"{small.get_absolute_url()}grant/").content.decode()
        assert "decided by the procurement lead: Morag Lennox" in page

    def test_name_no_single_person_where_a_committee_decides(self, ground, due, client_as) -> None:
        stories.submitted(due, ground.priya, ground.at)
        for key in ("daniel", "priya", "victor"):
            page = " ".join(client_as(key).get(due.get_absolute_url()).content.decode().split())
            acts = page[page.index('id="acts-title"') :]
            said = [one for one in acts.split("</b>")[1:] if TOGETHER.search(one.split("</p>")[0])]
            assert said and not any("can do this" in one.split("</p>")[0] for one in said), key
            assert "by the system." in page

    def test_let_the_lead_pass_it_with_conditions(self, small, cast, client_as) -> None:
        typed = {
            "note": "Yes, but.", "version": small.version, "text~0": "Decide the DPIA", "owner~0": cast.tom.pk,
            "due_on~0": "2026-12-10", "comes_first~0": "on",
        }  # fmt: skip
        answer = client_as("morag").post(f"{small.get_absolute_url()}grant-with-conditions/", typed)
        assert answer.status_code == 302, answer.content.decode()
        condition = Condition.objects.get()
        assert condition.comes_first
        met = client_as("tom").post(
            f"{condition.get_absolute_url()}meet/", {"evidence": "DPIA 14", "version": condition.version}
        )
        assert met.status_code == 302

    def test_of_another_authority_are_missing(self, small, client_as) -> None:
        for address in ("", "pack/", "pack.pdf", "submit/"):
            assert client_as("jo").get(f"{small.get_absolute_url()}{address}").status_code == 404

    def test_open_a_gate_by_hand(self, ground, client_as) -> None:
        client = client_as("priya")
        address = f"/gates/new/?procurement={ground.case.reference}&gate=need"
        assert client.get(address).status_code == 200
        assert client.post(address, {"gate": "need"}).status_code == 302
        assert GateReview.objects.get().gate == "need"
        assert client_as("jo").get(address).status_code == 404

    def test_hang_on_the_page_of_the_procurement(self, small, client_as) -> None:
        page = client_as("priya").get(f"{small.procurement.get_absolute_url()}linked/").content.decode()
        assert "Gate 1: options and strategy" in page
        assert "The procurement lead decides it by 3 December 2026." in page


class TestWaiverPages:
    def typed(self, **more):
        facts = stories.waiver_facts()
        return {
            **{name: facts[name] for name in ("title", "supplier_name", "rule", "ground", "reason", "category")},
            "value_ex_vat": "18,000", "starts_on": "2026-12-01", "ends_on": "2027-05-31", **more,
        }  # fmt: skip

    def test_ask_and_show_a_repeat_before_sending(self, cast, shipped, at_nine, client_as) -> None:
        client = client_as("tom")
        assert client.get("/waivers/new/").status_code == 200
        assert client.post("/waivers/new/", self.typed()).status_code == 302
        again = client.post("/waivers/new/", self.typed(title="Lift repairs"))
        assert again.status_code == 422
        assert "waiver number 2 for the same supplier" in again.content.decode()
        assert "Lift repairs" in again.content.decode()
        waiver = Waiver.objects.get()
        page = client.get(waiver.get_absolute_url()).content.decode()
        assert "Procurement lead: waiting" in page

    def test_of_another_authority_are_missing(self, cast, shipped, at_nine, client_as) -> None:
        waiver = stories.waiver(cast, at_nine)
        assert client_as("jo").get(waiver.get_absolute_url()).status_code == 404

    def test_take_a_procurement_within_reach_only(self, cast, shipped, at_nine, client_as) -> None:
        answer = client_as("tom").post("/waivers/new/", self.typed(procurement="PRC-2026-9999"))
        assert "Enter the reference of a procurement of your authority" in answer.content.decode()


class TestDeadlines:
    def test_name_who_decides_and_when(self, small, cast, at_nine) -> None:
        rows = {one.name: one for one in DeadlineRow.objects.filter(record_id=small.pk, kind=small.kind())}
        assert rows["gateway.decide"].due_on == date(2026, 12, 3)
        conditions = [{"text": "Do it", "owner": cast.tom, "due_on": date(2026, 12, 1)}]
        services.grant_with_conditions(small, conditions=conditions, by=cast.actor("morag"), at=at_nine)
        assert DeadlineRow.objects.filter(name="gateway.condition").count() == 1


class TestIndicators:
    def test_count_gates_days_and_conditions(self, small, cast, at_nine) -> None:
        later = at_nine + timedelta(days=4)
        conditions = [{"text": "Do it", "owner": cast.tom, "due_on": date(2026, 12, 1)}]
        services.grant_with_conditions(small, conditions=conditions, by=cast.actor("morag"), at=later)
        eca = [cast.eca.pk]
        assert get_indicator("PH-4.days").measure(eca, later).figure == 4
        assert get_indicator("SE-2.early").measure(eca, later).figure == 0
        assert get_indicator("PH-4.retro").measure(eca, later).figure == 0
        after = at_nine + timedelta(days=20)
        found = get_indicator("SE-2.cond").measure(eca, after)
        assert (found.numerator, found.denominator) == (0, 1)

    def test_list_exactly_the_gates_that_they_count(self, small, cast, at_nine, client_as) -> None:
        later = at_nine + timedelta(days=4)
        services.grant(small, note="Fine.", by=cast.actor("morag"), at=later)
        with clock.frozen(later):
            reading = get_indicator("PH-4.days").measure([cast.eca.pk], later)
            page = client_as("naomi").get(reading.measured).content.decode()
            assert small.reference in page and "4 days" in page
            # A gate after the event is what is to be mended; one in time is as it should be.
            retro = get_indicator("PH-4.retro")
            assert retro.fails([cast.eca.pk], later, 9).total == 0
            GateReview.objects.filter(pk=small.pk).update(is_retrospective=True)
            reading = retro.measure([cast.eca.pk], later)
            assert (reading.numerator, reading.left, reading.met) == (1, 1, reading.denominator - 1)
            assert [row.label for row in retro.fails([cast.eca.pk], later, 9).rows] == [str(small)]
            assert small.reference in client_as("naomi").get(reading.failing).content.decode()
            assert small.reference not in client_as("naomi").get(reading.holding).content.decode()

    def test_count_only_pounds_that_finance_confirmed(self, small, cast, at_nine) -> None:
        services.grant(small, note="Fine.", by=cast.actor("morag"), at=at_nine)
        by = cast.actor("morag")
        services.credit(small, benefit="cost_reduced", value=Decimal(9_000), note="One lot", by=by, at=at_nine)
        measure = get_indicator("PH-4.value").measure
        assert measure([cast.eca.pk], at_nine).value == 0
        services.validate(small, by=cast.actor("helen"), at=at_nine)
        assert measure([cast.eca.pk], at_nine).value == 9_000
