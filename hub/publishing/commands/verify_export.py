"""`hub verify export FOLDER`: check an export with nothing but the folder."""

import argparse
from pathlib import Path

from hub.cli import BadInput, print_json
from hub.publishing.services.exporting.verify import said, verify

HELP = "Check a full export: signature, files, rows, the chain of events, checkpoints, documents. Exit 1 on a fault."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, help="the folder of an export")
    parser.add_argument("--key", default="", help="the Hub's public key in base64, if known from elsewhere")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Check, print, and exit 1 when anything is wrong."""
    if not options.folder.is_dir():
        raise BadInput(f"{options.folder} is not a folder.")
    found = verify(options.folder, options.key)
    if options.json:
        print_json(found)
    else:
        print(said(found))
    return 0 if found["ok"] else 1
