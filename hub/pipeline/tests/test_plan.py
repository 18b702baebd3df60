"""Looks at the plan: by quarter, as work, as money, beside partners, as a calendar; sharing, handing over, starting."""

from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from icalendar import Calendar

from hub.pipeline import selectors, services, starting
from hub.pipeline.models import PipelineEntry
from hub.pipeline.rules import Case
from hub.pipeline.tests import stories
from hub.platform.acts import NotHeld, Refused
from hub.platform.deadlines import selectors as deadlines
from hub.platform.deadlines.models import Feed
from hub.platform.identity.handover import in_hand
from hub.platform.indicators import get_indicator
from hub.platform.testing.moments import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def planned(cast, shipped, at_nine):
    """Give a function that plans an entry of ECA with Priya as its owner."""

    def make(title: str = "Library vans", **more) -> PipelineEntry:
        by = cast.actor("morag")
        return stories.entry_planned(authority=cast.eca, owner=cast.priya, by=by, at=at_nine, title=title, **more)

    return make


class TestSettling:
    def test_takes_every_fact_on_the_page(self, planned, cast, client_as) -> None:
        entry = planned()
        form = {
            "owner": cast.priya.pk, "needed_on": "2027-09-01", "start_by": "2027-02-01", "advertise_on": "2027-02-08",
            "ends_on": "2031-08-31", "value_ex_vat": "2,000,000", "value_inc_vat": "2,400,000", "budget_line": "4410",
            "budget_year": "2027", "tier": "gold", "procedure": "open", "contract_kind": "goods",
            "entry_kind": "cyclical", "main_cpv": "34136000", "reason": "Fleet plan", "version": entry.version,
        }  # fmt: skip
        assert client_as("priya").post(f"{entry.get_absolute_url()}revise/", form).status_code == 302
        entry.refresh_from_db()
        said = (entry.tier, entry.procedure, entry.contract_kind, entry.entry_kind, entry.main_cpv, entry.budget_year)
        assert said == ("gold", "open", "goods", "cyclical", "34136000", 2027)
        assert (entry.value_inc_vat, entry.ends_on, entry.advertise_on) == (
            2_400_000,
            date(2031, 8, 31),
            date(2027, 2, 8),
        )

    def test_leaves_what_the_page_did_not_ask(self, planned, cast, client_as) -> None:
        entry = planned(tier="gold")
        form = {"owner": cast.priya.pk, "needed_on": "2027-09-01", "reason": "Later", "version": entry.version}
        assert client_as("priya").post(f"{entry.get_absolute_url()}revise/", form).status_code == 302
        entry.refresh_from_db()
        assert entry.tier == "gold" and entry.start_by is None

    def test_counts_back_by_procedure_and_tier_where_no_start_is_said(self, planned) -> None:
        assert planned(start_by=None).work_from == date(2027, 9, 1) - timedelta(weeks=26)
        assert planned(start_by=None, procedure="open", tier="gold").work_from == date(2027, 9, 1) - timedelta(weeks=34)
        assert planned().work_from == date(2027, 2, 1)

    def test_takes_the_financial_year_of_the_need(self, planned) -> None:
        assert planned(needed_on=date(2028, 3, 31), start_by=None).budget_year == 2027
        assert planned(budget_year=2026).budget_year == 2026

    def test_an_unknown_fact_is_a_fault(self, planned) -> None:
        with pytest.raises(ValueError, match="colour"):
            planned(colour="red")


class TestSharing:
    def decide(self, entry, cast, at, partners, reason="They need it too"):
        return services.decide_sharing(entry, partners=partners, reason=reason, by=cast.actor("morag"), at=at)

    def test_lets_partners_read_and_nobody_else(self, planned, cast, at_nine, client_as) -> None:
        entry = planned()
        assert client_as("jo").get(entry.get_absolute_url()).status_code == 404
        self.decide(entry, cast, at_nine, [cast.wdc])
        assert client_as("jo").get(entry.get_absolute_url()).status_code == 200
        assert client_as("yusuf").get(entry.get_absolute_url()).status_code == 404

    def test_taken_back_they_read_it_no_more(self, planned, cast, at_nine, client_as) -> None:
        entry = planned()
        self.decide(entry, cast, at_nine, [cast.wdc])
        self.decide(entry, cast, at_nine, [], "We buy alone after all")
        entry.refresh_from_db()
        assert (entry.sharing, entry.sharing_on) == ("alone", date(2026, 11, 23))
        assert client_as("jo").get(entry.get_absolute_url()).status_code == 404

    def test_a_partner_changes_nothing(self, planned, cast, at_nine) -> None:
        entry = planned()
        self.decide(entry, cast, at_nine, [cast.wdc])
        with pytest.raises(NotHeld):
            services.drop(entry, reason="No", by=cast.actor("harriet"), at=at_nine)

    def test_is_not_with_oneself(self, planned, cast, at_nine) -> None:
        with pytest.raises(Refused, match="no partner"):
            self.decide(planned(), cast, at_nine, [cast.eca])

    def test_is_a_page_with_what_partners_plan(self, planned, cast, at_nine, client_as) -> None:
        theirs = stories.entry_proposed(authority=cast.wdc, by=cast.actor("harriet"), at=at_nine)
        services.decide_sharing(theirs, partners=[cast.eca], reason="Ask", by=cast.actor("harriet"), at=at_nine)
        entry = planned()
        client = client_as("priya")
        address = f"{entry.get_absolute_url()}decide-sharing/"
        assert theirs.reference in client.get(address).content.decode()
        form = {"partners": [cast.wdc.pk, cast.scc.pk], "reason": "Same vans", "version": entry.version}
        assert client.post(address, form).status_code == 302
        entry.refresh_from_db()
        assert entry.sharing == "offered"


class TestOverlaps:
    def test_pair_ours_with_what_partners_offered(self, planned, cast, at_nine, client_as) -> None:
        by = cast.actor("harriet")
        theirs = stories.entry_proposed(authority=cast.wdc, by=by, at=at_nine, title="Vans for libraries")
        planned(), planned("Grass cutting")
        assert selectors.overlaps(cast.actor("priya"), cast.eca) == []
        services.decide_sharing(theirs, partners=[cast.eca], reason="Ask", by=by, at=at_nine)
        found = selectors.overlaps(cast.actor("priya"), cast.eca)
        assert [(one.ours.title, one.theirs) for one in found] == [("Library vans", theirs)]
        assert theirs.reference in client_as("priya").get("/pipeline/overlaps/").content.decode()


class TestTimeline:
    def test_draws_the_entries_by_the_quarter_in_which_work_begins(self, planned, client_as) -> None:
        planned(), planned("Trees", start_by=date(2027, 5, 1))
        body = client_as("naomi").get("/pipeline/timeline/").content.decode()
        assert "Jan to Mar 2027" in body and "Apr to Jun 2027" in body
        assert body.index("Library vans") < body.index("Trees")

    def test_keeps_the_filters_of_the_list(self, planned, cast, client_as) -> None:
        planned(), planned("Trees", tier="gold")
        body = client_as("naomi").get("/pipeline/timeline/?tier=gold").content.decode()
        assert "Trees" in body and "Library vans" not in body
        assert "/pipeline/?tier=gold" in body

    def test_says_what_should_have_begun_in_words_too(self, planned, client_as) -> None:
        planned(start_by=date(2026, 11, 2))
        assert "Should have begun." in client_as("naomi").get("/pipeline/timeline/").content.decode()

    def test_begins_where_the_address_says(self, planned, client_as) -> None:
        planned()
        client = client_as("naomi")
        assert "Library vans" not in client.get("/pipeline/timeline/?from=2028-01").content.decode()
        for odd in ("x", "2026-13", "9999-01", "0001-01"):
            assert client.get(f"/pipeline/timeline/?from={odd}").status_code == 200

    def test_takes_as_many_queries_for_many_entries(self, planned, client_as, django_assert_num_queries) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = client_as("naomi")
        planned()
        client.get("/pipeline/timeline/")
        with CaptureQueriesContext(connection) as few:
            client.get("/pipeline/timeline/")
        for number in range(5):
            planned(f"Trees {number}")
        with CaptureQueriesContext(connection) as many:
            client.get("/pipeline/timeline/")
        assert len(many) == len(few)


class TestFeed:
    """A private link to the starts of the plan, for a calendar program; the link is the key, and can be revoked."""

    @pytest.fixture
    def link(self, planned, client_as):
        planned(advertise_on=date(2027, 2, 8))
        assert 'href="/calendar/feeds/?holds=plan"' in client_as("naomi").get("/pipeline/timeline/").text
        made = client_as("naomi").post("/calendar/feeds/", {"label": "Plan", "holds": "plan"})
        return "/" + made.context["made_link"].split("/", 3)[3]

    def test_gives_the_last_safe_starts_and_notices(self, link, client_as) -> None:
        items = Calendar.from_ical(client_as(None).get(link).content).walk("VEVENT")
        assert [str(one["SUMMARY"]) for one in items] == [
            "Start by today: Library vans",
            "Notice planned: Library vans",
        ]

    def test_gives_what_its_person_may_read_and_nothing_once_revoked(self, link, client_as, planned) -> None:
        made = client_as("jo").post("/calendar/feeds/", {"label": "Theirs", "holds": "plan"})
        theirs = "/" + made.context["made_link"].split("/", 3)[3]
        assert b"VEVENT" not in client_as(None).get(theirs).content
        feed = Feed.objects.get(label="Plan")
        assert client_as("naomi").post(f"/calendar/feeds/{feed.pk}/revoke/").status_code == 302
        assert client_as(None).get(link).status_code == 404


class TestConflict:
    def test_of_two_people_at_one_entry_ends_with_both_seen(self, planned, cast, client_as) -> None:
        entry = planned()
        seen = entry.version
        services.hand_over(entry, owner=cast.morag, by=cast.actor("morag"), at=NINE)
        client, page = client_as("priya"), f"{entry.get_absolute_url()}drop/"
        answer = client.post(page, {"reason": "Bought jointly with Wickmoor.", "version": seen})
        assert answer.status_code == 409
        assert "What was changed meanwhile" in answer.text and "Bought jointly with Wickmoor." in answer.text
        entry.refresh_from_db()
        again = client.post(page, {"reason": "Bought jointly with Wickmoor.", "version": entry.version})
        assert again.status_code == 302


class TestCalendar:
    def test_holds_starts_and_notices_under_the_filters(self, planned, client_as) -> None:
        planned(advertise_on=date(2027, 2, 8)), planned("Trees", start_by=None)
        answer = client_as("naomi").get("/pipeline/starts.ics")
        found = [
            (str(one["summary"]), one.decoded("dtstart")) for one in Calendar.from_ical(answer.content).walk("VEVENT")
        ]
        assert found == [
            ("Start by today: Library vans", date(2027, 2, 1)),
            ("Notice planned: Library vans", date(2027, 2, 8)),
        ]
        assert answer["Content-Type"].startswith("text/calendar")

    def test_holds_nothing_of_another_authority(self, planned, client_as) -> None:
        planned()
        assert b"VEVENT" not in client_as("jo").get("/pipeline/starts.ics").content


class TestWorkload:
    def test_counts_days_by_officer_and_each_figure_opens_its_entries(self, planned, cast, at_nine, client_as) -> None:
        planned(procedure="open", tier="gold"), planned("Trees", start_by=date(2027, 7, 1), needed_on=date(2027, 9, 30))
        found = selectors.workload(cast.eca, at=at_nine)
        priya = next(line for line in found.lines if line.owner_id == cast.priya.pk)
        assert priya.capacity == 45 and sum(priya.asked) == Decimal("60.0")
        client = client_as("morag")
        body = unescape(client.get("/pipeline/workload/").content.decode())
        links = [
            part.split('"')[0] for part in body.split('<td class="num" data-label="Jul to Sep 2027"><a href="')[1:]
        ]
        counts = [client.get(link).context["listing"].count for link in links]
        assert sorted(counts)[-1] == 2, "both are at work in that quarter"

    def test_says_who_has_too_much(self, planned, client_as) -> None:
        for number in range(4):
            planned(
                f"Vans {number}", procedure="open", tier="gold", start_by=date(2027, 1, 4), needed_on=date(2027, 3, 31)
            )
        body = client_as("morag").get("/pipeline/workload/").content.decode()
        assert "Priya Shah, Jan to Mar 2027" in body and "Too much" in body
        assert "More than the team has in Jan to Mar 2027" in body

    def test_counts_what_should_have_begun_from_now(self, planned, cast, at_nine) -> None:
        planned(start_by=date(2025, 1, 1), needed_on=date(2026, 12, 31))
        found = selectors.workload(cast.eca, at=at_nine)
        assert found.totals[0] == 20 and found.counted == 1

    def test_says_how_many_say_nothing_of_when(self, cast, at_nine) -> None:
        services.propose(authority=cast.eca, facts={"title": "Kerbs"}, by=cast.actor("morag"), at=at_nine)
        found = selectors.workload(cast.eca, at=at_nine)
        assert (found.undated, found.counted) == (1, 0)

    def test_without_norms_counts_nothing_and_says_so(self, planned, client_as) -> None:
        from hub.platform.reference.models import Entry

        Entry.objects.filter(set="planning_effort").delete()
        planned()
        assert "nothing can be counted" in client_as("morag").get("/pipeline/workload/").content.decode()


class TestBudget:
    def test_adds_up_by_year_and_line_and_leads_to_the_entries(self, planned, cast, client_as) -> None:
        planned(), planned("Trees", budget_line="", value_ex_vat=None)
        client = client_as("helen")
        body = unescape(client.get("/pipeline/budget/").content.decode())
        assert "£1,200,000 of £1,200,000 ex VAT name a budget line" in body
        links = [part.split('"')[0] for part in body.split('data-label="Entries"><a href="')[1:]]
        assert [client.get(link).context["listing"].count for link in links] == [1, 1]


class TestStarting:
    @pytest.fixture
    def case_page(self, monkeypatch):
        monkeypatch.setattr(starting, "_pages", [])
        starting.begins_at(lambda entry: f"/cases/from/{entry.reference}/")

    def test_leads_to_the_page_of_the_case(self, planned, client_as, case_page) -> None:
        entry = planned()
        answer = client_as("priya").get(f"{entry.get_absolute_url()}start/")
        assert answer["Location"] == f"/cases/from/{entry.reference}/"

    def test_leads_nowhere_before_it_is_planned(self, cast, at_nine, client_as, case_page) -> None:
        entry = stories.entry_proposed(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        answer = client_as("priya").get(f"{entry.get_absolute_url()}start/")
        assert answer.status_code == 200 and "must be planned first" in answer.content.decode()

    def test_keeps_the_case_and_the_day(self, planned, cast, at_nine, client_as) -> None:
        entry = planned()
        case = Case("a.case", 7, "PRC-2026-0007", "/procurements/PRC-2026-0007/")
        services.start(entry, case=case, by=cast.actor("priya"), at=at_nine)
        assert (entry.status, entry.started_on, entry.case_reference) == ("started", date(2026, 11, 23), case.reference)
        assert selectors.cases("a.case", [7]) == {7: entry}
        assert case.page in client_as("tom").get(entry.get_absolute_url()).content.decode()

    def test_without_cases_records_that_it_runs_elsewhere(self, planned, cast, client_as, monkeypatch) -> None:
        monkeypatch.setattr(starting, "_pages", [])
        entry = planned()
        client = client_as("priya")
        assert client.get(f"{entry.get_absolute_url()}start/").status_code == 200
        assert client.post(f"{entry.get_absolute_url()}start/", {"version": entry.version}).status_code == 302
        entry.refresh_from_db()
        assert entry.status == "started"


class TestHandingOver:
    def test_moves_the_open_entries_of_who_leaves(self, planned, cast, at_nine) -> None:
        entry, gone = planned(), planned("Trees")
        services.drop(gone, reason="Not needed", by=cast.actor("morag"), at=at_nine)
        held = {holding.kind: list(records) for holding, records in in_hand(cast.priya)}
        assert held["pipeline.entry"] == [entry]
        services.hand_over(entry, owner=cast.morag, by=cast.actor("sam"), at=at_nine)
        assert entry.owner == cast.morag

    def test_is_a_page(self, planned, cast, client_as) -> None:
        entry = planned()
        form = {"owner": cast.morag.pk, "version": entry.version}
        assert client_as("priya").post(f"{entry.get_absolute_url()}hand-over/", form).status_code == 302


class TestDeadlines:
    def test_are_told_to_the_lead_where_nobody_owns_the_entry(self, cast, at_nine) -> None:
        by = cast.actor("morag")
        entry = services.propose(
            authority=cast.eca, facts={"title": "Kerbs"}, start_by=date(2027, 2, 1), by=by, at=at_nine
        )
        assert [row.due_on for row in deadlines.due_for(entry)] == [date(2026, 11, 1), date(2027, 2, 1)]

    def test_of_the_budget_ends_with_its_line(self, planned) -> None:
        assert [row.name for row in deadlines.due_for(planned())] == ["pipeline.start_by"]


class TestMeasures:
    def value(self, key, cast, at):
        found = get_indicator(key).measure([cast.eca.pk], at)
        return found.numerator, found.denominator

    def test_starts_within_30_days_of_the_plan_are_on_time(self, planned, cast, at_nine) -> None:
        early, late = planned(start_by=date(2026, 11, 1)), planned("Trees", start_by=date(2026, 10, 1))
        for entry in (early, late):
            services.start(entry, by=cast.actor("priya"), at=at_nine)
        planned("Never begun", start_by=date(2026, 9, 1))
        assert self.value("BC-1.on_time", cast, at_nine) == (1, 3)

    def test_strategic_and_cyclical_entries_want_a_decision(self, planned, cast, at_nine) -> None:
        planned()
        planned("Trees", tier="gold")
        paths = planned("Paths", entry_kind="cyclical")
        services.decide_sharing(paths, partners=[], reason="Ours alone", by=cast.actor("morag"), at=at_nine)
        assert self.value("BC-1.share_check", cast, at_nine) == (1, 2)

    def test_intake_counts_what_came_of_a_need_or_a_contract(self, planned, cast, at_nine) -> None:
        services.start(planned(), by=cast.actor("priya"), at=at_nine)
        services.start(planned("Pens", value_ex_vat=Decimal(500)), by=cast.actor("priya"), at=at_nine)
        need = stories.need_sent(authority=cast.eca, by=cast.actor("tom"), at=at_nine)
        entry = services.accept(need, by=cast.actor("priya"), at=at_nine).entry
        how = {"owner": cast.priya, "needed_on": date(2027, 9, 1), "start_by": None, "value_ex_vat": Decimal(900_000)}
        services.plan(entry, **how, by=cast.actor("priya"), at=at_nine)
        services.start(entry, by=cast.actor("priya"), at=at_nine)
        assert self.value("SE-5.intake", cast, at_nine) == (1, 2)
        assert self.value("SE-5.offer", cast, at_nine) == (0, 2)

    def test_assigned_counts_owners_who_can_sign_in(self, planned, cast, at_nine) -> None:
        planned()
        assert self.value("CT-1.assigned", cast, at_nine) == (1, 1)

    def test_capacity_is_of_today_only(self, planned, cast, at_nine) -> None:
        planned()
        measure = get_indicator("CT-1.capacity_ratio").measure
        found = measure([cast.eca.pk], at_nine)
        assert found.numerator == 45 * 4 * 2 and found.cases == 1
        assert abs(found.denominator - 20) <= Decimal("0.2") and found.figure == found.value > 17
        assert measure([cast.eca.pk], at_nine - timedelta(days=3)).figure is None
