"""What a receiver is told: in which order, of which changes, with which signature."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django import app as queue
from standardwebhooks import WebhookVerificationError
from time_machine import travel

from cms.partners import delivering, signing
from cms.partners.models import Delivery, Failure, State, Webhook
from cms.projection.edge import PURGE_TASK
from cms.published.models import Change, PublishedSite
from tests.changes.pieces import SITES, Piece, key_of, write
from tests.partners.receiving import Partner, Received, secret_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sites(db: None) -> None:
    for number, host in enumerate(SITES, 1):
        PublishedSite.objects.create(
            host=host, site_id=number, root_url=f"https://{host}", default_locale="de", locales=["de", "en"]
        )


def change(number: int, piece: Piece | None, note: str = "") -> int:
    """Bring an item to that; the change's sequence."""
    with transaction.atomic():
        write(number, piece, note)
    return Change.objects.latest("sequence").sequence


def deliver(webhook: Webhook) -> None:
    delivering.deliver(webhook.pk, ending=lambda: False)


def test_each_change_is_told_as_the_feed_has_it_without_content(partner: Partner) -> None:
    webhook = partner.hook()
    sequence = change(1, Piece())
    deliver(webhook)
    (message,) = partner.received
    logged = Change.objects.get(sequence=sequence)
    assert message.path == "/hook?from=dateline"
    assert message.headers["content-type"] == "application/json"
    at = logged.at.isoformat().replace("+00:00", "Z")
    data = {"sequence": sequence, "action": "published", "at": at, "item": logged.item}
    assert message.json == {"type": "item.published", "timestamp": at, "data": data}
    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.status, delivery.attempts) == (State.DELIVERED, 204, 1)


def test_it_verifies_with_the_secret_and_with_no_other(partner: Partner) -> None:
    webhook = partner.hook()
    change(1, Piece())
    deliver(webhook)
    (message,) = partner.received
    assert message.verify(secret_of(webhook)) == message.json
    with pytest.raises(WebhookVerificationError):
        message.verify(secret_of(partner.hook()))


def test_for_a_day_after_a_rotation_both_secrets_verify(partner: Partner) -> None:
    webhook = partner.hook()
    old = secret_of(webhook)
    signing.rotate(webhook, timezone.now())
    new = secret_of(webhook)
    assert new != old
    with travel(timezone.now() + timedelta(hours=23)):
        change(1, Piece())
        deliver(webhook)
        for secret in (old, new):
            partner.received[0].verify(secret)
    with travel(timezone.now() + timedelta(hours=25)):
        change(1, Piece(text=2))
        deliver(webhook)
        partner.received[1].verify(new)
        with pytest.raises(WebhookVerificationError):
            partner.received[1].verify(old)


def test_no_secret_stands_in_the_database(partner: Partner) -> None:
    webhook = partner.hook()
    stored = json.dumps(list(Webhook.objects.values()), default=str)
    assert secret_of(webhook).removeprefix("whsec_") not in stored


def test_a_new_webhook_is_told_of_what_comes_and_not_of_what_was(partner: Partner) -> None:
    change(1, Piece())
    webhook = partner.hook()
    change(2, Piece())
    deliver(webhook)
    assert partner.told == [(key_of(2), "item.published")]


def test_many_messages_take_one_connection(partner: Partner) -> None:
    webhook = partner.hook()
    for number in range(60):
        change(number, Piece())
    deliver(webhook)
    assert len(partner.received) == 60
    assert partner.connections == 1


PARTS: dict[str, dict[str, Any]] = {
    "site": {"sites": [1]},
    "locale": {"locales": ["de"]},
    "kind": {"kinds": ["news"]},
    "topic": {"topics": ["work"]},
}
INSIDE = Piece(sites=SITES[:1], locale="de", kind="news", topics=("work",))
OUTSIDE = {
    "site": replace(INSIDE, sites=(SITES[1],)),
    "locale": replace(INSIDE, locale="en"),
    "kind": replace(INSIDE, kind="press_release"),
    "topic": replace(INSIDE, topics=("life",)),
}


@pytest.mark.parametrize("name", PARTS)
def test_what_leaves_a_filter_is_told_as_removed_and_what_comes_as_published(
    partner: Partner, name: str
) -> None:
    webhook = partner.hook(**PARTS[name])
    change(1, OUTSIDE[name])
    change(1, replace(INSIDE, text=2))
    change(1, replace(INSIDE, text=3))
    change(1, replace(OUTSIDE[name], text=4))
    change(1, replace(OUTSIDE[name], text=5))
    deliver(webhook)
    assert [event for _, event in partner.told] == ["item.published", "item.updated", "item.removed"]


def test_a_type_that_nothing_has_is_told_nothing(partner: Partner) -> None:
    webhook = partner.hook(types=["home.Menu"])
    change(1, INSIDE)
    deliver(webhook)
    assert partner.received == []
    webhook.refresh_from_db()
    assert webhook.cursor == Change.objects.latest("sequence").sequence


def test_what_a_site_had_before_it_was_deleted_is_told_to_be_gone(partner: Partner) -> None:
    webhook = partner.hook(sites=[2])
    change(1, replace(INSIDE, sites=(SITES[1],)))
    PublishedSite.objects.filter(site_id=2).delete()
    change(1, None)
    deliver(webhook)
    assert [event for _, event in partner.told] == ["item.published", "item.removed"]


def test_a_site_that_is_renamed_is_still_the_one_that_was_chosen(partner: Partner) -> None:
    webhook = partner.hook(sites=[2])
    PublishedSite.objects.filter(site_id=2).update(host="new.example.org")
    change(1, replace(INSIDE, sites=("new.example.org",)))
    deliver(webhook)
    assert [event for _, event in partner.told] == ["item.published"]


def test_events_that_were_not_chosen_are_left_out_but_never_what_is_taken_back(partner: Partner) -> None:
    webhook = partner.hook(events=["corrected"])
    change(1, Piece())
    change(1, Piece(text=2))
    change(1, Piece(text=2, corrections=1))
    change(1, None, note="Wrong.")
    change(2, Piece())
    change(2, None)
    deliver(webhook)
    events = {number: [event for key, event in partner.told if key == key_of(number)] for number in (1, 2)}
    assert events == {1: ["item.corrected", "item.withdrawn"], 2: ["item.removed"]}


def test_where_an_item_was_is_told_when_it_has_moved(partner: Partner) -> None:
    webhook = partner.hook()
    change(1, Piece())
    change(1, Piece(path=2))
    deliver(webhook)
    items = [each.json["data"]["item"] for each in partner.received]
    assert [item["previous_html_path"] for item in items] == [None, "/de/1/1/"]


def test_nothing_is_told_before_the_caches_are(partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "PATIENCE", 1)
    webhook = partner.hook()
    change(1, Piece())
    job = queue.configure_task(PURGE_TASK).defer(keys=["page-1"])
    deliver(webhook)
    assert partner.received == []
    with connection.cursor() as cursor:  # the edge is down: it was tried once
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 1 WHERE id = %s", [job])
    deliver(webhook)
    assert len(partner.received) == 1


def test_what_is_done_again_has_the_same_id_and_body(partner: Partner) -> None:
    webhook = partner.hook()
    for number in range(3):
        change(number, Piece())
    deliver(webhook)
    Webhook.objects.update(cursor=partner.sequences[1] - 1)
    deliver(webhook)
    first, again = partner.received[:3], partner.received[3:]
    assert [each.id for each in again] == [each.id for each in first[1:]]
    assert [each.body for each in again] == [each.body for each in first[1:]]
    assert len({each.id for each in first}) == 3
    assert Delivery.objects.count() == 3


def test_a_second_worker_leaves_it_to_the_first(partner: Partner) -> None:
    webhook = partner.hook()
    change(1, Piece())
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [delivering.LOCK, webhook.pk])
        deliver(webhook)
        assert partner.received == []
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    deliver(webhook)
    assert len(partner.received) == 1


def test_switched_off_nothing_is_sent_and_switched_on_it_goes_on_where_it_was(partner: Partner) -> None:
    webhook = partner.hook(is_active=False)
    change(1, Piece())
    deliver(webhook)
    assert partner.received == []
    Webhook.objects.update(is_active=True)
    deliver(webhook)
    assert len(partner.received) == 1


def test_410_switches_it_off_and_loses_nothing(partner: Partner) -> None:
    webhook = partner.hook()
    partner.answer = lambda _: 410
    change(1, Piece())
    change(2, Piece())
    deliver(webhook)
    webhook.refresh_from_db()
    assert (len(partner.received), webhook.is_active, webhook.gone_at is None) == (1, False, False)
    partner.answer = lambda _: 200
    webhook.is_active = True
    webhook.save()
    assert webhook.gone_at is None
    deliver(webhook)
    assert sorted(key for key, _ in partner.told) == [key_of(1), key_of(1), key_of(2)]


def redirect(_: Received) -> tuple[int, dict[str, str], bytes]:
    return 302, {"Location": "/elsewhere"}, b"x" * 10_000


def test_a_redirect_is_not_followed_and_an_answer_is_kept_in_part(partner: Partner) -> None:
    webhook = partner.hook()
    partner.answer = redirect
    change(1, Piece())
    deliver(webhook)
    (delivery,) = Delivery.objects.all()
    assert [each.path for each in partner.received] == ["/hook?from=dateline"]
    assert (delivery.status, delivery.failure, delivery.state) == (302, Failure.ANSWER, State.WAITING)
    assert delivery.answer == "x" * 4096


def test_to_have_nothing_to_do_costs_few_queries(partner: Partner) -> None:
    webhook = partner.hook()
    with CaptureQueriesContext(connection) as asked:
        deliver(webhook)
    # The lock, the webhook, what is due, the log in its transaction, the lock again, and a last look.
    assert len(asked) <= 12, [each["sql"][:80] for each in asked.captured_queries]
