"""Webhooks in the admin: made, watched, mended, by those who may and by nobody else."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from cms.partners import delivering
from cms.partners.models import Delivery, State, Webhook
from cms.partners.models import Partner as Account
from cms.published.models import Change
from tests.changes.pieces import Piece, write
from tests.partners.receiving import Partner, secret_of
from tests.projection.observing import jobs
from tests.roles.conftest import Person, people, standing_site
from tests.standing import languages, place

__all__ = ["languages", "people", "place", "standing_site"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]
EVENTS = ["published", "updated"]


@pytest.fixture
def manager(people: dict[str, Person]) -> Client:
    person = people["partner_manager"]
    UserProfile.objects.update_or_create(user=person.user, defaults={"preferred_language": "en"})
    return person.admin


def address(name: str, *of: Any) -> str:
    return reverse(f"webhooks:{name}", args=[getattr(each, "pk", each) for each in of])


def text(response: Any) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def change(number: int, piece: Piece | None = None) -> None:
    with transaction.atomic():
        write(number, piece or Piece())


def test_a_partner_manager_makes_one_and_is_shown_its_secret_once(manager: Client, partner: Partner) -> None:
    values = {
        "name": "Wire",
        "url": partner.url,
        "is_active": "on",
        "events": EVENTS,
        "kinds": ["press_release"],
    }
    made = manager.post(address("add"), values)
    webhook = Webhook.objects.get()
    assert made.url == address("secret", webhook)
    assert (webhook.events, webhook.kinds, webhook.sites) == (EVENTS, ["press_release"], [])
    secret = secret_of(webhook)
    assert secret not in text(manager.get(made.url))
    shown = manager.post(made.url, {"act": "show"})
    assert secret in text(shown)
    assert "no-store" in shown["Cache-Control"]
    assert manager.post(made.url, {"act": "show"}).status_code == 302
    assert secret not in text(manager.get(made.url))
    assert [entry.action for entry in ModelLogEntry.objects.order_by("timestamp")][
        -1
    ] == "partners.show_secret"


def test_a_new_secret_is_shown_and_the_one_before_is_good_for_a_day(
    manager: Client, partner: Partner
) -> None:
    webhook = partner.hook(secret_shown_at=timezone.now())
    old = secret_of(webhook)
    shown = text(manager.post(address("secret", webhook), {"act": "rotate"}))
    new = secret_of(webhook)
    assert new in shown
    assert old not in shown
    assert webhook.previous_until
    assert webhook.previous_until - timezone.now() > timedelta(hours=23)
    change(1)
    delivering.deliver(webhook.pk, ending=lambda: False)
    for secret in (old, new):
        partner.received[0].verify(secret)


REFUSED = {
    "http://example.org/": "begins with https://",
    "https://user:secret@example.org/": "begins with https://",
    "https://localhost/hook": "leads to 127.0.0.1",
    "https://127.0.0.1/hook": "leads to 127.0.0.1",
    "https://[::1]/hook": "leads to ::1",
    "https://169.254.169.254/latest/meta-data/": "leads to 169.254.169.254",
    "https://no-such-host.invalid/": "no server of that name",
    "nonsense": "valid URL",
}


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_must_not_be_is_refused_in_words(manager: Client, url: str) -> None:
    shown = text(manager.post(address("add"), {"name": "Wire", "url": url, "events": EVENTS}))
    assert REFUSED[url] in shown or (url.startswith("https://localhost") and "leads to ::1" in shown)
    assert not Webhook.objects.exists()


def test_a_form_that_was_opened_before_does_not_put_back_what_the_worker_wrote(
    manager: Client, partner: Partner
) -> None:
    webhook = partner.hook()
    stale = Webhook.objects.get()
    Webhook.objects.update(cursor=99, failing_since=timezone.now())
    stale.name = "Another"
    stale.save()
    webhook.refresh_from_db()
    assert (webhook.name, webhook.cursor, webhook.failing_since is None) == ("Another", 99, False)


def test_a_test_goes_through_the_worker_and_its_page_shows_request_and_answer(
    manager: Client, partner: Partner
) -> None:
    webhook = partner.hook(is_active=False)
    only_tests = "nothing is sent but tests"
    assert only_tests in text(manager.get(address("deliveries", webhook)))
    partner.answer = lambda _: (200, {"Content-Type": "text/plain"}, b"Thanks <b>a lot</b>")
    page = manager.post(address("deliveries", webhook), {"act": "test"}).url
    assert [(name, args) for _, name, args in jobs()] == [
        ("cms.partners.tasks.deliver", {"webhook": webhook.pk})
    ]
    assert "It is still to be sent." in text(manager.get(page))
    delivering.deliver(webhook.pk, ending=lambda: False)
    (message,) = partner.received
    assert message.verify(secret_of(webhook))["type"] == "webhook.test"
    answer = manager.get(page).content.decode()
    assert "Thanks &lt;b&gt;a lot&lt;/b&gt;" in answer
    assert message.id in answer
    assert message.body.decode() in unescape(answer)
    Webhook.objects.update(is_active=True)
    assert only_tests not in text(manager.get(address("deliveries", webhook)))


def test_a_test_that_fails_is_not_tried_again(manager: Client, partner: Partner) -> None:
    webhook = partner.hook()
    partner.answer = lambda _: 500
    manager.post(address("deliveries", webhook), {"act": "test"})
    delivering.deliver(webhook.pk, ending=lambda: False)
    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.status) == (State.DROPPED, 500)


def given_up(webhook: Webhook) -> Delivery:
    change(1)
    delivering.deliver(webhook.pk, ending=lambda: False)
    Delivery.objects.update(state=State.PARKED, attempts=11, failure="timeout", status=None)
    return Delivery.objects.get()


def test_what_was_given_up_is_on_the_first_page_until_it_is_sent_or_let_be(
    manager: Client, partner: Partner
) -> None:
    webhook = partner.hook(name="Wire <1>")
    delivery = given_up(webhook)
    home = reverse("wagtailadmin_home")
    assert "1 message given up" in text(manager.get(home))
    assert "The receiver did not answer in time." in text(manager.get(address("deliveries", webhook)))
    manager.post(address("delivery", webhook, delivery))
    delivering.deliver(webhook.pk, ending=lambda: False)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.DELIVERED, 1)
    assert len({message.id for message in partner.received}) == 1
    assert "No message was given up" in text(manager.get(home))
    Delivery.objects.update(state=State.PARKED)
    manager.post(address("deliveries", webhook), {"act": "again"})
    assert Delivery.objects.get().state == State.WAITING
    Delivery.objects.update(state=State.PARKED)
    manager.post(address("deliveries", webhook), {"act": "dismiss"})
    assert "No message was given up" in text(manager.get(home))


def test_the_list_says_whose_a_webhook_is_and_shows_those_of_one(manager: Client, partner: Partner) -> None:
    wire = Account.objects.create(name="Wire")
    partner.hook(name="Theirs", partner=wire)
    partner.hook(name="Nobody's")
    assert re.search(r"<td[^>]*>\s*Wire\s*</td>", text(manager.get(address("index"))))
    shown = text(manager.get(address("index"), {"partner": wire.pk}))
    assert ("Theirs" in shown, "Nobody's" in shown) == (True, False)


def test_a_receiver_that_wants_no_more_is_on_the_first_page(manager: Client, partner: Partner) -> None:
    webhook = partner.hook()
    partner.answer = lambda _: 410
    change(1)
    delivering.deliver(webhook.pk, ending=lambda: False)
    for page in (reverse("wagtailadmin_home"), address("index"), address("deliveries", webhook)):
        assert "Switched off by the receiver (410)" in text(manager.get(page))
    shown = text(manager.post(address("delivery", webhook, Delivery.objects.get()), follow=True))
    assert "The webhook is switched off. Switch it on first" in shown


def test_a_replay_sends_everything_from_there_on_again(manager: Client, partner: Partner) -> None:
    webhook = partner.hook()
    for number in range(4):
        change(number)
    delivering.deliver(webhook.pk, ending=lambda: False)
    told = partner.sequences
    manager.post(address("replay", webhook), {"sequence": told[1]})
    assert [name for _, name, _ in jobs()] == ["cms.partners.tasks.deliver"]
    delivering.deliver(webhook.pk, ending=lambda: False)
    assert partner.sequences == [*told, *told[1:]]
    shown = text(manager.post(address("replay", webhook), {"sequence": told[-1] + 1}))
    assert f"the last change that it looked at is {told[-1]}" in shown
    Change.objects.filter(sequence__lt=told[2]).delete()
    assert f"The log begins with {told[2]}" in text(
        manager.post(address("replay", webhook), {"sequence": told[1]})
    )


def test_lists_and_the_panel_cost_the_same_however_much_there_is(manager: Client, partner: Partner) -> None:
    webhook = partner.hook()
    given_up(webhook)
    pages = [address("index"), address("deliveries", webhook), reverse("wagtailadmin_home")]
    for page in pages:
        manager.get(page)
    before = [asked(manager, page) for page in pages]
    for number in range(5):
        partner.hook(name=f"Hook {number}", partner=Account.objects.create(name=f"Partner {number}"))
    for number in range(2, 9):
        change(number)
    delivering.deliver(webhook.pk, ending=lambda: False)
    Delivery.objects.update(state=State.PARKED)
    assert [len(queries) for queries in before] == [len(asked(manager, page)) for page in pages]
    of_panel = [sql for sql in asked(manager, pages[2]) if "partners_" in sql]
    assert len(of_panel) == 1, of_panel


def asked(client: Client, page: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return [each["sql"] for each in queries.captured_queries]


def attempts(webhook: Webhook, delivery: Delivery) -> list[tuple[str, str, dict[str, Any]]]:
    own = {"act": "test"}
    return [
        ("get", address("index"), {}),
        ("get", address("add"), {}),
        ("post", address("add"), {"name": "Mine", "url": "https://example.org/", "events": EVENTS}),
        ("get", address("edit", webhook), {}),
        ("post", address("edit", webhook), {"name": "Mine", "url": webhook.url}),
        ("post", address("delete", webhook), {}),
        ("get", address("deliveries", webhook), {}),
        ("get", address("deliveries_results", webhook), {}),
        ("post", address("deliveries", webhook), own),
        ("post", address("deliveries", webhook), {"act": "dismiss"}),
        ("get", address("delivery", webhook, delivery), {}),
        ("post", address("delivery", webhook, delivery), {}),
        ("get", address("secret", webhook), {}),
        ("post", address("secret", webhook), {"act": "show"}),
        ("post", address("secret", webhook), {"act": "rotate"}),
        ("get", address("replay", webhook), {}),
        ("post", address("replay", webhook), {"sequence": 1}),
    ]


def test_who_may_not_can_do_nothing_by_address(people: dict[str, Person], partner: Partner) -> None:
    webhook = partner.hook()
    delivery = given_up(webhook)
    before = [*Webhook.objects.values(), *Delivery.objects.values()]
    for name in ("author", "translator en", "reviewer", "press_officer"):
        for method, page, values in attempts(webhook, delivery):
            answer = getattr(people[name].admin, method)(page, values)
            assert answer.status_code in (302, 403), (name, page)
            assert answer.status_code == 403 or answer.url == reverse("wagtailadmin_home"), (name, page)
        assert "Failed webhooks" not in text(people[name].admin.get(reverse("wagtailadmin_home")))
    assert [*Webhook.objects.values(), *Delivery.objects.values()] == before
    for name in ("partner_manager", "administrator"):
        assert people[name].admin.get(address("deliveries", webhook)).status_code == 200


def test_it_is_deleted_with_its_deliveries(manager: Client, partner: Partner) -> None:
    webhook = partner.hook()
    given_up(webhook)
    manager.post(address("delete", webhook))
    assert (Webhook.objects.count(), Delivery.objects.count()) == (0, 0)


def test_in_german_nothing_is_left_in_english(people: dict[str, Person], partner: Partner) -> None:
    person = people["partner_manager"]
    UserProfile.objects.update_or_create(user=person.user, defaults={"preferred_language": "de"})
    webhook = partner.hook()
    delivery = given_up(webhook)
    shown = " ".join(
        re.sub(r"<[^>]+>", " ", text(person.admin.get(page)))
        for page in (
            address("index"),
            address("edit", webhook),
            address("deliveries", webhook),
            address("delivery", webhook, delivery),
            address("secret", webhook),
            address("replay", webhook),
        )
    )
    for word in ("Zustellung", "Geheimnis", "Aufgegeben"):
        assert word in shown
    for word in (" Delivery", "secret ", "Given up", " attempt", "Receiver "):
        assert word not in shown, word
