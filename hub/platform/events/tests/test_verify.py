"""The log finds and names every way of tampering with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from hub.platform.actors import SYSTEM
from hub.platform.events import checkpoints, erasure, triggers
from hub.platform.events.models import Checkpoint, Event, EventDetail, Head
from hub.platform.events.record import Draft, append
from hub.platform.events.verify import verify
from hub.platform.testing.cast import Cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def write(count: int = 6) -> None:
    """Append some events by the system."""
    drafts = [
        Draft(
            None,
            "test.done",
            ("test.thing", n, f"thing {n}"),
            ("test.thing", n),
            SYSTEM,
            AT,
            "c",
            note=f"because {n}",
        )
        for n in range(count)
    ]
    with transaction.atomic():
        append(drafts)


def found() -> set[tuple[int, str]]:
    """Give the faults as pairs."""
    return {(fault.number, fault.kind) for fault in verify().faults}


def rows() -> set[tuple[int, str]]:
    """Give the faults of the rows and the head, without those of the database's own guard and of parted details."""
    return {each for each in found() if not each[1].startswith(("missing_trigger", "detail_altered", "detail_stray"))}


def rewrite(number: int) -> None:
    """Alter a row and give it a digest that fits."""
    event = Event.objects.get(number=number)
    event.verb = "test.other"
    Event.objects.filter(number=number).update(verb=event.verb, digest=event.computed_digest())


@pytest.fixture(autouse=True)
def home(settings: pytest.FixtureRequest, tmp_path: object) -> None:
    """Keep keys and checkpoints of each test apart."""
    settings.HUB_HOME = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def opened_log() -> Iterator[None]:
    """Act as somebody who owns the database: take the triggers away, and put them back."""
    write()
    triggers.remove(connection)
    yield
    if triggers.standing(connection) != set(triggers.wanted(connection)):
        triggers.install(connection)


class TestAnUntouchedLog:
    def test_has_no_faults_and_gapless_numbers(self) -> None:
        write()
        walk = verify()
        assert (walk.faults, walk.events) == ([], 6)
        assert list(Event.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]

    def test_a_rolled_back_act_leaves_no_gap(self) -> None:
        write(2)
        with pytest.raises(RuntimeError), transaction.atomic():
            write(1)
            raise RuntimeError
        write(1)
        assert Head.objects.get(pk=1).number == 3
        assert found() == set()

    def test_stays_whole_when_an_act_erases_a_detail(self, cast: Cast) -> None:
        write()
        assert erasure.erase(cast.aisha, [3], by=cast.actor("noor"), at=AT, reason="Request DP-7") == 1
        assert EventDetail.objects.get(event_id=3).text == ""
        assert found() == set()

    def test_shows_a_detail_that_no_act_erased(self) -> None:
        write()
        EventDetail.objects.filter(event_id=3).update(text="", salt="")
        assert found() == {(3, "detail_erased")}

    def test_shows_a_checkpoint_that_only_the_copy_still_has(self) -> None:
        write()
        checkpoints.make(at=AT)
        Checkpoint.objects.all().delete()
        assert found() == {(6, "checkpoint_missing")}


class TestTheDatabaseItselfRefuses:
    @pytest.mark.parametrize(
        "change",
        [
            lambda: Event.objects.filter(number=2).update(verb="test.other"),
            lambda: Event.objects.filter(number=2)._raw_delete("default"),
            lambda: EventDetail.objects.filter(event_id=2).update(text="{}"),
            lambda: EventDetail.objects.filter(event_id=2)._raw_delete("default"),
        ],
        ids=["changing an event", "deleting an event", "changing a detail", "deleting a detail"],
    )
    def test_a_change_of_the_log(self, change: object) -> None:
        write()
        with pytest.raises(DatabaseError), transaction.atomic():
            change()  # type: ignore[operator]
        assert found() == set()

    @pytest.mark.parametrize("table", ["events_event", "events_eventdetail"])
    @pytest.mark.parametrize("by", ["number", "row"])
    def test_a_row_put_in_the_place_of_another(self, table: str, by: str) -> None:
        """SQLite's REPLACE fires no trigger for deleting; PostgreSQL has only the upsert, which is an update."""
        write()
        with connection.cursor() as cursor:
            key = "number" if table == "events_event" else "event_id"
            cursor.execute(f"SELECT * FROM {table} WHERE {key} = 2")
            names, row = [column[0] for column in cursor.description], list(cursor.fetchone())
            if connection.vendor == "sqlite":
                verb, end = "INSERT OR REPLACE", ""
            else:
                verb, end = "INSERT", f" ON CONFLICT ({key}) DO UPDATE SET {names[1]} = EXCLUDED.{names[1]}"
            row[1] = "9"
            if by == "row" and connection.vendor == "sqlite":
                cursor.execute(f"SELECT rowid FROM {table} WHERE {key} = 2")
                names, row = ["rowid", *names], [cursor.fetchone()[0], *row]
                row[names.index(key)] = 77
            marks = ", ".join(["%s"] * len(row))
            with pytest.raises(DatabaseError, match=r"append-only|only be erased"), transaction.atomic():
                cursor.execute(f"{verb} INTO {table} ({', '.join(names)}) VALUES ({marks}){end}", row)
        assert found() == set()

    def test_and_the_triggers_can_be_put_up_twice(self) -> None:
        triggers.install(connection)
        assert triggers.standing(connection) == set(triggers.wanted(connection))


HOLLOWED = {
    "sqlite": {
        "another condition": (
            "DROP TRIGGER events_event_no_update",
            "CREATE TRIGGER events_event_no_update BEFORE UPDATE ON events_event WHEN 0 BEGIN SELECT 1; END",
        ),
    },
    "postgresql": {
        "a function that lets all pass": (
            "CREATE OR REPLACE FUNCTION events_refuse() RETURNS trigger AS $$BEGIN RETURN OLD; END$$ LANGUAGE plpgsql",
        ),
        "another function": (
            "CREATE FUNCTION events_pass() RETURNS trigger AS $$BEGIN RETURN OLD; END$$ LANGUAGE plpgsql",
            "CREATE OR REPLACE TRIGGER events_event_no_change BEFORE DELETE OR UPDATE ON events_event"
            " FOR EACH ROW EXECUTE FUNCTION events_pass()",
        ),
        "fewer occasions": (
            "CREATE OR REPLACE TRIGGER events_event_no_change BEFORE DELETE ON events_event"
            " FOR EACH ROW EXECUTE FUNCTION events_refuse()",
        ),
        "another condition": (
            "CREATE OR REPLACE TRIGGER events_event_no_change BEFORE DELETE OR UPDATE ON events_event"
            " FOR EACH ROW WHEN (OLD.number < 0) EXECUTE FUNCTION events_refuse()",
        ),
        "another table": (
            "DROP TRIGGER events_event_no_change ON events_event",
            "CREATE TRIGGER events_event_no_change BEFORE DELETE OR UPDATE ON events_checkpoint"
            " FOR EACH ROW EXECUTE FUNCTION events_refuse()",
        ),
        "turned off": (
            "SET CONSTRAINTS ALL IMMEDIATE",
            "ALTER TABLE events_event DISABLE TRIGGER events_event_no_change",
        ),
    },
}


@pytest.mark.parametrize("change", sorted({name for each in HOLLOWED.values() for name in each}))
def test_a_trigger_of_the_right_name_that_does_not_refuse_is_a_fault(change: str) -> None:
    statements = HOLLOWED[connection.vendor].get(change)
    if statements is None:
        pytest.skip("The other database has this change.")
    write()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    name = "events_event_no_update" if connection.vendor == "sqlite" else "events_event_no_change"
    assert (0, f"missing_trigger:{name}") in found()


@pytest.mark.usefixtures("opened_log")
class TestSomebodyWhoOwnsTheDatabase:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("verb", "test.other"),
            ("actor_id", 99),
            ("subject_id", 99),
            ("root_id", 99),
            ("detail", '{"amount":"1"}'),
            ("at", AT + timedelta(microseconds=1)),
            ("cause", "d"),
            ("digest", "0" * 64),
            ("detail_commitment", "0" * 64),
        ],
    )
    def test_cannot_alter_a_field_unseen(self, field: str, value: object) -> None:
        Event.objects.filter(number=3).update(**{field: value})
        assert (3, "altered") in found()

    def test_cannot_remove_a_row_unseen(self) -> None:
        EventDetail.objects.filter(event_id=3)._raw_delete("default")
        Event.objects.filter(number=3)._raw_delete("default")
        assert (3, "missing") in found()

    def test_cannot_remove_the_last_rows_unseen(self) -> None:
        EventDetail.objects.filter(event_id__gte=5)._raw_delete("default")
        Event.objects.filter(number__gte=5)._raw_delete("default")
        assert {(5, "missing"), (6, "missing")} <= found()

    def test_cannot_add_a_row_unseen(self) -> None:
        last = Event.objects.get(number=6)
        last.number, last.prev_digest = 7, last.digest
        last.digest = last.computed_digest()
        Event.objects.bulk_create([last])
        EventDetail.objects.bulk_create([EventDetail(event_id=7, salt="00", text="")])
        assert (7, "added") in found()

    @pytest.mark.parametrize(("one", "other"), [(2, 3), (1, 2), (5, 6), (2, 5)])
    def test_cannot_swap_two_rows_unseen(self, one: int, other: int) -> None:
        """Numbers stand in the body, so a swapped row has its digest only at its old number."""
        Event.objects.filter(number=one).update(number=100)
        Event.objects.filter(number=other).update(number=one)
        Event.objects.filter(number=100).update(number=other)
        assert rows() - {(6, "head_differs")} == {(one, "reordered"), (other, "reordered")}

    def test_cannot_close_a_gap_unseen(self) -> None:
        EventDetail.objects.filter(event_id=3)._raw_delete("default")
        Event.objects.filter(number=3)._raw_delete("default")
        for number in (4, 5, 6):
            Event.objects.filter(number=number).update(number=number - 1)
            EventDetail.objects.filter(event_id=number).update(event_id=number - 1)
        assert rows() == {(3, "reordered"), (4, "reordered"), (5, "reordered"), (6, "missing")}

    @pytest.mark.parametrize("number", [1, 3, 5])
    def test_cannot_rewrite_a_row_with_a_fresh_digest_unseen(self, number: int) -> None:
        """The next row still holds the old digest: it is innocent and says who is not."""
        rewrite(number)
        assert rows() == {(number, "altered")}

    def test_cannot_rewrite_the_last_row_unseen(self) -> None:
        rewrite(6)
        assert rows() == {(6, "head_differs")}

    def test_cannot_rewrite_two_rows_that_follow_each_other_unseen(self) -> None:
        rewrite(3)
        rewrite(4)
        assert rows() == {(3, "altered"), (4, "altered")}

    def test_cannot_hide_a_rewritten_row_behind_an_altered_one(self) -> None:
        rewrite(3)
        Event.objects.filter(number=4).update(verb="test.other")
        assert rows() == {(3, "altered"), (4, "altered")}

    def test_an_altered_link_says_nothing_of_the_row_before(self) -> None:
        Event.objects.filter(number=4).update(prev_digest="1" * 64)
        assert rows() == {(4, "altered")}

    def test_a_row_that_follows_an_earlier_one_is_in_the_wrong_place(self) -> None:
        event = Event.objects.get(number=5)
        event.prev_digest = Event.objects.get(number=2).digest
        Event.objects.filter(number=5).update(prev_digest=event.prev_digest, digest=event.computed_digest())
        assert (5, "reordered") in rows() and not {number for number, _ in rows()} - {5}

    def test_a_row_before_the_first_blames_no_other(self) -> None:
        first = Event.objects.get(number=1)
        first.number = 0
        first.digest = first.computed_digest()
        Event.objects.bulk_create([first])
        assert rows() == {(0, "added"), (0, "detail_missing")}

    def test_cannot_alter_a_detail_unseen(self) -> None:
        EventDetail.objects.filter(event_id=4).update(text='{"note":"otherwise"}')
        assert (4, "detail_altered") in found()

    def test_cannot_leave_a_trigger_away_unseen(self) -> None:
        assert {kind for _, kind in found()} == {f"missing_trigger:{name}" for name in triggers.wanted(connection)}


class TestCheckpoints:
    def test_an_extended_log_agrees_with_every_checkpoint(self) -> None:
        write(3)
        checkpoints.make(at=AT)
        write(4)
        checkpoints.make(at=AT)
        write(1)
        assert found() == set()
        assert checkpoints.make(at=AT) is not None
        assert checkpoints.make(at=AT) is None

    def test_a_whole_log_rewritten_with_fresh_digests_differs_from_the_checkpoint(self) -> None:
        write(3)
        checkpoints.make(at=AT)
        triggers.remove(connection)
        EventDetail.objects.all()._raw_delete("default")
        Event.objects.all()._raw_delete("default")
        Head.objects.filter(pk=1).update(number=0, digest="0" * 64)
        triggers.install(connection)
        write(3)
        assert found() == {(3, "differs_from_checkpoint")}

    def test_a_restored_old_database_is_older_than_the_checkpoint_kept_outside(self) -> None:
        write(3)
        checkpoints.make(at=AT)
        from hub.platform.events.models import Checkpoint

        Checkpoint.objects.all().delete()
        triggers.remove(connection)
        EventDetail.objects.filter(event_id=3)._raw_delete("default")
        Event.objects.filter(number=3)._raw_delete("default")
        Head.objects.filter(pk=1).update(number=2, digest=Event.objects.get(number=2).digest)
        triggers.install(connection)
        assert found() == {(3, "older_than_checkpoint"), (3, "checkpoint_missing")}

    def test_a_checkpoint_signed_by_another_key_does_not_count(self, tmp_path: object, settings: object) -> None:
        write(3)
        made = checkpoints.make(at=AT)
        assert made is not None
        (tmp_path / "keys" / "checkpoint_ed25519").unlink()  # type: ignore[operator]
        assert found() == {(3, "checkpoint_not_signed")}
