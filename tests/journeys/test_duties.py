"""Meeting a duty of the law: from the register or the contract to its proof, wide, narrow and without script."""

from __future__ import annotations

import pytest

from tests.journeys.browsing import NARROW, WIDE

pytestmark = pytest.mark.browser

FORGOTTEN = "Publish the payments compliance notice (UK17)"
CONTRACT = "/contracts/CON-2025-0040/"


class TestNoticeDuties:
    def test_show_what_is_overdue_and_how_long(self, windows) -> None:
        window = windows.of("morag")
        window.open("/duties/?view=overdue")
        said = window.text()
        assert "UK17" in said and "Overdue" in said and "PA 2023 s.69" in said
        assert window.faults_at(WIDE, NARROW) == []

    @pytest.mark.parametrize("view", ["todo", "mine", "soon", "facts", "done"])
    def test_have_views_without_a_fault(self, windows, view) -> None:
        window = windows.of("morag")
        assert window.open(f"/duties/?view={view}").status == 200
        assert window.faults_at(WIDE, NARROW) == []

    def test_ask_for_a_missing_fact_on_the_page_that_mends_it(self, windows) -> None:
        window = windows.of("priya")
        window.open("/duties/?view=facts")
        window.page.locator("main tbody a").first.click()
        window.page.wait_for_load_state()
        assert "What must be known first" in window.text()
        assert window.faults_at(WIDE, NARROW) == []
        window.page.get_by_role("link", name="Mend it").first.click()
        window.page.wait_for_load_state()
        assert "/correct/" in window.page.url or "/settings/reference/" in window.page.url


class TestOnTheContract:
    def test_everything_the_law_asks_stands_together(self, windows) -> None:
        window = windows.of("morag")
        window.open(f"{CONTRACT}linked/")
        said = window.text()
        assert "What the law asks" in said
        assert "Publish the contract details notice (UK7)" in said
        assert "Assess performance and publish the notice (UK9)" in said
        assert window.faults_at(WIDE, NARROW) == []


class TestProving:
    def test_refuses_a_day_that_cannot_be_and_takes_one_that_can(self, windows) -> None:
        window = windows.of("morag", script=False)
        window.open("/duties/?view=overdue", NARROW)
        window.page.locator("main a[href^='/duties/DUT-']").first.click()
        assert FORGOTTEN in window.text()
        window.page.locator("main a[href$='/prove/']").first.click()
        prove(window, "29", "9", "2026")
        assert "It cannot have been done before 30 September 2026" in window.text()
        assert window.page.locator("[name=notice_number]").input_value() == "077001-2026"
        prove(window, "20", "11", "2026")
        assert "Recorded that it is done" in window.text()
        assert "077001-2026" in window.text()


def prove(window, day: str, month: str, year: str) -> None:
    """Fill the form in and send it."""
    page = window.page
    for box, value in zip(page.locator("main [name^=published_on]").all(), (day, month, year), strict=True):
        box.fill(value)
    page.locator("[name=notice_number]").fill("077001-2026")
    page.locator("main form[method=post] .hub-btn--go").click()
    page.wait_for_load_state()
