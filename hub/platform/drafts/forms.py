"""What a form page needs so that two people do not overwrite each other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse

from hub.platform.act_table import Stale
from hub.platform.drafts import conflicts
from hub.platform.ui.views import ActView


class VersionedFormMixin(ActView):
    """An act's page that never overwrites unseen what somebody else saved meanwhile; put it before ActView.

    The service takes ``version``; the page sends ``self.seen_version`` to it.
    """

    def form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Clean what the person chose on the page that shows a conflict."""
        return super().form(conflicts.chosen_data(data) if data is not None else None, files)

    @property
    def seen_version(self) -> int | None:
        """Give the version of the record that the person saw."""
        return conflicts.sent_version(self.request)

    def on_conflict(self, form: forms.Form, conflict: Stale) -> HttpResponse:
        """Show yours, theirs and the old value, field by field."""
        current = self.form_class(**self.form_arguments())
        return conflicts.conflict_page(self.request, form, self.record, current)

    def context(self) -> dict[str, Any]:
        """Have the form carry the version and the values that it begins with."""
        return {**super().context(), "keeps_base": True}
