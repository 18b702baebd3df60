"""Views that people save: theirs alone, recorded, and refused with a reason."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from hub.platform.events.models import Event
from hub.platform.registers.models import SavedView
from hub.platform.registers.saved import MOST, save_view
from hub.platform.registers.tests.samples import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine", "samples_site")]


def save(client: Any, name: str = "Stopped", address: str = "status=suspended&sort=-title&page=3") -> Any:
    """Press "Save this view"."""
    return client.post("/samples/views/", {"name": name, "address": address})


class TestSaving:
    def test_it_keeps_filters_order_and_columns_but_not_the_page(self, cast: Any, client_as: Any) -> None:
        make(cast.eca, 8)
        response = save(client_as("aisha"))
        view = SavedView.objects.get()
        assert response["Location"] == f"/samples/?view=s{view.pk}"
        assert view.params == {"status": ["suspended"], "sort": ["-title"]}
        assert view.summary == "Status: Suspended. Sorted by title, last first."

    def test_it_stands_among_the_tabs_with_its_count(self, cast: Any, client_as: Any) -> None:
        make(cast.eca, 8)
        client = client_as("aisha")
        html = unescape(client.get(save(client)["Location"]).content.decode())
        assert 'aria-current="page">Stopped <span class="hub-count">2</span>' in html
        assert 'data-say="2 samples. Sorted by title, last first."' in html
        assert "Saved the view “Stopped”." in html

    def test_it_is_an_act_with_an_event(self, client_as: Any, cast: Any) -> None:
        save(client_as("aisha"))
        event = Event.objects.order_by("-number").first()
        assert (event.verb, event.actor_id) == ("register.save_view", cast.aisha.pk)

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("", "Enter a name for this view."),
            ("   ", "Enter a name for this view."),
            ("x" * 61, "The name of a view must be 60 characters or fewer."),
            ("STOPPED", "You already have a view called “STOPPED”. Enter another name, or remove that one first."),
        ],
    )
    def test_a_name_that_cannot_be_kept_says_why_and_keeps_the_list(
        self, cast: Any, client_as: Any, name: str, said: str
    ) -> None:
        make(cast.eca, 8)
        client = client_as("aisha")
        save(client)
        response = save(client, name=name)
        html = unescape(response.content.decode())
        assert response.status_code == 422
        assert said in html
        assert 'data-say="2 samples.' in html
        assert SavedView.objects.count() == 1

    def test_there_are_not_too_many(self, cast: Any, at_nine: Any) -> None:
        actor = cast.actor("aisha")
        for number in range(MOST):
            save_view(register="sample", name=f"View {number}", params={}, summary="", by=actor, at=at_nine)
        with pytest.raises(Exception, match="You have 20 views of this list"):
            save_view(register="sample", name="One more", params={}, summary="", by=actor, at=at_nine)

    def test_rubbish_in_the_address_is_left_out(self, client_as: Any) -> None:
        response = save(client_as("aisha"), address="status=banana&x=1&q=%00" + "&status=live" * 300)
        assert response.status_code in {302, 422}


class TestOthers:
    def test_nobody_else_sees_or_removes_it(self, client_as: Any) -> None:
        save(client_as("aisha"))
        view = SavedView.objects.get()
        priya = client_as("priya")
        assert "Stopped" not in priya.get("/samples/").content.decode()
        assert "We could not find that view." in unescape(priya.get(f"/samples/?view=s{view.pk}").content.decode())
        assert priya.post(f"/samples/views/{view.pk}/remove/").status_code == 404
        assert SavedView.objects.get().removed_at is None


class TestRemoving:
    def test_its_owner_removes_it_and_may_use_the_name_again(self, client_as: Any, at_nine: Any) -> None:
        client = client_as("aisha")
        save(client)
        view = SavedView.objects.get()
        assert "Remove this view" in client.get(f"/samples/?view=s{view.pk}").content.decode()
        assert client.post(f"/samples/views/{view.pk}/remove/")["Location"] == "/samples/"
        view.refresh_from_db()
        assert view.removed_at == at_nine
        assert "Stopped <span" not in client.get("/samples/").content.decode()
        assert save(client).status_code == 302

    def test_it_cannot_be_removed_by_a_link(self, client_as: Any) -> None:
        client = client_as("aisha")
        save(client)
        assert client.get(f"/samples/views/{SavedView.objects.get().pk}/remove/").status_code == 405
