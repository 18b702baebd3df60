"""Check and submit a bid, keep its receipts, and take it back."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.bids import portal
from hub.platform.clock import london
from hub.platform.govuk.acting import ReasonForm
from hub.platform.govuk.forms import GovForm
from hub.sites.supplier.bids.base import DoesToBid, OnBid
from hub.sites.supplier.bids.words import copy_of

KEY_COOKIE = "hub_receipt_{}"
KEY_KEPT = 24 * 60 * 60


class SubmitForm(GovForm):
    """What is said on submitting: which version, and that what is missing may be."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    accept_missing = forms.BooleanField(label="Submit it without what is missing", required=False)
    is_true = forms.BooleanField(
        label="Everything in this bid is true, and I may submit it for my organisation",
        error_messages={"required": "Confirm that everything is true and that you may submit it"},
    )

    def __init__(self, *args: Any, lacks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lacks:
            del self.fields["accept_missing"]


class CheckView(DoesToBid):
    """Everything at a glance, and the button that submits."""

    form_class: ClassVar[Any] = SubmitForm
    template_name = "supplier/bids/check.html"
    title = "Check and submit"

    def form_arguments(self) -> dict[str, Any]:
        """Say whether something is missing."""
        return {**super().form_arguments(), "lacks": bool(self.bid.lacks)}

    def get_initial(self) -> dict[str, Any]:
        """Carry the number of the version, so that two presses submit one."""
        return {"number": self.bid.next_number}

    def context(self) -> dict[str, Any]:
        """Add each question with what has come for it."""
        found = (portal.question(self.actor, self.reference, one.number) for one in self.bid.tasks)
        return {**super().context(), "questions": [one for one in found if one is not None]}

    def perform(self, form: forms.Form) -> tuple[int, str]:
        """Submit."""
        cleaned = form.cleaned_data
        accepted = bool(cleaned.get("accept_missing"))
        return portal.submit(
            self.actor, self.reference, number=cleaned["number"], accept_missing=accepted, stamp=self.stamp
        )

    def form_valid(self, form: forms.Form) -> HttpResponseBase:
        """Submit, and leave the key of names and salts with this browser alone: the Hub keeps none."""
        self.made: tuple[int, str] = (0, "")
        answer = super().form_valid(form)
        number, key = self.made
        if key:
            answer.set_cookie(  # type: ignore[attr-defined]
                KEY_COOKIE.format(number), key, max_age=KEY_KEPT, path=f"{self.bid.mine.page}receipt/", httponly=True,
                secure=self.request.is_secure(), samesite="Strict",
            )  # fmt: skip
        return answer

    def done_sentence(self, result: tuple[int, str]) -> str:
        """Say it in two words."""
        self.made = result
        return "Bid submitted"

    def next_url(self, result: tuple[int, str]) -> str:
        """Go to the receipt."""
        return f"{self.bid.mine.page}receipt/"


class CopyView(OnBid):
    """The answers that can still be read, as a file to keep: after submitting nobody can show them any more."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file."""
        found = (portal.question(self.actor, self.reference, one.number) for one in self.bid.tasks)
        text = copy_of(self.bid, [one for one in found if one is not None], at=self.at)
        return kept(text, f"{self.bid.mine.quote}-answers.txt", "text/plain")


class ReceiptView(OnBid):
    """The receipt of each version that was submitted, newest first."""

    template_name = "supplier/bids/receipt.html"
    title = "Receipt"

    def context(self) -> dict[str, Any]:
        """Add the versions; one whose signature was late is signed as soon as it is asked for."""
        # Asking for the file signs what waits for its signature.
        for one in self.bid.versions:
            if not one.has_receipt:
                portal.receipt(self.actor, self.reference, one.number)
        versions = portal.receipts(self.actor, self.reference)
        counts = next((one for one in versions if one.counts), None)
        has_key = {one.number: bool(self.request.COOKIES.get(KEY_COOKIE.format(one.number))) for one in versions}
        return {
            **super().context(),
            "versions": [(one, has_key[one.number]) for one in versions],
            "counts": counts,
            "reached": f"{london(counts.stamp):%H:%M:%S}" if counts else "",
            "has_key": counts is not None and has_key[counts.number],
        }


class ReceiptFileView(OnBid):
    """The receipt of a version as a file that anybody can check; names and salts where this browser has their key."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file."""
        number = kwargs["number"]
        key = request.COOKIES.get(KEY_COOKIE.format(number), "")
        text = portal.receipt(self.actor, self.reference, number, key=key)
        if text is None:
            raise Http404
        return kept(text, f"receipt-{self.reference[:8]}-{number}.json", "application/json")


class RootView(OnBid):
    """The file that proves a version to be among those that were closed; there is none before the closing."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file."""
        text = portal.root(self.actor, self.reference, kwargs["number"])
        if text is None:
            raise Http404
        return kept(text, f"closing-{self.reference[:8]}-{kwargs['number']}.json", "application/json")


class TakeBackView(DoesToBid):
    """Take a submitted bid back, until the due time; it can be submitted again."""

    form_class: ClassVar[Any] = ReasonForm
    template_name = "supplier/bids/take_back.html"
    title = "Take your bid back"
    done = "Taken back. Nothing of it will be opened unless you submit again."

    def perform(self, form: forms.Form) -> None:
        """Take it back."""
        portal.take_back(self.actor, self.reference, reason=form.cleaned_data["reason"], stamp=self.stamp)


def kept(text: str, name: str, content_type: str) -> HttpResponse:
    """Give a text as a file to keep, which no cache does."""
    answer = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
