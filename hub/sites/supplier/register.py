"""Make an account: an address is confirmed, then a name and a way to sign in; the second factor follows at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from hub.organisation.portal import people
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios
from hub.platform.identity import registering, sessions
from hub.platform.identity.forms import password_field
from hub.platform.identity.models import Person
from hub.platform.identity.views.door import DoorView

PASSKEY, PASSWORD = "passkey", "password"
NEXT = {PASSKEY: "/account/sign-in/passkeys/add/", PASSWORD: "/account/sign-in/app/"}


class AddressForm(GovForm):
    """Where the link goes."""

    email = forms.EmailField(
        label="Your work e-mail address",
        help_text="You sign in with it. We send you a link.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class AccountForm(GovForm):
    """Name, and how they sign in."""

    name = forms.CharField(
        label="Your full name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    way = forms.ChoiceField(
        label="How do you want to sign in?",
        choices=[(PASSKEY, "With a passkey"), (PASSWORD, "With a password and an app")],
        widget=GovRadios(
            hints={
                PASSKEY: "With your face, finger or PIN on this device. Easiest and safest. Needs JavaScript.",
                PASSWORD: "You type a password, then a code from an app on your phone.",
            }
        ),
        error_messages={"required": "Select how you want to sign in"},
    )
    password = password_field(
        "Password",
        "new-password",
        required=False,
        help_text="Only if you chose a password. At least 12 characters. Three words that only you would put together "
        "are good.",
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        """Keep the confirmed address, which must not be the password."""
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Refuse weak passwords with the reason; without a password there is none to keep."""
        cleaned = super().clean() or {}
        if cleaned.get("way") != PASSWORD:
            cleaned["password"] = ""
            return cleaned
        if not cleaned.get("password"):
            self.add_error("password", "Enter a password")
            return cleaned
        try:
            password_validation.validate_password(
                cleaned["password"], Person(email=self.email, name=cleaned.get("name", ""))
            )
        except forms.ValidationError as weak:
            self.add_error("password", weak)
        return cleaned


class RegisterView(DoorView):
    """Ask for an address; what is said is the same whether it has an account."""

    template_name = "supplier/register.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.page(form=AddressForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write to the address."""
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.page(422, form=form)
        registering.ask_to_confirm(request, form.cleaned_data["email"], at=request.now)  # type: ignore[attr-defined]
        return self.page(sent=True)


class MakesAccount(DoorView):
    """Make the account of an address that was confirmed by a mailed link."""

    template_name = "supplier/register_account.html"
    email: str | None = None

    def show(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or say why there is none."""
        if self.email is None:
            return self.page(410)
        if registering.has_account(self.email):
            return self.page(taken=True)
        return self.page(form=AccountForm(email=self.email), email=self.email)

    def make(self, request: HttpRequest, *, then: str) -> HttpResponse:
        """Make it, sign in, and go on to the second factor: nothing else opens before it."""
        if self.email is None:
            return self.page(410)
        form = AccountForm(request.POST, email=self.email)
        if not form.is_valid():
            return self.page(422, form=form, email=self.email)
        cleaned, at = form.cleaned_data, request.now  # type: ignore[attr-defined]
        try:
            person = registering.register(email=self.email, name=cleaned["name"], password=cleaned["password"], at=at)
        except registering.Taken:
            return self.page(taken=True)
        sessions.sign_in(request, person, how="password")
        return HttpResponseRedirect(f"{NEXT[cleaned['way']]}?{urlencode({'next': then})}")


class AccountView(MakesAccount):
    """Where the mailed link leads."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the address from the link, if it is still good."""
        super().setup(request, *args, **kwargs)
        self.email = registering.confirmed(kwargs["token"], at=request.now)  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the form, or say that the link is spent."""
        return self.show(request)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Make the account."""
        return self.make(request, then="/organisation/join/")


class InvitationView(MakesAccount):
    """Where a mailed invitation leads: those with an account sign in, the others make one. Joining is a press later."""

    template_name = "supplier/invitation.html"
    invited: people.Invited | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the invitation; the link itself confirms the address."""
        super().setup(request, *args, **kwargs)
        found = people.invitation(kwargs["pk"], kwargs["token"], at=request.now)  # type: ignore[attr-defined]
        self.invited = found if found and found.is_good else None
        self.email = self.invited.email if self.invited else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Send those who are signed in to the page that lists their invitations."""
        if request.user.is_authenticated:
            return HttpResponseRedirect("/organisation/join/")
        return super().dispatch(request, *args, **kwargs)

    def page(self, status: int = 200, **more: Any) -> HttpResponse:
        """Add the invitation."""
        return super().page(status, invited=self.invited, **more)

    def get(self, request: HttpRequest, pk: int, token: str) -> HttpResponse:
        """Show who invites to what."""
        return self.show(request)

    def post(self, request: HttpRequest, pk: int, token: str) -> HttpResponse:
        """Make the account."""
        return self.make(request, then="/organisation/join/")
