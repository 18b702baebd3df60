"""Plan an exercise, write its questions, name suppliers, record its notice, open, close and withdraw it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.engagement import acts, forms, selectors, services
from hub.engagement.models import Exercise
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.govuk.asking import Finder, Pick
from hub.platform.identity.selectors import holders_of
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.views import CreateView, VersionedAct


def finder(actor: Actor) -> Finder:
    """Give what finds the purchases of an actor's own authority."""

    def find(text: str) -> list[Pick]:
        return [Pick(one.reference, f"{one.reference} {one.title}", one) for one in selectors.purchases(actor, text)]

    return find


class PlanView(CreateView):
    """Plan an exercise; `?for=REFERENCE` names its first purchase."""

    act = acts.PLAN
    menu = "plan"
    form_class: ClassVar[Any] = forms.PlanForm

    def form_arguments(self) -> dict[str, Any]:
        """Let the form find purchases, beginning with the one that the page was opened from."""
        about = self.request.GET.get("for", "")
        return {**super().form_arguments(), "find": finder(self.actor), "rows": [{"record": about}] if about else []}

    def get_initial(self) -> dict[str, Any]:
        """Name it after its first purchase."""
        about = self.request.GET.get("for", "")
        record = selectors.by_reference(self.actor, about) if about else None
        return {"title": f"{record.title}: market engagement"[:300]} if record is not None else {}

    def perform(self, form: django_forms.Form) -> Exercise:
        """Plan it."""
        return services.plan(planned(form), authority=home_of(self.actor), by=self.actor, at=self.at)  # type: ignore[arg-type]


def planned(form: django_forms.Form) -> services.Plan:
    """Give what was cleaned as the service takes it."""
    given = form.cleaned_data
    names = ("title", "purpose", "method", "starts_on", "ends_on", "records", "is_open_to_all")
    return services.Plan(**{name: given[name] for name in names})


class ExerciseAct(VersionedAct):
    """An act on an exercise."""

    find = selectors.exercise
    menu = "plan"
    form_class: ClassVar[Any] = forms.VersionedForm


class ReviseView(ExerciseAct):
    """Change the plan."""

    act = acts.REVISE
    form_class: ClassVar[Any] = forms.PlanForm
    service: ClassVar[Any] = staticmethod(services.revise)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the purchases as they stand."""
        rows = [{"record": one.reference} for one in selectors.records_of(self.record)]
        return {**super().form_arguments(), "find": finder(self.actor), "rows": rows}

    def get_initial(self) -> dict[str, Any]:
        """Fill in what is planned."""
        names = ("title", "purpose", "method", "starts_on", "ends_on", "is_open_to_all")
        return {**super().get_initial(), **{name: getattr(self.record, name) for name in names}}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the plan as one."""
        return {"made": planned(form), "version": form.cleaned_data["version"]}


class AskView(ExerciseAct):
    """Write the questions."""

    act = acts.ASK
    form_class: ClassVar[Any] = forms.QuestionsForm
    service: ClassVar[Any] = staticmethod(services.ask)

    def get_initial(self) -> dict[str, Any]:
        """Fill in the questions as they stand."""
        texts = [one.text for one in selectors.whole(self.record).questions]
        return {**super().get_initial(), "questions": "\n".join(texts)}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Take the lines apart."""
        given = form.cleaned_data
        return {"questions": given["questions"].splitlines(), "version": given["version"]}


class InviteView(ExerciseAct):
    """Name suppliers and who came."""

    act = acts.INVITE
    form_class: ClassVar[Any] = forms.SuppliersForm
    service: ClassVar[Any] = staticmethod(services.invite)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the suppliers as they stand."""
        size = {True: "yes", False: "no", None: ""}
        rows = [
            {"name": one.name, "invited_on": one.invited_on, "attended_on": one.attended_on,
             "size": size[one.is_small]}
            for one in selectors.whole(self.record).participants
        ]  # fmt: skip
        return {**super().form_arguments(), "rows": rows}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the suppliers."""
        return {"named": form.cleaned_data["named"], "version": form.cleaned_data["version"]}


class NoticeView(ExerciseAct):
    """Record the notice, or why there is none."""

    act = acts.RECORD_NOTICE
    form_class: ClassVar[Any] = forms.NoticeForm
    service: ClassVar[Any] = staticmethod(services.record_notice)
    template_name = "engagement/notice.html"

    def get_initial(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        one = self.record
        known = {"number": one.notice_number, "url": one.notice_url, "published_on": one.notice_on}
        return {**super().get_initial(), **known, "why_none": one.no_notice_reason}

    def context(self) -> dict[str, Any]:
        """Add what the law asks."""
        return {**super().context(), "duty": selectors.notice_duty(self.record)}


class OpenView(ExerciseAct):
    """Open the engagement."""

    act = acts.OPEN_IT
    service: ClassVar[Any] = staticmethod(services.open_it)


class CloseView(ExerciseAct):
    """Close the engagement."""

    act = acts.CLOSE
    form_class: ClassVar[Any] = forms.CloseForm
    service: ClassVar[Any] = staticmethod(services.close)


class WithdrawView(ExerciseAct):
    """Withdraw it."""

    act = acts.WITHDRAW
    form_class: ClassVar[Any] = forms.VersionedReasonForm
    service: ClassVar[Any] = staticmethod(services.withdraw)


class TransferView(ExerciseAct):
    """Let somebody else lead it."""

    act = acts.TRANSFER
    form_class: ClassVar[Any] = forms.TransferForm
    service: ClassVar[Any] = staticmethod(services.transfer)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form those who may lead one."""
        people = holders_of(acts.PLAN.held_by, self.record.authority, london(self.at).date())
        return {**super().form_arguments(), "people": people}
