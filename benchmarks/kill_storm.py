"""`hub bench kill-storm`: every process of a served Hub killed at random moments of submitting, again and again.

Four bidders at a time change an answer and submit another version while processes are killed with -9: one that answers,
now and then all of them with the worker, and on PostgreSQL every fourth time one of the database's own, which ends them
all. Whatever was acknowledged must be there, verify, and open to what was sent; no version may exist twice, and no half
bid may count.
"""

from __future__ import annotations

import http.client
import os
import random
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import kit, storms

KILLS, BIDDERS = 1_000, 4
LONGEST_WAIT = 0.6
# So often the whole Hub is killed with its worker, and started again.
EVERYTHING = 25


def run(*, scale: float = 1.0) -> dict[str, Any]:
    """Kill on both databases."""
    found = kit.on_each_database("benchmarks.kill_storm", scale=scale)
    measured = [one for one in found if "skipped" not in one]
    sums = {
        name: sum(one[name] for one in measured) for name in ("kills", "acknowledged", "lost", "damaged", "duplicates")
    }
    return {"database": "+".join(one["database"] for one in measured), **sums, "each": found}


def show(result: dict[str, Any]) -> None:
    """Print what was found on each database."""
    kit.show_table(result["each"])


class Bidding(threading.Thread):
    """One bidder who changes the price and submits, over and over, and remembers what was acknowledged."""

    def __init__(self, port: int, one: storms.Bidder, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.one, self.over = port, one, over
        self.acknowledged: dict[int, str] = {}
        self.number, self.price = 1, 10_000

    def run(self) -> None:
        """Go on until told to stop; whatever breaks is tried again, as a bidder would."""
        while not self.over.is_set():
            try:
                self._once()
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)

    def _once(self) -> None:
        client = storms.Client(self.port, self.one)
        try:
            price = str(self.price + 1)
            form = urlencode({"text": price}).encode()
            kind = "application/x-www-form-urlencoded"
            status, _, _ = client.ask("POST", f"/bids/{self.one.reference}/q/1/", form, Content_Type=kind)
            if status != 302:
                return
            self.price += 1
            if client.submit(self.number) == 302:
                self.acknowledged[self.number] = price
                self.number += 1
        finally:
            client.close()


def measure(scale: float) -> dict[str, Any]:
    """Build the ground, then kill and start again until it is enough."""
    kit.begin()
    from hub.platform.testing.cast import make_cast

    home, at = Path(os.environ["HUB_HOME"]), storms.soon(0)
    kills = max(3, round(KILLS * scale))
    one, ring = storms.ground(make_cast(storms.STORY.replace(year=2015)), due_at=storms.soon(24 * 3600))
    made = storms.bidders(one, BIDDERS, at=at)
    served, over, dice = storms.Served(home, with_worker=True), threading.Event(), random.Random(6)
    served.start()
    bidding = [Bidding(served.port, each, over) for each in made]
    for each in bidding:
        each.start()
    try:
        for place in range(kills):
            time.sleep(0.15 + dice.random() * LONGEST_WAIT)
            if place % EVERYTHING == 0:
                served.kill()
                served.start()
            elif place % 4 != 3 or not crash_database(dice):
                served.kill_one(dice)
        time.sleep(1)
    finally:
        over.set()
        for each in bidding:
            each.join(timeout=30)
        served.kill()
    return {"kills": kills, **judged(one, bidding, ring)}


def crash_database(dice: random.Random) -> bool:
    """Kill one server process of PostgreSQL, which then ends all others and recovers; False on SQLite.

    SQLite lives in the processes that are killed anyway.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        pids = [row[0] for row in cursor.fetchall()]
    connection.close()
    if not pids:
        return False
    os.kill(dice.choice(pids), 9)
    time.sleep(1)
    return True


def judged(one: Any, bidding: list[Bidding], ring: Any) -> dict[str, Any]:
    """Hold what is kept against what was acknowledged: there, whole, once, and opening to the price that was sent."""
    from hub.bids.models import Submission
    from hub.bids.services import sign_waiting
    from hub.bids.services.verifying import verify_bids

    sign_waiting()
    lost = duplicates = 0
    for each in bidding:
        kept = list(Submission.objects.filter(bid__reference=each.one.reference).values_list("number", flat=True))
        lost += sum(number not in kept for number in each.acknowledged)
        duplicates += len(kept) - len(set(kept))
    report = verify_bids()
    wrong = opened_wrong(one, bidding, ring)
    acknowledged = sum(len(each.acknowledged) for each in bidding)
    return {"acknowledged": acknowledged, "lost": lost, "damaged": len(report.faults) + wrong, "duplicates": duplicates,
            "versions": Submission.objects.count(), "faults": report.faults[:5]}  # fmt: skip


def opened_wrong(one: Any, bidding: list[Bidding], ring: Any) -> int:
    """Open the last version of every bid, and count those that do not hold an acknowledged price, or a later one."""
    from hub.bids import device, selectors, services
    from hub.bids.models import Bid, OpenedAnswer
    from hub.platform.identity.models import Person
    from hub.platform.identity.selectors import actor_for
    from hub.tender.models import Tender

    at = storms.soon(0)
    Tender.objects.filter(pk=one.pk).update(due_at=at)
    one.refresh_from_db()
    opening = services.opening_for(one, "whole", at=at)
    for name in ("helen", "noor"):
        person = Person.objects.get(email__startswith=f"{name}.")
        actor = actor_for(person, on=at.date(), site="staff")
        given = device.shares(services.openings_file(opening), ring.identity(name))
        opening = services.give_shares(opening, given=given, no_conflict=True, by=actor, at=at)
    wrong = 0
    for each in bidding:
        bid = Bid.objects.get(reference=each.one.reference)
        found = OpenedAnswer.objects.filter(bid=bid, question__number=1).values_list("number", flat=True)
        least = int(each.acknowledged.get(max(each.acknowledged, default=0), "0"))
        wrong += bool(each.acknowledged) and (len(found) != 1 or int(found[0] or 0) < least or bool(bid.faults))
        assert selectors.last_submission(bid) is not None or not each.acknowledged
    return wrong


if __name__ == "__main__":
    kit.finish(measure(float(sys.argv[1])))
