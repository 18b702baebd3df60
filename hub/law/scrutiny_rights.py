"""What overview and scrutiny may see, and who agrees that a key decision cannot wait."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.calendar import beyond_calendar, deadline
from hub.law.facts import Ask, facts, result
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.terms import Term

TOPIC = "Decisions and scrutiny"
DOCUMENTS = "SI 2017/68 art 10"
URGENCY = "SI 2017/68 art 13"
ENTITLED = check(
    "entitled",
    "Taken as met: the committee has a right to these documents, and nothing in them is to be kept back.",
    DOCUMENTS,
)
CANNOT_WAIT = check(
    "cannot_wait", "Taken as met: neither the notice of 28 days nor the general exception is practicable.", URGENCY
)
REASONS = check(
    "reasons_published", "Taken as met: reasons why the decision cannot wait are published once agreed.", URGENCY
)


class Agrees(Term):
    """Who agrees that a key decision is urgent and cannot be put off (SI 2017/68 art 13)."""

    SCRUTINY_CHAIR = "scrutiny_chair", "The chair of the overview and scrutiny committee"
    AUTHORITY_CHAIR = "authority_chair", "The chair of the combined authority"
    AUTHORITY_VICE_CHAIR = "authority_vice_chair", "The vice-chair of the combined authority"


@facts
class DocumentsFacts:
    """A request of a member of overview and scrutiny."""

    requested_on: Annotated[date, Ask("On which day was the request received?")]


@result
class Documents:
    """The last day for providing the documents."""

    provide_by: date


@facts
class UrgencyFacts:
    """Who is there to be asked."""

    scrutiny_chair_able: Annotated[bool, Ask("Is there a chair of overview and scrutiny who can act?")]
    authority_chair_able: Annotated[bool, Ask("Is there a chair of the authority who can act?")]
    agreed: Annotated[bool, Ask("Has that person agreed that the decision is urgent and cannot be put off?")]


@result
class Urgency:
    """Who has to agree, and whether the decision may be made now."""

    agreement_of: Agrees
    may_decide: bool


@rule("scrutiny-documents", title="By when does scrutiny get the documents?", citation=DOCUMENTS, topic=TOPIC)
def scrutiny_documents(facts: DocumentsFacts, *, tables: Tables) -> Answer[Documents]:
    """Find the last day for giving documents to a member of overview and scrutiny.

    The documents are provided within 10 clear days of the request (SI 2017/68 art 10). The day of the request does not
    count (SI 2017/68 art 10).
    """
    first = next(row for row in tables.all("law_periods") if row.code == "scrutiny_documents")
    wrong = [*beyond_calendar(requested_on=facts.requested_on)]
    if facts.requested_on < first.valid_from:
        said = f"{facts.requested_on.isoformat()} is before {first.valid_from.isoformat()}, when the Order began."
        wrong.append(bad("requested_on", f"{said} Check the year.", DOCUMENTS))
    if wrong:
        return undecided(*wrong)
    row = tables.row("law_periods", "scrutiny_documents", on=facts.requested_on)
    said = f"Counted: the last of {row.days} clear days (a setting). {row.data.get('note', '')}".strip()
    found = (ENTITLED, check("unconfirmed", said, DOCUMENTS)) if row.is_unconfirmed else (ENTITLED,)
    return Answer(Documents(provide_by=deadline(facts.requested_on, row.days)), found)


@rule("special-urgency", title="Who agrees that a key decision cannot wait?", citation=URGENCY, topic=TOPIC)
def special_urgency(facts: UrgencyFacts, *, tables: Tables) -> Answer[Urgency]:
    """Say whose agreement a key decision needs that cannot wait for any notice.

    The chair of the overview and scrutiny committee agrees that the decision is urgent and cannot be put off
    (SI 2017/68 art 13). Where there is none who can act, the chair of the authority does (SI 2017/68 art 13). Where
    there is none of either, the vice-chair does (SI 2017/68 art 13). The reasons are published (SI 2017/68 art 13).
    """
    who = Agrees.AUTHORITY_CHAIR if facts.authority_chair_able else Agrees.AUTHORITY_VICE_CHAIR
    if facts.scrutiny_chair_able:
        who = Agrees.SCRUTINY_CHAIR
    return Answer(Urgency(agreement_of=who, may_decide=facts.agreed), (CANNOT_WAIT, REASONS))
