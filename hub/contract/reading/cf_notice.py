"""Read Contracts Finder notices: one notice of the v2 API, its search results, and registers flattened from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hub.contract.reading import text
from hub.contract.reading.routes import CALL_OFF as CALL_OFF_ROUTE
from hub.contract.reading.routes import nature_of, route_of
from hub.contract.reading.row import (
    AWARDED,
    CALL_OFF,
    CANCELLED,
    CF_NOTICE,
    CF_REGISTER,
    COMPETING,
    CONTRACT,
    FRAMEWORK,
    PLANNED,
    ContractRow,
    SupplierRef,
)
from hub.contract.reading.suppliers import NOBODY, split_names, supplier, together, without_lot
from hub.contract.reading.values import ZEROS, Faults, range_of
from hub.platform.tabular.results import Reject
from hub.supplier import rules

NO_TITLE = "The notice {id} has no title. Enter it by hand with one."
EXTENSIBLE = "The notice says that the contract may be extended."
NO_ID = "This notice has no id, so it could not be found again. Download it again, or enter it by hand."
_STATUSES = {"awarded": AWARDED, "open": COMPETING, "closed": COMPETING, "withdrawn": CANCELLED, "cancelled": CANCELLED}
_EARLY = frozenset({"preprocurement", "pipeline", "futureopportunity", "earlyengagement"})


def is_notice(item: Mapping[str, Any]) -> bool:
    """Tell whether an object is one notice as the v2 API returns it."""
    return isinstance(item.get("notice"), dict)


def is_flat(item: Mapping[str, Any]) -> bool:
    """Tell whether an object is one line of a flattened register or of the API's search results."""
    return "id" in item and "title" in item and any(key in item for key in _MARKS)


_MARKS = ("awarded_supplier", "awardedSupplier", "notice_type", "noticeType", "noticeStatus", "organisationName")


def read_notice(number: int, item: Mapping[str, Any]) -> ContractRow | Reject:
    """Read one notice of the v2 API with its awards."""
    return _Notice(number, item).read()


def read_flat(number: int, item: Mapping[str, Any]) -> ContractRow | Reject:
    """Read one flattened notice, named as in the register files (awarded_supplier) or the API (awardedSupplier)."""
    return _Flat(number, item).read()


class _Reader:
    """What both shapes have in common."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.faults = Faults()
        self.warnings: list[str] = []
        self.notes: list[str] = []

    def outcome(self, row: ContractRow) -> ContractRow | Reject:
        """Give the row, or the reject when there is a fault."""
        if not row.notice_id:
            self.faults.add("id", "", NO_ID)
        if not row.title:
            self.faults.add("title", "", NO_TITLE.format(id=row.notice_id))
        return Reject.of(self.number, self.faults.found) if self.faults.found else row

    def description(self, words: str) -> str:
        """Clean a description and note when it was cut off."""
        # Measured before cleaning: entities and line breaks count in the 500 characters.
        if text.is_truncated(words):
            self.warnings.append("The description was cut off after 500 characters by the system it came from.")
        clean = text.paragraph(words)
        return "" if clean in (".", "-", "n/a") else clean

    def names(self, joined: str, **facts: Any) -> tuple[SupplierRef, ...]:
        """Read one or several suppliers from one text."""
        found: list[SupplierRef | None] = []
        for name in split_names(joined):
            plain = without_lot(name)
            one = supplier(plain, **facts)
            if one is None:
                self.warnings.append(NOBODY.format(name=rules.clean_name(name)))
            found.append(one)
        return together(found)

    def value(self, awarded: Any, low: Any, high: Any) -> dict[str, Any]:
        """Give the value as fields of a row: what was awarded, else the estimate, which may be a range."""
        if awarded:
            return {"value_ex_vat": awarded}
        if high:
            return range_of(low, high)
        if low:
            self.notes.append("The value is the estimate of the notice; no award gives one.")
            return {"value_ex_vat": low}
        if self.faults.zeros:
            self.warnings.append(ZEROS.format(paths=", ".join(self.faults.zeros)))
        return {}

    def draft_note(self, *, is_awarded: bool, suppliers: Iterable[SupplierRef]) -> bool:
        """Tell whether this is a draft entry, and note why."""
        if is_awarded and tuple(suppliers):
            return False
        self.notes.append(f"The notice has no {'supplier' if is_awarded else 'award'}, so it is kept as a draft entry.")
        return True


class _Notice(_Reader):
    def __init__(self, number: int, item: Mapping[str, Any]) -> None:
        super().__init__(number)
        self.item = item
        self.notice: Mapping[str, Any] = item["notice"]
        self.awards = [each for each in item.get("awards") or [] if isinstance(each, dict)]

    def read(self) -> ContractRow | Reject:
        notice, awards = self.notice, self.awards
        suppliers = together(each for award in awards for each in self._supplier(award))
        values = [value for index, award in enumerate(awards) if (value := self._award_value(index, award))]
        low, high = (
            self.faults.money("notice.valueLow", notice.get("valueLow")),
            self.faults.money("notice.valueHigh", notice.get("valueHigh")),
        )
        starts = self._dates("startDate", "start")
        ends = self._dates("endDate", "end")
        words = self._procedure()
        notice_id = _text(self.item.get("id") or notice.get("id"))
        organisation = self.item.get("organisation")
        is_draft = self.draft_note(is_awarded=bool(awards), suppliers=suppliers)
        route = route_of(words)
        return self.outcome(ContractRow(
            number=self.number, source_kind=CF_NOTICE, source_key=f"cf:{notice_id}", source_reference=notice_id,
            title=text.line(_text(notice.get("title"))), notice_id=notice_id,
            reference=text.line(_text(notice.get("identifier")), 100),
            source_url=f"https://www.contractsfinder.service.gov.uk/Notice/{notice_id}",
            description=self.description(_text(notice.get("description"))),
            kind=FRAMEWORK if notice.get("isFrameworkAgreement") else CALL_OFF if route == CALL_OFF_ROUTE else CONTRACT,
            suppliers=suppliers,
            buyer_name=rules.clean_name(_text(notice.get("organisationName") or _get(organisation, "name"))),
            route=route, route_text=words, cpv_codes=self._cpv(),
            **self.value(sum(values), low, high),
            starts_on=min(starts, default=None), ends_on=max(ends, default=None),
            extension_text=EXTENSIBLE if notice.get("isExtensionPossible") else "",
            awarded_on=min(self._award_dates("awardedDate"), default=None),
            published_on=self.faults.date("notice.publishedDate", notice.get("publishedDate")),
            status_hint=_status(_text(notice.get("status")), _text(notice.get("type")), self._first_name()),
            status_text=_text(notice.get("status")),
            nature=nature_of(_text(notice.get("ojeuContractType"))),
            is_sme=_any(awards, "awardedToSME"), is_vcse=_any(awards, "awardedToVCSO"),
            location=text.line(_text(notice.get("region") or notice.get("postcode")), 300), is_draft_entry=is_draft,
            warnings=tuple(self.warnings), notes=tuple(self.notes),
        ))  # fmt: skip

    def _first_name(self) -> str:
        return _text(self.awards[0].get("supplierName")) if self.awards else ""

    def _supplier(self, award: Mapping[str, Any]) -> tuple[SupplierRef, ...]:
        scheme = {"COMPANIES_HOUSE": "GB-COH", "CHARITY_COMMISSION": "GB-CHC"}.get(
            _text(award.get("referenceType")).upper(), ""
        )
        identifiers: tuple[rules.Identifier, ...] = ()
        try:
            checked = rules.identifier(scheme, _text(award.get("reference")))
            identifiers = (checked,) if checked else ()
        except rules.BadIdentifier as error:
            self.warnings.append(f"{error.reason} It was left out.")
        name = _text(award.get("supplierName"))
        one = supplier(
            name, identifiers=identifiers, address=_text(award.get("supplierAddress")),
            is_sme=_flag(award.get("awardedToSME")), is_vcse=_flag(award.get("awardedToVCSO")),
        )  # fmt: skip
        if one is None and name:
            self.warnings.append(NOBODY.format(name=rules.clean_name(name)))
        return (one,) if one else ()

    def _award_value(self, index: int, award: Mapping[str, Any]) -> Any:
        for key in ("supplierAwardedValue", "value"):
            if value := self.faults.money(f"awards[{index}].{key}", award.get(key)):
                return value
        return None

    def _award_dates(self, key: str) -> list[Any]:
        dates = [self.faults.date(f"awards[{index}].{key}", award.get(key)) for index, award in enumerate(self.awards)]
        return [date for date in dates if date]

    def _dates(self, in_award: str, in_notice: str) -> list[Any]:
        """Take the dates of the awards, which tell the contract apart from the notice; else those of the notice."""
        if found := self._award_dates(in_award):
            return found
        date = self.faults.date(f"notice.{in_notice}", self.notice.get(in_notice))
        return [date] if date else []

    def _procedure(self) -> str:
        for source, keys in (
            *((award, ("awardedProcedureTypeOther", "awardedProcedureType")) for award in self.awards),
            (self.notice, ("procedureTypeOther", "procedureType")),
        ):
            for key in keys:
                if words := text.line(_text(source.get(key)), 200):
                    return words
        return ""

    def _cpv(self) -> tuple[str, ...]:
        codes = [*(_text(each) for each in self.notice.get("cpvCodes") or [])]
        codes += [_text(each.get("code")) for each in self.item.get("cpvCodes") or [] if isinstance(each, dict)]
        return text.cpv_codes(" ".join(codes))


class _Flat(_Reader):
    def __init__(self, number: int, item: Mapping[str, Any]) -> None:
        super().__init__(number)
        self.item = item

    def get(self, name: str) -> Any:
        """Look a value up by its snake_case name or the API's camelCase name."""
        if name in self.item:
            return self.item[name]
        head, *rest = name.split("_")
        return self.item.get(head + "".join(word.capitalize() for word in rest))

    def read(self) -> ContractRow | Reject:
        notice_id = _text(self.get("id"))
        status, notice_type = _text(self.get("status") or self.get("notice_status")), _text(self.get("notice_type"))
        suppliers = self.names(
            _text(self.get("awarded_supplier")),
            **({} if "," in _text(self.get("awarded_supplier")) else {"is_sme": _flag(self.get("awarded_to_sme"))}),
        )
        is_draft = self.draft_note(is_awarded=status.lower() == "awarded" or bool(suppliers), suppliers=suppliers)
        awarded = self.faults.money("awarded_value", self.get("awarded_value"))
        low, high = (
            self.faults.money("value_low", self.get("value_low")),
            self.faults.money("value_high", self.get("value_high")),
        )
        if low and high and low > high:
            low, high = high, low
        title = text.line(_text(self.get("title")))
        words = text.line(_text(self.get("procedure_type")), 200)
        return self.outcome(ContractRow(
            number=self.number, source_kind=CF_REGISTER, source_key=f"cf:{notice_id}", source_reference=notice_id,
            title=title, notice_id=notice_id, source_url=text.line(_text(self.get("url"))),
            reference=text.line(_text(self.get("notice_identifier")), 100),
            description=self.description(_text(self.get("description"))),
            kind=_kind_by_title(title), kind_is_assumed=True, suppliers=suppliers,
            buyer_name=rules.clean_name(_text(self.get("organisation") or self.get("organisation_name"))),
            route=route_of(words), route_text=words,
            cpv_codes=text.cpv_codes(_text(self.get("cpv_codes"))),
            local_category="", **self.value(awarded, low, high),
            starts_on=self.faults.date("start", self.get("start")), ends_on=self.faults.date("end", self.get("end")),
            awarded_on=self.faults.date("awarded_date", self.get("awarded_date")),
            published_on=self.faults.date("published_date", self.get("published_date")),
            status_hint=_status(status, notice_type, _text(self.get("awarded_supplier"))), status_text=status,
            is_sme=_flag(self.get("awarded_to_sme")), is_vcse=_flag(self.get("awarded_to_vcse")),
            location=text.line(_text(self.get("region") or self.get("region_text") or self.get("postcode")), 300),
            is_draft_entry=is_draft, warnings=tuple(self.warnings), notes=tuple(self.notes),
        ))  # fmt: skip


def _kind_by_title(title: str) -> str:
    lower = title.lower()
    if "call off" in lower or "call-off" in lower or "mini comp" in lower or "further competition" in lower:
        return CALL_OFF
    if "framework agreement" in lower or lower.endswith("framework") or lower.startswith("framework"):
        return FRAMEWORK
    return CONTRACT


def _status(status: str, notice_type: str, supplier_name: str) -> str:
    if notice_type.lower().replace(" ", "") in _EARLY:
        return PLANNED
    found = _STATUSES.get(status.lower(), "")
    return CANCELLED if found == AWARDED and rules.says_not_awarded(supplier_name) else found


def _any(objects: Iterable[Mapping[str, Any]], key: str) -> bool | None:
    flags = [flag for each in objects if (flag := _flag(each.get(key))) is not None]
    return any(flags) if flags else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else text.yes_or_no(_text(value)) if value is not None else None


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (dict, list, bool)) else str(value)
