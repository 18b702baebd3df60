"""The texts that are signed. Plain Python: the separate signer runs without Django."""

from __future__ import annotations

import base64
import json
from datetime import datetime

from hub.platform import canon

ORIGIN = "procurement-hub/events"
CERTIFICATE = "Certificate of "


def checkpoint_text(size: int, root: str, at: datetime) -> str:
    """Give the text of a checkpoint, in the C2SP form: origin, size, root in base64, then our time line.

    :param size: number of events.
    :param root: root of the tree over their digests, in hexadecimal.
    """
    encoded = base64.b64encode(bytes.fromhex(root)).decode()
    return f"{ORIGIN}\n{size}\n{encoded}\n{canon.instant(at)}\n"


def is_statement(text: str) -> bool:
    """Say whether a text is one that may be signed besides checkpoints and keys.

    That is a certificate, whose first line says so, or the list of an export's files: a JSON object that names its
    format and its files. Neither can be taken for a checkpoint or a key.
    """
    if text.startswith(CERTIFICATE):
        return True
    try:
        told = json.loads(text)
    except ValueError:
        return False
    return isinstance(told, dict) and {"format", "made_at", "files"} <= set(told)
