"""The cast stands as the design names it."""

import pytest

from hub.platform.events.models import Event
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import STAFF_ROLES, SUPPLIER_ROLES, Role
from hub.platform.testing.cast import MEMBERS, find_cast


class TestCast:
    def test_everybody_with_a_role_is_a_person_and_the_reporter_is_not(self, cast):
        assert set(cast.people) == {member.key for member in MEMBERS} - {"kit"}
        assert Person.objects.get(cast_key="aisha").email == "aisha.rahman@eastmere.example"

    def test_every_role_is_held_by_somebody(self, cast):
        held = set(Membership.objects.values_list("role", flat=True))
        assert held == {str(role) for role in STAFF_ROLES | SUPPLIER_ROLES}

    def test_every_person_and_role_came_about_by_an_act(self, cast):
        verbs = list(Event.objects.values_list("verb", flat=True))
        assert verbs.count("identity.add_person") == len(cast.people)
        assert verbs.count("identity.role.grant") == Membership.objects.count()
        assert verbs.count("tenancy.add_authority") == 3

    def test_an_actor_reaches_only_the_own_authority(self, cast):
        assert cast.actor("jo").reach == {cast.wdc.pk}
        assert cast.actor("raj").supplier_reach == {cast.meridian.pk}
        assert cast.actor("aisha").holds({Role.CONTRACT_MANAGER}, cast.eca.pk)

    def test_a_stored_cast_is_found_again(self, cast):
        assert find_cast(cast.at).aisha == cast.aisha

    def test_a_stranger_is_not_in_the_cast(self, cast):
        with pytest.raises(AttributeError):
            _ = cast.nobody
