"""The pages of risk screens: the register, the sheet, the record, and what was asked for."""

import pytest

from hub.contract.tests import stories as contracts
from hub.platform.registers.testing import RegisterContract
from hub.procurement.appraisal.tests.stories import case_begun
from hub.risk.models import Screen
from hub.risk.register import ScreenRegister
from hub.risk.terms import Topic
from hub.risk.tests import stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]


@pytest.fixture
def case(cast, at_nine):
    return case_begun(authority=cast.eca, by=cast.actor("priya"), at=at_nine)


def typed(record, topic, at, *yes):
    given = stories.answers(record, topic, at=at, yes=yes)
    return {f"answer_{code.replace('.', '-')}": value for code, value in given.items()}


class TestRegister(RegisterContract):
    register = ScreenRegister
    address = "/risk/screens/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, cast, shipped, case, at_nine):
        by = cast.actor("priya")
        return [
            stories.screened(case, topic, reviewer=cast.noor, by=by, at=at_nine)
            for topic in (Topic.DATA, Topic.FRAUD, Topic.SLAVERY)
        ]


class TestSheet:
    def test_is_answered_reviewed_and_answered_again(self, cast, case, client_as, at_nine):
        priya, noor = client_as("priya"), client_as("noor")
        page = f"/risk/answer/procurement/{case.reference}/data/"
        assert "Will the supplier handle personal data?" in priya.get(page).content.decode()
        sent = {**typed(case, Topic.DATA, at_nine, "personal", "special"), "reviewer": cast.noor.pk}
        sent["note_data-personal"] = "Names of readers"
        assert priya.post(page, sent).status_code == 302
        one = Screen.objects.get()
        home = one.get_absolute_url()
        shown = noor.get(home).content.decode()
        assert "Carry out a data protection impact assessment" in shown and "Names of readers" in shown
        assert noor.post(f"{home}review/", {"comment": "See DP-3"}).status_code == 302
        asked = one.asks.get(code="data.dpia")
        assert priya.post(f"{home}asks/{asked.pk}/", {"done_on": "2026-11-20", "result": "DP-3"}).status_code == 302
        one.refresh_from_db()
        again = {**typed(case, Topic.DATA, at_nine), "reviewer": cast.noor.pk, "version": one.version}
        assert priya.post(f"{home}screen-again/", again).status_code == 302
        one.refresh_from_db()
        assert (one.level, one.status, one.open_asks) == ("low", "screened", 0)

    def test_asks_for_what_is_left_out_at_the_question(self, cast, case, client_as, at_nine):
        sent = {**typed(case, Topic.FRAUD, at_nine), "reviewer": cast.noor.pk}
        del sent["answer_fraud-few"]
        answer = client_as("priya").post(f"/risk/answer/procurement/{case.reference}/fraud/", sent)
        assert answer.status_code == 422
        assert "Answer the question: Do one or two people specify" in answer.content.decode()

    @pytest.mark.parametrize("path", ["procurement/{ref}/weather", "contract/{ref}/data", "tender/{ref}/data"])
    def test_of_nothing_is_missing(self, path, case, client_as):
        assert client_as("priya").get(f"/risk/answer/{path.format(ref=case.reference)}/").status_code == 404

    def test_of_another_authority_is_missing(self, cast, case, client_as, at_nine):
        one = stories.screened(case, Topic.DATA, reviewer=cast.noor, by=cast.actor("priya"), at=at_nine)
        client = client_as("jo")
        assert client.get(f"/risk/answer/procurement/{case.reference}/data/").status_code == 404
        assert client.get(one.get_absolute_url()).status_code == 404

    def test_is_offered_on_cases_and_contracts(self, cast, case, client_as, at_nine):
        contract = contracts.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        client = client_as("priya")
        page = client.get(f"{case.get_absolute_url()}linked/").content.decode()
        assert f"/risk/answer/procurement/{case.reference}/fraud/" in page
        assert client.get(f"/risk/answer/contract/{contract.address}/external/").status_code == 200
