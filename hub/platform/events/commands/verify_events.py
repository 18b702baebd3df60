"""`hub verify events`: walk the event log and name every fault."""

import argparse
from pathlib import Path

from hub.cli import BadInput, print_json
from hub.platform.events.verify import verify

HELP = "Check that no event was altered, removed, added or put in another order. Exit 1 on a fault."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--against", type=Path, action="append", default=[], help="a folder with checkpoints kept elsewhere; may repeat"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Verify, print, and exit 1 when anything is wrong."""
    for folder in options.against:
        if not folder.is_dir():
            raise BadInput(f"There is no folder {folder}.")
    walk = verify(options.against)
    faults = [{"number": fault.number, "kind": fault.kind} for fault in walk.faults]
    if options.json:
        print_json({"ok": not faults, "events": walk.events, "faults": faults})
    elif faults:
        print(f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in {walk.events:,} events:")
        print("\n".join(f"  event {fault['number']}: {fault['kind']}" for fault in faults))
    else:
        print(f"{walk.events:,} events, in one unbroken chain.")
    return 1 if faults else 0
