"""Enter contracts and put their facts right."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hub.contract import acts, rules
from hub.contract.models import Contract
from hub.contract.rules import changing
from hub.contract.services.derived import Part, supplier_line
from hub.contract.services.naming import free_address, known
from hub.contract.services.parts import store_suppliers
from hub.contract.terms import State
from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.numbering.services import take_free
from hub.platform.tenancy.models import Authority

FEW = 800
# Moved by acts of their own, or kept by the services.
NOT_CORRECTABLE = frozenset(
    {
        "id", "authority", "version", "status", "reference", "address", "owner", "manager", "tier", "recorded_on",
        "confirmed_on", "ended_on", "supplier_name", "missing_count", "source", "source_key", "source_digest",
        "source_dates", "is_let_by_list",
    }
)  # fmt: skip
CORRECTABLE = frozenset(f.name for f in Contract._meta.concrete_fields) - NOT_CORRECTABLE


def add(
    *,
    authority: Authority,
    facts: Mapping[str, Any],
    suppliers: Sequence[Part] = (),
    reference: str | None = None,
    by: Actor,
    at: datetime,
) -> Contract:
    """Add a contract as a draft; it becomes live by ``sign`` and ``start``.

    :param facts: fields of ``Contract`` with their values, owner, manager and tier included.
    :param reference: only when the authority gave one before; else the next of its series.
    """
    contract = Contract(authority=authority, **{"recorded_on": london(at).date(), **facts})
    with create(acts.ADD, contract, by=by, at=at) as entry:
        if reference and known(authority, reference):
            message = f"{authority.name} has a contract {reference} already. Give this one another reference."
            raise Refused(acts.ADD, [Finding("taken", message, cure="reference")])
        contract.reference = reference or next_references(authority, year=london(at).year)[0]
        contract.address = free_address(authority, contract.reference)
        contract.supplier_name = supplier_line(suppliers)
        contract.save()
        store_suppliers(contract, suppliers)
        entry.changed("suppliers", None, contract.supplier_name)
    return contract


def next_references(authority: Authority, *, year: int, count: int = 1) -> list[str]:
    """Give the next references of an authority's contracts; one that was typed for another contract is passed over."""

    def borne(references: list[str]) -> set[str]:
        found: set[str] = set()
        for start in range(0, len(references), FEW):
            some = references[start : start + FEW]
            rows = Contract.objects.filter(authority=authority, reference__in=some)
            found.update(rows.values_list("reference", flat=True))
            # One whose reference was corrected keeps the address that it had.
            found.update(Contract.objects.filter(address__in=some).values_list("address", flat=True))
        return found

    return take_free(rules.SERIES, authority, year=year, count=count, used=borne)


@bars(acts.SIGN)
def _may_sign(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    return rules.bars_to_signing(contract.facts())


def sign(contract: Contract, *, signed_on: date, by: Actor, at: datetime, version: int | None = None) -> Contract:
    """Record that both sides have signed.

    :raises Refused: when the signature lies in the future or core facts are missing.
    """
    with perform(acts.SIGN, contract, by=by, at=at, version=version):
        if signed_on > london(at).date():
            message = "The date of signing must be today or earlier."
            raise Refused(acts.SIGN, [Finding("future", message, cure="signed_on")])
        contract.signed_on = signed_on
        contract.save(update_fields=["signed_on"])
    return contract


@bars(acts.START)
def _may_start(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    return rules.bars_to_starting(contract.facts(), on=london(at).date())


def start(contract: Contract, *, by: Actor, at: datetime, version: int | None = None) -> Contract:
    """Let a signed contract begin; the system does so on the start date."""
    with perform(acts.START, contract, by=by, at=at, version=version):
        contract.save(update_fields=["status"])
    return contract


@bars(acts.CORRECT)
@bars(acts.CORRECT_REFERENCE)
def _may_correct(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    if acts.EDITABLE[State(contract.status)] == "none":
        message = "This entry was withdrawn, so nothing in it changes. If that was a mistake, put it back first."
        return [Finding("withdrawn", message, cure=acts.RESTORE.name)]
    return []


def correct(
    contract: Contract,
    *,
    changes: Mapping[str, Any],
    reason: str,
    what: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Contract:
    """Put facts right, or fill in what is missing.

    :param changes: names of fields with their new values.
    :param what: one of ``Moved``, asked where the end or value of a contract in force moves beyond what it offers.
    :raises Refused: when the contract is over and its terms would change, or when it is in force and its end or value
        would move: that is approved (``correct_terms``), or the procurement lead's.
    """
    if unknown := set(changes) - CORRECTABLE:
        raise ValueError(f"These facts are not corrected this way: {sorted(unknown)}")
    with perform(acts.CORRECT, contract, by=by, at=at, version=version) as entry:
        differing = {name for name, value in changes.items() if getattr(contract, name) != value}
        if found := rules.bars_to_correcting(contract.facts(), differing):
            raise Refused(acts.CORRECT, found)
        if found := bars_to_moving(contract, changes, by=by) or _bars_to_what(contract, changes, what):
            raise Refused(acts.CORRECT, found)
        # A list may bring a contract that runs without saying when it was signed; a draft is signed by its own act.
        if "signed_on" in differing and contract.signed_on is None and contract.status == State.DRAFT:
            raise Refused(acts.CORRECT, [Finding("not_signed", "It is not signed. Record the signature first.")])
        for name in differing:
            setattr(contract, name, changes[name])
        if found := rules.bars_to_storing(contract.facts()):
            raise Refused(acts.CORRECT, found)
        contract.save()
        entry.note(reason, **({"what": what} if what else {}))
    return contract


def _bars_to_what(contract: Contract, after: Mapping[str, Any], what: str) -> list[Finding]:
    """Ask whether the record or the contract was other, where a contract in force would get more than it offers."""
    if not contract.is_running:
        return []
    now = {name: getattr(contract, name) for name in rules.MOVED}
    return changing.bars_to_what(changing.beyond_the_offer(now, contract.latest_end_on, after), what)


def bars_to_moving(contract: Contract, changes: Mapping[str, Any], *, by: Actor) -> list[Finding]:
    """Say what stands against moving the end or value of a contract in force by a form or a list.

    :param changes: names of fields with their new values.
    """
    moved = rules.moved({name: getattr(contract, name) for name in rules.GUARDED}, changes)
    return rules.bars_to_moving(contract.facts(), moved, is_leads=_is_leads(contract, by))


def bars_to_listing_what(contract: Contract, changes: Mapping[str, Any], what: str, *, by: Actor) -> list[Finding]:
    """Ask whether the record or the contract was other, where a list gives one in force more than it offers.

    The Hub itself is not asked: what it loads was answered for by whoever set it up.

    :param what: one of ``Moved`` as the row says it, or "".
    """
    if by.is_system or not contract.is_running:
        return []
    now = {name: getattr(contract, name) for name in rules.GUARDED}
    beyond = changing.beyond_the_offer(now, contract.latest_end_on, changes)
    return changing.bars_to_listing_what(beyond, what, moves=bool(rules.moved(now, changes)))


def bars_to_listing(contract: Contract, does: Collection[str], *, by: Actor) -> list[Finding]:
    """Say what stands against ending, suspending or handing over a contract by a list.

    :param does: which of ``rules.LISTED`` the list would do.
    """
    return rules.bars_to_listing(contract.facts(), does, is_leads=_is_leads(contract, by))


def _is_leads(contract: Contract, by: Actor) -> bool:
    """Say whether it is the Hub itself or the procurement lead who acts, and not on their own contract."""
    return by.is_system or (by.holds(acts.LEADS, contract.authority_id) and not contract.is_own(by.person_id))


@bars(acts.CORRECT_TERMS)
def _may_correct_terms(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    return rules.bars_to_correcting_terms(contract.facts())


def correct_terms(
    contract: Contract, *, terms: Mapping[str, Any], reason: str, by: Actor, at: datetime, version: int | None = None
) -> Contract:
    """Put the end or the value of a contract in force right, as it was approved.

    :param terms: ``rules.MOVED`` with their values: the end, whether there is one, the value ex and inc VAT; and
        ``what``, one of ``Moved``, where they go beyond what the contract offers.
    :raises NeedsApproval: without the approval that an extension of this value needs, or for other terms than those.
    :raises Refused: when nobody says whether the record or the contract was other, and when the contract was changed:
        that has an act of its own (``change``).
    """
    if set(terms) - {"what"} != set(rules.MOVED):
        raise ValueError(f"The end and the value are corrected together: {sorted(rules.MOVED)}")
    with perform(acts.CORRECT_TERMS, contract, by=by, at=at, version=version, terms=terms) as entry:
        if found := _bars_to_what(contract, terms, str(terms.get("what") or "")):
            raise Refused(acts.CORRECT_TERMS, found)
        for name in rules.MOVED:
            setattr(contract, name, terms[name])
        if found := rules.bars_to_storing(contract.facts()):
            raise Refused(acts.CORRECT_TERMS, found)
        contract.save(update_fields=list(rules.MOVED))
        entry.note(reason)
    return contract
