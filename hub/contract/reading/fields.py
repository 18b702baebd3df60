"""The fields of a contracts register and the many headings under which authorities keep them."""

from __future__ import annotations

from hub.contract.reading.contents import (
    are_company_numbers,
    are_cpv_codes,
    are_dates,
    are_ocids,
    are_postcodes,
    are_ppons,
    are_yes_or_no,
)
from hub.contract.reading.moving import MOVED_FIELD
from hub.contract.reading.option_fields import OPTION_FIELDS
from hub.contract.reading.sum_fields import SUM_FIELDS
from hub.platform.tabular.headings import Field


def _also(headings: str) -> tuple[str, ...]:
    return tuple(headings.split(", "))


FIELDS: tuple[Field, ...] = (
    Field(
        "title",
        "Title",
        _also(
            "contract title, title of agreement, contract name, agreement title, name of contract, contract, "
            "title of contract, contract description title, project title, project, agreement, procurement title, "
            "tender title, short description, subject, contract subject, contract agreement title"
        ),
        is_required=True,
    ),
    Field(
        "reference",
        "Reference",
        _also(
            "reference number, contract reference, contract ref, ref, ref no, contract number, contract no, "
            "contract id, id, reference no, unique reference, contract register reference, agreement reference, "
            "contract reference number, register number, unique identifier, contract code, reference id, urn, our "
            "reference, procurement reference, hub reference"
        ),
    ),
    Field(
        "supplier",
        "Supplier",
        _also(
            "supplier name, contractor, contractor name, provider, provider name, vendor, vendor name, supplier "
            "name and details, awarded supplier, awarded to, company, company name, name of supplier, "
            "beneficiary, grant recipient, recipient, suppliers, supplier s, successful supplier, organisation "
            "awarded, supplier beneficiary name, contracted supplier, name of contractor, lead supplier, "
            "successful tenderer"
        ),
    ),
    Field(
        "description",
        "Description",
        _also(
            "description of goods or services, contract description, description of goods and services, details, "
            "summary, purpose, summary of purpose, description of goods and or services, scope, goods services "
            "description, description of contract, service description, description of goods or services being "
            "provided, long description, notes description, brief description"
        ),
    ),
    *SUM_FIELDS,
    Field(
        "starts_on",
        "Start date",
        _also(
            "start, contract start, contract start date, start on, commencement date, commencement, date from, "
            "from, from date, effective date, contract commencement date, agreement start date, begins, date "
            "started, starts, contract start date current, valid from, begin date"
        ),
        are_dates,
    ),
    Field(
        "ends_on",
        "End date",
        _also(
            "end, contract end, contract end date, expiry date, expiry, contract expiry date, expires, date to, "
            "to, to date, completion date, current end date, contract current end date, finish date, termination "
            "date, agreement end date, contract expiry, expiration date, ends, valid to, end date current, end "
            "date excluding extensions, initial end date"
        ),
        are_dates,
    ),
    Field(
        "ended_on",
        "Date ended",
        _also(
            "ended on, ended, actual end date, actual end, date terminated, terminated on, terminated, termination "
            "date, date of termination, closed on, date closed, closed date, date of closure, ended early on"
        ),
        are_dates,
    ),
    Field(
        "extensions_until",
        "Latest end with extensions",
        _also(
            "maximum contract end date, max end date, maximum end date, end date including extensions, final end "
            "date, extended end date, latest end date, end date with extensions, extension end date, maximum "
            "extension date, max extent date, end date inc extension, latest end"
        ),
        are_dates,
    ),
    Field(
        "extension_text",
        "Extension options",
        _also(
            "extension, extensions, option to extend, extension period, extension option, contract extension, "
            "extension available, contract extendable, possible extension, extension terms, extension periods, "
            "extendable, optional extension, extension details, contract extension options"
        ),
    ),
    *OPTION_FIELDS,
    Field(
        "notice_period",
        "Notice period",
        _also("termination notice, notice, termination notice period, notice required, notice period months"),
    ),
    Field(
        "review_on",
        "Review date",
        _also(
            "review, contract review date, review date s, date of review, next review date, review by, contract "
            "review, renewal date, renewal review date"
        ),
        are_dates,
    ),
    Field(
        "awarded_on",
        "Award date",
        _also("awarded, date awarded, awarded date, contract award date, date of award, awarded on"),
        are_dates,
    ),
    Field(
        "signed_on",
        "Date signed",
        _also("signed, signature date, contract signed date, date contract signed, signed on"),
        are_dates,
    ),
    Field(
        "published_on",
        "Date published",
        _also("published, published date, publication date, date of publication"),
        are_dates,
    ),
    Field(
        "department",
        "Department",
        _also(
            "department responsible, directorate, service area, service, division, responsible department, team, "
            "business unit, department name, service department, local authority department responsible, lead "
            "department, section, unit, responsible service, directorate service, portfolio"
        ),
    ),
    Field(
        "owner",
        "Owner",
        _also(
            "contract owner, budget holder, responsible officer, service owner, senior responsible owner, sro, "
            "owner name, owner email"
        ),
    ),
    Field(
        "manager",
        "Contract manager",
        _also(
            "manager, contract manager name, contact, contact name, officer, lead officer, contact officer, "
            "contract lead, contract officer, manager email, contract contact, contact email, contract manager "
            "email, point of contact"
        ),
    ),
    Field(
        "route",
        "Procurement route",
        _also(
            "route, procedure, procurement process, procurement procedure, procurement method, tender process, "
            "tender type, procedure type, process type, method, procurement type, route to market, award "
            "procedure, tender method, procurement process type, invitation to quote or tender, tender or quote, "
            "process, came from invitation to quote or published invitation to tender, contract result of "
            "invitation to quote or invitation to tender"
        ),
    ),
    Field(
        "regime",
        "Regime",
        _also("procurement regime, legal basis, legislation, regulations, rules"),
    ),
    Field(
        "kind",
        "Type",
        _also(
            "kind, contract type, type of contract, agreement type, type of agreement, contract kind, record "
            "type, contract agreement type"
        ),
    ),
    Field(
        "nature",
        "Goods, services or works",
        _also("nature, nature of contract, main procurement category, goods services works, works services supplies"),
    ),
    Field(
        "framework_reference",
        "Framework reference",
        _also(
            "framework, framework name, framework agreement, framework number, framework used, parent framework, "
            "called off from"
        ),
    ),
    Field(
        "lots",
        "Lots",
        _also("lot, lot number, lot title, lot name, lot no"),
    ),
    Field(
        "cpv",
        "CPV code",
        _also("cpv, cpv codes, cpv code s, common procurement vocabulary, cpv classification, cpv category"),
        are_cpv_codes,
        by_content=True,
    ),
    Field(
        "local_category",
        "Category",
        _also(
            "local category, proclass, procurement category, service category, contract category, category name, "
            "spend category, proclass category, primary procurement category, classification, category of spend, "
            "commodity, procurement classification, service category label, proclass label, cpv description"
        ),
    ),
    Field(
        "tier",
        "Tier",
        _also(
            "contract tier, risk tier, segmentation, segment, contract classification tier, priority, risk level, "
            "contract grade"
        ),
    ),
    Field(
        "status",
        "Status",
        _also("contract status, state, current status, live status, status of contract, notice status"),
    ),
    Field(
        "sme",
        "SME",
        _also(
            "supplier sme, is supplier sme, supplier is sme, supplier is sme yes no, small and medium enterprise, "
            "sme yes no, is supplier a small or medium sized enterprise, small medium enterprise, sme y n, "
            "awarded to sme, sme supplier, sme status"
        ),
        are_yes_or_no,
    ),
    Field(
        "vcse",
        "VCSE",
        _also(
            "voluntary, voluntary or community sector, vcs, supplier is voluntary or community sector, voluntary "
            "community sector organisation, is supplier vcse, voluntary organisation, supplier vcse, vco, "
            "supplier is voluntary or community sector yes no, awarded to vcse, third sector, vcse yes no, vcse y "
            "n, sme vcse, sme or vcse, voluntary community and social enterprise"
        ),
        are_yes_or_no,
    ),
    Field(
        "company_number",
        "Company number",
        _also(
            "company registration number, company registration, companies house number, registration number, "
            "company reg no, supplier registration number, supplier company number, company no, crn, registered "
            "number, company house number, registration number where sme or vcse, company reg number, gb coh"
        ),
        are_company_numbers,
    ),
    Field(
        "charity_number",
        "Charity number",
        _also(
            "charity registration number, charity registration, charity no, registered charity number, charity "
            "commission number, gb chc"
        ),
    ),
    Field(
        "ppon",
        "PPON",
        _also("public procurement organisation number, supplier ppon, gb ppon"),
        are_ppons,
        by_content=True,
    ),
    Field(
        "supplier_address",
        "Supplier address",
        _also(
            "address, address of supplier, supplier details, contractor address, registered address, company address"
        ),
    ),
    Field(
        "supplier_postcode",
        "Supplier postcode",
        _also("postcode, post code, postcode of supplier, contractor postcode"),
        are_postcodes,
        by_content=True,
    ),
    Field(
        "ocid",
        "OCID",
        _also("open contracting id, contracts finder ocid, find tender ocid, ocds id, notice ocid"),
        are_ocids,
        by_content=True,
    ),
    Field(
        "source_url",
        "Notice link",
        _also(
            "url, link, notice url, contract url, web link, contract cf award notice, contracts finder link, "
            "notice, contracts finder reference"
        ),
    ),
    Field(
        "buyer",
        "Authority",
        _also(
            "organisation, organisation name, authority, council, body name, contracting authority, buyer, buyer "
            "name, local authority, authority name, public body, lead authority"
        ),
    ),
    Field(
        "funding",
        "Funding source",
        _also("funding, funded by, source of funding, grant funding, fund, budget source"),
    ),
    Field(
        "funding_conditions",
        "Funding conditions",
        _also("conditions of funding, grant conditions, funding terms"),
    ),
    Field(
        "social_value",
        "Social value",
        _also("social value commitments, social value included, social value clause"),
    ),
    Field(
        "distress_clause",
        "Distress clause",
        _also("financial distress clause, financial distress, distress"),
        are_yes_or_no,
    ),
    Field(
        "location",
        "Location",
        _also("place, region, place of delivery, delivery location, area, location of delivery, place of performance"),
    ),
    MOVED_FIELD,
)

LABELS = {field.key: field.label for field in FIELDS}
KEYS = frozenset(LABELS)
