"""What people began and did not finish, what they sent after their session ended, and what they pressed twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """A form that somebody began. Private; not a record; it never counts as submitted."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    site = models.CharField(max_length=10)
    form_key = models.CharField(max_length=120)
    # The record that the form is about; empty and 0 for a form that begins a new one.
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(default=0)
    title = models.CharField(max_length=200)
    path = models.CharField(max_length=500)
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "form_key", "subject_kind", "subject_id"], name="one_draft_a_person_and_form"
            ),
        ]
        indexes = [models.Index(fields=["updated_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return f"draft {self.pk} of person {self.person_id}"


class HeldForm(models.Model):
    """What somebody sent after their session had ended, encrypted, for the same person to take back."""

    public_id = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="held_forms")
    sealed = models.BinaryField()
    held_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["held_at"], name="held_form_by_age")]

    def __str__(self) -> str:
        return f"held form {self.pk} of person {self.person_id}"


class IdempotencyKey(models.Model):
    """One press of a button: a second press of the same one gets the first one's answer."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    # Empty while the first press is still being answered.
    location = models.CharField(max_length=2000, blank=True)
    is_answered = models.BooleanField(default=False)
    pressed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="a_press_is_answered_once")]
        indexes = [models.Index(fields=["pressed_at"], name="press_by_age")]

    def __str__(self) -> str:
        return f"press {self.pk} of person {self.person_id}"
