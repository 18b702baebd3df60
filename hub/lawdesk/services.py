"""What can be done on the law desk, one function for each act."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.lawdesk import acts, rules, selectors
from hub.lawdesk.models import LawChange
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.documents import services as documents
from hub.platform.documents import subjects
from hub.platform.documents.models import Document
from hub.platform.identity.models import Person
from hub.platform.identity.selectors import myself, role_holders
from hub.platform.numbering.services import take
from hub.platform.reference import lookup
from hub.platform.reference.models import Entry
from hub.platform.reference.services import LawChanged, follows_law
from hub.platform.tenancy.models import Authority

SERIES = "LAW"
REVIEWS = "law_reviews"
LONGEST_TITLE = 200


@follows_law
def open_for_everybody(what: LawChanged) -> list[LawChange]:
    """Open a review at every authority of the installation, for the law is the same for all of them.

    A setting of one authority's own is its own matter and that of those who have it from there, and reviewed by them
    alone. Where the actor keeps no dated values, it is the system that tells the other authorities.
    """
    owners = {row.authority_id for row in what.rows if row.authority_id is not None}
    concerned = selectors.everybody()
    if owners and all(what.table.is_own(row.code) for row in what.rows):
        concerned = [one for one in concerned if one.pk in owners or one.parent_id in owners]
    return [
        open_review(what, authority=one, by=what.by if what.by.holds(acts.OPEN.held_by, one.pk) else SYSTEM)
        for one in concerned
    ]


def open_review(what: LawChanged, *, authority: Authority, by: Actor) -> LawChange:
    """Open the review of a change of law at one authority, with the day by which it is due."""
    on = london(what.at).date()
    first_day = min(_takes_effect(row, on) for row in what.rows)
    period = lookup.value(REVIEWS, "review", on=on, authority=authority)
    change = LawChange(
        authority=authority,
        table=what.table.name,
        table_title=what.table.title,
        title=_title(what)[:250],
        codes=sorted({row.code for row in what.rows}),
        rows=[row.pk for row in what.rows],
        first_day=first_day,
        reason=what.reason,
        source=next((row.source for row in what.rows if row.source), ""),
        opened_on=on,
        review_by=rules.review_by(on, first_day, days=int(period["days"]), least=int(period["at_least"])),
    )
    with create(acts.OPEN, change, by=by, at=what.at):
        change.reference = take(SERIES, authority, year=on.year)[0]
        change.save()
    return change


def review(change: LawChange, *, by: Actor, at: datetime, version: int | None = None) -> LawChange:
    """Take up the review, or take it over from somebody else."""
    with perform(acts.REVIEW, change, by=by, at=at, version=version):
        change.reviewer = myself(by)
        change.save()
    return change


def assign(
    change: LawChange, *, reviewer: Person, reason: str, by: Actor, at: datetime, version: int | None = None
) -> LawChange:
    """Give the review to somebody who may close it; its day stays.

    :raises Refused: when the person neither is legal nor leads procurement at the authority.
    """
    with perform(acts.ASSIGN, change, by=by, at=at, version=version) as done:
        may_review = role_holders(acts.REVIEWERS, change.authority, london(at).date())
        if reviewer not in may_review:
            told = f"{reviewer.name} can not close it. Choose somebody of legal or the procurement lead."
            raise Refused(acts.ASSIGN, [Finding("reviewer", told, cure="reviewer")])
        change.reviewer = reviewer
        change.save()
        done.note(reason)
    return change


def close(change: LawChange, *, outcome: str, by: Actor, at: datetime, version: int | None = None) -> LawChange:
    """Close the review with what it came to: what was changed because of it, or why nothing was.

    :raises Refused: without an outcome.
    """
    with perform(acts.CLOSE, change, by=by, at=at, version=version) as done:
        if not outcome.strip():
            raise Refused(acts.CLOSE, [Finding("outcome", "Enter what the review came to.", cure="outcome")])
        change.reviewer = change.reviewer or myself(by)
        change.outcome, change.closed_on = outcome, london(at).date()
        change.save()
        done.note(outcome)
    return change


def file_answer(record: Any, *, title: str, name: str, text: str, by: Actor, at: datetime) -> Document:
    """File an answer of the law desk under a record, as a paper of its own.

    :param text: the whole answer with its facts, as ``filing`` writes it.
    :raises Refused: when the person may not add papers to the record.
    """
    # The mark of UTF-8 lets every reader show the pound sign.
    upload = documents.Upload(f"{name}.txt", io.BytesIO(text.encode("utf-8-sig")))
    paper = documents.Paper(title=title[:LONGEST_TITLE], paper_kind=_sort_of(record))
    return documents.add(record, upload=upload, paper=paper, by=by, at=at)


def _sort_of(record: Any) -> str:
    known = [name for name, _ in subjects.subject_of(record.kind()).kinds]
    return next((name for name in ("decision", "other") if name in known), known[-1])


def _takes_effect(row: Entry, on: Any) -> Any:
    """Give the day on which a row changes the law: its first day, or its end where that is what was entered."""
    return row.valid_to if row.valid_to is not None and row.valid_from < on < row.valid_to else row.valid_from


def _title(what: LawChanged) -> str:
    labels: Iterable[str] = dict.fromkeys(row.label for row in what.rows)
    named = list(labels)
    return f"{what.table.title}: {named[0]}" if len(named) == 1 else f"{what.table.title}: {len(what.rows)} rows"
