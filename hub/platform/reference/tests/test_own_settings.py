"""Settings that an authority makes its own: its row stands over the national one, for it alone, and is shown so."""

from __future__ import annotations

from datetime import date

import pytest

from hub.law.governance import CallInFacts, call_in
from hub.law.tables import Tables
from hub.platform.acts import Refused
from hub.platform.reference import services
from hub.platform.reference.files import law_sets
from hub.platform.reference.models import Entry
from hub.platform.reference.rules import Stated, laid_over
from hub.platform.reference.statute import statute, statute_at

PUBLISHED = date(2026, 11, 23)
OWN = {"days": 3, "time": "12:00", "nations": ["england_wales"], "citation": "LDEDCA 2009 Sch 5A para 1(4)"}


@pytest.fixture
def law(cast, shipped):
    return cast


def own_call_in(cast, at, *, authority=None, by="daniel", day=date(2026, 11, 1), **more) -> Entry:
    """Enter an authority's own period for calling decisions in."""
    facts = {"source": "Constitution, part 4, 2026", "reason": "Our constitution says three days.", **more}
    return services.add(
        "law_periods", code="call_in", label="Call-in", data=OWN, valid_from=day,
        authority=authority or cast.eca, by=cast.actor(by), at=at, **facts,
    )  # fmt: skip


def called_in_by(tables: Tables) -> date:
    facts = CallInFacts(
        published_on=PUBLISHED, called_in_on=None, direction_issued_on=None, recommendations_received_on=None
    )
    return call_in(facts, tables=tables).sure().call_in_by


class TestWhichRowsAreOwn:
    def test_are_what_a_constitution_or_a_schedule_sets(self) -> None:
        own = {name: one.own_codes for name, one in law_sets().items() if one.own_codes}
        assert own == {"law_periods": {"call_in", "general_exception", "scrutiny_response"}}
        assert [name for name, one in law_sets().items() if one.is_local] == ["retention"]
        assert all(code in {row.code for row in law_sets()["law_periods"].entries} for code in own["law_periods"])


@pytest.mark.django_db
class TestAnOwnSetting:
    def test_stands_over_the_national_one_where_it_was_made(self, law, at_nine) -> None:
        own_call_in(law, at_nine, authority=law.wdc, by="harriet")
        assert called_in_by(statute()) == called_in_by(statute(law.scc)) == date(2026, 11, 30)
        assert called_in_by(statute(law.wdc)) == called_in_by(statute_at(law.wdc.pk)) == date(2026, 11, 26)

    def test_of_a_parent_holds_below_it_until_there_is_one_there(self, law, at_nine) -> None:
        own_call_in(law, at_nine)
        assert called_in_by(statute(law.wdc)) == date(2026, 11, 26)
        # The authority that runs the Hub keeps the law, and still this is its own setting.
        assert called_in_by(statute()) == date(2026, 11, 30)

    def test_says_whose_it_is_and_where_it_comes_from(self, law, at_nine) -> None:
        own_call_in(law, at_nine)
        row = statute(law.eca).row("law_periods", "call_in", on=PUBLISHED)
        assert row.source == "Own setting of Eastmere Combined Authority: Constitution, part 4, 2026"

    def test_gives_way_to_the_national_one_before_it_begins_and_once_it_ends(self, law, at_nine) -> None:
        entry = own_call_in(law, at_nine)
        services.end(entry, valid_to=date(2027, 5, 1), by=law.actor("daniel"), at=at_nine, reason="New constitution")
        tables = statute(law.eca)
        days = [
            tables.days("law_periods", "call_in", on=on) for on in (date(2026, 10, 31), PUBLISHED, date(2027, 5, 1))
        ]
        assert days == [5, 3, 5]

    def test_needs_source_and_reason_and_its_authoritys_own_people(self, law, at_nine) -> None:
        for missing in ("source", "reason"):
            with pytest.raises(Refused):
                own_call_in(law, at_nine, **{missing: " "})
        with pytest.raises(Refused, match="Only"):
            own_call_in(law, at_nine, authority=law.wdc, by="daniel")

    def test_of_retention_leaves_the_other_rows_as_they_are(self, law, at_nine) -> None:
        services.add(
            "retention", code="deed", label="Deed", data={"months": 180, "from_event": "contract end", "citation": "x"},
            valid_from=date(2026, 11, 1), authority=law.wdc, source="Schedule", reason="Ours", by=law.actor("harriet"),
            at=at_nine,
        )  # fmt: skip
        months = {row.code: row.data["months"] for row in statute(law.wdc).on("retention", PUBLISHED)}
        assert months == {"losing_bid": 36, "contract": 72, "deed": 180}


@pytest.mark.django_db
class TestOnScreen:
    ADDRESS = "/settings/reference/law_periods/"

    def test_a_partner_sets_its_own_and_nothing_else(self, law, client_as, at_nine) -> None:
        client = client_as("harriet")
        page = client.get(f"{self.ADDRESS}?q=call_in").content.decode()
        assert "Set your own" in page and "Holds where an authority has set nothing of its own" in page
        assert client.get(f"{self.ADDRESS}add/?code=participation_1").status_code == 404
        typed = {
            "code": "call_in", "label": "Call-in", "part_days": "3", "part_time": "12:00",
            "part_nations": '["england_wales"]', "part_citation": "LDEDCA 2009 Sch 5A para 1(4)",
            "valid_from": "2026-12-01", "source": "Constitution, part 4", "reason": "Three days.",
        }  # fmt: skip
        answer = client.post(f"{self.ADDRESS}add/?code=call_in", typed)
        assert answer.status_code == 302, answer.content.decode()
        assert Entry.objects.get(set="law_periods", authority=law.wdc).data["days"] == 3
        page = client.get(f"{self.ADDRESS}?q=call_in").content.decode()
        assert "Own setting" in page and law.wdc.name in page
        assert client.post(f"{self.ADDRESS}add/?code=call_in", {**typed, "code": "participation_1"}).status_code != 302

    def test_others_do_not_see_it_and_the_national_row_does_not_end_for_them(self, law, client_as, at_nine) -> None:
        own_call_in(law, at_nine, authority=law.wdc, by="harriet")
        page = client_as("naomi").get(f"{self.ADDRESS}?q=call_in").content.decode()
        assert "Own setting" not in page and law.wdc.name not in page.split("<main", 1)[1]

    def test_a_partner_ends_its_own_and_never_the_keepers(self, law, client_as, at_nine) -> None:
        mine = own_call_in(law, at_nine, authority=law.wdc, by="harriet")
        theirs = own_call_in(law, at_nine)
        client = client_as("harriet")
        typed = {"valid_to": "2027-01-01", "reason": "New constitution"}
        assert client.post(f"{self.ADDRESS}{theirs.pk}/end/", typed).status_code in (403, 404)
        assert client.post(f"{self.ADDRESS}{mine.pk}/end/", typed).status_code == 302

    def test_taking_back_says_at_once_why_not_and_asks_nothing(self, law, client_as, at_nine) -> None:
        holds = own_call_in(law, at_nine, authority=law.wdc, by="harriet")
        address = f"{self.ADDRESS}{holds.pk}/take-back/"
        client = client_as("harriet")
        page = client.get(address).content.decode()
        assert "A row of a table of the law is ended, not taken back." in page and 'name="reason"' not in page
        assert client.post(address, {"reason": "x"}).status_code == 422
        page = client.get(f"{self.ADDRESS}{holds.pk}/end/").content.decode()
        assert 'name="reason"' in page and "Cannot" not in page

    def test_the_law_desk_of_staff_counts_with_it_and_says_so(self, law, client_as, at_nine) -> None:
        own_call_in(law, at_nine, authority=law.wdc, by="harriet")
        asked = {"published_on": "2026-11-23", "ask": "1"}
        theirs = client_as("harriet").get("/law/call-in/", asked).content.decode()
        assert "Thursday 26 November 2026" in theirs and f"Own setting of {law.wdc.name}" in theirs
        for client in (client_as("naomi"), client_as(None, site="public")):
            text = client.get("/law/call-in/", asked).content.decode()
            assert "Monday 30 November 2026" in text and "Own setting" not in text


class TestLaidOver:
    def test_the_lower_row_holds_before_between_and_after(self) -> None:
        national = Stated("a", date(2026, 1, 1), None, 0, "national", 0)
        first = Stated("a", date(2026, 3, 1), date(2026, 4, 1), 1, "own", 1)
        second = Stated("a", date(2026, 6, 1), date(2026, 7, 1), 1, "own again", 2)
        assert [(one.what, one.valid_from, one.valid_to) for one in laid_over([national, first, second])] == [
            ("national", date(2026, 1, 1), date(2026, 3, 1)),
            ("national", date(2026, 4, 1), date(2026, 6, 1)),
            ("national", date(2026, 7, 1), None),
            ("own", date(2026, 3, 1), date(2026, 4, 1)),
            ("own again", date(2026, 6, 1), date(2026, 7, 1)),
        ]

    def test_a_newer_national_row_does_not_end_an_own_one(self) -> None:
        rows = [
            Stated("a", date(2026, 1, 1), None, 0, "national", 0),
            Stated("a", date(2026, 3, 1), None, 1, "own", 1),
            Stated("a", date(2027, 1, 1), None, 0, "newer", 2),
        ]
        assert [(one.what, one.valid_to) for one in laid_over(rows)] == [("national", date(2026, 3, 1)), ("own", None)]
