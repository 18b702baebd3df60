"""Pages of a load: upload, match columns, preview, progress, result, undo. They work without JavaScript."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from hub.platform import words
from hub.platform.act_table import Refused
from hub.platform.documents import storage
from hub.platform.jobs.selectors import job_for
from hub.platform.jobs.terms import JobState
from hub.platform.jobs.views import TAGS, counted
from hub.platform.registers.export import BOM, TYPES
from hub.platform.registers.importing import files, forms, jobs, rejects, selectors, services
from hub.platform.registers.importing.loader import Loader
from hub.platform.registers.importing.tally import by_sentence
from hub.platform.registers.importing.terms import BatchState, Outcome
from hub.platform.tabular.limits import PREVIEW
from hub.platform.tabular.results import ENTRY, Unreadable, shown
from hub.platform.ui.parts import Row
from hub.platform.ui.views import FormPage, OnRecord, PageView

REFRESH_SECONDS = 3
NO_ROOM = "The disk is full, so the file could not be kept. Tell your administrator."
NOT_KEPT = "The file could not be kept. Try again; if it fails again, tell your administrator."


class OfLoader(PageView):
    """What the pages of one register's loader share."""

    loader: ClassVar[Loader]

    def context(self) -> dict[str, Any]:
        """Add the loader."""
        return {**super().context(), "loader": self.loader, "menu": self.loader.menu}


class StartPage(OfLoader, FormPage):
    """Choose a file; earlier loads stand below."""

    is_drafted = False
    form_class = forms.UploadForm
    template_name = "importing/start.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the authorities into which this person may load."""
        places = selectors.places(self.loader, self.actor)
        if not places:
            raise Http404
        return {"loader": self.loader, "places": places}

    def context(self) -> dict[str, Any]:
        """Add the earlier loads."""
        asked = self.request.GET.get("page", "1")
        page = Paginator(selectors.batches_of(self.loader, self.actor), 20).get_page(asked)
        return {**super().context(), "title": self.loader.title, "page": page}

    def form_valid(self, form: django_forms.Form) -> HttpResponseBase:
        """Look at the file; only one that can be read is kept."""
        try:
            head, batch = self._keep(form)
        except Unreadable as fault:
            form.add_error("file", f"“{shown(form.cleaned_data['file'].name)}”: {fault.sentence}")
        except storage.NoSpace:
            form.add_error("file", NO_ROOM)
        except (storage.TooLarge, storage.NotStored):
            form.add_error("file", NOT_KEPT)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            if head.guesses:
                return HttpResponseRedirect(f"{self.loader.base}{batch.pk}/columns/")
            jobs.queue("check_list", batch, by=self.actor, label="Check")
            return HttpResponseRedirect(f"{self.loader.base}{batch.pk}/")
        return self.form_invalid(form)

    def _keep(self, form: Any) -> tuple[Any, Any]:
        upload = form.cleaned_data["file"]
        with tempfile.TemporaryDirectory(prefix="hub-upload-") as folder:
            place = Path(folder) / "list"
            with place.open("wb") as file:
                for chunk in upload.chunks():
                    file.write(chunk)
            head = self.loader.head(place, limits=PREVIEW)
        stored = files.keep(upload)
        name = "".join(letter for letter in Path(upload.name).name if letter.isprintable())[:255] or "list"
        facts = {"file_name": name, "sha256": stored.sha256, "size": stored.size}
        batch = services.new_batch(self.loader, authority=form.authority, by=self.actor, at=self.at, **facts)
        return head, batch


class TemplateFile(OfLoader):
    """An empty list with the headings that we know, to be filled in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give it as CSV."""
        text = io.StringIO()
        csv.writer(text).writerow([field.label for field in self.loader.fields])
        answer = HttpResponse(BOM + text.getvalue(), content_type=TYPES["csv"])
        answer["Content-Disposition"] = f'attachment; filename="{self.loader.noun[1]}-template.csv"'
        return answer


class OnBatch(OfLoader, OnRecord):
    """A page about one load."""

    key = "batch_id"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the load within the actor's reach."""
        PageView.setup(self, request, *args, **kwargs)
        actor = getattr(request, "actor", None)
        self.record = selectors.find_batch(self.loader, actor, kwargs[self.key]) if actor else None

    @property
    def here(self) -> str:
        """Give the address of the load's page."""
        return f"{self.loader.base}{self.record.pk}/"

    def context(self) -> dict[str, Any]:
        """Add the load."""
        return {**super().context(), "batch": self.record, "here": self.here}


class ColumnsPage(OnBatch, FormPage):
    """Say what each column holds; the guess stands there, and what was chosen for such a file before."""

    form_class = forms.ColumnsForm
    template_name = "importing/columns.html"

    def form_arguments(self) -> dict[str, Any]:
        """Look at the headings again."""
        batch = self.record
        if batch.status not in (BatchState.UPLOADED, BatchState.CHECKED, BatchState.FAILED) or not batch.is_stored:
            raise Http404
        try:
            with files.opened(batch) as place:
                self.head = self.loader.head(place, limits=PREVIEW, choices=batch.mapping or None)
        except (Unreadable, storage.Missing):
            raise Http404 from None
        if not self.head.guesses:
            raise Http404
        self.known = selectors.remembered(batch.authority, batch.register, self.head.layout)
        chosen = {**self.head.choices, **self.known, **batch.mapping}
        return {"loader": self.loader, "head": self.head, "chosen": chosen}

    def context(self) -> dict[str, Any]:
        """Say what was read and what was remembered."""
        return {
            **super().context(),
            "title": "What is in each column?",
            "head": self.head,
            "is_remembered": bool(self.known),
        }

    def perform(self, form: Any) -> Any:
        """Keep the matching and check the list."""
        batch = services.match(self.record, head=self.head, choices=form.choices, by=self.actor, at=self.at)
        jobs.queue("check_list", batch, by=self.actor, label="Check")
        return batch

    def done_sentence(self, result: Any) -> str:
        """Say that the choice is kept."""
        return "Columns matched. The next file with these headings begins with the same choice."

    def next_url(self, result: Any) -> str:
        """Go to the preview."""
        return self.here


class BatchPage(OnBatch, FormPage):
    """How far a load is, what it would do or did, and what comes next."""

    is_drafted = False
    form_class = forms.LoadForm
    template_name = "importing/batch.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page; a script that waits for the end is told to load it anew."""
        if request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true":
            if self.is_waiting:
                return HttpResponse(status=204)
            answer = HttpResponse()
            answer["HX-Refresh"] = "true"
            return answer
        return self.page(form=self.form())

    @property
    def job(self) -> Any:
        """Give the job of this load when this person started it."""
        return job_for(self.actor, self.record.job_id) if self.record.job_id else None

    @property
    def is_waiting(self) -> bool:
        """Say whether the worker has something to do for this load."""
        if self.record.is_busy:
            return not (self.job and self.job.state == JobState.FAILED)
        job = self.job
        return self.record.status == BatchState.UPLOADED and bool(job) and not job.has_ended

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the numbers."""
        batch = self.record
        good = words.plural(batch.accepted + batch.updated, "good row")
        return {"good": f"the {good}", "left": words.plural(batch.rejected, "other")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load what was checked; where rows are faulty the person must have chosen."""
        form = self.form(request.POST)
        if self.record.rejected and not form.is_valid():
            return self.form_invalid(form)
        if self.record.rejected and form.cleaned_data["rows"] == forms.NOTHING:
            messages.info(request, "Nothing was loaded. Mend the file and upload it again.")
            return HttpResponseRedirect(self.here)
        try:
            batch = services.start(self.record, by=self.actor, at=self.at)
        except Refused as refused:
            form.is_valid()
            messages.error(request, refused.sentence)
            return HttpResponseRedirect(self.here)
        jobs.queue("load_list", batch, by=self.actor, label="Load")
        return HttpResponseRedirect(self.here)

    def context(self) -> dict[str, Any]:
        """Add counts, samples and the job."""
        batch, job = self.record, self.job
        return {
            **super().context(),
            "title": batch.file_name,
            "state": BatchState(batch.status),
            "rows": count_rows(batch, self.loader),
            "remarks": by_sentence(batch.preview.get("remarks", ())),
            "rejects": (wrong := selectors.rejects(batch) if batch.rejected else []),
            "has_entries": any(ENTRY in one.cells for one in wrong),
            "links": self.loader.after_links(batch),
            "to_load": batch.accepted + batch.updated,
            "refresh": REFRESH_SECONDS if self.is_waiting else 0,
            "job": job,
            "tag": TAGS.get(JobState(job.state)) if job else None,
            "counted": counted(job) if job else "",
            "may_undo": not services.may_undo(batch, self.actor, self.at),
        }


def count_rows(batch: Any, loader: Loader) -> list[Row]:
    """Give what became, or would become, of the rows; what was loaded leads to the records."""
    is_done = batch.status in (BatchState.LOADED, BatchState.UNDOING, BatchState.UNDONE)
    names = {
        "New": batch.accepted,
        "Changed": batch.updated,
        "The same as before, left alone": batch.unchanged,
        "Left out, because something is wrong" if is_done else "Something is wrong": batch.rejected,
        "No record (blank rows, headings, totals)": batch.skipped,
    }
    found = {}
    if batch.status == BatchState.LOADED:
        outcomes = {"New": Outcome.ACCEPTED, "Changed": Outcome.UPDATED}
        found = {name: loader.found_at(batch, outcome) for name, outcome in outcomes.items() if names[name]}
    shown = [
        Row(name, f"{count:,}", href=found.get(name, ""))
        for name, count in names.items()
        if count or name in ("New", "Changed")
    ]
    return [Row("Rows or notices in the file", f"{batch.records:,}"), *shown]


class RejectsFile(OnBatch):
    """The rows that were left out, as a file to mend and load again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Stream it."""
        kind = kwargs["format"]
        streams = {"csv": rejects.csv_stream, "xlsx": rejects.xlsx_stream, "json": rejects.json_stream}
        if kind not in streams or not self.record.rejected:
            raise Http404
        answer = StreamingHttpResponse(streams[kind](self.record), content_type=TYPES[kind])
        answer["Content-Disposition"] = f'attachment; filename="rows-to-mend-{self.record.pk}.{kind}"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


class UndoPage(OnBatch):
    """Ask once before everything that a load brought is taken back."""

    template_name = "importing/undo.html"

    def context(self) -> dict[str, Any]:
        """Say what will happen."""
        return {**super().context(), "title": "Undo this load"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask."""
        if self.record.status != BatchState.LOADED:
            return HttpResponseRedirect(self.here)
        return self.page()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Leave it to the worker."""
        try:
            batch = services.start_undo(self.record, by=self.actor, at=self.at)
        except Refused as refused:
            return self.page(status=422, refused=refused)
        jobs.queue("undo_list", batch, by=self.actor, label="Undo")
        return HttpResponseRedirect(self.here)


def import_urls(loader: Loader, *, prefix: str) -> list[URLPattern]:
    """Give the addresses of a register's loads."""
    name = loader.register

    def page(kind: type[OfLoader]) -> Any:
        held = {"loader": loader, "act": loader.act, "__module__": __name__}
        made: Any = type(f"{name.capitalize()}{kind.__name__}", (kind,), held)
        return made.as_view()

    one = f"{prefix}<int:batch_id>/"
    return [
        path(prefix, page(StartPage), name=f"{name}-import"),
        path(f"{prefix}template.csv", page(TemplateFile), name=f"{name}-import-template"),
        path(one, page(BatchPage), name=f"{name}-import-batch"),
        path(f"{one}columns/", page(ColumnsPage), name=f"{name}-import-columns"),
        path(f"{one}undo/", page(UndoPage), name=f"{name}-import-undo"),
        path(f"{one}rejects.<str:format>", page(RejectsFile), name=f"{name}-import-rejects"),
    ]
