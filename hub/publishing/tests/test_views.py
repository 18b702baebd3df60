"""The pages of the people who publish."""

import pytest

from hub.platform.registers.testing import RegisterContract
from hub.publishing import services
from hub.publishing.models import Publication, PublishedContract, Redaction
from hub.publishing.register import RedactionRegister
from hub.publishing.tests.test_redacting import withhold

pytestmark = pytest.mark.django_db
FORM = {"field": "value_ex_vat", "ground": "commercial", "reason": "Asked", "review_on": "2027-05-01"}


class TestPublishing:
    def test_the_register_of_sets_puts_late_ones_first_and_says_which_are_not_here(self, client_as, home):
        page = client_as("morag").get("/publications/").content.decode()
        assert page.index("Contracts over £5,000") < page.index("Payments over £500")
        assert "Late" in page and "Not in the Hub yet" in page

    def test_the_publisher_reads_the_checks_and_lets_a_run_out(self, client_as, live, follow):
        follow()
        client = client_as("morag")
        page = client.get("/publications/contracts_register/publish/").content.decode()
        assert "1 row will be in it." in page and "Review date is empty in 1 row." in page
        answer = client.post("/publications/contracts_register/publish/", {})
        assert answer["Location"] == "/publications/contracts_register/"
        assert Publication.objects.get().rows_count == 1
        assert "Publish" in client.get("/publications/contracts_register/").content.decode()

    def test_a_set_that_is_not_here_yet_says_why_it_cannot_be_published(self, client_as, home):
        answer = client_as("morag").post("/publications/procurement_card/publish/", {})
        assert answer.status_code == 422 and "not in the Hub yet" in answer.content.decode()

    def test_a_run_is_taken_back_with_ground_and_reason(self, cast, client_as, live, follow, at_nine):
        follow()
        run = services.publish_dataset("contracts_register", authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        address = f"/publications/runs/{run.pk}/withdraw/"
        assert client_as("priya").get(address).status_code == 404
        assert client_as("morag").post(address, {"ground": "", "reason": ""}).status_code == 422
        assert client_as("morag").post(address, {"ground": "wrong", "reason": "Wrong day"}).status_code == 302
        run.refresh_from_db()
        assert (run.status, run.ground, run.reason) == ("withdrawn", "wrong", "Wrong day")

    @pytest.mark.parametrize("address", ["nothing/", "nothing/publish/", "runs/999/withdraw/", "runs/x/withdraw/"])
    def test_what_is_not_there_is_missing(self, client_as, home, address):
        assert client_as("morag").get(f"/publications/{address}").status_code == 404


class TestWithholding:
    def test_legal_withholds_a_fact_from_the_contracts_page_and_shows_it_again(self, client_as, live, follow):
        follow()
        client = client_as("daniel")
        contract = client.get(f"/contracts/{live.reference}/linked/").content.decode()
        assert f"/redactions/new/{live.reference}/" in contract and "On the public register since" in contract
        answer = client.post(f"/redactions/new/{live.reference}/", FORM)
        row = Redaction.objects.get()
        assert answer["Location"] == f"/redactions/{row.pk}/"
        assert PublishedContract.objects.get().value_ex_vat is None
        assert "Sensitive commercial information" in client.get(answer["Location"]).content.decode()
        client.post(f"/redactions/{row.pk}/unredact/", {"reason": "Over"})
        assert PublishedContract.objects.get().value_ex_vat == live.value_ex_vat

    def test_what_is_missing_is_asked_for(self, client_as, live, follow):
        answer = client_as("daniel").post(f"/redactions/new/{live.reference}/", {})
        assert answer.status_code == 422 and not Redaction.objects.exists()

    @pytest.mark.parametrize("key", ["aisha", "priya", "naomi"])
    def test_others_are_not_offered_it(self, client_as, live, follow, key):
        client = client_as(key)
        assert "/redactions/new/" not in client.get(f"/contracts/{live.reference}/linked/").content.decode()
        assert client.post(f"/redactions/new/{live.reference}/", FORM).status_code == 404

    def test_another_authoritys_contract_and_redaction_are_missing(
        self, cast, client_as, elsewhere, live, follow, at_nine
    ):
        row = withhold(live, cast.actor("daniel"), at_nine)
        assert client_as("daniel").get(f"/redactions/new/{elsewhere.reference}/").status_code == 404
        assert client_as("harriet").get(f"/redactions/{row.pk}/").status_code == 404


class TestRedactionRegister(RegisterContract):
    register = RedactionRegister
    address = "/redactions/"
    reader = "morag"
    stranger = "harriet"

    @pytest.fixture
    def rows(self, cast, live, follow, at_nine):
        return [withhold(live, cast.actor("daniel"), at_nine, field=f) for f in ("title", "lots", "suppliers")]

    def test_a_stranger_sees_no_row_on_the_page_and_in_no_file(self, rows, client_as) -> None:
        """Only publishers and legal read what is withheld; at another authority nobody of these is among the cast."""
        for address in (self.address, f"{self.address}export.csv", rows[0].get_absolute_url()):
            assert client_as("harriet").get(address).status_code == 404
