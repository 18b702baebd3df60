"""What to do when the platform is down, and what may be left out of a notice."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import outside
from hub.law.contract_entered import TABLE
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.terms import Term

MEANS = "PR 2024 reg 5(4)"


class Withheld(Term):
    """Why information is left out (PA 2023 s.94(1))."""

    NATIONAL_SECURITY = "national_security", "National security"
    SENSITIVE_COMMERCIAL = "sensitive_commercial", "Sensitive commercial information"


@facts
class OutageFacts:
    """What decides whether a notice may go on another system."""

    submitted_on: Annotated[date, Ask("On which day was the notice sent to the platform?")]
    hours_without_confirmation: Annotated[int, Ask("How many hours has it been without confirmation?")]
    cannot_wait: Annotated[
        bool,
        Ask("Is it for a direct award in extreme urgency or to protect life?", "Sch 5 para 13 or section 42."),
    ]


@result
class Outage:
    """Whether another system may be used now, and after how many hours."""

    may_publish_elsewhere: bool
    after_hours: int


@rule(
    "notice-outage",
    title="The platform is down: what now?",
    citation="PR 2024 reg 5(6)",
    topic="Notices",
)
def notice_outage(facts: OutageFacts, *, tables: Tables) -> Answer[Outage]:
    """Say whether a notice may be published on another system because the platform does not confirm it.

    If 48 hours have gone by without confirmation, another online system that is free and accessible may be used
    (PR 2024 reg 5(6)). For a direct award in extreme urgency or to protect life it is 4 hours (PR 2024 reg 5(6)).
    """
    wrong = outside(tables, submitted_on=facts.submitted_on)
    if facts.hours_without_confirmation < 0:
        wrong.append(bad("hours_without_confirmation", "Hours cannot be less than 0.", "PR 2024 reg 5(6)"))
    if wrong:
        return undecided(*wrong)
    code = "outage_urgent" if facts.cannot_wait else "outage"
    hours: int = tables.row(TABLE, code, on=facts.submitted_on).data["hours"]
    later = inform("platform_later", "Publish it on the platform as well, once that works again.", "PR 2024 reg 5(6)")
    may = facts.hours_without_confirmation >= hours
    return Answer(Outage(may_publish_elsewhere=may, after_hours=hours), (later,) if may else ())


@facts
class PublishedFacts:
    """When a notice was sent, confirmed and seen."""

    submitted_on: Annotated[date, Ask("On which day was the notice sent to the platform?")]
    confirmed_on: Annotated[date | None, Ask("On which day did the platform confirm it?", "Empty if it has not.")]
    visible_on: Annotated[
        date | None, Ask("On which day could the public see it there?", "Empty if that is not so, or not known.")
    ]


@result
class Published:
    """Whether the notice is published, and since when."""

    published: bool
    published_on: date | None


@rule(
    "published",
    title="Is this notice published?",
    citation="PR 2024 reg 5(4)",
    topic="Notices",
)
def published(facts: PublishedFacts, *, tables: Tables) -> Answer[Published]:
    """Say whether a notice is published, and from which day every period that follows it counts.

    A notice is published when the platform confirms that it is, or when the public can see it there, whichever comes
    first (PR 2024 reg 5(4)). The day on which it was sent counts for nothing (PR 2024 reg 5(4)). While it is not
    published, the rule `notice-outage` says when another system may be used (PR 2024 reg 5(6)).
    """
    days = {"confirmed_on": facts.confirmed_on, "visible_on": facts.visible_on}
    wrong = outside(tables, submitted_on=facts.submitted_on, **days)
    for name, day in days.items():
        if day is not None and day < facts.submitted_on:
            wrong.append(bad(name, "This is before the notice was sent. Correct one of the two days.", MEANS))
    if wrong:
        return undecided(*wrong)
    known = [day for day in days.values() if day is not None]
    if not known:
        waits = inform("not_published", "Nothing that has to follow the notice may be done yet.", MEANS)
        outage = inform("outage", "If no confirmation comes, ask `notice-outage`.", "PR 2024 reg 5(6)")
        return Answer(Published(published=False, published_on=None), (waits, outage))
    counts = inform("counts_from", "Count every period from this day, not from the day on which it was sent.", MEANS)
    return Answer(Published(published=True, published_on=min(known)), (counts,))


@facts
class WithholdingFacts:
    """What decides whether information may be left out."""

    reason: Annotated[Withheld, Ask("Why would you leave it out?")]
    necessary: Annotated[
        bool,
        Ask(
            "Is leaving it out necessary?",
            "For national security: to safeguard it. For commercial information: an overriding public interest.",
        ),
    ]
    trade_secret_or_harm: Annotated[
        bool, Ask("Is it a trade secret, or would publishing it be likely to harm somebody's commercial interests?")
    ]
    saying_so_endangers: Annotated[bool, Ask("Would even saying so endanger national security?")] = False


@result
class Withholding:
    """Whether the information may be left out, and what is said in its place."""

    may_withhold: bool
    must_say_so: bool
    limb: str | None


@rule("withholding", title="May we leave this out of a notice?", citation="PA 2023 s.94", topic="Notices")
def withholding(facts: WithholdingFacts, *, tables: Tables) -> Answer[Withholding]:
    """Say whether information may be withheld from publication, and what has to be said of that.

    Information may be withheld if that is necessary to safeguard national security (PA 2023 s.94(1)(a)). It may be
    withheld too if it is sensitive commercial information and an overriding public interest asks for it
    (PA 2023 s.94(1)(b)). Commercial information is sensitive if it is a trade secret or if publishing it would be
    likely to harm somebody's commercial interests (PA 2023 s.94(2)). The notice says that information is withheld, and
    on which of the two limbs (PA 2023 s.94(3)). Not even that is said if it would be against national security
    (PA 2023 s.94(4)).
    """
    commercial = facts.reason is Withheld.SENSITIVE_COMMERCIAL
    limb = "PA 2023 s.94(1)(b)" if commercial else "PA 2023 s.94(1)(a)"
    if not facts.necessary or (commercial and not facts.trade_secret_or_harm):
        return Answer(Withholding(may_withhold=False, must_say_so=False, limb=None), (), limb)
    findings: tuple[Finding, ...] = ()
    if facts.saying_so_endangers:
        quiet = "Taken as met: saying so would be against the interests of national security."
        findings = (check("silence", quiet, "PA 2023 s.94(4)"),)
    return Answer(Withholding(may_withhold=True, must_say_so=not facts.saying_so_endangers, limb=limb), findings, limb)
