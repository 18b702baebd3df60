"""Records of the demo's history that stand for the variable parts of addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hub.contract.importing.loader import LOADER
from hub.demo import selectors
from hub.demo.selectors import accounts, early
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.documents.disposal_views import find_disposal
from hub.platform.documents.selectors import subject_for
from hub.platform.events.selectors import event, person_of_event
from hub.platform.identity.selectors import find_person, grants_of
from hub.platform.reference.selectors import entries as dated_values
from hub.platform.registers.importing.selectors import find_batch
from hub.platform.tenancy.selectors import authority_codes

Values = dict[str, Any]
SHOWN = "CON-2025-0031"


def samples() -> dict[str, list[Values]]:
    """Give, for how an address begins, the values to try in turn; the first that somebody can see is theirs."""
    contracts = selectors.sample_contracts(SHOWN)
    loaded = [{"batch_id": pk} for pk in selectors.sample_batches("loaded")]
    checked = [{"batch_id": pk} for pk in selectors.sample_batches("checked")]
    kept = {"key": "contracts_register"}
    return {
        "staff/alerts/<": [{"reference": pk} for pk in selectors.sample_alerts()],
        "staff/approvals/<": [{"reference": pk} for pk in selectors.sample_requests()],
        "staff/audit/<": [{"number": number} for number in selectors.sample_events()],
        "staff/audit/<int:number>/erase": [{"number": number} for number in selectors.sample_events(by_people=True)],
        "staff/contracts/<": [{"reference": one.address, "group": "about"} for one in contracts],
        "staff/contracts/import/<": loaded,
        "staff/contracts/import/<int:batch_id>/rejects": [{**one, "format": "csv"} for one in loaded],
        "staff/contracts/import/<int:batch_id>/columns": checked,
        "staff/demo/tour/<": [{"number": 1}],
        "supplier/demo/tour/<": [{"number": 1}],
        "staff/documents/add/<": [{"kind": one.kind(), "pk": one.pk} for one in contracts],
        **paper_samples(),
        "staff/jobs/<": [{"reference": pk} for pk in selectors.sample_jobs()],
        "staff/people/<": [{"reference": one.person_id, "pk": one.pk} for one in selectors.sample_roles()],
        "staff/publications/<": [kept],
        "staff/publications/runs/<": [{"reference": pk} for pk in selectors.sample_runs()],
        "staff/redactions/<": [{"reference": pk} for pk in selectors.sample_redactions()],
        "staff/redactions/new/<": [{"contract": one.address} for one in contracts],
        "staff/settings/authority/<": [{"code": code} for code in authority_codes()],
        "staff/settings/reference/<": [{"name": one.set, "pk": one.pk} for one in selectors.sample_values()],
        **planning_samples(),
        **law_samples(),
        "staff/suppliers/<": [{"pk": pk} for pk in selectors.sample_suppliers()],
        "staff/suppliers/duplicates/<": [{"pk": pk} for pk in selectors.sample_pairs()],
        **account_samples(),
        **public_samples(kept),
    }


def paper_samples() -> dict[str, list[Values]]:
    """Give the same for papers and for lists of papers to dispose of."""
    return {
        "staff/documents/<str:public_id>/": [{"public_id": one.public_id} for one in selectors.sample_papers()],
        "staff/documents/disposals/<": [{"reference": one} for one in selectors.sample_disposals()],
        "staff/documents/disposals/<str:reference>/certificate": [{"reference": one} for one in selectors.certified()],
    }


def account_samples() -> dict[str, list[Values]]:
    """Give the same for the supplier's own side: organisations, their people, and who wants to come in."""
    parties = [{"party": pk} for pk in accounts.parties()]
    return {
        "supplier/organisation/join/<": parties,
        "supplier/organisation/prove/<": parties,
        "supplier/organisation/people/<": [{"pk": pk} for pk in accounts.members()],
        "supplier/organisation/people/invites/<": [{"pk": pk} for pk in accounts.invites()],
        "supplier/organisation/people/requests/<": [{"pk": pk} for pk in accounts.requests()],
        "supplier/organisation/people/claims/<": [{"pk": pk} for pk in accounts.claims()],
        "supplier/organisation/answers/<": [{"key": "public-liability"}],
    }


def law_samples() -> dict[str, list[Values]]:
    """Give the same for the law desk, which is on every site."""
    asked = [{"rule": "threshold"}]
    return {
        "staff/law/<slug:rule>/": asked,
        "supplier/law/<slug:rule>/": asked,
        "public/law/<slug:rule>/": asked,
        "staff/law/changes/<": [{"reference": one} for one in selectors.sample_law_changes()],
    }


def public_samples(kept: Values) -> dict[str, list[Values]]:
    """Give the same for the public site."""
    return {
        "public/contracts/<": [{"slug": slug} for slug in selectors.public_slugs(SHOWN)],
        "public/data/<": [kept],
        "public/data/<slug:key>/<int": [{"key": key, "number": number} for key, number in selectors.public_runs()],
        "public/plans/<": [{"slug": slug} for slug in selectors.public_plans()],
        "public/suppliers/<": [{"number": number} for number in selectors.public_suppliers()],
    }


def planning_samples() -> dict[str, list[Values]]:
    """Give the same for the strategy, the pipeline and maturity."""
    return {
        "staff/pipeline/<": [{"reference": one} for one in selectors.sample_entries()],
        **case_samples(),
        "staff/pipeline/notice/<": [{"reference": one, "format": "json"} for one in selectors.sample_notices()],
        "staff/needs/<": [{"reference": one} for one in selectors.sample_needs()],
        **gate_samples(),
        **early.governance(),
        **early.appraisals(),
        **early.engagements(),
        **early.ceremony(),
        **early.quotes(),
        **early.screens(),
        "staff/duties/<": [{"reference": one} for one in selectors.sample_duties()],
        "staff/maturity/capabilities/<": [{"code": "MC-1"}],
        "staff/maturity/behaviours/<": [{"code": "MCR-1"}],
        "staff/maturity/measures/<": [{"key": "MC-1.complete"}],
        "staff/maturity/claims/<": [{"subject": "row", "code": "3.8-1"}],
        "staff/maturity/evidence/<": [{"reference": one} for one in selectors.sample_evidence()],
        "staff/maturity/rounds/<": [{"reference": str(year)} for year in (2026, 2025)],
        "staff/spend/by/<": [{"column": "department"}],
        "staff/spend/lines/<": [{"load": pk, "row": 2} for pk in selectors.sample_loads()],
        "staff/spend/loads/<": [{"reference": pk} for pk in selectors.sample_loads()],
        # Nothing is there to mend of a file of which every row was taken.
        "staff/spend/loads/<int:reference>/rows-to-mend": [{"reference": pk} for pk in selectors.loads_to_mend()],
        "staff/spend/payees/<": [{"reference": pk} for pk in selectors.sample_payees()],
        "staff/spend/suppliers/<": [{"reference": pk} for pk in selectors.sample_paid_suppliers()],
        "staff/spend/unmatched/<": [{"reference": pk} for pk in selectors.sample_payees()],
        **{f"staff/strategy/{part}/<": values for part, values in selectors.sample_strategy().items()},
    }


def case_samples() -> dict[str, list[Values]]:
    """Give the same for cases, each with its first timetable, and for entries that can become one."""
    cases = [{"reference": one, "number": 1, "group": "what"} for one in selectors.sample_cases()]
    return {
        "staff/procurements/<": cases,
        "staff/procurements/from/<": [{"reference": one} for one in selectors.sample_entries()],
    }


def gate_samples() -> dict[str, list[Values]]:
    """Give the same for gates, conditions and waivers; a link to decide stands in an e-mail alone."""
    gates = [{"reference": one, "format": "pdf"} for one in selectors.sample_gates()]
    return {
        "staff/gates/<": gates,
        "staff/gates/conditions/<": [{"reference": one} for one in selectors.sample_conditions()],
        "staff/waivers/<": [{"reference": one} for one in selectors.sample_waivers()],
        "public/waivers/<": [{"slug": one} for one in selectors.public_waivers()],
    }


def _sees_role(actor: Actor, values: Values) -> bool:
    person = find_person(actor, values["reference"])
    return person is not None and values["pk"] in {one.pk for one in grants_of(person, actor)}


def _sees_value(actor: Actor, values: Values) -> bool:
    # Everybody reads what the keeper of the law entered; the pages of one value are for those of its authority.
    return dated_values(actor, values["name"]).filter(pk=values["pk"], authority__in=actor.reach).exists()


# Pages that find their record otherwise than by a `find` of their view.
CHECKS: dict[str, Callable[[Actor, Values], bool]] = {
    **early.CEREMONY_CHECKS,
    "/contracts/import/<": lambda actor, values: find_batch(LOADER, actor, values["batch_id"]) is not None,
    "/audit/<": lambda actor, values: event(actor, values["number"]) is not None,
    "/audit/<int:number>/erase": lambda actor, values: person_of_event(actor, values["number"]) is not None,
    "/documents/disposals/<str:reference>/certificate": lambda actor, values: (
        find_disposal(actor, values["reference"]) is not None
    ),
    "/documents/add/<": lambda actor, values: subject_for(actor, values["kind"], values["pk"]) is not None,
    "/people/<int:reference>/roles/<": _sees_role,
    "/maturity/claims/<": lambda actor, values: selectors.may_claim(
        actor, values["subject"], values["code"], at=clock.now()
    ),
    "/spend/lines/<": lambda actor, values: selectors.sees_line(actor, values["load"], values["row"]),
    "/spend/suppliers/<": lambda actor, values: selectors.sees_spend_of(actor, values["reference"]),
    "/risk/answer/<": lambda actor, values: early.may_be_screened(actor, values["word"], values["reference"]),
    "/engagement/<str:reference>/answer/<int:party>": lambda actor, values: early.may_answer(
        actor, values["reference"], values["party"]
    ),
    "/quotes/<str:reference>/opening/<": lambda actor, values: early.may_open(
        actor, values["reference"], values["envelope"]
    ),
    "/bids/<": lambda actor, values: early.has_bid(actor, values["reference"]),
    "/quotes/<str:reference>/answer": lambda actor, values: early.may_begin(actor, values["reference"]),
    "/quotes/<str:reference>/ask": lambda actor, values: early.may_speak(actor, values["reference"]),
    "/quotes/<str:reference>/will-you-answer": lambda actor, values: early.may_speak(actor, values["reference"]),
    "/risk/screens/<str:reference>/screen-again": lambda actor, values: early.may_answer_again(
        actor, values["reference"]
    ),
    "/organisation/join/<": lambda actor, values: accounts.is_outside(actor, values["party"]),
    "/organisation/prove/<": lambda actor, values: accounts.is_outside(actor, values["party"]),
    "/organisation/people/<": lambda actor, values: accounts.is_colleague(actor, values["pk"], at=clock.now()),
    "/organisation/people/invites/<": lambda actor, values: accounts.invited_by_own(actor, values["pk"]),
    "/organisation/people/requests/<": lambda actor, values: accounts.asks_own(actor, values["pk"]),
    "/organisation/people/claims/<": lambda actor, values: accounts.claims_own(actor, values["pk"]),
    "/organisation/answers/<": lambda actor, values: bool(actor.supplier_reach),
    "/redactions/new/<": lambda actor, values: selectors.may_withhold(actor, values["contract"]),
    "/settings/reference/<slug:name>/<": _sees_value,
}
