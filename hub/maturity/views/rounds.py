"""The yearly assessment: open it, answer it, see the spread, lock it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from hub.maturity import acts, forms, selectors, services
from hub.maturity.models import Answer, Round
from hub.maturity.views.levels import parts
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import myself
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.views import ActView, CreateView, PageView, RecordView


class RoundsView(PageView):
    """Every year's assessment."""

    reads = OFFICERS
    menu = "strategy"
    title = "Yearly assessments"
    template_name = "maturity/rounds.html"

    def context(self) -> dict[str, Any]:
        """Add the rounds."""
        rows = selectors.rounds(self.actor).prefetch_related("answers")
        may = self.actor.has_any(acts.OPEN_ROUND.held_by)
        return {**super().context(), "rows": rows, "may_open": may, "parts": parts("/maturity/rounds/")}


@dataclass(frozen=True)
class Spread:
    """The answers about one behaviour beside what is computed; the widest spread comes first."""

    code: str
    title: str
    computed: int | None
    answers: list[Answer]

    @property
    def lowest(self) -> int:
        """Give the lowest level that anybody sees."""
        return min(each.level for each in self.answers)

    @property
    def highest(self) -> int:
        """Give the highest."""
        return max(each.level for each in self.answers)

    @property
    def width(self) -> int:
        """Give how far people lie apart, in levels."""
        return self.highest - self.lowest


def spreads(found: Round, at: Any) -> list[Spread]:
    """Give the spread of each behaviour that somebody answered."""
    by_code: dict[str, list[Answer]] = defaultdict(list)
    for each in found.answers.select_related("person"):
        by_code[each.code].append(each)
    titles = {entry.code: entry.label for entry in selectors.behaviours(london(at).date(), found.authority)}
    frozen = found.frozen.get("behaviours", {})
    now = {} if frozen else {each.code: each.computed for each in selectors.assess_now(found.authority, at).behaviours}
    computed = {code: values["computed"] for code, values in frozen.items()} or now
    made = [Spread(code, titles.get(code, code), computed.get(code), rows) for code, rows in by_code.items()]
    return sorted(made, key=lambda each: (-each.width, each.code))


class RoundView(RecordView):
    """One year's assessment: who answered, and where they differ."""

    reads = OFFICERS
    menu = "strategy"
    find = selectors.round_of
    template_name = "maturity/round.html"

    def context(self) -> dict[str, Any]:
        """Add the spread."""
        found = self.record
        rows = spreads(found, self.at)
        people = sorted({each.person.name for row in rows for each in row.answers})
        return {**super().context(), "spreads": rows, "people": people, "days": days_of(found, self.actor)}


class BeginRoundView(CreateView):
    """Open a year's assessment."""

    act = acts.OPEN_ROUND
    menu = "strategy"
    form_class = forms.RoundForm
    service = staticmethod(services.open_round)

    def get_initial(self) -> dict[str, Any]:
        """Offer this year."""
        return {"year": london(self.at).year}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Add the authority."""
        return {"authority": home_of(self.actor), **form.cleaned_data}


class AnswerView(ActView):
    """Give a level and a reason for each behaviour."""

    act = acts.ANSWER
    menu = "strategy"
    find = selectors.round_of
    service = staticmethod(services.answer)
    form_class = forms.AnswersForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the behaviours, with what the person answered before."""
        found = selectors.behaviours(london(self.at).date(), self.record.authority)
        given = self.record.answers.filter(person=self.actor.person_id)
        initial: dict[str, Any] = {f"level_{each.code}": str(each.level) for each in given}
        initial |= {f"reason_{each.code}": each.reason for each in given}
        told = [(entry.code, entry.label, entry.data.get("ladder", [])) for entry in found]
        return {"initial": initial, "behaviours": told}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the answers and whose they are."""
        assert isinstance(form, forms.AnswersForm)
        return {"answers": form.answers(), "person": myself(self.actor)}


class LockView(ActView):
    """Lock the assessment."""

    act = acts.LOCK
    menu = "strategy"
    find = selectors.round_of
    service = staticmethod(services.lock)
    form_class = django_forms.Form
