"""How anybody checks us: the key, the checkpoints of the log, and how the service is doing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from hub.bids.downloads import SEAL, VERIFY, download, script_digests
from hub.platform.events import signing
from hub.platform.ui.parts import Row
from hub.platform.words import moment, plural
from hub.publishing import selectors
from hub.sites.public.pages import OpenData, PublicPage

LONGEST = 2000
TOOLS = {SEAL: "Seals the files of a bid.", VERIFY: "Checks the receipt of a bid."}
LIMITS = (
    Row("One page of a list", "20, 50 or 100 rows"),
    Row("Files (CSV, Excel, JSON, OCDS)", "No limit on rows"),
    Row("Search", "Up to 12 words; the first 2,000 finds are ranked"),
    Row("Pages are kept by caches for", "1 minute"),
)


class VerifyView(PublicPage):
    """Check a checkpoint of the event log against our key and our log."""

    template_name = "public/verify.html"
    title = "Check our records"

    def context(self) -> dict[str, Any]:
        """Give the key, the last checkpoint and, when one was sent, what the check found."""
        text = self.request.GET.get("checkpoint", "")[:LONGEST]
        signature = self.request.GET.get("signature", "")[:200]
        key = signing.public_key_text()
        made = selectors.checkpoints_made(10)
        return {
            **super().context(),
            "key": key,
            "key_id": signing.key_id(key),
            "latest": made[0] if made else None,
            "made": made,
            "text": text,
            "signature": signature,
            "tools": offline_tools(),
            "scripts": script_digests(),
            "verdict": selectors.check_checkpoint(text, signature) if text.strip() else None,
        }


def offline_tools() -> list[dict[str, str]]:
    """Give the pages that work without us, with what each does."""
    found = [(download(name), does) for name, does in TOOLS.items()]
    return [{"name": one.name, "does": does, "sha256": one.sha256} for one, does in found if one is not None]


class KeyView(OpenData):
    """The public key by which receipts and checkpoints are checked."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the key, and the keys before it with the signatures that hand over from one to the next."""
        key = signing.public_key_text()
        before = [asdict(link) for link in signing.links()]
        told = {"algorithm": "Ed25519", "key_id": signing.key_id(key), "public_key": key, "replaced": before}
        return JsonResponse(told)


class CheckpointsView(OpenData):
    """The signed checkpoints, newest first."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the texts with their signatures."""
        made = [
            {"size": one.size, "text": one.text, "signature": one.signature, "public_key": one.public_key}
            for one in selectors.checkpoints_made(500)
        ]
        return JsonResponse({"checkpoints": made})


class StatusView(PublicPage):
    """How the service is doing: our clock, how fresh the facts are, and its limits."""

    template_name = "public/status.html"
    title = "Service status"

    def context(self) -> dict[str, Any]:
        """Give the rows."""
        fresh = selectors.freshness(self.at)
        last = next(iter(selectors.checkpoints_made(1)), None)
        behind = "Nothing waits" if fresh.is_current else f"{plural(fresh.behind, 'event')} wait"
        rows = [
            Row("Our clock", moment(self.at)),
            Row("Data as at", moment(fresh.as_at)),
            Row("Waiting to be published", behind),
            Row("Last checkpoint of the log", moment(last.at) if last else "", "/verify/", empty="None yet"),
        ]
        return {**super().context(), "rows": rows, "limits": LIMITS, "is_well": not fresh.fault}
