"""Every page on which somebody types keeps it: as they type, when it is discarded, and when the session has ended."""

import re
from html import unescape

import pytest

from hub.platform.testing.clients import SiteClient
from hub.platform.testing.urls import pages
from hub.platform.ui.views import FormPage
from tests.architecture.test_urls import KEY_OF
from tests.architecture.url_samples import SAMPLES, sample_for

WORDS = "Typed and not sent yet"
# Fields that hold free words: a value that fits any of them.
TEXT = re.compile(r'<(?:textarea|input)(?=[^>]*\bname="([a-z_]+)")(?=[^>]*(?:type="text"|rows=))[^>]*>')
NUMERIC = re.compile(r'inputmode="(?:numeric|decimal)"')


def form_pages():
    """Give the pages of the staff site that stand on the base view of forms."""
    found = [page for page in pages("staff") if issubclass(getattr(page.view, "view_class", object), FormPage)]
    return [page for page in found if "(?P" not in page.path]


def text_fields(body):
    """Give the names of the fields of free words in the form that is saved."""
    form = body.split("data-autosave-url", 1)[1].split("</form>", 1)[0]
    return [match[1] for match in TEXT.finditer(form) if not NUMERIC.search(match[0])]


def opened(page, cast, client_as, made):
    """Give somebody who sees the form of this page, its address, and its body; nothing when the act is barred."""
    sample = sample_for(page.path)
    values = {}
    if page.parameters:
        if sample not in made:
            made[sample] = sample(cast)[0] if sample else {}
        values = made[sample]
    if set(page.parameters) - set(values):
        return None
    for key in sorted({KEY_OF[role] for role in page.roles or () if role in KEY_OF}):
        client = client_as(key)
        if client.site != "staff":
            continue
        address = page.filled(**values)
        answer = client.get(address)
        if answer.status_code == 200 and "data-autosave-url" in answer.content.decode():
            return key, address, answer.content.decode()
    return None


@pytest.mark.slow
@pytest.mark.django_db
class TestNothingTypedIsLost:
    def test_on_every_form_page_that_can_be_opened(self, cast, client_as, at_nine):
        made, tried, faults = {}, [], []
        for page in form_pages():
            found = opened(page, cast, client_as, made)
            if found is None or not (names := text_fields(found[2])):
                continue
            tried.append(page.path)
            faults += [f"{page.path}: {fault}" for fault in lost(client_as, *found, names)]
        assert not faults, "\n".join(faults)
        assert len(tried) >= 20, f"Only {len(tried)} pages were tried: {tried}"
        assert {path.split("/")[1] for path in tried} >= {"contracts", "suppliers", "people", "alerts", "settings"}

    def test_every_form_of_these_pages_carries_the_mark_of_its_press(self, cast, client_as, at_nine):
        made = {}
        bare = []
        for page in form_pages():
            if (found := opened(page, cast, client_as, made)) and 'name="_key"' not in found[2]:
                bare.append(page.path)
        assert not bare, f"Without {{% form_keys %}}: {bare}"


def lost(client_as, key, address, body, names):
    """Type, come back, discard, and send after the session has ended; tell what was lost on the way."""
    client = client_as(key)
    typed = dict.fromkeys(names, WORDS)
    save = unescape(re.search(r'data-autosave-url="([^"]+)"', body)[1])
    mark = re.search(r'name="_key" value="([^"]+)"', body)[1]
    said = client.post(save, {**typed, "_key": mark}).content.decode()
    back = client.get(address).content.decode()
    if "Saved " not in said:
        yield f"it does not say that it saved: {said[:200]}"
    if back.count(WORDS) < len(names) or "This is your draft" not in back:
        yield f"typed words are not back ({back.count(WORDS)} of {names})"
    discard = unescape(re.search(r'action="(/drafts/discard/[^"]+)"', back)[1]) if "/drafts/discard/" in back else ""
    gone = client.post(discard) if discard else None
    if gone is None or gone["Location"] != address or WORDS in client.get(address).content.decode():
        yield "a discarded draft is still there"
    stranger = SiteClient("staff")
    asked = stranger.post(address, {**typed, "_key": mark})
    if not asked.get("Location", "").startswith("/sign-in/?next="):
        yield f"an ended session is not asked to sign in: {asked.status_code}"
        return
    held = stranger.sign_in(client_person(client)).get(unquoted(asked["Location"])).content.decode()
    if held.count(WORDS) < len(names):
        yield "what was sent after the session ended is not back"


def unquoted(location):
    from urllib.parse import parse_qs, urlsplit

    return parse_qs(urlsplit(location).query)["next"][0]


def client_person(client):
    from hub.platform.identity.models import Person

    return Person.objects.get(pk=client.session_data()["_auth_user_id"])


assert SAMPLES
