"""Let each authority have its own references, and give every contract an address that no other has.

Also: say of a listed contract that it was let, so that it begins on its day, and count without reading wide rows."""

from django.db import migrations, models

from hub.contract.rules import address_of

CHUNK = 2000


def name_addresses(apps, schema_editor):
    Contract = apps.get_model("contract", "Contract")
    Authority = apps.get_model("tenancy", "Authority")
    for authority in Authority.objects.order_by("pk"):
        rows = Contract.objects.filter(authority=authority, address__isnull=True).order_by("pk")
        while batch := list(rows.only("pk", "reference")[:CHUNK]):
            for row in batch:
                row.address = address_of(row.reference, prefix=authority.reference_prefix, code=authority.code)
            Contract.objects.bulk_update(batch, ["address"], batch_size=500)


def hold_for_let(apps, schema_editor):
    """Hold a draft of a list for let, unless its newest notice says that nothing was awarded."""
    Contract = apps.get_model("contract", "Contract")
    rows = Contract.objects.filter(status="draft", starts_on__isnull=False).exclude(source="").exclude(supplier_name="")
    told = rows.values_list("pk", "source_dates")
    let = [pk for pk, said in told if not any("state: draft" in names for names in said.values())]
    for start in range(0, len(let), 500):
        Contract.objects.filter(pk__in=let[start : start + 500]).update(is_let_by_list=True)


class Migration(migrations.Migration):

    dependencies = [
        ("contract", "0005_values_not_in_pounds"),
        ("tenancy", "0001_initial_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="contract",
            name="address",
            field=models.CharField(editable=False, max_length=60, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="is_let_by_list",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(name_addresses, migrations.RunPython.noop),
        migrations.RunPython(hold_for_let, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="contract",
            name="address",
            field=models.CharField(editable=False, max_length=60, unique=True),
        ),
        migrations.AlterField(
            model_name="contract",
            name="reference",
            field=models.CharField(db_index=True, max_length=40),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.UniqueConstraint(
                fields=("authority", "reference"), name="a_reference_stands_once_in_an_authority"
            ),
        ),
        migrations.RemoveIndex(model_name="contract", name="contract_counting"),
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(
                fields=[
                    "authority", "status", "tier", "department", "manager", "agreement_kind", "missing_count", "ends_on",
                    "value_ex_vat", "value_inc_vat", "annual_value_ex_vat", "id",
                ],
                name="contract_counting",
            ),
        ),
    ]
