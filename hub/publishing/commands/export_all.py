"""`hub export all FOLDER`: write everything in open formats; nobody is locked in."""

import argparse
from pathlib import Path
from typing import Any

from hub.cli import BadInput, print_json
from hub.platform import clock
from hub.platform.tenancy.selectors import by_code
from hub.platform.words import plural
from hub.publishing.services.exporting.folder import CannotWrite
from hub.publishing.services.exporting.writing import export_all

HELP = "Write every record, document and event in open formats, with a signed list of it all."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    parser.add_argument("--authority", default="all", metavar="CODE", help="one authority's records (default: all)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Write the export and say what is in it; 1 when a file that belongs in it is not there."""
    folder = options.folder
    authority = None
    if options.authority != "all" and (authority := by_code(options.authority)) is None:
        raise BadInput(f"There is no authority with the code {options.authority}.")
    try:
        manifest = export_all(folder, authority=authority, at=clock.now())
    except CannotWrite as fault:
        raise BadInput(str(fault)) from fault
    records = sum(manifest["models"].values())
    told = {
        "folder": str(folder),
        "authority": manifest["authority"],
        "files": len(manifest["files"]),
        "records": records,
        "documents": manifest["documents"],
        "parts": manifest["parts"],
        "people_paid": manifest["people_paid"],
        "events": manifest["events"]["count"],
        "missing": manifest["missing"],
        "left_out": manifest["left_out"],
    }
    if options.json:
        print_json(told)
    else:
        print(
            f"{plural(records, 'record')}, {plural(told['documents'], 'document')} and "
            f"{plural(told['events'], 'event')} in {folder}.\n"
            f"{manifest['people_paid']['says']}\n"
            f"Check it with: hub verify export {folder}, or python3 {folder}/verify.py {folder}"
        )
        for each in manifest["missing"]:
            print(f"Not as it should be: {named(each)}: {each['why']}.")
    return 1 if manifest["missing"] else 0


def named(entry: dict[str, Any]) -> str:
    """Give a file of the index in words."""
    if "publication" in entry:
        return f"publication {entry['publication']} ({entry['sha256']})"
    return f"{entry['name']}, version {entry['version']} of document {entry['document']} ({entry['sha256']})"
