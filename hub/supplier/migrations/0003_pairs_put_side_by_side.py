from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('supplier', '0002_legal_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='pair',
            name='likeness',
            field=models.CharField(choices=[('identifier', 'One list gives the numbers of both as one supplier'), ('name', 'Same name once legal form and punctuation are left out'), ('near', 'Nearly the same name'), ('asked', 'Somebody put them side by side')], max_length=12),
        ),
    ]
