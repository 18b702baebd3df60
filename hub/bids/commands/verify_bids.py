"""`hub verify bids`: hold everything that is kept of bids against receipts, book, log and stores, without any key."""

from __future__ import annotations

import argparse

from hub.bids.services.verifying import verify_bids
from hub.cli import print_json
from hub.platform.events.verify import verify

HELP = "Check that nothing of a sealed bid was changed, dropped, added or swapped. Exit 1 on a fault."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Verify, print, and exit 1 when anything is wrong."""
    report = verify_bids()
    for fault in verify().faults:
        report.add("log", f"event {fault.number}", fault.kind)
    if options.json:
        told = {"bids": report.bids, "receipts": report.receipts, "roots": report.roots}
        print_json({"ok": report.ok, **told, "faults": report.faults})
    else:
        print(f"{report.bids:,} bids, {report.receipts:,} receipts, {report.roots:,} roots.")
        for one in report.faults:
            print(f"  {one['what']} {one['where']}: {one['kind']}")
    return 0 if report.ok else 1
