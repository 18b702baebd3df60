"""The words of publishing: what the public sees of a contract, why something is withheld, what became of a run."""

from hub.law.terms import Term


class PublicState(Term):
    """Where a contract stands, as the public reads it. There is no draft here."""

    LIVE = "live", "Live"
    SUSPENDED = "suspended", "Suspended"
    EXPIRED = "expired", "Expired"
    ENDED = "ended", "Ended early"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PlanState(Term):
    """Where something planned stands, as the public reads it."""

    PLANNED = "planned", "Planned"
    STARTED = "started", "Procurement started"
    DROPPED = "dropped", "No longer planned"
    WITHDRAWN = "withdrawn", "Taken off the pipeline"


class PublicWaiver(Term):
    """Where a waiver stands, as the public reads it; whether its days have passed, they say."""

    GRANTED = "granted", "Granted"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PublicEngagement(Term):
    """Where a market engagement stands, as the public reads it; whether it takes answers, its last day says."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Ground(Term):
    """Why a fact is withheld. The label is what the public reads; the law stands in brackets."""

    PERSONAL = "personal", "Personal data (UK GDPR and Data Protection Act 2018)"
    COMMERCIAL = "commercial", "Sensitive commercial information (Procurement Act 2023, section 94)"
    SECURITY = "security", "National security (Procurement Act 2023, section 94)"
    COURT = "court", "A court has ordered it"


class RedactionState(Term):
    """Whether a fact is still withheld."""

    IN_FORCE = "in_force", "Withheld"
    LIFTED = "lifted", "Shown again"


class RunState(Term):
    """What became of a publication."""

    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RunGround(Term):
    """Why a publication is no longer offered."""

    WRONG = "wrong", "It held a mistake"
    PERSONAL = "personal", "It held personal data"
    COURT = "court", "A court has ordered it"


# Facts that may be withheld one by one, with the section of the public page on which they stand. The reference, the
# authority and the status are the record's address and are always shown.
SECTIONS: dict[str, tuple[str, str]] = {
    "title": ("Title", "About"),
    "description": ("Description", "About"),
    "location": ("Place of delivery", "About"),
    "suppliers": ("Supplier", "Supplier"),
    "value_ex_vat": ("Value, ex VAT", "Value"),
    "value_inc_vat": ("Value, inc VAT", "Value"),
    "annual_value_ex_vat": ("Value a year, ex VAT", "Value"),
    "irrecoverable_vat": ("VAT that cannot be recovered", "Value"),
    "lots": ("Lots", "Value"),
    "source_url": ("Notice", "How it was let"),
}
# Changes of these are told with the words before and after; of others only that they changed. Old wording of free
# text may be what somebody corrected because it named a person.
TOLD = {
    "reference": "Reference",
    "status": "Status",
    "value_ex_vat": "Value, ex VAT",
    "value_inc_vat": "Value, inc VAT",
    "annual_value_ex_vat": "Value a year, ex VAT",
    "irrecoverable_vat": "VAT that cannot be recovered",
    "currency": "Currency",
    "awarded_on": "Date of award",
    "signed_on": "Date of signature",
    "starts_on": "Start date",
    "ends_on": "End date",
    "latest_end_on": "Latest end",
    "review_on": "Review date",
    "ended_on": "Ended on",
}
NAMED_ONLY = {
    "title": "Title",
    "description": "Description",
    "department": "Department",
    "category": "Category",
    "location": "Place of delivery",
    "main_cpv": "CPV code",
    "route": "Procurement route",
    "regime": "Law",
    "suppliers": "Suppliers",
    "annual_value_inc_vat": "Value a year, inc VAT",
    "foreign_value_ex_vat": "Value in its own currency, ex VAT",
    "foreign_value_inc_vat": "Value in its own currency, inc VAT",
    "foreign_annual_ex_vat": "Value a year in its own currency, ex VAT",
    "foreign_annual_inc_vat": "Value a year in its own currency, inc VAT",
}
