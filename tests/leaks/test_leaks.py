"""Nobody learns of what is embargoed, a draft, private or expired: at no address, asked in whatever way."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from cms.media.storage import PrivateFiles
from cms.partners.keys import issue
from cms.partners.models import EmbargoReading, Partner, Scope
from tests import factories
from tests.api.test_queries import START
from tests.changes.copies import Copy
from tests.changes.serving import served
from tests.clock import Clock
from tests.databases import Laboratory
from tests.leaks.secrets import HOUR, WORDS, Secret, delete, link, make_place, make_secret, reveal
from tests.leaks.walk import Answer, ask, walk
from tests.projection.observing import run_jobs

pytestmark = pytest.mark.long

Answers = dict[tuple[str, str], Answer]
# Copies that were kept then have to be told.
WAS_PUBLIC = "expired"
# Where a key opens more by itself: files of what is under embargo, and what was asked with it.
OF_KEYS = {"files", "/api/v1/usage/"}
# Where nothing of a page shows, whatever its state.
NOTHING_OF_PAGES = {"/api/v1/preview/", "/api/v1/site/", "/api/v1/sites/", "/api/v1/usage/"}


class Secrets:
    """All four, what a walk finds while they are secret, and when they end."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.begins = timezone.now().replace(microsecond=0) + 24 * HOUR
        place = make_place()
        other = factories.make_site("second.example.org", locales=("de",))
        # Numbers that stand in no answer by chance, and of pages are nothing else's.
        first = {"wagtailcore_page": 77701, "media_image": 66601, "media_document": 55501}
        with connection.cursor() as cursor:
            for table, number in first.items():
                cursor.execute(f"ALTER SEQUENCE {table}_id_seq RESTART {number}")
        self.all = [make_secret(state, place, self.begins) for state in WORDS]
        with connection.cursor() as cursor:
            cursor.execute("ALTER SEQUENCE wagtailcore_page_id_seq RESTART 88801")
        for secret in self.all:
            link(secret, place, Site.objects.get(pk=other.site.pk))
        run_jobs()
        self.clock.advance(hours=2)
        run_jobs()
        self.found = walk(self.all)

    def let_out(self) -> None:
        reveal(self.all)
        self.clock.advance_to(self.begins)
        run_jobs()


@pytest.fixture(scope="module")
def laboratory(django_db_blocker: Any) -> Iterator[tuple[Laboratory, Secrets]]:
    with django_db_blocker.unblock():
        laboratory = Laboratory()
        made = laboratory.build(Secrets)
    yield laboratory, made
    with django_db_blocker.unblock():
        made.clock.stop()
        laboratory.remove()


@pytest.fixture
def secrets(laboratory: tuple[Laboratory, Secrets], django_db_blocker: Any) -> Iterator[Secrets]:
    with django_db_blocker.unblock(), laboratory[0].clone():
        yield laboratory[1]


def traces(secret: Secret) -> re.Pattern[str]:
    """By which it is known again: its word, and the numbers of its pages."""
    numbers = "|".join(rf"\b{pk}\b" for pk in secret.pages.values())
    return re.compile(rf"{secret.word}|{numbers}", re.IGNORECASE)


def tells(found: Answers, secret: Secret) -> dict[str, set[str]]:
    """`{endpoint: traces}` of the answers to questions that do not name it already."""
    told: dict[str, set[str]] = {}
    trace = traces(secret)
    names = re.compile(f"{trace.pattern}|{secret.translation_key}", re.IGNORECASE)
    for (endpoint, address), answer in found.items():
        if endpoint != "files" and not names.search(address):
            shown = f"{answer.text} {answer.headers}"
            told.setdefault(endpoint, set()).update(each.lower() for each in trace.findall(shown))
    return {endpoint: each for endpoint, each in told.items() if each}


@pytest.mark.parametrize("state", WORDS)
def test_nothing_tells_of_it(secrets: Secrets, state: str) -> None:
    secret = next(each for each in secrets.all if each.state == state)
    found = {at: each for at, each in secrets.found.items() if not (state == WAS_PUBLIC and START in at[1])}
    assert tells(found, secret) == {}


def test_of_what_was_public_the_log_tells_who_it_was_and_nothing_that_it_said(secrets: Secrets) -> None:
    secret = next(each for each in secrets.all if each.state == WAS_PUBLIC)
    told = [json.loads(each.text) for (_, at), each in secrets.found.items() if f"after={START}" in at]
    entries = [
        each
        for answer in told
        for each in answer.get("items", ())
        if traces(secret).search(json.dumps(each["item"]))
    ]
    assert len(entries) > len(secret.pages)
    assert {(each["action"], each["content"]) for each in entries} == {("removed", None)}


def test_no_file_of_theirs_is_given_out(secrets: Secrets) -> None:
    files = {
        address: each.status for (endpoint, address), each in secrets.found.items() if endpoint == "files"
    }
    assert len(files) > 4 * len(WORDS)
    assert set(files.values()) == {404}


def test_every_answer_is_what_it_would_be_without_them(
    secrets: Secrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts, facets, suggestions, cursors, tags of caches: also where a question names what is secret."""
    # The other tests' databases are clones, but the folder of files is theirs too.
    monkeypatch.setattr(PrivateFiles, "delete", lambda storage, name: None)
    delete(secrets.all)
    run_jobs()
    asked = {address: answer for (_, address), answer in secrets.found.items()}
    without = {address: ask(address) for address in asked}
    different = {
        address: (answer, without[address]) for address, answer in asked.items() if answer != without[address]
    }
    assert different == {}


def read_ahead(key: str, address: str) -> str:
    answer: Any = Client().get(address, headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200, (address, answer.content)
    return str(answer.content.decode())


def key_of(**partner: Any) -> str:
    made = Partner.objects.create(name=f"Partner {Partner.objects.count()}", **partner)
    return issue(made, "portal", [Scope.READ, Scope.EMBARGO])[1]


AHEAD = "embargoed=include&site=*&locale=*&limit=100"
READ_AHEAD = (
    *(f"/api/v1/{path}/?{AHEAD}" for path in ("pages", "changes")),
    *(f"/feeds/news.{form}?{AHEAD}" for form in ("rss", "atom", "json", "ninjs")),
)


def test_a_partner_reads_what_is_under_embargo_and_nothing_else_that_is_secret(secrets: Secrets) -> None:
    embargoed, *others = secrets.all
    every, of_kind, elsewhere = key_of(), key_of(kinds=["advisory"]), key_of(kinds=["statement"])
    for address in READ_AHEAD:
        for key in (every, of_kind):
            told = read_ahead(key, address)
            # Below a section that is to come, no page has a place yet; and what is scheduled is no embargo.
            assert embargoed.word in told.lower(), address
            assert not re.search(rf"\b{embargoed.pages['below']}\b", told), address
            assert not any(secret.word in told.lower() for secret in others), address
        assert embargoed.word not in read_ahead(elsewhere, address).lower(), address
    for file in embargoed.files:
        assert ask(file).status == 404
        answer: Any = Client().get(file, headers={"Authorization": f"Bearer {of_kind}"})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert Client().get(file, headers={"Authorization": f"Bearer {elsewhere}"}).status_code == 404
    for secret in others:
        for file in secret.files:
            assert Client().get(file, headers={"Authorization": f"Bearer {every}"}).status_code == 404
    of_image = EmbargoReading.objects.filter(item__startswith="image-")
    assert {each.item for each in of_image} == {f"image-{embargoed.image}"}
    assert {f"page-{embargoed.pages['release']}"} <= {piece for each in of_image for piece in each.shown_by}
    # And to everybody else, each answer is what it was.
    again = walk(secrets.all)
    assert {at: each for at, each in again.items() if each != secrets.found[at]} == {}


INCLUDED = "embargoed=include"


def test_with_a_key_all_answers_are_those_for_everybody_but_where_more_is_asked_for(secrets: Secrets) -> None:
    embargoed, *others = secrets.all
    found = walk(secrets.all, key_of())
    plain = {at: each for at, each in found.items() if not (at[0] in OF_KEYS or INCLUDED in at[1])}
    assert len(plain) > len(found) / 2
    different = {
        at: (told, secrets.found[at])
        for at, told in plain.items()
        if (told.status, told.text) != (secrets.found[at].status, secrets.found[at].text)
    }
    assert different == {}
    more = {at: each for at, each in found.items() if INCLUDED in at[1]}
    assert {each.status for each in more.values()} <= {200, 304, 400, 404, 410}
    for secret in others:
        shown = {at: each for at, each in more.items() if not (secret.state == WAS_PUBLIC and START in at[1])}
        assert tells(shown, secret) == {}, secret.state
    assert {"/api/v1/pages/", "/api/v1/changes/", "/feeds/news.rss"} <= set(tells(more, embargoed))


def in_copy(copy: Copy) -> str:
    assert copy.catch_up().returncode == 0
    return f"{copy.said()} {copy.rows('*')}"


def test_once_they_are_public_the_same_walk_finds_them_everywhere(secrets: Secrets, tmp_path: Path) -> None:
    """So that it can fail: each endpoint tells of each of them, and each file is there.

    A copy that somebody keeps has nothing of them until then, and loses what is taken back.
    """
    with served() as api:
        copy = Copy(tmp_path, "copy", api.address)
        assert not [secret.state for secret in secrets.all if traces(secret).search(in_copy(copy))]
        secrets.let_out()
        in_every_answer(secrets)
        kept = in_copy(copy)
        for secret in secrets.all:
            pages = {str(pk) for pk in secret.pages.values()}
            assert pages <= set(traces(secret).findall(kept)), secret.state
        taken_back = [secret.pages["release"] for secret in secrets.all]
        for pk in taken_back:
            Page.objects.get(pk=pk).unpublish()
        in_copy(copy)
        assert not copy.content().keys() & {f"page-{pk}" for pk in taken_back}
    connections.close_all()


def in_every_answer(secrets: Secrets) -> None:
    found = walk(secrets.all)
    endpoints = {endpoint for endpoint, _ in found} - NOTHING_OF_PAGES - {"files"}
    for secret in secrets.all:
        told = tells(found, secret)
        silent = {
            endpoint
            for endpoint in endpoints - told.keys()
            if all(secrets.found[at] == each for at, each in found.items() if at[0] == endpoint)
        }
        assert silent == set(), secret.state
        assert {str(pk) for pk in secret.pages.values()} <= told["/api/v1/pages/"], secret.state
    files = [each.status for (endpoint, _), each in found.items() if endpoint == "files"]
    assert set(files) == {200}
