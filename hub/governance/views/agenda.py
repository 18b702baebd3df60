"""Pages of items: read before the meeting, and put and decided one at a time while it sits."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.governance import acts, selectors, services
from hub.governance.forms import agenda as forms
from hub.governance.models import AgendaItem
from hub.governance.services.agenda import FACTS
from hub.governance.showing import item_facts, notice_wanted, sitting
from hub.governance.terms import MeetingState
from hub.governance.views.bodies import MENU
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.ui.views import RecordView, VersionedAct


class ItemView(RecordView):
    """One item. While its meeting sits, this page is the one on the table: quorum, interests, decision, next item."""

    reads = OFFICERS
    menu = MENU
    find = selectors.item
    template_name = "governance/item.html"
    record: AgendaItem

    def context(self) -> dict[str, Any]:
        """Add facts, the room, and the items before and after; who declared an interest finds it shut."""
        record = self.record
        before, after = selectors.neighbours(record)
        known = super().context()
        is_shut = selectors.is_shut(record, self.actor)
        sees_exempt = selectors.sees_exempt(record.meeting, self.actor, item=record) and not is_shut
        if sees_exempt and record.exempt_part:
            services.record_reading(record, what="item", by=self.actor, at=self.at)
        return {
            **known,
            "may_decide": any(one.act is acts.DECIDE_ITEM and one.is_open for one in known["offers"]),
            "may_attend": self.actor.holds(acts.ATTEND.holders, record.meeting.authority_id),
            "rows": item_facts(record),
            "notice_wanted": notice_wanted(record),
            "meeting": record.meeting,
            "sits": record.meeting.status == MeetingState.OPEN,
            "room": sitting(record.meeting, record) if record.meeting.has_papers_out else None,
            "is_shut": is_shut,
            "sees_exempt": sees_exempt,
            "before": before,
            "after": after,
            "decision": getattr(record, "decision", None),
        }


class ItemAct(VersionedAct):
    """An act on an item; afterwards the item is there again."""

    find = selectors.item
    menu = MENU
    template_name = "governance/item_act.html"
    form_class: ClassVar[Any] = VersionedForm
    record: AgendaItem

    def context(self) -> dict[str, Any]:
        """Say what the act is about."""
        return {**super().context(), "rows": item_facts(self.record)[:1]}

    def people(self) -> Any:
        """Give the people of the authority."""
        return officers_of(self.record.meeting.authority, on=london(self.at).date())


class ReviseItemView(ItemAct):
    """Change it."""

    act = acts.REVISE_ITEM
    form_class = forms.ReviseItemForm

    def get_initial(self) -> dict[str, Any]:
        """Fill in what it says."""
        return {**super().get_initial(), **{name: getattr(self.record, name) for name in FACTS}}

    def perform(self, form: django_forms.Form) -> Any:
        """Call the service with the facts and the version apart."""
        facts = dict(form.cleaned_data)
        version = facts.pop("version")
        return services.agenda.revise(self.record, facts=facts, version=version, by=self.actor, at=self.at)


class TakeOffView(ItemAct):
    """Take it off."""

    act = acts.TAKE_OFF
    form_class = forms.TakeOffForm
    service = staticmethod(services.take_off)

    def next_url(self, result: Any) -> str:
        """Go back to the agenda."""
        return str(result.meeting.get_absolute_url())


class GiveNoticeView(ItemAct):
    """Record the notice of the key decision."""

    act = acts.GIVE_NOTICE
    form_class = forms.KeyNoticeForm
    service = staticmethod(services.agenda.give_notice)

    def get_initial(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        names = ("key_route", "key_notice_on", "key_reason")
        return {**super().get_initial(), **{name: getattr(self.record, name) for name in names}}


class RaiseView(ItemAct):
    """Move it up."""

    act = acts.RAISE
    service = staticmethod(services.agenda.move_up)

    def next_url(self, result: Any) -> str:
        """Go back to the agenda."""
        return str(result.meeting.get_absolute_url())


class DeclareView(ItemAct):
    """Declare an interest of one's own."""

    act = acts.DECLARE
    form_class = forms.InterestForm
    service = staticmethod(services.declare)


class MinuteInterestView(ItemAct):
    """Write down an interest that a member said aloud."""

    act = acts.MINUTE_INTEREST
    form_class = forms.MinuteInterestForm
    service = staticmethod(services.agenda.declare_for)

    def form_arguments(self) -> dict[str, Any]:
        """Offer those who came."""
        return {**super().form_arguments(), "people": selectors.people_at(self.record.meeting)}


class OnTheTable(ItemAct):
    """An act that settles an item; the next one that waits follows."""

    def next_url(self, result: Any) -> str:
        """Go to the next item that waits, else to the meeting."""
        meeting = self.record.meeting
        return str((selectors.next_item(meeting) or meeting).get_absolute_url())


class DecideView(OnTheTable):
    """Record the decision."""

    act = acts.DECIDE_ITEM
    form_class = forms.DecideForm

    def form_arguments(self) -> dict[str, Any]:
        """Offer the people who can see to a condition."""
        return {**super().form_arguments(), "people": self.people()}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was recommended, and with the options that its record says were rejected."""
        item = self.record
        return {**super().get_initial(), "text": item.recommendation, "alternatives": item.alternatives}

    def context(self) -> dict[str, Any]:
        """Show the quorum for this item, and the line of the scheme that holds today."""
        return {**super().context(), "room": sitting(self.record.meeting, self.record)}

    def perform(self, form: django_forms.Form) -> Any:
        """Call the service with votes and conditions put together."""
        said = form.cleaned_data
        votes = {name: said.get(f"votes_{name}") or 0 for name in ("for", "against", "abstained")}
        return services.decide(
            self.record, outcome=said["outcome"], text=said["text"], reasons=said["reasons"],
            alternatives=said["alternatives"], conditions=form.conditions(),  # type: ignore[attr-defined]
            votes=votes, version=said["version"], by=self.actor, at=self.at,
        )  # fmt: skip


class NoteView(OnTheTable):
    """Note it without a decision."""

    act = acts.NOTE_ITEM
    service = staticmethod(services.agenda.note)
