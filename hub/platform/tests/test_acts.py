"""One way to change a record: checked, moved, recorded in one event, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from hub.law.findings import Finding
from hub.platform import acts
from hub.platform.act_table import Act, NotHeld, Refused, bars
from hub.platform.actors import NOBODY, SYSTEM, Actor, Grant
from hub.platform.events.models import Event
from hub.platform.identity.roles import Role
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority, Party

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

ADD = Act("acttest.add", label="Added", held_by={Role.AUTHORITY_ADMIN, Role.SYSTEM})
EDIT = Act("acttest.edit", label="Edited", held_by={Role.AUTHORITY_ADMIN})
PUT_RIGHT = Act("acttest.put_right", label="Put right", held_by={Role.AUTHORITY_ADMIN}, must_change=True)
BARRED = Act("acttest.barred", label="Did what is barred", held_by={Role.AUTHORITY_ADMIN})


@bars(BARRED)
def two_reasons(record: Entry, by: Actor, at: datetime) -> list[Finding]:
    """Bar always, for two reasons."""
    return [Finding("first", "The first reason."), Finding("second", "The second reason.")]


@pytest.fixture
def authority() -> Authority:
    """Give an authority."""
    party = Party.objects.create(kind="authority", name="Eastmere")
    return Authority.objects.bulk_create([Authority(party=party, code="TST", name="Eastmere")])[0]


@pytest.fixture
def admin(authority: Authority) -> Actor:
    """Give somebody who administers it."""
    return Actor(7, "Sam Doyle", frozenset({Grant(authority.pk, Role.AUTHORITY_ADMIN)}), home_id=authority.pk)


@pytest.fixture
def entry(authority: Authority) -> Entry:
    """Give a stored record."""
    record = new(authority)
    with acts.create(ADD, record, by=SYSTEM, at=AT):
        pass
    return record


def new(authority: Authority, code: str = "a") -> Entry:
    """Give a record that is not stored yet."""
    return Entry(set="test", code=code, label="A", valid_from=date(2026, 1, 1), authority=authority)


class TestSavingOutsideAnAct:
    def test_a_new_record_is_refused(self, authority: Authority) -> None:
        with pytest.raises(acts.SavedOutsideAct):
            new(authority).save()

    def test_a_stored_record_is_refused(self, entry: Entry) -> None:
        entry.label = "B"
        with pytest.raises(acts.SavedOutsideAct):
            entry.save()

    def test_another_record_than_that_of_the_act_is_refused(self, entry: Entry, admin: Actor) -> None:
        other = new(entry.authority, "b")
        with pytest.raises(acts.SavedOutsideAct), acts.perform(EDIT, entry, by=admin, at=AT):
            other.save()

    def test_deleting_is_refused(self, entry: Entry) -> None:
        with pytest.raises(acts.SavedOutsideAct):
            entry.delete()


class TestPuttingRight:
    def test_what_changes_nothing_is_refused_kindly_and_leaves_no_event(self, entry: Entry, admin: Actor) -> None:
        events = Event.objects.count()
        with pytest.raises(acts.Refused, match="Nothing has changed"), acts.perform(PUT_RIGHT, entry, by=admin, at=AT):
            entry.label = "A"
        assert Event.objects.count() == events

    def test_the_same_value_said_beside_the_record_changes_nothing_either(self, entry: Entry, admin: Actor) -> None:
        with pytest.raises(acts.Refused), acts.perform(PUT_RIGHT, entry, by=admin, at=AT) as said:
            said.changed("lots", ["1"], ["1"])

    def test_a_change_is_recorded(self, entry: Entry, admin: Actor) -> None:
        with acts.perform(PUT_RIGHT, entry, by=admin, at=AT):
            entry.label = "B"
        assert Event.objects.order_by("-number")[0].verb == "acttest.put_right"


class TestPerforming:
    def test_writes_exactly_one_event_with_the_changed_fields(self, entry: Entry, admin: Actor) -> None:
        before = Event.objects.count()
        with acts.perform(EDIT, entry, by=admin, at=AT) as note:
            entry.label = "B"
            note.note("Because the name was wrong", count=3, phrase="free text")
        event = Event.objects.order_by("-number")[0]
        assert Event.objects.count() == before + 1
        assert (event.verb, event.actor_id, event.subject_id, event.at) == ("acttest.edit", 7, entry.pk, AT)
        assert event.detail_row.data["changes"] == {"label": ["A", "B"]}
        assert event.detail_row.data["note"] == "Because the name was wrong"

    def test_keeps_free_text_and_names_out_of_the_digested_body(self, entry: Entry, admin: Actor) -> None:
        with acts.perform(EDIT, entry, by=admin, at=AT) as note:
            note.note("about Jane", count=3, phrase="Jane")
        event = Event.objects.order_by("-number")[0]
        assert event.facts == {"count": 3}
        assert "Jane" not in str(event.body()) and "Sam" not in str(event.body())

    def test_saves_what_the_block_left_unsaved(self, entry: Entry, admin: Actor) -> None:
        with acts.perform(EDIT, entry, by=admin, at=AT):
            entry.label = "B"
        assert Entry.objects.get(pk=entry.pk).label == "B"

    @pytest.mark.parametrize("who", [NOBODY, Actor(8, "Kit")], ids=["nobody", "a person without the role"])
    def test_is_refused_to_who_does_not_hold_it(self, entry: Entry, who: Actor) -> None:
        before = Event.objects.count()
        with pytest.raises(NotHeld), acts.perform(EDIT, entry, by=who, at=AT):
            pytest.fail("the block must not run")
        assert Event.objects.count() == before

    def test_is_refused_to_the_same_role_at_another_authority(self, entry: Entry) -> None:
        stranger = Actor(9, "Jo", frozenset({Grant(entry.authority_id + 1000, Role.AUTHORITY_ADMIN)}))
        with pytest.raises(NotHeld), acts.perform(EDIT, entry, by=stranger, at=AT):
            pytest.fail("the block must not run")

    def test_gives_all_reasons_at_once(self, entry: Entry, admin: Actor) -> None:
        with pytest.raises(Refused) as refused, acts.perform(BARRED, entry, by=admin, at=AT):
            pytest.fail("the block must not run")
        assert refused.value.sentence == "The first reason. The second reason."

    def test_changes_nothing_when_the_block_fails(self, entry: Entry, admin: Actor) -> None:
        before = Event.objects.count()
        with pytest.raises(ZeroDivisionError), acts.perform(EDIT, entry, by=admin, at=AT):
            entry.label = "B"
            entry.save()
            _ = 1 / 0
        assert entry.label == "A"
        assert Entry.objects.get(pk=entry.pk).label == "A"
        assert Event.objects.count() == before


class TestPerformingMany:
    def test_writes_one_event_each_in_bulk(self, authority: Authority, django_assert_max_num_queries: object) -> None:
        records = [new(authority, f"c{n}") for n in range(300)]
        before = Event.objects.count()
        with django_assert_max_num_queries(30):  # type: ignore[operator]
            events = acts.perform_many(ADD, records, by=SYSTEM, at=AT, write=Entry.objects.bulk_create)
        assert Event.objects.count() == before + 300
        assert [event.number for event in events] == list(range(before + 1, before + 301))

    def test_writes_nothing_when_one_is_refused(self, authority: Authority, entry: Entry) -> None:
        before = Event.objects.count()
        with pytest.raises(NotHeld):
            acts.perform_many(ADD, [new(authority, "d")], by=NOBODY, at=AT, write=Entry.objects.bulk_create)
        assert Event.objects.count() == before


class TestTogether:
    def test_all_acts_of_a_batch_share_one_cause_and_one_fate(self, authority: Authority, admin: Actor) -> None:
        before = Event.objects.count()
        with pytest.raises(RuntimeError), acts.together():
            with acts.create(ADD, new(authority, "e"), by=SYSTEM, at=AT):
                pass
            raise RuntimeError
        assert Event.objects.count() == before
        with acts.together(), transaction.atomic():
            for code in ("f", "g"):
                with acts.create(ADD, new(authority, code), by=SYSTEM, at=AT):
                    pass
        causes = set(Event.objects.order_by("-number").values_list("cause", flat=True)[:2])
        assert len(causes) == 1
