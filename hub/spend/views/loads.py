"""Ledger files: the list, one with what became of its rows, loading and undoing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.platform.documents import storage
from hub.platform.govuk.acting import VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.tabular.limits import BROWSER
from hub.platform.tenancy.selectors import authorities_for
from hub.platform.ui.history import days_of
from hub.platform.ui.offers import Offer
from hub.platform.ui.parts import Row
from hub.platform.ui.views import FormPage, RecordView, VersionedAct
from hub.platform.words import date_long, list_of, moment, money, plural
from hub.spend import acts, forms
from hub.spend.models import Load
from hub.spend.register import LoadRegister, state_of
from hub.spend.selectors import loads, overview
from hub.spend.selectors.periods import name_of
from hub.spend.services import correcting, jobs, undoing
from hub.spend.views.base import lines_href
from hub.spend.views.checking import taken_by

# They are no list of their own: the parts tell of a line that it counts, or which load holds it.
HAD_BEFORE = ": other files had the same lines before, and each counts once"
NO_ROOM = "The disk is full, so the file could not be kept. Tell your administrator."
NOT_KEPT = "The file could not be kept. Try again; if it fails again, tell your administrator."
CHANGES = (("now", "Lines as they are now"), ("before", "Lines as they were before"))


class LoadRegisterView(RegisterView):
    """The ledger files that were loaded."""

    register = LoadRegister
    reads = OFFICERS
    menu = "spend"


class LoadView(RecordView):
    """One ledger file: what became of its rows, and what it changed."""

    reads = OFFICERS
    menu = "spend"
    find = staticmethod(loads.readable)
    template_name = "spend/load.html"
    record: Load

    def context(self) -> dict[str, Any]:
        """Add counts, rejects, difference and history."""
        load = self.record
        rejects = loads.rejects_for(load, self.actor) if self.actor.holds(acts.LOAD.held_by, load.authority_id) else []
        told, shown = loads.changes_for(load, self.actor), super().context()
        return {
            **shown, "offers": offered(load, shown["offers"]),
            "to_mend": len(loads.rows_to_mend(load, self.actor)) if rejects else 0,
            "sees_people": overview.may_see_people(self.actor, load.authority_id),
            "rows": facts(load, is_listed=bool(rejects)), "tag": state_of(load),
            "days": days_of(load, self.actor), "rejects": rejects, "months": months(load), "taken": taken_by(load),
            "doubts": doubts(load), "changes": changes(load),
            "lists": [(name, told[key]) for key, name in CHANGES],
        }  # fmt: skip


def offered(load: Load, offers: Iterable[Offer]) -> list[Offer]:
    """Leave out loading, which is done with a file and not on a load, and the question of its place unless it is asked.

    They would stand there as a button that leads nowhere and as answers to what nobody asked.
    """
    away = {acts.LOAD.name} if load.doubts else {acts.LOAD.name, acts.CORRECT.name, acts.KEEP_BOTH.name}
    return [each for each in offers if each.act.name not in away]


def months(load: Load) -> list[dict[str, Any]]:
    """Give what it holds for each month."""
    rows = loads.months_of(load)
    return [
        {
            "name": name_of(each.month), "said": f"{each.lines:,}", "amount": each.amount,
            "href": lines_href(load=load.pk, month=each.month) if load.is_counting else "",
        }
        for each in rows
    ]  # fmt: skip


def facts(load: Load, *, is_listed: bool) -> list[Row]:
    """Give what is known of a load.

    :param is_listed: whether the page lists the rows that were left out, so that their number can lead there.
    """
    vat = "without VAT, as the file says" if load.is_net else "as paid; the file does not say that VAT is taken off"
    lines, amount = loads.counted(load)
    counts = f"{plural(lines, 'line')}, {money(amount, pence=True)} {vat}"
    replaced = load.replaced_by
    return [
        Row("Source", load.source),
        Row("Loaded", f"{moment(load.loaded_at)}, by {load.loaded_by.name if load.loaded_by else 'the Hub'}"),
        Row("Payments", f"{date_long(load.first_on)} to {date_long(load.last_on)}" if load.first_on and load.last_on
            else load.period),
        Row("Lines that count", counts if load.is_counting else "None", href=lines_href(load=load.pk)
            if load.is_counting else ""),
        Row("Rows in the file", f"{load.records:,}"),
        Row("New lines", f"{load.accepted:,}, {money(load.net_total, pence=True)} {vat}"),
        Row("Restated lines", f"{load.updated:,}"),
        Row("Here already", f"{load.unchanged:,}{HAD_BEFORE if load.unchanged else ''}"),
        Row("Rejected", f"{load.rejected:,}", href="#rejects-title" if is_listed else ""),
        Row("Skipped: blank rows, repeated headings, totals", f"{load.skipped:,}"),
        *([Row("Replaced by", replaced.file_name, href=replaced.get_absolute_url())] if replaced else []),
        Row("SHA-256", load.sha256),
    ]  # fmt: skip


def changes(load: Load) -> list[Row]:
    """Say what a correction changed: how many lines, and the sums before and after."""
    told = load.difference
    if not told:
        return []
    return [
        Row("Corrects", list_of([each.file_name for each in load.replaces.all()]), empty="A file that stands again"),
        Row("Lines added", f"{told['added']:,}"),
        Row("Lines restated", f"{told['restated']:,}"),
        Row("Lines left out", f"{told['left_out']:,}"),
        *(
            [Row("Lines of other files that go on not counting", f"{told['kept_back']:,}")]
            if told.get("kept_back")
            else []
        ),
        Row("Sum of what changed, before", money(told["amount_before"], pence=True)),
        Row("Sum of what changed, now", money(told["amount_after"], pence=True)),
    ]


def doubts(load: Load) -> list[dict[str, Any]]:
    """Say of each earlier file in question why, and what would change if this one took its place."""
    return [
        {
            **each,
            "rows": [
                Row("Lines added", f"{each['added']:,}"),
                Row("Lines restated", f"{each['restated']:,}"),
                Row("Lines left out", f"{each['left_out']:,}"),
                Row("Sum of what would change, now", money(each["amount_before"], pence=True)),
                Row("Sum of what would change, then", money(each["amount_after"], pence=True)),
            ],
        }
        for each in load.doubts
    ]


class LoadFilesView(FormPage):
    """Choose ledger files; the worker loads each whole, or says why not."""

    act = acts.LOAD
    menu = "spend"
    title = "Load ledger files"
    is_drafted = False
    form_class = forms.LedgerForm
    template_name = "spend/load_files.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the authorities into which this person may load."""
        places = [one for one in authorities_for(self.actor) if self.actor.holds(acts.LOAD.held_by, one.pk)]
        if not places:
            raise Http404
        return {"places": places}

    def context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {**super().context(), "title": self.title}

    def form_valid(self, form: django_forms.Form) -> HttpResponseBase:
        """Keep the files, then leave them to the worker."""
        try:
            made = [self.queue(file, form) for file in form.cleaned_data["ledgers"]]
        except storage.NoSpace:
            form.add_error("ledgers", NO_ROOM)
        except (storage.TooLarge, storage.NotStored):
            form.add_error("ledgers", NOT_KEPT)
        else:
            return HttpResponseRedirect(made[0].get_absolute_url() if len(made) == 1 else "/jobs/")
        return self.form_invalid(form)

    def queue(self, file: Any, form: Any) -> Any:
        """Keep one file and queue its load."""
        stored = storage.store().put(file.chunks(), limit=BROWSER.file_bytes)
        name = "".join(letter for letter in Path(file.name).name if letter.isprintable())[:255] or "ledger"
        told = {"sha256": stored.sha256, "name": name, "source": form.cleaned_data["source"]}
        is_plan = form.cleaned_data["what"] == forms.CHECK
        return jobs.queue(form.authority, told, is_plan=is_plan, by=self.actor)


class UndoView(VersionedAct):
    """Undo a load."""

    act = acts.UNDO
    menu = "spend"
    find = staticmethod(loads.readable)
    service = staticmethod(undoing.undo)
    form_class = VersionedReasonForm


class CorrectView(VersionedAct):
    """Say that a file takes the place of an earlier one."""

    act = acts.CORRECT
    menu = "spend"
    find = staticmethod(loads.readable)
    service = staticmethod(correcting.correct)
    form_class: ClassVar[Any] = forms.CorrectForm
    template_name = "spend/load_doubt.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the files in question."""
        return {**super().form_arguments(), "earlier": loads.in_doubt(self.record)}

    def context(self) -> dict[str, Any]:
        """Show beforehand what would change."""
        return {**super().context(), "doubts": doubts(self.record)}


class KeepBothView(VersionedAct):
    """Say that a file stands beside the earlier ones."""

    act = acts.KEEP_BOTH
    menu = "spend"
    find = staticmethod(loads.readable)
    service = staticmethod(correcting.keep_both)
    form_class = VersionedReasonForm
    template_name = "spend/load_doubt.html"

    def context(self) -> dict[str, Any]:
        """Show what is in question."""
        return {**super().context(), "doubts": doubts(self.record)}
