"""What the worker of webhooks does. It has a queue of its own: a slow receiver must hold nothing else up."""

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app as queue

from cms.partners import usage
from cms.partners.delivering import deliver as deliver_to
from cms.partners.delivering import wanting
from cms.partners.models import Delivery, State
from cms.partners.nudging import wake
from cms.published.models import Change

QUEUE: Final = "webhooks"
# How long the admin shows what was delivered; what was given up stays as long as its change does.
DELIVERED_ARE_KEPT: Final = timedelta(days=30)


@queue.task(queue=QUEUE)
def follow() -> None:
    """Wake whoever has something to be sent."""
    for pk in wanting(timezone.now()).values_list("pk", flat=True):
        wake(pk)


@queue.periodic(cron="* * * * * */5")
@queue.task(queue=QUEUE, queueing_lock="webhooks by the clock")
def follow_the_clock(timestamp: int) -> None:
    """For retries, and for what no other job has woken anybody for."""
    follow()


@queue.task(queue=QUEUE, pass_context=True)
def deliver(context: JobContext, webhook: int) -> None:
    """Send what is due to it; where its turn is over before that is done, ask for another."""
    if deliver_to(webhook, ending=context.should_abort):
        wake(webhook)


@queue.periodic(cron="57 3 * * *")
@queue.task(queueing_lock="prune_usage")
def prune_usage(timestamp: int) -> None:
    """Forget what was counted long ago. Who has read what under embargo stays."""
    usage.forget()


@queue.periodic(cron="47 3 * * *")
@queue.task(queueing_lock="prune_deliveries")
def prune_deliveries(timestamp: int) -> None:
    """Forget what was delivered long ago, and what can no longer be sent, since its change is forgotten."""
    done = Q(state__in=(State.DELIVERED, State.DROPPED), planned_at__lt=timezone.now() - DELIVERED_ARE_KEPT)
    first = Change.objects.first()
    Delivery.objects.filter(done | Q(sequence__lt=first.sequence if first else 0)).delete()
