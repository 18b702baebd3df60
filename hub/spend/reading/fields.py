"""What the columns of a ledger may mean, and the many headings under which authorities publish them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hub.platform.tabular.amounts import is_absent, parse_amount
from hub.platform.tabular.dates import parse_date
from hub.platform.tabular.headings import Field
from hub.platform.tabular.results import BadValue

_CODE = re.compile(r"^[A-Z]{0,4}[\d_/.\-]*\d[\d_/.\- ]*[A-Z]{0,2}$", re.I)
_LETTERS = re.compile(r"[A-Za-z]")
_COMPANY = re.compile(r"^(?:[A-Z]{2}\d{6}|\d{6,8})$")
_CREDIT = re.compile(
    r"^(?:c|cr|crn|cn|credits?|credit[\s-]?(?:note|memo)s?|purchase credit(?: note)?|[-\u2212\u2013])$", re.I
)
_DEBIT = re.compile(r"^(?:d|dr|debit|debits|(?:purchase |standard )?invoices?|inv|\+)$", re.I)
_VAT, _OF = r"v\.?a\.?t\b", r"[\s.,()-]*(?:of\s+)?(?:any\s+|all\s+|the\s+)?(?:(?:ir)?recoverable\s+)?"
WITHOUT_VAT = re.compile(
    rf"\b(?:ex|exc|excl|exclusive|exclud(?:e|es|ing)|less|without|before|nett?|not\s+includ(?:e|es|ed|ing)){_OF}{_VAT}|"
    rf"\b{_VAT}\.?[\s-]*(?:(?:is|are|has\s+been)\s+)?(?:exclusive|excluded|excl?|exc|not\s+included)\b",
    re.I,
)
WITH_VAT = re.compile(
    rf"(?<!not )\b(?:inc|incl|inclusive|includ(?:e|es|ing)|plus|with){_OF}{_VAT}|"
    rf"\b{_VAT}\.?[\s-]*(?:(?:is|are|has\s+been)\s+)?(?:inclusive|included|incl?)\b",
    re.I,
)
_CURRENCY = re.compile(r"^(?:[A-Za-z]{3}|[£€$])$")
_WORDS = re.compile(r"\b(?:ltd|limited|plc|llp|council|services?|nhs|trust|university|school|redacted)\b", re.I)


# Under this a reject keeps all cells of its row, in the order of the file, as a JSON list; no field is called so.
CELLS = "the cells of the row"


def _share(values: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, values)) / len(values) if values else 0.0


def is_money(text: str) -> bool:
    """Say whether a cell holds a sum of money."""
    try:
        return parse_amount(text) is not None
    except BadValue:
        return False


def is_day(text: str) -> bool:
    """Say whether a cell holds a date, whichever of day and month comes first."""
    try:
        return parse_date(text) is not None
    except BadValue as fault:
        return "has no month" in fault.reason


def are_sums(values: Sequence[str]) -> float:
    """Give the share of cells that are sums of money; those that say there is none do not count."""
    told = [value for value in values if not is_absent(value)]
    return _share(told, is_money) if told else 0.5


def are_dates(values: Sequence[str]) -> float:
    """Give the share of cells that are dates."""
    return _share(values, is_day)


def are_names(values: Sequence[str]) -> float:
    """Give the share of cells that are words rather than numbers, codes or dates."""
    return _share(values, lambda text: len(_LETTERS.findall(text)) >= 3 and not _CODE.match(text.strip()))


def are_codes(values: Sequence[str]) -> float:
    """Give the share of cells that are codes or numbers rather than words."""
    return 1 - are_names(values)


def are_signs(values: Sequence[str]) -> float:
    """Give the share of cells that say debit or credit."""
    return _share(values, lambda text: is_credit(text) or is_debit(text))


def is_credit(text: str) -> bool:
    """Say whether a cell beside a sum says that it was credited."""
    return bool(_CREDIT.match(" ".join(text.split())))


def is_debit(text: str) -> bool:
    """Say whether a cell beside a sum says that it was charged."""
    return bool(_DEBIT.match(" ".join(text.split())))


def are_currencies(values: Sequence[str]) -> float:
    """Give the share of cells that name a currency."""
    return _share(values, lambda text: bool(_CURRENCY.match(text.strip())))


def are_company_numbers(values: Sequence[str]) -> float:
    """Give the share of cells that are company numbers or say that there is none."""
    return _share(values, lambda text: bool(_COMPANY.match(text.strip().upper())) or not any(map(str.isdigit, text)))


def look_like_firms(values: Sequence[str]) -> float:
    """Give the share of cells with a word that firms and public bodies have in their names."""
    return _share(values, lambda text: bool(_WORDS.search(text)))


def _also(headings: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in headings.split(","))


PAYEE, DATE, NET, GROSS, VAT, AMOUNT = "payee", "paid_on", "net", "gross", "vat", "amount"
DEBIT, CREDIT, SIGN, CURRENCY, BODY, PERIOD = "debit", "credit", "sign", "currency", "body", "period"
REFERENCE, SUPPLIER_NUMBER, COMPANY_NUMBER = "reference", "supplier_number", "company_number"
CHARITY_NUMBER, ORDER, CONTRACT = "charity_number", "order_number", "contract_reference"
DEPARTMENT, CATEGORY, DESCRIPTION = "department", "category", "description"

FIELDS: tuple[Field, ...] = (
    Field(
        PAYEE, "Supplier name",
        _also(
            "supplier, supplier beneficiary name, name, payee, payee name, vendor, vendor name, beneficiary, "
            "beneficiary name, creditor, creditor name, paid to, recipient, merchant, merchant name, company, "
            "supplier name alias, provider, provider name, contractor, supplier id name, trading name, "
            "supplier s name, "
            "supplier description, account name, supplier beneficiary, name of supplier, name of payee, "
            "supplier or beneficiary, vendor description, organisation paid"
        ),
        are_names,
    ),
    Field(
        NET, "Net amount",
        _also(
            "net, amount net, net value, amount ex vat, amount excluding vat, amount excl vat, amount exc vat, "
            "net of vat, invoice line value net of vat, invoice nett amount, nett amount, nett, amount net of vat, "
            "value net of vat, value ex vat, value excluding vat, value exc vat, net amount gbp, net amount m, "
            "spend ex vat, payment amount excluding vat, line amount excluding vat, total net, net total, net spend, "
            "net invoice amount, net invoice value, invoice net amount, amount excluding recoverable vat, net payment, "
            "sum of invoice nett amount, net line amount, net amt, total excluding vat, amount less vat, goods amount, "
            "amount excluding irrecoverable vat, paid amount excluding vat, distribution amount net"
        ),
        are_sums,
    ),
    Field(
        GROSS, "Gross amount",
        _also(
            "gross, amount gross, gross value, amount inc vat, amount including vat, amount incl vat, value inc vat, "
            "value including vat, gross invoice amount, gross payment, total gross, gross total, gross amount gbp, "
            "total including vat, total inc vat, payment amount including vat, gross spend, gross amt, invoice total, "
            "total amount including vat, gross invoice value"
        ),
        are_sums,
    ),
    Field(
        VAT, "VAT",
        _also(
            "vat amount, irrecoverable vat, tax, tax amount, vat value, recoverable vat, vat total, "
            "amount of vat, irrecoverable vat amount, value added tax, vat not recoverable"
        ),
        are_sums,
    ),
    Field(
        AMOUNT, "Amount",
        _also(
            "amount paid, value, spend, total, total amount, payment amount, invoice amount, invoiced value, "
            "invoice value, paid amount, amount gbp, transaction amount, transaction value, payment value, "
            "line amount, "
            "line value, sum, cost, price, total value, total spend, actual value, expenditure, payment, paid, "
            "total payment, amount in sterling, invoice line value, invoice line amount, distribution amount, "
            "sum of amount, total paid, actual, balance, item amount, billing amount, posted amount, cheque amount"
        ),
        are_sums,
    ),
    Field(DEBIT, "Debit", _also("debit amount, debits, dr amount, paid out, debit value"), are_sums),
    Field(CREDIT, "Credit", _also("credit amount, credits, cr amount, paid in, credit value"), are_sums),
    Field(
        SIGN, "Debit or credit",
        _also("dr cr, debit credit, sign, dr or cr, cr dr, debit credit indicator, transaction sign, d c, dc"),
        are_signs,
    ),
    Field(
        DATE, "Payment date",
        _also(
            "date paid, paid date, date of payment, payment dt, date payment made, paid on, pay date, cheque date, "
            "invoice payment date, transaction payment date, clearing date, bacs date, payment run date, "
            "date of transaction paid, date cleared, actual payment date, date, transaction date, invoice date, "
            "gl date, "
            "invoice gl date, invoice creation date, posting date, posted date, tran date, accounting date, "
            "effective date, date of invoice, trans date, doc date, document date, date posted, updated, update date, "
            "transaction dt, purchase date, invoice approval date, date of expenditure, ledger date"
        ),
        are_dates,
    ),
    Field(
        REFERENCE, "Transaction number",
        _also(
            "transaction no, trans no, transno, transaction reference, transaction ref, transaction id, document no, "
            "document number, doc no, hbc ref no, ref no, our ref, internal reference, internal ref, "
            "payment reference, "
            "payment ref, voucher number, voucher, reference number, reference, ref, payment number, "
            "journal reference, "
            "urn, unique reference, transaction unique id, cheque number, bacs reference, tran no, "
            "unique transaction number, system reference, posting reference, invoice number, invoice no, "
            "invoice ref, invoice reference, transaction numbers, invoice id, payment id, line reference"
        ),
    ),
    Field(
        SUPPLIER_NUMBER, "Supplier ID",
        _also(
            "supplier no, supplier number, supplier code, supplier ref, supplier reference, vendor number, vendor no, "
            "vendor id, vendor code, creditor number, creditor no, creditor id, creditor code, address book no, "
            "local supplier internal reference, supplier internal reference, payee id, account number, "
            "supplier account, supplier account number, address book number"
        ),
        are_codes,
    ),
    Field(
        COMPANY_NUMBER, "Company registration",
        _also(
            "company number, company no, company registration number, companies house number, registration number, "
            "company reg no, companies house no, supplier company number, crn, company registration no, "
            "company house number"
        ),
        are_company_numbers,
    ),
    Field(
        CHARITY_NUMBER, "Charity registration",
        _also("charity number, charity no, charity registration number, registered charity number, charity reg no"),
        are_codes,
    ),
    Field(
        ORDER, "Order number",
        _also(
            "purchase order, purchase order number, po number, po no, po, order no, order ref, purchase order no, "
            "order reference, po reference, purchase order reference, po ref, purchase order ref"
        ),
    ),
    Field(
        CONTRACT, "Contract reference",
        _also("contract ref, contract number, contract no, contract id, contract, agreement number, contract title"),
    ),
    Field(
        DEPARTMENT, "Department",
        _also(
            "directorate, service area, service, service label, organisational unit, business unit, department area, "
            "business unit description, directorate service where expenditure incurred, expense area, "
            "service cost centre, "
            "cost centre, cost centre description, cost centre name, service division, division, directorate name, "
            "department name, dept, service name, service department, section, team, group, portfolio, "
            "service category label, service description, organisation unit, budget area, faculty, "
            "service division label"
        ),
        are_names,
    ),
    Field(
        CATEGORY, "Category",
        _also(
            "procurement classification, classification, category family, expenditure category, expense type, "
            "expenses type, expenditure type, spend category, category name, proclass, proclass details level 1, "
            "proclass description, merchant category, cipfa category, sercop expenditure category, account detail, "
            "category description, procurement category, subjective, subjective description, type of expenditure, "
            "account description, account, expense code description, commodity, commodity description, "
            "nature of expenditure, cipfa detailed expenditure type, expenditure class, proclass level 1"
        ),
        are_names,
    ),
    Field(
        DESCRIPTION, "Description",
        _also(
            "purpose of spend, purpose, purpose of expenditure, item description, details, detail, narrative, "
            "summary of purpose, detailed expenditure type, detailed expenses type, subj description, "
            "line description, "
            "invoice description, transaction description, description of goods or services, item, "
            "goods description, expense description, sercop detailed expenditure type, summary, "
            "description of spend, text"
        ),
        are_names,
    ),
    Field(
        BODY, "Body name",
        _also(
            "organisation name, entity, authority, authority name, council, organisation, body, publisher name, "
            "organisation label, client, department family, local authority, public body, council name"
        ),
        are_names,
    ),
    Field(CURRENCY, "Currency", _also("currency code, ccy, curr, currency iso code"), are_currencies),
    Field(PERIOD, "Period", _also(
        "accounting period, financial period, month, period month, payment month, "
        "post period"
    )),
)  # fmt: skip
BY_KEY = {field.key: field for field in FIELDS}
LABELS = {field.key: field.label for field in FIELDS}
MONEY = (NET, GROSS, AMOUNT, VAT, DEBIT, CREDIT)
