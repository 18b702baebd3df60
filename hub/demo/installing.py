"""Make, renew and mark the demo's database; refuse to touch one that is not the demo's."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from hub.cli import BadInput
from hub.demo import selectors
from hub.demo.seed.alerts import tell_people
from hub.demo.seed.build import CAST_MADE, build
from hub.demo.seed.publishing import follow
from hub.demo.services import empty_tables
from hub.platform import clock
from hub.platform.events import checkpoints
from hub.platform.events.book import BOOK
from hub.platform.reference.services import load_all
from hub.platform.tenancy.models import Authority

# Playing the history is one transaction of half a minute, on a slow machine of several; whoever starts again while
# the Hub serves, or while another start plays, waits for it (seconds).
PATIENCE = 600


def is_demo_home() -> bool:
    """Say whether HUB_HOME holds a demo."""
    return _mark().exists()


def prepare(*, start: datetime, reset: bool) -> None:
    """Bring the database to the present tables and, when it is empty or to be renewed, play the demo's history.

    :raises BadInput: when the settings are not the demo's, or HUB_HOME holds records that are not; nothing is touched.
    """
    if not settings.HUB_DEMO:
        raise BadInput("The demo runs only with its own settings. Unset DJANGO_SETTINGS_MODULE.")
    if not is_demo_home() and _holds_records():
        raise BadInput(f"{settings.HUB_HOME} holds an authority's own records. Choose another folder with HUB_HOME.")
    Path(settings.HUB_HOME).mkdir(parents=True, exist_ok=True)
    connection.settings_dict["OPTIONS"]["timeout"] = PATIENCE
    connection.close()
    call_command("migrate", verbosity=0)
    _mark().touch()
    if reset:
        _begin_again()
    if not selectors.has_records():
        say("Making the demo authority …")
        seed(start)
    else:
        load_all(at=clock.now())


def seed(start: datetime) -> None:
    """Play the history up to ``start``, all of it or nothing, then raise the alerts that people had by then."""
    _forget_bids()
    # Whatever asks for the time in between must not see the real one, which may lie after the demo's.
    with clock.frozen(start):
        with transaction.atomic():
            load_all(at=CAST_MADE)
            cast = build(start=start)
            tell_people(cast, start=start)
        follow()
        checkpoints.make(at=start)
    clock.start_demo_at(start)


def run_clock(*, start: datetime) -> None:
    """Start the clock where it is told, but never before what has already happened."""
    last = selectors.last_happening()
    kept = clock.demo_anchor()
    moments = [start.astimezone(UTC), *([last] if last else []), *([kept] if kept else [])]
    clock.start_demo_at(max(moments))


def say(text: str) -> None:
    """Tell the person at the terminal, beside the results."""
    print(text, file=sys.stderr, flush=True)


def _mark() -> Path:
    return Path(settings.HUB_HOME) / "demo"


def _holds_records() -> bool:
    """Say whether somebody's records are in the database, whose tables may be of an earlier version or not there."""
    if not Path(connection.settings_dict["NAME"]).exists():
        return False
    table = Authority._meta.db_table
    return table in connection.introspection.table_names() and selectors.has_records()


def _forget_bids() -> None:
    """Begin with an empty store and an empty book of receipts: the history of before, or half of one, is gone.

    The signer never signs a second root for a quote of the same number, and the demo's numbers come again.
    """
    (Path(settings.HUB_HOME) / "keys" / BOOK).unlink(missing_ok=True)
    shutil.rmtree(settings.HUB_BID_STORE, ignore_errors=True)


def _begin_again() -> None:
    for path in (Path(settings.HUB_HOME) / "checkpoints").glob("*.json"):
        path.unlink()
    (Path(settings.HUB_HOME) / "clock.json").unlink(missing_ok=True)
    empty_tables()
