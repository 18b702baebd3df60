from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategy", "0003_what_versions_leave_out")]

    operations = [
        migrations.AddField(
            model_name="dependency",
            name="red_since",
            field=models.DateField(blank=True, null=True),
        ),
    ]
