"""Every member of staff reads every contract of the authority; confidential papers only those who must."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest

from hub.contract.tests import stories
from hub.platform.act_table import Refused
from hub.platform.documents import jobs, services
from hub.platform.documents.models import Document, Version
from hub.platform.documents.services import Paper, Upload
from hub.platform.documents.terms import Audience
from hub.platform.events.models import Event
from hub.platform.search.search import search

TITLE, REASON = "Rates of the winning bid", "Asked by the turquoise team"
# Lead, legal, audit, data protection, and the manager and the owner of this contract.
READERS = ("morag", "daniel", "naomi", "noor", "aisha", "ruth")
OTHERS = ("priya", "tom", "helen", "victor", "gwen", "ahmed", "sam")
ELSEWHERE = ("leo", "harriet", "adaeze", "jo")

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(tell: Any) -> Any:
    return tell(stories.contract_live, manager=tell.cast.aisha)


@pytest.fixture
def paper(contract: Any, cast: Any, at_nine: datetime) -> Document:
    """Give prices of the contract, read for search, with a word that stands nowhere else."""
    upload = Upload("rates.txt", BytesIO(b"The vermilion rate is 12 pounds"))
    told = Paper(title=TITLE, paper_kind="pricing")
    document = services.add(contract, upload=upload, paper=told, by=cast.actor("morag"), at=at_nine)
    Version.objects.update(scan="clean")
    jobs.check_version(None, document.versions.get().pk)
    services.retain(document, retention="deed", reason=REASON, by=cast.actor("morag"), at=at_nine)
    return document


def words_of(client: Any, address: str) -> str:
    return str(client.get(address).content.decode())


class TestWhatIsConfidential:
    """What a new paper is when nobody says."""

    @pytest.mark.parametrize(("kind", "is_secret"), [("pricing", True), ("legal", True), ("minutes", False)])
    def test_is_decided_by_its_kind(
        self, contract: Any, cast: Any, at_nine: datetime, kind: str, is_secret: bool
    ) -> None:
        made = services.add(
            contract,
            upload=Upload("a.txt", BytesIO(b"a")),
            paper=Paper(title="A", paper_kind=kind),
            by=cast.actor("morag"),
            at=at_nine,
        )
        assert (made.is_confidential, made.audience, made.retention) == (is_secret, Audience.INTERNAL, "contract")

    def test_is_every_paper_of_a_contract_that_is_marked_so(self, tell: Any, client_as: Any) -> None:
        marked = tell(stories.contract_live, has_confidential_papers=True, manager=tell.cast.aisha)
        data = {"file": BytesIO(b"Minutes"), "title": "Minutes", "paper_kind": "minutes", "audience": "internal"}
        data["file"].name = "minutes.txt"
        client_as("aisha").post(f"/documents/add/contract.contract/{marked.pk}/", data)
        assert Document.objects.get().is_confidential is True

    @pytest.mark.parametrize(("answer", "is_secret"), [("usual", True), ("", True), ("yes", True), ("no", False)])
    def test_is_what_the_person_says_where_they_say_it(
        self, contract: Any, client_as: Any, answer: str, is_secret: bool
    ) -> None:
        file = BytesIO(b"Prices")
        file.name = "prices.txt"
        data = {"file": file, "title": "P", "paper_kind": "pricing", "audience": "internal", "confidential": answer}
        client_as("aisha").post(f"/documents/add/contract.contract/{contract.pk}/", data)
        assert Document.objects.get().is_confidential is is_secret

    def test_prices_for_everyone_are_refused_unless_somebody_says_that_they_are_not_confidential(
        self, contract: Any, cast: Any, at_nine: datetime
    ) -> None:
        told = Paper(title="Prices", paper_kind="pricing", audience=Audience.PUBLIC)
        with pytest.raises(Refused, match="confidential"):
            services.add(
                contract, upload=Upload("p.txt", BytesIO(b"p")), paper=told, by=cast.actor("morag"), at=at_nine
            )


class TestWhoReadsIt:
    """Reading, finding and hearing of it."""

    @pytest.mark.parametrize("who", READERS)
    def test_those_who_must_read_and_find_it(
        self, paper: Document, contract: Any, cast: Any, client_as: Any, who: str
    ) -> None:
        client = client_as(who)
        assert TITLE in words_of(client, f"{contract.get_absolute_url()}documents/")
        assert client.get(paper.get_absolute_url()).status_code == 200
        assert client.get(f"{paper.get_absolute_url()}1/").status_code == 200
        assert search("vermilion", actor=cast.actor(who)).total == 1
        assert REASON in words_of(client, f"{contract.get_absolute_url()}timeline/")

    @pytest.mark.parametrize("who", OTHERS)
    def test_other_staff_read_the_contract_and_learn_nothing_of_the_paper(
        self, paper: Document, contract: Any, cast: Any, client_as: Any, who: str
    ) -> None:
        client = client_as(who)
        record = contract.get_absolute_url()
        assert client.get(record).status_code == 200
        for address in (record, f"{record}documents/", f"{record}timeline/", "/activity/", "/search/?q=vermilion"):
            said = words_of(client, address)
            assert TITLE not in said and REASON not in said and "rates.txt" not in said, address
        assert client.get(paper.get_absolute_url()).status_code == 404
        assert client.get(f"{paper.get_absolute_url()}1/").status_code == 404
        for word in ("vermilion", "rates of the winning"):
            assert search(word, actor=cast.actor(who)).total == 0
        for kind in ("csv", "json"):
            answer = client.get(f"/contracts/export.{kind}")
            assert answer.status_code == 200 and TITLE not in b"".join(answer.streaming_content).decode()

    @pytest.mark.parametrize("who", ELSEWHERE)
    def test_others_get_what_a_missing_page_gives(self, paper: Document, client_as: Any, who: str) -> None:
        client = client_as(who)
        for path in ("", "1/", "retain/"):
            assert client.get(f"{paper.get_absolute_url()}{path}").status_code == 404
            assert client.get(f"/documents/{'0' * 32}/{path}").status_code == 404

    def test_the_timeline_says_that_something_was_done_and_by_whom(
        self, paper: Document, contract: Any, client_as: Any
    ) -> None:
        said = words_of(client_as("tom"), f"{contract.get_absolute_url()}timeline/")
        assert "Added a document" in said and "Morag Lennox" in said
        assert "A confidential paper" in words_of(client_as("tom"), "/activity/")

    def test_opening_it_is_an_event_that_names_the_reader(self, paper: Document, client_as: Any, cast: Any) -> None:
        before = Event.objects.count()
        client_as("aisha").get(f"{paper.get_absolute_url()}1/")
        event = Event.objects.order_by("number").last()
        assert event is not None and Event.objects.count() == before + 1
        assert (event.verb, event.actor_id, event.subject_id) == ("document.open", cast.aisha.pk, paper.pk)

    def test_a_manager_who_hands_the_contract_over_reads_it_no_longer(
        self, paper: Document, contract: Any, cast: Any, at_nine: datetime, client_as: Any
    ) -> None:
        from hub.contract import services as contract_services
        from hub.contract.terms import Duty

        contract_services.transfer(
            contract, duty=Duty.MANAGER, to=cast.tom, reason="Moves on", by=cast.actor("morag"), at=at_nine
        )
        assert client_as("aisha").get(paper.get_absolute_url()).status_code == 404
        assert search("vermilion", actor=cast.actor("aisha")).total == 0
