"""The words of organisations: how one is joined, recovered, and what its profile holds."""

from __future__ import annotations

from dataclasses import dataclass

from hub.law.terms import Term


class InviteState(Term):
    """What became of an invitation."""

    SENT = "sent", "Waits for an answer"
    ACCEPTED = "accepted", "Accepted"
    TAKEN_BACK = "taken_back", "Taken back"


class RequestState(Term):
    """What became of a request to join."""

    ASKED = "asked", "Waits for an owner"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class ClaimState(Term):
    """Where somebody's proof of control stands."""

    ASKED = "asked", "Waits for the code"
    WAITING = "waiting", "Everybody was told and can object"
    GRANTED = "granted", "Granted"
    OBJECTED = "objected", "Ended: somebody objected"


class Standing(Term):
    """How an answer stands on a day."""

    GOOD = "good", "Good"
    SOON = "soon", "Ends soon"
    LAPSED = "lapsed", "Ended"
    NONE = "none", "Not answered yet"


class Kind(Term):
    """What sort of answer a question takes."""

    TEXT = "text", "Words"
    YES_NO = "yes_no", "Yes or no"
    COVER = "cover", "An amount of cover"


class Section(Term):
    """The parts of a profile."""

    INSURANCE = "insurance", "Insurance"
    ACCOUNTS = "accounts", "Money"
    POLICIES = "policies", "How you work"
    DECLARATIONS = "declarations", "Reasons that could shut you out"


YES, NO = "yes", "no"
YES_OR_NO = ((YES, "Yes"), (NO, "No"))


@dataclass(frozen=True)
class Question:
    """One question of the standard set.

    :param takes_file: whether a paper can go with the answer.
    :param ends: whether the answer has an end day that must be given.
    :param months: how long an answer without an end day is good for, from the day it was given.
    """

    key: str
    section: Section
    label: str
    hint: str = ""
    kind: Kind = Kind.TEXT
    takes_file: bool = False
    ends: bool = False
    months: int = 12


_INSURED = "Say how much you are covered for, in pounds for each claim. Add the certificate."
_BANNED = "Answer for your firm and for everybody who controls it. If yes, say what happened and what you did since."


def _insurance(key: str, label: str) -> Question:
    return Question(key, Section.INSURANCE, label, _INSURED, kind=Kind.COVER, takes_file=True, ends=True)


QUESTIONS = (
    _insurance("employers-liability", "Employer’s liability insurance"),
    _insurance("public-liability", "Public liability insurance"),
    _insurance("professional-indemnity", "Professional indemnity insurance"),
    Question(
        "accounts", Section.ACCOUNTS, "Last accounts",
        "Say for which year they are, and your turnover in it. Add the accounts.", takes_file=True, months=18,
    ),
    Question(
        "health-safety", Section.POLICIES, "Health and safety",
        "Say how you keep people safe. Add your policy if you have one.", takes_file=True,
    ),
    Question(
        "equality", Section.POLICIES, "Treating people fairly",
        "Say how you treat staff and customers fairly. Add your policy if you have one.", takes_file=True,
    ),
    Question(
        "modern-slavery", Section.POLICIES, "Modern slavery",
        "Say how you check that nobody is forced to work for you or your suppliers.", takes_file=True,
    ),
    Question(
        "environment", Section.POLICIES, "Environment",
        "Say how you cut waste and carbon. Add your plan if you have one.", takes_file=True,
    ),
    Question(
        "data-security", Section.POLICIES, "Data and computers",
        "Say how you keep data safe. Add a certificate such as Cyber Essentials if you have one.", takes_file=True,
    ),
    Question(
        "quality", Section.POLICIES, "Quality",
        "Say how you check your work. Add a certificate such as ISO 9001 if you have one.", takes_file=True,
    ),
    Question(
        "mandatory-grounds", Section.DECLARATIONS,
        "Has anybody done something for which the law says you must be shut out?",
        "The list is in Schedule 6 of the Procurement Act 2023: crimes such as fraud, bribery or tax evasion. "
        + _BANNED,
        kind=Kind.YES_NO,
    ),
    Question(
        "discretionary-grounds", Section.DECLARATIONS,
        "Has anything happened for which a buyer may shut you out?",
        "The list is in Schedule 7 of the Procurement Act 2023: such as unpaid debts or a contract that ended badly. "
        + _BANNED,
        kind=Kind.YES_NO,
    ),
    Question(
        "debarment", Section.DECLARATIONS, "Is anybody on the list of banned suppliers (the debarment list)?",
        _BANNED, kind=Kind.YES_NO,
    ),
)  # fmt: skip
BY_KEY = {one.key: one for one in QUESTIONS}
