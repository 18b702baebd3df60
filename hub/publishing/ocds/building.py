"""Build one OCDS release of each published contract, from its public row alone."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from hub.platform.clock import LONDON
from hub.platform.ocid import UNREGISTERED, own
from hub.publishing.models import PublishedContract
from hub.publishing.terms import PublicState
from hub.supplier.selectors import LEGAL

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
VERSION = "1.1"
STATUS = {
    PublicState.LIVE: "active",
    PublicState.SUSPENDED: "active",
    PublicState.EXPIRED: "terminated",
    PublicState.ENDED: "terminated",
}
METHODS = {
    "open": "open",
    "competitive_flexible": "selective",
    "restricted": "selective",
    "negotiated": "selective",
    "quotes": "selective",
    "below_threshold": "open",
    "call_off": "limited",
    "dynamic_market": "selective",
    "direct_award": "direct",
}


def package_head(*, uri: str, at: datetime, publisher: str) -> dict[str, Any]:
    """Give a release package without its releases.

    :param uri: where the package is found.
    """
    return {
        "uri": uri,
        "version": VERSION,
        "publishedDate": moment(at),
        "publisher": {"name": publisher},
        "license": LICENCE,
        "extensions": [],
    }


def release(contract: PublishedContract) -> dict[str, Any]:
    """Give the release of a contract; what is withheld is left out. That of a withdrawn entry cancels it."""
    if contract.is_withdrawn:
        return withdrawal(contract)
    firms = suppliers(contract)
    buyer = {"id": f"GB-LAE-{contract.authority.code}", "name": contract.authority.name}
    amended = bool(contract.versions.all())
    return full(
        {
            "ocid": ocid(contract),
            "id": f"{contract.slug}-{contract.event_number}",
            "date": moment(contract.changed_at),
            "language": "en",
            "tag": ["contractAmendment" if amended else "contract"],
            "initiationType": "tender",
            "parties": [{**buyer, "roles": ["buyer"]}, *(party(firm) for firm in firms)],
            "buyer": buyer,
            "tender": tender(contract),
            "awards": [award(contract, firms)],
            "contracts": [signed(contract)],
        }
    )


def withdrawal(contract: PublishedContract) -> dict[str, Any]:
    """Give the release that tells whoever has a contract from an earlier one that its entry was withdrawn, and why."""
    because = contract.facts["withdrawn_because"]
    told = [
        {**amendment(contract, version), "rationale": because}
        for version in contract.versions.all()
        if version.event_number == contract.event_number
    ]
    buyer = {"id": f"GB-LAE-{contract.authority.code}", "name": contract.authority.name}
    return {
        "ocid": ocid(contract),
        "id": f"{contract.slug}-{contract.event_number}",
        "date": moment(contract.changed_at),
        "language": "en",
        "tag": ["contractAmendment"],
        "initiationType": "tender",
        "parties": [{**buyer, "roles": ["buyer"]}],
        "buyer": buyer,
        "contracts": [
            {
                "id": contract.slug,
                "awardID": f"{contract.slug}-award",
                "status": "cancelled",
                "amendments": told,
            }
        ],
    }


def ocid(contract: PublishedContract) -> str:
    """Give the process's id: the one it has, or ours."""
    return contract.ocid or own(contract.slug)


def suppliers(contract: PublishedContract) -> list[dict[str, Any]]:
    """Give the suppliers with the id under which the release names them."""
    found = []
    for part in contract.parts.all():
        firm = part.supplier
        numbers = [tuple(pair) for pair in firm.identifiers]
        best = next((pair for pair in numbers if pair[0] == "GB-COH"), numbers[0] if numbers else None)
        # Without a register number it is our own number, which every release of ours repeats.
        name = f"{best[0]}-{best[1]}" if best else f"{UNREGISTERED}-supplier-{firm.supplier_id}"
        found.append({"id": name, "name": firm.name, "numbers": numbers, "best": best, "firm": firm})
    return found


def party(firm: dict[str, Any]) -> dict[str, Any]:
    """Give a supplier as a party."""
    best = firm["best"]
    scale = None if firm["firm"].is_sme is None else ("sme" if firm["firm"].is_sme else "large")
    made = {
        "id": firm["id"],
        "name": firm["name"],
        "roles": ["supplier"],
        "identifier": {"scheme": best[0], "id": best[1], "legalName": legal_name(firm)} if best else None,
        "additionalIdentifiers": [{"scheme": s, "id": v} for s, v in firm["numbers"] if (s, v) != best],
        "details": {"scale": scale, "vcse": firm["firm"].is_vcse},
    }
    return full(made)


def legal_name(firm: dict[str, Any]) -> str:
    """Give the name in the register of organisations; the one that the supplier goes by, unless another is known."""
    return next((str(name) for name, how in firm["firm"].other_names if how == LEGAL), str(firm["name"]))


def tender(contract: PublishedContract) -> dict[str, Any]:
    """Give what is known of how it was let."""
    method = METHODS.get(contract.route)
    return full(
        {
            "id": contract.slug,
            "title": contract.title,
            "description": contract.description,
            "status": "complete",
            "mainProcurementCategory": contract.nature,
            "procurementMethod": method,
            "classification": {"scheme": "CPV", "id": contract.main_cpv} if contract.main_cpv else None,
        }
    )


def award(contract: PublishedContract, firms: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the award that the contract comes from."""
    return full(
        {
            "id": f"{contract.slug}-award",
            "title": contract.title,
            "status": "active",
            "date": day(contract.awarded_on),
            "value": worth(contract),
            "suppliers": [{"id": firm["id"], "name": firm["name"]} for firm in firms],
        }
    )


def signed(contract: PublishedContract) -> dict[str, Any]:
    """Give the contract with its changes."""
    return full(
        {
            "id": contract.slug,
            "awardID": f"{contract.slug}-award",
            "title": contract.title,
            "description": contract.description,
            "status": STATUS.get(PublicState(contract.state)),
            "period": full(
                {
                    "startDate": day(contract.starts_on),
                    "endDate": day(contract.ended_on or contract.ends_on, is_end=True),
                    "maxExtentDate": day(contract.latest_end_on, is_end=True),
                }
            ),
            "value": worth(contract),
            "dateSigned": day(contract.signed_on),
            "amendments": [amendment(contract, version) for version in contract.versions.all()],
            "documents": [
                {"id": paper["sha256"][:32], "title": paper["title"], "format": paper["type"]}
                for paper in contract.papers
            ],
        }
    )


def amendment(contract: PublishedContract, version: Any) -> dict[str, Any]:
    """Give one change."""
    return {
        "id": f"{contract.slug}-{version.event_number}",
        "date": moment(version.at),
        "description": version.what,
    }


def worth(contract: PublishedContract) -> dict[str, Any] | None:
    """Give the value in the currency in which it was agreed, else in pounds."""
    own = contract.foreign_value_ex_vat
    amount, currency = (contract.value_ex_vat, "GBP") if own is None else (own, contract.currency)
    if amount is None:
        return None
    number = int(amount) if amount == amount.to_integral_value() else float(amount)
    return {"amount": number, "currency": currency}


def day(on: date | None, *, is_end: bool = False) -> str | None:
    """Give a day as an instant in London: its first moment, or its last where a period ends."""
    if on is None:
        return None
    at = time(23, 59, 59) if is_end else time.min
    return datetime.combine(on, at, LONDON).isoformat()


def moment(at: datetime) -> str:
    """Give an instant to the second."""
    return at.astimezone(LONDON).replace(microsecond=0).isoformat()


def full(made: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: the standard has no empty values."""
    return {
        name: full(each) if isinstance(each, dict) else each
        for name, each in made.items()
        if each is not None and each not in ("", [], {}) and not (isinstance(each, dict) and not full(each))
    }
