"""What resembles a thing that somebody is about to enter."""

import pytest

from hub.platform.search.alike import Asked, Resembling, forget, likeness_of, resembling, stem, telling


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


class TestDeclaring:
    def test_a_kind_is_declared_once_and_can_be_taken_back(self) -> None:
        made = Resembling(kind="a.kind", label="", within=lambda actor, at: None, title=str, url=str)
        resembling(made)
        with pytest.raises(ValueError, match="twice"):
            resembling(made)
        forget(made.kind)
        resembling(made)
        forget(made.kind)
