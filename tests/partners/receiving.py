"""A receiver as a partner has it, in this process. It keeps what it is sent and answers as told."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from standardwebhooks import Webhook as Verifier

from cms.partners.models import Webhook
from cms.partners.signing import as_shown


@dataclass
class Received:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> tuple[str, str]:
        """Which item, and what of it."""
        return self.json["data"]["item"]["key"], self.json["type"]

    def verify(self, secret: str) -> Any:
        """As the package for receivers does. Raises where it is not signed with that."""
        return Verifier(secret).verify(self.body, self.headers)


Answer = int | tuple[int, dict[str, str], bytes]


@dataclass
class Partner:
    """`answer`: of a message, its status, or with headers and body."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answer: Callable[[Received], Answer] = lambda _: 204
    connections: int = 0

    @property
    def told(self) -> list[tuple[str, str]]:
        return [each.told for each in self.received]

    @property
    def sequences(self) -> list[int]:
        return [each.json["data"]["sequence"] for each in self.received]

    def hook(self, **values: Any) -> Webhook:
        return Webhook.objects.create(**{"name": "Partner", "url": self.url, **values})


@contextmanager
def receiving() -> Iterator[Partner]:
    partner = Partner()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            partner.connections += 1
            super().setup()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            message = Received(self.path, headers, body)
            partner.received.append(message)
            answer = partner.answer(message)
            status, more, text = answer if isinstance(answer, tuple) else (answer, {}, b"")
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: Any) -> None:
            """Nothing: what was received is kept."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        partner.url = f"http://localhost:{server.server_port}/hook?from=dateline"
        thread = Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        yield partner
        server.shutdown()
        thread.join()


def secret_of(webhook: Webhook) -> str:
    webhook.refresh_from_db()
    return as_shown(webhook.salt)
