"""The words of governance: bodies, meetings, agendas and decisions."""

from hub.law.terms import Term


class BodyState(Term):
    """Whether a body can meet."""

    SITTING = "sitting", "In being"
    DISSOLVED = "dissolved", "Dissolved"


class Function(Term):
    """What a member brings to a body; a quorum may ask for some of them."""

    CHAIR = "chair", "Chair"
    FINANCE = "finance", "Finance"
    LEGAL = "legal", "Legal"
    PROCUREMENT = "procurement", "Procurement"
    SERVICE = "service", "Service"
    COUNCILLOR = "councillor", "Councillor"


class MeetingState(Term):
    """Where a meeting stands."""

    PLANNED = "planned", "Planned"
    CONVENED = "convened", "Papers out"
    OPEN = "open", "Sitting"
    CLOSED = "closed", "Closed"
    SIGNED = "signed", "Minutes signed"
    CANCELLED = "cancelled", "Cancelled"


# Before it sits; a meeting that is still to come.
AHEAD = frozenset({MeetingState.PLANNED, MeetingState.CONVENED})
HELD = frozenset({MeetingState.OPEN, MeetingState.CLOSED, MeetingState.SIGNED})


class ItemState(Term):
    """Where an item of an agenda stands."""

    LISTED = "listed", "On the agenda"
    DECIDED = "decided", "Decided"
    NOTED = "noted", "Noted"
    WITHDRAWN = "withdrawn", "Taken off"
    LAPSED = "lapsed", "Not decided: no quorum"


class Outcome(Term):
    """What was decided."""

    APPROVED = "approved", "Approved"
    WITH_CONDITIONS = "approved_with_conditions", "Approved with conditions"
    DEFERRED = "deferred", "Deferred"
    REFUSED = "refused", "Refused"


IN_FAVOUR = frozenset({Outcome.APPROVED, Outcome.WITH_CONDITIONS})


class KeyRoute(Term):
    """How the public was told of a key decision before it was made."""

    NOTICE = "notice", "Notice of 28 clear days (SI 2017/68 art 11)"
    GENERAL = "general", "General exception: notice to the chair of overview and scrutiny (SI 2017/68 art 12)"
    SPECIAL = "special", "Special urgency, agreed by the chair of overview and scrutiny (SI 2017/68 art 13)"


class Maker(Term):
    """Who decided."""

    BODY = "body", "A body at a meeting"
    MEMBER = "member", "A member with delegated powers"
    OFFICER = "officer", "An officer under delegated powers"


class DecisionState(Term):
    """Where a decision stands with the public."""

    RECORDED = "recorded", "Recorded"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Publication withdrawn"


class Presence(Term):
    """How a member was at a meeting."""

    EXPECTED = "expected", "Expected"
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Sent apologies"
    LEFT = "left", "Left"


class Exemption(Term):
    """Why the public may not see a part (LGA 1972 s.100A(3) and Sch 12A Part 1)."""

    INDIVIDUAL = "individual", "About an individual (LGA 1972 Sch 12A paragraph 1)"
    IDENTITY = "identity", "Likely to reveal who an individual is (LGA 1972 Sch 12A paragraph 2)"
    BUSINESS = "business", "Financial or business affairs of a person (LGA 1972 Sch 12A paragraph 3)"
    LABOUR = "labour", "Labour relations (LGA 1972 Sch 12A paragraph 4)"
    PRIVILEGE = "privilege", "Legal professional privilege (LGA 1972 Sch 12A paragraph 5)"
    NOTICE = "notice", "A notice or order to be given (LGA 1972 Sch 12A paragraph 6)"
    CRIME = "crime", "Prevention or investigation of crime (LGA 1972 Sch 12A paragraph 7)"
    CONFIDENTIAL = "confidential", "Given by the government in confidence, or barred by law (LGA 1972 s.100A(3))"


class Effect(Term):
    """What an officer's decision does, as far as the law asks for a record of it (SI 2014/2095 reg 7(2)(b))."""

    SPENDING = "spending", "Awards a contract or spends so much that it weighs on the finances"
    PERMISSION = "permission", "Grants a permission or a licence"
    INDIVIDUAL = "individual", "Affects the rights of an individual"


class EngagementState(Term):
    """Where councillors' engagement with a procurement stands."""

    OPEN = "open", "Before the award"
    AWARDED = "awarded", "Awarded"
    ENDED = "ended", "Ended"


class Stage(Term):
    """When councillors are engaged with a procurement."""

    OPTIONS = "options", "Before the options are chosen"
    AWARD = "award", "Before the award"
    SCRUTINY = "scrutiny", "Overview and scrutiny"


class Made(Term):
    """What a councillor's view led to."""

    CHANGED = "changed", "Something was changed"
    CONFIRMED = "confirmed", "It confirmed what was planned"
    NONE = "none", "Nothing was changed"
