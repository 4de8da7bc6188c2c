"""Whose turn it is, what is left of a worker that was killed, and what stays of jobs."""

import pytest
from django.db import OperationalError
from procrastinate.contrib.django import app as queue
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from cms.projection import tasks
from cms.projection.edge import PURGE_TASK
from cms.projection.later import REFRESH_TASK
from tests.projection.queueing import execute, fall_silent, fetch, register, run, status
from tests.projection.world import World


def begin(worker: int, name: str, **arguments: object) -> Job:
    """A job that this worker has begun."""
    queue.configure_task(name).defer(**arguments)
    job = fetch(worker)
    assert job is not None
    assert job.task_name == name
    return job


def lose() -> Job:
    """The next job, begun by a worker that is killed; another has looked after what it left."""
    silent = register()
    job = fetch(silent)
    assert job is not None
    fall_silent(silent)
    run(tasks.take_over, register())
    return job


def test_what_waits_for_its_time_comes_before_large_rebuilds_and_those_before_the_rounds(
    world: World,
) -> None:
    tasks.mend.func(timestamp=0)
    queue.configure_task(REFRESH_TASK).defer(pages=[])
    for periodic in (tasks.announce, tasks.publish_scheduled, tasks.take_over):
        periodic.defer(timestamp=0)
    worker = register()
    turns = [job.task_name.rpartition(".")[2] for job in iter(lambda: fetch(worker), None) if job]
    assert turns == ["announce", "publish_scheduled", "take_over", "refresh_pages", "mend_pages"]


def test_what_a_silent_worker_was_at_is_taken_over_and_what_a_living_one_is_at_is_not(world: World) -> None:
    silent, living, own = register(), register(), register()
    lost = begin(silent, REFRESH_TASK, pages=[world.pages["news"]])
    kept = begin(living, REFRESH_TASK, pages=[world.pages["other"]])
    # A machine that has slept wakes with an old heartbeat.
    mine = begin(own, REFRESH_TASK, pages=[world.pages["page"]])
    fall_silent(silent)
    fall_silent(own)
    run(tasks.take_over, own)
    assert [status(job) for job in (lost, kept, mine)] == ["todo", "doing", "doing"]


def test_a_large_rebuilds_piece_that_fails_is_tried_again_and_not_for_ever(world: World) -> None:
    lost = begin(register(), REFRESH_TASK, pages=[world.pages["news"]])
    deadlock = OperationalError("deadlock detected")
    retries = [tasks.refresh_pages.get_retry_exception(deadlock, lost.evolve(attempts=n)) for n in range(4)]
    assert [retry is not None for retry in retries] == [True, True, True, False]


def test_a_worker_that_is_forgotten_altogether_leaves_nothing_behind_either(world: World) -> None:
    forgotten = register()
    lost = begin(forgotten, REFRESH_TASK, pages=[])
    execute("DELETE FROM procrastinate_workers WHERE id = %s", forgotten)
    run(tasks.take_over, register())
    assert status(lost) == "todo"


def test_what_the_clock_begins_anew_is_not_begun_twice_and_its_lock_is_free(world: World) -> None:
    silent, next_one = register(), register()
    lost = begin(silent, tasks.announce.name, timestamp=0)
    tasks.announce.defer(timestamp=2)
    assert fetch(next_one) is None
    fall_silent(silent)
    run(tasks.take_over, next_one)
    assert status(lost) == "failed"
    again = fetch(next_one)
    assert again is not None
    assert again.task_kwargs == {"timestamp": 2}


def test_what_kills_every_worker_is_given_up(world: World) -> None:
    queue.configure_task(REFRESH_TASK).defer(pages=[])
    for _ in range(4):  # as one that fails: begun once, and three times again
        job = lose()
    assert status(job) == "failed"


def test_a_purge_is_told_in_the_end_however_many_workers_are_killed_before(world: World) -> None:
    queue.configure_task(PURGE_TASK).defer(keys=["page-1"])
    for _ in range(12):
        job = lose()
    assert status(job) == "todo"


def test_one_that_has_ended_meanwhile_does_not_keep_the_others_from_being_taken_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = register()
    ended, lost = (begin(silent, REFRESH_TASK, pages=[]) for _ in range(2))
    fall_silent(silent)
    execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", ended.id)

    async def as_it_was_before(manager: JobManager) -> list[Job]:
        return [ended, lost]

    monkeypatch.setattr(JobManager, "get_stalled_jobs", as_it_was_before)
    run(tasks.take_over, register())
    assert (status(ended), status(lost)) == ("succeeded", "todo")


@pytest.mark.parametrize(
    ("how", "days", "stays"),
    [("failed", 29, True), ("failed", 31, False), ("aborted", 31, False), ("todo", 31, True)],
)
def test_what_has_failed_stays_for_a_month(world: World, how: str, days: int, stays: bool) -> None:
    queue.configure_task(REFRESH_TASK).defer(pages=[])
    execute("UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status", how)
    execute("UPDATE procrastinate_events SET at = now() - make_interval(days => %s)", days)
    run(tasks.prune_jobs, register())
    assert bool(execute("SELECT 1 FROM procrastinate_jobs")) is stays
