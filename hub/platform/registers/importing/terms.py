"""The words of importing: where a load stands, and what becomes of one record of a file."""

from hub.law.terms import Term


class BatchState(Term):
    """Where one load of one file stands."""

    UPLOADED = "uploaded", "Uploaded"
    CHECKED = "checked", "Checked"
    LOADING = "loading", "Being loaded"
    LOADED = "loaded", "Loaded"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"
    FAILED = "failed", "Could not be read"


BUSY = frozenset({BatchState.LOADING, BatchState.UNDOING})


class Outcome(Term):
    """What becomes of one record of a file."""

    ACCEPTED = "accepted", "New"
    UPDATED = "updated", "Changed"
    UNCHANGED = "unchanged", "The same as before"
    REJECTED = "rejected", "Left out"
    SKIPPED = "skipped", "No record"
