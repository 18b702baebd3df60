"""Pages of bodies."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404

from hub.governance import acts, selectors, services
from hub.governance.forms import bodies as forms
from hub.governance.models import Body
from hub.governance.register import BodyRegister
from hub.governance.showing import body_facts
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.views import CreateView, RecordView, VersionedAct

MENU = "procure"


def home(actor: Actor) -> Authority:
    """Give the authority that somebody works for; nothing is set up or decided for none."""
    found = home_of(actor)
    if found is None:
        raise Http404
    return found


class BodyRegisterView(RegisterView):
    """The bodies."""

    register = BodyRegister
    reads = OFFICERS
    menu = MENU


class BodyView(RecordView):
    """One body: what it is for, who sits on it, when it meets."""

    reads = OFFICERS
    menu = MENU
    find = selectors.body
    template_name = "governance/body.html"
    record: Body

    def context(self) -> dict[str, Any]:
        """Add facts, members of today, meetings and history."""
        on = london(self.at).date()
        return {
            **super().context(),
            "rows": body_facts(self.record),
            "members": selectors.members_of(self.record, on=on),
            "meetings": selectors.ahead(self.record.authority, on=on, body=self.record)[:6],
            "days": days_of(self.record, self.actor),
        }


class SetUpView(CreateView):
    """Set up a body."""

    act = acts.SET_UP
    menu = MENU
    form_class = forms.BodyForm
    service = staticmethod(services.set_up)

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Add the authority."""
        return {"authority": home(self.actor), **form.cleaned_data}


class BodyAct(VersionedAct):
    """An act on a body."""

    find = selectors.body
    menu = MENU
    form_class: ClassVar[Any] = VersionedReasonForm
    record: Body


class ReviseBodyView(BodyAct):
    """Change it."""

    act = acts.REVISE_BODY
    form_class = forms.ReviseBodyForm
    service: ClassVar[Any] = staticmethod(services.bodies.revise)

    def get_initial(self) -> dict[str, Any]:
        """Fill in what it is."""
        return {**super().get_initial(), **services.bodies.facts_of(self.record)}


class SeatView(BodyAct):
    """Seat a member."""

    act = acts.SEAT
    form_class = forms.SeatForm
    service: ClassVar[Any] = staticmethod(services.seat)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the people of the authority."""
        people = officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """Begin today."""
        return {**super().get_initial(), "starts_on": london(self.at).date()}


class UnseatView(BodyAct):
    """End a seat."""

    act = acts.UNSEAT
    form_class = forms.UnseatForm
    service: ClassVar[Any] = staticmethod(services.unseat)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the seats that can end."""
        seats = selectors.open_seats(self.record, on=london(self.at).date())
        return {**super().form_arguments(), "members": seats}

    def get_initial(self) -> dict[str, Any]:
        """End today."""
        return {**super().get_initial(), "ends_on": london(self.at).date()}


class DissolveView(BodyAct):
    """Dissolve it."""

    act = acts.DISSOLVE
    service: ClassVar[Any] = staticmethod(services.bodies.dissolve)
