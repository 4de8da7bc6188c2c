"""One message to one receiver, within bounds of time and size, at an address that was looked at before.

The standard library's client: it follows no redirect, knows no proxy, unpacks nothing, and its `connect` is
the one place to say where it goes (docs/decisions/0048).
"""

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse, RemoteDisconnected
from threading import Timer
from typing import Final

from cms.partners.addresses import Malformed, NotFound, NotPublic, Target, addresses, target
from cms.partners.models import ANSWER_BYTES, Failure

CONNECT_SECONDS: Final = 5
# From the first byte to the last, however slowly they drip.
TOTAL_SECONDS: Final = 15
MOST_ADDRESSES: Final = 3
FIXED: Final = {"Content-Type": "application/json", "User-Agent": "Dateline-Webhooks", "Accept": "*/*"}


@dataclass(frozen=True)
class Result:
    """What has become of an attempt. `status`: None without an answer. `wait`: seconds that it asks for."""

    status: int | None = None
    answer: str = ""
    failure: str = ""
    detail: str = ""
    seconds: float = 0.0
    wait: int | None = None

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Pinned(HTTPConnection):
    """Goes to addresses that were looked at, wherever the name leads by now. TLS still verifies the name."""

    def __init__(self, to: Target, allowed: list[str]) -> None:
        super().__init__(to.host, to.port, timeout=TOTAL_SECONDS)
        self.default_port = 443 if to.tls else 80  # so that `Host` names no port that goes without saying
        self.allowed = allowed[:MOST_ADDRESSES]
        self.tls = ssl.create_default_context() if to.tls else None
        self.was_cut = False
        # Not `sock`, which a connection forgets once it has given it to the answer that ends it.
        self.line: socket.socket | None = None

    def connect(self) -> None:
        found: OSError | None = None
        for address in self.allowed:
            try:
                line = socket.create_connection((address, self.port), CONNECT_SECONDS)
                break
            except OSError as error:
                found = error
        else:
            raise found or OSError("no address")
        # Headers and body are two writes, and without this the second waits for the first one's receipt.
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.settimeout(TOTAL_SECONDS)
        self.sock = self.line = line
        if self.tls:
            wrapped = self.tls.wrap_socket(line, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self.line = wrapped
            wrapped.do_handshake()
        if self.was_cut:
            raise TimeoutError("connecting took too long")

    def cut(self) -> None:
        """End it from another thread: time is up. Who waits for a byte is told that there is none."""
        self.was_cut = True
        if self.line is not None:
            with suppress(OSError):
                # Not the TLS socket's own, which would take its encryption from under the reader.
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)


class Receiver:
    """A connection to a webhook's address, kept between messages; to be closed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection: Pinned | None = None

    def close(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None

    def send(self, body: bytes, headers: Mapping[str, str]) -> Result:
        """Send it once; every failure is a Result."""
        begun = time.monotonic()
        was_kept = self.connection is not None
        try:
            try:
                found = self.attempt(body, headers)
            except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                # A receiver may end a connection that is kept, and mean nothing by it.
                if not was_kept or (self.connection and self.connection.was_cut):
                    raise
                self.close()
                found = self.attempt(body, headers)
            status, answer, wait = found
            failure = "" if 200 <= status < 300 else Failure.ANSWER.value
            result = Result(status, answer, failure, wait=wait)
        except (ValueError, OSError, HTTPException) as error:
            was_cut = self.connection is not None and self.connection.was_cut
            self.close()
            result = Result(failure=failure_of(error, was_cut), detail=said(error))
        return replace(result, seconds=time.monotonic() - begun)

    def attempt(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, str, int | None]:
        """Status, answer, and for how long it asks to be left alone."""
        to = target(self.url)
        if self.connection is None:
            self.connection = Pinned(to, addresses(to.host, to.port))
        timer = Timer(TOTAL_SECONDS, self.connection.cut)
        timer.start()
        try:
            self.connection.request("POST", to.path, body, {**FIXED, **headers})
            response = self.connection.getresponse()
            answer = self.read(response)
        finally:
            timer.cancel()
        return response.status, answer, wait_of(response)

    def read(self, response: HTTPResponse) -> str:
        """The beginning of the answer. The status counts, even where the rest does not arrive."""
        answer = b""
        with suppress(OSError, HTTPException):
            answer = response.read(ANSWER_BYTES)
        if not response.isclosed():  # there is more, which nobody reads
            self.close()
        return answer.decode(errors="replace").replace("\0", "\ufffd")


def wait_of(response: HTTPResponse) -> int | None:
    """`Retry-After` in seconds, where it means that (RFC 9110, 10.2.3); a date is not worth its reading."""
    text = response.getheader("Retry-After", "").strip()
    return int(text) if response.status in (429, 503) and text.isascii() and text.isdigit() else None


def failure_of(error: Exception, was_cut: bool) -> Failure:
    if isinstance(error, (NotPublic, Malformed)):
        return Failure.ADDRESS
    if isinstance(error, NotFound):
        return Failure.NOT_FOUND
    if was_cut or isinstance(error, TimeoutError):
        return Failure.TIMEOUT
    if isinstance(error, ssl.SSLError):
        return Failure.TLS
    return Failure.CONNECTION


def said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
