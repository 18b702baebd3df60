"""A first-time supplier from a phone makes an account, answers, and invites a colleague; with and without script."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp

from tests.journeys.browsing import NARROW, WIDE, Demo, Window, Windows

pytestmark = pytest.mark.browser
PHONE = 360
PASSWORD = "mauve lantern over the weir"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def link_in_mail(demo: Demo, address: str, word: str) -> str:
    """Give the path in the newest message to an address that begins with a word."""
    for file in sorted((demo.home / "mail").glob("*.log"), key=lambda one: one.stat().st_mtime, reverse=True):
        text = file.read_text().replace("=\n", "")
        for message in reversed(text.split("-" * 79)):
            found = re.search(rf"https?://[^/\s]+(/{word}\S*)", message)
            if f"To: {address}" in message and found:
                return found[1]
    raise AssertionError(f"no message to {address} leads to /{word}")


def code_for(secret: str) -> str:
    """Give what a code app shows now."""
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def press(window: Window, name: str) -> None:
    """Press a button, which must lead on without a complaint."""
    window.page.get_by_role("button", name=name, exact=True).first.click()
    window.page.wait_for_load_state("load")
    assert not window.page.locator(".govuk-error-summary").count(), window.text()


def faultless(window: Window, *widths: int) -> None:
    """See that axe, the console and the width find nothing; without script there is nobody to ask but the width."""
    if window.scripted:  # type: ignore[attr-defined]
        assert window.faults_at(*widths) == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_first_time_supplier_makes_an_account_and_answers(windows: Windows, demo: Demo, script: bool) -> None:
    window = windows.new("", "supplier", script=script)
    window.scripted = script  # type: ignore[attr-defined]
    page, email = window.page, f"ada.{'with' if script else 'without'}@nene-signs.example"
    window.open("/sign-in/", PHONE)
    page.get_by_role("link", name="Make an account").click()
    faultless(window, PHONE, NARROW, WIDE)
    page.fill("main [name=email]", email)
    press(window, "Send me a link")
    assert "Look at your e-mail" in window.text()
    window.open(link_in_mail(demo, email, "register"), PHONE)
    faultless(window, PHONE, NARROW, WIDE)
    page.fill("main [name=name]", "Ada Nene")
    page.check("main [name=way][value=password]")
    page.fill("main [name=password]", PASSWORD)
    press(window, "Go on")
    secret = page.locator("main code").first.inner_text()
    page.fill("main [name=code]", code_for(secret))
    press(window, "Add this app")
    assert "Recovery codes" in window.text()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("link", name="Go on", exact=True).click()
    assert "Which organisation do you work for?" in window.text()
    faultless(window, PHONE, NARROW, WIDE)
    page.check("main [name=scheme][value='none']")
    press(window, "Find it")
    page.fill("main [name=name]", "Nene Signs" if script else "Nene Signs and Sons")
    page.fill("main [name=town]", "Wickmoor")
    faultless(window, PHONE, NARROW, WIDE)
    press(window, "Add your organisation")
    assert "There is one owner" in window.text()
    faultless(window, PHONE, NARROW, WIDE)
    answer(window)
    invite(window, demo)


def answer(window: Window) -> None:
    """Answer a question with its certificate."""
    page = window.page
    window.open("/organisation/answers/", PHONE)
    faultless(window, PHONE, NARROW, WIDE)
    page.get_by_role("link", name="Public liability insurance").click()
    page.fill("main [name=cover]", "2,000,000")
    for part, text in (("day", "30"), ("month", "9"), ("year", "2027")):
        page.fill(f"main [name='ends_on-{part}']", text)
    page.set_input_files("main [name=file]", {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": PDF})
    faultless(window, PHONE, NARROW, WIDE)
    press(window, "Save the answer")
    assert "Holds until 30 September 2027. Paper: certificate.pdf." in window.text()


def invite(window: Window, demo: Demo) -> None:
    """Invite a second owner, whose link leads to a form for an account."""
    page = window.page
    window.open("/organisation/people/", PHONE)
    page.get_by_role("link", name="Invite somebody").click()
    colleague = f"co.{'with' if window.scripted else 'without'}@nene-signs.example"  # type: ignore[attr-defined]
    page.fill("main [name=email]", colleague)
    page.check("main [name=role][value=supplier_owner]")
    faultless(window, PHONE, NARROW, WIDE)
    press(window, "Send the invitation")
    assert colleague in window.text()
    assert link_in_mail(demo, colleague, "organisation/invite")


@pytest.mark.parametrize(
    "path", ["", "change/", "people/", "people/invite/", "people/leave/", "answers/", "join/", "new/"]
)
def test_the_pages_of_an_organisation_are_faultless(windows: Windows, path: str) -> None:
    window = windows.of("olivia", "supplier")
    assert window.open(f"/organisation/{path}", PHONE).status == 200
    assert window.faults_at(PHONE, NARROW, 1280) == []


def test_an_owner_is_warned_of_a_claim_and_objects(windows: Windows) -> None:
    window = windows.new("bartosz", "supplier")
    window.open("/", PHONE)
    assert "Ewa Lis wants to be an owner" in window.text()
    window.page.get_by_role("link", name="Object: this is not right").first.click()
    window.page.fill("main [name=reason]", "She left in spring.")
    assert window.faults_at(PHONE, 1280) == []
    press(window, "Object: this is not right")
    window.open("/", PHONE)
    assert "Ewa Lis" not in window.text()
