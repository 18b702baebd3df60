"""`hub-open`: what an opener does on the own device, without the Hub and without a network.

::

    hub-open new-key --out my-key.txt            make a key; prints the public half
    hub-open answer question.age --identity …    answer the question that proves possession
    hub-open shares openings.json --identity …   give the shares of a rehearsal or an opening

The identity is a file of `hub-open` or `age-keygen`, or one that is sealed under a passphrase (`age -p`).
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from hub.bids.sealing import keys
from hub.bids.sealing.box import Box
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.mailboxes import Mailbox, check_mailbox, open_wrap, read_mailbox
from hub.bids.sealing.rosters import BadRoster, Roster, read_roster

LONGEST = 64 * 1024 * 1024


class Wrong(Exception):
    """What was given cannot be used; the message says why."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives 0, or 2 for what cannot be used."""
    asked = _parser().parse_args(argv)
    try:
        print(asked.do(asked))
    except (Wrong, Fault, BadRoster, OSError) as wrong:
        print(f"hub-open: {wrong}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hub-open", description="What an opener does on the own device.")
    parts = parser.add_subparsers(required=True, metavar="COMMAND")
    new = parts.add_parser("new-key", help="make a key; prints the public half")
    new.add_argument("--out", type=Path, required=True, help="where the secret half goes; an existing file stays")
    new.set_defaults(do=lambda asked: new_key(asked.out))
    prove = parts.add_parser("answer", help="answer the question that proves possession")
    prove.add_argument("question", type=Path)
    prove.add_argument("--identity", type=Path, required=True)
    prove.set_defaults(do=lambda asked: answer(_read(asked.question), identity_in(asked.identity)))
    give = parts.add_parser("shares", help="give the shares of a rehearsal or an opening")
    give.add_argument("openings", type=Path)
    give.add_argument("--identity", type=Path, required=True)
    give.set_defaults(do=lambda asked: shares(_read(asked.openings), identity_in(asked.identity)))
    return parser


def new_key(out: Path) -> str:
    """Make a key, write its secret half to a new file that only its owner can read, and give what to do next."""
    made = Box.new_key()
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Wrong(f"{out} is there already, and a key must not be lost. Name another file.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"# public key: {made.recipient}\n{made.identity}\n")
    return f"{made.recipient}\nFingerprint: {keys.fingerprint(made.recipient)}"


def answer(question: bytes, identity: str) -> str:
    """Give the answer to a question."""
    return keys.answer(question, identity)


def shares(openings: bytes, identity: str) -> str:
    """Give the shares of all mailboxes of a file of openings, as JSON to hand in.

    Every share is checked to be for the tender, envelope, bid and mailbox that the file names.

    :raises Wrong: when the file is none, or the identity is of nobody on its roster.
    """
    roster, found = _openings(openings)
    own = Box.recipient_of(identity)
    opener = next((one.id for one in roster.openers if one.recipient == own), "")
    if not opener:
        raise Wrong("This key is not on the roster of this file.")
    given = {}
    for mailbox in found:
        check_mailbox(mailbox, roster)
        given[mailbox.bid_ref] = open_wrap(mailbox, roster, opener, identity).hex()
    told = {"v": 1, "kind": "shares", "roster": roster.digest, "opener": opener, "shares": given}
    return json.dumps(told, sort_keys=True)


def _openings(text: bytes) -> tuple[Roster, list[Mailbox]]:
    try:
        told = json.loads(text)
        if told["kind"] != "openings":
            raise ValueError
        return read_roster(told["roster"].encode()), [read_mailbox(one.encode()) for one in told["mailboxes"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        if isinstance(fault, Fault | BadRoster):
            raise
        raise Wrong("This is no file of openings. Download it again from the page that asks for your share.") from None


def identity_in(path: Path) -> str:
    """Give the identity in a file; one under a passphrase is asked for it.

    :raises Wrong: when there is none, or several.
    """
    content = _read(path)
    if content.startswith(b"age-encryption.org/v1\n"):
        content = Box.open_with_passphrase(content, getpass.getpass("Passphrase: "))
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    found = [line for line in lines if line.startswith("AGE-SECRET-KEY-1")]
    if len(found) != 1:
        raise Wrong(f"{path} holds {len(found) or 'no'} secret keys; one is wanted.")
    return found[0]


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise Wrong(f"{path} is too large.")
    return content


if __name__ == "__main__":
    raise SystemExit(main())
