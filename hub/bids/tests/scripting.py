"""Runs the page's sealing in node, for tests that hold it against ours."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.bids.rules.rosters import any_of
from hub.bids.sealing.box import Box
from hub.bids.sealing.rosters import Opener, Roster

HERE = Path(__file__).parent
SCRIPT = HERE / "vectors" / "run_sealing.mjs"
NEEDS = Path("node_modules/age-encryption/package.json")
VECTORS: dict[str, Any] = json.loads((HERE / "vectors" / "sealing.json").read_text(encoding="utf-8"))
BOX, FILE = VECTORS["mailbox"], VECTORS["file"]
ROSTER, BID_REF = VECTORS["roster"]["text"], BOX["bid_ref"]
SHARES = {
    "$map": {name: {"$bytes": base64.b64encode(bytes.fromhex(one)).decode()} for name, one in BOX["shares"].items()}
}
Calls = Callable[..., list[Any]]


def sent(content: bytes) -> dict[str, str]:
    return {"$bytes": base64.b64encode(content).decode()}


def file_sent(content: bytes, name: str = "a.pdf", kind: str = "") -> dict[str, str]:
    return {"$file": base64.b64encode(content).decode(), "name": name, "type": kind}


def got(result: Any) -> bytes:
    return base64.b64decode(result["$bytes"])


def earlier(number: int) -> dict[str, int]:
    return {"$result": number}


def results(said: list[Any]) -> list[Any]:
    assert [one for one in said if "fault" in one] == []
    return [one["result"] for one in said]


def new_roster(count: int = 4) -> tuple[Roster, dict[str, str]]:
    made = {f"opener-{number}": Box.new_key() for number in range(count)}
    openers = tuple(Opener(name, one.recipient) for name, one in made.items())
    roster = Roster("T-2026-0009", "PRICE", openers, any_of(2, [one.id for one in openers]))
    return roster, {name: one.identity for name, one in made.items()}


def runner() -> Calls:
    """Give what calls functions of the page's script, in one run of node; what one gave may be given to a later one."""
    node = next((one for one in (".venv/bin/node", shutil.which("node")) if one and Path(one).exists()), None)
    if node is None or not NEEDS.exists():
        pytest.skip("needs node and node_modules to run the page's script: ./dev setup-env installs both")

    def run(*calls: list[Any]) -> list[Any]:
        said = subprocess.run([node, str(SCRIPT)], input=json.dumps(calls), capture_output=True, text=True, timeout=120)
        assert said.returncode == 0, said.stderr
        return json.loads(said.stdout)  # type: ignore[no-any-return]

    return run
