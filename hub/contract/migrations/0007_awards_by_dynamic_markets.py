"""Let a contract say that it was awarded by a dynamic market."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contract", "0006_own_references_and_listed_starts")]

    operations = [
        migrations.AlterField(
            model_name="contract",
            name="route",
            field=models.CharField(
                blank=True,
                choices=[
                    ("open", "Open competition"),
                    ("competitive_flexible", "Competition with our own stages"),
                    ("restricted", "Restricted procedure"),
                    ("negotiated", "Negotiated procedure"),
                    ("quotes", "Quotes"),
                    ("below_threshold", "Advertised below the threshold"),
                    ("call_off", "Order under a framework"),
                    ("dynamic_market", "Award by a dynamic market"),
                    ("direct_award", "Award without competition"),
                    ("grant", "Grant"),
                    ("in_house", "Between public bodies"),
                    ("other", "Another route"),
                ],
                max_length=24,
                verbose_name="procurement route",
            ),
        ),
    ]
