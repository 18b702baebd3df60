"""What people do on their first day, each told as a journey through the served demo."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.browsing import TABLET, WIDE, Window

pytestmark = pytest.mark.browser

WORKER_WITHIN = 60_000
BATCH = re.compile(r"/contracts/import/\d+/$")
HEADINGS = ["Title", "Supplier", "Start date", "End date", "Value ex VAT"]
GOOD = ["Kerb weeding", "Verge & Co Ltd", "01/04/2026", "31/03/2028", "52000"]
BAD = ["Gully emptying", "Verge & Co Ltd", "31/02/2026", "31/03/2028", "61000"]


def table(*rows: list[str]) -> bytes:
    """Write a list as people keep one."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def upload(window: Window, file: Any) -> Any:
    """Upload a list, accept the matching of its columns and wait for the preview."""
    window.open("/contracts/import/")
    page = window.page
    page.locator("main input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    if page.url.endswith("/columns/"):
        page.locator("main form[method=post] button").first.click()
    return settled(page)


def settled(page: Any) -> Any:
    """Wait until the worker has checked or loaded the list; the page asks by itself."""
    page.wait_for_url(BATCH)
    page.locator("main .hub-summary, main dl").first.wait_for(timeout=WORKER_WITHIN)
    return page


def load(page: Any) -> None:
    """Press the button under the preview and wait until the list is loaded."""
    page.locator("main form[method=post] button").first.click()
    page.get_by_role("link", name="Undo this load").wait_for(timeout=WORKER_WITHIN)


def counted(page: Any) -> dict[str, str]:
    """Give the figures of a load by their names."""
    names, values = page.locator("main dl dt").all_inner_texts(), page.locator("main dl dd").all_inner_texts()
    return dict(zip((name.strip() for name in names), (value.strip() for value in values), strict=False))


def lots_on_the_timeline(window):
    """Count the lots that the timeline tells of; the banner of an act may stand above it and does not count."""
    window.open("/contracts/CON-2025-0019/timeline/")
    return " ".join(window.page.locator("main ol.hub-timeline").all_inner_texts()).count("Changed the lots")


class TestContractManager:
    def test_finds_a_contract_by_half_remembered_words(self, windows):
        window = windows.of("aisha")
        window.open("/")
        window.page.locator("header input[name=q]").fill("nesting birds")
        window.page.locator("header input[name=q]").press("Enter")
        window.page.locator("main").get_by_role("link", name="Grounds maintenance").first.click()
        assert window.page.url.endswith("/contracts/CON-2025-0031/")
        assert "Decide whether to use extension 1 of 2" in window.text()

    def test_acknowledges_an_alert(self, windows):
        window = windows.of("aisha")
        window.open("/alerts/?view=all&status=open")
        page = window.page
        open_alert = page.locator("main tbody tr a").first
        title = open_alert.inner_text()
        open_alert.click()
        address = page.url
        page.locator("main a[href$='/acknowledge/']").click()
        page.locator("main form[method=post] button").first.click()
        page.goto(address)
        assert title in window.text()
        assert "Seen" in window.text()
        assert page.locator("main a[href$='/acknowledge/']").count() == 0
        assert window.faults_at(WIDE, TABLET, 320) == []

    def test_exports_a_filtered_list_to_excel_and_loads_it_back_unchanged(self, windows, tmp_path):
        window = windows.of("aisha")
        window.open("/contracts/?tier=gold")
        page = window.page
        shown = int(re.sub(r"\D", "", page.locator(".hub-chips li").first.inner_text()))
        page.locator("summary", has_text="Export").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Excel, to edit and send back").click()
        file = tmp_path / "contracts.xlsx"
        download.value.save_as(file)
        upload(window, file)
        assert "Nothing to load: the register says the same already." in window.text()
        figures = counted(page)
        assert figures["The same as before, left alone"] == str(shown)
        assert (figures["New"], figures["Changed"]) == ("0", "0")
        assert window.faults_at(WIDE, 320) == []

    def test_pressing_the_button_twice_acts_once(self, windows):
        window = windows.of("aisha")
        before = lots_on_the_timeline(window)
        window.open("/contracts/CON-2025-0019/lots/")
        page = window.page
        page.locator("main [name='number~0']").fill("3")
        page.locator("main [name='title~0']").fill("Overnight charging")
        page.locator("main [name=reason]").fill("As advertised")
        with page.expect_navigation():
            page.locator("main form[method=post] .hub-btn--go").dblclick()
        page.wait_for_load_state()
        assert lots_on_the_timeline(window) == before + 1


class TestProcurementLead:
    @pytest.mark.shared
    def test_loads_the_real_registers(self, windows, shared):
        window = windows.of("morag")
        files = sorted(Path(shared, "data/contracts").glob("*.json"))
        assert files
        for file in files:
            page = upload(window, file)
            figures = counted(page)
            assert int(figures["New"].replace(",", "")) > 0, (file.name, figures)
            assert window.faults_at(WIDE, 320) == []
            if page.get_by_label(re.compile("Load the .* good row")).count():
                page.get_by_label(re.compile("Load the .* good row")).check()
            load(page)
            assert counted(page)["New"] == figures["New"]

    def test_mends_the_rows_that_were_left_out(self, windows):
        window = windows.of("morag")
        file = {"name": "works.csv", "mimeType": "text/csv", "buffer": table(HEADINGS, GOOD, BAD)}
        page = upload(window, file)
        assert "31/02/2026" in window.text()
        assert window.faults_at(WIDE, 320) == []
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        page.locator("main form[method=post] button").first.click()
        assert page.locator(".govuk-error-summary").count() == 1
        assert window.faults_at(WIDE, 320) == []
        page.get_by_label(re.compile("Load the 1 good row")).check()
        load(page)
        left_out = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert "Gully emptying" in left_out
        mended = left_out.replace("31/02/2026", "28/02/2026").encode()
        page = upload(window, {"name": "mended.csv", "mimeType": "text/csv", "buffer": mended})
        load(page)
        assert counted(page)["New"] == "1"
        window.open("/contracts/?q=gully")
        assert "Gully emptying" in window.text()

    def test_merges_two_duplicate_suppliers_and_undoes_the_merge(self, windows):
        window = windows.of("morag")
        window.open("/suppliers/duplicates/")
        page = window.page
        row = page.locator("main tbody tr").first
        first, second = row.locator("th").inner_text(), row.locator("td").first.inner_text()
        row.locator("a").click()
        page.get_by_label(re.compile(f"^Yes. Keep {re.escape(first)} ")).check()
        reason = page.locator("main textarea")
        if reason.count():
            reason.fill("The same firm")
        page.get_by_role("button", name="Decide").click()
        page.wait_for_load_state()
        window.open(f"/suppliers/?q={first}")
        page.locator("main tbody a").first.click()
        assert second in window.text()
        page.get_by_role("link", name=f"Undo the merge of {second}").click()
        page.locator("main textarea").fill("Two firms after all")
        page.locator("main form[method=post] button").first.click()
        page.wait_for_load_state()
        window.open(f"/suppliers/?q={second}")
        assert second in page.locator("main tbody").inner_text()


class TestAuditor:
    def test_verifies_the_chain(self, windows):
        window = windows.of("naomi")
        window.open("/audit/verify/")
        window.page.get_by_role("button", name="Check now").click()
        window.page.get_by_role("status").filter(has_text="The chain is whole.").wait_for()
        assert window.faults_at(WIDE, 320) == []


class TestJournalist:
    def test_finds_all_contracts_with_one_supplier_and_downloads_them_without_signing_in(self, windows):
        window = windows.of("", "public")
        window.open("/")
        page = window.page
        page.locator("main input[name=q]").first.fill("meridian")
        page.locator("main input[name=q]").first.press("Enter")
        page.get_by_role("link", name="See the supplier page").click()
        assert "Meridian FM plc" in page.inner_text("h1")
        page.locator("summary", has_text="Export").click()
        with page.expect_download() as download:
            page.locator("main a[href*='export.csv']").first.click()
        rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
        assert len(rows) > 2
        assert "CON-2025-0031" in str(rows)
        assert all("Meridian" in str(row) for row in rows)


class TestExtension:
    def test_is_asked_for_approved_by_two_people_and_used(self, windows):
        aisha = windows.of("aisha")
        aisha.open("/contracts/CON-2025-0031/")
        aisha.page.locator(".hub-next").get_by_role("link", name="Ask for approval").click()
        aisha.page.locator("main form[method=post] button").first.click()
        aisha.page.wait_for_url(re.compile(r"/approvals/\d+/|/contracts/"))
        for person in ("morag", "helen"):
            approve(windows.of(person))
        aisha.open("/contracts/CON-2025-0031/extend/")
        form = aisha.page.locator("main form[method=post]")
        for area in form.locator("textarea").all():
            area.fill("It performs well")
        form.locator("button").first.click()
        aisha.page.wait_for_url(re.compile(r"/contracts/CON-2025-0031/$"))
        assert "31 August 2028" in aisha.text()


def approve(window: Window) -> None:
    """Approve what waits for this person about the grounds contract."""
    window.open("/approvals/")
    window.page.locator("main a", has_text=re.compile("Grounds maintenance|CON-2025-0031")).first.click()
    if not window.page.url.rstrip("/").split("/")[-1].isdigit():
        raise AssertionError(f"no approval at {window.page.url}")
    window.page.locator("main a[href$='/approve/']").first.click()
    window.page.locator("main form[method=post] button").first.click()
    window.page.wait_for_load_state()
