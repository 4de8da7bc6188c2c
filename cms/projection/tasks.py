"""What the worker does for the read model. Each holds the lock, so each is short."""

import logging
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app as queue

from cms.projection import check, project
from cms.published.models import Change

logger = logging.getLogger(__name__)

# How long a token of the change feed stays good (api.md, Changes).
CHANGES_ARE_KEPT = timedelta(days=90)


@queue.task
def refresh_pages(pages: list[int]) -> None:
    """Build the rest of a large fan-out."""
    project.refresh(pages)


@queue.periodic(cron="* * * * * */2")
@queue.task(queueing_lock="announce", lock="announce")
def announce(timestamp: int) -> None:
    """Log what the clock has made public, changed or ended."""
    while project.announce_due():
        pass


@queue.periodic(cron="* * * * *")
@queue.task(queueing_lock="publish_scheduled", lock="publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Let Wagtail's own state follow what readers see already: publish and expire what is due."""
    call_command("publish_scheduled")


@queue.periodic(cron="*/10 * * * *")
@queue.task(queueing_lock="mend", lock="mend")
def mend(timestamp: int) -> None:
    """Look for what a door has missed (a bare save in a shell), mend it, and say so."""
    for difference in check.site_differences():
        logger.warning("Mended what no door had told of: %s", difference)
        project.refresh_sites()
    for pages in check.all_page_ids():
        for difference in check.differences(pages):
            logger.warning("Mended a published item that no door had told of: %s", difference)
            project.refresh([int(difference.key.removeprefix("page-"))])
    for keys in check.all_file_keys():
        for difference in check.file_differences(keys):
            logger.warning("Mended a published file that no door had told of: %s", difference)
            project.refresh_files([difference.key])


@queue.periodic(cron="17 3 * * *")
@queue.task(queueing_lock="prune_changes")
def prune_changes(timestamp: int) -> None:
    """Forget changes that no token reaches any more. Tombstones stay."""
    Change.objects.filter(at__lt=timezone.now() - CHANGES_ARE_KEPT).delete()
