"""`migrate`: Django's own, but in an empty database all tables are made at once (``hub.platform.tables.new``)."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connections

from hub.platform.tables import new

# Who asks for one of these wants to see or choose migrations. Tables of apps without any are made with the others, so
# --run-syncdb, with which Django makes a database for tests, is no choice.
_CHOOSES = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Bring the tables up to date."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the choice to play every migration in an empty database too."""
        super().add_arguments(parser)
        parser.add_argument(
            "--stepwise", action="store_true", help="play every migration even where the database is empty"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the tables of an empty database, else let Django apply what is missing."""
        connection = connections[options["database"]]
        chosen = any(options.get(name) for name in _CHOOSES)
        if options["stepwise"] or chosen or not new.is_empty(connection):
            super().handle(*args, **options)
            return
        told = {"verbosity": options["verbosity"], "interactive": options["interactive"], "db": connection.alias}
        emit_pre_migrate_signal(**told, stdout=self.stdout, apps=apps, plan=[])
        new.make(connection)
        emit_post_migrate_signal(**told, stdout=self.stdout, apps=apps, plan=[])
        if options["verbosity"] >= 1:
            self.stdout.write("The database was empty: all its tables were made at once.")
