"""`hub search rebuild`: make the index again from the records."""

from __future__ import annotations

import argparse

from hub.cli import BadInput, print_json
from hub.platform.search.declare import all_declared
from hub.platform.search.index import rebuild

HELP = "Make the search index again from the records."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("kinds", nargs="*", help="kinds to rebuild, such as contract.contract; all unless named")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Rebuild, and print how many entries there are of each kind."""
    known = {one.kind for one in all_declared()}
    if unknown := set(options.kinds) - known:
        raise BadInput(f"{', '.join(sorted(unknown))} cannot be searched. Choose from {', '.join(sorted(known))}.")
    counts = rebuild(options.kinds or None)
    if options.json:
        print_json({"entries": counts})
    else:
        for kind, count in counts.items():
            print(f"{kind}: {count:,}")
    return 0
