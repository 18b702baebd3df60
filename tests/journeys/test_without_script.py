"""The Hub where no script runs: everything still works, a page at a time."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

LIST = "Title,Supplier,Start date,End date,Value ex VAT\nScriptless lamps,Lumen Works Ltd,01/04/2026,31/03/2028,48000\n"


class TestWithoutScript:
    def test_the_way_to_sign_in_is_shown_and_a_wrong_password_explained(self, windows):
        window = windows.of("", script=False)
        window.open("/sign-in/password/")
        page = window.page
        page.locator("main input[type=email], main input[name=login]").first.fill("nobody@example.org")
        page.locator("main input[type=password]").fill("not the password")
        page.locator("main form[method=post] button:not([type=button])").first.click()
        assert page.locator(".govuk-error-summary").count() == 1

    def test_demo_signs_in_by_a_plain_form(self, windows):
        window = windows.new("", script=False)
        window.open("/demo/")
        window.page.get_by_role("button", name="Aisha Rahman").first.click()
        assert "My work" in window.text()
        window.context.close()

    def test_register_is_narrowed_sorted_and_paged(self, windows):
        window = windows.of("aisha", script=False)
        window.open("/contracts/")
        page = window.page
        everything = page.locator(".hub-chips li").first.inner_text()
        page.locator(".hub-facets a").first.click()
        assert page.locator(".hub-chips li").first.inner_text() != everything
        window.open("/contracts/")
        page.locator("#sort-title").click()
        assert page.locator("th[aria-sort]").count() == 1
        page.locator("#page-next").click()
        assert "page=2" in page.url

    def test_search_finds_half_remembered_words(self, windows):
        window = windows.of("aisha", script=False)
        window.open("/")
        page = window.page
        page.locator("header input[name=q]").fill("nesting birds")
        page.locator("header input[name=q]").press("Enter")
        assert "Grounds maintenance" in window.text()

    def test_act_is_performed_and_confirmed(self, windows):
        window = windows.of("aisha", script=False)
        window.open("/contracts/CON-2025-0012/confirm/")
        window.page.locator("main form[method=post] button:not([type=button])").first.click()
        assert window.page.url.endswith("/contracts/CON-2025-0012/")
        window.open("/contracts/CON-2025-0012/timeline/")
        assert "Confirmed that the record is right" in window.text()

    def test_list_is_uploaded_and_shown_before_it_is_loaded(self, windows):
        window = windows.of("morag", script=False)
        window.open("/contracts/import/")
        page = window.page
        file = {"name": "lamps.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
        page.locator("main input[type=file]").set_input_files(file)
        page.get_by_role("button", name="Upload").click()
        assert page.url.endswith("/columns/")
        page.locator("main form[method=post] button:not([type=button])").first.click()
        for _ in range(40):
            if "1 contract would be new" in window.text():
                break
            page.wait_for_timeout(500)
            page.reload()
        assert "1 contract would be new" in window.text()
