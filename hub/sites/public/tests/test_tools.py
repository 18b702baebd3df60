"""Pages to save, and the digests of the scripts that seal in ours."""

import hashlib

import pytest

from hub.bids.downloads import SCRIPTS, SEAL, VERIFY, download
from hub.sites.public.tests.test_public_site import body, reader

__all__ = ["reader"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def built():
    if download(SEAL) is None:
        pytest.skip("the front end is not built: run ./dev setup-env")


@pytest.mark.parametrize("name", [SEAL, VERIFY])
def test_a_tool_is_saved_as_a_file_whose_digest_the_page_tells(reader, name):
    answer = reader.get(f"/verify/{name}")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert hashlib.sha256(answer.content).hexdigest() in body(reader.get("/verify/"))


def test_the_list_of_scripts_tells_what_is_served(reader, settings):
    told = reader.get("/verify/scripts.json").json()["scripts"]
    assert [one["name"] for one in told] == list(SCRIPTS)
    for one in told:
        assert one["address"].startswith(settings.STATIC_URL)
        served = (settings.STATICFILES_DIRS[0] / one["name"]).read_bytes()
        assert hashlib.sha256(served).hexdigest() == one["sha256"]
        assert one["sha256"] in body(reader.get("/verify/"))
