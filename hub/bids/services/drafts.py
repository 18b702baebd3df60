"""What a bidder may still read of the own bid while it is a draft, under a key that goes when the bid is submitted.

The key of each bid lies under the Hub's own draft key. So this is the one thing of a bid that the running Hub could
read, and never the price: the sealed copy of every answer is what counts (security.md §4.4).
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from hub.bids.models import Bid, DraftKey
from hub.platform.canon import dumps

NONCE_BYTES = 12
INFO = b"hub/bid-drafts/v1"


def lock(bid: Bid, told: dict[str, Any]) -> bytes:
    """Put what a bidder may read again under the key of the bid's draft, made when there is none."""
    return _under(_key_of(bid), dumps(told).encode())


def read(bid: Bid, private: bytes) -> dict[str, Any]:
    """Give it back; nothing when the key is gone or another."""
    row = DraftKey.objects.filter(bid=bid).first()
    key = _over(_master(), bytes(row.wrapped)) if row else None
    opened = _over(key, bytes(private)) if key and private else None
    return json.loads(opened) if opened else {}


def destroy(bid: Bid) -> None:
    """Forget the key, and everything that lay under it."""
    DraftKey.objects.filter(bid=bid).delete()
    bid.items.exclude(private=b"").update(private=b"")


def keep_for_browser(told: dict[str, Any]) -> tuple[bytes, str]:
    """Put something under a fresh key that only the bidder's browser will hold: what is stored, and the key."""
    key = AESGCM.generate_key(256)
    return _under(key, dumps(told).encode()), key.hex()


def given_back(kept: bytes, key: str) -> dict[str, Any]:
    """Give what a browser's key opens; nothing for another key."""
    try:
        held = bytes.fromhex(key)
    except ValueError:
        return {}
    opened = _over(held, bytes(kept)) if len(held) == 32 and kept else None
    return json.loads(opened) if opened else {}


def _key_of(bid: Bid) -> bytes:
    row = DraftKey.objects.filter(bid=bid).first()
    if row is not None and (found := _over(_master(), bytes(row.wrapped))):
        return found
    key = AESGCM.generate_key(256)
    DraftKey.objects.update_or_create(bid=bid, defaults={"wrapped": _under(_master(), key)})
    return key


def _master() -> bytes:
    secret = settings.HUB_BID_DRAFTS_KEY or settings.SECRET_KEY
    return HKDF(SHA256(), 32, salt=None, info=INFO).derive(secret.encode())


def _under(key: bytes, content: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, None)


def _over(key: bytes, sealed: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except (InvalidTag, ValueError):
        return None
