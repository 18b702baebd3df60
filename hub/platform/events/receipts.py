"""The forms of what a bidder gets signed: receipts, and the closing root of a tender. Plain Python, no Django.

Each is one line of strict canonical JSON with exactly its fields, so that a signed text can be taken for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from hub.platform.canon import NotCanonical, read_strict

# A tree of so many leaves, or a multiple, does not tell how many bids there are.
LEAVES = 16
SUBMISSION, FILE, CLOSING = "submission", "file", "closing"

Test = Callable[[Any], bool]


def _matches(form: str) -> Test:
    pattern = re.compile(form)
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _counts(least: int) -> Test:
    return lambda value: type(value) is int and value >= least


def _lists(one: Test, least: int = 0) -> Test:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(one, value))


def _is_instant(value: Any) -> bool:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return INSTANT(value)


INSTANT = _matches(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
DIGEST, REF, KEY_ID = _matches(r"[0-9a-f]{64}"), _matches(r"[0-9a-f]{32}"), _matches(r"[0-9a-f]{16}")
NAME, LOT = _matches(r"[^\x00-\x1f]{1,200}"), _matches(r"[^\x00-\x1f]{0,200}")

FORMS: dict[str, dict[str, Test]] = {
    SUBMISSION: {
        "authority": NAME,
        "tender": NAME,
        "lots": _lists(NAME),
        "bid_ref": REF,
        "version": _counts(1),
        "stamp": _is_instant,
        "files_count": _counts(0),
        "record_digest": DIGEST,
        "roster_digests": _lists(DIGEST, 1),
        "copies": _counts(1),
        "event_number": _counts(1),
        "key_id": KEY_ID,
    },
    FILE: {
        "authority": NAME,
        "tender": NAME,
        "lot": LOT,
        "envelope": NAME,
        "bid_ref": REF,
        "descriptor": DIGEST,
        "commitment": DIGEST,
        "mib": _counts(0),
        "stamp": _is_instant,
        "copies": _counts(1),
        "key_id": KEY_ID,
    },
    CLOSING: {
        "authority": NAME,
        "tender": NAME,
        "at": _is_instant,
        "size": lambda value: _counts(LEAVES)(value) and value % LEAVES == 0,
        "root": DIGEST,
        "key_id": KEY_ID,
    },
}


class NotAReceipt(ValueError):
    """The text is not exactly a receipt or a closing root."""


def read(text: str) -> dict[str, Any]:
    """Give what a receipt or closing root says.

    :raises NotAReceipt: when a field is missing, too much or has another form, or the text is not canonical.
    """
    try:
        told = read_strict(text.encode())
    except (NotCanonical, UnicodeEncodeError) as fault:
        raise NotAReceipt(f"This is no receipt: {fault}.") from None
    form = FORMS.get(str(told.get("kind"))) if isinstance(told, dict) else None
    if form is None or told.get("v") != 1:
        raise NotAReceipt("This is no receipt of a kind that is known.")
    if told.keys() != {"v", "kind", *form}:
        raise NotAReceipt("This is no receipt: it says too much or too little.")
    if wrong := [name for name, fits in form.items() if not fits(told[name])]:
        raise NotAReceipt(f"This is no receipt: {', '.join(wrong)} cannot be so.")
    return told


def name_of(told: dict[str, Any]) -> str:
    """Give the name under which only one text may ever be signed; empty for receipts of files, of which any may be."""
    if told["kind"] == SUBMISSION:
        return submission_name(told["bid_ref"], told["version"])
    return closing_name(told["authority"], told["tender"]) if told["kind"] == CLOSING else ""


def submission_name(bid_ref: str, version: int) -> str:
    """Give the name of the receipt for one version of a bid."""
    return f"{SUBMISSION} {bid_ref} {version}"


def closing_name(authority: str, tender: str) -> str:
    """Give the name of the closing root of a tender."""
    # The unit separator can be in neither of them.
    return f"{CLOSING} {authority}\x1f{tender}"
