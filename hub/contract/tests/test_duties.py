"""The duties of contracts in the Hub: they follow every act, and their proof is asked of whoever answers."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.contract import services
from hub.contract.models import Contract
from hub.contract.rules import add_months
from hub.contract.selectors import obligations
from hub.contract.services.loading import Loaded, load_new
from hub.contract.terms import ContractKind, Regime, Route, TerminationGround, WithdrawalGround
from hub.contract.terms import Duty as Answers
from hub.contract.tests import stories
from hub.duty import services as duties
from hub.duty.models import Duty
from hub.duty.terms import State as Stands
from hub.platform.actors import SYSTEM
from hub.platform.deadlines.ladder import climb
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.runner import run_due
from hub.platform.deadlines.terms import AlertKind
from hub.platform.events.models import Event
from hub.platform.registers.testing import assert_queries

pytestmark = pytest.mark.django_db
LET = {"regime": Regime.ACT_2023, "value_inc_vat": Decimal(7_200_000), "value_ex_vat": Decimal(6_000_000)}


def asked(contract: Contract) -> dict[str, Duty]:
    rows = Duty.objects.about(Contract.kind(), [contract.pk]).order_by("pk")
    return {f"{one.code} {one.key}".strip(): one for one in rows}


@pytest.fixture
def signed(tell):
    """Give a large contract signed under the Act."""
    return tell(stories.contract_live, **LET)


class TestDuties:
    def test_come_with_the_contract_and_are_its_managers(self, signed, tell) -> None:
        found = asked(signed)
        assert set(found) == {"UK6", "kpis", "UK7", "copy", "UK9 1"}
        assert found["UK7"].by == date(2026, 12, 22)
        assert {one.owner for one in found.values()} == {tell.cast.aisha}
        assert found["UK7"].subject_page == signed.get_absolute_url()

    def test_take_their_day_from_the_signature(self, tell) -> None:
        contract = tell(stories.contract_draft, **LET)
        assert asked(contract)["UK6"].by is None
        services.sign(contract, signed_on=date(2026, 11, 20), by=tell.cast.actor("morag"), at=tell.at)
        found = asked(contract)
        assert (found["UK6"].by, found["UK7"].by) == (date(2026, 11, 20), date(2026, 12, 19))

    def test_move_when_the_facts_do_and_stay_the_same_records(self, signed, tell) -> None:
        before = asked(signed)["UK7"]
        changes = {"signed_on": date(2026, 11, 20)}
        services.correct(signed, changes=changes, reason="Wrong day", by=tell.cast.actor("morag"), at=tell.at)
        after = asked(signed)["UK7"]
        assert (after.pk, after.by) == (before.pk, date(2026, 12, 19))
        assert Event.objects.filter(verb="duty.move", root_id=after.pk).exists()

    def test_are_withdrawn_with_the_reason_when_the_law_asks_no_more(self, signed, tell) -> None:
        changes = {"value_inc_vat": Decimal(600_000), "value_ex_vat": Decimal(500_000)}
        services.correct(signed, changes=changes, reason="Pence", by=tell.cast.actor("morag"), at=tell.at)
        found = asked(signed)
        assert {name for name, one in found.items() if one.is_standing} == {"UK6", "UK7"}
        assert (found["copy"].status, found["copy"].why) == (
            Stands.WITHDRAWN,
            "The facts of the contract have changed, and with these the law does not ask for it.",
        )

    def test_go_with_an_entry_that_leaves_the_register(self, signed, tell) -> None:
        ground = WithdrawalGround.MISTAKE
        services.withdraw(signed, ground=ground, reason="x", by=tell.cast.actor("morag"), at=tell.at)
        assert {one.status for one in asked(signed).values()} == {Stands.WITHDRAWN}

    def test_pass_to_a_new_manager(self, signed, tell) -> None:
        more = {"reason": "x", "by": tell.cast.actor("morag"), "at": tell.at}
        services.transfer(signed, duty=Answers.MANAGER, to=tell.cast.priya, **more)
        assert {one.owner for one in asked(signed).values()} == {tell.cast.priya}

    def test_ask_for_the_notice_of_the_end(self, tell) -> None:
        contract = tell(stories.contract_ended, **LET)
        assert asked(contract)["UK11"].by == date(2026, 12, 22)

    def test_ask_for_the_notice_of_an_extension_and_for_the_copy(self, tell) -> None:
        contract = tell(stories.contract_extended, **LET)
        extension = contract.extensions.get()
        found = asked(contract)
        copy = found[f"change_copy {extension.pk}"]
        assert copy.by == extension.happened_on + timedelta(days=89)
        assert copy.is_published and copy.owner == found[f"UK10 {extension.pk}"].owner is not None

    def test_judge_an_extension_by_the_term_as_awarded(self, tell) -> None:
        contract = tell(stories.contract_extended, **LET)
        given = obligations.facts_of([contract])[contract.pk]
        months = sum(contract.options.values_list("months", flat=True))
        assert given.awarded_until == add_months(given.changes[0].ended_before, months) > contract.starts_on

    def test_ask_for_the_standstill_once_the_notice_is_published(self, tell) -> None:
        contract = tell(stories.contract_extended, **LET)
        extension = contract.extensions.get()
        notice = asked(contract)[f"UK10 {extension.pk}"]
        more = {"notice_number": "1", "by": tell.cast.actor("morag"), "at": tell.at}
        duties.prove(notice, published_on=extension.happened_on, **more)
        found = asked(contract)[f"standstill {extension.pk}"]
        assert found.by > extension.happened_on and not found.is_published

    def test_of_bad_performance_are_no_yearly_assessment(self, tell) -> None:
        contract = tell(stories.contract_ended, **LET, ground=TerminationGround.POOR_PERFORMANCE)
        failure = asked(contract)["UK9 failure"]
        more = {"notice_number": "1", "by": tell.cast.actor("morag"), "at": tell.at}
        duties.prove(failure, published_on=tell.at.date(), **more)
        assert "UK9 2" not in asked(contract)

    def test_once_assessed_the_next_year_is_asked_for(self, signed, tell) -> None:
        at = tell.at + timedelta(days=300)
        first = asked(signed)["UK9 1"]
        duties.prove(first, published_on=at.date(), notice_number="1", by=tell.cast.actor("morag"), at=at)
        found = asked(signed)
        assert (found["UK9 1"].status, found["UK9 2"].status) == (Stands.DONE, Stands.OPEN)
        assert found["UK9 2"].by == date(2028, 9, 19)
        duties.reopen(found["UK9 1"], reason="Another contract", by=tell.cast.actor("morag"), at=at)
        again = asked(signed)
        assert (again["UK9 1"].status, again["UK9 2"].status) == (Stands.OPEN, Stands.WITHDRAWN)

    def test_no_assessment_is_due_where_legal_finds_indicators_unfit(self, signed, tell) -> None:
        more = {"reason": "One delivery only", "by": tell.cast.actor("daniel"), "at": tell.at}
        duties.set_aside(asked(signed)["kpis"], **more)
        assert asked(signed)["UK9 1"].status == Stands.WITHDRAWN

    def test_may_be_proved_by_the_contracts_own_manager(self, signed, tell) -> None:
        more = {"published_on": tell.at.date(), "notice_number": "1", "by": tell.cast.actor("aisha"), "at": tell.at}
        duties.prove(asked(signed)["UK7"], **more)
        assert asked(signed)["UK7"].status == Stands.DONE

    def test_a_proof_stays_when_the_facts_move_its_day(self, signed, tell) -> None:
        more = {"published_on": tell.at.date(), "notice_number": "1", "by": tell.cast.actor("morag"), "at": tell.at}
        duties.prove(asked(signed)["UK7"], **more)
        changes = {"signed_on": date(2026, 11, 20)}
        services.correct(signed, changes=changes, reason="x", by=tell.cast.actor("morag"), at=tell.at)
        found = asked(signed)["UK7"]
        assert (found.status, found.by) == (Stands.DONE, date(2026, 12, 19))

    @pytest.mark.parametrize("facts", [{"agreement_kind": ContractKind.GRANT}, {"regime": Regime.EXEMPT}])
    def test_grants_and_exempt_contracts_owe_nothing(self, tell, facts) -> None:
        assert asked(tell(stories.contract_live, **LET | facts)) == {}

    def test_the_law_is_asked_for_where_nobody_said_it(self, tell) -> None:
        found = asked(tell(stories.contract_live))
        assert {name: one.status for name, one in found.items()} == {"law": Stands.NEEDS_FACTS}


class TestClimbing:
    def test_an_overdue_duty_climbs_from_the_manager_until_it_is_met(self, signed, tell) -> None:
        duty = asked(signed)["UK7"]
        assert duty.by is not None and duty.by > tell.at.date()
        for day in range(100):
            run_due(at=tell.at + timedelta(days=day))
            climb(at=tell.at + timedelta(days=day))
        alerts = Alert.objects.filter(record_kind=Duty.kind(), record_id=duty.pk, deadline="duty.meet")
        told = {one.person for one in alerts}
        escalated = {one.person for one in alerts if one.why == AlertKind.ESCALATED}
        assert tell.cast.aisha in told - escalated
        assert escalated == {tell.cast.gwen}
        # Once it is met nobody hears of it any more.
        more = {"published_on": tell.at.date(), "notice_number": "1", "by": tell.cast.actor("morag")}
        duties.prove(duty, **more, at=tell.at + timedelta(days=101))
        assert not Alert.objects.live().filter(record_kind=Duty.kind(), record_id=duty.pk).exists()


class TestLoading:
    def rows(self, cast, count: int, **facts):
        usual = {**stories.USUAL, **LET, "signed_on": date(2025, 9, 1), "starts_on": date(2025, 9, 15)} | facts
        return [
            Loaded(Contract(authority=cast.eca, **{"status": "live", "ends_on": date(2028, 9, 14)} | usual), parts=[])
            for _ in range(count)
        ]

    def test_takes_the_same_queries_for_few_and_for_many(self, cast, at_nine) -> None:
        counts = []
        # The first load also begins the year's numbers.
        for count in (1, 3, 40):
            with CaptureQueriesContext(connection) as told:
                load_new(self.rows(cast, count), by=SYSTEM, at=at_nine)
            counts.append(len(told))
        assert counts[1] == counts[2]
        assert Duty.objects.filter(code="UK7").count() == 44

    def test_of_orders_under_old_frameworks_asks_for_their_award(self, cast, at_nine) -> None:
        new = {"regime": Regime.PCR_2015, "awarded_on": date(2026, 11, 2), "route": Route.CALL_OFF}
        load_new(self.rows(cast, 3, **new), by=SYSTEM, at=at_nine)
        assert set(Duty.objects.values_list("code", "by")) == {
            ("pcr_award", date(2026, 12, 2)),
            ("finder_award", date(2026, 11, 2)),
        }

    def test_of_old_contracts_makes_nothing(self, cast, at_nine) -> None:
        old = {"regime": Regime.PCR_2015, "signed_on": date(2023, 1, 1)}
        load_new(self.rows(cast, 3, **old), by=SYSTEM, at=at_nine)
        assert not Duty.objects.exists()

    def test_of_what_ran_out_asks_for_the_notice_of_its_end(self, cast, at_nine) -> None:
        load_new(self.rows(cast, 1, status="expired", ends_on=date(2026, 10, 31)), by=SYSTEM, at=at_nine)
        assert Duty.objects.get(code="UK11").by == date(2026, 11, 29)

    def test_of_what_is_past_gives_people_a_month(self, cast, at_nine) -> None:
        load_new(self.rows(cast, 1), by=SYSTEM, at=at_nine)
        duty = Duty.objects.get(code="UK7")
        assert (duty.by, duty.urgent_on) == (date(2025, 9, 30), date(2026, 12, 23))


class TestPages:
    def test_show_what_the_law_asks_with_day_section_and_next_act(self, signed, client_as) -> None:
        page = client_as("aisha").get(f"{signed.get_absolute_url()}linked/").content.decode()
        assert "What the law asks" in page
        assert "Publish the contract details notice (UK7)" in page
        assert "Tuesday 22 December 2026, 29 days left" in page
        assert "PA 2023 s.53(1)(b)" in page
        assert "is paid within 30 days" in page and "PA 2023 s.68(2)" in page
        assert f"{asked(signed)['UK7'].get_absolute_url()}prove/" in page

    def test_ask_for_missing_facts_on_the_page_that_mends_them(self, tell, client_as) -> None:
        contract = tell(stories.contract_live, **LET | {"value_inc_vat": None})
        client = client_as("aisha")
        page = client.get(f"{contract.get_absolute_url()}linked/").content.decode()
        assert "What is the contract worth including VAT?" in page
        href = f"{contract.get_absolute_url()}correct/value/"
        assert f'href="{href}"' in page
        assert client.get(href).status_code == 200

    def test_the_day_of_signing_can_be_given_to_a_contract_that_runs(self, cast, at_nine, client_as) -> None:
        (contract,) = load_new(TestLoading().rows(cast, 1, signed_on=None), by=SYSTEM, at=at_nine)
        href = f"{contract.get_absolute_url()}correct/dates/"
        assert asked(contract)["UK7"].questions[0]["page"] == href
        client = client_as("priya")
        assert 'name="signed_on' in client.get(href).content.decode()
        changes = {"signed_on": date(2025, 9, 1)}
        services.correct(contract, changes=changes, reason="Found", by=cast.actor("priya"), at=at_nine)
        assert asked(contract)["UK7"].by == date(2025, 9, 30)

    def test_name_who_answers_for_each_that_is_to_be_met(self, signed, client_as) -> None:
        page = client_as("aisha").get(f"{signed.get_absolute_url()}linked/").content.decode()
        owner = asked(signed)["UK7"].owner
        assert owner is not None and f"Owner: {owner.name}" in page

    def test_what_the_law_asks_is_among_what_is_due(self, signed, client_as) -> None:
        page = client_as("aisha").get(signed.get_absolute_url()).content.decode()
        duty = asked(signed)["UK7"]
        due = page[page.index('id="due-title"') :]
        assert f'<a href="{duty.get_absolute_url()}">{duty.label}</a>' in due

    def test_an_ended_contract_does_not_say_that_nothing_is_due_while_its_notice_is_owed(
        self, cast, at_nine, client_as
    ) -> None:
        row = TestLoading().rows(cast, 1, status="expired", ends_on=date(2026, 10, 31))
        (contract,) = load_new(row, by=SYSTEM, at=at_nine)
        page = client_as("aisha").get(contract.get_absolute_url()).content.decode()
        assert "Nothing is due" not in page
        assert asked(contract)["UK11"].get_absolute_url() in page

    def test_what_the_law_asks_soon_is_the_next_step_before_what_comes_later(self, signed, client_as) -> None:
        page = client_as("aisha").get(signed.get_absolute_url()).content.decode()
        assert "Nothing is due in the next three months" not in page

    def test_show_auditors_no_act(self, signed, client_as) -> None:
        page = client_as("naomi").get(f"{signed.get_absolute_url()}linked/").content.decode()
        assert "What the law asks" in page and "/prove/" not in page

    def test_the_panel_takes_a_fixed_number_of_queries(self, signed, client_as) -> None:
        client = client_as("aisha")
        client.get(f"{signed.get_absolute_url()}linked/")
        with CaptureQueriesContext(connection) as told:
            client.get(f"{signed.get_absolute_url()}linked/")
        assert_queries(Path(__file__).parent, "contract linked, with duties", len(told))


def test_a_route_that_the_act_does_not_know_is_a_question(tell) -> None:
    found = asked(tell(stories.contract_live, **LET | {"route": Route.RESTRICTED}))
    assert found["UK6"].status == Stands.NEEDS_FACTS
    assert found["UK7"].status == Stands.OPEN
