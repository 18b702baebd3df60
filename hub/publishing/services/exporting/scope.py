"""What an export holds: every table but a few named ones, all of it or what belongs to one authority."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, Share
from hub.publishing.models import PublishedSupplier

OPENS = "secret: opens accounts"
DERIVED = "made from the other records at any time"
PASSING = "work in progress of the machine"
FRAMEWORK = "table of the software, not a record"
LEFT_OUT = {
    "sessions.session": OPENS,
    "usersessions.usersession": OPENS,
    "account.emailconfirmation": OPENS,
    "mfa.authenticator": OPENS,
    "identity.failure": "addresses from which sign-in failed; kept for a short time for protection only",
    "publishing.watch": "addresses of people outside who follow a page; theirs alone",
    "publishing.departure": "what these people have still to hear; it says what they follow",
    "drafts.heldform": "sealed words that wait for one person to sign in again",
    "drafts.idempotencykey": PASSING,
    "django_q.task": PASSING,
    "django_q.schedule": PASSING,
    "django_q.ormq": PASSING,
    "jobs.turn": PASSING,
    "events.event": "in events.jsonl",
    "events.eventdetail": "in events.jsonl",
    "events.checkpoint": "in checkpoints.jsonl",
    "events.head": "the last line of events.jsonl",
    "events.position": DERIVED,
    "search.searchentry": DERIVED,
    "search.searchterm": DERIVED,
    "documents.versiontext": DERIVED,
    "auth.permission": FRAMEWORK,
    "auth.group": FRAMEWORK,
    "auth.group_permissions": FRAMEWORK,
    "contenttypes.contenttype": FRAMEWORK,
}
FIELDS_LEFT_OUT = {
    "identity.person": {"password": OPENS},
    "deadlines.feed": {"token_digest": OPENS},
    "gateway.decisionlink": {"secret_digest": OPENS},
    "organisation.claim": {"code_digest": OPENS},
}
# Every authority's officers see these alike.
SHARED = frozenset(
    {
        "tenancy.party", "tenancy.authority", "supplier.supplier", "supplier.identifier", "supplier.othername",
        "supplier.pair", "supplier.merge",
    }
)  # fmt: skip
# What suppliers keep of themselves: no authority reads it before it is used in a bid, so none takes it along.
OF_SUPPLIERS = "organisation"
# What they say of a quote, and their bids, tell who bids, so no authority takes them or their events along.
OF_BIDDERS = frozenset({"tender.participation", "bids.bid"})
NOBODYS = "belongs to no single authority"


def tables() -> list[type[models.Model]]:
    """Give every table that an export holds, by name."""
    found = [each for each in apps.get_models(include_auto_created=True) if each._meta.managed and not each._meta.proxy]
    return sorted((each for each in found if label(each) not in LEFT_OUT), key=label)


def label(model: type[models.Model]) -> str:
    """Give the name of a table: ``contract.contract``."""
    return str(model._meta.label_lower)


def columns(model: type[models.Model]) -> list[Any]:
    """Give the fields of a table that may leave."""
    hidden = FIELDS_LEFT_OUT.get(label(model), {})
    return [field for field in model._meta.concrete_fields if field.name not in hidden]


def rows(model: type[models.Model], authority: Authority | None) -> QuerySet[Any] | None:
    """Give the rows of a table, all or one authority's; None when the table belongs to no authority."""
    found = model._base_manager.order_by("pk")
    if authority is None or label(model) in SHARED:
        return found
    condition = _condition(model, authority, set())
    return None if condition is None else found.filter(condition).distinct()


def is_told(owner: int | None, root_kind: str, authority: Authority | None) -> bool:
    """Say whether an event may stand in an export with what it says: the authority's own, and those of no authority.

    :param owner: the authority in whose log it stands, if any.
    """
    if authority is None or owner == authority.pk:
        return True
    return owner is None and root_kind not in OF_BIDDERS


def _condition(model: type[models.Model], authority: Authority, seen: set[str]) -> Q | None:
    """Say which rows are an authority's: by their root, by their own field, or by what they point at."""
    name = label(model)
    if name in seen or name in SHARED or name in OF_BIDDERS or model._meta.app_label == OF_SUPPLIERS:
        return None
    if name in SPECIAL:
        return SPECIAL[name](authority)
    path = getattr(model, "tenant_path", "")
    if path:
        if label(_root(model, path)) in OF_BIDDERS:
            return None
        return Q(**{f"{path.replace('.', '__')}__authority": authority})
    if any(field.name == "authority" for field in model._meta.concrete_fields):
        return Q(authority=authority)
    for field in sorted(_pointers(model), key=lambda each: each.related_model is Person):
        below = _condition(field.related_model, authority, seen | {name})
        if below is not None:
            return Q(**{f"{field.name}__in": field.related_model._base_manager.filter(below).values("pk")})
    return None


def _root(model: type[models.Model], path: str) -> Any:
    """Give the kind of record to which a path leads."""
    found: Any = model
    for step in path.split("."):
        found = found._meta.get_field(step).related_model
    return found


def _pointers(model: type[models.Model]) -> list[Any]:
    return [each for each in model._meta.concrete_fields if each.is_relation and each.related_model is not model]


def _people(authority: Authority) -> Q:
    return Q(pk__in=Person.objects.filter(memberships__party=authority.pk).values("pk"))


def _shares(authority: Authority) -> Q:
    """Say which shares are of an authority's records, of whatever kind is shared at all."""
    found = Q(pk__in=[])
    for kind in Share.objects.order_by().values_list("subject_kind", flat=True).distinct():
        own = apps.get_model(kind)._base_manager.filter(authority=authority)
        found |= Q(subject_kind=kind, subject_id__in=own.values("pk"))
    return found


SPECIAL: dict[str, Any] = {
    "identity.person": _people,
    "identity.membership": lambda authority: Q(party=authority.pk),
    # Rows without an authority are everybody's values.
    "reference.entry": lambda authority: Q(authority=authority) | Q(authority__isnull=True),
    "tenancy.share": _shares,
    "publishing.publishedsupplier": lambda authority: Q(
        pk__in=PublishedSupplier.objects.filter(parts__contract__authority=authority).values("pk")
    ),
}
