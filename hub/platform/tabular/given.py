"""Files that the command line names."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hub.platform.tabular.results import Unreadable


def readable(path: Path) -> Path:
    """Give the path of a file that can be opened.

    :raises Unreadable: when there is none.
    """
    try:
        if not path.is_file():
            raise Unreadable(
                f"“{path}” is a folder. Name the files in it."
                if path.is_dir()
                else f"There is no file “{path}”. Check its name."
            )
        with path.open("rb"):
            return path
    except OSError as fault:
        reason = fault.strerror or "it cannot be opened"
        raise Unreadable(f"“{path}” cannot be read: {reason}. Check its name and permissions.") from fault
    except ValueError as fault:
        raise Unreadable("This is not the name of a file. Check it.") from fault


def digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
