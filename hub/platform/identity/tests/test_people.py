"""People, roles, deputies, leaving, and who can."""

from datetime import date, timedelta

import pytest

from hub.platform import clock
from hub.platform.act_table import NotHeld, Refused, get_act
from hub.platform.events.models import Event
from hub.platform.identity import handover, selectors, services
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import Role
from hub.platform.testing.clients import without_tokens

TODAY = date(2026, 11, 23)


class TestGrantRole:
    def test_the_administrator_gives_a_role_at_the_own_authority(self, cast, at_nine):
        services.grant_role(cast.tom, Role.EVALUATOR, at_party=cast.eca.party, by=cast.actor("sam"), at=at_nine)
        assert Role.EVALUATOR in selectors.actor_for(cast.tom, on=TODAY).roles
        event = Event.objects.get(verb="identity.role.grant", actor_id=cast.sam.pk)
        assert event.authority_id == cast.eca.pk and event.facts == {"person": cast.tom.pk, "role": "evaluator"}

    @pytest.mark.parametrize("key", ["priya", "morag", "tom", "harriet", "raj"])
    def test_nobody_else_does(self, cast, at_nine, key):
        with pytest.raises(NotHeld):
            services.grant_role(cast.tom, Role.LEGAL, at_party=cast.eca.party, by=cast.actor(key), at=at_nine)
        assert Membership.objects.filter(person=cast.tom).count() == 1

    def test_a_supplier_role_is_not_given_at_an_authority(self, cast, at_nine):
        with pytest.raises(Refused, match="is not a role at"):
            services.grant_role(
                cast.tom, Role.SUPPLIER_OWNER, at_party=cast.eca.party, by=cast.actor("sam"), at=at_nine
            )

    def test_a_role_is_not_given_twice(self, cast, at_nine):
        with pytest.raises(Refused, match="already holds"):
            services.grant_role(cast.tom, Role.REQUESTER, at_party=cast.eca.party, by=cast.actor("sam"), at=at_nine)

    def test_a_suppliers_owner_gives_roles_in_the_own_organisation_only(self, cast, at_nine):
        owner = cast.actor("olivia")
        services.grant_role(cast.beth, Role.SUPPLIER_EDITOR, at_party=cast.meridian, by=owner, at=at_nine)
        with pytest.raises(Refused, match="your own organisation"):
            services.grant_role(cast.beth, Role.SUPPLIER_EDITOR, at_party=cast.fenland, by=owner, at=at_nine)

    def test_a_role_begins_and_ends_on_its_days(self, cast, at_nine):
        services.grant_role(
            cast.tom,
            Role.LEGAL,
            at_party=cast.eca.party,
            by=cast.actor("sam"),
            at=at_nine,
            starts_on=TODAY + timedelta(days=1),
            ends_on=TODAY + timedelta(days=3),
        )
        held = [Role.LEGAL in selectors.actor_for(cast.tom, on=TODAY + timedelta(days=n)).roles for n in range(5)]
        assert held == [False, True, True, False, False]


class TestPeople:
    def test_an_address_is_used_once(self, cast, at_nine):
        with pytest.raises(Refused, match="already signs in"):
            services.add_person(
                name="Another Tom",
                email="TOM.OKAFOR@eastmere.example",
                by=cast.actor("sam"),
                at=at_nine,
                authority=cast.eca,
            )

    def test_a_suppliers_owner_cannot_close_the_account_of_a_rival(self, cast, at_nine):
        with pytest.raises(Refused, match="does not belong"):
            services.disable(cast.bartosz, by=cast.actor("olivia"), at=at_nine, reason="Rival")
        services.disable(cast.raj, by=cast.actor("olivia"), at=at_nine, reason="Left")
        assert not Person.objects.get(pk=cast.raj.pk).is_active

    def test_nobody_changes_the_password_of_another(self, cast, at_nine):
        from hub.platform.identity.factors import change_password

        with pytest.raises(Refused, match="Only the person"):
            change_password(cast.tom, "a very long password indeed", by=cast.actor("sam"), at=at_nine)

    def test_the_list_shows_the_own_people_only(self, client_as, cast, at_nine):
        page = client_as("sam").get("/people/?rows=100").content.decode()
        assert "Aisha Rahman" in page and "Jo Whitfield" not in page and "Raj Patel" not in page

    def test_a_person_of_another_authority_is_missing(self, client_as, cast, at_nine):
        client = client_as("sam")
        other = client.get(f"/people/{cast.jo.pk}/")
        missing = client.get("/people/999999/")
        assert other.status_code == missing.status_code == 404
        assert without_tokens(other) == without_tokens(missing)
        assert client.get(f"/people/{cast.aisha.pk}/").status_code == 200

    def test_an_administrator_adds_a_person_who_gets_a_link(self, client_as, at_nine):
        from django.core import mail

        client = client_as("sam")
        answer = client.post("/people/new/", {"name": "New Person", "email": "new.person@eastmere.example"})
        assert answer.status_code == 302, answer.content
        assert mail.outbox[-1].to == ["new.person@eastmere.example"]
        assert "/sign-in/new-password/" in mail.outbox[-1].body

    def test_giving_a_role_asks_for_a_fresh_sign_in(self, client_as, cast, at_nine):
        client = client_as("sam")
        data = {"role": "legal", "party": cast.eca.pk, "starts_on": "2026-11-23"}
        with clock.frozen(at_nine + timedelta(minutes=20)):
            answer = client.post(f"/people/{cast.tom.pk}/roles/give/", data)
            assert answer["Location"].startswith("/sign-in/again/")
        assert client.post(f"/people/{cast.tom.pk}/roles/give/", data).status_code == 302
        assert Membership.objects.filter(person=cast.tom, role="legal").exists()

    def test_a_role_is_ended_on_the_page(self, client_as, cast, at_nine):
        grant = cast.tom.memberships.get()
        client = client_as("sam")
        assert client.get(f"/people/{cast.tom.pk}/roles/{grant.pk}/end/").status_code == 200
        client.post(f"/people/{cast.tom.pk}/roles/{grant.pk}/end/")
        grant.refresh_from_db()
        assert grant.ends_on == TODAY
        elsewhere = cast.jo.memberships.get()
        assert client.post(f"/people/{cast.jo.pk}/roles/{elsewhere.pk}/end/").status_code == 404

    def test_a_role_that_is_to_begin_is_taken_back_on_the_page(self, client_as, cast, at_nine):
        services.grant_role(
            cast.tom, Role.LEGAL, at_party=cast.eca.party, by=cast.actor("sam"), at=at_nine,
            starts_on=TODAY + timedelta(days=30),
        )  # fmt: skip
        grant, client = Membership.objects.get(person=cast.tom, role=Role.LEGAL), client_as("sam")
        end = f"/people/{cast.tom.pk}/roles/{grant.pk}/end/"
        assert end in client.get(f"/people/{cast.tom.pk}/").content.decode()
        assert client.post(end).status_code == 302
        assert end not in client.get(f"/people/{cast.tom.pk}/").content.decode()
        assert Role.LEGAL not in selectors.actor_for(cast.tom, on=TODAY + timedelta(days=40)).roles


class TestLeaving:
    @pytest.fixture
    def basket(self, cast):
        """Hold two things that people answer for; moving one is counted."""
        held = {"apples": cast.tom.pk, "pears": cast.tom.pk}

        def move(thing, person, successor, *, by, at):
            held[thing] = successor.pk

        handover.register(
            "test.basket",
            label="Baskets",
            find=lambda person: [thing for thing, owner in held.items() if owner == person.pk],
            move=move,
        )
        yield held
        handover.forget("test.basket")

    def test_everything_moves_the_roles_end_and_the_account_closes(self, cast, basket, at_nine):
        by = cast.actor("sam")
        moved = handover.hand_over(cast.tom, successors={"test.basket": cast.priya}, by=by, at=at_nine)
        assert moved == {"test.basket": 2} and set(basket.values()) == {cast.priya.pk}
        tom = Person.objects.get(pk=cast.tom.pk)
        assert not tom.is_active
        assert not selectors.actor_for(tom, on=TODAY).grants
        assert Event.objects.filter(verb="identity.hand_over", subject_id=tom.pk).count() == 1

    def test_nothing_changes_while_something_has_no_successor(self, cast, basket, at_nine):
        with pytest.raises(Refused, match="Name who takes over: baskets"):
            handover.hand_over(cast.tom, successors={}, by=cast.actor("sam"), at=at_nine)
        assert Person.objects.get(pk=cast.tom.pk).is_active
        assert cast.tom.memberships.get().ends_on is None

    def test_the_page_asks_for_successors_and_warns_of_empty_roles(self, client_as, cast, basket, at_nine):
        client = client_as("sam")
        page = client.get(f"/people/{cast.aisha.pk}/leave/").content.decode()
        assert "Nobody else holds" in page and "Contract manager" in page
        address = f"/people/{cast.tom.pk}/leave/"
        assert "Baskets (2): who takes over" in client.get(address).content.decode()
        assert client.post(address, {}).status_code == 422
        assert client.post(address, {"successor0": cast.priya.pk}).status_code == 302
        assert set(basket.values()) == {cast.priya.pk}

    def test_a_role_with_one_holder_is_named(self, cast):
        assert [row.role for row in selectors.sole_roles(cast.aisha, TODAY)] == ["contract_manager"]
        assert selectors.sole_roles(cast.leo, TODAY) == []


class TestDeputies:
    def test_a_deputy_stands_in_between_two_days(self, cast, at_nine):
        services.name_deputy(
            cast.aisha,
            cast.priya,
            by=cast.actor("aisha"),
            at=at_nine,
            starts_on=TODAY,
            ends_on=TODAY + timedelta(days=2),
        )
        told = [selectors.deputies_of(cast.aisha, TODAY + timedelta(days=n)) for n in range(3)]
        assert told == [[cast.priya], [cast.priya], []]
        assert not selectors.actor_for(cast.priya, on=TODAY).has_any({Role.CONTRACT_MANAGER}), "no role is lent"

    def test_nobody_names_a_deputy_for_a_colleague(self, cast, at_nine):
        with pytest.raises(Refused, match="your own deputy"):
            services.name_deputy(
                cast.aisha, cast.priya, by=cast.actor("tom"), at=at_nine, starts_on=TODAY, ends_on=None
            )

    def test_the_account_page_names_and_ends_one(self, client_as, cast, at_nine):
        client = client_as("aisha")
        answer = client.post("/account/deputies/", {"deputy": cast.priya.pk, "starts_on": "2026-11-23"})
        assert answer.status_code == 302
        assert "Priya Shah, from 23 November 2026" in client.get("/account/").content.decode()
        client.post(f"/account/deputies/{cast.aisha.deputies.get().pk}/end/")
        assert selectors.deputies_of(cast.aisha, TODAY) == []

    def test_preferences_are_kept(self, client_as, cast, at_nine):
        client_as("aisha").post("/account/", {"density": "comfortable", "theme": "dark", "alerts": "each"})
        kept = Person.objects.get(pk=cast.aisha.pk).preferences
        assert (kept["density"], kept["theme"], kept["alerts"]) == ("comfortable", "dark", "each")


class TestWhoCan:
    def test_holders_are_those_with_the_role_at_that_authority_on_that_day(self, cast):
        act = get_act("identity.hand_over")
        assert selectors.holders(act, cast.eca, TODAY) == [cast.sam]
        assert selectors.holders(act, cast.wdc, TODAY) == [cast.harriet]
        assert selectors.holders(act, cast.eca, date(2014, 1, 1)) == []

    def test_the_page_names_holder_role_and_dates(self, client_as, at_nine):
        page = client_as("aisha").get("/who-can/?act=identity.hand_over&value=5000").content.decode()
        assert "Sam Doyle" in page and "Authority administrator, since 5 Jan 2015" in page
        assert "Harriet" not in page

    def test_the_page_names_the_line_of_the_scheme_and_who_decides(self, client_as, cast, at_nine):
        from hub.platform.approvals.selectors import SET
        from hub.platform.reference.models import Entry

        data = {
            "key": "contract_termination",
            "lowest": "0",
            "below": "100000",
            "vat": "ex",
            "steps": [{"role": "budget_holder"}],
        }
        Entry.objects.bulk_create(
            [
                Entry(
                    set=SET,
                    code="end",
                    label="Small endings",
                    data=data,
                    valid_from=date(2026, 1, 1),
                    authority=cast.eca,
                )
            ]
        )
        page = client_as("aisha").get("/who-can/?act=contract.end&value=5000").content.decode()
        assert "Small endings" in page and "Budget holder: Ruth Bell" in page
        page = client_as("aisha").get("/who-can/?act=contract.end&value=5000000").content.decode()
        assert "No line of the scheme of delegation covers this value" in page

    def test_the_page_without_a_question_asks_one(self, client_as, at_nine):
        assert client_as("aisha").get("/who-can/").status_code == 200
