"""Openers' keys and rosters as lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.bids import acts, selectors
from hub.bids.terms import KeyState, RosterState, RosterUse
from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    DateColumn,
    LinkColumn,
    NumberColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import ChoiceFilter


class OpenerKeyRegister(Register):
    """List the keys of those who open bids."""

    name = "opener-keys"
    title = "Openers' keys"
    noun = ("key", "keys")
    default_sort = "reference"
    columns = (
        LinkColumn("reference", "Reference"),
        PersonColumn("person", "Opener"),
        TermColumn("status", "Status", term=KeyState),
        TextColumn("fingerprint", "Fingerprint"),
        BooleanColumn("is_safe_key", "In an envelope"),
        DateColumn("offered_on", "Offered"),
        DateColumn("proven_on", "Proven"),
        DateColumn("retired_on", "Retired", on=False),
        TextColumn("kept_by", "Envelope kept by", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=KeyState.choices()),
        ChoiceFilter("person", "Opener", shown_as="name", mine=True),
    )
    views = (BuiltIn("mine", "Mine", {"person": "me"}),)
    empty = Empty("No key yet", "Whoever opens bids makes a key on the own device and offers its public half here.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the keys that an officer may see."""
        return selectors.keys(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let openers offer a key, and everybody see the rosters."""
        may = actor.has_any(acts.OFFER_KEY.held_by)
        mine = [HeadLink("Offer my key", "/openers/new/", go=True)] if may else []
        return [HeadLink("Rosters", "/rosters/"), *mine]


class RosterRegister(Register):
    """List the rosters: who opens what together."""

    name = "rosters"
    title = "Rosters"
    noun = ("roster", "rosters")
    default_sort = "-drawn_up_on"
    columns = (
        LinkColumn("reference", "Reference"),
        TermColumn("use", "Opens", term=RosterUse),
        TermColumn("status", "Status", term=RosterState),
        NumberColumn("needed", "Must act together"),
        NumberColumn("seats_count", "Openers"),
        DateColumn("drawn_up_on", "Drawn up"),
        DateColumn("in_force_on", "In force"),
        DateColumn("retired_on", "Retired", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=RosterState.choices()),
        ChoiceFilter("use", "Opens", choices=RosterUse.choices()),
    )
    views = (BuiltIn("in-force", "In force", {"status": [RosterState.IN_FORCE.value]}),)
    empty = Empty("No roster yet", "A roster says who opens bids together. Draw one up from the openers' keys.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the rosters that an officer may see."""
        return selectors.rosters(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who keep rosters draw one up."""
        may = actor.has_any(acts.DRAW_UP.held_by)
        new = [HeadLink("Draw up a roster", "/rosters/new/", go=True)] if may else []
        return [HeadLink("Openers' keys", "/openers/"), *new]
