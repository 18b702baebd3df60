"""A passkey in software, for tests: makes a key and signs what a browser would have a device sign."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

# User present, user verified; and, for a new key, attested data included.
PRESENT_AND_VERIFIED, WITH_KEY = 0x05, 0x40


@dataclass
class SoftPasskey:
    """One key of one person at one site."""

    origin: str
    rp_id: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = b"a-key-for-tests-1"
    user_handle: bytes = b""

    def make(self, options: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.create`` as the page would post it."""
        public = options["publicKey"]
        self.user_handle = websafe_decode(public["user"]["id"])
        attested = (
            bytes(16)
            + len(self.credential_id).to_bytes(2, "big")
            + self.credential_id
            + cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        )
        data = self._data(PRESENT_AND_VERIFIED | WITH_KEY) + attested
        response = {
            "clientDataJSON": self._client_data("webauthn.create", public["challenge"]),
            "attestationObject": websafe_encode(cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})),
        }
        return self._json(response)

    def prove(self, options: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.get`` as the page would post it."""
        client_data = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        data = self._data(PRESENT_AND_VERIFIED)
        signed = data + sha256(websafe_decode(client_data)).digest()
        response = {
            "clientDataJSON": client_data,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": websafe_encode(self.user_handle),
        }
        return self._json(response)

    def _data(self, flags: int) -> bytes:
        return sha256(self.rp_id.encode()).digest() + bytes([flags]) + (0).to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> str:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return websafe_encode(json.dumps(said).encode())

    def _json(self, response: dict[str, str]) -> str:
        key = websafe_encode(self.credential_id)
        return json.dumps(
            {"id": key, "rawId": key, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )
