"""Sign-in and sign-out, on the staff and the supplier site."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.encoding import force_str
from django.utils.http import url_has_allowed_host_and_scheme, urlencode, urlsafe_base64_decode
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hub.platform.identity import mail, oidc, throttle
from hub.platform.identity.factors import change_password
from hub.platform.identity.forms import ForgottenForm, NewPasswordForm, PasswordForm
from hub.platform.identity.selectors import actor_for, open_person

log = logging.getLogger("hub.identity")


def safe_next(request: HttpRequest) -> str:
    """Give where the person wanted to go, if it is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    secure = request.is_secure()
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=secure)
    return wanted if is_ours else ""


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class DoorView(View):
    """A page before sign-in; those who are in already go on."""

    open_to_all = True
    template_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send on whoever is signed in."""
        if request.user.is_authenticated:
            return HttpResponseRedirect(safe_next(request) or "/")
        return super().dispatch(request, *args, **kwargs)

    def page(self, status: int = 200, **more: Any) -> HttpResponse:
        """Render with what every sign-in page knows."""
        known = {"next": safe_next(self.request), "providers": oidc.providers(self.request)}
        return render(self.request, self.template_name, known | more, status=status)


class SignInView(DoorView):
    """The ways in: work account, passkey, or password and code."""

    template_name = "identity/sign_in.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the ways in."""
        return self.page(limits=settings.HUB_SESSION_LIMITS[request.site])  # type: ignore[attr-defined]


class PasswordView(DoorView):
    """E-mail and password; the code comes on the next page."""

    template_name = "identity/password.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, with the address that was typed on the page before."""
        email = request.GET.get("email", "")
        return self.page(form=PasswordForm(None, request=request, initial={"email": email}))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Check, and go on to the second factor."""
        form = PasswordForm(request.POST, request=request)
        if not form.is_valid():
            log.info("sign-in refused", extra={"act": "sign-in", "result": "refused"})
            return self.page(422, form=form)
        assert form.person is not None
        login = Login(user=form.person, email=form.person.email, redirect_url=safe_next(request) or "/")
        return perform_password_login(request, {"email": form.person.email}, login)


class CodeView(AuthenticateView):  # type: ignore[misc]
    """The second factor after a password: code app, passkey or recovery code."""

    open_to_all = True
    template_name = "identity/code.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Slow down guessing of codes before looking at one."""
        account = throttle.account_of(f"code:{self.stage.login.user.email}")
        source, at = throttle.source_of(request), request.now  # type: ignore[attr-defined]
        known = throttle.is_known_device(request, throttle.account_of(self.stage.login.user.email))
        wait = throttle.seconds_to_wait(source, account, at=at)
        if not known and throttle.is_besieged(account, at=at) and not looks_like_recovery(request.POST.get("code", "")):
            # Six digits can be guessed by many together, the eighty bits of a recovery code cannot: nobody is shut out.
            wait = wait or throttle.LONGEST_WAIT
        if wait and "code" in request.POST:
            self.form.errors["code"] = self.form.error_class(
                [f"Too many wrong codes. Wait {wait} seconds, then try again."]
            )
            return self.form_invalid(self.form)
        response = super().post(request, *args, **kwargs)
        if self.form.errors:
            throttle.note_failure(source, account, at=at)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again as a page with an error."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Label the field in our words."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "form": labelled(context["form"]),
            "options": context.get("js_data", {}).get("request_options"),
        }


class PasskeyView(LoginWebAuthnView):  # type: ignore[misc]
    """Sign-in with a passkey alone, which is two factors in one."""

    open_to_all = True


class ForgottenView(DoorView):
    """I cannot sign in: a one-time link, or whom to ask."""

    template_name = "identity/forgotten.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.page(form=ForgottenForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send the link if there is somebody to send it to; the page says the same either way."""
        form = ForgottenForm(request.POST)
        if not form.is_valid():
            return self.page(422, form=form)
        mail.send_link(request, form.cleaned_data["email"], at=request.now)  # type: ignore[attr-defined]
        return self.page(sent=True)


class NewPasswordView(DoorView):
    """Where the one-time link leads: choose a password, then sign in with it and the second factor."""

    template_name = "identity/new_password.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find whose link this is, if it is still good."""
        super().setup(request, *args, **kwargs)
        try:
            key = force_str(urlsafe_base64_decode(kwargs["uid"]))
            person = open_person(int(key))
        except ValueError:
            person = None
        self.person = person if person and mail.tokens.check_token(person, kwargs["token"]) else None

    def get(self, request: HttpRequest, uid: str, token: str) -> HttpResponse:
        """Show the form, or say that the link is spent."""
        if self.person is None:
            return self.page(410)
        return self.page(form=NewPasswordForm(person=self.person))

    def post(self, request: HttpRequest, uid: str, token: str) -> HttpResponse:
        """Store the password; second factors stay as they are."""
        if self.person is None:
            return self.page(410)
        form = NewPasswordForm(request.POST, person=self.person)
        if not form.is_valid():
            return self.page(422, form=form)
        at = request.now  # type: ignore[attr-defined]
        by = actor_for(self.person, on=at.date())
        change_password(self.person, form.cleaned_data["password"], by=by, at=at)
        return HttpResponseRedirect("/sign-in/password/?" + urlencode({"email": self.person.email}))


@method_decorator(never_cache, name="dispatch")
class SignOutView(View):
    """Sign out; also the page that says one was signed out."""

    open_to_all = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask, since no link may change anything."""
        if not request.user.is_authenticated:
            return HttpResponseRedirect("/sign-in/?" + urlencode({"next": safe_next(request)}))
        return render(request, "identity/sign_out.html", {"next": safe_next(request)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the session on the server."""
        logout(request)
        return HttpResponseRedirect("/sign-in/")


@method_decorator(never_cache, name="dispatch")
class ClosedView(View):
    """An address that allauth knows by name and that we do not have: signing up, e-mail codes and the like."""

    open_to_all = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer as for any missing page."""
        raise Http404


def looks_like_recovery(code: str) -> bool:
    """Say whether a code is as long as a recovery code, which no amount of guessing finds."""
    return len("".join(letter for letter in code if letter.isalnum())) >= 16


def labelled(form: Any) -> Any:
    """Put our words on allauth's code field."""
    if form is not None and "code" in form.fields:
        field = form.fields["code"]
        field.label = "Code from your app, or a recovery code"
        field.widget.attrs.update({"inputmode": "text", "autocomplete": "one-time-code", "spellcheck": "false"})
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = "Enter the code"
    return form
