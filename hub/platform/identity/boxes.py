"""The box in which seeds of code apps lie: a key of its own, with the keys before it still able to open."""

from __future__ import annotations

import base64

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

ENCRYPTED = ("secret", "unseen", "seed")


def box() -> MultiFernet:
    """Give the box: the factors key closes it; keys before it, and the secret key as in older Hubs, still open it."""
    keys: list[str] = [
        settings.HUB_FACTORS_KEY,
        *settings.HUB_FACTORS_KEYS_BEFORE,
        settings.SECRET_KEY,
        *map(str, settings.SECRET_KEY_FALLBACKS),
    ]
    return MultiFernet([_fernet(key) for key in dict.fromkeys(key for key in keys if key)])


def close_again() -> int:
    """Encrypt every seed anew with the present key, so that the keys before can be thrown away.

    :returns: how many rows were written.
    :raises InvalidToken: when one cannot be opened by any key; nothing is changed then.
    """
    present, count = box(), 0
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().order_by("pk"):
            held = {name: row.data[name] for name in ENCRYPTED if isinstance(row.data.get(name), str)}
            if held:
                row.data |= {name: present.rotate(text.encode()).decode() for name, text in held.items()}
                row.save(update_fields=["data"])
                count += 1
    return count


def _fernet(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hub/factors/v1").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
