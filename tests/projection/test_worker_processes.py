"""Real workers: one that is killed, one that is asked to end, one that makes a whole round."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app as queue
from wagtail.models import Revision

from cms.launch.development import BASE_DIR
from cms.projection import store, tasks
from cms.projection.announcement import announce_due
from cms.projection.later import REFRESH_TASK
from cms.published.models import PublishedItem
from tests.projection.observing import differences
from tests.projection.queueing import execute
from tests.projection.world import World

pytestmark = pytest.mark.slow
StartWorker = Callable[[], subprocess.Popen[bytes]]


def doing() -> set[str]:
    return {name for (name,) in execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'doing'")}


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def database_url() -> str:
    name = connection.settings_dict["NAME"]
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@contextmanager
def nobody_projects() -> Iterator[None]:
    """Whoever wants to build an item waits until this ends."""
    with psycopg.connect(database_url()) as busy:
        busy.execute("SELECT pg_advisory_xact_lock(%s)", [store.LOCK])
        yield


@pytest.fixture
def start_worker(world: World) -> Iterator[StartWorker]:
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
    execute("DELETE FROM procrastinate_jobs")  # the clock's, of which there is always one


def undone(task: str) -> list[int]:
    found = execute(
        "SELECT id FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name = %s", task
    )
    return [pk for (pk,) in found]


@pytest.mark.parametrize("task", [REFRESH_TASK, tasks.announce.name])
def test_what_a_killed_worker_was_at_is_done_by_the_next(
    world: World, start_worker: StartWorker, task: str
) -> None:
    news = PublishedItem.objects.filter(key=f"page-{world.pages['news']}")
    if task == REFRESH_TASK:
        news.update(kind="forged")
        queue.configure_task(task, priority=100).defer(pages=[world.pages["news"]])
    else:
        news.update(announced=False)
    with nobody_projects():
        worker = start_worker()
        until(lambda: task in doing())
        worker.kill()
        worker.wait()
    assert doing() == {task}
    lost = min(undone(task))
    # As it is half a minute later.
    execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    start_worker()
    until(lambda: news.filter(kind="press_release", announced=True).exists())
    until(lambda: lost not in undone(task))


def test_a_worker_that_is_asked_to_end_ends_what_it_is_at_and_leaves_the_rest(
    world: World, start_worker: StartWorker
) -> None:
    soon = timezone.now() + timedelta(seconds=1)
    for name in ("sibling", "other"):
        page = world.page(name)
        page.title, page.go_live_at = "On time", soon
        page.save_revision().publish()
    time.sleep(1)
    announce_due()
    queue.configure_task(tasks.publish_scheduled.name, priority=100).defer(timestamp=0)
    with nobody_projects():
        worker = start_worker()
        until(lambda: tasks.publish_scheduled.name in doing())
        worker.terminate()
        time.sleep(6)
    assert worker.wait(30) == 0
    assert doing() == set()
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1


def test_a_round_goes_on_in_a_real_worker(world: World, start_worker: StartWorker) -> None:
    PublishedItem.objects.filter(key=f"image-{world.image}").delete()
    tasks.mend.defer(timestamp=0)
    start_worker()
    until(lambda: differences() == [])
    until(lambda: not execute("SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = 'mending'"))
    assert not execute("SELECT 1 FROM procrastinate_jobs WHERE status IN ('succeeded', 'failed')")
