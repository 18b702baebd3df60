"""What a rule says about some facts."""

from dataclasses import dataclass

from hub.law.terms import Term


class Severity(Term):
    """How much a finding matters."""

    BLOCK = "block", "Must be put right first"
    WARN = "warn", "Think about this"
    CHECK = "check", "Check this"
    INFO = "info", "For information"


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found; ``message`` is the sentence that a person reads."""

    code: str
    message: str
    citation: str = ""
    severity: Severity = Severity.BLOCK
    cure: str = ""
