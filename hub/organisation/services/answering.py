"""Answer the standard questions once, with papers and the day on which they end; every version stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hub.law.findings import Finding
from hub.organisation import acts, rules, selectors
from hub.organisation.models import Answer, Organisation, Warned
from hub.organisation.services.telling import tell
from hub.organisation.terms import BY_KEY, YES, Kind, Question
from hub.platform.act_table import Refused, Stale
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import create
from hub.platform.clock import london
from hub.platform.documents import services as documents
from hub.platform.documents.models import Document, Version
from hub.platform.documents.services import Paper, Upload
from hub.platform.documents.terms import Audience
from hub.platform.ui.templatetags.ui import date_long

MEGABYTE = 1024 * 1024
# One organisation's papers can fill its own room alone, not that of a rival.
MOST_FILE_BYTES = 25 * MEGABYTE
MOST_BYTES = 250 * MEGABYTE


@dataclass(frozen=True)
class Said:
    """What somebody answers.

    :param ends_on: the last good day; None where the question takes none, and it is good for its usual time.
    :param upload: a file that goes with it; without one the file of the version before stays with it.
    """

    choice: str = ""
    cover: Decimal | None = None
    text: str = ""
    ends_on: date | None = None
    upload: Upload | None = None
    drops_file: bool = False


def answer(
    organisation: Organisation, key: str, said: Said, *, by: Actor, at: datetime, seen: int | None = None
) -> Answer:
    """Give a new version of an answer.

    :param seen: the number of the version that was on the screen, 0 for none; a newer one is a conflict.
    :raises Refused: when something is missing or a file cannot be taken.
    """
    question, before = BY_KEY[key], selectors.latest(organisation).get(key)
    number = before.number if before else 0
    row = Answer(
        organisation=organisation, key=key, number=number + 1, choice=said.choice, cover=said.cover,
        text=said.text.strip(), ends_on=_end(question, said, at), given_at=at, given_by_id=by.person_id or 0,
    )  # fmt: skip
    _check(question, said, on=london(at).date())
    with create(acts.ANSWER, row, by=by, at=at) as entry:
        if seen is not None and seen != number:
            raise Stale(acts.ANSWER)
        _put_file(row, before, said, at)
        row.save()
        entry.note(question=key, version=row.number)
    return row


def retire(organisation: Organisation, key: str, *, by: Actor, at: datetime) -> Answer:
    """Take an answer out of the profile; its versions stay, for bids that used them.

    :raises Refused: when there is none.
    """
    before = selectors.latest(organisation).get(key)
    if before is None or before.is_out:
        raise Refused(acts.RETIRE, [Finding("no_answer", "This question has no answer.")])
    row = Answer(
        organisation=organisation, key=key, number=before.number + 1, is_out=True, given_at=at,
        given_by_id=by.person_id or 0, document=before.document,
    )  # fmt: skip
    with create(acts.RETIRE, row, by=by, at=at) as entry:
        row.save()
        entry.note(question=key)
    return row


def _end(question: Question, said: Said, at: datetime) -> date:
    return said.ends_on or rules.good_until(london(at).date(), months=question.months)


def _check(question: Question, said: Said, *, on: date) -> None:
    found = []
    if question.kind == Kind.YES_NO and not said.choice:
        found.append(Finding("no_choice", "Select yes or no.", cure="choice"))
    if question.kind == Kind.YES_NO and said.choice == YES and not said.text.strip():
        found.append(Finding("no_words", "Say what happened and what you did since.", cure="text"))
    if question.kind == Kind.COVER and said.cover is None:
        found.append(Finding("no_cover", "Enter how much you are covered for.", cure="cover"))
    if question.kind == Kind.TEXT and not said.text.strip():
        found.append(Finding("no_words", "Enter your answer.", cure="text"))
    if question.ends and said.ends_on is None:
        found.append(Finding("no_end", "Enter the last day on which it holds.", cure="ends_on"))
    if said.ends_on and said.ends_on < on:
        message = "The last day must be today or later. Add the one that holds now."
        found.append(Finding("ended", message, cure="ends_on"))
    if found:
        raise Refused(acts.ANSWER, found)


def _put_file(row: Answer, before: Answer | None, said: Said, at: datetime) -> None:
    """File what was sent as a further version of the question's document, or keep the file of the version before."""
    row.document = before.document if before else None
    if said.upload is None:
        keeps = before is not None and not before.is_out and not said.drops_file
        row.file_number = before.file_number if before and keeps else None
        return
    _check_room(row.organisation, said.upload)
    system = system_actor()
    if row.document is None:
        paper = Paper(title=row.question.label, paper_kind=row.key, audience=Audience.SUPPLIER, is_confidential=False)
        row.document = documents.add(row.organisation, upload=said.upload, paper=paper, by=system, at=at)
    else:
        _add_version(row.document, said.upload, at)
    row.file_number = max(row.document.versions.values_list("number", flat=True))


def _add_version(document: Document, upload: Upload, at: datetime) -> None:
    try:
        documents.add_version(document, upload=upload, by=system_actor(), at=at)
    except documents.CannotAdd as refused:
        # The same certificate sent again with a new answer is what people do, and no fault.
        if refused.findings[0].code != "same_file":
            raise


def _check_room(organisation: Organisation, upload: Upload) -> None:
    size = int(getattr(upload.file, "size", 0) or 0)
    if size > MOST_FILE_BYTES:
        message = "This file is larger than 25 MB. Save it smaller and send that."
        raise Refused(acts.ANSWER, [Finding("too_large", message, cure="file")])
    rows = Version.objects.filter(document__subject_kind=organisation.kind(), document__subject_id=organisation.pk)
    if sum(rows.values_list("size", flat=True)) + size > MOST_BYTES:
        message = "Your organisation has used its 250 MB for papers. Ask the authority to make room."
        raise Refused(acts.ANSWER, [Finding("no_room", message, cure="file")])


def warn_of_ends(*, at: datetime) -> int:
    """Tell owners and editors once for each lead that an answer ends; gives how many answers that was."""
    on = london(at).date()
    due: dict[Organisation, list[Answer]] = {}
    for row in selectors.ending(on):
        lead = rules.lead_reached(row.ends_on, on=on) if row.ends_on else None
        if lead is not None and Warned.objects.get_or_create(answer=row, days=lead, defaults={"at": at})[1]:
            due.setdefault(row.organisation, []).append(row)
    for organisation, rows in due.items():
        _warn(organisation, rows, on)
    return sum(len(rows) for rows in due.values())


def _warn(organisation: Organisation, rows: list[Answer], on: date) -> None:
    people = selectors.members(organisation.party_id, on=on)
    lines = [f"- {row.question.label}: {date_long(row.ends_on)}" for row in rows]
    tell(
        [person.email for person, role in people if role in acts.WRITERS],
        f"Papers of {organisation.name} end soon",
        "These answers of your profile hold until:\n\n" + "\n".join(lines),
        path=f"/organisation/answers/?of={organisation.party_id}",
        after="A bid that uses them after that day shows that they have ended.",
    )
