"""The words of duties: where one stands, and what the law asks for besides notices."""

from hub.law.terms import NoticeType, Term


class State(Term):
    """Where a duty stands."""

    OPEN = "open", "To do"
    NEEDS_FACTS = "needs_facts", "Facts missing"
    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "Not needed"
    WITHDRAWN = "withdrawn", "No longer asked"


STANDING = frozenset({State.OPEN, State.NEEDS_FACTS})
SETTLED = frozenset({State.DONE, State.NOT_NEEDED})


class Also(Term):
    """What the law asks for that is not a notice of its own."""

    COPY = "copy", "Copy of the contract"
    KPIS = "kpis", "Key performance indicators"
    LAW = "law", "Which law governs it"
    CHANGE_COPY = "change_copy", "Copy of the changed contract"
    STANDSTILL = "standstill", "Standstill before a change"
    OLD_AWARD = "pcr_award", "Contract award notice (PCR 2015)"
    OLD_CHANGE = "pcr_change", "Modification notice (PCR 2015)"
    FINDER = "finder_award", "Award on Contracts Finder"


CODES: list[tuple[str, str]] = [
    *((str(one), f"{one.label} ({one})") for one in NoticeType),
    *((str(one), one.label) for one in Also),
]
# What is proved by a number or an address; that indicators are set and a standstill was kept, by a day alone.
PUBLISHED = frozenset(str(one) for one in NoticeType) | {
    str(one) for one in (Also.COPY, Also.CHANGE_COPY, Also.OLD_AWARD, Also.OLD_CHANGE, Also.FINDER)
}
# Tells a notice of bad performance from the yearly assessments, which are numbered.
FAILURE = "failure"


def publish(notice: NoticeType) -> str:
    """Name the duty to publish a notice: "Publish the contract details notice (UK7)"."""
    return f"Publish the {notice.label[0].lower()}{notice.label[1:]} ({notice})"
