"""Steps of a timetable moved by hand: pulled, with the keys, on a phone; and typed where there is no script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.browsing import NARROW, WIDE, Window

pytestmark = pytest.mark.browser


def planner(window: Window) -> Any:
    """Open the planner of a case that is being shaped."""
    window.open("/procurements/?q=Footway+condition+survey")
    found = window.page.locator("main tbody a[href*='/procurements/PRC-']").first.get_attribute("href")
    window.open(f"{found}plan/")
    return window.page


def grip(page: Any, step: str) -> Any:
    """Give the grip of a step."""
    return page.get_by_role("slider", name=f"Last day of {step}")


def pull(page: Any, what: Any, by: int) -> None:
    """Pull something sideways by some pixels and let it go."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    with page.expect_navigation():
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + by / 2, y)
        page.mouse.move(x + by, y)
        page.mouse.up()


class TestMoving:
    def test_the_end_of_a_bar_is_pulled_and_what_follows_is_shown(self, windows) -> None:
        page = planner(windows.of("priya"))
        before = int(grip(page, "Evaluation").get_attribute("aria-valuenow"))
        pull(page, grip(page, "Evaluation"), 40)
        assert "With these dates" in page.inner_text("main")
        after = int(grip(page, "Evaluation").get_attribute("aria-valuenow"))
        assert after > before and page.evaluate("document.activeElement.getAttribute('role')") == "slider"
        assert page.locator("select[name^='step~']").first.input_value() == "evaluation"

    def test_a_bar_is_pulled_as_a_whole(self, windows) -> None:
        page = planner(windows.of("priya"))
        row = page.locator("tr[data-move=evaluation]")
        first = row.get_attribute("data-first")
        pull(page, row.locator("svg > rect").first, 60)
        assert row.get_attribute("data-first") > first

    def test_a_day_that_breaks_a_rule_is_put_back_with_the_section(self, windows) -> None:
        page = planner(windows.of("priya"))
        tendering = grip(page, "Tenders open")
        before = tendering.get_attribute("aria-valuenow")
        tendering.focus()
        page.keyboard.press("PageDown")
        assert tendering.get_attribute("aria-valuenow") == str(int(before) - 7)
        page.keyboard.press("Escape")
        assert tendering.get_attribute("aria-valuenow") == before
        page.keyboard.press("PageDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        said = page.locator(".govuk-error-summary").inner_text()
        assert "Tenders open cannot end on" in said and "PA 2023 s.54(4)" in said
        assert grip(page, "Tenders open").get_attribute("aria-valuenow") == before

    def test_its_page_is_without_fault_at_every_width(self, windows) -> None:
        window = windows.of("priya")
        page = planner(window)
        assert page.get_by_role("slider").count() > 5
        assert window.faults_at(WIDE, NARROW) == []

    def test_without_script_the_same_day_is_typed(self, windows) -> None:
        page = planner(windows.of("priya", script=False))
        assert page.get_by_role("slider").count() == 0 and not page.locator("#plan-how").is_visible()
        page.locator("select[name='step~0']").select_option("tendering")
        for part, text in (("day", "2"), ("month", "12"), ("year", "2026")):
            page.locator(f"[name='on~0-{part}']").fill(text)
        page.get_by_role("button", name="Try these dates").click()
        said = page.locator(".govuk-error-summary").inner_text()
        assert "Tenders open cannot end on 2 December 2026" in said and "PA 2023 s.54(4)" in said
