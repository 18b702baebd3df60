"""The Hub without a mouse: everything is reached, seen where it is, and in an order that makes sense."""

from __future__ import annotations

import pytest

from tests.journeys.browsing import WIDE

pytestmark = pytest.mark.browser

# What a person sees of the focus: an outline, a shadow or a change of the background.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const look = () => { const s = getComputedStyle(one); return [s.outlineStyle !== 'none' && s.outlineWidth !== '0px'
    ? s.outlineColor : '', s.boxShadow, s.backgroundColor, s.borderColor, s.color].join('|'); };
  const label = one.closest('.govuk-radios__item, .govuk-checkboxes__item')?.querySelector('label');
  const mark = () => label
    ? getComputedStyle(label, '::before').boxShadow + getComputedStyle(label, '::before').outline : '';
  const during = look() + mark();
  const name = one.tagName + ' ' + (one.id || one.name || one.getAttribute('href') || one.innerText.slice(0, 40));
  one.blur();
  const after = look() + mark();
  one.focus({preventScroll: true, focusVisible: true});
  return {name, differs: during !== after, top: box.top, bottom: box.bottom, width: box.width};
}"""


def walk(page, most=150):
    """Press Tab until the focus leaves the page; give each stop."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["name"] == stops[0]["name"]):
            break
        stops.append(stop)
    return stops


class TestByKeyboard:
    @pytest.mark.parametrize("path", ["/contracts/?q=grounds", "/contracts/CON-2025-0031/suspend/"])
    def test_every_stop_can_be_seen(self, windows, path):
        window = windows.of("aisha")
        window.open(path)
        stops = walk(window.page)
        assert len(stops) > 10
        assert [stop["name"] for stop in stops if not stop["differs"]] == []
        assert [stop["name"] for stop in stops if stop["bottom"] < 0 or stop["top"] > 900] == []

    def test_skip_link_comes_first_and_leads_to_the_content(self, windows):
        window = windows.of("aisha")
        window.open("/contracts/")
        window.page.keyboard.press("Tab")
        assert window.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        window.page.keyboard.press("Enter")
        window.page.keyboard.press("Tab")
        assert window.page.evaluate("document.querySelector('main').contains(document.activeElement)")

    def test_register_is_narrowed_and_a_record_opened(self, windows):
        window = windows.of("aisha")
        window.open("/contracts/")
        page = window.page
        page.locator("main #q").focus()
        page.keyboard.type("nesting birds")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="CON-2025-0031").first.wait_for()
        page.get_by_role("link", name="CON-2025-0031").first.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("/contracts/CON-2025-0031/")

    def test_act_is_filled_in_and_sent(self, windows):
        window = windows.of("aisha")
        window.open("/contracts/CON-2025-0019/options/")
        page = window.page
        page.locator("main [name='months~0']").focus()
        page.keyboard.type("7")
        page.locator("main [name=reason]").fill("As the contract says")
        page.locator("main [name='clause~0']").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("/contracts/CON-2025-0019/")
        assert "Changed the extension options" in page.inner_text("body")


class TestTheSearchBox:
    def test_suggests_while_one_types_and_the_arrows_reach_the_record(self, windows):
        window = windows.of("aisha")
        window.open("/help/")  # nothing behind the suggestions that they could half cover
        page = window.page
        page.keyboard.press("Control+k")
        page.keyboard.type("grounds main")
        page.locator("#suggestions a").first.wait_for()
        page.locator("#announce", has_text="suggestion").wait_for(state="attached")
        assert window.faults_at(WIDE, 320) == []
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('#suggestions') !== null")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == "command"
        assert page.locator("#suggestions").is_hidden()
        page.keyboard.type("t")
        record = page.locator('#suggestions a[href$="/contracts/CON-2025-0031/"]')
        record.wait_for()
        # Decisions about it may stand before it.
        for _ in range(page.locator("#suggestions a").count()):
            page.keyboard.press("ArrowDown")
            if record.evaluate("link => link === document.activeElement"):
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("/contracts/CON-2025-0031/")
