"""What an auditor chooses for a sample."""

from django import forms

from hub.platform.govuk.fields import GovDateField


class SampleForm(forms.Form):
    """A seed, two days and a size; the same four give the same events again."""

    seed = forms.CharField(
        label="Seed",
        max_length=60,
        help_text="Any words or number. Note it down: it lets others draw the same sample.",
        error_messages={"required": "Enter a seed, such as the audit's reference"},
    )
    since = GovDateField(label="From")
    until = GovDateField(label="To")
    size = forms.IntegerField(
        label="How many events",
        min_value=1,
        max_value=500,
        error_messages={
            "required": "Enter how many events to draw",
            "invalid": "How many events must be a whole number",
            "min_value": "Draw at least 1 event",
            "max_value": "Draw 500 events or fewer",
        },
    )
    verbs = forms.CharField(
        label="Acts that begin with", required=False, max_length=80, help_text="For example contract. (optional)"
    )

    def clean(self) -> dict[str, object]:
        """Refuse an end before the beginning."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must be the same as or after the first day")
        return cleaned


class EraseForm(forms.Form):
    """Which details go, and why."""

    which = forms.ChoiceField(
        label="What to erase",
        choices=[
            ("this", "The names and values of this event"),
            ("all", "Those of every event by or about this person"),
        ],
        widget=forms.RadioSelect,
        initial="this",
        error_messages={"required": "Choose what to erase"},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Name the request and the ground, not the person: the reason stays in the log.",
        error_messages={"required": "Say why. It stays in the log."},
    )
