"""Lists of pages: their orders, and how one goes from each page of a list to the next."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from tests.published.factory import page, redirect

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("title", ["Ärger", "Boot", "Öl", "Zug"]),
        ("-title", ["Zug", "Öl", "Boot", "Ärger"]),
        ("tree", ["Zug", "Boot", "Ärger", "Öl"]),
        ("published_at", ["Boot", "Öl", "Ärger", "Zug"]),
        ("-published_at", ["Zug", "Ärger", "Öl", "Boot"]),
        ("changed_at", ["Öl", "Zug", "Boot", "Ärger"]),
        ("starts_at", ["Ärger", "Zug", "Öl", "Boot"]),
        ("-starts_at", ["Öl", "Zug", "Ärger", "Boot"]),
    ],
)
def test_orders(get, order, titles):
    day = timedelta(days=1)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for place, published, changed, starts, title in [
        ("0003", 3, 4, 1, "Ärger"),
        ("0002", 1, 3, None, "Boot"),
        ("0004", 2, 1, 3, "Öl"),
        ("0001", 4, 2, 2, "Zug"),
    ]:
        page(
            title=title,
            tree_path=place,
            published_at=start + published * day,
            changed_at=start + changed * day,
            starts_at=start + starts * day if starts else None,
        )
    assert [item["title"] for item in get("pages/", order=order).json()["items"]] == titles


def test_offset_and_limit(ids):
    rows = [page(published_at=datetime(2024, 1, day, tzinfo=UTC)).object_id for day in range(9, 0, -1)]
    assert ids(limit=4) == rows[:4]
    assert ids(limit=4, offset=4) == rows[4:8]
    assert ids(offset=10_000) == []


@pytest.mark.parametrize(
    "order", ["-published_at", "published_at", "title", "-tree", "starts_at", "-changed_at"]
)
def test_cursors_walk_through_everything_once(get, order):
    """Ties and missing values included."""
    moments = [None, None, *[datetime(2024, 1, 1 + number // 3, tzinfo=UTC) for number in range(9)]]
    rows = {page(published_at=moment, starts_at=moment, title="Gleich").object_id for moment in moments}
    seen: list[int] = []
    parameters = {"order": order, "limit": 3}
    while True:
        answer = get("pages/", **parameters).json()
        seen += [item["id"] for item in answer["items"]]
        assert answer["meta"]["total_count"] == len(rows)
        if answer["meta"]["next_cursor"] is None:
            assert answer["meta"]["next"] is None
            break
        parameters["cursor"] = answer["meta"]["next_cursor"]
    assert len(seen) == len(set(seen))
    assert set(seen) == rows


def test_next_is_an_address_that_goes_on(get, client):
    rows = [page(published_at=datetime(2024, 1, day, tzinfo=UTC), topics=["a"]) for day in range(5, 0, -1)]
    address = get("pages/", limit=2, offset=1, topic="a,b").json()["meta"]["next"]
    assert address.startswith("http://localhost:8000/api/v1/pages/?")
    answer = client.get(address.removeprefix("http://localhost:8000")).json()
    assert [item["id"] for item in answer["items"]] == [row.object_id for row in rows[3:]]


def test_a_cursor_is_stable_under_inserts(get):
    for day in (1, 2, 3, 4):
        page(published_at=datetime(2024, 1, day, tzinfo=UTC), title=str(day))
    cursor = get("pages/", limit=2).json()["meta"]["next_cursor"]
    page(published_at=datetime(2024, 1, 9, tzinfo=UTC), title="new")
    page(published_at=datetime(2024, 1, 2, 12, tzinfo=UTC), title="between")
    titles = [item["title"] for item in get("pages/", limit=9, cursor=cursor).json()["items"]]
    assert titles == ["between", "2", "1"]


def test_a_cursor_fits_no_other_list(get, mistakes):
    for _ in range(3):
        page(topics=["a"])
    cursor = get("pages/", limit=1, topic="a").json()["meta"]["next_cursor"]
    assert get("pages/", limit=2, topic="a", cursor=cursor, fields="_").status_code == 200
    for other in ({"topic": "b"}, {}, {"topic": "a", "locale": "en"}, {"topic": "a", "order": "title"}):
        assert "cursor" in mistakes(limit=1, cursor=cursor, **other)
    assert "offset" in mistakes(topic="a", cursor=cursor, offset=1)


def test_a_cursor_fits_no_list_at_another_address(get, mistakes):
    for value in ("a", "b"):
        page(topics=[value], countries=["DE" if value == "a" else "EG"], title="Boot")
        redirect(f"/node/{value}", "https://elsewhere.example/")
    addresses = {
        "pages/": {},
        "search/": {"q": "boot", "order": "-published_at"},
        "topics/": {},
        "countries/": {},
        "paths/": {},
        "redirects/": {},
    }
    cursors = {
        path: get(path, limit=1, **asked).json()["meta"]["next_cursor"] for path, asked in addresses.items()
    }
    for path, asked in addresses.items():
        assert get(path, limit=2, cursor=cursors[path], **asked).status_code == 200, path
        for other in addresses.keys() - {path}:
            assert "cursor" in mistakes(path, cursor=cursors[other], **asked), (path, other)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *((path, value) for path in ("redirects/", "paths/", "topics/") for value in ("\0", 5, None, [], {})),
        ("paths/", "x"),
    ],
)
def test_a_cursor_with_another_kind_of_place_is_refused(get, mistakes, path, value):
    for slug in ("a", "b"):
        page(topics=[slug])
        redirect(f"/node/{slug}", "https://elsewhere.example/")
    cursor = get(path, limit=1).json()["meta"]["next_cursor"]
    binding, *_ = orjson.loads(urlsafe_b64decode(f"{cursor}==="))
    forged = urlsafe_b64encode(orjson.dumps([binding, value, 1])).decode().rstrip("=")
    assert list(mistakes(path, cursor=forged)) == ["cursor"]
