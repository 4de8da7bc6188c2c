"""From the log to messages: the log is the queue, and each webhook has its place in it (`cursor`).

Whether a change is of a webhook's part, and what it is called there, is the change feed's to say.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from cms.partners.models import CHOSEN, Delivery, State, Webhook, hosts_of
from cms.projection.edge import PURGE_TASK
from cms.published.changes.folding import Logged, folded
from cms.published.changes.marks import Part
from cms.published.models import Action, Change, PublishedSite
from cms.published.models import State as ItemState

LOG: Final = Change._meta.db_table
# Changes that are looked at in one transaction.
AT_ONCE: Final = 500


def plan(pk: int, now: datetime) -> int:
    """Make messages of the changes that follow; how many changes were looked at.

    None while caches are still to be told of them: whoever comes because of a message must find it true. A
    purge that has failed once is waited for no longer.
    """
    with transaction.atomic():
        webhook = Webhook.objects.select_for_update().filter(pk=pk, is_active=True).first()
        if webhook is None:
            return 0
        hosts = hosts_of(webhook)
        changes = following(webhook, part_of(webhook, hosts))
        # Asked after the changes are read: a purge of one of them is there by now, or has been made.
        if not changes or purges_wait():
            return 0
        found = [delivery for row in changes if (delivery := delivery_of(webhook, row, now))]
        # A replay comes to changes that have a message already.
        Delivery.objects.bulk_create(
            found,
            update_conflicts=True,
            unique_fields=["webhook", "sequence"],
            update_fields=["event", "state", "attempts", "planned_at", "next_at"],
        )
        Webhook.objects.filter(pk=pk).update(cursor=changes[-1][0], hosts=hosts)
        return len(changes)


def purges_wait() -> bool:
    """Whether a purge that is due at once was not yet tried."""
    jobs = ProcrastinateJob.objects.filter(task_name=PURGE_TASK, status__in=("todo", "doing"))
    return bool(jobs.filter(attempts=0, scheduled_at=None).exists())


def following(webhook: Webhook, part: Part) -> Sequence[tuple[Any, ...]]:
    """Sequence, moment, action, key, and whether readers in this part had it, and have it."""
    had, of_before = part.had_before()
    has, of_after = part.has_after()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.sequence, c.at, c.action, c.key, {had}, {has} FROM {LOG} c"
            " WHERE c.sequence > %s ORDER BY c.sequence LIMIT %s",
            [*of_before, *of_after, webhook.cursor, AT_ONCE],
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def delivery_of(webhook: Webhook, row: tuple[Any, ...], now: datetime) -> Delivery | None:
    """None where it is no business of this webhook's, or nothing that it wants to be told."""
    sequence, at, action, key, had, has = row
    if not (had or has):
        return None
    state = ItemState.WITHDRAWN if action == Action.WITHDRAWN else ItemState.PUBLIC
    alone = [Logged(sequence, at, action, {"previous_html_path": ""}, had)]
    event = folded(alone, state, None, shown=has).action
    if event in CHOSEN and event not in webhook.events:
        return None
    return Delivery(
        webhook=webhook,
        sequence=sequence,
        key=key,
        event=event,
        message=message_id(sequence, at),
        state=State.WAITING,
        planned_at=now,
        next_at=now,
    )


def message_id(sequence: int, at: datetime) -> str:
    """The same whenever it is sent. With its moment: a database from a backup gives its numbers anew."""
    return f"change_{sequence}_{int(at.timestamp() * 1_000_000):x}"


def part_of(webhook: Webhook, hosts: list[str]) -> Part:
    """`hosts`: see `hosts_of`."""
    now = tuple(PublishedSite.objects.filter(site_id__in=webhook.sites).values_list("host", flat=True))
    return part_on(webhook, now, hosts)


def part_on(webhook: Webhook, now: tuple[str, ...], hosts: Sequence[str] = ()) -> Part:
    """`now`: what its sites are called."""

    def chosen(values: list[str]) -> tuple[str, ...] | None:
        return tuple(values) or None

    return Part(
        site=now if webhook.sites else None,
        gone=tuple({host.lower() for host in hosts} - {host.lower() for host in now}),
        locale=chosen([locale.lower() for locale in webhook.locales]),
        type=chosen(webhook.types),
        kind=chosen(webhook.kinds),
        topic=chosen(webhook.topics),
    )
