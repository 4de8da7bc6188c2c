"""What is asked of each: the same content by its id, by its path and in lists.

Before anything is measured, `check_sameness` asks everybody for some of it and compares: a benchmark
of different answers would say nothing.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import psycopg

OURS, V3, V2, BARE = "Dateline", "Wagtail v3", "Wagtail v2", "bare view"
ASKED: Final = 2_000  # different targets of one measurement, in turn
TYPE = "newsroom.NewsPage"
LIMIT = 20
OFFSETS = tuple(range(0, 5 * LIMIT, LIMIT))
# Twice as many lists as a process of ours keeps, so that none is found again.
FIRST_TIME = tuple(range(0, 750))
# A card of ours, in v2's names; v3's lists give what they give and cannot be asked for more.
CARD = "summary,kind,dateline_places,dateline_date,teaser_image,topics,countries"
# What a list of v3 gives, in our names.
BASE = "_,title,detail_url,html_url,slug,locale,first_published_at"


@dataclass(frozen=True)
class Way:
    """How one of them is asked. `status`: of the answers; `follow`: see `load.measure`."""

    targets: tuple[str, ...]
    status: int = 200
    follow: bool = False


@dataclass(frozen=True)
class Question:
    name: str
    ways: dict[str, Way]
    in_target: bool = True  # of those that the speed target is about


@dataclass(frozen=True)
class Page:
    id: int
    path: str


def read_pages(database: str) -> list[Page]:
    """News pages in the site's first language, in an order that is the same in every run."""
    sql = (
        "SELECT object_id, html_path FROM published_publisheditem"
        " WHERE type = %s AND state = 'public' AND locale = 'de' AND visible_from <= now()"
        " AND now() < visible_until ORDER BY object_id"
    )
    with psycopg.connect(database) as connection:
        pages = [Page(*row) for row in connection.execute(sql, [TYPE])]
    random.Random(2).shuffle(pages)  # noqa: S311
    return pages[:ASKED]


def questions(pages: Sequence[Page]) -> list[Question]:
    ids = [page.id for page in pages]
    ours_v1, v3, v2 = "/api/v1/pages/", "/wagtail/v3/pages/", "/wagtail/v2/pages/"
    by_path = tuple(f"/api/v1/resolve/?path={quote(page.path)}" for page in pages)
    ours_find = tuple(f"{ours_v1}find/?html_path={quote(page.path)}" for page in pages)
    # Wagtail's paths begin below the site's root page and know no language.
    without = [quote("/" + page.path.split("/", 2)[2]) for page in pages]
    v3_find, v2_find = (tuple(f"{root}find/?html_path={path}" for path in without) for root in (v3, v2))
    return [
        Question(
            "one page by id",
            {
                OURS: Way(tuple(f"{ours_v1}{pk}/" for pk in ids)),
                V3: Way(tuple(f"{v3}{pk}/" for pk in ids)),
                V2: Way(tuple(f"{v2}{pk}/" for pk in ids)),
                BARE: Way(tuple(f"/bare/{pk}/" for pk in ids)),
            },
        ),
        Question(
            "one page by path",
            {OURS: Way(by_path), V3: Way(v3_find, follow=True), V2: Way(v2_find, follow=True)},
        ),
        Question(
            "path to address",
            {OURS: Way(ours_find, 302), V3: Way(v3_find, 302), V2: Way(v2_find, 302)},
            in_target=False,
        ),
        Question(
            "list of 20",
            {
                OURS: Way(lists(ours_v1, {})),
                V3: Way(lists(v3, {"order": "-first_published_at"})),
                V2: Way(lists(v2, {"order": "-first_published_at", "fields": CARD})),
            },
        ),
        Question(
            "list of 20, not kept",
            {
                OURS: Way(lists(ours_v1, {}, FIRST_TIME)),
                V3: Way(lists(v3, {"order": "-first_published_at"}, FIRST_TIME)),
            },
            in_target=False,
        ),
        Question(
            "list of 20, few fields",
            {
                OURS: Way(lists(ours_v1, {"fields": BASE})),
                V3: Way(lists(v3, {"order": "-first_published_at"})),
                V2: Way(lists(v2, {"order": "-first_published_at"})),
            },
            in_target=False,
        ),
    ]


def lists(root: str, more: dict[str, str], offsets: Sequence[int] = OFFSETS) -> tuple[str, ...]:
    """The newest news of each language: the first five pages of the list, or those that begin there."""
    common = {"type": TYPE, "limit": str(LIMIT)}
    return tuple(
        f"{root}?{urlencode({**common, 'locale': locale, 'offset': str(offset), **more})}"
        for offset in offsets
        for locale in ("de", "en")
    )


class Different(Exception):
    """Not everybody gives the same content."""


def check_sameness(
    addresses: dict[str, tuple[str, int]], asked: Sequence[Question]
) -> dict[tuple[str, str], int]:
    """Ask everybody for the first targets of each question. Raises Different.

    Returns the bytes of the first answer by question and name.
    """
    sizes = {}
    for question in asked:
        if any(way.status != 200 for way in question.ways.values()):
            continue
        for number in range(3):
            shown = {}
            for name, way in question.ways.items():
                if name == BARE:
                    continue
                body = fetch(addresses[name], way.targets[number])
                shown[name] = what_is_shown(json.loads(body))
                sizes.setdefault((question.name, name), len(body))
            if len({json.dumps(each) for each in shown.values()}) != 1:
                raise Different(f"{question.name}: {json.dumps(shown, ensure_ascii=False)[:2000]}")
    return sizes


def what_is_shown(answer: dict[str, Any]) -> Any:
    """What the answers have in common, whatever their shape: ids, titles, and the blocks of a body."""
    if "items" in answer:
        return [[item["id"], item["title"]] for item in answer["items"]]
    page = answer.get("page", answer)
    return [page["id"], page["title"], [[block["type"], block["id"]] for block in page["body"]]]


def fetch(address: tuple[str, int], target: str) -> bytes:
    """The body at that path, or where it redirects to: on this server, whatever host Wagtail names."""
    for _ in range(2):
        connection = HTTPConnection(*address, timeout=30)
        try:
            connection.request("GET", target, headers={"Accept": "application/json"})
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status == 200:
            return body
        if answer.status != 302:
            break
        parts = urlsplit(answer.headers["Location"])
        target = f"{parts.path}?{parts.query}"
    raise Different(f"{target} is answered with {answer.status}: {body[:200]!r}")
