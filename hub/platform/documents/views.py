"""Pages about documents, and the one view that hands files out."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hub.platform import clock
from hub.platform.documents import acts, selectors, services, storage, subjects
from hub.platform.documents.forms import AddForm, AudienceForm, CorrectForm, ReasonForm, RetentionForm, VersionForm
from hub.platform.documents.models import Document, Version
from hub.platform.documents.names import disposition
from hub.platform.documents.services import Paper, Upload
from hub.platform.documents.terms import Audience, Scan, State
from hub.platform.documents.types import DOWNLOAD_TYPES
from hub.platform.identity.roles import STAFF_ROLES
from hub.platform.ui.views import ActView, FormPage, RecordView

PREVIEW_CHARACTERS = 2000
SANDBOX = "sandbox; default-src 'none'"


@require_safe
def download(request: HttpRequest, public_id: str, number: int) -> HttpResponseBase:
    """Hand a file out, to whom its audience lets in; opening a confidential one is an event."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.get(public_id, actor)
    version = document.versions.filter(number=number).first() if document else None
    if document is None or version is None:
        if actor.is_anonymous and request.site != "public":  # type: ignore[attr-defined]
            return redirect_to_login(request.get_full_path())
        raise Http404
    version.document = document
    return hand_out(request, version)


download.open_to_all = True  # type: ignore[attr-defined]


def hand_out(request: HttpRequest, version: Version) -> HttpResponseBase:
    """Hand a version out to somebody who may have it, which the caller has made sure of."""
    document = version.document
    if document.status == State.DISPOSED:
        return render(request, "documents/not_yet.html", {"document": document, "version": version}, status=410)
    if version.scan in {Scan.INFECTED, Scan.WAITING}:
        return render(request, "documents/not_yet.html", {"document": document, "version": version}, status=409)
    try:
        file = storage.store().open(version.sha256)
    except storage.Missing:
        return render(request, "documents/not_yet.html", {"document": document, "version": version}, status=410)
    if document.is_confidential:
        services.record_opening(version, by=request.actor, at=request.now)  # type: ignore[attr-defined]
    listed = version.content_type in DOWNLOAD_TYPES
    response = FileResponse(file, content_type=version.content_type if listed else "application/octet-stream")
    response["Content-Length"] = str(version.size)
    response["Content-Disposition"] = disposition(version.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    # Ours, not the site's: the middleware leaves a policy alone that a view set.
    response["Content-Security-Policy"] = SANDBOX
    return response


class DocumentView(RecordView):
    """One document: versions, digests, scan, audience, words."""

    reads = STAFF_ROLES
    find = selectors.get_as_officer
    key = "public_id"
    template_name = "documents/document.html"

    def retentions(self) -> list[tuple[str, str]]:
        """Give the retention classes that hold where the document is kept."""
        return selectors.retention_classes(clock.london(self.at).date(), self.record.authority)

    def context(self) -> dict[str, Any]:
        """Add the versions, the record it belongs to, and the first words."""
        document: Document = self.record
        subject = subjects.subject_of(document.subject_kind)
        versions = sorted(document.versions.select_related("words"), key=lambda one: -one.number)
        words = getattr(versions[0], "words", None) if versions and not document.is_confidential else None
        return {
            **super().context(),
            "title": document.title,
            "versions": versions,
            "subject": document.subject,
            "subject_url": subject.url(document.subject),
            "sort": subject.label_of(document.paper_kind),
            "retention": dict(self.retentions()).get(document.retention, ""),
            "preview": words.text[:PREVIEW_CHARACTERS] if words else "",
            "preview_note": words.note if words else "",
        }


class AddView(FormPage):
    """Add a document to a record."""

    act = acts.ADD
    form_class = AddForm
    template_name = "documents/add.html"
    title = "Add a document"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the record within the actor's reach."""
        super().setup(request, *args, **kwargs)
        actor = getattr(request, "actor", None)
        self.record = selectors.subject_for(actor, kwargs["kind"], kwargs["pk"]) if actor else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a record out of reach."""
        if self.record is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the sorts of documents of this record and today's retention classes."""
        subject = subjects.subject_of(self.kwargs["kind"])
        on = clock.london(self.at).date()
        assert self.record is not None  # nosec B101: dispatch answers 404 where there is none
        authority = getattr(self.record.root, "authority", None)
        return {
            **super().form_arguments(),
            "kinds": subject.kinds,
            "retentions": selectors.retention_classes(on, authority),
            "usual": subject.confidential_words,
        }

    def context(self) -> dict[str, Any]:
        """Add the record and where to go back to."""
        subject = subjects.subject_of(self.kwargs["kind"])
        return {**super().context(), "record": self.record, "back": subject.url(self.record)}

    def perform(self, form: forms.Form) -> Document:
        """Add it."""
        cleaned = dict(form.cleaned_data)
        file = cleaned.pop("file")
        del cleaned["confidential"]
        cleaned["is_confidential"] = form.is_confidential  # type: ignore[attr-defined]
        cleaned["audience"] = Audience(cleaned["audience"])
        cleaned["title"] = cleaned["title"] or PurePath(file.name).stem[:200]
        return services.add(
            self.record, upload=Upload(file.name, file), paper=Paper(**cleaned), by=self.actor, at=self.at
        )


class OnDocument(ActView):
    """An act on one document."""

    find = selectors.get_as_officer
    key = "public_id"
    template_name = "documents/act.html"


class AddVersionView(OnDocument):
    """Add a version."""

    act = acts.ADD_VERSION
    form_class = VersionForm
    service = services.add_version

    def arguments(self, form: forms.Form) -> dict[str, Any]:
        """Hand the file on."""
        file = form.cleaned_data["file"]
        return {"upload": Upload(file.name, file)}


class WithdrawView(OnDocument):
    """Withdraw it."""

    act = acts.WITHDRAW
    form_class = ReasonForm
    service = services.withdraw


class CorrectView(OnDocument):
    """Put its title or its kind right."""

    act = acts.CORRECT
    form_class = CorrectForm
    service = services.correct

    def form_arguments(self) -> dict[str, Any]:
        """Begin with what it is called now, and offer the kinds of its record."""
        begun = {"title": self.record.title, "paper_kind": self.record.paper_kind}
        return {"initial": begun, "kinds": subjects.subject_of(self.record.subject_kind).kinds}


class ChangeAudienceView(OnDocument):
    """Change who may read it."""

    act = acts.CHANGE_AUDIENCE
    form_class = AudienceForm
    service = services.change_audience

    def get_initial(self) -> dict[str, Any]:
        """Begin with who may read it now."""
        return {"audience": self.record.audience, "is_confidential": self.record.is_confidential}


class RetainView(OnDocument):
    """Change how long it is kept."""

    act = acts.RETAIN
    form_class = RetentionForm
    service = services.retain

    def form_arguments(self) -> dict[str, Any]:
        """Offer today's retention classes."""
        on = clock.london(self.at).date()
        retentions = selectors.retention_classes(on, self.record.authority)
        return {"initial": {"retention": self.record.retention}, "retentions": retentions}


class HoldView(OnDocument):
    """Put it on legal hold."""

    act = acts.HOLD
    form_class = ReasonForm
    service = services.hold


class ReleaseView(OnDocument):
    """Lift the legal hold."""

    act = acts.RELEASE
    form_class = ReasonForm
    service = services.release
