"""What all acts on a case share: refusals beside their fields."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.law.findings import Finding
from hub.platform.ui.views import VersionedAct
from hub.procurement import selectors


class CaseAct(VersionedAct):
    """An act on a case."""

    find = selectors.find
    menu = "procure"
    template_name = "procurement/act.html"
    form_class: ClassVar[Any]

    def next_url(self, result: Any) -> str:
        """Go back to the record."""
        return self.record.get_absolute_url()  # type: ignore[no-any-return]

    def field_of(self, form: Any, finding: Finding) -> str | None:
        """Put a refusal beside the field that cures it."""
        if hasattr(form, "place"):
            return form.place(finding)  # type: ignore[no-any-return]
        return finding.cure if finding.cure in form.fields else None

    def sentence_of(self, finding: Finding) -> str:
        """Give the sentence with its section."""
        if not finding.citation or finding.citation in finding.message:
            return finding.message
        return f"{finding.message} ({finding.citation})"


class RowsAct(CaseAct):
    """An act whose form has rows; what the rows say together goes to the service."""

    def form_arguments(self) -> dict[str, Any]:
        """Give the rows that the record holds."""
        return {**super().form_arguments(), "rows": self.rows()}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Leave out the single fields of the rows."""
        return {name: value for name, value in form.cleaned_data.items() if "~" not in name}

    def rows(self) -> list[dict[str, Any]]:
        """Give the first values of each row."""
        raise NotImplementedError
