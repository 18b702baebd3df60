"""Pages of the people who publish: data sets by due date, their runs, and what is withheld."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import urlencode

from hub.contract import selectors as contract_selectors
from hub.contract.models import Contract
from hub.platform.clock import london
from hub.platform.govuk.acting import NothingForm
from hub.platform.identity import sessions
from hub.platform.identity.roles import Role
from hub.platform.jobs.selectors import job_for
from hub.platform.jobs.terms import JobState
from hub.platform.jobs.views import REFRESH_SECONDS, TAGS
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import ActView, CreateView, PageView, RecordView
from hub.platform.words import date_long, plural
from hub.publishing import acts, datasets, forms, selectors, services
from hub.publishing.models import Redaction
from hub.publishing.register import RedactionRegister
from hub.publishing.services.exporting import job as exporting

READERS = acts.WITHHOLDERS | {Role.PROCUREMENT_LEAD, Role.PROCUREMENT_OFFICER, Role.AUDITOR, Role.DATA_PROTECTION}


class PublicationsView(PageView):
    """Every data set of the reader's authority by due date."""

    reads = READERS
    template_name = "publishing/publications.html"
    title = "Data sets"

    def context(self) -> dict[str, Any]:
        """Give where each set stands; late ones first."""
        authority = home_of(self.actor)
        found = [datasets.standing(each, authority, self.at) for each in datasets.every(on=london(self.at).date())]
        found.sort(key=lambda each: (each.dataset.is_missing, not each.is_late, each.is_done, each.due_on))
        return {**super().context(), "standings": found, "authority": authority}


class OnDataset(PageView):
    """A page about one data set of the reader's authority."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the set."""
        self.authority = home_of(self.actor)
        try:
            self.dataset = datasets.get(kwargs["key"], on=london(self.at).date())
        except KeyError:
            raise Http404 from None
        if self.authority is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add the set, where it stands and what the checks say."""
        assert self.authority is not None
        return {
            **super().context(),
            "dataset": self.dataset,
            "standing": datasets.standing(self.dataset, self.authority, self.at),
            "checks": datasets.checks(self.dataset, self.authority),
        }


class DatasetView(OnDataset):
    """One data set: the checks, the runs."""

    reads = READERS
    template_name = "publishing/dataset.html"

    def context(self) -> dict[str, Any]:
        """Add the runs and whether the reader may publish."""
        assert self.authority is not None
        runs = [run for run in selectors.runs(self.dataset.key) if run.authority_id == self.authority.pk]
        may = self.actor.holds(acts.PUBLISHERS, self.authority.pk) and not self.dataset.is_missing
        return {**super().context(), "title": self.dataset.title, "runs": runs, "may_publish": may}


class PublishView(OnDataset, CreateView):
    """Let out a run after reading the checks."""

    act = acts.PUBLISH_DATASET
    form_class = NothingForm
    template_name = "publishing/publish.html"

    def perform(self, form: django_forms.Form) -> Any:
        """Let it out."""
        assert self.authority is not None
        return services.publish_dataset(self.dataset.key, authority=self.authority, by=self.actor, at=self.at)

    def done_sentence(self, result: Any) -> str:
        """Say what went out."""
        return f"Published {self.dataset.title}, {result.period}: {plural(result.rows_count, 'row')}."


class WithdrawRunView(ActView):
    """Take a run back."""

    act = acts.WITHDRAW
    form_class = forms.WithdrawRunForm
    service = staticmethod(services.withdraw)
    find = selectors.publication


class RedactionsView(RegisterView):
    """What is withheld in the reader's authorities."""

    reads = acts.WITHHOLDERS
    register = RedactionRegister


class RedactionView(RecordView):
    """One withheld fact."""

    reads = acts.WITHHOLDERS
    find = selectors.redaction
    template_name = "publishing/redaction.html"

    def context(self) -> dict[str, Any]:
        """Give the facts."""
        row: Redaction = self.record
        rows = [
            Row(
                "Contract",
                row.contract_reference,
                contract_selectors.with_authority(row.contract_id).get_absolute_url(),
            ),
            Row("Fact", row.get_field_display()),
            Row("Ground, as the public reads it", row.get_ground_display()),
            Row("Reason, for officers", row.reason),
            Row("Withheld since", date_long(row.withheld_at)),
            Row("Review date", date_long(row.review_on)),
            *([Row("Shown again on", date_long(row.lifted_on))] if row.lifted_on else []),
        ]
        return {**super().context(), "title": f"{row.get_field_display()} of {row.contract_reference}", "rows": rows}


class RedactView(CreateView):
    """Withhold a fact of a contract."""

    act = acts.REDACT
    form_class = forms.RedactForm
    template_name = "publishing/redact.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the contract within the reach of somebody who may withhold."""
        try:
            self.contract = contract_selectors.get(kwargs["contract"], self.actor)
        except Contract.DoesNotExist:
            raise Http404 from None
        if not self.actor.holds(acts.WITHHOLDERS, self.contract.authority_id):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: django_forms.Form) -> Redaction:
        """Withhold it."""
        return services.redact(self.contract, by=self.actor, at=self.at, **form.cleaned_data)

    def context(self) -> dict[str, Any]:
        """Add the contract."""
        return {**super().context(), "contract": self.contract}


class UnredactView(ActView):
    """Show a withheld fact again."""

    act = acts.UNREDACT
    form_class = forms.ReasonForm
    service = staticmethod(services.unredact)
    find = selectors.redaction


class ExportAllView(CreateView):
    """Take everything along: one button, the exports of the last week, how to check one."""

    needs_fresh_proof = True
    act = acts.EXPORT
    form_class = NothingForm
    template_name = "publishing/export_all.html"
    title = "Export everything"

    def context(self) -> dict[str, Any]:
        """Add the exports that this person asked for."""
        jobs = exporting.jobs_of(self.actor)
        return {
            **super().context(),
            "authority": home_of(self.actor),
            "lines": [(job, exporting.file_of(job, self.at), TAGS.get(JobState(job.state))) for job in jobs],
            "kept": exporting.KEPT.days,
            "refresh": REFRESH_SECONDS if any(not job.has_ended for job in jobs) else 0,
        }

    def perform(self, form: django_forms.Form) -> Any:
        """Leave it to the worker."""
        home = home_of(self.actor)
        if home is None:
            raise Http404
        return exporting.ask(home, by=self.actor, at=self.at)

    def done_sentence(self, result: Any) -> str:
        """Say what happens."""
        return "The export is being made. You can leave this page."


class FetchExportView(PageView):
    """Hand an export out to who asked for it: after a fresh sign-in, and as an event."""

    act = acts.FETCH_EXPORT

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send the file while it is kept."""
        job, home = job_for(self.actor, kwargs["reference"]), home_of(self.actor)
        path = exporting.file_of(job, self.at) if job and job.function == exporting.MAKE else None
        if job is None or path is None or home is None or not self.actor.holds(acts.EXPORTERS, home.pk):
            raise Http404
        if not sessions.recently_signed_in(request):
            return HttpResponseRedirect("/sign-in/again/?" + urlencode({"next": "/export-all/"}))
        exporting.record_fetching(job, home, by=self.actor, at=self.at)
        answer = FileResponse(path.open("rb"), as_attachment=True, filename=f"hub-export-{home.code}.zip")
        answer["Cache-Control"] = "private, no-store"
        return answer
