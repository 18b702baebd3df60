"""Pages about suppliers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms as django_forms
from django.core.paginator import Paginator

from hub.platform.actors import Actor
from hub.platform.events import feed
from hub.platform.govuk.acting import ReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.ui import panels
from hub.platform.ui.parts import Day, Happening, Link, Row
from hub.platform.ui.views import ActView, CreateView, FormPage, OnRecord, PageView, RecordView
from hub.platform.words import date_with_day, time_with_minutes
from hub.supplier import acts, forms, selectors, services
from hub.supplier.models import Pair, Supplier
from hub.supplier.register import SupplierRegister
from hub.supplier.terms import Verdict

PAGE = 20
TOLD = 20


class SupplierRegisterView(RegisterView):
    """The register of suppliers."""

    register = SupplierRegister
    reads = OFFICERS
    menu = "suppliers"


class SupplierView(RecordView):
    """One supplier: what it is, its other names, and what other packages know of it."""

    reads = OFFICERS
    menu = "suppliers"
    find = selectors.get
    key = "pk"
    template_name = "supplier/supplier.html"

    def context(self) -> dict[str, Any]:
        """Add facts, names, merges and what happened."""
        supplier: Supplier = self.record
        asked = self.request.GET.get("before", "")
        before = int(asked) if asked.isdecimal() and len(asked) < 18 else None
        lines = feed.timeline(supplier, actor=self.actor, before=before, size=TOLD)
        context = super().context()
        held = {offer.url for offer in context["offers"] if offer.is_held}
        return {
            **context,
            "supplier": supplier,
            "rows": facts(supplier, held),
            "may_unmerge": any(offer.act is acts.UNMERGE and offer.is_held for offer in context["offers"]),
            "older": f"?before={lines[-1].number}" if len(lines) == TOLD else "",
            "names": selectors.names_of(supplier),
            "merges": selectors.merges_of(supplier),
            "pairs": selectors.pairs_about(supplier),
            "days": [Day(date_with_day(day), [said(one) for one in found]) for day, found in feed.by_day(lines)],
        }


def facts(supplier: Supplier, held: Collection[str]) -> list[Row]:
    """Give what is known of a supplier.

    :param held: the addresses of the acts that the reader holds: no other is led to.
    """
    numbers = ", ".join(
        f"{each.scheme} {each.value}{' (checked)' if each.is_verified else ''}"
        for each in selectors.numbers_of(supplier)
    )
    vcse = {None: "", True: "Yes", False: "No"}[supplier.is_vcse]
    base = supplier.get_absolute_url()
    change = Link("Change", f"{base}correct/") if f"{base}correct/" in held else None
    add = Link("Add", f"{base}identify/") if f"{base}identify/" in held else None
    return [
        Row("Register numbers", numbers, change=add),
        Row("Sort of body", supplier.get_body_kind_display(), change=change),
        Row("Size", supplier.get_size_display(), change=change),
        Row("Voluntary or community body", vcse, change=change),
        Row("Place", " ".join(filter(None, [supplier.place, supplier.postcode])), change=change),
    ]


def said(line: feed.Line) -> Happening:
    """Give one line of the timeline."""
    note = f" {line.note}" if line.note else ""
    return Happening(line.sentence, f"{time_with_minutes(line.at)}, by {line.by}.{note}")


class AddView(CreateView):
    """Add a supplier by hand."""

    act = acts.ADD
    menu = "suppliers"
    form_class = forms.AddForm
    service = staticmethod(services.add)

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the facts, the number among the identifiers."""
        cleaned = dict(form.cleaned_data)
        number = cleaned.pop("company_number")
        return {**cleaned, "identifiers": [number] if number else []}


class SupplierAct(ActView):
    """An act on a supplier."""

    find = selectors.get
    key = "pk"
    menu = "suppliers"

    def next_url(self, result: Any) -> str:
        """Go back to the supplier."""
        return self.record.get_absolute_url()  # type: ignore[no-any-return]


class CorrectView(SupplierAct):
    """Put facts right."""

    act = acts.CORRECT
    service = staticmethod(services.correct)
    form_class = forms.CorrectForm

    def get_initial(self) -> dict[str, Any]:
        """Fill the form from the record."""
        names = [name for name in forms.CorrectForm.base_fields if hasattr(self.record, name)]
        return {name: getattr(self.record, name) for name in names}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the facts, and reason and version apart."""
        changes = dict(form.cleaned_data)
        return {"reason": changes.pop("reason"), "version": changes.pop("version"), "changes": changes}


class IdentifyView(SupplierAct):
    """Record a register number."""

    act = acts.IDENTIFY
    service = staticmethod(services.identify)
    form_class = forms.IdentifyForm


class TakeOffView(SupplierAct):
    """Take off something by which a supplier is known and that is another's."""

    form_class = forms.TakeOffForm
    noun: ClassVar[str]

    def rows(self) -> dict[str, Any]:
        """Give what can be taken off, by how it is written."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the rows."""
        return {**super().form_arguments(), "rows": self.rows(), "noun": self.noun}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Name the row as the service does."""
        said = super().arguments(form)
        return {self.noun: said.pop("chosen"), **said}


class UnidentifyView(TakeOffView):
    """Take off a register number that is another's."""

    act = acts.UNIDENTIFY
    service = staticmethod(services.unidentify)
    noun = "number"

    def rows(self) -> dict[str, Any]:
        """Give the numbers."""
        return {str(each): each for each in selectors.numbers_of(self.record)}


class UnnameView(TakeOffView):
    """Take off another name that is another's."""

    act = acts.UNNAME
    service = staticmethod(services.unname)
    noun = "name"

    def rows(self) -> dict[str, Any]:
        """Give the names."""
        return {each.name: each for each in selectors.other_names_of(self.record)}


class MergeView(SupplierAct):
    """Say with which other entry this one may be merged; both are then shown side by side."""

    act = acts.MERGE
    form_class = forms.MergeForm
    template_name = "supplier/merge.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the entry that it begins from."""
        return {**super().form_arguments(), "supplier": self.record}

    def perform(self, form: django_forms.Form) -> Pair:
        """Put the two side by side."""
        return services.compare(self.record, other=form.cleaned_data["other"], at=self.at)

    def done_sentence(self, result: Any) -> str:
        """Say that nothing is merged yet."""
        return "Nothing is merged yet. Compare the two, then decide."

    def next_url(self, result: Any) -> str:
        """Go to the pair."""
        return f"/suppliers/duplicates/{result.pk}/"


class UnmergeView(SupplierAct):
    """Undo a merge."""

    act = acts.UNMERGE
    service = staticmethod(services.unmerge)
    form_class = ReasonForm


class DuplicatesView(PageView):
    """The queue of pairs that may be one supplier, surest first."""

    act = acts.MERGE
    menu = "suppliers"
    title = "Likely duplicates"
    template_name = "supplier/duplicates.html"

    def context(self) -> dict[str, Any]:
        """Add one page of the queue."""
        pages = Paginator(selectors.open_pairs(), PAGE)
        return {**super().context(), "page": pages.get_page(self.request.GET.get("page"))}


class PairView(FormPage, OnRecord):
    """Two entries side by side: merge them either way, or keep them apart; then the next pair."""

    act = acts.MERGE
    menu = "suppliers"
    find = selectors.pair
    key = "pk"
    title = "Are these one supplier?"
    template_name = "supplier/pair.html"
    form_class = forms.PairForm
    record: Pair

    def form_arguments(self) -> dict[str, Any]:
        """Give the form its pair."""
        return {**super().form_arguments(), "pair": self.record}

    def context(self) -> dict[str, Any]:
        """Add the facts of both, and by what each is known here: its contracts and what was paid to it."""
        pair = self.record
        sides = [
            (
                each,
                facts(each, ()),
                selectors.names_of(each),
                panels.panels_for(Supplier.kind(), each, self.actor, self.at),
            )
            for each in (pair.first, pair.second)
        ]
        # Who kept two apart may learn better; a merge is undone on the supplier's page.
        is_apart = pair.verdict == Verdict.APART
        return {
            **super().context(),
            "pair": pair,
            "sides": sides,
            "is_apart": is_apart,
            "is_open": pair.verdict == Verdict.OPEN or is_apart,
        }

    def perform(self, form: django_forms.Form) -> Pair:
        """Merge or keep apart, as the person decided."""
        pair, reason = self.record, form.cleaned_data["reason"]
        by: Actor = self.actor
        if form.cleaned_data["keep"] == forms.APART:
            services.keep_apart(pair.first, other=pair.second, reason=reason, by=by, at=self.at)
        elif form.cleaned_data["keep"] == "first":
            services.merge(pair.second, into=pair.first, reason=reason, by=by, at=self.at)
        else:
            services.merge(pair.first, into=pair.second, reason=reason, by=by, at=self.at)
        return pair

    def done_sentence(self, result: Any) -> str:
        """Say what was decided, and that it can be undone."""
        if result.first.status == result.second.status:
            return "Kept apart. You will not be asked again."
        return "Merged. You can undo this on the supplier's page."

    def next_url(self, result: Any) -> str:
        """Go to the next pair, or back to the queue."""
        following = selectors.open_pairs().exclude(pk=result.pk).first()
        return f"/suppliers/duplicates/{following.pk}/" if following else "/suppliers/duplicates/"
