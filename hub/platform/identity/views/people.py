"""People, their roles, and leaving; for the authority's administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from hub.platform import clock
from hub.platform.identity import acts, factors, handover, mail, managers, selectors, services
from hub.platform.identity.forms import GrantForm, ManagerForm, PersonForm, ReasonForm
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.register import PeopleRegister
from hub.platform.identity.roles import STAFF_ROLES, Role
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.views import ActView, CreateView, RecordView

ADMIN = frozenset({Role.AUTHORITY_ADMIN})


class PeopleRegisterView(RegisterView):
    """The list of people."""

    register = PeopleRegister
    reads = ADMIN
    base_template = "staff/base.html"


class PersonView(RecordView):
    """One person: roles with dates, what they have in hand, how they sign in."""

    reads = ADMIN
    find = staticmethod(selectors.find_person)
    template_name = "identity/person.html"

    def context(self) -> dict[str, Any]:
        """Add roles, things in hand, and the roles that only this person holds."""
        today = clock.london(self.at).date()
        grants = selectors.grants_of(self.record, self.actor)
        return {
            **super().context(),
            "title": self.record.name,
            "grants": [(row, row.can_end(today), Role(row.role).label) for row in grants],
            "in_hand": [
                (holding.label, len(records), holding.href(self.record))
                for holding, records in handover.in_hand(self.record)
            ],
            "sole": [(Role(row.role).label, row.party.name) for row in selectors.sole_roles(self.record, today)],
            "factors": selectors.strong_factors(self.record),
            "manager": self.record.manager,
            "reports": managers.reports_of(self.record),
            "deputies": selectors.deputies_of(self.record, today),
        }


class PersonAddView(CreateView):
    """Add a person and send the invitation."""

    needs_fresh_proof = True
    act = acts.ADD_PERSON
    reads = ADMIN
    form_class = PersonForm
    service = staticmethod(services.add_person)

    def perform(self, form: forms.Form) -> Any:
        """Add the person to the actor's own authority and send the one-time link."""
        home = home_of(self.actor)
        person = services.add_person(by=self.actor, at=self.at, authority=home, **form.cleaned_data)
        mail.send_link(self.request, person.email, at=self.at)
        return person

    def done_sentence(self, result: Any) -> str:
        """Say what happens next."""
        return f"{result.name} was added and has been sent a link. Now give them a role."


class PersonAct(ActView):
    """An act on a person: it gives or takes power, so it asks for a fresh sign-in (security.md §10.2)."""

    needs_fresh_proof = True
    reads = ADMIN
    find = staticmethod(selectors.find_person)


class PersonChangeView(PersonAct):
    """Change name or address."""

    act = acts.CHANGE_PERSON
    form_class = PersonForm
    service = staticmethod(services.change_person)

    def get_initial(self) -> dict[str, Any]:
        """Fill in what is known."""
        return {"name": self.record.name, "email": self.record.email}


class ManagerView(PersonAct):
    """Say who the line manager is."""

    act = acts.SET_MANAGER
    form_class = ManagerForm
    service = staticmethod(managers.set_manager)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the colleagues of the person."""
        today = clock.london(self.at).date()
        return {"colleagues": selectors.colleagues(self.record, today), "initial": {"manager": self.record.manager_id}}

    def done_sentence(self, result: Any) -> str:
        """Say who is told from now on."""
        if result.manager is None:
            return f"{result.name} has no line manager now. Alerts go on to the procurement lead."
        return f"{result.manager.name} is told when {result.name} does not act."


class DisableView(PersonAct):
    """Close the account."""

    act = acts.DISABLE
    form_class = ReasonForm
    service = staticmethod(services.disable)


class EnableView(PersonAct):
    """Open the account again."""

    act = acts.ENABLE
    form_class = forms.Form
    service = staticmethod(services.enable)


class ResetFactorsView(PersonAct):
    """Remove all second factors after proof of identity."""

    act = acts.RESET_FACTORS
    form_class = ReasonForm
    service = staticmethod(factors.reset_factors)


class GrantView(PersonAct):
    """Give a role."""

    act = acts.GRANT_ROLE
    title = "Give a role"
    form_class = GrantForm

    def form_arguments(self) -> dict[str, Any]:
        """Offer the authorities where the actor is administrator."""
        mine = [grant.party_id for grant in self.actor.grants if grant.role == Role.AUTHORITY_ADMIN]
        return {
            "parties": selectors.parties(mine),
            "roles": STAFF_ROLES,
            "initial": {"starts_on": clock.london(self.at).date(), "party": mine[0] if mine else None},
        }

    def perform(self, form: forms.Form) -> Any:
        """Give it."""
        data = form.cleaned_data
        services.grant_role(
            self.record,
            data["role"],
            at_party=data["party"],
            by=self.actor,
            at=self.at,
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
        )
        return self.record

    def context(self) -> dict[str, Any]:
        """Leave out the offer, which would ask the person instead of a role that does not exist yet."""
        return {**super(ActView, self).context(), "title": self.title}


class EndRoleView(PersonAct):
    """End a role today."""

    act = acts.END_ROLE
    title = "End a role"
    form_class = forms.Form

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the role within the actor's reach."""
        super().setup(request, *args, **kwargs)
        rows = selectors.grants_of(self.record, request.actor) if self.record else []  # type: ignore[attr-defined]
        self.grant: Membership | None = next((row for row in rows if row.pk == kwargs["pk"]), None)
        if self.grant is None:
            self.record = None

    def perform(self, form: forms.Form) -> Any:
        """End it."""
        assert self.grant is not None
        services.end_role(self.grant, by=self.actor, at=self.at)
        return self.record

    def context(self) -> dict[str, Any]:
        """Name the role in the heading."""
        assert self.grant is not None
        label = Role(self.grant.role).label.lower()
        return {**super(ActView, self).context(), "title": f"End the role “{label}” of {self.record.name}"}


class LeaveForm(forms.Form):
    """One successor for each sort of thing in hand, and a note."""

    note = forms.CharField(label="Note", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, waiting: Any, people: Any, **kwargs: Any) -> None:
        """Add a field for each sort."""
        super().__init__(*args, **kwargs)
        for number, (holding, records) in enumerate(waiting):
            field = forms.ModelChoiceField(
                people,
                label=f"{holding.label} ({len(records)}): who takes over",
                error_messages={"required": f"Choose who takes over: {holding.label.lower()}"},
            )
            field.label_from_instance = lambda person: person.name  # type: ignore[assignment,method-assign]
            self.fields[f"successor{number}"] = field
        self.kinds = [holding.kind for holding, _ in waiting]
        self.order_fields([*[f"successor{n}" for n in range(len(self.kinds))], "note"])

    def successors(self) -> dict[str, Person]:
        """Give the chosen people by kind."""
        return {kind: self.cleaned_data[f"successor{number}"] for number, kind in enumerate(self.kinds)}


class LeaveView(PersonAct):
    """Somebody leaves: hand everything over, end the roles, close the account."""

    act = acts.HAND_OVER
    template_name = "identity/leave.html"
    form_class = LeaveForm
    done = "Everything is handed over and the account is closed."

    def form_arguments(self) -> dict[str, Any]:
        """Ask for a successor for each sort of thing in hand."""
        today = clock.london(self.at).date()
        return {
            "waiting": handover.in_hand(self.record),
            "people": selectors.colleagues(self.record, today),
        }

    def perform(self, form: Any) -> Any:
        """Hand over."""
        handover.hand_over(
            self.record,
            successors=form.successors(),
            by=self.actor,
            at=self.at,
            note=form.cleaned_data["note"],
        )
        return self.record

    def context(self) -> dict[str, Any]:
        """Warn about roles that nobody else holds."""
        today = clock.london(self.at).date()
        sole = [(Role(row.role).label, row.party.name) for row in selectors.sole_roles(self.record, today)]
        return {**super().context(), "sole": sole, "title": f"{self.record.name} leaves"}


class InviteView(PersonAct):
    """Send the one-time link again."""

    act = acts.CHANGE_PERSON
    title = "Send a link to sign in"
    form_class = forms.Form

    def perform(self, form: forms.Form) -> Any:
        """Send it, unless one was sent within 15 minutes."""
        if not mail.send_link(self.request, self.record.email, at=self.at):
            messages.warning(self.request, "A link was sent a short while ago. Wait 15 minutes before the next.")
        return self.record

    def done_sentence(self, result: Any) -> str:
        """Say what we do next."""
        return f"If no link was sent within 15 minutes, {result.name} gets one now. It works for 24 hours."


class EndSessionsView(PersonAct):
    """End all sessions of a person (ASVS 7.4.5)."""

    act = acts.CHANGE_PERSON
    title = "End all sessions"
    form_class = forms.Form

    def perform(self, form: forms.Form) -> Any:
        """End them."""
        services.end_sessions(self.record)
        return self.record

    def done_sentence(self, result: Any) -> str:
        """Say so."""
        return f"{result.name} is signed out everywhere."
