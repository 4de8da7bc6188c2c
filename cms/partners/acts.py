"""What somebody does to deliveries; it is there with its job once the transaction is committed."""

from uuid import uuid4

from django.utils import timezone

from cms.partners.models import TEST, Delivery, State, Webhook
from cms.partners.nudging import wake


def send_test(webhook: Webhook) -> Delivery:
    """Through the worker, as all that is in earnest: it may reach what the web cannot, or the other way."""
    now = timezone.now()
    made = Delivery.objects.create(
        webhook=webhook, event=TEST, message=f"test_{uuid4().hex}", planned_at=now, next_at=now
    )
    wake(webhook.pk)
    return made


def try_again(webhook: Webhook, **which: object) -> int:
    """Send these once more, now. How many there are."""
    found = Delivery.objects.filter(webhook=webhook, **which).update(
        state=State.WAITING, attempts=0, next_at=timezone.now()
    )
    Webhook.objects.filter(pk=webhook.pk).update(rests_until=None)
    wake(webhook.pk)
    return found


def give_up_for_good(webhook: Webhook) -> int:
    """Those that were given up need nobody's attention any more."""
    return Delivery.objects.filter(webhook=webhook, state=State.PARKED).update(state=State.DROPPED)


def replay(webhook: Webhook, sequence: int) -> None:
    """Go back in the log: everything from there on is sent again, with the ids that it had."""
    Webhook.objects.filter(pk=webhook.pk).update(cursor=sequence - 1, rests_until=None)
    wake(webhook.pk)
