"""Openers' keys: the list, one key, offering it, proving possession."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.bids import acts, forms, selectors, services
from hub.bids.models import OpenerKey
from hub.bids.register import OpenerKeyRegister
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import CreateView, OnRecord, PageView, RecordView, VersionedAct
from hub.platform.words import date_long

MENU = "procure"


class KeyRegisterView(RegisterView):
    """The openers' keys."""

    register = OpenerKeyRegister
    reads = OFFICERS
    menu = MENU


class KeyView(RecordView):
    """One key: whose it is, its fingerprint to compare, and how far it is."""

    reads = OFFICERS
    menu = MENU
    find = selectors.key_of
    template_name = "bids/key.html"
    record: OpenerKey

    def context(self) -> dict[str, Any]:
        """Add the facts, and for its holder what to do next."""
        key = self.record
        return {
            **super().context(),
            "rows": facts(key),
            "is_own": key.is_own(self.actor.person_id),
            "seats": [one.roster for one in key.seats.select_related("roster").order_by("-roster__drawn_up_on", "pk")],
            "days": days_of(key, self.actor),
        }


def facts(key: OpenerKey) -> list[Row]:
    """Give what is known of a key."""
    rows = [
        Row("Opener", key.person.name),
        Row("Fingerprint", key.fingerprint),
        Row("Public key", key.recipient),
        Row("Offered", date_long(key.offered_on)),
        Row("Possession proven", date_long(key.proven_on) if key.proven_on else "", empty="Not yet"),
    ]
    if key.is_safe_key:
        rows.append(Row("Printed, in a sealed envelope with", key.kept_by))
    if key.retired_on:
        rows.append(Row("Retired", date_long(key.retired_on)))
    return rows


class OfferView(CreateView):
    """Offer the public half of a key."""

    act = acts.OFFER_KEY
    menu = MENU
    form_class: ClassVar[Any] = forms.OfferForm
    template_name = "bids/offer.html"
    # What opens bids later is not taken from a session that somebody left open (security.md §10.2).
    needs_fresh_proof = True
    # A secret half that was pasted by mistake must not be kept, not even as a draft.
    is_drafted = False

    def perform(self, form: django_forms.Form) -> OpenerKey:
        """Take it for the actor's own authority."""
        return services.offer(home_of(self.actor), by=self.actor, at=self.at, **form.cleaned_data)  # type: ignore[arg-type]


class KeyAct(VersionedAct):
    """An act on a key."""

    find = selectors.key_of
    menu = MENU
    form_class: ClassVar[Any] = forms.VersionedForm
    record: OpenerKey


class ProveView(KeyAct):
    """Answer the question."""

    act = acts.PROVE_KEY
    form_class = forms.AnswerForm
    service = staticmethod(services.prove)
    template_name = "bids/prove.html"
    needs_fresh_proof = True
    is_drafted = False


class AskAgainView(KeyAct):
    """Get another question."""

    act = acts.ASK_AGAIN
    service = staticmethod(services.ask_again)


class RetireKeyView(KeyAct):
    """Retire it."""

    act = acts.RETIRE_KEY
    form_class = forms.VersionedReasonForm
    service = staticmethod(services.retire)


class QuestionView(OnRecord, PageView):
    """The question of a key as a file, for its holder alone."""

    act = acts.PROVE_KEY
    find = selectors.key_of
    record: OpenerKey

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the sealed question."""
        key = self.record
        if not key.question or not key.is_own(self.actor.person_id):
            raise Http404
        answer = HttpResponse(bytes(key.question), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="{key.reference}-question.age"'
        return answer
