"""The plain questions of the route advisor, and the choice that follows."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.law.scope_terms import SpecialRegime
from hub.platform.govuk.acting import VersionedForm, reason_field
from hub.platform.govuk.widgets import GovRadios
from hub.procurement.rules import Answers
from hub.procurement.rules.routes import QUESTIONS

YES_NO = [("yes", "Yes"), ("no", "No")]


def _asked(name: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=QUESTIONS[name], choices=YES_NO, widget=GovRadios(inline=True), help_text=hint)


class AdviseForm(VersionedForm):
    """Six questions; each says in plain words what it is about."""

    framework = _asked("framework", "One that has not ended and that names you, or bodies like you")
    dynamic_market = _asked("dynamic_market", "An open list of suppliers for such things")
    advertised = _asked("advertised", "Say no if you would ask chosen suppliers for quotes")
    is_framework = _asked("is_framework", "An agreement under which several contracts are awarded later")

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the grounds for a direct award.

        :param grounds: code and words of each.
        """
        super().__init__(*args, **kwargs)
        self.fields["ground"] = forms.ChoiceField(
            label=QUESTIONS["ground"], choices=[("", "No, or not that we know of"), *grounds], required=False,
            help_text="Competition is the rule. A ground has to be met on the facts and is published",
        )  # fmt: skip
        self.fields["special"] = forms.ChoiceField(
            label=QUESTIONS["special"], choices=SpecialRegime.choices(), initial=SpecialRegime.NONE, required=False
        )
        self.order_fields(["framework", "dynamic_market", "advertised", "is_framework", "ground", "special"])

    def answers(self) -> Answers:
        """Give the answers."""
        given = self.cleaned_data
        flags = {name: given[name] == "yes" for name in ("framework", "dynamic_market", "advertised", "is_framework")}
        return Answers(**flags, ground=given["ground"] or None, special=given["special"] or SpecialRegime.NONE)


class ChooseProcedureForm(VersionedForm):
    """One of the routes that are open, and why."""

    def __init__(self, *args: Any, routes: list[tuple[str, str, str]], **kwargs: Any) -> None:
        """Offer the routes.

        :param routes: code, label and reason of each that is open.
        """
        super().__init__(*args, **kwargs)
        hints = {code: why for code, _, why in routes}
        self.fields["procedure"] = forms.ChoiceField(
            label="Procedure", choices=[(code, label) for code, label, _ in routes],
            widget=GovRadios(choices=[(code, label) for code, label, _ in routes], hints=hints),
        )  # fmt: skip
        self.fields["reason"] = reason_field("Why this one")
