"""What loading a ledger file would do, with what each of its columns was taken for, which somebody may correct."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property

from hub.platform.documents import storage
from hub.platform.jobs.selectors import job_for
from hub.platform.tabular.results import Unreadable
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import by_number
from hub.platform.ui.parts import Row
from hub.platform.ui.views import FormPage
from hub.platform.words import money
from hub.spend import acts, forms
from hub.spend.reading.fields import BY_KEY, LABELS
from hub.spend.reading.layout import Layout
from hub.spend.rules import payee_kind
from hub.spend.selectors import loads
from hub.spend.selectors.overview import may_see_people
from hub.spend.services import columns, jobs
from hub.spend.terms import HIDDEN, Vat

LOAD_IT = "load"


class CheckView(FormPage):
    """The check of one file, by whoever brought it: load it from here, or correct its columns and check it again."""

    act = acts.LOAD
    menu = "spend"
    is_drafted = False
    form_class = forms.LedgerColumnsForm
    template_name = "spend/check.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the work that read the file; that of others is missing."""
        super().setup(request, *args, **kwargs)
        job = job_for(getattr(request, "actor", None), kwargs["reference"])
        self.job = job if job is not None and job.function == jobs.LOAD else None
        self.layout: Layout | None = None
        self.fault = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 to who may not load there, and show the progress while the worker is at it."""
        if self.job is None or not self.actor.holds(acts.LOAD.held_by, self.job.arguments[0]):
            raise Http404
        if not self.job.has_ended:
            return HttpResponseRedirect(self.job.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def authority(self) -> Authority:
        """Give the authority whose ledger it is."""
        found = by_number(self.job.arguments[0]) if self.job is not None else None
        if found is None:
            raise Http404
        return found

    @cached_property
    def sees_people(self) -> bool:
        """Say whether the reader may read names of people who are paid."""
        return may_see_people(self.actor, self.authority.pk)

    @property
    def file(self) -> dict[str, Any]:
        """Give what is known of the file: its SHA-256, name and source, and the columns as somebody matched them."""
        assert self.job is not None
        return dict(self.job.arguments[1])

    def look(self) -> None:
        """Look at the file's columns as the check did; a file that has none says why."""
        try:
            with jobs.stored(self.file) as told:
                self.layout = columns.seen(told, authority=self.authority, choices=self.file.get("choices"))
        except storage.Missing:
            self.fault = jobs.GONE
        except Unreadable as fault:
            self.fault = fault.sentence

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the columns."""
        return {"layout": self.layout, "may_show": self.may_show}

    def may_show(self, column: str, cell: str) -> bool:
        """Say whether a cell may be an example: to those who are not finance none that could name a person."""
        return self.sees_people or payee_kind(cell) not in HIDDEN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what was found and the columns."""
        self.look()
        return self.page(form=self.form() if self.layout else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the file as it was checked, or check it again with other columns."""
        if request.POST.get("what") == LOAD_IT:
            return self.again(self.file, is_plan=False)
        self.look()
        return super().post(request, *args, **kwargs) if self.layout else self.page(form=None, status=422)

    def form_valid(self, form: django_forms.Form) -> HttpResponseBase:
        """Keep what was said for the next such file, and check this one again."""
        assert self.layout is not None and isinstance(form, forms.LedgerColumnsForm)
        file, choices = self.file, form.choices
        columns.say(self.layout, file["source"], authority=self.authority, choices=choices, by=self.actor, at=self.at)
        return self.again({**file, "choices": choices}, is_plan=True)

    def again(self, file: dict[str, Any], *, is_plan: bool) -> HttpResponse:
        """Leave the file to the worker once more."""
        job = jobs.queue(self.authority, file, is_plan=is_plan, by=self.actor)
        return HttpResponseRedirect(job.get_absolute_url())

    def context(self) -> dict[str, Any]:
        """Add what the check found, and which column holds what."""
        assert self.job is not None
        result, layout = self.job.result, self.layout
        found = result.get("found")
        return {
            **super().context(), "title": f"Check of {self.file['name']}", "found": found,
            "rows": rows_of(found) if found else [], "taken": taken(layout) if layout else [],
            "text": "" if found else self.fault or result.get("text", ""), "load": self.loaded(),
            "is_remembered": layout is not None and not self.file.get("choices") and self.is_known(layout),
            "source": self.file["source"],
        }  # fmt: skip

    def loaded(self) -> Any:
        """Give the load that this very file made, if it stands: then there is nothing to check."""
        return loads.same_file(self.authority, self.file["sha256"])

    def is_known(self, layout: Layout) -> bool:
        """Say whether somebody matched the columns of such files before."""
        return bool(columns.said_before(layout, self.file["source"], authority=self.authority))


def rows_of(found: dict[str, Any]) -> list[Row]:
    """Say what loading would do with the rows of the file."""
    vat = Vat.of(is_net=found["is_net"]).label
    return [
        Row("Rows in the file", f"{found['records']:,}"),
        Row("New lines", f"{found['accepted']:,}, {money(Decimal(found['net_total']), pence=True)}"),
        Row("Sums", vat),
        Row("Restated lines", f"{found['updated']:,}"),
        Row("Here already", f"{found['unchanged']:,}"),
        Row("Rejected", f"{found['rejected']:,}"),
        Row("Skipped: blank rows, repeated headings, totals", f"{found['skipped']:,}"),
    ]


def taken(layout: Layout) -> list[Row]:
    """Say which column stands for each field, in the order of their importance."""
    by_field = layout.mapping.columns()
    return [Row(LABELS[key], by_field[key]) for key in BY_KEY if key in by_field]


def taken_by(load: Any) -> list[Row]:
    """Say the same of a file that was loaded."""
    by_field = {key: column for column, key in load.mapping.items() if key}
    return [Row(LABELS[key], by_field[key]) for key in BY_KEY if key in by_field]
