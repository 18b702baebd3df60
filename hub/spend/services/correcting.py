"""Whether a file takes the place of an earlier one, where comparing alone could not tell: somebody says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hub.law.findings import Finding
from hub.platform.act_table import Refused
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.events.models import Head as LogHead
from hub.platform.events.record import Digest
from hub.spend import acts
from hub.spend.models import Load, Part
from hub.spend.selectors import loads as known
from hub.spend.selectors.parts import line_files
from hub.spend.services.comparing import Ask, Compared, compare
from hub.spend.services.loading import take_places
from hub.spend.services.recounting import recount
from hub.spend.services.standing import settle_contracts, settle_payees
from hub.spend.services.totals import settle_numbers, settle_totals


def correct(load: Load, *, other: Load, reason: str, by: Actor, at: datetime, version: int | None = None) -> Load:
    """Say that a file takes the place of an earlier one, whose lines then count no more; the difference is kept.

    :raises Refused: when the other counts no more, or is of another authority.
    """
    with transaction.atomic():
        LogHead.objects.select_for_update().get(pk=1)
        with perform(acts.CORRECT, load, by=by, at=at, version=version) as entry:
            earlier = [one for one in known.counting(load.authority) if one.pk < load.pk]
            if other not in earlier:
                said = f"{other.file_name} counts no more, so nothing can take its place. Look at its page."
                raise Refused(acts.CORRECT, [Finding("counts_no_more", said)])
            ask = Ask(load.period, load.source, load.file_name, said=other.pk)
            _take_counts(load, compare(line_files([load]), loads=earlier, ask=ask))
            load.doubts = []
            load.save()
            rows = take_places(load, [other], at=at) + recount(load.authority, changed=[other])
            entry.note(reason, corrects=[other.pk], parts=[Digest(part.sha256) for part in rows])
        Part.objects.filter(pk__in=[row.pk for row in rows]).update(event=entry.event.number if entry.event else 0)
        settle_totals(load.authority, list({row.load_id: row.load for row in rows if row.load_id != other.pk}.values()))
        settle_payees(load.authority, [load, other])
        settle_numbers(load.authority, [other])
        settle_contracts(load.authority, at=at)
    return load


def keep_both(load: Load, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Load:
    """Say that a file stands beside the earlier ones: the question is settled and nothing else changes."""
    with perform(acts.KEEP_BOTH, load, by=by, at=at, version=version) as entry:
        entry.note(reason, beside=[each["load"] for each in load.doubts])
        load.doubts = []
    return load


def _take_counts(load: Load, compared: Compared) -> None:
    load.accepted, load.updated, load.unchanged = compared.more, compared.updates, compared.again
    load.net_total, load.difference = compared.more_amount, compared.difference
