"""A quick quote from nothing to letters that are sent, with and without script, within the presses allowed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.browsing import NARROW, WIDE

pytestmark = pytest.mark.browser

# experience.md, PO2: nine presses and six things typed. An address that the register lacks is one more of the latter.
MOST_PRESSES, MOST_TYPED = 9, 6
TYPED = {
    "title": "Handrails at the town hall",
    "description": "Two handrails of galvanised steel. Put up by the end of February.",
    "amount": "12,000",
    "place": "Eastmere",
}


class Hand:
    """Somebody who counts what they press and type."""

    def __init__(self, window: Any) -> None:
        self.window, self.page = window, window.page
        self.pressed = self.typed = 0

    def press(self, selector: str) -> None:
        self.page.click(selector)
        self.page.wait_for_load_state()
        self.pressed += 1

    def type(self, **words: str) -> None:
        for name, text in words.items():
            self.page.fill(f"[name='{name}']", text)
        self.typed += 1


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
class TestFourPages:
    def test_lead_from_new_to_sent(self, windows, script) -> None:
        window = windows.of("priya", script=script)
        hand, page = Hand(window), window.page
        window.open("/new/")
        hand.press("text=Quick quote")
        assert window.faults_at(WIDE, NARROW) == [] if script else True
        for name, text in TYPED.items():
            hand.type(**{name: text})
        hand.press("[name=contract_kind][value=services]")
        hand.type(**{"needed_on-day": "1", "needed_on-month": "3", "needed_on-year": "2027"})
        hand.press("button:has-text('Continue')")
        assert page.url.endswith("/choose-suppliers/"), window.text()
        assert "£12,000 ex VAT: 3 quotes, no advert" in window.text()
        assert page.locator("input[name^=pick_]:checked").count() == 3
        hand.press("button:has-text('Continue')")
        assert page.url.endswith("/ask/"), window.text()
        hand.press("button:has-text('Continue')")
        assert page.url.endswith("/invite/"), window.text()
        assert "Quote for Handrails at the town hall by midday" in window.text()
        hand.press("button:has-text('Send to 3 suppliers')")
        assert "Sent to 3 suppliers" in window.text()
        assert hand.pressed <= MOST_PRESSES and hand.typed <= MOST_TYPED, (hand.pressed, hand.typed)
        assert window.open("/quotes/").status == 200 and "Handrails at the town hall" in window.text()


class TestPages:
    @pytest.mark.parametrize("number", range(1, 9))
    def test_of_each_state_have_no_fault(self, windows, number) -> None:
        window = windows.of("priya")
        assert window.open(f"/quotes/QTE-2026-{number:04d}/").status == 200
        assert window.faults_at(WIDE, NARROW) == []

    @pytest.mark.parametrize("act", ["choose-suppliers", "draw", "ask", "invite"])
    def test_of_a_draft_have_no_fault(self, windows, act) -> None:
        window = windows.of("priya")
        assert window.open(f"/quotes/QTE-2026-0007/{act}/").status == 200
        assert window.faults_at(WIDE, NARROW) == []

    @pytest.mark.parametrize("act", ["extend", "answer", "resend", "withdraw"])
    def test_of_an_open_quote_have_no_fault(self, windows, act) -> None:
        window = windows.of("priya")
        assert window.open(f"/quotes/QTE-2026-0005/{act}/").status == 200
        assert window.faults_at(WIDE, NARROW) == []
