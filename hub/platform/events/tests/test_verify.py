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

    def test_cannot_swap_two_rows_unseen(self) -> None:
        """Numbers stand in the body, so a swapped row no longer has its digest."""
        Event.objects.filter(number=2).update(number=100)
        Event.objects.filter(number=3).update(number=2)
        Event.objects.filter(number=100).update(number=3)
        assert {(2, "altered"), (3, "altered")} <= found()

    def test_cannot_rewrite_a_row_with_a_fresh_digest_unseen(self) -> None:
        event = Event.objects.get(number=3)
        event.verb = "test.other"
        Event.objects.filter(number=3).update(verb=event.verb, digest=event.computed_digest())
        assert (4, "reordered") in found()

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
