"""What people fill in about alerts and feeds."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.platform import words
from hub.platform.deadlines import feeds
from hub.platform.deadlines.models import Alert
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea

# What a feed of deadlines holds.
MINE, ALL = "mine", "all"


class SeenForm(GovForm):
    """Nothing to fill in: the button is the answer."""

    def __init__(self, *args: Any, record: Alert | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class PutOffForm(GovForm):
    """Until when, and why."""

    until = GovDateField(label="Remind me on", error_messages={"required": "Enter the day to be reminded."})
    reason = forms.CharField(
        label="Why it can wait",
        max_length=500,
        widget=GovTextarea(rows=3),
        error_messages={"required": "Enter why you are putting this off."},
    )

    def __init__(self, *args: Any, record: Alert | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record is not None and record.last_put_off_day is not None:
            last = words.date_long(record.last_put_off_day)
            self.fields["until"].help_text = f"A day before the deadline: {last} or earlier."


class DealtWithForm(GovForm):
    """What was done."""

    reason = forms.CharField(
        label="What was done",
        max_length=500,
        widget=GovTextarea(rows=3),
        error_messages={"required": "Enter what was done."},
    )

    def __init__(self, *args: Any, record: Alert | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class FeedForm(GovForm):
    """What a feed is called and what it holds."""

    label = forms.CharField(
        label="Name of the feed",
        help_text="So that you can tell it from others, such as “Outlook at work”.",
        max_length=80,
        error_messages={"required": "Enter a name for the feed."},
    )
    holds = forms.ChoiceField(
        label="What it holds",
        choices=[],
        initial=MINE,
        error_messages={"required": "Select what the feed holds."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer deadlines, and what packages registered."""
        super().__init__(*args, **kwargs)
        found = [(one.name, one.label) for one in feeds.sorts()]
        choices = [(MINE, "Deadlines that I answer for"), (ALL, "All deadlines that I can read"), *found]
        self.fields["holds"].choices = choices  # type: ignore[attr-defined]
        self.fields["holds"].widget = GovRadios(choices=choices)

    @property
    def sort(self) -> str:
        """Give the registered sort that was chosen; empty for deadlines."""
        held = str(self.cleaned_data["holds"])
        return "" if held in {MINE, ALL} else held
