"""Append events to the log: gapless, chained, in the transaction of the act."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction

from hub.platform import bulk, canon
from hub.platform.actors import Actor
from hub.platform.events.models import Event, EventDetail, Head


class Digest(str):
    """A SHA-256 in hexadecimal. It names nobody, so it stands in the log for ever and not in the erasable detail."""


@dataclass(frozen=True)
class Draft:
    """What an act wants written; ``append`` gives it number, digest and place."""

    authority_id: int | None
    verb: str
    subject: tuple[str, int, str]
    root: tuple[str, int]
    actor: Actor
    at: datetime
    cause: str
    facts: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    note: str = ""


def append(drafts: list[Draft]) -> list[Event]:
    """Write the events in order, after the last one, and move the head.

    Must run inside a transaction; the head row is locked until it ends, so numbers have no gaps.
    """
    if not drafts:
        return []
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Events are written in the transaction of their act.")
    head = Head.objects.select_for_update().get(pk=1)
    details: list[tuple[int, str, str]] = []
    events = bulk.stream(Event, _chain(drafts, head, details))
    bulk.insert_values(EventDetail, ("event_id", "salt", "text"), details)
    Head.objects.filter(pk=1).update(number=head.number, digest=head.digest)
    return events


def _chain(drafts: list[Draft], head: Head, details: list[tuple[int, str, str]]) -> Iterator[Event]:
    """Make the events one after the other, move ``head`` along, and put what can be erased into ``details``."""
    salts = os.urandom(16 * len(drafts))
    for place, draft in enumerate(drafts):
        facts, private = split(draft.facts)
        text = canon.dumps(
            {
                "actor": draft.actor.name,
                "subject": draft.subject[2],
                "changes": draft.changes,
                "note": draft.note,
                "facts": private,
            }
        )
        salt = salts[16 * place : 16 * place + 16].hex()
        event = bulk.placed(
            Event,
            *(head.number + 1, draft.authority_id, draft.verb, *draft.subject[:2], *draft.root),
            *(draft.actor.person_id, draft.at, draft.cause),
            *(canon.dumps(facts), commitment(salt, text), head.digest),
        )
        event.digest = event.computed_digest()
        head.number, head.digest = event.number, event.digest
        details.append((event.number, salt, text))
        yield event


def commitment(salt: str, text: str) -> str:
    """Give the digest that ties an erasable text to its event without revealing it."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def split(facts: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part facts into those that may stand in the log for ever and free text, which may name people."""
    lasting = {name: value for name, value in facts.items() if not _is_free_text(value)}
    return lasting, {name: value for name, value in facts.items() if name not in lasting}


def _is_free_text(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_is_free_text(item) for item in value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return any(_is_free_text(item) for item in value)
    return isinstance(value, str) and not isinstance(value, Enum | Digest)
