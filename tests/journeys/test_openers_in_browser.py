"""An opener makes a key in the page, proves it and gives a share; the secret half is in no request."""

from __future__ import annotations

import getpass
import re
from pathlib import Path
from typing import Any

import pytest

from hub.bids import device
from hub.bids.sealing.box import Box
from tests.journeys.browsing import NARROW, WIDE, Demo, Windows

pytestmark = pytest.mark.browser


class Sent:
    """All that a window sends, from now on."""

    def __init__(self, window: Any) -> None:
        self.all: list[str] = []
        window.page.on("request", self.hear)

    def hear(self, request: Any) -> None:
        self.all.append(f"{request.method} {request.url} {request.headers} {request.post_data or ''}")

    def holds(self, *secrets: str) -> list[str]:
        """Give the requests in which a secret stands, as it is or as a form would spell it."""
        spelt = [one for secret in secrets for one in (secret, secret.replace(" ", "+"), secret.replace(" ", "%20"))]
        return [one for one in self.all if any(secret in one for secret in spelt)]


def shown(page: Any, name: str) -> str:
    """Give what the sheet says under a name."""
    return str(page.inner_text(f".hub-sheet dt:text-is('{name}') + dd"))


def test_a_key_is_made_locked_and_proven_in_the_page(
    demo: Demo, windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.new("daniel")
    page, sent = window.page, Sent(window)
    window.open("/openers/new/")
    page.get_by_role("button", name="Make my key in this browser").click()
    page.get_by_text("Your key is made").wait_for()
    words, recipient = shown(page, "Words, in this order"), shown(page, "Public key")
    assert len(set(words.split())) == 6 and Box.is_recipient(recipient)
    assert shown(page, "Opener").startswith("Daniel ")
    assert "AGE-SECRET-KEY-1" not in page.content()
    page.get_by_label("Print the secret key too").check()
    secret = shown(page, "Secret key")
    assert Box.recipient_of(secret) == recipient
    assert window.faults_at(WIDE, NARROW) == []
    page.emulate_media(media="print")
    page.evaluate("document.body.classList.add('hub-sheet-only')")
    assert page.get_by_role("heading", name="Sheet of an opener").is_visible()
    assert not page.get_by_label("Public key", exact=True).is_visible()
    page.emulate_media(media="screen")
    page.evaluate("document.body.classList.remove('hub-sheet-only')")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the key file").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert re.fullmatch(r"opener-key-[0-9a-f]{16}\.age", file.name) and secret.encode() not in file.read_bytes()
    assert page.get_by_label("Public key", exact=True).input_value() == recipient
    page.locator("form[data-once] .hub-btn--go").click()
    page.get_by_text("show that you hold the secret half").wait_for()
    assert recipient in window.text() and shown_fingerprint(file) in window.text().replace(" ", "")

    # What the page made is a file that hub-open takes.
    monkeypatch.setattr(getpass, "getpass", lambda _: words)
    assert device.identity_in(file) == secret

    page.get_by_role("link", name="Prove that I hold the key").first.click()
    page.get_by_label("Your key file").set_input_files(file)
    page.get_by_label("The words on your sheet").fill("not the right words at all")
    page.get_by_role("button", name="Answer with my key").click()
    page.get_by_text("These words do not open this file").wait_for(timeout=30_000)
    page.get_by_label("Or the secret key itself").fill(Box.new_key().identity)
    page.get_by_role("button", name="Answer with my key").click()
    page.get_by_text("This is another key: its fingerprint is").wait_for()
    page.get_by_label("Or the secret key itself").fill("")
    page.get_by_label("The words on your sheet").fill(f" {words} ")
    page.get_by_role("button", name="Answer with my key").click()
    page.get_by_text("The answer is filled in below").wait_for(timeout=30_000)
    assert page.get_by_label("The words on your sheet").input_value() == ""
    assert window.faults_at(WIDE, NARROW) == []
    page.locator("form[data-once] .hub-btn--go").click()
    page.wait_for_url(re.compile(r"/openers/[^/]+/$"))
    assert "Not yet" not in window.text()
    posts = [one for one in sent.all if one.startswith("POST") and "/openers/" in one]
    assert len(posts) == 2 and sent.holds(words, secret, "AGE-SECRET-KEY", file.name) == []
    window.context.close()


def shown_fingerprint(file: Path) -> str:
    return file.stem.removeprefix("opener-key-")


def test_a_share_is_made_in_the_page(demo: Demo, windows: Windows) -> None:
    window = windows.new("naomi")
    page, sent = window.page, Sent(window)
    window.open("/rosters/")
    secret = device.identity_in(demo.home / "opener-keys" / "naomi-20260907.txt")
    addresses = page.eval_on_selector_all("main a[href^='/rosters/']", "all => all.map((one) => one.pathname)")
    for address in dict.fromkeys(one for one in addresses if re.fullmatch(r"/rosters/[A-Z]+-[\d-]+/", one)):
        window.open(address)
        if page.get_by_role("link", name="Give my share").count():
            break
    page.get_by_role("link", name="Give my share").first.click()
    page.get_by_label("Your key file").set_input_files(demo.home / "opener-keys" / "helen-20260907.txt")
    page.get_by_role("button", name="Make my share").click()
    page.get_by_text("Your share is filled in below").wait_for()
    assert window.faults_at(WIDE, NARROW) == []
    # Another opener's share is refused by the Hub; one's own is taken.
    page.get_by_label("Your key file").set_input_files(demo.home / "opener-keys" / "noor-20260907.txt")
    page.get_by_role("button", name="Make my share").click()
    page.get_by_text("This key is not on this roster").wait_for()
    page.get_by_label("Your key file").set_input_files(demo.home / "opener-keys" / "naomi-20260907.txt")
    page.get_by_role("button", name="Make my share").click()
    page.get_by_text("Your share is filled in below").wait_for()
    page.locator("form[data-once] .hub-btn--go").click()
    page.wait_for_url(re.compile(r"/rosters/[^/]+/$"))
    row = page.get_by_role("row").filter(has_text="Naomi")
    assert "Given" in row.inner_text()
    assert sent.holds(secret, "AGE-SECRET-KEY") == []
    window.context.close()
