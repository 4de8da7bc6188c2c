"""Items that are written through the store, as a door's last phase does it, without pages behind them.

A door's own work is some fifty milliseconds for each change, and what is looked at here begins where it ends:
with the lock, the rows and the log.
"""

from dataclasses import dataclass, replace
from random import Random
from typing import Final

import orjson

from cms.projection import store
from cms.projection.build import Built
from cms.projection.versions import Version
from cms.published.models import EVER_SINCE, FOREVER
from tests.published.factory import NEWS

SITES: Final = ("www.example.org", "b.example.org", "c.example.org")
LOCALES: Final = ("de", "en")
KINDS: Final = ("news", "press_release")
TOPICS: Final = ("work", "life", "home")
# Whose numbers no page of the write side has.
FIRST: Final = 900_000


@dataclass(frozen=True)
class Piece:
    """What editors have made of an item. `sites`: its own, then those that have adopted it."""

    sites: tuple[str, ...] = SITES[:1]
    locale: str = "de"
    kind: str = "news"
    topics: tuple[str, ...] = ()
    path: int = 1
    text: int = 1
    corrections: int = 0

    def has(self, name: str, value: str) -> bool:
        if name in ("site", "topic"):
            return value in (self.sites if name == "site" else self.topics)
        return bool({"locale": self.locale, "kind": self.kind, "type": NEWS}[name] == value)


def write(number: int, piece: Piece | None, note: str = "") -> None:
    """Bring the item to that; None: it is gone, with a `note` withdrawn. Inside a transaction."""
    now, versions = store.lock(), []
    if piece:
        built = build(number, piece)
        versions = [Version(built, EVER_SINCE, FOREVER, FOREVER, frozenset(), frozenset())]
    told = orjson.dumps({"note": note}).decode() if note else ""
    store.reconcile(key_of(number), versions, now, withdrawal=told)


def key_of(number: int) -> str:
    return f"page-{FIRST + number}"


def build(number: int, piece: Piece) -> Built:
    path = f"/{piece.locale}/{number}/{piece.path}/"
    own = piece.sites[0]
    meta = {"type": NEWS, "html_url": f"https://{own}{path}", "html_path": path, "locale": piece.locale}
    return Built(
        key=key_of(number),
        what="page",
        object_id=FIRST + number,
        type=NEWS,
        revision=f"revision-{piece.text}-{piece.kind}-{piece.topics}",
        content={"id": FIRST + number, "type": NEWS, "meta": meta, "title": f"{number}, {piece}"},
        card={"id": FIRST + number, "title": str(number)},
        title=str(number),
        locale=piece.locale,
        site=own,
        sites=piece.sites,
        html_path=path,
        slug=str(piece.path),
        kind=piece.kind,
        topics=piece.topics,
        corrections=tuple(map(str, range(piece.corrections))),
    )


def edited(piece: Piece | None, random: Random) -> Piece | None:
    """What becomes of it next. Half of all edits move it between parts of the log."""
    if piece is None:
        # Of a kind and with topics from the start, so that every part has enough of them at the end.
        return Piece(
            sites=(random.choice(SITES),),
            locale=random.choice(LOCALES),
            kind=random.choice(KINDS),
            topics=tuple(random.sample(TOPICS, random.randint(1, 2))),
            text=random.randrange(10**9),
        )
    text = random.randrange(10**9)
    change = random.randrange(10)
    if change == 0:
        return None
    if change in (1, 2):
        return replace(piece, sites=tuple(random.sample(SITES, random.randint(1, 3))))
    if change == 3:
        return replace(piece, kind=random.choice(KINDS), locale=random.choice(LOCALES))
    if change == 4:
        return replace(piece, topics=tuple(random.sample(TOPICS, random.randint(0, 2))))
    if change == 5:
        return replace(piece, path=piece.path + 1)
    if change == 6:
        return replace(piece, corrections=piece.corrections + 1, text=text)
    return replace(piece, text=text)
