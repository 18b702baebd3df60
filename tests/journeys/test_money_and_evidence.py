"""Finance asks what was really spent; the procurement lead asks why a row of the strategy stands where it stands."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.journeys.browsing import NARROW, PHONE, WIDE

pytestmark = pytest.mark.browser
HEADINGS = "Supplier name,Payment date,Transaction number,Net amount,Expenditure category"
WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


def ledger(number: int) -> tuple[dict[str, Any], str]:
    """Give a ledger file with one large payment to a firm that nobody knows, and that firm's name."""
    firm = f"Quillon {'Reach' if number else 'Wharf'} Ltd"
    rows = [
        f'{firm},0{number + 2}/11/2026,Q{number}-1,"9,870,000.00",Building works',
        f"Meridian FM plc,0{number + 2}/11/2026,Q{number}-2,1250.00,Building works",
    ]
    body = "\n".join([HEADINGS, *rows, ',,Grand Total,"9,871,250.00",']) + "\n"
    return {"name": f"november-{number}.csv", "mimeType": "text/csv", "buffer": body.encode()}, firm


def loaded(window: Any, file: dict[str, Any], *, check: bool) -> None:
    """Choose a file, and wait on the page of the work until it has ended."""
    page = window.page
    window.open("/spend/loads/new/")
    page.locator("main input[type=file]").set_input_files(file)
    page.get_by_label("Only check them and load nothing" if check else "Load them").check()
    page.get_by_role("button", name="Go on").click()
    assert "/jobs/" in page.url
    for _ in range(60):
        if page.get_by_role("link", name="See the result").count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(window.text())


def not_known(window: Any) -> int:
    """Give the pounds of one month that the spend page says went to suppliers not known."""
    window.open("/spend/")
    link = window.page.locator("a[href='/spend/lines/?month=202611&footing=unmatched']")
    return int(link.inner_text().removeprefix("£").replace(",", "")) if link.count() else 0


@pytest.fixture(scope="module", autouse=True)
def engine_is_warm(windows) -> None:
    """Ask for the spend page once: a server that has just started must first read in what answers its questions."""
    window = windows.of("helen")
    window.context.request.get(window.demo.at("staff", "/spend/"), timeout=120_000)


class TestWhatWasReallySpent:
    @WITH_AND_WITHOUT
    def test_a_ledger_is_checked_loaded_followed_to_its_lines_matched_and_undone(self, windows, script: bool) -> None:
        window = windows.of("helen", script=script)
        page = window.page
        file, firm = ledger(int(script))
        before = not_known(window)
        loaded(window, file, check=True)
        assert "Nothing was loaded" in window.text() and "£9,871,250.00" in window.text()
        assert not_known(window) == before
        loaded(window, file, check=False)
        page.get_by_role("link", name="See the result").click()
        load = page.url
        assert "2, £9,871,250.00" in window.text()
        assert not_known(window) == before + 9_870_000
        # Two clicks: from the figure to its lines, and from a line to its row as the file has it.
        page.locator("a[href='/spend/lines/?month=202611&footing=unmatched']").click()
        assert page.url.split("?")[0].endswith("/spend/lines/") and firm in window.text()
        page.get_by_role("row").filter(has_text=firm).get_by_role("link").first.click()
        assert file["name"] in window.text() and "9,870,000.00" in window.text()
        self.match_by_keyboard(window, firm)
        assert not_known(window) == before
        window.open(load.removeprefix(window.demo.at("staff", "")))
        page.get_by_role("link", name="Undo this load").click()
        page.get_by_label("Reason").fill("Tried out")
        page.locator("main form[method=post] button:not([type=button])").first.click()
        assert "Undone" in window.text()
        window.open("/spend/lines/?month=202611")
        assert firm not in window.text()

    def match_by_keyboard(self, window: Any, firm: str) -> None:
        """Clear the largest payee of the queue without a mouse: arrows, Tab, letters and Enter."""
        page = window.page
        window.open("/spend/unmatched/first/")
        assert firm in window.text()
        for _ in range(12):
            if page.evaluate("document.activeElement.value") == "another":
                break
            page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.value") == "another"
        page.keyboard.press("Tab")
        page.keyboard.type("Meridian FM plc")
        page.keyboard.press("Enter")
        page.get_by_text(f"{firm}: Meridian FM plc.").first.wait_for()

    def test_no_page_of_it_has_a_fault_at_any_width(self, windows) -> None:
        window = windows.of("helen")
        for path in ("/spend/", "/spend/lines/", "/spend/unmatched/", "/spend/no-contract/", "/spend/loads/new/"):
            window.open(path)
            assert window.faults_at(WIDE, PHONE, NARROW) == [], path


def complete(window: Any) -> tuple[int, int]:
    """Give how many contracts in force have every required fact, and how many there are, as the row says."""
    found = re.search(r"every required fact: at least 85% [\d.]+% \((\d+) of (\d+)\)", window.text())
    assert found, window.text()
    return int(found[1]), int(found[2])


class TestWhereTheStrategyStands:
    @WITH_AND_WITHOUT
    def test_three_records_are_mended_and_the_figure_moves(self, windows, script: bool) -> None:
        window = windows.of("morag", script=script)
        page = window.page
        window.open("/strategy/plan/")
        page.locator("a[href='/strategy/plan/3.8-1/']").first.click()
        for words in ("Computed today", "Held over two month ends", "Claimed", "Target", "What would raise"):
            assert words in window.text()
        before, whole = complete(window)
        for step in range(3):
            window.open("/strategy/plan/3.8-1/")
            page.locator("a[href*='fails=MC-1.complete']").first.click()
            self.open_one_that_nobody_looks_after(window)
            page.get_by_role("link", name="Record it").click()
            page.get_by_label("Person who takes it over").select_option(label="Priya Shah")
            page.get_by_label("Reason").fill("Nobody looked after it")
            page.locator("main form[method=post] button:not([type=button])").first.click()
            window.open("/strategy/plan/3.8-1/")
            assert complete(window) == (before + step + 1, whole)

    def open_one_that_nobody_looks_after(self, window: Any) -> None:
        """Open the first contract of the list that lacks an owner or a manager and nothing else."""
        links = window.page.locator("main table a[href^='/contracts/CON-']")
        for path in links.evaluate_all("links => links.map(one => one.getAttribute('href'))"):
            window.open(path)
            gap = window.page.get_by_role("link", name=re.compile("Record it ?: contract (owner|manager)"))
            if "1 required fact not recorded" in window.text() and gap.count():
                return
        raise AssertionError("Every contract has an owner and a manager")

    def test_no_page_of_it_has_a_fault_at_any_width(self, windows) -> None:
        window = windows.of("morag")
        paths = (
            "/strategy/plan/3.8-1/",
            "/maturity/capabilities/MC-1/",
            "/maturity/history/",
            "/maturity/rounds/2026/",
        )
        for path in paths:
            window.open(path)
            assert window.faults_at(WIDE, PHONE, NARROW) == [], path
