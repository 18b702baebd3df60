"""Loads of many contracts: bulk writes, one event each, and the way back."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from hub.contract.models import Contract
from hub.contract.services import Part, sign
from hub.contract.services.loading import Loaded, load_changed, load_new, undo_new
from hub.contract.terms import State
from hub.contract.tests import stories
from hub.platform.acts import NotHeld
from hub.platform.deadlines import runner
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.terms import AlertState
from hub.platform.events.models import Event
from hub.platform.testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(tell):
    return tell.cast.actor("morag")


def items(cast: Cast, supplier, count: int) -> list[Loaded]:
    return [
        Loaded(
            Contract(
                authority=cast.eca,
                status="",
                title=f"Contract {number}",
                value_ex_vat=Decimal(1000 + number),
                starts_on=date(2026, 1, 1),
                ends_on=date(2027, 12, 31),
                source="list.csv",
                source_key=str(number),
            ),
            parts=[Part(supplier), Part(supplier)],
            lots=[("1", "North")],
        )
        for number in range(count)
    ]


def queries(count: int, tell, by, django_assert_max_num_queries) -> int:
    supplier = stories.meridian(by=by, at=tell.at)
    with django_assert_max_num_queries(400) as seen, transaction.atomic():
        load_new(items(tell.cast, supplier, count), by=by, at=tell.at, batch=7)
    return len(seen)


class TestLoadNew:
    def test_stores_each_with_reference_state_supplier_lot_and_event(self, tell, by) -> None:
        with transaction.atomic():
            made = load_new(items(tell.cast, stories.meridian(by=by, at=tell.at), 3), by=by, at=tell.at, batch=7)
        assert [c.reference for c in made] == ["CON-2026-0001", "CON-2026-0002", "CON-2026-0003"]
        stored = Contract.objects.get(pk=made[0].pk)
        assert (stored.status, stored.supplier_name, stored.missing_count) == (State.LIVE, "Meridian FM plc", 6)
        assert (stored.parties.count(), stored.lots.count()) == (1, 1)
        events = Event.objects.filter(verb="contract.import")
        assert events.count() == 3
        assert events[0].facts["batch"] == 7

    def test_asks_a_statement_for_many_rows_and_not_for_each(self, tell, by, django_assert_max_num_queries) -> None:
        few = queries(10, tell, by, django_assert_max_num_queries)
        Contract.objects.update(source="before")
        # SQLite takes about eighteen contracts a statement; a query for each would be 190 more.
        assert queries(200, tell, by, django_assert_max_num_queries) <= few + 25

    def test_is_refused_to_a_requester_and_stores_nothing(self, tell, by) -> None:
        loads = items(tell.cast, stories.meridian(by=by, at=tell.at), 2)
        with pytest.raises(NotHeld), transaction.atomic():
            load_new(loads, by=tell.cast.actor("tom"), at=tell.at)
        assert not Contract.objects.exists()


class TestAListedContractThatStartsLater:
    def loaded(self, tell, by, **facts) -> Contract:
        later = {"starts_on": date(2026, 12, 1), "ends_on": date(2028, 11, 30), "manager": tell.cast.aisha}
        (item,) = items(tell.cast, stories.meridian(by=by, at=tell.at), 1)
        for name, value in {**later, **facts}.items():
            setattr(item.contract, name, value)
        with transaction.atomic():
            return load_new([item], by=by, at=tell.at)[0]

    def test_comes_live_on_its_day_although_no_list_says_when_it_was_signed(self, tell, by) -> None:
        contract = self.loaded(tell, by)
        assert contract.status == State.DRAFT
        runner.run_due(at=datetime(2026, 11, 30, 23, tzinfo=UTC))
        contract.refresh_from_db()
        assert contract.status == State.DRAFT
        runner.run_due(at=datetime(2026, 12, 1, 9, tzinfo=UTC))
        contract.refresh_from_db()
        assert (contract.status, contract.signed_on) == (State.LIVE, None)
        assert Event.objects.filter(verb="contract.start", subject_id=contract.pk, actor_id=None).count() == 1

    def test_its_manager_is_asked_for_the_signature_before_that(self, tell, by) -> None:
        contract = self.loaded(tell, by)
        runner.run_due(at=tell.at)
        alert = Alert.objects.get(record_id=contract.pk, deadline="contract.sign")
        assert (alert.person, alert.link) == (tell.cast.aisha, f"{contract.get_absolute_url()}sign/")
        sign(contract, signed_on=date(2026, 11, 20), by=tell.cast.actor("aisha"), at=tell.at)
        alert.refresh_from_db()
        assert alert.status == AlertState.CLOSED

    def test_what_a_notice_says_was_not_awarded_stays_a_draft(self, tell, by) -> None:
        contract = self.loaded(tell, by, status=State.DRAFT)
        runner.run_due(at=datetime(2026, 12, 2, 9, tzinfo=UTC))
        contract.refresh_from_db()
        assert contract.status == State.DRAFT
        assert not Alert.objects.filter(record_id=contract.pk, deadline="contract.sign").exists()


class TestAnEnteredContractThatIsNotSigned:
    def test_asks_for_the_signature_and_never_begins_by_itself(self, tell) -> None:
        contract = tell(stories.contract_draft, starts_on=date(2026, 12, 1))
        runner.run_due(at=datetime(2026, 12, 2, 9, tzinfo=UTC))
        contract.refresh_from_db()
        assert contract.status == State.DRAFT
        assert Alert.objects.filter(deadline="contract.sign", person=tell.cast.aisha).count() == 1


class TestLoadChanged:
    def test_stores_what_changed_and_leaves_suppliers_alone_when_not_told(self, tell, by) -> None:
        contract = tell(stories.contract_live)
        contract.title = "Parks"
        with transaction.atomic():
            load_changed([Loaded(contract)], by=by, at=tell.at)
        stored = Contract.objects.get(pk=contract.pk)
        assert (stored.title, stored.parties.count(), stored.supplier_name) == ("Parks", 1, "Meridian FM plc")
        event = Event.objects.select_related("detail_row").get(verb="contract.import_update")
        assert event.detail_row.data["changes"] == {"title": ["Grounds maintenance", "Parks"]}


class TestUndoNew:
    def test_withdraws_the_entries_and_frees_their_keys(self, tell, by) -> None:
        supplier = stories.meridian(by=by, at=tell.at)
        with transaction.atomic():
            made = load_new(items(tell.cast, supplier, 2), by=by, at=tell.at)
            undo_new(made, by=by, at=tell.at)
            again = load_new(items(tell.cast, supplier, 2), by=by, at=tell.at)
        assert set(Contract.objects.values_list("status", flat=True)) == {State.WITHDRAWN, State.LIVE}
        assert again[0].reference == "CON-2026-0003"
