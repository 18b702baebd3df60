"""Which suppliers supplied something like it before: later packages register what shows it, such as contracts.

The register of suppliers does not say what a supplier sells: a suggestion rests on what it supplied or was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hub.procurement.beside import Wanted

# Gives, by the number of a supplier, what shows that it supplied this before, such as "CON-2025-0031".
Find = Callable[[Wanted], Mapping[int, str]]

_sources: dict[str, Find] = {}


def supplied_by(name: str, find: Find) -> Find:
    """Register a source.

    :param find: asks at most a fixed number of questions of the database, and gives a few hundred suppliers at most.
    :raises ValueError: when the name is taken by another.
    """
    if _sources.setdefault(name, find) is not find:
        raise ValueError(f"The source of suppliers {name} is registered twice.")
    return find


def supplied(wanted: Wanted) -> dict[int, str]:
    """Give what shows that suppliers supplied something like it before, by number; the first source that says it."""
    found: dict[int, str] = {}
    for name in sorted(_sources):
        for number, shown in _sources[name](wanted).items():
            found.setdefault(number, shown)
    return found


def forget(name: str) -> None:
    """Take a source back; for tests that add one."""
    _sources.pop(name, None)
