"""`hub demo`: make the demo authority if it is not there, and serve it."""

from __future__ import annotations

import argparse
import os
from datetime import datetime

from django.conf import settings

from hub.cli import BadInput, print_json
from hub.demo import installing, people
from hub.platform import clock

HELP = "Set up the demo authority and serve the three sites with their worker."
FIRST_MOMENT = datetime(2026, 11, 23, 9, tzinfo=clock.LONDON)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--reset", action="store_true", help="throw the demo's records away and make them anew")
    parser.add_argument("--serve", action="store_true", help="serve after --reset too")
    parser.add_argument("--no-serve", action="store_true", help="do everything but serve")
    parser.add_argument("--people", action="store_true", help="list the people, their roles and sites")
    parser.add_argument("--json", action="store_true", help="with --people: print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Prepare what is missing, then list, stop or serve."""
    if options.people:
        return _list_people(as_json=options.json)
    start = first_moment()
    port = int(os.environ.get("PORT", "8000"))
    will_serve = not options.no_serve and (options.serve or not options.reset)
    from hub.commands.serve import open_hosts, serve

    if will_serve:
        # Said before anything is made: waiting for the history to learn this would be tiresome.
        open_hosts(port)
    installing.prepare(start=start, reset=options.reset)
    if not will_serve:
        print("The demo authority is ready. Serve it with ./dev demo")
        return 0
    installing.run_clock(start=start)
    print(people.welcome(port), flush=True)
    return serve(port)


def first_moment() -> datetime:
    """Give the moment at which the demo's clock starts: HUB_CLOCK, else 9:00 on 23 November 2026 in London.

    :raises BadInput: when HUB_CLOCK is not an ISO instant.
    """
    told = os.environ.get("HUB_CLOCK", "")
    if not told:
        return FIRST_MOMENT
    try:
        at = datetime.fromisoformat(told)
    except ValueError as fault:
        raise BadInput(f"HUB_CLOCK is {told}. Write it like 2026-11-23T09:00:00+00:00.") from fault
    return at if at.tzinfo else at.replace(tzinfo=clock.LONDON)


def _list_people(*, as_json: bool) -> int:
    if not installing.is_demo_home():
        raise BadInput(f"There is no demo in {settings.HUB_HOME}. Make it with ./dev demo")
    rows = people.rows()
    if as_json:
        print_json(rows)
    else:
        print("\n".join(f"{row['key']:10} {row['name']:16} {row['site']:9} {', '.join(row['roles'])}" for row in rows))
    return 0
