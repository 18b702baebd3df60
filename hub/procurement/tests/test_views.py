"""Pages of cases: what they show to whom, and what a form does with what is typed."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.platform.registers.testing import assert_queries
from hub.procurement import rules, services
from hub.procurement.models import Procurement
from hub.procurement.tests import stories
from hub.procurement.urls import ACTS

pytestmark = pytest.mark.django_db
PARTS = ["", "value/", "route/", "timetable/", "aims/", "people/", "actions/", "documents/", "linked/", "timeline/"]


@pytest.fixture
def ready(begin, cast, at_nine) -> Procurement:
    """A case in which everything is decided."""
    case = begin(category="Cleaning")
    return stories.shaped(case, team=[cast.tom, cast.priya, cast.daniel], by=cast.actor("priya"), at=at_nine)


class TestRecord:
    @pytest.mark.parametrize("part", PARTS)
    def test_every_part_is_read_by_an_auditor_and_missing_for_others(self, ready, client_as, part: str) -> None:
        address = ready.get_absolute_url() + part
        assert client_as("naomi").get(address).status_code == 200
        for stranger in ("jo", "ines"):
            assert client_as(stranger).get(address).status_code == 404

    @pytest.mark.parametrize("part", ["", "value/", "timetable/", "people/"])
    def test_the_queries_of_a_page_are_pinned(self, ready, client_as, part: str) -> None:
        client = client_as("priya")
        client.get(ready.get_absolute_url() + part)
        with CaptureQueriesContext(connection) as asked:
            client.get(ready.get_absolute_url() + part)
        assert_queries(Path(__file__).parent, f"ready {part or 'summary/'}", len(asked))

    def test_says_what_comes_next_and_by_when(self, begin, client_as) -> None:
        page = client_as("priya").get(begin(budget_line="T-100").get_absolute_url()).content.decode()
        assert "Appraise the options" in page and "Last safe start: " in page

    def test_a_need_date_past_its_last_safe_start_is_said_with_what_would_help(self, begin, client_as) -> None:
        case = begin(needed_on=date(2027, 1, 15))
        page = client_as("priya").get(case.get_absolute_url()).content.decode()
        assert "The last safe start was" in page and "Bring the need date back within reach" in page
        told = client_as("priya").get(f"{case.get_absolute_url()}timetable/").content.decode()
        assert "too late" in told and "What would help" in told and "call-off under a framework" in told

    def test_a_partner_reads_a_case_that_it_joined(self, begin, cast, at_nine, client_as) -> None:
        case = begin()
        jos = cast.jo.authority
        services.set_partners(case, partners=[(jos, "Half")], reason="Joint", by=cast.actor("priya"), at=at_nine)
        assert client_as("jo").get(case.get_absolute_url()).status_code == 200

    def test_only_some_read_what_somebody_declared(self, begin, cast, at_nine, client_as) -> None:
        case = begin()
        services.declare(case, interest_kind="family", about="My sister", by=cast.actor("tom"), at=at_nine)
        address = f"{case.get_absolute_url()}people/"
        for reader, sees in (("tom", True), ("priya", True), ("daniel", True), ("helen", False), ("aisha", False)):
            assert ("My sister" in client_as(reader).get(address).content.decode()) is sees, reader
        assert "My sister" not in client_as("helen").get(f"{case.get_absolute_url()}timeline/").content.decode()


class TestActs:
    @pytest.mark.parametrize("act", [act for act, _ in ACTS], ids=lambda act: act.slug)
    def test_each_has_a_page_that_opens(self, ready, client_as, act) -> None:
        assert client_as("morag").get(f"{ready.get_absolute_url()}{act.slug}/").status_code == 200

    def test_a_case_is_begun_on_one_page(self, client_as, shipped) -> None:
        client = client_as("priya")
        typed = {
            "title": "Library vans", "contract_kind": "goods", "amount": "£1,200,000", "vat_basis": "ex",
            "vat_treatment": "", "method": "market_prices", "needed_on": "2027-09-01",
        }  # fmt: skip
        answer = client.post("/procurements/new/", typed)
        assert answer.status_code == 422 and "Say how VAT is charged" in answer.content.decode()
        assert "Library vans" in answer.content.decode()
        assert client.post("/procurements/new/", {**typed, "vat_treatment": "standard"}).status_code == 302
        case = Procurement.objects.get()
        page = client.get(f"{case.get_absolute_url()}value/").content.decode()
        assert "£1,440,000 with VAT reaches the threshold of £207,720" in page

    def test_an_entry_is_started_with_one_answer(self, cast, shipped, at_nine, client_as) -> None:
        entry = stories.planned_entry(authority=cast.eca, owner=cast.aisha, by=cast.actor("priya"), at=at_nine)
        client = client_as("priya")
        start = f"/procurements/from/{entry.reference}/"
        assert start in client.get(entry.get_absolute_url()).content.decode()
        page = client.get(start).content.decode()
        assert "£460,000" in page and "How VAT is charged" in page
        sent = {"version": entry.version, "vat_treatment": "standard", "contract_kind": "services"}
        assert client.post(start, sent).status_code == 302
        case = Procurement.objects.get()
        assert case.get_absolute_url() in client.get(entry.get_absolute_url()).content.decode()
        assert client_as("jo").get(start).status_code == 404

    def test_a_team_begins_with_its_five_roles_and_may_be_named_in_part(self, begin, cast, client_as) -> None:
        case, client = begin(owner=cast.priya), client_as("priya")
        address = f"{case.get_absolute_url()}name-team/"
        page = client.get(address).content.decode()
        roles = ("project", "procurement", "legal", "finance", "contract_manager")
        assert [f'<option value="{role}" selected>' in page for role in roles] == [True] * 5
        assert page.count(f'<option value="{cast.priya.pk}" selected>') == 1
        sent = {"rows": "0,1,2,3,4", **{f"role~{place}": role for place, role in enumerate(roles)}}
        nobody = client.post(address, {**sent, **{f"person~{place}": "" for place in range(5)}})
        assert nobody.status_code == 422 and "Select at least one person" in nobody.content.decode()
        assert client.post(address, {**sent, "person~1": cast.priya.pk, "person~2": cast.daniel.pk}).status_code == 302
        assert sorted(case.team.values_list("role", flat=True)) == ["legal", "procurement"]
        assert client.get(address).content.decode().count('<option value="finance" selected>') == 1
        alone = client.post(address, {"rows": "0", "person~0": "", "role~0": "specialist"})
        assert alone.status_code == 422 and "Select the person" in alone.content.decode()

    def test_the_second_sees_what_the_first_changed_and_keeps_words(self, begin, cast, at_nine, client_as) -> None:
        case = begin()
        address = f"{case.get_absolute_url()}consider-smes/"
        seen = case.version
        services.estimate(case, typed=stories.VALUE, by=cast.actor("helen"), at=at_nine)
        client = client_as("priya")
        sent = {"version": seen, "barriers": "Too large for local firms", "steps": "Two lots"}
        answer = client.post(address, sent)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "What was changed meanwhile" in page and "Estimated the value" in page and "Helen" in page
        assert "Too large for local firms" in page
        again = {**sent, "version": case.version}
        assert f'name="version" value="{case.version}"' in page
        assert client.post(address, again).status_code == 302

    def test_two_who_change_one_fact_see_both_and_choose(self, begin, cast, at_nine, client_as) -> None:
        case = begin()
        address = f"{case.get_absolute_url()}revise/when/"
        client = client_as("priya")
        page = client.get(address).content.decode()
        hidden = {name: _value(page, name) for name in ("_version", "_base")}
        services.revise(case, changes={"needed_on": date(2027, 10, 1)}, by=cast.actor("tom"), at=at_nine)
        typed = {
            "start_on": case.start_on.isoformat(), "needed_on": "2027-12-01", "term_months": "48",
            "extension_months": "", **hidden,
        }  # fmt: skip
        answer = client.post(address, typed)
        told = answer.content.decode()
        assert answer.status_code == 409
        assert "1 October 2027" in told and "1 December 2027" in told and "1 September 2027" in told


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)


class TestPlanner:
    def sent(self, case, **more) -> dict[str, str]:
        given = {
            "version": str(case.version), "start_on": "2026-12-01", "needed_by": "2027-09-01",
            "preparation_days": "20", "selection_days": "0", "tendering_days": "", "quiet_days": "7",
            "evaluation_days": "20", "call_in_working_days": "5", "mobilisation_days": "30", "rows": "0",
        }  # fmt: skip
        return {**given, **more}

    def test_dates_are_tried_without_being_kept(self, begin, client_as) -> None:
        case = begin()
        answer = client_as("priya").post(f"{case.get_absolute_url()}plan/", self.sent(case, _try="1"))
        page = answer.content.decode()
        assert answer.status_code == 200 and "With these dates" in page and "Tenders open" in page
        assert case.plans.count() == 1

    def test_a_day_that_breaks_a_rule_is_refused_beside_its_field_with_the_section(self, begin, client_as) -> None:
        case = begin()
        day = {"step~0": "tendering", "sort~0": "planned", "on~0": "2027-01-11", "other_on~0": ""}
        answer = client_as("priya").post(f"{case.get_absolute_url()}plan/", self.sent(case, **day))
        page = answer.content.decode()
        assert answer.status_code == 422 and case.plans.count() == 1
        assert "Tenders open cannot end on 11 January 2027" in page and "PA 2023 s.54" in page
        assert page.count("Tenders open cannot end on 11 January 2027") == 2 and 'href="#id_on~0' in page

    def test_a_lawful_plan_is_kept_as_a_new_version(self, begin, client_as) -> None:
        case = begin()
        day = {"step~0": "tendering", "sort~0": "planned", "on~0": "2027-03-31", "other_on~0": ""}
        answer = client_as("priya").post(f"{case.get_absolute_url()}plan/", self.sent(case, **day))
        assert answer.status_code == 302
        newest = case.plans.first()
        tendering = next(step for step in newest.steps if step["step"] == "tendering")
        assert (newest.number, tendering["ends_on"]) == (2, "2027-03-31")
        page = client_as("priya").get(f"{case.get_absolute_url()}plan/").content.decode()
        assert 'value="tendering" selected' in page

    def test_a_plan_that_comes_too_late_asks_why_and_keeps_what_was_typed(self, begin, client_as) -> None:
        case = begin()
        late = self.sent(case, needed_by="2027-02-01")
        client = client_as("priya")
        answer = client.post(f"{case.get_absolute_url()}plan/", late)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "The last safe start was" in page and "To keep this plan all the same, say why" in page
        assert client.post(f"{case.get_absolute_url()}plan/", {**late, "reason": "Agreed"}).status_code == 302

    def test_a_meeting_that_decides_moves_the_approval_to_its_day(self, begin, client_as) -> None:
        case = begin()
        day = {"step~0": "approval", "sort~0": "meeting", "on~0": "2027-01-13", "other_on~0": "2027-01-06"}
        client_as("priya").post(f"{case.get_absolute_url()}plan/", self.sent(case, **day))
        approval = next(step for step in case.plans.first().steps if step["step"] == "approval")
        assert (approval["starts_on"], approval["papers_by"]) == ("2027-01-13", "2027-01-06")

    def test_a_meeting_for_what_no_body_decides_is_refused(self, begin, client_as) -> None:
        case = begin()
        day = {"step~0": "tendering", "sort~0": "meeting", "on~0": "2027-01-13", "other_on~0": ""}
        answer = client_as("priya").post(f"{case.get_absolute_url()}plan/", self.sent(case, **day))
        assert answer.status_code == 422 and "No body decides tenders open" in answer.content.decode()

    def test_shows_the_plan_as_it_stands_with_steps_that_can_be_moved(self, begin, client_as) -> None:
        page = client_as("priya").get(f"{begin().get_absolute_url()}plan/").content.decode()
        assert "As it stands" in page and 'data-move="tendering" data-first="' in page
        assert 'data-plan-first="' in page and "arrow keys" in page

    def test_a_step_that_is_moved_by_hand_is_typed_and_tried(self, begin, client_as) -> None:
        case, client = begin(), client_as("priya")
        sent = self.sent(case, _move="tendering 2027-03-31")
        answer = client.post(f"{case.get_absolute_url()}plan/", sent)
        page = answer.content.decode()
        assert answer.status_code == 200 and "With these dates" in page and 'data-moved="tendering"' in page
        assert case.plans.count() == 1 and 'value="tendering" selected' in page
        assert 'data-move="tendering" data-first="2026-12-21" data-last="2027-03-31"' in page

    def test_a_whole_step_moves_with_its_first_day(self, begin, client_as) -> None:
        case, client = begin(), client_as("priya")
        sent = self.sent(case, _move="evaluation 2027-03-21 2027-03-02")
        page = client.post(f"{case.get_absolute_url()}plan/", sent).content.decode()
        assert 'data-move="evaluation" data-first="2027-03-02" data-last="2027-03-21" data-whole' in page

    def test_a_move_that_breaks_a_rule_is_put_back_with_the_section(self, begin, client_as) -> None:
        case, client = begin(), client_as("priya")
        address = f"{case.get_absolute_url()}plan/"
        before = re.search(r'data-move="tendering"[^>]*', client.get(address).content.decode())
        answer = client.post(address, self.sent(case, _move="tendering 2027-01-04"))
        page = answer.content.decode()
        assert answer.status_code == 422 and case.plans.count() == 1
        assert "Tenders open cannot end on 4 January 2027" in page and "(PA 2023 s.54(4)" in page
        assert 'value="tendering" selected' not in page
        assert before and before.group().startswith('data-move="tendering"')
        assert 'data-move="tendering"' in page and 'data-last="2027-01-04"' not in page

    @pytest.mark.parametrize("told", ["", "nonsense", "tendering", "tendering 31", "lunch 2027-03-31"])
    def test_a_move_that_cannot_be_read_moves_nothing(self, begin, client_as, told: str) -> None:
        case = begin()
        answer = client_as("priya").post(f"{case.get_absolute_url()}plan/", self.sent(case, _move=told))
        assert answer.status_code == 200 and "selected" in answer.content.decode() and case.plans.count() == 1

    def test_a_day_typed_before_is_replaced_and_others_stay(self, begin, client_as) -> None:
        case = begin()
        days = {
            "rows": "0,3", "step~0": "evaluation", "sort~0": "planned", "on~0": "2027-05-10", "other_on~0": "",
            "step~3": "tendering", "sort~3": "planned", "on~3": "2027-03-30", "other_on~3": "",
        }  # fmt: skip
        sent = {**self.sent(case, _move="tendering 2027-03-31"), **days}
        page = client_as("priya").post(f"{case.get_absolute_url()}plan/", sent).content.decode()
        assert 'name="rows" value="0,3"' in page
        assert 'data-last="2027-03-31"' in page and 'data-last="2027-05-10"' in page

    def test_urgency_and_paper_change_the_least_periods(self, begin, client_as) -> None:
        case, client = begin(), client_as("priya")
        address = f"{case.get_absolute_url()}plan/"

        def days(**more) -> tuple[date, date]:
            assert client.post(address, self.sent(case, version="", **more)).status_code == 302
            steps = {one["step"]: one for one in case.plans.first().steps}
            return tuple(date.fromisoformat(steps["tendering"][name]) for name in ("starts_on", "ends_on"))

        usual = days()
        urgent, paper = days(periods=["urgent"]), days(periods=["electronic", "documents_with_notice"])
        assert urgent[1] < usual[1] < paper[1] and urgent[0] == usual[0] == paper[0]
        assert 'value="electronic" checked' in " ".join(client.get(address).content.decode().split()).replace(
            ' id="id_periods_1"', ""
        )

    def test_an_agreed_period_without_preselected_suppliers_is_refused_at_its_field(self, begin, client_as) -> None:
        case = begin()
        answer = client_as("priya").post(f"{case.get_absolute_url()}plan/", self.sent(case, periods=["negotiated"]))
        page = answer.content.decode()
        assert answer.status_code == 422 and "A period is agreed only with pre-selected suppliers" in page
        assert 'href="#id_periods' in page

    def test_a_key_decision_typed_here_holds_for_the_case_and_for_later_plans(self, begin, cast, at_nine, client_as):
        case = begin()
        assert not case.is_key_decision
        sent = self.sent(case, key_decision="on")
        assert client_as("priya").post(f"{case.get_absolute_url()}plan/", sent).status_code == 302
        case.refresh_from_db()
        assert case.is_key_decision
        services.revise(case, changes={"needed_on": date(2027, 10, 1)}, by=cast.actor("priya"), at=at_nine)
        assert "key_decision_notice" in {step["step"] for step in case.plans.first().steps}

    def test_goes_into_calendars_and_onto_paper(self, begin, client_as) -> None:
        case, client = begin(), client_as("naomi")
        ics = client.get(f"{case.get_absolute_url()}timetable.ics")
        assert ics["Content-Type"].startswith("text/calendar") and b"Tenders open: Bus shelter cleaning" in ics.content
        pdf = client.get(f"{case.get_absolute_url()}timetable.pdf")
        assert pdf.content.startswith(b"%PDF") and len(pdf.content) > 10_000
        assert client_as("jo").get(f"{case.get_absolute_url()}timetable.pdf").status_code == 404

    def test_an_earlier_version_can_be_read(self, begin, cast, at_nine, client_as) -> None:
        case = begin()
        services.revise(case, changes={"needed_on": date(2027, 10, 1)}, by=cast.actor("priya"), at=at_nine)
        page = client_as("naomi").get(f"{case.get_absolute_url()}timetable/1/").content.decode()
        assert "Timetable, version 1" in page
        assert client_as("naomi").get(f"{case.get_absolute_url()}timetable/9/").status_code == 404


class TestAdvisor:
    def test_answers_lead_to_routes_with_their_sections(self, begin, client_as) -> None:
        case, client = begin(), client_as("priya")
        answers = {
            "version": case.version, "framework": "no", "dynamic_market": "no", "advertised": "yes",
            "is_framework": "no", "ground": "", "special": "none",
        }  # fmt: skip
        assert client.post(f"{case.get_absolute_url()}advise/", answers).status_code == 302
        page = client.get(f"{case.get_absolute_url()}route/").content.decode()
        assert "PA 2023 s.20(2)(a)" in page and "Route advice 1" in page
        case.refresh_from_db()
        choice = {"version": case.version, "procedure": "open", "reason": "Few tenders are likely."}
        assert client.post(f"{case.get_absolute_url()}choose-procedure/", choice).status_code == 302
        case.refresh_from_db()
        assert case.procedure == "open" and rules.Answers() == rules.Answers(**case.advice.get().answers)
