"""`hub reference load`: bring the shipped sets of dated values into the database."""

import argparse

from hub.cli import BadInput, print_json
from hub.platform import clock
from hub.platform.reference.files import BadFile
from hub.platform.reference.services import load_all

HELP = "Load the dated values that ship with the Hub. Loading twice changes nothing."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Load and say what changed."""
    try:
        changed = load_all(at=clock.now())
    except BadFile as fault:
        raise BadInput(str(fault)) from fault
    if options.json:
        print_json({"sets": changed})
    else:
        print(f"{sum(changed.values())} dated values loaded or corrected, in {len(changed)} sets.")
    return 0
