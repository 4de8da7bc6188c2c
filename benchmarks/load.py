"""A load client: one process, keep-alive, each connection sends its next request when it has an answer.

Written on plain sockets, for one thread of it must not be what is measured: it spends about 20 µs on a
request. How much of a core it took stands in each result.
"""

import re
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlsplit

RECEIVED = 262_144  # bytes at once
STALLED = 10.0  # seconds without any answer that end a measurement
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)


@dataclass
class Result:
    """`times`: nanoseconds of each answer. `failures`: how often each unexpected status came."""

    seconds: float = 0.0
    client_share: float = 0.0  # of one core
    times: list[int] = field(default_factory=list)
    failures: Counter[int] = field(default_factory=Counter)
    warm_ups: int = 0
    processor_seconds: float = 0.0  # of server and database, for all answers; the caller's to fill in

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.times) / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor time that server and database spent on an answer."""
        answers = len(self.times) + sum(self.failures.values()) + self.warm_ups
        return self.processor_seconds * 1000 / answers

    def percentile(self, share: float) -> float:
        """Milliseconds within which that share of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] / 1e6


class Stalled(Exception):
    """The server has stopped answering."""


class Connection:
    """One keep-alive connection. `began`: when the request that is under way was sent."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=STALLED)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray()
        self.began = 0

    def send(self, request: bytes, began: int) -> None:
        self.buffer.clear()
        self.began = began
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what has come; whether the answer is whole."""
        part = self.socket.recv(RECEIVED)
        if not part:
            raise ConnectionError("The server has closed the connection.")
        self.buffer += part
        return is_whole(self.buffer)

    @property
    def status(self) -> int:
        return int(self.buffer[9:12])


def is_whole(answer: bytearray) -> bool:
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    if length := LENGTH.search(answer, 0, end + 2):
        return len(answer) >= end + 4 + int(length[1])
    if CHUNKED.search(answer, 0, end + 2):
        return answer.endswith(b"0\r\n\r\n")
    return True


def request(target: str, host: str = "127.0.0.1") -> bytes:
    """A GET of that path and query."""
    head = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\nUser-Agent: bench\r\n\r\n"
    return head.encode("ascii")


def measure(
    address: tuple[str, int],
    targets: Sequence[str],
    *,
    connections: int,
    seconds: float,
    warm_up: float = 0.5,
    status: int = 200,
    follow: bool = False,
) -> Result:
    """Ask for the targets in turn, over and over, for that long. What comes in `warm_up` is not counted.

    `follow`: a redirect is followed, and counts as one answer together with where it leads. Raises
    Stalled, or OSError where the server goes away.
    """
    requests = cycle([request(target) for target in targets])
    result = Result()
    opened: list[Connection] = []
    with selectors.DefaultSelector() as selector:
        try:
            for _ in range(connections):
                connection = Connection(address)
                opened.append(connection)
                selector.register(connection.socket, selectors.EVENT_READ, connection)
                connection.send(next(requests), time.perf_counter_ns())
            warming = Result()
            _run(selector, requests, warming, warm_up, status, follow)
            result.warm_ups = len(warming.times) + sum(warming.failures.values())
            _run(selector, requests, result, seconds, status, follow)
        finally:
            for connection in opened:
                connection.socket.close()
    return result


def _run(
    selector: selectors.BaseSelector,
    requests: Iterator[bytes],
    result: Result,
    seconds: float,
    status: int,
    follow: bool,
) -> None:
    clock, started, cpu = time.perf_counter_ns, time.perf_counter(), time.process_time()
    end = started + seconds
    while (now := time.perf_counter()) < end:
        ready = selector.select(STALLED)
        if not ready:
            raise Stalled(f"No answer for {STALLED:.0f} s.")
        for key, _ in ready:
            connection: Connection = key.data
            if not connection.receive():
                continue
            moment = clock()
            if follow and connection.status == 302:
                # The time runs on: what is asked for is where the redirect leads.
                connection.send(request(target_of(connection.buffer)), connection.began)
                continue
            if connection.status == status:
                result.times.append(moment - connection.began)
            else:
                result.failures[connection.status] += 1
            connection.send(next(requests), moment)
    result.seconds = now - started
    result.client_share = (time.process_time() - cpu) / result.seconds


def target_of(answer: bytearray) -> str:
    """Where a redirect leads, on the same server."""
    location = LOCATION.search(answer)
    if location is None:
        raise ValueError("A redirect without a Location.")
    parts = urlsplit(location[1].decode("ascii"))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
