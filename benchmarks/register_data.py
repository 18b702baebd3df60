"""A register of invented contracts as large as a region's, made through the same services as a load."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
BATCH = 2000
CONTRACTS = 100_000
EVENTS = 1_000_000
SUPPLIERS = 8_000

SUBJECTS = (
    "grounds maintenance,office cleaning,bus shelters,traffic signals,payroll system,legal case system,bridge"
    " inspections,temporary staff,road markings,home to school transport,museum security,cycle training,water testing,"
    "passenger surveys,lift maintenance,depot energy,youth employment,network support,library vans,street lighting,"
    "highways survey,adult skills,asbestos removal,waste collection,tree works,insurance broking,debt recovery,"
    "translation,occupational health,vehicle hire,catering equipment,playground repairs,flood modelling,air quality"
    " sensors,ticketing,parking machines,archive storage,data centre,fire alarms,sports pitches"
).split(",")
PLACES = "Wickmoor,Stanbridge,Eastmere,Northgate,Fenland,Arden,Halden,Tollgate,Brightwell,Clearbrook,Orbital".split(",")
FIRMS = "Services,Group,Works,Engineering,Systems,Partners,Solutions,Associates,Contractors,Supplies".split(",")
DEPARTMENTS = "Transport,Property,Skills,Digital,Finance,Housing,Environment,Culture".split(",")


def word(number: int) -> str:
    """Give one of many invented words, so that the index is as wide as a real one."""
    syllables = ("ba", "dor", "fen", "gil", "hal", "kem", "lor", "mar", "nes", "pol", "rin", "sto", "tar", "wen")
    found = ""
    while True:
        found += syllables[number % 14]
        number //= 14
        if not number:
            return found


def build(cast: Any, *, scale: float) -> int:
    """Load the contracts, then add events until the log is as long as promised; give the number of contracts."""
    from django.db import transaction

    from hub.contract.services.loading import load_new
    from hub.platform.actors import SYSTEM

    choose = random.Random(20261123)
    suppliers = make_suppliers(choose, round(SUPPLIERS * scale) or 10)
    count = round(CONTRACTS * scale)
    for start in range(0, count, BATCH):
        with transaction.atomic():
            items = [item(cast, choose, n, suppliers) for n in range(start, min(start + BATCH, count))]
            load_new(items, by=SYSTEM, at=AT)
    lengthen_log(count, round(EVENTS * scale), cast)
    return count


def make_suppliers(choose: random.Random, count: int) -> list[Any]:
    """Load suppliers by the same service as a file does."""
    from django.db import transaction

    from hub.contract.reading import SupplierRef
    from hub.platform.actors import SYSTEM
    from hub.supplier.services import find_or_create

    refs = [
        SupplierRef(name=f"{choose.choice(PLACES)} {word(n * 37 + 11).title()} {choose.choice(FIRMS)} Ltd")
        for n in range(count)
    ]
    found: list[Any] = []
    for start in range(0, len(refs), BATCH):
        with transaction.atomic():
            found += find_or_create(refs[start : start + BATCH], by=SYSTEM, at=AT)
    return found


def item(cast: Any, choose: random.Random, n: int, suppliers: list[Any]) -> Any:
    """Give one contract as a load gives it."""
    from hub.contract.models import Contract
    from hub.contract.services.derived import Part
    from hub.contract.services.loading import Loaded
    from hub.contract.terms import Route, Tier

    starts = date(2019, 1, 1) + timedelta(days=choose.randrange(2900))
    ends = starts + timedelta(days=choose.choice((365, 730, 1095, 1461)))
    value = Decimal(choose.randrange(5_000, 5_000_000))
    subject = choose.choice(SUBJECTS)
    # "maintenance" stands in half of the rows: the word that is everywhere.
    common = "maintenance and support" if n % 2 else "supply"
    contract = Contract(
        authority=cast.eca if n % 20 else cast.wdc,
        status="",
        title=f"{subject.capitalize()} {common}, {choose.choice(PLACES)} {word(n % 9000)}",
        description=" ".join(word(choose.randrange(9000)) for _ in range(12)),
        source="bench",
        source_key=f"bench-{n}",
        source_reference=f"CA-{n:06d}",
        department=choose.choice(DEPARTMENTS),
        manager=cast.aisha if n % 3 else None,
        owner=cast.ruth,
        tier=choose.choice([*list(Tier), ""]),
        route=choose.choice(list(Route)),
        value_ex_vat=value,
        value_inc_vat=value * Decimal("1.2"),
        starts_on=starts,
        ends_on=ends,
    )
    return Loaded(contract, parts=[Part(suppliers[n % len(suppliers)])])


def lengthen_log(contracts: int, wanted: int, cast: Any) -> None:
    """Add events about the contracts until the log has the promised length."""
    from django.db import transaction

    from hub.contract.models import Contract
    from hub.platform.events.models import Head
    from hub.platform.events.record import Draft, append

    actor = cast.actor("aisha")
    rows = list(Contract.objects.order_by("pk").values_list("pk", "authority_id", "reference"))
    written = Head.objects.get(pk=1).number
    while written < wanted and rows:
        many = min(10_000, wanted - written)
        chosen = [rows[(written + n) % len(rows)] for n in range(many)]
        drafts = [
            Draft(
                authority_id=authority,
                verb="contract.confirm",
                subject=(Contract.kind(), pk, reference),
                root=(Contract.kind(), pk),
                actor=actor,
                at=AT,
                cause="0" * 32,
                changes={"confirmed_on": [None, "2026-11-23"]},
            )
            for pk, authority, reference in chosen
        ]
        with transaction.atomic():
            append(drafts)
        written += many
