"""What a contract has several of: suppliers, extension options, lots and partner authorities.

Each is said anew as a whole, with a reason; what was said before stands in the timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hub.contract import acts, rules
from hub.contract.models import Contract, ContractSupplier, ExtensionOption, Lot, PartnerShare
from hub.contract.services.derived import Part, supplier_line
from hub.contract.terms import OptionState, SupplierRole
from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.acts import Act, Refused, perform
from hub.platform.tenancy.models import Authority, Share
from hub.platform.words import date_long, money, plural


@dataclass(frozen=True)
class OptionTerms:
    """An extension that the contract offers and that nobody has decided."""

    months: int
    decide_by: date | None = None
    clause: str = ""


@dataclass(frozen=True)
class LotTerms:
    """A lot; ``id`` names one that is recorded already."""

    number: str
    title: str
    value_ex_vat: Decimal | None = None
    id: int | None = None


@dataclass(frozen=True)
class PartnerTerms:
    """A partner authority and its part."""

    partner: Authority
    share_percent: Decimal | None = None
    note: str = ""


def name_suppliers(
    contract: Contract, *, parts: Sequence[Part], reason: str, by: Actor, at: datetime, version: int | None = None
) -> Contract:
    """Say which suppliers take part, in which role, lot and share.

    :raises Refused: when a supplier stands twice in the same part, or shares are more than the whole.
    """
    with perform(acts.NAME_SUPPLIERS, contract, by=by, at=at, version=version) as entry:
        _refuse(acts.NAME_SUPPLIERS, _bars_to_suppliers(parts))
        before = [_supplier_words(part, part.lot.number if part.lot else "") for part in contract.parties.all()]
        for part in contract.parties.all():
            part.delete()
        store_suppliers(contract, parts)
        contract.supplier_name = supplier_line(parts)
        contract.save()
        entry.changed("suppliers", before, [_supplier_words(part, part.lot_number) for part in parts])
        entry.note(reason, suppliers=[part.supplier.pk for part in parts])
    return contract


def store_suppliers(contract: Contract, parts: Iterable[Part]) -> None:
    """Write the suppliers of a contract; an act must be open on it."""
    lots = {lot.number: lot for lot in contract.lots.all()}
    for part in parts:
        ContractSupplier(
            contract=contract,
            supplier=part.supplier,
            role=part.role,
            share_percent=part.share_percent,
            lot=lots.get(part.lot_number),
            named_as=part.named_as,
        ).save()


def set_options(
    contract: Contract,
    *,
    options: Sequence[OptionTerms],
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Contract:
    """Say which extensions the contract still offers; those that were decided stay as they are."""
    with perform(acts.SET_OPTIONS, contract, by=by, at=at, version=version) as entry:
        held = list(contract.options.all())
        decided = [option for option in held if option.state != OptionState.OPEN]
        for option in held:
            if option.state == OptionState.OPEN:
                option.delete()
        first = max((option.number for option in decided), default=0) + 1
        made = [
            ExtensionOption(
                contract=contract, number=number, months=each.months, decide_by=each.decide_by, clause=each.clause
            )
            for number, each in enumerate(options, start=first)
        ]
        for option in made:
            option.save()
        contract.latest_end_on = latest_end(contract)
        contract.save(update_fields=["latest_end_on"])
        entry.changed("extension options", _all(held, _option_words), _all([*decided, *made], _option_words))
        entry.note(reason)
    return contract


def add_option(
    contract: Contract, *, months: int, decide_by: date | None = None, clause: str = "", by: Actor, at: datetime
) -> Contract:
    """Record one more extension that the contract offers."""
    offered = contract.options.filter(state=OptionState.OPEN)
    held = [OptionTerms(each.months, each.decide_by, each.clause) for each in offered]
    options = [*held, OptionTerms(months, decide_by, clause)]
    return set_options(contract, options=options, reason="The contract offers it", by=by, at=at)


def latest_end(contract: Contract) -> date | None:
    """Give the end date if every option that is still open were used."""
    months = sum(option.months for option in contract.options.filter(state=OptionState.OPEN))
    return rules.add_months(contract.ends_on, months) if contract.ends_on else None


def set_lots(
    contract: Contract, *, lots: Sequence[LotTerms], reason: str, by: Actor, at: datetime, version: int | None = None
) -> Contract:
    """Say which lots the contract has.

    :raises Refused: when two have one number, or a supplier is named for a lot that is left out.
    """
    with perform(acts.SET_LOTS, contract, by=by, at=at, version=version) as entry:
        held = {lot.pk: lot for lot in contract.lots.all()}
        before = _all(held.values(), _lot_words)
        gone = [lot for pk, lot in held.items() if pk not in {each.id for each in lots}]
        named = [lot.number for lot in gone if lot.parties.exists()]
        _refuse(acts.SET_LOTS, rules.bars_to_lots([each.number for each in lots], taken_out=named))
        for lot in gone:
            lot.delete()
        kept = [lot for lot in held.values() if lot not in gone]
        for lot in kept:
            # Numbers may change places, and no two may be the same in between.
            lot.number = f"~{lot.pk}"
            lot.save()
        for each in lots:
            lot = held.get(each.id or 0) or Lot(contract=contract)
            lot.number, lot.title, lot.value_ex_vat = each.number, each.title, each.value_ex_vat
            lot.save()
        entry.changed("lots", before, _all(contract.lots.all(), _lot_words))
        entry.note(reason)
    return contract


def set_partners(
    contract: Contract,
    *,
    partners: Sequence[PartnerTerms],
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Contract:
    """Say which partner authorities take part and with what share; each of them then reads the contract.

    :raises Refused: when one stands twice, is the contract's own authority, or shares are more than the whole.
    """
    with perform(acts.SET_PARTNERS, contract, by=by, at=at, version=version) as entry:
        _refuse(acts.SET_PARTNERS, _bars_to_partners(contract, partners))
        held = list(contract.partner_shares.select_related("authority"))
        before = [_partner_words(share.authority.name, share.share_percent, share.note) for share in held]
        for share in held:
            share.delete()
        readers = Share.objects.filter(subject_kind=contract.kind(), subject_id=contract.pk)
        readers.filter(authority__in=[share.authority_id for share in held]).delete()
        for each in partners:
            PartnerShare(
                contract=contract, authority=each.partner, share_percent=each.share_percent, note=each.note
            ).save()
            Share.objects.get_or_create(subject_kind=contract.kind(), subject_id=contract.pk, authority=each.partner)
        entry.changed(
            "partners", before, [_partner_words(each.partner.name, each.share_percent, each.note) for each in partners]
        )
        entry.note(reason, partners=[each.partner.pk for each in partners])
    return contract


def _bars_to_suppliers(parts: Sequence[Part]) -> list[Finding]:
    places = [(part.supplier.standing_id, part.role, part.lot_number) for part in parts]
    names = [part.supplier.standing.name for part in parts]
    twice = sorted({name for place, name in zip(places, names, strict=True) if places.count(place) > 1})
    shares: dict[str, Decimal] = {}
    for part in parts:
        if part.role != SupplierRole.SUBCONTRACTOR and part.share_percent is not None:
            shares[part.lot_number] = shares.get(part.lot_number, Decimal(0)) + part.share_percent
    return rules.bars_to_shares(max(shares.values(), default=Decimal(0)), twice=twice, of="suppliers")


def _bars_to_partners(contract: Contract, partners: Sequence[PartnerTerms]) -> list[Finding]:
    if any(each.partner.pk == contract.authority_id for each in partners):
        return [Finding("own", "This is the authority's own contract. Choose a partner authority.", cure="partner")]
    names = [each.partner.name for each in partners]
    total = sum((each.share_percent or Decimal(0) for each in partners), Decimal(0))
    return rules.bars_to_shares(total, twice=sorted({n for n in names if names.count(n) > 1}), of="partners")


def _refuse(act: Act, findings: list[Finding]) -> None:
    if findings:
        raise Refused(act, findings)


def _all(things: Iterable[object], words: object) -> list[str]:
    return [words(thing) for thing in things]  # type: ignore[operator]


def _percent(share: Decimal | None) -> str:
    return f", {share.normalize():f}%" if share is not None else ""


def _supplier_words(part: Part | ContractSupplier, lot: str) -> str:
    role = "" if part.role == SupplierRole.LEAD else f" ({SupplierRole(part.role).label.lower()})"
    return f"{part.supplier.standing.name}{role}{_percent(part.share_percent)}{f', lot {lot}' if lot else ''}"


def _option_words(option: ExtensionOption) -> str:
    decide = f", decide by {date_long(option.decide_by)}" if option.decide_by else ""
    return f"{option.number}: {plural(option.months, 'month')}{decide}{f', {option.clause}' if option.clause else ''}"


def _lot_words(lot: Lot) -> str:
    worth = f", {money(lot.value_ex_vat)} ex VAT" if lot.value_ex_vat is not None else ""
    return f"{lot.number} {lot.title}{worth}"


def _partner_words(name: str, share: Decimal | None, note: str) -> str:
    return f"{name}{_percent(share)}{f', {note}' if note else ''}"
