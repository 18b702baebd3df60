"""A change of law: a review for its owners, a day, alerts that climb, and the records that it touches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.lawdesk import selectors, services, touching
from hub.lawdesk.models import LawChange
from hub.lawdesk.register import LawChangeRegister
from hub.lawdesk.rules import review_by
from hub.lawdesk.tests import stories
from hub.lawdesk.tests.stories import PROCLAIMED
from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.deadlines.ladder import climb
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.runner import run_due
from hub.platform.events.models import Event
from hub.platform.identity import handover
from hub.platform.indicators import get_indicator
from hub.platform.reference import services as reference
from hub.platform.reference.files import law_sets
from hub.platform.reference.models import Entry
from hub.platform.reference.tests.test_own_settings import own_call_in
from hub.platform.registers.testing import RegisterContract, assert_queries

days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
pytestmark = pytest.mark.django_db


@pytest.fixture
def telling(law, at_nine):
    """Give what every story takes: ECA, Daniel of legal, 9:00."""
    return {"authority": law.eca, "by": law.actor("daniel"), "at": at_nine}


@pytest.fixture
def change(telling) -> LawChange:
    return stories.changed(**telling)


class TestOpening:
    def test_tells_every_authority_of_the_installation(self, change, law) -> None:
        assert {one.authority for one in LawChange.objects.all()} == {law.eca, law.wdc, law.scc}
        assert {one.status for one in LawChange.objects.all()} == {"open"}

    def test_is_one_event_of_whoever_entered_it(self, change, law) -> None:
        event = Event.objects.get(verb="lawchange.open", subject_id=change.pk)
        assert event.actor_id == law.daniel.pk

    def test_keeps_what_changes_where_it_is_published_and_why(self, change) -> None:
        assert change.title == "Bank holidays: Extra bank holiday"
        assert "1971" in change.source and "no working day" in change.reason
        assert (change.first_day, change.codes) == (PROCLAIMED, ["northern_ireland"])

    def test_is_due_within_the_dated_days(self, change, at_nine) -> None:
        assert change.review_by == at_nine.date() + timedelta(days=30)

    def test_of_an_own_setting_is_for_those_where_it_holds(self, law, at_nine) -> None:
        own_call_in(law, at_nine, authority=law.wdc, by="harriet")
        assert {one.authority for one in LawChange.objects.all()} == {law.wdc}
        own_call_in(law, at_nine)
        # Partners have from the authority above them what they do not set themselves.
        assert {one.authority for one in LawChange.objects.all()} == {law.eca, law.wdc, law.scc}

    def test_happens_when_a_newer_version_of_the_hub_brings_a_row(self, law, at_nine) -> None:
        table = law_sets()["thresholds"]
        newer = replace(table.entries[0], code="services", valid_from=date(2030, 1, 1), valid_to=None)
        reference.load(replace(table, entries=(*table.entries, newer)), at=at_nine)
        assert LawChange.objects.filter(first_day=date(2030, 1, 1), reason=reference.UPGRADED).count() == 3

    def test_does_not_happen_when_the_law_comes_in_for_the_first_time(self, law) -> None:
        assert not LawChange.objects.exists()

    def test_does_not_happen_for_a_value_that_is_no_law(self, law, at_nine) -> None:
        more = {"code": "review", "label": "Review", "data": {"days": 20, "at_least": 5}}
        by = law.actor("morag")
        reference.add("law_reviews", valid_from=at_nine.date(), authority=law.eca, by=by, at=at_nine, **more)
        assert not LawChange.objects.exists()

    def test_happens_again_when_a_row_that_was_entered_is_ended(self, change, law, at_nine) -> None:
        row = Entry.objects.get(pk=change.rows[0])
        more = {"valid_to": PROCLAIMED + timedelta(days=2), "reason": "Withdrawn"}
        reference.end(row, by=law.actor("sam"), at=at_nine, **more)
        assert LawChange.objects.filter(authority=law.eca, reason="Withdrawn").exists()


class TestReviewing:
    @pytest.mark.parametrize("who", ["daniel", "morag"])
    def test_is_taken_up_by_legal_or_the_lead(self, change, law, at_nine, who: str) -> None:
        services.review(change, by=law.actor(who), at=at_nine)
        assert (change.status, change.reviewer) == ("reviewing", law.people[who])

    @pytest.mark.parametrize("who", ["priya", "sam", "harriet"])
    def test_is_not_taken_up_by_others(self, change, law, at_nine, who: str) -> None:
        with pytest.raises(Refused, match="Only"):
            services.review(change, by=law.actor(who), at=at_nine)

    def test_can_be_taken_over(self, change, law, at_nine) -> None:
        services.review(change, by=law.actor("daniel"), at=at_nine)
        services.review(change, by=law.actor("morag"), at=at_nine)
        assert change.reviewer == law.morag


class TestGivingItToSomebody:
    def test_names_who_may_close_it(self, change, law, at_nine) -> None:
        services.assign(change, reviewer=law.morag, reason="Daniel is away", by=law.actor("daniel"), at=at_nine)
        assert (change.status, change.reviewer) == ("reviewing", law.morag)

    def test_is_refused_for_somebody_who_may_not(self, change, law, at_nine) -> None:
        with pytest.raises(Refused, match="can not close it"):
            services.assign(change, reviewer=law.priya, reason="Help", by=law.actor("daniel"), at=at_nine)

    def test_happens_when_its_reviewer_leaves(self, change, law, at_nine) -> None:
        services.review(change, by=law.actor("daniel"), at=at_nine)
        waiting = {holding.kind: list(records) for holding, records in handover.in_hand(law.daniel)}
        assert waiting["lawchange.reviewer"] == [change]
        successors = dict.fromkeys(waiting, law.morag)
        handover.hand_over(law.daniel, successors=successors, by=law.actor("sam"), at=at_nine)
        change.refresh_from_db()
        assert change.reviewer == law.morag

    def test_is_done_on_a_page(self, change, law, client_as) -> None:
        client = client_as("daniel")
        address = f"{change.get_absolute_url()}assign/"
        page = client.get(address).content.decode()
        assert law.morag.name in page and law.priya.name not in page
        typed = {"reviewer": law.morag.pk, "reason": "Leave", "version": change.version}
        assert client.post(address, typed).status_code == 302
        change.refresh_from_db()
        assert change.reviewer == law.morag


class TestMeasure:
    """ST-5.assessed30, from the register of changes."""

    def read(self, law, at):
        return get_indicator("ST-5.assessed30").measure([law.eca.pk], at)

    def test_leaves_out_what_still_has_time(self, change, law, at_nine) -> None:
        assert self.read(law, at_nine + timedelta(days=30)).denominator == 0

    def test_counts_a_review_that_is_late_and_one_in_time(self, change, law, telling, at_nine) -> None:
        late = at_nine + timedelta(days=31)
        with clock.frozen(late):
            assert (self.read(law, late).numerator, self.read(law, late).denominator) == (0, 1)
        services.close(change, outcome="Nothing", by=law.actor("daniel"), at=at_nine + timedelta(days=30))
        with clock.frozen(late):
            assert (self.read(law, late).numerator, self.read(law, late).denominator) == (1, 1)

    def test_tells_the_same_of_a_past_day(self, change, law, at_nine) -> None:
        on = at_nine + timedelta(days=29)
        services.close(change, outcome="Nothing", by=law.actor("daniel"), at=on)
        with clock.frozen(at_nine + timedelta(days=300)):
            assert self.read(law, on - timedelta(days=1)).denominator == 0
            found = self.read(law, on + timedelta(days=1))
        assert (found.numerator, found.denominator) == (1, 1)


class TestClosing:
    def test_keeps_what_the_review_came_to(self, change, law, at_nine) -> None:
        services.close(change, outcome="Two timetables were moved by a day.", by=law.actor("daniel"), at=at_nine)
        change.refresh_from_db()
        assert (change.status, change.closed_on, change.reviewer) == ("closed", at_nine.date(), law.daniel)
        assert "Two timetables" in change.outcome

    def test_needs_an_outcome(self, change, law, at_nine) -> None:
        with pytest.raises(Refused, match="what the review came to"):
            services.close(change, outcome=" ", by=law.actor("daniel"), at=at_nine)

    def test_happens_once(self, change, law, at_nine) -> None:
        services.close(change, outcome="Nothing", by=law.actor("daniel"), at=at_nine)
        with pytest.raises(Refused, match="reviewed"):
            services.close(change, outcome="Nothing", by=law.actor("daniel"), at=at_nine)


def run(*, at) -> None:
    """Do what the worker does: tell, then pass on what nobody answered."""
    run_due(at=at)
    climb(at=at)


class TestAlerts:
    def told(self, change) -> set[int]:
        return set(
            Alert.objects.filter(record_kind=LawChange.kind(), record_id=change.pk).values_list("person", flat=True)
        )

    def test_reach_legal_and_the_lead_and_climb_when_nobody_acts(self, change, law, at_nine) -> None:
        run(at=at_nine + timedelta(minutes=1))
        assert self.told(change) == {law.daniel.pk, law.morag.pk}
        run(at=at_nine + timedelta(days=16))
        assert law.gwen.pk in self.told(change)

    def test_end_with_the_review(self, change, law, at_nine) -> None:
        run(at=at_nine + timedelta(minutes=1))
        services.close(change, outcome="Nothing", by=law.actor("daniel"), at=at_nine + timedelta(hours=1))
        run(at=at_nine + timedelta(hours=2))
        assert not Alert.objects.waiting().filter(record_kind=LawChange.kind(), record_id=change.pk).exists()


class TestTouchedRecords:
    @contextmanager
    def things_of(self, table: str) -> Iterator[touching.Line]:
        """Let two things depend on a table for a while; gives the line by which each is shown."""
        line = touching.Line("Bus shelters", "/x/", "CON-1")
        touch = touching.Touch(
            name="test.things", noun=("thing", "things"), tables=frozenset({table}),
            records=lambda changed, actor, on: ["one", "two"], why=lambda changed: f"From {changed.first_day}",
            line=lambda record: line,
        )  # fmt: skip
        touching.touches(touch)
        try:
            with pytest.raises(ValueError, match=r"test\.things"):
                touching.touches(touch)
            yield line
        finally:
            touching.forget("test.things")

    def test_are_those_that_packages_register_for_the_table(self, change, law) -> None:
        with self.things_of("bank_holidays") as line:
            shown = selectors.touched(change, law.actor("naomi"), on=change.first_day)
        mine = next(one for one in shown if one.name == "test.things")
        assert (mine.count_words, mine.why, mine.lines) == ("2 things", f"From {PROCLAIMED}", [line, line])

    def test_of_a_table_on_which_no_record_depends_are_none(self, law) -> None:
        # Every table that ships says what it touches, so this is one that no package names.
        change = LawChange(authority=law.eca, table="of_nothing", codes=["x"], first_day=PROCLAIMED)
        assert selectors.touched(change, law.actor("naomi"), on=PROCLAIMED) == []
        with self.things_of("of_nothing") as line:
            (mine,) = selectors.touched(change, law.actor("naomi"), on=PROCLAIMED)
            assert mine.lines == [line, line]


class TestLawChangeRegister(RegisterContract):
    register = LawChangeRegister
    address = "/law/changes/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, law, at_nine):
        # At this authority alone; the law itself is the same for the stranger's.
        table, by = law_sets()["thresholds"], law.actor("daniel")
        entries = Entry.objects.filter(set=table.name).order_by("pk")[:3]
        told = [reference.LawChanged(table, (entry,), "Set anew", by, at_nine) for entry in entries]
        return [services.open_review(what, authority=law.eca, by=by) for what in told]


class TestPages:
    def test_a_lead_enters_a_change_of_law_on_screen_and_finds_its_review(self, law, client_as, at_nine) -> None:
        client = client_as("morag")
        page = client.get("/settings/reference/thresholds/add/?code=services").content.decode()
        assert 'value="207720"' in page
        typed = {
            "code": "services", "label": "Services", "part_amount": "300000", "part_citation": "PA 2023 Sch 1",
            "valid_from": "2028-01-01", "source": "SI 2027/9999", "reason": "The thresholds are set anew.",
        }  # fmt: skip
        assert client.post("/settings/reference/thresholds/add/", typed).status_code == 302
        change = LawChange.objects.get(authority=law.eca)
        page = client.get(change.get_absolute_url()).content.decode()
        assert "£207,720" in page and "£300,000" in page and "SI 2027/9999" in page

    def test_an_extra_holiday_needs_no_pattern_and_a_threshold_needs_its_amount(self, law, client_as, at_nine) -> None:
        client = client_as("daniel")
        typed = {
            "code": "scotland", "label": "Extra bank holiday", "part_citation": "BFDA 1971 s.1(3)",
            "valid_from": "2027-06-14", "valid_to": "2027-06-15", "source": "A proclamation", "reason": "One more day",
        }  # fmt: skip
        assert client.post("/settings/reference/bank_holidays/add/?code=scotland", typed).status_code == 302
        assert Entry.objects.get(authority=law.eca).data == {"citation": "BFDA 1971 s.1(3)"}
        typed |= {"code": "services", "part_amount": ""}
        assert client.post("/settings/reference/thresholds/add/?code=services", typed).status_code == 422

    @pytest.mark.parametrize("missing", ["source", "reason"])
    def test_what_is_missing_is_named_and_what_was_typed_is_kept(self, law, client_as, at_nine, missing: str) -> None:
        typed = {
            "code": "services", "label": "Services", "part_amount": "300000", "part_citation": "PA 2023 Sch 1",
            "valid_from": "2028-01-01", "source": "SI 2027/9999", "reason": "Set anew.", missing: "",
        }  # fmt: skip
        answer = client_as("daniel").post("/settings/reference/thresholds/add/", typed)
        assert answer.status_code == 422
        assert 'value="300000"' in answer.content.decode()
        assert not LawChange.objects.exists()

    def test_a_partner_sees_the_table_and_who_keeps_it_but_enters_nothing(self, law, client_as, at_nine) -> None:
        client = client_as("harriet")
        page = client.get("/settings/reference/thresholds/").content.decode()
        assert "Eastmere Combined Authority keeps this table" in page and "Enter a change of law" not in page
        assert client.get("/settings/reference/thresholds/add/").status_code == 404

    def test_long_tables_are_paged_and_searched(self, law, client_as, at_nine) -> None:
        client = client_as("naomi")
        table = max(law_sets().values(), key=lambda one: len(one.entries))
        page = client.get(f"/settings/reference/{table.name}/").content.decode()
        assert page.count("<tr><th") <= 51 and f"1 to 50 of {len(table.entries)}" in page
        code = table.entries[-1].code
        assert code in client.get(f"/settings/reference/{table.name}/?q={code}&page=99").content.decode()
        assert "No row has these words" in client.get(f"/settings/reference/{table.name}/?q=zebra").content.decode()

    def test_its_queries_are_pinned(self, change, client_as, request) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = client_as("naomi")
        for address in (change.get_absolute_url(), "/settings/reference/bank_holidays/", "/settings/"):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            assert_queries(request.path.parent, address, len(asked))

    def test_a_review_is_taken_up_and_closed_on_its_pages(self, change, client_as) -> None:
        client, base = client_as("daniel"), change.get_absolute_url()
        assert client.post(f"{base}review/").status_code == 302
        assert client.post(f"{base}close/", {"outcome": ""}).status_code == 422
        assert client.post(f"{base}close/", {"outcome": "Nothing to move."}).status_code == 302
        assert "Nothing to move." in client.get(base).content.decode()

    def test_of_another_authority_is_missing(self, change, client_as) -> None:
        assert client_as("jo").get(change.get_absolute_url()).status_code == 404


class TestReviewBy:
    @given(days, days, st.integers(1, 90), st.integers(0, 10))
    def test_is_never_before_the_least_and_never_after_the_most(self, opened, first, most, least) -> None:
        found = review_by(opened, first, days=most, least=least)
        assert found >= opened + timedelta(days=least)
        assert found <= opened + timedelta(days=max(most, least))

    def test_is_the_day_before_the_law_changes_where_that_comes_sooner(self) -> None:
        told = review_by(date(2026, 11, 23), date(2026, 12, 10), days=30, least=5)
        assert told == date(2026, 12, 9)
        assert review_by(date(2026, 11, 23), date(2026, 11, 24), days=30, least=5) == date(2026, 11, 28)
