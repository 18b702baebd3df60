"""What is withheld is looked at again on its review date; a data set is out a month after its period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from hub.platform import acts, clock
from hub.platform.deadlines.declare import Deadline, Moment, days
from hub.platform.deadlines.rows import rebuild
from hub.platform.identity.roles import Role
from hub.platform.tenancy.models import Authority
from hub.publishing import datasets
from hub.publishing.models import Publication, Redaction
from hub.publishing.terms import RedactionState


def _review(row: Redaction) -> date | None:
    return row.review_on if row.status == RedactionState.IN_FORCE else None


REVIEW = Deadline(
    "publishing.review_redaction",
    of=Redaction,
    label="Review what is withheld",
    due=_review,
    warn=(days(30), days(7)),
    tells={Role.PUBLISHER},
    sentence=lambda row: f"Review why {row.get_field_display().lower()} of {row.contract_reference} is withheld",
    link=lambda row: row.get_absolute_url(),
)


def _missing_of(key: str) -> Callable[[list[Authority], datetime], dict[int, Moment]]:
    """Give what finds, for a batch of authorities, the period of a set that is not out yet."""

    def missing(authorities: list[Authority], at: datetime) -> dict[int, Moment]:
        described = {each.key: each for each in datasets.every(on=clock.london(at).date())}
        if key not in described:
            return {}
        found = {one.pk: datasets.standing(described[key], one, at) for one in authorities}
        owed = {pk: now for pk, now in found.items() if now.is_owed and not now.is_done}
        return {pk: Moment(now.due_on, about=now.period) for pk, now in owed.items()}

    return missing


def _due(authority: Authority, missing: dict[int, Moment]) -> list[Moment]:
    return [missing[authority.pk]] if authority.pk in missing else []


def _sentence_of(key: str) -> Callable[[Authority], str]:
    """Give what says which set is to be published, by its title of today."""

    def sentence(authority: Authority) -> str:
        described = {each.key: each.title for each in datasets.every(on=clock.london(clock.now()).date())}
        return f"Publish the data set “{described.get(key, key)}”"

    return sentence


def _link_of(key: str) -> Callable[[Authority], str]:
    return lambda authority: f"/publications/{key}/"


# One for each set that we publish, so that each alert names its own.
OUT = {
    key: Deadline(
        f"publishing.out.{key}",
        of=Authority,
        label="Publish a data set",
        due=_due,
        load=_missing_of(key),
        warn=(days(14), days(3)),
        tells={Role.PUBLISHER},
        sentence=_sentence_of(key),
        link=_link_of(key),
    )
    for key in datasets.FIELDS
}


@acts.after_act
def settle_sets(records: list[Any], at: datetime) -> None:
    """After a run went out or was taken back: look again at what its authority owes."""
    runs = [record for record in records if isinstance(record, Publication)]
    if owners := {run.authority_id: run.authority for run in runs}:
        rebuild(owners.values(), at=at)
