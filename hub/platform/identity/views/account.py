"""One's own account: preferences, deputies, ways to sign in, sessions."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, ListWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.deadlines.terms import Channel
from hub.platform.identity import oidc, sessions
from hub.platform.identity.factors import change_password
from hub.platform.identity.forms import ChangePasswordForm, DeputyForm, PreferencesForm
from hub.platform.identity.roles import EVERYONE
from hub.platform.identity.selectors import (
    colleagues,
    factors_of,
    outside_accounts,
    own_deputies,
    own_deputy,
    own_sessions,
    strong_factors,
)
from hub.platform.identity.services import (
    disconnect_outside_account,
    end_deputy,
    end_sessions,
    keep_preferences,
    name_deputy,
)
from hub.platform.ui.views import PageView

PREFERENCES = ("alerts", "density", "theme", "shortcuts")
USUAL = {"alerts": Channel.DIGEST.value, "density": "compact", "theme": "light"}


class OwnPage(PageView):
    """A page about oneself."""

    reads = EVERYONE

    @property
    def person(self) -> Any:
        """Give the person who is signed in."""
        return self.request.user

    @property
    def site(self) -> str:
        """Give the site at which the person is."""
        return self.request.site  # type: ignore[attr-defined, no-any-return]

    def context(self) -> dict[str, Any]:
        """Add the person."""
        return {**super().context(), "person": self.person}

    def again(self) -> HttpResponse | None:
        """Ask for a fresh sign-in unless there was one within 15 minutes."""
        if sessions.recently_proved(self.request):
            return None
        return HttpResponseRedirect("/sign-in/again/?" + urlencode({"next": self.request.path}))


class AccountView(OwnPage):
    """Preferences and deputies."""

    template_name = "identity/account.html"
    title = "Your account"

    def context(self) -> dict[str, Any]:
        """Add the deputies and the two forms."""
        today = clock.london(self.at).date()
        kept = USUAL | self.person.preferences
        return {
            **super().context(),
            "form": PreferencesForm(initial=kept, site=self.site),
            "deputy_form": DeputyForm(colleagues=colleagues(self.person, today), initial={"starts_on": today}),
            "deputies": own_deputies(self.person, today),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the preferences."""
        form = PreferencesForm(request.POST, site=self.site)
        if not form.is_valid():
            return self.page(422, form=form)
        keep_preferences(self.person, **{name: form.cleaned_data[name] for name in PREFERENCES if name in form.fields})
        messages.success(request, "Saved.")
        return HttpResponseRedirect("/account/")


class DeputyView(OwnPage):
    """Name a deputy, or end one."""

    template_name = "identity/account.html"
    title = "Your account"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead back: the form is on the account page."""
        return HttpResponseRedirect("/account/")

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Name or end."""
        if pk is not None:
            row = own_deputy(self.person, pk)
            if row is None:
                raise Http404
            end_deputy(row, by=self.actor, at=self.at)
            messages.success(request, "Your deputy is no longer told.")
            return HttpResponseRedirect("/account/")
        today = clock.london(self.at).date()
        form = DeputyForm(request.POST, colleagues=colleagues(self.person, today))
        if form.is_valid():
            try:
                row = name_deputy(self.person, by=self.actor, at=self.at, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refused.sentence)
            else:
                messages.success(request, f"{row.deputy.name} is told in your place.")
                return HttpResponseRedirect("/account/")
        view = AccountView()
        view.setup(request)
        return view.page(
            422,
            deputy_form=form,
            form=PreferencesForm(initial=USUAL | self.person.preferences, site=self.site),
            failed=form,
        )


class FactorsView(OwnPage):
    """How I sign in: password, code app, passkeys, recovery codes, work account."""

    before_factor = True
    template_name = "identity/factors.html"
    title = "How you sign in"

    def context(self) -> dict[str, Any]:
        """Add every way in."""
        rows = factors_of(self.person)
        return {
            **super().context(),
            "totp": [row for row in rows if row.type == Authenticator.Type.TOTP],
            "passkeys": [row.wrap() for row in rows if row.type == Authenticator.Type.WEBAUTHN],
            "codes": [row.wrap() for row in rows if row.type == Authenticator.Type.RECOVERY_CODES],
            "has_factor": bool(strong_factors(self.person)),
            "providers": oidc.providers(self.request),
            "outside": outside_accounts(self.person),
        }


class DisconnectView(OwnPage):
    """Take a work account off."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Disconnect."""
        row = next((one for one in outside_accounts(self.person) if one.pk == pk), None)
        if row is None:
            raise Http404
        if asked := self.again():
            return asked
        disconnect_outside_account(row, by=self.actor, at=self.at)
        return HttpResponseRedirect("/account/sign-in/")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead back."""
        return HttpResponseRedirect("/account/sign-in/")


class PasswordChangeView(OwnPage):
    """Change one's password; ends every other session."""

    template_name = "identity/change_password.html"
    title = "Change your password"

    def context(self) -> dict[str, Any]:
        """Add the form."""
        return {**super().context(), "form": ChangePasswordForm(person=self.person)}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change it."""
        from django.contrib.auth import update_session_auth_hash

        if asked := self.again():
            return asked
        form = ChangePasswordForm(request.POST, person=self.person)
        if not form.is_valid():
            return self.page(422, form=form)
        key = str(request.session.session_key)
        change_password(self.person, form.cleaned_data["password"], by=self.actor, at=self.at, keep_session=key)
        update_session_auth_hash(request, self.person)
        sessions.relist(request, old=key)
        messages.success(request, "Your password is changed. Every other session was ended.")
        return HttpResponseRedirect("/account/sign-in/")


class SessionsView(OwnPage):
    """Where I am signed in; end one or all."""

    template_name = "identity/sessions.html"
    title = "Where you are signed in"

    def context(self) -> dict[str, Any]:
        """Add the sessions of every door that still live."""
        rows = [row for row in own_sessions(self.person, site="") if row.exists()]
        current = self.request.session.session_key
        return {**super().context(), "rows": [(row, row.session_key == current) for row in rows]}

    def post(self, request: HttpRequest) -> HttpResponse:
        """End one session, or all but this one."""
        chosen = request.POST.get("session", "")
        if chosen == "others":
            count = end_sessions(self.person, but=str(request.session.session_key))
            messages.success(request, f"{count} other {'session was' if count == 1 else 'sessions were'} ended.")
        elif chosen.isdigit():
            rows = [row for row in own_sessions(self.person, site="") if row.pk == int(chosen)]
            if not rows:
                raise Http404
            rows[0].end()
            messages.success(request, "That session was ended.")
        return HttpResponseRedirect("/account/sessions/")


class FactorPage:
    """What allauth's factor pages declare here."""

    reads = EVERYONE
    before_factor = True
    title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the title and what the script needs."""
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        options = context.get("js_data", {}).get("creation_options")
        return {**context, "title": self.title, "options": options}


class CodeAppView(FactorPage, ActivateTOTPView):  # type: ignore[misc]
    """Add a code app."""

    template_name = "identity/code_app.html"
    title = "Add a code app"

    def get_form(self, form_class: Any = None) -> Any:
        """Put our words on the field."""
        form = super().get_form(form_class)
        form.fields["code"].label = "Code that the app shows"
        form.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        return form


class CodeAppRemoveView(FactorPage, DeactivateTOTPView):  # type: ignore[misc]
    """Remove the code app."""

    before_factor = False
    template_name = "identity/remove_factor.html"
    title = "Remove the code app"


class PasskeyAddView(FactorPage, AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey."""

    template_name = "identity/passkey.html"
    title = "Add a passkey"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for a key that finds its owner by itself, so that it signs in alone."""
        from allauth.mfa.webauthn.internal import auth

        context = super().get_context_data(**kwargs)
        return {**context, "options": auth.begin_registration(self.request.user, True)}


class PasskeyListView(FactorPage, ListWebAuthnView):  # type: ignore[misc]
    """allauth leads here after a removal; the list is on the page of all ways in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead on."""
        return HttpResponseRedirect("/account/sign-in/")


class PasskeyEditView(FactorPage, EditWebAuthnView):  # type: ignore[misc]
    """Rename a passkey."""

    before_factor = False
    template_name = "identity/passkey_name.html"
    title = "Name this passkey"


class PasskeyRemoveView(FactorPage, RemoveWebAuthnView):  # type: ignore[misc]
    """Remove a passkey, but never the last strong way in."""

    before_factor = False
    template_name = "identity/remove_factor.html"
    title = "Remove this passkey"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse for the last one."""
        from allauth.mfa.adapter import get_adapter as get_mfa_adapter

        if not get_mfa_adapter().can_delete_authenticator(self.get_object()):
            messages.error(request, "This is your only second factor. Add another one first, then remove this one.")
            return HttpResponseRedirect("/account/sign-in/")
        return super().post(request, *args, **kwargs)  # type: ignore[no-any-return]


class RecoveryCodesView(FactorPage, ViewRecoveryCodesView):  # type: ignore[misc]
    """Show the recovery codes."""

    template_name = "identity/recovery_codes.html"
    title = "Recovery codes"


class RecoveryCodesNewView(FactorPage, GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make new recovery codes; the old ones end."""

    before_factor = False
    template_name = "identity/recovery_codes_new.html"
    title = "Make new recovery codes"


class RecoveryCodesFileView(FactorPage, DownloadRecoveryCodesView):  # type: ignore[misc]
    """The recovery codes as a text file."""

    template_name = "identity/recovery_codes.txt"
