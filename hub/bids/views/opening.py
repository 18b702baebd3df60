"""The opening of the answers to a tender: what it waits for, each opener's own part, and what came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.bids import acts, forms, selectors, services
from hub.bids.models import Bid, Opening, PinnedRoster, Seat
from hub.law.findings import Finding
from hub.platform.identity.roles import OFFICERS
from hub.platform.ui.views import ActView, OnRecord, PageView
from hub.platform.words import plural
from hub.tender import selectors as tenders
from hub.tender.models import Tender
from hub.tender.terms import Envelope, State

MENU = "procure"


@dataclass(frozen=True)
class Part:
    """One envelope as the page shows it; the same however many bids there are, until it is open.

    :param waits: what stands in the way of opening it.
    :param has_given: whether the reader's share is here.
    """

    pinned: PinnedRoster
    name: str
    needed: int
    openers: tuple[str, ...]
    waits: tuple[Finding, ...]
    opening: Opening | None
    given: tuple[str, ...]
    opened_by: tuple[str, ...]
    may_open: bool
    has_given: bool


@dataclass(frozen=True)
class Row:
    """One bid that was opened."""

    bid: Bid
    receipt: str
    version: int
    answers: int
    files: int


class OpeningView(OnRecord, PageView):
    """The opening of a tender."""

    reads = OFFICERS
    menu = MENU
    find = tenders.tender
    template_name = "bids/opening.html"
    record: Tender

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Leave what was not sent without such a page."""
        super().setup(request, *args, **kwargs)
        if self.record is not None and self.record.sent_at is None:
            self.record = None  # type: ignore[assignment]

    def context(self) -> dict[str, Any]:
        """Give each envelope, and what came out of those that are open."""
        one = self.record
        parts = [self._part(row) for row in selectors.pinned_of(one)]
        opened = any(part.opening is not None and part.opening.opened_at for part in parts)
        return {
            **super().context(),
            "title": "Opening",
            "parts": parts,
            "closing": selectors.closing_of(one),
            "is_before": one.due_at is not None and self.at < one.due_at and one.status != State.WITHDRAWN,
            "rows": [_row(bid) for bid in selectors.opened_bids(one)] if opened else [],
            "opened": opened,
        }

    def _part(self, row: PinnedRoster) -> Part:
        opening = selectors.opening_of(self.record, row.envelope)
        given = set(opening.given.values_list("opener", flat=True)) if opening else set()
        mine = selectors.seats_in(row, self.actor.person_id)
        waits = tuple(services.bars_to_opening(self.record, row, at=self.at))
        is_open = opening is not None and opening.opened_at is not None
        seats = selectors.seats_of(row.roster)
        names = {seat.key.reference: _name(seat) for seat in seats}
        return Part(
            pinned=row, name=Envelope(row.envelope).label, needed=row.roster.needed,
            openers=tuple(names.values()), waits=waits, opening=opening,
            given=tuple(name for key, name in names.items() if key in given),
            opened_by=tuple(names.get(key, key) for key in opening.opened_by) if opening else (),
            may_open=bool(mine) and not is_open and not _bar(waits),
            has_given=bool(set(mine) & given),
        )  # fmt: skip


def _name(seat: Seat) -> str:
    """Give who sits in a place, and with which key."""
    where = f", in an envelope with {seat.key.kept_by}" if seat.key.is_safe_key else ""
    return f"{seat.key.person.name}{where} ({seat.key.reference})"


def _bar(waits: tuple[Finding, ...]) -> bool:
    """Say whether anything but the root stands in the way: the first opener's page publishes that, if it is late."""
    return any(one.code != "no_root" for one in waits)


def _row(bid: Bid) -> Row:
    answers = selectors.opened_answers(bid)
    files = sum(one.document is not None for one in answers)
    return Row(bid, f"{bid.reference[:8]}-{bid.number}", bid.number, len(answers) - files, files)


class GiveSharesView(ActView):
    """Give the own shares; with those of enough openers the envelope is opened."""

    act = acts.GIVE_SHARES
    menu = MENU
    find = tenders.tender
    form_class: ClassVar[Any] = forms.SharesForm
    template_name = "bids/give_shares.html"
    needs_fresh_proof = True
    # Every opener hands in the own share, and nothing of it is kept as a draft.
    is_drafted = False
    record: Tender

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the envelope; whoever is not on its roster finds nothing."""
        super().setup(request, *args, **kwargs)
        one, envelope = self.record, kwargs["envelope"]
        pinned = selectors.pinned_for(one, envelope) if one is not None else None
        if pinned is None or not selectors.seats_in(pinned, self.actor.person_id):
            self.record = None  # type: ignore[assignment]
        self.envelope: str = envelope

    def context(self) -> dict[str, Any]:
        """Say how many mailboxes there are, once nothing is hidden any more."""
        opening = selectors.opening_of(self.record, self.envelope)
        count = opening.mailboxes.count() if opening else 0
        return {
            **super().context(),
            "envelope": Envelope(self.envelope).label,
            "address": f"{self.record.get_absolute_url()}opening/{self.envelope}/",
            "opening": opening,
            "count": plural(count, "bid"),
            "waits": list(services.bars_to_opening(self.record, selectors.pinned_for(self.record, self.envelope),
                                                   at=self.at)),
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Fix the list of bids where no worker did yet; else take what was given."""
        if "fix" not in request.POST:
            return super().post(request, *args, **kwargs)
        services.begin_opening(self.record, self.envelope, at=self.at)
        return HttpResponseRedirect(request.path)

    def perform(self, form: Any) -> Any:
        """Give them."""
        opening = services.opening_for(self.record, self.envelope, at=self.at)
        services.give_shares(
            opening, given=form.cleaned_data["given"], no_conflict=form.cleaned_data["no_conflict"], by=self.actor,
            at=self.at,
        )  # fmt: skip
        return self.record

    def next_url(self, result: Any) -> str:
        """Lead to the opening."""
        return f"{self.record.get_absolute_url()}opening/"


class OpeningsFileView(OnRecord, PageView):
    """The file from which an opener's device makes the shares; nothing in it is secret."""

    act = acts.GIVE_SHARES
    find = tenders.tender
    record: Tender

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give roster and mailboxes, once it is time."""
        pinned = selectors.pinned_for(self.record, kwargs["envelope"])
        mine = selectors.seats_in(pinned, self.actor.person_id) if pinned else []
        opening = selectors.opening_of(self.record, kwargs["envelope"])
        if not mine or opening is None or opening.opened_at is not None:
            raise Http404
        answer = HttpResponse(services.openings_file(opening), content_type="application/json")
        name = f"{self.record.reference}-{kwargs['envelope']}-openings.json"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "private, no-store"
        return answer


class RootView(OnRecord, PageView):
    """The published root as a file."""

    reads = OFFICERS
    find = tenders.tender
    record: Tender

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give it, once it is published."""
        closing = selectors.closing_of(self.record)
        if closing is None:
            raise Http404
        answer = HttpResponse(services.public_closing_file(closing), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{self.record.reference}-root.json"'
        return answer
