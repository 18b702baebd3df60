"""What is unique is so on every database, also where a field is empty: each takes nulls for something else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from hub.platform.clock import now
from hub.platform.reference.models import Entry
from hub.publishing.models import Watch

OURS = [model for model in apps.get_models() if model.__module__.startswith("hub.")]


def _unsure(model: type[models.Model]) -> list[str]:
    """Name the constraints of a model whose fields may be null without saying what that means."""
    return [
        each.name
        for each in model._meta.constraints
        if isinstance(each, models.UniqueConstraint)
        and each.condition is None
        and any(model._meta.get_field(name).null for name in each.fields)
    ]


def test_no_unique_constraint_leaves_null_to_the_database() -> None:
    assert {model._meta.label: found for model in OURS if (found := _unsure(model))} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Watch, {"email": "a@example.org", "query": "desks", "title": "Desks", "seen_event": 1, "made_at": None}),
        (Entry, {"set": "test", "code": "a", "label": "A", "valid_from": date(2026, 1, 1)}),
    ],
)
def test_a_row_without_the_optional_field_stands_once(model: Any, row: dict[str, Any]) -> None:
    def enter() -> None:
        given = {**row, "made_at": now()} if "made_at" in row else row
        with transaction.atomic():
            model.objects.bulk_create([model(**given)])

    enter()
    with pytest.raises(IntegrityError):
        enter()
