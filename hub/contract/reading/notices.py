"""Read a JSON file of processes or notices in two passes: first which belong together, then their content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.contract.reading import cf_notice, jsonfile, ocds
from hub.contract.reading.row import CF_NOTICE, CF_REGISTER, OCDS, ContractRow
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import ENTRY, Reject, Unreadable, shown
from hub.platform.tabular.sniff import Sniffed

# A notice has some thousand characters; what is longer than this many is not kept with a reject.
LONGEST_KEPT = 200_000
MOST_DIGITS = 30
_UNKNOWN = (
    "This JSON file holds neither OCDS releases or records nor Contracts Finder notices. "
    "Download the notice as OCDS JSON from Find a Tender or Contracts Finder, and load that."
)
_NOT_ONE = (
    "Entry {number} is not an OCDS release or record, nor a Contracts Finder notice. Remove it, or download it again."
)


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """A JSON file whose kind is known.

    Args:
        kind: "ocds", "cf_notice" or "cf_register".
    """

    path: Path
    sniffed: Sniffed
    limits: Limits
    kind: str

    def rows(self) -> Iterator[ContractRow | Reject]:
        """Yield one result for each process or notice; releases of one process are merged first."""
        left = self._releases_left()
        waiting: dict[str, _Waiting] = {}
        for number, item in _numbered(self):
            if not isinstance(item, dict) or not _kind(item):
                yield _kept(Reject(number, "", shown(item)[:80], _NOT_ONE.format(number=number)), [item])
            elif _kind(item) == CF_NOTICE:
                yield _kept(cf_notice.read_notice(number, item), [item])
            elif _kind(item) == CF_REGISTER:
                yield _kept(cf_notice.read_flat(number, item), [item])
            else:
                yield from self._process(number, item, left, waiting)

    def _process(
        self, number: int, item: dict[str, Any], left: dict[str, int], waiting: dict[str, _Waiting]
    ) -> Iterator[ContractRow | Reject]:
        ocid, releases, problem = ocds.state_of(item)
        key = ocid or f"#{number}"
        held = waiting.pop(key, None) or _Waiting(number)
        held.releases += releases
        held.items.append(item)
        left[key] = left.get(key, 1) - 1
        if left[key] > 0:
            waiting[key] = held
        elif held.releases:
            yield _kept(ocds.read(held.first, ocid, held.releases), held.items)
        else:
            yield _kept(Reject(held.first, "releases", ocid, problem), held.items)

    def _releases_left(self) -> dict[str, int]:
        """Count the releases of each process that has more than one, so that each is merged as soon as it is whole."""
        counts: dict[str, int] = {}
        for number, item in _numbered(self):
            if isinstance(item, dict) and _kind(item) == OCDS:
                key = str(item.get("ocid") or "").strip() or ocds.state_of(item)[0] or f"#{number}"
                counts[key] = counts.get(key, 0) + 1
        return {key: count for key, count in counts.items() if count > 1}


@dataclass(slots=True)
class _Waiting:
    """The releases of a process met so far, the entries that they came in, and the place of the first."""

    first: int
    releases: list[dict[str, Any]] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)


def _kept(result: ContractRow | Reject, items: list[Any]) -> ContractRow | Reject:
    """Keep with a reject the entries as they came, so that they can be given back, mended and loaded again."""
    if not isinstance(result, Reject):
        return result
    entry = json.dumps(items, ensure_ascii=False, default=_number)
    return replace(result, cells={ENTRY: entry}) if len(entry) <= LONGEST_KEPT else result


def _number(value: Decimal) -> int | float | str:
    """Give a number as JSON has it; one of more digits than any sum has, as its text."""
    if abs(value.adjusted()) > MOST_DIGITS:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def open_notices(path: Path, sniffed: Sniffed, limits: Limits) -> NoticeFile:
    """Tell what kind of notices a JSON file holds.

    Raises:
        Unreadable: it is broken, or holds something else.
    """
    file = NoticeFile(path, sniffed, limits, "")
    kinds = (_kind(item) for _, item in _numbered(file) if isinstance(item, dict))
    kind = next(filter(None, kinds), "")
    if not kind:
        if _is_empty_package(file):
            kind = OCDS
        else:
            raise Unreadable(_UNKNOWN)
    return NoticeFile(path, sniffed, limits, kind)


def _kind(item: dict[str, Any]) -> str:
    if cf_notice.is_notice(item):
        return CF_NOTICE
    if (
        "ocid" in item
        or "compiledRelease" in item
        or ("parties" in item and "tag" in item)
        or isinstance(item.get("tender"), dict)
    ):
        return OCDS
    return CF_REGISTER if cf_notice.is_flat(item) else ""


def _numbered(file: NoticeFile) -> Iterator[tuple[int, Any]]:
    """Yield the records of a file with their places; the rest of a package is not one."""
    number = 0
    for key, item in jsonfile.items(file.path, file.sniffed, file.limits):
        if key == "package" or (key == "" and isinstance(item, dict) and not _kind(item) and _is_wrapper(item)):
            continue
        if key == "packages" and not isinstance(item, dict):
            continue
        number += 1
        yield number, _inner(item)


def _inner(item: Any) -> Any:
    """Open the wrapper of the API's search results."""
    if isinstance(item, dict) and isinstance(item.get("item"), dict) and "id" in item["item"]:
        return item["item"]
    return item


def _is_wrapper(item: dict[str, Any]) -> bool:
    return any(isinstance(item.get(key), list) for key in ("releases", "records", "contracts", "noticeList"))


def _is_empty_package(file: NoticeFile) -> bool:
    found = list(jsonfile.items(file.path, file.sniffed, file.limits))
    return len(found) == 1 and found[0][0] == "package"
