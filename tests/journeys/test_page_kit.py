"""The page kit in a real browser: accessible in every state, steady at every width, silent in the console."""

import pytest

from tests.journeys.browsing import AXE, STANDARDS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTICES = ["help", "accessibility", "privacy", "cookies", "contact"]


@pytest.fixture
def site(live_server, settings):
    settings.HUB_KIT = True
    return live_server.url


def opened(chromium, url, width):
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return page


def faults(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", STANDARDS)
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


@pytest.mark.parametrize("width", [1366, 320])
class TestKit:
    def test_has_no_known_fault(self, chromium, site, width):
        page = opened(chromium, f"{site}/kit/", width)
        assert faults(page) == []

    def test_has_no_known_fault_with_everything_unfolded(self, chromium, site, width):
        page = opened(chromium, f"{site}/kit/", width)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert faults(page) == []

    def test_does_not_scroll_sideways(self, chromium, site, width):
        page = opened(chromium, f"{site}/kit/", width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_says_nothing_in_the_console_under_the_content_policy(self, chromium, site, width):
        page = opened(chromium, f"{site}/kit/", width)
        assert page.said == []
        assert "govuk-frontend-supported" in page.get_attribute("body", "class")


class TestKitByKeyboard:
    def test_an_error_link_leads_to_the_wrong_part_of_a_date(self, chromium, site):
        page = opened(chromium, f"{site}/kit/", 1366)
        page.click("text=End date must include a year")
        assert page.evaluate("document.activeElement.id") == "id_kit-ends-year"

    def test_the_first_tab_reaches_the_skip_link(self, chromium, site):
        page = opened(chromium, f"{site}/help/", 1366)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"


@pytest.mark.parametrize("name", NOTICES)
class TestNotices:
    def test_are_accessible_at_phone_width(self, chromium, site, name):
        page = opened(chromium, f"{site}/{name}/", 320)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
