"""What is under embargo, for a key that may read it: in its place among all others, and on record."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from cms.partners.keys import issue
from cms.partners.models import EmbargoReading, Key, Partner, Scope
from cms.projection.log import Difference, log
from cms.projection.rows import values
from cms.published.models import Action, EmbargoedChange, EmbargoedItem, PublishedItem, State
from tests.api.test_keys import PAGES, bearer
from tests.published import factory
from tests.published.factory import OTHER_HOST, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sites")]

UNTIL = (timezone.now() + timedelta(hours=1)).replace(microsecond=0)
SAID = {"until": UNTIL.isoformat().replace("+00:00", "Z")}
CHANGES = "/api/v1/changes/"
ALL = {"embargoed": "include"}


def held(**columns: Any) -> EmbargoedItem:
    """An item under embargo, for partners; everybody's waits for its moment."""
    made = page(**columns, visible_from=UNTIL)
    told = {}
    for name in ("content", "card"):
        said = json.loads(getattr(made, name))
        said["meta"]["embargo"] = SAID
        told[name] = orjson.dumps(said).decode()
    row = EmbargoedItem(
        **values(made) | {**told, "visible_from": factory.newest, "visible_until": UNTIL, "announced": True}
    )
    row.save()
    return row


def tell(action: Action, told: EmbargoedItem | None, after: EmbargoedItem | None) -> None:
    log(action, Difference(told, [told] if told else [], after), timezone.now(), EmbargoedChange)


@pytest.fixture
def partner() -> Partner:
    return Partner.objects.create(name="Wire")


@pytest.fixture
def key(partner: Partner) -> str:
    return issue(partner, "portal", [Scope.READ, Scope.EMBARGO])[1]


def read(client: Client, key: str, address: str = PAGES, **parameters: Any) -> Any:
    address = f"{address}{'&' if '?' in address else '?'}{urlencode({**ALL, **parameters})}"
    answer = client.get(address, headers=bearer(key))
    assert answer.status_code == 200, answer.content
    assert answer["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer["Vary"]
    for name in (
        "Surrogate-Key",
        "Cache-Tag",
        "Surrogate-Control",
        "CDN-Cache-Control",
        "ETag",
        "Last-Modified",
    ):
        assert name not in answer, name
    return answer


def ids(answer: Any) -> list[int]:
    return [each["id"] for each in answer.json()["items"]]


def recorded() -> list[str]:
    return list(EmbargoReading.objects.order_by("id").values_list("item", flat=True))


ADDRESSES = [
    *(PAGES, "/api/v1/search/?q=page", CHANGES),
    *(f"/feeds/news.{form}" for form in ("rss", "atom", "json", "ninjs")),
]


@pytest.mark.parametrize("address", [*ADDRESSES, "{page}"])
def test_it_takes_a_key_with_that_scope(client: Client, partner: Partner, address: str) -> None:
    row = held()
    address = address.replace("{page}", f"{PAGES}{row.object_id}/")
    address += f"{'&' if '?' in address else '?'}embargoed=include"
    without = client.get(address)
    assert without.status_code == 401
    assert without["Cache-Control"] == "no-store"
    assert without["WWW-Authenticate"] == 'Bearer realm="Dateline"'
    _, key = issue(partner, "portal", [Scope.READ])
    refused = client.get(address, headers=bearer(key))
    assert refused.status_code == 403
    assert 'scope="embargo"' in refused["WWW-Authenticate"]
    assert "no-store" in refused["Cache-Control"]
    Key.objects.update(scopes=["read", "embargo"])
    assert client.get(address, headers=bearer(key)).status_code == 200
    assert row.key in recorded()
    Key.objects.update(revoked_at=timezone.now())
    assert client.get(address, headers=bearer(key)).status_code == 401
    assert len(set(recorded())) == 1


def test_it_is_listed_in_its_place_and_says_until_when(client: Client, key: str) -> None:
    first, last = page(published_at=UNTIL + timedelta(days=1)), page()
    row = held(published_at=UNTIL)
    answer = read(client, key)
    assert ids(answer) == [first.object_id, row.object_id, last.object_id]
    assert [each["meta"].get("embargo") for each in answer.json()["items"]] == [None, SAID, None]
    assert answer.json()["meta"]["total_count"] == 3
    assert recorded() == [row.key]
    assert ids(client.get(PAGES)) == [first.object_id, last.object_id]
    assert ids(client.get(PAGES, headers=bearer(key))) == [first.object_id, last.object_id]


def test_filters_facets_fields_and_paging_are_those_of_all_lists(client: Client, key: str) -> None:
    held(topics=["a"], kind="statement")
    page(topics=["a"])
    page()
    found = read(client, key, topic="a", facets="topic,year", fields="_,title,embargo").json()
    assert found["meta"]["facets"]["topic"] == [{"value": "a", "label": "a", "count": 2}]
    assert [each.get("meta", {}).get("embargo") for each in found["items"]].count(SAID) == 1
    assert len(recorded()) == 1
    one = read(client, key, limit=1)
    cursor = one.json()["meta"]["next_cursor"]
    assert len(ids(read(client, key, limit=1, cursor=cursor))) == 1
    assert client.get(PAGES, {"limit": 1, "cursor": cursor}).status_code == 400
    assert "embargoed=include" in one.json()["meta"]["next"]
    for order in ("title", "-changed_at", "tree"):
        assert len(ids(read(client, key, order=order, fallback="en", locale="de"))) == 3


def test_it_is_found_by_its_words(client: Client, key: str) -> None:
    row = held(title="Wombat gesichtet")
    assert ids(read(client, key, "/api/v1/search/", q="wombat")) == [row.object_id]
    assert ids(client.get("/api/v1/search/", {"q": "wombat"})) == []


def test_it_is_read_whole(client: Client, key: str) -> None:
    row = held()
    address = f"{PAGES}{row.object_id}/"
    assert read(client, key, address).json()["meta"]["embargo"] == SAID
    assert read(client, key, address, fields="_,title").json()["title"] == row.title
    assert client.get(address).status_code == 404
    assert client.get(address, headers=bearer(key)).status_code == 404
    absent = client.get(f"{PAGES}999999/", ALL, headers=bearer(key))
    assert (absent.status_code, absent["Cache-Control"]) == (404, "private, no-store")
    assert recorded() == [row.key] * 2


def test_its_trace_of_before_is_not_in_its_way(client: Client, key: str) -> None:
    row = held()
    factory.PublishedItem.objects.create(
        **values(page()) | {"key": row.key, "object_id": row.object_id, "state": State.GONE, "content": ""}
    )
    assert read(client, key, f"{PAGES}{row.object_id}/").json()["id"] == row.object_id
    assert client.get(f"{PAGES}{row.object_id}/").status_code == 410


def test_a_partner_reads_what_it_is_allowed(client: Client, partner: Partner, key: str) -> None:
    own = held(kind="statement")
    held(kind="story")
    held(kind="statement", site=OTHER_HOST)
    Partner.objects.update(sites=[1], kinds=["statement"])
    assert ids(read(client, key, site="*", locale="*")) == [own.object_id]
    Partner.objects.update(sites=[999], kinds=[])
    assert ids(read(client, key, site="*", locale="*")) == []  # a site that is gone is not all sites
    Partner.objects.update(sites=[])
    assert len(ids(read(client, key, site="*", locale="*"))) == 3


def test_when_it_ends_it_is_given_to_no_partner_ahead(client: Client, key: str) -> None:
    row = held()
    EmbargoedItem.objects.update(visible_until=timezone.now() - timedelta(seconds=1))
    assert ids(read(client, key)) == []
    PublishedItem.objects.update(visible_from=timezone.now() - timedelta(seconds=1))
    assert ids(read(client, key)) == [row.object_id]
    assert recorded() == []


def texts(body: bytes, form: str) -> list[Any]:
    if form == "json":
        return [each["_dateline"].get("embargo", {}).get("until") for each in json.loads(body)["items"]]
    if form == "ninjs":
        return [each.get("embargoed") for each in json.loads(body)]
    root = etree.fromstring(body)
    items = root.findall(".//item") + root.findall("{http://www.w3.org/2005/Atom}entry")
    return [each.findtext("{http://purl.org/dc/terms/}available") for each in items]


@pytest.mark.parametrize("form", ["rss", "atom", "json", "ninjs"])
def test_feeds_say_until_when(client: Client, key: str, form: str) -> None:
    row = held(published_at=UNTIL)
    page()
    address = f"/feeds/news.{form}"
    assert texts(read(client, key, address).content, form) == [SAID["until"], None]
    assert recorded() == [row.key]
    assert texts(client.get(address).content, form) == [None]


# Nobody else learns of it


def everybodys(client: Client, address: str, headers: dict[str, str] | None = None) -> Any:
    answer = client.get(address, headers=headers or {})
    shown = {name: value for name, value in answer.items() if not name.startswith("RateLimit")}
    return answer.status_code, answer.content, shown


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_for_everybody_is_the_same_while_a_partner_reads(
    client: Client, key: str, address: str
) -> None:
    page()
    factory.change(page())
    before = everybodys(client, address)
    row = held(topics=["wombat"])
    tell(Action.PUBLISHED, None, row)
    assert row.key.encode() not in before[1]
    read(client, key, address)
    assert everybodys(client, address) == before
    own = everybodys(client, address, bearer(key))
    assert own[:2] == before[:2]


def test_each_list_is_three_queries_and_one_record(client: Client, key: str) -> None:
    for _ in range(3):
        held()
    client.get(PAGES)
    with CaptureQueriesContext(connection) as queries:
        read(client, key)
    verbs = [each["sql"].lstrip().split()[0] for each in queries.captured_queries]
    # Whose key; the items of this reader; the record of all of them at once.
    assert verbs == ["SELECT", "WITH", "INSERT"]
    assert len(recorded()) == 3
