"""Ask PostgreSQL for many rows by one array, where Django would write a mark for each value of ``__in``.

A load asks by lists of a thousand keys again and again. Of each such statement psycopg reads every mark, and the server
parses every value. An array is one value, and the plan is the same. `hub bench import-contracts` has what a load takes.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Field, ForeignKey, IntegerField, TextField
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

# Below this Django's own statement costs nothing, and stays what its documentation says.
MANY = 50


class _ByArray:
    """What a lookup ``in`` becomes on PostgreSQL when it names many plain values."""

    lhs: Any
    rhs: Any

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Compile to ``= ANY(array)``; a subquery, an expression or a short list stays ``IN``."""
        kind = array_of(getattr(self.lhs, "output_field", None))
        lookup: Any = self
        if not kind or not lookup.rhs_is_direct_value() or len(self.rhs) < MANY:
            return lookup.as_sql(compiler, connection)
        # NULL equals nothing, and a value named twice is asked for once.
        values = [value for value in dict.fromkeys(self.rhs) if value is not None]
        left, params = lookup.process_lhs(compiler, connection)
        return f"{left} = ANY(%s::{kind})", [*params, values]


class InMany(_ByArray, In):
    """``__in`` of a field's own values."""


class RelatedInMany(_ByArray, RelatedIn):
    """``__in`` of the records that a foreign key points at."""


def array_of(field: Any) -> str:
    """Give the type of the array in which values of a field travel; empty for fields that stay with Django.

    Text travels as ``text[]``: of ``varchar(100)[]`` the server would cut what is too long, and find it.
    """
    while isinstance(field, ForeignKey):
        field = field.target_field
    if isinstance(field, IntegerField):
        return "bigint[]"
    # Fields made of these (an encrypted or a folded text) may prepare their values in another way.
    return "text[]" if type(field) in (CharField, TextField) else ""


def register() -> None:
    """Let every ``__in`` be compiled so; other databases compile it as before."""
    Field.register_lookup(InMany)
    ForeignKey.register_lookup(RelatedInMany)
