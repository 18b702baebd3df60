"""Recommend an award on settled scores, or make none."""

from __future__ import annotations

from datetime import date, datetime

from hub.award import acts, selectors
from hub.award.models import Award
from hub.award.rules import barring, letters
from hub.award.services.telling import tell_none
from hub.evaluation import selectors as scoring
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, together
from hub.platform.approvals import services as approvals
from hub.platform.clock import london
from hub.platform.identity.selectors import myself
from hub.platform.numbering.services import take
from hub.supplier.terms import Size
from hub.tender.models import Tender

SERIES = "AWD"
SME = {Size.SME: True, Size.LARGE: False}


def recommend(
    one: Tender, *, reasons: str, starts_on: date | None, ends_on: date | None = None, by: Actor, at: datetime
) -> Award:
    """Recommend the best offer; the request goes to those who approve it by the scheme of delegation.

    :param reasons: why it wins, as suppliers and approvers read it.
    :param starts_on: first day of the contract.
    :param ends_on: last day; None where it is not known yet.
    :raises Refused: with everything that stands against it, or when the scheme has no line for it.
    """
    on = london(at).date()
    with together():
        # Two people may recommend at one moment: the second waits here, and then finds the award of the first.
        one.refresh_from_db(from_queryset=Tender.objects.select_for_update())
        found = selectors.beginning(one, by, on=on)
        said = [] if reasons.strip() else [Finding("reasons", "Say why it wins.", cure="reasons")]
        made = _made(one, found, by=by, at=at)
        with create(acts.RECOMMEND, made, by=by, at=at) as done:
            refuse(acts.RECOMMEND, [*found.bars, *said, *barring.bars_to_dates(starts_on, ends_on)])
            made.reasons, made.starts_on, made.ends_on = reasons.strip(), starts_on, ends_on
            made.reference = take(SERIES, one.authority, year=on.year)[0]
            made.save()
            done.note(quote=one.reference)
        _ask_approval(made, by, at)
    return made


def _made(one: Tender, found: selectors.Beginning, *, by: Actor, at: datetime) -> Award:
    case, winner = one.procurement, found.winner
    made = Award(
        authority=one.authority, tender=one, procurement=case, title=one.title, recommended_by_id=by.person_id or 0,
        recommended_at=at, vat_treatment=case.vat_treatment, estimate_ex_vat=case.estimate_ex_vat,
        offers_count=len(found.rows),
    )  # fmt: skip
    if winner is not None and found.supplier is not None:
        made.bid_id, made.supplier, made.supplier_name = winner.bid, found.supplier, found.supplier.name
        made.price_ex_vat, made.price_inc_vat = winner.price, found.price_inc_vat
        made.is_sme = SME.get(Size(found.supplier.size)) if found.supplier.size else None
    return made


def _ask_approval(one: Award, by: Actor, at: datetime) -> None:
    """Ask along the scheme; where the scheme asks for nobody, somebody else still has to tell the suppliers."""
    try:
        approvals.ask(acts.INFORM, one, by=by, at=at)
    except Refused as refused:
        if {each.code for each in refused.findings} != {"not_needed"}:
            raise


def give_none(one: Tender, *, reason: str, by: Actor, at: datetime) -> Award:
    """Decide that nobody wins, with the reason; all who answered are told at once. The case can ask again.

    :raises Refused: before the answers are opened, while an award stands, or with a conflict.
    """
    on = london(at).date()
    with together():
        one.refresh_from_db(from_queryset=Tender.objects.select_for_update())
        found = scoring.of_tender(one)
        who = scoring.candidates(one) if scoring.is_opened(one) else []
        made = Award(
            authority=one.authority, tender=one, procurement=one.procurement, title=one.title,
            recommended_by=myself(by), recommended_at=at, informed_at=at, offers_count=len(who),
            estimate_ex_vat=one.procurement.estimate_ex_vat, reasons=reason.strip(),
        )  # fmt: skip
        with create(acts.GIVE_NONE, made, by=by, at=at) as done:
            refuse(acts.GIVE_NONE, selectors.why_not_begin(one, found, by))
            made.reference = take(SERIES, one.authority, year=on.year)[0]
            made.save()
            done.note(reason.strip(), quote=one.reference)
        tell_none(made, letters.none, by=by, at=at)
    return made
