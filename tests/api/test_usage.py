"""What partners and everybody else ask is counted by day, without a cookie and without a write for each."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.partners import usage
from cms.partners.counting import Tally
from cms.partners.keys import issue
from cms.partners.models import FieldUse, Partner, Scope, Usage
from tests.api.test_keys import PAGES, bearer, tally
from tests.published.factory import page

__all__ = ["tally"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sites")]
USAGE = "/api/v1/usage/"


@pytest.fixture
def partner() -> Partner:
    return Partner.objects.create(name="Wire")


def counted() -> list[tuple[str | None, str, int]]:
    rows = Usage.objects.order_by("partner", "endpoint").values_list("partner__name", "endpoint", "requests")
    return list(rows)


def test_requests_are_counted_by_partner_and_endpoint(client: Client, partner: Partner, tally: Tally) -> None:
    _, key = issue(partner, "portal", [Scope.READ])
    for _ in range(2):
        client.get(PAGES, headers=bearer(key))
        client.get("/feeds/news.rss", headers=bearer(key))
    client.get(PAGES)
    client.get(PAGES, {"contry": "DE"})  # what is refused is no use
    tally.exchange()
    assert counted() == [("Wire", "feed_rss", 2), ("Wire", "pages", 2), (None, "pages", 1)]
    client.get(PAGES)
    tally.exchange()
    assert counted()[-1] == (None, "pages", 2)
    assert Usage.objects.first().day == timezone.now().date()


def test_the_fields_that_a_key_reads_are_counted(client: Client, partner: Partner, tally: Tally) -> None:
    _, key = issue(partner, "portal", [Scope.READ])
    row = page()
    client.get(PAGES, {"fields": "_,title,teaser_image(alt,src)"}, headers=bearer(key))
    client.get(f"{PAGES}{row.object_id}/", {"fields": "_,title"}, headers=bearer(key))
    client.get(PAGES, {"fields": "no_such_field"}, headers=bearer(key))
    client.get("/oembed/", {"fields": "%", "url": "nowhere"}, headers=bearer(key))
    client.get(PAGES, {"fields": "_,title"})  # whose would that be
    client.get(PAGES, {"fields": "_,title"}, headers=bearer(key))  # by now from memory
    tally.exchange()
    found = FieldUse.objects.order_by("endpoint", "field").values_list("endpoint", "field", "requests")
    assert list(found) == [
        ("page", "_", 1), ("page", "title", 1),
        ("pages", "_", 2), ("pages", "teaser_image", 1), ("pages", "title", 2),
    ]  # fmt: skip


def test_a_partner_that_goes_meanwhile_holds_nothing_up(
    client: Client, partner: Partner, tally: Tally
) -> None:
    _, key = issue(partner, "portal", [Scope.READ])
    client.get(PAGES, {"fields": "_,title"}, headers=bearer(key))
    client.get(PAGES)
    partner.delete()
    tally.exchange()
    assert counted() == [(None, "pages", 1)]


def test_a_partner_reads_its_own_usage_and_nobody_elses(client: Client, partner: Partner) -> None:
    made, key = issue(partner, "numbers", [Scope.METRICS])
    day = timezone.now().date()
    Usage.objects.create(day=day, partner=partner, endpoint="pages", requests=12)
    Usage.objects.create(day=day, partner=Partner.objects.create(name="Other"), endpoint="pages", requests=5)
    FieldUse.objects.create(day=day, key=made, endpoint="pages", field="title", requests=3)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(USAGE, headers=bearer(key))
    assert len(queries.captured_queries) == 3  # whose key; requests; fields
    assert answer.json() == {
        "partner": "Wire",
        "items": [{"day": day.isoformat(), "endpoint": "pages", "requests": 12}],
        "fields": [
            {"day": day.isoformat(), "key": made.prefix, "endpoint": "pages", "field": "title", "requests": 3}
        ],
    }
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("scopes", "status"), [(None, 401), ([Scope.READ], 403), ([Scope.METRICS], 200)])
def test_it_takes_a_key_with_that_scope(client: Client, partner: Partner, scopes: Any, status: int) -> None:
    headers = bearer(issue(partner, "numbers", scopes)[1]) if scopes else {}
    assert client.get(USAGE, headers=headers).status_code == status


def test_what_was_counted_long_ago_is_forgotten(partner: Partner) -> None:
    made, _ = issue(partner, "portal", [Scope.READ])
    for days in (0, 89, 91):
        day = timezone.now().date() - timedelta(days=days)
        Usage.objects.create(day=day, partner=None, endpoint="pages", requests=1)
        FieldUse.objects.create(day=day, key=made, endpoint="pages", field="title", requests=1)
    usage.forget()
    assert (Usage.objects.count(), FieldUse.objects.count()) == (2, 2)
