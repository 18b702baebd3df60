"""What the demo reads: the work that waits for its people, and the records of which its history tells."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from hub.contract.models import Contract
from hub.contract.terms import State
from hub.duty.models import Duty
from hub.duty.terms import State as DutyState
from hub.gateway.models import Condition, GateReview, Waiver
from hub.lawdesk.models import LawChange
from hub.maturity.models import Evidence, Round
from hub.maturity.services import claimable
from hub.pipeline.models import Need, NoticeDraft, PipelineEntry
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.approvals.models import Request
from hub.platform.approvals.terms import RequestState
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.terms import LISTED
from hub.platform.documents.models import Disposal, Document
from hub.platform.documents.terms import DisposalState
from hub.platform.events.models import Event
from hub.platform.identity.models import Membership
from hub.platform.jobs.models import Job
from hub.platform.reference.models import Entry
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import home_of
from hub.platform.words import date_short, plural
from hub.procurement.models import Procurement
from hub.publishing import selectors as publishing
from hub.publishing.acts import WITHHOLDERS
from hub.publishing.models import Publication, PublishedWaiver, Redaction
from hub.spend.models import Load, Payee
from hub.spend.selectors import lines, loads
from hub.spend.selectors.overview import reach
from hub.strategy.models import Action, Dependency, Recommendation, Version
from hub.supplier.models import Supplier
from hub.supplier.selectors import open_pairs


def open_work() -> dict[str, str]:
    """Give a line for each person who has alerts: as many as their masthead counts, and the nearest date."""
    rows = Alert.objects.filter(status__in=LISTED).exclude(person__cast_key="").values("person__cast_key")
    counted = rows.annotate(count=Count("pk"), nearest=Min("due_on"))
    return {row["person__cast_key"]: line(row["count"], row["nearest"]) for row in counted}


def line(count: int, nearest: object) -> str:
    """Say how much waits and from when."""
    said = plural(count, "alert", "alerts")
    return f"{said}, first due {date_short(nearest)}" if nearest else said  # type: ignore[arg-type]


def has_records() -> bool:
    """Say whether any authority stands in the database."""
    return Authority.objects.exists()


def last_happening() -> datetime | None:
    """Give the moment of the latest event."""
    return Event.objects.order_by("-at").values_list("at", flat=True).first()


def past_their_end(on: date) -> Any:
    """Give the contracts in force whose end date lies before a day."""
    return Contract.objects.running().filter(ends_on__lt=on, has_no_end=False).order_by("reference")


def lately_over(authority: Authority, *, before: date) -> QuerySet[Contract]:
    """Give the contracts that ended in the half year before a day, the last to end first; but the main manager's."""
    rows = Contract.objects.filter(authority=authority, status=State.EXPIRED, value_ex_vat__isnull=False)
    rows = rows.filter(ends_on__lt=before, ends_on__gte=before - timedelta(days=183))
    rows = rows.exclude(manager__cast_key="aisha").order_by("-ends_on", "reference")
    return rows.prefetch_related("parties__supplier")


def managed(authority: Authority, *, ending_after: date) -> QuerySet[Contract]:
    """Give the authority's contracts in force that somebody manages and that end after a day."""
    rows = Contract.objects.running().filter(authority=authority, manager__isnull=False)
    return rows.filter(ends_on__gt=ending_after).select_related("manager")


def complete(authority: Authority) -> QuerySet[Contract]:
    """Give the authority's managed contracts in force that lack nothing."""
    rows = Contract.objects.running().filter(authority=authority, missing_count=0, manager__isnull=False)
    return rows.order_by("reference")


def review_due(authority: Authority, on: date) -> QuerySet[Contract]:
    """Give the authority's contracts in force whose review lies before a day."""
    return Contract.objects.running().filter(authority=authority, review_on__lt=on).order_by("reference")


def suspended() -> QuerySet[Contract]:
    """Give the suspended contracts."""
    return Contract.objects.filter(status=State.SUSPENDED).order_by("reference")


def without_value() -> QuerySet[Contract]:
    """Give the contracts in force whose value is not recorded."""
    return Contract.objects.running().filter(value_ex_vat__isnull=True).order_by("reference")


def law_change(authority: Authority, code: str) -> LawChange:
    """Give an authority's newest change of law of one row of the thresholds."""
    rows = LawChange.objects.filter(authority=authority, table="thresholds", codes=[code])
    return rows.latest("pk")  # type: ignore[no-any-return]


def sample_law_changes() -> list[str]:
    """Give one change of law of each authority."""
    firsts = LawChange.objects.values("authority").annotate(pk_=Min("pk")).values("pk_")
    return list(LawChange.objects.filter(pk__in=firsts).order_by("pk").values_list("reference", flat=True))


def sample_contracts(shown: str) -> list[Contract]:
    """Give the contract that the tour shows, and one of each authority."""
    firsts = Contract.objects.running().values("authority").annotate(pk_=Min("pk")).values("pk_")
    others = Contract.objects.filter(pk__in=firsts).order_by("pk")
    return [*Contract.objects.filter(reference=shown), *others]


def sample_papers() -> list[Document]:
    """Give the papers filed, oldest first."""
    return list(Document.objects.order_by("pk")[:5])


def sample_alerts() -> list[int]:
    """Give one waiting alert of each person."""
    return _firsts(Alert.objects.waiting().values("person").annotate(one=Min("pk")))


def sample_requests() -> list[int]:
    """Give approvals, waiting ones first."""
    rows = Request.objects.order_by("pk")
    return [
        *rows.filter(status=RequestState.ASKED).values_list("pk", flat=True)[:3],
        *rows.values_list("pk", flat=True)[:3],
    ]


def sample_events(*, by_people: bool = False) -> list[int]:
    """Give the last event of each authority, or the last that a person caused."""
    rows = Event.objects.filter(authority__isnull=False)
    rows = rows.filter(actor_id__isnull=False) if by_people else rows
    return _firsts(rows.values("authority").annotate(one=Max("number")))


def sample_disposals() -> list[str]:
    """Give the lists of papers proposed for disposal, those that wait first."""
    return list(Disposal.objects.order_by("-proposed_at").values_list("reference", flat=True)[:3])


def certified() -> list[str]:
    """Give the lists whose papers were disposed of, which have a certificate."""
    rows = Disposal.objects.filter(status=DisposalState.APPROVED).order_by("pk")
    return list(rows.values_list("reference", flat=True)[:1])


def sample_batches(status: str) -> list[int]:
    """Give the loads of a status."""
    return list(ImportBatch.objects.filter(status=status).order_by("pk").values_list("pk", flat=True)[:3])


def sample_jobs() -> list[int]:
    """Give one job of each person who started any."""
    return _firsts(Job.objects.filter(started_by__isnull=False).values("started_by").annotate(one=Min("pk")))


def sample_roles() -> list[Membership]:
    """Give one role of each organisation."""
    wanted = _firsts(Membership.objects.filter(ends_on__isnull=True).values("party").annotate(one=Min("pk")))
    return list(Membership.objects.filter(pk__in=wanted).order_by("pk"))


def sample_runs() -> list[str]:
    """Give the runs of data sets as their addresses write them."""
    return [str(pk) for pk in Publication.objects.order_by("-pk").values_list("pk", flat=True)[:3]]


def sample_redactions() -> list[str]:
    """Give the withheld facts as their addresses write them."""
    return [str(pk) for pk in Redaction.objects.order_by("pk").values_list("pk", flat=True)[:3]]


def sample_values() -> list[Entry]:
    """Give dated values, those that an authority keeps itself first."""
    rows = Entry.objects.order_by("pk")
    return [*rows.filter(authority__isnull=False)[:5], *rows[:1]]


def sample_suppliers() -> list[int]:
    """Give the supplier with most contracts."""
    rows = Supplier.objects.filter(merged_into__isnull=True).annotate(count=Count("contract_parts"))
    return list(rows.order_by("-count", "pk").values_list("pk", flat=True)[:1])


def sample_pairs() -> list[int]:
    """Give the surest pair that may be one supplier."""
    return list(open_pairs().values_list("pk", flat=True)[:1])


def public_slugs(shown: str) -> list[str]:
    """Give the public address of the contract that the tour shows, or of any."""
    rows = publishing.contracts()
    found = rows.filter(slug__iendswith=shown) if rows.filter(slug__iendswith=shown) else rows
    return [found.order_by("pk").first().slug]


def public_plans() -> list[str]:
    """Give the public address of something planned."""
    return list(publishing.plans().order_by("pk").values_list("slug", flat=True)[:1])


def public_suppliers() -> list[int]:
    """Give the public number of the supplier with most contracts."""
    return [publishing.suppliers().order_by("-contracts_count", "pk").first().supplier_id]


def public_runs() -> list[tuple[str, int]]:
    """Give the newest run of each data set."""
    rows = Publication.objects.values("dataset").annotate(one=Max("pk")).order_by("dataset")
    return [(row["dataset"], row["one"]) for row in rows]


def may_withhold(actor: Actor, reference: str) -> bool:
    """Say whether somebody may withhold facts of a contract."""
    row = Contract.objects.filter(address=reference).first()
    return row is not None and actor.holds(WITHHOLDERS, row.authority_id)


def may_claim(actor: Actor, subject: str, code: str, *, at: datetime) -> bool:
    """Say whether the authority of somebody has such a row or behaviour, for which a level can be claimed."""
    authority = home_of(actor)
    return authority is not None and code in claimable(authority, subject, clock.london(at).date())


def sees_line(actor: Actor, load: int, row: int) -> bool:
    """Say whether somebody may open a line of a ledger."""
    found = loads.get(actor, load)
    return found is not None and lines.original(found, row, actor) is not None


def _firsts(rows: Any) -> list[int]:
    return sorted(row["one"] for row in rows)


def duties_due(*, by: date) -> list[Duty]:
    """Give the duties that are to be met by a day, nearest first."""
    rows = Duty.objects.filter(status=DutyState.OPEN, by__lte=by).select_related("authority")
    return list(rows.order_by("by", "pk"))


def duty_without_day(authority: Authority) -> Duty | None:
    """Give the first duty of the authority that lacks facts about a contract."""
    rows = Duty.objects.filter(authority=authority, status=DutyState.NEEDS_FACTS).exclude(owner=None)
    return rows.order_by("pk").first()  # type: ignore[no-any-return]


def asked_for_facts() -> list[Contract]:
    """Give the contracts in force about which the law cannot say what it asks, for facts are missing."""
    rows = Duty.objects.filter(subject_kind=Contract.kind(), status=DutyState.NEEDS_FACTS)
    found = Contract.objects.running().filter(pk__in=rows.values("subject_id"))
    return list(found.select_related("authority").order_by("reference"))


def sample_duties() -> list[str]:
    """Give duties in each state."""
    return one_of_each(Duty)


def sample_entries() -> list[str]:
    """Give entries of the pipeline in each state."""
    return one_of_each(PipelineEntry)


def sample_cases() -> list[str]:
    """Give cases in each state, those with a timetable first."""
    planned = Procurement.objects.filter(plans__number=1).order_by("pk").values_list("reference", flat=True)
    return [*planned[:1], *one_of_each(Procurement)]


def sample_needs() -> list[str]:
    """Give needs in each state."""
    return one_of_each(Need)


def sample_notices() -> list[str]:
    """Give the drafts of the pipeline notice."""
    return list(NoticeDraft.objects.order_by("pk").values_list("reference", flat=True)[:1])


def assessment_of(authority: Authority, year: int) -> Round:
    """Give a year's assessment."""
    return Round.objects.get(authority=authority, year=year)  # type: ignore[no-any-return]


def sample_evidence() -> list[str]:
    """Give the evidence that was given last."""
    return list(Evidence.objects.order_by("-given_on").values_list("reference", flat=True)[:1])


def sample_strategy() -> dict[str, list[dict[str, str]]]:
    """Give versions, rows, actions, dependencies and recommendations for their pages."""
    return {
        "versions": [{"reference": one} for one in one_of_each(Version)],
        "plan": [{"code": "3.8-1"}],
        "actions": [{"reference": one} for one in one_of_each(Action)],
        "dependencies": [{"reference": one} for one in Dependency.objects.values_list("reference", flat=True)[:1]],
        "recommendations": [{"reference": one} for one in one_of_each(Recommendation)],
    }


def one_of_each(model: Any) -> list[str]:
    """Give one reference for each state of a kind of record, the newest of it."""
    found = model.objects.order_by("status", "-pk").values_list("status", "reference")
    return list(dict(reversed(found)).values())


def sample_loads() -> list[int]:
    """Give the newest ledger files."""
    return list(Load.objects.counting().order_by("-pk").values_list("pk", flat=True)[:3])


def loads_to_mend() -> list[int]:
    """Give the newest ledger files of which rows were left out and are kept."""
    found = Load.objects.counting().filter(rejects__isnull=False).exclude(rejects__cells=[])
    return list(found.order_by("-pk").values_list("pk", flat=True).distinct()[:3])


def sample_paid_suppliers() -> list[int]:
    """Give suppliers that were paid, those first whose payee got most."""
    rows = Payee.objects.filter(supplier__isnull=False, supplier__merged_into__isnull=True, lines__gt=0)
    return list(dict.fromkeys(rows.order_by("-amount", "pk").values_list("supplier_id", flat=True)[:9]))[:3]


def sees_spend_of(actor: Actor, supplier: int) -> bool:
    """Say whether somebody may open what a supplier was paid: by their own authority, as an officer of it."""
    home = actor.home_id
    return home in reach(actor) and Payee.objects.filter(authority=home, supplier=supplier, lines__gt=0).exists()


def sample_payees() -> list[int]:
    """Give payees of the queue that got most."""
    return list(Payee.objects.unmatched().order_by("-amount", "pk").values_list("pk", flat=True)[:3])


def sample_gates() -> list[str]:
    """Give gates in each state."""
    return one_of_each(GateReview)


def sample_conditions() -> list[str]:
    """Give conditions of gates in each state."""
    return one_of_each(Condition)


def sample_waivers() -> list[str]:
    """Give waivers in each state."""
    return one_of_each(Waiver)


def public_waivers() -> list[str]:
    """Give some waivers that the public may read."""
    return list(PublishedWaiver.objects.order_by("pk").values_list("slug", flat=True)[:3])
