"""The key that seals held forms: in HUB_HOME, made once, readable by its owner only."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

NAME = "held_forms"


def box() -> Fernet:
    """Give what seals and opens held forms."""
    path = Path(settings.HUB_HOME) / "keys" / NAME
    if not path.exists():
        _make(path)
    return Fernet(path.read_bytes().strip())


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{NAME}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(Fernet.generate_key())
    try:
        # Two processes may start together: the first link wins and both read it.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
