"""Begin the chain and close the tables: rows can be added, never changed or removed."""

from django.db import migrations

from hub.platform.events import triggers
from hub.platform.tables.new import BESIDE_MODELS


def begin(apps, schema_editor):
    """Write the head before the first event, then the triggers."""
    apps.get_model("events", "Head").objects.get_or_create(pk=1)
    triggers.install(schema_editor.connection)


def undo(apps, schema_editor):
    """Take the triggers away; the tables go with the first migration."""
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial_tables")]
    operations = [migrations.RunPython(begin, undo, hints=BESIDE_MODELS)]
