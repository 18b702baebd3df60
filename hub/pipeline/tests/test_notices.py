"""The yearly pipeline notice: what the law asks, what a draft keeps, and its files."""

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.law.tables import Tables
from hub.pipeline import selectors, services
from hub.pipeline.models import NoticeDraft
from hub.pipeline.tests import stories
from hub.platform.acts import NotHeld
from hub.platform.reference import services as reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
YEAR = date(2027, 4, 1)
ON = date(2026, 11, 23)
BIG = {"value_inc_vat": Decimal(2_400_000), "value_ex_vat": Decimal(2_000_000), "advertise_on": date(2027, 6, 1)}


@pytest.fixture
def planned(cast, shipped, at_nine):
    """Give a function that plans an entry of ECA."""

    def make(title: str = "Library vans", **more):
        by = cast.actor("morag")
        own = {"start_by": None, **BIG, **more}
        return stories.entry_planned(authority=cast.eca, owner=cast.priya, by=by, at=at_nine, title=title, **own)

    return make


def state_spend(cast, at, amount) -> None:
    """Let the authority say what it expects to pay in the year."""
    reference.add(
        "law_scope", code="expected_spend_inc_vat", label="Expected spend", data={"amount": amount},
        valid_from=ON, source="Budget book", authority=cast.eca, by=cast.actor("morag"), at=at,
    )  # fmt: skip


class TestWhatTheLawAsks:
    def test_is_not_known_before_the_spend_is_stated(self, cast) -> None:
        found = selectors.notice_plan(cast.eca, starts_on=YEAR, on=ON)
        assert (found.is_required, found.publish_by, found.spend) == (None, None, None)

    @pytest.mark.parametrize(
        ("spend", "required", "by"),
        [("100000000.01", True, date(2027, 5, 26)), ("100000000", False, None)],
    )
    def test_is_by_26_may_above_100_million(self, cast, at_nine, spend, required, by) -> None:
        state_spend(cast, at_nine, spend)
        found = selectors.notice_plan(cast.eca, starts_on=YEAR, on=ON)
        assert (found.is_required, found.publish_by) == (required, by)

    def test_years_are_the_one_that_runs_and_the_next(self) -> None:
        assert selectors.years_of_notice(ON) == [date(2026, 4, 1), YEAR]
        assert selectors.years_of_notice(date(2027, 3, 31)) == [date(2026, 4, 1), YEAR]
        assert selectors.years_of_notice(YEAR) == [YEAR, date(2028, 4, 1)]


class TestPage:
    def test_says_what_it_would_list_and_what_is_in_doubt(self, planned, client_as) -> None:
        listed, doubtful = planned(), planned("Trees", advertise_on=None)
        planned("Pens", value_ex_vat=Decimal(10), value_inc_vat=Decimal(12))
        body = client_as("naomi").get("/pipeline/notice/?year=2027-04-01").content.decode()
        assert listed.reference in body and doubtful.reference in body
        assert "Nobody recorded when its notice is meant to be published." in body
        assert "Not concerned: 1 entry of the plan." in body and "State it" in body
        assert "Draft the pipeline notice" not in body, "an auditor only reads"

    def test_of_another_year_lists_by_its_own_period(self, planned, client_as) -> None:
        entry = planned(advertise_on=date(2026, 12, 1))
        client = client_as("morag")
        assert entry.reference in client.get("/pipeline/notice/?year=2026-04-01").content.decode()
        assert entry.reference not in client.get("/pipeline/notice/?year=2027-04-01").content.decode()
        assert client.get("/pipeline/notice/?year=nonsense").status_code == 200

    def test_says_that_the_tables_are_not_loaded(self, cast, client_as, monkeypatch) -> None:
        monkeypatch.setattr("hub.pipeline.selectors.notices.statute", lambda authority=None: Tables({}))
        client = client_as("morag")
        assert "are not loaded" in client.get("/pipeline/notice/").content.decode()
        assert client.get("/pipeline/notice/draft/").status_code == 200
        assert client.post("/pipeline/notice/draft/", {"starts_on": "2027-04-01"}).status_code == 422


class TestDrafting:
    def test_keeps_what_it_listed_whatever_changes(self, planned, cast, at_nine, client_as) -> None:
        entry = planned()
        client = client_as("morag")
        answer = client.post("/pipeline/notice/draft/", {"starts_on": "2027-04-01"})
        draft = NoticeDraft.objects.get()
        assert answer["Location"] == draft.get_absolute_url()
        services.drop(entry, reason="No money", by=cast.actor("morag"), at=at_nine)
        draft.refresh_from_db()
        assert [one["reference"] for one in draft.listed] == [entry.reference]
        assert "Library vans" in client.get(draft.get_absolute_url()).content.decode()

    def test_says_what_changed_since_the_last(self, planned, cast, at_nine, client_as) -> None:
        gone, moved = planned("Gone"), planned("Moved")
        by = cast.actor("morag")
        services.draft_notice(authority=cast.eca, starts_on=YEAR, by=by, at=at_nine)
        services.drop(gone, reason="No", by=by, at=at_nine)
        how = {"owner": cast.priya, "needed_on": date(2027, 12, 1), "start_by": None, "reason": "Later"}
        services.revise(moved, value_ex_vat=Decimal(2_000_000), **how, by=by, at=at_nine)
        fresh = planned("New")
        later = services.draft_notice(authority=cast.eca, starts_on=YEAR, by=by, at=at_nine + timedelta(hours=1))
        changed = client_as("morag").get(later.get_absolute_url()).context["changed"]
        found = (changed.added, changed.gone, changed.changed)
        assert found == ((fresh.reference,), (gone.reference,), (moved.reference,))

    def test_is_not_for_requesters(self, cast, at_nine) -> None:
        with pytest.raises(NotHeld):
            services.draft_notice(authority=cast.eca, starts_on=YEAR, by=cast.actor("tom"), at=at_nine)

    def test_of_another_authority_is_missing(self, cast, at_nine, client_as) -> None:
        draft = services.draft_notice(authority=cast.eca, starts_on=YEAR, by=cast.actor("morag"), at=at_nine)
        assert client_as("jo").get(draft.get_absolute_url()).status_code == 404
        assert client_as("jo").get(f"{draft.get_absolute_url()}uk1.json").status_code == 404


class TestFiles:
    @pytest.fixture
    def address(self, planned, cast, at_nine):
        planned(main_cpv="34136000-9", contract_kind="goods", ends_on=date(2031, 8, 31))
        draft = services.draft_notice(authority=cast.eca, starts_on=YEAR, by=cast.actor("morag"), at=at_nine)
        return f"{draft.get_absolute_url()}uk1."

    def test_json_is_a_planning_release_for_each_contract(self, address, client_as) -> None:
        package = json.loads(client_as("naomi").get(f"{address}json").content)
        (release,) = package["releases"]
        assert release["tag"] == ["planning"] and release["planning"]["documents"][0]["noticeType"] == "UK1"
        tender = release["tender"]
        assert tender["value"] == {"amountGross": 2_400_000.0, "amount": 2_000_000.0, "currency": "GBP"}
        assert tender["communication"]["futureNoticeDate"] == "2027-06-01T00:00:00Z"
        assert tender["classification"] == {"scheme": "CPV", "id": "34136000"}
        assert tender["mainProcurementCategory"] == "goods"

    def test_csv_has_a_line_for_each_contract(self, address, client_as) -> None:
        text = client_as("naomi").get(f"{address}csv").content.decode("utf-8-sig")
        (line,) = csv.DictReader(io.StringIO(text))
        assert line["Title"] == "Library vans" and line["Estimated value, inc VAT"] == "2400000.00"
        assert line["Tender or transparency notice planned for"] == "2027-06-01"

    def test_others_are_missing(self, address, client_as) -> None:
        assert client_as("naomi").get(f"{address}xml").status_code == 404


@pytest.mark.shared
class TestStandard:
    def test_json_keeps_to_the_open_contracting_standard(self, planned, cast, at_nine, client_as) -> None:
        jsonschema = pytest.importorskip("jsonschema_rs")
        from hub.config.settings.base import PROJECT

        schema = PROJECT.parent / "shared" / "data" / "ocds" / "schema" / "uk-1.1.5" / "release-package-schema.json"
        if not schema.exists():
            pytest.skip("no shared folder here")
        planned(main_cpv="34136000", contract_kind="goods")
        draft = services.draft_notice(authority=cast.eca, starts_on=YEAR, by=cast.actor("morag"), at=at_nine)
        package = json.loads(client_as("naomi").get(f"{draft.get_absolute_url()}uk1.json").content)
        found = jsonschema.Draft4Validator(json.loads(schema.read_text())).iter_errors(package)
        assert [f"{list(one.instance_path)}: {one.message}" for one in found] == []
