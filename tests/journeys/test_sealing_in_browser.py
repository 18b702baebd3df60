"""Bids sealed in a real browser and sent to a stand-in of the Hub; what arrives is opened as the Hub opens it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.bids.sealing.box import Box
from hub.bids.sealing.descriptors import Descriptor, commitment
from hub.bids.sealing.files import SealedFile, open_file
from hub.bids.sealing.mailboxes import check_mailbox, open_wrap, read_mailbox, unlock
from hub.bids.tests.scripting import new_roster
from hub.bids.tests.shelves import MemoryShelf
from hub.platform.canon import strict
from tests.journeys.browsing import AXE, STANDARDS
from tests.journeys.tus_double import BUILT, Double, Upload, data_block, form

pytestmark = pytest.mark.browser

BID = "00112233445566778899aabbccddeeff"
FILE_FIELD = '<label for="f">Method statement</label><input id="f" type="file" name="file" multiple>'
CANARY = b"a canary that nobody may read"
MIB = 2**20


@pytest.fixture
def double() -> Iterator[Double]:
    if not (BUILT / "sealing.js").exists():
        pytest.skip("the scripts are not built: run ./dev setup-env")
    with Double() as made:
        yield made


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 320, "height": 800}, accept_downloads=True)
    page = context.new_page()
    page.faults = []
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda line: page.faults.append(line.text) if is_fault(line) else None)
    yield page
    context.close()
    assert page.faults == []


def is_fault(line: Any) -> bool:
    """Broken connections and refusals are reported by the browser itself."""
    return line.type == "error" and not line.text.startswith("Failed to load resource")


def opened(upload: Upload, identity: str) -> tuple[Descriptor, bytes]:
    """Open what arrived, as the Hub would."""
    shelf, target = MemoryShelf(), io.BytesIO()
    shelf.kept = dict(zip(upload.digests, upload.parts, strict=True))
    assert upload.length == upload.offset
    *segments, descriptor = upload.digests
    sealed = SealedFile(descriptor, tuple(segments), int(upload.facts["mib"]), upload.facts["commitment"])
    return open_file(sealed, identity, shelf=shelf, target=target), target.getvalue()


def file_form(recipient: str, **more: str) -> str:
    return form("upload", FILE_FIELD, bid=BID, question="7", recipient=recipient, next="/done/", **more)


def made(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def axe(page: Any) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", STANDARDS)
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [one["id"] for one in found["violations"]] + ([f"{wide} px wide"] if wide > 320 else [])


def noise(size: int) -> bytes:
    """Give bytes that are the same each time and never repeat."""
    return b"".join(hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(-(-size // 32)))[:size]


def test_mailbox_answers_files_and_receipt_are_made_in_the_page(double: Double, tab: Any, tmp_path: Path) -> None:
    roster, identities = new_roster()
    block, digest = data_block(roster.text().decode()), roster.digest
    start = f'<div data-hub-mailbox="/bid/mailbox/" data-bid="{BID}" data-roster-digest="{digest}" data-next="/next/">'
    double.page("/next/", "<p>The next page</p>")
    tab.goto(double.page("/start/", f"{start}{block}</div>"))
    tab.get_by_text("The next page").wait_for()
    (given,) = double.of("POST", "/bid/mailbox/")
    assert given.headers["X-CSRFToken"] == "token-1"
    mailbox = read_mailbox(given.body)
    check_mailbox(mailbox, roster)
    shares = {one: open_wrap(mailbox, roster, one, identities[one]) for one in roster.ids[1:3]}
    identity = unlock(mailbox, roster, shares)

    # Typed answers, two questions in one form.
    fields = (
        '<div data-question="3"><label for="a">How</label><textarea id="a" name="how"></textarea></div>'
        '<div data-question="4" data-as="number" data-is-price><label for="b">Price</label><input id="b"></div>'
    )
    double.page("/done/", "<p>All is done</p>")
    data = {"bid": BID, "recipient": mailbox.recipient, "envelope": "PRICE", "roster": roster.digest, "next": "/done/"}
    tab.goto(double.page("/answers/", form("seal", fields, **data)))
    tab.get_by_label("How").fill(f"Carefully, {CANARY.decode()}\nand Caf\u00e9")
    tab.get_by_label("Price").fill("-5")
    tab.get_by_role("button", name="Send").click()
    tab.get_by_text("A price cannot be below 0").wait_for()
    assert axe(tab) == [] and double.of("POST", "/bid/uploads/") == []
    tab.get_by_label("Price").fill("£1,234.50")
    tab.get_by_role("button", name="Send").click()
    tab.get_by_text("All is done").wait_for()
    how, price = double.uploads.values()
    facts, content = opened(how, identity)
    told = {"text": f"Carefully, {CANARY.decode()}\nand Caf\u00e9", "as": "text"}
    assert content == strict({"v": 1, "kind": "answer", "question": 3, **told})
    assert (facts.padded, facts.media_type, how.facts["question"]) == (16384, "application/json", "3")
    assert json.loads(opened(price, identity)[1])["text"] == "1234.50"
    assert len(price.parts[0]) - len(how.parts[0]) in range(-300, 300)  # age adds some noise to headers

    # A file, and the receipt file with all three.
    tab.goto(double.page("/file/", file_form(mailbox.recipient, envelope="PRICE", roster=roster.digest)))
    content = b"%PDF-1.7 " + CANARY
    tab.get_by_label("Method statement").set_input_files(made(tmp_path, "Méthode \u202e.pdf", content))
    tab.get_by_role("button", name="Send").click()
    tab.get_by_text("All is done").wait_for()
    upload = list(double.uploads.values())[2]
    facts, found = opened(upload, identity)
    assert (found, facts.name, facts.checks) == (content, "Méthode _.pdf", {"begins": "as named"})

    files = [{"descriptor": one.digests[-1]} for one in double.uploads.values()]
    signed = {
        "receipt": '{"version":1}',
        "signature": "c2ln",
        "public_key": "a2V5",
        "record": json.dumps({"files": files}),
    }
    place = f'<section data-hub-receipt data-bid="{BID}"><h2 class="hub-h2">Receipt</h2>{data_block(signed)}</section>'
    tab.goto(double.page("/receipt/", place))
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save the receipt file").click()
    told = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert axe(tab) == []
    assert told["format"] == "hub-receipt/1" and [one["size"] for one in told["files"]][2] == len(content)
    for one, sent in zip(told["files"], double.uploads.values(), strict=True):
        plain = opened(sent, identity)[1]
        assert commitment(one["salt"], hashlib.sha256(plain).hexdigest(), len(plain)) == sent.facts["commitment"]
    tab.get_by_role("button", name="Remove names and salts").click()
    tab.get_by_text("does not keep them any more").wait_for()
    assert tab.evaluate(KEPT) == 0

    # Nothing readable, no salt and no name went anywhere.
    for asked in double.asked:
        told_there = asked.path.encode() + repr(asked.headers).encode() + asked.body
        for secret in (CANARY, b"1234.50", "Méthode".encode(), told["files"][2]["salt"].encode(), b"AGE-SECRET"):
            assert secret not in told_there


KEPT = """() => new Promise((done) => { const asked = indexedDB.open("hub-bids", 1);
  asked.onsuccess = () => { const all = asked.result.transaction("files").objectStore("files").count();
    all.onsuccess = () => done(all.result); }; })"""


def test_a_swapped_roster_gets_no_mailbox(double: Double, tab: Any) -> None:
    roster, other = new_roster()[0], new_roster()[0]
    inside = data_block(other.text().decode())
    attributes = f'data-bid="{BID}" data-roster-digest="{roster.digest}"'
    tab.goto(double.page("/start/", f'<div data-hub-mailbox="/bid/mailbox/" {attributes}>{inside}</div>'))
    tab.get_by_text("not the one that was published").wait_for()
    assert double.of("POST") == []


def test_more_rows_of_a_price_table_are_made_in_the_page(double: Double, tab: Any, key: Any) -> None:
    double.page("/done/", "<p>All is done</p>")
    cell = '<td><input aria-label="{}, row 1" name="cell_{}" value=""></td>'
    table = (
        '<button class="hub-vh" tabindex="-1" aria-hidden="true">Save</button>'
        f"<table><tbody><tr><th>1</th>{cell.format('Item', 0)}{cell.format('Price', 1)}</tr></tbody></table>"
        '<button name="more" value="yes">More rows</button>'
    )
    data = {"bid": BID, "question": "9", "as": "table", "recipient": key.recipient, "next": "/done/"}
    tab.goto(double.page("/table/", form("seal", table, **data)))
    tab.get_by_label("Item, row 1").fill("Chairs")
    tab.get_by_label("Price, row 1").fill("12.50")
    tab.get_by_role("button", name="More rows").click()
    tab.get_by_label("Item, row 6").fill("Tables")
    assert tab.get_by_label("Item, row 2").input_value() == "" and double.of("POST") == []
    tab.get_by_label("Price, row 6").press("Enter")
    tab.get_by_text("All is done").wait_for()
    (upload,) = double.uploads.values()
    assert json.loads(opened(upload, key.identity)[1])["rows"] == [["Chairs", "12.50"], ["Tables", ""]]


def send(double: Double, tab: Any, path: str, *, recipient: str) -> None:
    tab.goto(double.page("/file/", file_form(recipient)))
    tab.get_by_label("Method statement").set_input_files(path)
    tab.get_by_role("button", name="Send").click()


@pytest.fixture
def key() -> Any:
    return Box.new_key()


def test_a_connection_that_breaks_loses_one_part_at_most(double: Double, tab: Any, tmp_path: Path, key: Any) -> None:
    double.page("/done/", "<p>All is done</p>")
    content = noise(9 * MIB)
    double.troubles = [None, "cut", 503, "unheard", 460, 409, 423, "unheard"]
    send(double, tab, made(tmp_path, "plan.bin", content), recipient=key.recipient)
    tab.get_by_text("All is done").wait_for(timeout=60_000)
    (upload,) = double.uploads.values()
    assert opened(upload, key.identity)[1] == content
    assert len(upload.parts) == 4 and double.troubles == []
    # What was safe was not sent again: the first two parts of each went once, what broke went again.
    offsets = [int(one.headers["Upload-Offset"]) for one in double.of("PATCH")]
    assert offsets == sorted(offsets) and offsets.count(0) == 1


def test_after_a_reload_the_same_file_goes_on(double: Double, tab: Any, tmp_path: Path, key: Any) -> None:
    double.page("/done/", "<p>All is done</p>")
    content, path = noise(9 * MIB + 5), ""
    path = made(tmp_path, "plan.bin", content)
    double.troubles = [None, "stuck"]
    send(double, tab, path, recipient=key.recipient)
    wait_for(tab, lambda: len(double.of("PATCH")) == 2)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto(double.at + "/file/")
    tab.get_by_text("Not finished: plan.bin (9.4 MB)").wait_for()
    assert axe(tab) == []
    # Another file of the same name and size is another upload; the same file goes on with the first one.
    tab.get_by_label("Method statement").set_input_files(path)
    tab.get_by_role("button", name="Send").click()
    tab.get_by_text("All is done").wait_for()
    (upload,) = double.uploads.values()
    assert opened(upload, key.identity)[1] == content
    assert [int(one.headers["Upload-Offset"]) for one in double.of("PATCH")].count(0) == 1
    assert len(double.of("POST", "/bid/uploads/")) == 1


def test_other_content_or_lost_parts_begin_another_upload(double: Double, tab: Any, tmp_path: Path, key: Any) -> None:
    double.page("/done/", "<p>All is done</p>")
    first, second = noise(5 * MIB), noise(5 * MIB)[::-1]
    double.troubles = [None, 422]
    send(double, tab, made(tmp_path, "plan.bin", first), recipient=key.recipient)
    tab.get_by_text("This question is not for files.").wait_for()
    double.uploads["/bid/uploads/1/"].parts[0] = b"age-encryption.org/v1\nsomething that this browser never sent"
    tab.get_by_role("button", name="Go on").click()
    tab.get_by_text("All is done").wait_for()
    assert opened(double.uploads["/bid/uploads/2/"], key.identity)[1] == first
    send(double, tab, made(tmp_path, "plan.bin", second), recipient=key.recipient)
    tab.get_by_text("All is done").wait_for()
    assert opened(double.uploads["/bid/uploads/3/"], key.identity)[1] == second


def test_files_are_looked_at_when_they_are_chosen(double: Double, tab: Any, tmp_path: Path, key: Any) -> None:
    double.page("/done/", "<p>All is done</p>")
    files = [
        made(tmp_path, "empty.txt", b""),
        made(tmp_path, "locked.pdf", b"%PDF-1.7 trailer << /Encrypt 7 0 R >>"),
        made(tmp_path, "odd.pdf", b"no pdf"),
    ]
    tab.goto(double.page("/file/", file_form(key.recipient, most_bytes="1000", most_files="4", already="2")))
    field = tab.get_by_label("Method statement")
    field.set_input_files(files)
    tab.get_by_text("This question takes 4 files at most").wait_for()
    said = tab.inner_text("[data-hub-looked]")
    assert "empty.txt is empty" in said and "locked.pdf asks for a password" in said
    assert "does not look like a .pdf file" in said
    assert axe(tab) == []
    tab.get_by_role("button", name="Send").click()
    assert double.uploads == {}
    # Warnings stop nobody.
    field.set_input_files(files[:2])
    tab.get_by_role("button", name="Send").click()
    tab.get_by_text("All is done").wait_for()
    (empty, locked) = double.uploads.values()
    assert opened(empty, key.identity)[1] == b""
    assert opened(locked, key.identity)[0].checks == {"begins": "as named", "password": "asked for"}


def test_stopping_keeps_what_was_sent(double: Double, tab: Any, tmp_path: Path, key: Any) -> None:
    double.page("/done/", "<p>All is done</p>")
    content = noise(9 * MIB)
    double.troubles = [None, "stuck"]
    send(double, tab, made(tmp_path, "plan.bin", content), recipient=key.recipient)
    wait_for(tab, lambda: len(double.of("PATCH")) == 2)
    assert tab.get_by_role("progressbar", name="plan.bin").get_attribute("max") == "100"
    assert axe(tab) == []
    tab.get_by_role("button", name="Stop").click()
    tab.get_by_text("Stopped. What was sent is safe: press Go on.").wait_for()
    double.stuck.set()
    tab.get_by_role("button", name="Go on").click()
    tab.get_by_text("All is done").wait_for()
    (upload,) = double.uploads.values()
    assert opened(upload, key.identity)[1] == content


def wait_for(tab: Any, condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        tab.wait_for_timeout(50)
    raise AssertionError("It did not happen within ten seconds")
