"""Conditions of the indicators."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from hub.contract.models import Contract
from hub.contract.terms import RUNNING, Tier
from hub.pipeline import selectors as pipeline
from hub.platform.clock import london
from hub.platform.documents.models import Document
from hub.platform.indicators.history import named_at

YEAR = timedelta(days=365)
TWO_YEARS = timedelta(days=731)
SIGNED = "contract"
OVER_25K = Decimal(25_000)


def in_force(at: datetime) -> Q:
    """Give the condition of the contracts in force."""
    return Q(status__in=sorted(RUNNING))


def over_25k(at: datetime) -> Q:
    """Give the condition of the contracts in force worth more than £25,000 ex VAT."""
    return in_force(at) & Q(value_ex_vat__gt=OVER_25K)


def strategic(at: datetime) -> Q:
    """Give the condition of the contracts in force that are managed most closely."""
    return in_force(at) & Q(tier=Tier.GOLD)


def looked_after(at: datetime) -> Q:
    """Give the condition of a manager who can sign in and a confirmation in the last 365 days."""
    return Q(manager__is_active=True, confirmed_on__isnull=False, confirmed_on__gt=london(at).date() - YEAR)


def with_signed_paper(at: datetime) -> Q:
    """Give the condition of a signed contract among the papers, added by then and not withdrawn at that moment."""
    papers = Q(subject_kind=Contract.kind(), paper_kind=SIGNED, status="current", added_at__lte=at)
    return named_at(Document, papers, at, by="subject_id", root=Contract)


def followed(at: datetime, *, days_ahead: int | None = None) -> Q:
    """Give the condition of an entry of the pipeline made by then that was not dropped at that moment.

    :param days_ahead: how many days before the contract's end it must have been made; any number unless given.
    """
    return pipeline.followed(Contract.kind(), at, days_ahead=days_ahead)
