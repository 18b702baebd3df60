"""First matching: which supplier a payee of the ledger is, and why. What a person said is never changed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction

from hub.platform.events.models import Event
from hub.platform.tenancy.models import Authority
from hub.spend import acts
from hub.spend.models import Payee
from hub.spend.rules import is_surely_a_person, payee_kind
from hub.spend.selectors import suppliers as known
from hub.spend.terms import Payees, Way
from hub.supplier import rules
from hub.supplier.models import Supplier

Found = dict[str, Supplier]
CHUNK = 500
DOUBTS = frozenset({Payees.PERSON, Payees.DOUBTFUL})


def match(authority: Authority, payees: Sequence[Payee]) -> None:
    """Find the supplier of each payee, in memory; people are matched to nobody.

    The surest way wins: numbers of public registers, then a contract that the ledger names, then names. A name or
    number that leads to two suppliers leads to none: a person must choose.
    """
    _settle_doubts(authority, payees)
    _find(authority, [each for each in payees if each.payee_kind == Payees.ORGANISATION and each.supplier_id is None])


def _settle_doubts(authority: Authority, payees: Sequence[Payee]) -> None:
    """Let a number tell that what reads like a person is a firm, in memory: what finance said is left alone.

    It is one with a company or charity number in the ledger, and so is one that leads to a supplier with a number of
    a public register or with a contract here. A title or a redaction outweighs all of that.
    """
    left = []
    for payee in payees:
        if payee.payee_kind not in DOUBTS or payee.is_sure or is_surely_a_person(payee.name):
            continue
        if _company(payee) or _charity(payee):
            payee.payee_kind, payee.is_sure = Payees.ORGANISATION, True
        else:
            left.append(payee)
    _find(authority, left)
    bodies = known.bodies(authority, {payee.supplier_id for payee in left if payee.supplier_id})
    for payee in left:
        if payee.supplier_id in bodies:
            payee.payee_kind, payee.is_sure = Payees.ORGANISATION, True
        else:
            payee.supplier, payee.way, payee.reason = None, Way.NONE, ""


def _find(authority: Authority, left: list[Payee]) -> None:
    for way, key, look_up, sentence in WAYS:
        keys = {payee.pk or id(payee): key(payee) for payee in left}
        found = look_up(authority, {each for each in keys.values() if each})
        for payee in left:
            told = keys[payee.pk or id(payee)]
            if told and (supplier := found.get(told)):
                payee.supplier, payee.way = supplier, str(way)
                payee.reason = sentence.format(told=told, supplier=supplier.name, payee=payee.name)
        left = [payee for payee in left if payee.supplier_id is None]


def match_again(authority: Authority) -> int:
    """Match the payees that have no supplier once more, because suppliers were added; give how many were found."""
    done = 0
    waiting = Payee.objects.filter(authority=authority, supplier__isnull=True).exclude(way=Way.PERSON)
    rows = list(waiting.filter(payee_kind__in=[Payees.ORGANISATION, Payees.DOUBTFUL]))
    for start in range(0, len(rows), 5000):
        some = rows[start : start + 5000]
        match(authority, some)
        found = [payee for payee in some if payee.supplier_id is not None]
        with transaction.atomic():
            Payee.objects.bulk_update(found, ["supplier", "way", "reason", "payee_kind", "is_sure"], batch_size=CHUNK)
        done += len(found)
    return done


def doubt_again(authority: Authority) -> int:
    """Look once more at the names of organisations of which it is not sure, because the rule is better now.

    What somebody said stands. Give how many may be people after all.
    """
    said = Event.objects.filter(verb=acts.MARK_PERSON.name, authority=authority).values("subject_id")
    Payee.objects.filter(authority=authority, is_sure=False, pk__in=said).update(is_sure=True)
    rows = Payee.objects.filter(authority=authority).unmatched().filter(is_sure=False).exclude(way=Way.PERSON)
    found = [payee for payee in rows.iterator(chunk_size=5000) if payee_kind(payee.name) in DOUBTS]
    for payee in found:
        payee.payee_kind = payee_kind(payee.name)
    Payee.objects.bulk_update(found, ["payee_kind"], batch_size=CHUNK)
    return len(found)


def _company(payee: Payee) -> str:
    try:
        return rules.company_number(payee.company_number) if payee.company_number else ""
    except rules.BadIdentifier:
        return ""


def _charity(payee: Payee) -> str:
    try:
        return rules.charity_number(payee.charity_number) if payee.charity_number else ""
    except rules.BadIdentifier:
        return ""


def _by_company(authority: Authority, numbers: Iterable[str]) -> Found:
    return known.by_number(rules.COMPANIES_HOUSE, numbers)


def _by_charity(authority: Authority, numbers: Iterable[str]) -> Found:
    return known.by_number(rules.CHARITY, numbers)


def _by_name(authority: Authority, names: Iterable[str]) -> Found:
    return known.by_name(names)


def _by_key(authority: Authority, keys: Iterable[str]) -> Found:
    return known.by_key(keys)


WAYS: tuple[tuple[Way, Callable[[Payee], str], Callable[[Authority, Any], Found], str], ...] = (
    (Way.COMPANY_NUMBER, _company, _by_company, "The ledger gives the company number {told}, that of {supplier}."),
    (Way.CHARITY_NUMBER, _charity, _by_charity, "The ledger gives the charity number {told}, that of {supplier}."),
    (
        Way.CONTRACT, lambda payee: payee.contract_reference, known.by_contract,
        "The ledger names the contract {told}, which is with {supplier}.",
    ),
    (
        Way.CONTRACT, lambda payee: payee.order_number, known.by_contract,
        "The ledger names the order {told}, which stands on a contract with {supplier}.",
    ),
    (
        Way.NAME, lambda payee: payee.name.casefold(), _by_name,
        "The ledger and the register both write “{supplier}”.",
    ),
    (
        Way.CLEANED_NAME, lambda payee: payee.key, _by_key,
        "“{payee}” and “{supplier}” are the same but for legal form, capitals and punctuation.",
    ),
    (
        Way.NUMBER, lambda payee: payee.supplier_number, known.by_ledger_number,
        "The ledger gives the number {told}, under which another payee is {supplier}.",
    ),
)  # fmt: skip
