"""Rosters: the list, one roster, drawing it up, the rehearsal, and putting it in force."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.bids import acts, forms, selectors, services
from hub.bids.models import Roster
from hub.bids.register import RosterRegister
from hub.bids.rules.openers import chance_too_few, in_words
from hub.bids.rules.rosters import MOST_OPENERS, SPARE
from hub.bids.terms import RosterState
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference import lookup
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import CreateView, OnRecord, PageView, RecordView, VersionedAct
from hub.platform.words import date_long, plural

MENU = "procure"
SETTINGS, LOST = "opening_settings", "key_lost"


class RosterRegisterView(RegisterView):
    """The rosters."""

    register = RosterRegister
    reads = OFFICERS
    menu = MENU


class RosterView(RecordView):
    """One roster: who sits on it, how far its rehearsal is, and how sure it is that enough can act."""

    reads = OFFICERS
    menu = MENU
    find = selectors.roster_of
    template_name = "bids/roster.html"
    record: Roster

    def context(self) -> dict[str, Any]:
        """Add the places, the rehearsal and the odds."""
        roster = self.record
        places = selectors.rehearsal(roster, on=london(self.at).date())
        lost = chance_of_loss(roster.authority, self.at)
        return {
            **super().context(),
            "rows": facts(roster),
            "places": places,
            "rehearses": roster.status == RosterState.REHEARSING,
            "is_short": roster.status == RosterState.IN_FORCE and selectors.short(roster, places),
            "may_give": any(one.seat.key.is_own(self.actor.person_id) for one in places),
            "odds": in_words(chance_too_few(len(places), roster.needed, lost=lost)) if lost is not None else "",
            "lost": lost,
            "days": days_of(roster, self.actor),
        }


def facts(roster: Roster) -> list[Row]:
    """Give what is known of a roster."""
    rows = [
        Row("Opens", roster.get_use_display()),
        Row("Must act together", f"any {roster.needed} of {plural(roster.seats_count, 'opener')}"),
        Row("Drawn up", date_long(roster.drawn_up_on)),
        Row("Rehearsed", date_long(roster.rehearsed_on) if roster.rehearsed_on else "", empty="Not yet"),
        Row("In force from", date_long(roster.in_force_on) if roster.in_force_on else "", empty="Not yet"),
    ]
    if roster.retired_on:
        rows.append(Row("Retired", date_long(roster.retired_on)))
    return rows


def chance_of_loss(authority: Authority, at: Any) -> Fraction | None:
    """Give the chance that one key is lost in a year, as the authority set it; None where nobody did."""
    rows = lookup.layered(SETTINGS, on=london(at).date(), authority=authority)
    found = next((row.data["percent"] for row in rows if row.code == LOST), None)
    return Fraction(Decimal(found)) / 100 if found is not None else None


def odds_table(lost: Fraction) -> list[dict[str, Any]]:
    """Give for each number of openers the chance that too few can act, for two and for three together."""
    return [
        {
            "openers": openers,
            "chances": [
                in_words(chance_too_few(openers, needed, lost=lost)) if openers >= needed + SPARE else "not allowed"
                for needed in forms.NEEDED
            ],
        }
        for openers in range(min(forms.NEEDED) + SPARE, MOST_OPENERS + 1)
    ]


class DrawUpView(CreateView):
    """Draw up a roster."""

    act = acts.DRAW_UP
    menu = MENU
    form_class: ClassVar[Any] = forms.RosterForm
    template_name = "bids/draw_up.html"
    needs_fresh_proof = True

    def form_arguments(self) -> dict[str, Any]:
        """Offer the keys that are ready."""
        on = london(self.at).date()
        return {**super().form_arguments(), "candidates": selectors.candidates(home_of(self.actor), on=on)}  # type: ignore[arg-type]

    def context(self) -> dict[str, Any]:
        """Show the odds."""
        lost = chance_of_loss(home_of(self.actor), self.at)  # type: ignore[arg-type]
        odds = odds_table(lost) if lost is not None else []
        return {**super().context(), "odds": odds, "needed": forms.NEEDED, "lost": lost}

    def perform(self, form: django_forms.Form) -> Roster:
        """Draw it up in the actor's own authority."""
        return services.draw_up(drawn(form), authority=home_of(self.actor), by=self.actor, at=self.at)  # type: ignore[arg-type]


def drawn(form: django_forms.Form) -> services.Drawn:
    """Give what was cleaned as the service takes it."""
    given = form.cleaned_data
    return services.Drawn(given["use"], given["needed"], list(given["keys"]), given["no_line"])


class RosterAct(VersionedAct):
    """An act on a roster."""

    find = selectors.roster_of
    menu = MENU
    form_class: ClassVar[Any] = forms.VersionedForm
    record: Roster


class ReviseView(RosterAct):
    """Change it."""

    act = acts.REVISE_ROSTER
    form_class = forms.RosterForm
    service: ClassVar[Any] = staticmethod(services.revise)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the keys that are ready."""
        on = london(self.at).date()
        return {**super().form_arguments(), "candidates": selectors.candidates(self.record.authority, on=on)}

    def get_initial(self) -> dict[str, Any]:
        """Fill in what stands."""
        roster = self.record
        seated = [one.key_id for one in selectors.seats_of(roster)]
        return {**super().get_initial(), "use": roster.use, "needed": roster.needed, "keys": seated}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give what is drawn as one."""
        return {"drawn": drawn(form), "version": form.cleaned_data["version"]}


class RehearseView(RosterAct):
    """Begin the rehearsal."""

    act = acts.REHEARSE
    service = staticmethod(services.rehearse)


class GiveShareView(RosterAct):
    """Give a share."""

    act = acts.GIVE_SHARE
    form_class = forms.ShareForm
    service = staticmethod(services.give_share)
    template_name = "bids/give_share.html"
    needs_fresh_proof = True
    # Every opener hands in the own share; whoever was quicker is in nobody's way.
    is_drafted = False

    def get_initial(self) -> dict[str, Any]:
        """Ask for no version: the shares of others come in meanwhile."""
        return {}


class PutInForceView(RosterAct):
    """Put it in force."""

    act = acts.PUT_IN_FORCE
    service = staticmethod(services.put_in_force)
    needs_fresh_proof = True


class RetireRosterView(RosterAct):
    """Retire it."""

    act = acts.RETIRE_ROSTER
    form_class = forms.VersionedReasonForm
    service = staticmethod(services.retire_roster)


class BundleView(OnRecord, PageView):
    """The file from which an opener's device makes a share; nothing in it is secret."""

    act = acts.GIVE_SHARE
    find = selectors.roster_of
    record: Roster

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give roster and mailbox."""
        roster = self.record
        if not roster.mailbox or not roster.is_own(self.actor.person_id):
            raise Http404
        answer = HttpResponse(services.bundle_of(roster), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{roster.reference}-openings.json"'
        return answer
