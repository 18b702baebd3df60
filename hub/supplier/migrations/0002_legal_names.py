from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('supplier', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='othername',
            name='is_legal_name',
            field=models.BooleanField(default=False),
        ),
    ]
