"""Forms of sign-in, account and people: cleaning only."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.http import HttpRequest

from hub.platform import clock
from hub.platform.deadlines.terms import Channel
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.money import MoneyField
from hub.platform.identity import selectors, throttle
from hub.platform.identity.models import Person
from hub.platform.identity.roles import STAFF_ROLES, Role

WRONG = "The e-mail address or the password is not right. Check both, or choose “I cannot sign in”."


def password_field(label: str, autocomplete: str, **kwargs: Any) -> forms.CharField:
    """Give a password field that is compared exactly and takes up to 256 characters."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    return forms.CharField(label=label, strip=False, max_length=256, widget=widget, **kwargs)


class PasswordForm(forms.Form):
    """E-mail and password, and, while an account is under attack, a code first."""

    email = forms.CharField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": "Enter your e-mail address"},
    )
    password = password_field("Password", "current-password", error_messages={"required": "Enter your password"})
    pause = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, request: HttpRequest, **kwargs: Any) -> None:
        """Keep the request, whose source and device decide how fast one may guess."""
        super().__init__(data, **kwargs)
        self.request = request
        self.person: Person | None = None
        if data and throttle.is_besieged(throttle.account_of(str(data.get("email", ""))), at=request.now):  # type: ignore[attr-defined]
            self.fields["code"] = forms.CharField(
                label="Code from your app",
                required=False,
                help_text="Somebody is guessing passwords for this account. On a device that we do not know, "
                "type the code from your app too, or use a passkey.",
                widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        """Check who it is; failures are counted by source and account, and slow only that source."""
        cleaned = super().clean() or {}
        email, password = cleaned.get("email"), cleaned.get("password")
        if not email or not password:
            return cleaned
        at = self.request.now  # type: ignore[attr-defined]
        source, account = throttle.source_of(self.request), throttle.account_of(email)
        if not throttle.is_known_device(self.request, account):
            self._slow_down(source, account)
            self._ask_for_code(email, cleaned.get("code", ""), source, account)
        person = authenticate(self.request, email=email, password=password)
        if person is None:
            throttle.note_failure(source, account, at=at)
            raise forms.ValidationError(WRONG)
        self.person = person  # type: ignore[assignment]
        return cleaned

    def _slow_down(self, source: str, account: str) -> None:
        at = self.request.now  # type: ignore[attr-defined]
        if wait := throttle.seconds_to_wait(source, account, at=at):
            seconds = "1 second" if wait == 1 else f"{wait} seconds"
            raise forms.ValidationError(f"Too many wrong tries from here. Wait {seconds}, then try again.")
        ticket = str(self.data.get("pause", ""))
        if throttle.needs_pause(source, at=at) and not throttle.has_paused(ticket, at=at):
            sent: Any = self.data.copy()  # type: ignore[attr-defined]
            self.data = sent
            sent["pause"] = ticket if throttle.has_paused(ticket, at=at) else throttle.pause_ticket(at)
            raise forms.ValidationError(
                "Many sign-ins failed from your network. "
                "Wait ten seconds, type your password again, then press Sign in."
            )

    def _ask_for_code(self, email: str, code: str, source: str, account: str) -> None:
        if "code" not in self.fields:
            return
        person = selectors.by_email(email)
        if not (person and code and selectors.code_is_right(person, code)):
            throttle.note_failure(source, account, at=self.request.now)  # type: ignore[attr-defined]
            raise forms.ValidationError("Use a passkey, or type the code from your app together with your password.")


class ForgottenForm(forms.Form):
    """Where to send the one-time link."""

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": "Enter your e-mail address"},
    )


class NewPasswordForm(forms.Form):
    """A new password, checked against length, the common list and our own words."""

    password = password_field(
        "New password",
        "new-password",
        help_text="At least 12 characters. Three words that only you would put together are good.",
        error_messages={"required": "Enter a new password"},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """Keep the person, whose name must not be the password."""
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Refuse weak passwords with the reason."""
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password, self.person)
        return password


class ChangePasswordForm(NewPasswordForm):
    """A new password by somebody who knows the present one."""

    current = password_field(
        "Present password", "current-password", error_messages={"required": "Enter your present password"}
    )
    field_order = ("current", "password")

    def clean_current(self) -> str:
        """Check the present password."""
        current = str(self.cleaned_data["current"])
        if not self.person.check_password(current):
            raise forms.ValidationError("This is not your present password.")
        return current


class PreferencesForm(forms.Form):
    """How pages look and how alerts arrive."""

    alerts = forms.ChoiceField(
        label="By e-mail, besides the alerts page",
        choices=Channel.choices(),
        initial=Channel.DIGEST.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how e-mails reach you."},
    )
    density = forms.ChoiceField(
        label="Height of rows", choices=[("compact", "Low"), ("comfortable", "High")], widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(
        label="Colours",
        choices=[("light", "Light"), ("dark", "Dark"), ("system", "As my device")],
        widget=forms.RadioSelect,
    )
    shortcuts = forms.BooleanField(label="Single-key shortcuts (press ? for the list)", required=False)

    def __init__(self, *args: Any, site: str = "staff", **kwargs: Any) -> None:
        """Ask how e-mails arrive only where somebody sends them: suppliers read their alerts on the page."""
        super().__init__(*args, **kwargs)
        if site != "staff":
            del self.fields["alerts"]


class DeputyForm(forms.Form):
    """Who is told in one's place, and when."""

    deputy = forms.ModelChoiceField(selectors.nobody(), label="Deputy")
    starts_on = GovDateField(label="First day")
    ends_on = GovDateField(label="First day without", required=False, help_text="Leave empty for no end")

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        """Offer colleagues only."""
        super().__init__(*args, **kwargs)
        field = self.fields["deputy"]
        field.queryset = colleagues  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: person.name  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """Name and address of somebody who is added or changed."""

    name = forms.CharField(label="Full name", max_length=150, error_messages={"required": "Enter their full name"})
    email = forms.EmailField(
        label="E-mail address",
        error_messages={"required": "Enter their e-mail address"},
        help_text="They sign in with it. We send a link that works once.",
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why. It stays on the record."},
    )


class GrantForm(forms.Form):
    """A role at a party from a day to a day."""

    role = forms.ChoiceField(label="Role")
    party = forms.ModelChoiceField(selectors.parties(), label="At")
    starts_on = GovDateField(label="First day")
    ends_on = GovDateField(label="First day without", required=False, help_text="Leave empty for no end")

    def __init__(self, *args: Any, parties: Any, roles: Any = STAFF_ROLES, **kwargs: Any) -> None:
        """Offer the roles and the parties where the actor may give them."""
        super().__init__(*args, **kwargs)
        party = self.fields["party"]
        party.queryset = parties  # type: ignore[attr-defined]
        party.label_from_instance = lambda row: row.name  # type: ignore[attr-defined]
        chosen = sorted(roles, key=lambda role: role.label)
        self.fields["role"].choices = [(role.value, role.label) for role in chosen]  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        """Give the role itself."""
        return Role(self.cleaned_data["role"])


def who_choices(acts: list[Any]) -> list[tuple[str, str]]:
    """Name each act by its phrase; the code stands beside it only where two acts read the same."""
    seen = Counter(act.phrase for act in acts)
    return [(act.name, act.phrase if seen[act.phrase] == 1 else f"{act.phrase} ({act.name})") for act in acts]


class ManagerForm(forms.Form):
    """Who somebody's line manager is."""

    manager = forms.ModelChoiceField(
        selectors.nobody(),
        label="Line manager",
        required=False,
        empty_label="Nobody",
        help_text="Told when this person does not act on an alert.",
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        """Offer colleagues only."""
        super().__init__(*args, **kwargs)
        field = self.fields["manager"]
        field.queryset = colleagues  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: person.name  # type: ignore[attr-defined]


class WhoCanForm(forms.Form):
    """An act, a value in pounds and a day."""

    act = forms.ChoiceField(label="What is to be done")
    value = MoneyField(
        label="Value in pounds, excluding VAT",
        required=False,
        min_value=0,
        max_digits=14,
        help_text="For acts that need an approval",
    )
    value_inc = MoneyField(label="Value including VAT", required=False, min_value=0, max_digits=14)
    on = GovDateField(label="On", required=False)

    def __init__(self, *args: Any, acts: list[Any], at: Any, **kwargs: Any) -> None:
        """Offer the acts that people perform."""
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = who_choices(acts)  # type: ignore[attr-defined]
        self.today = clock.london(at).date()
