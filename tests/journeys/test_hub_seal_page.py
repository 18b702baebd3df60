"""`hub-seal` as a page in a browser, opened as a file without a network, as a bidder opens it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from hub.bids.sealing.bundles import read_bundle
from hub.bids.sealing.files import open_file
from hub.bids.sealing.mailboxes import open_wrap, unlock
from hub.bids.tests.scripting import new_roster
from hub.bids.tests.shelves import MemoryShelf
from tests.journeys.browsing import AXE, STANDARDS
from tests.journeys.tus_double import BUILT

pytestmark = pytest.mark.browser

BID = "00112233445566778899aabbccddeeff"


def saved(page: Any, name: str, folder: Path) -> Path:
    """Save what the page offers."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=f"Save {name}").click()
    waiting.value.save_as(folder / name)
    return folder / name


def test_a_bidder_seals_offline_on_a_narrow_screen(chromium: Any, tmp_path: Path) -> None:
    if not (BUILT / "hub_seal.html").exists():
        pytest.skip("the page is not built: run ./dev setup-env")
    (roster, identities), other = new_roster(), new_roster()[0]
    (tmp_path / "roster.json").write_bytes(roster.text())
    (tmp_path / "Plan.pdf").write_bytes(b"%PDF-1.7 our plan")
    (tmp_path / "odd.pdf").write_bytes(b"not one" * 1_000_000)
    context = chromium.new_context(viewport={"width": 320, "height": 800}, offline=True, accept_downloads=True)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto((BUILT / "hub_seal.html").as_uri())
    page.get_by_label("Roster file").set_input_files(tmp_path / "roster.json")
    page.get_by_label("Digest of the roster").fill(other.digest)
    page.get_by_label("Reference of your bid").fill(f" {BID.upper()} ")
    page.get_by_label("Files", exact=True).set_input_files([tmp_path / "Plan.pdf", tmp_path / "odd.pdf"])
    page.get_by_text("odd.pdf does not look like a .pdf file").wait_for()
    page.get_by_role("button", name="Seal").click()
    page.get_by_role("heading", name="Nothing was sealed").wait_for()
    assert roster.digest in page.get_by_role("status").inner_text()
    page.get_by_label("Digest of the roster").fill(roster.digest)
    page.get_by_role("button", name="Seal").click()
    page.get_by_role("heading", name="Sealed", exact=True).wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", STANDARDS)
    assert [one["id"] for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    shelf = MemoryShelf()
    bundle = read_bundle(saved(page, "bundle.zip", tmp_path), shelf)
    kept = json.loads(saved(page, "keep.json", tmp_path).read_text(encoding="utf-8"))
    assert [one["name"] for one in kept["files"]] == ["Plan.pdf", "odd.pdf"]
    shares = {one: open_wrap(bundle.mailbox, roster, one, identities[one]) for one in roster.ids[:2]}
    identity = unlock(bundle.mailbox, roster, shares)
    for entry in bundle.record.entries:
        target = io.BytesIO()
        facts = open_file(entry.file, identity, shelf=shelf, target=target)
        assert target.getvalue() == (tmp_path / facts.name).read_bytes()
    assert bundle.mailbox.bid_ref == BID and faults == []
    context.close()
