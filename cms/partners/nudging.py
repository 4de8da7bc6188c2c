"""Who wakes the worker: the log, in the transaction of the change; the admin; and the clock, for all else.

Jobs carry nothing: what is to be sent stands in the log and in `Delivery`. One that is lost costs seconds.
"""

from typing import Any, Final

from django.db import transaction
from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONValue

from cms.partners.models import Webhook
from cms.projection.log import changed

# By name: the tasks are made of what stands here.
FOLLOW_TASK: Final = "cms.partners.tasks.follow"
DELIVER_TASK: Final = "cms.partners.tasks.deliver"


def listen() -> None:
    changed.connect(wake_after_change, dispatch_uid="webhooks")


def wake_after_change(**_: Any) -> None:
    if Webhook.objects.filter(is_active=True).exists():
        defer_once(FOLLOW_TASK, "webhooks after a change")


def wake(webhook: int) -> None:
    """Have what is due to it sent."""
    defer_once(DELIVER_TASK, f"webhook {webhook}", webhook=webhook)


def defer_once(task: str, lock: str, **values: JSONValue) -> None:
    """A job, where none waits already; it is there once the transaction is committed, and not before.

    One that waits may have begun before this transaction ends, and not see it. Then the clock's does.
    """
    try:
        # A refusal would take the whole transaction with it.
        with transaction.atomic():
            queue.configure_task(task, queueing_lock=lock).defer(**values)
    except AlreadyEnqueued:
        pass
