"""A supplier's organisation on the Hub: who belongs to it, how they came in, and what its profile says."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models

from hub.organisation import rules
from hub.organisation.terms import BY_KEY, YES_OR_NO, ClaimState, InviteState, Question, RequestState, Standing
from hub.platform.documents.models import Document
from hub.platform.identity.models import Person
from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.platform.recorded import Recorded
from hub.platform.tenancy.models import Party
from hub.supplier.terms import SupplierKind

ROLES = [(role.value, role.label) for role in sorted(SUPPLIER_ROLES, key=lambda one: one.label)]


class Organisation(Recorded):
    """What an organisation says of itself. No authority owns it, and none reads it before it is used in a bid."""

    act_prefix: ClassVar[str] = "organisation"

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="organisation")
    name = models.CharField("name of the organisation", max_length=250)
    body_kind = models.CharField("what it is", max_length=12, choices=SupplierKind.choices(), blank=True)
    # As they stated it. Nobody is kept out because a rival stated the same number first.
    scheme = models.CharField("register", max_length=30, blank=True)
    number = models.CharField("number in the register", max_length=40, blank=True)
    street = models.CharField("address", max_length=200, blank=True)
    town = models.CharField("town or city", max_length=120, blank=True)
    postcode = models.CharField("postcode", max_length=10, blank=True)
    email = models.EmailField("shared e-mail address", blank=True)
    phone = models.CharField("phone", max_length=40, blank=True)
    is_small = models.BooleanField("small or medium firm", null=True, blank=True)
    is_vcse = models.BooleanField("charity, community body or social enterprise", null=True, blank=True)
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["scheme", "number"], name="organisation_by_number")]

    def __str__(self) -> str:
        return f"{self.name} (organisation {self.pk})"

    def get_absolute_url(self) -> str:
        """Give its page on the supplier site."""
        return f"/organisation/?of={self.party_id}"


class Invite(Recorded):
    """An invitation to an address, good for two weeks and used once."""

    tenant_path: ClassVar[str] = "organisation"
    act_prefix: ClassVar[str] = "organisation_invite"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invites")
    email = models.EmailField()
    role = models.CharField(max_length=24, choices=ROLES)
    status = models.CharField(max_length=10, choices=InviteState.choices(), default=InviteState.SENT)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"invitation {self.pk} to organisation {self.organisation_id}"

    def is_good(self, at: datetime) -> bool:
        """Say whether it can be accepted at an instant."""
        return self.status == InviteState.SENT and at <= self.ends_at

    @property
    def ends_at(self) -> datetime:
        """Give the instant after which it lapses."""
        return self.sent_at + rules.INVITE_GOOD_FOR  # type: ignore[no-any-return]


class JoinRequest(Recorded):
    """Somebody asks the owners of an organisation to be let in."""

    tenant_path: ClassVar[str] = "organisation"
    act_prefix: ClassVar[str] = "organisation_request"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    message = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=RequestState.choices(), default=RequestState.ASKED)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "request to join"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(status=RequestState.ASKED),
                name="a_person_asks_an_organisation_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk} to organisation {self.organisation_id}"


class Claim(Recorded):
    """Somebody shows that an organisation is theirs: a code to one of its mailboxes, then time to object."""

    tenant_path: ClassVar[str] = "organisation"
    act_prefix: ClassVar[str] = "organisation_claim"
    # Wrong tries and fresh codes are no acts; what follows from a right one is.
    unrecorded = frozenset({"code_digest", "code_sent_at", "wrong_codes"})

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField("mailbox that was shown")
    status = models.CharField(max_length=10, choices=ClaimState.choices(), default=ClaimState.ASKED)
    code_digest = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(status__in=[ClaimState.ASKED, ClaimState.WAITING]),
                name="a_person_claims_an_organisation_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["status", "ends_at"], name="claim_by_end")]

    def __str__(self) -> str:
        return f"claim {self.pk} on organisation {self.organisation_id}"


class Answer(Recorded):
    """One version of an answer of the profile. A new one is a new row; none is changed, so a bid can name its own."""

    tenant_path: ClassVar[str] = "organisation"
    act_prefix: ClassVar[str] = "organisation_answer"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    choice = models.CharField(max_length=3, choices=YES_OR_NO, blank=True)
    cover = models.DecimalField("cover in pounds", max_digits=14, decimal_places=2, null=True)
    text = models.TextField(blank=True)
    ends_on = models.DateField(null=True)
    # The document holds every file sent for this question; ``file_number`` is the one that goes with this version.
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    file_number = models.PositiveIntegerField(null=True)
    is_out = models.BooleanField("taken out of the profile", default=False)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "number"], name="an_answer_has_its_own_number"),
        ]

    def __str__(self) -> str:
        return f"answer {self.key} {self.number} of organisation {self.organisation_id}"

    @property
    def question(self) -> Question:
        """Give the question that it answers."""
        return BY_KEY[self.key]

    def standing(self, on: date) -> Standing:
        """Give how it stands on a day."""
        return rules.standing_of(self.ends_on, on=on)


class Warned(models.Model):
    """That people were told, once for each lead, that an answer ends."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="warnings")
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "days"], name="people_are_warned_once_for_each_lead")]

    def __str__(self) -> str:
        return f"warning of {self.days} days for answer {self.answer_id}"
