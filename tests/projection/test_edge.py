"""What the caches in front are told, by real requests to real servers."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from procrastinate.contrib.django import app as queue
from procrastinate.jobs import Job

from cms.projection import edge, tasks
from cms.projection.doors import door
from cms.published.surrogates import SITES_KEY, path_key
from tests.clock import Clock
from tests.projection.observing import item, jobs, run_jobs
from tests.projection.world import World, edit, publish


@dataclass
class Edge:
    """A cache that writes down what it is told to forget. `answers` is what it says to that."""

    url: str = ""
    answers: int = 200
    requests: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def forgotten(self) -> set[str]:
        return {key for _, keys in self.requests for key in keys}


@pytest.fixture
def start() -> Iterator[Callable[[], Edge]]:
    servers: list[ThreadingHTTPServer] = []

    def make() -> Edge:
        made = Edge()

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                made.requests.append((self.path, self.headers["Surrogate-Key"].split()))
                self.send_response(made.answers)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        made.url = f"http://127.0.0.1:{server.server_port}/"
        return made

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def cache(start: Callable[[], Edge], settings: Any) -> Edge:
    """The one edge of the installation."""
    made = start()
    settings.EDGE_PURGE_URLS = [made.url]
    return made


def purges() -> list[dict[str, list[str]]]:
    return [arguments for _, name, arguments in jobs() if name == edge.PURGE_TASK]


def test_publishing_has_every_edge_forget_the_page_and_its_lists_but_not_where_it_is(
    world: World, start: Callable[[], Edge], settings: Any
) -> None:
    caches = [start(), start()]
    settings.EDGE_PURGE_URLS = [each.url for each in caches]
    news = publish(world.page("news"), summary="Another.")
    run_jobs()
    row = item(news)
    assert row
    assert row.html_path
    for cache in caches:
        assert {row.key, "list-news", "list-news-de", "list-page-de"} <= cache.forgotten
        # The home page features it, so it has changed as well; nothing else has.
        assert f"page-{world.pages['home']}" in cache.forgotten
        others = {f"page-{world.pages['other']}", "list-section-de", path_key(row.html_path), SITES_KEY}
        assert not others & cache.forgotten


def test_it_is_told_twice_for_what_was_on_its_way(world: World, cache: Edge) -> None:
    publish(world.page("news"), summary="Another.")
    first, second = purges()
    assert first == second
    run_jobs()
    assert len(cache.requests) == 2


def test_no_edge_no_jobs(world: World) -> None:
    publish(world.page("news"), summary="Another.")
    assert purges() == []


def test_an_action_that_is_undone_has_nothing_forgotten(world: World, cache: Edge) -> None:
    class Stop(Exception):
        pass

    def act() -> None:
        with door():
            publish(world.page("news"), summary="Another.")
            raise Stop

    with pytest.raises(Stop):
        act()
    assert purges() == []


def test_drafts_have_nothing_forgotten(world: World, cache: Edge) -> None:
    edit(world.page("news"), summary="A draft.")
    assert purges() == []


def test_what_moves_is_forgotten_with_all_below_it_at_old_and_new_paths(world: World, cache: Edge) -> None:
    page = world.page("page")
    before = item(page).html_path  # type: ignore[union-attr]
    publish(world.page("section"), slug="renamed")
    run_jobs()
    after = item(page).html_path  # type: ignore[union-attr]
    assert before != after
    assert {path_key(str(before)), path_key(str(after)), f"page-{page.pk}"} <= cache.forgotten


def test_lists_in_the_order_of_the_tree_are_forgotten_when_siblings_change_places(
    world: World, cache: Edge
) -> None:
    world.page("sibling").move(world.page("page"), pos="left")
    run_jobs()
    assert "list-content-de" in cache.forgotten


def test_scheduling_an_update_ends_the_life_of_what_is_shown(world: World, clock: Clock, cache: Edge) -> None:
    news = world.page("news")
    edit(news, summary="Later.", go_live_at=clock.now.replace(year=clock.now.year + 1)).publish()
    run_jobs()
    assert f"page-{news.pk}" in cache.forgotten


def test_what_the_clock_brings_is_forgotten_when_it_is_announced(
    world: World, clock: Clock, cache: Edge
) -> None:
    draft = world.page("draft")
    draft.go_live_at = clock.now.replace(microsecond=0)
    clock.advance(hours=-1)
    draft.save_revision().publish()
    run_jobs()
    cache.requests.clear()
    assert not item(draft)
    clock.advance(hours=2)
    run_jobs()
    assert item(draft)
    run_jobs()
    assert {f"page-{draft.pk}", "list-news-de"} <= cache.forgotten


def test_another_host_has_all_forgotten_that_rests_on_the_sites(world: World, cache: Edge) -> None:
    site = world.get_site()
    site.hostname = "elsewhere.example.org"
    site.save()
    run_jobs()
    assert {SITES_KEY, f"page-{world.pages['news']}"} <= cache.forgotten


@pytest.mark.parametrize("answer", [302, 403, 500])
def test_an_edge_that_does_not_obey_is_told_again_and_the_others_all_the_same(
    answer: int, start: Callable[[], Edge], settings: Any
) -> None:
    broken, sound = start(), start()
    broken.answers = answer
    settings.EDGE_PURGE_URLS = [broken.url, sound.url]
    with pytest.raises(edge.PurgeFailed, match=f"answered {answer}") as failed:
        tasks.purge.func(keys=["page-7"])
    assert broken.requests == sound.requests == [("/", ["page-7"])]
    decision = queue.tasks[edge.PURGE_TASK].get_retry_exception(failed.value, job())
    assert decision


def test_an_edge_that_is_down_fails_the_job_with_its_address(settings: Any) -> None:
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]
    with pytest.raises(edge.PurgeFailed, match=r"http://127\.0\.0\.1:9/: .*refused"):
        tasks.purge.func(keys=["page-7"])


def test_many_keys_go_in_several_requests(cache: Edge) -> None:
    keys = [f"page-{pk}" for pk in range(edge.KEYS_A_REQUEST * 2 + 1)]
    tasks.purge.func(keys=keys)
    assert [len(told) for _, told in cache.requests] == [edge.KEYS_A_REQUEST, edge.KEYS_A_REQUEST, 1]
    assert cache.forgotten == set(keys)


def job() -> Job:
    return Job(queue="default", lock=None, queueing_lock=None, task_name=edge.PURGE_TASK)
