"""Begin a bid, choose what happens to one that is complete and not submitted, and its task list."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views import View

from hub.bids import portal
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios
from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.platform.ui.views import FormPage
from hub.sites.supplier.bids.base import WRITERS, DoesToBid, OnBid
from hub.sites.supplier.bids.words import tasks_by_part
from hub.sites.supplier.quotes.base import ForOrganisation, OnQuote

YES, NO = "yes", "no"


def choice_field() -> forms.ChoiceField:
    """Give the choice that every bid begins with; nothing is chosen before somebody chooses."""
    return forms.ChoiceField(
        label="If your bid is complete at the deadline and you have not pressed Submit, should we submit it for you?",
        choices=[(YES, "Yes, submit it for me"), (NO, "No, only if I press Submit")],
        widget=GovRadios(
            hints={
                YES: "Complete means that every question that must be answered is answered.",
                NO: "Then a bid that nobody submitted is never opened.",
            }
        ),
        error_messages={"required": "Select whether we should submit it for you"},
    )


class StartForm(ForOrganisation, GovForm):
    """For whom, and the choice."""

    submit_for_me = choice_field()


class StartView(OnQuote, FormPage):
    """Begin to answer a quote. Who has begun already goes on."""

    reads = frozenset(WRITERS)
    form_class: ClassVar[Any] = StartForm
    template_name = "supplier/bids/start.html"
    title = "Start your answer"
    is_drafted = False
    may_repeat = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the bid that is there; where no answers are taken there is nothing to start."""
        if there := portal.own(self.actor, kwargs["reference"]):
            return HttpResponseRedirect(f"/bids/{there}/")
        return super().dispatch(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the organisations."""
        organisations = [(one.party, one.name) for one in self.able]
        if not organisations:
            raise Http404
        return {**super().form_arguments(), "organisations": organisations}

    def perform(self, form: forms.Form) -> str:
        """Begin, and keep the choice."""
        assert isinstance(form, StartForm)
        reference = portal.begin(self.actor, self.quote.reference, party=form.party, at=self.request.stamp)  # type: ignore[attr-defined]
        wanted = form.cleaned_data["submit_for_me"] == YES
        portal.choose(self.actor, reference, submit_for_me=wanted, stamp=portal.stamp_of(self.request))
        return reference

    def done_sentence(self, result: str) -> str:
        """Say what is next."""
        return "Your bid is begun. Nothing is submitted yet."

    def next_url(self, result: str) -> str:
        """Go to its task list."""
        return f"/bids/{result}/"


class BidsView(View):
    """Bids stand with the quotes that they answer."""

    reads = SUPPLIER_ROLES
    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest) -> HttpResponseRedirect:
        """Lead there."""
        return HttpResponseRedirect("/quotes/")


class BidView(OnBid):
    """The task list: whether it is submitted, what is missing, and each question with how far its answer is."""

    template_name = "supplier/bids/bid.html"

    def context(self) -> dict[str, Any]:
        """Add the tasks by part, and the last version that was submitted."""
        done = sum(one.is_done for one in self.bid.tasks)
        upcoming = next((one for one in self.bid.tasks if not one.is_done), None)
        return {
            **super().context(),
            "parts": tasks_by_part(self.bid.tasks),
            "done": done,
            "upcoming": upcoming,
            "counts": next((one for one in self.bid.versions if one.counts), None),
        }


class ChoiceForm(GovForm):
    """The choice."""

    submit_for_me = choice_field()


class ChoiceView(DoesToBid):
    """Change what happens to a complete bid that is not submitted; until the due time."""

    form_class: ClassVar[Any] = ChoiceForm
    title = "Submit it for you?"

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was chosen."""
        chosen = {True: YES, False: NO, None: ""}[self.bid.submit_for_me]
        return {"submit_for_me": chosen}

    def perform(self, form: forms.Form) -> bool:
        """Keep it."""
        wanted = bool(form.cleaned_data["submit_for_me"] == YES)
        portal.choose(self.actor, self.reference, submit_for_me=wanted, stamp=self.stamp)
        return wanted

    def done_sentence(self, result: bool) -> str:
        """Say what will happen."""
        if result:
            return "If your bid is complete at the deadline, we submit it for you."
        return "Your bid is submitted only if you press Submit."
