"""Records of the demo about work before a competition: bodies and their meetings, appraisals, engagements, screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hub.award.models import Award
from hub.bids.models import Bid, Item, OpenerKey, Opening, Roster
from hub.bids.selectors import key_of, own_bid, own_bids, roster_of, seats_in
from hub.demo.selectors import one_of_each
from hub.engagement import selectors
from hub.engagement.models import Exercise, Finding, Participant
from hub.evaluation.models import Evaluation, Mark
from hub.governance.models import AgendaItem, Body, Decision, Engagement, Meeting
from hub.platform.actors import Actor
from hub.platform.tenancy.models import Party, PartyKind
from hub.procurement.appraisal.models import Option, OptionsAppraisal
from hub.procurement.models import Procurement
from hub.publishing.models import PublishedDecision, PublishedEngagement
from hub.risk import subjects
from hub.risk.models import Ask, Screen
from hub.risk.selectors import screen
from hub.risk.terms import Topic
from hub.tender import portal as tenders
from hub.tender.models import Invitation, Pick, Tender
from hub.tender.selectors import tender
from hub.tender.services import token_of

Values = dict[str, Any]
PAPER = {"form": "pdf"}


def references(model: Any, **more: Any) -> list[Values]:
    """Give a record in each state."""
    return [{"reference": one, **more} for one in one_of_each(model)]


def governance() -> dict[str, list[Values]]:
    """Give records of governance, by how their addresses begin."""
    found: dict[str, Any] = {
        "agenda": AgendaItem, "bodies": Body, "councillors": Engagement, "decisions": Decision, "meetings": Meeting,
    }  # fmt: skip
    public = PublishedDecision.objects.order_by("pk").values_list("slug", flat=True)
    return {
        **{f"staff/{part}/<": references(model, **PAPER) for part, model in found.items()},
        "public/decisions/<": [{"slug": one} for one in public[:3]],
    }


def appraisals() -> dict[str, list[Values]]:
    """Give appraisals, those first that have an option to open."""
    rows = Option.objects.order_by("-appraisal", "number").values_list("appraisal__reference", "number")
    return {
        "staff/appraisals/<": references(OptionsAppraisal),
        "staff/appraisals/<str:reference>/options/<": _numbered(rows),
    }


def engagements() -> dict[str, list[Values]]:
    """Give market engagements, and those with a supplier that answers or a finding to cite."""
    suppliers = Participant.objects.order_by("-exercise", "pk").values_list("exercise__reference", "pk")
    findings = Finding.objects.order_by("-exercise", "number").values_list("exercise__reference", "number")
    return {
        "staff/engagement/<": references(Exercise),
        "supplier/engagement/<": [{"reference": one} for one in _held()],
        "supplier/engagement/<str:reference>/answer/<": [
            {"reference": one, "party": party} for one in _held() for party in _organisations()
        ],
        "public/opportunities/<": [{"slug": one} for one in _opened()],
        "staff/engagement/<str:reference>/answer/<": _numbered(suppliers),
        "staff/engagement/<str:reference>/cite/<": _numbered(findings),
    }


def ceremony() -> dict[str, list[Values]]:
    """Give openers' keys and rosters in each state."""
    return {"staff/openers/<": references(OpenerKey), "staff/rosters/<": references(Roster)}


def has_question(actor: Actor, reference: str) -> bool:
    """Say whether somebody's own key still asks its question."""
    key = key_of(actor, reference)
    return key is not None and key.is_own(actor.person_id) and bool(key.question)


def may_rehearse(actor: Actor, reference: str) -> bool:
    """Say whether somebody sits on a roster that has a rehearsal."""
    roster = roster_of(actor, reference)
    return roster is not None and bool(roster.mailbox) and roster.is_own(actor.person_id)


CEREMONY_CHECKS: dict[str, Callable[[Actor, Values], bool]] = {
    "/openers/<str:reference>/question.age": lambda actor, values: has_question(actor, values["reference"]),
    "/rosters/<str:reference>/openings.json": lambda actor, values: may_rehearse(actor, values["reference"]),
}


def quotes() -> dict[str, list[Values]]:
    """Give quotes in each state, those with a supplier to write to again or a draw, and cases without quotes."""
    asked = Invitation.objects.filter(tender__status="open").order_by("-tender", "pk")
    drawn = Pick.objects.order_by("-tender", "number").values_list("tender__reference", "number")
    free = Procurement.objects.filter(tenders__isnull=True).order_by("-pk").values_list("reference", flat=True)
    return {
        "staff/quotes/<": references(Tender, envelope="whole", number=1),
        "staff/quotes/<str:reference>/scores/": _numbered(
            Mark.objects.order_by("-evaluation", "pk").values_list("evaluation__reference", "bid")
        ),
        "staff/quotes/<str:reference>/award/": [{"reference": one} for one in _awarded()] or references(Tender),
        "staff/awards/<": references(Award),
        "staff/quotes/<str:reference>/opening/": _openings(),
        "staff/quotes/<str:reference>/resend/<": _numbered(asked.values_list("tender__reference", "pk")),
        "staff/quotes/<str:reference>/draws/<": _numbered(drawn),
        "staff/quotes/from/<": [{"reference": one} for one in free[:3]],
        "supplier/quotes/<": [{"reference": one} for one in _asked_for()],
        "supplier/quotes/link/<": _links(),
        # No quote with bids is closed, so there is no proof yet.
        "supplier/bids/<": _bids(),
        "supplier/bids/<str:reference>/receipt/<int:number>.json": _submitted(),
        "supplier/bids/<str:reference>/receipt/<int:number>-closing": [],
    }


def may_speak(actor: Actor, reference: str) -> bool:
    """Say whether somebody may ask about a quote for an organisation of theirs; officers find their own quotes."""
    return bool(tenders.organisations(actor, reference)) or tender(actor, reference) is not None


def _asked_for() -> list[str]:
    """Give quotes that suppliers with people on the Hub are asked for, open ones first."""
    rows = Invitation.objects.filter(supplier__party__isnull=False, invited_on__isnull=False)
    return list(rows.order_by("-tender__status", "-tender").values_list("tender__reference", flat=True)[:3])


def has_bid(actor: Actor, reference: str) -> bool:
    """Say whether a bid is of an organisation of the actor."""
    return own_bid(actor, reference) is not None


def _bids() -> list[Values]:
    """Give the bids that are begun, those first that were submitted, each with something that was sealed for it."""
    rows = Bid.objects.order_by("-number", "-pk")
    items = dict(Item.objects.filter(status="whole").order_by("-pk").values_list("bid", "name"))
    return [{"reference": row.reference, "number": 1, "name": items.get(row.pk, "none")} for row in rows]


def _submitted() -> list[Values]:
    """Give the bids that were submitted once at least."""
    return [{"reference": row.reference, "number": 1} for row in Bid.objects.filter(number__gt=0).order_by("-pk")]


def may_begin(actor: Actor, reference: str) -> bool:
    """Say whether somebody may begin a bid, which is not begun yet: afterwards the address leads on to it."""
    return may_speak(actor, reference) and not own_bids(actor).filter(tender__reference=reference).exists()


def _openings() -> list[Values]:
    """Give the openings that wait for openers, with the envelope; an incident is none's."""
    rows = Opening.objects.filter(status="gathering").order_by("-pk").values_list("tender__reference", "envelope")
    return [{"reference": reference, "envelope": envelope} for reference, envelope in rows]


def may_open(actor: Actor, reference: str, envelope: str) -> bool:
    """Say whether somebody sits on the roster that opens an envelope."""
    row = Opening.objects.filter(tender__reference=reference, envelope=envelope).select_related("roster").first()
    return row is not None and bool(seats_in(row.roster, actor.person_id))


def _links() -> list[Values]:
    """Give the links of letters that nobody has taken up."""
    rows = Invitation.objects.filter(participation__isnull=True, invited_on__isnull=False, tender__status="open")
    free = rows.filter(supplier__party__isnull=True).order_by("pk")
    return [{"token": token_of(row), "number": 1} for row in free[:1]]


def _awarded() -> list[str]:
    """Give quotes of which an award was decided or can be."""
    return list(Evaluation.objects.order_by("-pk").values_list("reference", flat=True)[:3])


def _held() -> list[str]:
    """Give the market engagements that were opened, those that take answers first."""
    return list(Exercise.objects.held().order_by("-ends_on", "pk").values_list("reference", flat=True)[:3])


def _organisations() -> list[int]:
    """Give the organisations of the supplier site."""
    return list(Party.objects.filter(kind=PartyKind.SUPPLIER).order_by("pk").values_list("pk", flat=True))


def _opened() -> list[str]:
    """Give market engagements that the public may read."""
    return list(PublishedEngagement.objects.order_by("-ends_on", "pk").values_list("slug", flat=True)[:3])


def may_answer(actor: Actor, reference: str, party: int) -> bool:
    """Say whether somebody may answer a market engagement for an organisation."""
    return selectors.for_supplier(actor, reference) is not None and party in actor.supplier_reach


def screens() -> dict[str, list[Values]]:
    """Give risk screens, those that ask for something, and cases to screen."""
    asks = Ask.objects.filter(is_asked=True).order_by("-screen", "pk").values_list("screen__reference", "pk")
    cases = one_of_each(Procurement)
    return {
        "staff/risk/screens/<": references(Screen),
        "staff/risk/screens/<str:reference>/asks/<": _numbered(asks),
        "staff/risk/answer/<": [{"word": "procurement", "reference": one, "topic": Topic.DATA} for one in cases],
    }


def may_be_screened(actor: Actor, word: str, reference: str) -> bool:
    """Say whether somebody finds the record of a screen that is to be answered."""
    known = subjects.of_word(word)
    return known is not None and known.find(actor, reference) is not None


def may_answer_again(actor: Actor, reference: str) -> bool:
    """Say whether somebody finds a screen, and the record that it is about."""
    one = screen(actor, reference)
    known = subjects.of_kind(one.subject_kind) if one else None
    if one is None or known is None:
        return False
    return known.find(actor, one.subject_page.rstrip("/").rsplit("/", 1)[1]) is not None


def _numbered(rows: Any) -> list[Values]:
    return [{"reference": reference, "number": number} for reference, number in rows[:3]]
