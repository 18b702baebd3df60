"""The store in a bucket, against an S3 server of moto over HTTP."""

from __future__ import annotations

import base64
import hashlib
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.stub import Stubber

from hub.bids.sealing.box import Box
from hub.bids.sealing.files import Said, open_file, seal_file
from hub.bids.store.bucket import LONGEST, Bucket
from hub.bids.store.choose import open_store
from hub.bids.store.disk import Disk
from hub.bids.store.pair import Pair
from hub.bids.store.shelf import CannotStore, put

pytestmark = pytest.mark.once

CONTENT = b"sealed bytes"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    started = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    started.start()
    host, port = started.get_host_and_port()
    yield f"http://{host}:{port}"
    started.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Bucket:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "for-a-test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", server)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    name = "bids-" + hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]
    made = open_store(f"s3://{name}/hub/bids")
    assert isinstance(made, Bucket)
    made.client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    return made


def test_keeps_a_part_under_its_digest(bucket: Bucket) -> None:
    assert not bucket.has(DIGEST)
    with pytest.raises(KeyError), bucket.read(DIGEST):
        pass
    assert put(bucket, CONTENT) == put(bucket, CONTENT) == DIGEST
    assert bucket.has(DIGEST) and bucket.fault() == ""
    with bucket.read(DIGEST) as source:
        assert source.read(6) + source.read(100) == CONTENT and source.read(1) == b""
    listed = bucket.client.list_objects_v2(Bucket=bucket.name)["Contents"]
    assert [one["Key"] for one in listed] == [f"hub/bids/segments/{DIGEST[:2]}/{DIGEST}"]


def test_what_was_not_kept_is_not_there(bucket: Bucket) -> None:
    with bucket.draft() as draft:
        draft.write(CONTENT)
    assert list(bucket.digests()) == []
    for name in ("", "../x", DIGEST.upper()):
        with pytest.raises(KeyError):
            bucket.has(name)
    with pytest.raises(CannotStore, match="longer"), bucket.draft() as draft:
        draft.write(bytes(LONGEST + 1))


def test_lists_more_parts_than_one_page_in_order(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    digests = [put(bucket, bytes([number])) for number in range(7)]
    bucket.client.meta.events.register(
        "provide-client-params.s3.ListObjectsV2", lambda params, **rest: {**params, "MaxKeys": 3}
    )
    assert list(bucket.digests()) == sorted(digests)


def test_notes_never_change(bucket: Bucket) -> None:
    bucket.note("receipt-1.json", b"first")
    bucket.note("receipt-1.json", b"first")
    with pytest.raises(ValueError, match="something else"):
        bucket.note("receipt-1.json", b"second")
    assert bucket.read_note("receipt-1.json") == b"first" and list(bucket.notes()) == ["receipt-1.json"]
    with pytest.raises(KeyError):
        bucket.read_note("receipt-2.json")
    with pytest.raises(ValueError, match="name"):
        bucket.note("../x", b"")


def test_the_digest_goes_along_so_that_the_server_can_compare(bucket: Bucket) -> None:
    sent = []
    bucket.client.meta.events.register("before-send.s3.PutObject", lambda request, **rest: sent.append(request.headers))
    put(bucket, CONTENT)
    (headers,) = sent
    assert base64.b64decode(headers["x-amz-checksum-sha256"]).hex() == DIGEST


def test_what_a_server_refuses_is_not_acknowledged(bucket: Bucket) -> None:
    stub = Stubber(bucket.client)
    stub.add_client_error("put_object", "BadDigest")
    with stub, pytest.raises(CannotStore, match="refused: BadDigest"):
        put(bucket, CONTENT)
    assert not bucket.has(DIGEST)


def test_a_bid_is_sealed_to_disk_and_bucket_and_opens_from_the_bucket(bucket: Bucket, tmp_path: Path) -> None:
    disk, key, content = Disk(tmp_path / "bids"), Box.new_key(), b"an answer " * 30_000
    pair = Pair(disk, bucket)
    file, _ = seal_file(io.BytesIO(content), Said("a"), key.recipient, shelf=pair, segment_bytes=2**17)
    parts = [file.descriptor, *file.segments]
    assert pair.copies(parts) == 2 and set(bucket.digests()) == set(disk.digests()) == set(parts)
    target = io.BytesIO()
    open_file(file, key.identity, shelf=bucket, target=target)
    assert target.getvalue() == content


def test_a_bucket_that_is_down_or_gone_stops_nobody_and_follows_later(bucket: Bucket, tmp_path: Path) -> None:
    disk = Disk(tmp_path / "bids")
    nobody = Bucket(bucket.name, endpoint="http://127.0.0.1:9")
    gone = Bucket("no-such-bucket", endpoint=bucket.client.meta.endpoint_url)
    for second in (nobody, gone):
        assert second.fault()
        pair = Pair(disk, second)
        assert put(pair, CONTENT) == DIGEST
        assert pair.copies([DIGEST]) == 1
        pair.note("n", b"x")
        with pytest.raises((CannotStore, KeyError)):
            pair.catch_up()
    assert Pair(disk, bucket).catch_up() == 2
    assert bucket.has(DIGEST) and bucket.read_note("n") == b"x"
