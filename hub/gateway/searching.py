"""What of gates and waivers can be found by words."""

from hub.gateway import selectors
from hub.gateway.models import GateReview, Waiver
from hub.platform.search.declare import Searchable, searchable
from hub.platform.words import date_long

searchable(
    Searchable(
        model=GateReview,
        label="Gates",
        title=lambda review: review.title,
        references=lambda review: [review.reference, review.procurement.reference],
        text=lambda review: " ".join((review.question, review.decision_note)),
        line=lambda review: str(review.get_status_display()),
        url=lambda review: review.get_absolute_url(),
        load=selectors.gates_to_index,
        register="/gates/",
    )
)
searchable(
    Searchable(
        model=Waiver,
        label="Waivers",
        title=lambda waiver: waiver.title,
        references=lambda waiver: [waiver.reference, *filter(None, [waiver.contract_reference])],
        text=lambda waiver: " ".join((waiver.supplier_name, waiver.reason, waiver.rule, waiver.category)),
        line=lambda waiver: f"{waiver.get_status_display()}, {waiver.supplier_name}, to {date_long(waiver.ends_on)}",
        url=lambda waiver: waiver.get_absolute_url(),
        load=selectors.waivers_to_index,
        register="/waivers/",
    )
)
