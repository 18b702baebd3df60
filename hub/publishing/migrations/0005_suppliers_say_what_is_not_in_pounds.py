"""Say of each published supplier how many of its contracts are not in pounds, and what they come to."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import migrations, models


def count(apps: Any, editor: Any) -> None:
    """Add up the contracts whose value is known in another currency only, by supplier and currency."""
    parts = apps.get_model("publishing", "PublishedPart").objects.filter(
        contract__value_ex_vat__isnull=True, contract__foreign_value_ex_vat__isnull=False
    )
    rows = parts.order_by().values_list("supplier", "contract__currency").annotate(
        count=models.Count("contract", distinct=True), value=models.Sum("contract__foreign_value_ex_vat")
    )
    found: dict[int, list[list[Any]]] = defaultdict(list)
    for supplier, currency, number, value in sorted(rows):
        found[supplier].append([currency, number, f"{value:.2f}"])
    suppliers = apps.get_model("publishing", "PublishedSupplier").objects
    for supplier, apart in found.items():
        suppliers.filter(pk=supplier).update(not_in_pounds=apart)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_values_not_in_pounds")]

    operations = [
        migrations.AddField(
            "publishedsupplier",
            "not_in_pounds",
            models.JSONField(default=list, verbose_name="contracts not counted, as not in pounds"),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
