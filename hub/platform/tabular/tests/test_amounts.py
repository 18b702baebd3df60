from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.platform.tabular.amounts import parse_amount, parse_range
from hub.platform.tabular.results import BadValue

pounds = st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2, allow_nan=False)


class TestWhatPeopleType:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("12000", "12000"),
            ("£12,000.50", "12000.50"),
            ("£(1,200.00)", "-1200"),
            ("(£1,200.00)", "-1200"),
            ("1,200.00-", "-1200"),
            ("-£1,200", "-1200"),
            ("£-1,200", "-1200"),
            ("\u22121200", "-1200"),
            ("\u20131.00", "-1"),
            ("\u2014£1,200.00", "-1200"),
            ("1.00\u2013", "-1"),
            ("-(1.00)", "-1"),
            ("(3.00)-", "-3"),
            ("-£(1,200.00)", "-1200"),
            ("CR 3.00", "-3"),
            ("CR3.00", "-3"),
            ("3.00 (CR)", "-3"),
            ("(3.00) CR.", "-3"),
            ("3.00 credit", "-3"),
            ("DR 3.00", "3"),
            ("1,200.00 CR", "-1200"),
            ("1,200.00 DR", "1200"),
            ("£1.2m", "1200000"),
            ("1.25 million", "1250000"),
            ("500k", "500000"),
            ("£1.5bn", "1500000000"),
            ("1 234 567.89", "1234567.89"),
            ("1.5E+06", "1500000"),
            ("Â£1,200", "1200"),
            ("33333.333333", "33333.33"),
            ("49000.0", "49000"),
        ],
    )
    def test_is_read(self, text: str, value: str) -> None:
        amount = parse_amount(text)
        assert amount is not None
        assert amount.value == Decimal(value)

    @pytest.mark.parametrize("text", ["", "  ", "-", "TBC", "n/a", "Nil", "Schedule of rates", "£ -"])
    def test_may_say_that_there_is_no_figure(self, text: str) -> None:
        assert parse_amount(text) is None

    def test_keeps_what_the_text_says_about_vat_year_and_currency(self) -> None:
        gross = parse_amount("£1,200 per annum inc VAT")
        net = parse_amount("c. €5,000 + VAT")
        assert gross is not None and (gross.vat, gross.is_annual) == ("inc", True)
        assert net is not None and (net.vat, net.currency, net.is_estimate) == ("ex", "EUR", True)


class TestWhatCouldMeanTwoThings:
    @pytest.mark.parametrize(
        ("text", "cure"),
        [
            ("1.234,56", "write 1234.56"),
            ("1.234.567", "write 1234567"),
            ("1,23", "write 1.23"),
            ("1.234", "Write 1234 for the first or 1.23 for the second"),
            ("12,34,567", "write 1234567"),
        ],
    )
    def test_is_refused_with_what_to_write(self, text: str, cure: str) -> None:
        with pytest.raises(BadValue) as caught:
            parse_amount(text)
        assert text in caught.value.reason
        assert cure in caught.value.reason

    @pytest.mark.parametrize(
        "text", ["abc", "=SUM(A1:A2)", "1e9999", "--5", "£1,200.00.00", "9" * 20, "12 34", "£5 or £6"]
    )
    def test_and_what_is_no_sum_is_refused(self, text: str) -> None:
        with pytest.raises(BadValue) as caught:
            parse_amount(text)
        assert caught.value.reason.endswith(".")


class TestRanges:
    @pytest.mark.parametrize(
        ("text", "low", "high"),
        [
            ("£10,000 - £20,000", "10000", "20000"),
            ("10k-20k", "10000", "20000"),
            ("between £1m and £2m", "1000000", "2000000"),
            ("up to £50,000", None, "50000"),
            ("over £5,000", "5000", None),
            ("£5,000+", "5000", None),
        ],
    )
    def test_have_two_ends_or_one(self, text: str, low: str | None, high: str | None) -> None:
        found = parse_range(text)
        assert found is not None
        assert (found.low, found.high) == (low and Decimal(low), high and Decimal(high))

    def test_that_run_downwards_are_refused(self) -> None:
        with pytest.raises(BadValue, match="lower one first"):
            parse_range("20,000 - 10,000")

    def test_are_not_seen_in_single_sums(self) -> None:
        assert parse_range("£12,000") is None


class TestRoundTrips:
    @given(pounds)
    def test_any_sum_written_plainly_or_with_commas_comes_back(self, value: Decimal) -> None:
        for text in (f"{value:.2f}", f"{value:,.2f}", f"£{value:,.2f}", f"£ {value:.2f} "):
            amount = parse_amount(text)
            assert amount is not None and amount.value == value

    @given(pounds)
    def test_every_way_of_writing_a_negative_sum_comes_back_negative(self, value: Decimal) -> None:
        for text in (f"({value:,.2f})", f"£({value:,.2f})", f"{value:.2f}-", f"-£{value:,.2f}", f"{value:,.2f} CR"):
            amount = parse_amount(text)
            assert amount is not None and amount.value == -value

    @given(st.text(max_size=40))
    @example("A YEAR,INCVAT")
    def test_no_text_does_worse_than_be_refused(self, text: str) -> None:
        for parse in (parse_amount, parse_range):
            try:
                parse(text)
            except BadValue as error:
                assert error.reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12o.00", "is not a sum of money"),
        ("1O0", "is not a sum of money"),
        ("12.00 and 14.00", "holds more than one sum"),
    ],
)
def test_a_slip_of_the_typist_is_told_from_two_sums(text: str, said: str) -> None:
    with pytest.raises(BadValue, match=said):
        parse_amount(text)
