"""What happens to a contract, each a noun with its reason and its day (examples.md A4)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from hub.contract.models.contract import Contract
from hub.contract.terms import Duty, OptionState, State, TerminationGround, WithdrawalGround
from hub.law.modification_grounds import ModificationGround
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person


class Happening(Recorded):
    """Something that happened to a contract on a day, for a reason."""

    tenant_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="%(class)ss")
    happened_on = models.DateField()
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk} of contract {self.contract_id}"


class ExtensionOption(Recorded):
    """A right in the contract to make it longer."""

    tenant_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    decide_by = models.DateField(null=True, blank=True)
    clause = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=OptionState.choices(), default=OptionState.OPEN)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="an_option_has_its_own_number"),
            models.CheckConstraint(condition=models.Q(months__gt=0), name="an_option_is_at_least_a_month_long"),
            models.CheckConstraint(
                condition=models.Q(state=OptionState.OPEN) | models.Q(decided_on__isnull=False),
                name="a_decided_option_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Option {self.number} of contract {self.contract_id}"


class Extension(Happening):
    """The use of an option: the contract now ends later."""

    option = models.OneToOneField(ExtensionOption, on_delete=models.PROTECT, related_name="extension")
    ended_on_before = models.DateField()
    ends_on_after = models.DateField()


class Change(Happening):
    """A change of what was agreed, on a ground of the law, from ``happened_on`` on; values are in pounds.

    What the law said is kept as it was said: its tables and the contract's facts may be others later.
    """

    ground = models.CharField(max_length=4, choices=ModificationGround.choices(), blank=True)
    ended_on_before = models.DateField(null=True, blank=True)
    ends_on_after = models.DateField(null=True, blank=True)
    value_ex_vat_before = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    value_ex_vat_after = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    value_inc_vat_before = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    value_inc_vat_after = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    # None where no rule of the law could decide.
    is_permitted = models.BooleanField("the law permits it", null=True, blank=True)
    law_says = models.TextField("what the law said", blank=True)
    against_law = models.TextField("why Legal recorded it all the same", blank=True)

    class Meta(Happening.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(is_permitted=False) | ~models.Q(against_law=""),
                name="a_change_that_the_law_forbids_says_why",
            ),
        ]

    @property
    def days(self) -> int:
        """Give by how many days it moved the end."""
        if self.ended_on_before is None or self.ends_on_after is None:
            return 0
        return (self.ends_on_after - self.ended_on_before).days

    @property
    def value_delta_ex_vat(self) -> Decimal:
        """Give by how many pounds it moved the value without VAT."""
        return (self.value_ex_vat_after or Decimal(0)) - (self.value_ex_vat_before or Decimal(0))

    @property
    def value_delta_inc_vat(self) -> Decimal:
        """Give by how many pounds it moved the value with VAT."""
        return (self.value_inc_vat_after or Decimal(0)) - (self.value_inc_vat_before or Decimal(0))


class Suspension(Happening):
    """A time in which the contract rests."""

    resumed_on = models.DateField(null=True, blank=True)
    resume_reason = models.TextField(blank=True)

    class Meta(Happening.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=models.Q(resumed_on__isnull=True), name="a_contract_rests_once_at_a_time"
            ),
        ]


class Transfer(Happening):
    """A hand-over of a duty from one person to another."""

    duty = models.CharField(max_length=8, choices=Duty.choices())
    from_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="contracts_handed_over")
    to_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contracts_taken_over")


class ReferenceChange(Happening):
    """A correction of the reference: what it was before still finds the contract."""

    before = models.CharField(max_length=40, db_index=True)
    after = models.CharField(max_length=40)


class Confirmation(Happening):
    """A manager's word that the record is right, wanted every year."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contract_confirmations")


class Termination(Happening):
    """The early end of a contract."""

    ground = models.CharField(max_length=20, choices=TerminationGround.choices())
    notice_given_on = models.DateField(null=True, blank=True)

    class Meta(Happening.Meta):
        constraints = [models.UniqueConstraint(fields=["contract"], name="a_contract_ends_early_once")]


class Withdrawal(Happening):
    """The taking of an entry off the register; the record stays.

    It says where the contract stood, so that an entry withdrawn by mistake goes back to there; empty where nobody may
    restore it, or it was withdrawn before this was kept.
    """

    ground = models.CharField(max_length=20, choices=WithdrawalGround.choices())
    stood = models.CharField("where it stood", max_length=12, choices=State.choices(), blank=True)
    undone_on = models.DateField(null=True, blank=True)
    undone_reason = models.TextField("why it was put back", blank=True)
