"""What the Hub asks of other hosts, and what it never asks."""

from __future__ import annotations

import http.server
import socket
import ssl
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hub.platform import clock, outside


def resolves_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name mean these addresses, and give the list of names that were asked for."""
    asked: list[str] = []

    def answer(host, port, *more, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(outside.socket, "getaddrinfo", answer)
    return asked


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        ["127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
         "fe80::1%eth0", "fc00::5", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "224.0.0.1", "ff0e::1"],
    )  # fmt: skip
    def test_one_that_is_not_public_is_refused(self, monkeypatch, address):
        resolves_to(monkeypatch, address)
        with pytest.raises(outside.NotAllowed, match="not public"):
            outside.ask("GET", "https://directory.example/")

    @pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
    def test_a_public_one_is_allowed(self, monkeypatch, address):
        resolves_to(monkeypatch, address)
        assert outside.judged("directory.example", 443) == address

    def test_a_single_private_address_among_public_ones_is_enough_to_refuse(self, monkeypatch):
        resolves_to(monkeypatch, "93.184.216.34", "10.0.0.1")
        with pytest.raises(outside.NotAllowed):
            outside.judged("directory.example", 443)

    def test_a_host_that_settings_list_may_be_inside(self, monkeypatch, settings):
        resolves_to(monkeypatch, "10.0.0.1")
        settings.HUB_INTERNAL_HOSTS = ["directory.example"]
        assert outside.judged("directory.example", 443) == "10.0.0.1"
        with pytest.raises(outside.NotAllowed):
            outside.judged("other.example", 443)

    @pytest.mark.parametrize(
        "address", ["http://directory.example/", "ftp://directory.example/", "file:///etc/passwd", "x"]
    )
    def test_anything_but_https_is_refused_before_a_name_is_looked_up(self, monkeypatch, address):
        asked = resolves_to(monkeypatch, "93.184.216.34")
        with pytest.raises(outside.NotAllowed, match="https"):
            outside.ask("GET", address)
        assert asked == []

    def test_plain_http_on_this_machine_needs_the_list_too(self):
        with pytest.raises(outside.NotAllowed, match="https"):
            outside.ask("GET", "http://127.0.0.1:1/")

    def test_an_unknown_name_is_unreachable(self, monkeypatch):
        def unknown(*args, **kwargs):
            raise socket.gaierror("unknown")

        monkeypatch.setattr(outside.socket, "getaddrinfo", unknown)
        with pytest.raises(outside.Unreachable, match="not known"):
            outside.ask("GET", "https://directory.example/")


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers with the host it was asked for, too much, or elsewhere."""

    def do_GET(self) -> None:
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/")
            self.end_headers()
            return
        body = b"x" * 5000 if self.path == "/long" else self.headers["Host"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch, settings):
    """Run a TLS server for ``directory.example`` on this machine and trust its certificate."""
    certificate = certificate_for("directory.example", tmp_path)
    one = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    one.socket = context.wrap_socket(one.socket, server_side=True)
    thread = threading.Thread(target=one.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setattr(outside.requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))
    settings.HUB_INTERNAL_HOSTS = ["directory.example", "other.example"]
    yield one.server_port
    one.shutdown()
    one.server_close()


def certificate_for(name: str, folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    names = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = clock.now()
    made = (
        x509.CertificateBuilder().subject_name(names).issuer_name(names).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


class TestCalls:
    def test_go_to_the_judged_address_with_the_name_in_tls_and_in_the_request(self, server, monkeypatch):
        asked = resolves_to(monkeypatch, "127.0.0.1")
        answer = outside.ask("GET", f"https://directory.example:{server}/")
        assert (answer.status, answer.body) == (200, f"directory.example:{server}".encode())
        assert asked[0] == "directory.example" and "directory.example" not in asked[1:], "the name is looked up once"

    def test_refuse_a_certificate_for_another_name(self, server, monkeypatch):
        resolves_to(monkeypatch, "127.0.0.1")
        with pytest.raises(outside.Unreachable):
            outside.ask("GET", f"https://other.example:{server}/")

    def test_follow_no_redirect(self, server, monkeypatch):
        resolves_to(monkeypatch, "127.0.0.1")
        assert outside.ask("GET", f"https://directory.example:{server}/elsewhere").status == 302

    def test_refuse_a_long_answer(self, server, monkeypatch):
        resolves_to(monkeypatch, "127.0.0.1")
        assert outside.ask("GET", f"https://directory.example:{server}/long", largest=5000).status == 200
        with pytest.raises(outside.Unreachable, match="more than 4,999"):
            outside.ask("GET", f"https://directory.example:{server}/long", largest=4999)
