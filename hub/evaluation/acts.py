"""The acts on the scoring of a quote."""

from hub.evaluation.terms import State
from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, OFFICERS, Role

# Which states each act that keeps the state is open in; a guard in `services` reads this.
OPEN_IN: dict[Act, frozenset[State]] = {}


def _keeps(name: str, label: str, phrase: str, **more: object) -> Act:
    """Declare an act of those who score, which leaves the scoring going on."""
    made = Act(f"evaluation.{name}", label=label, phrase=phrase, **{"held_by": OFFICERS, **more})  # type: ignore[arg-type]
    OPEN_IN[made] = frozenset({State.SCORING})
    return made


# The first declaration begins it.
BEGIN = Act(
    "evaluation.begin",
    label="The scoring began",
    held_by={Role.SYSTEM},
    moves=((), State.SCORING),
)
DECLARE = _keeps("declare", "Declared whether there is a conflict of interest", "Declare conflicts of interest")
MARK = _keeps("mark", "Scored an offer", "Score an offer")
CHECK = _keeps("check", "Checked what must be met", "Check what must be met")
MODERATE = _keeps("moderate", "Agreed scores", "Agree one score where several people scored")
NOTE_PRICE = _keeps("note_price", "Looked into a very low price", "Write about a very low price")
SETTLE_TIE = _keeps("settle_tie", "Decided between equal offers", "Decide between equal offers", gives_reason=True)
FINISH = Act(
    "evaluation.finish",
    label="Settled the scores",
    phrase="Settle the scores",
    held_by=EDITORS,
    moves=((State.SCORING,), State.DONE),
)
REOPEN = Act(
    "evaluation.reopen",
    label="Opened the scoring again",
    phrase="Open the scoring again",
    held_by=EDITORS,
    moves=((State.DONE,), State.SCORING),
    gives_reason=True,
)
