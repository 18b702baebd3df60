"""Find the record that an item, a decision or a score is about: any that search finds for the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hub.governance.rules import Subject
from hub.platform.actors import Actor
from hub.platform.govuk.asking import Pick
from hub.platform.search.search import search

MOST = 10
# What is governance itself, or no record of work.
LEFT_OUT = ("governance.", "identity.", "documents.")


def finder(actor: Actor) -> Callable[[str], Sequence[Pick]]:
    """Give what finds a record by its reference, else by words."""

    def find(text: str) -> list[Pick]:
        hits = [one for one in search(text, actor=actor, limit=MOST * 2).hits if not one.kind.startswith(LEFT_OUT)]
        found = [
            Pick(
                one.reference or f"{one.kind} {one.object_id}",
                f"{one.reference} {one.label}".strip(),
                Subject(one.kind, one.object_id, one.reference, one.label, one.url),
            )
            for one in hits
        ]
        exact = [pick for pick in found if pick.value.casefold() == text.strip().casefold()]
        return (exact or found)[:MOST]

    return find
