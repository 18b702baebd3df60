"""`hub bench deadline-storm`: bidders who all finish in the last minutes, on a served Hub.

Each has five files, sealed by the generator beforehand; within the window every bidder uploads them, part by part, and
presses Submit. Meanwhile somebody reads the public pages. Afterwards every bid that was acknowledged must be there,
whole and verified, and nobody who pressed before the due time may be turned away. ``share_of_limit`` is a phase of
its own: files by a form, sealed at the door, against encrypting, hashing and fsyncing the same bytes and no more.
"""

from __future__ import annotations

import http.client
import os
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import kit, storms

BIDDERS, FILES, BYTES = 1_000, 5, 860_000
WINDOW_SECONDS, CLIENTS = 600, 24
DOOR_FILES, DOOR_BYTES = 4, 100_000_000


def run(*, scale: float = 1.0) -> dict[str, Any]:
    """Storm on both databases; the figures of the worse one come first, with those of each."""
    found = kit.on_each_database("benchmarks.deadline_storm", scale=scale)
    measured = [one for one in found if "skipped" not in one]
    worst = {"bidders": min(one["bidders"] for one in measured), "gb": min(one["gb"] for one in measured)}
    for name in ("lost", "submit_p95_ms", "submit_max_ms", "late_by_us", "public_p95_ms"):
        worst[name] = max(one[name] for one in measured)
    for name in ("mb_per_s", "share_of_limit"):
        worst[name] = min(one[name] for one in measured)
    return {**worst, "each": found}


def show(result: dict[str, Any]) -> None:
    """Print what was measured on each database."""
    kit.show_table(result["each"])


def measure(scale: float) -> dict[str, Any]:
    """Build the ground in this process's database, serve it, and storm."""
    kit.begin()
    from hub.platform.testing.cast import make_cast

    home = Path(os.environ["HUB_HOME"])
    count, window = max(4, round(BIDDERS * scale)), max(20.0, WINDOW_SECONDS * scale)
    at = storms.soon(0)
    cast = make_cast(storms.STORY.replace(year=2015))
    one, _ = storms.ground(cast, due_at=storms.soon(24 * 3600))
    made = storms.bidders(one, count, at=at)
    with tempfile.TemporaryDirectory(dir=home) as parts:
        sent = sum(storms.seal(each, Path(parts), files=FILES, size=BYTES) for each in made)
        served = storms.Served(home)
        served.start()
        try:
            due_at = storms.soon(window)
            _move(one, due_at)
            told = storm(served.port, made, window)
            door = at_the_door(served.port, made[0], home, scale)
        finally:
            served.kill()
    return {"bidders": count, "gb": round(sent / 1e9, 3), **told, **checked(one, made, told), **door}


def _move(one: Any, due_at: datetime) -> None:
    from hub.tender.models import Tender

    Tender.objects.filter(pk=one.pk).update(due_at=due_at)


def storm(port: int, made: list[storms.Bidder], window: float) -> dict[str, Any]:
    """Let all bidders finish within the window, the last ones seconds before its end."""
    begun, over = time.monotonic(), threading.Event()
    public: list[float] = []
    reader = threading.Thread(target=_read_public, args=(port, over, public))
    reader.start()
    room = max(1.0, window - 15)
    starts = [begun + room * place / len(made) for place in range(len(made))]
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = list(pool.map(_bidder, [port] * len(made), made, starts))
    over.set()
    reader.join()
    presses = [one["submit_ms"] for one in done if one["submit_ms"] is not None]
    return {
        "acknowledged": sum(one["status"] == 302 for one in done),
        "refused": sum(one["status"] == 422 for one in done),
        "failed": sum(one["status"] not in (302, 422) for one in done),
        "submit_p95_ms": round(kit.percentile(presses, 0.95), 1),
        "submit_max_ms": round(max(presses), 1),
        "public_p95_ms": round(kit.percentile(public, 0.95), 1) if public else None,
        "seconds": round(time.monotonic() - begun, 1),
    }


def _bidder(port: int, one: storms.Bidder, start: float) -> dict[str, Any]:
    time.sleep(max(0.0, start - time.monotonic()))
    client = storms.Client(port, one)
    try:
        if not all(client.upload(file) for file in one.files):
            return {"status": 0, "submit_ms": None}
        took, status = kit.milliseconds(client.submit)
        return {"status": status, "submit_ms": took}
    finally:
        client.close()


def _read_public(port: int, over: threading.Event, times: list[float]) -> None:
    while not over.wait(0.5):
        took, _ = kit.milliseconds(lambda: _get(port, "public.test", "/"))
        times.append(took)


def _get(port: int, host: str, path: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path, headers={"Host": host})
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status


def checked(one: Any, made: list[storms.Bidder], told: dict[str, Any]) -> dict[str, Any]:
    """Hold what is kept against what was acknowledged."""
    from hub.bids.models import Submission
    from hub.bids.services.verifying import verify_bids

    kept = Submission.objects.filter(bid__tender=one, files_count=3 + FILES).exclude(receipt="").count()
    report = verify_bids()
    # Everybody pressed before the due time; whoever was refused all the same was late by our fault.
    late = 0 if not told["refused"] else 1
    return {"lost": told["acknowledged"] - kept + len(report.faults), "late_by_us": late * told["refused"],
            "verified": report.ok}  # fmt: skip


def at_the_door(port: int, one: storms.Bidder, home: Path, scale: float) -> dict[str, Any]:
    """Send files by a form, sealed on arrival, and the same bytes through the sealing alone."""
    size = max(5_000_000, round(DOOR_BYTES * min(1.0, scale * 10)))
    content = os.urandom(size)
    limit = _limit(one, content, home)
    boundary = "storm"
    head = (f"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
            f"Content-Type: application/pdf\r\n\r\n").encode()  # fmt: skip
    body = head + content + f"\r\n--{boundary}--\r\n".encode()
    from hub.bids.models import Bid

    _move(Bid.objects.get(reference=one.reference).tender, storms.soon(3600))
    client = storms.Client(port, one)
    kind = f"multipart/form-data; boundary={boundary}"
    took, ends = kit.milliseconds(
        lambda: [client.ask("POST", f"/bids/{one.reference}/q/4/", body, Content_Type=kind)[0]
                 for _ in range(DOOR_FILES)]
    )  # fmt: skip
    client.close()
    rate = DOOR_FILES * size / 1e6 / (took / 1000)
    return {"door_status": sorted(set(ends)), "mb_per_s": round(rate, 1), "limit_mb_per_s": round(limit, 1),
            "share_of_limit": round(rate / limit, 2)}  # fmt: skip


def _limit(one: storms.Bidder, content: bytes, home: Path) -> float:
    """Give the MB a second of encrypting, hashing and fsyncing alone, in this process."""
    from hub.bids.models import Mailbox
    from hub.bids.sealing.files import FileSealer, Said
    from hub.bids.store.disk import Disk

    recipient = Mailbox.objects.get(bid__reference=one.reference).recipient
    shelf = Disk(home / "limit")

    def seal() -> None:
        sealer = FileSealer(Said("a.pdf"), recipient, shelf=shelf)
        for place in range(0, len(content), 65536):
            sealer.write(content[place : place + 65536])
        sealer.finish()

    def seal_all() -> None:
        for _ in range(DOOR_FILES):
            seal()

    took, _ = kit.milliseconds(seal_all)
    return DOOR_FILES * len(content) / 1e6 / (took / 1000)


if __name__ == "__main__":
    kit.finish(measure(float(sys.argv[1])))
