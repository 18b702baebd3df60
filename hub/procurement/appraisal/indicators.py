"""What appraisals measure (BC-2)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from hub.platform.clock import london
from hub.platform.indicators.shares import share_of
from hub.procurement.appraisal import selectors
from hub.procurement.appraisal.models import OptionsAppraisal
from hub.procurement.appraisal.selectors import approved, in_year
from hub.procurement.appraisal.terms import DECIDED, State
from hub.procurement.models import Procurement
from hub.procurement.terms import Tier

CASES, APPRAISALS = "/procurements/", "/appraisals/"
FULL = "a chosen option from an appraisal of three options or more, doing nothing among them, scored on all three sides"


def chosen(at: datetime) -> Q:
    """Give the condition of the appraisals that chose an option in the last 365 days and still stand."""
    return Q(status=State.CHOSEN) & in_year("chosen_on", at)


share_of(
    "BC-2.done",
    label="Relevant procurements with a full options appraisal",
    formula=f"Relevant procurements approved to compete in the last 365 days with {FULL}, of all of these.",
    of=Procurement,
    counted=approved,
    holds=lambda at: Q(pk__in=selectors.appraised(at)),
    register=CASES,
)
share_of(
    "BC-2.done_highest",
    label="Procurements of the highest tier with a full options appraisal",
    formula=f"Procurements of the highest tier approved to compete in the last 365 days with {FULL}, of all of these.",
    of=Procurement,
    counted=lambda at: in_year("approved_on", at) & Q(tier=Tier.GOLD),
    holds=lambda at: Q(pk__in=selectors.appraised(at)),
    register=CASES,
)
share_of(
    "BC-2.below",
    label="Smaller procurements with an options appraisal",
    formula=(
        "Procurements awarded in the last 365 days that are not relevant and have a chosen option from an appraisal, "
        "of all that were awarded and are not relevant."
    ),
    of=Procurement,
    counted=lambda at: in_year("awarded_on", at) & ~selectors.relevant(london(at).date()),
    holds=lambda at: Q(pk__in=selectors.decided(at)),
    register=CASES,
)
share_of(
    "BC-2.three_factors",
    label="Appraisals scored on commercial, social and risk",
    formula="Appraisals that chose an option in the last 365 days and were scored on all three sides, of all of these.",
    of=OptionsAppraisal,
    counted=chosen,
    holds=lambda at: Q(scores_all_groups=True),
    register=APPRAISALS,
)
share_of(
    "BC-2.joint",
    label="Appraisals with partners",
    formula="Appraisals that chose an option in the last 365 days with scores of a partner's people, of all of these.",
    of=OptionsAppraisal,
    counted=chosen,
    holds=lambda at: Q(has_partner_input=True),
    register=APPRAISALS,
)
share_of(
    "BC-2.tested",
    label="Appraisals whose outcome was compared",
    formula=(
        "Appraisals whose outcome was due to be compared in the last 365 days or before and was, of all whose outcome "
        "was due."
    ),
    of=OptionsAppraisal,
    counted=lambda at: Q(status__in=sorted(DECIDED), outcome_due_on__lte=london(at).date()),
    holds=lambda at: Q(outcome_on__isnull=False),
    register=APPRAISALS,
)
