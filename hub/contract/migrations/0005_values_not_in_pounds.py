"""Keep sums that are not in pounds apart from those that are, and a year's value with VAT from one without."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F

TWINS = {
    "value_ex_vat": "foreign_value_ex_vat",
    "value_inc_vat": "foreign_value_inc_vat",
    "annual_value_ex_vat": "foreign_annual_ex_vat",
}


def _money(name: str) -> Any:
    return models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name=name)


def apart(apps: Any, editor: Any) -> None:
    """Move the sums of contracts in another currency to the columns for them."""
    rows = apps.get_model("contract", "Contract").objects.exclude(currency="GBP")
    rows.update(**{theirs: F(ours) for ours, theirs in TWINS.items()}, **dict.fromkeys(TWINS))


def back(apps: Any, editor: Any) -> None:
    """Put them back where no value in pounds has been entered since."""
    rows = apps.get_model("contract", "Contract").objects.exclude(currency="GBP")
    rows.filter(value_ex_vat=None, value_inc_vat=None).update(**{ours: F(theirs) for ours, theirs in TWINS.items()})


class Migration(migrations.Migration):
    dependencies = [("contract", "0004_parties_are_unique_without_a_lot")]

    operations = [
        migrations.AddField("contract", "annual_value_inc_vat", _money("value a year, inc VAT")),
        migrations.AddField(
            "contract", "foreign_value_ex_vat", _money("value over its life in its own currency, ex VAT")
        ),
        migrations.AddField(
            "contract", "foreign_value_inc_vat", _money("value over its life in its own currency, inc VAT")
        ),
        migrations.AddField("contract", "foreign_annual_ex_vat", _money("value a year in its own currency, ex VAT")),
        migrations.AddField("contract", "foreign_annual_inc_vat", _money("value a year in its own currency, inc VAT")),
        migrations.AddIndex(
            "contract",
            models.Index(
                fields=["authority", "currency"],
                name="contract_not_in_pounds",
                condition=models.Q(foreign_value_ex_vat__isnull=False),
            ),
        ),
        migrations.RunPython(apart, back),
    ]
