"""`hub maturity snapshot`: keep the levels as at the end of a month; the worker does so by itself."""

from __future__ import annotations

import argparse
from datetime import date, timedelta

from hub.cli import BadInput, print_json
from hub.maturity import services
from hub.maturity.commands.maturity import find
from hub.platform import clock
from hub.platform.actors import system_actor
from hub.platform.acts import Refused

HELP = "Keep the levels as at the end of a month that is over; a month end is kept once and never changed."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--on", metavar="DATE", help="the last day of a month; the month that ended last unless given")
    parser.add_argument(
        "--authority", metavar="CODE", help="code of the authority; the one that runs the Hub unless given"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Take the snapshot."""
    at = clock.now()
    try:
        on = (
            date.fromisoformat(options.on) if options.on else clock.london(at).date().replace(day=1) - timedelta(days=1)
        )
    except ValueError:
        raise BadInput(f"“{options.on}” is not a date. Write it like 2026-10-31.") from None
    try:
        kept = services.take(authority=find(options.authority), on=on, by=system_actor(), at=at)
    except Refused as refused:
        raise BadInput(refused.sentence) from refused
    said = {"on": on.isoformat(), "plan_score": kept.plan_score, "diagnostic_score": kept.diagnostic_score}
    if options.json:
        print_json(said)
    else:
        print(f"Kept the month end of {on:%-d %B %Y}.")
    return 0
