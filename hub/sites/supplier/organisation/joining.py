"""Come into an organisation: find it by its number, accept an invitation, ask its owners, or prove control."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.views import View

from hub.organisation.portal import joining, people
from hub.platform.act_table import Refused
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea, GovTextInput
from hub.platform.identity.roles import BIDDERS
from hub.platform.ui.parts import Link
from hub.platform.ui.views import FormPage
from hub.sites.supplier.organisation.base import JOIN, Outside
from hub.sites.supplier.quotes import carrying_on

NONE = "none"


class FindForm(GovForm):
    """The number by which an organisation is found."""

    scheme = forms.ChoiceField(
        label="Which number does your organisation have?",
        choices=[*joining.SCHEMES, (NONE, "None of these")],
        widget=GovRadios(),
        error_messages={"required": "Select which number your organisation has"},
    )
    number = forms.CharField(
        label="The number",
        max_length=40,
        required=False,
        help_text="Leave this empty if you have none.",
        widget=GovTextInput(width=20),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the number where there is one."""
        cleaned = super().clean() or {}
        if cleaned.get("scheme") not in {NONE, None} and not cleaned.get("number"):
            self.add_error("number", "Enter the number, or select “None of these”")
        return cleaned


class JoinView(Outside, FormPage):
    """Which organisation do you work for? Invitations, requests and claims of one's own stand above."""

    form_class: ClassVar[Any] = FindForm
    template_name = "supplier/organisation/join.html"
    title = "Which organisation do you work for?"
    is_drafted = False

    def form_valid(self, form: forms.Form) -> HttpResponseBase:
        """Lead to the organisation that has the number, else to the form that adds it."""
        scheme, number = form.cleaned_data["scheme"], form.cleaned_data["number"].strip()
        if scheme == NONE:
            return HttpResponseRedirect("/organisation/new/")
        try:
            found = joining.with_number(scheme, number, at=self.at)
        except Refused as refused:
            form.add_error("number", refused.sentence)
            return self.page(form=form, status=422)
        anew = "/organisation/new/?" + urlencode({"scheme": scheme, "number": number})
        if not found:
            return HttpResponseRedirect(anew)
        if len(found) == 1:
            return HttpResponseRedirect(f"/organisation/join/{found[0].party}/?" + urlencode({"new": anew}))
        return self.page(form=form, found=found, anew=anew)

    def context(self) -> dict[str, Any]:
        """Add what waits for this person."""
        return {
            **super().context(),
            "invitations": people.invitations(self.actor, at=self.at),
            "requests": joining.own_requests(self.actor),
            "own_claims": joining.own_claims(self.actor),
            "belongs": bool(self.actor.supplier_reach),
            "came_for": carrying_on.waiting(self.request),
        }


class AcceptInviteView(Outside, View):
    """Accept an invitation by one press."""

    act = people.ACCEPT_INVITE
    reads = BIDDERS
    http_method_names = ("post", "get", "head", "options")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead back: the button stands on the page of invitations."""
        return HttpResponseRedirect(JOIN)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Join."""
        try:
            party = people.accept_invite(self.actor, pk, at=self.at)
        except LookupError as gone:
            raise Http404 from gone
        except Refused as refused:
            messages.error(request, refused.sentence)
            return HttpResponseRedirect(JOIN)
        messages.success(request, "You have joined.")
        return HttpResponseRedirect(carrying_on.waiting(request) or f"/organisation/?of={party}")


class OnOutside(Outside, FormPage):
    """A form about an organisation to which the reader does not belong."""

    template_name = "supplier/organisation/form.html"
    found: joining.Found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 where there is none with people, or the reader belongs to it."""
        found = joining.outside(kwargs["party"], at=self.at)
        if found is None:
            raise Http404
        if found.party in self.actor.supplier_reach:
            return HttpResponseRedirect(f"/organisation/?of={found.party}")
        self.found = found
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add it, and the way back."""
        return {**super().context(), "found": self.found, "back": Link("Find another organisation", JOIN)}

    def next_url(self, result: Any) -> str:
        """Go to where one's requests stand."""
        return JOIN


class AskForm(GovForm):
    """A message to the owners."""

    message = forms.CharField(
        label="Say who you are, so that an owner knows you",
        max_length=500,
        required=False,
        widget=GovTextarea(rows=3, characters=500),
    )


class AskView(OnOutside):
    """It has people already: ask its owners, prove control, or add another one."""

    act = joining.ASK
    form_class: ClassVar[Any] = AskForm
    template_name = "supplier/organisation/ask.html"
    done = "We have told the owners. You hear by e-mail when one of them answers."

    def context(self) -> dict[str, Any]:
        """Say whose it is."""
        new = self.request.GET.get("new", "")
        anew = new if new.startswith("/organisation/new/?") else "/organisation/new/"
        return {**super().context(), "title": f"{self.found.name} is on the Hub already", "anew": anew}

    def perform(self, form: forms.Form) -> joining.Asked:
        """Ask."""
        return joining.ask_to_join(self.actor, self.found.party, message=form.cleaned_data["message"], at=self.at)


class MailboxForm(GovForm):
    """A mailbox of the organisation."""

    email = forms.EmailField(label="An e-mail address of the organisation that you can read")


class ProveView(OnOutside):
    """Prove control: have a code sent to a mailbox of the organisation."""

    act = joining.CLAIM
    form_class: ClassVar[Any] = MailboxForm
    template_name = "supplier/organisation/prove.html"

    def context(self) -> dict[str, Any]:
        """Say what it takes."""
        title = f"Show that {self.found.name} is yours"
        return {**super().context(), "title": title, "days": joining.WAIT_DAYS}

    def perform(self, form: forms.Form) -> joining.Claimed:
        """Send the code, if the mailbox is one of theirs."""
        return joining.ask_for_code(self.actor, self.found.party, email=form.cleaned_data["email"], at=self.at)

    def done_sentence(self, result: joining.Claimed) -> str:
        """Say the same whether a code left."""
        return f"If {self.found.name} is known by {result.mailbox}, a code is on its way there."

    def next_url(self, result: joining.Claimed) -> str:
        """Go to where the code is typed."""
        return f"/organisation/prove/{self.found.party}/code/"


class CodeForm(GovForm):
    """The code."""

    code = forms.CharField(
        label="The code from the message",
        max_length=20,
        widget=GovTextInput(width=10, attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class CodeView(OnOutside):
    """Type the code; then everybody who is known is told."""

    act = joining.PROVE
    form_class: ClassVar[Any] = CodeForm
    template_name = "supplier/organisation/code.html"
    title = "Type the code"
    is_drafted = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 where no code was asked for."""
        own = joining.open_claim(self.actor, kwargs["party"])
        if own is None or not own.waits_for_code:
            raise Http404
        self.own = own
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add what was asked for."""
        return {**super().context(), "own": self.own, "days": joining.WAIT_DAYS}

    def perform(self, form: forms.Form) -> joining.Claimed:
        """Check it."""
        return joining.check_code(self.actor, self.found.party, code=form.cleaned_data["code"], at=self.at)

    def done_sentence(self, result: joining.Claimed) -> str:
        """Say what happens now."""
        return f"Thank you. Everybody whom we know at {result.organisation} is told. You see below how it stands."


class ObjectionView(View):
    """Where a mailed objection leads: no sign-in, since who left or lost a key must be able to object too."""

    open_to_all = True

    def page(self, status: int = 200, **more: Any) -> HttpResponse:
        """Render the page."""
        claimed = joining.objection(self.kwargs["token"])
        known = {"claimed": claimed if claimed and claimed.is_waiting else None}
        template = "supplier/organisation/objection.html"
        return render(self.request, template, known | more, status=status)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Say what it is about; opening the link changes nothing."""
        claimed = joining.objection(token)
        return self.page(200 if claimed and claimed.is_waiting else 410)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Object."""
        try:
            joining.object_by_link(token, reason="Objected by the link in the message", at=request.now)  # type: ignore[attr-defined]
        except (LookupError, Refused):
            return self.page(410)
        return self.page(done=True)
