"""What stands in the way of an act on a contract. Each finding's sentence is what the person reads."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hub.contract.rules.facts import Facts, Option
from hub.contract.rules.missing import Missing, missing, missing_core
from hub.contract.terms import OptionState, TerminationGround
from hub.law.findings import Finding
from hub.platform.words import date_long, list_of, lower_first, plural


def bars_to_storing(facts: Facts) -> list[Finding]:
    """The register holds no contract that ends before it starts or is worth less than nothing; loads ask this."""
    found = []
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        message = "The end date must be the same as or after the start date."
        found.append(Finding("end_before_start", message, cure="ends_on"))
    if facts.value_ex_vat is not None and facts.value_ex_vat < 0:
        found.append(Finding("negative", "The value must be £0 or more.", cure="value_ex_vat"))
    return found


def bars_to_signing(facts: Facts) -> list[Finding]:
    """A contract is signed once it says with whom, for how much and for how long."""
    found = _not_recorded(missing_core(facts))
    if facts.signed_on is not None:
        found.append(Finding("signed", f"It was signed on {date_long(facts.signed_on)}."))
    return found


def bars_to_starting(facts: Facts, *, on: date) -> list[Finding]:
    """A contract starts once it is signed, or a list says that it was let, and its start date has come.

    A list of contracts in force seldom says when they were signed; one that began yesterday is loaded as live, so one
    that begins tomorrow becomes live tomorrow. What it lacks is asked for as of any that runs.
    """
    found = [] if facts.signed_on is None and facts.is_let else _not_recorded(missing_core(facts))
    if not facts.is_let:
        found.append(Finding("not_signed", "It is not signed. Record the signature first.", cure="contract.sign"))
    if facts.starts_on is not None and facts.starts_on > on:
        found.append(Finding("too_early", f"It starts on {date_long(facts.starts_on)}. Wait until then."))
    return found


def bars_to_expiring(facts: Facts, *, on: date) -> list[Finding]:
    """A contract expires on the day after its end date."""
    if facts.has_no_end or facts.ends_on is None:
        return [Finding("no_end", "It has no end date, so it cannot expire.")]
    if facts.ends_on >= on:
        return [Finding("not_over", f"It runs until {date_long(facts.ends_on)}.")]
    return []


def bars_to_extending(facts: Facts, options: list[Option], *, on: date) -> list[Finding]:
    """A contract is made longer by an option that it offers, before it ends."""
    found = []
    if facts.ends_on is None:
        message = "It has no end date to move. Record the end date first."
        found.append(Finding("no_end", message, cure="contract.correct"))
    elif facts.ends_on < on:
        message = f"It ended on {date_long(facts.ends_on)}. A contract that is over cannot be extended."
        found.append(Finding("too_late", message))
    if open_option(options) is None:
        message = "It offers no extension that is still open. Record the option that the contract gives first."
        found.append(Finding("no_option", message, cure="contract.set_options"))
    return found


def bars_to_declining(facts: Facts, options: list[Option]) -> list[Finding]:
    """An option is left unused while the contract runs and the option is open."""
    if not facts.is_running:
        return [Finding("not_running", "Only the options of a contract in force are decided. This one is not.")]
    if open_option(options) is None:
        return [Finding("no_option", "It offers no extension that is still open.")]
    return []


def bars_to_ending(
    facts: Facts, *, ended_on: date, ground: TerminationGround, notice_given_on: date | None, on: date
) -> list[Finding]:
    """A contract ends early on a day that lies within its life, after any notice it asks for."""
    found = []
    if ended_on > on:
        found.append(Finding("ends_in_future", "The day it ended must be today or earlier.", cure="ended_on"))
    if facts.starts_on is not None and ended_on < facts.starts_on:
        message = f"The day it ended must be after it started on {date_long(facts.starts_on)}."
        found.append(Finding("before_start", message, cure="ended_on"))
    if facts.ends_on is not None and ended_on > facts.ends_on:
        message = f"It reached its end date on {date_long(facts.ends_on)}, so it did not end early."
        found.append(Finding("after_end", message, cure="ended_on"))
    if ground == TerminationGround.NOTICE:
        found += _notice_not_run(facts, ended_on=ended_on, notice_given_on=notice_given_on)
    return found


def _notice_not_run(facts: Facts, *, ended_on: date, notice_given_on: date | None) -> list[Finding]:
    if notice_given_on is None:
        return [Finding("no_notice", "Enter the day on which we gave notice.", cure="notice_given_on")]
    days = facts.notice_period_days or 0
    earliest = notice_given_on + timedelta(days=days)
    if ended_on < earliest:
        message = (
            f"The contract asks for {plural(days, 'day')} of notice. Notice given on {date_long(notice_given_on)} "
            f"ends it on {date_long(earliest)} at the earliest."
        )
        return [Finding("notice_not_run", message, cure="ended_on")]
    return []


def bars_to_confirming(facts: Facts) -> list[Finding]:
    """A record is confirmed when nothing that it must say is missing."""
    return _not_recorded(missing(facts))


def bars_to_correcting(facts: Facts, fields: set[str]) -> list[Finding]:
    """The terms of a contract that is over are history; what describes it may still be put right."""
    terms = sorted(fields & TERMS)
    if facts.is_over and terms:
        message = (
            f"The contract is over, so {list_of(terms)} cannot change any more. "
            "If it never ended, the procurement lead puts it back in force."
        )
        return [Finding("over", message, cure="contract.put_back")]
    return []


def bars_to_putting_back(facts: Facts, *, was_ended: bool, is_own: bool) -> list[Finding]:
    """What is over by mistake goes back in force by the lead; an end that was approved, and a real end, stand.

    :param was_ended: whether somebody ended it early by an act of its own.
    :param is_own: whether the person answers for it, so that another lead must do it.
    """
    found = []
    if was_ended:
        message = "It was ended early with an approval, so it stays over. What goes on after that is a new contract."
        found.append(Finding("was_ended", message))
    if is_own:
        message = "You answer for this contract, so another procurement lead puts it back in force."
        found.append(Finding("own", message))
    return found


def bars_to_new_end(*, ends_on: date | None, has_no_end: bool, on: date) -> list[Finding]:
    """What is put back in force has an end that is still to come, or none."""
    if has_no_end and ends_on is not None:
        return [Finding("two_ends", "Enter an end date or say that it has none, not both.", cure="ends_on")]
    if not has_no_end and ends_on is None:
        return [Finding("no_end", "Enter the end date that the contract has.", cure="ends_on")]
    if ends_on is not None and ends_on < on:
        return [Finding("past_end", "The end date must be today or later, or the contract is over.", cure="ends_on")]
    return []


def bars_to_withdrawing(orders: int) -> list[Finding]:
    """An entry leaves the register when no other entry hangs on it."""
    if orders:
        message = f"{plural(orders, 'order hangs', 'orders hang')} on this framework. Withdraw or move them first."
        return [Finding("has_orders", message)]
    return []


def bars_to_restoring(*, load_undone: bool, framework: str, cure: str) -> list[Finding]:
    """A withdrawn entry goes back unless its load was undone, or the framework that it hangs on is withdrawn.

    :param framework: the reference of the framework if that is withdrawn, else "".
    :param cure: the page on which the framework is put back.
    """
    found = []
    if load_undone:
        # The list that brought it may have been loaded anew since: both would stand for one contract.
        message = "The load that brought it was undone. Load the list again, or add the contract by hand."
        found.append(Finding("load_undone", message, cure="/contracts/import/"))
    if framework:
        message = f"It is an order under {framework}, which is withdrawn. Put {framework} back first."
        found.append(Finding("framework_withdrawn", message, cure=cure))
    return found


WHOLE = Decimal(100)
# The terms of the agreement itself; everything else describes or sorts it.
TERMS = frozenset({"starts_on", "ends_on", "latest_end_on", "has_no_end", "notice_period_days"})


def open_option(options: list[Option]) -> Option | None:
    """Give the first option that nobody has decided."""
    return min(
        (option for option in options if option.state == OptionState.OPEN),
        key=lambda option: option.number,
        default=None,
    )


def _not_recorded(facts: tuple[Missing, ...]) -> list[Finding]:
    """Say in one sentence which facts are missing."""
    if not facts:
        return []
    names = list_of([lower_first(each.label) for each in facts])
    verb = "is" if len(facts) == 1 else "are"
    message = f"The {names} {verb} not recorded. Fill this in first."
    return [Finding("missing", message, cure="contract.correct")]


def bars_to_shares(total: Decimal, *, twice: list[str], of: str) -> list[Finding]:
    """Nobody stands twice in one part of a contract, and all shares together are at most the whole.

    :param total: the shares together, in per cent.
    :param of: whose shares: "suppliers" or "partners".
    """
    found = []
    if twice:
        found.append(Finding("twice", f"{list_of(twice)} stands twice. Remove one of the two.", cure=of))
    if total > WHOLE:
        message = f"The shares add up to {total.normalize():f}%. They must add up to 100% or less."
        found.append(Finding("more_than_whole", message, cure=of))
    return found


def bars_to_lots(numbers: list[str], *, taken_out: list[str]) -> list[Finding]:
    """Each lot has its own number, and none goes for which a supplier is named."""
    found = []
    if twice := sorted({number for number in numbers if numbers.count(number) > 1}):
        found.append(Finding("twice", f"Two lots have the number {list_of(twice)}. Give one another number."))
    if taken_out:
        lots = f"lot {list_of(sorted(taken_out))}"
        found.append(Finding("in_use", f"A supplier is named for {lots}. Take the supplier off that lot first."))
    return found
