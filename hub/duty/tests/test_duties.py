"""Duties: met with proof, set aside with a reason, opened again, given to somebody; what people hear and measure."""

from datetime import date, timedelta

import pytest

from hub.duty import rules, selectors, services
from hub.duty.jobs import rebuild
from hub.duty.models import Duty
from hub.duty.register import DutyRegister
from hub.duty.terms import State
from hub.duty.tests import stories
from hub.platform.acts import NotHeld, Refused, WrongState
from hub.platform.deadlines import selectors as deadlines
from hub.platform.deadlines.ladder import climb
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.runner import run_due
from hub.platform.deadlines.terms import AlertKind
from hub.platform.events.models import Event
from hub.platform.identity import handover
from hub.platform.identity.models import Person
from hub.platform.indicators import get_indicator
from hub.platform.reference import services as reference
from hub.platform.registers.testing import RegisterContract
from hub.platform.search.search import search
from hub.platform.tenancy.models import Authority

pytestmark = pytest.mark.django_db
PROOF = {"published_on": date(2026, 10, 20), "notice_number": "012345-2026"}


class TestDutyRegister(RegisterContract):
    register = DutyRegister
    address = "/duties/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, law, at_nine):
        found = stories.stated(authority=law.eca, by=law.actor("sam"), at=at_nine)
        services.prove(found["UK17 2026-09-30"], **PROOF, by=law.actor("morag"), at=at_nine)
        return list(found.values())


class TestHeardBy:
    def test_the_laws_own_day_counts_while_it_is_to_come(self) -> None:
        day = date(2026, 11, 23)
        assert rules.heard_by(day, day) == day

    def test_a_day_that_had_passed_when_the_hub_learned_of_it_counts_a_month_from_then(self) -> None:
        assert rules.heard_by(date(2026, 11, 22), date(2026, 11, 23)) == date(2026, 12, 23)


class TestProving:
    def test_keeps_number_address_and_day(self, late, cast, at_nine) -> None:
        address = "https://www.find-tender.service.gov.uk/Notice/012345-2026"
        services.prove(late, **PROOF, notice_url=address, by=cast.actor("morag"), at=at_nine)
        late.refresh_from_db()
        assert (late.status, late.notice_number, late.notice_url) == (State.DONE, "012345-2026", address)
        assert (late.published_on, late.done_at) == (date(2026, 10, 20), at_nine)

    @pytest.mark.parametrize(
        ("proof", "said"),
        [
            ({"published_on": date(2026, 11, 24), "notice_number": "1"}, "This day is still to come."),
            ({"published_on": date(2026, 9, 29), "notice_number": "1"}, "before 30 September 2026, when the period"),
            ({"published_on": date(2026, 10, 1), "notice_number": " "}, "Give the number of the notice or its address"),
        ],
    )
    def test_is_refused_with_the_reason(self, late, cast, at_nine, proof, said) -> None:
        with pytest.raises(Refused, match=said):
            services.prove(late, **proof, by=cast.actor("morag"), at=at_nine)
        late.refresh_from_db()
        assert late.status == State.OPEN

    def test_on_the_first_day_and_today_is_accepted(self) -> None:
        for day in (date(2026, 9, 30), date(2026, 11, 23)):
            facts = {"on": date(2026, 11, 23), "trigger_on": date(2026, 9, 30), "trigger": "x"}
            more = {"is_published": True, "number": "", "address": "https://a.example/"}
            assert list(rules.bars_to_proving(published_on=day, **facts, **more)) == []

    def test_what_is_no_publication_is_proved_by_its_day(self) -> None:
        facts = {"on": date(2026, 11, 23), "trigger_on": None, "trigger": "", "number": "", "address": ""}
        assert not list(rules.bars_to_proving(published_on=date(2026, 1, 1), is_published=False, **facts))

    def test_is_for_publishers_procurement_and_those_who_answer(self, late, cast, at_nine) -> None:
        with pytest.raises(NotHeld):
            services.prove(late, **PROOF, by=cast.actor("aisha"), at=at_nine)
        services.assign(late, owner=cast.aisha, reason="x", by=cast.actor("morag"), at=at_nine)
        services.prove(late, **PROOF, by=cast.actor("aisha"), at=at_nine)
        assert late.status == State.DONE

    def test_cannot_be_done_twice(self, late, cast, at_nine) -> None:
        services.prove(late, **PROOF, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(WrongState):
            services.prove(late, **PROOF, by=cast.actor("morag"), at=at_nine)


class TestSettingAside:
    def test_is_for_legal_with_the_reason(self, late, cast, at_nine) -> None:
        with pytest.raises(NotHeld):
            services.set_aside(late, reason="x", by=cast.actor("priya"), at=at_nine)
        services.set_aside(late, reason="Nothing was paid.", by=cast.actor("daniel"), at=at_nine)
        assert (late.status, late.why) == (State.NOT_NEEDED, "Nothing was paid.")
        assert Event.objects.filter(verb="duty.set_aside").exists()


class TestReopening:
    def test_takes_proof_and_reason_away(self, late, cast, at_nine) -> None:
        services.prove(late, **PROOF, by=cast.actor("morag"), at=at_nine)
        services.reopen(late, reason="The notice was of another period.", by=cast.actor("daniel"), at=at_nine)
        assert (late.status, late.notice_number, late.published_on) == (State.OPEN, "", None)

    def test_brings_back_what_was_set_aside(self, late, cast, at_nine) -> None:
        services.set_aside(late, reason="x", by=cast.actor("daniel"), at=at_nine)
        services.reopen(late, reason="Something was paid.", by=cast.actor("daniel"), at=at_nine)
        assert (late.status, late.why) == (State.OPEN, "")


class TestAssigning:
    def test_is_refused_once_nothing_is_to_be_done(self, late, cast, at_nine) -> None:
        services.prove(late, **PROOF, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="This duty is done"):
            services.assign(late, owner=cast.helen, reason="x", by=cast.actor("morag"), at=at_nine)

    def test_stays_when_the_record_is_worked_out_anew(self, late, cast, at_nine) -> None:
        services.assign(late, owner=cast.helen, reason="Finance pays.", by=cast.actor("morag"), at=at_nine)
        services.rebuild_of(Authority.kind(), [cast.eca.pk], at=at_nine)
        late.refresh_from_db()
        assert late.owner == cast.helen

    def test_leaving_hands_duties_over(self, late, cast, at_nine) -> None:
        services.assign(late, owner=cast.helen, reason="x", by=cast.actor("morag"), at=at_nine)
        assert {holding.kind for holding, _ in handover.in_hand(cast.helen)} == {"duty.owner"}
        successors = {"duty.owner": cast.morag}
        handover.hand_over(cast.helen, successors=successors, by=cast.actor("sam"), at=at_nine)
        late.refresh_from_db()
        assert late.owner == cast.morag


class TestWorkingOut:
    def test_anew_changes_nothing_when_nothing_changed(self, late, cast, at_nine) -> None:
        before = Event.objects.count()
        assert services.rebuild_of(Authority.kind(), [cast.eca.pk], at=at_nine) == 0
        assert Event.objects.count() == before

    def test_takes_the_same_queries_for_one_and_for_many(self, law, at_nine, django_assert_max_num_queries) -> None:
        stories.stated(authority=law.eca, by=law.actor("sam"), at=at_nine)
        ids = [law.eca.pk, law.wdc.pk, law.scc.pk]
        services.rebuild_of(Authority.kind(), ids, at=at_nine)
        with django_assert_max_num_queries(5):
            services.rebuild_of(Authority.kind(), ids, at=at_nine)

    def test_what_is_asked_again_keeps_its_reference(self, law, at_nine) -> None:
        first = stories.unstated(authority=law.eca, at=at_nine)[0]
        entry = stories.state(law.eca, "pays_under_the_act", {"yes": False}, by=law.actor("sam"), at=at_nine)
        services.rebuild_of(Authority.kind(), [law.eca.pk], at=at_nine)
        first.refresh_from_db()
        assert first.status == State.WITHDRAWN
        tomorrow = at_nine + timedelta(days=1)
        reference.end(entry, valid_to=tomorrow.date(), reason="A mistake", by=law.actor("sam"), at=at_nine)
        services.rebuild_of(Authority.kind(), [law.eca.pk], at=tomorrow)
        first.refresh_from_db()
        assert (first.status, first.why) == (State.NEEDS_FACTS, "")


class TestAlerts:
    def test_a_duty_is_told_to_its_owner_and_the_publishers_and_climbs(self, late, cast, at_nine) -> None:
        services.assign(late, owner=cast.helen, reason="x", by=cast.actor("morag"), at=at_nine)
        row = next(one for one in deadlines.due_for(late) if one.name == "duty.meet")
        assert (row.due_on, row.person) == (date(2026, 12, 23), cast.helen)
        later = at_nine + timedelta(days=40)
        run_due(at=later)
        told = Alert.objects.filter(record_id=late.pk, deadline="duty.meet")
        assert {one.person for one in told} == {cast.helen, cast.morag}
        climb(at=later + timedelta(days=30))
        assert Alert.objects.filter(record_id=late.pk, level__gt=0).exists()

    def test_a_duty_that_is_met_has_none(self, late, cast, at_nine) -> None:
        services.prove(late, **PROOF, by=cast.actor("morag"), at=at_nine)
        assert deadlines.due_for(late) == []

    def test_missing_facts_of_an_authority_fall_to_finance_and_the_lead(self, law, at_nine) -> None:
        for duty in stories.unstated(authority=law.eca, at=at_nine):
            rows = deadlines.due_for(duty)
            assert {(row.name, row.due_on) for row in rows} == {("duty.give_facts", date(2026, 12, 23))}
        run_due(at=at_nine + timedelta(days=31))
        told = Alert.objects.filter(record_id=duty.pk, deadline="duty.give_facts")
        assert {one.person for one in told} == {law.helen, law.morag}

    def test_missing_facts_are_asked_of_the_owner_alone_once_there_is_one(self, law, at_nine) -> None:
        duty = stories.unstated(authority=law.eca, at=at_nine)[0]
        services.assign(duty, owner=law.priya, reason="x", by=law.actor("morag"), at=at_nine)
        (row,) = deadlines.due_for(duty)
        assert (row.name, row.due_on, row.person) == ("duty.give_facts", date(2026, 12, 23), law.priya)

    def escalated(self, duty: Duty, at, name: str) -> set[Person]:
        """Let the clock run for ten weeks with nobody acting; gives those to whom it climbed."""
        for day in range(70):
            run_due(at=at + timedelta(days=day))
            climb(at=at + timedelta(days=day))
        rows = Alert.objects.filter(record_id=duty.pk, record_kind=Duty.kind(), deadline=name)
        return {alert.person for alert in rows.filter(why=AlertKind.ESCALATED)}

    def test_an_overdue_duty_of_the_authority_climbs_without_an_owner(self, late, law, at_nine) -> None:
        assert late.owner is None
        assert self.escalated(late, at_nine, "duty.meet") == {law.gwen}

    def test_facts_that_nobody_gives_climb_too(self, law, at_nine) -> None:
        duty = stories.unstated(authority=law.eca, at=at_nine)[0]
        assert law.gwen in self.escalated(duty, at_nine, "duty.give_facts")


class TestIndicators:
    def read(self, law, key: str, at) -> tuple[int, int]:
        reading = get_indicator(key).measure([law.eca.pk], at)
        return int(reading.numerator), int(reading.denominator)

    def test_on_time_counts_what_was_due_in_the_last_year(self, late, law, at_nine) -> None:
        assert self.read(law, "ST-6.notices_on_time", at_nine) == (0, 3)
        services.prove(late, **PROOF, by=law.actor("morag"), at=at_nine)
        assert self.read(law, "ST-6.notices_on_time", at_nine) == (1, 3)

    def test_a_late_notice_is_not_on_time_and_one_not_needed_is_not_counted(self, late, law, at_nine) -> None:
        services.prove(late, published_on=date(2026, 10, 30), notice_number="1", by=law.actor("morag"), at=at_nine)
        other = Duty.objects.get(code="UK1", key="2026-04-01")
        services.set_aside(other, reason="x", by=law.actor("daniel"), at=at_nine)
        assert self.read(law, "ST-6.notices_on_time", at_nine) == (0, 2)

    def test_owned_and_known_count_what_is_to_be_met(self, late, law, at_nine) -> None:
        services.assign(late, owner=law.helen, reason="x", by=law.actor("morag"), at=at_nine)
        assert self.read(law, "ST-6.owned", at_nine) == (1, 5)
        assert self.read(law, "ST-6.known", at_nine) == (5, 5)

    def test_assessments_say_nothing_where_none_is_due(self, late, law, at_nine) -> None:
        assert self.read(law, "ST-6.kpi_done", at_nine) == (0, 0)


class TestFinding:
    def test_a_duty_is_found_by_its_notice_and_its_number(self, late, law, at_nine) -> None:
        services.prove(late, **PROOF, by=law.actor("morag"), at=at_nine)
        found = search("012345-2026", actor=law.actor("naomi"), kinds=[Duty.kind()])
        assert found.total == 1
        assert search("payments compliance", actor=law.actor("naomi"), kinds=[Duty.kind()]).total == 2
        assert search("payments compliance", actor=law.actor("jo"), kinds=[Duty.kind()]).total == 0


class TestPages:
    def test_show_a_duty_with_what_is_missing(self, law, at_nine, client_as) -> None:
        duty = stories.unstated(authority=law.eca, at=at_nine)[0]
        page = client_as("helen").get(duty.get_absolute_url()).content.decode()
        assert "What must be known first" in page
        assert 'href="/settings/reference/law_scope/"' in page

    def test_prove_keeps_what_was_typed_and_says_what_is_wrong(self, late, client_as) -> None:
        client = client_as("morag")
        typed = {"published_on": "2026-09-29", "notice_number": "012345-2026"}
        answer = client.post(f"{late.get_absolute_url()}prove/", typed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "It cannot have been done before 30 September 2026, when the period ended." in page
        assert 'value="012345-2026"' in page
        assert (
            client.post(f"{late.get_absolute_url()}prove/", {**typed, "published_on": "2026-10-20"}).status_code == 302
        )

    def test_set_aside_reopen_and_assign_on_their_pages(self, late, law, client_as) -> None:
        client, base = client_as("morag"), late.get_absolute_url()
        assert client.post(f"{base}assign/", {"owner": law.helen.pk, "reason": "Pays"}).status_code == 302
        assert client.post(f"{base}set-aside/", {"reason": ""}).status_code == 422
        assert client.post(f"{base}set-aside/", {"reason": "Nothing paid"}).status_code == 302
        assert client.post(f"{base}reopen/", {"reason": "Paid after all"}).status_code == 302
        late.refresh_from_db()
        assert (late.status, late.owner) == (State.OPEN, law.helen)

    def test_say_what_is_late_and_hide_duties_of_others(self, late, client_as) -> None:
        page = client_as("naomi").get(late.get_absolute_url()).content.decode()
        assert "Overdue" in page and "25 days late" in page
        assert client_as("jo").get(late.get_absolute_url()).status_code == 404

    def test_refuse_a_conflict(self, late, client_as) -> None:
        client = client_as("daniel")
        answer = client.post(f"{late.get_absolute_url()}set-aside/", {"reason": "x", "version": "77"})
        assert answer.status_code == 409


def test_the_daily_work_brings_every_duty_in_step(law, at_nine) -> None:
    assert rebuild(None) == {"text": "9 duties changed"}
    assert rebuild(None) == {"text": "0 duties changed"}
    assert selectors.of_authority(law.eca, ["UK17"])[0].questions
