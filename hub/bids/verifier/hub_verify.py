#!/usr/bin/env python3
"""Check the receipt of a bid, offline, without Procurement Hub. Exit 0: it holds, 1: it does not, 2: not checked."""

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SAYS = {
    "signature of the": ("It was signed with this key.", "It was changed, or another key signed it."),
    "record": ("The list of sealed files is the one that the receipt names.", "It is another list of sealed files."),
    "inclusion": ("The bid is among those that were sealed at closing.", "The closing root does not hold this bid."),
    "event log": ("The event log holds this closing root.", "The event log does not hold this closing root."),
    "file": ("It is what was sealed.", "No file in the folder is what was sealed under this name."),
}


def check(report: Any, what: str, ok: object, name: str = "") -> None:
    report["checks"].append({"what": f"{what} {name}".strip(), "ok": bool(ok), "says": SAYS[what][0 if ok else 1]})


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def told(text: str) -> Any:
    """Read canonical JSON: the one spelling of a value, so that nobody can read two things out of one text."""
    value = json.loads(text)
    if json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) != text:
        raise ValueError("not canonical JSON")
    return value


def load(path: str, form: str) -> Any:
    found = json.loads(Path(path).read_text(encoding="utf-8"))
    if found.get("format") != form:
        raise RuntimeError(f"{path} is not a file of the form {form}.")
    return found


def is_signed(text: str, signature: str, key: str) -> bool:
    try:
        made = base64.b64decode(signature, validate=True)
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(made, text.encode()) is None
    except (InvalidSignature, ValueError):
        return False


def root_of(leaf: bytes, index: int, size: int, path: list[str]) -> bytes:
    """Follow an inclusion proof, from the top of the tree down (RFC 9162, 2.1.3)."""
    if size <= 1 or not path:
        return sha256(b"\x00" + leaf) if (index, size, path) == (0, 1, []) else b""
    half, beside = 1 << (size - 1).bit_length() - 1, bytes.fromhex(path[-1])
    if index < half:
        return sha256(b"\x01" + root_of(leaf, index, half, path[:-1]) + beside)
    return sha256(b"\x01" + beside + root_of(leaf, index - half, size - half, path[:-1]))


def check_root(report: Any, text: str, closing: Any, *, proof: Any, key: str) -> None:
    receipt, root, log = told(text), told(closing["closing"]), closing.get("log")
    if not proof:
        raise RuntimeError("There is no proof for this receipt in the file of the closing root; download your own.")
    check(report, "signature of the", is_signed(closing["closing"], closing["signature"], key), "closing root")
    same = root["kind"] == "closing" and all(root[name] == receipt[name] for name in ("authority", "tender"))
    leads = proof["size"] == root["size"] and root_of(text.encode(), **proof).hex() == root["root"]
    check(report, "inclusion", same and leads)
    if not log:
        report["unchecked"].append("that the event log holds the closing root: the file does not say")
        return
    event = sha256(f"hub/event/v1:{log['prev_digest']}:{log['body']}".encode())
    origin, size, logged = log["checkpoint"].split("\n")[:3]
    leads = root_of(event, **log["proof"]) == base64.b64decode(logged) and int(size) == log["proof"]["size"]
    named = origin == "procurement-hub/events" and f'"{root["root"]}"' in told(log["body"])["detail"]
    check(report, "event log", leads and named and is_signed(log["checkpoint"], log["signature"], key))


def check_files(report: Any, files: Any, commitments: dict[str, str], folder: str) -> None:
    if not Path(folder).is_dir() or not commitments:
        raise RuntimeError(f"{folder} is not a folder, or the receipt file does not hold the list of sealed files.")
    here, salted = [], {one["descriptor"] for one in files}
    for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
        with path.open("rb") as file:
            here.append(hashlib.file_digest(file, "sha256").digest() + path.stat().st_size.to_bytes(8, "big"))
    report["unchecked"] += [f"file sealed as {one}: no salt is here" for one in commitments if one not in salted]
    for one in files:
        begin, commitment = b"hub/commit/v1" + bytes.fromhex(one["salt"]), commitments.get(one["descriptor"])
        check(report, "file", any(sha256(begin + it).hex() == commitment for it in here), one["name"])


def verify(report: Any, options: argparse.Namespace) -> None:
    """Check what was asked, into the report."""
    found = load(options.receipt, "hub-receipt/1")
    text, key = found["receipt"], options.key or found["public_key"]
    receipt, commitments = told(text), {}
    key = Path(key).read_text(encoding="utf-8").strip() if options.key and Path(key).is_file() else key
    if not options.key:
        report["unchecked"].append(f"whose key it is: compare {receipt['key_id']} with the published, or give --key")
    key_id = sha256(base64.b64decode(key, validate=True)).hex()[:16]
    is_right = receipt["key_id"] == key_id and receipt["kind"] in ("submission", "file")
    check(report, "signature of the", is_right and is_signed(text, found["signature"], key), "receipt")
    if receipt["kind"] == "file":
        commitments = {receipt["descriptor"]: receipt["commitment"]}
    elif found.get("record"):
        says = told(found["record"])
        same = all(says[name] == receipt[name] for name in ("tender", "bid_ref", "version"))
        is_named = sha256(found["record"].encode()).hex() == receipt["record_digest"]
        check(report, "record", same and is_named and len(says["files"]) == receipt["files_count"])
        commitments = {one["descriptor"]: one["commitment"] for one in says["files"]}
    if options.root:
        closing = load(options.root, "hub-closing/1")
        check_root(report, text, closing, proof=closing.get("proof") or found.get("proof"), key=key)
    if options.files:
        check_files(report, found.get("files", []), commitments, options.files)


def main(argv: list[str] | None = None) -> int:
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(prog="hub-verify", description="Check the receipt of a bid, offline.")
    command = parser.add_subparsers(required=True).add_parser("receipt", help="check a receipt file")
    command.add_argument("receipt", metavar="FILE", help="the receipt file that you kept")
    command.add_argument("--root", metavar="FILE", help="the file of the closing root, with your proof")
    command.add_argument("--files", metavar="DIR", help="the folder with the files that you sealed")
    command.add_argument("--key", help="the Hub's published public key in base64, or a file that holds it")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    options, fault = parser.parse_args(argv), ""
    report: dict[str, list[Any]] = {"checks": [], "unchecked": []}
    try:
        verify(report, options)
    except (RuntimeError, OSError) as found:
        fault = str(found)
    except Exception:  # whatever a damaged or hostile file makes of itself, it was not checked
        fault = "A file does not have the right form: it is damaged or of another kind."
    ok = not fault and all(one["ok"] for one in report["checks"])
    lines = [f"{'holds' if one['ok'] else 'FAILS'}  {one['what']}: {one['says']}" for one in report["checks"]]
    lines += [f"not checked: {one}" for one in report["unchecked"]]
    whole = json.dumps({"ok": ok, **report, "error": fault}, ensure_ascii=False)
    print(whole if options.json else "\n".join(lines))
    print(f"hub-verify: {fault}\n" if fault else "", end="", file=sys.stderr)
    return 2 if fault else 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
