"""The page of a register, with and without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from hub.platform.registers.tests.samples import Sample, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine", "samples_site")]


@pytest.fixture
def get(cast: Any, client_as: Callable[..., Any]) -> Callable[..., str]:
    """Give a function that opens the register as aisha and gives its text."""
    client = client_as("aisha")

    def fetch(query: str = "", **kwargs: Any) -> str:
        response = client.get(f"/samples/{query}", **kwargs)
        assert response.status_code == 200, response.content[:500]
        return unescape(response.content.decode())

    return fetch


def references(html: str) -> list[str]:
    """Give the references on the page, in order."""
    return re.findall(r'<th scope="row" class="hub-table__ref"><a href="[^"]+">([^<]+)</a>', html)


def words_of(html: str) -> str:
    """Give the text without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestThePage:
    def test_it_shows_heading_count_order_and_totals_of_all_rows(self, cast: Any, get: Any) -> None:
        make(cast.eca, 25)
        html = get()
        assert 'Samples <span class="hub-count">25</span>' in html
        assert 'data-say="25 samples. Sorted by end date."' in html
        assert "1 to 20 of 25" in html
        assert "Total of all 25" in html
        total = sum((sample.value_ex_vat for sample in Sample.objects.all()), Decimal(0))
        assert f"£{total:,.0f}" in html
        assert html.count("aria-sort=") == 1
        assert re.search(r'aria-sort="ascending"><a id="sort-ends_on" href="\?sort=-ends_on"', html)

    def test_missing_dates_come_last_in_either_order(self, cast: Any, get: Any) -> None:
        make(cast.eca, 7)
        assert references(get())[-2:] == ["S-0000", "S-0006"]
        assert references(get("?sort=-ends_on"))[-2:] == ["S-0000", "S-0006"]
        assert references(get("?sort=-ends_on"))[0] == "S-0005"

    def test_equal_rows_keep_their_order_from_page_to_page(self, cast: Any, get: Any) -> None:
        make(cast.eca, 45, ends_on=date(2027, 1, 1))
        seen = references(get()) + references(get("?page=2")) + references(get("?page=3"))
        assert seen == [f"S-{index:04}" for index in range(45)]

    def test_a_page_past_the_end_is_the_last_one(self, cast: Any, get: Any) -> None:
        make(cast.eca, 25)
        assert "21 to 25 of 25" in get("?page=999")

    def test_another_authoritys_rows_are_in_no_count(self, cast: Any, get: Any) -> None:
        make(cast.eca, 3)
        make(cast.wdc, 4, supplier="Secret Ltd")
        html = get()
        assert 'data-say="3 samples. Sorted by end date."' in html
        assert "Secret Ltd" not in html

    def test_filtering_by_what_only_others_have_looks_like_filtering_by_nothing(self, cast: Any, get: Any) -> None:
        make(cast.eca, 3)
        make(cast.wdc, 4, supplier="Secret")
        token = r'csrf[^>]*"[A-Za-z0-9]{40,}"'
        theirs = re.sub(token, "", get("?supplier=Secret"))
        assert theirs == re.sub(token, "", get("?supplier=Absent")).replace("Absent", "Secret")

    def test_a_supplier_user_finds_no_such_page(self, cast: Any, client_as: Any) -> None:
        assert client_as("raj", site="staff").get("/samples/").status_code == 404

    def test_nothing_yet_says_what_to_do(self, get: Any) -> None:
        said = words_of(get())
        assert "No samples yet Import your list to begin. Import your list" in said

    def test_nothing_under_the_filters_offers_to_clear_them(self, cast: Any, get: Any) -> None:
        make(cast.eca, 2)
        html = get("?words=zebra")
        assert "No samples match" in html
        assert re.search(r'class="hub-btn" href="\?">Clear filters', html)

    def test_one_column_can_be_shown_or_hidden_by_a_link(self, cast: Any, get: Any) -> None:
        make(cast.eca, 1)
        assert "Eastmere" not in words_of(get()).split("Reference Title")[1].split("Data as at")[0]
        html = get("?columns=title,authority")
        assert re.findall(r'<th scope="col"[^>]*>(?:<a [^>]+>)?([^<]+)', html) == ["Reference", "Title", "Authority"]
        assert "columns=title" in html

    def test_rows_can_be_taller_by_a_link(self, cast: Any, get: Any) -> None:
        make(cast.eca, 1)
        assert 'href="?density=tall"' in get()
        assert 'data-density="comfortable"' in get("?density=tall").split('id="register"')[1]

    def test_names_are_escaped(self, cast: Any, client_as: Any) -> None:
        make(cast.eca, 1, title="<script>alert(1)</script>", supplier='"><img src=x>')
        html = client_as("aisha").get("/samples/").content.decode()
        assert "<script>alert" not in html
        assert "<img src=x>" not in html


class TestRefresh:
    def test_a_refresh_gets_the_register_alone_with_its_title_and_sentence(self, cast: Any, get: Any) -> None:
        make(cast.eca, 3)
        html = get("?status=live", headers={"HX-Request": "true", "HX-Target": "div#register"})
        assert "<html" not in html
        assert html.lstrip().startswith("<title>Samples")
        assert 'data-say="3 samples. Sorted by end date."' in html

    def test_going_back_gets_the_whole_page(self, cast: Any, get: Any) -> None:
        headers = {"HX-Request": "true", "HX-Target": "div#register", "HX-History-Restore-Request": "true"}
        assert "<html" in get(headers=headers)

    def test_caches_keep_page_and_part_apart(self, client_as: Any) -> None:
        response = client_as("aisha").get("/samples/")
        assert {"HX-Request", "HX-Target"} <= set(re.split(r",\s*", response["Vary"]))


class TestBadAddresses:
    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("?status=banana", "Status: “banana” is not one of the choices. We left it out."),
            ("?manager=abc", "Manager: “abc” is not one of the choices. We left it out."),
            (f"?manager={10**30}", "is not one of the choices. We left it out."),
            ("?ends_from=31/02/2027", "Ends: “31/02/2027” is not a date. Enter one like 23 11 2026. We left it out."),
            ("?ends_from=2027-05-01&ends_to=2026-05-01", "Ends: 1 May 2027 comes after 1 May 2026. We left both out."),
            ("?value_from=lots", "Value: “lots” is not an amount. Enter one like 25,000. We left it out."),
            ("?value_to=99999999999999999999999999", "is not an amount."),
            ("?value_to=NaN", "is not an amount."),
            ("?words=%00", "Title: “?” cannot be searched for. We left it out."),
            ("?supplier=a%00b", "Supplier: “a?b” is not one of the choices. We left it out."),
            ("?q=%00", "cannot be searched for. We left it out."),
            ("?sort=salary", "“salary” is not a column this list can be sorted by. We left it out."),
            ("?sort=needs", "“needs” is not a column this list can be sorted by. We left it out."),
            ("?page=-1", "“-1” is not a page number. This is page 1."),
            ("?page=²", "“²” is not a page number. This is page 1."),
            ("?rows=5000", "“5000” is not a number of rows we show. You see 20."),
            ("?columns=title,salary", "This list has no column “salary”. We left it out."),
            ("?view=s999999", "We could not find that view."),
            ("?view=s" + "9" * 40, "We could not find that view."),
        ],
    )  # fmt: skip
    def test_a_value_that_is_not_understood_is_named_and_left_out(
        self, cast: Any, get: Any, query: str, said: str
    ) -> None:
        make(cast.eca, 3)
        html = get(query)
        assert said in html
        assert len(references(html)) == 3

    def test_parameters_of_others_are_left_alone(self, cast: Any, get: Any) -> None:
        make(cast.eca, 3)
        html = get("?utm_source=mail")
        assert "not understood" not in html
        assert "utm_source" not in html.split('id="register"')[1]
