"""`hub-seal`: seal files for a published roster on one's own computer, without a network, into a bundle to upload."""

from __future__ import annotations

import argparse
import json
import mimetypes
import os
import sys
import zipfile
from pathlib import Path

from hub.bids.sealing.bundles import BUNDLE, BundleShelf, bundle_of
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.files import Said, SealedFile, seal_file
from hub.bids.sealing.mailboxes import make_mailbox
from hub.bids.sealing.rosters import BadRoster, Roster, read_roster


class CannotSeal(Exception):
    """What was given cannot be sealed; the message says why and what to do."""


def main(argv: list[str] | None = None) -> int:
    """Run the command and give its exit code: 0 sealed, 2 not."""
    parser = argparse.ArgumentParser(prog="hub-seal", description="Seal files of a bid on this computer, offline.")
    parser.add_argument("roster", type=Path, help="the roster of the envelope, from the tender's page")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="what to seal")
    parser.add_argument("--digest", required=True, help="the roster's digest as the authority published it")
    parser.add_argument("--bid", required=True, help="your bid's reference, from its page: 32 digits and letters")
    parser.add_argument("--lot", default="", help="the lot that the files are for, where there are lots")
    parser.add_argument("--out", type=Path, required=True, help="the bundle to make, a ZIP file to upload")
    parser.add_argument("--keep", type=Path, required=True, help="a file to keep: it proves later what you sealed")
    options = parser.parse_args(argv)
    try:
        said = seal(options)
    except (CannotSeal, Fault, BadRoster, OSError) as fault:
        print(f"hub-seal: {fault}", file=sys.stderr)
        return 2
    print(said)
    return 0


def seal(options: argparse.Namespace) -> str:
    """Seal the files and give what to tell.

    :raises CannotSeal: when the roster is not the published one, or a file that should be made is there.
    """
    roster = published(options.roster, options.digest)
    draft = options.out.with_name(options.out.name + ".part")
    for path in (options.out, options.keep, draft):
        if path.exists():
            raise CannotSeal(f"{path} is there already; name another file, so that nothing is lost.")
    mailbox = make_mailbox(roster, options.bid)
    sealed: list[tuple[str, SealedFile]] = []
    kept: list[dict[str, str | int]] = []
    try:
        with zipfile.ZipFile(draft, "x", allowZip64=True) as archive:
            shelf = BundleShelf(archive)
            for path in options.files:
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                with path.open("rb") as source:
                    file, facts = seal_file(source, Said(path.name, kind), mailbox.recipient, shelf=shelf)
                sealed.append((options.lot, file))
                kept.append({"name": facts.name, "size": facts.size, "salt": facts.salt, "descriptor": file.descriptor})
            bundle = bundle_of(mailbox, tender=roster.tender, envelope=roster.envelope, files=sealed)
            archive.writestr(BUNDLE, bundle.text())
        told = {"format": "hub-salts/1", "bid_ref": options.bid, "envelope": roster.envelope, "files": kept}
        with open(options.keep, "x", encoding="utf-8", opener=_for_its_owner) as file_to_keep:
            file_to_keep.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        draft.replace(options.out)
    finally:
        draft.unlink(missing_ok=True)
    return (
        f"Sealed {len(sealed)} files for {roster.envelope} of {roster.tender} into {options.out}.\n"
        f"Keep {options.keep} to yourself: without it you cannot prove later what the files were."
    )


def published(path: Path, digest: str) -> Roster:
    """Read the roster, if it is the one that the authority published.

    :raises CannotSeal: when it is another: whoever swapped it could open the bid.
    """
    roster = read_roster(path.read_bytes())
    if roster.digest != digest.strip().lower():
        raise CannotSeal(f"This roster is not the published one: its digest is {roster.digest}. Do not use it.")
    return roster


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


if __name__ == "__main__":
    sys.exit(main())
