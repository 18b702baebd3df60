"""Documents and their versions. A version is never overwritten; a document is never deleted, only withdrawn."""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from hub.platform.documents.terms import Audience, DisposalState, Scan, State
from hub.platform.recorded import Recorded
from hub.platform.tenancy.models import Authority


def new_public_id() -> str:
    """Give 128 random bits as text: an address that nobody can guess or count."""
    return secrets.token_hex(16)


class Document(Recorded):
    """A paper that belongs to a record: what it is, for whom, and how long it is kept."""

    act_prefix: ClassVar[str] = "document"

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    # The record's authority; empty for records that belong to none, such as suppliers.
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, related_name="documents")
    # Not `kind`: that is the record's own sort, for events.
    paper_kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=10, choices=Audience.choices(), default=Audience.INTERNAL)
    is_confidential = models.BooleanField(default=False)
    retention = models.CharField(max_length=40, blank=True)
    retention_note = models.CharField(max_length=500, blank=True)
    is_held = models.BooleanField(default=False)
    hold_reason = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=State.choices(), default=State.CURRENT)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    # The list with which it was disposed of: the record stays, its files are gone.
    disposal = models.ForeignKey(
        "documents.Disposal", on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    version = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="document_by_subject")]

    def __str__(self) -> str:
        return f"{self.title} (document {self.pk})"

    @property
    def reference(self) -> str:
        """Give what addresses name the document by."""
        return self.public_id

    @cached_property
    def subject(self) -> Any:
        """Give the record that the document belongs to."""
        from hub.platform.documents.subjects import subject_of

        return subject_of(self.subject_kind).load(self.subject_id)

    @property
    def root(self) -> Recorded:
        """Give the root of the record that it belongs to: its permissions and its timeline hold for the document."""
        return self.subject.root  # type: ignore[no-any-return]

    @property
    def latest(self) -> Version | None:
        """Give the newest version, from what was prefetched where it was."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)

    def get_absolute_url(self) -> str:
        """Give the document's page; the same address on every site that shows it."""
        return f"/documents/{self.public_id}/"


class Version(Recorded):
    """One file of a document, as it arrived."""

    tenant_path: ClassVar[str] = "document"
    # What the scanner and the reader find later is not an act of anybody; a virus is (see acts.QUARANTINE).
    unrecorded = frozenset({"scan", "scanned_at", "scan_note"})

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    scan = models.CharField(max_length=12, choices=Scan.choices(), default=Scan.WAITING)
    scanned_at = models.DateTimeField(null=True)
    scan_note = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="a_version_has_its_own_number")]
        indexes = [models.Index(fields=["sha256"], name="version_by_file")]

    def __str__(self) -> str:
        return f"version {self.number} of document {self.document_id}"

    @property
    def download_url(self) -> str:
        """Give the address of the file."""
        return reverse("documents:download", args=[self.document.public_id, self.number])

    @property
    def is_infected(self) -> bool:
        """Say whether a virus was found."""
        return self.scan == Scan.INFECTED


class Disposal(Recorded):
    """A list of papers whose time is over: one person proposes it, another approves it, the certificate stays."""

    act_prefix: ClassVar[str] = "disposal"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="disposals")
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=DisposalState.choices(), default=DisposalState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=500, blank=True)
    # What was disposed of, with the digest of every file, and the Hub's signature under it.
    certificate = models.TextField(blank=True)
    signature = models.CharField(max_length=200, blank=True)
    files_removed_at = models.DateTimeField(null=True)
    files_kept = models.PositiveIntegerField("files that another record still needs", default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "proposal for disposal"
        indexes = [models.Index(fields=["authority", "-proposed_at"], name="disposal_by_authority")]

    def __str__(self) -> str:
        return f"Disposal {self.reference}"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person proposed it."""
        return person_id is not None and person_id == self.proposed_by_id

    def get_absolute_url(self) -> str:
        """Give its page."""
        return f"/documents/disposals/{self.reference}/"


class DisposalLine(Recorded):
    """One paper of such a list, as it stood when it was proposed."""

    tenant_path: ClassVar[str] = "disposal"

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="lines")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="disposal_lines")
    title = models.CharField(max_length=200)
    record = models.CharField("the record it belongs to", max_length=500)
    rule = models.CharField("how long it was kept", max_length=200)
    over_on = models.DateField()
    versions = models.PositiveIntegerField()
    # Why it was left alone when the list was approved: a legal hold, a new version, another class.
    kept_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["disposal", "document"], name="a_paper_stands_once_on_a_disposal")
        ]

    def __str__(self) -> str:
        return f"{self.title} on disposal {self.disposal_id}"


class VersionText(models.Model):
    """The words of a version, for search and preview; made again from the file at any time."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, primary_key=True, related_name="words")
    text = models.TextField(blank=True)
    # Why there are none, in words for people.
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"words of version {self.version_id}"
