"""The acts on a load. Whether somebody may load into a register is asked of the register's own act beside these."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import OFFICERS, Role
from hub.platform.registers.importing.terms import BatchState

LOADERS = OFFICERS | {Role.SYSTEM}
BEFORE = (BatchState.UPLOADED, BatchState.CHECKED, BatchState.FAILED)

UPLOAD = Act(
    "import.upload",
    label="Uploaded a list",
    phrase="Upload a list",
    held_by=LOADERS,
    moves=((), BatchState.UPLOADED),
)
MATCH = Act(
    "import.match",
    label="Matched the columns of a list",
    phrase="Match the columns",
    held_by=LOADERS,
    moves=(BEFORE, BatchState.UPLOADED),
)
CHECK = Act(
    "import.check",
    label="Checked a list",
    phrase="Check the list",
    held_by={Role.SYSTEM},
    moves=(BEFORE, BatchState.CHECKED),
)
FAIL = Act(
    "import.fail",
    label="Found that a list cannot be read",
    phrase="Give up reading",
    held_by={Role.SYSTEM},
    moves=((*BEFORE, BatchState.LOADING), BatchState.FAILED),
)
START = Act(
    "import.start",
    label="Started to load a list",
    phrase="Load the list",
    held_by=LOADERS,
    moves=((BatchState.CHECKED,), BatchState.LOADING),
)
LOAD = Act(
    "import.load",
    label="Loaded a list",
    phrase="Load the list",
    held_by=LOADERS,
    moves=((BatchState.UPLOADED, BatchState.CHECKED, BatchState.LOADING), BatchState.LOADED),
)
START_UNDO = Act(
    "import.start_undo",
    label="Asked to undo a load",
    phrase="Undo this load",
    held_by=LOADERS,
    moves=((BatchState.LOADED,), BatchState.UNDOING),
    slug="undo",
)
UNDO = Act(
    "import.undo",
    label="Undid a load",
    phrase="Undo the load",
    held_by=LOADERS,
    moves=((BatchState.LOADED, BatchState.UNDOING), BatchState.UNDONE),
)
