"""`hub bench register`: server time of the register's pages and of search, at 100,000 contracts and 1,000,000 events.

The alternative that search is measured beside is Django's own ``icontains`` over the same columns.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from benchmarks import kit

# Who look for things in turn; the demo's own, so that what each may read differs.
OFFICERS = ("aisha", "morag", "helen", "daniel", "yusuf")


def run(*, scale: float = 1.0) -> dict[str, Any]:
    """Measure on both databases and give the pages of both."""
    results = kit.on_each_database("benchmarks.register", scale=scale)
    pages = [
        {"page": page.pop("page"), "database": one["database"], **page}
        for one in results
        for page in one.get("pages", [])
    ]
    skipped = [{"page": "*", **one} for one in results if "skipped" in one]
    sizes = {one["database"]: one["size"] for one in results if "size" in one}
    return {"pages": pages + skipped, "sizes": sizes, "requests": kit.REQUESTS}


def show(result: dict[str, Any]) -> None:
    """Print the pages."""
    kit.show_table(result["pages"])


def measure(scale: float) -> dict[str, Any]:
    """Build the register in this process's database and time its pages."""
    kit.begin()
    from benchmarks.register_data import AT, build
    from hub.platform import clock
    from hub.platform.testing.cast import make_cast
    from hub.platform.testing.clients import SiteClient

    with clock.frozen(AT):
        cast = make_cast(AT.replace(year=2015))
        contracts = build(cast, scale=scale)
        analyse()
        client = SiteClient("staff").sign_in(cast.aisha)
        pages = [page([client], name, paths) for name, paths in addresses().items()]
        officers = [SiteClient("staff").sign_in(cast.people[key]) for key in OFFICERS]
        pages.append(page(officers, "home", ["/"] * kit.REQUESTS))
        pages.append(page([client], "register, cold", addresses()["register"], before=lambda: happen(cast)))
        pages += searches(cast)
    from hub.platform.events.models import Head

    return {"pages": pages, "size": {"contracts": contracts, "events": Head.objects.get(pk=1).number}}


def analyse() -> None:
    """Let the database count its rows, as it does by itself in daily use."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def addresses() -> dict[str, list[str]]:
    """Give 200 addresses for each page, over different records and filters."""
    from benchmarks.register_data import SUBJECTS
    from hub.contract.models import Contract

    step = max(1, Contract.objects.count() // (kit.REQUESTS * 2))
    rows = Contract.objects.filter(authority__code="ECA").order_by("pk").values_list("reference", flat=True)
    references = list(rows)[::step][: kit.REQUESTS]
    subjects = [SUBJECTS[n % len(SUBJECTS)].split()[0] for n in range(kit.REQUESTS)]
    sorts = ("ends_on", "-ends_on", "value_ex_vat", "-value_ex_vat", "title", "reference")
    return {
        "register": [f"/contracts/?sort={sorts[n % 6]}&page={n % 40 + 1}" for n in range(kit.REQUESTS)],
        "register, filtered": [f"/contracts/?status=live&sort={sorts[n % 6]}" for n in range(kit.REQUESTS)],
        "register, searched": [f"/contracts/?q={word}" for word in subjects],
        "record": [f"/contracts/{reference}/" for reference in references],
        "timeline": [f"/contracts/{reference}/timeline/" for reference in references],
        "search": [f"/search/?q={word}" for word in subjects],
    }


def happen(cast: Any) -> None:
    """Let something happen in the authority, so that nothing that was counted before holds any longer."""
    from benchmarks.register_data import AT
    from hub.contract import services
    from hub.contract.models import Contract

    whole = Contract.objects.filter(authority=cast.eca, status="live", manager=cast.aisha, missing_count=0)
    contract = whole.order_by("pk")[:1].get()
    services.confirm(contract, by=cast.actor("aisha"), at=AT)


def page(
    clients: list[Any], name: str, paths: list[str], *, before: Callable[[], object] | None = None
) -> dict[str, Any]:
    """Time one page over its addresses, after one warm-up, and count the queries of one request.

    :param clients: who ask, in turn.
    :param before: done before each request and not timed.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for client in clients:
        client.get(paths[0])
    times = []
    for number, path in enumerate(paths):
        if before:
            before()
        client = clients[number % len(clients)]
        took, answer = kit.milliseconds(lambda path=path, client=client: client.get(path))
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        times.append(took)
    if before:
        before()
    with CaptureQueriesContext(connection) as queries:
        clients[0].get(paths[-1])
    return {"page": name, **kit.summary(times), "queries": len(queries)}


def searches(cast: Any) -> list[dict[str, Any]]:
    """Time 200 fixed queries through the search, for several people, filtered or not, beside ``icontains``."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hub.contract.models import Contract
    from hub.platform.search.search import search

    filters: list[dict[str, Any]] = [
        {},
        {"kinds": [Contract._meta.label_lower]},
        {"authority_id": cast.eca.pk},
        {"kinds": [Contract._meta.label_lower], "authority_id": cast.eca.pk},
    ]
    ours, theirs, found, capped = [], [], 0, 0
    for number, query in enumerate(queries()):
        actor, only = cast.actor(OFFICERS[number % len(OFFICERS)]), filters[number // len(OFFICERS) % len(filters)]
        took, result = kit.milliseconds(
            lambda query=query, actor=actor, only=only: search(query, actor=actor, limit=20, **only)
        )
        ours.append(took)
        found += bool(result.hits)
        capped += result.capped
        took, _ = kit.milliseconds(lambda query=query, actor=actor: plain(Contract, actor, query))
        theirs.append(took)
    with CaptureQueriesContext(connection) as asked:
        search(queries()[0], actor=cast.actor("aisha"), limit=20)
    return [
        {
            "page": "search alone",
            **kit.summary(ours),
            "queries": len(asked),
            "found": found,
            "of": len(ours),
            "capped": capped,
        },
        {"page": "search alone, icontains instead", **kit.summary(theirs), "queries": None},
    ]


def plain(model: Any, actor: Any, query: str) -> list[int]:
    """Search as a plain Django list does."""
    from django.db.models import Q

    rows = model.objects.visible_to(actor)
    for one in query.split():
        rows = rows.filter(Q(title__icontains=one) | Q(description__icontains=one) | Q(source_reference__icontains=one))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:20])


def queries() -> list[str]:
    """Give the 200 fixed queries: references, one to four words, prefixes, a word in half the rows, misspelt words."""
    from benchmarks.register_data import PLACES, SUBJECTS, word

    references = [f"CA-{n * 317 % 100_000:06d}" for n in range(50)]
    ones = [SUBJECTS[n % len(SUBJECTS)].split()[0] for n in range(40)]
    some = [f"{SUBJECTS[n % len(SUBJECTS)]} {PLACES[n % len(PLACES)]}" for n in range(40)]
    fours = [f"{SUBJECTS[n]} {PLACES[n % len(PLACES)]} {word(n * 7)}" for n in range(20)]
    prefixes = [SUBJECTS[n].split()[0][:4] for n in range(20)]
    misspelt = [swapped(SUBJECTS[n].split()[-1]) for n in range(20)]
    return [*references, *ones, *some, *fours, *prefixes, *misspelt, *["maintenance"] * 10]


def swapped(text: str) -> str:
    """Misspell a word by swapping two of its inner letters."""
    return text[0] + text[2] + text[1] + text[3:] if len(text) > 3 else text + text[-1]


if __name__ == "__main__":
    kit.finish(measure(float(sys.argv[1])))
