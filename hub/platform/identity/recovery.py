"""Recovery codes: random, 80 bits each, shown once, and kept only as digests (security.md §10, §13).

allauth derives its codes from one stored seed, so whoever reads the seed has them all, for ever. These take its place.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes as DerivedCodes
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction

COUNT = 10
BYTES = 10
HIDDEN = "****"
# What people take for another letter; base32 has no 0, 1 and 8.
LOOKS_LIKE = str.maketrans({"0": "O", "1": "I", "8": "B", "-": "", " ": ""})


class RandomCodes(DerivedCodes):  # type: ignore[misc]
    """Codes of their own, in the shape that allauth's pages use.

    Until the person has seen them, once, the codes wait encrypted beside their digests; then they are gone.
    """

    instance: Authenticator
    shown: list[str] | None = None

    def __init__(self, instance: Authenticator) -> None:
        super().__init__(instance)
        if "seed" in instance.data or "migrated_codes" in instance.data:
            self._keep(DerivedCodes(instance).get_unused_codes(), seen=self.did_view)

    @classmethod
    def activate(cls, user: Any) -> RandomCodes:
        """Give a person codes, unless they have some."""
        kind = Authenticator.Type.RECOVERY_CODES
        instance = Authenticator.objects.filter(user_id=user.pk, type=kind).first()
        if instance is not None:
            return cls(instance)
        made = cls(Authenticator(user=user, type=kind, data={}))
        made._keep([new_code() for _ in range(COUNT)], seen=False)
        return made

    def generate_codes(self) -> list[str]:
        """Give what ``get_unused_codes`` gives: used codes are not kept."""
        return self.get_unused_codes()

    def get_unused_codes(self) -> list[str]:
        """Give the codes while they are shown for the first time, else as many marks as there are codes left."""
        if self.shown is None and "unseen" in self.instance.data:
            return list(json.loads(decrypt(self.instance.data["unseen"])))
        return self.shown or [HIDDEN] * len(self.instance.data.get("digests", []))

    def mark_as_viewed(self) -> None:
        """Hold the codes for the page that is being drawn, and forget them."""
        self.shown = self.get_unused_codes()
        self.instance.data.pop("unseen", None)
        super().mark_as_viewed()

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Say whether a code is right, and end it."""
        if self.instance.pk is not None:
            self.instance = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        data = self.instance.data
        digest = digest_of(code, data.get("salt", ""))
        left = [one for one in data.get("digests", []) if not secrets.compare_digest(one, digest)]
        if len(left) == len(data.get("digests", [])):
            return False
        data["digests"] = left
        if "unseen" in data:
            others = [one for one in json.loads(decrypt(data["unseen"])) if digest_of(one, data["salt"]) != digest]
            data["unseen"] = encrypt(json.dumps(others))
        self.instance.save(update_fields=["data"])
        return True

    def _keep(self, codes: list[str], *, seen: bool) -> None:
        salt = secrets.token_hex(16)
        viewed = {name: value for name, value in self.instance.data.items() if name == "viewed_at"}
        unseen = {} if seen else {"unseen": encrypt(json.dumps(codes))}
        self.instance.data = {"salt": salt, "digests": [digest_of(one, salt) for one in codes], **viewed, **unseen}
        self.instance.save()


def new_code() -> str:
    """Give a random code, in groups of four."""
    text = base64.b32encode(secrets.token_bytes(BYTES)).decode()
    return "-".join(text[place : place + 4] for place in range(0, len(text), 4))


def digest_of(code: str, salt: str) -> str:
    """Give the digest of a code as people type it; 80 random bits need no slow digest."""
    return hashlib.sha256(f"{salt}:{code.strip().upper().translate(LOOKS_LIKE)}".encode()).hexdigest()


def install() -> None:
    """Put our codes where allauth looks for its own."""
    auth.RecoveryCodes = flows.RecoveryCodes = RandomCodes
