"""What no client library would send, to the web server as it is started: nothing is a 500, nothing hangs."""

import os
import socket
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from cms.launch import web
from cms.launch.development import BASE_DIR
from tests.databases import cloned, migrated
from tests.launch.conftest import wait_for
from tests.published import factory

# In the database before the server is started: so the mark is for what makes databases alone.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]

HOST = "127.0.0.1"
END = b"Host: localhost\r\nConnection: close\r\n\r\n"
LIST = b"/api/v1/pages/?limit=1"


def asking(target: bytes, headers: bytes = b"", method: bytes = b"GET", body: bytes = b"") -> bytes:
    return b"%b %b HTTP/1.1\r\n%b%b%b" % (method, target, headers, END, body)


# What the web server says by itself, without a word, of what it does not hand on.
OF_THE_SERVER = {400, 414, 431}
# The status that there must be.
REQUESTS = {
    # Raw bytes where only percent-encoded ones may stand, and percent-encoded ones that are no text.
    "UTF-8 in the path": (404, asking("/api/v1/pägés/".encode())),
    "no UTF-8 in the path": (400, asking(b"/api/v1/pages/\xff\xfe/")),
    "UTF-8 in the query": (400, asking("/api/v1/pages/?slug=ä".encode())),
    "no UTF-8 in the query": (400, asking(b"/api/v1/pages/?slug=\xe4")),
    "U+0000 in the path": (400, asking(b"/api/v1/pages/\0/")),
    "U+0000, encoded": (404, asking(b"/api/v1/pages/%00/")),
    "overlong": (404, asking(b"/api/v1/pages/%c0%af/")),
    "a surrogate": (404, asking(b"/api/v1/pages/%ed%a0%80/")),
    "half an encoding": (404, asking(b"/api/v1/pages/%zz/%")),
    "in a sitemap's name": (404, asking(b"/sitemap-%ff%00.xml")),
    # Ways out of the path.
    "dots": (404, asking(b"/api/v1/../../etc/passwd")),
    "slashes": (404, asking(b"//api//v1/pages/")),
    "an encoded slash": (404, asking(b"/api/v1/pages%2F1%2F")),
    "backslashes": (404, asking(b"/api/v1\\pages\\")),
    "a whole address": (200, asking(b"http://evil.example" + LIST)),
    "a fragment": (200, asking(LIST + b"#x")),
    # Sizes.
    "8 KiB of query": (414, asking(b"/api/v1/pages/?slug=" + b"a" * 8192)),
    "70 KB of query": (414, asking(b"/api/v1/pages/?slug=" + b"a" * 70_000)),
    "60 KB of path": (404, asking(b"/api/v1/pages/" + b"a" * 60_000 + b"/")),
    "100 KB of key": (401, asking(LIST, b"Authorization: Bearer " + b"a" * 100_000 + b"\r\n")),
    "1 MB of header": (431, asking(LIST, b"Accept: " + b"a" * 1_000_000 + b"\r\n")),
    "1,000 headers": (431, asking(LIST, b"".join(b"X-%d: 1\r\n" % number for number in range(1000)))),
    "5 KB of method": (405, asking(LIST, method=b"A" * 5000)),
    # Headers.
    "bytes": (401, asking(LIST, b"Authorization: \xff\xfe\r\nIf-None-Match: \xed\xa0\x80\r\n")),
    "U+0000": (400, asking(LIST, b"Accept: a\0b\r\n")),
    "two hosts": (200, asking(LIST, b"Host: evil.example\r\n")),
    "a host that is none": (200, asking(LIST, b"Host: ev il/@\xff\r\n")),
    "a range": (200, asking(LIST, b"Range: bytes=0-1\r\n")),
    "a negative length": (400, asking(LIST, b"Content-Length: -5\r\n")),
    "an absurd length": (400, asking(LIST, b"Content-Length: 99999999999999999999\r\n", b"POST")),
    "two lengths": (
        405,
        asking(LIST, b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"POST", b"0\r\n\r\n"),
    ),
    "a body": (200, asking(LIST, b"Content-Length: 5\r\n", body=b"hello")),
    "a body that breaks off": (405, asking(LIST, b"Transfer-Encoding: chunked\r\n", b"POST", b"zz\r\n\r\n")),
    # Lines.
    "HTTP/0.9": (400, b"GET /api/v1/site/\r\n\r\n"),
    "HTTP/9.9": (400, b"GET /api/v1/site/ HTTP/9.9\r\n" + END),
    "TLS": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200),
    "no line": (400, b"\r\n\r\n\0\0\0\r\n\r\n"),
    "another method": (405, asking(LIST, method=b"PROPFIND")),
    "TRACE": (405, asking(LIST, method=b"TRACE")),
}


@pytest.fixture(scope="module")
def port(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    with django_db_blocker.unblock(), cloned(migrated(), f"hostile_{os.getpid()}"):
        factory.sites()
        name = connection.settings_dict["NAME"]
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        environment = {**os.environ, "DATABASE_URL": address, "WEB_WORKERS": "1"}
        server = subprocess.Popen(web.command(HOST, port), env=environment, cwd=BASE_DIR)
        try:
            wait_for(lambda: is_up(port), 60)
            yield port
        finally:
            server.terminate()
            server.wait(30)


def is_up(port: int) -> bool:
    try:
        return status(answer(port, asking(LIST))) == 200
    except OSError:
        return False


def answer(port: int, raw: bytes) -> bytes:
    """All that comes back. TimeoutError where nothing comes for so long that it is not going to."""
    received = b""
    with socket.create_connection((HOST, port), timeout=20) as connected:
        try:
            connected.sendall(raw)
            while chunk := connected.recv(65536):
                received += chunk
        except ConnectionError:  # refused before all was sent; what was said stands
            pass
    return received


def status(received: bytes) -> int:
    return int(received.split(b" ", 2)[1]) if received.startswith(b"HTTP/1.") else 0


@pytest.mark.parametrize("name", REQUESTS)
def test_it_has_a_clear_answer(port: int, name: str) -> None:
    expected, raw = REQUESTS[name]
    received = answer(port, raw)
    head, _, body = received.partition(b"\r\n\r\n")
    assert status(received) == expected, received[:300]
    if expected >= 400 and (body or expected not in OF_THE_SERVER):
        assert b"application/problem+json" in head
    assert status(answer(port, asking(LIST))) == 200
