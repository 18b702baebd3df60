"""The base views. A page is a declaration on one of these; lists stand on ``registers.views.RegisterView``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.views import View

from hub.law.findings import Finding
from hub.platform.act_table import Act, Refused, Stale
from hub.platform.actors import Actor
from hub.platform.drafts.keeping import KeepsTyping
from hub.platform.drafts.services import TooMuch, words_of
from hub.platform.identity import sessions
from hub.platform.identity.roles import Role
from hub.platform.ui import offers as offering
from hub.platform.ui import panels
from hub.platform.ui.history import days_of
from hub.platform.usage import services as usage

Find = Callable[..., Any]
MEANWHILE = (
    "Somebody else changed this while you were working on it. What they did is shown above and what you typed is kept "
    "below. Save again to put yours in its place, or cancel to leave theirs."
)


class PageView(View):
    """A page with a heading; ``reads`` or ``act`` says who may open it."""

    reads: ClassVar[frozenset[Role] | None] = None
    act: ClassVar[Act | None] = None
    template_name: ClassVar[str] = ""
    menu: ClassVar[str] = ""
    title: ClassVar[str] = ""
    # A name here makes the page a dashboard: who opened it on which day is written down (see usage).
    dashboard: ClassVar[str] = ""
    request: HttpRequest

    @property
    def actor(self) -> Actor:
        """Give the person at the door."""
        return self.request.actor  # type: ignore[attr-defined, no-any-return]

    @property
    def at(self) -> Any:
        """Give the moment of the request."""
        return self.request.now  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page."""
        shown = self.page()
        if self.dashboard:
            usage.note(self.dashboard, by=self.actor, session=request.session, at=self.at)
        return shown

    def page(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Render the template with what the page knows."""
        return render(self.request, self.template_name, {**self.context(), **extra}, status=status)

    def context(self) -> dict[str, Any]:
        """Give the template's context; pages add to it."""
        return {"view": self, "title": self.title, "menu": self.menu}


class OnRecord(PageView):
    """A page about one record, which ``find(actor, reference)`` gives or denies."""

    find: ClassVar[Find]
    key: ClassVar[str] = "reference"
    record: Any  # the package's own kind of record; dispatch answers 404 where there is none

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the record within the actor's reach; what is out of reach is missing."""
        super().setup(request, *args, **kwargs)
        actor = getattr(request, "actor", None)
        self.record = type(self).find(actor, kwargs[self.key]) if actor else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a record out of reach."""
        if self.record is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add the record."""
        return {**super().context(), "record": self.record}


class RecordView(OnRecord):
    """A record's page: life line, next step with blocked acts, sections at addresses of their own, panels."""

    section: ClassVar[str] = "summary"

    def context(self) -> dict[str, Any]:
        """Add the offers of acts and the panels that later packages registered."""
        record, at = self.record, self.at
        return {
            **super().context(),
            "section": self.section,
            "offers": offering.offers(record, by=self.actor, at=at),
            "panels": panels.panels_for(record.kind(), record, self.actor, at),
        }


class FormPage(KeepsTyping, PageView):
    """The part that acts and creations share: one form, one service, errors in one place, nothing typed lost."""

    form_class: ClassVar[type[forms.Form]]
    service: ClassVar[Callable[..., Any]]
    template_name: ClassVar[str] = "ui/act.html"
    done: ClassVar[str] = ""
    # An act that gives power asks for a sign-in of the last 15 minutes (security.md §10.2).
    needs_fresh_proof: ClassVar[bool] = False

    def form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Give the form, filled from what was sent, else from what the person typed before, else from the record."""
        form = self.form_class(data, files, **self.form_arguments())
        return self.refill(form) if data is None else form

    def form_arguments(self) -> dict[str, Any]:
        """Give what the form needs besides data."""
        return {"initial": self.get_initial()}

    def get_initial(self) -> dict[str, Any]:
        """Give the first values of the fields."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form."""
        return self.page(form=self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Clean, perform, and turn a refusal into a form error; what was accepted is no draft any more."""
        if self.wants_proof() and not sessions.recently_signed_in(request):
            return self.ask_for_proof()
        form = self.form(request.POST, request.FILES)
        if getattr(form, "is_asking", False):
            return self.page(form=form.again())  # type: ignore[attr-defined]
        response = self.form_valid(form) if form.is_valid() else self.form_invalid(form)
        if response.status_code in {302, 303}:
            self.forget()
        return response

    def wants_proof(self) -> bool:
        """Say whether this act asks for a fresh sign-in; some ask only over a value."""
        return self.needs_fresh_proof

    def ask_for_proof(self) -> HttpResponseBase:
        """Keep what was typed and ask for a fresh sign-in, which leads back to the filled form."""
        if self.keeps(form := self.form_class(**self.form_arguments())):
            try:
                self.keep(words_of(self.request.POST, never=self.never_drafted))
            except TooMuch as fault:
                form = self.form(self.request.POST, self.request.FILES)
                form.add_error(None, f"{fault} This needs a fresh sign-in first, which keeps a draft only.")
                return self.page(form=form, status=422)
            messages.info(self.request, "What you typed is kept. It is back once you have shown that it is you.")
        return HttpResponseRedirect("/sign-in/again/?" + urlencode({"next": self.form_address()}))

    def page(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Render the form with what keeps and discards its draft."""
        return super().page(status, **{**self.keeping(extra.get("form")), **extra})

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Show the form again with its errors and everything that was typed."""
        return self.page(form=form, status=422)

    def form_valid(self, form: forms.Form) -> HttpResponseBase:
        """Perform, and go on; a refusal by the service becomes an error of the form."""
        try:
            result = self.perform(form)
        except Stale as conflict:
            return self.on_conflict(form, conflict)
        except Refused as refused:
            for finding in refused.findings:
                form.add_error(self.field_of(form, finding), self.sentence_of(finding))
            return self.page(form=form, status=422, refused=refused)
        messages.success(self.request, self.done_sentence(result))
        return HttpResponseRedirect(self.next_url(result))

    def field_of(self, form: forms.Form, finding: Finding) -> str | None:
        """Give the field beside which a refusal stands: the one that cures it; None for the form as a whole."""
        field = form.fields.get(finding.cure)
        return finding.cure if field is not None and not field.widget.is_hidden else None

    def sentence_of(self, finding: Finding) -> str:
        """Give a refusal as the form says it."""
        return finding.message

    def perform(self, form: forms.Form) -> Any:
        """Call the one service of this page."""
        raise NotImplementedError

    def on_conflict(self, form: forms.Form, conflict: Stale) -> HttpResponse:
        """Show the refusal with what was typed; packages with many fields show both versions."""
        form.add_error(None, conflict.sentence)
        return self.page(form=form, status=409, refused=conflict)

    def done_sentence(self, result: Any) -> str:
        """Give the sentence of the success banner."""
        return self.done or f"{self.act.label if self.act else 'Done'}."

    def next_url(self, result: Any) -> str:
        """Give the page that follows."""
        return str(result.get_absolute_url())


class ActView(FormPage, OnRecord):
    """One act on one record. Blocked, it says why, by which rule, and who can help."""

    def context(self) -> dict[str, Any]:
        """Add the offer, so that the page can say what stands in the way."""
        assert self.act is not None
        offer = offering.offer(self.act, self.record, by=self.actor, at=self.at)
        return {**super().context(), "offer": offer, "title": self.title or self.act.phrase}

    def perform(self, form: forms.Form) -> Any:
        """Call the service on the record."""
        return type(self).service(self.record, by=self.actor, at=self.at, **self.arguments(form))

    def arguments(self, form: forms.Form) -> dict[str, Any]:
        """Give the service's arguments from the cleaned form."""
        return dict(form.cleaned_data)


class VersionedAct(ActView):
    """An act on the version of the record that the person sees; its form is a ``VersionedForm``."""

    def get_initial(self) -> dict[str, Any]:
        """Keep the version that the person sees."""
        return {"version": self.record.version}

    def on_conflict(self, form: forms.Form, conflict: Stale) -> HttpResponse:
        """Show what the other person did, and keep what was typed, ready to be saved over the newer version."""
        data = self.request.POST.copy()
        data["version"] = str(self.record.version)
        again = self.form(data, self.request.FILES)
        again.is_valid()
        again.add_error(None, MEANWHILE)
        meanwhile = days_of(self.record, self.actor, size=2)
        return self.page(form=again, status=409, refused=conflict, meanwhile=meanwhile)


class CreateView(FormPage):
    """Bring a record into being in the actor's own authority."""

    template_name: ClassVar[str] = "ui/create.html"

    def perform(self, form: forms.Form) -> Any:
        """Call the service that creates."""
        return type(self).service(by=self.actor, at=self.at, **self.arguments(form))

    def arguments(self, form: forms.Form) -> dict[str, Any]:
        """Give the service's arguments from the cleaned form."""
        return dict(form.cleaned_data)

    def context(self) -> dict[str, Any]:
        """Add the act's phrase as the heading."""
        return {**super().context(), "title": self.title or (self.act.phrase if self.act else "")}


__all__ = ["ActView", "CreateView", "FormPage", "OnRecord", "PageView", "RecordView", "VersionedAct"]
