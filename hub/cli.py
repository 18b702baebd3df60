"""The command line: `hub WORD [WORD] …`. What is not listed here goes to Django's own commands."""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

# Each module has HELP, arguments(parser) and run(options) -> exit code.
COMMANDS = {
    "docs": "hub.commands.docs",
    "bench": "hub.commands.bench",
    "prove": "hub.commands.prove",
    "demo": "hub.demo.commands.demo",
    "serve": "hub.commands.serve",
    "work": "hub.platform.jobs.commands.work",
    "pages": "hub.demo.commands.pages",
    "import contracts": "hub.contract.commands.import_contracts",
    "import spend": "hub.spend.commands.import_spend",
    "export all": "hub.publishing.commands.export_all",
    "signer": "hub.platform.events.commands.signer",
    "keys rotate": "hub.platform.events.commands.rotate_keys",
    "verify events": "hub.platform.events.commands.verify_events",
    "verify export": "hub.publishing.commands.verify_export",
    "search rebuild": "hub.platform.search.commands.rebuild",
    "authority add": "hub.platform.tenancy.commands.add",
    "database harden": "hub.platform.tenancy.commands.harden",
    "database roles": "hub.platform.tenancy.commands.roles",
    "factors rotate": "hub.platform.identity.commands.close_factors",
    "people add": "hub.platform.identity.commands.add",
    "maturity": "hub.maturity.commands.maturity",
    "maturity snapshot": "hub.maturity.commands.snapshot",
    "reference load": "hub.platform.reference.commands.load",
    "law": "hub.commands.law",
    "timetable": "hub.commands.timetable",
    "check timeliness": "hub.bids.commands.check_timeliness",
}
# These do not start the product: the signer has no database, the law and its timetables only read its tables, and
# whoever doubts whether a bid is late can check it without a Hub.
PLAIN = {"signer", "law", "timetable", "check timeliness"}


class Command(Protocol):
    """The shape of a command module."""

    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, options: argparse.Namespace) -> int: ...


class BadInput(Exception):
    """The command cannot do what was asked; the message says why and what to do. Exit code 2."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["demo"]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.config.settings.demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", default_settings())
    name = next((n for n in (" ".join(words[:2]), words[0] if words else "") if n in COMMANDS), None)
    if not words or words[0] in {"help", "--help", "-h"}:
        print(overview())
        return 0
    if name is None:
        return _django(words)
    return _run(name, words[len(name.split()) :])


def default_settings() -> str:
    """Give the demo's settings where HUB_HOME holds a demo and no other database is named, else the developer's."""
    is_demo = (home() / "demo").exists() and not os.environ.get("HUB_DATABASE_URL")
    return "hub.config.settings.demo" if is_demo else "hub.config.settings.dev"


def home() -> Path:
    """Give the folder that keeps all state: HUB_HOME, else the one beside the product."""
    return Path(os.environ.get("HUB_HOME", Path(__file__).resolve().parents[1] / ".hub")).resolve()


def overview() -> str:
    """Give the list of commands."""
    return "hub: the command line of Procurement Hub\n\n" + "\n".join(f"  hub {name}" for name in COMMANDS)


def print_json(document: Any) -> None:
    """Print one JSON document on standard output, and nothing else."""
    json.dump(document, sys.stdout, ensure_ascii=False, default=str)
    sys.stdout.write("\n")
    sys.stdout.flush()


def _run(name: str, words: list[str]) -> int:
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    try:
        if name not in PLAIN:
            django.setup()
    except ImproperlyConfigured as fault:
        print(f"hub {name}: {fault}", file=sys.stderr)
        return 2
    command: Any = import_module(COMMANDS[name])
    parser = argparse.ArgumentParser(prog=f"hub {name}", description=command.HELP)
    command.arguments(parser)
    options = parser.parse_args(words)
    try:
        return int(command.run(options) or 0)
    except BadInput as fault:
        print(f"hub {name}: {fault}", file=sys.stderr)
        return 2
    except (OperationalError, ProgrammingError) as fault:
        if not _has_no_tables(fault):
            raise
        home = os.environ.get("HUB_HOME", ".hub")
        print(
            f"hub {name}: there is no Hub in {home} yet. Make one with ./dev setup or `hub migrate`.", file=sys.stderr
        )
        return 2
    except BrokenPipeError:
        return 0


def _has_no_tables(fault: Exception) -> bool:
    """Say whether a database complains because nobody made the tables, or its folder, yet."""
    said = str(fault)
    return any(words in said for words in ("no such table", "does not exist", "unable to open database file"))


def _django(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hub", *words])
    return 0
