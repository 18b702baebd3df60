"""Authorities, and records shared between them."""

import pytest

from hub.platform.act_table import NotHeld, Refused
from hub.platform.events.models import Event
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import authorities_for, shared_with
from hub.platform.tenancy.services import add_authority, change_authority, share, unshare


class TestAuthorities:
    def test_an_actor_has_the_own_authority(self, cast):
        assert authorities_for(cast.actor("aisha")) == [cast.eca]
        assert [row.code for row in authorities_for(cast.actor("system"))] == ["ECA", "SCC", "WDC"]
        assert authorities_for(cast.actor("raj")) == []

    def test_settings_are_looked_up_at_home_first_then_at_the_parent(self, cast):
        assert cast.wdc.lineage() == [cast.wdc.pk, cast.eca.pk]
        assert cast.eca.lineage() == [cast.eca.pk]

    def test_a_code_is_given_once(self, cast, at_nine):
        with pytest.raises(Refused, match="already has the code"):
            add_authority(code="WDC", name="Another", by=cast.actor("system"), at=at_nine)

    def test_only_the_system_adds_authorities(self, cast, at_nine):
        with pytest.raises(NotHeld):
            add_authority(code="NEW", name="New", by=cast.actor("sam"), at=at_nine)

    def test_the_administrator_changes_name_and_colour_of_the_own_authority(self, cast, at_nine):
        change_authority(cast.eca, name="Eastmere", accent="#12694A", by=cast.actor("sam"), at=at_nine)
        assert Authority.objects.get(code="ECA").accent == "#12694A"
        with pytest.raises(NotHeld):
            change_authority(cast.wdc, name="Ours now", accent="", by=cast.actor("sam"), at=at_nine)

    @pytest.mark.parametrize("accent", ["#ffcc00", "#aaaaaa", "green", "#12"])
    def test_a_colour_that_cannot_be_read_is_refused(self, cast, at_nine, accent):
        with pytest.raises(Refused, match="cannot be read"):
            change_authority(cast.eca, name="Eastmere", accent=accent, by=cast.actor("sam"), at=at_nine)


class TestAuthorityPage:
    def test_the_administrator_changes_the_colour_and_reads_why_a_pale_one_is_refused(self, client_as, cast, at_nine):
        client = client_as("sam")
        page = client.post("/settings/authority/ECA/", {"name": "Eastmere", "accent": "#ffee00"})
        assert page.status_code == 422 and "cannot be read" in page.content.decode()
        assert client.post("/settings/authority/ECA/", {"name": "Eastmere", "accent": "#12694A"}).status_code == 302
        assert client.get("/settings/authority/ECA/").status_code == 200

    def test_another_authority_s_settings_are_missing(self, client_as, at_nine):
        assert client_as("sam").get("/settings/authority/WDC/").status_code == 404
        assert client_as("aisha").get("/settings/authority/ECA/").status_code == 404


class TestSharing:
    """Authorities stand in for any root record: they carry an authority and are recorded."""

    def test_sharing_is_an_act_and_can_be_taken_back(self, cast, at_nine):
        by = cast.actor("morag")
        share(cast.eca, cast.wdc, by=by, at=at_nine)
        assert shared_with(cast.eca) == [cast.wdc]
        with pytest.raises(Refused, match="reads this already"):
            share(cast.eca, cast.wdc, by=by, at=at_nine)
        unshare(cast.eca, cast.wdc, by=by, at=at_nine)
        assert shared_with(cast.eca) == []
        assert Event.objects.filter(verb__startswith="tenancy.").exclude(verb="tenancy.add_authority").count() == 2

    def test_a_partner_cannot_share_what_is_not_theirs(self, cast, at_nine):
        with pytest.raises(NotHeld):
            share(cast.eca, cast.scc, by=cast.actor("jo"), at=at_nine)

    def test_a_record_is_not_shared_with_its_owner(self, cast, at_nine):
        with pytest.raises(Refused, match="owns this record"):
            share(cast.eca, cast.eca, by=cast.actor("morag"), at=at_nine)
