"""Dated values: asked with a date, added from a date, never edited in place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.platform.actors import Actor, Grant
from hub.platform.acts import Refused
from hub.platform.events.models import Event
from hub.platform.identity.roles import Role
from hub.platform.reference import lookup, selectors, services
from hub.platform.reference.files import SetFile, Shipped, all_sets
from hub.platform.reference.models import Entry
from hub.platform.reference.rules import Span, bars_to_adding
from hub.platform.tenancy.models import Authority, Party

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = AT.date()
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))


def authority(code: str, parent: Authority | None = None) -> Authority:
    party = Party.objects.bulk_create([Party(kind="authority", name=code)])[0]
    return Authority.objects.bulk_create([Authority(party=party, code=code, name=code, parent=parent)])[0]


def admin(of: Authority) -> Actor:
    return Actor(7, "Sam Doyle", frozenset({Grant(of.pk, Role.AUTHORITY_ADMIN)}))


def put(of: Authority, weeks: int, day: date = TODAY) -> Entry:
    return services.add(
        "test_weeks",
        code="open",
        label="Open",
        data={"weeks": weeks},
        valid_from=day,
        authority=of,
        by=admin(of),
        at=AT,
    )


@pytest.mark.django_db
class TestAdding:
    def test_ends_the_open_value_on_the_day_the_new_one_begins(self) -> None:
        home = authority("TST")
        first = put(home, 30)
        put(home, 34, date(2027, 1, 1))
        first.refresh_from_db()
        assert first.valid_to == date(2027, 1, 1)
        assert lookup.value("test_weeks", "open", on=date(2026, 12, 31), authority=home) == {"weeks": 30}
        assert lookup.value("test_weeks", "open", on=date(2027, 1, 1), authority=home) == {"weeks": 34}

    def test_a_past_date_is_refused_and_nothing_changes(self) -> None:
        home = authority("TST")
        with pytest.raises(Refused, match="today or later"):
            put(home, 30, date(2026, 11, 22))
        assert not Entry.objects.filter(set="test_weeks").exists()

    def test_an_overlap_is_refused_and_names_the_other_value(self) -> None:
        home = authority("TST")
        put(home, 30, date(2027, 1, 1))
        with pytest.raises(Refused, match="from 1 January 2027"):
            put(home, 34, date(2026, 12, 1))

    def test_before_the_first_day_there_is_no_value_and_the_message_says_so(self) -> None:
        home = authority("TST")
        put(home, 30)
        with pytest.raises(lookup.NoSuchValue, match="test_weeks"):
            lookup.value("test_weeks", "open", on=date(2026, 11, 22), authority=home)


@pytest.mark.django_db
class TestLookingUp:
    def test_a_partner_falls_back_to_its_combined_authority_and_then_to_everybody(self) -> None:
        home = authority("TST")
        partner = authority("PAR", parent=home)
        shipped = Shipped("open", "Open", {"weeks": 20}, date(2020, 1, 1), None, "a source")
        services.load(SetFile("test_weeks", "Weeks", "", "a source", True, (shipped,)), at=AT)
        assert lookup.value("test_weeks", "open", on=TODAY, authority=partner) == {"weeks": 20}
        put(home, 30)
        assert lookup.value("test_weeks", "open", on=TODAY, authority=partner) == {"weeks": 30}
        put(partner, 10)
        assert lookup.value("test_weeks", "open", on=TODAY, authority=partner) == {"weeks": 10}
        assert lookup.value("test_weeks", "open", on=TODAY, authority=home) == {"weeks": 30}


@pytest.mark.django_db
class TestLoading:
    def test_twice_changes_nothing_and_a_corrected_file_corrects(self) -> None:
        row = Shipped("open", "Open", {"weeks": 20}, date(2020, 1, 1), None, "a source")
        one = SetFile("test_weeks", "Weeks", "", "a source", True, (row,))
        assert services.load(one, at=AT) == 1
        events = Event.objects.count()
        assert services.load(one, at=AT) == 0
        assert Event.objects.count() == events
        better = Shipped("open", "Open", {"weeks": 21}, date(2020, 1, 1), None, "a source")
        assert services.load(SetFile("test_weeks", "Weeks", "", "a source", True, (better,)), at=AT) == 1
        assert Entry.objects.get(set="test_weeks").data == {"weeks": 21}

    def test_every_shipped_set_reads_and_states_its_source(self) -> None:
        from hub.platform.reference.files import all_sets

        for one in all_sets().values():
            assert one.title and one.entries
            assert all(entry.source for entry in one.entries)


class TestSpans:
    @given(days, days, days, days)
    def test_two_spans_meet_exactly_when_they_share_a_day(self, a: date, b: date, c: date, d: date) -> None:
        one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
        assert one.valid_to and other.valid_to
        shared = max(one.valid_from, other.valid_from) < min(one.valid_to, other.valid_to)
        nonempty = one.valid_from < one.valid_to and other.valid_from < other.valid_to
        if nonempty:
            assert one.meets(other) == other.meets(one) == shared

    def test_an_open_earlier_value_is_no_bar(self) -> None:
        assert bars_to_adding(Span(TODAY, None), [Span(date(2020, 1, 1), None)], today=TODAY) == []


def shared(name: str = "test_weeks") -> SetFile:
    begins = date(2020, 1, 1)
    rows = tuple(Shipped(code, code.title(), {"weeks": 20}, begins, None, "a source") for code in ("open", "grant"))
    return SetFile(name, "Weeks", "", "a source", True, rows)


@pytest.mark.django_db
class TestTheFirstOwnValue:
    """Where values of two owners are not mixed, one own value would stand in the place of every shared one."""

    @pytest.fixture
    def home(self, monkeypatch: pytest.MonkeyPatch) -> Authority:
        """Give an authority that lives by a shared set of two values."""
        one = shared()
        monkeypatch.setattr("hub.platform.reference.selectors.all_sets", lambda: {one.name: one})
        services.load(one, at=AT)
        return authority("TST")

    def add(self, home: Authority, **more: object) -> Entry:
        facts = {"code": "open", "label": "Open", "data": {"weeks": 30}, "valid_from": TODAY} | more
        return services.add("test_weeks", authority=home, by=admin(home), at=AT, **facts)  # type: ignore[arg-type]

    def test_takes_the_others_along_from_the_same_day(self, home: Authority) -> None:
        others = selectors.in_the_place_of("test_weeks", authority=home, on=TODAY, but="open")
        assert [row.code for row in others] == ["grant"]
        self.add(home, keeps_others=True)
        rows = lookup.get("test_weeks", on=TODAY, authority=home)
        held = {row.code: (row.data["weeks"], row.authority_id) for row in rows}
        assert held == {"open": (30, home.pk), "grant": (20, home.pk)}
        assert selectors.in_the_place_of("test_weeks", authority=home, on=TODAY) == []
        assert Event.objects.filter(verb="reference.add").count() == 2

    def test_stands_alone_where_somebody_wants_that(self, home: Authority) -> None:
        self.add(home)
        assert [row.code for row in lookup.get("test_weeks", on=TODAY, authority=home)] == ["open"]

    def test_needs_nothing_along_where_values_stand_code_by_code(self) -> None:
        by_code = {name for name, one in all_sets().items() if one.is_by_code}
        assert {"lead_times", "gates", "planning_days"} <= by_code
        assert not by_code & {"scheme_of_delegation", "alert_ladder", "retention_classes"}


@pytest.mark.django_db
class TestTakingBack:
    def test_a_value_to_come_goes_and_the_one_before_holds_on(self) -> None:
        home = authority("TST")
        first, wrong = put(home, 30), put(home, 340, date(2027, 1, 1))
        services.take_back(wrong, by=admin(home), at=AT, reason="34 was meant")
        first.refresh_from_db()
        assert first.valid_to is None
        assert lookup.value("test_weeks", "open", on=date(2027, 2, 1), authority=home) == {"weeks": 30}
        put(home, 34, date(2027, 1, 1))
        assert lookup.value("test_weeks", "open", on=date(2027, 2, 1), authority=home) == {"weeks": 34}
        event = Event.objects.get(verb="reference.take_back")
        assert event.detail_row.data["note"] == "34 was meant"

    def test_what_holds_already_is_ended_and_not_taken_back(self) -> None:
        home = authority("TST")
        with pytest.raises(Refused, match="holds already"):
            services.take_back(put(home, 30), by=admin(home), at=AT, reason="x")

    def test_no_end_rewrites_the_past(self) -> None:
        home = authority("TST")
        entry = put(home, 30)
        later = datetime(2027, 6, 1, 9, tzinfo=UTC)
        with pytest.raises(Refused, match="today or later"):
            services.end(entry, valid_to=date(2027, 1, 1), by=admin(home), at=later, reason="x")
        assert services.end(entry, valid_to=date(2027, 6, 1), by=admin(home), at=later, reason="x").valid_to
