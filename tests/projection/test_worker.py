"""The worker: what it does in pieces, what stops it, and what does not."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app as queue

from cms.launch.development import BASE_DIR
from cms.projection import check, project, store, tasks
from cms.published.models import PublishedItem
from tests.clock import Clock
from tests.projection.observing import content, differences, item, jobs, run_jobs
from tests.projection.world import World, edit


def test_one_that_cannot_be_published_does_not_stop_the_others(
    world: World, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = world.page("sibling"), world.page("other")
    edit(first, slug="taken", go_live_at=clock.now + timedelta(hours=1)).publish()
    edit(second, title="On time", go_live_at=clock.now + timedelta(hours=2)).publish()
    page = world.page("page")
    page.slug = "taken"
    page.save_revision().publish()
    clock.advance(hours=3)
    with caplog.at_level(logging.ERROR):
        tasks.publish_scheduled.func(timestamp=0)
    assert "publication of" in caplog.text
    assert world.page("other").title == "On time"
    assert world.page("sibling").slug != "taken"
    # Readers have both at one path, for the clock asks nobody: that is told, and mended by an editor.
    assert [str(each) for each in check.path_differences()] == [
        f"page-{page.pk} and page-{first.pk}: are both at /de/our-work/taken/"
    ]


def test_a_round_is_made_in_pieces_and_only_once_at_a_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "BATCH", 2)
    PublishedItem.objects.filter(key=f"page-{world.pages['news']}").update(kind="forged")
    PublishedItem.objects.filter(key=f"image-{world.image}").delete()
    tasks.mend.func(timestamp=0)
    tasks.mend.func(timestamp=0)
    assert [name for _, name, _ in jobs()] == ["cms.projection.tasks.mend_pages"]
    run_jobs()
    assert differences() == []
    assert item(f"image-{world.image}")


def doing() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'doing'")
        return [name for (name,) in cursor.fetchall()]


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def database_url() -> str:
    name = connection.settings_dict["NAME"]
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def start_worker(world: World) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started = []

    def start() -> subprocess.Popen[bytes]:
        environment = {**os.environ, "DATABASE_URL": database_url()}
        command = [sys.executable, "manage.py", "procrastinate", "worker"]
        started.append(subprocess.Popen(command, env=environment, cwd=BASE_DIR))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_what_a_killed_worker_was_at_is_done_by_the_next(
    world: World, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    key = f"page-{world.pages['news']}"
    PublishedItem.objects.filter(key=key).update(kind="forged")
    with psycopg.connect(database_url()) as busy:
        busy.execute("SELECT pg_advisory_xact_lock(%s)", [store.LOCK])
        queue.configure_task(project.REFRESH_TASK).defer(pages=[world.pages["news"]])
        worker = start_worker()
        until(lambda: doing() != [])
        left = doing()
        worker.kill()
        worker.wait()
    assert doing() == left
    with connection.cursor() as cursor:  # as it is half a minute later
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    start_worker()
    until(lambda: PublishedItem.objects.get(key=key).kind == "press_release")
    until(lambda: not set(doing()) & set(left))
    assert content(world.page("news"))["kind"]["value"] == "press_release"
