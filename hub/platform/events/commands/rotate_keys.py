"""`hub keys rotate`: replace the key that signs the event log."""

from __future__ import annotations

import argparse

from hub.cli import BadInput
from hub.platform import clock
from hub.platform.actors import system_actor
from hub.platform.events import signing
from hub.platform.events.rotating import rotate
from hub.platform.events.signer import NoSigner
from hub.platform.tenancy.selectors import runs_the_hub

HELP = "Replace the key that signs the event log; the old key signs the new one, and older checkpoints stay good."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> int:
    """Replace the key and say which is the new one."""
    root = runs_the_hub()
    if root is None:
        raise BadInput("There is no authority yet, so there is nothing to sign. Add one with hub authority add.")
    try:
        link = rotate(root, by=system_actor(), at=clock.now())
    except (NoSigner, signing.Fork) as fault:
        raise BadInput(str(fault)) from fault
    print(f"Key {signing.key_id(link.old)} was replaced by {signing.key_id(link.new)} after {link.size:,} events.")
    print(f"Tell those who keep checkpoints the new public key:\n{link.new}")
    return 0
