"""Keep the price of a published contract that is not in pounds apart from prices in pounds."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

CHUNK = 500


def apart(apps: Any, editor: Any) -> None:
    """Move the sums of contracts in another currency out of the columns for pounds."""
    rows = apps.get_model("publishing", "PublishedContract").objects
    found = rows.filter(facts__currency__isnull=False).exclude(facts__currency="GBP")
    changed = []
    for row in found.iterator(chunk_size=CHUNK):
        row.currency = row.facts["currency"]
        row.foreign_value_ex_vat = row.value_ex_vat
        sums = {"foreign_value_inc_vat": row.value_inc_vat, "foreign_annual_ex_vat": row.annual_value_ex_vat}
        row.facts |= {name: str(amount) for name, amount in sums.items() if amount is not None}
        row.value_ex_vat = row.value_inc_vat = row.annual_value_ex_vat = None
        changed.append(row)
    fields = ["currency", "foreign_value_ex_vat", "facts", "value_ex_vat", "value_inc_vat", "annual_value_ex_vat"]
    rows.bulk_update(changed, fields, batch_size=CHUNK)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_searches_are_followed_once")]

    operations = [
        migrations.AddField("publishedcontract", "currency", models.CharField(default="GBP", max_length=3)),
        migrations.AddField(
            "publishedcontract",
            "foreign_value_ex_vat",
            models.DecimalField(
                decimal_places=2,
                max_digits=15,
                null=True,
                verbose_name="value over its life in its own currency, ex VAT",
            ),
        ),
        migrations.AddIndex(
            "publishedcontract",
            models.Index(
                fields=["currency"],
                name="published_not_in_pounds",
                condition=models.Q(foreign_value_ex_vat__isnull=False),
            ),
        ),
        migrations.RunPython(apart, migrations.RunPython.noop),
    ]
