"""What each filter keeps, says and counts."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from hub.platform.registers.address import plain
from hub.platform.registers.filters import Asking
from hub.platform.registers.listing import Listing
from hub.platform.registers.tests.samples import Sample, SampleRegister, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(cast: Any, at_nine: datetime) -> Asking:
    """Give aisha, at nine."""
    return Asking(cast.actor("aisha"), at_nine)


@pytest.fixture
def listed(cast: Any, asking: Asking) -> Any:
    """Give a function that lists twelve samples under some parameters."""
    samples = make(cast.eca, 12)
    Sample.objects.filter(pk__in=[samples[1].pk, samples[2].pk]).update(manager=cast.aisha)
    Sample.objects.filter(pk=samples[3].pk).update(manager=cast.priya)

    def listing(**params: Any) -> Listing:
        register = SampleRegister()
        return Listing(register, asking, register.understand(plain(params), asking))

    return listing


def names(listing: Listing) -> set[int]:
    """Give the numbers in the references on show."""
    return {int(row.reference[2:]) for row in listing.records}


def facet(listing: Listing, key: str) -> dict[str, tuple[int, bool]]:
    """Give the lines of a facet: count, and whether it is chosen."""
    found = next(facet for facet in listing.facets if facet.filter.key == key)
    return {line.label: (line.count, line.chosen) for line in found.lines}


class TestChoices:
    def test_several_values_of_one_filter_widen_and_two_filters_narrow(self, listed: Any) -> None:
        assert names(listed(status="suspended")) == {3, 7, 11}
        assert len(names(listed(status=["suspended", "live"]))) == 12
        assert names(listed(status="suspended", supplier="Ascent")) == {3}

    def test_a_facet_leaves_its_own_filter_out_of_its_counts(self, listed: Any) -> None:
        listing = listed(status="suspended")
        assert facet(listing, "status") == {"Live": (9, False), "Suspended": (3, True)}
        assert facet(listing, "size") == {"Over £1 million": (1, False), "Smaller": (2, False)}

    def test_rows_without_a_value_can_be_found_and_are_counted(self, listed: Any) -> None:
        assert names(listed(supplier="none")) == {4, 9}
        assert facet(listed(more="supplier"), "supplier")["No supplier"] == (2, False)
        assert facet(listed(), "manager")["No manager"] == (9, False)
        assert len(names(listed(manager="none"))) == 9

    def test_related_records_go_by_their_name(self, listed: Any, cast: Any) -> None:
        assert facet(listed(), "manager")[cast.aisha.name] == (2, False)
        assert names(listed(manager=str(cast.priya.pk))) == {3}

    def test_nobody_is_named_whom_the_reader_sees_in_no_row(self, listed: Any, cast: Any) -> None:
        make(cast.wdc, 1, manager=cast.harriet)
        for number in (cast.harriet.pk, cast.raj.pk, 987_654):
            listing = listed(manager=str(number))
            assert [chip.text for chip in listing.chips] == ["Manager: not in this list"]
            assert facet(listing, "manager")["not in this list"] == (0, True) and listing.count == 0

    def test_somebody_seen_is_named_where_other_filters_leave_nothing(self, listed: Any, cast: Any) -> None:
        listing = listed(manager=str(cast.priya.pk), status="live")
        assert f"Manager: {cast.priya.name}" in [chip.text for chip in listing.chips]
        assert facet(listing, "manager")[cast.priya.name] == (0, True)

    def test_me_is_whoever_asks_and_its_line_can_be_taken_away(self, listed: Any, cast: Any) -> None:
        listing = listed(manager="me")
        assert names(listing) == {1, 2}
        assert facet(listing, "manager")[cast.aisha.name] == (2, True)
        line = next(one for f in listing.facets if f.filter.key == "manager" for one in f.lines if one.chosen)
        assert line.href == "?"

    def test_a_long_facet_shows_the_largest_and_a_link_to_the_rest(self, listed: Any) -> None:
        found = next(one for one in listed().facets if one.filter.key == "supplier")
        assert len(found.lines) == 2
        assert found.more.text == "Show 3 more"
        assert found.more.href == "?more=supplier"
        assert len(facet(listed(more="supplier"), "supplier")) == 5

    def test_a_line_adds_its_value_and_a_chosen_line_takes_it_away(self, listed: Any) -> None:
        found = next(one for one in listed(status="live", sort="title").facets if one.filter.key == "status")
        assert [line.href for line in found.lines] == ["?sort=title", "?status=live&status=suspended&sort=title"]


class TestOptions:
    def test_yes_no_and_missing_are_found(self, listed: Any) -> None:
        assert names(listed(sme="yes")) == {0, 2, 4, 6, 8, 10}
        assert names(listed(sme="no")) == {1, 3, 5, 7, 9, 11}
        assert names(listed(end="missing")) == {0, 6}
        assert facet(listed(), "end") == {"No end date": (2, False), "Has an end date": (10, False)}
        assert names(listed(size="large")) == {0, 3, 6, 9}


class TestRanges:
    @pytest.mark.parametrize("typed", ["2027-02-10", "10 2 2027", "10/02/2027", "10 February 2027", "10 Feb 2027"])
    def test_a_day_may_be_written_in_any_usual_way(self, listed: Any, typed: str) -> None:
        assert names(listed(ends_to=typed)) == {1, 2}

    def test_a_day_may_come_in_three_parts(self, listed: Any) -> None:
        parts = {"ends_to-day": "10", "ends_to-month": "2", "ends_to-year": "2027"}
        assert names(listed(**parts)) == {1, 2}

    def test_both_ends_are_included(self, listed: Any) -> None:
        assert names(listed(ends_from="2027-01-21", ends_to="2027-02-10")) == {1, 2}

    def test_amounts_take_pounds_and_commas(self, listed: Any) -> None:
        assert names(listed(value_from="£2,000,000")) == {0, 3, 6, 9}
        assert names(listed(value_from="2000", value_to="3000.00")) == {1, 2}

    def test_days_of_instants_are_those_of_london(self, listed: Any) -> None:
        late = Sample.objects.get(reference="S-0001")
        # Half past midnight in London on 1 July is still 30 June in UTC.
        Sample.objects.filter(pk=late.pk).update(seen_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
        assert names(listed(seen_from="2026-07-01")) == {1}
        assert names(listed(seen_to="2026-06-30")) == set()

    def test_words_are_found_whatever_their_case(self, listed: Any) -> None:
        assert names(listed(words="THING 11")) == {11}
        assert names(listed(q="fenway thing")) == {1, 6, 11}


class TestChips:
    def test_each_condition_is_said_and_goes_by_its_link(self, listed: Any) -> None:
        listing = listed(status=["live", "suspended"], ends_to="2027-11-30", value_from="1000", q="thing", sort="title")
        chips = {chip.text: chip.href for chip in listing.chips}
        assert list(chips) == [
            "“thing”", "Status: Live", "Status: Suspended", "Ends up to 30 Nov 2027", "Value from £1,000",
        ]  # fmt: skip
        assert "status=suspended" in chips["Status: Live"]
        assert "status=live" not in chips["Status: Live"]
        assert "ends_to" not in chips["Ends up to 30 Nov 2027"]
        assert "ends_to=2027-11-30" in chips["“thing”"]
        assert listing.clear_href == "?sort=title"

    def test_a_range_and_a_missing_value_read_as_sentences(self, listed: Any) -> None:
        listing = listed(ends_from="2026-11-23", ends_to="2027-11-30", supplier="none")
        assert [chip.text for chip in listing.chips] == ["No supplier", "Ends 23 Nov 2026 to 30 Nov 2027"]


class TestViews:
    def test_a_view_counts_its_own_rows_and_marks_itself(self, listed: Any) -> None:
        listing = listed(view="mine")
        found = [(link.text, link.count, link.current) for link in listing.view_links]
        assert found == [("All", 12, False), ("My samples", 2, True), ("Ending in 12 months", 10, False)]

    def test_narrowing_further_stays_in_the_view(self, listed: Any) -> None:
        listing = listed(view="mine")
        line = next(one for f in listing.facets if f.filter.key == "status" for one in f.lines)
        assert line.href == "?view=mine&status=live"

    def test_taking_away_what_the_view_says_leaves_it_with_the_rest_written_out(self, listed: Any) -> None:
        listing = listed(view="ending", status="live")
        chips = {chip.text: chip.href for chip in listing.chips}
        assert chips["Ends 23 Nov 2026 to 23 Nov 2027"] == "?status=live"
        assert chips["Status: Live"] == "?view=ending"

    def test_the_box_of_a_view_keeps_its_other_conditions(self, listed: Any) -> None:
        listing = listed(view="ending", status="live")
        boxes = next(one for one in listing.facets if one.filter.key == "ends")
        assert boxes.boxes == [("ends_from", "From", "23 11 2026"), ("ends_to", "To", "23 11 2027")]
        assert boxes.kept == [("status", "live")]


class TestTotals:
    def test_totals_are_of_all_rows_under_the_filters_not_of_the_page(self, listed: Any) -> None:
        assert listed(size="small").totals["value_ex_vat"] == Decimal(sum((2, 3, 5, 6, 8, 9, 11, 12)) * 1000)

    def test_nothing_has_no_total(self, listed: Any) -> None:
        listing = listed(words="zebra")
        assert listing.count == 0
        assert listing.footer is None
        assert listing.records == []

    def test_the_sentence_says_count_and_order(self, listed: Any) -> None:
        assert listed(words="Thing 11", sort="-value_ex_vat").sentence == "1 sample. Sorted by value, last first."
