"""Plain words on how bids are kept and when they count, and the programs by which anybody checks a receipt.

The same on the site of suppliers and on the public one: nobody signs in for them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views import View

from hub.platform.events import signing
from hub.sites.notices import NoticeView

PAGES = ("sealed-bids", "in-time")
VERIFIERS = {
    "hub_verify.html": (
        "With a page that works offline", "text/html; charset=utf-8",
        "Save it, switch the network off, open it, and choose your receipt. It sends nothing.",
    ),
    "hub_verify.py": (
        "With a command", "text/x-python; charset=utf-8",
        "One file of Python. It needs the package “cryptography” and nothing of ours.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Verifier:
    """A program that checks receipts: its file, what it is, and its digest."""

    name: str
    title: str
    how: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Give the digest of the file."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        """Give its size in bytes."""
        return len(self.content)


@cache
def verifiers() -> tuple[Verifier, ...]:
    """Give the programs as they lie in this release."""
    folder = files("hub.bids.verifier")
    return tuple(
        Verifier(name, title, how, folder.joinpath(name).read_bytes()) for name, (title, _, how) in VERIFIERS.items()
    )


class VerifierView(View):
    """Hand one of the programs out, to be kept: a page of ours that ran here would have to be trusted."""

    open_to_all = True
    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """Give the file."""
        found = next((one for one in verifiers() if one.name == name), None)
        if found is None:
            raise Http404
        answer = HttpResponse(found.content, content_type=VERIFIERS[name][1])
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


def explained_urls(view: type[NoticeView]) -> list[URLPattern]:
    """Give the addresses of these pages for a site."""

    class ReceiptsView(view):  # type: ignore[valid-type, misc]
        """How a receipt is checked."""

        page = "receipts"

        def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
            """Add the programs with their digests, and the key."""
            key = signing.public_key_text()
            known = {"files": verifiers(), "key": key, "key_id": signing.key_id(key)}
            return super().get_context_data(**kwargs) | known  # type: ignore[no-any-return]

    return [
        *(path(f"{page}/", view.as_view(page=page), name=page) for page in PAGES),
        path("receipts/", ReceiptsView.as_view(), name="receipts"),
        path("receipts/<str:name>", VerifierView.as_view(), name="verifier"),
    ]
