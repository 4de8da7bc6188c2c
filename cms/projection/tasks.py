"""What the worker does for the read model. Most hold the lock, and one runs at a time: so each is short."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.tasks import Task
from procrastinate.types import JSONValue

from cms.projection import check, edge, hub, project, schedule, store, vocabulary
from cms.projection.announcement import announce_due
from cms.projection.attempts import NotBuilt
from cms.projection.check import Difference
from cms.projection.items import Source
from cms.projection.later import leave_unbuilt
from cms.published.models import Change, EmbargoedChange
from cms.published.models.log import CHANGES_ARE_KEPT

logger = logging.getLogger(__name__)

FAILURES_ARE_KEPT = timedelta(days=30)
# Priorities: what waits for its time comes before large rebuilds (0), and those before the rounds.
FIRST, LAST = 10, -10

# A deadlock, a connection that broke: until it has worked, readers have what was shown before. So it is tried
# again after 4, 16 and 64 seconds; as often where it ends its worker each time.
AGAIN = RetryStrategy(max_attempts=3, exponential_wait=4)


@queue.task(retry=AGAIN)
def refresh_pages(pages: list[int], hiding: bool = False) -> None:
    """Build the rest of a large fan-out, and what could not be built."""
    fail_or_leave(project.refresh(pages, hiding=hiding), len(pages))


@queue.task(retry=AGAIN)
def refresh_items(sources: list[list[Any]], hiding: bool = False) -> None:
    """The same for what is no page: `[what, primary key]` each."""
    fail_or_leave(project.refresh_items([(what, pk) for what, pk in sources], hiding=hiding), len(sources))


def fail_or_leave(unbuilt: set[Source], asked: int) -> None:
    """A job about nothing else fails, and so is tried again itself; else another one tries, of these alone.

    Raises NotBuilt.
    """
    if unbuilt and len(unbuilt) == asked:
        raise NotBuilt
    leave_unbuilt(unbuilt)


# Again after 2, 4, 8 … seconds, for two hours. An edge that was down for longer has forgotten all by itself.
@queue.task(priority=FIRST, retry=RetryStrategy(max_attempts=11, exponential_wait=2))
def purge(keys: list[str]) -> None:
    """Have the caches in front forget what has changed."""
    edge.purge(keys)


@queue.task(retry=RetryStrategy(max_attempts=8, exponential_wait=2))
def ping(urls: list[str]) -> None:
    """Have the hub fetch what has changed. Who has subscribed to it asks by itself too, if less often."""
    hub.ping(urls)


@queue.periodic(cron="* * * * * */2")
@queue.task(queueing_lock="announce", lock="announce", priority=FIRST)
def announce(timestamp: int) -> None:
    """Log what the clock has made public, changed or ended; where that is much, the rest the next time."""
    announce_due()


@queue.periodic(cron="* * * * *")
@queue.task(queueing_lock="publish_scheduled", lock="publish_scheduled", priority=FIRST, pass_context=True)
def publish_scheduled(context: JobContext, timestamp: int) -> None:
    """Let Wagtail's own state follow what readers see already: publish and expire what is due."""
    schedule.catch_up(ending=context.should_abort)


@queue.periodic(cron="7 * * * *")
@queue.task(queueing_lock="mend")
def mend(timestamp: int) -> None:
    """Look for what a door has missed (a bare save in a shell), mend it, and say so. Batch by batch."""
    for difference in check.site_differences():
        logger.warning("Mended what no door had told of: %s", difference)
        project.refresh_sites()
    go_on(mend_pages, after_page=0)


@queue.task
def mend_pages(after_page: int) -> None:
    pages = check.page_ids(after_page)
    if pages:
        go_on(mend_pages, after_page=pages[-1])
    else:
        go_on(mend_items, after_what="", after_pk=0)
    for difference in check.differences(pages):
        say_if_mended(difference, project.refresh([int(difference.key.removeprefix("page-"))]))


@queue.task
def mend_items(after_what: str, after_pk: int) -> None:
    sources = check.sources((after_what, after_pk))
    if sources:
        what, pk = sources[-1]
        go_on(mend_items, after_what=what, after_pk=pk)
    else:
        go_on(mend_files, after_file="")
    for source in sources:
        for difference in check.item_differences([source]):
            say_if_mended(difference, project.refresh_items([source]))


@queue.task
def mend_files(after_file: str) -> None:
    keys = check.file_keys(after_file)
    if keys:
        go_on(mend_files, after_file=keys[-1])
    for difference in check.file_differences(keys):
        say_if_mended(difference, project.refresh_files([difference.key]))


def say_if_mended(difference: Difference, unbuilt: set[Source]) -> None:
    """Of what could not be built, the log has the reason already."""
    if not unbuilt:
        logger.warning("Mended a published item that no door had told of: %s", difference)


def go_on(task: Task[..., None, ...], **after: JSONValue) -> None:
    """A job for the next batch, behind everything else that waits; none where a round is under way.

    Each batch asks for the next before it begins itself: one that fails ends no round, and no other
    round begins while it is being done. The lock lets them follow one another.
    """
    try:
        task.configure(lock="mending", queueing_lock="mending", priority=LAST).defer(**after)
    except AlreadyEnqueued:
        logger.info("The read model is being checked already.")


@queue.periodic(cron="* * * * * */15")
@queue.task(queueing_lock="take_over", priority=FIRST, pass_context=True)
async def take_over(context: JobContext, timestamp: int) -> None:
    """What a worker was at when it was killed is done again: such a job blocks whatever shares its lock.

    This one has no lock that could be blocked. A job with a queueing lock is only called failed: the
    clock, or the round's next batch, is there already, or soon will be. A purge is never given up here: it
    ends no worker, and what it has not told, an edge shows for a day.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        if job.worker_id == context.job.worker_id:  # ours: the machine has slept, and we woke first
            continue
        logger.warning("A worker has left a job undone: %s", job.call_string)
        try:
            if not job.queueing_lock and (job.task_name == purge.name or is_tried_again(job)):
                await jobs.retry_job(job)
            else:
                await jobs.finish_job(job, Status.FAILED, delete_job=False)
        except ConnectorException:
            logger.info("It has ended meanwhile, or somebody else has taken it over: %s", job.call_string)


def is_tried_again(job: Job) -> bool:
    """Whether its task says so, of a job that fails."""
    task = queue.tasks.get(job.task_name)
    lost = RuntimeError("Its worker was killed.")
    return task is not None and task.get_retry_exception(lost, job) is not None


@queue.periodic(cron="17 3 * * *")
@queue.task(queueing_lock="prune_changes")
def prune_changes(timestamp: int) -> None:
    """Forget changes that no token reaches any more. Tombstones stay.

    So does the newest of the old ones. It may be the log's end; and by it, whoever stands further back learns
    that something has been forgotten since (cms.published.changes.reading).
    """
    for log in (Change, EmbargoedChange):
        old = log._default_manager.filter(at__lt=timezone.now() - CHANGES_ARE_KEPT)
        if newest := old.last():
            old.exclude(pk=newest.pk).delete()


@queue.periodic(cron="37 3 * * *")
@queue.task(queueing_lock="forget_words")
def forget_words(timestamp: int) -> None:
    """Forget words that no item has any more: nobody is to be told of them as what was meant."""
    last: int | None = 0
    while last is not None:
        with transaction.atomic():
            store.lock()
            last = vocabulary.forget(last)


@queue.periodic(cron="27 3 * * *")
@queue.task(queueing_lock="prune_jobs", pass_context=True)
async def prune_jobs(context: JobContext, timestamp: int) -> None:
    """Forget jobs that failed long ago. What succeeds leaves nothing (settings: WORKER_DEFAULTS)."""
    hours = int(FAILURES_ARE_KEPT.total_seconds() // 3600)
    await context.app.job_manager.delete_old_jobs(
        nb_hours=hours, include_failed=True, include_cancelled=True, include_aborted=True
    )
