"""What of options appraisals can be found by words."""

from hub.platform.search.declare import Searchable, searchable
from hub.procurement.appraisal import selectors
from hub.procurement.appraisal.models import OptionsAppraisal

searchable(
    Searchable(
        model=OptionsAppraisal,
        label="Options appraisals",
        title=lambda one: one.question,
        references=lambda one: [one.reference, one.procurement.reference],
        text=lambda one: " ".join((one.procurement.title, one.reason, one.outcome_note)),
        line=lambda one: f"{one.get_status_display()}, {one.procurement.title}",
        url=lambda one: one.get_absolute_url(),
        load=selectors.to_index,
        register="/appraisals/",
    )
)
