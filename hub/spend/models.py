"""What the database holds of spend: loads, parts, totals and payees. The lines themselves are in the parts."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from hub.contract.models import Contract
from hub.platform.acts import Recorded
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.spend.rules.values import PaidSums
from hub.spend.terms import A_PERSON, LoadState, Outcome, PartKind, Payees, Way
from hub.supplier.models import Supplier


class LoadQuerySet(TenantQuerySet):
    """Filters over loads."""

    def counting(self) -> Self:
        """Keep the loads whose lines count."""
        return self.filter(status=LoadState.LIVE, replaced_by__isnull=True)


class Load(Recorded):
    """One file of a ledger, loaded whole.

    ``accepted`` lines are new, ``updated`` ones restate a line of a file that this one replaced, ``unchanged`` ones
    were here already. ``net_total`` is the sum of the accepted lines, with or without VAT as ``is_net`` says.
    """

    act_prefix: ClassVar[str] = "spend"
    # Which file took its place follows from that file's own act.
    unrecorded = frozenset({"replaced_by"})

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="spend_loads")
    status = models.CharField(max_length=8, choices=LoadState.choices(), default=LoadState.LIVE)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)
    is_net = models.BooleanField("sums are without VAT", default=False)
    period = models.CharField("period in the file's name or title", max_length=8, blank=True)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    layout = models.CharField(max_length=16, blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    records = models.PositiveBigIntegerField(default=0)
    accepted = models.PositiveBigIntegerField(default=0)
    updated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    skipped = models.PositiveBigIntegerField(default=0)
    net_total = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    notes = models.JSONField(default=list)
    # What a correction changed: counts, sums and its first lines.
    difference = models.JSONField(default=dict)
    # Earlier files whose place it may take; somebody must say whether it does.
    doubts = models.JSONField(default=list)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects: Any = LoadQuerySet.as_manager()

    class Meta:
        verbose_name = "ledger load"
        indexes = [
            models.Index(fields=["authority", "status", "-id"], name="load_by_status"),
            models.Index(fields=["authority", "sha256"], name="load_by_file"),
        ]

    def __str__(self) -> str:
        return f"Ledger load {self.pk}, {self.file_name}"

    def get_absolute_url(self) -> str:
        """Give the address of the record page."""
        return f"/spend/loads/{self.pk}/"

    @property
    def reference(self) -> str:
        """Give what stands in its address."""
        return str(self.pk)

    @property
    def is_counting(self) -> bool:
        """Say whether its lines count."""
        return self.status == LoadState.LIVE and self.replaced_by_id is None

    @property
    def counts(self) -> dict[str, int]:
        """Give what became of the rows; the first is the sum of the others."""
        names = ("records", "accepted", "updated", "unchanged", "rejected", "skipped")
        return {name: getattr(self, name) for name in names}

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person loaded it."""
        return person_id is not None and person_id == self.loaded_by_id


class Part(models.Model):
    """One Parquet part of a load. It never changes; when lines change their standing, a newer part takes its place."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=8, choices=PartKind.choices())
    place = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    rows = models.PositiveBigIntegerField()
    is_current = models.BooleanField(default=True)
    event = models.PositiveBigIntegerField("number of the event that brought it", default=0)

    class Meta:
        ordering = ["load", "kind", "place", "pk"]
        indexes = [models.Index(fields=["load", "kind", "is_current"], name="part_of_load")]

    def __str__(self) -> str:
        return f"{self.kind} {self.place} of load {self.load_id}"


class LoadReject(models.Model):
    """One row that was left out, with its faults; the first thousand of a file are kept."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="rejects")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=300, blank=True)
    reason = models.TextField()
    # Whom the row pays, which tells who may read its cells; empty where the row could not be taken apart.
    payee = models.CharField(max_length=300, blank=True)
    # The whole row as the file has it, to be mended and loaded again; none of loads made before it was kept.
    cells = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Row {self.row} of load {self.load_id}"


class PayeeQuerySet(TenantQuerySet):
    """Filters over payees."""

    def hidden(self) -> Self:
        """Keep those whose names are for finance alone: people, and who may be one."""
        return self.filter(payee_kind__in=[Payees.PERSON, Payees.DOUBTFUL])

    def organisations(self) -> Self:
        """Keep the payees that are no people."""
        return self.filter(payee_kind=Payees.ORGANISATION)

    def unmatched(self) -> Self:
        """Keep the organisations that nobody and nothing has matched to a supplier."""
        return self.organisations().filter(supplier__isnull=True)


class Payee(Recorded):
    """Somebody whom an authority pays, as its ledger names them, and which supplier that is.

    What the Hub finds out by itself (supplier, way, reason while nobody has decided) is rebuilt at any time; what a
    person says is an act and stands.
    """

    act_prefix: ClassVar[str] = "spend.payee"
    unrecorded = frozenset(
        {
            "name", "supplier_number", "company_number", "charity_number", "contract_reference", "order_number",
            "lines", "amount",
        }
    )  # fmt: skip

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="payees", db_index=False)
    key = models.CharField(max_length=300)
    name = models.CharField(max_length=300, blank=True)
    payee_kind = models.CharField("sort of payee", max_length=12, choices=Payees.choices(), default=Payees.ORGANISATION)
    # Then the sort holds for every line, whatever each line's own spelling looks like.
    is_sure = models.BooleanField("finance, or a number of a public register, says what it is", default=False)
    supplier_number = models.CharField(max_length=120, blank=True)
    company_number = models.CharField(max_length=120, blank=True)
    charity_number = models.CharField(max_length=120, blank=True)
    contract_reference = models.CharField(max_length=300, blank=True)
    order_number = models.CharField(max_length=120, blank=True)
    lines = models.PositiveBigIntegerField(default=0)
    amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="payees")
    way = models.CharField(max_length=14, choices=Way.choices(), default=Way.NONE)
    reason = models.TextField(blank=True)
    # What will be done about spending without a contract, and who sees to it.
    outcome = models.CharField(max_length=12, choices=Outcome.choices(), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    objects: Any = PayeeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "key"], name="a_payee_stands_once_in_an_authority"),
        ]
        indexes = [
            models.Index(fields=["authority", "way", "-amount"], name="payee_by_way"),
            models.Index(fields=["authority", "payee_kind", "-amount"], name="payee_by_kind"),
            models.Index(fields=["supplier"], name="payee_by_supplier"),
        ]

    def __str__(self) -> str:
        # Events keep these words for ever, and more people than finance read them.
        return f"{A_PERSON if self.is_person else self.name} (payee {self.pk})"

    def get_absolute_url(self) -> str:
        """Give the address of the record page."""
        return f"/spend/payees/{self.pk}/"

    @property
    def reference(self) -> str:
        """Give what stands in its address."""
        return str(self.pk)

    @property
    def is_person(self) -> bool:
        """Say whether only finance may see the name."""
        return self.payee_kind != Payees.ORGANISATION


class LoadMonth(models.Model):
    """What one load holds for one month; made from the parts at any time."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="months", db_index=False)
    month = models.PositiveIntegerField()
    lines = models.PositiveBigIntegerField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["load", "month"], name="a_month_stands_once_in_a_load")]

    def __str__(self) -> str:
        return f"{self.month} of load {self.load_id}"


class LoadPayee(models.Model):
    """What one load holds for one payee; made from the parts at any time."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="payees", db_index=False)
    payee = models.ForeignKey(Payee, on_delete=models.CASCADE, related_name="loads", db_index=False)
    first_month = models.PositiveIntegerField()
    last_month = models.PositiveIntegerField()
    lines = models.PositiveBigIntegerField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        indexes = [
            models.Index(fields=["load", "payee", "amount", "lines"], name="payee_of_load"),
            models.Index(fields=["payee", "load", "amount", "lines"], name="load_of_payee"),
        ]

    def __str__(self) -> str:
        return f"payee {self.payee_id} in load {self.load_id}"


class Recount(models.Model):
    """How often an authority's payees were matched and counted again: what changes figures without an event."""

    authority = models.OneToOneField(Authority, on_delete=models.CASCADE, related_name="spend_recount")
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "recount of spend"

    def __str__(self) -> str:
        return f"recount {self.number} of authority {self.authority_id}"


class ContractPaid(models.Model):
    """What was paid under one contract, by all lines that count; made from the parts at any time.

    ``late`` ones were paid after the month in which the contract ended: they name it, whatever else its supplier has,
    or name none and its supplier has no other contract that runs then.
    """

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, related_name="paid")
    lines = models.PositiveBigIntegerField(default=0)
    amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    last_month = models.PositiveIntegerField(default=0)
    # Month, lines and sum of each month, as "202603:2:150.00 202604:1:20.00": one row where there would be thirty.
    months = models.TextField(blank=True)
    # By what its lines tell of VAT: see ``rules.values.PaidSums``.
    ex_vat_lines = models.PositiveBigIntegerField(default=0)
    ex_vat_amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    inc_vat_lines = models.PositiveBigIntegerField(default=0)
    inc_vat_amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    rest_amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    late_lines = models.PositiveBigIntegerField(default=0)
    late_amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = "what was paid under a contract"

    def __str__(self) -> str:
        return f"paid under contract {self.contract_id}"

    @property
    def sums(self) -> PaidSums:
        """Give what was paid by what its lines tell of VAT."""
        return PaidSums(
            self.lines, self.ex_vat_lines, self.ex_vat_amount, self.inc_vat_lines, self.inc_vat_amount, self.rest_amount
        )


class LineContract(Recorded):
    """What somebody said of one line: to which contract it belongs, or to none. It outlives the load of its file.

    Without ``is_standing`` it was taken back, and the line belongs where it would by itself.
    """

    act_prefix: ClassVar[str] = "spend.line"
    unrecorded = frozenset({"said_at"})

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="line_contracts", db_index=False)
    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="line_contracts")
    file = models.CharField("SHA-256 of the file", max_length=64)
    row = models.PositiveIntegerField()
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, null=True, blank=True, related_name="lines_said_to_be_of_it"
    )
    reason = models.TextField(blank=True)
    is_standing = models.BooleanField("stands", default=True)
    said_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "contract of a line"
        verbose_name_plural = "contracts of lines"
        constraints = [
            models.UniqueConstraint(fields=["authority", "file", "row"], name="one_contract_is_said_of_a_line"),
        ]

    def __str__(self) -> str:
        return f"Row {self.row} of {self.load.file_name}"

    def get_absolute_url(self) -> str:
        """Give the address of the line's page."""
        return f"/spend/lines/{self.load_id}/{self.row}/"

    @property
    def reference(self) -> str:
        """Give what stands in its address."""
        return str(self.pk)
