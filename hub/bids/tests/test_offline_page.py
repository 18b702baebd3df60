"""`hub-seal` as a page: its bundles are those of the command, and the built page can load and send nothing."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from hub.bids.sealing.bundles import read_bundle
from hub.bids.sealing.descriptors import commitment
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.files import open_file
from hub.bids.sealing.mailboxes import check_mailbox, new_bid_ref, open_wrap, unlock
from hub.bids.sealing.records import check_record
from hub.bids.tests.scripting import VECTORS, Calls, file_sent, got, new_roster, results
from hub.bids.tests.shelves import MemoryShelf

pytestmark = pytest.mark.once
BUILT = Path("hub/static_build/hub")
COMMITTED = Path("frontend/js/bids/hashes.json")
FILES = {"Méthode.pdf": b"%PDF-1.7 how", "empty.txt": b"", "large.bin": bytes(range(256)) * 20_000}


def asked(roster: Any, bid: str, **more: Any) -> dict[str, Any]:
    files = [file_sent(content, name, "application/pdf") for name, content in FILES.items()]
    text, digest = roster.text().decode(), roster.digest
    return {"rosterText": text, "digest": digest, "bid": bid, "lot": "2", "files": files, **more}


def test_a_bundle_of_the_page_is_taken_in_and_opens(script: Calls, tmp_path: Path) -> None:
    (roster, identities), bid = new_roster(), new_bid_ref()
    (made,) = results(script(["bundle", asked(roster, bid, rosterText=roster.text().decode() + "\n")]))
    (tmp_path / "bundle.zip").write_bytes(got(made["zip"]))
    shelf = MemoryShelf()
    bundle = read_bundle(tmp_path / "bundle.zip", shelf)
    check_mailbox(bundle.mailbox, roster)
    check_record(bundle.record, {"PRICE": bundle.mailbox})
    assert (bundle.record.tender, bundle.record.bid_ref) == (roster.tender, bid)
    shares = {one: open_wrap(bundle.mailbox, roster, one, identities[one]) for one in roster.ids[:2]}
    identity = unlock(bundle.mailbox, roster, shares)
    kept = json.loads(made["keep"])
    assert (kept["format"], kept["bid_ref"], kept["envelope"]) == ("hub-salts/1", bid, "PRICE")
    for (name, content), entry, one in zip(FILES.items(), bundle.record.entries, kept["files"], strict=True):
        target = io.BytesIO()
        facts = open_file(entry.file, identity, shelf=shelf, target=target)
        assert (target.getvalue(), facts.name, entry.lot) == (content, name, "2")
        assert one == {"name": name, "size": len(content), "salt": facts.salt, "descriptor": entry.file.descriptor}
        assert commitment(one["salt"], hashlib.sha256(content).hexdigest(), one["size"]) == entry.file.commitment
    # A part that is changed on the way is found.
    whole = bytearray(got(made["zip"]))
    whole[len(whole) // 2] ^= 1
    (tmp_path / "changed.zip").write_bytes(whole)
    with pytest.raises(Fault):
        read_bundle(tmp_path / "changed.zip", MemoryShelf())


def test_a_swapped_roster_or_a_wrong_reference_seals_nothing(script: Calls) -> None:
    (roster, _), other = new_roster(), new_roster()[0]
    said = script(
        ["bundle", asked(roster, new_bid_ref(), digest=other.digest)],
        ["bundle", asked(roster, "REF-1")],
        ["bundle", asked(roster, new_bid_ref(), files=[])],
        ["bundle", asked(roster, new_bid_ref(), rosterText="{}")],
    )
    assert [one["fault"] for one in said] == [["CannotSeal"]] * 4
    assert roster.digest in said[0]["message"]


def test_a_record_has_the_text_that_ours_has(script: Calls) -> None:
    told = VECTORS["record"]
    (text,) = results(script(["recordText", json.loads(told["text"])]))
    assert text == told["text"] and hashlib.sha256(text.encode()).hexdigest() == told["digest"]


@pytest.fixture
def built() -> str:
    if not (BUILT / "hub_seal.html").exists():
        pytest.skip("the page is not built: run ./dev setup-env")
    return (BUILT / "hub_seal.html").read_text(encoding="utf-8")


def test_the_page_loads_nothing_and_sends_nothing(built: str) -> None:
    assert "default-src 'none'" in built and "unsafe-" not in built
    for word in ("://", "src=", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "innerHTML", "import("):
        assert word not in built.replace("default-src=", ""), word


@pytest.mark.parametrize("name, element", [("script", '<script type="module">'), ("style", "<style>")])
def test_nothing_but_what_is_hashed_may_run_in_the_page(built: str, name: str, element: str) -> None:
    inside = built.split(element)[1].split(f"</{name}>")[0]
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    assert f"{name}-src 'sha256-{digest}'" in built


def test_the_scripts_are_those_whose_hashes_are_committed(built: str) -> None:
    told = json.loads((BUILT / "sealing.json").read_text(encoding="utf-8"))
    assert sorted(told) == ["hub_seal.html", "openers.js", "sealing.js"]
    for name, digest in told.items():
        assert hashlib.sha256((BUILT / name).read_bytes()).hexdigest() == digest
    if os.environ.get("HUB_UPDATE_HASHES"):
        COMMITTED.write_text((BUILT / "sealing.json").read_text(encoding="utf-8"), encoding="utf-8")
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == told, "run ./dev setup-env; then HUB_UPDATE_HASHES=1"
