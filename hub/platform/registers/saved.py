"""Save and remove views of lists, and give a person theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.platform.act_table import Refused, bars
from hub.platform.actors import Actor
from hub.platform.acts import Finding, create, perform
from hub.platform.registers.acts import REMOVE_VIEW, SAVE_VIEW
from hub.platform.registers.filters.base import Params
from hub.platform.registers.models import NAME_LENGTH, SavedView

MOST = 20
# Where a reader stands in a list is not part of the view.
PASSING = ("page", "view", "more")


def views_of(actor: Actor, register: str) -> list[SavedView]:
    """Give a person's saved views of one register, oldest first."""
    if actor.person_id is None:
        return []
    return list(SavedView.objects.of(actor.person_id).filter(register=register)[:MOST])


def find(actor: Actor, register: str, pk: int) -> SavedView | None:
    """Give one saved view of a person, or None when it is not theirs."""
    if actor.person_id is None:
        return None
    found: SavedView | None = SavedView.objects.of(actor.person_id).filter(register=register, pk=pk).first()
    return found


@bars(SAVE_VIEW)
def bars_to_saving(view: Any, by: Actor, at: datetime) -> list[Finding]:
    """Say why a view cannot be saved: no name, a name in use, or too many."""
    if not view.name:
        return [Finding("no_name", "Enter a name for this view.")]
    if len(view.name) > NAME_LENGTH:
        return [Finding("long_name", f"The name of a view must be {NAME_LENGTH} characters or fewer.")]
    mine = SavedView.objects.of(by.person_id).filter(register=view.register)
    if mine.filter(name__iexact=view.name).exists():
        message = f"You already have a view called “{view.name}”. Enter another name, or remove that one first."
        return [Finding("name_in_use", message)]
    if mine.count() >= MOST:
        return [Finding("too_many", f"You have {MOST} views of this list. Remove one first.")]
    return []


@bars(REMOVE_VIEW)
def bars_to_removing(view: Any, by: Actor, at: datetime) -> list[Finding]:
    """Say that only its owner removes a view."""
    if view.owner_id != by.person_id:
        return [Finding("not_yours", "Only the person who saved a view can remove it.")]
    return []


def save_view(*, register: str, name: str, params: Params, summary: str, by: Actor, at: datetime) -> SavedView:
    """Save filters, order and columns under a name for the person who asks.

    :raises Refused: when the name is missing, too long or in use, or there are too many.
    """
    kept = {key: values for key, values in params.items() if key not in PASSING and any(values)}
    clean = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    view = SavedView(register=register, name=clean, params=kept, summary=summary[:500], saved_at=at)
    view.owner_id = by.person_id  # type: ignore[assignment]
    with create(SAVE_VIEW, view, by=by, at=at) as entry:
        entry.note(register=register)
    return view


def remove_view(view: SavedView, *, by: Actor, at: datetime) -> SavedView:
    """Remove a saved view from its owner's list; the row stays for the log."""
    with perform(REMOVE_VIEW, view, by=by, at=at):
        view.removed_at = at
        view.save(update_fields=["removed_at"])
    return view


__all__ = ["MOST", "Refused", "find", "remove_view", "save_view", "views_of"]
