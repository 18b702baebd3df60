"""The words of market engagement."""

from hub.law.terms import Term


class State(Term):
    """Where an exercise stands."""

    PLANNED = "planned", "Planned"
    RUNNING = "running", "Running"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = frozenset({State.PLANNED, State.RUNNING})
HELD = frozenset({State.RUNNING, State.CLOSED})


class Method(Term):
    """How the market is asked."""

    QUESTIONS = "questions", "Written questions"
    EVENT = "event", "Event for many suppliers"
    MEETINGS = "meetings", "Meetings one by one"
    VISITS = "visits", "Visits and demonstrations"
    SURVEY = "survey", "Survey of a market"


class About(Term):
    """What a finding bears on."""

    CONTENT = "content", "What is bought"
    OPTIONS = "options", "Which option is chosen"
    LOTS = "lots", "Lots"
    TIMING = "timing", "Timing"
    PRICE = "price", "How prices are made"
    RISK = "risk", "Risk"
    OTHER = "other", "Something else"


class Advantage(Term):
    """What taking part did for a supplier (PA 2023 s.16)."""

    NONE = "none", "No supplier has an unfair advantage"
    AVOIDABLE = "avoidable", "A supplier has one that can be avoided"
    UNAVOIDABLE = "unavoidable", "A supplier has one that cannot be avoided"
