"""Records for addresses with variable parts: one of the actor's own authority and one of another.

Each entry names how an address begins and gives, from the cast, the values for the own and for the other tenant.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import ContentFile

from hub.contract import acts as contract_acts
from hub.contract.importing.loader import LOADER
from hub.contract.models import Contract
from hub.contract.tests import stories
from hub.duty import services as duties_of
from hub.duty.models import Duty
from hub.lawdesk.tests import stories as laws
from hub.maturity import services as maturity
from hub.platform.actors import Actor, Grant
from hub.platform.approvals import services as approvals
from hub.platform.deadlines import feeds, services
from hub.platform.documents import disposing
from hub.platform.documents.services import Paper, Upload
from hub.platform.documents.services import add as add_document
from hub.platform.events.models import Event
from hub.platform.identity.roles import Role
from hub.platform.jobs.services import enqueue
from hub.platform.reference import services as reference
from hub.platform.reference.models import Entry
from hub.platform.registers import saved
from hub.platform.registers.importing import files
from hub.platform.registers.importing import services as importing
from hub.platform.testing.fixtures import NINE
from hub.publishing import services as publishing
from hub.supplier import services as suppliers_of
from hub.supplier.models import Pair
from tests.architecture import gateway_samples as gates
from tests.architecture import governance_samples as governance
from tests.architecture import quote_samples as quotes
from tests.architecture.bids_samples import opener_keys, rosters
from tests.architecture.case_samples import cases
from tests.architecture.early_samples import answering_suppliers, appraisals, market_engagements, screens, sheets
from tests.architecture.plan_samples import entries, needs, notice_drafts
from tests.architecture.spend_samples import columns, ledger_checks, ledgers, paid_suppliers, payees
from tests.architecture.strategy_samples import actions, dependencies, plan_rows, recommendations, versions

Values = dict[str, Any]
LOADED = NINE - timedelta(days=3000)
Sample = Callable[[Any], tuple[Values, Values]]


def people(cast: Any) -> tuple[Values, Values]:
    """Give two people with a role each."""
    own = {"reference": cast.aisha.pk, "pk": cast.aisha.memberships.first().pk}
    return own, {"reference": cast.jo.pk, "pk": cast.jo.memberships.first().pk}


def authorities(cast: Any) -> tuple[Values, Values]:
    """Give two authorities."""
    return {"code": cast.eca.code}, {"code": cast.wdc.code}


def contracts(cast: Any) -> tuple[Values, Values]:
    """Give two live contracts."""
    own = stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=NINE)
    other = stories.contract_live(authority=cast.wdc, by=cast.actor("harriet"), at=NINE)
    return {"reference": own.reference, "group": "about"}, {"reference": other.reference, "group": "about"}


def documents(cast: Any) -> tuple[Values, Values]:
    """Give two documents, each of a contract of its authority."""
    found = []
    for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet")):
        actor = cast.actor(who)
        contract = stories.contract_live(authority=authority, by=actor, at=NINE)
        upload = Upload("a.txt", BytesIO(who.encode()))
        document = add_document(contract, upload=upload, paper=Paper(title="A paper"), by=actor, at=NINE)
        found.append({"public_id": document.public_id, "number": 1, "kind": contract.kind(), "pk": contract.pk})
    return found[0], found[1]


def disposals(cast: Any) -> tuple[Values, Values]:
    """Give a list of papers to dispose of in each authority."""
    reference.load_all(at=LOADED)
    made = []
    for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet")):
        actor = cast.actor(who)
        contract = stories.contract_live(authority=authority, by=actor, at=NINE)
        paper = Paper(title="Notes", retention="working")
        document = add_document(contract, upload=Upload("a.txt", BytesIO(b"a")), paper=paper, by=actor, at=LOADED)
        made.append({"reference": disposing.propose([document.pk], authority=authority, by=actor, at=NINE).reference})
    return made[0], made[1]


def law_changes(cast: Any) -> tuple[Values, Values]:
    """Give the review of one change of law at two authorities."""
    reference.load_all(at=LOADED)
    own = laws.changed(authority=cast.eca, by=cast.actor("daniel"), at=NINE)
    return {"reference": own.reference}, {"reference": cast.wdc.law_changes.get().reference}


def redactions(cast: Any) -> tuple[Values, Values]:
    """Give two withheld facts; the one elsewhere was withheld by nobody of the cast, so its authority is the other."""
    own, other = contracts(cast)
    row = {"ground": "personal", "review_on": NINE.date() + timedelta(days=90), "reason": "Names people"}
    made = []
    for contract in (own, other):
        found = Contract.objects.select_related("authority").get(reference=contract["reference"])
        publisher = Actor(None, "Publisher", frozenset({Grant(found.authority_id, Role.PUBLISHER)}))
        kept = publishing.redact(found, field="description", by=publisher, at=NINE, **row)
        made.append({"reference": kept.pk, "contract": found.reference})
    return made[0], made[1]


def alerts(cast: Any) -> tuple[Values, Values]:
    """Give an alert of somebody here and one of somebody elsewhere."""
    here, there = (
        services.Telling(person.pk, authority.pk, cause=f"test:{person.pk}", sentence="Look at this", link="/")
        for person, authority in ((cast.aisha, cast.eca), (cast.colin, cast.wdc))
    )
    own, other = services.raise_alerts([here, there], at=NINE)
    return {"reference": own.pk}, {"reference": other.pk}


def requests(cast: Any) -> tuple[Values, Values]:
    """Give two approvals that wait, each for the end of a contract of its authority."""
    reference.load_all(at=LOADED)
    made = []
    for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet")):
        actor = cast.actor(who)
        contract = stories.contract_live(authority=authority, by=actor, at=NINE)
        made.append({"reference": approvals.ask(contract_acts.END, contract, by=actor, at=NINE).pk})
    return made[0], made[1]


def jobs(cast: Any) -> tuple[Values, Values]:
    """Give two jobs; each is seen by whoever started it alone."""
    own, other = (
        enqueue("hub.platform.jobs.services.sweep", by=cast.actor(key), label="Count", at=NINE)
        for key in ("aisha", "jo")
    )
    return {"reference": own.pk}, {"reference": other.pk}


def calendar_feeds(cast: Any) -> tuple[Values, Values]:
    """Give two calendars; each is its owner's alone."""
    own, other = (feeds.make_feed(by=cast.actor(key), at=NINE, label="Mine")[0] for key in ("aisha", "colin"))
    return {"reference": own.pk}, {"reference": other.pk}


def batches(cast: Any) -> tuple[Values, Values]:
    """Give two checked lists with a faulty row each."""
    text = "Contract title,Supplier name,Start date\nTree survey,Larkfield,01/02/2027\nPaths,Larkfield,31/02/2027\n"
    made = []
    for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet")):
        stored = files.keep(ContentFile(text.encode()))
        facts = {"file_name": "a.csv", "sha256": stored.sha256, "size": stored.size}
        batch = importing.new_batch(LOADER, authority=authority, by=cast.actor(who), at=NINE, **facts)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "a.csv"
            path.write_text(text)
            importing.check(batch, path, by=cast.actor(who), at=NINE)
        made.append({"batch_id": batch.pk, "format": "csv"})
    return made[0], made[1]


def runs(cast: Any) -> tuple[Values, Values]:
    """Give a published run of each authority."""
    reference.load_all(at=LOADED)
    made = []
    for authority in (cast.eca, cast.wdc):
        publisher = Actor(None, "Publisher", frozenset({Grant(authority.pk, Role.PUBLISHER)}))
        run = publishing.publish_dataset("contracts_register", authority=authority, by=publisher, at=NINE)
        made.append({"reference": run.pk})
    return made[0], made[1]


def events(cast: Any) -> tuple[Values, Values]:
    """Give the newest event of each authority."""
    contracts(cast)
    numbers = [Event.objects.filter(authority=one).order_by("-number")[0].number for one in (cast.eca, cast.wdc)]
    return {"number": numbers[0]}, {"number": numbers[1]}


def dated_values(cast: Any) -> tuple[Values, Values]:
    """Give a value that each authority keeps for itself."""
    reference.load_all(at=LOADED)
    shipped = Entry.objects.filter(set="lead_times").first()
    more = {"code": shipped.code, "label": shipped.label, "data": shipped.data, "valid_from": date(2027, 1, 1)}
    made = []
    for authority, who in ((cast.eca, "sam"), (cast.wdc, "harriet")):
        entry = reference.add("lead_times", authority=authority, by=cast.actor(who), at=NINE, **more)
        made.append({"name": entry.set, "pk": entry.pk})
    return made[0], made[1]


def saved_views(cast: Any) -> tuple[Values, Values]:
    """Give a saved list of two people; each sees their own alone."""
    own, other = (
        saved.save_view(
            register="contract", name="Mine", params={"status": ["live"]}, summary="Live", by=cast.actor(key), at=NINE
        )
        for key in ("naomi", "harriet")
    )
    return {"view_id": own.pk}, {"view_id": other.pk}


def suppliers(cast: Any) -> tuple[Values, Values]:
    """Give a supplier, and a number that nobody has: all authorities share suppliers, so only that is missing."""
    own = suppliers_of.add(name="Larkfield Events", by=cast.actor("morag"), at=NINE)
    return {"pk": own.pk}, {"pk": 999_999_999}


def pairs(cast: Any) -> tuple[Values, Values]:
    """Give a pair that may be one supplier, and a number that no pair has; pairs are shared as suppliers are."""
    for name in ("Brightwell Services", "Brightwell Service"):
        suppliers_of.add(name=name, by=cast.actor("morag"), at=NINE)
    suppliers_of.look_for_near_names(at=NINE)
    return {"pk": Pair.objects.get().pk}, {"pk": 999_999_999}


def duties(cast: Any) -> tuple[Values, Values]:
    """Give a duty of each authority itself."""
    reference.load_all(at=LOADED)
    duties_of.rebuild_all(at=NINE)
    own, other = (Duty.objects.filter(authority=one).earliest("pk") for one in (cast.eca, cast.wdc))
    return {"reference": own.reference}, {"reference": other.reference}


def evidence(cast: Any) -> tuple[Values, Values]:
    """Give evidence of each authority."""
    reference.load_all(at=LOADED)
    made = []
    for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet")):
        more = {"part": "MC-1-2-1", "owner": getattr(cast, who), "given_on": NINE.date()}
        more["upload"] = Upload("paper.txt", BytesIO(b"The paper"))
        found = maturity.attest(authority=authority, by=cast.actor(who), at=NINE, **more)
        made.append({"reference": found.reference})
    return made[0], made[1]


def assessments(cast: Any) -> tuple[Values, Values]:
    """Give a year's assessment here, and a year that only another authority assessed."""
    reference.load_all(at=LOADED)
    for authority, who, year in ((cast.eca, "morag", 2026), (cast.wdc, "harriet", 2025)):
        if not authority.maturity_rounds.exists():
            maturity.open_round(authority=authority, year=year, by=cast.actor(who), at=NINE)
    return {"reference": "2026"}, {"reference": "2025"}


def levels(cast: Any) -> tuple[Values, Values]:
    """Give a capability and a measure; all authorities share the same, so only others are missing."""
    reference.load_all(at=LOADED)
    return {"code": "MC-1", "key": "MC-1.complete"}, {"code": "XX-9", "key": "XX-9.none"}


def behaviours_of(cast: Any) -> tuple[Values, Values]:
    """Give a behaviour of the national strategy, and one that it does not have."""
    reference.load_all(at=LOADED)
    return {"code": "MCR-1"}, {"code": "XXX-9"}


# The registers on which lists are saved.
SAVED = (
    "alerts appraisals approvals audit awards bodies contracts contracts/unplanned councillors decisions duties "
    "engagement gates gates/conditions law/changes maturity/evidence meetings needs openers people pipeline "
    "procurements quotes redactions risk/screens rosters spend/doubtful spend/loads spend/no-contract spend/payees "
    "spend/unmatched strategy/actions strategy/dependencies strategy/recommendations suppliers waivers"
)

SAMPLES: dict[str, Sample] = {
    **{f"/{register}/views/<": saved_views for register in SAVED.split()},
    "/agenda/<": governance.items,
    "/alerts/<": alerts,
    "/appraisals/<": appraisals,
    "/approvals/<": requests,
    "/audit/<": events,
    "/awards/<": quotes.awards_of,
    "/bodies/<": governance.bodies,
    "/calendar/feeds/<": calendar_feeds,
    "/contracts/<": contracts,
    "/contracts/import/<": batches,
    "/councillors/<": governance.engagements,
    "/decisions/<": governance.decisions,
    "/documents/<": documents,
    "/documents/add/<": documents,
    "/documents/disposals/<": disposals,
    "/duties/<": duties,
    "/engagement/<": market_engagements,
    "/engagement/<str:reference>/answer/<": answering_suppliers,
    "/export-all/<": jobs,
    "/gates/<": gates.gates_of,
    "/gates/conditions/<": gates.gate_conditions,
    "/gates/link/<": gates.gates_of,
    "/jobs/<": jobs,
    "/law/changes/<": law_changes,
    "/maturity/behaviours/<": behaviours_of,
    "/maturity/capabilities/<": levels,
    "/maturity/evidence/<": evidence,
    "/maturity/measures/<": levels,
    "/maturity/rounds/<": assessments,
    "/meetings/<": governance.meetings,
    "/needs/<": needs,
    "/openers/<": opener_keys,
    "/people/<": people,
    "/rosters/<": rosters,
    "/pipeline/<": entries,
    "/pipeline/notice/<": notice_drafts,
    "/procurements/<": cases,
    "/quotes/<": quotes.quotes,
    "/quotes/<str:reference>/award/": quotes.scorings,
    "/quotes/<str:reference>/opening/": quotes.openings,
    "/quotes/<str:reference>/resend/<": quotes.asked_suppliers,
    "/quotes/<str:reference>/scores/": quotes.scorings,
    "/quotes/from/<": cases,
    "/procurements/from/<": entries,
    "/publications/runs/<": runs,
    "/redactions/<": redactions,
    "/redactions/new/<": redactions,
    "/risk/answer/<": sheets,
    "/risk/screens/<": screens,
    "/settings/authority/<": authorities,
    "/settings/reference/<slug:name>/<": dated_values,
    "/spend/by/<": columns,
    "/spend/lines/<": ledgers,
    "/spend/loads/<": ledgers,
    "/spend/loads/check/<": ledger_checks,
    "/spend/payees/<": payees,
    "/spend/suppliers/<": paid_suppliers,
    "/spend/unmatched/<": payees,
    "/strategy/actions/<": actions,
    "/strategy/dependencies/<": dependencies,
    "/strategy/plan/<": plan_rows,
    "/strategy/recommendations/<": recommendations,
    "/strategy/versions/<": versions,
    "/suppliers/<": suppliers,
    "/suppliers/duplicates/<": pairs,
    "/waivers/<": gates.waivers,
}
# Own, and still not there: the job left no file and is no export; the list was not approved yet;
# the saved list belongs to another register than the address.
OWN_IS_MISSING = frozenset(
    {
        "/jobs/<int:reference>/result/",
        # The sample's meeting has not closed.
        "/meetings/<str:reference>/minutes/",
        "/meetings/<str:reference>/minutes.<slug:form>",
        "/documents/disposals/<str:reference>/certificate/",
        "/export-all/<int:reference>/",
        # The sample's list is an officer's, and this queue is for finance.
        "/spend/doubtful/views/<int:view_id>/remove/",
    }
)


def sample_for(path: str) -> Sample | None:
    """Give the sample whose beginning fits an address best."""
    fitting = [begin for begin in SAMPLES if path.startswith(begin)]
    return SAMPLES[max(fitting, key=len)] if fitting else None
