"""The columns of a register that hold sums: in pounds, and in the currency of a contract that has another."""

from __future__ import annotations

from hub.contract.reading.contents import are_sums
from hub.platform.tabular.headings import Field

# How a heading names a currency; the reader takes the currency from the heading itself.
_NAMED = ("eur", "euro", "euros", "usd", "us dollars", "dollars", "chf")


def _also(headings: str) -> tuple[str, ...]:
    return tuple(headings.split(", "))


def _foreign(key: str, label: str, headings: str, own: str) -> Field:
    named = [f"{heading} {currency}" for heading in headings.split(", ") for currency in _NAMED]
    named += [f"{currency} {heading}" for heading in headings.split(", ") for currency in _NAMED]
    return Field(f"foreign_{key}", label, (*own.split(", "), *named), are_sums)


_FOREIGN = (
    _foreign(
        "value_ex_vat",
        "Value in its own currency, excluding VAT",
        "value, value ex vat, contract value, contract value ex vat, total value, total contract value, amount, net "
        "value, awarded value, award value, cost, price",
        "value in its own currency ex vat, value in foreign currency, foreign value, value in contract currency, value "
        "local currency",
    ),
    _foreign(
        "value_inc_vat",
        "Value in its own currency, including VAT",
        "value inc vat, contract value inc vat, total value inc vat, gross value",
        "value in its own currency inc vat",
    ),
    _foreign(
        "annual_value",
        "Annual value in its own currency, excluding VAT",
        "annual value, annual value ex vat, annual spend, annual cost, value per annum",
        "value a year in its own currency ex vat",
    ),
    _foreign(
        "annual_value_inc_vat",
        "Annual value in its own currency, including VAT",
        "annual value inc vat, annual spend inc vat, value per annum inc vat",
        "value a year in its own currency inc vat",
    ),
)

SUM_FIELDS: tuple[Field, ...] = (
    Field(
        "value_ex_vat",
        "Value excluding VAT",
        _also(
            "value ex vat, contract value ex vat, total contract value ex vat, value exc vat, net value, value "
            "net, contract value, total contract value, value, total value, sum over contract life, contract sum, "
            "amount, awarded value, award value, contract award value, estimated contract value, estimated value, "
            "total, whole life value, lifetime value, value of contract, sum, sum to be paid over length of "
            "contract, contract amount, net amount, total cost, cost, sum over contract life estimated annual "
            "spend or budget, estimated total value, price, whole life value ex vat, total lifetime value, "
            "overall contract value"
        ),
        are_sums,
    ),
    Field(
        "value_inc_vat",
        "Value including VAT",
        _also(
            "value inc vat, contract value inc vat, total contract value inc vat, gross value, value gross, value "
            "incl vat, total value inc vat, whole life value inc vat, total including vat, contract value "
            "including vat"
        ),
        are_sums,
    ),
    Field(
        "annual_value",
        "Annual value",
        _also(
            "estimated annual spend, annual spend, annual contract value, value per annum, annual cost, yearly "
            "value, estimated annual value, annual budget, spend per annum, value pa, contract value per annum, "
            "estimated annual spend or budget, annual value ex vat, average annual value, per annum value, value a "
            "year ex vat, value a year, value per year"
        ),
        are_sums,
    ),
    Field(
        "annual_value_inc_vat",
        "Annual value including VAT",
        _also(
            "annual value inc vat, annual value incl vat, annual contract value inc vat, value per annum inc vat, "
            "annual spend inc vat, estimated annual spend inc vat, value a year inc vat, annual cost inc vat, gross "
            "annual value"
        ),
        are_sums,
    ),
    Field(
        "value_low",
        "Lowest value",
        _also("value low, minimum value, min value, value from, lower value"),
        are_sums,
    ),
    Field(
        "value_high",
        "Highest value",
        _also("value high, maximum value, max value, value to, upper value"),
        are_sums,
    ),
    *_FOREIGN,
    Field(
        "irrecoverable_vat",
        "Irrecoverable VAT",
        _also(
            "vat irrecoverable, vat not recovered, vat that cannot be recovered, vat which cannot be recovered, "
            "non recoverable vat, vat irrecoverable amount"
        ),
    ),
    Field("currency", "Currency", _also("currency code, contract currency, ccy, iso currency")),
)
