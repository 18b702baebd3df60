"""What of the plan can be found by words."""

from hub.platform.search.declare import Searchable, searchable
from hub.strategy.models import Action
from hub.strategy.selectors.mechanisms import actions_to_index

searchable(
    Searchable(
        model=Action,
        label="Actions of the strategy",
        title=lambda action: action.title,
        references=lambda action: [action.reference, action.row_code],
        text=lambda action: action.result,
        line=lambda action: f"Row {action.row_code}, {action.get_status_display().lower()}",
        url=lambda action: action.get_absolute_url(),
        load=actions_to_index,
        register="/strategy/actions/",
    )
)
