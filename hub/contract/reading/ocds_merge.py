"""Merge several releases of one process into its latest state, as the Open Contracting Data Standard says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

# Lists without ids that the standard treats as one value.
_WHOLE = frozenset({"tag", "submissionMethod", "additionalProcurementCategories", "relatedLots"})


def merge(releases: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Merge releases in the order of their dates: later values win, null removes, members of lists meet by their id.

    Source: OCDS 1.1, "Merging". The list of tags is collected, because it tells what has happened so far.
    """
    merged: dict[str, Any] = {}
    tags: list[Any] = []
    for release in sorted(releases, key=said_at):
        tags += [tag for tag in _tags(release) if tag not in tags]
        _merge_object(merged, release)
    if tags:
        merged["tag"] = tags
    return merged


def said_at(release: dict[str, Any]) -> str:
    """Give the moment of a release in UTC and its id, so that releases sort by time; empty when it bears no moment."""
    try:
        moment = datetime.fromisoformat(str(release.get("date") or ""))
    except ValueError:
        return ""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S} {str(release.get('id') or '')[:100]}"


def _tags(release: dict[str, Any]) -> list[Any]:
    tag = release.get("tag")
    return tag if isinstance(tag, list) else [tag] if tag else []


def _merge_object(into: dict[str, Any], new: dict[str, Any]) -> None:
    for key, value in new.items():
        if value is None:
            into.pop(key, None)
        elif isinstance(value, dict):
            old = into.get(key)
            target = dict(old) if isinstance(old, dict) else {}
            _merge_object(target, value)
            into[key] = target
        elif isinstance(value, list) and key not in _WHOLE and _have_ids(value):
            into[key] = _merge_list(into.get(key), value)
        else:
            into[key] = value


def _have_ids(members: list[Any]) -> bool:
    return bool(members) and all(isinstance(each, dict) and each.get("id") is not None for each in members)


def _merge_list(old: Any, new: list[dict[str, Any]]) -> list[Any]:
    merged: dict[str, Any] = {}
    if isinstance(old, list) and _have_ids(old):
        merged = {str(each["id"]): each for each in old}
    for member in new:
        target = dict(merged.get(str(member["id"]), {}))
        _merge_object(target, member)
        merged[str(member["id"])] = target
    return list(merged.values())
