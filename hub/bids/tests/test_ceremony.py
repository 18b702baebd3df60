"""The key ceremony: keys are proven, rosters rehearsed, and only then in force."""

import json
from itertools import combinations

import pytest

from hub.bids import device, selectors, services
from hub.bids.models import OpenerKey, RehearsalShare, Roster
from hub.bids.sealing import mailboxes
from hub.bids.sealing.box import Box
from hub.bids.terms import KeyState, RosterState, RosterUse
from hub.bids.tests import stories
from hub.platform.act_table import Refused
from hub.platform.acts import NotHeld, WrongState
from hub.platform.events.models import Event, EventDetail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]


class TestKeys:
    def test_is_ready_once_possession_is_proven(self, cast, ring, at_nine) -> None:
        key = stories.offered(cast, "helen", ring, at_nine)
        assert (key.status, key.fingerprint.count(" ")) == (KeyState.OFFERED, 3)
        assert not selectors.candidates(cast.eca, on=at_nine.date()).exists()
        answer = device.answer(bytes(key.question), ring.identity("helen"))
        services.prove(key, answer=f" {answer}\n", by=cast.actor("helen"), at=at_nine)
        assert key.status == KeyState.PROVEN and not key.question
        assert list(selectors.candidates(cast.eca, on=at_nine.date())) == [key]

    @pytest.mark.parametrize("answer", ["", "0" * 64, "AGE"])
    def test_is_not_proven_by_another_answer(self, cast, ring, at_nine, answer) -> None:
        key = stories.offered(cast, "helen", ring, at_nine)
        with pytest.raises(Refused, match="not the answer"):
            services.prove(key, answer=answer, by=cast.actor("helen"), at=at_nine)
        assert OpenerKey.objects.get().status == KeyState.OFFERED

    def test_is_proven_by_its_holder_alone(self, cast, ring, at_nine) -> None:
        key = stories.offered(cast, "helen", ring, at_nine)
        answer = device.answer(bytes(key.question), ring.identity("helen"))
        with pytest.raises(NotHeld):
            services.prove(key, answer=answer, by=cast.actor("daniel"), at=at_nine)

    def test_an_old_answer_is_worth_nothing_after_another_question(self, cast, ring, at_nine) -> None:
        key = stories.offered(cast, "helen", ring, at_nine)
        old = device.answer(bytes(key.question), ring.identity("helen"))
        services.ask_again(key, by=cast.actor("helen"), at=at_nine)
        with pytest.raises(Refused):
            services.prove(key, answer=old, by=cast.actor("helen"), at=at_nine)

    @pytest.mark.parametrize(
        ("recipient", "said"),
        [
            ("age1xyz", "no public key"),
            ("", "no public key"),
            ("ssh-ed25519 AAAA", "no public key"),
            ("AGE-SECRET-KEY-1QQQ", "no public key"),
        ],
    )
    def test_something_else_is_refused(self, cast, at_nine, recipient, said) -> None:
        with pytest.raises(Refused, match=said):
            services.offer(cast.eca, recipient=recipient, by=cast.actor("helen"), at=at_nine)

    def test_the_same_key_is_taken_once(self, cast, ring, at_nine) -> None:
        key = stories.proven(cast, "helen", ring, at_nine)
        with pytest.raises(Refused, match="offered before"):
            services.offer(cast.eca, recipient=key.recipient, by=cast.actor("daniel"), at=at_nine)

    def test_an_envelope_has_a_keeper(self, cast, ring, at_nine) -> None:
        with pytest.raises(Refused, match="who keeps"):
            stories.offered(cast, "helen", ring, at_nine, is_safe_key=True)
        kept = stories.offered(cast, "helen", ring, at_nine, is_safe_key=True, kept_by="Monitoring officer")
        assert kept.kept_by == "Monitoring officer"

    def test_whoever_opens_no_bids_offers_none(self, cast, at_nine) -> None:
        with pytest.raises(NotHeld):
            services.offer(cast.eca, recipient=Box.new_key().recipient, by=cast.actor("priya"), at=at_nine)

    def test_a_retired_one_is_on_no_new_roster(self, cast, ring, at_nine) -> None:
        key = stories.proven(cast, "helen", ring, at_nine)
        services.retire(key, reason="The laptop was stolen.", by=cast.actor("morag"), at=at_nine)
        assert key.status == KeyState.RETIRED
        assert not selectors.candidates(cast.eca, on=at_nine.date()).exists()


class TestRosters:
    def test_are_refused_with_everything_that_is_wrong(self, cast, ring, at_nine) -> None:
        keys = [stories.proven(cast, person, ring, at_nine) for person in ("helen", "daniel", "naomi")]
        with pytest.raises(Refused) as refused:
            services.draw_up(
                services.Drawn(RosterUse.QUOTES, 2, keys), authority=cast.eca, by=cast.actor("morag"), at=at_nine
            )
        assert [one.code for one in refused.value.findings] == ["no_spare", "no_line"]

    def test_every_allowed_combination_opens_the_rehearsal_and_no_single_opener_does(self, cast, ring, at_nine) -> None:
        roster = stories.rehearsing(cast, ring, at_nine)
        mailbox = mailboxes.read_mailbox(bytes(roster.mailbox))
        pinned = services.pinned(roster, tender=f"rehearsal of {roster.reference}", envelope=roster.use)
        shares = {}
        for person in stories.OPENERS:
            told = json.loads(device.shares(services.bundle_of(roster), ring.identity(person)))
            shares[told["opener"]] = bytes.fromhex(told["shares"][mailbox.bid_ref])
        assert len(pinned.allowed) == 10
        for together in combinations(pinned.ids, 2):
            assert mailboxes.unlock(mailbox, pinned, {one: shares[one] for one in together})
        for one in pinned.ids:
            with pytest.raises(mailboxes.NotEnough):
                mailboxes.unlock(mailbox, pinned, {one: shares[one]})

    def test_is_in_force_after_everybody_gave_a_share(self, cast, ring, at_nine) -> None:
        roster = stories.rehearsing(cast, ring, at_nine)
        for person in stories.OPENERS[:4]:
            stories.give(roster, cast, ring, at_nine, person)
        with pytest.raises(Refused, match="Noor Haddad has not given a share"):
            services.put_in_force(roster, by=cast.actor("morag"), at=at_nine)
        stories.give(roster, cast, ring, at_nine, "noor")
        services.put_in_force(roster, by=cast.actor("morag"), at=at_nine)
        assert roster.status == RosterState.IN_FORCE and not RehearsalShare.objects.exists()
        assert selectors.in_force(cast.eca, RosterUse.QUOTES) == roster

    def test_a_share_that_opens_nothing_is_refused_and_names_the_others(self, cast, ring, at_nine) -> None:
        roster = stories.rehearsing(cast, ring, at_nine)
        stories.give(roster, cast, ring, at_nine, "helen")
        with pytest.raises(Refused, match="Together with the share of Helen Marsh"):
            services.give_share(roster, given="ab" * 32, by=cast.actor("daniel"), at=at_nine)
        assert roster.shares.count() == 1

    def test_a_wrong_first_share_can_be_given_again(self, cast, ring, at_nine) -> None:
        roster = stories.rehearsing(cast, ring, at_nine)
        services.give_share(roster, given="ab" * 32, by=cast.actor("helen"), at=at_nine)
        with pytest.raises(Refused):
            stories.give(roster, cast, ring, at_nine, "daniel")
        stories.give(roster, cast, ring, at_nine, "helen")
        stories.give(roster, cast, ring, at_nine, "daniel")
        assert roster.shares.count() == 2

    @pytest.mark.parametrize(
        "given", ["", "{", "[]", "{}", '{"opener": "KEY-2026-0001"}', '{"opener": 1, "shares": []}', "ab", "{" * 9000]
    )
    def test_what_is_no_share_is_refused(self, cast, ring, at_nine, given) -> None:
        roster = stories.rehearsing(cast, ring, at_nine)
        with pytest.raises(Refused, match="no share of this rehearsal"):
            services.give_share(roster, given=given, by=cast.actor("helen"), at=at_nine)

    def test_whoever_has_no_seat_gives_no_share(self, cast, ring, at_nine) -> None:
        keys = [stories.proven(cast, person, ring, at_nine) for person in ("helen", "daniel", "naomi", "morag")]
        drawn = services.Drawn(RosterUse.QUOTES, 2, keys, no_line=True)
        roster = services.draw_up(drawn, authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        services.rehearse(roster, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(NotHeld):
            services.give_share(roster, given="ab" * 32, by=cast.actor("noor"), at=at_nine)

    def test_a_change_makes_the_rehearsal_begin_anew(self, cast, ring, at_nine) -> None:
        roster = stories.rehearsing(cast, ring, at_nine)
        stories.give(roster, cast, ring, at_nine, "helen")
        keys = [one.key for one in selectors.seats_of(roster)]
        drawn = services.Drawn(RosterUse.QUOTES, 3, keys)
        services.revise(roster, drawn=drawn, by=cast.actor("morag"), at=at_nine)
        assert (roster.status, bytes(roster.mailbox), roster.shares.count()) == (RosterState.DRAFT, b"", 0)

    def test_the_next_one_takes_the_place_of_the_one_in_force(self, cast, ring, at_nine) -> None:
        first = stories.in_force(cast, ring, at_nine)
        second = stories.in_force(cast, stories.Ring(), at_nine)
        first.refresh_from_db()
        assert (first.status, second.status) == (RosterState.RETIRED, RosterState.IN_FORCE)
        said = EventDetail.objects.get(event=Event.objects.filter(verb="roster.retire").get())
        assert f"{second.reference} takes its place." in said.text

    def test_in_force_is_not_changed_any_more(self, cast, ring, at_nine) -> None:
        roster = stories.in_force(cast, ring, at_nine)
        keys = [one.key for one in selectors.seats_of(roster)][:4]
        with pytest.raises(WrongState):
            services.revise(
                roster, drawn=services.Drawn(RosterUse.QUOTES, 2, keys, True), by=cast.actor("morag"), at=at_nine
            )

    def test_warns_while_one_more_loss_would_shut_the_bids_for_ever(self, cast, ring, at_nine) -> None:
        roster, on = stories.in_force(cast, ring, at_nine), at_nine.date()
        for person in ("helen", "daniel"):
            assert not selectors.short(roster, selectors.rehearsal(roster, on=on))
            key = OpenerKey.objects.get(person=cast.people[person])
            services.retire(key, reason="Lost.", by=cast.actor("morag"), at=at_nine)
        assert not selectors.short(roster, selectors.rehearsal(roster, on=on))
        services.retire(OpenerKey.objects.get(person=cast.naomi), reason="Lost.", by=cast.actor("morag"), at=at_nine)
        assert selectors.short(roster, selectors.rehearsal(roster, on=on))

    def test_nothing_secret_is_in_database_or_log(self, cast, ring, at_nine) -> None:
        stories.in_force(cast, ring, at_nine)
        kept = "".join(
            str(list(model.objects.values_list())) for model in (OpenerKey, Roster, RehearsalShare, Event, EventDetail)
        )
        for pair in ring.pairs.values():
            assert pair.recipient in kept and pair.identity not in kept
        assert "AGE-SECRET-KEY" not in kept


class TestReach:
    def test_another_authority_sees_nothing(self, cast, ring, at_nine) -> None:
        roster = stories.in_force(cast, ring, at_nine)
        stranger = cast.actor("harriet")
        assert selectors.roster_of(stranger, roster.reference) is None
        assert not selectors.keys(stranger).exists()

    def test_who_only_scores_sees_nothing(self, cast, ring, at_nine) -> None:
        roster = stories.in_force(cast, ring, at_nine)
        assert selectors.roster_of(cast.actor("leo"), roster.reference) is None
