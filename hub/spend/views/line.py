"""One line: what was read of it, its row as the file has it, and which contract it belongs to."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest

from hub.contract.models import Contract
from hub.law.findings import Finding
from hub.platform.act_table import Refused
from hub.platform.govuk.acting import VersionedReasonForm
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import FormPage
from hub.platform.words import date_long, money
from hub.spend import acts, forms
from hub.spend.selectors import contracts, lines, loads, payees
from hub.spend.selectors.lines import Original
from hub.spend.selectors.periods import name_of
from hub.spend.services import jobs
from hub.spend.services import lines as services
from hub.spend.terms import Vat
from hub.spend.views.base import SpendPage


class OneLine(SpendPage):
    """A page about one line of a load that the reader may see."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the line; what is out of reach is missing."""
        super().setup(request, *args, **kwargs)
        self.found = self.line() if getattr(request, "actor", None) else None
        self.said = contracts.said_of(self.found.load, kwargs["row"]) if self.found else None

    def line(self) -> Original | None:
        """Give the line, or None."""
        load = loads.readable(self.actor, self.kwargs["load"])
        return lines.original(load, self.kwargs["row"], self.actor) if load else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 where there is no such line."""
        if self.found is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def original(self) -> Original:
        """Give the line that ``dispatch`` has made sure of."""
        assert self.found is not None
        return self.found

    @property
    def address(self) -> str:
        """Give the address of the line's own page."""
        return f"/spend/lines/{self.original.load.pk}/{self.original.line['row']}/"

    @property
    def name(self) -> str:
        """Say which line it is."""
        return f"Line {self.original.line['row']:,} of {self.original.load.file_name}"


class LineView(OneLine):
    """One line: what was read of it, and its row as the file has it."""

    template_name = "spend/line.html"

    def context(self) -> dict[str, Any]:
        """Add the line, its contract and what was said of it."""
        found = self.original
        may_say = self.actor.holds(acts.ASSIGN.held_by, found.load.authority_id)
        return {
            **super().context(), "title": self.name, "rows": self.rows(), "found": found, "address": self.address,
            "may_say": may_say, "is_said": self.said is not None and self.said.is_standing,
            "days": days_of(self.said, self.actor) if self.said else [],
        }  # fmt: skip

    def rows(self) -> list[Row]:
        """Give what was read of the line and what follows from it."""
        found = self.original
        line, load = found.line, found.load
        payee = payees.with_key(self.actor, load.authority_id, line["payee_key"])
        contract, why = contracts.contract_of(line, load)
        vat = Vat.of(is_net=load.is_net).label
        return [
            Row("Paid on", date_long(line["paid_on"]) if line["paid_on"] else name_of(line["month"])),
            Row("Payee", line["payee"], href=payee.get_absolute_url() if payee else ""),
            Row("Amount that counts", money(line["amount"], pence=True)),
            Row("VAT", ". ".join(filter(None, (vat, lines.worked_out(found) if found.cells else "")))),
            *([Row("How it was read", how)] if (how := lines.parted(found)) else []),
            Row("Why this supplier", payee.reason if payee else "", empty="Not matched"),
            Row("Contract", contract.title if contract else "", href=contract.get_absolute_url() if contract else "",
                empty="None"),
            Row("Why this contract" if contract else "Why no contract", why),
            Row("File", load.file_name, href=load.get_absolute_url()),
            Row("Row in the file", f"{line['row']:,}"),
            Row("SHA-256 of the file", line["file"]),
            Row("Counts", counts(line, load)),
        ]  # fmt: skip


def counts(line: dict[str, Any], load: Any) -> str:
    """Say whether a line counts, and if not, why."""
    if not load.is_counting:
        return f"No: {load.get_status_display().lower() if load.status != 'live' else 'replaced by a later file'}"
    if not line["held_by"]:
        return "Yes"
    holder = loads.numbered(load.authority_id, line["held_by"])
    if holder is None or holder.replaced_by_id is None:
        return f"No: load {line['held_by']} holds the same line already"
    return f"No: load {holder.pk} held the same line, and load {holder.replaced_by_id} has taken its place"


class LineAct(FormPage, OneLine):
    """An act on one line."""

    reads = None
    template_name = "spend/line_act.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 to who may not do it for this authority."""
        assert self.act is not None
        if self.found is not None and not self.actor.holds(self.act.held_by, self.found.load.authority_id):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add the line."""
        assert self.act is not None
        return {**super().context(), "title": self.act.phrase, "found": self.original, "name": self.name,
                "address": self.address}  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        """Keep the version of what was said that the person sees."""
        return {"version": self.said.version if self.said else None}

    def next_url(self, result: Any) -> str:
        """Go back to the line."""
        jobs.count_soon(self.original.load.authority)
        return self.address


class AssignView(LineAct):
    """Say which contract a line belongs to."""

    act = acts.ASSIGN
    form_class = forms.LineContractForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the contracts that it may be."""
        found = self.original
        likely = contracts.likely_contracts(found.line, found.load, self.actor)
        return {**super().form_arguments(), "likely": likely, "find": self.named}

    def named(self, reference: str) -> Contract | None:
        """Give a contract of the line's authority by its reference."""
        found = contracts.contract_named(self.actor, reference)
        return found if found is not None and found.authority_id == self.original.load.authority_id else None

    def perform(self, form: django_forms.Form) -> Any:
        """Say it."""
        told = {name: form.cleaned_data[name] for name in ("contract", "reason", "version")}
        return services.assign(self.original.load, self.original.line["row"], by=self.actor, at=self.at, **told)


class ReleaseView(LineAct):
    """Take back what was said of a line's contract."""

    act = acts.RELEASE
    form_class = VersionedReasonForm

    def perform(self, form: django_forms.Form) -> Any:
        """Take it back."""
        if self.said is None:
            raise Refused(acts.RELEASE, [Finding("nothing_said", "Nobody has said which contract this line is of.")])
        return services.release(self.said, by=self.actor, at=self.at, **form.cleaned_data)
