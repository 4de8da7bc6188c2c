"""The change feed with what is under embargo: two logs, and a place in each."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.partners.models import Partner
from cms.published.models import Action, EmbargoedChange, EmbargoedItem, PublishedItem
from tests.api.test_embargoed import ALL, CHANGES, held, key, partner, read, tell
from tests.api.test_keys import bearer
from tests.published import factory
from tests.published.factory import change, file, page, term

__all__ = ["key", "partner"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sites")]


def follow(client: Client, key: str, **parameters: Any) -> tuple[list[tuple[Any, str, str, bool]], Any]:
    """`(sequence, action, key, whether with content)` of all that follows, and the last token."""
    found = []
    while True:
        answer = read(client, key, CHANGES, **parameters).json()
        found += [
            (each["sequence"], each["action"], each["item"]["key"], each["content"] is not None)
            for each in answer["items"]
        ]
        parameters["after"] = answer["meta"]["token"]
        if not answer["meta"]["has_more"]:
            return found, parameters["after"]


def test_a_full_sync_has_it_and_what_follows_comes_without_a_number(client: Client, key: str) -> None:
    public, row = page(), held()
    tell(Action.PUBLISHED, None, row)
    found, token = follow(client, key, limit=1)
    assert sorted(found, key=lambda each: each[2]) == sorted(
        [(None, "published", public.key, True), (None, "published", row.key, True)], key=lambda each: each[2]
    )
    assert follow(client, key, after=token)[0] == []
    tell(Action.UPDATED, row, row)
    changed = factory.change(public)
    told, token = follow(client, key, after=token)
    assert told == [(None, "updated", row.key, True), (changed.sequence, "updated", public.key, True)]
    row.delete()
    tell(Action.REMOVED, row, None)
    assert follow(client, key, after=token)[0] == [(None, "removed", row.key, False)]


def test_its_end_is_told_by_the_log_for_everybody(client: Client, key: str) -> None:
    row = held()
    _, token = follow(client, key)
    EmbargoedItem.objects.all().delete()
    PublishedItem.objects.update(visible_from=timezone.now() - timedelta(seconds=1))
    lifted = factory.change(PublishedItem.objects.get(key=row.key), Action.PUBLISHED)
    assert follow(client, key, after=token)[0] == [(lifted.sequence, "published", row.key, True)]


def test_what_leaves_the_part_that_a_partner_may_read_is_removed_there(
    client: Client, partner: Partner, key: str
) -> None:
    Partner.objects.update(kinds=["statement"])
    row, other = held(kind="statement"), held(kind="story")
    _, token = follow(client, key)
    before = EmbargoedItem.objects.get(key=row.key)
    EmbargoedItem.objects.filter(key=row.key).update(kind="story")
    tell(Action.UPDATED, before, EmbargoedItem.objects.get(key=row.key))
    tell(Action.UPDATED, other, other)
    assert follow(client, key, after=token)[0] == [(None, "removed", row.key, False)]


def test_a_token_of_one_feed_is_none_of_the_other(client: Client, key: str) -> None:
    _, token = follow(client, key)
    assert client.get(CHANGES, {"after": token}).status_code == 400
    everybodys = client.get(CHANGES, {"after": "now"}).json()["meta"]["token"]
    assert client.get(CHANGES, {**ALL, "after": everybodys}, headers=bearer(key)).status_code == 400
    now = read(client, key, CHANGES, after="now").json()
    assert now["items"] == []
    assert follow(client, key, after=now["meta"]["token"])[0] == []


def test_the_log_of_it_leads_on_for_as_long_as_the_other(client: Client, key: str) -> None:
    row = held()
    tell(Action.PUBLISHED, None, row)
    _, token = follow(client, key)
    tell(Action.UPDATED, row, row)
    EmbargoedChange.objects.update(at=timezone.now() - timedelta(days=91))
    answer = client.get(CHANGES, {**ALL, "after": token}, headers=bearer(key))
    assert answer.status_code == 410
    assert answer["Cache-Control"] == "private, no-store"


def test_what_only_a_piece_under_embargo_names_is_told_when_that_is_public(client: Client, key: str) -> None:
    """Its topics, organisations, pictures: a copy would keep them when the piece is taken back."""
    page(topics=["known"], organisations=["known"])
    row = held(topics=["known", "wombat"], organisations=["wombat"], files=["image-7"])
    known = [term(what, "known") for what in ("topic", "organisation")]
    wombats = [term(what, "wombat") for what in ("topic", "organisation")]
    wombats.append(file("image-7"))
    found, token = follow(client, key)
    told = {each[1:3] for each in found}
    assert {("published", each.key) for each in known} < told
    assert not {each.key for each in wombats} & {key for _, key in told}
    for each in wombats:
        change(each)
    found, token = follow(client, key, after=token)
    assert {each[1:] for each in found} == {("removed", each.key, False) for each in wombats}
    EmbargoedItem.objects.all().delete()
    PublishedItem.objects.filter(key=row.key).update(visible_from=timezone.now() - timedelta(seconds=1))
    for each in wombats:
        change(each, Action.PUBLISHED)
    found, _ = follow(client, key, after=token)
    assert {each[1:] for each in found} == {("published", each.key, True) for each in wombats}
