"""Answers and totals are kept between requests, and yet never stale.

In a database of its own, for within one transaction the database's clock stands still.
"""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api import kept, pages
from cms.published import lists
from cms.published.kept import Memory, Validity
from tests.published.factory import HOST, page, redirect, term


def wait_until(moment):
    time.sleep(max(0.0, (moment - timezone.now()).total_seconds()) + 0.05)


def test_totals_follow_every_write_and_the_clock(own_database, client, sites):
    def total() -> int:
        return client.get("/api/v1/pages/").json()["meta"]["total_count"]

    assert total() == 0
    row = page()
    assert (total(), total()) == (1, 1)
    soon = timezone.now() + timedelta(seconds=2)
    page(visible_from=soon)
    row.visible_until = soon + timedelta(seconds=1)
    row.save()
    assert total() == 1
    wait_until(soon)
    assert total() == 2
    wait_until(row.visible_until)
    assert total() == 1
    row.delete()
    assert total() == 1


def test_the_number_of_redirects_follows_every_write_and_the_clock(own_database, client, sites):
    def total(**asked: int) -> int:
        return client.get("/api/v1/redirects/", asked).json()["meta"]["total_count"]

    there = page()
    redirect("/a", "https://elsewhere.example/")
    redirect("/b", f"https://{HOST}{there.html_path}", ours=True)
    assert (total(), total(limit=1), total(limit=2)) == (2, 2, 2)
    there.visible_until = timezone.now() + timedelta(seconds=2)
    there.save()
    redirect("/c", "https://elsewhere.example/")
    assert total(limit=3) == 3
    wait_until(there.visible_until)
    assert (total(), total(limit=3), total(limit=4)) == (2, 2, 2)


@pytest.mark.parametrize("asked", [{}, {"fallback": "en"}, {"facets": "kind"}, {"topic": "a"}])
def test_a_total_is_exact_up_to_so_many_and_then_says_so(own_database, get, monkeypatch, asked):
    for module in (lists, pages):
        monkeypatch.setattr(module, "MOST", 4)

    def total():
        meta = get("pages/", limit=1, **asked).json()["meta"]
        return meta["total_count"], meta["total_count_relation"]

    for _ in range(4):
        page(topics=["a"])
    assert total() == (4, "eq")
    page(topics=["a"])
    assert total() == (4, "gte")


def test_facets_follow_every_write_and_the_clock(own_database, client, sites):
    def counted() -> dict[str, int]:
        meta = client.get("/api/v1/pages/?facets=topic&topic=a").json()["meta"]
        return {each["value"]: each["count"] for each in meta["facets"]["topic"]}

    assert counted() == {"a": 0}
    row = page(topics=["a", "b"])
    assert counted() == counted() == {"a": 1, "b": 1}
    soon = timezone.now() + timedelta(seconds=2)
    page(topics=["b"], visible_from=soon)
    term("topic", "b", title="Boote")
    assert counted() == {"a": 1, "b": 1}
    wait_until(soon)
    assert counted() == {"b": 2, "a": 1}
    row.delete()
    assert counted() == {"b": 1, "a": 0}


def test_going_on_in_a_list_counts_nothing(own_database, client, sites):
    for _ in range(3):
        page(topics=["a"])
    first = client.get("/api/v1/pages/?facets=topic&limit=1").json()["meta"]
    with CaptureQueriesContext(connection) as captured:
        second = client.get(first["next"].removeprefix("http://localhost:8000")).json()["meta"]
    assert second["facets"] == first["facets"]
    assert [query["sql"].count("WITH base") for query in captured.captured_queries] == [0]


def test_an_answer_is_the_same_until_something_is_written(own_database, client, sites):
    def ask():
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/api/v1/pages/?limit=1")
        return response, len(captured.captured_queries)

    row = page(title="Eins")
    first, _ = ask()
    again, queries = ask()
    assert queries == 1
    assert (again.content, again["ETag"], again["Surrogate-Key"]) == (
        first.content,
        first["ETag"],
        first["Surrogate-Key"],
    )
    row.card = '{"title": "Zwei"}'
    row.save()
    assert ask()[0].json()["items"] == [{"title": "Zwei"}]


def test_the_life_of_a_kept_answer_shortens_with_what_it_shows(own_database, client, sites):
    page(visible_until=timezone.now() + timedelta(seconds=5))

    def life():
        directives = client.get("/api/v1/pages/")["Cache-Control"].split(", ")
        return int(next(each for each in directives if each.startswith("max-age=")).split("=")[1])

    first = life()
    soon = timezone.now() + timedelta(seconds=2)
    while timezone.now() < soon:
        pass
    assert life() <= first - 2


def test_memory_has_room_for_so_much_and_forgets_what_was_not_asked_for_longest():
    memory, validity = Memory[str](10), Validity((None, None), timezone.now(), timezone.now())
    memory.keep("a", validity, "A", 4)
    memory.keep("b", validity, "B", 4)
    assert memory.recall("a") == (validity, "A")
    memory.keep("c", validity, "C", 4)
    assert memory.recall("b") is None
    assert memory.recall("a") == (validity, "A")
    memory.keep("d", validity, "D", 11)
    assert [memory.recall(key) for key in "abcd"] == [None] * 4
    memory.keep("a", validity, "A", 10)
    assert memory.recall("a") == (validity, "A")


def test_many_small_answers_do_not_fill_the_memory(own_database, client, sites, monkeypatch):
    """What an answer takes beside its body was measured: 1.2 kB, and its address twice."""
    monkeypatch.setattr(kept, "_answers", Memory(100_000))
    for number in range(100):
        assert client.get(f"/api/v1/pages/?slug={number:0>200}").status_code == 200
    assert 20 < len(kept._answers._values) < 70
