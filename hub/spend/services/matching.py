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
MATCHED = ["supplier", "way", "reason", "payee_kind", "is_sure"]
# Stands between two numbers where the lines of one payee do not agree on one; no such number leads anywhere.
SEVERAL = "; "
AND = " and "
ALIKE = ("company_number", "charity_number", "contract_reference", "order_number")


def match(authority: Authority, payees: Sequence[Payee]) -> None:
    """Find the supplier of each payee, in memory; people are matched to nobody.

    The surest way wins: numbers of public registers, then names, then the number in the ledger, then a contract that
    the ledger names. A name or number that leads to two suppliers leads to none: a person must choose.
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
            Payee.objects.bulk_update(found, MATCHED, batch_size=CHUNK)
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


def take_over(payee: Payee, told: dict[str, str]) -> bool:
    """Take over what a later file says of a payee that is known; say whether anything was new.

    :param told: field → what the file's lines say; a field that they do not agree on holds ``SEVERAL``.
    """
    is_new = False
    for name, value in told.items():
        joined = merged(getattr(payee, name), value, alike=name in ALIKE)
        if joined != getattr(payee, name):
            setattr(payee, name, joined)
            is_new = True
    return is_new


def merged(known: str, more: str, *, alike: bool) -> str:
    """Join what two files say.

    :param alike: whether they must agree; of other numbers a payee may have several and the first is kept.
    """
    if not known or not more or known == more:
        return known or more
    return f"{known.split(SEVERAL)[0]}{SEVERAL}{more.split(SEVERAL)[-1]}" if alike and SEVERAL not in known else known


def renew(authority: Authority, payees: Sequence[Payee]) -> None:
    """Match payees whose numbers have changed anew, but those of whom a person has spoken, and write them."""
    free = [payee for payee in payees if payee.way != Way.PERSON]
    for payee in free:
        payee.supplier, payee.way, payee.reason = None, str(Way.NONE), ""
    match(authority, free)
    Payee.objects.bulk_update(payees, [*MATCHED, "supplier_number", *ALIKE], batch_size=CHUNK)


def _contract_names(payee: Payee) -> str:
    """Give the contracts that a payee's lines name: none where they do not agree, or where two columns might not."""
    if SEVERAL in payee.contract_reference:
        return ""
    orders = "" if SEVERAL in payee.order_number else payee.order_number
    return AND.join(dict.fromkeys(filter(None, (payee.contract_reference, orders))))


def _by_contract_names(authority: Authority, names: Iterable[str]) -> Found:
    """Give the supplier of contracts that are named together; of those that are known here all must be its own."""
    each = {name: name.split(AND) for name in names}
    found = known.by_contract(authority, {one for some in each.values() for one in some})
    made: Found = {}
    for name, some in each.items():
        suppliers = {found[one].pk: found[one] for one in some if one in found}
        if len(suppliers) == 1:
            made[name] = next(iter(suppliers.values()))
    return made


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
    (
        Way.CONTRACT, _contract_names, _by_contract_names,
        "Every line that names a contract names {told}, which is with {supplier}.",
    ),
)  # fmt: skip
