"""Take questions of suppliers, and answer them to everybody in the same words, without names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import create, perform, together
from hub.platform.deadlines.services import tell
from hub.platform.identity.selectors import myself
from hub.platform.tenancy.models import Party
from hub.platform.words import deadline, list_of
from hub.tender import acts, selectors
from hub.tender.models import Clarification, Enquiry, Tender
from hub.tender.rules import letters, suggesting
from hub.tender.services.writing import write_all
from hub.tender.terms import LetterSort


@bars(acts.ENQUIRE)
def asks_for_its_own_in_time(enquiry: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """A person asks for an organisation of theirs that was asked to quote, while answers are taken."""
    if not by.holds(acts.ENQUIRE.held_by, enquiry.party_id):
        yield Finding("not_theirs", "You can ask only for an organisation that you work for.")
        return
    one = enquiry.tender
    if selectors.door(one, enquiry.party_id) is None:
        yield Finding("not_asked", "Only suppliers who were asked to quote can ask about it.")
    elif not one.is_open(at=at):
        until = f" Answers were due by {deadline(one.due_at)}." if one.due_at else ""
        yield Finding("closed", f"This quote is not open, so no questions are taken.{until}")


def enquire(one: Tender, *, party: Party, text: str, by: Actor, at: datetime) -> Enquiry:
    """Take a question of an organisation; whoever leads the quote is told that there is one, not of whom.

    :raises Refused: when the organisation was not asked, it is too late, or nothing is asked.
    """
    with together():
        one = Tender.objects.select_for_update().get(pk=one.pk)
        enquiry = Enquiry(tender=one, party=party, text=text.strip(), asked_at=at)
        with create(acts.ENQUIRE, enquiry, by=by, at=at):
            if not enquiry.text:
                refuse(acts.ENQUIRE, [Finding("empty", "Enter the question", cure="text")])
            enquiry.asked_by = myself(by)
            enquiry.save()
        sentence = f"Answer a question about {one.title[:200]}"
        tell(cause=f"tender.enquiry:{enquiry.pk}", people=[one.owner_id], authority=one.authority, sentence=sentence,
             at=at, link=f"{one.get_absolute_url()}answer/", about=one)  # fmt: skip
    return enquiry


def answer(
    one: Tender,
    *,
    question: str,
    said: str,
    enquiries: Sequence[int] = (),
    names_on_purpose: bool = False,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Tender:
    """Answer a question to everybody who is asked, in the same words and at the same time.

    :param question: as everybody reads it.
    :param enquiries: numbers of the suppliers' questions that it answers; near-repeats are answered together.
    :param names_on_purpose: a name that also is one of those who are asked means something else here.
    :raises Refused: when it names one who is asked, or the due time has come.
    """
    with perform(acts.ANSWER, one, by=by, at=at, version=version) as done:
        names = [row.name for row in selectors.invitations_of(one)]
        named = suggesting.names_said(f"{question}\n{said}", names)
        if named and not names_on_purpose:
            told = f"This names {list_of(named)}, and everybody reads it. Take the name out."
            refuse(acts.ANSWER, [Finding("named", told, cure="said")])
        waiting = {row.pk for row in selectors.waiting_enquiries(one)}
        row = Clarification(
            tender=one, number=one.clarifications.count() + 1, question=question.strip(), answer=said.strip(),
            answered_at=at, answered_by_id=by.person_id,
        )  # fmt: skip
        row.save()
        row.enquiries.set([number for number in enquiries if number in waiting])
        text = letters.answer(selectors.about_of(one), question=row.question, said=row.answer)
        write_all(one, text, sort=LetterSort.ANSWER, cause=f"answer:{row.number}", by=by, at=at)
        done.note(number=row.number)
        done.changed("answers", row.number - 1, row.number)
    return one
