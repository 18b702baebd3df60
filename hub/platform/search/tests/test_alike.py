"""What resembles a thing that somebody is about to enter."""

import pytest

from hub.contract.models import Contract
from hub.contract.tests import stories
from hub.platform.search.alike import Asked, Resembling, alike, forget, likeness_of, resembling, stem, telling


class TestWords:
    @pytest.mark.parametrize(
        ("one", "other"),
        [("vans", "van"), ("library", "libraries"), ("vehicles", "vehicle"), ("cleaning", "clean"), ("buses", "bus")],
    )
    def test_with_another_ending_are_one(self, one, other) -> None:
        assert stem(one) == stem(other)

    @pytest.mark.parametrize(("one", "other"), [("glass", "gla"), ("ring", "r"), ("bus", "bu")])
    def test_are_not_cut_to_nothing(self, one, other) -> None:
        assert stem(one) != other

    def test_that_every_purchase_says_do_not_count(self) -> None:
        assert telling("Supply of new vans for the library service") == ["vans", "library"]

    def test_count_when_there_are_no_others(self) -> None:
        assert telling("Support services") == ["support", "services"]


class TestLikeness:
    def test_is_whole_for_the_same_title(self) -> None:
        assert likeness_of(Asked("Library vans"), "Vans for libraries")[0] == 1

    def test_is_nothing_where_only_common_words_are_shared(self) -> None:
        assert likeness_of(Asked("Supply of new vans"), "Supply of new chairs") == (0.0, "")

    def test_grows_with_the_code(self) -> None:
        bare, _ = likeness_of(Asked("Mobile library vans"), "Delivery vans")
        more, why = likeness_of(Asked("Mobile library vans", cpv="34136000-9"), "Delivery vans", cpv="34136000")
        assert more > bare and why == "Both say “vans”, same CPV code"

    def test_of_the_same_code_alone_is_just_enough(self) -> None:
        assert likeness_of(Asked("Peugeot", cpv="34136000"), "Transit", cpv="34136000") == (0.45, "Same CPV code")
        assert likeness_of(Asked("Peugeot", cpv="34136000"), "Transit", cpv="34130000")[0] == 0

    def test_finds_a_name_in_what_was_said(self) -> None:
        asked = Asked("Repair of bicycles", "Done by Fenland Cycle Works today")
        assert likeness_of(asked, "Fenland Cycle Works Ltd")[0] >= 0.4

    def test_says_what_both_say(self) -> None:
        assert likeness_of(Asked("Library vans"), "Vans", "for the library")[1] == "Both say “library” and “vans”"


@pytest.mark.django_db
class TestAlike:
    @pytest.fixture
    def vans(self, cast, shipped, at_nine):
        by = cast.actor("morag")
        return stories.contract_live(authority=cast.eca, by=by, at=at_nine, title="Library vans", main_cpv="34136000")

    def found(self, actor, at, *words, **more):
        groups = alike(Asked(*words, **more), actor=actor, at=at, kinds=[Contract.kind()])
        return [one.reference for group in groups for one in group.found]

    def test_finds_by_words_of_any_of_which_one_is_enough(self, vans, cast, at_nine) -> None:
        assert self.found(cast.actor("tom"), at_nine, "Two vans") == [vans.reference]

    def test_finds_by_code_where_no_word_is_shared(self, vans, cast, at_nine) -> None:
        assert self.found(cast.actor("tom"), at_nine, "Peugeot", cpv="34136000-9") == [vans.reference]

    def test_leaves_the_thing_itself_out(self, vans, cast, at_nine) -> None:
        but = (Contract.kind(), vans.pk)
        assert self.found(cast.actor("tom"), at_nine, "Library vans", but=but) == []

    @pytest.mark.parametrize("who", ["jo", "leo"])
    def test_shows_nothing_that_somebody_may_not_read(self, vans, cast, at_nine, who) -> None:
        assert self.found(cast.actor(who), at_nine, "Library vans", cpv="34136000") == []

    def test_takes_what_people_type_as_words_alone(self, vans, cast, at_nine) -> None:
        assert self.found(cast.actor("tom"), at_nine, 'vans\' OR "x" | & ! :* (') == [vans.reference]

    def test_a_kind_is_declared_once(self) -> None:
        with pytest.raises(ValueError, match="twice"):
            resembling(Resembling(kind=Contract.kind(), label="", within=lambda a, t: None, title=str, url=str))

    def test_a_declaration_can_be_taken_back(self) -> None:
        made = resembling(Resembling(kind="a.kind", label="", within=lambda a, t: None, title=str, url=str))
        forget(made.kind)
        forget(made.kind)
