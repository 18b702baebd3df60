"""A bid that the browser seals and the Hub's own addresses take in: submitted, closed, opened, read as it was typed.

The browser asks a name of its own; each of its requests is put to the supplier site in this process.
"""

from __future__ import annotations

import contextvars
import json
from pathlib import Path
from typing import Any

import pytest

from hub.bids import portal, selectors, services
from hub.bids.models import Bid
from hub.bids.services import Stamp
from hub.bids.tests import bidding
from hub.bids.tests.stories import Ring
from hub.bids.verifier import hub_verify
from hub.platform import clock
from hub.platform.testing.clients import SiteClient
from tests.journeys.tus_double import BUILT, KINDS, POLICY, SHELL, data_block, form

# What stands for several tests outlives the browser, in whose loop Django has connections of its own: so nothing may.
pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("own_keys", "shipped", "at_nine")]

AT = "http://localhost:1"
LARGE = b"%PDF-1.7 " + bytes(range(256)) * 20_000
HIDDEN = {"host", "cookie", "connection", "origin", "referer"}


class Bridge:
    """Answers a browser's requests from the supplier site, and keeps what was sent."""

    def __init__(self, client: SiteClient) -> None:
        self.client = client
        # Playwright calls back in a context of its own, where Django would open another connection.
        self.context = contextvars.copy_context()
        self.pages: dict[str, str] = {}
        self.sent: list[bytes] = []

    def answer(self, route: Any) -> None:
        request = route.request
        path = request.url.removeprefix(AT)
        body = request.post_data_buffer or b""
        self.sent.append(f"{request.method} {path} {request.headers}".encode() + body)
        if path in self.pages:
            headers = {"Content-Type": "text/html", "Content-Security-Policy": POLICY}
            return route.fulfill(body=self.pages[path], headers=headers)
        if path.startswith("/static/hub/"):
            file = BUILT / Path(path).name
            return route.fulfill(body=file.read_bytes(), headers={"Content-Type": KINDS[file.suffix]})
        headers = {name: value for name, value in request.headers.items() if name not in HIDDEN}
        kind = headers.pop("content-type", "application/octet-stream")
        status, told, content = self.context.run(self.asked, request.method, path, body, kind=kind, headers=headers)
        return route.fulfill(status=status, headers=told, body=content)

    def asked(self, method: str, path: str, body: bytes, *, kind: str, headers: dict[str, str]) -> Any:
        given = self.client.generic(method, path, body, content_type=kind, headers=headers)
        told = {name: value for name, value in given.headers.items() if name != "Content-Length"}
        return given.status_code, told, b"".join(given)


@pytest.fixture
def ground(cast: Any, at_nine: Any, settings: Any, tmp_path: Path) -> bidding.Ground:
    if not (BUILT / "sealing.js").exists():
        pytest.skip("the scripts are not built: run ./dev setup-env")
    settings.HUB_HOME, settings.HUB_BID_STORE = tmp_path / "home", str(tmp_path / "bids")
    return bidding.ground(cast, Ring(), at_nine)


@pytest.fixture
def bridge(cast: Any, chromium: Any) -> Bridge:
    return Bridge(SiteClient("supplier").sign_in(cast.bartosz))


@pytest.fixture
def tab(chromium: Any, bridge: Bridge) -> Any:
    context = chromium.new_context(accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.route("**/*", bridge.answer)
    bridge.pages["/done/"] = SHELL % ("sealing.js", "<p>All is done</p>")
    yield page
    context.close()


def sends(tab: Any) -> None:
    tab.get_by_role("button", name="Send").click()
    tab.get_by_text("All is done").wait_for()


def test_a_bid_sealed_in_the_browser_opens_as_it_was_typed(
    ground: bidding.Ground, bridge: Bridge, tab: Any, chromium: Any, at_nine: Any, tmp_path: Path
) -> None:
    bid, by = bidding.begun(ground, 0, at_nine), ground.bidders[0].actor
    base = f"/bids/{bid.reference}/"
    (roster,) = portal.roster_texts(by, bid.reference).values()
    mark = f'data-hub-mailbox="{base}mailbox/whole/" data-bid="{bid.reference}" data-next="/done/"'
    digest = selectors.pinned_for(ground.one, "whole").digest
    place = f'<div {mark} data-roster-digest="{digest}">{data_block(roster)}</div>'
    bridge.pages["/start/"] = SHELL % ("sealing.js", place)
    tab.goto(f"{AT}/start/")
    tab.get_by_text("All is done").wait_for()
    mailbox = bid.mailboxes.get()
    assert mailbox.made_by == "browser"

    data = {"bid": bid.reference, "recipient": mailbox.recipient, "envelope": "whole", "roster": digest}
    fields = (
        '<div data-question="1" data-as="number" data-is-price><label for="a">Price</label><input id="a"></div>'
        '<div data-question="2"><label for="b">Method</label><textarea id="b"></textarea></div>'
        '<div data-question="3" data-as="declaration"><input id="c" type="checkbox"><label for="c">Agreed</label></div>'
    )
    uploads = f'"{base}uploads/"'
    bridge.pages["/answers/"] = SHELL % ("sealing.js", at(form("seal", fields, next="/done/", **data), uploads))
    tab.goto(f"{AT}/answers/")
    tab.get_by_label("Price").fill("£17,500.50")
    tab.get_by_label("Method").fill(bidding.CANARY.format(0))
    tab.get_by_label("Agreed").check()
    sends(tab)
    field = '<label for="f">Plan</label><input id="f" type="file">'
    made = form("upload", field, question="4", next="/done/", **data)
    bridge.pages["/file/"] = SHELL % ("sealing.js", at(made, uploads))
    (tmp_path / "plan.pdf").write_bytes(LARGE)
    tab.goto(f"{AT}/file/")
    tab.get_by_label("Plan").set_input_files(tmp_path / "plan.pdf")
    sends(tab)
    items = list(bid.items.all())
    assert [(one.status, one.made_by) for one in items] == [("whole", "browser")] * 4
    assert [one.is_file for one in items] == [False, False, False, True]

    number, key = portal.submit(by, bid.reference, number=1, accept_missing=False, stamp=Stamp(at_nine))
    text = portal.receipt(by, bid.reference, number, key=key)
    place = f'<section data-hub-receipt data-bid="{bid.reference}">{data_block(json.loads(str(text)))}</section>'
    bridge.pages["/receipt/"] = SHELL % ("sealing.js", place)
    tab.goto(f"{AT}/receipt/")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save the receipt file").click()
    waiting.value.save_as(tmp_path / "receipt.json")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "plan.pdf").write_bytes(LARGE)
    told = json.loads((tmp_path / "receipt.json").read_text(encoding="utf-8"))
    assert len(told["files"]) == 4
    told["files"] = [one for one in told["files"] if one["name"] == "plan.pdf"]
    (tmp_path / "receipt.json").write_text(json.dumps(told), encoding="utf-8")
    words = ["receipt", str(tmp_path / "receipt.json"), "--key", told["public_key"], "--files", str(tmp_path / "files")]
    assert hub_verify.main(words) == 0

    opened_in_the_page(ground, chromium, tmp_path)
    found = {one.question.number: one for one in selectors.opened_answers(Bid.objects.get(pk=bid.pk))}
    assert (str(found[1].number), found[2].text, found[3].is_declared) == ("17500.5000", bidding.CANARY.format(0), True)
    assert found[4].document.versions.get().size == len(LARGE)
    salt = told["files"][0]["salt"].encode()
    secrets = (b"17,500.50", b"17500.50", bidding.CANARY.format(0).encode(), b"plan.pdf", salt)
    assert [one[:80] for one in bridge.sent for secret in secrets if secret in one] == []


def at(made: str, uploads: str) -> str:
    """Lead a form to the bid's own uploads."""
    return made.replace('"/bid/uploads/"', uploads)


def test_the_pages_of_a_bid_seal_prices_and_files_themselves(
    ground: bidding.Ground, bridge: Bridge, tab: Any, at_nine: Any, tmp_path: Path
) -> None:
    faults: list[str] = []
    tab.on("pageerror", lambda fault: faults.append(str(fault)))
    bid, by = bidding.begun(ground, 0, at_nine), ground.bidders[0].actor
    base = f"/bids/{bid.reference}/"
    for price in ("18,000", "17,500"):
        tab.goto(f"{AT}{base}q/1/")
        tab.get_by_label("Your price in pounds").fill("much")
        tab.get_by_role("button", name="Save and go on").click()
        tab.get_by_text("Enter a number in figures").wait_for()
        tab.get_by_label("Your price in pounds").fill(price)
        tab.get_by_role("button", name="Save and go on").click()
        tab.wait_for_url(f"{AT}{base}q/2/")
    # A text can be read again until it is submitted, so it comes to us and is sealed here.
    assert tab.locator("[data-hub-seal]").count() == 0
    for number, given in ((2, portal.Given("Carefully")), (3, portal.Given(is_declared=True))):
        portal.answer(by, bid.reference, number, given=given, stamp=Stamp(at_nine))
    (tmp_path / "plan.pdf").write_bytes(LARGE)
    tab.goto(f"{AT}{base}q/4/")
    assert "sealed on this computer" in tab.inner_text("main")
    tab.get_by_label("Choose files").set_input_files(tmp_path / "plan.pdf")
    tab.get_by_role("button", name="Send and seal").click()
    tab.wait_for_url(f"{AT}{base}")
    tab.goto(f"{AT}{base}q/4/")
    tab.get_by_text("plan.pdf, 5.1 MB").wait_for()
    assert bid.mailboxes.get().made_by == "browser"
    whole = [
        (one.question.number, one.made_by) for one in bid.items.filter(status="whole").order_by("question__number")
    ]
    assert whole == [(1, "browser"), (2, "door"), (3, "door"), (4, "browser")]

    portal.submit(by, bid.reference, number=1, accept_missing=False, stamp=Stamp(at_nine))
    tab.goto(f"{AT}{base}receipt/")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save the receipt file").click()
    told = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert sorted(one["name"] for one in told["files"]) == ["answer-1.json", "plan.pdf"]
    bidding.opened(ground)
    found = {one.question.number: one for one in selectors.opened_answers(Bid.objects.get(pk=bid.pk))}
    assert str(found[1].number).startswith("17500") and found[4].document.versions.get().size == len(LARGE)
    assert [one[:80] for one in bridge.sent for secret in (b"17,500", b"17500", b"plan.pdf") if secret in one] == []
    assert faults == []


def opened_in_the_page(ground: bidding.Ground, chromium: Any, folder: Path) -> None:
    """Have two openers make their shares in the real page; the secret halves are in no request."""
    when = bidding.closed(ground)
    services.begin_opening(ground.one, "whole", at=when)
    address = f"{ground.one.get_absolute_url()}opening/whole/"
    for person in ("helen", "noor"):
        identity = ground.ring.identity(person)
        (folder / f"{person}.txt").write_text(f"# my key\n{identity}\n")
        with clock.frozen(when):
            bridge = Bridge(SiteClient("staff").sign_in(ground.cast.people[person]))
            context = chromium.new_context()
            page = context.new_page()
            page.route("**/*", bridge.answer)
            page.goto(f"{AT}{address}")
            page.get_by_label("Your key file").set_input_files(folder / f"{person}.txt")
            page.get_by_role("button", name="Make my share").click()
            page.get_by_text("filled in below").wait_for()
            given = page.locator('[name="given"]').input_value()
            context.close()
            opening = selectors.opening_of(ground.one, "whole")
            by = ground.cast.actor(person)
            services.give_shares(opening, given=given, no_conflict=True, by=by, at=when)
        assert not any(identity.encode() in one or b"AGE-SECRET" in one for one in bridge.sent)
