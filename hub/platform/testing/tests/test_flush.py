"""Transactional tests empty the log and leave it as it was laid: with its head and its triggers."""

import pytest
from django.db import DatabaseError, connection, transaction

from hub.platform.events import triggers
from hub.platform.events.models import Event, Head


@pytest.mark.django_db(transaction=True)
class TestFlush:
    @pytest.mark.parametrize("turn", [1, 2])
    def test_each_turn_begins_with_an_empty_log_its_head_and_its_triggers(self, turn, request):
        assert Event.objects.count() == 0
        assert Head.objects.get(pk=1).number == 0
        assert triggers.standing(connection) == set(triggers.wanted(connection))
        request.getfixturevalue("cast")
        assert Event.objects.count() > 20
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Event.objects.update(verb="forged")
