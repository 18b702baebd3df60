"""Read processes in the Open Contracting Data Standard: releases, records and packages of either."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hub.contract.reading import text
from hub.contract.reading.ocds_merge import merge, said_at
from hub.contract.reading.routes import CALL_OFF as CALL_OFF_ROUTE
from hub.contract.reading.routes import nature_of, route_of
from hub.contract.reading.row import (
    AWARDED,
    CALL_OFF,
    CANCELLED,
    COMPETING,
    CONTRACT,
    ENDED,
    FRAMEWORK,
    GRANT,
    LIVE,
    OCDS,
    PLANNED,
    ContractRow,
)
from hub.contract.reading.suppliers import OcdsParties
from hub.contract.reading.values import ZEROS, Faults, range_of, value_of
from hub.platform.tabular.results import Reject

_DEAD = frozenset({"cancelled", "unsuccessful", "withdrawn"})


def state_of(item: Mapping[str, Any]) -> tuple[str, list[dict[str, Any]], str]:
    """Take the releases out of a release or record.

    Returns:
        The ocid, the releases that give the latest state when merged, and a sentence when there is none.
    """
    ocid = str(item.get("ocid") or "").strip()
    if isinstance(item.get("compiledRelease"), dict):
        return ocid or str(item["compiledRelease"].get("ocid") or ""), [dict(item["compiledRelease"])], ""
    if isinstance(item.get("releases"), list):
        full = [each for each in item["releases"] if isinstance(each, dict) and _is_full(each)]
        if full:
            return ocid, full, ""
        return (
            ocid,
            [],
            (
                "This record holds only links to its releases, not their content. "
                "Download the record with its compiled release, or the releases themselves, and load that."
            ),
        )
    return ocid, [dict(item)], ""


def _is_full(release: Mapping[str, Any]) -> bool:
    return any(key in release for key in ("parties", "buyer", "tender", "awards", "contracts", "planning"))


def read(number: int, ocid: str, releases: list[dict[str, Any]]) -> ContractRow | Reject:
    """Read one process, given all its releases in the file, into one row or one reject."""
    release = (
        merge(releases)
        if len(releases) > 1
        else {key: value for key, value in releases[0].items() if value is not None}
    )
    faults = Faults()
    if not ocid:
        faults.add(
            "ocid", "", "This release has no ocid, so it cannot be told apart from others. Ask the publisher for it."
        )
    if not _objects(release.get("parties")):
        faults.add(
            "parties",
            "",
            f"The process {ocid or 'without an ocid'} has no parties, so neither buyer nor supplier can be identified. "
            "Download the full release from the publisher, or enter the contract by hand.",
        )
    row = _Process(number, ocid, release, faults).row() if not faults.found else None
    return row if row is not None and not faults.found else Reject.of(number, faults.found)


class _Process:
    """One merged process, taken apart for its row."""

    def __init__(self, number: int, ocid: str, release: dict[str, Any], faults: Faults) -> None:
        self.number, self.ocid, self.release, self.faults = number, ocid, release, faults
        self.tender = _object(release.get("tender"))
        self.lots = _objects(self.tender.get("lots"))
        self.awards = _alive(_objects(release.get("awards")))
        self.contracts = _alive(_objects(release.get("contracts")))
        self.parties = OcdsParties(release, self.awards)
        self.warnings: list[str] = list(self.parties.warnings)
        self.notes: list[str] = []

    def row(self) -> ContractRow | None:
        """Build the row; None after a fault."""
        title = self._title()
        if not title:
            self.faults.add("tender.title", "", f"The process {self.ocid} has no title. Enter it by hand with one.")
            return None
        period = self._period()
        is_draft = not (self.awards or self.contracts) or not self.parties.suppliers
        words = text.line(_string(self.tender.get("procurementMethodDetails")))
        route = route_of(words, _string(self.tender.get("procurementMethod")))
        values = self._values()
        single = self.parties.suppliers[0] if len(self.parties.suppliers) == 1 else None
        self._warn(is_draft, period)
        return ContractRow(
            number=self.number, source_kind=OCDS, source_key=f"ocid:{self.ocid}", source_reference=self.ocid,
            title=title, ocid=self.ocid, notice_id=_string(self.release.get("id")),
            reference=text.line(_string(self.tender.get("id")), 100),
            source_url=self._url(), description=self._description(title),
            kind=self._kind(route), kind_is_assumed=not self._says_kind(route),
            lots=self._lots(), suppliers=self.parties.suppliers, buyer_name=self.parties.buyer_name,
            buyer_identifiers=self.parties.buyer_identifiers, department=self.parties.department,
            manager=self.parties.contact, route=route, route_text=words, regime_text=self._regime(),
            cpv_codes=self._cpv(), nature=self._nature(), ended_on=self._ended(), **values,
            starts_on=period[0], ends_on=period[1], extensions_until=period[2], extension_text=self._extension(),
            awarded_on=self._first_date("awards", self.awards, "date"),
            signed_on=self._first_date("contracts", self.contracts, "dateSigned"),
            published_on=self.faults.date("date", self.release.get("date")), said_at=said_at(self.release),
            status_hint=self._status(),
            status_text=_string(self.tender.get("status")),
            is_sme=single.is_sme if single else None, is_vcse=single.is_vcse if single else None,
            funding=self._funding(), location=self._location(), is_draft_entry=is_draft,
            warnings=tuple(self.warnings), notes=tuple(self.notes),
        )  # fmt: skip

    def _title(self) -> str:
        candidates = [
            *(each.get("title") for each in self.contracts),
            self.tender.get("title"),
            *(each.get("title") for each in self.awards),
            self.release.get("title"),
            _object(_object(self.release.get("planning")).get("budget")).get("project"),
        ]
        # A process with several contracts is named by its tender, not by the first of them.
        if len(self.contracts) > 1 or len(self.awards) > 1:
            candidates.insert(0, self.tender.get("title"))
        return next((title for each in candidates if (title := text.line(_string(each)))), "")

    def _description(self, title: str) -> str:
        sources = [self.tender, *self.contracts, *self.awards, self.release]
        found = next((words for each in sources if (words := text.paragraph(_string(each.get("description"))))), "")
        if text.is_truncated(found):
            self.warnings.append("The description was cut off after 500 characters by the system it came from.")
        return "" if found == title else found

    def _period(self) -> tuple[dt.date | None, dt.date | None, dt.date | None]:
        """Take start, end and latest end from the contracts, else the awards, else the lots, else the tender."""
        levels = (
            ("contracts", self.contracts, "period"),
            ("awards", self.awards, "contractPeriod"),
            ("tender.lots", self.lots, "contractPeriod"),
            ("tender", [self.tender], "contractPeriod"),
        )
        for path, objects, key in levels:
            periods = [(index, _object(each.get(key))) for index, each in enumerate(objects) if _object(each.get(key))]
            if not periods:
                continue
            found = [
                self._dates(f"{path}[{index}].{key}" if path != "tender" else f"tender.{key}", each)
                for index, each in periods
            ]
            starts, ends, latest = ([date for date in column if date] for column in zip(*found, strict=True))
            return min(starts, default=None), max(ends, default=None), max(latest, default=None)
        return None, None, None

    def _dates(self, path: str, period: Mapping[str, Any]) -> tuple[dt.date | None, ...]:
        return tuple(
            self.faults.date(f"{path}.{key}", period.get(key)) for key in ("startDate", "endDate", "maxExtentDate")
        )

    def _values(self) -> dict[str, Any]:
        """Take the value from the contracts, else the awards, else the estimate of the tender."""
        for path, objects in (("contracts", self.contracts), ("awards", self.awards), ("tender", [self.tender])):
            found = [
                self.faults.ocds_value(
                    f"{path}[{index}].value" if path != "tender" else "tender.value", each.get("value")
                )
                for index, each in enumerate(objects)
            ]
            nets = [net for net, _, _ in found if net]
            grosses = [gross for _, gross, _ in found if gross]
            if not nets and not grosses:
                continue
            told = sorted({code for net, gross, code in found if net or gross})
            if len(told) > 1:
                each = ", ".join(f"{code} {net or gross:,}" for net, gross, code in found if net or gross)
                self.warnings.append(f"The values are in {' and '.join(told)}, so they were not added up: {each}.")
                return {}
            if len(nets) > 1:
                self.notes.append(f"The value is the sum of {len(nets)} {path}.")
            if path == "tender":
                self.notes.append("The value is the estimate of the tender; no award gives one.")
                low, _, code = self.faults.ocds_value("tender.minValue", self.tender.get("minValue"))
                if low and nets and low < nets[0] and code == told[0]:
                    return {**value_of(told[0]), **range_of(low, nets[0], currency=told[0])}
            return value_of(told[0], _sum(nets), _sum(grosses))
        if self.faults.zeros:
            self.warnings.append(ZEROS.format(paths=", ".join(self.faults.zeros)))
        return {}

    def _first_date(self, path: str, objects: list[dict[str, Any]], key: str) -> dt.date | None:
        dates = [self.faults.date(f"{path}[{index}].{key}", each.get(key)) for index, each in enumerate(objects)]
        return min((date for date in dates if date), default=None)

    def _says_kind(self, route: str) -> bool:
        return route == CALL_OFF_ROUTE or bool(_object(self.tender.get("techniques")).get("hasFrameworkAgreement"))

    def _kind(self, route: str) -> str:
        techniques = _object(self.tender.get("techniques"))
        words = self._title().lower()
        if route == CALL_OFF_ROUTE or "call-off" in words or "call off" in words:
            return CALL_OFF
        if techniques.get("hasFrameworkAgreement") or "framework agreement" in words or words.endswith("framework"):
            return FRAMEWORK
        return GRANT if "grant agreement" in words or "grant funding agreement" in words else CONTRACT

    def _status(self) -> str:
        tags = {str(tag) for tag in self.release.get("tag") or [] if isinstance(self.release.get("tag"), list)}
        everything = _objects(self.release.get("contracts"))
        if everything and all(each.get("status") in ("terminated", "cancelled") for each in everything):
            return ENDED if any(each.get("status") == "terminated" for each in everything) else CANCELLED
        if any(each.get("status") == "active" for each in self.contracts):
            return LIVE
        if self.awards:
            return AWARDED
        if self.tender.get("status") in _DEAD or tags & {"tenderCancellation", "awardCancellation"}:
            return CANCELLED
        return (
            COMPETING
            if self.tender.get("status") in ("active", "complete") or tags & {"tender", "tenderUpdate"}
            else PLANNED
        )

    def _nature(self) -> str:
        """Give what is mostly bought, as the tender, the awards or the contracts say it."""
        given = (_string(each.get("mainProcurementCategory")) for each in (self.tender, *self.awards, *self.contracts))
        return next((nature for each in given if (nature := nature_of(each))), "")

    def _ended(self) -> dt.date | None:
        """Give the last day on which a contract of the process was carried out, once all of them are over."""
        over = [each for each in self.contracts if each.get("status") == "terminated"]
        if not over or len(over) < len(self.contracts):
            return None
        path = "contracts.implementation.endDate"
        days = [self.faults.date(path, _object(each.get("implementation")).get("endDate")) for each in over]
        return max((day for day in days if day), default=None)

    def _cpv(self) -> tuple[str, ...]:
        sources = [
            self.tender,
            *(item for each in (self.tender, *self.awards, *self.contracts) for item in _objects(each.get("items"))),
        ]
        codes: list[str] = []
        for source in sources:
            for each in [_object(source.get("classification")), *_objects(source.get("additionalClassifications"))]:
                if _string(each.get("scheme")).upper() == "CPV":
                    codes += text.cpv_codes(_string(each.get("id")))
        return tuple(dict.fromkeys(codes))

    def _location(self) -> str:
        places: list[str] = []
        for each in (self.tender, *self.awards, *self.contracts):
            for item in _objects(each.get("items")):
                for place in [*_objects(item.get("deliveryAddresses")), _object(item.get("deliveryAddress"))]:
                    name = place.get("region") or place.get("locality") or place.get("postalCode")
                    places.append(text.line(_string(name), 100))
        return ", ".join(dict.fromkeys(filter(None, places)))[:300]

    def _lots(self) -> str:
        return "; ".join(
            text.line(_string(lot.get("title")) or f"Lot {_string(lot.get('id'))}", 200) for lot in self.lots
        )[:2000]

    def _extension(self) -> str:
        for each in (*self.contracts, *self.awards, *self.lots, self.tender):
            words = text.paragraph(_string(_object(each.get("renewal")).get("description")))
            if words:
                return words
        return ""

    def _regime(self) -> str:
        basis = _object(self.tender.get("legalBasis"))
        return text.line(" ".join(filter(None, (_string(basis.get("scheme")), _string(basis.get("id"))))), 100)

    def _funding(self) -> str:
        budget = _object(_object(self.release.get("planning")).get("budget"))
        return text.line(_string(budget.get("description")), 300)

    def _url(self) -> str:
        for each in (*self.contracts, *self.awards, self.tender, _object(self.release.get("planning"))):
            for document in _objects(each.get("documents")):
                if _string(document.get("documentType")).endswith("Notice") and document.get("url"):
                    return text.line(_string(document["url"]), 500)
        return ""

    def _warn(self, is_draft: bool, period: tuple[dt.date | None, dt.date | None, dt.date | None]) -> None:
        if is_draft:
            what = "no award" if not (self.awards or self.contracts) else "no supplier"
            self.notes.append(f"The process has {what} yet, so it is kept as a draft entry.")
        if period[0] and period[1] and period[1] < period[0]:
            self.warnings.append("The contract ends before it starts. Check both dates.")
        if len(self.awards) > 1:
            self.notes.append(f"{len(self.awards)} awards of this process were taken together.")


def _sum(values: list[Decimal]) -> Decimal | None:
    return sum(values, Decimal()) or None


def _alive(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in objects if each.get("status") not in ("cancelled", "unsuccessful")]


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _string(value: Any) -> str:
    return "" if value is None or isinstance(value, (dict, list, bool)) else str(value)


def group(numbered: Iterator[tuple[int, Mapping[str, Any]]]) -> dict[str, list[int]]:
    """Note which places in a file belong to the same ocid; the first place gives the number of the row."""
    places: dict[str, list[int]] = {}
    for number, item in numbered:
        ocid = str(item.get("ocid") or "").strip() or f"#{number}"
        places.setdefault(ocid, []).append(number)
    return places
