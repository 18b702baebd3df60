"""Add the full-text index of whichever database this is."""

from typing import Any

from django.db import migrations

from hub.platform.search.adapters import adapter
from hub.platform.tables.new import BESIDE_MODELS


def install(apps: Any, editor: Any) -> None:
    adapter(editor.connection.vendor).install(editor.connection)


def remove(apps: Any, editor: Any) -> None:
    adapter(editor.connection.vendor).remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]

    operations = [migrations.RunPython(install, remove, hints=BESIDE_MODELS)]
