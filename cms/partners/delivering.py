"""Sends what is due to one webhook, in order for each item, until nothing is.

An item's message is sent when no earlier one of it waits. What a worker has sent and not yet written down
when it is killed is sent again: by then no later message of those items has been sent. So receivers see each
message once or more, and none before an earlier one of its item.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.partners import retries
from cms.partners.messages import Message
from cms.partners.models import Delivery, State, Webhook
from cms.partners.planning import LOG, plan
from cms.partners.sending import Receiver, Result
from cms.partners.signing import headers
from cms.published.models import Change

DELIVERIES: Final = Delivery._meta.db_table
# Any number that no other pair of advisory locks of this database begins with; the other is the webhook's.
LOCK: Final = 4_711_021
# What is sent before it is written down: so much may be sent twice where a worker is killed.
AT_ONCE, MOST_SECONDS = 50, 2.0
# Then others have their turn: there are fewer threads than webhooks.
TURN_SECONDS: Final = 5.0
# For a purge, which is the work of another worker and takes milliseconds.
PATIENCE, PAUSE_SECONDS = 20, 0.1
GONE: Final = 410

DUE: Final = f"""
    SELECT d.id, d.sequence, d.event, d.message, d.attempts, d.planned_at, c.at, c.item::text
    FROM {DELIVERIES} d LEFT JOIN {LOG} c ON c.sequence = d.sequence
    WHERE d.webhook_id = %s AND d.state = 'waiting' AND d.next_at <= %s
      AND CASE WHEN d.sequence IS NULL THEN true ELSE %s AND c.sequence <= %s AND NOT EXISTS (
            SELECT 1 FROM {DELIVERIES} earlier WHERE earlier.webhook_id = d.webhook_id AND earlier.key = d.key
            AND earlier.state = 'waiting' AND earlier.sequence < d.sequence) END
    ORDER BY d.next_at, d.sequence LIMIT %s
"""
WRITE: Final = f"""
    UPDATE {DELIVERIES} SET state = %s, attempts = %s, next_at = %s, sent_at = %s, seconds = %s, status = %s,
        answer = %s, failure = %s, detail = %s
    WHERE id = %s
"""


@dataclass(frozen=True)
class Due:
    """A message whose turn it is."""

    id: int
    message_id: str
    attempts: int
    message: Message


@dataclass(frozen=True)
class Attempt:
    due: Due
    result: Result
    at: datetime


def deliver(pk: int, ending: Callable[[], bool]) -> bool:
    """Whether there is more, and its turn was over or all is `ending`. Nothing where another is at it.

    Who finds another at it goes away, and what he came for was committed before. So it is looked for once
    more after the lock is given back. What must wait for purges is waited for a little.
    """
    patience = PATIENCE
    deadline = time.monotonic() + TURN_SECONDS

    def is_over() -> bool:
        return ending() or time.monotonic() > deadline

    while True:
        with held(pk) as is_ours:
            if not is_ours:
                return False
            did = Turn(pk, is_over).run()
        if is_over():
            return True
        if did:
            patience = PATIENCE
        elif not patience or not wanting(timezone.now()).filter(pk=pk).exists():
            return False
        else:
            patience -= 1
            time.sleep(PAUSE_SECONDS)


def wanting(now: datetime) -> "QuerySet[Webhook]":
    """Those to whom something is to be sent now, as far as can be told without looking into the log."""
    last = Coalesce(Subquery(Change.objects.order_by("-sequence").values("sequence")[:1]), 0)
    waiting = Delivery.objects.filter(webhook=OuterRef("pk"), state=State.WAITING, next_at__lte=now)
    may = Q(is_active=True) & (Q(rests_until=None) | Q(rests_until__lte=now))
    behind = Q(cursor__lt=last) | Exists(waiting.filter(sequence__lte=OuterRef("cursor")))
    return Webhook.objects.filter((may & behind) | Exists(waiting.filter(sequence=None)))


@contextmanager
def held(pk: int) -> Iterator[bool]:
    """Whether this connection alone has the webhook now. The lock ends with it, however it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, pk])
        (is_ours,) = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, pk])


class Turn:
    """One webhook's turn, by the one who holds it."""

    def __init__(self, pk: int, is_over: Callable[[], bool]) -> None:
        self.pk, self.is_over = pk, is_over
        self.failures = 0

    def run(self) -> bool:
        """Whether anything was done."""
        did = False
        webhook = Webhook.objects.filter(pk=self.pk).first()
        while webhook and not self.is_over():
            with closing(Receiver(webhook.url)) as receiver:
                url = webhook.url
                while webhook and webhook.url == url and not self.is_over():
                    if not self.step(webhook, receiver):
                        return did
                    did = True
                    webhook = Webhook.objects.filter(pk=self.pk).first()
        return did

    def step(self, webhook: Webhook, receiver: Receiver) -> bool:
        """Send what is due, else make more of it from the log. Whether there was something to do."""
        now = timezone.now()
        listed = due(webhook, now)
        if listed:
            self.send(webhook, receiver, listed)
            return True
        resting = webhook.rests_until and now < webhook.rests_until
        return not resting and bool(plan(self.pk, now))

    def send(self, webhook: Webhook, receiver: Receiver, listed: list[Due]) -> None:
        begun = time.monotonic()
        done: list[Attempt] = []
        rests_until: datetime | None = None
        for each in listed:
            now = timezone.now()
            body = each.message.body()
            result = receiver.send(body, headers(webhook, each.message_id, body, now))
            done.append(Attempt(each, result, now))
            if result.is_taken:
                self.failures = 0
            elif result.status == GONE:
                break
            elif each.message.item:
                self.failures += 1
                if result.wait:
                    rests_until = now + min(timedelta(seconds=result.wait), retries.LONGEST_WAIT)
                    break
                if self.failures >= retries.FAILURES_IN_A_ROW:
                    rests_until = retries.rest(webhook.failing_since or now, now)
                    break
            if self.is_over() or time.monotonic() - begun > MOST_SECONDS:
                break
        with transaction.atomic():
            write(done)
            self.note(webhook, done, rests_until)

    def note(self, webhook: Webhook, done: list[Attempt], rests_until: datetime | None) -> None:
        """What the attempts tell of the receiver itself."""
        found = Webhook.objects.filter(pk=self.pk)
        now = done[-1].at
        if done[-1].result.status == GONE:
            found.update(is_active=False, gone_at=now)
        elif rests_until:
            found.update(rests_until=rests_until, failing_since=webhook.failing_since or now)
            # The receiver itself fails: what else is due counts as tried, and is not waited for one by one.
            others = due(webhook, now, most=None)
            write([Attempt(each, done[-1].result, now) for each in others if each.message.item])
            self.failures = 0
        elif webhook.failing_since and any(each.result.is_taken for each in done):
            found.update(rests_until=None, failing_since=None)


def due(webhook: Webhook, now: datetime, most: int | None = AT_ONCE) -> list[Due]:
    """Tests always; all else while it is switched on and is not left alone."""
    may = webhook.is_active and not (webhook.rests_until and now < webhook.rests_until)
    with connection.cursor() as cursor:
        cursor.execute(DUE, [webhook.pk, now, may, webhook.cursor, most])
        return [due_of(*row) for row in cursor.fetchall()]


def due_of(
    pk: int,
    sequence: int | None,
    event: str,
    message: str,
    attempts: int,
    planned_at: datetime,
    at: datetime | None,
    item: Any,
) -> Due:
    if at is None:
        return Due(pk, message, attempts, Message(event, planned_at))
    return Due(pk, message, attempts, Message(event, at, sequence, orjson.loads(item)))


def write(done: list[Attempt]) -> None:
    """What has become of them. What was answered 410 waits until the webhook is switched on again."""
    rows = [row for each in done if (row := row_of(each))]
    with connection.cursor() as cursor:
        cursor.executemany(WRITE, rows)


def row_of(attempt: Attempt) -> list[Any]:
    due, result, now = attempt.due, attempt.result, attempt.at
    attempts = due.attempts + 1
    state, next_at = State.WAITING, now
    if result.is_taken:
        state = State.DELIVERED
    elif due.message.item is None:
        state = State.DROPPED
    elif result.status == GONE:
        attempts = due.attempts
    elif again := retries.next_attempt(attempts, now):
        next_at = again
    else:
        state = State.PARKED
    told = [now, result.seconds, result.status, result.answer, result.failure, result.detail]
    return [state.value, attempts, next_at, *told, due.id]
