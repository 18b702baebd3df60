"""Suppliers answer a market engagement themselves: who may, until when, and what staff then read."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.engagement import portal, selectors, services
from hub.engagement.models import Reply
from hub.engagement.services import Named
from hub.engagement.tests import stories
from hub.platform.act_table import NotHeld, Refused, Stale
from hub.platform.actors import SYSTEM
from hub.platform.events.models import Event
from hub.procurement.appraisal.tests.stories import case_begun
from hub.supplier import services as suppliers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped")]


@pytest.fixture
def priya(cast):
    return cast.actor("priya")


@pytest.fixture
def one(cast, priya, at_nine):
    """Give an exercise that runs from 23 November to 14 December 2026."""
    case = case_begun(authority=cast.eca, by=priya, at=at_nine, contract_kind="goods")
    return stories.running(case, by=priya, at=at_nine)


@pytest.fixture
def invited(cast, priya, one, at_nine):
    """Give another for invited suppliers only, with Meridian among them."""
    made = suppliers.add(name="Meridian FM plc", by=cast.actor("morag"), at=at_nine)
    suppliers.link_party(made, party=cast.meridian, by=SYSTEM, at=at_nine)
    plan = planned(one, is_open_to_all=False)
    found = services.plan(plan, authority=cast.eca, by=priya, at=at_nine)
    services.ask(found, questions=stories.QUESTIONS, by=priya, at=at_nine)
    services.invite(found, named=[Named("Meridian FM plc")], by=priya, at=at_nine)
    return services.open_it(found, by=priya, at=at_nine)


def planned(one, **more):
    """Give the plan of an exercise as it stands, with what is to change."""
    names = ("title", "purpose", "method", "starts_on", "ends_on", "is_open_to_all")
    known = {name: getattr(one, name) for name in names}
    return services.Plan(records=selectors.records_of(one), **{**known, **more})


def send(cast, one, at, *, who="raj", party=None, texts=None, version=None):
    party = party or (cast.meridian if who in {"raj", "olivia"} else cast.fenland)
    texts = {1: "Ten by June.", 2: ""} if texts is None else texts
    return services.reply(one, party=party, texts=texts, by=cast.actor(who), at=at, version=version)


class TestReply:
    def test_is_the_organisation_s_own_record_with_who_and_when(self, cast, one, at_nine):
        made = send(cast, one, at_nine)
        assert (made.name, made.texts, made.sent_by) == ("Meridian FM plc", {"1": "Ten by June."}, cast.raj)
        event = Event.objects.get(root_kind=Reply.kind(), root_id=made.pk)
        assert (event.verb, event.actor_id) == ("engagement_reply.send", cast.raj.pk)
        # It stands in the authority's log, where its auditor reads it.
        assert event.authority_id == cast.eca.pk

    def test_may_be_sent_anew_and_the_newest_stands(self, cast, one, at_nine):
        first = send(cast, one, at_nine)
        again = send(cast, one, at_nine + timedelta(days=1), who="olivia", texts={1: "Twelve."}, version=first.version)
        assert (again.pk, again.texts, again.sent_by) == (first.pk, {"1": "Twelve."}, cast.olivia)
        assert Reply.objects.count() == 1

    def test_does_not_overwrite_what_a_colleague_sent_meanwhile(self, cast, one, at_nine):
        send(cast, one, at_nine)
        with pytest.raises(Stale):
            send(cast, one, at_nine, who="olivia", texts={1: "Two."})

    def test_says_something(self, cast, one, at_nine):
        with pytest.raises(Refused, match="Answer at least one question"):
            send(cast, one, at_nine, texts={1: "  ", 9: "No such question"})

    @pytest.mark.parametrize("who", ["naomi", "priya"])
    def test_is_not_sent_by_officers(self, cast, one, at_nine, who):
        with pytest.raises(NotHeld):
            send(cast, one, at_nine, who=who, party=cast.meridian)

    def test_is_not_sent_for_another_organisation(self, cast, one, at_nine):
        with pytest.raises(Refused, match="organisation that you work for"):
            send(cast, one, at_nine, who="bartosz", party=cast.meridian)

    def test_leaves_the_version_on_officers_screens_alone(self, cast, one, at_nine):
        before = one.version
        send(cast, one, at_nine)
        one.refresh_from_db()
        assert one.version == before


class TestDoor:
    def test_is_open_until_the_last_day_is_over_in_london(self, cast, one, at_nine):
        assert one.ends_on.isoformat() == "2026-12-14"
        send(cast, one, datetime(2026, 12, 14, 23, 59, 59, tzinfo=UTC))
        with pytest.raises(Refused, match="due by the end of 14 December 2026"):
            send(cast, one, datetime(2026, 12, 15, 0, 0, tzinfo=UTC), who="bartosz")

    def test_is_shut_before_it_is_opened_and_after_it_is_withdrawn(self, cast, priya, one, at_nine):
        case = selectors.records_of(one)[0]
        planned = stories.planned(case, by=priya, at=at_nine, title="Later")
        services.ask(planned, questions=["What?"], by=priya, at=at_nine)
        services.withdraw(one, reason="Not needed.", by=priya, at=at_nine)
        for shut in (planned, one):
            with pytest.raises(Refused, match="not open"):
                send(cast, shut, at_nine)

    def test_lets_in_invited_suppliers_only_where_it_says_so(self, cast, invited, at_nine):
        send(cast, invited, at_nine)
        with pytest.raises(Refused, match="invited"):
            send(cast, invited, at_nine, who="bartosz")

    def test_stays_open_to_all_once_all_were_told(self, cast, priya, one, at_nine):
        with pytest.raises(Refused, match="Every supplier was told"):
            services.revise(one, made=planned(one, is_open_to_all=False), by=priya, at=at_nine)


class TestPortal:
    def test_shows_everybody_the_questions_and_nobody_who_else_takes_part(self, cast, one, at_nine):
        send(cast, one, at_nine)
        (theirs,) = portal.asked(cast.actor("bartosz"), at=at_nine)
        shown = portal.one(cast.actor("bartosz"), one.reference, at=at_nine)
        assert theirs.is_open and shown is not None and not shown.replies
        assert [words for _, words in shown.questions] == list(stories.QUESTIONS)
        assert not {"participants", "findings", "owner"} & set(vars(shown))

    def test_keeps_what_was_sent_after_the_end_and_hides_what_was_not(self, cast, one, at_nine):
        send(cast, one, at_nine)
        later = at_nine + timedelta(days=40)
        (known,) = portal.asked(cast.actor("raj"), at=later)
        assert not known.is_open and known.replies[0].texts == {1: "Ten by June."}
        assert portal.asked(cast.actor("bartosz"), at=later) == []

    def test_is_shut_to_those_who_were_not_invited(self, cast, invited, at_nine):
        assert portal.one(cast.actor("raj"), invited.reference, at=at_nine) is not None
        assert portal.one(cast.actor("bartosz"), invited.reference, at=at_nine) is None
        assert portal.asked(cast.actor("priya"), at=at_nine) == []


class TestStaff:
    def test_read_the_reply_in_the_table_and_in_the_file(self, cast, priya, one, client_as, at_nine):
        first = one.participants.first()
        services.answer(one, participant=first, texts={1: "Nine"}, by=priya, at=at_nine)
        send(cast, one, at_nine)
        head, *rows = selectors.whole(one).table()
        assert head == ["Question", first.name, "Meridian FM plc (sent itself)"]
        assert [row[1:] for row in rows] == [["Nine", "Ten by June."], ["", ""]]
        client = client_as("naomi")
        page = client.get(one.get_absolute_url()).content.decode()
        assert "Ten by June." in page and "sent by Raj Patel" in page and "under Opportunities" in page
        assert "sent itself" in client.get(f"{one.get_absolute_url()}answers.csv").content.decode()


class TestConflict:
    """Two officers at one exercise: nobody is stuck, nothing typed is lost."""

    def test_shows_what_the_other_did_and_can_be_saved_after_all(self, cast, priya, one, client_as, at_nine):
        seen = one.version
        services.find(one, text="Ten at most.", about="lots", by=cast.actor("morag"), at=at_nine)
        client, page = client_as("priya"), f"{one.get_absolute_url()}find/"
        typed = {"text": "Twelve weeks to set up.", "about": "timing", "version": seen}
        answer = client.post(page, typed)
        shown = answer.content.decode()
        assert answer.status_code == 409 and "What was changed meanwhile" in shown and "Twelve weeks" in shown
        one.refresh_from_db()
        assert f'name="version" value="{one.version}"' in shown
        assert client.post(page, {**typed, "version": one.version}).status_code == 302
