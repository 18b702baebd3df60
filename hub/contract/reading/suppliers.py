"""Find who buys and who supplies in a notice, and write their names and numbers cleanly."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from hub.contract.reading import text
from hub.contract.reading.row import SupplierRef
from hub.supplier import rules
from hub.supplier.rules import BadIdentifier, Identifier

NOBODY = "The supplier is given as “{name}”, which is no supplier, so this is kept as a draft entry."


def supplier(name: str, **facts: Any) -> SupplierRef | None:
    """Make a supplier from a name as it came; None when the name says that there is nobody."""
    if rules.is_nobody(name):
        return None
    clean = rules.clean_name(text.line(name, 300))
    legal, brand = rules.trading_as(clean)
    address = text.address(facts.pop("address", "") or "")
    postcode = rules.postcode_in(facts.pop("postcode", "") or address)
    return SupplierRef(name=legal, trading_name=brand, address=address, postcode=postcode, **facts) if legal else None


def together(suppliers: Iterable[SupplierRef | None]) -> tuple[SupplierRef, ...]:
    """Keep each supplier once, by identifier or else by name, in the order they came."""
    kept: dict[object, SupplierRef] = {}
    for each in suppliers:
        if each is not None:
            kept.setdefault(each.identifiers[0] if each.identifiers else rules.match_key(each.name), each)
    return tuple(kept.values())


# Contracts Finder joins suppliers by a comma without a space; a comma within a name has one.
_JOINED = re.compile(r",(?=\S)|;\s*|\s*\|\s*|\r?\n")
_ANY_JOINT = re.compile(r"[;|\n&]")
_ENTITY = re.compile(r"&(?:[a-z]+|#\d+);", re.I)


def split_names(joined: str) -> list[str]:
    """Split a list of suppliers that was joined by commas, leaving "Knight, Kavanagh & Page" whole."""
    if "," not in joined and not _ANY_JOINT.search(joined):
        return [joined.strip()] if joined.strip() else []
    decoded = html.unescape(joined) if _ENTITY.search(joined) else joined
    names = [name.strip(" ,") for name in _JOINED.split(decoded)]
    return [name for name in names if name]


_LOT = re.compile(
    r"^lots?\s+[\dA-Z]{1,3}(?:\s*(?:,|&|and|-|to)\s*\d+)*\s*[-:–]\s*(?:[A-Z][\w\s]{2,40}\s-\s)?(?=\S)", re.I
)
_LOTS_AFTER = re.compile(r"\s*\(lots?\b[^)]*\)\s*$", re.I)


def without_lot(name: str) -> str:
    """Take "Lot 1 - East Lancashire - " and "(Lots 1 and 2)" off a supplier's name."""
    return _LOTS_AFTER.sub("", _LOT.sub("", name)).strip()


class OcdsParties:
    """The buyer and the suppliers of one OCDS process."""

    def __init__(self, release: Mapping[str, Any], awards: list[dict[str, Any]]) -> None:
        self.warnings: list[str] = []
        self._parties = {str(each.get("id")): each for each in _objects(release.get("parties"))}
        buyer = release.get("buyer") if isinstance(release.get("buyer"), dict) else None
        party = self._buyer(buyer)
        self.buyer_name = rules.clean_name(_text(party.get("name")) or _text((buyer or {}).get("name")))
        self.buyer_identifiers = self._identifiers(party)
        contact = party.get("contactPoint") if isinstance(party.get("contactPoint"), dict) else {}
        self.contact = _contact(contact or {})
        self.department = text.line(_text(party.get("department") or ""), 200)
        self.suppliers = together(self._all(awards))

    def _buyer(self, buyer: Mapping[str, Any] | None) -> Mapping[str, Any]:
        if buyer and str(buyer.get("id")) in self._parties:
            return self._parties[str(buyer.get("id"))]
        wanted = ("buyer", "procuringEntity")
        return next((each for role in wanted for each in self._parties.values() if role in _roles(each)), buyer or {})

    def _all(self, awards: list[dict[str, Any]]) -> list[SupplierRef | None]:
        """Suppliers of the awards; failing these, of awards that do not say, the parties in that role."""
        named = [self._one(each) for award in awards for each in _objects(award.get("suppliers"))]
        if named:
            return named
        return [self._one(each) for each in self._parties.values() if "supplier" in _roles(each)]

    def _one(self, reference: Mapping[str, Any]) -> SupplierRef | None:
        party = self._parties.get(str(reference.get("id")), reference)
        legal = rules.clean_name(text.line(_text(_get(party, "identifier", "legalName")), 300))
        name = _text(party.get("name")) or _text(reference.get("name")) or legal
        found = supplier(
            without_lot(rules.clean_name(name)),
            legal_name="" if rules.is_nobody(legal) else legal,
            identifiers=self._identifiers(party),
            is_sme=_scale(_get(party, "details", "scale")),
            is_vcse=_flag(_get(party, "details", "vcse")),
            address=_address(party.get("address")),
            postcode=_text(_get(party, "address", "postalCode")),
        )
        if found is None and name:
            self.warnings.append(NOBODY.format(name=rules.clean_name(name)))
        return found

    def _identifiers(self, party: Mapping[str, Any]) -> tuple[Identifier, ...]:
        own = party.get("identifier")
        found: list[Identifier] = []
        for each in [own if isinstance(own, dict) else {}, *_objects(party.get("additionalIdentifiers"))]:
            try:
                checked = rules.identifier(_text(each.get("scheme")), _text(each.get("id")))
            except BadIdentifier as error:
                self.warnings.append(f"{rules.clean_name(_text(party.get('name')))}: {error.reason} It was left out.")
                continue
            if checked and checked not in found:
                found.append(checked)
        return tuple(found)


def _contact(point: Mapping[str, Any]) -> str:
    parts = [text.line(_text(point.get(key)), 200) for key in ("name", "email")]
    return ", ".join(part for part in parts if part and part.upper() != "REDACTED")


def _address(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    keys = ("streetAddress", "locality", "region", "postalCode")
    return ", ".join(_text(value.get(key)) for key in keys if _text(value.get(key)))


def _scale(value: Any) -> bool | None:
    scale = _text(value).lower()
    return True if scale in ("sme", "micro", "small", "medium") else False if scale == "large" else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else text.yes_or_no(_text(value))


def _roles(party: Mapping[str, Any]) -> list[Any]:
    roles = party.get("roles")
    return roles if isinstance(roles, list) else [roles]


def _get(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (dict, list, bool)) else str(value)
