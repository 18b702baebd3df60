"""Who decides what: the scheme of delegation as it stood on a day, with its version and the people behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.governance.models import Body
from hub.governance.selectors.seating import body_with_code
from hub.law.terms import Procedure, Term
from hub.platform.approvals import selectors as approvals
from hub.platform.approvals.declare import REGISTRY
from hub.platform.approvals.rules import Band, Content, choose
from hub.platform.approvals.selectors import Route
from hub.platform.approvals.versions import Version, version_of, versions
from hub.platform.identity.roles import Role
from hub.platform.tenancy.models import Authority
from hub.platform.words import lower_first

# The lines by which what is bought, and from whom, is decided.
PROCUREMENT = "procurement_decision"
LABELS = {PROCUREMENT: "Decide a procurement or an award"}


class Risk(Term):
    """How risky a procurement is, as the scheme of delegation names it."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


@dataclass(frozen=True)
class Case:
    """What is to be decided, as far as the scheme looks at it.

    :param value: pounds without VAT; ``value_inc`` with it.
    """

    value: Decimal | None = None
    value_inc: Decimal | None = None
    route: str = ""
    risk: str = ""
    key: str = PROCUREMENT

    @property
    def content(self) -> Content:
        """Give it as the lines of the scheme are asked."""
        return Content({}, self.value, self.value_inc, self.route, self.risk)


@dataclass(frozen=True)
class WhoDecides:
    """The answer of the scheme of a day.

    :param version: None before the first version.
    :param band: None where no line fits.
    :param body: the body that the line names, where there is one with that code.
    """

    version: Version | None
    band: Band | None
    body: Body | None
    roles: Sequence[Role]

    @property
    def name(self) -> str:
        """Name who decides: the body, or the roles in their order."""
        if self.band is None:
            return ""
        if self.band.body:
            return self.body.name if self.body else self.band.body
        return ", then ".join(role.label for role in self.roles) or "No approval is needed"

    @property
    def citation(self) -> str:
        """Name the version and the source of the line."""
        if self.band is None or self.version is None:
            return ""
        return _cited(self.version.number, self.band.label, self.band.source)

    def kept(self) -> dict[str, Any]:
        """Give the line as a decision keeps it; empty where the scheme has none."""
        if self.band is None or self.version is None:
            return {}
        return {
            "key": self.band.key,
            "code": self.band.code,
            "label": self.band.label,
            "range": self.band.range,
            "version": self.version.number,
            "starts_on": self.version.starts_on.isoformat(),
            "source": self.band.source,
            "body": self.band.body,
            "roles": [str(role) for role in self.roles],
            "who": self.name,
            "citation": self.citation,
        }


def cited(kept: Mapping[str, Any]) -> str:
    """Name the line that a decision keeps, as people know it; nothing where the scheme had none."""
    return _cited(kept["version"], kept["label"], kept.get("source", "")) if kept else ""


def _cited(version: int, label: str, source: str) -> str:
    return f"Scheme of delegation, version {version}: {lower_first(label)}. {source}".strip()


def who_decides(case: Case, *, on: date, authority: Authority) -> WhoDecides:
    """Say who decides a case by the scheme of delegation of a day."""
    version = version_of(versions(authority), on)
    band = choose(version.bands, key=case.key, content=case.content) if version else None
    body = body_with_code(band.body, authority) if band and band.body else None
    return WhoDecides(version, band, body, [step.role for step in band.steps] if band else [])


def people_behind(found: WhoDecides, *, on: date, authority: Authority) -> Route | None:
    """Give the people behind the steps of a line on a day; None where a body decides or no line fits."""
    if found.band is None or found.band.body:
        return None
    return Route(found.band, approvals.route_steps(found.band, on=on, authority=authority))


def keys_of(found: Sequence[Version]) -> list[tuple[str, str]]:
    """Give what the scheme has lines for, with its words."""
    keys = dict.fromkeys(band.key for one in found for band in one.bands)
    return [(key, label_of(key)) for key in keys]


def label_of(key: str) -> str:
    """Give the words for what a line decides."""
    if key in LABELS:
        return LABELS[key]
    approval = REGISTRY.get(key)
    return approval.label if approval else key.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Line:
    """One line of a scheme in words."""

    about: str
    label: str
    range: str
    routes: str
    risks: str
    who: str
    source: str


def in_words(version: Version, authority: Authority) -> list[Line]:
    """Give the lines of a version as people read them, in their order."""
    routes, risks = dict(Procedure.choices()), dict(Risk.choices())
    names = {one.code: one.name for one in Body.objects.filter(authority__in=authority.lineage())}
    return [
        Line(
            label_of(band.key),
            band.label,
            band.range,
            ", ".join(routes.get(one, one) for one in band.routes) or "Any",
            ", ".join(risks.get(one, one) for one in band.risks) or "Any",
            names.get(band.body, band.body)
            if band.body
            else ", then ".join(step.role.label for step in band.steps) or "No approval is needed",
            band.source,
        )
        for band in version.bands
    ]
