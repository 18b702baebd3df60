"""A form page to try drafts on: it renames an authority."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import clear_url_caches, include, path

# Imported before anything is patched: a first import in the fixture would keep the patched addresses for good.
from hub.config import urls_staff
from hub.platform.act_table import Act
from hub.platform.acts import perform
from hub.platform.drafts.forms import VersionedFormMixin
from hub.platform.govuk.fields import GovDateField
from hub.platform.identity.roles import EVERYONE, OFFICERS
from hub.platform.tenancy.models import Authority
from hub.platform.ui.views import ActView
from hub.sites.staff import urls as staff

RELABEL = Act("reference_draft_test.relabel", "Relabelled", held_by=OFFICERS)
TEMPLATE = (
    "{% load drafts %}<form method=post data-autosave-url='{{ autosave_url }}'>{% form_keys %}"
    "{% form_base form record %}{{ form }}</form>"
)


class RelabelForm(forms.Form):
    """Two fields and a file."""

    label = forms.CharField(label="Name")
    valid_from = GovDateField(label="First day", required=False)
    is_new = forms.BooleanField(label="New", required=False)
    secret = forms.CharField(label="Price", required=False)
    file = forms.FileField(label="File", required=False)


class Relabel(VersionedFormMixin, ActView):
    """Change the label."""

    act = RELABEL
    form_class = RelabelForm
    never_drafted = ("secret",)
    key = "pk"

    @staticmethod
    def find(actor: Any, pk: int) -> Any:
        return Authority.objects.filter(pk=pk).first()

    def get_initial(self) -> dict[str, Any]:
        return {"label": self.record.name, "valid_from": date(2026, 1, 1)}

    def perform(self, form: forms.Form) -> Any:
        with perform(RELABEL, self.record, by=self.actor, at=self.at, version=self.seen_version):
            self.record.name = form.cleaned_data["label"]
        return self.record

    def next_url(self, result: Any) -> str:
        return "/done/"

    def page(self, status: int = 200, **extra: Any) -> HttpResponse:
        context = Context({**self.context(), **self.keeping(extra.get("form")), **extra, "request": self.request})
        return HttpResponse(Template(TEMPLATE).render(context), status=status)


Relabel.reads = EVERYONE


@pytest.fixture(autouse=True)
def _page(settings: Any, tmp_path: Any, monkeypatch: Any) -> Iterator[None]:
    settings.HUB_HOME = tmp_path
    extra = [path("relabel/<int:pk>/", Relabel.as_view())]
    if not any("drafts" in str(one.pattern) for one in staff.urlpatterns):
        extra.append(path("drafts/", include("hub.platform.drafts.urls")))
    monkeypatch.setattr(staff, "urlpatterns", [*extra, *staff.urlpatterns])
    monkeypatch.setattr(urls_staff, "urlpatterns", staff.urlpatterns)
    clear_url_caches()
    yield
    monkeypatch.undo()
    clear_url_caches()


@pytest.fixture
def record(cast: Any, at_nine: datetime) -> Authority:
    """Give a record that has a version."""
    return cast.eca  # type: ignore[no-any-return]
