"""What of a case can be found by words."""

from hub.platform.search.declare import Searchable, searchable
from hub.procurement import selectors
from hub.procurement.models import Procurement

searchable(
    Searchable(
        model=Procurement,
        label="Procurements",
        title=lambda procurement: procurement.title,
        references=lambda procurement: [each for each in (procurement.reference, procurement.ocid) if each],
        text=lambda procurement: " ".join((procurement.description, procurement.department, procurement.category)),
        line=lambda procurement: ", ".join(
            part for part in (procurement.get_status_display(), procurement.owner.name if procurement.owner else "")
            if part
        ),
        url=lambda procurement: procurement.get_absolute_url(),
        load=selectors.to_index,
        register="/procurements/",
    )
)  # fmt: skip
