"""The pages that say what a contract is: adding one, its facts in groups, and what it has several of."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import Http404

from hub.contract import acts, forms, rules, selectors, services
from hub.contract.models import Contract
from hub.contract.terms import OptionState, State
from hub.contract.views.performing import ContractAct
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.drafts.forms import VersionedFormMixin
from hub.platform.govuk.asking import Pick
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.offers import act_url
from hub.platform.ui.parts import Link
from hub.platform.ui.views import CreateView


def pickers(actor: Actor, authority: Authority | None, *, on: Any, but: int | None = None) -> forms.Pickers:
    """Give what the forms find things with, for a person, an authority and a day."""
    categories = selectors.categories(authority, on=on) if authority else []
    return forms.Pickers(selectors.frameworks(actor, but=but), selectors.cpvs(on=on), categories)


class CorrectView(VersionedFormMixin, ContractAct):
    """Change one group of facts; without a group, the one in which something is missing."""

    act = acts.CORRECT
    service = staticmethod(services.correct)
    form_class = forms.CorrectForm
    template_name = "contract/correct.html"

    @property
    def group(self) -> str:
        """Give the group of facts that this page changes."""
        asked = str(self.kwargs.get("group", ""))
        if asked and asked not in forms.GROUPS:
            raise Http404
        gaps = {gap.field for gap in selectors.overview(self.record, on=london(self.at).date()).missing}
        first = next((key for key, (_, names) in forms.GROUPS.items() if gaps.intersection(names)), "about")
        return asked or first

    def form_arguments(self) -> dict[str, Any]:
        """Give the form its group and what it finds things with."""
        on, record = london(self.at).date(), self.record
        return {
            **super().form_arguments(),
            "group": self.group,
            "pickers": pickers(self.actor, record.authority, on=on, but=record.pk),
            "begun": self.begun(),
            "is_draft": record.status == State.DRAFT,
            "may_move": self.moves() and self.actor.holds(acts.LEADS, record.authority_id),
        }

    def moves(self) -> bool:
        """Say whether the group holds the end or the value of a contract in force."""
        return self.record.is_running and not set(rules.MOVED).isdisjoint(forms.GROUPS[self.group][1])

    def begun(self) -> dict[str, Pick | None]:
        """Give what the record has chosen of the things that are found."""
        record, on = self.record, london(self.at).date()
        return {
            "framework": selectors.framework_pick(record.framework) if record.framework else None,
            "main_cpv": selectors.cpv_pick(record.main_cpv, on=on) if record.main_cpv else None,
        }

    def get_initial(self) -> dict[str, Any]:
        """Fill the form from the record."""
        names = forms.GROUPS[self.group][1]
        return {name: getattr(self.record, name) for name in names}

    def arguments(self, form: Any) -> dict[str, Any]:
        """Give the facts of the group, and the reason apart."""
        cleaned = form.cleaned_data
        changes = {name: cleaned[name] for name in form.names}
        what = cleaned.get("what", "")
        return {"changes": changes, "reason": cleaned["reason"], "what": what, "version": self.seen_version}

    def context(self) -> dict[str, Any]:
        """Add the other groups."""
        base = f"{self.record.get_absolute_url()}correct/"
        links = [Link(name, f"{base}{key}/", current=key == self.group) for key, (name, _) in forms.GROUPS.items()]
        return {
            **super().context(),
            "groups": links,
            "title": f"Change: {forms.GROUPS[self.group][0].lower()}",
            "terms_url": act_url(acts.CORRECT_TERMS, self.record) if self.moves() else "",
        }


class PartsView(ContractAct):
    """Say anew what the contract has several of; rows are added and taken out with plain buttons."""

    template_name = "contract/parts.html"
    intro = ""

    def form_arguments(self) -> dict[str, Any]:
        """Give the rows that the record holds."""
        return {**super().form_arguments(), "rows": self.rows()}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give what the rows say together, and leave their single fields out."""
        return {name: value for name, value in form.cleaned_data.items() if "~" not in name}

    def rows(self) -> list[dict[str, Any]]:
        """Give the first values of each row."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """Add the sentence above the rows."""
        return {**super().context(), "intro": self.intro}


class SuppliersView(PartsView):
    """Say which suppliers the contract is with."""

    act = acts.NAME_SUPPLIERS
    service = staticmethod(services.name_suppliers_by_name)
    form_class = forms.SuppliersForm
    intro = "A number tells firms of one name apart. Shares are of the contract, or of the lot."

    def form_arguments(self) -> dict[str, Any]:
        """Give the lots to choose from."""
        return {**super().form_arguments(), "lots": self.record.lots.all()}

    def rows(self) -> list[dict[str, Any]]:
        """Give the suppliers of the record."""
        return selectors.supplier_rows(self.record)


class OptionsView(PartsView):
    """Say which extensions the contract still offers."""

    act = acts.SET_OPTIONS
    service = staticmethod(services.set_options)
    form_class = forms.OptionsForm

    @property
    def intro(self) -> str:  # type: ignore[override]
        """Say which options were decided, for those cannot change here."""
        decided = self.record.options.exclude(state=OptionState.OPEN).count()
        kept = f" {decided} decided already and not shown here." if decided else ""
        return f"Those that nobody has decided, in the order in which they would be used.{kept}"

    def rows(self) -> list[dict[str, Any]]:
        """Give the open options of the record."""
        found = self.record.options.filter(state=OptionState.OPEN)
        return list(found.values("months", "decide_by", "clause"))


class LotsView(PartsView):
    """Say which lots the contract has."""

    act = acts.SET_LOTS
    service = staticmethod(services.set_lots)
    form_class = forms.LotsForm
    intro = "Parts that were competed for by themselves."

    def rows(self) -> list[dict[str, Any]]:
        """Give the lots of the record."""
        return list(self.record.lots.values("id", "number", "title", "value_ex_vat"))


class PartnersView(PartsView):
    """Say which partner authorities take part."""

    act = acts.SET_PARTNERS
    service = staticmethod(services.set_partners)
    form_class = forms.PartnersForm
    intro = "A partner's officers can read the contract. What is left of the shares is the lead authority's."

    def form_arguments(self) -> dict[str, Any]:
        """Give the authorities to choose from."""
        return {**super().form_arguments(), "authorities": selectors.other_authorities(self.record)}

    def rows(self) -> list[dict[str, Any]]:
        """Give the partners of the record."""
        found = self.record.partner_shares.values("authority", "share_percent", "note")
        return [{"partner": str(row.pop("authority")), **row} for row in found]


class AddView(CreateView):
    """Add a contract by hand; what is typed is kept as a draft."""

    draft_title = "Add a contract"
    act = acts.ADD
    menu = "contracts"
    form_class = forms.AddForm
    template_name = "contract/add.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give what the form finds frameworks with."""
        on = london(self.at).date()
        return {**super().form_arguments(), "pickers": pickers(self.actor, None, on=on)}

    def perform(self, form: django_forms.Form) -> Contract:
        """Add the contract in the officer's own authority."""
        authority = home_of(self.actor)
        if authority is None:
            raise Http404
        cleaned = form.cleaned_data
        names = ("title", "agreement_kind", "framework", "department", "value_ex_vat", "starts_on", "ends_on")
        return services.enter(
            authority=authority,
            facts={name: cleaned[name] for name in names},
            suppliers=cleaned["suppliers"],
            signed_on=cleaned["signed_on"],
            reference=cleaned["reference"],
            by=self.actor,
            at=self.at,
        )

    def done_sentence(self, result: Any) -> str:
        """Say what was added and what comes next."""
        return (
            f"Added {result.reference}. {'It is live.' if result.is_running else 'It is a draft until it is signed.'}"
        )
