"""Open data: the sets with their fields, owner and gaps, their runs as files, and contracts as OCDS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from hub.platform.clock import london
from hub.platform.documents import storage
from hub.platform.registers.address import plain
from hub.platform.registers.export import blocks, plain_text
from hub.platform.registers.views import RegisterView
from hub.platform.words import moment
from hub.publishing import datasets, ocds, selectors
from hub.publishing.register import LICENCE, PublishedContractRegister
from hub.publishing.terms import RunState
from hub.sites.public.pages import OpenData, PublicPage

PUBLISHER = "Procurement Hub"


class DataView(PublicPage):
    """Every data set: where it stands, and those we do not publish yet."""

    template_name = "public/data.html"
    title = "Data"
    menu = "data"

    def context(self) -> dict[str, Any]:
        """Give each set with its last run."""
        found = [datasets.standing(each, None, self.at) for each in datasets.every(on=london(self.at).date())]
        return {
            **super().context(),
            "published": [each for each in found if not each.dataset.is_missing],
            "missing": [each for each in found if each.dataset.is_missing],
            "contracts": selectors.contracts().count(),
            "suppliers": selectors.suppliers().count(),
            "as_at": moment(selectors.freshness(self.at).as_at),
        }


class OnDataset(PublicPage):
    """A page about one data set."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the set."""
        try:
            self.dataset = datasets.get(kwargs["key"], on=london(request.now).date())  # type: ignore[attr-defined]
        except KeyError:
            raise Http404 from None
        return super().dispatch(request, *args, **kwargs)


class DatasetView(OnDataset):
    """One data set: fields and what they mean, owner, gaps, runs."""

    template_name = "public/dataset.html"
    menu = "data"

    def context(self) -> dict[str, Any]:
        """Give the fields, how many rows there would be now, and every run."""
        count, gaps = datasets.gaps(self.dataset)
        return {
            **super().context(),
            "title": self.dataset.title,
            "dataset": self.dataset,
            "standing": datasets.standing(self.dataset, None, self.at),
            "count": count,
            "gaps": gaps,
            "runs": selectors.runs(self.dataset.key),
            "licence": LICENCE,
            "as_at": moment(selectors.freshness(self.at).as_at),
        }


class RunView(OpenData):
    """The file of one run, as it was let out."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Hand the file out; one that was withdrawn is gone."""
        run = selectors.run(kwargs["key"], kwargs["number"]) if kwargs["number"] < 2**63 else None
        if run is None or run.status != RunState.PUBLISHED:
            raise Http404
        try:
            file = storage.store().open(run.sha256)
        except storage.Missing:
            raise Http404 from None
        answer = FileResponse(file, content_type="text/csv; charset=utf-8")
        name = f"{run.dataset}-{run.authority.code}-{run.published_at.date().isoformat()}.csv".lower()
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Digest"] = f"sha-256={run.sha256}"
        return answer


class NowView(OnDataset, OpenData):
    """A data set as it is now, as JSON with its fields and what they mean."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give fields and rows."""
        if self.dataset.is_missing:
            raise Http404
        head = {
            "data_set": self.dataset.key,
            "title": self.dataset.title,
            "data_as_at": selectors.freshness(self.at).as_at.isoformat(),
            "licence": LICENCE,
            "fields": [{"key": f.key, "title": f.title, "meaning": f.meaning} for f in self.dataset.fields],
        }
        return StreamingHttpResponse(blocks(_document(head, self.dataset)), content_type="application/json")


def _document(head: dict[str, Any], dataset: datasets.Dataset) -> Iterator[str]:
    """Give a data set as one JSON document, row by row, so that memory holds one batch of rows."""
    keys = [field.key for field in dataset.fields]
    made = ({key: _plain(value) for key, value in zip(keys, row, strict=True)} for row in datasets.rows(dataset))
    return _rows(head, made)


def _rows(head: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    for index, row in enumerate(rows):
        yield (", " if index else "") + json.dumps(row, ensure_ascii=False)
    yield "]}"


class OcdsView(OpenData, RegisterView):
    """The contracts under the filters of an address, as one OCDS release package, streamed."""

    register = PublishedContractRegister
    saves_views = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the package."""
        register = self.build()
        asked = register.understand(plain(request.GET), self.asking)
        columns = register.shown_columns(asked)
        rows = register.every(asked, self.asking, columns, with_parts(register.source(self.actor, self.at)))
        head = ocds.package_head(uri=request.build_absolute_uri(), at=self.at, publisher=PUBLISHER)
        # No words and no filter find what was withdrawn; whoever copies all of it learns what to take out.
        gone = () if asked.q or asked.values() else with_parts(selectors.stones()).iterator(chunk_size=500)
        answer = StreamingHttpResponse(package(head, chain(rows, gone)), content_type="application/json")
        answer["Content-Disposition"] = 'attachment; filename="contracts-ocds.json"'
        return answer


class ReleaseView(OpenData):
    """One contract as an OCDS release package."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the package; that of a withdrawn entry says no more than that it was withdrawn."""
        contract = selectors.contract(kwargs["slug"])
        if contract is None:
            raise Http404
        head = ocds.package_head(uri=request.build_absolute_uri(), at=self.at, publisher=contract.authority.name)
        return JsonResponse({**head, "releases": [ocds.release(contract)]}, json_dumps_params={"ensure_ascii": False})


class WithdrawnView(OpenData):
    """Every entry that was withdrawn from the register, as JSON: which, by whom, when and on what ground."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the list, the last first."""
        head = {"data_as_at": selectors.freshness(self.at).as_at.isoformat(), "licence": LICENCE}
        rows = (
            {
                "reference": stone.slug,
                "authority": stone.authority.name,
                "withdrawn_at": stone.changed_at.isoformat(),
                "because": stone.facts["withdrawn_because"],
                "ocid": stone.ocid,
                "address": request.build_absolute_uri(stone.get_absolute_url()),
            }
            for stone in selectors.stones().iterator(chunk_size=500)
        )
        return StreamingHttpResponse(blocks(_rows(head, rows)), content_type="application/json")


def with_parts(rows: Any) -> Any:
    """Fetch what a release needs besides the row."""
    return rows.select_related("authority").prefetch_related("parts__supplier", "versions")


def package(head: dict[str, Any], rows: Iterator[Any]) -> Iterator[bytes]:
    """Give a release package piece by piece."""
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "releases": [').encode()
    yield from blocks(_releases(rows))
    yield b"]}\n"


def _releases(rows: Iterator[Any]) -> Iterator[str]:
    before = "\n"
    for row in rows:
        yield before + json.dumps(ocds.release(row), ensure_ascii=False)
        before = ",\n"


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else plain_text(value)
