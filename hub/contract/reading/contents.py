"""Tell from its values what a column of a register holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hub.platform.tabular import amounts, dates
from hub.platform.tabular.results import BadValue

_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$", re.I)
_CPV = re.compile(r"^\d{8}(?:-\d)?\b")
_PPON = re.compile(r"^[A-Z]{4}-\d{4}-[A-Z]{4}$")
_OCID = re.compile(r"^ocds-[a-z0-9]{6}-", re.I)
_COMPANY = re.compile(r"^(?:\d{7,8}|[A-Z]{2}\d{6})$", re.I)
_LOOKED_AT = 200


def _share(test: Callable[[str], bool]) -> Callable[[Sequence[str]], float]:
    def share(values: Sequence[str]) -> float:
        looked = values[:_LOOKED_AT]
        return sum(1 for value in looked if test(value.strip())) / len(looked) if looked else 0.0

    return share


def _is_date(value: str) -> bool:
    try:
        return dates.is_absent(value) or dates.parse_date(value) is not None
    except BadValue:
        # A date that is merely wrong still shows that the column holds dates.
        return bool(re.match(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", value))


def _is_money(value: str) -> bool:
    return amounts.is_absent(value) or (
        sum(char.isdigit() for char in value) * 2 >= len(value.strip()) and not _is_dashed(value)
    )


def _is_dashed(value: str) -> bool:
    return bool(re.match(r"^\d{1,4}[-/]\d{1,2}[-/]\d{1,4}", value))


are_dates = _share(_is_date)
are_sums = _share(_is_money)
are_yes_or_no = _share(
    lambda value: value.lower()[:1] in "yntf10xs-" or value.lower() in ("micro", "large", "medium", "none")
)


def are_cpv_codes(values: Sequence[str]) -> float:
    """CPV codes are eight digits and mostly end in zero; other numbers of eight digits mostly do not."""
    looked = [value.strip() for value in values[:_LOOKED_AT]]
    round_ones = sum(1 for value in looked if _CPV.match(value) and value[7] == "0")
    fit = sum(1 for value in looked if _CPV.match(value)) / len(looked)
    return fit if round_ones >= len(looked) * 0.5 else fit / 2


def _matching(pattern: re.Pattern[str]) -> Callable[[Sequence[str]], float]:
    return _share(lambda value: bool(pattern.match(value)))


are_postcodes = _matching(_POSTCODE)
are_ppons = _matching(_PPON)
are_ocids = _matching(_OCID)
are_company_numbers = _matching(_COMPANY)
