"""What people run without trusting our pages, and the digests by which anybody can watch what our pages run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

from hub.bids import verifier

SEAL, VERIFY = "hub-seal.html", "hub-verify.html"
# The built files that handle secrets in the page of a bidder or an opener.
SCRIPTS = ("hub/sealing.js", "hub/openers.js")


@dataclass(frozen=True)
class Download:
    """A page that works offline, as a file to save.

    :param sha256: of its content, in hexadecimal.
    """

    name: str
    content: bytes
    sha256: str


def download(name: str) -> Download | None:
    """Give a page to save; None where the front end was not built."""
    path = VERIFIER if name == VERIFY else _built("hub/hub_seal.html")
    return None if path is None else _read(name, path, path.stat().st_mtime_ns)


def script_digests() -> dict[str, str]:
    """Give the SHA-256 of each script that seals or opens, by the name under which it is served."""
    found = {name: _built(name) for name in SCRIPTS}
    return {name: _read(name, path, path.stat().st_mtime_ns).sha256 for name, path in found.items() if path}


VERIFIER = Path(verifier.__file__).with_name("hub_verify.html")


def _built(name: str) -> Path | None:
    found = finders.find(name)
    return Path(found) if found else None


@lru_cache(maxsize=16)
def _read(name: str, path: Path, _changed: int) -> Download:
    content = path.read_bytes()
    return Download(name, content, hashlib.sha256(content).hexdigest())
