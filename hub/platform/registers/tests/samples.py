"""A small record of tests only, a register over it, and its page: every kind of column and filter once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from hub.law.terms import Term
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.identity.roles import STAFF_ROLES
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    ComputedColumn,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    PersonColumn,
    ShareColumn,
    Tag,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import (
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    MissingFilter,
    MoneyFilter,
    Option,
    OptionFilter,
    TextFilter,
)
from hub.platform.registers.views import RegisterView, register_urls
from hub.platform.tenancy.models import Authority, TenantQuerySet


class State(Term):
    """States of a sample."""

    LIVE = "live", "Live"
    SUSPENDED = "suspended", "Suspended"


class Sample(models.Model):
    """A record that no migration knows; the tests make its table."""

    authority = models.ForeignKey(Authority, models.DO_NOTHING, related_name="+", db_constraint=False)
    reference = models.CharField(max_length=30)
    title = models.CharField(max_length=100)
    supplier = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=State.choices())
    manager = models.ForeignKey("identity.Person", models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    value_ex_vat = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    ends_on = models.DateField(null=True)
    is_sme = models.BooleanField(null=True)
    seen_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        app_label = "register_samples"

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """Give an address for the link."""
        return f"/samples/{self.reference}/"


def next_year(actor: Actor, at: datetime) -> dict[str, str]:
    """Give the parameters of the view of what ends within a year."""
    day = clock.london(at).date()
    return {"ends_from": day.isoformat(), "ends_to": (day + timedelta(days=365)).isoformat()}


class SampleRegister(Register):
    """List the samples."""

    name = "sample"
    title = "Samples"
    noun = ("sample", "samples")
    default_sort = "ends_on"
    search_fields = ("reference", "title", "supplier")
    search_hint = "Title, supplier or reference"
    page_sizes = (20, 50)
    round_trip = True
    licence = "Open Government Licence v3.0"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        TextColumn("supplier", "Supplier"),
        MoneyColumn("value_ex_vat", "Value", vat="ex", total=True),
        ShareColumn("spent", "Spent", value=lambda row: row.pk % 100),
        DateColumn("ends_on", "Ends", sort_phrase="end date"),
        PersonColumn("manager", "Manager"),
        TermColumn("status", "Status", term=State, tags={State.SUSPENDED: "red"}),
        BooleanColumn("is_sme", "Small firm", on=False),
        ComputedColumn("needs", "Needs", value=lambda row: None if row.manager_id else Tag("Gap", "red")),
        TextColumn("authority", "Authority", field="authority__name", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("supplier", "Supplier", none="No supplier", top=2),
        ChoiceFilter("manager", "Manager", shown_as="name", none="No manager", mine=True),
        OptionFilter(
            "size",
            "Size",
            options=(
                Option("large", "Over £1 million", Q(value_ex_vat__gte=1_000_000)),
                Option("small", "Smaller", Q(value_ex_vat__lt=1_000_000)),
            ),
        ),
        MissingFilter("end", "End date", field="ends_on", missing="No end date", present="Has an end date"),
        BooleanFilter("sme", "Small firm", field="is_sme", yes="Small firm", no="Larger firm"),
        DateFilter("ends", "Ends", field="ends_on"),
        DateFilter("seen", "Seen", field="seen_at", instant=True, facet=False),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
        TextFilter("words", "Title", field="title"),
    )
    views = (
        BuiltIn("mine", "My samples", {"manager": "me"}),
        BuiltIn("ending", "Ending in 12 months", next_year),
    )
    empty = Empty("No samples yet", "Import your list to begin.", HeadLink("Import your list", "/import/"))

    def source(self, actor: Actor, at: datetime) -> Any:
        """Begin with what the actor may see."""
        return Sample.objects.visible_to(actor)


class SampleView(RegisterView):
    """The page of the samples."""

    register = SampleRegister
    reads = STAFF_ROLES


urlpatterns = register_urls(SampleView, prefix="samples/")


def make(authority: Authority, count: int, **fields: Any) -> list[Sample]:
    """Store some samples that differ in every field."""
    found = []
    for index in range(count):
        given: dict[str, Any] = {
            "reference": f"S-{index:04}",
            "title": f"Thing {index}",
            "supplier": ("Tollgate Ltd", "Fenway Coaches", "Orbital IT", "Ascent", "")[index % 5],
            "status": State.SUSPENDED if index % 4 == 3 else State.LIVE,
            "value_ex_vat": Decimal(1000 * (index + 1)) if index % 3 else Decimal(2_000_000),
            "ends_on": date(2027, 1, 1) + timedelta(days=index * 20) if index % 6 else None,
            "is_sme": index % 2 == 0,
        }
        found.append(Sample.objects.create(authority=authority, **{**given, **fields}))
    return found
