"""Choose an option, which becomes the strategy of the case; appraise again; and compare the outcome later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform, together
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.procurement.appraisal import acts, freezing, selectors
from hub.procurement.appraisal.models import Option, OptionsAppraisal
from hub.procurement.appraisal.services.listing import count, first_day_after, share_with_partners, start
from hub.procurement.appraisal.terms import Outcome
from hub.procurement.services import replanning
from hub.procurement.terms import BEFORE_MARKET


@bars(acts.CHOOSE)
def can_be_chosen_from(appraisal: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Somebody must have scored the whole short list, and the market must not have been asked."""
    if not selectors.whole(appraisal).complete:
        told = "Nobody has scored every option on every criterion yet."
        yield Finding("no_scores", told, cure=f"{appraisal.get_absolute_url()}score/")
    if appraisal.procurement.status not in BEFORE_MARKET:
        yield Finding("too_late", "The market has been asked, so the options are no longer open.")


def choose(
    appraisal: OptionsAppraisal,
    *,
    option: Option,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> OptionsAppraisal:
    """Choose an option with the reason; it is locked and becomes the strategy of the procurement.

    :raises Refused: for an option that is not on the short list or fails what every option must meet.
    """
    on = london(at).date()
    with together():
        if appraisal.supersedes is not None:
            with perform(acts.SUPERSEDE, appraisal.supersedes, by=by, at=at):
                pass
        with perform(acts.CHOOSE, appraisal, by=by, at=at, version=version) as done:
            if faults := list(_bars_to_option(appraisal, option)):
                raise Refused(acts.CHOOSE, faults)
            count(appraisal)
            found = freezing.freeze(selectors.whole(appraisal), chosen=option)
            appraisal.chosen, appraisal.chosen_on, appraisal.reason = option, on, reason
            appraisal.results, appraisal.is_best, appraisal.holds = found.results, found.is_best, found.holds
            months = selectors.months_to_outcome(appraisal.authority, on=on)
            appraisal.outcome_due_on = first_day_after(on, months)
            appraisal.save()
            done.note(reason, option=option.number, delivery=option.delivery, is_best=found.is_best)
        case = appraisal.procurement
        with perform(acts.TAKE_STRATEGY, case, by=by, at=at) as taken:
            case.delivery, case.intended_procedure = option.delivery, selectors.intention(option)
            if not case.procedure:
                # Until a procedure is chosen, the timetable is that of the way that was chosen.
                replanning.replan(case, why=f"{appraisal.reference} chose {option.title}.", on=on, by=by)
            case.save()
            taken.note(reason, appraisal=appraisal.reference, edition=appraisal.edition)
    return appraisal


def _bars_to_option(appraisal: OptionsAppraisal, option: Option) -> Iterable[Finding]:
    if option.appraisal_id != appraisal.pk or not option.is_short_listed:
        yield Finding("not_listed", "Choose an option that is on the short list.", cure="option")
    labels = {one["code"]: one["label"] for one in appraisal.factors}
    failed = [labels.get(code, code) for code in option.fails]
    if failed:
        told = f"{option.title} cannot be chosen. It fails what every option must meet: {', '.join(failed)}."
        yield Finding("fails", told, cure="option")


def again(
    appraisal: OptionsAppraisal, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> OptionsAppraisal:
    """Begin the next version with the same options; the choice so far stands until another is made.

    :raises Refused: while a version is worked on, or once the market was asked.
    """
    with together():
        with perform(acts.APPRAISE_AGAIN, appraisal, by=by, at=at, version=version) as done:
            done.note(reason)
        newest = selectors.latest(appraisal.procurement)
        made = OptionsAppraisal(
            authority=appraisal.authority,
            procurement=appraisal.procurement,
            edition=(newest.edition if newest else appraisal.edition) + 1,
            supersedes=appraisal,
            owner=appraisal.owner,
            question=appraisal.question,
        )
        start(made, years=appraisal.years, by=by, at=at)
        _copy(appraisal, made, by=by, at=at)
        share_with_partners(made, at=at)
    return made


@bars(acts.APPRAISE_AGAIN)
def may_begin_again(appraisal: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """One version is worked on at a time, and only while the options are open."""
    if appraisal.procurement.status not in BEFORE_MARKET:
        yield Finding("too_late", "The market has been asked, so the options are no longer open.")
    found = selectors.underway(appraisal.procurement)
    if found is not None:
        told = f"Version {found.edition} is being worked on already. Go on with it."
        yield Finding("underway", told, cure=found.get_absolute_url())


def _copy(old: OptionsAppraisal, made: OptionsAppraisal, *, by: Actor, at: datetime) -> None:
    """Take the options over; factors that no longer exist are no failings any more."""
    known = {one["code"] for one in made.factors}
    with perform(acts.ADD_OPTION, made, by=by, at=at) as done:
        for one in old.options.order_by("number"):
            Option(
                appraisal=made, number=one.number, title=one.title, delivery=one.delivery,
                description=one.description, benefits=one.benefits, risks=one.risks, costs=one.costs,
                fails=[code for code in one.fails if code in known],
                is_short_listed=one.is_short_listed, why_not=one.why_not,
            ).save()  # fmt: skip
        count(made)
        made.save()
        done.note(taken_over_from=old.reference)


def check_outcome(
    appraisal: OptionsAppraisal,
    *,
    outcome: str,
    note: str,
    actual_cost: Decimal | None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> OptionsAppraisal:
    """Say how the choice turned out against what was expected of it.

    :param actual_cost: pounds without VAT so far, where they are known.
    :raises Refused: without an outcome, or without words about it.
    """
    with perform(acts.CHECK_OUTCOME, appraisal, by=by, at=at, version=version) as done:
        if outcome not in set(Outcome) or not note.strip():
            told = "Say whether it turned out better, worse or as expected, and how."
            raise Refused(acts.CHECK_OUTCOME, [Finding("outcome", told, cure="outcome")])
        appraisal.outcome, appraisal.outcome_note, appraisal.actual_cost = outcome, note.strip(), actual_cost
        appraisal.outcome_on = london(at).date()
        appraisal.save()
        done.note(note, outcome=outcome)
    return appraisal


def withdraw(
    appraisal: OptionsAppraisal, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> OptionsAppraisal:
    """Give the appraisal up, with the reason; another can begin."""
    with perform(acts.WITHDRAW, appraisal, by=by, at=at, version=version) as done:
        appraisal.supersedes = None
        appraisal.save()
        done.note(reason)
    return appraisal


def transfer(
    appraisal: OptionsAppraisal, *, to: Person, reason: str, by: Actor, at: datetime, version: int | None = None
) -> OptionsAppraisal:
    """Let somebody else lead the appraisal."""
    with perform(acts.TRANSFER, appraisal, by=by, at=at, version=version) as done:
        appraisal.owner = to
        appraisal.save()
        done.note(reason)
    return appraisal
