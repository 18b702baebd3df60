"""Know words by who may read them: a suggestion must not tell of what others have."""

from django.db import migrations, models

SHORTEST, LONGEST = 4, 30
BATCH = 5000


def learn(apps, schema_editor):
    """Learn the words of the entries that are not confidential, under the scope words of all who may find them."""
    SearchEntry = apps.get_model("search", "SearchEntry")
    SearchTerm = apps.get_model("search", "SearchTerm")
    found = set()
    told = SearchEntry.objects.filter(is_confidential=False).values_list("scope", "title", "names", "body")
    for scope, *texts in told.iterator(chunk_size=BATCH):
        words = {w for text in texts for w in text.split() if SHORTEST <= len(w) <= LONGEST and w.isalpha()}
        for one in scope.split():
            if one.startswith("za") or one in ("zpublic0", "zofficer0"):
                found.update((one, word) for word in words)
    rows = [SearchTerm(scope=scope, word=word) for scope, word in sorted(found)]
    SearchTerm.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):

    dependencies = [("search", "0002_full_text")]

    operations = [
        migrations.DeleteModel(name="SearchTerm"),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=30)),
                ("word", models.CharField(max_length=30)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scope", "word"), name="a_word_is_known_once_in_a_scope")
                ],
            },
        ),
        migrations.RunPython(learn, migrations.RunPython.noop),
    ]
