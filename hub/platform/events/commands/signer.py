"""`hub signer`: the process that alone reads the key and signs the log. It needs neither database nor settings."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

from hub.cli import BadInput
from hub.platform.events.journal import Fork, Signer
from hub.platform.events.signer import NoSigner, Server
from hub.platform.logs import JsonFormatter

HELP = "Sign checkpoints and exports for the Hub on a Unix socket; never signs two histories."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the places."""
    home = Path(os.environ.get("HUB_HOME", ".hub"))
    parser.add_argument("--socket", type=Path, default=home / "signer.sock", help="what HUB_SIGNER names")
    parser.add_argument("--keys", type=Path, default=home / "keys", help="folder that only this process may read")


def run(options: argparse.Namespace) -> int:
    """Answer until somebody ends it."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(JsonFormatter())
    logging.getLogger("hub").addHandler(lines)
    signer = Signer(options.keys)
    try:
        last = signer.last()
        server = Server(options.socket, signer)
    except (Fork, NoSigner, OSError) as fault:
        raise BadInput(str(fault)) from fault
    signal.signal(signal.SIGTERM, _stop)
    print(f"Signing at {options.socket}; {last.size:,} events were signed so far.", flush=True)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def _stop(number: int, frame: Any) -> None:
    raise KeyboardInterrupt
