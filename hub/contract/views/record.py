"""The register and the record of a contract: declarations on the base views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.contract import acts, selectors
from hub.contract.models import Contract
from hub.contract.register import ContractRegister
from hub.contract.rules.steps import SOON
from hub.duty import showing as duties
from hub.duty.models import Duty
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.deadlines import selectors as deadlines
from hub.platform.documents import selectors as documents
from hub.platform.events import feed
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.ui.offers import Offer
from hub.platform.ui.parts import Day, Happening, Link, Step
from hub.platform.ui.views import RecordView
from hub.platform.words import date_with_day, list_of, plural, time_with_minutes

LATEST = 3


def find(actor: Actor, reference: str) -> Contract | None:
    """Give a contract within the actor's reach."""
    try:
        return selectors.get(reference, actor)
    except Contract.DoesNotExist:
        return None


class ContractRegisterView(RegisterView):
    """The register of contracts."""

    register = ContractRegister
    reads = OFFICERS
    menu = "contracts"


class ContractPage(RecordView):
    """What all parts of a contract's record share: life, heading, next step, side navigation."""

    reads = OFFICERS
    menu = "contracts"
    find = find

    def context(self) -> dict[str, Any]:
        """Work the record out once for the page."""
        context = super().context()
        contract = self.record
        view = selectors.overview(contract, on=london(self.at).date())
        asked = next(iter(duties.to_meet(context["panels"])), None)
        step = next_step(contract, view, context["offers"], on=london(self.at).date(), asked=asked)
        return {
            **context,
            "contract": contract,
            "overview": view,
            "step": step,
            "first_act": view.step.act if view.step else "",
            "headline": selectors.headline(contract),
            "side": selectors.sections(contract, current=self.section, counts=self.counts(context)),
            "may_change": any(offer.act is acts.CORRECT and offer.is_open for offer in context["offers"]),
        }

    def counts(self, context: dict[str, Any]) -> dict[str, int]:
        """Give how many things are in the parts that have a number."""
        ready = sum(1 for offer in context["offers"] if offer.is_open)
        papers = documents.of(self.record, self.actor)
        return {"documents": len(papers), "linked": len(context["panels"]), "actions": ready}

    def facts(self, context: dict[str, Any]) -> list[Any]:
        """Give the facts of this part of the record, in groups."""
        on = london(self.at).date()
        return selectors.facts(self.record, section=self.section, may_change=context["may_change"], on=on)


class SummaryView(ContractPage):
    """What a contract is, what is missing and due, and what happened last."""

    template_name = "contract/summary.html"

    def context(self) -> dict[str, Any]:
        """Add what is due, the facts and what happened last."""
        context = super().context()
        return {
            **context,
            "gaps": self.gaps(context),
            "due": self.due(context),
            "groups": self.facts(context),
            "days": days(feed.timeline(self.record, actor=self.actor, size=LATEST)),
        }

    def due(self, context: dict[str, Any]) -> list[Due]:
        """Give what is due, what the law asks included, each with the page on which this person settles or reads it."""
        held = {offer.url for offer in context["offers"] if offer.is_held}
        found = []
        for row in deadlines.due_for(self.record):
            link = row.declared.link(self.record)
            found.append(Due(row.label, row.due_on, row.is_late(self.at), link if link in held else ""))
        on = london(self.at).date()
        for duty in duties.to_meet(context["panels"]):
            assert duty.by is not None, "only duties with a day are asked for"
            found.append(Due(duty.label, duty.by, duty.is_late(on), duty.get_absolute_url()))
        return sorted(found, key=lambda each: each.due_on)

    def gaps(self, context: dict[str, Any]) -> list[tuple[Any, str]]:
        """Give what is missing, each with the page on which this person may record it."""
        pages = {offer.act.name: offer.url for offer in context["offers"] if offer.is_open}
        return [(gap, pages.get(gap.act, "")) for gap in context["overview"].missing]


class TermsView(ContractPage):
    """For how long, for how much, and when the next one must start."""

    template_name = "contract/facts.html"
    section = "terms"

    def context(self) -> dict[str, Any]:
        """Add the facts, the count back and the changes that were made."""
        context = super().context()
        changes = selectors.changes_of(self.record)
        return {**context, "groups": self.facts(context), "shows_countback": True, "changes": changes}


class LettingView(ContractPage):
    """How it was let, how it is paid for and what it promises."""

    template_name = "contract/facts.html"
    section = "letting"

    def context(self) -> dict[str, Any]:
        """Add the facts."""
        context = super().context()
        return {**context, "groups": self.facts(context)}


class LinkedView(ContractPage):
    """What later packages know of the contract."""

    template_name = "contract/linked.html"
    section = "linked"


class ActionsView(ContractPage):
    """What may be done to the contract, and why the rest may not."""

    template_name = "contract/actions.html"
    section = "actions"


class DocumentsView(ContractPage):
    """The papers of a contract."""

    template_name = "contract/documents.html"
    section = "documents"


class PeopleView(ContractPage):
    """Who takes part in a contract."""

    template_name = "contract/people.html"
    section = "people"

    def context(self) -> dict[str, Any]:
        """Add the people and parties."""
        context = super().context()
        return {**context, "rows": selectors.people(self.record, may_change=context["may_change"])}


class TimelineView(ContractPage):
    """What has happened to a contract, newest first."""

    template_name = "contract/timeline.html"
    section = "timeline"
    size = 50

    def context(self) -> dict[str, Any]:
        """Add the events by day, with the filter and the way to older ones."""
        asked = self.request.GET
        kind = asked.get("kind", "") if asked.get("kind") in KINDS else ""
        before = int(asked["before"]) if asked.get("before", "").isdecimal() and len(asked["before"]) < 18 else None
        lines = feed.timeline(self.record, actor=self.actor, kind=kind, before=before, size=self.size)
        base = self.record.get_absolute_url() + "timeline/"
        older = f"{base}?before={lines[-1].number}" + (f"&kind={kind}" if kind else "")
        return {
            **super().context(),
            "days": days(lines),
            "kinds": [
                Link(name, f"{base}?kind={key}" if key else base, current=key == kind) for key, name in KINDS.items()
            ],
            "older": older if len(lines) == self.size else "",
        }


KINDS = {"": "Everything", feed.DECISION: "Decisions", feed.MESSAGE: "Messages", feed.PAPER: "Papers"}


@dataclass(frozen=True)
class Due:
    """One line of what is due, and where it is done; an empty address is plain text."""

    label: str
    due_on: date
    late: bool
    href: str


def days(lines: list[feed.Line]) -> list[Day]:
    """Give events as the timeline draws them."""
    told = selectors.told(lines)
    return [
        Day(date_with_day(day), [happening(one, told.get(one.number, [])) for one in found])
        for day, found in feed.by_day(lines)
    ]


def happening(line: feed.Line, changes: list[str]) -> Happening:
    """Give one line of the timeline: what, when and by whom, with the words that were given and what changed."""
    said = f" {line.note}" if line.note else ""
    kind = line.kind if line.kind in KINDS else ""
    note = f"{time_with_minutes(line.at)}, by {line.by}.{said}"
    return Happening(line.sentence, note, kind=kind, changes=changes)  # type: ignore[arg-type]


def _kicker(by: date | None, on: date) -> str:
    if by is None:
        return "Next step"
    if by < on:
        return f"Next step, {plural((on - by).days, 'day')} late, due {date_with_day(by)}"
    return f"Next step, by {date_with_day(by)}"


def _nothing_near(later: Any, asked: Duty | None, on: date) -> Step:
    """Give the card where the record itself needs nothing soon: what the law asks next, or what comes later."""
    link = Link("Read what the law asks", asked.get_absolute_url()) if asked else None
    if asked and asked.by and asked.by <= on + SOON:
        return Step(kicker=_kicker(asked.by, on), act=asked.label, why=asked.note, link=link)
    if asked and asked.by and (later is None or later.by is None or asked.by < later.by):
        return Step(kicker=_later(asked.by), act=asked.label, link=link)
    if later is None:
        return Step(kicker="Next step", act="Nothing is due")
    return Step(kicker=_later(later.by), act=later.title)


def _later(by: date | None) -> str:
    return "Nothing is due in the next three months. Next" + (f", by {date_with_day(by)}" if by else "")


def next_step(contract: Contract, view: Any, offers: list[Offer], *, on: date, asked: Duty | None = None) -> Step:
    """Give the card of the next step: what, by when, the button if this person may, and otherwise who can.

    :param asked: what the law asks first of the contract, with a day.
    """
    step = view.step
    if view.withdrawn:
        back = next((each for each in offers if each.act is acts.RESTORE and each.is_open), None)
        link = Link(back.act.phrase, back.url) if back else None
        return Step(kicker="Not on the register", act=view.withdrawn, why="Its record and timeline stay.", link=link)
    if step is None:
        return _nothing_near(view.later, asked, on)
    kicker = _kicker(step.by, on)
    offer = next((each for each in offers if each.act.name == step.act), None)
    link, why = None, step.why
    if offer and offer.is_open:
        link = Link(offer.act.phrase, offer.url)
    elif offer and not offer.is_held and offer.who:
        why = f"{why} {list_of(list(offer.who), 'or')} can do this."
    elif offer:
        why = f"{why} {offer.reason}"
        link = Link("Ask for approval", offer.cure) if offer.cure.startswith("/approvals/ask/") else None
    return Step(kicker=kicker, act=step.title, why=why, link=link)
