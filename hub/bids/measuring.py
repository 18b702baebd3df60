"""Count how suppliers are served, so that a fault of ours before a deadline is measured and not argued (R9).

Counts are written when their minute is over, and at once when something went wrong.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from hub.bids import services

log = logging.getLogger("hub.bids.measuring")
FAULT, NO_ROOM = 500, 507
SLOW_MS = 10_000
# Where Submit is pressed, by the name of its address.
SUBMITS = frozenset({"bid-check"})


@dataclass
class Counted:
    """What this process has answered in the minute at hand."""

    at: datetime
    requests: int = 0
    failed: int = 0
    refused_uploads: int = 0
    submits: list[int] = field(default_factory=list)


class Gauge:
    """The counts of one process; several threads answer at once."""

    def __init__(self) -> None:
        self.process = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self.lock = threading.Lock()
        self.now: Counted | None = None
        self.waiting: list[Counted] = []

    def note(self, at: datetime, *, status: int, took_ms: int, is_submit: bool) -> None:
        """Count one answer."""
        minute = at.replace(second=0, microsecond=0)
        with self.lock:
            if self.now is None or self.now.at != minute:
                self.waiting += [self.now] if self.now is not None else []
                self.now = Counted(minute)
            self.now.requests += 1
            self.now.failed += status >= FAULT and status != NO_ROOM
            self.now.refused_uploads += status == NO_ROOM
            if is_submit:
                self.now.submits.append(took_ms)
            is_bad = status >= FAULT or (is_submit and took_ms > SLOW_MS)
            ready, self.waiting = self.waiting, []
            if is_bad:
                ready.append(self.now)
                self.now = None
        self._write(ready)

    def _write(self, ready: list[Counted]) -> None:
        for place, one in enumerate(ready):
            try:
                services.count_served(one.at, process=self.process, requests=one.requests, failed=one.failed,
                                      refused_uploads=one.refused_uploads, submits=one.submits)  # fmt: skip
            except DatabaseError as fault:
                # The database may be what failed: the counts wait for it.
                log.error("the counts of a minute wait: %s", type(fault).__name__)
                with self.lock:
                    self.waiting = ready[place:] + self.waiting
                return


_gauges: dict[int, Gauge] = {}


def gauge() -> Gauge:
    """Give the counts of this process; a child that was forked has its own."""
    return _gauges.setdefault(os.getpid(), Gauge())


class MeasureMiddleware:
    """Count what suppliers are answered on their own site, and how long Submit takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        response = self.get_response(request)
        if getattr(request, "site", "") == "supplier":
            match: Any = request.resolver_match
            is_submit = request.method == "POST" and match is not None and match.url_name in SUBMITS
            took = round((time.monotonic() - begun) * 1000)
            at: datetime = request.now  # type: ignore[attr-defined]
            gauge().note(at, status=response.status_code, took_ms=took, is_submit=is_submit)
        return response
