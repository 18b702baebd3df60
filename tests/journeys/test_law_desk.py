"""The law desk as people use it: ask, put a wrong fact right, read the answer, file it; with script and without."""

from __future__ import annotations

import pytest

from tests.journeys.browsing import NARROW, WIDE

pytestmark = pytest.mark.browser
WRONG = "/law/threshold/?on=2026-01-01&kind=services&value_inc_vat=-5"
ASKED = "/law/threshold/?on=2026-01-01&kind=services&value_inc_vat=207720"
CHANGE = (
    "/law/modification/?regime=PA23&kind=services&light_touch=no&value_inc_vat=1000000&starts_on=2026-01-01"
    "&ends_on=2027-12-31&previous.rows=0&previous.0.ground=P1&previous.0.value_delta_inc_vat=1000"
    "&previous.0.term_delta_days=0&ground=P1&value_delta_inc_vat=1000&term_delta_days=0&changed_on=2026-12-01"
)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
class TestTheLawDesk:
    def test_a_wrong_fact_is_put_right_and_the_answer_is_filed(self, windows, script: bool) -> None:
        window = windows.of("priya", script=script)
        window.open("/law/?about=CON-2025-0031")
        page = window.page
        page.get_by_role("link", name="Does this contract reach the threshold?").first.click()
        page.get_by_label("Day").fill("1")
        page.get_by_label("Month").fill("january")
        page.get_by_label("Year").fill("2026")
        page.get_by_label("Services", exact=True).check()
        page.get_by_role("textbox", name="value").fill("about a million")
        page.get_by_role("button", name="Answer").last.click()
        assert "There is a problem" in window.text()
        assert page.get_by_role("textbox", name="value").input_value() == "about a million"
        page.get_by_role("textbox", name="value").fill("£1,000,000")
        # Enter asks, and presses no other button of the form.
        page.get_by_role("textbox", name="value").press("Enter")
        assert "£207,720" in window.text() and "Thursday 1 January 2026" in window.text()
        page.get_by_role("link", name="Save this answer to a record").click()
        assert page.locator("input[name=record]").input_value() == "CON-2025-0031"
        page.get_by_role("button", name="Save it to the record").click()
        assert "The answer is filed under CON-2025-0031" in window.text()

    def test_earlier_changes_are_rows_that_are_added_and_taken_out(self, windows, script: bool) -> None:
        window = windows.of("", "public", script=script)
        window.open(CHANGE + "&fill=1")
        page = window.page
        page.get_by_role("button", name="Add another").click()
        assert page.locator("fieldset.hub-row").count() == 2
        assert page.locator("input[name='previous.0.value_delta_inc_vat']").input_value() == "1000"
        page.get_by_role("button", name="Remove").last.click()
        assert page.locator("fieldset.hub-row").count() == 1
        page.get_by_role("button", name="Answer").last.click()
        assert "This rests on" in window.text()


class TestItsPages:
    @pytest.mark.parametrize("path", ["/law/", "/law/modification/", WRONG, ASKED, CHANGE])
    def test_are_without_fault_for_everybody_at_every_width(self, windows, path: str) -> None:
        window = windows.of("", "public")
        window.open(path)
        assert window.faults_at(WIDE, NARROW) == []

    @pytest.mark.parametrize(
        "path", ["/law/changes/", "/law/changes/LAW-2026-0003/", "/settings/reference/bank_holidays/", "/settings/"]
    )
    def test_of_staff_are_without_fault_too(self, windows, path: str) -> None:
        window = windows.of("daniel")
        window.open(path)
        assert window.faults_at(WIDE, NARROW) == []
