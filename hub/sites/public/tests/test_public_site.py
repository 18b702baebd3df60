"""The public site: what anybody finds without signing in, and that nothing else is there."""

import csv
import io
import json

import pytest

from hub.contract import services as contracts
from hub.contract.terms import WithdrawalGround
from hub.contract.tests import stories
from hub.platform.events import checkpoints, signing
from hub.platform.events.subscribers import REGISTRY, catch_up
from hub.publishing import selectors, services
from hub.supplier import services as suppliers

pytestmark = pytest.mark.django_db
PAGES = (
    "/", "/search/", "/search/?q=grounds", "/contracts/", "/suppliers/", "/data/", "/data/contracts_register/",
    "/verify/", "/status/", "/help/", "/accessibility/", "/privacy/", "/cookies/", "/contact/",
)  # fmt: skip


@pytest.fixture
def home(settings, tmp_path, cast, shipped):
    settings.HUB_HOME = tmp_path


@pytest.fixture
def reader(client_as):
    return client_as(None, site="public")


@pytest.fixture
def story(cast, at_nine, home):
    """Tell of three contracts with Meridian under two names, one of another authority, and a draft; then publish."""
    by = cast.actor("morag")
    grounds = stories.contract_live(authority=cast.eca, by=by, at=at_nine)
    other = suppliers.add(name="Meridian Facilities Mgt", by=by, at=at_nine)
    kitchens = stories.contract_live(authority=cast.eca, by=by, at=at_nine, supplier=other, title="School kitchens")
    suppliers.merge(other, into=stories.meridian(by=by, at=at_nine), reason="Same number", by=by, at=at_nine)
    boilers = stories.contract_live(
        authority=cast.wdc, by=cast.actor("harriet"), at=at_nine, title="Leisure centre boilers"
    )
    stories.contract_draft(authority=cast.eca, by=by, at=at_nine, title="Secret plans for the harbour")
    follow()
    return {"grounds": grounds, "kitchens": kitchens, "boilers": boilers, "other": other}


def follow():
    catch_up(REGISTRY[selectors.SUBSCRIBER])


def body(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(body(answer))))


class TestTheJournalist:
    def test_finds_every_contract_with_a_supplier_under_any_of_its_names_and_takes_them_away(self, reader, story):
        number = stories.meridian(by=None, at=None).pk
        page = body(reader.get("/search/?q=meridian"))
        assert "3 contracts with “meridian”" in page
        assert "also known as" in page and "Meridian Facilities Mgt" in page and f"/suppliers/{number}/" in page
        supplier = body(reader.get(f"/suppliers/{number}/"))
        for contract in ("grounds", "kitchens", "boilers"):
            assert story[contract].reference in supplier
        assert f"/suppliers/{number}/export.csv" in supplier
        taken = rows_of(reader.get(f"/suppliers/{number}/export.csv"))
        assert {row["Reference"] for row in taken} == {story[c].reference for c in ("grounds", "kitchens", "boilers")}

    def test_is_led_from_a_merged_supplier_to_the_one_that_stands_for_it(self, reader, story):
        answer = reader.get(f"/suppliers/{story['other'].pk}/")
        assert answer["Location"] == f"/suppliers/{stories.meridian(by=None, at=None).pk}/"

    def test_finds_it_by_the_old_name_and_with_a_slip_of_the_key(self, reader, story):
        assert "School kitchens" in body(reader.get("/search/?q=facilities+mgt"))
        assert "Did you mean" in body(reader.get("/search/?q=meridain"))

    def test_takes_away_exactly_what_is_on_show(self, reader, story):
        address = "/contracts/{}?department=Place&authority=" + str(story["boilers"].authority_id)
        assert "1 contract" in body(reader.get(address.format("")))
        assert [row["Title"] for row in rows_of(reader.get(address.format("export.csv")))] == ["Leisure centre boilers"]
        taken = json.loads(body(reader.get(address.format("export.json"))))
        assert taken["licence"] == "Open Government Licence v3.0" and taken["data_as_at"].startswith("2026-11-23")
        assert [row["title"] for row in taken["rows"]] == ["Leisure centre boilers"]
        packed = reader.get(f"/data/ocds/contracts.json?authority={story['boilers'].authority_id}")
        package = json.loads(body(packed))
        assert [made["contracts"][0]["id"] for made in package["releases"]] == [story["boilers"].reference]

    def test_quotes_an_address_that_stays(self, reader, story, cast, at_nine):
        address = f"/contracts/{story['grounds'].reference}/"
        page = body(reader.get(address))
        assert f"http://public.test{address}" in page and "data as at 9:00am, Monday 23 November 2026" in page
        contracts.withdraw(
            story["grounds"], ground=WithdrawalGround.DUPLICATE, reason="Tom erred", by=cast.actor("morag"), at=at_nine
        )
        follow()
        page = body(reader.get(address))
        assert "It is entered twice" in page and "Tom erred" not in page and "Grounds maintenance" not in page


class TestNothingElse:
    def test_a_draft_is_on_no_page_and_in_no_file(self, reader, story):
        files = ["/contracts/export.csv", "/contracts/export.json", "/data/ocds/contracts.json",
                 "/data/contracts_register/now.json", "/suppliers/export.csv"]  # fmt: skip
        for address in (*PAGES, "/search/?q=secret", "/search/?q=harbour", "/contracts/?q=harbour", *files):
            text = body(reader.get(address))
            assert "Secret plans" not in text and "harbour’" not in text, address
        assert "No contracts with" in body(reader.get("/search/?q=harbour"))

    def test_a_drafts_address_is_missing(self, reader, story, cast, at_nine):
        draft = stories.contract_draft(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        follow()
        assert reader.get(f"/contracts/{draft.reference}/").status_code == 404
        assert reader.get(f"/contracts/{draft.reference}/ocds.json").status_code == 404

    def test_no_person_is_named(self, reader, story, cast):
        addresses = [*PAGES, *(f"/contracts/{story[one].reference}/" for one in ("grounds", "kitchens", "boilers"))]
        text = "".join(body(reader.get(address)) for address in addresses)
        assert [person.name for person in cast.people.values() if person.name in text] == []

    @pytest.mark.parametrize(
        "address",
        ["/contracts/x/", "/suppliers/999999999/", "/suppliers/99999999999999999999999/", "/data/nothing/",
         "/data/expenditure_over_500/now.json", "/data/contracts_register/99999999999999999999.csv"],
    )  # fmt: skip
    def test_what_is_not_there_is_missing(self, reader, home, address):
        assert reader.get(address).status_code == 404

    @pytest.mark.parametrize("query", ["%00", "a" * 500, "'%22)(*", "%F0%9F%90%A2", "OR+AND+NOT", "+++"])
    def test_strange_words_are_searched_for_without_a_fault(self, reader, story, query):
        assert reader.get(f"/search/?q={query}").status_code == 200


class TestCaches:
    @pytest.mark.parametrize("address", PAGES)
    def test_no_page_sets_a_cookie_or_starts_a_session(self, reader, story, address):
        from django.contrib.sessions.models import Session

        answer = reader.get(address)
        assert answer.status_code == 200 and not answer.cookies
        assert not Session.objects.exists()
        assert "csrf" not in body(answer)

    def test_pages_may_be_kept_for_a_minute_and_files_read_from_anywhere(self, reader, story):
        assert reader.get("/contracts/")["Cache-Control"] == "public, max-age=60"
        for address in ("/contracts/export.csv", "/data/ocds/contracts.json", "/.well-known/procurement-hub-key"):
            answer = reader.get(address)
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert "Access-Control-Allow-Credentials" not in answer
        assert "Access-Control-Allow-Origin" not in reader.get("/contracts/")

    @pytest.mark.parametrize("address", ["/", "/contracts/", "/data/", "/verify/"])
    def test_nothing_can_be_sent(self, reader, story, address):
        assert reader.post(address).status_code in (403, 405)


class TestFrontPage:
    def test_it_has_three_dated_numbers_that_open_their_records(self, reader, story):
        page = body(reader.get("/"))
        assert "As at 9:00am, Monday 23 November 2026" in page
        for words in ("Contracts in force", "£2.7 million", "Suppliers"):
            assert words in page

    def test_the_menu_holds_only_what_works(self, reader, story):
        page = body(reader.get("/"))
        assert 'href="/contracts/"' in page and 'href="/data/"' in page
        assert 'href="/plans/"' in page and 'href="/spending/"' not in page


class TestWithheld:
    def test_the_page_says_which_section_why_and_when_it_is_looked_at_again(self, reader, story, cast, at_nine):
        from datetime import date

        services.redact(
            story["grounds"], field="value_ex_vat", ground="commercial", reason="Asked", review_on=date(2027, 5, 1),
            by=cast.actor("daniel"), at=at_nine,
        )  # fmt: skip
        page = body(reader.get(f"/contracts/{story['grounds'].reference}/"))
        assert "Value, ex VAT withheld." in page and "section 94" in page and "1 May 2027" in page
        assert "£900,000" not in page and "Asked" not in page


class TestData:
    def test_a_set_names_fields_owner_gaps_and_hands_out_its_runs(self, reader, story, cast, at_nine):
        run = services.publish_dataset("contracts_register", authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        page = body(reader.get("/data/contracts_register/"))
        for words in ("Publisher", "Transparency Code 2015", run.sha256, "Review date: empty in"):
            assert words in page
        answer = reader.get(f"/data/contracts_register/{run.pk}.csv")
        assert len(rows_of(answer)) == run.rows_count == 2
        services.withdraw(run, ground="wrong", reason="x", by=cast.actor("morag"), at=at_nine)
        assert reader.get(f"/data/contracts_register/{run.pk}.csv").status_code == 404
        assert "Withdrawn: it held a mistake" in body(reader.get("/data/contracts_register/"))

    def test_a_late_set_says_so(self, reader, home, at_nine):
        assert "was due by 31 October 2026" in body(reader.get("/data/contracts_register/"))


class TestVerify:
    @pytest.fixture
    def made(self, story, at_nine):
        return checkpoints.make(at=at_nine)

    def ask(self, reader, text, signature):
        return body(reader.get("/verify/", {"checkpoint": text, "signature": signature}))

    def test_a_checkpoint_of_ours_agrees(self, reader, made):
        assert "It agrees." in self.ask(reader, made.text, made.signature)
        assert "It agrees." in self.ask(reader, made.text.replace("\n", "\r\n"), made.signature)

    @pytest.mark.parametrize("change", [("procurement", "procurment"), ("events\n", "events\n9"), ("2026", "2025")])
    def test_a_changed_one_does_not(self, reader, made, change):
        assert "It does not agree." in self.ask(reader, made.text.replace(*change), made.signature)

    def test_one_that_we_signed_but_whose_log_is_gone_does_not(self, reader, made):
        other = signing.sign_checkpoint(made.size + 5, made.root, at=made.at, leaves=())
        assert "no checkpoint of that size" in self.ask(reader, other.text, other.signature)

    def test_one_that_a_replaced_key_signed_still_agrees(self, own_keys, reader, made, at_nine):
        link = signing.rotate(size=made.size, at=at_nine)
        assert "It agrees." in self.ask(reader, made.text, made.signature)
        told = reader.get("/.well-known/procurement-hub-key").json()
        assert told["public_key"] == link.new and told["replaced"][0]["text"] == link.text

    def test_the_key_is_where_programs_look(self, reader, made):
        assert reader.get("/.well-known/procurement-hub-key").json()["public_key"] == made.public_key
        assert reader.get("/verify/checkpoints.json").json()["checkpoints"][0]["text"] == made.text


class TestStatus:
    def test_it_says_how_far_the_public_tables_have_followed(self, reader, story, cast, at_nine):
        assert "Nothing waits" in body(reader.get("/status/"))
        stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine, title="New")
        assert "events wait" in body(reader.get("/status/"))
