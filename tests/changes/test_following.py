"""Whoever follows a part of the log has that part, in whatever order people write and others ask.

The right side is a model in plain Python: what each item was after each change, and what may be told of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.published.changes.position import read
from cms.published.models import Change
from tests.changes.following import Follower
from tests.changes.pieces import FIRST, KINDS, LOCALES, SITES, TOPICS, Piece, edited, key_of, write
from tests.published import factory

pytestmark = pytest.mark.django_db

Choice = dict[str, str]
ENDS = {"removed", "withdrawn"}
ITEMS = 4
CHOICES: list[Choice] = [
    {},
    *({name: value} for name, value in (("site", SITES[0]), ("locale", LOCALES[0]), ("topic", TOPICS[0]))),
    {"kind": KINDS[1]},
    {"site": SITES[1], "locale": LOCALES[1]},
]


@dataclass(frozen=True)
class Happened:
    """One entry of the log. `before` and `after`: the item then."""

    sequence: int
    action: str
    number: int
    before: Piece | None
    after: Piece | None
    previous: str | None


@dataclass
class World:
    """The items as they are, and all that has happened to them."""

    pieces: dict[int, Piece | None] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    log: list[Happened] = field(default_factory=list)

    def write(self, number: int, seed: int) -> None:
        random = Random(seed)
        was = self.pieces.get(number)
        now = edited(was, random)
        note = "Wrong." if random.random() < 0.5 else ""
        last = self.log[-1].sequence if self.log else 0
        write(number, now, note)
        self.pieces[number] = now
        if was or now:
            self.withdrawn.discard(number)
            if now is None and note:
                self.withdrawn.add(number)
        for entry in Change.objects.filter(sequence__gt=last):
            previous = entry.item["previous_html_path"]
            self.log.append(Happened(entry.sequence, entry.action, number, was, now, previous))

    def told(self, choice: Choice, since: int, limit: int) -> list[tuple[Any, ...]]:
        """`(sequence, action, id, content, previous path)` of all that an answer should tell."""
        follows = [each for each in self.log if each.sequence > since]
        concerned = [each for each in follows if has(choice, each.before) or has(choice, each.after)][:limit]
        found = []
        for last in concerned:
            same = [each for each in concerned if each.number == last.number]
            if last is same[-1]:
                now = self.pieces[last.number]
                shown = now if has(choice, now) else None
                action, previous = self.amounts_to(choice, same, shown)
                found.append((last.sequence, action, last.number, title_of(last.number, shown), previous))
        return found

    def amounts_to(self, choice: Choice, same: list[Happened], shown: Piece | None) -> tuple[str, str | None]:
        number, actions = same[0].number, [each.action for each in same]
        if shown is None:
            return ("withdrawn" if number in self.withdrawn else "removed"), None
        if not has(choice, same[0].before) or ENDS & set(actions) or "published" in actions:
            return "published", None
        moves = [each.previous for each in same if each.action == "moved"]
        if moves and moves[0] != f"/{shown.locale}/{number}/{shown.path}/":
            return "moved", moves[0]
        for action in ("corrected", "updated"):
            if action in actions:
                return action, None
        return ("updated" if moves else "refreshed"), None


def has(choice: Choice, piece: Piece | None) -> bool:
    return piece is not None and all(piece.has(name, value) for name, value in choice.items())


def title_of(number: int, piece: Piece | None) -> str | None:
    return None if piece is None else f"{number}, {piece}"


def checked(follower: Follower, client: Client, world: World) -> bool:
    """Ask once; what is told is what the model tells. Whether there is more."""
    position = read(follower.token).position if follower.token else None
    items, more = follower.ask(client)
    if position and position.item is None:
        told = [
            (
                each["sequence"],
                each["action"],
                each["item"]["id"] - FIRST,
                each["content"] and each["content"]["title"],
                each["item"]["previous_html_path"],
            )
            for each in items
        ]
        assert told == world.told(follower.chosen, position.sequence, follower.limit)
    return more


@contextmanager
def undone() -> Iterator[None]:
    """Each example begins with nothing: no items, an empty log."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(1, ITEMS), st.integers(0, 10**6)),
        st.tuples(st.just("ask"), st.integers(0, 7), st.just(0)),
        st.tuples(st.just("join"), st.sampled_from(range(len(CHOICES))), st.integers(1, 3)),
    ),
    min_size=5,
    max_size=40,
)


@settings(
    derandomize=True,
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[*HealthCheck],
)
@given(steps=steps)
def test_every_follower_has_its_part_however_answers_and_changes_meet(
    client: Client, steps: list[tuple[str, int, int]]
) -> None:
    with undone():
        factory.sites()
        factory.PublishedSite.objects.filter(is_default=False).delete()
        for number, host in enumerate(SITES[1:], 2):
            factory.PublishedSite.objects.create(
                host=host, site_id=number, root_url=f"https://{host}", default_locale="de", locales=[*LOCALES]
            )
        world, followers = World(), [Follower({}, 2)]
        for what, first, second in steps:
            if what == "write":
                world.write(first, second)
            elif what == "join":
                followers.append(Follower(CHOICES[first], second))
            else:
                checked(followers[first % len(followers)], client, world)
        for follower in followers:
            while checked(follower, client, world):
                pass
            assert {key: each["title"] for key, each in follower.copy.items()} == {
                key_of(number): title_of(number, piece)
                for number, piece in world.pieces.items()
                if has(follower.chosen, piece)
            }
