"""The queue as several workers see it, without their processes."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job

from tests.projection.observing import jobs

Type = TypeVar("Type")


def in_worker(ask: Callable[[], Awaitable[Type]]) -> Type:
    """What the queue answers a worker, who does not ask it over Django's connection."""

    async def inside() -> Type:
        connector = cast(DjangoConnector, queue.connector).get_worker_connector()
        with queue.replace_connector(connector):
            async with queue.open_async():
                return await ask()

    return async_to_sync(inside)()


def register() -> int:
    return in_worker(lambda: queue.job_manager.register_worker())


def fetch(worker: int) -> Job | None:
    """The job that this worker would begin next, which is `doing` from now on."""
    return in_worker(lambda: queue.job_manager.fetch_job(queues=None, worker_id=worker))


def fall_silent(worker: int) -> None:
    """As a worker that was killed is half a minute later."""
    execute(
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute' WHERE id = %s", worker
    )


def status(job: Job) -> str:
    return str(execute("SELECT status FROM procrastinate_jobs WHERE id = %s", job.id)[0][0])


def run(task: Any, worker: int) -> None:
    """An asynchronous task, as the periodic job that this worker is at."""
    job = Job(queue="default", lock=None, queueing_lock=None, task_name=task.name, worker_id=worker)
    context = JobContext(app=queue, job=job, start_timestamp=0, abort_reason=lambda: None)
    in_worker(lambda: task.func(context, timestamp=0))


@contextmanager
def as_job(name: str) -> Iterator[None]:
    """What stands inside is done while the queue's only job, of that name, is `doing`."""
    ((pk, found, _),) = jobs()
    assert found == name
    job = fetch(register())
    assert job is not None
    assert job.id == pk
    yield
    execute("DELETE FROM procrastinate_jobs WHERE id = %s", pk)


def execute(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []
