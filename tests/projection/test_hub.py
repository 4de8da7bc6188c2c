"""What a WebSub hub is told, by real requests to a real server."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from cms.projection import hub
from cms.projection.doors import door
from cms.projection.hub import AFTER_THE_EDGE_SECONDS, PING_TASK
from cms.published.models import PublishedSite
from tests import factories
from tests.clock import Clock
from tests.projection.observing import jobs, run_jobs
from tests.projection.queueing import execute
from tests.projection.world import World, edit, publish


@dataclass
class Hub:
    url: str = ""
    answers: int = 204
    told: list[dict[str, list[str]]] = field(default_factory=list)


@pytest.fixture
def listening(settings: Any) -> Iterator[Hub]:
    made = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            made.told.append(parse_qs(body, strict_parsing=True))
            self.send_response(made.answers)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.url = settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/"
    yield made
    server.shutdown()
    server.server_close()


def waiting() -> list[Any]:
    return [arguments["urls"] for _, name, arguments in jobs() if name == PING_TASK]


def test_the_hub_is_told_of_the_feeds_that_a_piece_of_news_is_in_and_of_no_others(
    world: World, clock: Clock, listening: Hub
) -> None:
    publish(world.page("news"), title="Anew")
    run_jobs()
    (told,) = listening.told
    assert told["hub.mode"] == ["publish"]
    site = PublishedSite.objects.get(is_default=True)
    locale = world.page("news").locale.language_code
    assert f"http://localhost:8000/feeds/news.rss?site={site.host}&locale={locale}" in told["hub.url"]
    assert not [url for url in told["hub.url"] if "locale=" in url and f"locale={locale}" not in url]
    if locale == site.default_locale:
        assert "http://localhost:8000/feeds/news.atom" in told["hub.url"]
    assert waiting() == []


def test_what_is_told_is_what_names_the_hub(world: World, clock: Clock, listening: Hub) -> None:
    publish(world.page("news"), title="Anew")
    (told,) = waiting()
    for url in told:
        answer = Client().get(url.removeprefix("http://localhost:8000"))
        assert f'<{listening.url}>; rel="hub"' in answer["Link"], url
        assert f'<{url}>; rel="self"' in answer["Link"], url
    for other in ("kind=news", "content=summary", "limit=5", "locale=*"):
        assert 'rel="hub"' not in Client().get(f"/feeds/news.rss?{other}")["Link"]


def test_every_feed_that_a_site_names_is_there_and_is_told_to_the_hub(
    world: World, clock: Clock, listening: Hub
) -> None:
    site = Client().get("/api/v1/site/").json()
    publish(world.page("news"), title="Anew")
    (told,) = waiting()
    assert len(site["feeds"]) == 4
    for each in site["feeds"]:
        answer = Client().get(each["url"].removeprefix("http://localhost:8000"))
        assert answer.status_code == 200
        assert answer["Content-Type"].partition(";")[0] == each["type"]
        assert each["url"] in told


def test_other_pages_are_none_of_its_business(world: World, clock: Clock, listening: Hub) -> None:
    factories.ContentPageFactory(parent=world.page("section"), title="About")
    assert waiting() == []


def test_a_change_that_is_undone_is_not_told(world: World, clock: Clock, listening: Hub) -> None:
    def undone() -> None:
        with door():
            edit(world.page("news"), title="Never").publish()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert waiting() == []


def test_a_withdrawn_piece_is_told(world: World, clock: Clock, listening: Hub) -> None:
    with door():
        world.page("news").unpublish()
    assert waiting()


def test_the_edge_forgets_before_the_hub_asks(
    world: World, clock: Clock, listening: Hub, settings: Any
) -> None:
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]
    publish(world.page("news"), title="Anew")
    rows = execute("SELECT task_name, scheduled_at FROM procrastinate_jobs WHERE scheduled_at IS NOT NULL")
    at = dict(rows)
    assert at[PING_TASK] > at["cms.projection.tasks.purge"]
    assert AFTER_THE_EDGE_SECONDS > 10


def test_a_hub_that_has_not_heard_is_told_again(world: World, clock: Clock, listening: Hub) -> None:
    listening.answers = 503
    with pytest.raises(hub.PingFailed, match="answered 503"):
        hub.ping(["http://localhost:8000/feeds/news.rss"])


def test_without_a_hub_nobody_is_told_and_no_feed_names_one(world: World, clock: Clock) -> None:
    publish(world.page("news"), title="Anew")
    assert waiting() == []
    answer = Client().get("/feeds/news.rss")
    assert 'rel="hub"' not in answer["Link"]
    assert b"hub" not in answer.content
