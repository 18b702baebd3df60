"""Say of the entries that stand already why they are on the plan, when their work begins and which year pays."""

from django.db import migrations

APRIL = 4


def settle(apps, schema_editor):
    entries = apps.get_model("pipeline", "PipelineEntry").objects
    entries.exclude(origin_kind="").update(entry_kind="renewal")
    for entry in entries.iterator(chunk_size=1000):
        entry.work_from = entry.start_by
        if entry.needed_on is not None:
            entry.budget_year = entry.needed_on.year - (entry.needed_on.month < APRIL)
        entries.filter(pk=entry.pk).update(work_from=entry.work_from, budget_year=entry.budget_year)


class Migration(migrations.Migration):

    dependencies = [("pipeline", "0002_intake_and_sharing")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
