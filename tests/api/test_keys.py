"""A key changes what may be asked, and no answer: who has none, or one that is no good, is told."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.partners import counting
from cms.partners.counting import Tally
from cms.partners.keys import digest_of, issue
from cms.partners.models import Key, Partner, Scope, Spent
from tests.published.factory import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sites")]

PAGES = "/api/v1/pages/"
OUTSIDE = {"REMOTE_ADDR": "9.9.9.9"}


@pytest.fixture(autouse=True)
def tally(monkeypatch: pytest.MonkeyPatch) -> Tally:
    """Of this test alone, as of a process that has just begun."""
    fresh = Tally()
    for name in ("api.readers.tally", "cms.partners.limits.tally", "cms.partners.counting.tally"):
        monkeypatch.setattr(name, fresh)
    return fresh


@pytest.fixture
def partner() -> Partner:
    return Partner.objects.create(name="Wire", per_hour=3, per_day=100)


@pytest.fixture
def key(partner: Partner) -> str:
    return issue(partner, "portal", [Scope.READ])[1]


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_an_answer_to_a_key_is_the_same_and_nobody_else_is_given_it(client: Client, key: str) -> None:
    row = page()
    for address in (PAGES, f"{PAGES}{row.object_id}/", f"{PAGES}999999999/"):
        everybodys, own = client.get(address), client.get(address, headers=bearer(key))
        assert (everybodys.status_code, everybodys.content) == (own.status_code, own.content)
        assert "RateLimit" not in everybodys
        assert everybodys["Vary"] == "Accept-Encoding"
        assert own["Cache-Control"] == "private, no-cache"
        assert own["Vary"] == "Accept-Encoding, Authorization"
        for name in ("Surrogate-Control", "CDN-Cache-Control", "Surrogate-Key", "Cache-Tag"):
            assert name in everybodys or everybodys.status_code == 404
            assert name not in own
        Spent.objects.all().delete()
        counting.tally._windows.clear()
    known = client.get(PAGES, headers={**bearer(key), "If-None-Match": client.get(PAGES)["ETag"]})
    assert known.status_code == 304


def test_its_limits_stand_in_each_answer_to_it(client: Client, key: str) -> None:
    answer = client.get(PAGES, headers=bearer(key))
    assert answer["RateLimit-Policy"] == '"hour";q=3;w=3600, "day";q=100;w=86400'
    assert re.fullmatch(r'"hour";r=2;t=\d+, "day";r=99;t=\d+', answer["RateLimit"])


def test_beyond_its_limit_it_is_told_when_to_come_again(client: Client, key: str) -> None:
    for _ in range(3):
        assert client.get(PAGES, headers=bearer(key)).status_code == 200
    refused = client.get(PAGES, headers=bearer(key))
    assert refused.status_code == 429
    assert refused.json()["type"].endswith("/problems/too-many-requests")
    assert 1 <= int(refused["Retry-After"]) <= 3600
    assert refused["Cache-Control"] == "private, no-store"
    assert '"hour";r=0' in refused["RateLimit"]
    assert client.get(PAGES).status_code == 200  # it is the key's limit


def test_all_keys_of_a_partner_share_its_limit(client: Client, partner: Partner, key: str) -> None:
    _, other = issue(partner, "another", [Scope.READ])
    answers = [client.get(PAGES, headers=bearer(each)).status_code for each in (key, other, key, other)]
    assert answers == [200, 200, 200, 429]


def expire(key: str) -> None:
    Key.objects.filter(digest=digest_of(key)).update(expires_at=timezone.now() - timedelta(seconds=1))


def revoke(key: str) -> None:
    Key.objects.filter(digest=digest_of(key)).update(revoked_at=timezone.now())


def delete(key: str) -> None:
    Partner.objects.all().delete()


@pytest.mark.parametrize(
    ("end", "reason"), [(expire, "has expired"), (revoke, "was revoked"), (delete, "is unknown")]
)
def test_a_key_that_has_ended_opens_nothing_from_the_next_request_on(
    client: Client, key: str, end: Any, reason: str
) -> None:
    assert client.get(PAGES, headers=bearer(key)).status_code == 200
    end(key)
    refused = client.get(PAGES, headers=bearer(key))
    assert refused.status_code == 401
    assert reason in refused.json()["detail"]
    assert refused["WWW-Authenticate"].startswith('Bearer realm="Dateline", error="invalid_token"')
    assert "no-store" in refused["Cache-Control"]


@pytest.mark.parametrize(
    "authorization",
    ["Bearer", "Bearer dtl_00000000_" + "x" * 43, "Bearer \x00'; --", "dtl_", "x" * 4000, ""],
)
def test_what_is_no_key_is_refused(client: Client, authorization: str) -> None:
    refused = client.get(PAGES, headers={"Authorization": authorization})
    assert refused.status_code == 401
    assert refused.json()["type"].endswith("/problems/key-refused")


def test_a_password_for_a_proxy_in_front_is_none_of_ours(client: Client) -> None:
    answer = client.get(PAGES, headers={"Authorization": "Basic dXNlcjpwYXNz"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-cache"  # but what is asked with it, nobody shares


def test_a_key_in_the_address_is_refused_and_not_looked_at(client: Client, key: str) -> None:
    for name in ("key", "token", "access_token", "api_key"):
        answer = client.get(PAGES, {name: key})
        assert answer.status_code == 400
        assert "goes into the header" in answer.json()["detail"]
        assert key not in answer.content.decode()


def test_a_key_is_stored_as_its_hash_alone(key: str) -> None:
    stored = Key.objects.values().get()
    assert stored["prefix"] == key[:12]
    assert stored["digest"] == digest_of(key)
    assert not any(key[12:] in str(value) for value in stored.values())


def test_a_key_for_metrics_alone_does_not_read(client: Client, partner: Partner) -> None:
    _, key = issue(partner, "numbers", [Scope.METRICS])
    refused = client.get(PAGES, headers=bearer(key))
    assert refused.status_code == 403
    assert 'error="insufficient_scope", scope="read"' in refused["WWW-Authenticate"]


def test_a_read_with_a_key_is_one_query_more_and_no_write(client: Client, key: str) -> None:
    row = page()
    client.get(PAGES)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{PAGES}{row.object_id}/", headers=bearer(key))
    asked = [each["sql"].split()[0] for each in queries.captured_queries]
    assert asked == ["SELECT", "SELECT"]  # whose key it is, by its hash; the item


def test_what_is_no_key_at_all_asks_the_database_nothing(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGES, headers=bearer("guess"))
    assert not queries.captured_queries


# Limits of addresses


@pytest.fixture
def few(settings: Any) -> None:
    settings.ANONYMOUS_PER_MINUTE = 2


def statuses(client: Client, count: int, **of: Any) -> list[int]:
    return [client.get(PAGES, **of).status_code for _ in range(count)]


@pytest.mark.usefixtures("few")
def test_an_address_without_a_key_has_a_limit_of_its_own(client: Client) -> None:
    assert statuses(client, 3, **OUTSIDE) == [200, 200, 429]
    refused = client.get(PAGES, **OUTSIDE)
    assert refused["Cache-Control"] == "no-store"
    assert refused["RateLimit-Policy"] == '"address";q=2;w=60'
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert statuses(client, 1, REMOTE_ADDR="9.9.9.10") == [200]


@pytest.mark.usefixtures("few")
def test_of_ipv6_a_network_is_one(client: Client) -> None:
    assert statuses(client, 2, REMOTE_ADDR="2a00:1:2:3::1") == [200, 200]
    assert statuses(client, 1, REMOTE_ADDR="2a00:1:2:3:ffff::9") == [429]
    assert statuses(client, 1, REMOTE_ADDR="2a00:1:2:4::1") == [200]


@pytest.mark.usefixtures("few")
def test_machines_of_ones_own_network_have_none(client: Client) -> None:
    for address in ("127.0.0.1", "10.1.2.3", "::1", "fd00::1", "::ffff:192.168.0.4", "", "unix:"):
        assert statuses(client, 4, REMOTE_ADDR=address) == [200] * 4


@pytest.mark.usefixtures("few")
def test_what_anybody_writes_into_the_header_of_proxies_is_not_believed(
    client: Client, settings: Any
) -> None:
    def told(*chain: str) -> int:
        return client.get(PAGES, headers={"X-Forwarded-For": ", ".join(chain)}, **OUTSIDE).status_code

    assert [told(f"203.0.113.{number}") for number in range(3)] == [200, 200, 429]
    settings.TRUSTED_PROXIES = 1
    assert [told(f"203.0.113.{number}", "8.8.4.4") for number in range(3)] == [200, 200, 429]
    settings.TRUSTED_PROXIES = 2
    assert [told(f"203.0.113.{number}", "8.8.8.8", "10.0.0.1") for number in range(3)] == [200, 200, 429]
    assert told("8.8.8.8") == 429  # past the proxies: whoever it comes from
    settings.TRUSTED_PROXIES = 1
    assert [told(f"8.8.4.5:{port}") for port in (1, 2, 3)] == [200, 200, 429]
    assert [told(f"[2001:4860::8]:{port}") for port in (1, 2, 3)] == [200, 200, 429]


@pytest.mark.usefixtures("few")
def test_whoever_tries_out_keys_meets_the_limit_too(client: Client) -> None:
    guess = {"headers": bearer("dtl_00000000_" + "x" * 43), **OUTSIDE}
    assert statuses(client, 3, **guess) == [401, 401, 429]


@pytest.mark.usefixtures("few")
def test_pages_of_documentation_are_not_counted(client: Client) -> None:
    for address in ("/api/v1/openapi.json", "/problems/gone", "/api/v1/docs/", "/embed/news.js"):
        assert {client.get(address, **OUTSIDE).status_code for _ in range(4)} == {200}


@pytest.mark.usefixtures("few")
def test_news_in_a_frame_is_a_list_like_any_other(client: Client) -> None:
    answers = [client.get("/embed/news/", {"limit": 100}, **OUTSIDE).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_without_a_limit_nobody_is_counted(client: Client, settings: Any, tally: Tally) -> None:
    settings.ANONYMOUS_PER_MINUTE = 0
    statuses(client, 3, **OUTSIDE)
    assert not tally._windows


def test_when_a_key_was_used_is_known_without_a_write_for_each_request(
    client: Client, key: str, tally: Tally
) -> None:
    client.get(PAGES, headers=bearer(key))
    assert Key.objects.get().last_used_at is None
    tally.exchange()
    assert timezone.now() - Key.objects.get().last_used_at < timedelta(minutes=1)
