"""What becomes of what was not taken: order, patience, and its end."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cms.partners import delivering, retries, tasks
from cms.partners.models import Delivery, Failure, State, Webhook
from cms.projection.log import changed
from cms.published.models import Change
from tests.changes.pieces import Piece, key_of, write
from tests.clock import Clock
from tests.partners.receiving import Partner, Received, secret_of
from tests.projection.observing import jobs, run_jobs


def change(number: int, text: int = 1) -> None:
    """As a run of the projection does it."""
    with transaction.atomic():
        write(number, Piece(text=text))
        changed.send(sender=Change)


def work() -> None:
    """What the worker does now."""
    tasks.follow()
    for _, name, args in jobs():
        if name == "cms.partners.tasks.deliver":
            delivering.deliver(args["webhook"], ending=lambda: False)
    run_no_jobs()


def run_no_jobs() -> None:
    """They have been done."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def refusing(*keys: str, status: int = 500) -> Callable[[Received], int]:
    return lambda message: status if not keys or message.told[0] in keys else 204


def test_a_later_change_waits_for_an_earlier_one_of_its_item_and_for_no_other(
    clock: Clock, partner: Partner
) -> None:
    partner.hook()
    partner.answer = refusing(key_of(1))
    change(1)
    change(1, text=2)
    change(2)
    work()
    assert partner.told == [(key_of(1), "item.published"), (key_of(2), "item.published")]
    partner.answer = lambda _: 204
    failed = Delivery.objects.earliest("sequence")
    assert failed.sent_at
    assert failed.next_at - failed.sent_at >= timedelta(seconds=4.5)
    clock.advance(seconds=6)
    work()
    assert partner.told[2:] == [(key_of(1), "item.published"), (key_of(1), "item.updated")]
    first, again = partner.received[0], partner.received[2]
    assert (again.id, again.body) == (first.id, first.body)
    assert again.headers["webhook-timestamp"] > first.headers["webhook-timestamp"]
    again.verify(secret_of(Webhook.objects.get()))


def test_it_is_tried_for_three_days_and_then_given_up_and_what_follows_is_sent(
    clock: Clock, partner: Partner
) -> None:
    partner.hook()
    partner.answer = refusing(key_of(1))
    begun = clock.now
    change(1)
    change(1, text=2)
    work()
    first = Delivery.objects.earliest("sequence")
    while first.state == State.WAITING:
        clock.advance_to(first.next_at)
        partner.answer = refusing(key_of(1))
        work()
        first.refresh_from_db()
    assert first.state == State.PARKED
    assert first.attempts == len(retries.DELAYS) + 1
    assert timedelta(hours=60) < clock.now - begun < timedelta(hours=84)
    assert len(partner.received) == first.attempts + 1, "the next of the item had its turn"
    assert partner.received[-1].json["type"] == "item.updated"


def test_attempts_are_further_and_further_apart_and_not_at_the_same_moment() -> None:
    now = timezone.now()
    spans = [retries.next_attempt(attempts, now, share=lambda low, high: 1) for attempts in range(1, 11)]
    assert all(a is not None and b is not None and a <= b for a, b in pairwise(spans))
    assert (
        timedelta(days=2.8) < sum((each - now for each in spans if each), timedelta()) < timedelta(days=3.2)
    )
    assert retries.next_attempt(11, now) is None
    assert len({retries.next_attempt(5, now) for _ in range(20)}) > 10


def test_a_receiver_that_fails_altogether_is_left_alone_and_what_waits_is_not_tried_one_by_one(
    clock: Clock, partner: Partner
) -> None:
    webhook = partner.hook()
    partner.answer = refusing()
    for number in range(20):
        change(number)
    work()
    assert len(partner.received) == retries.FAILURES_IN_A_ROW
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}
    webhook.refresh_from_db()
    assert webhook.failing_since is not None
    partner.received.clear()
    work()
    assert partner.received == []
    partner.answer = lambda _: 204
    clock.advance(seconds=15)
    work()
    assert sorted(partner.told) == sorted((key_of(number), "item.published") for number in range(20))
    webhook.refresh_from_db()
    assert (webhook.failing_since, webhook.rests_until) == (None, None)


def test_the_longer_it_fails_the_longer_it_is_left_alone() -> None:
    now = timezone.now()
    rests = [retries.rest(now - timedelta(seconds=ago), now) - now for ago in (0, 80, 10_000)]
    assert rests == [timedelta(seconds=10), timedelta(seconds=20), timedelta(minutes=10)]


def test_a_receiver_that_asks_for_time_has_it(clock: Clock, partner: Partner) -> None:
    partner.hook()
    partner.answer = lambda _: (429, {"Retry-After": "120"}, b"")
    change(1)
    work()
    partner.answer = lambda _: 204
    clock.advance(seconds=100)
    work()
    assert len(partner.received) == 1
    clock.advance(seconds=30)
    work()
    assert len(partner.received) == 2


def test_where_nobody_listens_it_says_so(clock: Clock, partner: Partner) -> None:
    partner.hook(url="http://127.0.0.1:1/")
    partner.hook(url="http://no-such-host.invalid/")
    change(1)
    work()
    assert set(Delivery.objects.values_list("failure", "attempts")) == {
        (Failure.CONNECTION, 1),
        (Failure.NOT_FOUND, 1),
    }


def test_a_change_and_the_job_that_tells_of_it_are_there_together_or_not_at_all(
    clock: Clock, partner: Partner
) -> None:
    partner.hook()
    try:
        with transaction.atomic():
            write(1, Piece())
            changed.send(sender=Change)
            raise LookupError
    except LookupError:
        pass
    assert jobs() == []
    change(1)
    change(2)
    assert [name for _, name, _ in jobs()] == ["cms.partners.tasks.follow"], "one job is enough for both"


def test_what_was_delivered_is_forgotten_after_a_month_and_what_was_given_up_is_not(
    clock: Clock, partner: Partner
) -> None:
    partner.hook()
    change(1)
    change(2)
    work()
    Delivery.objects.filter(key=key_of(2)).update(state=State.PARKED)
    clock.advance(days=31)
    tasks.prune_deliveries(0)
    assert [each.key for each in Delivery.objects.all()] == [key_of(2)]
    Change.objects.filter(key=key_of(2)).update(sequence=10_000)
    Change.objects.filter(key=key_of(1)).delete()
    tasks.prune_deliveries(0)
    assert not Delivery.objects.exists()


@pytest.mark.usefixtures("database")
def test_nobody_is_woken_where_there_is_no_webhook() -> None:
    change(1)
    assert jobs() == []
    assert run_jobs() == 0
