"""Follow a supplier or a search by e-mail: an address, a code, and one press to stop. No account, no cookie."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovTextInput
from hub.platform.identity.throttle import source_of
from hub.publishing import selectors, services, telling
from hub.sites.public.pages import PublicPage

LONGEST_QUERY = 500
TOO_MANY = "We have sent several codes for this. Wait an hour, then ask again"


class EmailForm(GovForm):
    """Where to write."""

    email = forms.EmailField(
        label="Your e-mail address", max_length=254, help_text="We use it for this alone, and forget it when you stop"
    )


class CodeForm(GovForm):
    """The code that came, with the signed wish."""

    code = forms.CharField(
        label="Code from the e-mail", max_length=12, widget=GovTextInput({"autocomplete": "one-time-code"}, width=10)
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=4000)


# No session stands behind these forms, so there is no token of one to ask for: whoever posts acts for nobody.
@method_decorator(csrf_exempt, name="dispatch")
class FollowPage(PublicPage):
    """A page of following: it takes posts, and nothing keeps its answers."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "public/follow.html"
    title = "Follow by e-mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep caches away from what somebody typed."""
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer


class FollowView(FollowPage):
    """Say what is followed and ask for an address; then send a code and ask for that."""

    def wish(self, email: str = "") -> telling.Wish:
        """Give what the address names: a supplier, or the filters of the register."""
        query = QueryDict(self.request.META.get("QUERY_STRING", ""), mutable=True)
        number = str(query.pop("who", [""])[-1])
        if not number:
            words = query.get("q", "")
            text = query.urlencode()[:LONGEST_QUERY]
            title = (
                f"contracts with “{words}”" if words else "contracts under your filters" if text else "all contracts"
            )
            return telling.Wish(email, None, text, title)
        known = number.isdecimal() and len(number) < 18
        supplier = selectors.supplier(int(number)) if known else None
        if supplier is None:
            raise Http404
        return telling.Wish(email, supplier.supplier_id, "", f"contracts with {supplier.name}"[:300])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the address."""
        return self.page(form=EmailForm(), wish=self.wish())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send a code, or say what is wrong."""
        form = EmailForm(request.POST)
        if not form.is_valid():
            return self.page(status=422, form=form, wish=self.wish())
        wish = self.wish(form.cleaned_data["email"].lower())
        if not services.may_send_code(source_of(request), wish.email, at=self.at):
            form.add_error("email", TOO_MANY)
            return self.page(status=429, form=form, wish=wish)
        token, code = telling.ask(wish, at=self.at)
        telling.send_code(wish, code)
        shown = code if settings.HUB_DEMO else ""
        return self.page(form=CodeForm(initial={"token": token}), wish=wish, sent=True, shown_code=shown)


class ConfirmView(FollowPage):
    """Take the code; only then is the address kept."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Begin, or say that the code is not right."""
        form = CodeForm(request.POST)
        wish = None
        if form.is_valid():
            # A guess costs as much as a code: a signed wish may be tried a few times an hour and no more.
            if not services.may_send_code(source_of(request), form.cleaned_data["token"][-64:], at=self.at):
                form.add_error("code", TOO_MANY)
                return self.page(status=429, form=form, sent=True)
            wish = telling.answered(form.cleaned_data["token"], form.cleaned_data["code"], at=self.at)
            if wish is None:
                form.add_error("code", "That is not the code, or it is older than 30 minutes. Check it, or ask again")
        if wish is None:
            return self.page(status=422, form=form, sent=True)
        facts = {"email": wish.email, "supplier_id": wish.supplier_id, "query": wish.query, "title": wish.title}
        watch = services.follow(**facts, at=self.at)  # type: ignore[arg-type]
        return self.page(wish=wish, follows=True, stop=f"/follow/stop/{telling.stop_token(watch)}/")


class StopView(FollowPage):
    """One press stops; mail programs may press it too, so a post from anywhere is taken."""

    from_anywhere = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the button; programs that look into links before people do must not stop anything."""
        self.number()
        return self.page(stopping=True)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Forget the address."""
        services.unfollow(self.number())
        return self.page(stopped=True)

    def number(self) -> int:
        """Give what the address names; one that we did not make is not found."""
        found = telling.read_stop(self.kwargs["token"])
        if found is None:
            raise Http404
        return found
