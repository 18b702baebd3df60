"""Pages 2 and 3: who is asked, and what, until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.platform.clock import london
from hub.tender import acts, forms, selectors, services
from hub.tender.models import Tender
from hub.tender.rules import suggesting
from hub.tender.selectors.checking import as_asked, usual_due
from hub.tender.views.beginning import QuoteAct


class ChooseView(QuoteAct):
    """Page 2: the suppliers that are suggested, each with why, and others by name."""

    act = acts.CHOOSE_SUPPLIERS
    title = "Quick quote: who do you ask?"
    template_name = "tender/choose.html"
    form_class: ClassVar[Any] = forms.SuppliersForm
    service: ClassVar[Any] = staticmethod(services.choose_suppliers)

    def found(self) -> selectors.Found:
        """Find the suppliers once for the page."""
        if not hasattr(self, "_found"):
            self._found = selectors.found_for(self.record, on=london(self.at).date())
        return self._found

    def form_arguments(self) -> dict[str, Any]:
        """Offer those who are suggested, and those who are asked already."""
        one: Tender = self.record
        found, rows = self.found(), selectors.invitations_of(one)
        named = found.numbered()
        emails = {each.known.number: each.known.email for each in found.everybody}
        emails |= {row.supplier.standing_id: row.email for row in rows if row.email}
        asked = [row.supplier.standing_id for row in rows]
        offered = {each.known.number: each for each in found.first}
        where = suggesting.Where(one.place, selectors.home_places(one.authority, on=london(self.at).date()))
        for row in rows:
            supplier = row.supplier.standing
            known = named.get(supplier.pk) or services.weighed(supplier, where)
            offered.setdefault(supplier.pk, known)
        first = suggesting.ticked(found.first, one.quotes_wanted)
        ticked = asked or [each.known.number for each in first]
        return {
            **super().form_arguments(), "suggestions": list(offered.values()), "emails": emails, "ticked": ticked,
        }  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        """Fill in the reasons that were given."""
        one = self.record
        said = {"why_no_local": one.no_local_reason, "why_fewer": one.fewer_reason}
        return {**super().get_initial(), **said}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give those who are chosen."""
        names = ("chosen", "others", "why_no_local", "why_fewer", "version")
        return {name: form.cleaned_data[name] for name in names}

    def context(self) -> dict[str, Any]:
        """Add what is not known, and the draws."""
        return {**super().context(), "gaps": self.found().gaps, "draws": selectors.draws_of(self.record)}

    def next_url(self, result: Tender) -> str:
        """Go on to the questions."""
        return f"{result.get_absolute_url()}ask/"


class DrawView(QuoteAct):
    """Draw suppliers by lot or in turn."""

    act = acts.DRAW
    template_name = "tender/draw.html"
    form_class: ClassVar[Any] = forms.DrawForm
    service: ClassVar[Any] = staticmethod(services.draw)

    def get_initial(self) -> dict[str, Any]:
        """Draw as many as the band asks for, unless another number is typed."""
        return {**super().get_initial(), "count": max(1, self.record.quotes_wanted)}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the draw as one."""
        given = form.cleaned_data
        drawing = services.Draw(given["way"], given["count"], given["keep_local"])
        return {"drawing": drawing, "version": given["version"]}

    def next_url(self, result: Tender) -> str:
        """Show who was drawn, with their addresses to fill in."""
        return f"{result.get_absolute_url()}choose-suppliers/"

    def context(self) -> dict[str, Any]:
        """Add who can be drawn."""
        found = selectors.found_for(self.record, on=london(self.at).date())
        return {**super().context(), "found": found}


class AskView(QuoteAct):
    """Page 3: the questions, ready ones to begin with, and the return date."""

    act = acts.ASK
    title = "Quick quote: what do you ask, and until when?"
    template_name = "tender/ask.html"
    form_class: ClassVar[Any] = forms.AskForm
    service: ClassVar[Any] = staticmethod(services.ask)

    def form_arguments(self) -> dict[str, Any]:
        """Begin with the questions as they stand, else with the ready ones."""
        one, on = self.record, london(self.at).date()
        asked = [as_asked(row) for row in selectors.questions_of(one)]
        rows = [
            {"text": each.text, "answer_as": each.answer_as, "weight": each.weight, "listed": "\n".join(each.listed),
             "help": each.help, "is_price": each.is_price, "words": each.word_limit}
            for each in asked or selectors.ready_questions(one.authority, on=on)
        ]  # fmt: skip
        asks_small = one.procurement.smes_considered_on is None
        return {**super().form_arguments(), "rows": rows, "asks_small": asks_small}

    def get_initial(self) -> dict[str, Any]:
        """Fill in the usual moment, and what is usually done for small firms."""
        one, on = self.record, london(self.at).date()
        due = london(one.due_at or usual_due(one, at=self.at))
        ready = {name: selectors.setting("small", name, on=on, authority=one.authority)
                 for name in ("barriers", "steps")}  # fmt: skip
        return {**super().get_initial(), **ready, "due_on": due.date(), "due_time": f"{due:%H:%M}"}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the questions and the moment."""
        given = form.cleaned_data
        small = {name: given.get(name, "") for name in ("barriers", "steps")}
        return {"questions": given["questions"], "due_at": given["due_at"], "version": given["version"], **small}

    def next_url(self, result: Tender) -> str:
        """Go on to the check page."""
        return f"{result.get_absolute_url()}invite/"
