"""The words of the forward plan and of what people say that they need."""

from hub.law.terms import Term


class State(Term):
    """Where an entry of the pipeline stands."""

    PROPOSED = "proposed", "Proposed"
    PLANNED = "planned", "Planned"
    STARTED = "started", "Started"
    DROPPED = "dropped", "Dropped"


OPEN = frozenset({State.PROPOSED, State.PLANNED})


class Kind(Term):
    """Why an entry is on the plan."""

    NEED = "need", "New need"
    RENEWAL = "renewal", "Renewal of a contract"
    CYCLICAL = "cyclical", "Bought again and again"
    FRAMEWORK = "framework", "Framework or dynamic market"


class Tier(Term):
    """How closely the contract will be managed; the values are those of contracts."""

    GOLD = "gold", "Gold"
    SILVER = "silver", "Silver"
    BRONZE = "bronze", "Bronze"


class Sharing(Term):
    """What was decided about buying together with partner authorities."""

    UNDECIDED = "undecided", "Not decided yet"
    OFFERED = "offered", "Offered to partners"
    ALONE = "alone", "We buy alone"


class PublicState(Term):
    """Whether an entry stands on the public pipeline."""

    NEVER = "never", "Not public"
    SHOWN = "shown", "On the public pipeline"
    WITHDRAWN = "withdrawn", "Taken off the public pipeline"


class HideGround(Term):
    """Why an entry leaves the public pipeline; the label is what the public reads."""

    NOT_PLANNED = "not_planned", "It is no longer planned"
    CHANGED = "changed", "It has changed so much that it will be shown anew"
    MISTAKE = "mistake", "It was shown by mistake"
    COMMERCIAL = "commercial", "Showing it would harm the competition"


class NeedState(Term):
    """What became of what somebody needs."""

    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "On the plan"
    JOINED = "joined", "Joined to the plan"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Taken back"


WAITING = frozenset({NeedState.SENT})
ON_THE_PLAN = frozenset({NeedState.ACCEPTED, NeedState.JOINED})
