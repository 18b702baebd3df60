"""Words that several rules on scope, value and route share."""

from hub.law.terms import Term


class SpecialRegime(Term):
    """What makes a contract special apart from its kind (PA 2023 ss.6, 7)."""

    NONE = "none", "Neither utilities nor defence"
    UTILITIES = "utilities", "Utilities contract"
    DEFENCE = "defence", "Defence and security contract"


class ConcessionSubject(Term):
    """What a concession hands over (PA 2023 ss.8, 9)."""

    WORKS = "works", "Works"
    SERVICES = "services", "Services"
    LIGHT_TOUCH = "light_touch", "Light touch services"


class FrameworkKind(Term):
    """Whether a contract is a framework, and of which kind (PA 2023 ss.45, 49)."""

    NO = "no", "Not a framework"
    CLOSED = "closed", "Framework"
    OPEN = "open", "Framework under an open framework"
