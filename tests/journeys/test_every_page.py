"""Every page of the three sites in a real browser: no known fault, a silent console, no scrolling sideways.

The list comes from ``hub pages``, so a page that is added is looked at without anybody thinking of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.browsing import NARROW, OFFSETS, WIDE, Window

pytestmark = pytest.mark.browser

FAVOURITES = ["aisha", "morag", "sam", "naomi", "olivia"]
VARYING = re.compile(r"/(\d+|[0-9a-f]{16,}|(?:[A-Z]+-)?[A-Z]+-\d{4}-\d+|[A-Z]{3})(?=/)")


def one_of_each(listed: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Give one address and one person for each shape of address."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for page in listed:
        key = (page["site"], VARYING.sub("/…", page["path"]))
        person = next((who for who in FAVOURITES if who in page["as"]), next(iter(page["as"]), ""))
        found.setdefault(key, (page["site"], page["path"], person))
    return list(found.values())


@pytest.fixture(scope="module")
def listed(demo):
    """Ask the Hub once which pages it has."""
    return one_of_each(demo.told("pages"))


# The staff site has ten times the pages of the others; in parts, several processes share them.
PARTS = [(site, part, 8 if site == "staff" else 1) for site in OFFSETS for part in range(8 if site == "staff" else 1)]


class TestEveryPage:
    @pytest.mark.parametrize(("site", "part", "parts"), PARTS)
    def test_has_no_known_fault_wide_and_narrow(self, windows, listed, site, part, parts):
        faults, seen = [], 0
        for _, path, person in [page for page in listed if page[0] == site][part::parts]:
            window: Window = windows.of(person, site)
            # A file or a data feed is no page; the browser would offer to save it.
            kind = window.context.request.get(window.demo.at(site, path)).headers["content-type"]
            if not kind.startswith("text/html"):
                continue
            answer = window.open(path)
            if answer.status != 200:
                faults.append(f"{path} as {person}: {answer.status}")
            faults += [f"{path} as {person}: {fault}" for fault in window.faults_at(WIDE, NARROW)]
            seen += 1
        assert not faults, "\n".join(faults)
        assert seen > 10

    @pytest.mark.parametrize("site", OFFSETS)
    def test_that_is_missing_is_explained_without_a_fault(self, windows, site):
        window = windows.of("", site)
        assert window.open("/nothing-is-here/").status == 404
        assert window.faults_at(WIDE, NARROW) == []

    def test_out_of_reach_looks_like_a_missing_one(self, windows):
        window = windows.of("jo")
        assert window.open("/contracts/CON-2024-0017/").status == 404
        assert window.faults_at(WIDE, NARROW) == []


# The first button that saves the form: not one that shows a password, adds a row or finds something.
BUTTON = "main form[method=post] button:not([type=button], [name=row], [name=find], [aria-hidden])"
CONTRACT = "/contracts/CON-2025-0031/"
EMPTY_FORMS = [
    ("staff", "", "/sign-in/password/"),
    ("staff", "", "/sign-in/forgotten/"),
    ("supplier", "", "/sign-in/password/"),
    ("staff", "aisha", "/account/password/"),
    ("staff", "aisha", "/contracts/new/"),
    ("staff", "aisha", f"{CONTRACT}options/"),
    ("staff", "aisha", f"{CONTRACT}lots/"),
    ("staff", "aisha", f"{CONTRACT}suppliers/"),
    ("staff", "aisha", f"{CONTRACT}suspend/"),
    ("staff", "aisha", f"{CONTRACT}transfer/"),
    ("staff", "aisha", f"{CONTRACT}partners/"),
    ("staff", "aisha", f"{CONTRACT}correct/about/"),
    ("staff", "aisha", "/contracts/import/"),
    ("staff", "aisha", "/suppliers/new/"),
    ("staff", "morag", "/suppliers/duplicates/{pair}/"),
    ("staff", "morag", "/redactions/new/CON-2025-0031/"),
    ("staff", "sam", "/people/new/"),
]


class TestFormsSentEmpty:
    @pytest.mark.parametrize(("site", "person", "path"), EMPTY_FORMS)
    def test_say_what_is_wrong_without_a_fault(self, windows, listed, site, person, path):
        window = windows.of(person, site)
        pair = next(page[1] for page in listed if re.fullmatch(r"/suppliers/duplicates/\d+/", page[1]))
        window.open(path.replace("/suppliers/duplicates/{pair}/", pair))
        page = window.page
        for name in page.locator("main form[method=post] input[type=text]").all():
            name.fill("")
        with page.expect_navigation():
            page.locator(BUTTON).first.click()
        assert page.locator(".govuk-error-summary").count() == 1
        assert page.title().startswith("Error: ")
        assert window.faults_at(WIDE, NARROW) == []

    def test_move_the_focus_to_the_summary(self, windows):
        window = windows.of("aisha")
        window.open("/contracts/new/")
        with window.page.expect_navigation():
            window.page.locator(BUTTON).first.click()
        assert "govuk-error-summary" in window.page.evaluate("document.activeElement.className")


def swapped(window: Window, act: Callable[[Any], None]) -> None:
    """Do something that swaps the register, and wait until it is there without a new page."""
    page = window.page
    page.evaluate("document.body.dataset.same = 'yes'")
    with page.expect_response(lambda answer: "/contracts/" in answer.url and answer.status == 200):
        act(page)
    # Not by a function of the page: the content policy forbids to evaluate one.
    page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(state="detached")
    assert page.evaluate("document.body.dataset.same") == "yes", "the whole page was loaded anew"


class TestSwappedRegister:
    @pytest.mark.parametrize(
        "act",
        [
            lambda page: page.locator(".hub-facets a").first.click(),
            lambda page: page.locator("#sort-title, thead a").first.click(),
            lambda page: page.locator("#page-next").click(),
            lambda page: (page.locator("main #q").fill("cleaning"), page.locator("main #q").press("Enter")),
            lambda page: (page.locator("main #q").fill("zzzzqq"), page.locator("main #q").press("Enter")),
            lambda page: page.locator("#density").click(),
        ],
        ids=["narrowed", "sorted", "paged", "searched", "without result", "taller"],
    )
    def test_has_no_known_fault_when(self, windows, act):
        window = windows.of("aisha")
        window.open("/contracts/")
        swapped(window, act)
        assert window.faults_at(WIDE, NARROW) == []

    def test_gives_the_address_of_what_is_shown(self, windows):
        window = windows.of("aisha")
        window.open("/contracts/")
        swapped(window, lambda page: page.locator(".hub-facets a").first.click())
        shown = window.page.locator(".hub-chips li").first.inner_text()
        window.page.reload()
        assert window.page.locator(".hub-chips li").first.inner_text() == shown
        assert "?" in window.page.url


class TestDark:
    """Colours that somebody chose are as readable as ours: every contrast on a dark page passes."""

    PAGES = (
        "/",
        "/contracts/",
        CONTRACT,
        f"{CONTRACT}timeline/",
        f"{CONTRACT}suppliers/",
        "/alerts/",
        "/kit/",
        "/account/",
    )

    def test_every_contrast_passes_on_dark(self, windows):
        window = windows.new("helen")
        window.open("/account/")
        window.page.check("input[name=theme][value=dark]")
        with window.page.expect_navigation():
            window.page.locator("form:has(input[name=theme]) .hub-btn--go").first.click()
        faults = {}
        for path in self.PAGES:
            window.open(path)
            assert window.page.evaluate("document.documentElement.dataset.theme") == "dark"
            assert window.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 29)"
            faults[path] = window.faults()
        assert faults == {path: [] for path in self.PAGES}
