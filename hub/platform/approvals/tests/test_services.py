"""Approvals: of this content, along the scheme, by somebody else, once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.platform.acts import NotHeld, Refused, WrongState, perform_many
from hub.platform.approvals import selectors, services
from hub.platform.approvals.errors import NeedsApproval
from hub.platform.approvals.models import Request
from hub.platform.approvals.services import approve, ask, send_back, withdraw
from hub.platform.approvals.terms import RequestState
from hub.platform.deadlines import runner
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.terms import AlertKind
from hub.platform.events.models import Event
from hub.platform.identity.models import Membership
from hub.platform.identity.roles import Role
from hub.platform.identity.services import end_role, name_deputy

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(payments, at_nine):
    """Give a payment of £5,000, which the procurement lead approves."""
    return payments.add("Vans", "5000", at=at_nine)


@pytest.fixture
def asked(payments, small, cast, at_nine):
    """Give the request for it, asked by Aisha."""
    return ask(payments.act, small, by=cast.actor("aisha"), at=at_nine)


def codes(refused):
    return {finding.code for finding in refused.value.findings}


class TestAnActThatNeedsApproval:
    def test_it_is_refused_without_one_and_says_where_to_ask(self, payments, small, at_nine):
        with pytest.raises(NeedsApproval) as refused:
            payments.pay(small, at=at_nine)
        assert "It is decided first by the procurement lead" in refused.value.sentence
        assert refused.value.cure.startswith("/approvals/ask/?act=test.pay&kind=deadlines.feed&id=")

    def test_it_is_refused_while_the_approval_waits(self, payments, small, asked, at_nine):
        with pytest.raises(NeedsApproval) as refused:
            payments.pay(small, at=at_nine)
        assert refused.value.cure == asked.get_absolute_url()

    def test_an_approval_unlocks_it_and_a_person_still_performs_it(self, payments, small, asked, cast, at_nine):
        approve(asked, by=cast.actor("morag"), at=at_nine)
        assert not Event.objects.filter(verb="test.pay").exists()
        payments.pay(small, at=at_nine)
        assert Event.objects.filter(verb="test.pay").count() == 1

    def test_an_approval_is_used_up_by_the_act(self, payments, small, asked, cast, at_nine):
        approve(asked, by=cast.actor("morag"), at=at_nine)
        payments.pay(small, at=at_nine)
        asked.refresh_from_db()
        assert asked.status == RequestState.USED
        with pytest.raises(NeedsApproval):
            payments.pay(small, at=at_nine)

    def test_done_on_many_it_is_checked_for_each(self, payments, small, asked, cast, at_nine):
        approve(asked, by=cast.actor("morag"), at=at_nine)
        other, cheap = payments.add("Bins", "5000", at=at_nine), payments.add("Pens", "10", at=at_nine)

        def pay(records):
            perform_many(payments.act, records, by=cast.actor("aisha"), at=at_nine, write=lambda rows: None)

        with pytest.raises(NeedsApproval) as refused:
            pay([cheap, small, other])
        assert refused.value.cure.endswith(f"id={other.pk}")
        assert not Event.objects.filter(verb="test.pay").exists()
        pay([cheap, small])
        assert Event.objects.filter(verb="test.pay").count() == 2
        asked.refresh_from_db()
        assert asked.status == RequestState.USED

    def test_done_on_many_what_is_stored_must_be_what_was_approved(self, payments, small, asked, cast, at_nine):
        approve(asked, by=cast.actor("morag"), at=at_nine)
        type(small).objects.filter(pk=small.pk).update(person=cast.ruth)
        with pytest.raises(NeedsApproval) as refused:
            perform_many(payments.act, [small], by=cast.actor("aisha"), at=at_nine, write=lambda rows: None)
        assert codes(refused) == {"approval_lapsed"}

    def test_the_queries_for_many_do_not_grow(self, payments, cast, at_nine):
        def queries(count):
            records = [payments.add(f"Vans {count} {n}", "500", at=at_nine) for n in range(count)]
            with CaptureQueriesContext(connection) as asked:
                perform_many(payments.act, records, by=cast.actor("aisha"), at=at_nine, write=lambda rows: None)
            return len(asked)

        assert queries(2) == queries(9)

    def test_a_second_approval_is_not_used_up_by_the_first_act(self, payments, small, asked, cast, at_nine):
        approve(asked, by=cast.actor("morag"), at=at_nine)
        payments.pay(small, at=at_nine)
        again = ask(payments.act, small, by=cast.actor("aisha"), at=at_nine)
        approve(again, by=cast.actor("morag"), at=at_nine)
        payments.touch(small, at=at_nine)
        again.refresh_from_db()
        assert again.status == RequestState.APPROVED

    def test_below_the_lowest_band_with_steps_no_approval_is_needed(self, payments, at_nine):
        payments.pay(payments.add("Pens", "12", at=at_nine), at=at_nine)
        assert Event.objects.filter(verb="test.pay").count() == 1

    def test_a_value_without_a_line_is_refused_and_says_so(self, payments, at_nine, cast):
        later = at_nine + timedelta(days=60)
        record = payments.add("Bridge", "900000", at=at_nine)
        with pytest.raises(NeedsApproval, match="has no line"):
            payments.pay(record, at=later)
        with pytest.raises(Refused, match="has no line"):
            ask(payments.act, record, by=cast.actor("aisha"), at=later)


class TestAsking:
    def test_the_content_and_the_line_of_the_scheme_are_frozen(self, asked, cast):
        assert asked.content == {"What": "Vans", "Paid to": cast.aisha.pk}
        assert asked.value == Decimal(5000)
        assert asked.band["range"] == "£1,000 to under £10,000, ex VAT"
        assert [step.role for step in asked.steps.all()] == [Role.PROCUREMENT_LEAD]

    def test_who_may_not_do_the_act_may_not_ask_for_it(self, payments, small, cast, at_nine):
        with pytest.raises(NotHeld):
            ask(payments.act, small, by=cast.actor("helen"), at=at_nine)

    def test_the_same_is_not_asked_twice(self, payments, small, asked, cast, at_nine):
        with pytest.raises(Refused) as refused:
            ask(payments.act, small, by=cast.actor("aisha"), at=at_nine)
        assert codes(refused) == {"already_asked"}

    def test_where_nothing_needs_approving_nothing_is_asked(self, payments, cast, at_nine):
        with pytest.raises(Refused) as refused:
            ask(payments.act, payments.add("Pens", "12", at=at_nine), by=cast.actor("aisha"), at=at_nine)
        assert codes(refused) == {"not_needed"}

    def test_the_line_of_the_day_holds(self, payments, cast, at_nine):
        record = payments.add("Bridge", "900000", at=at_nine)
        request = ask(payments.act, record, by=cast.actor("aisha"), at=at_nine)
        assert [step.role for step in request.steps.all()] == [Role.CHAIR]


class TestDeciding:
    def test_nobody_approves_their_own_request(self, payments, small, cast, at_nine):
        request = ask(payments.act, small, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused) as refused:
            approve(request, by=cast.actor("morag"), at=at_nine)
        assert codes(refused) == {"own_request"}
        request.refresh_from_db()
        assert request.status == RequestState.ASKED

    def test_only_a_holder_of_the_step_decides_it(self, asked, cast, at_nine):
        with pytest.raises(Refused) as refused:
            approve(asked, by=cast.actor("helen"), at=at_nine)
        assert refused.value.sentence == "This step is decided by the procurement lead: Morag Lennox."

    def test_somebody_of_another_authority_cannot(self, asked, cast, at_nine):
        with pytest.raises(NotHeld):
            approve(asked, by=cast.actor("harriet"), at=at_nine)

    def test_the_steps_are_taken_in_order_and_the_last_one_unlocks(self, payments, cast, at_nine):
        record = payments.add("Buses", "20000", at=at_nine)
        request = ask(payments.act, record, by=cast.actor("aisha"), at=at_nine)
        with pytest.raises(Refused):
            approve(request, by=cast.actor("helen"), at=at_nine)
        approve(request, by=cast.actor("morag"), at=at_nine)
        assert request.status == RequestState.ASKED
        approve(request, by=cast.actor("helen"), at=at_nine, comment="Within the budget")
        assert request.status == RequestState.APPROVED
        assert [step.decided_by for step in request.steps.all()] == [cast.morag, cast.helen]

    def test_beyond_the_limit_is_refused_recorded_and_told_to_legal(self, payments, cast, at_nine):
        record = payments.add("Trams", "45000", at=at_nine)
        request = ask(payments.act, record, by=cast.actor("aisha"), at=at_nine)
        approve(request, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused) as refused:
            approve(request, by=cast.actor("helen"), at=at_nine)
        assert "The limit of this step is £40,000" in refused.value.sentence
        assert Event.objects.filter(verb="approval.over_limit", actor_id=cast.helen.pk).count() == 1
        assert Alert.objects.filter(person=cast.daniel, why=AlertKind.NEWS).count() == 1

    def test_a_deputy_decides_in_the_place_of_somebody_away(self, asked, cast, at_nine):
        name_deputy(cast.morag, cast.priya, by=cast.actor("morag"), at=at_nine, starts_on=at_nine.date(), ends_on=None)
        approve(asked, by=cast.actor("priya"), at=at_nine)
        (step,) = asked.steps.all()
        assert (step.decided_by, step.stood_in_for) == (cast.priya, cast.morag)

    def test_where_the_scheme_allows_no_deputies_they_cannot(self, payments, cast, at_nine):
        name_deputy(cast.gwen, cast.priya, by=cast.actor("gwen"), at=at_nine, starts_on=at_nine.date(), ends_on=None)
        record = payments.add("Bridge", "900000", at=at_nine)
        request = ask(payments.act, record, by=cast.actor("aisha"), at=at_nine)
        with pytest.raises(Refused):
            approve(request, by=cast.actor("priya"), at=at_nine)

    def test_the_asker_cannot_decide_as_a_deputy_either(self, asked, cast, at_nine):
        name_deputy(cast.morag, cast.aisha, by=cast.actor("morag"), at=at_nine, starts_on=at_nine.date(), ends_on=None)
        with pytest.raises(Refused) as refused:
            approve(asked, by=cast.actor("aisha"), at=at_nine)
        assert codes(refused) == {"own_request"}

    def test_sending_back_needs_a_reason_and_tells_the_asker(self, asked, cast, at_nine):
        with pytest.raises(Refused):
            send_back(asked, by=cast.actor("morag"), at=at_nine, reason=" ")
        send_back(asked, by=cast.actor("morag"), at=at_nine, reason="Add the quotes")
        assert asked.status == RequestState.SENT_BACK
        assert Alert.objects.get(person=cast.aisha).sentence == "Sent back: pay, Vans"

    def test_what_is_decided_is_not_decided_again(self, asked, cast, at_nine):
        approve(asked, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused) as refused:
            approve(asked, by=cast.actor("morag"), at=at_nine)
        assert codes(refused) == {"not_waiting"}

    def test_only_the_asker_withdraws(self, asked, cast, at_nine):
        with pytest.raises(NotHeld):
            withdraw(asked, by=cast.actor("morag"), at=at_nine, reason="No")
        withdraw(asked, by=cast.actor("aisha"), at=at_nine, reason="Not needed now")
        assert asked.status == RequestState.WITHDRAWN
        with pytest.raises(WrongState):
            withdraw(asked, by=cast.actor("aisha"), at=at_nine, reason="Again")


class TestLapsing:
    def test_an_approval_lapses_when_its_content_changes(self, payments, small, asked, cast, at_nine):
        approve(asked, by=cast.actor("morag"), at=at_nine)
        payments.touch(small, at=at_nine, label="Lorries")
        asked.refresh_from_db()
        assert asked.status == RequestState.LAPSED
        sentences = set(Alert.objects.filter(person=cast.aisha).values_list("sentence", flat=True))
        assert "Ask again: Vans changed after approval" in sentences
        with pytest.raises(NeedsApproval):
            payments.pay(small, at=at_nine)

    def test_it_lapses_when_the_value_changes(self, payments, small, asked, at_nine):
        payments.touch(small, at=at_nine, value="6000")
        asked.refresh_from_db()
        assert asked.status == RequestState.LAPSED

    def test_it_stays_when_something_else_changes(self, payments, small, asked, at_nine):
        payments.touch(small, at=at_nine)
        asked.refresh_from_db()
        assert asked.status == RequestState.ASKED

    def test_what_changed_is_shown(self, payments, small, asked, at_nine):
        payments.touch(small, at=at_nine, label="Lorries")
        asked.refresh_from_db()
        assert selectors.changes_since(asked) == [("What", "Vans", "Lorries")]

    def test_a_change_that_no_act_saw_still_bars_the_act_and_the_approval(self, payments, small, asked, cast, at_nine):
        payments.values["Vans"] = Decimal(7000)
        with pytest.raises(Refused) as refused:
            approve(asked, by=cast.actor("morag"), at=at_nine)
        assert codes(refused) == {"changed"}
        with pytest.raises(NeedsApproval, match="Ask again"):
            payments.pay(small, at=at_nine)

    def test_it_can_be_asked_again(self, payments, small, asked, cast, at_nine):
        payments.values["Vans"] = Decimal(7000)
        again = ask(payments.act, small, by=cast.actor("aisha"), at=at_nine)
        asked.refresh_from_db()
        assert (asked.status, again.status) == (RequestState.LAPSED, RequestState.ASKED)


class TestWaiting:
    def test_the_holders_are_told_at_once_and_the_asker_is_not(self, payments, small, cast, at_nine):
        ask(payments.act, small, by=cast.actor("aisha"), at=at_nine)
        runner.run_due(at=at_nine)
        alert = Alert.objects.get()
        assert alert.person == cast.morag
        assert alert.title == "Decide whether to pay: Vans (£5,000) by 26 November 2026"

    def test_the_alert_closes_with_the_decision(self, asked, cast, at_nine):
        runner.run_due(at=at_nine)
        approve(asked, by=cast.actor("morag"), at=at_nine)
        assert not Alert.objects.live().filter(person=cast.morag).exists()

    def test_when_nobody_can_decide_the_administrator_hears(self, payments, small, cast, at_nine):
        for row in Membership.objects.filter(person=cast.morag):
            end_role(row, by=cast.actor("system"), at=at_nine)
        ask(payments.act, small, by=cast.actor("aisha"), at=at_nine)
        runner.run_due(at=at_nine)
        assert Alert.objects.get().person == cast.sam

    def test_each_sees_what_waits_on_them(self, asked, cast, at_nine):
        assert selectors.waiting_on(cast.actor("morag"), at=at_nine) == [asked]
        for key in ("aisha", "helen", "harriet"):
            assert selectors.waiting_on(cast.actor(key), at=at_nine) == []


class TestWhoApproves:
    def test_the_route_names_steps_limits_and_people(self, payments, cast, at_nine):
        route = selectors.who_approves("test_payment", value=Decimal(20000), on=at_nine.date(), authority=cast.eca)
        assert [(step.role, step.limit) for step in route.steps] == [
            (Role.PROCUREMENT_LEAD, None),
            (Role.FINANCE, Decimal(40000)),
        ]
        assert [person for step in route.steps for person in step.holders] == [cast.morag, cast.helen]

    def test_after_its_last_day_a_line_holds_no_more(self, payments, cast):
        assert selectors.who_approves("test_payment", value=None, on=date(2027, 1, 1), authority=cast.eca) is None
        assert selectors.who_approves("test_payment", value=None, on=date(2026, 12, 31), authority=cast.eca)

    def test_deputies_are_named_with_their_last_day(self, payments, cast, at_nine):
        until = date(2026, 12, 1)
        name_deputy(cast.morag, cast.priya, by=cast.actor("morag"), at=at_nine, starts_on=at_nine.date(), ends_on=until)
        route = selectors.who_approves("test_payment", value=Decimal(5000), on=at_nine.date(), authority=cast.eca)
        (deputy,) = route.steps[0].deputies
        assert (deputy.person, deputy.in_place_of, deputy.until) == (cast.priya, cast.morag, until)


class TestTheIndicator:
    def test_approvals_within_the_limit_and_their_days_are_counted(self, asked, cast, at_nine):
        approve(asked, by=cast.actor("morag"), at=at_nine + timedelta(days=2))
        went = selectors.how_it_went([cast.eca.pk], since=at_nine, until=at_nine + timedelta(days=30))
        assert (went.decided, went.in_limit, went.median_days) == (1, 1, 2.0)


class TestOneRequestStands:
    def test_the_database_refuses_a_second(self, asked):
        from django.db import IntegrityError, transaction

        asked.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            Request.objects.bulk_create([asked])

    def test_kinds_of_roots_are_found(self, payments):
        assert "deadlines.feed" in services.root_kinds()
