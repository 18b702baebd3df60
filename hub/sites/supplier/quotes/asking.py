"""Ask a question about a quote, and say whether one will answer."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea
from hub.platform.ui.views import FormPage
from hub.sites.supplier.quotes.base import ForOrganisation, OnQuote
from hub.tender import portal

LONGEST = 2000
LONGEST_REASON = 500
YES, NO, NOTHING = "yes", "no", "nothing"


class AskForm(ForOrganisation, GovForm):
    """A question."""

    text = forms.CharField(
        label="Your question",
        help_text="Everybody whom the authority asks reads it with the answer. Leave out your name and your price.",
        max_length=LONGEST,
        widget=GovTextarea(rows=5, characters=LONGEST),
        error_messages={"required": "Enter the question"},
    )


class SayForm(ForOrganisation, GovForm):
    """Whether one will answer."""

    says = forms.ChoiceField(
        label="Will you answer?",
        choices=[(YES, "Yes, we mean to"), (NO, "No"), (NOTHING, "We do not know yet")],
        widget=GovRadios(
            hints={
                YES: "This promises nothing. Nobody at the authority is told.",
                NO: "The authority is told why, but only after the due time. Until then you can change your mind.",
            }
        ),
        error_messages={"required": "Select whether you will answer"},
    )
    reason = forms.CharField(
        label="If not, why?",
        help_text="Such as “too small for us” or “no time before May”. It helps the authority to ask better.",
        max_length=LONGEST_REASON,
        required=False,
        widget=GovTextarea(rows=3, characters=LONGEST_REASON),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where they decline."""
        cleaned = super().clean() or {}
        if cleaned.get("says") == NO and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", "Enter why you will not answer")
        return cleaned


class DoesForOrganisation(OnQuote, FormPage):
    """A form about a quote that owners and editors send for their organisation."""

    reads = None
    template_name = "supplier/quotes/form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer as ever; who only reads along finds no form here."""
        self.form_organisations = portal.organisations(self.actor, kwargs["reference"])
        if not self.form_organisations:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the organisations."""
        return {**super().form_arguments(), "organisations": self.form_organisations}

    def context(self) -> dict[str, Any]:
        """Say for whom it is done, where there is only one."""
        only = self.form_organisations[0][1] if len(self.form_organisations) == 1 else ""
        return {**super().context(), "title": self.title or (self.act.phrase if self.act else ""), "only": only}

    def next_url(self, result: Any) -> str:
        """Go back to the quote."""
        return self.quote.page


class AskView(DoesForOrganisation):
    """Ask a question; the answer goes to everybody, without names."""

    act = portal.ENQUIRE
    form_class: ClassVar[Any] = AskForm
    done = "Your question was sent. The answer goes to everybody, without names, and we e-mail you when it is there."

    def perform(self, form: forms.Form) -> portal.OwnEnquiry:
        """Send it."""
        assert isinstance(form, AskForm)
        text = form.cleaned_data["text"]
        return portal.ask(self.actor, self.quote.reference, party=form.party, text=text, at=self.at)


class SayView(DoesForOrganisation):
    """Say whether one will answer, or take back what was said."""

    act = portal.SAY
    form_class: ClassVar[Any] = SayForm
    title = "Will you answer?"

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was said before, where it is clear by whom."""
        able = self.able
        if len(able) != 1 or not self.said_before(able[0]):
            return {}
        return {"says": able[0].says, "reason": able[0].reason}

    def said_before(self, one: portal.Part) -> bool:
        """Say whether an organisation said something already."""
        return one.says != NOTHING

    def perform(self, form: forms.Form) -> str:
        """Keep it."""
        assert isinstance(form, SayForm)
        says, reason = form.cleaned_data["says"], form.cleaned_data["reason"]
        portal.say(self.actor, self.quote.reference, party=form.party, says=says, reason=reason, at=self.at)
        return str(says)

    def done_sentence(self, result: str) -> str:
        """Say what was kept."""
        return {
            YES: "You said that you mean to answer. You can change that until the due time.",
            NO: "You said that you will not answer. The authority reads why after the due time.",
        }.get(result, "What you said was taken back.")
