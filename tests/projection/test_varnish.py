"""The Varnish of deploy/varnish, before a real server: what it keeps, forgets, and lets through."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPMessage
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.db import connections
from django.utils import timezone

from cms.launch.development import BASE_DIR
from cms.partners.keys import issue
from cms.partners.models import Partner, Scope
from cms.preview.models import PreviewLink
from cms.wsgi import application
from tests.launch.conftest import wait_for
from tests.projection.observing import run_jobs
from tests.projection.world import World, edit, publish

VARNISH = shutil.which("varnishd") or "/usr/sbin/varnishd"
pytestmark = pytest.mark.skipif(
    not os.path.exists(VARNISH), reason="Varnish is not installed (Debian: varnish, varnish-modules)"
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Origin:
    """Dateline itself, that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.server: WSGIServer = make_server("127.0.0.1", 0, self.answer, handler_class=Quiet)
        threading.Thread(target=self.serve, daemon=True).start()

    def answer(self, environ: dict[str, Any], start_response: Any) -> Any:
        if not environ["PATH_INFO"].startswith("/health/"):
            self.asked.append(environ["PATH_INFO"])
        return application(environ, start_response)

    def serve(self) -> None:
        self.server.serve_forever(poll_interval=0.05)
        connections.close_all()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def origin(world: World) -> Iterator[Origin]:
    made = Origin()
    yield made
    made.stop()


@pytest.fixture
def varnish(origin: Origin, tmp_path: Path, settings: Any) -> Iterator[int]:
    """The port on which it listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    written = (BASE_DIR / "deploy/varnish/dateline.vcl").read_text()
    vcl = tmp_path / "dateline.vcl"
    vcl.write_text(re.sub(r'\.port = "\d+"', f'.port = "{origin.server.server_port}"', written))
    arguments = [
        "-F",
        "-a",
        f"127.0.0.1:{port}",
        "-f",
        str(vcl),
        "-n",
        str(tmp_path / "varnish"),
        "-s",
        "malloc,32m",
    ]
    # As root it would hand its work to users that a machine may lack.
    process = subprocess.Popen(
        [VARNISH, "-j", "none", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    settings.EDGE_PURGE_URLS = [f"http://127.0.0.1:{port}/"]
    try:
        wait_for(lambda: answers(port, process), 60)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, process.communicate()[0].decode()
    try:
        return get(port, "/api/v1/pages/?limit=1").status == 200
    except OSError:
        return False


def get(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={"Host": "localhost", **headers})
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read())
    connection.close()
    return answer


def test_what_is_public_is_fetched_once_and_again_the_moment_it_changes(
    varnish: int, origin: Origin, world: World
) -> None:
    news = world.page("news")
    paths = [
        f"/api/v1/pages/{news.pk}/",
        "/api/v1/pages/?type=newsroom.NewsPage&fields=_,summary",
        "/api/v1/resolve/?path=/de/nowhere/",
    ]
    first = [get(varnish, path) for path in paths]
    asked = len(origin.asked)
    assert [get(varnish, path, Cookie="sessionid=x").body for path in paths] == [each.body for each in first]
    assert len(origin.asked) == asked
    publish(news, summary="Told at once.")
    run_jobs()
    again = [get(varnish, path) for path in paths]
    assert b"Told at once." in again[0].body
    assert b"Told at once." in again[1].body
    # Nothing of what it rests on has changed.
    assert len(origin.asked) == asked + 2


def test_what_is_withdrawn_is_gone_at_the_edge(varnish: int, world: World) -> None:
    news = world.page("news")
    path = f"/api/v1/pages/{news.pk}/"
    assert get(varnish, path).status == 200
    news.unpublish()
    run_jobs()
    assert get(varnish, path).status == 410


def test_browsers_are_told_of_less_than_a_minute_and_of_no_key(varnish: int, world: World) -> None:
    path = f"/api/v1/pages/{world.pages['news']}/"
    get(varnish, path)
    time.sleep(1.1)
    kept = get(varnish, path)
    assert kept.headers["Cache-Control"] == "public, max-age=30"
    for name in ("Age", "Surrogate-Key", "Surrogate-Control", "CDN-Cache-Control", "Cache-Tag", "xkey"):
        assert name not in kept.headers


def test_nobody_keeps_what_ends_beyond_its_end(varnish: int, world: World) -> None:
    news = world.page("news")
    edit(news, expire_at=timezone.now() + timedelta(seconds=20)).publish()
    run_jobs()
    path = f"/api/v1/pages/{news.pk}/"
    get(varnish, path)
    time.sleep(2.1)
    left = int(get(varnish, path).headers["Cache-Control"].removeprefix("public, max-age="))
    assert 5 < left <= 18


def test_old_answers_stand_in_while_the_server_is_down(varnish: int, origin: Origin, world: World) -> None:
    path = f"/api/v1/pages/{world.pages['news']}/"
    known = get(varnish, path)
    origin.stop()
    assert get(varnish, path).body == known.body


def test_editors_and_signed_requests_pass(varnish: int, origin: Origin) -> None:
    _, key = issue(Partner.objects.create(name="Wire"), "portal", [Scope.READ, Scope.EMBARGO])
    signed = {"Authorization": f"Bearer {key}"}
    ahead = "/api/v1/pages/?embargoed=include"
    for path, headers in (("/admin/login/", {}), ("/api/v1/pages/", signed), (ahead, signed)):
        asked = len(origin.asked)
        assert [get(varnish, path, **headers).status for _ in range(2)] == [200, 200]
        assert len(origin.asked) == asked + 2
    # What a key was answered is given to nobody else, nor what nobody else may have to the key.
    assert [get(varnish, ahead).status for _ in range(2)] == [401, 401]
    assert get(varnish, ahead, **signed).status == 200
    assert get(varnish, "/api/v1/pages/").headers["Cache-Control"].startswith("public")


def test_drafts_are_kept_nowhere_and_end_at_once(varnish: int, origin: Origin, world: World) -> None:
    link = PreviewLink.share(world.page("news"), None)
    path = f"/api/v1/preview/?token={link.token}"
    asked = len(origin.asked)
    for _ in range(2):
        shown = get(varnish, path)
        assert (shown.status, shown.headers["Cache-Control"]) == (200, "private, no-store")
    assert len(origin.asked) == asked + 2
    PreviewLink.objects.update(expires_at=timezone.now())
    assert get(varnish, path).status == 403
    PreviewLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
    # Nor is the refusal kept.
    assert get(varnish, path).status == 200
    link.delete()
    ended = get(varnish, path)
    assert (ended.status, ended.headers["Cache-Control"]) == (403, "private, no-store")


def test_only_workers_purge_and_only_by_key(varnish: int) -> None:
    assert get(varnish, "/", "PURGE").status == 400
    assert get(varnish, "/", "PURGE", **{"Surrogate-Key": "page-999999"}).status == 200
