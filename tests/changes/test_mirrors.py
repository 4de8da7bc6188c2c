"""Many publish at once while copies are kept, killed and kept again: at the end each is what the API has.

Everything is real but most of the pages: PostgreSQL, the web server, `examples/mirror/mirror.py` as processes
of its own, and the store with its lock, on a connection for each writer. One writer more goes through the
doors of the admin, with pages. If all did, it would take minutes and show no more: what a door does of its
own is done before the lock.

The seed is printed; `MIRRORS_SEED` takes it again. What processes do in between is their own.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom
from threading import Thread
from typing import Any
from urllib.error import HTTPError

import pytest
from django.db import connection, connections, transaction
from django.test.utils import override_settings
from wagtail.models import Page, Site

from cms.projection import store
from cms.published.models import Change
from newsroom.models import Adoption
from tests import factories
from tests.changes.copies import Copy
from tests.changes.pieces import SITES, Piece, edited, write
from tests.changes.serving import opened, serving
from tests.databases import cloned
from tests.projection.observing import visible_items
from tests.projection.world import publish
from tests.standing import sited

pytestmark = pytest.mark.slow

WRITERS, CHANGES, ITEMS = 8, 2_000, 60
PARTS: dict[str, list[str]] = {
    "all": [],
    "site": ["--site", SITES[0]],
    "office": ["--site", SITES[1], "--locale", "de"],
    "two": ["--site", SITES[1], "--site", SITES[2], "--kind", "press_release"],
    "topic": ["--topic", "work", "--type", "newsroom.NewsPage"],
}


class Undone(Exception):
    """A writer thinks better of it."""


@dataclass
class Desk:
    """What all writers know: the pieces as they are committed; and what has become of their work."""

    seed: int
    pieces: dict[int, Piece | None] = field(default_factory=dict)
    connections: set[int] = field(default_factory=set)
    undone: int = 0
    slow: int = 0
    failures: list[BaseException] = field(default_factory=list)

    def at_work(self, name: str, job: Callable[[Random], None]) -> Thread:
        def run() -> None:
            try:
                job(Random(f"{self.seed} {name}"))
            except BaseException as failure:
                self.failures.append(failure)
            finally:
                connections.close_all()

        thread = Thread(target=run, daemon=True)
        thread.start()
        return thread

    def write(self, random: Random) -> None:
        """A writer's share: so many changes that stay, and others that do not."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.connections.add(cursor.fetchone()[0])
        done = 0
        while done < CHANGES // WRITERS:
            try:
                with transaction.atomic():
                    done += self.edit(random.randrange(ITEMS), random)
            except Undone:
                self.undone += 1

    def edit(self, number: int, random: Random) -> int:
        fate = random.random()
        store.lock()  # what others have made of it is known only now
        piece = edited(self.pieces.get(number), random)
        write(number, piece, note="Wrong." if fate < 0.3 else "")
        if 0.4 < fate < 0.5:
            raise Undone
        if 0.5 < fate < 0.53:  # committed late, while others wait for it
            self.slow += 1
            time.sleep(0.02)
        changed = piece != self.pieces.get(number)
        self.pieces[number] = piece
        return changed

    def edit_pages(self, random: Random, pages: list[int], section: int, home: int) -> None:
        """Through the doors: words, places, other sites, ends."""
        offices = [Site.objects.get(hostname=host) for host in SITES[1:]]
        for number in range(30):
            page = Page.objects.get(pk=random.choice(pages)).specific
            if number % 5 == 1:
                page.unpublish()
            elif number % 5 == 2:
                page.move(Page.objects.get(pk=random.choice((section, home))), pos="last-child")
            elif number % 5 == 3:
                adopted = Adoption.objects.filter(page=page).first()
                if adopted:
                    adopted.delete()
                else:
                    Adoption.objects.create(page=page, site=random.choice(offices))
            else:
                publish(page, title=f"Edit {number}", kicker=str(random.randrange(10**9)))


@pytest.fixture
def api(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a server of its own, with three sites."""
    with django_db_blocker.unblock(), cloned(sited(("de", "en")), f"mirrors_{os.getpid()}"):
        for host in SITES[1:]:
            factories.make_site(host, locales=("de", "en"))
        with serving() as address, override_settings(PUBLIC_URL=address):
            yield address
        connections.close_all()


def test_whatever_happens_while_it_is_kept_a_copy_is_what_the_api_has(api: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("MIRRORS_SEED") or SystemRandom().randrange(10**6))
    print(f"MIRRORS_SEED={seed}")
    random, desk = Random(seed), Desk(seed)
    place = factories.Place.standing()
    section = factories.NewsroomPageFactory(parent=place.home, title="Anderswo")
    pages = [factories.NewsPageFactory(parent=place.newsroom).pk for _ in range(4)]
    copies = {name: Copy(tmp_path, name, api, chosen) for name, chosen in PARTS.items()}
    for copy in copies.values():
        copy.start()
    before = Change.objects.latest("sequence").sequence
    threads = [desk.at_work(f"writer {number}", desk.write) for number in range(WRITERS)]
    threads.append(
        desk.at_work("doors", lambda rng: desk.edit_pages(rng, pages, section.pk, place.newsroom.pk))
    )
    kills = 0
    while any(thread.is_alive() for thread in threads):
        time.sleep(random.uniform(0.2, 1))
        copy = random.choice([*copies.values()])
        copy.kill()
        kills += 1
        time.sleep(random.choice((0, 0, random.uniform(0, 0.5))))
        copy.start()
    for copy in copies.values():
        copy.kill()
    assert not desk.failures, desk.failures
    written = Change.objects.filter(sequence__gt=before).count()
    print(f"{written} changes, {desk.undone} undone, {desk.slow} slow, {kills} killed")
    assert written >= CHANGES
    assert len(desk.connections) == WRITERS
    assert min(desk.undone, desk.slow) > WRITERS
    assert kills > len(copies)

    last = {each.key: each.sequence for each in Change.objects.order_by("sequence")}
    for name, copy in copies.items():
        done = copy.catch_up()
        assert done.returncode == 0, done.stderr
        # None twice, none after a later one.
        assert copy.sequences() == sorted(set(copy.sequences())), name
        assert not [line for line in copy.said() if line.startswith(("Starting again", "Traceback"))], name
        fresh = Copy(tmp_path, f"{name}-fresh", api, PARTS[name])
        assert fresh.catch_up().returncode == 0
        assert copy.content() == fresh.content(), name
        assert len(copy.content()) > 5, name

    everything = copies["all"]
    assert everything.content() == {
        each.key: normal(each.content) for each in visible_items() if read_by_all(each)
    }
    behind = {key for key, sequence in everything.rows("sequence") if sequence not in (None, last.get(key))}
    assert behind == set()
    gone = {key for key, content in everything.rows("content") if content is None}
    assert gone
    for key, content in everything.content().items():
        if key.startswith("page-"):
            assert answer(f"{api}/api/v1/pages/{key[5:]}/") == (200, json.loads(content))
    assert {answer(f"{api}/api/v1/pages/{key[5:]}/")[0] for key in gone if key.startswith("page-")} == {410}


def normal(content: str) -> str:
    return json.dumps(json.loads(content), ensure_ascii=False)


def read_by_all(item: Any) -> bool:
    return item.what not in ("topic", "organisation")


def answer(address: str) -> tuple[int, Any]:
    try:
        with opened(address, timeout=20) as response:
            return response.status, json.load(response)
    except HTTPError as error:
        return error.code, None
