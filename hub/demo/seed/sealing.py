"""The key ceremony of Eastmere: five openers and an envelope, a roster in force, one being rehearsed, a lost key.

The secret halves lie in the demo's own folder, so that whoever tries it can act as an opener with `hub-open`. Outside
the demo they are on the openers' devices and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from hub.bids import device, services
from hub.bids.models import OpenerKey, Roster
from hub.bids.terms import RosterUse
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage

OPENERS = ("helen", "daniel", "naomi", "morag", "noor")
LOST_FIRST = "noor"
OFFERED, LOST, AGAIN = date(2026, 9, 7), date(2026, 9, 16), date(2026, 9, 18)
DRAWN_UP, IN_FORCE, PRICES = date(2026, 9, 22), date(2026, 9, 25), date(2026, 11, 18)
OFFERED_NOW = date(2026, 11, 20)
FOLDER = "opener-keys"


@dataclass
class Ceremony:
    """What the steps share."""

    keys: dict[str, OpenerKey] = field(default_factory=dict)
    # Where the secret half of each key that is proven lies; files of an earlier demo may lie beside it.
    files: dict[str, Path] = field(default_factory=dict)
    rosters: dict[str, Roster] = field(default_factory=dict)


def folder() -> Path:
    """Give where the demo keeps the secret halves."""
    return Path(settings.HUB_HOME) / FOLDER


def write(script: Script, stage: Stage) -> None:
    """Write the ceremony into the script."""
    held = Ceremony()
    for minute, person in enumerate(OPENERS):
        script.on(OFFERED, offer(stage, held, person), hour=10, minute=minute)
    script.on(LOST, lose(stage, held))
    script.on(AGAIN, offer(stage, held, LOST_FIRST), hour=9)
    script.on(AGAIN, offer(stage, held, "daniel", kept_by="Monitoring officer"), hour=9, minute=30)
    script.on(DRAWN_UP, rehearse(stage, held, RosterUse.QUOTES), hour=11)
    for minute, person in enumerate(OPENERS):
        script.on(DRAWN_UP, share(stage, held, RosterUse.QUOTES, person), hour=14, minute=minute)
    script.on(IN_FORCE, put_in_force(stage, held))
    script.on(PRICES, rehearse(stage, held, RosterUse.PRICE), hour=15)
    script.on(OFFERED_NOW, offer(stage, held, "helen"))
    for minute, person in enumerate(OPENERS[:2]):
        script.on(PRICES, share(stage, held, RosterUse.PRICE, person), hour=16, minute=minute)


def offer(stage: Stage, held: Ceremony, person: str, *, kept_by: str = "") -> Step:
    """Offer a key and prove possession; the newest one waits for that."""

    def do(at: datetime) -> None:
        name = f"{person}-{'envelope' if kept_by else f'{at:%Y%m%d}'}.txt"
        out = folder() / name
        out.parent.mkdir(parents=True, exist_ok=True)
        out.unlink(missing_ok=True)
        recipient = device.new_key(out).splitlines()[0]
        by = stage.actor(person)
        key = services.offer(stage.home, recipient=recipient, is_safe_key=bool(kept_by), kept_by=kept_by, by=by, at=at)
        if at.date() != OFFERED_NOW:
            answer = device.answer(bytes(key.question), device.identity_in(out))
            held.keys["envelope" if kept_by else person] = services.prove(key, answer=answer, by=by, at=at)
            held.files["envelope" if kept_by else person] = out

    return do


def lose(stage: Stage, held: Ceremony) -> Step:
    """Lose a key before any bid depends on it."""

    def do(at: datetime) -> None:
        reason = "The laptop went in for repair and came back empty; the sheet was not printed."
        services.retire(held.keys[LOST_FIRST], reason=reason, by=stage.actor(LOST_FIRST), at=at)

    return do


def rehearse(stage: Stage, held: Ceremony, use: RosterUse) -> Step:
    """Draw up a roster and begin its rehearsal."""

    def do(at: datetime) -> None:
        drawn = services.Drawn(use, 2, [held.keys[person] for person in OPENERS], no_line=True)
        by = stage.actor("morag")
        roster = services.draw_up(drawn, authority=stage.home, by=by, at=at)
        held.rosters[use] = services.rehearse(roster, by=by, at=at)

    return do


def share(stage: Stage, held: Ceremony, use: RosterUse, person: str) -> Step:
    """Give one opener's share, made as on the opener's own device."""

    def do(at: datetime) -> None:
        given = device.shares(services.bundle_of(held.rosters[use]), device.identity_in(held.files[person]))
        services.give_share(held.rosters[use], given=given, by=stage.actor(person), at=at)

    return do


def put_in_force(stage: Stage, held: Ceremony) -> Step:
    """Put the roster for quotes in force."""

    def do(at: datetime) -> None:
        services.put_in_force(held.rosters[RosterUse.QUOTES], by=stage.actor("morag"), at=at)

    return do
