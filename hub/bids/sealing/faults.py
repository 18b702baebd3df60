"""What can be wrong with something sealed. Each fault says what, where and of which kind; none holds any content."""

from __future__ import annotations


class Fault(ValueError):
    """A sealed thing is not what it should be.

    :param what: ``segment``, ``descriptor``, ``file``, ``wrap``, ``share``, ``lock``, ``mailbox``, ``roster``,
        ``record`` or ``key``.
    :param kind: ``changed``, ``missing``, ``swapped``, ``malformed`` or ``foreign``.
    :param where: a digest, an opener's id or the name of a field; never content.
    """

    def __init__(self, what: str, kind: str, where: str = "") -> None:
        self.what, self.kind, self.where = what, kind, where
        super().__init__(f"The {what}{f' {where}' if where else ''} {SAID[kind]}.")


SAID = {
    "changed": "was changed, or is not whole",
    "missing": "is missing",
    "swapped": "is another than the one named",
    "malformed": "has no right form",
    "foreign": "belongs to something else",
}


class NotEnough(ValueError):
    """The shares given make up none of the allowed combinations."""
