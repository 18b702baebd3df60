"""Sign in with a work account, connect one, and come back from the directory."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views import View
from django.views.decorators.cache import never_cache

from hub.platform.identity import oidc, sessions
from hub.platform.identity.services import connect_outside_account
from hub.platform.identity.views.door import safe_next

UNKNOWN = (
    "Nobody here is connected to this work account. Sign in another way first, then connect it under "
    "“How I sign in”. If you are new, ask your administrator for an invitation."
)


@method_decorator(never_cache, name="dispatch")
class SsoView(View):
    """A step of single sign-on."""

    open_to_all = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the directory; turn doubts into a sentence on the sign-in page."""
        found = oidc.provider(request, kwargs.pop("key"))
        if found is None:
            raise Http404
        self.provider = found
        try:
            return super().dispatch(request, *args, **kwargs)
        except oidc.Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect("/account/sign-in/" if request.user.is_authenticated else "/sign-in/")


class SsoStartView(SsoView):
    """Go to the directory; only a press brings somebody here (ASVS 7.6.2)."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin."""
        purpose = "sign-in"
        if request.user.is_authenticated:
            purpose = "again" if request.POST.get("again") else "connect"
            if purpose == "connect" and not sessions.recently_proved(request):
                return HttpResponseRedirect("/sign-in/again/?next=/account/sign-in/")
        goal = safe_next(request)
        return HttpResponseRedirect(
            oidc.start(request, self.provider, purpose=purpose, goal=goal, fresh=purpose == "again")
        )


class SsoReturnView(SsoView):
    """Come back from the directory."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Check the answer, then sign in, prove again or connect."""
        held, claims = oidc.finish(request, self.provider)
        return {"sign-in": self.sign_in, "again": self.again, "connect": self.connect}[held["purpose"]](held, claims)

    def sign_in(self, held: dict[str, Any], claims: dict[str, Any]) -> HttpResponseBase:
        """Sign in the person whom issuer and subject name."""
        person = oidc.person_of(claims)
        if person is None:
            raise oidc.Refused(UNKNOWN)
        how = {"type": "webauthn", "passwordless": True} if oidc.is_strong(claims) else {}
        # A directory that asked for a second factor spares ours; allauth reads that from this record.
        record_authentication(self.request, person, "mfa" if how else "sso", **how)
        response = perform_login(self.request, Login(user=person, redirect_url=held["goal"] or "/"))
        if self.request.user.is_authenticated:
            sessions.prove(self.request, "sso-mfa" if how else "sso")
        return response

    def again(self, held: dict[str, Any], claims: dict[str, Any]) -> HttpResponseBase:
        """Step up, if it is the same person, just checked and by a second factor (ASVS 6.8.4)."""
        doubt = self.doubt_of_again(held, claims)
        if doubt:
            messages.error(self.request, doubt)
            return HttpResponseRedirect("/sign-in/again/?" + urlencode({"next": held["goal"] or "/"}))
        sessions.prove(self.request, "sso-mfa")
        return HttpResponseRedirect(held["goal"] or "/")

    def doubt_of_again(self, held: dict[str, Any], claims: dict[str, Any]) -> str:
        """Give what is wrong with a fresh check; nothing when it is good."""
        if oidc.person_of(claims) != self.request.user:
            return "This is another work account than the one you are signed in with. Nothing was done."
        if not oidc.was_just_checked(claims, since=held["at"]):
            return "Your work account did not ask you again. Try once more, or use a passkey or code."
        if not oidc.is_strong(claims):
            return "Your work account did not ask for a second factor. Use a passkey or code."
        return ""

    def connect(self, held: dict[str, Any], claims: dict[str, Any]) -> HttpResponseBase:
        """Connect the work account to the person who is signed in."""
        if not self.request.user.is_authenticated:
            raise oidc.Refused("Sign in first, then connect your work account.")
        if oidc.person_of(claims) not in (None, self.request.user):
            raise oidc.Refused("This work account belongs to somebody else here.")
        connect_outside_account(
            self.request.user,  # type: ignore[arg-type]
            issuer=claims["iss"],
            subject=claims["sub"],
            by=self.request.actor,  # type: ignore[attr-defined]
            at=self.request.now,  # type: ignore[attr-defined]
        )
        messages.success(self.request, f"You can now sign in with {self.provider.name}.")
        return HttpResponseRedirect("/account/sign-in/")
