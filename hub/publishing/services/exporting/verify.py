"""Check a full export of Procurement Hub with nothing but the folder: python3 verify.py FOLDER [--key BASE64] [--json].

Needs Python 3.11 or newer and the package `cryptography`. It checks the signature of the manifest; the digest, size and
rows of every file; that nothing was added; the chain of events with every erasable detail; and every checkpoint.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENESIS = "0" * 64
ORIGIN = "procurement-hub/events"
KEYS = "procurement-hub/key"
# How many events are compared with one another to find which of them changed places.
MOST_DOUBTED = 200
SIGNED_APART = {"MANIFEST.json", "MANIFEST.sig"}
Fault = dict[str, Any]


def verify(folder: Path, key: str = "") -> dict[str, Any]:
    """Check everything and give {"ok", "files", "events", "faults"}; a fault names file, kind and place.

    :param key: a public key of the Hub, now or before, if one is known from elsewhere; otherwise that of the folder.
    """
    faults: list[Fault] = []
    manifest, known = read_manifest(folder, key, faults)
    if not manifest:
        return {"ok": False, "files": 0, "events": 0, "faults": faults}
    check_files(folder, manifest, faults)
    events, roots = check_events(folder, manifest, sizes(folder), faults)
    check_checkpoints(folder, known, roots, faults)
    check_index(folder, faults)
    check_parts(folder, faults)
    return {"ok": not faults, "files": len(manifest.get("files", [])), "events": events, "faults": faults}


def fault(faults: list[Fault], file: str, kind: str, at: Any = None) -> None:
    """Remember a fault; the first thousand are enough."""
    if len(faults) < 1000:
        faults.append({"file": file, "kind": kind, **({"at": at} if at is not None else {})})


def read_manifest(folder: Path, key: str, faults: list[Fault]) -> tuple[dict[str, Any], str]:
    """Give the manifest and the key after checking its signature."""
    try:
        text = (folder / "MANIFEST.json").read_bytes()
        manifest = json.loads(text)
    except (OSError, ValueError):
        fault(faults, "MANIFEST.json", "missing_or_unreadable")
        return {}, key
    try:
        held = (folder / "public-key.txt").read_text().strip()
        signature = (folder / "MANIFEST.sig").read_text().strip()
    except OSError:
        held = signature = ""
    if key and held != key and key not in keys_before(folder, held, faults):
        fault(faults, "public-key.txt", "another_key")
        held = key
    if not is_signed(text, signature, held):
        fault(faults, "MANIFEST.json", "not_signed")
    return manifest, held


def keys_before(folder: Path, key: str, faults: list[Fault]) -> dict[str, int]:
    """Give the keys that the present one replaced, each with the size of the log up to which it counts.

    Both keys sign each replacement, so whoever trusts one of them may trust the other.
    """
    known: dict[str, int] = {}
    links = [link for _, link in lines(folder, "keys.jsonl", faults)] if (folder / "keys.jsonl").is_file() else []
    for link in reversed(links):
        text = str(link.get("text", ""))
        parts = text.split("\n")
        if len(parts) != 6 or parts[0] != KEYS or parts[2] != key or not parts[3].isdecimal():
            fault(faults, "keys.jsonl", "key_altered")
            break
        signed = ((str(link.get("signature", "")), parts[1]), (str(link.get("acknowledged", "")), parts[2]))
        if not all(is_signed(text.encode(), signature, public) for signature, public in signed):
            fault(faults, "keys.jsonl", "key_not_signed")
            break
        key = parts[1]
        known[key] = int(parts[3])
    return known


def is_signed(text: bytes, signature: str, key: str) -> bool:
    """Say whether a signature is that of the key."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(base64.b64decode(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True


def check_files(folder: Path, manifest: dict[str, Any], faults: list[Fault]) -> None:
    """Check digest, size and rows of every file on the list, and that there is no other."""
    listed = {entry["path"]: entry for entry in manifest.get("files", [])}
    for name, entry in listed.items():
        path = folder / name
        if not path.is_file():
            fault(faults, name, "missing")
            continue
        digest, rows = hashlib.sha256(), 0
        with path.open("rb") as file:
            while block := file.read(1024 * 1024):
                digest.update(block)
                rows += block.count(b"\n")
        if digest.hexdigest() != entry["sha256"]:
            fault(faults, name, "altered")
        if "rows" in entry and rows != entry["rows"]:
            fault(faults, name, "rows", rows)
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in listed and name not in SIGNED_APART and "__pycache__" not in name:
            fault(faults, name, "added")
    for model, count in manifest.get("models", {}).items():
        if listed.get(f"records/{model}.jsonl", {}).get("rows") != count:
            fault(faults, f"records/{model}.jsonl", "count", count)


def lines(folder: Path, name: str, faults: list[Fault]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the records of a file with their line numbers."""
    try:
        with (folder / name).open(encoding="utf-8") as file:
            for number, text in enumerate(file, start=1):
                try:
                    value = json.loads(text)
                except ValueError:
                    value = None
                if isinstance(value, dict):
                    yield number, value
                else:
                    fault(faults, name, "unreadable", number)
    except (OSError, UnicodeDecodeError):
        fault(faults, name, "missing_or_unreadable")


def sizes(folder: Path) -> set[int]:
    """Give the sizes of the log at which roots are wanted."""
    return {entry.get("size", 0) for _, entry in lines(folder, "checkpoints.jsonl", [])}


def check_events(
    folder: Path, manifest: dict[str, Any], wanted: set[int], faults: list[Fault]
) -> tuple[int, dict[int, str]]:
    """Walk the log; give the number of events and the tree's root at each wanted size."""
    expected, count, digest, chain, tree = 1, 0, "", Chain(), Tree()
    roots: dict[int, str] = {}
    erased: set[int] = set()
    allowed: set[int] = set()
    for _, event in lines(folder, "events.jsonl", faults):
        number, digest = event.get("number", 0), str(event.get("digest", ""))
        count += 1
        if number > expected:
            fault(faults, "events.jsonl", "missing", expected)
            chain.begin_again(event)
        elif number < expected:
            fault(faults, "events.jsonl", "added", number)
        if number >= expected:
            chain.follow(event)
        check_detail(event, faults)
        if isinstance(event.get("detail"), dict) and event["detail"].get("text") == "":
            erased.add(number)
        allowed |= erased_by(event)
        tree.add(bytes.fromhex(digest) if is_hex(digest) else digest.encode())
        if number in wanted:
            roots[number] = tree.root()
        expected = max(number, expected - 1) + 1
    told = manifest.get("events", {})
    if told.get("count") != count:
        fault(faults, "events.jsonl", "count", count)
    elif count and told.get("last_digest") != digest:
        chain.altered.add(expected - 1)
    chain.settle()
    for number, kind in sorted({(each, "event_altered") for each in chain.altered} | chain.reordered):
        fault(faults, "events.jsonl", kind, number)
    for number in sorted(erased - allowed):
        fault(faults, "events.jsonl", "detail_erased", number)
    return count, roots


def erased_by(event: dict[str, Any]) -> set[int]:
    """Give the numbers of the events whose details an act of erasure names in its digested body."""
    body = event.get("body")
    if not isinstance(body, dict) or body.get("verb") != "identity.erase_details":
        return set()
    try:
        return {number for number in json.loads(body["detail"])["events"] if isinstance(number, int)}
    except (KeyError, TypeError, ValueError):
        return set()


@dataclass
class Chain:
    """Which event of a broken chain was altered, and which only stands in another's place, as the Hub itself tells.

    A digest covers the event and the digest before it. An event that fits, but follows another digest than the one
    before it, tells of the event before: that one was written anew, and who still holds the old digest is innocent.

    :param last: number of the event before; None at the beginning and behind a gap, where nobody can be blamed.
    :param near: digests that came not long before, of events that a later one may say it follows.
    """

    prev: str = GENESIS
    last: int | None = None
    is_sound: bool = True
    near: deque[str] = field(default_factory=lambda: deque(maxlen=1_000))
    doubted: list[tuple[dict[str, Any], int | None]] = field(default_factory=list)
    altered: set[int] = field(default_factory=set)
    reordered: set[tuple[int, str]] = field(default_factory=set)

    def begin_again(self, event: dict[str, Any]) -> None:
        """Go on behind a gap: the gap is the fault, not the event behind it."""
        self.prev, self.last, self.is_sound = str(event.get("prev", self.prev)), None, True

    def follow(self, event: dict[str, Any]) -> None:
        """Look at the next event; of another authority's only the digest is here."""
        number, body, prev = event.get("number", 0), event.get("body"), event.get("prev")
        fits = isinstance(body, dict) and event.get("digest") == digest_of(event) and body.get("number") == number
        is_sound = body is None or fits
        if not is_sound:
            self.altered.add(number)
            is_link = digest_of(event, prev=self.prev) == event.get("digest")
            if len(self.doubted) < MOST_DOUBTED:
                self.doubted.append((event, None if prev == self.prev or is_link else self.last))
        elif body is not None and prev != self.prev:
            if self.is_sound and prev in self.near:
                self.reordered.add((number, "event_reordered"))
            else:
                self.altered.add(number if self.last is None else self.last)
        self.near.append(self.prev)
        self.prev, self.last, self.is_sound = str(event.get("digest", "")), number, is_sound

    def settle(self) -> None:
        """Tell apart, when all events were seen, those that only changed places."""
        numbers = [event.get("number", 0) for event, _ in self.doubted]
        for event, accuses in self.doubted:
            own = event.get("number", 0)
            if any(digest_of(event, number=each) == event.get("digest") for each in numbers if each != own):
                self.altered.discard(own)
                self.reordered.add((own, "event_reordered"))
            elif accuses is not None and (accuses, "event_reordered") not in self.reordered:
                self.altered.add(accuses)


def digest_of(event: dict[str, Any], *, prev: str | None = None, number: int | None = None) -> str:
    """Give the digest that an event must have, or would have behind another one or at another number."""
    body = event.get("body")
    if number is not None and isinstance(body, dict):
        body = {**body, "number": number}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    before = event.get("prev") if prev is None else prev
    return hashlib.sha256(f"hub/event/v1:{before}:{text}".encode()).hexdigest()


def check_detail(event: dict[str, Any], faults: list[Fault]) -> None:
    """Check what may be erased of an event against what its digested body promises."""
    number, body, detail = event.get("number"), event.get("body"), event.get("detail")
    if not isinstance(body, dict):
        return
    if not isinstance(detail, dict) or not isinstance(detail.get("text"), str):
        fault(faults, "events.jsonl", "detail_missing", number)
    elif words := detail["text"]:
        salt = str(detail.get("salt", ""))
        held = hashlib.sha256((bytes.fromhex(salt) if is_hex(salt) else b"") + words.encode()).hexdigest()
        if held != body.get("commitment"):
            fault(faults, "events.jsonl", "detail_altered", number)


def check_checkpoints(folder: Path, key: str, roots: dict[int, str], faults: list[Fault]) -> None:
    """Check that every checkpoint is signed by the key of its time and agrees with the log."""
    before = keys_before(folder, key, faults)
    for _, one in lines(folder, "checkpoints.jsonl", faults):
        size, text = one.get("size"), str(one.get("text", ""))
        parts = text.split("\n")
        by = str(one.get("public_key", key))
        counts = by == key or (isinstance(size, int) and size <= before.get(by, -1))
        if not counts or not is_signed(text.encode(), str(one.get("signature", "")), by):
            fault(faults, "checkpoints.jsonl", "checkpoint_not_signed", size)
        elif len(parts) < 4 or parts[0] != ORIGIN or parts[1] != str(size):
            fault(faults, "checkpoints.jsonl", "checkpoint_altered", size)
        elif size not in roots:
            fault(faults, "events.jsonl", "older_than_checkpoint", size)
        elif base64.b64decode(parts[2]).hex() != roots[size]:
            fault(faults, "events.jsonl", "differs_from_checkpoint", size)


def check_index(folder: Path, faults: list[Fault]) -> None:
    """Check that every document's file is here and is what its name says."""
    for _, entry in lines(folder, "files.jsonl", faults):
        path = folder / "files" / str(entry.get("sha256"))
        if entry.get("is_here") and not path.is_file():
            fault(faults, f"files/{path.name}", "document_missing")
    for path in sorted((folder / "files").glob("*")):
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != path.name:
                fault(faults, f"files/{path.name}", "document_altered")


def check_parts(folder: Path, faults: list[Fault]) -> None:
    """Check that every part that an event names, or the one that stands for it, is here and is what its name says."""
    index = lines(folder, "parts.jsonl", []) if (folder / "parts.jsonl").is_file() else ()
    instead = {entry.get("sha256"): entry["without_people"] for _, entry in index if entry.get("without_people")}
    for _, event in lines(folder, "events.jsonl", []):
        for sha256 in parts_of(event):
            name = f"parts/{instead.get(sha256, sha256)}.parquet"
            if not (folder / name).is_file():
                fault(faults, name, "part_missing", event.get("number"))
    for path in sorted((folder / "parts").glob("*")):
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != path.stem:
                fault(faults, f"parts/{path.name}", "part_altered")


def parts_of(event: dict[str, Any]) -> list[str]:
    """Give the digests of the parts that an event brought; of another authority's event nothing is told."""
    body = event.get("body")
    try:
        told = json.loads(body["detail"]).get("parts", []) if isinstance(body, dict) else []
    except (ValueError, KeyError, TypeError, AttributeError):
        return []
    return [each for each in told if isinstance(each, str) and len(each) == 64] if isinstance(told, list) else []


def is_hex(text: str) -> bool:
    """Say whether a text is bytes in hexadecimal."""
    try:
        bytes.fromhex(text)
    except ValueError:
        return False
    return True


class Tree:
    """The Merkle tree of RFC 6962, kept as its complete subtrees."""

    def __init__(self) -> None:
        self.peaks: list[tuple[int, bytes]] = []

    def add(self, content: bytes) -> None:
        """Append one leaf."""
        height, hashed = 0, hashlib.sha256(b"\x00" + content).digest()
        while self.peaks and self.peaks[-1][0] == height:
            hashed = hashlib.sha256(b"\x01" + self.peaks.pop()[1] + hashed).digest()
            height += 1
        self.peaks.append((height, hashed))

    def root(self) -> str:
        """Give the root in hexadecimal."""
        hashed = self.peaks[-1][1]
        for _, left in reversed(self.peaks[:-1]):
            hashed = hashlib.sha256(b"\x01" + left + hashed).digest()
        return hashed.hex()


def main() -> int:
    """Check the folder named on the command line; exit 1 on a fault."""
    parser = argparse.ArgumentParser(description="Check a full export of Procurement Hub.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--key", default="", help="the Hub's public key in base64, from its public site")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args()
    found = verify(options.folder, options.key)
    print(json.dumps(found) if options.json else said(found))
    return 0 if found["ok"] else 1


def said(found: dict[str, Any]) -> str:
    """Put what was found into words."""
    if found["ok"]:
        return f"{found['files']:,} files and {found['events']:,} events: everything is as it was signed."
    rows = [f"  {each['file']}: {each['kind']} {each.get('at', '')}".rstrip() for each in found["faults"]]
    return "\n".join([f"{len(rows):,} fault{'' if len(rows) == 1 else 's'}:", *rows])


if __name__ == "__main__":
    sys.exit(main())
