"""The words of a competition: where it stands, what is asked, and how those who are asked were found."""

from hub.law.terms import Term


class State(Term):
    """Where a quote or tender stands; whether it takes answers is decided by the clock (see ``Tender.is_open``)."""

    DRAFTING = "drafting", "Being prepared"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


GOING_ON = frozenset({State.DRAFTING, State.OPEN})
SENT = frozenset({State.OPEN, State.CLOSED})


class Sort(Term):
    """How wide a competition is."""

    QUOTE = "quote", "Quick quote"
    TENDER = "tender", "Tender"


class AnswerAs(Term):
    """What a question is answered with."""

    TEXT = "text", "Text"
    NUMBER = "number", "A number"
    CHOICE = "choice", "A choice"
    FILE = "file", "A file"
    TABLE = "table", "A table"
    DECLARATION = "declaration", "A declaration"


# What these list under the question: the choices, or the columns of the table.
LISTED = frozenset({AnswerAs.CHOICE, AnswerAs.TABLE})


class Envelope(Term):
    """With what an answer is sealed, and so when it is opened."""

    WHOLE = "whole", "One envelope"
    QUALITY = "quality", "Quality"
    PRICE = "price", "Price"


class Way(Term):
    """How a supplier came to be asked."""

    CHOSEN = "chosen", "Chosen by the officer"
    LOT = "lot", "Drawn by lot"
    TURN = "turn", "Next in turn"


DRAWN = (Way.LOT, Way.TURN)


class Why(Term):
    """Why a supplier is suggested."""

    BEFORE = "before", "Supplied this category before"
    ASKED = "asked", "Asked for this category before"
    NEAR = "near", "Near"
    SMALL = "small", "Small or medium firm"
    VCSE = "vcse", "Voluntary or community body"
    NEXT = "next", "Next in turn"


class LetterSort(Term):
    """What a letter to those who are asked is about."""

    INVITATION = "invitation", "Invitation"
    EXTENSION = "extension", "New return date"
    ANSWER = "answer", "New answer"
    WITHDRAWAL = "withdrawal", "Withdrawal"
    OUTCOME = "outcome", "Outcome"


class Says(Term):
    """Whether an organisation that is asked said that it will answer; nobody has to say."""

    NOTHING = "nothing", "Not said"
    YES = "yes", "Will answer"
    NO = "no", "Will not answer"


class Arrival(Term):
    """How far a letter has come."""

    WAITING = "waiting", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not delivered"
    REPLACED = "replaced", "Sent again"
