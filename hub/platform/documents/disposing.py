"""Dispose of papers whose time is over: one person proposes, another approves, the files go, a record stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from hub.law.findings import Finding
from hub.platform import clock, words
from hub.platform.act_table import Refused, bars
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import create, perform, perform_many
from hub.platform.documents import acts, holding, selectors, storage
from hub.platform.documents.certificate import certificate_of
from hub.platform.documents.models import Disposal, DisposalLine, Document, Version, VersionText
from hub.platform.documents.terms import State
from hub.platform.events import signing
from hub.platform.events.models import Head
from hub.platform.jobs.services import enqueue
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority

SERIES = "DSP"
# A list that a person can still read before they approve it.
MOST = 500
REMOVE = "hub.platform.documents.jobs.remove_files"
OTHER_PERSON = "You proposed this list, so somebody else must decide about it."


def propose(chosen: Sequence[int], *, authority: Authority, note: str = "", by: Actor, at: datetime) -> Disposal:
    """Propose papers for disposal; nothing happens to them until a second person approves.

    :param chosen: numbers of documents that are due today.
    :raises Refused: when none is chosen, or one is not due.
    """
    on = clock.london(at).date()
    due = {document.pk: (document, over) for document, over in selectors.due_for_disposal(on, authority)}
    disposal = Disposal(authority=authority, proposed_by_id=by.person_id, proposed_at=at, note=note)
    with transaction.atomic():
        disposal.reference = take(SERIES, authority, year=on.year)[0]
        with create(acts.PROPOSE_DISPOSAL, disposal, by=by, at=at) as entry:
            picked = [due[pk] for pk in dict.fromkeys(chosen) if pk in due]
            if findings := _not_proposable(len(set(chosen)), picked, authority):
                raise Refused(acts.PROPOSE_DISPOSAL, findings)
            disposal.save()
            DisposalLine.objects.bulk_create(_lines(disposal, picked, on))
            entry.note(note, papers=len(picked))
        _tell_approvers(disposal, by=by, at=at)
    return disposal


def approve(disposal: Disposal, *, note: str = "", by: Actor, at: datetime) -> Disposal:
    """Dispose of the papers of a list. What was held, changed or reclassified since is left alone and says why.

    The files are removed by a job once this is committed.
    """
    on = clock.london(at).date()
    with transaction.atomic(), perform(acts.APPROVE_DISPOSAL, disposal, by=by, at=at) as entry:
        lines = list(disposal.lines.select_related("document"))
        documents = {one.pk: one for one in _locked([line.document_id for line in lines])}
        due = {document.pk for document, _ in selectors.due_for_disposal(on, disposal.authority)}
        gone = []
        for line in lines:
            document = documents[line.document_id]
            line.kept_because = _kept_because(line, document, is_due=document.pk in due)
            line.save(update_fields=["kept_because"])
            if not line.kept_because:
                gone.append(document)
        _dispose(gone, disposal, by=by, at=at)
        disposal.decided_by_id, disposal.decided_at, disposal.decision_note = by.person_id, at, note
        disposal.certificate = certificate_of(disposal, lines)
        disposal.signature = signing.sign_statement(disposal.certificate)
        disposal.save()
        entry.note(note, disposed=len(gone), kept=len(lines) - len(gone))
        # The job is queued with the commit: a transaction that is rolled back removes no file.
        enqueue(REMOVE, disposal.pk, key=f"disposal:{disposal.pk}", label=f"Remove the files of {disposal}", at=at)
    return disposal


def refuse(disposal: Disposal, *, reason: str, by: Actor, at: datetime) -> Disposal:
    """Refuse a list: the papers stay, and may be proposed again."""
    return _end(acts.REFUSE_DISPOSAL, disposal, reason, by=by, at=at)


def withdraw(disposal: Disposal, *, reason: str, by: Actor, at: datetime) -> Disposal:
    """Take a proposal back before anybody decided."""
    return _end(acts.WITHDRAW_DISPOSAL, disposal, reason, by=by, at=at)


def remove_files(disposal: Disposal, *, at: datetime) -> Disposal:
    """Remove the files of what was disposed of, unless another record needs the same file; safe to repeat.

    It holds the lock that every act takes, so nobody adds the same file between the question and its removal.
    """
    versions = Version.objects.filter(document__disposal=disposal, document__status=State.DISPOSED)
    digests = set(versions.values_list("sha256", flat=True))
    with transaction.atomic():
        Head.objects.select_for_update().get(pk=1)
        kept = holding.needed(digests)
        for sha256 in sorted(digests - kept):
            storage.store().remove(sha256)
        if disposal.files_removed_at is None:
            with perform(acts.REMOVE_FILES, disposal, by=system_actor(), at=at) as entry:
                disposal.files_removed_at, disposal.files_kept = at, len(kept)
                entry.note(removed=len(digests - kept), still_needed=len(kept))
    return disposal


def is_another(disposal: Any, by: Actor, at: datetime) -> list[Finding]:
    """Say that nobody decides about their own proposal."""
    return [Finding("own_proposal", OTHER_PERSON)] if disposal.is_own(by.person_id) else []


for _act in (acts.APPROVE_DISPOSAL, acts.REFUSE_DISPOSAL):
    bars(_act)(is_another)


def files_in_documents(digests: Any) -> set[str]:
    """Give those of some digests that a document still has."""
    rows = Version.objects.filter(sha256__in=digests).exclude(document__status=State.DISPOSED)
    return set(rows.values_list("sha256", flat=True))


holding.holds_files("documents", files_in_documents)


def _end(act: Any, disposal: Disposal, reason: str, *, by: Actor, at: datetime) -> Disposal:
    with perform(act, disposal, by=by, at=at) as entry:
        disposal.decided_by_id, disposal.decided_at, disposal.decision_note = by.person_id, at, reason
        entry.note(reason)
    return disposal


def _not_proposable(asked: int, picked: list[Any], authority: Authority) -> list[Finding]:
    if asked == 0:
        return [Finding("none", "Choose at least one paper.")]
    if len(picked) < asked:
        return [Finding("not_due", "A paper that you chose is not due any more. Look at the list again.")]
    if asked > MOST:
        return [Finding("many", f"Choose at most {MOST} papers: whoever approves the list must be able to read it.")]
    waiting = selectors.proposed_already([document.pk for document, _ in picked])
    if waiting:
        return [Finding("proposed", f"“{waiting.title}” is on {waiting.disposal.reference}, which waits already.")]
    return []


def _lines(disposal: Disposal, picked: list[tuple[Document, date]], on: date) -> list[DisposalLine]:
    labels = dict(selectors.retention_classes(on, disposal.authority))
    counts = selectors.version_counts([document.pk for document, _ in picked])
    return [
        DisposalLine(
            disposal=disposal,
            document=document,
            title=document.title,
            record=str(document.subject)[:500],
            rule=labels.get(document.retention, document.retention)[:200],
            over_on=over,
            versions=counts.get(document.pk, 0),
        )
        for document, over in picked
    ]


def _locked(ids: list[int]) -> list[Document]:
    return list(Document.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _kept_because(line: DisposalLine, document: Document, *, is_due: bool) -> str:
    if document.is_held:
        return f"It is on legal hold: {document.hold_reason}"[:300]
    if document.status == State.DISPOSED:
        return "It was disposed of with another list."
    if not is_due:
        return "Its time is not over any more: how long it is kept, or its record, was changed."
    if document.versions.count() != line.versions:
        return "A version was added after it was proposed."
    return ""


def _dispose(documents: list[Document], disposal: Disposal, *, by: Actor, at: datetime) -> None:
    def write(records: list[Document]) -> None:
        for document in records:
            document.disposal = disposal
        Document.objects.bulk_update(records, ["status", "disposal"])
        VersionText.objects.filter(version__document__in=records).delete()

    perform_many(
        acts.DISPOSE, documents, by=by, at=at, write=write, facts=lambda one: {"certificate": disposal.reference}
    )


def _tell_approvers(disposal: Disposal, *, by: Actor, at: datetime) -> None:
    from hub.platform.deadlines.services import tell
    from hub.platform.identity.selectors import holders

    on = clock.london(at).date()
    people = [one.pk for one in holders(acts.APPROVE_DISPOSAL, disposal.authority, on) if one.pk != by.person_id]
    tell(
        cause=f"disposal:{disposal.pk}",
        people=people,
        authority=disposal.authority,
        sentence=f"{words.plural(disposal.lines.count(), 'paper')} past the time they are kept: approve or refuse.",
        link=disposal.get_absolute_url(),
        at=at,
        about=disposal,
    )
