"""`/changes/`: from where a token leads on, and from where not; and asking again."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.utils import timezone

from cms.projection.tasks import prune_changes
from cms.published.changes.position import Position, Token, read, write
from cms.published.models import Action, Change, PublishedSite
from tests.api.feeds import Feed, end, expired, told
from tests.published.factory import HOST, OTHER_HOST, change, page

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_a_site_that_is_renamed_is_followed_until_another_has_its_name(client: Any, token: Any) -> None:
    row = page(site=OTHER_HOST)
    since = token(site=OTHER_HOST)
    PublishedSite.objects.filter(host=OTHER_HOST).update(host="new.example.org")
    row.site, row.sites = "new.example.org", ["new.example.org"]
    row.save()
    change(row)
    address = f"/api/v1/changes/?site={OTHER_HOST}"
    assert told(client.get(f"{address}&after={since}").json()) == [("updated", row.key, True)]
    PublishedSite.objects.create(
        host=OTHER_HOST, site_id=99, root_url="https://x.example", default_locale="de", locales=["de"]
    )
    stranger = page(site=OTHER_HOST)
    change(stranger, Action.PUBLISHED)
    expired(client, since, site=OTHER_HOST)
    assert told(client.get(address).json()) == [("published", stranger.key, True)]


def test_a_token_outlives_its_site_and_its_language(client: Any, feed: Feed, token: Any) -> None:
    """Else nobody would be told that all of it is gone."""
    row = page(site=OTHER_HOST, locale="ar")
    since = token(site=OTHER_HOST, locale="ar")
    PublishedSite.objects.filter(host=OTHER_HOST).delete()
    change(row, Action.REMOVED)
    end(row)
    address = f"/api/v1/changes/?site={OTHER_HOST}&locale=ar"
    assert told(client.get(f"{address}&after={since}").json()) == [("removed", row.key, False)]
    refused = client.get(address).json()
    assert [each["parameter"] for each in refused["errors"]] == ["site", "locale"]


def test_a_token_of_something_else_is_refused_and_the_answer_says_what_to_do(
    mistakes: Any, feed: Feed, token: Any
) -> None:
    since = token()
    for wrong, more in (
        ("x", {}),
        (since[:-2], {}),
        (since.swapcase(), {}),
        (f"{since}A", {}),
        ("é", {}),
        (urlsafe_b64encode(b"[1, 2]").decode(), {}),
        (urlsafe_b64encode(b'["", [], -1, 0, null]').decode(), {}),
        (urlsafe_b64encode(b'["", [], 1e400, 0, null]').decode(), {}),
        ("A" * 3000, {}),
        (since, {"locale": "de"}),
        (token(locale="de"), {}),
        (token(site=HOST), {"site": OTHER_HOST}),
        (token(topic="a"), {"topic": "b"}),
    ):
        found = mistakes("changes/", after=wrong, **more)
        assert list(found) == ["after"]
        assert found["after"].endswith("To start again, ask without `after`.")


def test_a_token_fits_however_its_filters_are_written(feed: Feed, token: Any) -> None:
    since = token(locale="de,en", site=HOST)
    assert feed(after=since, locale="EN,de", site=HOST.upper(), limit=3)["items"] == []
    assert feed(after=token(), site="*", locale="*")["items"] == []


def test_a_token_is_good_for_90_days_after_which_what_it_leads_to_is_gone(
    client: Any, feed: Feed, token: Any
) -> None:
    row, begun = page(), token()
    old, older = timezone.now() - 91 * DAY, timezone.now() - 92 * DAY
    first = change(row, at=older)
    since = token()
    change(row, at=old)
    boundary = token()
    change(row)
    for _ in range(2):  # before and after the old ones are forgotten
        expired(client, begun)
        expired(client, since)
        assert told(feed(after=boundary)) == [("updated", row.key, True)]
        prune_changes.func(timestamp=0)
    assert not Change.objects.filter(pk=first.pk).exists()


def test_where_nothing_happens_a_token_is_good_for_ever(feed: Feed, token: Any) -> None:
    row = page()
    change(row, at=timezone.now() - 200 * DAY)
    since = token()
    prune_changes.func(timestamp=0)
    assert feed(after=since)["items"] == []
    change(row)
    prune_changes.func(timestamp=0)
    assert told(feed(after=since)) == [("updated", row.key, True)]


def test_a_token_of_a_log_that_was_put_back_leads_nowhere(client: Any, token: Any) -> None:
    row = page()
    last = change(row)
    since = token()
    Change.objects.filter(pk=last.pk).update(at=timezone.now() + timedelta(seconds=1))
    expired(client, since)
    other = Token(Position(last.sequence + 10, timezone.now() - timedelta(hours=1)), read(since).binding)
    expired(client, write(other))


def test_a_replica_that_is_a_moment_behind_asks_to_come_back(client: Any, token: Any) -> None:
    last = change(page())
    since = read(token())
    ahead = Token(Position(last.sequence + 1, timezone.now()), since.binding)
    for position in (
        ahead,
        Token(Position(ahead.position.sequence, timezone.now(), "page-1"), since.binding),
    ):
        answer = client.get(f"/api/v1/changes/?after={write(position)}")
        assert (answer.status_code, answer["Retry-After"]) == (503, "1")


# Asking again and again


def test_asking_again_where_nothing_has_happened_is_a_304_that_reads_no_item(get: Any, token: Any) -> None:
    row = page()
    since = token()
    first = get("changes/", after=since)
    assert (first.status_code, first.json()["items"]) == (200, [])
    again = get("changes/", after=since, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    # What an item is now is asked only of what the log has: this has no entry.
    row.content = orjson.dumps({"forged": True}).decode()
    row.save()
    assert get("changes/", after=since, headers={"if-none-match": first["ETag"]}).status_code == 304
    change(row)
    assert get("changes/", after=since, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_no_cache_gives_an_answer_out_unasked(get: Any, token: Any) -> None:
    change(page())
    since = token()
    for parameters in ({}, {"after": since}, {"after": "now"}):
        answer = get("changes/", **parameters)
        for name in ("Cache-Control", "CDN-Cache-Control", "Surrogate-Control"):
            assert answer[name] == "no-cache"
        assert answer["Surrogate-Key"] == answer["Cache-Tag"] == "changes"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Vary"] == "Accept-Encoding"
