"""Put the triggers up anew: SQLite's also refuse REPLACE, which removes a row without a trigger for deleting."""

from django.db import migrations

from hub.platform.events import triggers


def renew(apps, schema_editor):
    """Write the triggers as they are wanted now."""
    triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("events", "0003_checkpoints_and_positions")]
    # Going back leaves the stricter triggers: the tables are the same.
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
