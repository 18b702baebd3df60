"""What this package measures: SR-0, and the screens of SR-1, SR-3, SR-4 and SR-5."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from hub.contract.models import Contract
from hub.contract.selectors.measuring import over_25k, strategic
from hub.platform.clock import london
from hub.platform.indicators.shares import share_of
from hub.procurement.appraisal.selectors import relevant
from hub.procurement.models import Procurement
from hub.procurement.terms import OPEN
from hub.risk import selectors
from hub.risk.models import Screen
from hub.risk.terms import State, Topic

YEAR = timedelta(days=365)
CASES, CONTRACTS, SCREENS = "/procurements/", "/contracts/", "/risk/screens/"


def relevant_cases(at: datetime) -> Q:
    """Give the condition of the relevant procurements that go on."""
    return relevant(london(at).date()) & Q(status__in=sorted(OPEN))


def awarded(at: datetime) -> Q:
    """Give the condition of the procurements awarded in the last 365 days."""
    on = london(at).date()
    return Q(awarded_on__gt=on - YEAR, awarded_on__lte=on)


def has(kind: str, at: datetime, *topics: str) -> Q:
    """Give the condition of the records with these screens reviewed and in date; all five unless named."""
    return Q(pk__in=selectors.screened(kind, at=at, topics=topics or tuple(Topic)))


def due_by(at: datetime) -> Q:
    """Give the condition of the screens whose review should be done by now."""
    return Q(review_by__lte=london(at).date())


share_of(
    "SR-0.screened",
    label="Relevant procurements with all five risk screens",
    formula=(
        "Procurements that go on and are relevant (from the value set, of the highest tier, or with another trigger) "
        "whose five risk screens are reviewed and in date, of all of these."
    ),
    of=Procurement,
    counted=relevant_cases,
    holds=lambda at: has(Procurement.kind(), at),
    register=CASES,
)
share_of(
    "SR-0.screened_contracts",
    label="Strategic contracts with all five risk screens",
    formula=(
        "Contracts in force of the highest tier whose five risk screens are reviewed and in date, of all of these."
    ),
    of=Contract,
    counted=strategic,
    holds=lambda at: has(Contract.kind(), at),
    register=CONTRACTS,
)
share_of(
    "SR-0.reviewed",
    label="Risk screens reviewed in time",
    formula=(
        "Screens whose review is due that are reviewed and need not be done again, of all whose review is due. "
        "The register of single risks, which this measure will count as well, does not exist yet."
    ),
    of=Screen,
    counted=due_by,
    holds=lambda at: Q(status=State.REVIEWED),
    register=SCREENS,
)
share_of(
    "SR-1.scored",
    label="Contracts over £25,000 screened for modern slavery",
    formula=(
        "Contracts in force worth more than £25,000 ex VAT with a screen for modern slavery reviewed and in date, of "
        "all of these. Awards that are not contracts yet are not counted."
    ),
    of=Contract,
    counted=over_25k,
    holds=lambda at: has(Contract.kind(), at, Topic.SLAVERY),
    register=CONTRACTS,
)
share_of(
    "SR-3.screened",
    label="Awarded procurements screened for data protection",
    formula=(
        "Procurements awarded in the last 365 days with a screen for data protection reviewed and in date, of all "
        "awarded in that time."
    ),
    of=Procurement,
    counted=awarded,
    holds=lambda at: has(Procurement.kind(), at, Topic.DATA),
    register=CASES,
)
share_of(
    "SR-4.screened",
    label="Relevant procurements screened for fraud",
    formula=(
        "Relevant procurements that go on with a screen for fraud reviewed and in date, of all relevant ones that go "
        "on."
    ),
    of=Procurement,
    counted=relevant_cases,
    holds=lambda at: has(Procurement.kind(), at, Topic.FRAUD),
    register=CASES,
)
share_of(
    "SR-5.screened",
    label="Relevant procurements screened for external events",
    formula=(
        "Relevant procurements that go on with a screen for external events reviewed and in date, of all relevant ones "
        "that go on."
    ),
    of=Procurement,
    counted=relevant_cases,
    holds=lambda at: has(Procurement.kind(), at, Topic.EXTERNAL),
    register=CASES,
)
