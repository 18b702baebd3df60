"""Let out one run of a data set as a file that never changes, and take one back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from hub.law.findings import Finding
from hub.platform.act_table import Refused
from hub.platform.actors import Actor
from hub.platform.acts import create, perform
from hub.platform.clock import london
from hub.platform.documents import storage
from hub.platform.registers.export import safe
from hub.platform.tenancy.models import Authority
from hub.publishing import acts, datasets, rules, selectors
from hub.publishing.models import Publication
from hub.publishing.terms import RunGround

LARGEST = 2 * 1024**3


def publish_dataset(key: str, *, authority: Authority, by: Actor, at: datetime) -> Publication:
    """Let out the rows of a data set as they stand now, for the last whole period.

    :raises Refused: when a check that must hold does not.
    """
    dataset = datasets.get(key, on=london(at).date())
    period, _ = rules.period_of(dataset.frequency, london(at).date())
    run = Publication(authority=authority, dataset=key, period=period, as_at=at, published_at=at)
    run.published_by_id = by.person_id
    with create(acts.PUBLISH_DATASET, run, by=by, at=at) as entry:
        if failing := [each for each in datasets.checks(dataset, authority) if each.must_hold and not each.holds]:
            raise Refused(acts.PUBLISH_DATASET, [Finding("check", each.says) for each in failing])
        counted = [0]
        stored = storage.store().put(_file(dataset, authority, counted), limit=LARGEST)
        run.rows_count, run.sha256, run.size = counted[0], stored.sha256, stored.size
        run.previous = selectors.last_run(key, authority)
        run.save()
        entry.note(rows=run.rows_count, sha256=run.sha256)
    return run


def withdraw(run: Publication, *, ground: RunGround, reason: str, by: Actor, at: datetime) -> Publication:
    """Take a run back: its line stays with the ground, its file is no longer handed out."""
    with perform(acts.WITHDRAW, run, by=by, at=at) as entry:
        run.ground, run.reason = ground, reason
        run.save()
        entry.note(reason, ground=ground)
    return run


def _file(dataset: datasets.Dataset, authority: Authority, counted: list[int]) -> Iterator[bytes]:
    """Give the CSV row by row, counting."""
    yield _line([field.title for field in dataset.fields])
    for row in datasets.rows(dataset, authority):
        counted[0] += 1
        yield _line([safe(value) for value in row])


def _line(values: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(values)
    return buffer.getvalue().encode()
