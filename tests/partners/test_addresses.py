"""Where a webhook may lead, and that a connection goes to the address that was looked at."""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.partners import addresses, sending
from cms.partners.addresses import Malformed, NotFound, NotPublic, is_public, target
from cms.partners.models import Failure
from cms.partners.sending import Receiver

PRIVATE = (
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "224.0.0.1", "233.252.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.0.0.1", "::1", "::", "fe80::1", "fc00::1",
    "fd12:3456::1", "ff02::1", "ff0e::1", "fec0::1", "2001:db8::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b:1::808:808", "::7f00:1", "::808:808", "2002:7f00:1::", "2002:a00:1::",
    "2001:0:808:808::1",
)  # fmt: skip
PUBLIC = ("93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808")


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_of_the_public_internet_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_of_the_public_internet_is_not(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "2130706433", "0x7f.1", "017700000001", "[::1]".strip("[]")]
)
def test_however_it_is_spelled_this_machine_is_refused(host: str) -> None:
    with pytest.raises(NotPublic):
        addresses.addresses(host, 443)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https:///path",
        "https://user:pass@example.org/",
        "https://user@example.org/",
        "https://example.org:99999/",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_address_for_messages_is_refused(url: str) -> None:
    with pytest.raises(Malformed):
        target(url)


def test_a_path_is_sent_as_it_was_written_and_what_is_not_ascii_encoded() -> None:
    found = target("https://example.org/a%20b/ü?q=1&x=ä#part")
    assert (found.host, found.port, found.path) == ("example.org", 443, "/a%20b/%C3%BC?q=1&x=%C3%A4")


def leading(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    """Let every name lead there."""
    listed = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in found]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: listed)


def test_a_name_that_leads_inside_by_one_of_its_addresses_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    leading(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(NotPublic):
        addresses.addresses("example.org", 443)


def test_a_name_that_leads_inside_by_now_is_refused_when_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    leading(monkeypatch, "127.0.0.1")
    result = Receiver("https://example.org/").send(b"{}", {})
    assert (result.failure, result.status) == (Failure.ADDRESS, None)


def test_a_name_that_cannot_be_is_not_found() -> None:
    with pytest.raises(NotFound):
        addresses.addresses("a" * 70 + ".example.org", 443)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """For the name receiver.example, and trusted by nobody but who is told."""
    import subprocess  # noqa: PLC0415

    made = tmp_path / "receiver.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-days", "2", "-subj", "/CN=receiver.example", "-addext", "subjectAltName=DNS:receiver.example",
         "-keyout", str(made), "-out", str(tmp_path / "cert.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    made.write_text(made.read_text() + (tmp_path / "cert.pem").read_text())
    return made


@pytest.fixture
def served(certificate: Path) -> Iterator[tuple[int, list[str | None], list[bytes]]]:
    """A TLS server on this machine: its port, the names that it was asked for, what it was sent."""
    names: list[str | None] = []
    requests: list[bytes] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _, name, __: names.append(name)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    line, _ = server.accept()
                    with context.wrap_socket(line, server_side=True) as one:
                        said = b""
                        # To the end of the body: whoever closes before that takes the answer back.
                        while not said.endswith(b"{}"):
                            said += one.recv(65536) or b"{}"
                        requests.append(said)
                        one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                except OSError:
                    if server.fileno() == -1:
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], names, requests
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_it_goes_to_the_address_that_was_looked_at_and_tls_verifies_the_name(
    served: tuple[int, list[str | None], list[bytes]],
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    settings.WEBHOOK_ALLOW_PRIVATE = True
    port, names, requests = served
    looked_up: list[str] = []

    def look_up(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr(sending, "addresses", look_up)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    good = Receiver(f"https://receiver.example:{port}/x").send(b"{}", {"webhook-id": "1"})
    assert (good.status, good.failure, good.detail) == (200, "", "")
    assert names == ["receiver.example"]
    assert requests[0].startswith(b"POST /x HTTP/1.1\r\n")
    assert f"Host: receiver.example:{port}".encode() in requests[0]
    other = Receiver(f"https://other.example:{port}/").send(b"{}", {})
    assert (other.status, other.failure) == (None, Failure.TLS)
    monkeypatch.delenv("SSL_CERT_FILE")
    untrusted = Receiver(f"https://receiver.example:{port}/").send(b"{}", {})
    assert (untrusted.status, untrusted.failure) == (None, Failure.TLS)
    assert looked_up == ["receiver.example", "other.example", "receiver.example"]
    assert len(requests) == 1


SLOW: dict[bytes, tuple[int | None, str]] = {
    b"": (None, Failure.TIMEOUT),
    b"HTTP/1.1 ": (None, Failure.TIMEOUT),
    # It has said that it has taken it.
    b"HTTP/1.1 200 OK\r\nX-Slow: ": (200, ""),
    b"nonsense\r\n\r\n": (None, Failure.CONNECTION),
}


@pytest.mark.parametrize("said", SLOW)
def test_a_receiver_that_never_ends_its_answer_is_left_in_time(
    said: bytes, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WEBHOOK_ALLOW_PRIVATE = True
    monkeypatch.setattr(sending, "TOTAL_SECONDS", 1.0)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            line, _ = server.accept()
            with line:
                line.recv(65536)
                line.sendall(said)
                while not over.wait(0.05):
                    try:
                        line.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        result = Receiver(f"http://127.0.0.1:{server.getsockname()[1]}/").send(b"{}", {})
        over.set()
        thread.join()
    assert (result.status, result.failure) == SLOW[said]
    assert result.seconds < 5
