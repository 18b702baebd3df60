"""Finding, offering, merging and keeping apart suppliers."""

from dataclasses import dataclass

import pytest

from hub.platform.acts import NotHeld, Refused
from hub.platform.events.models import Event
from hub.platform.search.search import search
from hub.supplier import selectors, services
from hub.supplier.models import Identifier, OtherName, Pair, Supplier
from hub.supplier.rules import Identifier as Number
from hub.supplier.terms import Likeness, Size, State, Verdict

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Ref:
    """A supplier as a list names it."""

    name: str
    trading_name: str = ""
    identifiers: tuple[Number, ...] = ()
    is_sme: bool | None = None
    is_vcse: bool | None = None
    postcode: str = ""
    legal_name: str = ""


def coh(number: str) -> tuple[Number, ...]:
    return (Number("GB-COH", number),)


@pytest.fixture
def by(cast):
    return cast.actor("priya")


@pytest.fixture
def find(by, at_nine):
    return lambda *refs: services.find_or_create(refs, by=by, at=at_nine)


class TestFindOrCreate:
    def test_a_number_decides_whatever_the_name(self, find) -> None:
        number = coh("04455667")
        first, second = find(Ref("Meridian FM plc", identifiers=number), Ref("MFM", identifiers=number))
        assert first == second
        assert OtherName.objects.get().name == "MFM"

    def test_a_legal_name_beside_the_one_it_goes_by_is_kept_marked_and_found(self, find, cast) -> None:
        (firm,) = find(Ref("Brightwell", legal_name="Brightwell Holdings (UK) Limited", identifiers=coh("04455668")))
        assert selectors.names_of(firm) == [("Brightwell Holdings (UK) Limited", "Legal name, a loaded list")]
        assert selectors.names_of_many([firm.pk]) == {firm.pk: [("Brightwell Holdings (UK) Limited", "Legal name")]}
        assert find(Ref("BRIGHTWELL HOLDINGS (UK) LTD")) == [firm]
        found = search("holdings brightwell", actor=cast.actor("aisha"), kinds=[Supplier.kind()])
        assert [hit.object_id for hit in found.hits] == [firm.pk]

    def test_a_legal_name_that_says_the_same_is_not_kept_twice(self, find) -> None:
        find(Ref("Oak Ltd", legal_name="OAK LIMITED"))
        assert not OtherName.objects.exists()

    def test_the_whole_name_is_found_again_in_any_dress(self, find) -> None:
        (first,) = find(Ref("A & G Landscapes Limited"))
        assert find(Ref("A&G LANDSCAPES LTD")) == [first]

    def test_another_legal_form_is_another_entry_and_offered(self, find) -> None:
        limited, partners = find(Ref("Smith Ltd"), Ref("Smith LLP"))
        assert limited != partners
        assert Pair.objects.get().likeness == Likeness.NAME

    def test_two_companies_of_one_name_are_two_and_not_offered(self, find) -> None:
        one, other = find(Ref("Smith Ltd", identifiers=coh("00000001")), Ref("Smith Ltd", identifiers=coh("00000002")))
        assert one != other
        assert not Pair.objects.exists()

    def test_a_name_without_number_joins_the_entry_and_learns_the_number_later(self, find) -> None:
        (bare,) = find(Ref("Cedar Ltd"))
        (numbered,) = find(Ref("Cedar Ltd", identifiers=coh("00000003"), is_sme=True, postcode="EA1 2BC"))
        assert bare == numbered
        bare.refresh_from_db()
        assert (bare.size, bare.postcode) == (Size.SME, "EA1 2BC")
        assert Identifier.objects.get().supplier == bare

    def test_numbers_of_two_entries_in_one_reference_are_offered(self, find) -> None:
        find(Ref("Oak Ltd", identifiers=coh("00000004")), Ref("Elm", identifiers=(Number("GB-CHC", "123456"),)))
        find(Ref("Oak Ltd", identifiers=(*coh("00000004"), Number("GB-CHC", "123456"))))
        assert Pair.objects.get().likeness == Likeness.IDENTIFIER

    def test_loading_twice_changes_nothing(self, find) -> None:
        refs = [Ref("Ash Ltd", "Ash Trees", coh("00000005"), True), Ref("Yew Ltd")]
        find(*refs)
        before = Event.objects.count()
        find(*refs)
        assert (Supplier.objects.count(), Event.objects.count()) == (2, before)

    def test_it_asks_the_same_number_of_queries_for_many_as_for_few(self, find, django_assert_max_num_queries) -> None:
        find(Ref("First Ltd"))
        with django_assert_max_num_queries(100) as few:
            find(*(Ref(f"Few {n} Ltd", identifiers=coh(f"{n:08}")) for n in range(100, 105)))
        with django_assert_max_num_queries(100) as many:
            find(*(Ref(f"Many {n} Ltd", identifiers=coh(f"{n:08}")) for n in range(200, 260)))
        assert len(many) <= len(few) + 3

    def test_it_is_refused_to_those_who_load_nothing(self, cast, at_nine) -> None:
        with pytest.raises(NotHeld):
            services.find_or_create([Ref("X Ltd")], by=cast.actor("tom"), at=at_nine)
        assert not Supplier.objects.exists()


class TestNearNames:
    def test_are_offered_and_numbers_in_a_name_tell_apart(self, find, at_nine) -> None:
        find(Ref("Fenland Cycle Works"), Ref("Fenlands Cycle Works"))
        find(Ref("Academy 1 Cambridge"), Ref("Academy 2 Cambridge"))
        assert services.look_for_near_names(at=at_nine) > 0
        pair = Pair.objects.get()
        assert (pair.first.name, pair.second.name) == ("Fenland Cycle Works", "Fenlands Cycle Works")
        assert pair.likeness == Likeness.NEAR


class TestMerge:
    @pytest.fixture
    def two(self, find):
        return find(Ref("Smith Ltd"), Ref("Smith LLP", identifiers=coh("OC300001")))

    def test_lets_the_other_entry_stand_for_it(self, two, find, by, at_nine) -> None:
        kept, merged = two
        services.merge(merged, into=kept, reason="Same firm", by=by, at=at_nine)
        assert (merged.status, merged.standing) == (State.MERGED, kept)
        assert find(Ref("Smith LLP", identifiers=coh("OC300001"))) == [kept]
        assert Pair.objects.get().verdict == Verdict.MERGED
        assert [str(each) for each in selectors.numbers_of(kept)] == ["GB-COH OC300001"]

    def test_takes_along_what_stood_behind_and_undoing_gives_it_back(self, find, by, at_nine) -> None:
        a, b, c = find(Ref("Aspen Ltd"), Ref("Birch Ltd"), Ref("Cherry Ltd"))
        services.merge(a, into=b, reason="x", by=by, at=at_nine)
        services.merge(b, into=c, reason="x", by=by, at=at_nine)
        a.refresh_from_db()
        assert a.standing == c
        services.unmerge(b, reason="A mistake", by=by, at=at_nine)
        a.refresh_from_db()
        assert (a.standing, b.standing, b.status) == (b, b, State.LIVE)

    def test_into_itself_or_into_a_merged_entry_is_refused(self, two, find, by, at_nine) -> None:
        kept, merged = two
        (third,) = find(Ref("Third Ltd"))
        with pytest.raises(Refused, match="one entry already"):
            services.merge(kept, into=kept, reason="x", by=by, at=at_nine)
        services.merge(merged, into=kept, reason="x", by=by, at=at_nine)
        with pytest.raises(Refused, match="itself merged"):
            services.merge(third, into=merged, reason="x", by=by, at=at_nine)

    def test_entries_kept_apart_are_not_offered_again(self, two, find, by, at_nine) -> None:
        services.keep_apart(two[0], other=two[1], reason="Two firms", by=by, at=at_nine)
        find(Ref("Smith Ltd"), Ref("Smith LLP"))
        services.look_for_near_names(at=at_nine)
        assert not selectors.open_pairs().exists()


class TestByHand:
    def test_a_number_of_another_supplier_is_refused_with_its_name(self, find, by, at_nine) -> None:
        find(Ref("Oak Ltd", identifiers=coh("00000004")))
        other = services.add(name="Elm Ltd", by=by, at=at_nine)
        with pytest.raises(Refused, match="belongs to Oak Ltd"):
            services.identify(other, scheme="GB-COH", value="4", by=by, at=at_nine)

    def test_a_former_name_is_kept(self, by, at_nine) -> None:
        supplier = services.add(name="Elm Ltd", by=by, at=at_nine)
        services.correct(supplier, changes={"name": "Elm Group Ltd"}, reason="Renamed", by=by, at=at_nine)
        assert [name for name, _ in selectors.names_of(supplier)] == ["Elm Ltd"]

    def test_a_name_of_several_asks_for_the_number(self, find, by, at_nine) -> None:
        find(Ref("Smith Ltd", identifiers=coh("00000001")), Ref("Smith Ltd", identifiers=coh("00000002")))
        with pytest.raises(Refused, match="Enter the company number instead"):
            services.named_or_new("Smith Ltd", by=by, at=at_nine)
        assert services.named_or_new("1", by=by, at=at_nine).identifiers.get().value == "00000001"

    def test_a_typed_name_finds_legal_trading_and_former_names(self, find, by, at_nine) -> None:
        (firm,) = find(Ref("Northgate", trading_name="Bright Paths", legal_name="Northgate Holdings Limited"))
        services.correct(firm, changes={"name": "Northgate Group"}, reason="Renamed", by=by, at=at_nine)
        for typed in ("northgate group", "Northgate", "Bright Paths", "Northgate Holdings Ltd", "northgate holdings"):
            assert services.named_or_new(typed, by=by, at=at_nine) == firm, typed
        assert Supplier.objects.count() == 1

    def test_the_name_goes_before_what_others_are_called_too(self, find, by, at_nine) -> None:
        oak, _ = find(Ref("Oak Ltd"), Ref("Elm Ltd", trading_name="Oak"))
        assert services.named_or_new("Oak Ltd", by=by, at=at_nine) == oak
        with pytest.raises(Refused, match="2 suppliers are called Oak"):
            services.named_or_new("Oak", by=by, at=at_nine)

    def test_a_name_that_two_others_go_by_asks_for_the_number(self, find, by, at_nine) -> None:
        find(Ref("Oak Ltd", trading_name="Bright"), Ref("Elm Ltd", trading_name="Bright"))
        with pytest.raises(Refused, match="2 suppliers are called Bright"):
            services.named_or_new("Bright", by=by, at=at_nine)

    def test_another_legal_form_is_another_supplier_and_is_offered_for_merging(self, find, by, at_nine) -> None:
        (firm,) = find(Ref("Smith Ltd"))
        typed = services.named_or_new("Smith LLP", by=by, at=at_nine)
        assert typed != firm and typed.name == "Smith LLP"
        with pytest.raises(Refused, match="2 suppliers are called Smith"):
            services.named_or_new("Smith", by=by, at=at_nine)
        assert Pair.objects.get().likeness == Likeness.NAME

    def test_an_entry_made_by_hand_is_offered_beside_its_like(self, find, by, at_nine) -> None:
        find(Ref("Oak Ltd", identifiers=coh("00000004")))
        services.add(name="OAK LIMITED", by=by, at=at_nine)
        assert Pair.objects.get().likeness == Likeness.NAME
        services.add(name="Oak plc", identifiers=coh("00000005"), by=by, at=at_nine)
        assert Pair.objects.count() == 2  # not with the company of another number

    def test_a_number_that_is_anothers_is_taken_off_and_given_to_whose_it_is(
        self, find, by, at_nine, client_as
    ) -> None:
        (oak,) = find(Ref("Oak Ltd", identifiers=coh("00000004")))
        elm = services.add(name="Elm Ltd", by=by, at=at_nine)
        client, number = client_as("priya"), Identifier.objects.get()
        address = f"{oak.get_absolute_url()}unidentify/"
        assert "GB-COH 00000004" in client.get(address).content.decode()
        answer = client.post(address, {"chosen": str(number.pk), "reason": "Companies House says Elm"})
        assert answer.status_code == 302
        services.identify(elm, scheme="GB-COH", value="4", by=by, at=at_nine)
        assert Identifier.objects.get().supplier == elm
        event = Event.objects.get(verb="supplier.unidentify")
        assert event.detail_row.data["note"] == "Companies House says Elm"
        assert "It has no register number." in client.get(address).content.decode()

    def test_a_name_that_is_anothers_is_taken_off_and_no_longer_leads_there(self, find, by, at_nine, client_as) -> None:
        (harbour,) = find(Ref("Harbour Services Ltd", trading_name="HSL"))
        assert services.named_or_new("HSL", by=by, at=at_nine) == harbour
        client, address = client_as("priya"), f"{harbour.get_absolute_url()}unname/"
        assert client.post(address, {"reason": "It is another firm"}).status_code == 422
        answer = client.post(address, {"chosen": str(OtherName.objects.get().pk), "reason": "It is another firm"})
        assert answer.status_code == 302
        assert services.named_or_new("HSL", by=by, at=at_nine) != harbour
        assert Event.objects.get(verb="supplier.unname").detail_row.data["note"] == "It is another firm"
        assert "It has no other name." in client.get(address).content.decode()


class TestTwoThatNothingOffers:
    def test_are_put_side_by_side_by_name_and_merged(self, find, by, client_as) -> None:
        meridian, firm = find(Ref("Meridian FM plc"), Ref("Harbour Services Ltd", trading_name="HSL"))
        client = client_as("priya")
        address = f"{meridian.get_absolute_url()}merge/"
        for typed, said in (
            ("Nobody at all", "Check it, or find the entry under Suppliers"),
            ("Meridian FM", "That is this entry itself"),
        ):
            page = client.post(address, {"other": typed})
            assert page.status_code == 422 and said in page.content.decode()
        answer = client.post(address, {"other": "HSL"})
        pair = Pair.objects.get()
        assert (pair.likeness, answer.headers["Location"]) == (Likeness.ASKED, f"/suppliers/duplicates/{pair.pk}/")
        page = client.get(answer.headers["Location"]).content.decode()
        assert "Harbour Services Ltd" in page and "Likeness" not in page
        client.post(answer.headers["Location"], {"keep": "first", "reason": "One firm since May"})
        firm.refresh_from_db()
        assert firm.standing == meridian

    def test_kept_apart_once_are_decided_anew(self, find, by, at_nine, client_as) -> None:
        one, other = find(Ref("Smith Ltd"), Ref("Smith LLP"))
        services.keep_apart(one, other=other, reason="Two firms", by=by, at=at_nine)
        client = client_as("priya")
        here = client.post(f"{one.get_absolute_url()}merge/", {"other": "Smith LLP"}).headers["Location"]
        assert "Decide anew" in client.get(here).content.decode()
        client.post(here, {"keep": "first", "reason": "One after all"})
        other.refresh_from_db()
        assert other.standing == one


class TestThePage:
    def test_leads_nobody_to_acts_that_they_do_not_hold(self, find, by, at_nine, client_as) -> None:
        one, other = find(Ref("Smith Ltd"), Ref("Smith LLP"))
        services.merge(other, into=one, reason="One firm", by=by, at=at_nine)
        for reader, leads in (("priya", True), ("naomi", False)):
            for entry, parts in ((one, ("correct/", "identify/")), (other, ("unmerge/",))):
                page = client_as(reader).get(entry.get_absolute_url()).content.decode()
                for part in parts:
                    assert (f'href="{entry.get_absolute_url()}{part}"' in page) is leads, (reader, part)

    def test_the_whole_timeline_is_a_page_further(self, find, by, at_nine, client_as) -> None:
        (one,) = find(Ref("Smith Ltd"))
        for number in range(25):
            services.correct(one, changes={"place": f"Town {number}"}, reason=f"Move {number}", by=by, at=at_nine)
        client = client_as("naomi")
        page = client.get(one.get_absolute_url()).content.decode()
        assert "Move 24" in page and "Move 1." not in page and "Move 2<" not in page
        older = page[page.index('href="?before=') + 6 :].split('"')[0]
        assert "Move 2" in client.get(one.get_absolute_url() + older).content.decode()


class TestQueue:
    def test_merges_from_the_page_and_goes_on(self, find, client_as) -> None:
        find(Ref("Smith Ltd"), Ref("Smith LLP"))
        client, pair = client_as("priya"), Pair.objects.get()
        assert "Smith LLP" in client.get("/suppliers/duplicates/").content.decode()
        address = f"/suppliers/duplicates/{pair.pk}/"
        assert client.get(address).status_code == 200
        answer = client.post(address, {"keep": "first", "reason": "Same number on both invoices"})
        assert answer.headers["Location"] == "/suppliers/duplicates/"
        pair.second.refresh_from_db()
        assert pair.second.standing_id == pair.first_id
        assert client.get(f"/suppliers/{pair.second_id}/").status_code == 200
        assert client.post(f"/suppliers/{pair.second_id}/unmerge/", {"reason": "Two firms"}).status_code == 302

    def test_keeps_apart_from_the_page(self, find, client_as) -> None:
        find(Ref("Smith Ltd"), Ref("Smith LLP"))
        pair = Pair.objects.get()
        client_as("priya").post(f"/suppliers/duplicates/{pair.pk}/", {"keep": "apart", "reason": "Two firms"})
        pair.refresh_from_db()
        assert pair.verdict == Verdict.APART
