"""Cleaning of what people choose about the pipeline notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from hub.platform.govuk.forms import GovForm, radios
from hub.platform.words import financial_year


class YearForm(GovForm):
    """Which financial year the notice is for."""

    starts_on = forms.ChoiceField(label="Financial year", choices=[])

    def __init__(self, *args: Any, years: Sequence[date], **kwargs: Any) -> None:
        """Offer the years.

        :param years: the first day of each.
        """
        super().__init__(*args, **kwargs)
        field = self.fields["starts_on"]
        field.choices = [(year.isoformat(), financial_year(year)) for year in years]  # type: ignore[attr-defined]
        radios(field)  # type: ignore[arg-type]

    def clean_starts_on(self) -> date:
        """Give the day."""
        return date.fromisoformat(self.cleaned_data["starts_on"])
