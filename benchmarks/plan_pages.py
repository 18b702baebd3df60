"""`hub bench plan-pages`: server time of the pages of early work: needs, forward plan, case files, gates and meetings.

Measured beside 100,000 contracts and 5,000,000 ledger lines, since a case looks among them for what counts together and
a need for what is alike. The plan has 1,000 entries and 40 cases with everything decided, made by the acts that people
perform; each page is asked 200 times over different records.
"""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from typing import Any

from benchmarks import kit
from benchmarks.spend_pages import LINES, load_ledgers, page, spread

ENTRIES, NEEDS, CASES = 1_000, 200, 40
MOST_ITEMS = 12


def run(*, scale: float = 1.0) -> dict[str, Any]:
    """Measure on both databases and give the pages of both."""
    results = kit.on_each_database("benchmarks.plan_pages", scale=scale)
    pages = [
        {"page": each.pop("page"), "database": one["database"], **each}
        for one in results
        for each in one.get("pages", [])
    ]
    skipped = [{"page": "*", **one} for one in results if "skipped" in one]
    sizes = [{"database": one["database"], **one["size"]} for one in results if "size" in one]
    return {"pages": pages + skipped, "sizes": sizes, "requests": kit.REQUESTS}


def show(result: dict[str, Any]) -> None:
    """Print the pages."""
    kit.show_table(result["pages"])


def measure(scale: float) -> dict[str, Any]:
    """Build register, ledger and plan in this process's database and time the pages."""
    kit.begin()
    from benchmarks.register import analyse
    from benchmarks.register_data import AT, build
    from hub.platform import clock
    from hub.platform.testing.cast import make_cast
    from hub.platform.testing.clients import SiteClient

    with clock.frozen(AT):
        cast = make_cast(AT.replace(year=2015))
        contracts = build(cast, scale=scale)
        lines, _ = load_ledgers(cast, round(LINES * scale))
        made = build_plan(cast, scale=scale)
        analyse()
        client = SiteClient("staff").sign_in(cast.people["priya"])
        pages = [page(client, name, paths) for name, paths in addresses(cast).items()]
    return {"pages": pages, "size": {"contracts": contracts, "lines": lines, **made}}


def build_plan(cast: Any, *, scale: float) -> dict[str, int]:
    """Fill needs, forward plan and case files, and put the gate of each case on the agenda of a committee."""
    from benchmarks.register_data import AT, DEPARTMENTS, SUBJECTS
    from hub.gateway import services as gateway
    from hub.gateway.tests import stories as gates
    from hub.pipeline.tests import stories as plan
    from hub.risk.tests import stories as screens

    entries, needs, cases = (max(3, round(each * scale)) for each in (ENTRIES, NEEDS, CASES))
    priya = cast.actor("priya")

    def facts(n: int) -> dict[str, Any]:
        subject, department = SUBJECTS[n % len(SUBJECTS)], DEPARTMENTS[n % len(DEPARTMENTS)]
        return {"title": f"{subject.capitalize()} {n + 1}", "department": department}

    for n in range(entries):
        planned = {"owner": cast.priya, "value_ex_vat": Decimal(40_000 + n * 900), "start_by": None, **facts(n)}
        plan.entry_planned(authority=cast.eca, by=priya, at=AT, needed_on=date(2027 + n % 3, 1 + n % 12, 1), **planned)
    for n in range(needs):
        plan.need_sent(authority=cast.eca, by=cast.actor("ruth"), at=AT, **facts(n))
    committee = gates.committee(cast, AT)
    meeting = gates.meeting(committee, cast, AT, on=date(2027, 2, 18))
    for n in range(cases):
        case = gates.case(cast, AT, **facts(n))
        screens.all_reviewed(case, cast=cast, at=AT)
        review = gates.submitted(gates.due(case, AT), priya, AT)
        if n < MOST_ITEMS:
            gateway.put(review, meeting=meeting, by=priya, at=AT)
    return {"entries": entries, "needs": needs, "cases": cases}


def addresses(cast: Any) -> dict[str, list[str]]:
    """Give 200 addresses for each page, over different records."""
    from hub.gateway.models import GateReview
    from hub.governance.models import Meeting
    from hub.pipeline.models import Need, PipelineEntry
    from hub.procurement.models import Procurement

    asked = range(kit.REQUESTS)

    def of(model: Any, address: str) -> list[str]:
        keys = spread(model.objects.filter(authority=cast.eca).order_by("pk").values_list("reference", flat=True))
        return [address.format(key) for key in keys]

    case_pages = ("", "value/", "route/", "timetable/", "aims/", "people/", "linked/")
    return {
        "forward plan": [f"/pipeline/?page={n % 30 + 1}" for n in asked],
        "forward plan as a chart": ["/pipeline/timeline/"] * kit.REQUESTS,
        "workload": ["/pipeline/workload/"] * kit.REQUESTS,
        "overlaps": ["/pipeline/overlaps/"] * kit.REQUESTS,
        "an entry": of(PipelineEntry, "/pipeline/{}/"),
        "needs": [f"/needs/?page={n % 5 + 1}" for n in asked],
        "a need": of(Need, "/needs/{}/"),
        "case files": ["/procurements/"] * kit.REQUESTS,
        **{
            f"a case, {page.strip('/') or 'summary'}": of(Procurement, f"/procurements/{{}}/{page}")
            for page in case_pages
        },
        "what counts together": of(Procurement, "/procurements/{}/aggregate/"),
        "gates": ["/gates/"] * kit.REQUESTS,
        "a gate": of(GateReview, "/gates/{}/"),
        "a gate's pack": of(GateReview, "/gates/{}/pack/"),
        "a meeting": of(Meeting, "/meetings/{}/"),
    }


if __name__ == "__main__":
    kit.finish(measure(float(sys.argv[1])))
