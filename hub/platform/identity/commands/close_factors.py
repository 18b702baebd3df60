"""`hub factors rotate`: encrypt the seeds of code apps with the present factors key."""

from __future__ import annotations

import argparse

from cryptography.fernet import InvalidToken

from hub.cli import BadInput
from hub.platform.identity.boxes import close_again

HELP = "Encrypt the seeds of code apps with the present HUB_FACTORS_KEY; then the key before it can be thrown away."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> int:
    """Do it and say how many there were."""
    try:
        count = close_again()
    except InvalidToken as fault:
        raise BadInput(
            "A seed cannot be opened with any key. Put the key before the present one into HUB_FACTORS_KEY_BEFORE."
        ) from fault
    print(f"{count:,} factors are encrypted with the present key. The keys before it are no longer needed for them.")
    return 0
