"""Show again that it is you, before something that matters: by code, passkey, password or work account."""

from __future__ import annotations

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode

from hub.platform.identity import oidc, sessions, throttle
from hub.platform.identity.roles import EVERYONE
from hub.platform.identity.selectors import outside_accounts, strong_factors
from hub.platform.identity.views.door import labelled, safe_next


def connected_providers(request: HttpRequest) -> list[oidc.Provider]:
    """Give the directories of this site to which the person's own work account is connected."""
    issuers = {row.issuer for row in outside_accounts(request.user)}  # type: ignore[arg-type]
    return [one for one in oidc.providers(request) if one.issuer in issuers]


def is_demo_person(request: HttpRequest) -> bool:
    """Say whether this is somebody of the demo's cast, who has nothing to prove anything with."""
    return bool(settings.HUB_DEMO and request.user.cast_key)  # type: ignore[union-attr]


class AgainView(ReauthenticateView):  # type: ignore[misc]
    """Prove again who you are: by work account, or by password for those who have no second factor yet."""

    reads = EVERYONE
    before_factor = True
    template_name = "identity/again.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send those with a second factor to it: a password alone is no step-up."""
        if strong_factors(request.user):
            query = urlencode({"next": safe_next(request) or "/"})
            return HttpResponseRedirect(f"/sign-in/again/code/?{query}")
        if is_demo_person(request):
            return self.as_in_the_demo(request)
        if request.user.has_usable_password():  # type: ignore[union-attr]
            return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]
        if providers := connected_providers(request):
            known = {"providers": providers, "next": safe_next(request)}
            return render(request, self.template_name, known)
        return HttpResponseRedirect("/account/sign-in/")

    def as_in_the_demo(self, request: HttpRequest) -> HttpResponseBase:
        """Take a press for the proof, and say that outside the demo it is a key or a code."""
        if request.method == "POST":
            sessions.prove(request, "demo")
            return HttpResponseRedirect(safe_next(request) or "/")
        return render(request, self.template_name, {"is_demo": True, "next": safe_next(request)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the work account beside the password."""
        known = {"providers": connected_providers(self.request), "next": safe_next(self.request)}
        return {**super().get_context_data(**kwargs), **known}


class AgainByCodeView(CodeAgainView):  # type: ignore[misc]
    """Prove again who you are, by the code of your app."""

    reads = EVERYONE
    template_name = "identity/again.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send those without a second factor to the page that adds one."""
        if not strong_factors(request.user):
            return HttpResponseRedirect("/account/sign-in/")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Slow down guessing of codes before looking at one."""
        account = throttle.account_of(f"code:{request.user.email}")  # type: ignore[union-attr]
        source, at = throttle.source_of(request), request.now  # type: ignore[attr-defined]
        form = self.get_form()
        if wait := throttle.seconds_to_wait(source, account, at=at):
            form.add_error("code", ValidationError(f"Too many wrong codes. Wait {wait} seconds, then try again."))
        if form.is_valid():
            return self.form_valid(form)  # type: ignore[no-any-return]
        throttle.note_failure(source, account, at=at)
        return self.form_invalid(form)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer a passkey beside the code, for those who have one."""
        from allauth.mfa.webauthn.internal.auth import begin_authentication

        context = super().get_context_data(**kwargs)
        kinds = {row.type for row in strong_factors(self.request.user)}
        options = begin_authentication(self.request.user) if "webauthn" in kinds else None
        known = {"providers": connected_providers(self.request), "next": safe_next(self.request)}
        return {**context, **known, "form": labelled(context["form"]), "options": options, "has_code": True}


class AgainByPasskeyView(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Prove again who you are, by passkey; the form is on the page of the code."""

    reads = EVERYONE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the page of the code, unless a passkey was shown there."""
        if request.method != "POST":
            return HttpResponseRedirect("/sign-in/again/")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]
