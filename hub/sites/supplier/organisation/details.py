"""What an organisation says of itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from hub.organisation.portal import joining, people, profile
from hub.platform.govuk.acting import VersionedForm
from hub.platform.govuk.widgets import GovRadios, GovTextInput
from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.platform.ui.parts import Row
from hub.platform.ui.views import FormPage
from hub.sites.supplier.organisation.base import OnOrganisation, OrganisationForm, Outside
from hub.sites.supplier.quotes import carrying_on

YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Do not say")]
NO_NUMBER = ("", "None of these")
KINDS = [
    ("company", "Company"), ("sole_trader", "Sole trader"), ("partnership", "Partnership"),
    ("charity", "Charity or community body"), ("public", "Public body"), ("other", "Something else"),
]  # fmt: skip


def radio(label: str, choices: list[tuple[str, str]], **more: Any) -> forms.ChoiceField:
    """Give a choice of a few, one below the other."""
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=GovRadios(small=True), **more)


class DetailsForm(VersionedForm):
    """Name, number, address, and how to reach it."""

    name = forms.CharField(label="Name of your organisation", max_length=250)
    body_kind = radio("What is it?", KINDS)
    scheme = radio("Which number do you have?", [*joining.SCHEMES, NO_NUMBER])
    number = forms.CharField(label="The number", max_length=40, required=False, widget=GovTextInput(width=20))
    street = forms.CharField(label="Address", max_length=200, required=False)
    town = forms.CharField(label="Town or city", max_length=120, required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False, widget=GovTextInput(width=10))
    email = forms.EmailField(
        label="An e-mail address that several of you read",
        required=False,
        help_text="Such as bids@your-firm.example. If everybody else leaves, it helps you get back in.",
    )
    phone = forms.CharField(label="Phone", max_length=40, required=False, widget=GovTextInput(width=20))
    is_small = radio(
        "Are you a small or medium firm?", YES_NO,
        help_text="Fewer than 250 people, and sales of at most £44 million a year or assets of at most £38 million.",
    )  # fmt: skip
    is_vcse = radio("Are you a charity, community body or social enterprise?", YES_NO)

    @property
    def details(self) -> dict[str, object]:
        """Give what was typed as the organisation keeps it."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in ("is_small", "is_vcse"):
            cleaned[name] = {"yes": True, "no": False}.get(cleaned[name])
        return cleaned


def rows(details: profile.Details) -> list[Row]:
    """Give the facts of an organisation as lines."""
    schemes = dict(joining.SCHEMES)
    address = "\n".join(part for part in (details.street, details.town, details.postcode) if part)
    said = {True: "Yes", False: "No", None: ""}
    return [
        Row("Name", details.name),
        Row("What it is", details.body_words),
        Row(schemes.get(details.scheme, "Number"), details.number, empty="No number given"),
        Row("Address", address),
        Row("Shared e-mail address", details.email, empty="None yet. Add one that several of you read."),
        Row("Phone", details.phone),
        Row("Small or medium firm", said[details.is_small]),
        Row("Charity, community body or social enterprise", said[details.is_vcse]),
    ]


class OrganisationView(OnOrganisation):
    """The organisation: who it is, and what to do about it."""

    reads = SUPPLIER_ROLES
    template_name = "supplier/organisation/details.html"
    title = "My organisation"

    def context(self) -> dict[str, Any]:
        """Add its details, how many owners it has, and what ends soon."""
        found = profile.details(self.actor, self.mine.party)
        assert found is not None
        ending = [one for mine, one in profile.ending(self.actor, at=self.at) if mine == self.mine]
        who = people.people(self.actor, self.mine.party, at=self.at)
        return {
            **super().context(), "rows": rows(found), "ending": ending, "owners": who.owners,
            "requests": who.requests,
        }  # fmt: skip


class DetailsView(OrganisationForm):
    """Change the details."""

    act = profile.DESCRIBE
    for_writers = True
    form_class: ClassVar[Any] = DetailsForm
    title = "Change the details"

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is known."""
        found = profile.details(self.actor, self.mine.party)
        assert found is not None
        said = {True: "yes", False: "no", None: ""}
        known = {name: getattr(found, name) for name in DetailsForm.base_fields}
        return {**known, "is_small": said[found.is_small], "is_vcse": said[found.is_vcse]}

    def perform(self, form: forms.Form) -> int:
        """Keep them."""
        assert isinstance(form, DetailsForm)
        version = form.cleaned_data["version"]
        return profile.describe(self.actor, self.mine.party, form.details, at=self.at, version=version)

    def done_sentence(self, result: int) -> str:
        """Say so."""
        return "Saved."


class NewForm(DetailsForm):
    """The same for a new organisation."""


class NewView(Outside, FormPage):
    """Put an organisation on the Hub."""

    act = profile.REGISTER
    form_class: ClassVar[Any] = NewForm
    template_name = "supplier/organisation/form.html"
    title = "Add your organisation"

    def get_initial(self) -> dict[str, Any]:
        """Begin with the number that was looked for."""
        asked = {name: self.request.GET.get(name, "")[:40] for name in ("scheme", "number")}
        return {**asked, "is_small": "", "is_vcse": ""}

    def perform(self, form: forms.Form) -> int:
        """Add it."""
        assert isinstance(form, DetailsForm)
        return profile.register(self.actor, form.details, at=self.at)

    def done_sentence(self, result: int) -> str:
        """Say what is good next."""
        return "Your organisation is on the Hub, and you are its owner. Invite a second owner, so that it is not lost."

    def next_url(self, result: int) -> str:
        """Go to the quote that somebody came for, else to the people."""
        return carrying_on.waiting(self.request) or f"/organisation/people/?of={result}"
