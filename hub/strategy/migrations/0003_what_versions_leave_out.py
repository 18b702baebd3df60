from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('strategy', '0002_links_of_clauses'),
    ]

    operations = [
        migrations.AddField(
            model_name='clause',
            name='left_out_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='clause',
            name='left_out_because',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='actionrow',
            name='left_out_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='actionrow',
            name='left_out_because',
            field=models.TextField(blank=True),
        ),
    ]
