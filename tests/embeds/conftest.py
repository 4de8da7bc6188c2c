from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page

from api.embeds import script
from tests.api.conftest import _page_types, real_types, sites
from tests.browsing import Dateline, browser

__all__ = ["_page_types", "browser", "real_types", "sites"]

Read = Callable[..., Any]

# The strictest that a partner may have: nothing but the installation, and no code or style within the page.
POLICY = "default-src 'none'; script-src {host}; connect-src {host}; img-src {host}; style-src 'self'"


@pytest.fixture
def read(client: Client, sites: None) -> Read:
    """Asks over rows of the read model; parameters as keywords. Each is one query, by a process that has read
    the sites before."""

    def read(path: str, /, *, queries: int = 1, headers: dict[str, str] | None = None, **given: Any) -> Any:
        client.get("/api/v1/pages/", {"limit": 1})
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path, given, headers=headers or {})
        assert len(captured.captured_queries) == queries, captured.captured_queries
        return response

    return read


@dataclass
class Partner:
    """A partner's website at an origin of its own. Serves one page, whose body is `body`, and `scripts`."""

    address: str = ""
    body: str = ""
    head: str = ""
    language: str = "de"
    direction: str = "ltr"
    policy: str = ""
    scripts: dict[str, bytes] = field(default_factory=dict)

    @property
    def page(self) -> bytes:
        return (
            f'<!doctype html><html lang="{self.language}" dir="{self.direction}"><head><meta charset="utf-8">'
            f"<title>Partner</title>{self.head}</head><body><main><h1>Partner</h1>{self.body}</main></body></html>"
        ).encode()


@contextmanager
def served(partner: Partner) -> Iterator[Partner]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = partner.page if self.path == "/" else partner.scripts.get(self.path)
            self.send_response(404 if body is None else 200)
            body = body or b""
            kind = "html" if self.path == "/" else "javascript"
            self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
            self.send_header("Content-Security-Policy", partner.policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        partner.address = f"http://partner.localhost:{server.server_address[1]}/"
        yield partner
        server.shutdown()


@pytest.fixture
def partner(dateline: Dateline) -> Iterator[Partner]:
    address = f"{dateline.backend}/embed/news-{script.NEWEST}.js"
    head = (
        f'<script type="module" src="{address}" integrity="{script.VERSIONS[script.NEWEST]}"'
        ' crossorigin="anonymous"></script>'
    )
    with served(Partner(head=head, policy=POLICY.format(host=dateline.backend))) as partner:
        yield partner


@dataclass
class Visit:
    """What a browser did on the partner's page."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)

    def cookies(self) -> list[Any]:
        return list(self.page.context.cookies())

    def served_by(self, partner: Partner, dateline: Dateline) -> bool:
        """Whether these two were asked, and nobody else."""
        return self.hosts == {partner.address.split("/")[2], dateline.backend.split("/")[2]}

    def hears(self, text: str) -> None:
        """In the console, now or soon."""
        if not any(text in each for each in self.said):
            self.page.wait_for_event("console", lambda said: text in said.text)


@pytest.fixture
def visit(browser: Browser, partner: Partner) -> Iterator[Callable[..., Visit]]:
    contexts = []

    def visited(**options: Any) -> Visit:
        context = browser.new_context(**{"locale": "de-DE", **options})
        contexts.append(context)
        found = Visit(context.new_page())
        found.page.on("request", lambda request: found.hosts.add(request.url.split("/")[2]))
        found.page.on("console", lambda said: found.said.append(said.text))
        found.page.on("pageerror", lambda error: found.said.append(str(error)))
        found.page.clock.install()  # tests need not wait for the next refresh
        found.page.goto(partner.address)
        return found

    yield visited
    for context in contexts:
        context.close()
