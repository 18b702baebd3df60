"""Keep with a request the terms of the act that is to be done."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("approvals", "0001_initial_tables")]

    operations = [
        migrations.AddField(
            model_name="request",
            name="terms",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
