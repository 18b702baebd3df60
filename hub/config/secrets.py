"""Keep the local secrets in HUB_HOME, made once and readable by their owner only."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """Give this installation's secret key, making it on first use."""
    return kept(home, "secret_key")


def kept(home: Path, name: str) -> str:
    """Give the secret of a name, making it on first use."""
    path = home / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            # Two processes may start together: the first link wins and both read it.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
