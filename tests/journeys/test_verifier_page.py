"""The offline page of the verifier in a browser, opened as a file, as a bidder opens it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from hub.bids import verifier
from tests.journeys.browsing import AXE, STANDARDS

pytestmark = pytest.mark.browser

PAGE = (Path(verifier.__file__).parent / "hub_verify.html").as_uri()
VECTORS = Path(verifier.__file__).parents[1] / "tests" / "vectors" / "receipts.json"


@pytest.fixture
def given(tmp_path: Path) -> dict[str, Any]:
    told = json.loads(VECTORS.read_text(encoding="utf-8"))
    for name in ("receipt_file", "closing_file"):
        (tmp_path / f"{name}.json").write_text(told[name], encoding="utf-8")
    for name, content in told["files"].items():
        (tmp_path / name).write_bytes(base64.b64decode(content))
    files = [str(tmp_path / name) for name in told["files"]]
    return {"folder": tmp_path, "files": files, "key": told["key"]["public"]}


def test_a_bidder_checks_a_receipt_offline_on_a_narrow_screen(chromium: Any, given: dict[str, Any]) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 800}, offline=True)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(PAGE)
    page.get_by_label("Receipt file").set_input_files(given["folder"] / "receipt_file.json")
    page.get_by_label("Closing root").set_input_files(given["folder"] / "closing_file.json")
    page.get_by_label("Your files").set_input_files(given["files"])
    page.get_by_label("public key").fill(given["key"])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="All that was checked holds").wait_for()
    assert page.get_by_role("listitem").count() == 8
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", STANDARDS)
    assert [one["id"] for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # One changed file, and the page says which.
    Path(given["files"][0]).write_bytes(b"something else")
    page.get_by_label("Your files").set_input_files(given["files"])
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="Something does not hold").wait_for()
    assert "FAILS – file Method statement.pdf" in page.get_by_role("status").inner_text()
    assert faults == []
    context.close()
