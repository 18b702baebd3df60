import django.db.models.deletion
from django.db import migrations, models

GROUNDS = [
    ("P1", "Provided for in the contract"),
    ("P2", "Urgency or the protection of life"),
    ("P3", "Unforeseeable circumstances"),
    ("P4", "A known risk that has come about"),
    ("P5", "Additional goods, services or works"),
    ("P6", "Transfer on corporate restructuring"),
    ("NS", "Not a substantial change"),
    ("BT", "Below-threshold change"),
]


def money():
    return models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True)


class Migration(migrations.Migration):

    dependencies = [
        ('contract', '0007_awards_by_dynamic_markets'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_on', models.DateField()),
                ('reason', models.TextField(blank=True)),
                ('ground', models.CharField(blank=True, choices=GROUNDS, max_length=4)),
                ('ended_on_before', models.DateField(blank=True, null=True)),
                ('ends_on_after', models.DateField(blank=True, null=True)),
                ('value_ex_vat_before', money()),
                ('value_ex_vat_after', money()),
                ('value_inc_vat_before', money()),
                ('value_inc_vat_after', money()),
                ('is_permitted', models.BooleanField(blank=True, null=True, verbose_name='the law permits it')),
                ('law_says', models.TextField(blank=True, verbose_name='what the law said')),
                ('against_law', models.TextField(blank=True, verbose_name='why Legal recorded it all the same')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='contract.contract')),
            ],
            options={
                'ordering': ['happened_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(
                condition=~models.Q(is_permitted=False) | ~models.Q(against_law=""),
                name='a_change_that_the_law_forbids_says_why',
            ),
        ),
    ]
