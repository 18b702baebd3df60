"""Which dates of a contract are deadlines, who is told, how long before, and what happens then (MC-1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from hub.contract import rules, selectors, services
from hub.contract.models import Contract
from hub.contract.terms import State, Tier
from hub.platform.clock import LONDON
from hub.platform.deadlines.declare import Deadline, Moment, days
from hub.platform.identity.roles import Role

# 12, 6, 3 and 1 months; the closer a contract is managed, the earlier people hear (MC-1).
WARNINGS = {Tier.GOLD: (365, 183, 92, 31), Tier.SILVER: (183, 92, 31), Tier.BRONZE: (92, 31)}
A_MONTH = timedelta(days=30)


def warnings(contract: Contract) -> tuple[timedelta, ...]:
    """Give how long before a date people hear of it, by tier; a contract without a tier is treated as silver."""
    tier = Tier(contract.tier) if contract.tier else Tier.SILVER
    return tuple(days(each) for each in WARNINGS[tier])


def answerable(contract: Contract) -> Iterable[int | Role | None]:
    """Give who hears, the manager first, for it is their work: manager, owner, and procurement for a gold contract."""
    told: list[int | Role | None] = [contract.manager_id, contract.owner_id]
    return [*told, Role.PROCUREMENT_LEAD] if contract.tier == Tier.GOLD else told


def _page(slug: str = "") -> Callable[[Contract], str]:
    return lambda contract: contract.get_absolute_url() + (f"{slug}/" if slug else "")


def _extension(contract: Contract, known: selectors.Endings) -> date | None:
    option = rules.open_option(known.options_of(contract))
    return rules.decision_day(contract.facts(), option, known.back(contract)) if option else None


def _competition(contract: Contract, known: selectors.Endings) -> date | None:
    if not contract.is_running or rules.open_option(known.options_of(contract)):
        return None
    back = known.back(contract)
    return back.start_by if back else None


def _notice(contract: Contract) -> date | None:
    if not contract.is_running or contract.ends_on is None or not contract.notice_period_days:
        return None
    return contract.ends_on - timedelta(days=contract.notice_period_days)


def _start(contract: Contract) -> list[Moment]:
    if contract.status != State.DRAFT or contract.starts_on is None or not contract.facts().is_let:
        return []
    return [Moment(datetime.combine(contract.starts_on, time.min, LONDON))]


def _signature(contract: Contract) -> date | None:
    """An agreement with somebody is signed before it begins; a notice of a tender, and a call that was cancelled, not.

    Due the day before, so that whoever answers for it hears before the start and not on it.
    """
    is_agreed = contract.is_let_by_list or not contract.source
    if contract.status != State.DRAFT or contract.signed_on is not None or not is_agreed:
        return None
    if contract.starts_on is None or not contract.supplier_name:
        return None
    return contract.starts_on - timedelta(days=1)


def _managed(contract: Contract) -> date | None:
    """A contract that somebody gave a tier is one that somebody means to manage; others are gaps of the register."""
    if not contract.is_running or contract.manager_id or not contract.tier:
        return None
    return _a_month_after(contract)


def _complete(contract: Contract) -> date | None:
    if not contract.is_running or contract.manager_id is None:
        return None
    gaps = [gap for gap in rules.missing(contract.facts()) if gap.field != "manager"]
    return _a_month_after(contract) if gaps else None


def _a_month_after(contract: Contract) -> date | None:
    """A list of old contracts is not late on the day it is loaded: the month counts from then."""
    began = contract.facts().asked_from
    return began + A_MONTH if began else None


DECIDE_EXTENSION = Deadline(
    "contract.decide_extension",
    of=Contract,
    label="Decide the extension",
    load=selectors.load_endings,
    due=_extension,
    warn=warnings,
    tells=answerable,
    sentence=lambda contract: f"Decide the extension of {contract.title}",
    link=_page("extend"),
)
START_NEXT = Deadline(
    "contract.start_next",
    of=Contract,
    label="Start the next competition",
    load=selectors.load_endings,
    due=_competition,
    warn=warnings,
    tells=answerable,
    sentence=lambda contract: f"Start the next competition for {contract.title}",
    link=_page(),
)
GIVE_NOTICE = Deadline(
    "contract.give_notice",
    of=Contract,
    label="Last day to give notice",
    due=_notice,
    warn=(days(92), days(31)),
    tells=answerable,
    sentence=lambda contract: f"Decide whether to give notice on {contract.title}",
    link=_page(),
)
REVIEW = Deadline(
    "contract.review",
    of=Contract,
    label="Review the contract",
    due=lambda contract: contract.review_on if contract.is_running else None,
    warn=(days(31),),
    tells=answerable,
    sentence=lambda contract: f"Review {contract.title}",
    link=_page(),
)
SIGN = Deadline(
    "contract.sign",
    of=Contract,
    label="Record the signature",
    due=_signature,
    warn=(days(31), days(7)),
    tells=answerable,
    sentence=lambda contract: f"Record that {contract.title} is signed",
    link=_page("sign"),
)
BEGIN = Deadline(
    "contract.begin",
    of=Contract,
    label="Starts",
    due=_start,
    tells=answerable,
    sentence=lambda contract: f"Be ready for the start of {contract.title}",
    link=_page(),
    then=services.start,
)
EXPIRE = Deadline(
    "contract.expire",
    of=Contract,
    label="Ends",
    due=lambda contract: contract.ends_on if contract.is_running and not contract.has_no_end else None,
    tells=answerable,
    sentence=lambda contract: f"Be ready for the end of {contract.title}",
    link=_page(),
    then=services.expire,
)
CONFIRM = Deadline(
    "contract.confirm",
    of=Contract,
    label="Confirm the record",
    due=lambda contract: rules.confirmation_day(contract.facts()) if contract.manager_id else None,
    warn=(days(31),),
    tells=lambda contract: {contract.manager_id},
    sentence=lambda contract: f"Confirm that the record of {contract.title} is right",
    link=_page("confirm"),
)
NAME_MANAGER = Deadline(
    "contract.name_manager",
    of=Contract,
    label="Name a contract manager",
    due=_managed,
    warn=(days(14),),
    tells=lambda contract: {contract.owner_id, Role.PROCUREMENT_LEAD},
    sentence=lambda contract: f"Name a manager for {contract.title}",
    link=_page("transfer"),
)
FILL_IN = Deadline(
    "contract.fill_in",
    of=Contract,
    label="Fill in missing facts",
    due=_complete,
    warn=(days(14),),
    tells=answerable,
    sentence=lambda contract: f"Fill in what is missing from the record of {contract.title}",
    link=_page("correct"),
)
