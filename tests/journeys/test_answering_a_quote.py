"""A supplier answers a quote from a phone, with and without script, and reads what is public about it."""

from __future__ import annotations

import json
import re

import pytest

from tests.journeys.browsing import NARROW, WIDE, Window, Windows

pytestmark = pytest.mark.browser
PHONE = 360
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
QUOTE = "QTE-2026-0008"


def press(window: Window, name: str) -> None:
    """Press a button, which must lead on without a complaint."""
    window.page.get_by_role("button", name=name, exact=True).first.click()
    window.page.wait_for_load_state("load")
    assert not window.page.locator(".govuk-error-summary").count(), window.text()


def faultless(window: Window, script: bool) -> None:
    """See that axe, the console and the width find nothing; without script there is nobody to ask."""
    if script:
        assert window.faults_at(PHONE, NARROW, WIDE) == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_list_to_the_receipt_and_back(windows: Windows, script: bool) -> None:
    window = windows.new("bartosz", "supplier", script=script)
    page = window.page
    window.open("/", PHONE)
    page.get_by_role("link", name="Repair of cycle stands", exact=True).click()
    assert "Closes midday, Wednesday 9 December 2026 (UK time)" in window.text() and "12:00:00 is late" in window.text()
    faultless(window, script)
    page.get_by_role("link", name="Go on with your bid").click()
    bid = page.url
    faultless(window, script)
    page.goto(f"{bid}q/1/")
    faultless(window, script)
    page.fill("main [name=text]", "12,400")
    press(window, "Save and go on")
    page.wait_for_url("**/q/2/")
    assert script or "Nobody can read your price now, you included" in window.text()
    page.fill("main [name=text]", "Two of us, four days.")
    faultless(window, script)
    press(window, "Save and go on")
    page.check("main [name=is_declared]")
    press(window, "Save and go on")
    faultless(window, script)
    page.set_input_files("main [name=files]", {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_role("button", name="Send and seal").click()
    if script:
        page.wait_for_url(bid)
        page.goto(f"{bid}q/4/")
    page.get_by_role("button", name="Take out").first.wait_for()
    how = "Sealed in the bidder's browser" if script else "plan.pdf"
    assert how in window.text(), window.text()
    page.goto(bid)
    assert "4 of 4 tasks" in window.text()
    page.get_by_role("link", name="Check and submit").first.click()
    faultless(window, script)
    page.check("main [name=is_true]")
    press(window, "Submit bid")
    assert "Bid submitted" in window.text() and "Save it now, in this browser" in window.text()
    faultless(window, script)
    with page.expect_download() as saved:
        page.get_by_role("button" if script else "link", name="Save the receipt file").click()
    told = json.loads(saved.value.path().read_text())
    assert told["receipt"] and told["signature"] and len(told["answers"]) + len(told["files"]) >= 4
    page.goto(bid)
    assert "Submitted" in window.text() and "Not submitted" not in window.text()
    page.get_by_role("link", name="Take your bid back").click()
    faultless(window, script)
    page.fill("main [name=reason]", "The price was wrong.")
    press(window, "Take it back")
    assert "Nothing of it will be opened unless you submit again" in window.text()


def test_the_countdown_counts_by_our_clock(windows: Windows) -> None:
    window = windows.of("bartosz", "supplier")
    window.open(f"/quotes/{QUOTE}/", PHONE)
    assert re.fullmatch(r"\d+ days( \d+ hours?)?", window.page.inner_text("[data-hub-left]"))
    before = window.page.inner_text("[data-hub-clock]")
    window.page.wait_for_function("text => document.querySelector('[data-hub-clock]').textContent !== text", arg=before)


@pytest.mark.parametrize("path", ["ask/", "will-you-answer/"])
def test_forms_about_a_quote_have_no_fault(windows: Windows, path: str) -> None:
    window = windows.of("raj", "supplier")
    assert window.open(f"/quotes/{QUOTE}/{path}", PHONE).status == 200
    assert window.faults_at(PHONE, NARROW, WIDE) == []


@pytest.mark.parametrize("site", ["supplier", "public"])
@pytest.mark.parametrize("path", ["/sealed-bids/", "/in-time/", "/receipts/"])
def test_the_plain_words_have_no_fault(windows: Windows, site: str, path: str) -> None:
    window = windows.of("", site)
    assert window.open(path, PHONE).status == 200
    assert window.faults_at(PHONE, NARROW, WIDE) == []
