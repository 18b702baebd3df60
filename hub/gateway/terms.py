"""The words of gates and waivers."""

from hub.law.terms import Term


class State(Term):
    """Where a gate of a procurement stands."""

    DUE = "due", "Due"
    SUBMITTED = "submitted", "Submitted"
    PASSED = "passed", "Passed"
    WITH_CONDITIONS = "passed_with_conditions", "Passed with conditions"
    RETURNED = "returned", "Sent back"
    NOT_NEEDED = "not_needed", "No longer needed"


GIVEN = frozenset({State.PASSED, State.WITH_CONDITIONS})
TO_SUBMIT = frozenset({State.DUE, State.RETURNED})
OPEN = TO_SUBMIT | {State.SUBMITTED}


class PackEnd(Term):
    """What became of a pack that was submitted."""

    DECIDED = "decided", "Decided"
    RETURNED = "returned", "Sent back"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ConditionState(Term):
    """Where a condition stands."""

    OPEN = "open", "Open"
    MET = "met", "Met"
    LIFTED = "lifted", "Lifted"


class Benefit(Term):
    """What a decision at a gate brought."""

    COST_REDUCED = "cost_reduced", "Cost reduced"
    COST_AVOIDED = "cost_avoided", "Cost avoided"
    TIME = "time", "Time saved"
    RISK = "risk", "Risk avoided"


# Only these are counted in pounds (PH-4).
IN_POUNDS = frozenset({Benefit.COST_REDUCED, Benefit.COST_AVOIDED})


class WaiverState(Term):
    """Where a waiver stands. Whether a granted one still holds, its days say."""

    ASKED = "asked", "Asked for"
    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Same(Term):
    """What an earlier waiver has in common with a new one."""

    SUPPLIER = "supplier", "the same supplier"
    CATEGORY = "category", "the same category"
    CONTRACT = "contract", "the same contract"
