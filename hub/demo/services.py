"""Empty the demo's database so that its history can be played anew."""

from __future__ import annotations

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from hub.platform.events import triggers
from hub.platform.events.models import Head

KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def empty_tables() -> None:
    """Empty every table in one transaction, so that a running server sees the old records or the new ones."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    with transaction.atomic():
        triggers.remove(connection)
        statements = connection.ops.sql_flush(
            no_style(), sorted(tables - KEPT), reset_sequences=True, allow_cascade=True
        )
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        Head.objects.get_or_create(pk=1)
        triggers.install(connection)
