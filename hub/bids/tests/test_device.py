"""`hub-open` on an opener's own device."""

import json
import stat

import pytest

from hub.bids import device
from hub.bids.sealing import keys, mailboxes
from hub.bids.sealing.box import Box
from hub.bids.sealing.rosters import Opener, Roster


@pytest.fixture
def pairs():
    return [Box.new_key() for _ in range(4)]


@pytest.fixture
def roster(pairs):
    openers = tuple(Opener(f"KEY-{number}", one.recipient) for number, one in enumerate(pairs))
    allowed = tuple((openers[a].id, openers[b].id) for a in range(4) for b in range(a + 1, 4))
    return Roster("T-1", "quotes", openers, allowed)


def openings(roster, *made) -> bytes:
    told = {"v": 1, "kind": "openings", "roster": roster.text().decode(), "mailboxes": [one.decode() for one in made]}
    return json.dumps(told).encode()


class TestCommands:
    def test_make_a_key_that_only_its_owner_can_read(self, tmp_path, capsys) -> None:
        out = tmp_path / "key.txt"
        assert device.main(["new-key", "--out", str(out)]) == 0
        public = capsys.readouterr().out.splitlines()[0]
        assert Box.recipient_of(device.identity_in(out)) == public
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        before = out.read_bytes()
        assert device.main(["new-key", "--out", str(out)]) == 2
        assert out.read_bytes() == before and "there already" in capsys.readouterr().err

    def test_answer_a_question(self, tmp_path, capsys, pairs) -> None:
        asked = keys.challenge(pairs[0].recipient)
        (tmp_path / "q.age").write_bytes(asked.sealed)
        (tmp_path / "k.txt").write_text(f"# made by age-keygen\n{pairs[0].identity}\n")
        assert device.main(["answer", str(tmp_path / "q.age"), "--identity", str(tmp_path / "k.txt")]) == 0
        assert keys.is_answered(asked, capsys.readouterr().out.strip())

    def test_give_the_share_of_every_mailbox(self, roster, pairs) -> None:
        made = [mailboxes.make_mailbox(roster, mailboxes.new_bid_ref()) for _ in range(3)]
        told = json.loads(device.shares(openings(roster, *(one.text() for one in made)), pairs[1].identity))
        other = json.loads(device.shares(openings(roster, *(one.text() for one in made)), pairs[3].identity))
        assert (told["opener"], told["roster"]) == ("KEY-1", roster.digest)
        for one in made:
            given = {each["opener"]: bytes.fromhex(each["shares"][one.bid_ref]) for each in (told, other)}
            assert Box.recipient_of(mailboxes.unlock(one, roster, given)) == one.recipient

    def test_ask_for_the_passphrase_of_a_sealed_identity(self, tmp_path, monkeypatch, pairs) -> None:
        sealed = keys.wrap_identity(pairs[0], "six quite different words for this")
        (tmp_path / "k.age").write_bytes(sealed.wrapped)
        monkeypatch.setattr(device.getpass, "getpass", lambda _ask: "six quite different words for this")
        assert device.identity_in(tmp_path / "k.age") == pairs[0].identity


class TestRefusals:
    @pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"kind":"openings"}', b"\xff", b'{"kind":"shares"}'])
    def test_something_else_than_openings(self, text, pairs) -> None:
        with pytest.raises(device.Wrong, match="no file of openings"):
            device.shares(text, pairs[0].identity)

    def test_a_key_that_is_not_on_the_roster(self, roster) -> None:
        with pytest.raises(device.Wrong, match="not on the roster"):
            device.shares(openings(roster), Box.new_key().identity)

    def test_a_mailbox_of_another_tender(self, roster, pairs) -> None:
        other = Roster("T-2", "quotes", roster.openers, roster.allowed)
        made = mailboxes.make_mailbox(other, mailboxes.new_bid_ref())
        with pytest.raises(device.Fault):
            device.shares(openings(roster, made.text()), pairs[0].identity)

    @pytest.mark.parametrize("content", ["", "# public key: age1x\n", "AGE-SECRET-KEY-1A\nAGE-SECRET-KEY-1B\n"])
    def test_a_file_without_one_secret_key(self, tmp_path, content) -> None:
        (tmp_path / "k.txt").write_text(content)
        with pytest.raises(device.Wrong, match="one is wanted"):
            device.identity_in(tmp_path / "k.txt")

    def test_a_file_that_is_not_there_exits_with_two(self, tmp_path, capsys) -> None:
        assert device.main(["answer", str(tmp_path / "no"), "--identity", str(tmp_path / "no")]) == 2
        assert "hub-open:" in capsys.readouterr().err
