"""Which line of the scheme holds."""

from datetime import date
from decimal import Decimal

import pytest

from hub.platform.approvals import rules
from hub.platform.approvals.rules import BadScheme, Content, band_of
from hub.platform.approvals.terms import Vat


def band(lowest, below, vat="ex"):
    data = {"key": "award", "from": lowest, "below": below, "vat": vat, "steps": [{"role": "procurement_lead"}]}
    return band_of("a", "A", data, valid_from=date(2026, 1, 1))


class TestABand:
    @pytest.mark.parametrize(
        ("value", "expected"), [("99999.99", False), ("100000", True), ("499999.99", True), ("500000", False)]
    )
    def test_it_begins_at_its_lowest_value_and_ends_below_its_end(self, value, expected):
        assert band("100000", "500000").covers(Decimal(value)) is expected

    def test_a_value_that_is_not_known_goes_the_highest_way(self):
        assert band("500000", None).covers(None)
        assert not band("0", "500000").covers(None)

    @pytest.mark.parametrize(
        ("lowest", "below", "words"),
        [
            ("100000", "500000", "£100,000 to under £500,000, ex VAT"),
            ("0", "500000", "under £500,000, ex VAT"),
            ("500000", None, "£500,000 or more, ex VAT"),
            ("0", None, "any value, ex VAT"),
        ],
    )
    def test_it_says_its_range_and_its_vat(self, lowest, below, words):
        assert band(lowest, below).range == words


class TestChoosing:
    def test_a_line_that_counts_vat_looks_at_the_value_with_vat(self):
        lines = [band("0", "120000", "inc"), band("120000", None, "inc")]
        found = rules.choose(lines, key="award", content=Content({}, Decimal(100_000), Decimal(120_000)))
        assert found is lines[1]

    def test_without_the_value_with_vat_such_a_line_is_not_guessed(self):
        lines = [band("0", "120000", "inc"), band("120000", None, "inc")]
        assert rules.choose(lines, key="award", content=Content({}, Decimal(5))) is lines[1]

    def test_another_key_has_no_line(self):
        assert rules.choose([band("0", None)], key="waiver", content=Content({}, Decimal(5))) is None


class TestReadingALine:
    @pytest.mark.parametrize(
        "data",
        [
            {"from": "0", "vat": "ex", "steps": []},
            {"key": "a", "vat": "maybe", "steps": []},
            {"key": "a", "vat": "ex", "steps": [{"role": "emperor"}]},
            {"key": "a", "vat": "ex", "from": "a lot", "steps": []},
        ],
    )
    def test_a_line_that_cannot_be_read_is_named(self, data):
        with pytest.raises(BadScheme, match="line-7"):
            band_of("line-7", "A", data, valid_from=date(2026, 1, 1))


class TestLimits:
    def test_a_value_at_the_limit_is_within_it(self):
        assert rules.within_limit(Decimal(100), Decimal(100))
        assert not rules.within_limit(Decimal(100), Decimal("100.01"))

    def test_what_is_not_known_is_within_no_limit_only(self):
        assert rules.within_limit(None, None)
        assert not rules.within_limit(Decimal(100), None)


class TestDiffering:
    def test_only_fields_that_differ_are_given_in_their_order(self):
        assert rules.differing({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 5, "d": 4}) == [
            ("b", 2, 5),
            ("c", 3, None),
            ("d", None, 4),
        ]

    def test_the_basis_is_stated_in_words(self):
        assert Vat.INC.label == "inc VAT"
