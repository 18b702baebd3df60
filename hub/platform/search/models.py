"""The index: one row for each thing that can be found, the words known, and how often nothing was found."""

from django.db import models


class SearchEntry(models.Model):
    """One record or document as search sees it; rebuilt from the records at any time.

    The first fields are for people, the folded ones for the full-text index of the database (``adapters``).
    """

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    # The record under which a hit appears: itself, or for a document its record.
    root_kind = models.CharField(max_length=60)
    root_id = models.BigIntegerField()
    authority_id = models.BigIntegerField(null=True)
    is_public = models.BooleanField(default=False)
    is_confidential = models.BooleanField(default=False)
    label = models.CharField(max_length=300)
    shown_reference = models.CharField(max_length=100, blank=True)
    line = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300)
    # Folded words from here; see fold.py and scope.py.
    reference = models.TextField(blank=True)
    title = models.TextField(blank=True)
    names = models.TextField(blank=True)
    body = models.TextField(blank=True)
    scope = models.TextField()
    digest = models.CharField(max_length=32)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="a_thing_is_indexed_once")]
        indexes = [
            models.Index(fields=["root_kind", "root_id"], name="search_by_root"),
            models.Index(fields=["shown_reference"], name="search_by_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"


class SearchTerm(models.Model):
    """A word that occurs in what some may read, to put a misspelt one right for them.

    Whether a word is known must not tell what others have, so each scope word of the entries has its own list.
    """

    scope = models.CharField(max_length=30)
    word = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "word"], name="a_word_is_known_once_in_a_scope")]

    def __str__(self) -> str:
        return f"{self.word} in {self.scope}"


class SearchMiss(models.Model):
    """How many searches found nothing on a day; what was asked is not kept."""

    on = models.DateField(primary_key=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} on {self.on}"
