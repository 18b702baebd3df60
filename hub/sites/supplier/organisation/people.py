"""Who belongs to the organisation: invite, give another role, remove, leave; answer those who ask or claim."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.organisation.portal import joining, people
from hub.platform.govuk.acting import NothingForm, ReasonForm
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios
from hub.platform.identity.roles import Role
from hub.sites.supplier.organisation.base import OnOrganisation, OrganisationForm

BACK = ("/organisation/people/", "People")


def role_field(label: str) -> forms.ChoiceField:
    """Give the choice of a role with what each may do."""
    return forms.ChoiceField(
        label=label,
        choices=[(role.value, word) for role, word, _ in people.ROLES],
        widget=GovRadios(hints={role.value: hint for role, _, hint in people.ROLES}),
        error_messages={"required": "Select what they may do"},
    )


class PeopleView(OnOrganisation):
    """The people, and who waits to come in."""

    template_name = "supplier/organisation/people.html"
    title = "People"

    def context(self) -> dict[str, Any]:
        """Add them."""
        return {**super().context(), "people": people.people(self.actor, self.mine.party, at=self.at)}


class InviteForm(GovForm):
    """Whom to invite, as what."""

    email = forms.EmailField(label="Their e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = role_field("What may they do?")


class InviteView(OrganisationForm):
    """Invite somebody by e-mail."""

    act = people.INVITE
    for_owners = True
    needs_fresh_proof = True
    form_class: ClassVar[Any] = InviteForm
    title = "Invite somebody"
    back = BACK

    def perform(self, form: forms.Form) -> people.Invited:
        """Send it."""
        role = Role(form.cleaned_data["role"])
        return people.invite(self.actor, self.mine.party, email=form.cleaned_data["email"], role=role, at=self.at)

    def done_sentence(self, result: people.Invited) -> str:
        """Say where it went."""
        return f"We sent the invitation to {result.email}. It is good for 14 days."


class TakeBackView(OrganisationForm):
    """Take an invitation back."""

    act = people.TAKE_BACK
    for_owners = True
    form_class: ClassVar[Any] = NothingForm
    is_drafted = False
    back = BACK
    done = "The invitation is taken back. Its link no longer works."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for an invitation that is not theirs."""
        self.waiting = people.waiting_invite(self.actor, kwargs["pk"], at=self.at)
        if self.waiting is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Say whose it is."""
        assert self.waiting is not None
        intro = f"Take back the invitation to {self.waiting.email}."
        return {**super().context(), "intro": intro}

    def perform(self, form: forms.Form) -> None:
        """Take it back."""
        people.take_back(self.actor, self.kwargs["pk"], at=self.at)


class OnMember(OrganisationForm):
    """A form about one of the people."""

    back = BACK
    member: people.Member

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the number of the person for when the organisation is known."""
        self.person_id: int = kwargs["pk"]
        return super().dispatch(request, *args, **kwargs)

    def found(self) -> people.Member:
        """Give the person, or answer 404."""
        found = people.member(self.actor, self.mine.party, self.person_id, at=self.at)
        if found is None:
            raise Http404
        return found

    def context(self) -> dict[str, Any]:
        """Add the person."""
        return {**super().context(), "member": self.found()}


class RoleForm(GovForm):
    """Another role."""

    role = role_field("What may they do?")


class RoleView(OnMember):
    """Give somebody another role."""

    act = people.CHANGE_ROLE
    for_owners = True
    needs_fresh_proof = True
    form_class: ClassVar[Any] = RoleForm
    done = "The role is changed. It holds from now on."

    def get_initial(self) -> dict[str, Any]:
        """Begin with the role they have."""
        return {"role": self.found().role.value}

    def context(self) -> dict[str, Any]:
        """Name the person."""
        known = super().context()
        return {**known, "title": f"Change the role of {known['member'].name}"}

    def perform(self, form: forms.Form) -> None:
        """Change it."""
        role = Role(form.cleaned_data["role"])
        people.change_role(self.actor, self.mine.party, self.person_id, role=role, at=self.at)


class RemoveView(OnMember):
    """Remove somebody."""

    act = people.REMOVE
    for_owners = True
    needs_fresh_proof = True
    form_class: ClassVar[Any] = NothingForm
    is_drafted = False
    done = "They are removed. Nothing of the organisation is open to them any more."

    def found(self) -> people.Member:
        """Answer 404 for oneself, who leaves on another page."""
        found = super().found()
        if found.is_me:
            raise Http404
        return found

    def context(self) -> dict[str, Any]:
        """Say what happens."""
        known = super().context()
        name = known["member"].name
        intro = (
            f"{name} can do nothing in {self.mine.name} from that moment, also where they are signed in. What they "
            "wrote stays."
        )
        return {**known, "title": f"Remove {name}", "intro": intro}

    def perform(self, form: forms.Form) -> None:
        """Remove them."""
        self.found()
        people.remove(self.actor, self.mine.party, self.person_id, at=self.at)


class LeaveView(OrganisationForm):
    """Leave by oneself; the only owner hands over first."""

    act = people.LEAVE
    form_class: ClassVar[Any] = NothingForm
    is_drafted = False
    back = BACK
    done = "You have left."

    def context(self) -> dict[str, Any]:
        """Say what happens."""
        intro = f"You can do nothing in {self.mine.name} any more. An owner can invite you again."
        return {**super().context(), "intro": intro}

    def perform(self, form: forms.Form) -> None:
        """Leave."""
        people.remove(self.actor, self.mine.party, self.actor.person_id or 0, at=self.at)

    def next_url(self, result: Any) -> str:
        """Go to the first page, which knows where they belong now."""
        return "/"


class AnswerRequestForm(GovForm):
    """Let in, as what."""

    role = role_field("What may they do?")


class OnRequest(OrganisationForm):
    """A form about somebody who asks to be let in."""

    for_owners = True
    back = BACK

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for one that is not theirs to answer."""
        self.asked = joining.request(self.actor, kwargs["pk"])
        if self.asked is None or not self.asked.is_waiting:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add who asks."""
        return {**super().context(), "asked": self.asked}


class AcceptView(OnRequest):
    """Let somebody in."""

    act = joining.ACCEPT
    needs_fresh_proof = True
    form_class: ClassVar[Any] = AnswerRequestForm
    done = "They are in, and we have told them."

    def context(self) -> dict[str, Any]:
        """Name them."""
        assert self.asked is not None
        intro = f"{self.asked.name} ({self.asked.email}) asks to join {self.asked.organisation}. Do you know them?"
        return {**super().context(), "title": f"Let {self.asked.name} in", "intro": intro}

    def perform(self, form: forms.Form) -> None:
        """Let them in."""
        assert self.asked is not None
        joining.accept(self.actor, self.asked.pk, role=Role(form.cleaned_data["role"]), at=self.at)


class DeclineView(OnRequest):
    """Decline."""

    act = joining.DECLINE
    form_class: ClassVar[Any] = NothingForm
    is_drafted = False
    done = "Declined. We have told them."

    def context(self) -> dict[str, Any]:
        """Name them."""
        assert self.asked is not None
        intro = f"{self.asked.name} ({self.asked.email}) will be told that an owner declined."
        return {**super().context(), "title": f"Decline {self.asked.name}", "intro": intro}

    def perform(self, form: forms.Form) -> None:
        """Decline."""
        assert self.asked is not None
        joining.decline(self.actor, self.asked.pk, at=self.at)


class OnClaim(OrganisationForm):
    """A form about somebody who showed control."""

    back = BACK

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for one that is not about an organisation of the reader, or has ended."""
        self.claimed = joining.claim(self.actor, kwargs["pk"])
        if self.claimed is None or not self.claimed.is_waiting:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add it."""
        return {**super().context(), "claimed": self.claimed}


class ObjectView(OnClaim):
    """Object: they do not become an owner."""

    act = joining.OBJECT
    form_class: ClassVar[Any] = ReasonForm
    done = "You objected. They do not become an owner, and we have told them."

    def context(self) -> dict[str, Any]:
        """Say what happens."""
        assert self.claimed is not None
        intro = (
            f"{self.claimed.name} ({self.claimed.email}) showed that they read {self.claimed.mailbox}, and wants to be "
            f"an owner of {self.claimed.organisation}. If you object, that ends."
        )
        return {**super().context(), "intro": intro}

    def perform(self, form: forms.Form) -> None:
        """Object."""
        assert self.claimed is not None
        joining.object_to(self.actor, self.claimed.pk, reason=form.cleaned_data["reason"], at=self.at)


class LetInView(OnClaim):
    """Let them in at once."""

    act = joining.GRANT
    for_owners = True
    needs_fresh_proof = True
    form_class: ClassVar[Any] = NothingForm
    is_drafted = False
    done = "They are an owner now."

    def context(self) -> dict[str, Any]:
        """Say what happens."""
        assert self.claimed is not None
        intro = f"{self.claimed.name} ({self.claimed.email}) becomes an owner of {self.claimed.organisation} at once."
        return {**super().context(), "intro": intro}

    def perform(self, form: forms.Form) -> None:
        """Let them in."""
        assert self.claimed is not None
        joining.grant(self.actor, self.claimed.pk, at=self.at)
