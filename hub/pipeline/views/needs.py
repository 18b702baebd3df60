"""Pages of what people need: half a page to send, a queue to answer."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404
from django.http.response import HttpResponseBase

from hub.pipeline import acts, forms, selectors, services
from hub.pipeline.models import Need
from hub.pipeline.register import NeedRegister
from hub.pipeline.rules.needs import same_thing
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedReasonForm
from hub.platform.identity.roles import EDITORS, OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.search.alike import Group
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import CreateView, RecordView, VersionedAct
from hub.platform.words import date_long, money

SEEN = "seen"


class NeedRegisterView(RegisterView):
    """What people need, what waits for an answer first."""

    register = NeedRegister
    reads = OFFICERS
    menu = "plan"


class SendView(CreateView):
    """Half a page. What is like it is shown once before it is sent."""

    act = acts.SEND
    menu = "plan"
    form_class = forms.NeedForm
    service: ClassVar[Any] = staticmethod(services.send)
    template_name = "pipeline/need_new.html"

    def form_valid(self, form: django_forms.Form) -> HttpResponseBase:
        """Show what is like it unless the person has seen that for these words; then send."""
        self.alike = self.look_alikes(form)
        mark = mark_of(form.cleaned_data)
        if self.alike and self.request.POST.get(SEEN) != mark:
            others = selectors.others_planning(self.alike, self.actor)
            return self.page(form=form, groups=self.alike, seen=mark, same=same_thing(others))
        return super().form_valid(form)

    def look_alikes(self, form: django_forms.Form) -> list[Group]:
        """Give what resembles what was typed."""
        said = form.cleaned_data
        text = f"{said['description']} {said['current']}"
        return selectors.alike_need(said["title"], text, actor=self.actor, at=self.at)

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the authority, what was typed, and what was shown."""
        authority = home_of(self.actor)
        if authority is None:
            raise Http404
        return {"authority": authority, "facts": form.cleaned_data, "alike": self.alike}

    def done_sentence(self, result: Any) -> str:
        """Say when the person hears."""
        return f"Sent to procurement as {result.reference}. You will hear by {date_long(result.answer_by)}."


def mark_of(said: dict[str, Any]) -> str:
    """Give what stands for the words that were compared."""
    words = "\x00".join(str(said[name]) for name in ("title", "description", "current"))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


class NeedView(RecordView):
    """One need: what was asked, what is like it, what became of it."""

    reads = OFFICERS
    menu = "plan"
    find = selectors.need
    template_name = "pipeline/need.html"

    def context(self) -> dict[str, Any]:
        """Add the facts; for those who answer, what is like it now."""
        need: Need = self.record
        answers = need.is_waiting and self.actor.holds(EDITORS, need.authority_id)
        groups = look_alikes(need, self.actor, self.at) if answers else []
        return {
            **super().context(),
            "rows": rows(need),
            "groups": groups,
            "same": same_thing(selectors.others_planning(groups, self.actor)),
            "joins": answers,
            "may_see_entry": need.entry is not None,
            "days": days_of(need, self.actor),
        }


def look_alikes(need: Need, actor: Any, at: Any) -> list[Group]:
    """Give what resembles a need."""
    text = f"{need.description} {need.current}"
    return selectors.alike_need(need.title, text, but=(need.kind(), need.pk), actor=actor, at=at)


def rows(need: Need) -> list[Row]:
    """Give what was asked for."""
    return [
        Row("Reference", need.reference),
        Row("Asked by", need.requester.name),
        Row("Sent", date_long(london(need.sent_at).date())),
        Row("What it is for", need.description),
        Row("How it is done today", need.current, empty="Not said"),
        Row("About how much, ex VAT", "" if need.value_ex_vat is None else money(need.value_ex_vat), empty="Not said"),
        Row("Needed from", date_long(need.needed_on)),
        Row("Department", need.department, empty="Not said"),
        Row("Budget line", need.budget_line, empty="Not said"),
    ]


class NeedAct(VersionedAct):
    """An act on a need."""

    find = selectors.need
    menu = "plan"
    form_class: ClassVar[Any] = VersionedReasonForm

    def next_url(self, result: Any) -> str:
        """Go back to the need, which says what became of it."""
        return self.record.get_absolute_url()  # type: ignore[no-any-return]


class ReviseNeedView(NeedAct):
    """Change what is needed."""

    act = acts.REVISE_NEED
    service = staticmethod(services.revise_need)
    form_class = forms.ReviseNeedForm

    def get_initial(self) -> dict[str, Any]:
        """Fill in what was sent."""
        names = forms.NeedForm.base_fields
        return {**super().get_initial(), **{name: getattr(self.record, name) for name in names}}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the facts, and the version apart."""
        facts = dict(form.cleaned_data)
        return {"version": facts.pop("version"), "facts": facts}


class AcceptView(NeedAct):
    """Put it on the plan."""

    act = acts.ACCEPT
    service = staticmethod(services.accept)
    form_class = forms.AcceptForm
    template_name = "pipeline/accept.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the people of the authority."""
        people = officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the person who answers."""
        return {**super().get_initial(), "owner": self.actor.person_id}

    def context(self) -> dict[str, Any]:
        """Add what is carried over."""
        return {**super().context(), "rows": rows(self.record)}

    def next_url(self, result: Any) -> str:
        """Go to the entry, which is planned next."""
        return str(result.entry.get_absolute_url())


class JoinView(NeedAct):
    """Join it to an entry; `?entry=` names one that was chosen among those shown."""

    act = acts.JOIN
    service = staticmethod(services.join)
    form_class = forms.JoinForm

    def form_arguments(self) -> dict[str, Any]:
        """Let entries be found, and begin with the one that was chosen."""
        chosen = self.chosen()
        return {
            **super().form_arguments(),
            "find": selectors.find_entries(self.actor),
            "begin": selectors.entry_pick(chosen) if chosen else None,
        }

    def chosen(self) -> Any:
        """Give the entry that the address names, within reach."""
        asked = self.request.GET.get("entry", "")[:60]
        return selectors.entry(self.actor, asked) if asked else None

    def get_initial(self) -> dict[str, Any]:
        """Begin with the entry that was chosen."""
        chosen = self.chosen()
        return {**super().get_initial(), **({"entry": chosen.reference} if chosen else {})}


class DeclineView(NeedAct):
    """Decline it."""

    act = acts.DECLINE
    service = staticmethod(services.decline)
    form_class = forms.AnswerForm


class TakeBackView(NeedAct):
    """Take it back."""

    act = acts.TAKE_BACK
    service = staticmethod(services.take_back)
